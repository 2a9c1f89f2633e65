/* Answers a choice: every obligation that follows, what is still open, and what contradicts; as the build computes it. */
(() => {
  "use strict";
  const shared = window.tfpubResults;
  const { idOf, gapsOf } = shared.needs;
  const levels = ["required", "chosen", "optional", "excluded"];

  const compared = (one, other) => (one < other ? -1 : Number(one > other));
  const covers = (needs, { profile, actor, options }) => {
    const need = needs.get(idOf({ profile, actor }));
    return Boolean(need) && options.every((option) => need.options.has(option));
  };

  function placesOf(model) {
    const places = new Map();
    for (const profile of model.profiles) for (const { key } of profile.actors) places.set(`${profile.key}/${key}`, places.size);
    return places;
  }

  /* In the order of profiles and of their actors; then what nobody defines, by its keys. */
  function ordered(needs, model) {
    const places = placesOf(model);
    const placeOf = (need) => (places.has(need.id) ? places.get(need.id) : places.size);
    return [...needs].sort(
      (one, other) => placeOf(one) - placeOf(other) || compared(one.profile, other.profile) || compared(one.actor, other.actor)
    );
  }

  /* Each reason once: by actor, groupings before constraints, in the order of the profile. */
  function sorted(reasons) {
    const unique = reasons.filter((each, place) => reasons.findIndex((other) => other.by === each.by && other.rule === each.rule) === place);
    return unique.sort(
      (one, other) => one.by.rank - other.by.rank || other.rule.isGrouping - one.rule.isGrouping || one.rule.number - other.rule.number
    );
  }

  function holds(closure, need, when) {
    if (!when) return true;
    const [kind, key] = when;
    return kind === "option" ? key.some((option) => need.options.has(option)) : kind !== "text" && closure.present.has(`${kind}/${key}`);
  }

  function termsOf(closure, need) {
    const excluded = new Map();
    for (const rule of need.rules.constraints) {
      if (rule.quantity !== "none" || !holds(closure, need, rule.when)) continue;
      for (const term of rule.terms) excluded.set(term, [...(excluded.get(term) || []), { by: need, rule }]);
    }
    return { excluded, required: new Set(need.rules.uses.filter((use) => use.isRequired).map((use) => use.term)) };
  }

  const keyOf = (term) => term.slice(term.indexOf("/") + 1);

  function isHeld(need, { required }, term) {
    if (term.startsWith("option/")) return need.options.has(keyOf(term));
    return required.has(term) || need.forced.has(term) || need.supports.has(keyOf(term));
  }

  function levelOf(need, { required, excluded }, { term, key }) {
    if (required.has(term) || need.forced.has(term)) return "required";
    if (need.supports.has(key)) return "chosen";
    return excluded.has(term) ? "excluded" : "optional";
  }

  function judged(need, terms, rule, applies) {
    if (rule.when?.[0] === "text" || (!rule.quantity && applies)) return "in-words";
    if (!applies) return null;
    const held = rule.terms.filter((term) => isHeld(need, terms, term)).length;
    if (rule.quantity === "none") return held ? "broken" : "met";
    if (rule.quantity === "exactly-one" && held > 1) return "broken";
    if (held) return "met";
    return rule.terms.every((term) => terms.excluded.has(term)) ? "broken" : "open";
  }

  function optionsOf(need) {
    const known = need.rules.options;
    const unknown = [...need.options.keys()].filter((key) => !known.includes(key)).sort(compared);
    return [...known.filter((key) => need.options.has(key)), ...unknown].map((key) => ({
      key, isChosen: need.chosen.has(key), isDefined: known.includes(key), reasons: sorted(need.options.get(key)),
    }));
  }

  /* For each actor the one before it on a shortest way from a chosen one. */
  function askersOf(order) {
    const asked = new Map(order.map((need) => [need, []]));
    for (const need of order) for (const { by } of sorted(need.reasons)) asked.get(by).push(need);
    const reached = order.filter((need) => need.isChosen);
    const askers = new Map(reached.map((need) => [need, null]));
    for (let place = 0; place < reached.length; place += 1) {
      for (const other of asked.get(reached[place])) {
        if (!askers.has(other)) {
          askers.set(other, reached[place]);
          reached.push(other);
        }
      }
    }
    return askers;
  }

  function usesOf(need, terms) {
    return need.rules.uses.map((rule) => {
      const level = levelOf(need, terms, rule);
      const reasons = (level === "excluded" ? terms.excluded : need.forced).get(rule.term) || [];
      return { need, rule, level, reasons: sorted(reasons) };
    });
  }

  function groupingsOf(closure, need) {
    return need.rules.groupings.flatMap((rule) => {
      if (rule.isInWords) return [{ need, rule, state: "in-words" }];
      if (!holds(closure, need, rule.when)) return [];
      if (!rule.isRequired) return [{ need, rule, state: "optional" }];
      const isOpen = rule.alternatives.length > 0 && !rule.alternatives.some((each) => covers(closure.needs, each));
      return [{ need, rule, state: isOpen ? "open" : "met" }];
    });
  }

  function constraintsOf(closure, need, terms) {
    return need.rules.constraints.flatMap((rule) => {
      const state = judged(need, terms, rule, holds(closure, need, rule.when));
      return state ? [{ need, rule, state, held: rule.terms.filter((term) => isHeld(need, terms, term)) }] : [];
    });
  }

  /* Groupings with the same alternatives are one decision. */
  function decisionsOf(closure, groupings) {
    const decisions = new Map();
    for (const { need, rule, state } of groupings) {
      if (!rule.alternatives.length || (state !== "open" && state !== "met")) continue;
      const id = JSON.stringify(rule.alternatives);
      const met = rule.alternatives.filter((each) => covers(closure.needs, each));
      if (!decisions.has(id)) decisions.set(id, { id, alternatives: rule.alternatives, met, reasons: [] });
      decisions.get(id).reasons.push({ by: need, rule });
    }
    return [...decisions.values()];
  }

  /* What is there, by kind and key: the actors for which it is, and how far; nothing that is excluded. */
  function supported(order, uses) {
    const found = new Map();
    const note = (name, need, level) => {
      if (!found.has(name)) found.set(name, new Map());
      const known = found.get(name);
      known.set(need, Math.min(level, known.has(need) ? known.get(need) : level));
    };
    for (const need of order) for (const name of [`profile/${need.profile}`, `actor/${need.actor}`]) note(name, need, 0);
    for (const use of uses) if (use.level !== "excluded") note(use.rule.term, use.need, levels.indexOf(use.level));
    return found;
  }

  /* The strictest level, and the actors for which it is that. */
  function strictest(found) {
    const level = Math.min(...found.map(([, each]) => each));
    return { level: levels[level], needs: found.filter(([, each]) => each === level).map(([need]) => need) };
  }

  function requirementsOf(requirements, supports) {
    return requirements.flatMap((requirement) => {
      const found = [...(supports.get(requirement.of) || [])].filter(([need]) => !requirement.actors.length || requirement.actors.includes(need.actor));
      return found.length ? [{ requirement, ...strictest(found) }] : [];
    });
  }

  function additionsOf(additions, country, supports) {
    return additions.flatMap((addition, number) => {
      const found = [...(supports.get(addition.target) || [])];
      return addition.country === country && found.length ? [{ addition, number, ...strictest(found) }] : [];
    });
  }

  /* Groups of two or more that reach each other. */
  function cyclesOf(closure, order) {
    const followed = new Map(order.map((need) => [need, followedBy(closure, need)]));
    const back = new Map(order.map((need) => [need, []]));
    for (const need of order) for (const other of followed.get(need)) back.get(other).push(need);
    const seen = new Set();
    const groups = finished(order, followed).reverse().flatMap((need) => (seen.has(need) ? [] : [reachedFrom(need, back, seen)]));
    const large = groups.filter((group) => group.length > 1).map((group) => group.sort((one, other) => one.rank - other.rank));
    return large.sort(([one], [other]) => one.rank - other.rank);
  }

  function followedBy(closure, need) {
    const applied = need.rules.groupings.filter((rule) => rule.isRequired && !rule.isInWords && holds(closure, need, rule.when));
    const targets = applied.flatMap((rule) => [...rule.targets, ...rule.alternatives.filter((each) => covers(closure.needs, each))]);
    return [...new Set(targets.map((target) => closure.needs.get(idOf(target))))];
  }

  function finished(order, followed) {
    const seen = new Set();
    const done = [];
    for (const root of order) {
      if (seen.has(root)) continue;
      seen.add(root);
      const way = [[root, followed.get(root)[Symbol.iterator]()]];
      while (way.length) {
        const [need, others] = way.at(-1);
        let next = others.next();
        while (!next.done && seen.has(next.value)) next = others.next();
        if (next.done) {
          way.pop();
          done.push(need);
        } else {
          seen.add(next.value);
          way.push([next.value, followed.get(next.value)[Symbol.iterator]()]);
        }
      }
    }
    return done;
  }

  function reachedFrom(need, back, seen) {
    seen.add(need);
    const found = [need];
    for (let place = 0; place < found.length; place += 1) {
      for (const other of back.get(found[place])) {
        if (seen.has(other)) continue;
        seen.add(other);
        found.push(other);
      }
    }
    return found;
  }

  /* The model of the finder, and what only this page asks. */
  shared.ObligationsModel = class extends shared.needs.Model {
    constructor(data) {
      super(data);
      this.additions = data.additions.map(([country, target, kind, text, section, title, url]) => ({ country, target, kind, text, section, title, url }));
      this.requirements = data.requirements.map(([key, url, level, of, actors, text, isConditional]) => ({ key, url, level, of, actors, text, isConditional: isConditional === 1 }));
    }
  };

  /* `wishes` are needs of an address, spelled as the model writes them; `country` is its two letters or empty. */
  shared.obligations = (model, wishes, country) => {
    const closure = shared.follow(model, wishes);
    const order = ordered(closure.needs.values(), model);
    order.forEach((need, rank) => {
      need.rank = rank;
    });
    const terms = new Map(order.map((need) => [need, termsOf(closure, need)]));
    const askers = askersOf(order);
    const uses = order.flatMap((need) => usesOf(need, terms.get(need)));
    const groupings = order.flatMap((need) => groupingsOf(closure, need));
    const supports = supported(order, uses);
    return {
      actors: order.map((need) => ({ need, options: optionsOf(need), reasons: sorted(need.reasons), asker: askers.get(need) })),
      uses,
      groupings,
      constraints: order.flatMap((need) => constraintsOf(closure, need, terms.get(need))),
      decisions: decisionsOf(closure, groupings),
      requirements: requirementsOf(model.requirements, supports),
      additions: additionsOf(model.additions, country, supports),
      cycles: cyclesOf(closure, order),
      gaps: gapsOf(order, model, ["transactions", "options", "groupings"]),
    };
  };
})();
