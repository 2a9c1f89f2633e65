/* Who completed these? A requirement in the address, the organizations that meet it, and a text for a tender. */
(() => {
  "use strict";
  const { phrase, countPhrase } = window.tfpub;
  const app = document.querySelector("[data-tf-app=find]");
  const parts = ["results-rows.js", "results-query.js", "results-view.js", "find-needs.js", "find-answer.js", "find-text.js", "find-view.js", "find-form.js"];
  const pageful = 25;
  const part = (name) => app.querySelector(`[data-part=${name}]`);

  class Finder {
    constructor(shared, rows, model) {
      Object.assign(this, { shared, rows, model, opened: new Set(), limit: pageful });
      this.resultsUrl = document.querySelector("[data-results] a").getAttribute("href");
    }

    read() {
      this.chosen = this.shared.needs.needsOf(location.search, this.model);
      this.isTogether = new URLSearchParams(location.search).get("together") === "system";
      this.limit = pageful;
      this.show();
    }

    get query() {
      const together = this.isTogether ? [["together", "system"]] : [];
      return this.shared.view.queryOf([...this.shared.needs.pairsOf(this.chosen), ...together]);
    }

    go(change) {
      Object.assign(this, { limit: pageful }, change);
      this.shared.view.visit(this.query, true);
      this.show();
    }

    add(need) {
      this.go({ chosen: this.shared.needs.withNeed(this.chosen, need) });
    }

    remove(need) {
      const { idOf } = this.shared.needs;
      const place = this.chosen.findIndex((each) => idOf(each) === idOf(need));
      this.go({ chosen: this.chosen.filter((_, number) => number !== place) });
      const buttons = app.querySelectorAll(".tf-need__remove");
      (buttons[Math.min(place, buttons.length - 1)] || app.querySelector("[name=profile]")).focus();
    }

    /* An option of what was added is a choice of the reader's own. */
    setOption(need, key, isWanted) {
      const { idOf } = this.shared.needs;
      this.opened.add(idOf(need));
      if (isWanted) return this.add({ ...need, options: [key] });
      const without = (each) => ({ ...each, options: each.options.filter((option) => option !== key) });
      return this.go({ chosen: this.chosen.map((each) => (idOf(each) === idOf(need) ? without(each) : each)) });
    }

    /* One of several: it becomes a need of its own, the others are none; no target means any of them. */
    choose(choice, target) {
      const { idOf, withNeed } = this.shared.needs;
      const ids = choice.alternatives.map(idOf);
      const kept = this.chosen.filter((need) => !ids.includes(idOf(need)));
      this.go({ chosen: target ? withNeed(kept, target) : kept });
    }

    resultsOf(need) {
      const pairs = [["profile", need.profile], ["actor", need.actor], ...need.options.map((option) => ["option", option])];
      return this.resultsUrl + this.shared.view.queryOf(pairs);
    }

    show() {
      const held = document.activeElement?.dataset?.focus;
      this.requirement = this.shared.needs.resolved(this.chosen, this.model);
      const isAsked = this.chosen.length > 0;
      for (const name of ["answer", "text", "jump"]) part(name).hidden = !isAsked;
      this.answer = isAsked ? this.shared.whoCompleted(this.rows, this.requirement, this.isTogether) : { counts: [], organizations: [] };
      this.showNeeds();
      this.showAnswer();
      if (isAsked) this.showText();
      if (held) [...app.querySelectorAll("[data-focus]")].find((each) => each.dataset.focus === held)?.focus();
    }

    showNeeds() {
      const { needCard, choiceCard, noteCard, gapCard } = this.shared.findView;
      const { needs, choices, notes, gaps } = this.requirement;
      part("needs").replaceChildren(
        ...needs.map((need, place) => needCard(need, this.answer.counts[place], this.model, this)),
        ...choices.map((choice, number) => choiceCard(choice, number, this.model, this)),
        ...notes.map((note) => noteCard(note, this.model)),
        ...gaps.map((gap) => gapCard(gap, this.model))
      );
      part("none").hidden = needs.length > 0;
    }

    showAnswer() {
      const { organizations } = this.answer;
      const shown = organizations.slice(0, this.limit);
      const status = organizations.length
        ? countPhrase("%(num)s organization completed testing of all of these", "%(num)s organizations completed testing of all of these", organizations.length)
        : phrase("No organization has published results for all of these");
      part("status").textContent = this.chosen.length ? status : "";
      part("nobody").hidden = organizations.length > 0;
      part("shortage").replaceChildren(...(this.answer.shortage ? this.shared.findView.shortageLines(this.answer.shortage, this.model) : []));
      part("found").replaceChildren(...shown.map((each) => this.shared.findView.organizationCard(each, this.rows, this.model)));
      part("more").hidden = shown.length === organizations.length;
      app.querySelector("[name=together]").checked = this.isTogether;
    }

    showMore() {
      const place = this.limit;
      this.limit += pageful;
      this.showAnswer();
      part("found").children[place].querySelector("a, [tabindex]")?.focus();
    }

    showText() {
      const { url, site, edition } = app.dataset;
      const about = { site, edition, url: url + this.query, disclaimer: document.querySelector("#tf-terms")?.textContent || "" };
      const text = this.shared.tenderText(this.requirement, this.model, this.isTogether, about);
      part("tender").value = text;
      part("tender").rows = Math.min(24, text.split("\n").length + 2);
    }
  }

  function listen(finder, { copy, download, say, citable }) {
    finder.shared.chooser(app.querySelector("form"), finder.model, (need) => finder.add(need));
    app.querySelector("[name=together]").addEventListener("change", (event) => finder.go({ isTogether: event.target.checked }));
    const tender = part("tender");
    const told = (isDone, text) => say(part("said"), isDone ? text : phrase("It could not be copied; select it and copy it by hand."));
    app.querySelector("[data-do=copy]").addEventListener("click", async () => told(await copy(tender.value), phrase("The text is copied.")));
    app.querySelector("[data-do=link]").addEventListener("click", async () => told(await copy(citable(finder.query, app.dataset.url)), phrase("The link is copied.")));
    app.querySelector("[data-do=download]").addEventListener("click", () => download("requirement.txt", "text/plain", tender.value));
    part("more").addEventListener("click", () => finder.showMore());
    addEventListener("popstate", () => finder.read());
  }

  async function start() {
    await window.tfpub.load(["results.css", "find.css", "../../results/rows.js", "../../find/model.js", ...parts]);
    const shared = window.tfpubResults;
    const finder = new Finder(shared, shared.readRows(window.tfpubResultRows), new shared.needs.Model(window.tfpubModel));
    listen(finder, shared.view);
    app.hidden = false;
    document.querySelector("[data-tf-plain]").hidden = true;
    finder.read();
    app.dataset.ready = "";
  }

  start().catch((error) => {
    console.error(error);
    app.hidden = true;
  });
})();
