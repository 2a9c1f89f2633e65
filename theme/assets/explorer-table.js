/* The table of results, one page of it at a time, and the ways to its other pages. */
(() => {
  "use strict";
  const { phrase } = window.tfpub;
  const shared = window.tfpubResults;
  const { element, linked, demonstration, numbers } = shared.view;
  const pageful = 50;
  const neighbours = 1;

  function cellOf(column, value, tag) {
    const cell = element(tag, "", linked(value.url, value.isNone && column.key === "option" ? "–" : value.label));
    cell.dataset.name = column.name;
    if (tag === "th") cell.scope = "row";
    return cell;
  }

  function rowOf(rows, columns, row) {
    const made = element("tr", "");
    columns.forEach((column, place) => {
      const { of, values } = rows.columns[column.key];
      made.append(cellOf(column, values[of[row]], place ? "td" : "th"));
    });
    if (rows.columns.system.values[rows.systems[row]].isDemonstration) made.firstChild.append(" ", demonstration());
    return made;
  }

  /* Page numbers to offer: the ends and what is near, null where some are left out. */
  function offered(page, pages) {
    const near = Array.from({ length: pages }, (_, place) => place + 1).filter(
      (number) => number === 1 || number === pages || Math.abs(number - page) <= neighbours
    );
    return near.flatMap((number, place) => (place && number - near[place - 1] > 1 ? [null, number] : [number]));
  }

  shared.Table = class {
    /* `go` gets what of the view changes; `hrefOf` makes the address of a view with that change. */
    constructor(found, rows, { go, hrefOf }) {
      this.rows = rows;
      this.go = go;
      this.hrefOf = hrefOf;
      this.frame = found.querySelector(".tf-table");
      this.body = found.querySelector("tbody");
      this.none = found.querySelector(".tf-explorer__none");
      this.turns = [...found.querySelectorAll("[data-turn]")];
      this.heads = [...found.querySelectorAll("[data-column]")];
      this.columns = this.heads.map((head) => ({ key: head.dataset.column, name: head.textContent.trim() }));
      for (const head of this.heads) head.firstElementChild.addEventListener("click", () => this.sort(head));
      this.keepRoles(found.querySelector("table"));
    }

    /* On a phone rows are shown as cards; without their roles they would be no table any more. */
    keepRoles(table) {
      table.setAttribute("role", "table");
      for (const part of table.querySelectorAll("thead, tbody")) part.setAttribute("role", "rowgroup");
      table.querySelector("thead tr").setAttribute("role", "row");
      for (const head of this.heads) head.setAttribute("role", "columnheader");
    }

    sort(head) {
      const sort = head.dataset.column;
      const isDescending = head.getAttribute("aria-sort") ? head.getAttribute("aria-sort") === "ascending" : sort === "year";
      this.go({ sort, isDescending });
    }

    show(view, order) {
      const pages = Math.max(1, Math.ceil(order.length / pageful));
      const page = Math.min(view.page, pages);
      const shown = order.subarray((page - 1) * pageful, page * pageful);
      this.body.replaceChildren(...Array.from(shown, (row) => this.withRoles(rowOf(this.rows, this.columns, row))));
      this.frame.hidden = !order.length;
      this.none.hidden = Boolean(order.length);
      for (const head of this.heads) {
        if (head.dataset.column === view.sort) head.setAttribute("aria-sort", view.isDescending ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      }
      for (const nav of this.turns) this.showTurns(nav, page, pages);
      return { page, pages, first: (page - 1) * pageful + 1, last: (page - 1) * pageful + shown.length };
    }

    withRoles(row) {
      row.setAttribute("role", "row");
      for (const cell of row.children) cell.setAttribute("role", cell.tagName === "TH" ? "rowheader" : "cell");
      return row;
    }

    showTurns(nav, page, pages) {
      nav.hidden = pages < 2;
      const numbered = offered(page, pages).map((number) => (number ? this.turn(number, page) : element("li", "tf-turn__gap", "…")));
      const list = element("ul", "", this.step(phrase("Previous"), page - 1, pages), ...numbered, this.step(phrase("Next"), page + 1, pages));
      nav.replaceChildren(list);
    }

    turn(number, page) {
      const link = this.link(numbers.format(number), number, String(number));
      link.setAttribute("aria-label", phrase("Page %(number)s", { number }));
      if (number === page) link.setAttribute("aria-current", "page");
      return element("li", "", link);
    }

    step(name, number, pages) {
      if (number >= 1 && number <= pages) return element("li", "tf-turn__step", this.link(name, number, name));
      return element("li", "tf-turn__step tf-turn__step--end", element("span", "", name));
    }

    /* The focus goes on from the same way above the new page, or from its number at the ends. */
    link(text, page, way) {
      const link = element("a", "", text);
      link.href = this.hrefOf({ page });
      link.dataset.way = way;
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
        event.preventDefault();
        const isBelow = link.closest("[data-turn]").dataset.turn === "bottom";
        this.go({ page });
        const [top] = this.turns;
        (top.querySelector(`[data-way="${CSS.escape(way)}"]`) || top.querySelector("[aria-current]")).focus({ preventScroll: true });
        if (isBelow) top.scrollIntoView({ block: "center" });
      });
      return link;
    }
  };
})();
