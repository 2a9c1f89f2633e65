/* Follows groupings and constraints from a choice until nothing new follows; each rule fires at most once. */
(() => {
  "use strict";
  const shared = window.tfpubResults;
  const { idOf } = shared.needs;
  const targetOf = ([profile, actor, options]) => ({ profile, actor, options });

  /* A rule as the page uses it: `by` numbers, `targets` follow where it applies, `alternatives` are to be chosen from. */
  function groupingOf({ required, all, any, when, text, section }, number) {
    const isInWords = when?.[0] === "text" || !(all.length + any.length);
    const targets = [...all, ...(any.length === 1 ? any : [])].map(targetOf);
    const alternatives = any.length > 1 ? any.map(targetOf) : [];
    return { isGrouping: true, number, isRequired: required, targets, alternatives, when, text, section, isInWords };
  }

  function constraintOf({ key, quantity, terms, when, text }, number) {
    const isChoice = (quantity === "at-least-one" || quantity === "exactly-one") && terms.length > 1;
    const forced = isChoice || quantity === "none" ? [] : terms;
    return { isGrouping: false, number, key, quantity, terms, forced, when, text };
  }

  const useOf = ([term, required, role, note]) => ({ term, key: term.slice(term.indexOf("/") + 1), isRequired: required === 1, role, note });

  function rulesOf(known) {
    return {
      options: known?.options.map((option) => option.key) || [],
      groupings: known?.groupings.map(groupingOf) || [],
      uses: known?.uses.map(useOf) || [],
      constraints: known?.constraints.map(constraintOf) || [],
    };
  }

  const nameOf = ([kind, key]) => `${kind}/${key}`;

  class Following {
    constructor(model) {
      Object.assign(this, { model, needs: new Map(), present: new Set(), fired: new Set(), events: [], waiting: new Map() });
    }

    add({ profile, actor }) {
      const id = idOf({ profile, actor });
      const known = this.needs.get(id);
      if (known) return known;
      const rules = rulesOf(this.model.actor({ profile, actor }));
      const need = {
        id, profile, actor, rules, isChosen: false, isDefined: Boolean(this.model.actor({ profile, actor })),
        chosen: new Set(), supports: new Set(), options: new Map(), forced: new Map(), reasons: [],
      };
      this.needs.set(id, need);
      this.events.push([need, null], [need, ["profile", profile]], [need, ["actor", actor]]);
      return need;
    }

    claim(need, option, reasons) {
      if (!need.options.has(option)) {
        need.options.set(option, []);
        this.events.push([need, ["option", option]]);
      }
      need.options.get(option).push(...reasons);
    }

    wish({ profile, actor, options, supports }) {
      const need = this.add({ profile, actor });
      need.isChosen = true;
      for (const key of supports) need.supports.add(key);
      for (const option of options) {
        need.chosen.add(option);
        this.claim(need, option, []);
      }
    }

    /* The rules that now apply: of a new actor, of a new option, or that waited for a profile or an actor. */
    awaited(need, event) {
      const { groupings, constraints } = need.rules;
      const all = [...groupings, ...constraints];
      if (event === null) {
        const applies = ({ when }) => !when || this.present.has(nameOf(when));
        for (const rule of all) {
          if (applies(rule) || rule.when[0] === "option") continue;
          const name = nameOf(rule.when);
          if (!this.waiting.has(name)) this.waiting.set(name, []);
          if (rule.when[0] !== "text") this.waiting.get(name).push([need, rule]);
        }
        return all.filter(applies).map((rule) => [need, rule]);
      }
      const name = nameOf(event);
      if (event[0] === "option") return this.opened(need, event[1], all);
      this.present.add(name);
      const awaited = this.waiting.get(name) || [];
      this.waiting.delete(name);
      return awaited;
    }

    /* The rules that an option is enough for, but for those that another one has opened before. */
    opened(need, option, all) {
      const found = all.filter((rule) => rule.when?.[0] === "option" && rule.when[1].includes(option) && !this.fired.has(rule));
      for (const rule of found) this.fired.add(rule);
      return found.map((rule) => [need, rule]);
    }

    fire(need, rule) {
      const reason = { by: need, rule };
      if (!rule.isGrouping) {
        for (const term of rule.forced) this.force(need, term, reason);
      } else if (rule.isRequired && !rule.isInWords) {
        for (const target of rule.targets) this.group(target, reason);
      }
    }

    force(need, term, reason) {
      if (term.startsWith("option/")) this.claim(need, term.slice("option/".length), [reason]);
      else need.forced.set(term, [...(need.forced.get(term) || []), reason]);
    }

    /* That an actor is itself is no grouping, but may ask for options. */
    group(target, reason) {
      const need = this.add(target);
      if (need !== reason.by) need.reasons.push(reason);
      for (const option of target.options) this.claim(need, option, [reason]);
    }

    finish() {
      for (let place = 0; place < this.events.length; place += 1) {
        for (const [need, rule] of this.awaited(...this.events[place])) this.fire(need, rule);
      }
      return this;
    }
  }

  shared.follow = (model, wishes) => {
    const following = new Following(model);
    for (const wish of wishes) following.wish(wish);
    return following.finish();
  };
})();
