/* What follows from this? A choice in the address, all that follows from it, and ways to take it along. */
(() => {
  "use strict";
  const { phrase, countPhrase } = window.tfpub;
  const app = document.querySelector("[data-tf-app=obligations]");
  const parts = [
    "explorer-csv.js", "find-needs.js", "results-view.js", "find-text.js", "find-view.js", "find-form.js", "obligations-follow.js",
    "obligations-answer.js", "obligations-rows.js", "obligations-text.js", "obligations-view.js",
  ];
  const part = (name) => app.querySelector(`[data-part=${name}]`);

  function countryName(code) {
    try {
      return new Intl.DisplayNames([document.documentElement.lang || "en"], { type: "region" }).of(code) || code;
    } catch {
      return code;
    }
  }

  class Obligations {
    constructor(shared, data) {
      Object.assign(this, { shared, model: new shared.ObligationsModel(data), opened: new Set(), undecided: phrase("Not decided yet") });
    }

    read() {
      const asked = new URLSearchParams(location.search);
      this.chosen = this.shared.needs.needsOf(location.search, this.model);
      this.country = (asked.get("country") || "").toUpperCase();
      this.show();
    }

    get pairs() {
      return [...this.shared.needs.pairsOf(this.chosen), ...(this.country ? [["country", this.country]] : [])];
    }

    get query() {
      return this.shared.view.queryOf(this.pairs);
    }

    go(change) {
      Object.assign(this, change);
      this.shared.view.visit(this.query, true);
      this.show();
    }

    add(need) {
      this.go({ chosen: this.shared.needs.withNeed(this.chosen, need) });
    }

    remove(need) {
      const place = this.places.indexOf(this.shared.needs.idOf(need));
      this.go({ chosen: this.chosen.filter((each) => this.shared.needs.idOf(each) !== this.shared.needs.idOf(need)) });
      const buttons = part("chosen").querySelectorAll(".tf-need__remove");
      (buttons[Math.min(place, buttons.length - 1)] || app.querySelector("[name=profile]")).focus();
    }

    /* What follows becomes a choice of the reader's own, so that its options can be chosen. */
    take(need) {
      this.opened.add(need.id);
      this.add({ profile: need.profile, actor: need.actor, options: [] });
      [...part("chosen").querySelectorAll("summary")].find((each) => each.dataset.focus?.endsWith(` ${need.id}`))?.focus();
    }

    set(need, name, key, isWanted) {
      const { idOf, withNeed } = this.shared.needs;
      this.opened.add(name === "options" ? idOf(need) : `supports ${idOf(need)}`);
      if (isWanted) return this.go({ chosen: withNeed(this.chosen, { profile: need.profile, actor: need.actor, options: [], [name]: [key] }) });
      const without = (each) => ({ ...each, [name]: each[name].filter((one) => one !== key) });
      return this.go({ chosen: this.chosen.map((each) => (idOf(each) === idOf(need) ? without(each) : each)) });
    }

    setOption(need, key, isWanted) {
      this.set(need, "options", key, isWanted);
    }

    setSupport(need, key, isWanted) {
      this.set(need, "supports", key, isWanted);
    }

    /* One of several: it is chosen, the others are not; no target leaves it open. */
    choose(choice, target) {
      const { idOf, withNeed } = this.shared.needs;
      const ids = choice.alternatives.map(idOf);
      const kept = this.chosen.filter((need) => !ids.includes(idOf(need)));
      this.go({ chosen: target ? withNeed(kept, target) : kept });
    }

    answer() {
      return this.shared.obligations(this.model, this.chosen, this.country);
    }

    show() {
      const held = document.activeElement?.dataset?.focus;
      const answer = this.answer();
      const chosen = answer.actors.filter(({ need }) => need.isChosen);
      this.places = chosen.map(({ need }) => need.id);
      this.groups = this.shared.obligationGroups(answer, this.model, countryName(this.country));
      const names = (term) => {
        const [key, name, url] = this.model.names[term] || [term.slice(term.indexOf("/") + 1), "", ""];
        return { key, name: name || key, url };
      };
      const { chosenCard, groupSection } = this.shared.obligationsView;
      part("chosen").replaceChildren(...chosen.map((each) => chosenCard(each, answer, names, this)));
      part("groups").replaceChildren(...this.groups.map((group) => groupSection(group, names, this)));
      part("none").hidden = chosen.length > 0;
      for (const name of ["answer", "take", "jump"]) part(name).hidden = !chosen.length;
      app.querySelector("[name=country]").value = this.country;
      part("status").textContent = chosen.length ? this.summary(answer) : "";
      this.showText();
      if (held) ([...app.querySelectorAll("[data-focus]")].find((each) => each.dataset.focus === held) || part("status")).focus();
    }

    summary({ actors, uses, decisions, constraints, requirements }) {
      const required = uses.filter(({ level, rule }) => rule.term.startsWith("transaction/") && (level === "required" || level === "chosen")).length;
      const open = decisions.filter(({ met }) => !met.length).length + constraints.filter(({ state }) => state === "open").length;
      const broken = constraints.filter(({ state }) => state === "broken").length;
      return [
        countPhrase("%(num)s actor", "%(num)s actors", actors.length),
        countPhrase("%(num)s transaction to support", "%(num)s transactions to support", required),
        ...(requirements.length ? [countPhrase("%(num)s requirement", "%(num)s requirements", requirements.length)] : []),
        ...(open ? [countPhrase("%(num)s choice to make", "%(num)s choices to make", open)] : []),
        ...(broken ? [countPhrase("%(num)s contradiction", "%(num)s contradictions", broken)] : []),
      ].join(", ");
    }

    showText() {
      const { url, site, edition } = app.dataset;
      const about = { site, edition, base: url, url: url + this.query, country: this.country && countryName(this.country) };
      this.text = this.shared.obligationText(this.groups, this.chosen, this.model, about);
      part("text").value = this.text;
      const finder = part("finder")?.querySelector("a");
      if (finder) {
        this.finderUrl ||= finder.getAttribute("href");
        finder.href = this.finderUrl + this.shared.view.queryOf(this.shared.needs.pairsOf(this.chosen));
      }
    }
  }

  function fillCountries(select, additions) {
    for (const code of [...new Set(additions.map((each) => each.country))].sort()) select.append(new Option(countryName(code), code));
  }

  function listen(page, { copy, download, say, citable }) {
    page.shared.chooser(app.querySelector("form"), page.model, (need) => page.add(need));
    const country = app.querySelector("[name=country]");
    fillCountries(country, page.model.additions);
    country.addEventListener("change", () => page.go({ country: country.value }));
    const told = (isDone, text) => say(part("said"), isDone ? text : phrase("It could not be copied; select it and copy it by hand."));
    const actions = {
      copy: async () => told(await copy(page.text), phrase("The text is copied.")),
      link: async () => told(await copy(citable(page.query, app.dataset.url)), phrase("The link is copied.")),
      markdown: () => download("obligations.md", "text/markdown", page.text),
      csv: () => download("obligations.csv", "text/csv", page.shared.obligationTable(page.groups, app.dataset.url)),
      print: () => print(),
    };
    for (const each of app.querySelectorAll("[data-do]")) each.addEventListener("click", actions[each.dataset.do]);
    addEventListener("popstate", () => page.read());
  }

  async function start() {
    await window.tfpub.load(["results.css", "find.css", "obligations.css", "../../obligations/model.js", ...parts]);
    const shared = window.tfpubResults;
    const page = new Obligations(shared, window.tfpubObligations);
    listen(page, shared.view);
    app.hidden = false;
    document.querySelector("[data-tf-plain]").hidden = true;
    page.read();
    app.dataset.ready = "";
  }

  start().catch((error) => {
    console.error(error);
    app.hidden = true;
  });
})();
