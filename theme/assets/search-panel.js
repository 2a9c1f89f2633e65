/* The open search: answers while the reader types, and is moved through by keyboard. */
(() => {
  "use strict";
  const shared = window.tfpubSearch;
  const pause = 90;
  const pageful = 8;

  class Panel {
    constructor(search) {
      this.messages = search.dataset;
      this.dialog = search.querySelector("dialog");
      for (const part of ["input", "status", "hint", "results", "all", "forget", "again"]) {
        this[part] = search.querySelector(`.tf-search__${part}`);
      }
      this.facets = new shared.Facets(search.querySelector(".tf-search__filters"), () => this.restart());
      this.turn = 0;
      this.reload();
    }

    /* Asks for everything anew, also for what did not come before. */
    reload() {
      shared.missingParts = 0;
      this.answer = shared.startAnswers(shared.root);
      this.restart();
    }

    restart() {
      this.settled = this.update();
    }

    /* Shows names at once when the text takes its time; only the newest turn may show anything. */
    async update() {
      const turn = ++this.turn;
      this.results.setAttribute("aria-busy", "true");
      const text = this.input.value.trim();
      const chosen = this.facets.chosen();
      let names = null;
      const showNames = (answer) => {
        if (turn === this.turn) names = this.show(text, chosen, { ...answer, isLoading: true }, turn);
      };
      const answer = await this.answer(text, chosen, showNames);
      // What comes first must not take the place of what comes last.
      await names;
      if (turn === this.turn) await this.show(text, chosen, answer, turn);
      if (turn === this.turn) this.results.setAttribute("aria-busy", "false");
    }

    async show(text, chosen, answer, turn) {
      const pages = await shared.loadRows(answer.rows.slice(0, pageful), true);
      if (turn !== this.turn) return;
      const isIncomplete = answer.isIncomplete || shared.missingParts > 0;
      this.list(answer.isAsked ? this.groupsOf(pages) : this.recent());
      if (!answer.isLoading) this.facets.show(answer.counts);
      this.hint.hidden = answer.isAsked;
      this.forget.hidden = answer.isAsked || !shared.recent.all().length;
      this.again.hidden = !isIncomplete;
      this.hasResults = answer.isAsked && answer.total > 0;
      this.all.hidden = !this.hasResults || answer.total <= pages.length;
      this.all.href = shared.searchHref(text, chosen);
      this.all.textContent = this.messages.all.replace("#", shared.view.numbers.format(answer.total));
      this.status.textContent = answer.isLoading ? this.messages.loading : shared.view.said({ ...answer, isIncomplete }, this.messages);
    }

    list(groups) {
      this.results.replaceChildren(...groups);
      this.options().forEach((option, number) => {
        option.id = `tf-search-hit-${number}`;
      });
      this.results.hidden = !groups.length;
      this.input.setAttribute("aria-expanded", String(groups.length > 0));
      this.mark(-1);
    }

    groupsOf(pages) {
      const { exact, names, other } = this.messages;
      const { groupOf, labelOf, linksOf } = shared.view;
      const groups = new Map();
      for (const page of pages) {
        const isNamed = page.match === "exact" || page.match === "begins";
        const label = page.match === "exact" ? exact : isNamed ? names : page.kind ? labelOf(page.kind) : other;
        groups.set(label, [...(groups.get(label) || []), ...linksOf({ ...page, showsKind: isNamed })]);
      }
      return [...groups].map(([label, options]) => groupOf(label, options));
    }

    recent() {
      const options = shared.recent.all().map((text) => {
        const link = shared.view.linked("tf-search__hit--recent", shared.searchHref(text, {}), text);
        link.dataset.text = text;
        return link;
      });
      return options.length ? [shared.view.groupOf(this.messages.recent, options)] : [];
    }

    options() {
      return [...this.results.querySelectorAll("[role=option]")];
    }

    /* Marks the option with that number as the current one; -1 is none. */
    mark(number) {
      this.options().forEach((option, place) => option.setAttribute("aria-selected", String(place === number)));
      this.current = number;
      const option = this.options()[number];
      if (option) option.scrollIntoView({ block: "nearest" });
      if (option) this.input.setAttribute("aria-activedescendant", option.id);
      else this.input.removeAttribute("aria-activedescendant");
    }

    /* A search made before is asked again; anything else is where the reader wanted to go. */
    onChoice(event) {
      const option = event.target.closest("[role=option]");
      if (!option) return;
      if (option.dataset.text === undefined) {
        shared.recent.add(this.input.value);
        this.dialog.close();
      } else if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        this.input.value = option.dataset.text;
        this.input.focus();
        this.restart();
      }
    }
  }

  /* Enter means what the reader has typed, not what was found before it: the marked result, the page of that very
     name, or all results. */
  async function follow(panel, pending) {
    if (pending.has()) pending.flush();
    await panel.settled;
    const options = panel.options();
    const isExact = panel.results.querySelector(".tf-search__group")?.textContent === panel.messages.exact;
    const option = options[panel.current] || (isExact && options[0]) || (panel.hasResults && panel.all);
    if (option) option.click();
  }

  function debounced(action) {
    let timer = null;
    const run = () => {
      timer = null;
      action();
    };
    return {
      schedule: () => {
        clearTimeout(timer);
        timer = setTimeout(run, pause);
      },
      has: () => timer !== null,
      flush: () => {
        clearTimeout(timer);
        run();
      },
    };
  }

  function onKey(event, panel) {
    if (event.isComposing) return;
    const count = panel.options().length;
    if (event.key === "ArrowDown" && count) panel.mark((panel.current + 1) % count);
    else if (event.key === "ArrowUp" && count) panel.mark(panel.current > 0 ? panel.current - 1 : count - 1);
    else return;
    event.preventDefault();
  }

  shared.startPanel = (search) => {
    const panel = new Panel(search);
    const pending = debounced(() => panel.restart());
    panel.input.addEventListener("input", () => {
      // What is still being looked for no longer answers what is typed.
      panel.turn += 1;
      panel.results.setAttribute("aria-busy", "true");
      pending.schedule();
    });
    panel.input.addEventListener("keydown", (event) => onKey(event, panel));
    panel.results.addEventListener("click", (event) => panel.onChoice(event));
    panel.all.addEventListener("click", () => shared.recent.add(panel.input.value));
    panel.again.addEventListener("click", () => panel.reload());
    panel.forget.addEventListener("click", () => {
      shared.recent.clear();
      panel.input.focus();
      panel.restart();
    });
    shared.followBest = () => follow(panel, pending);
    return panel.settled;
  };
})();
