/* The page of all results: what is asked stands in its address, which can be linked, and results come page by page. */
(() => {
  "use strict";
  const shared = window.tfpubSearch;
  const pause = 250;
  const pageful = 20;
  const neighbours = 2;

  /* Page numbers to offer: the ends and what is near, null where some are left out. */
  function offered(page, pages) {
    const near = Array.from({ length: pages }, (_, place) => place + 1).filter(
      (number) => number === 1 || number === pages || Math.abs(number - page) <= neighbours
    );
    return near.flatMap((number, place) => (place && number - near[place - 1] > 1 ? [null, number] : [number]));
  }

  class ResultsPage {
    constructor(page) {
      this.title = document.title;
      for (const part of ["input", "status", "hint", "list", "turn", "again"]) {
        this[part] = page.querySelector(`.tf-search__${part}`);
      }
      this.facets = new shared.Facets(page.querySelector(".tf-search__filters"), () => this.go(1));
      this.turnNumber = 0;
      page.querySelector("form").addEventListener("submit", (event) => {
        event.preventDefault();
        shared.recent.add(this.input.value);
        this.go(1);
      });
      this.input.addEventListener("input", () => this.later());
      this.again.addEventListener("click", () => this.reload());
      this.turn.addEventListener("click", (event) => this.onTurn(event));
      window.addEventListener("popstate", () => this.read());
      this.reload();
    }

    reload() {
      shared.missingParts = 0;
      this.answer = shared.startAnswers(shared.root);
      return this.read();
    }

    /* Shows what the address asks for. */
    read() {
      const asked = new URLSearchParams(location.search);
      this.input.value = asked.get("q") || "";
      this.facets.choose(Object.fromEntries(shared.facetNames.map((facet) => [facet, asked.getAll(facet)])));
      const number = Number.parseInt(asked.get("page") || "1", 10);
      return this.show(number > 0 ? number : 1);
    }

    /* What is typed replaces the address once the reader pauses; what is chosen is a step to come back from. */
    later() {
      clearTimeout(this.timer);
      this.list.setAttribute("aria-busy", "true");
      this.timer = setTimeout(() => this.go(1, "replaceState"), pause);
    }

    go(number, visit = "pushState") {
      clearTimeout(this.timer);
      const href = shared.searchHref(this.input.value, this.facets.chosen(), number);
      if (href !== location.href) history[visit](null, "", href);
      return this.show(number);
    }

    async show(number) {
      const turn = ++this.turnNumber;
      this.list.setAttribute("aria-busy", "true");
      const text = this.input.value.trim();
      const chosen = this.facets.chosen();
      this.status.textContent = shared.messages.loading;
      const answer = await this.answer(text, chosen);
      const pages = Math.max(Math.ceil(answer.rows.length / pageful), 1);
      const page = Math.min(number, pages);
      const first = (page - 1) * pageful;
      const hits = await shared.loadRows(answer.rows.slice(first, first + pageful));
      if (turn !== this.turnNumber) return;
      this.list.replaceChildren(...hits.map((hit) => this.lineOf(hit)));
      this.list.start = first + 1;
      this.facets.show(answer.counts);
      this.showTurns(page, pages, text, chosen);
      this.tell({ ...answer, isIncomplete: answer.isIncomplete || shared.missingParts > 0 }, page, pages);
      document.title = text ? `${text} – ${this.title}` : this.title;
      this.list.setAttribute("aria-busy", "false");
    }

    tell(answer, page, pages) {
      const place = pages > 1 ? [shared.messages.page.replace("#", page).replace("#", pages)] : [];
      this.status.textContent = [shared.view.said(answer, shared.messages), ...place].filter(Boolean).join(" – ");
      this.hint.hidden = answer.isAsked;
      this.again.hidden = !answer.isIncomplete;
    }

    lineOf(hit) {
      return shared.view.element("li", "tf-search__line", ...shared.view.linksOf({ ...hit, showsKind: true }));
    }

    showTurns(page, pages, text, chosen) {
      const { element, numbers } = shared.view;
      this.turn.hidden = pages < 2;
      const lines = offered(page, pages).map((number) => {
        if (!number) return element("li", "tf-turn__gap", "…");
        const link = element("a", "", numbers.format(number));
        link.href = shared.searchHref(text, chosen, number);
        link.dataset.number = number;
        if (number === page) link.setAttribute("aria-current", "page");
        return element("li", "", link);
      });
      this.turn.replaceChildren(element("ul", "", ...lines));
    }

    /* The focus goes on above the new results. */
    async onTurn(event) {
      const link = event.target.closest("a");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
      event.preventDefault();
      await this.go(Number(link.dataset.number));
      this.status.focus({ preventScroll: true });
      this.status.scrollIntoView({ block: "center" });
    }
  }

  shared.startPage = async (page) => {
    await window.tfpub.load(["results.css", "search-page.css"]);
    page.hidden = false;
    new ResultsPage(page);
    const input = page.querySelector("input");
    if (!input.value) input.focus({ preventScroll: true });
  };
})();
