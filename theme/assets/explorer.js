/* The results explorer: one view at a time, which its address stands for. */
(() => {
  "use strict";
  const { phrase, countPhrase } = window.tfpub;
  const app = document.querySelector("[data-tf-app=explorer]");
  const parts = ["results-rows.js", "results-query.js", "results-view.js", "explorer-address.js", "explorer-facets.js", "explorer-table.js", "explorer-csv.js"];
  const pause = 120;

  class Explorer {
    constructor(shared, rows) {
      this.shared = shared;
      this.rows = rows;
      this.answer = shared.answerer(rows);
      this.words = app.querySelector("[name=text]");
      this.status = app.querySelector(".tf-explorer__status");
      this.chips = app.querySelector(".tf-chips");
      this.facets = new shared.Facets(app.querySelector(".tf-explorer__filters"), rows.columns, (facet, keys) =>
        this.go({ chosen: { ...this.view.chosen, [facet]: keys } })
      );
      this.table = new shared.Table(app.querySelector(".tf-explorer__found"), rows, {
        go: (change) => this.go(change),
        hrefOf: (change) => this.shared.queryOfView({ ...this.view, ...change }) || location.pathname,
      });
      this.names = new Map(this.facets.facets.map(({ key, details }) => [key, details.dataset.name]));
    }

    read() {
      this.view = this.shared.viewOf(location.search, this.rows.columns);
      this.words.value = this.view.text;
      this.facets.open(this.view.chosen);
      this.show();
    }

    /* Whatever changes begins at the first page again, unless it is the page that changes. */
    go(change, isNew = true) {
      this.view = { ...this.view, page: 1, ...change };
      this.shared.view.visit(this.shared.queryOfView(this.view), isNew);
      this.show();
    }

    show() {
      const { rows, organizations, counts } = (this.found = this.answer(this.view));
      this.facets.show(this.view.chosen, counts);
      const { first, last } = this.table.show(this.view, rows);
      this.showChips();
      const { numbers } = this.shared.view;
      const found = {
        results: countPhrase("%(num)s result", "%(num)s results", rows.length),
        organizations: countPhrase("%(num)s organization", "%(num)s organizations", organizations),
        first: numbers.format(first),
        last: numbers.format(last),
      };
      const isPart = rows.length > last - first + 1;
      const all = isPart ? phrase("%(results)s from %(organizations)s, %(first)s to %(last)s shown", found) : phrase("%(results)s from %(organizations)s", found);
      this.status.textContent = rows.length ? all : phrase("No published result");
    }

    showChips() {
      const chosen = this.shared.facets.flatMap((facet) => (this.view.chosen[facet] || []).map((key) => [facet, key]));
      const chips = chosen.map(([facet, key], place) => this.chip(facet, key, place));
      if (chips.length) chips.push(this.item("tf-chip tf-chip--all", () => this.clear(), phrase("Clear all")));
      this.chips.replaceChildren(...chips);
      this.chips.hidden = !chips.length;
    }

    item(className, action, ...children) {
      const { element, button } = this.shared.view;
      return element("li", "", button(className, action, ...children));
    }

    chip(facet, key, place) {
      const { element, unseen } = this.shared.view;
      const value = this.rows.columns[facet].values.find((each) => each.key === key);
      const name = element("span", "tf-chip__facet", `${this.names.get(facet)}: `);
      const cross = element("span", "tf-chip__cross", "×");
      cross.ariaHidden = "true";
      return this.item("tf-chip", () => this.remove(facet, key, place), unseen(`${phrase("Remove")} `), name, value ? value.label : key, " ", cross);
    }

    remove(facet, key, place) {
      const left = this.view.chosen[facet].filter((each) => each !== key);
      this.go({ chosen: { ...this.view.chosen, [facet]: left } });
      const buttons = this.chips.querySelectorAll("button");
      (buttons[Math.min(place, buttons.length - 2)] || this.words).focus();
    }

    clear() {
      this.words.value = "";
      this.go({ chosen: {}, text: "" });
      this.words.focus();
    }
  }

  function listen(explorer, shared) {
    const said = app.querySelector("[data-said]");
    let timer = null;
    let isTyping = false;
    const search = () => {
      clearTimeout(timer);
      if (explorer.words.value === explorer.view.text) return;
      explorer.go({ text: explorer.words.value }, !isTyping);
      isTyping = true;
    };
    explorer.words.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(search, pause);
    });
    explorer.words.addEventListener("change", () => {
      search();
      isTyping = false;
    });
    app.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      search();
    });
    app.querySelector("[data-do=copy]").addEventListener("click", async () => {
      const isCopied = await shared.view.copy(shared.view.citable(shared.queryOfView(explorer.view), app.dataset.url));
      shared.view.say(said, isCopied ? phrase("The link is copied.") : phrase("The link could not be copied; take it from the address bar."));
    });
    app.querySelector("[data-do=download]").addEventListener("click", () => {
      const { rows } = explorer.found;
      shared.view.download("results.csv", "text/csv", shared.csvOf(explorer.rows, rows, app.dataset.terms));
      shared.view.say(said, countPhrase("%(num)s result downloaded.", "%(num)s results downloaded.", rows.length));
    });
    addEventListener("popstate", () => explorer.read());
  }

  /* Lets the browser answer its reader between two pieces of work. */
  const breath = () => new Promise((next) => setTimeout(next));

  async function start() {
    await window.tfpub.load(["results.css", "../../results/rows.js", ...parts]);
    const shared = window.tfpubResults;
    const rows = shared.readRows(window.tfpubResultRows);
    await breath();
    const explorer = new Explorer(shared, rows);
    listen(explorer, shared);
    await breath();
    explorer.read();
    app.hidden = false;
    document.querySelector("[data-tf-plain]").hidden = true;
    (window.requestIdleCallback || setTimeout)(() => Object.values(explorer.rows.columns).forEach(shared.textsOf));
    app.dataset.ready = "";
  }

  start().catch((error) => {
    console.error(error);
    app.hidden = true;
  });
})();
