/* What follows, as rows in groups: the list of the page, the table for spreadsheets and the text are all made of them. */
(() => {
  "use strict";
  const { phrase, countPhrase } = window.tfpub;
  const shared = window.tfpubResults;
  const { idOf } = shared.needs;
  const { shortName, underCondition, reasonOf, gapOf, either, both, mustGroup, whereApplies } = shared.needText;
  const quantities = {
    "at-least-one": (terms) => phrase("at least one of %(terms)s", { terms }),
    "exactly-one": (terms) => phrase("exactly one of %(terms)s", { terms }),
    one: (terms) => phrase("requires %(terms)s", { terms }),
    all: (terms) => phrase("all of %(terms)s", { terms }),
    none: (terms) => phrase("none of %(terms)s", { terms }),
  };

  const kinds = { requirement: phrase("Requirement"), option: phrase("Option"), constraint: phrase("Constraint") };
  const metBy = (held) => (held ? phrase("met by %(names)s", { names: held }) : "");
  const whereOptional = (key, names) => phrase("where %(key)s is supported, which is optional for %(names)s", { key, names });

  const sentence = (text) => (text ? text[0].toUpperCase() + text.slice(1) + (/[.!?:]$/.test(text) ? "" : ".") : "");
  const joined = (...texts) => texts.filter(Boolean).map(sentence).join(" ");

  const isChoice = ({ quantity, terms }) => (quantity === "at-least-one" || quantity === "exactly-one") && terms.length > 1;

  const bindingOf = ({ level }) => (level.includes("SHALL") ? "required" : level.includes("SHOULD") ? "recommended" : "optional");

  class Rows {
    constructor(answer, model, countryName) {
      Object.assign(this, { answer, model, countryName });
    }

    named(term) {
      const [key, name, url] = this.model.names[term] || [term.slice(term.indexOf("/") + 1), "", ""];
      return { key, name: name || key, url };
    }

    optionName(need, key) {
      return phrase("%(name)s Option", { name: this.model.optionName(need, key) });
    }

    termName(need, term) {
      if (term.startsWith("option/")) return phrase("the %(option)s", { option: this.optionName(need, term.slice("option/".length)) });
      return term.startsWith("transaction/") ? this.named(term).key : this.named(term).name;
    }

    /* Where a rule stands: the place of the profile's page, and the section that it is taken from. */
    source({ need, rule }) {
      const { url } = this.model.named(need);
      const section = (!rule || rule.isGrouping) && rule?.section ? ` ${rule.section}` : "";
      const anchor = !rule ? "tf-actors" : rule.isGrouping ? "tf-groupings" : `tf-constraint-${rule.key.toLowerCase()}`;
      return { text: `${need.profile}${section}`, url: url ? `${url}#${anchor}` : "" };
    }

    row(group, need, fields) {
      return { group, need, level: "", key: "", name: "", url: "", because: "", source: null, ...fields };
    }

    groupingReason(reasons) {
      return reasonOf(reasons.map(({ by, rule }) => ({ by, grouping: rule })), this.model);
    }

    chain(actor, actors) {
      const way = [];
      for (let each = actor.asker; each; each = actors.get(each).asker) way.unshift(shortName(each, this.model));
      return way.length > 1 ? phrase("by way of %(actors)s", { actors: way.join(" → ") }) : "";
    }

    actors() {
      const actors = new Map(this.answer.actors.map((each) => [each.need, each]));
      return this.answer.actors.map((each) => {
        const { need, reasons } = each;
        const { profileName, version, url } = this.model.named(need);
        const first = reasons[0] && { need: reasons[0].by, rule: reasons[0].rule };
        return this.row("actors", need, {
          level: need.isChosen ? "chosen" : "required",
          key: idOf(need),
          name: shortName(need, this.model),
          url: url && need.isDefined ? `${url}#tf-actors` : url,
          detail: [profileName, version && phrase("version %(version)s", { version }), need.isDefined ? "" : phrase("not defined here")].filter(Boolean).join(", "),
          because: joined(reasons.length ? this.groupingReason(reasons) : "", this.chain(each, actors)),
          source: first ? this.source(first) : null,
        });
      });
    }

    optionReason({ by, rule }) {
      const name = shortName(by, this.model);
      if (rule.isGrouping) return phrase("%(name)s has to be grouped with an actor that has it", { name: underCondition(name, { by, grouping: rule }, this.model) });
      return phrase("a condition asks for it: %(condition)s", { condition: rule.text });
    }

    options() {
      return this.answer.actors.flatMap(({ need, options }) =>
        options.map(({ key, isDefined, reasons }) =>
          this.row("options", need, {
            level: reasons.length ? "required" : "chosen",
            key,
            name: this.optionName(need, key),
            url: isDefined ? `${this.model.named(need).url}#tf-options` : "",
            detail: isDefined ? "" : phrase("not defined here"),
            because: joined(...reasons.map((reason) => this.optionReason(reason))),
            source: reasons[0] ? this.source({ need: reasons[0].by, rule: reasons[0].rule }) : null,
          })
        )
      );
    }

    useReason({ need, rule, level, reasons }) {
      const conditions = reasons.map((reason) => ({ condition: reason.rule.text }));
      if (level === "excluded" && reasons.length) return joined(...conditions.map((each) => phrase("a condition excludes it: %(condition)s", each)));
      if (reasons.length) return joined(...conditions.map((each) => phrase("a condition asks for it: %(condition)s", each)));
      const note = need.rules.constraints.find(({ key }) => key === rule.note)?.text || "";
      const name = shortName(need, this.model);
      if (level === "required") return joined(phrase("every %(name)s supports it", { name }), note);
      return joined(level === "chosen" ? "" : phrase("%(name)s may support it", { name }), note);
    }

    uses(group, kind) {
      return this.answer.uses
        .filter(({ rule }) => rule.term.startsWith(kind))
        .map((use) => {
          const { key, name, url } = this.named(use.rule.term);
          const [reason] = use.reasons;
          return this.row(group, use.need, {
            level: use.level, key, name, url,
            detail: use.rule.role ? phrase("as %(role)s", { role: use.rule.role }) : "",
            because: this.useReason(use),
            source: this.source(reason ? { need: reason.by, rule: reason.rule } : { need: use.need }),
          });
        });
    }

    constraintText({ need, rule }) {
      const terms = rule.terms.map((term) => this.termName(need, term)).join(", ");
      const quantity = rule.quantity === "all" && rule.terms.length === 1 ? "one" : rule.quantity;
      const rules = quantity ? quantities[quantity](terms) : "";
      return joined(rule.text, rules);
    }

    constraint(group, { need, rule, state, held }, because) {
      const name = underCondition(shortName(need, this.model), { by: need, grouping: rule }, this.model);
      const on = phrase("a condition on %(name)s", { name });
      const isText = rule.when && name === shortName(need, this.model);
      return this.row(group, need, {
        level: state === "met" || state === "in-words" ? "applies" : state,
        key: rule.key,
        name: this.constraintText({ need, rule }),
        because: joined(because(held.map((term) => this.termName(need, term)).join(", ")), isText ? whereApplies(on, rule.when[1]) : on),
        source: this.source({ need, rule }),
      });
    }

    conditions() {
      const kept = this.answer.constraints.filter(({ rule, state }) => state === "in-words" || (state === "met" && !isChoice(rule)));
      return [
        ...kept.map((each) => this.constraint("conditions", each, (held) => (each.rule.quantity !== "none" ? metBy(held) : ""))),
        ...this.answer.groupings.filter(({ state }) => state === "in-words" || state === "optional").map((each) => this.grouping(each)),
      ];
    }

    groupingText(need, targets, rule, isFree) {
      const names = targets.map((target) => shortName(target, this.model));
      const others = rule.alternatives.length ? either(names) : both(names);
      const name = shortName(need, this.model);
      const text = isFree ? phrase("%(name)s may be grouped with %(others)s", { name, others }) : mustGroup(name, others);
      return rule.when?.[0] === "text" ? whereApplies(text, rule.when[1]) : text;
    }

    grouping({ need, rule, state }) {
      const targets = rule.alternatives.length ? rule.alternatives : rule.targets;
      const isFree = state === "optional" || !rule.isRequired;
      const text = targets.length ? this.groupingText(need, targets, rule, isFree) : "";
      return this.row("conditions", need, {
        level: isFree ? "optional" : "applies",
        name: joined(text, rule.text),
        because: joined(isFree ? phrase("an optional grouping") : phrase("a grouping that is stated in words; it is not added by itself")),
        source: this.source({ need, rule }),
      });
    }

    decisions() {
      return this.answer.decisions.map((decision) => {
        const names = (targets) => either(targets.map((target) => this.targetName(target)));
        const { by, rule } = decision.reasons[0];
        return this.row("decisions", null, {
          level: decision.met.length ? "decided" : "open",
          name: phrase("One of %(names)s", { names: names(decision.alternatives) }),
          because: joined(
            decision.met.length ? metBy(names(decision.met)) : "",
            reasonOf(decision.reasons.map((each) => ({ by: each.by, grouping: each.rule })), this.model, "them")
          ),
          source: this.source({ need: by, rule }),
          decision,
        });
      });
    }

    targetName(target) {
      const options = target.options.map((key) => this.optionName(target, key)).join(", ");
      const name = shortName(target, this.model);
      return options ? phrase("%(name)s with %(options)s", { name, options }) : name;
    }

    /* A condition that leaves a choice, open or met. */
    choices() {
      return this.answer.constraints
        .filter(({ rule, state }) => state === "open" || (state === "met" && isChoice(rule)))
        .map((each) => ({ ...this.constraint("decisions", each, metBy), level: each.state === "met" ? "decided" : "open", constraint: each }));
    }

    contradictions() {
      const why = (each) => (held) => {
        if (each.rule.quantity === "none") return phrase("excluded, but there: %(names)s", { names: held });
        return held ? phrase("more than one is there: %(names)s", { names: held }) : phrase("all of them are excluded");
      };
      return this.answer.constraints
        .filter(({ state }) => state === "broken")
        .map((each) => this.constraint("contradictions", each, why(each)));
    }

    requirements() {
      return this.answer.requirements.map(({ requirement, level, needs }) => {
        const { key, url } = this.named(requirement.of);
        const by = needs.map((need) => shortName(need, this.model)).join(", ");
        const isProfile = requirement.of.startsWith("profile/");
        const why = isProfile
          ? phrase("%(names)s is there", { names: by })
          : level === "optional"
            ? whereOptional(key, by)
            : countPhrase("%(names)s supports %(key)s", "%(names)s support %(key)s", needs.length, { names: by, key });
        return this.row("requirements", needs.length === 1 ? needs[0] : null, {
          level: level === "optional" ? "optional" : bindingOf(requirement),
          key: requirement.key, name: requirement.text, url: requirement.url,
          detail: [requirement.level, requirement.isConditional ? phrase("conditional") : ""].filter(Boolean).join(", "),
          because: joined(why),
          source: { text: key, url },
        });
      });
    }

    additions() {
      return this.answer.additions.map(({ addition, level, needs }) => {
        const target = this.named(addition.target);
        const name = addition.target.startsWith("transaction/") || addition.target.startsWith("profile/") ? target.key : target.name;
        const by = needs.map((need) => shortName(need, this.model)).join(", ");
        const isSame = addition.target.startsWith("profile/") || addition.target.startsWith("actor/");
        const why = isSame
          ? phrase("%(name)s is there: %(names)s", { name, names: by })
          : level === "optional"
            ? whereOptional(name, by)
            : phrase("%(name)s is supported by %(names)s", { name, names: by });
        return this.row("additions", null, {
          level: level === "optional" ? "optional" : "required",
          key: target.key,
          name: addition.text,
          detail: phrase("%(kind)s for %(name)s", { kind: kinds[addition.kind] || addition.kind, name }),
          because: joined(why),
          source: { text: addition.title + (addition.section ? ` ${addition.section}` : ""), url: addition.url && `${addition.url}#tf-additions` },
        });
      });
    }

    cycles() {
      return this.answer.cycles.map((cycle) =>
        this.row("cycles", null, {
          level: "applies",
          name: cycle.map((need) => shortName(need, this.model)).join(" ↔ "),
          because: phrase("Their groupings require each other: a system that is one of them is all of them."),
          source: this.source({ need: cycle[0], rule: cycle[0].rules.groupings[0] }),
        })
      );
    }

    gaps() {
      return this.answer.gaps.map((gap) => {
        const { url } = this.model.profile(gap.profile);
        const because = phrase("needed of it: %(names)s", { names: gap.needs.map((need) => this.model.named(need).actor).join(", ") });
        return this.row("gaps", null, { level: "unknown", key: gap.profile, name: gapOf(gap), because: joined(because), source: { text: gap.profile, url } });
      });
    }

    groups() {
      const groups = [
        ["contradictions", phrase("Contradictions"), this.contradictions()],
        ["decisions", phrase("Choices to make"), [...this.decisions(), ...this.choices()]],
        ["gaps", phrase("Not described here"), this.gaps()],
        ["actors", phrase("Actors and required groupings"), this.actors()],
        ["options", phrase("Options"), this.options()],
        ["transactions", phrase("Transactions"), this.uses("transactions", "transaction/")],
        ["content", phrase("Content modules"), this.uses("content", "content-module/")],
        ["requirements", phrase("Requirements"), this.requirements()],
        ["conditions", phrase("Conditions"), this.conditions()],
        ["additions", phrase("Added by %(country)s", { country: this.countryName }), this.additions()],
        ["cycles", phrase("Actors that require each other"), this.cycles()],
      ];
      return groups.filter(([, , rows]) => rows.length).map(([key, title, rows]) => ({ key, title, rows }));
    }
  }

  shared.obligationGroups = (answer, model, countryName) => new Rows(answer, model, countryName).groups();
})();
