/* A view of the results and the address that stands for it. */
(() => {
  "use strict";
  const shared = window.tfpubResults;
  const usual = { sort: "year", isDescending: true };

  shared.emptyView = () => ({ text: "", chosen: {}, page: 1, ...usual });

  /* What the address does not say is as usual; what it asks for and nobody has is kept, and finds nothing. */
  shared.viewOf = (search, columns) => {
    const asked = new URLSearchParams(search);
    const chosen = Object.fromEntries(
      shared.facets.map((facet) => [facet, [...new Set(asked.getAll(facet).map((key) => spelled(columns[facet], key)))]])
    );
    const sort = asked.get("sort");
    const sorting = Object.hasOwn(columns, sort || "") ? { sort, isDescending: asked.get("order") === "descending" } : usual;
    const page = Number.parseInt(asked.get("page") || "1", 10);
    return { text: asked.get("text") || "", chosen, ...sorting, page: page > 0 ? page : 1 };
  };

  function spelled(column, key) {
    const same = column.values.find((value) => value.key.toLowerCase() === key.toLowerCase());
    return same ? same.key : key;
  }

  shared.queryOfView = (view) => {
    const pairs = shared.facets.flatMap((facet) => (view.chosen[facet] || []).map((key) => [facet, key]));
    if (view.text.trim()) pairs.unshift(["text", view.text.trim()]);
    if (view.sort !== usual.sort || view.isDescending !== usual.isDescending) {
      pairs.push(["sort", view.sort]);
      if (view.isDescending) pairs.push(["order", "descending"]);
    }
    if (view.page > 1) pairs.push(["page", String(view.page)]);
    return shared.view.queryOf(pairs);
  };
})();
