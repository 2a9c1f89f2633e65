/* The requirement as neutral text for a tender: what is needed and how to check it, never who has it. */
(() => {
  "use strict";
  const { phrase, countPhrase } = window.tfpub;
  const shared = window.tfpubResults;

  const actorOf = (actor, profile) => phrase("%(actor)s of %(profile)s", { actor, profile });
  const either = (names) => names.reduce((first, second) => phrase("%(first)s or %(second)s", { first, second }));
  const both = (names) => names.reduce((first, second) => phrase("%(first)s and %(second)s", { first, second }));

  /* A, B and C. */
  function allOf(names) {
    const [last, ...others] = [...names].reverse();
    return both(others.length ? [others.reverse().join(", "), last] : [last]);
  }

  function nameOf(need, model) {
    const { profile, profileName, version, actor } = model.named(need);
    const name = profileName && profileName !== profile ? `${profileName} (${profile})` : profile;
    return version ? phrase("%(actor)s of %(profile)s, version %(version)s", { actor, profile: name, version }) : actorOf(actor, name);
  }

  function shortName(need, model) {
    return actorOf(model.named(need).actor, need.profile);
  }

  /* `name` under the condition of a grouping or constraint, if it has one that is no text. */
  function underCondition(name, { by, grouping }, model) {
    if (!grouping.when) return name;
    const [kind, key] = grouping.when;
    if (kind === "option") return phrase("%(name)s with the %(options)s Option", { name, options: either(key.map((option) => model.optionName(by, option))) });
    if (kind === "profile") return phrase("%(name)s together with %(other)s", { name, other: key });
    if (kind === "actor") return phrase("%(name)s together with %(other)s", { name, other: model.named({ profile: by.profile, actor: key }).actor });
    return name;
  }

  /* "Document Recipient of MHD with the XDS on FHIR Option has to be grouped with it": with it, or with one of several. */
  function reasonOf(reasons, model, others = "it") {
    const found = [...new Set(reasons.map((reason) => underCondition(shortName(reason.by, model), reason, model)))];
    const names = { names: allOf(found) };
    if (others === "them") return countPhrase("%(names)s has to be grouped with one of them", "%(names)s have to be grouped with one of them", found.length, names);
    if (others === "these") return countPhrase("%(names)s has to be grouped with one of these:", "%(names)s have to be grouped with one of these:", found.length, names);
    return countPhrase("%(names)s has to be grouped with it", "%(names)s have to be grouped with it", found.length, names);
  }

  function optionsOf(need, model) {
    return need.options.map((option) => model.optionName(need, option)).join(", ");
  }

  function* linesOf(need, model) {
    const { cite } = model.named(need);
    if (need.options.length) yield phrase("Options: %(options)s", { options: optionsOf(need, model) });
    if (!need.isChosen && need.reasons?.length) yield phrase("Required grouping: %(reason)s.", { reason: reasonOf(need.reasons, model) });
    if (cite) yield phrase("Specification: %(citation)s", { citation: cite });
  }

  function* choiceLines(choice, model) {
    for (const [place, target] of choice.alternatives.entries()) {
      yield `${String.fromCharCode(97 + place)}) ${nameOf(target, model)}`;
      for (const line of linesOf({ ...target, isChosen: true }, model)) yield `   ${line}`;
    }
    yield phrase("Required grouping: %(reason)s.", { reason: reasonOf(choice.reasons, model, "them") });
  }

  function listed(title, lines, number) {
    const mark = `${number}. `;
    return [`${mark}${title}`, ...[...lines].map((line) => " ".repeat(mark.length) + line)].join("\n");
  }

  const mustGroup = (name, others) => phrase("%(name)s has to be grouped with %(others)s", { name, others });
  const whereApplies = (rule, condition) => phrase("%(rule)s where this applies: %(condition)s", { rule, condition });

  /* A condition in words, or a grouping that is stated in words alone. */
  function noteOf({ by, grouping }, model) {
    const named = ([profile, actor]) => shortName({ profile, actor }, model);
    const targets = [...grouping.all.map(named), ...(grouping.any.length ? [either(grouping.any.map(named))] : [])];
    const [, condition] = grouping.when;
    const name = shortName(by, model);
    const rule = targets.length ? mustGroup(name, both(targets)) : phrase("%(name)s may have to be grouped with others", { name });
    return `${condition ? whereApplies(rule, condition) : rule}${grouping.text ? ` (${grouping.text})` : ""}`;
  }

  const tableNames = { transactions: phrase("transactions"), options: phrase("options"), groupings: phrase("required groupings") };

  function gapOf({ profile, tables }) {
    const names = allOf(tables.map((table) => tableNames[table] || table));
    return phrase("The %(tables)s of %(profile)s are not described here, or not wholly: more may follow from its specification.", { tables: names, profile });
  }

  /* `about`: the name of the site, the address of this answer, the sentence on what results mean, and the day. */
  shared.tenderText = ({ needs, choices, notes, gaps }, model, isTogether, about) => {
    const open = choices.filter((choice) => choice.met < 0);
    const items = [
      ...needs.map((need) => [nameOf(need, model), linesOf(need, model)]),
      ...open.map((choice) => [phrase("One of these:"), choiceLines(choice, model)]),
    ];
    const who = isTogether
      ? phrase("One system shall support all of the following actors of integration profiles:")
      : phrase("The systems offered shall together support all of the following actors of integration profiles:");
    const { site, edition } = about;
    return [
      phrase("REQUIREMENT"),
      who,
      ...items.map(([title, lines], place) => listed(title, lines, place + 1)),
      ...(notes.length ? [phrase("Further conditions:"), ...notes.map((note) => `- ${noteOf(note, model)}`)] : []),
      ...(gaps.length ? [phrase("Not described:"), ...gaps.map((gap) => `- ${gapOf(gap)}`)] : []),
      phrase("EVIDENCE"),
      [
        phrase("For each actor and option, the tenderer names the event, the system and its version with which testing was completed."),
        phrase("Where results are published, they can be checked here:"),
      ].join("\n"),
      about.url,
      phrase("Nothing follows from a result that is not published there; other evidence may be given."),
      ...(about.disclaimer ? [about.disclaimer] : []),
      edition ? phrase("Source: %(site)s, as of %(day)s", { site, day: edition }) : phrase("Source: %(site)s", { site }),
    ].join("\n\n").concat("\n");
  };
  shared.needText = { nameOf, shortName, underCondition, reasonOf, optionsOf, noteOf, gapOf, either, both, mustGroup, whereApplies };
})();
