/* Builds what the search shows. Texts become text nodes: nothing of a page is read as markup. */
(() => {
  "use strict";
  const shared = window.tfpubSearch;
  const { phrase } = window.tfpub;
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

  const statuses = {
    "public-comment": phrase("Public comment"), "trial-implementation": phrase("Trial implementation"), "final-text": phrase("Final text"),
    withdrawn: phrase("Withdrawn"), deprecated: phrase("Deprecated"), retired: phrase("Retired"), submitted: phrase("Submitted"),
    assigned: phrase("Assigned"), completed: phrase("Completed"), ballot: phrase("Ballot"), integrated: phrase("Integrated"),
    rejected: phrase("Rejected"), cancelled: phrase("Cancelled"),
  };

  /* Facet values are keys such as `trial-implementation` or names such as `ITI`. */
  function labelOf(value) {
    if (Object.hasOwn(statuses, value)) return statuses[value];
    const words = /^[a-z0-9-]+$/.test(value) ? value.replaceAll("-", " ") : value;
    return words.charAt(0).toUpperCase() + words.slice(1);
  }

  function badge(status) {
    const kind = /^[a-z-]+$/.test(status) ? ` tf-badge--${status}` : "";
    return element("span", `tf-badge${kind}`, labelOf(status));
  }

  /* What stands in another language than the page says so, for those who hear it. */
  function inLanguage(made, language) {
    if (language && language !== document.documentElement.lang.toLowerCase()) made.lang = language;
    return made;
  }

  function plain(text) {
    return shared.wordsOf(text).join("");
  }

  function headOf(hit) {
    const title = inLanguage(element("span", "tf-search__title", hit.title), hit.language);
    const head = element("span", "tf-search__head", title);
    if (hit.name && !plain(hit.title).includes(plain(hit.name))) head.append(" ", element("span", "tf-search__name", hit.name));
    const facts = [hit.showsKind && labelOf(hit.kind), hit.domain, hit.year].filter(Boolean).join(" · ");
    if (facts) head.append(" ", element("span", "tf-search__facts", facts));
    if (hit.status) head.append(" ", badge(hit.status));
    return head;
  }

  /* The text of a part begins with its own heading, which is shown above it already. */
  function withoutHeading(excerpt, title) {
    const words = excerpt.split(" ");
    const length = title.split(/\s+/).length;
    const start = words.slice(0, length).join(" ").replace(/<\/?mark>/g, "").replace(/\.$/, "");
    return start === title.replace(/\.$/, "") ? words.slice(length).join(" ") : excerpt;
  }

  function excerptOf(excerpt, language) {
    return excerpt ? [" ", inLanguage(element("span", "tf-search__excerpt", ...marked(excerpt)), language)] : [];
  }

  function linked(className, href, ...children) {
    const made = element("a", `tf-search__hit ${className}`, ...children);
    made.href = href;
    return made;
  }

  /* The page, and the places in it that were found, each a link. */
  function linksOf(hit) {
    const page = linked("", shared.hrefOf(hit.address, hit.anchor, hit.forms), headOf(hit), ...excerptOf(hit.excerpt, hit.language));
    const parts = (hit.parts || []).slice(0, mostParts).map((part) => {
      const title = inLanguage(element("span", "tf-search__title", part.title), hit.language);
      const href = shared.hrefOf(hit.address, part.anchor, hit.forms);
      return linked("tf-search__hit--part", href, title, ...excerptOf(withoutHeading(part.excerpt, part.title), hit.language));
    });
    return [page, ...parts];
  }

  function asOption(link) {
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    link.tabIndex = -1;
    return link;
  }

  /* A group of a list box, from ready options. */
  function groupOf(label, options) {
    const heading = element("p", "tf-search__group", label);
    heading.setAttribute("role", "presentation");
    const made = element("div", "", heading, ...options.map(asOption));
    made.setAttribute("role", "group");
    made.setAttribute("aria-label", label);
    return made;
  }

  const numbers = new Intl.NumberFormat(document.documentElement.lang || "en");

  /* How many there are, and what the reader must know about that number; `messages` are those of the site. */
  function said(answer, messages) {
    const { none, one, many, more, named, namesOnly, incomplete } = messages;
    const total = numbers.format(answer.total);
    const counted = answer.isMore ? more.replace("#", total) : answer.total === 0 ? none : answer.total === 1 ? one : many.replace("#", total);
    return [
      answer.isAsked && counted,
      answer.unlisted && named.replace("#", numbers.format(answer.unlisted)),
      answer.isNamesOnly ? namesOnly : answer.isIncomplete && incomplete,
    ].filter(Boolean).join(" – ");
  }

  shared.view = { element, groupOf, linked, linksOf, labelOf, numbers, said };
})();
