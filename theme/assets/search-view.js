/* Builds what the search shows. Texts become text nodes: nothing of a page is read as markup. */
(() => {
  "use strict";
  const shared = window.tfpubSearch;
  const mostParts = 3;

  function element(tag, className, ...children) {
    const made = document.createElement(tag);
    made.className = className;
    made.append(...children);
    return made;
  }

  /* Pagefind writes `<mark>` and escapes `<` and `>`; all else in an excerpt is plain text. */
  function marked(excerpt) {
    let isMarked = false;
    return excerpt.split(/(<\/?mark>)/).flatMap((part) => {
      if (part === "<mark>" || part === "</mark>") {
        isMarked = part === "<mark>";
        return [];
      }
      const text = part.replace(/&lt;/g, "<").replace(/&gt;/g, ">");
      return text ? [isMarked ? element("mark", "", text) : text] : [];
    });
  }

  /* Facet values are keys such as `trial-implementation` or names such as `ITI`. */
  function labelOf(value) {
    const words = /^[a-z0-9-]+$/.test(value) ? value.replaceAll("-", " ") : value;
    return words.charAt(0).toUpperCase() + words.slice(1);
  }

  function option(className, href, ...children) {
    const made = element("a", `tf-search__hit ${className}`, ...children);
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", "false");
    made.tabIndex = -1;
    made.href = href;
    return made;
  }

  function headOf(hit) {
    const head = element("span", "tf-search__head", element("span", "tf-search__title", hit.title));
    if (hit.name && !hit.title.includes(hit.name)) head.append(element("span", "tf-search__name", hit.name));
    const facts = [hit.showsKind && labelOf(hit.kind), hit.domain, hit.status && labelOf(hit.status), hit.year];
    head.append(element("span", "tf-search__facts", facts.filter(Boolean).join(" · ")));
    return head;
  }

  /* The text of a part begins with its own heading, which is shown above it already. */
  function withoutHeading(excerpt, title) {
    const words = excerpt.split(" ");
    const length = title.split(/\s+/).length;
    const start = words.slice(0, length).join(" ").replace(/<\/?mark>/g, "").replace(/\.$/, "");
    return start === title.replace(/\.$/, "") ? words.slice(length).join(" ") : excerpt;
  }

  function excerptOf(excerpt) {
    return excerpt ? [element("span", "tf-search__excerpt", ...marked(excerpt))] : [];
  }

  function optionsOf(hit) {
    const page = option("", shared.hrefOf(hit.address, hit.anchor), headOf(hit), ...excerptOf(hit.excerpt));
    const parts = (hit.parts || []).slice(0, mostParts).map((part) => {
      const title = element("span", "tf-search__title", part.title);
      const href = shared.hrefOf(hit.address, part.anchor);
      return option("tf-search__hit--part", href, title, ...excerptOf(withoutHeading(part.excerpt, part.title)));
    });
    return [page, ...parts];
  }

  function group(label, hits) {
    const heading = element("p", "tf-search__group", label);
    heading.setAttribute("role", "presentation");
    const made = element("div", "", heading, ...hits.flatMap(optionsOf));
    made.setAttribute("role", "group");
    made.setAttribute("aria-label", label);
    return made;
  }

  shared.view = { element, group, labelOf };
})();
