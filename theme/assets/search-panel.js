/* The open search: answers while the reader types, and is moved through by keyboard. */
(() => {
  "use strict";
  const shared = window.tfpubSearch;
  const pause = 90;
  const pageful = 12;
  const mostNames = 6;
  const patience = 200;

  async function loadNames(root) {
    await shared.loadScript(new URL("search/ids.js", root).href);
    return shared.nameFinder(window.tfpubSearchNames);
  }

  function orReport(promise) {
    return promise.catch((error) => {
      console.warn(error);
      return null;
    });
  }

  function later(value, milliseconds) {
    return new Promise((resolve) => setTimeout(() => resolve(value), milliseconds));
  }

  class Panel {
    constructor(search, root) {
      this.messages = search.dataset;
      this.dialog = search.querySelector("dialog");
      for (const part of ["input", "status", "hint", "results", "more"]) {
        this[part] = search.querySelector(`.tf-search__${part}`);
      }
      this.facets = new shared.Facets(search.querySelector(".tf-search__filters"), () => this.restart());
      this.names = orReport(loadNames(root));
      this.text = orReport(shared.textFinder(root));
      this.turn = 0;
      this.settled = Promise.resolve();
      this.restart();
    }

    restart() {
      this.limit = pageful;
      this.settled = this.update();
    }

    /* Shows names at once when the text takes its time; only the newest turn may show anything. */
    async update() {
      const turn = ++this.turn;
      this.results.setAttribute("aria-busy", "true");
      const text = this.input.value.trim();
      const chosen = this.facets.chosen();
      const findNames = await this.names;
      const answer = this.answer(text, chosen);
      const hits = findNames ? findNames(text) : [];
      const isSlow = (await Promise.race([answer, later("slow", patience)])) === "slow";
      if (isSlow && turn === this.turn) this.show({ text, chosen, hits, found: null, isLoading: true });
      const found = await answer;
      if (turn !== this.turn) return;
      this.show({ text, chosen, hits, found, isLoading: false });
      this.results.setAttribute("aria-busy", "false");
    }

    async answer(text, chosen) {
      const findText = await this.text;
      if (!findText) return null;
      const found = await orReport(findText(text, chosen));
      if (!found) return null;
      const isWanted = text || Object.values(chosen).some((values) => values.length);
      return { ...found, pages: isWanted ? await found.pages(this.limit) : [] };
    }

    show({ text, chosen, hits, found, isLoading }) {
      // Names that only hold the words somewhere are for when there is no text index.
      const fitting = hits.filter((hit) => this.fits(hit, chosen) && !(found && hit.match === "words"));
      const pages = found ? found.pages : [];
      const isAsked = text || pages.length;
      this.results.replaceChildren(...this.groupsOf(fitting, pages));
      this.options().forEach((option, number) => {
        option.id = `tf-search-hit-${number}`;
      });
      this.results.hidden = !this.options().length;
      this.mark(-1);
      if (!isLoading) this.facets.show(found ? found.counts : shared.Facets.countsOf(hits));
      this.hint.hidden = Boolean(isAsked);
      this.more.hidden = !found || found.total <= this.limit || !isAsked;
      this.input.setAttribute("aria-expanded", String(this.options().length > 0));
      const total = Math.max(found ? found.total : 0, fitting.length);
      this.status.textContent = isLoading ? this.messages.loading : this.message(isAsked ? total : -1, found);
    }

    message(total, found) {
      const { none, one, many, namesOnly, incomplete } = this.messages;
      const counted = total < 0 ? "" : total === 0 ? none : total === 1 ? one : many.replace("#", total);
      const limits = !found ? namesOnly : shared.missingChunks ? incomplete : "";
      return [counted, limits].filter(Boolean).join(" – ");
    }

    fits(hit, chosen) {
      return Object.entries(chosen).every(([facet, values]) => !values.length || values.includes(hit[facet]));
    }

    groupsOf(hits, pages) {
      const exact = hits.filter((hit) => hit.match === "exact");
      const alike = hits.filter((hit) => hit.match !== "exact").slice(0, Math.max(mostNames - exact.length, 0));
      const byAddress = new Map(pages.map((page) => [page.address, page]));
      const textOf = (hit) => (hit.anchor ? {} : byAddress.get(hit.address));
      const best = exact.map((hit) => ({ ...textOf(hit), ...hit, showsKind: true }));
      const groups = new Map();
      const named = new Set([...exact, ...alike].filter((hit) => !hit.anchor).map((hit) => hit.address));
      for (const page of pages.filter((page) => !named.has(page.address))) {
        groups.set(page.kind, [...(groups.get(page.kind) || []), page]);
      }
      const names = alike.map((hit) => ({ ...hit, showsKind: true }));
      const { group, labelOf } = shared.view;
      return [
        ...(best.length ? [group(this.messages.exact, best)] : []),
        ...(names.length ? [group(this.messages.names, names)] : []),
        ...[...groups].map(([kind, found]) => group(kind ? labelOf(kind) : this.messages.other, found)),
      ];
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
  }

  /* Enter means what the reader has typed, not what was found before it. */
  async function follow(panel, pending) {
    if (pending.has()) pending.flush();
    await panel.settled;
    const option = panel.options()[Math.max(panel.current, 0)];
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

  shared.startPanel = (search, root) => {
    const panel = new Panel(search, root);
    const pending = debounced(() => panel.restart());
    panel.input.addEventListener("input", () => {
      // What is still being looked for no longer answers what is typed.
      panel.turn += 1;
      panel.results.setAttribute("aria-busy", "true");
      pending.schedule();
    });
    panel.input.addEventListener("keydown", (event) => onKey(event, panel));
    panel.results.addEventListener("click", () => panel.dialog.close());
    panel.more.addEventListener("click", () => {
      panel.limit += pageful;
      panel.settled = panel.update();
    });
    shared.followBest = () => follow(panel, pending);
    return panel.settled;
  };
})();
