/* What follows, as rows in groups: the list of the page, the table for spreadsheets and the text are all made of them. */
(() => {
  "use strict";
  const shared = window.tfpubResults;
  const { idOf } = shared.needs;
  const { shortName, conditionOf, reasonOf, gapOf } = shared.needText;
  const quantities = { "at-least-one": "at least one of", "exactly-one": "exactly one of", all: "all of", none: "none of" };

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
      return `${this.model.optionName(need, key)} Option`;
    }

    termName(need, term) {
      if (term.startsWith("option/")) return `the ${this.optionName(need, term.slice("option/".length))}`;
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
      return `${reasonOf(reasons.map(({ by, rule }) => ({ by, grouping: rule })), this.model)} it`;
    }

    chain(actor, actors) {
      const way = [];
      for (let each = actor.asker; each; each = actors.get(each).asker) way.unshift(shortName(each, this.model));
      return way.length > 1 ? `by way of ${way.join(" → ")}` : "";
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
          detail: [profileName, version && `version ${version}`, need.isDefined ? "" : "not defined here"].filter(Boolean).join(", "),
          because: joined(reasons.length ? this.groupingReason(reasons) : "", this.chain(each, actors)),
          source: first ? this.source(first) : null,
        });
      });
    }

    optionReason({ by, rule }) {
      if (rule.isGrouping) return `${shortName(by, this.model)}${conditionOf({ by, grouping: rule }, this.model)} has to be grouped with an actor that has it`;
      return `a condition asks for it: ${rule.text}`;
    }

    options() {
      return this.answer.actors.flatMap(({ need, options }) =>
        options.map(({ key, isDefined, reasons }) =>
          this.row("options", need, {
            level: reasons.length ? "required" : "chosen",
            key,
            name: this.optionName(need, key),
            url: isDefined ? `${this.model.named(need).url}#tf-options` : "",
            detail: isDefined ? "" : "not defined here",
            because: joined(...reasons.map((reason) => this.optionReason(reason))),
            source: reasons[0] ? this.source({ need: reasons[0].by, rule: reasons[0].rule }) : null,
          })
        )
      );
    }

    useReason({ need, rule, level, reasons }) {
      if (reasons.length) return joined(...reasons.map((reason) => `a condition ${level === "excluded" ? "excludes" : "asks for"} it: ${reason.rule.text}`));
      const note = need.rules.constraints.find(({ key }) => key === rule.note)?.text || "";
      if (level === "required") return joined(`every ${shortName(need, this.model)} supports it`, note);
      return joined(level === "chosen" ? "" : `${shortName(need, this.model)} may support it`, note);
    }

    uses(group, kind) {
      return this.answer.uses
        .filter(({ rule }) => rule.term.startsWith(kind))
        .map((use) => {
          const { key, name, url } = this.named(use.rule.term);
          const [reason] = use.reasons;
          return this.row(group, use.need, {
            level: use.level, key, name, url,
            detail: use.rule.role ? `as ${use.rule.role}` : "",
            because: this.useReason(use),
            source: this.source(reason ? { need: reason.by, rule: reason.rule } : { need: use.need }),
          });
        });
    }

    constraintText({ need, rule }) {
      const terms = rule.terms.map((term) => this.termName(need, term)).join(", ");
      const quantity = rule.quantity === "all" && rule.terms.length === 1 ? "requires" : quantities[rule.quantity];
      const rules = rule.quantity ? `${quantity} ${terms}` : "";
      return joined(rule.text, rules);
    }

    constraint(group, { need, rule, state, held }, because) {
      const when = conditionOf({ by: need, grouping: rule }, this.model) || (rule.when ? ` where this applies: ${rule.when[1]}` : "");
      const name = shortName(need, this.model);
      return this.row(group, need, {
        level: state === "met" || state === "in-words" ? "applies" : state,
        key: rule.key,
        name: this.constraintText({ need, rule }),
        because: joined(because(held.map((term) => this.termName(need, term)).join(", ")), `a condition on ${name}${when}`),
        source: this.source({ need, rule }),
      });
    }

    conditions() {
      const kept = this.answer.constraints.filter(({ rule, state }) => state === "in-words" || (state === "met" && !isChoice(rule)));
      return [
        ...kept.map((each) => this.constraint("conditions", each, (held) => (held && each.rule.quantity !== "none" ? `met by ${held}` : ""))),
        ...this.answer.groupings.filter(({ state }) => state === "in-words" || state === "optional").map((each) => this.grouping(each)),
      ];
    }

    grouping({ need, rule, state }) {
      const targets = rule.alternatives.length ? rule.alternatives : rule.targets;
      const names = targets.map((target) => shortName(target, this.model)).join(rule.alternatives.length ? " or " : " and ");
      const when = rule.when?.[0] === "text" ? ` where this applies: ${rule.when[1]}` : "";
      const isFree = state === "optional" || !rule.isRequired;
      const text = names ? `${shortName(need, this.model)} ${isFree ? "may" : "has to"} be grouped with ${names}${when}` : "";
      return this.row("conditions", need, {
        level: isFree ? "optional" : "applies",
        name: joined(text, rule.text),
        because: joined(isFree ? "an optional grouping" : "a grouping that is stated in words; it is not added by itself"),
        source: this.source({ need, rule }),
      });
    }

    decisions() {
      return this.answer.decisions.map((decision) => {
        const names = (targets) => targets.map((target) => this.targetName(target)).join(" or ");
        const { by, rule } = decision.reasons[0];
        return this.row("decisions", null, {
          level: decision.met.length ? "decided" : "open",
          name: `One of ${names(decision.alternatives)}`,
          because: joined(
            decision.met.length ? `met by ${names(decision.met)}` : "",
            `${reasonOf(decision.reasons.map((each) => ({ by: each.by, grouping: each.rule })), this.model)} one of them`
          ),
          source: this.source({ need: by, rule }),
          decision,
        });
      });
    }

    targetName(target) {
      const options = target.options.map((key) => this.optionName(target, key)).join(", ");
      return shortName(target, this.model) + (options ? ` with ${options}` : "");
    }

    /* A condition that leaves a choice, open or met. */
    choices() {
      const met = (held) => (held ? `met by ${held}` : "");
      return this.answer.constraints
        .filter(({ rule, state }) => state === "open" || (state === "met" && isChoice(rule)))
        .map((each) => ({ ...this.constraint("decisions", each, met), level: each.state === "met" ? "decided" : "open", constraint: each }));
    }

    contradictions() {
      const why = (each) => (held) => (each.rule.quantity === "none" ? `excluded, but there: ${held}` : held ? `more than one is there: ${held}` : "all of them are excluded");
      return this.answer.constraints
        .filter(({ state }) => state === "broken")
        .map((each) => this.constraint("contradictions", each, why(each)));
    }

    requirements() {
      return this.answer.requirements.map(({ requirement, level, needs }) => {
        const { key, url } = this.named(requirement.of);
        const by = needs.map((need) => shortName(need, this.model)).join(", ");
        const isProfile = requirement.of.startsWith("profile/");
        const why = isProfile ? `${by} is there` : level === "optional" ? `where ${key} is supported, which is optional for ${by}` : `${by} ${needs.length > 1 ? "support" : "supports"} ${key}`;
        return this.row("requirements", needs.length === 1 ? needs[0] : null, {
          level: level === "optional" ? "optional" : bindingOf(requirement),
          key: requirement.key, name: requirement.text, url: requirement.url,
          detail: [requirement.level, requirement.isConditional ? "conditional" : ""].filter(Boolean).join(", "),
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
        const why = isSame ? `${name} is there: ${by}` : level === "optional" ? `where ${name} is supported, which is optional for ${by}` : `${name} is supported by ${by}`;
        return this.row("additions", null, {
          level: level === "optional" ? "optional" : "required",
          key: target.key,
          name: addition.text,
          detail: `${sentence(addition.kind).slice(0, -1)} for ${name}`,
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
          because: "Their groupings require each other: a system that is one of them is all of them.",
          source: this.source({ need: cycle[0], rule: cycle[0].rules.groupings[0] }),
        })
      );
    }

    gaps() {
      return this.answer.gaps.map((gap) => {
        const { url } = this.model.profile(gap.profile);
        const because = `needed of it: ${gap.needs.map((need) => this.model.named(need).actor).join(", ")}`;
        return this.row("gaps", null, { level: "unknown", key: gap.profile, name: gapOf(gap), because: joined(because), source: { text: gap.profile, url } });
      });
    }

    groups() {
      const groups = [
        ["contradictions", "Contradictions", this.contradictions()],
        ["decisions", "Choices to make", [...this.decisions(), ...this.choices()]],
        ["gaps", "Not described here", this.gaps()],
        ["actors", "Actors and required groupings", this.actors()],
        ["options", "Options", this.options()],
        ["transactions", "Transactions", this.uses("transactions", "transaction/")],
        ["content", "Content modules", this.uses("content", "content-module/")],
        ["requirements", "Requirements", this.requirements()],
        ["conditions", "Conditions", this.conditions()],
        ["additions", `Added by ${this.countryName}`, this.additions()],
        ["cycles", "Actors that require each other", this.cycles()],
      ];
      return groups.filter(([, , rows]) => rows.length).map(([key, title, rows]) => ({ key, title, rows }));
    }
  }

  shared.obligationGroups = (answer, model, countryName) => new Rows(answer, model, countryName).groups();
})();
