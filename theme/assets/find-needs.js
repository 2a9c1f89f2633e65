/* What a purchaser needs: actors of profiles with options, and all that must be grouped with them. */
(() => {
  "use strict";
  const shared = (window.tfpubResults ||= {});
  const same = (one, other) => one.toLowerCase() === other.toLowerCase();

  /* The finder's model ends with the groupings; that of the obligations has all rules. */
  function actorOf([key, name, options, groupings, uses = [], constraints = []]) {
    return { key, name, options: options.map(([option, called]) => ({ key: option, name: called })), groupings, uses, constraints };
  }

  class Model {
    constructor(data) {
      this.profiles = data.profiles.map(([key, name, url, cite, version, domain, actors, notDescribed = []]) => ({
        key, name, url, cite, version, domain, actors: actors.map(actorOf), notDescribed,
      }));
      this.names = data.names || data.elsewhere;
      this.byKey = new Map(this.profiles.map((profile) => [profile.key.toLowerCase(), profile]));
    }

    profile(key) {
      return this.byKey.get(key.toLowerCase());
    }

    actor({ profile, actor }) {
      return this.profile(profile)?.actors.find((each) => same(each.key, actor));
    }

    /* What the need is called, as far as the model knows it. */
    named(need) {
      const [, profileName, url] = this.names[`profile/${need.profile}`] || [];
      const [, actorName] = this.names[`actor/${need.actor}`] || [];
      const profile = this.profile(need.profile) || { name: profileName || "", url: url || "", version: "", cite: url || "" };
      const actor = this.actor(need);
      return {
        profile: need.profile, profileName: profile.name, version: profile.version, url: profile.url, cite: profile.cite,
        actor: actor ? actor.name : actorName || need.actor,
      };
    }

    optionName(need, key) {
      return this.actor(need)?.options.find((option) => option.key === key)?.name || key;
    }

    /* The need by the keys as the model writes them; whatever it does not know stays as it is asked. */
    spelled({ profile, actor, options, supports = [] }) {
      const known = this.profile(profile);
      const knownActor = known && this.actor({ profile, actor });
      const spelledOption = (key) => knownActor?.options.find((option) => same(option.key, key))?.key || key;
      const terms = new Map(knownActor?.uses.map(([term]) => term.slice(term.indexOf("/") + 1)).map((key) => [key.toLowerCase(), key]));
      return {
        profile: known?.key || profile, actor: knownActor?.key || actor,
        options: [...new Set(options.map(spelledOption))],
        supports: [...new Set(supports.map((key) => terms.get(key.toLowerCase()) || key))],
      };
    }
  }

  const idOf = (need) => `${need.profile}/${need.actor}`;

  /* `need=MHD/document-source/comprehensive-metadata,generate-metadata`, perhaps `/ITI-65`: what is supported by choice. */
  function needsOf(search, model) {
    const asked = new URLSearchParams(search).getAll("need").map((need) => need.split("/"));
    const whole = asked.filter(([profile, actor]) => profile && actor);
    const keys = (text) => (text || "").split(",").filter(Boolean);
    const needs = whole.map(([profile, actor, options, supports]) =>
      model.spelled({ profile, actor, options: keys(options), supports: keys(supports) })
    );
    return needs.reduce((list, need) => withNeed(list, need), []);
  }

  /* The list with one more need, or with more options of one that it has. */
  function withNeed(needs, { profile, actor, options, supports = [] }) {
    const known = needs.find((need) => idOf(need) === idOf({ profile, actor }));
    if (!known) return [...needs, { profile, actor, options: [...options], supports: [...supports] }];
    const wider = {
      ...known,
      options: [...new Set([...known.options, ...options])],
      supports: [...new Set([...known.supports, ...supports])],
    };
    return needs.map((need) => (need === known ? wider : need));
  }

  function pairsOf(needs) {
    return needs.map((need) => {
      const parts = [need.options.join(","), need.supports.join(",")];
      while (parts.length && !parts.at(-1)) parts.pop();
      return ["need", [idOf(need), ...parts].join("/")];
    });
  }

  function applies(when, need, all) {
    if (!when) return true;
    const [kind, key] = when;
    if (kind === "option") return key.some((option) => need.options.includes(option));
    return kind !== "text" && all.some((each) => each[kind] === key);
  }

  const targetOf = ([profile, actor, options]) => ({ profile, actor, options });

  /* Adds what a target asks for; true if that is new. */
  function require(all, target, reason) {
    const known = all.find((need) => idOf(need) === idOf(target));
    if (!known) {
      all.push({ ...target, options: [...target.options], required: [...target.options], isChosen: false, reasons: [reason] });
      return true;
    }
    // That an actor is itself is no grouping, but may ask for options.
    const isNewReason = !known.reasons.some((each) => each.by === reason.by && each.grouping === reason.grouping);
    if (isNewReason && known !== reason.by) known.reasons.push(reason);
    known.required = [...new Set([...known.required, ...target.options])];
    const missing = target.options.filter((option) => !known.options.includes(option));
    known.options.push(...missing);
    return missing.length > 0;
  }

  function* groupingsOf(all, model) {
    for (const need of [...all]) for (const grouping of model.actor(need)?.groupings || []) yield { need, grouping };
  }

  /* Until nothing is added any more: what is added may itself have to be grouped. */
  function addRequired(all, model) {
    let isChanged = true;
    while (isChanged) {
      isChanged = false;
      for (const { need, grouping } of groupingsOf(all, model)) {
        if (!applies(grouping.when, need, all)) continue;
        const targets = grouping.all.map(targetOf);
        for (const target of targets) isChanged = require(all, target, { by: need, grouping }) || isChanged;
      }
    }
  }

  const covers = (need, target) => idOf(need) === idOf(target) && target.options.every((option) => need.options.includes(option));

  /* Groupings with one of several actors: the same choice asked for by several needs is one. */
  function choicesOf(all, model) {
    const choices = new Map();
    for (const { need, grouping } of groupingsOf(all, model)) {
      if (!grouping.any.length || !applies(grouping.when, need, all)) continue;
      const id = JSON.stringify(grouping.any);
      const alternatives = grouping.any.map(targetOf);
      const met = alternatives.findIndex((target) => all.some((each) => covers(each, target)));
      const choice = choices.get(id) || { id, alternatives, met, reasons: [] };
      choice.reasons.push({ by: need, grouping });
      choices.set(id, choice);
    }
    return [...choices.values()];
  }

  /* The profiles of needs whose tables, `among` these, are not described or not wholly: more may follow. */
  function gapsOf(needs, model, among) {
    return [...new Set(needs.map(({ profile }) => profile))].flatMap((profile) => {
      const tables = (model.profile(profile)?.notDescribed || []).filter((table) => among.includes(table));
      return tables.length ? [{ profile, tables, needs: needs.filter((need) => need.profile === profile) }] : [];
    });
  }

  /* `needs`: what is chosen, then what is added, with reasons. `choices`: one of several. `notes`: conditions in words; `gaps`. */
  function resolved(chosen, model) {
    const needs = chosen.map((need) => ({ ...need, options: [...need.options], required: [], isChosen: true, reasons: [] }));
    addRequired(needs, model);
    const noted = [...groupingsOf(needs, model)].filter(({ grouping }) => grouping.when?.[0] === "text");
    const notes = noted.map(({ need, grouping }) => ({ by: need, grouping }));
    return { needs, choices: choicesOf(needs, model), notes, gaps: gapsOf(needs, model, ["options", "groupings"]) };
  }

  shared.needs = { Model, idOf, needsOf, withNeed, pairsOf, resolved, gapsOf };
})();
