/* The requirement as neutral text for a tender: what is needed and how to check it, never who has it. */
(() => {
  "use strict";
  const shared = window.tfpubResults;

  function nameOf(need, model) {
    const { profile, profileName, version, actor } = model.named(need);
    const name = profileName && profileName !== profile ? `${profileName} (${profile})` : profile;
    return `${actor} of ${name}${version ? `, version ${version}` : ""}`;
  }

  function shortName(need, model) {
    return `${model.named(need).actor} of ${need.profile}`;
  }

  function conditionOf({ by, grouping }, model) {
    if (!grouping.when) return "";
    const [kind, key] = grouping.when;
    if (kind === "option") return ` with the ${key.map((option) => model.optionName(by, option)).join(" or ")} Option`;
    if (kind === "profile") return ` together with ${key}`;
    if (kind === "actor") return ` together with ${model.named({ profile: by.profile, actor: key }).actor}`;
    return "";
  }

  /* "Document Recipient of MHD with the XDS on FHIR Option has to be grouped with it." */
  function reasonOf(reasons, model) {
    const names = [...new Set(reasons.map((reason) => shortName(reason.by, model) + conditionOf(reason, model)))];
    const last = names.pop();
    const all = names.length ? `${names.join(", ")} and ${last}` : last;
    return `${all} ${names.length ? "have" : "has"} to be grouped with`;
  }

  function optionsOf(need, model) {
    return need.options.map((option) => model.optionName(need, option)).join(", ");
  }

  function* linesOf(need, model) {
    const { cite } = model.named(need);
    if (need.options.length) yield `Options: ${optionsOf(need, model)}`;
    if (!need.isChosen && need.reasons?.length) yield `Required grouping: ${reasonOf(need.reasons, model)} it.`;
    if (cite) yield `Specification: ${cite}`;
  }

  function* choiceLines(choice, model) {
    for (const [place, target] of choice.alternatives.entries()) {
      yield `${String.fromCharCode(97 + place)}) ${nameOf(target, model)}`;
      for (const line of linesOf({ ...target, isChosen: true }, model)) yield `   ${line}`;
    }
    yield `Required grouping: ${reasonOf(choice.reasons, model)} one of them.`;
  }

  function listed(title, lines, number) {
    const mark = `${number}. `;
    return [`${mark}${title}`, ...[...lines].map((line) => " ".repeat(mark.length) + line)].join("\n");
  }

  /* A condition in words, or a grouping that is stated in words alone. */
  function noteOf({ by, grouping }, model) {
    const named = ([profile, actor]) => shortName({ profile, actor }, model);
    const joined = [...grouping.all.map(named), grouping.any.map(named).join(" or ")].filter(Boolean).join(" and ");
    const [, condition] = grouping.when;
    const rule = joined ? `has to be grouped with ${joined}` : "may have to be grouped with others";
    return `${shortName(by, model)} ${rule}${condition ? ` where this applies: ${condition}` : ""}${grouping.text ? ` (${grouping.text})` : ""}`;
  }

  const tableNames = { transactions: "transactions", options: "options", groupings: "required groupings" };

  function gapOf({ profile, tables }) {
    const names = tables.map((table) => tableNames[table] || table);
    const last = names.pop();
    const all = names.length ? `${names.join(", ")} and ${last}` : last;
    return `The ${all} of ${profile} are not described here, or not wholly: more may follow from its specification.`;
  }

  /* `about`: the name of the site, the address of this answer, the sentence on what results mean, and the day. */
  shared.tenderText = ({ needs, choices, notes, gaps }, model, isTogether, about) => {
    const open = choices.filter((choice) => choice.met < 0);
    const items = [
      ...needs.map((need) => [nameOf(need, model), linesOf(need, model)]),
      ...open.map((choice) => ["One of these:", choiceLines(choice, model)]),
    ];
    const who = isTogether ? "One system shall support all of the following" : "The systems offered shall together support all of the following";
    return [
      "REQUIREMENT",
      `${who} actors of integration profiles:`,
      ...items.map(([title, lines], place) => listed(title, lines, place + 1)),
      ...(notes.length ? ["Further conditions:", ...notes.map((note) => `- ${noteOf(note, model)}`)] : []),
      ...(gaps.length ? ["Not described:", ...gaps.map((gap) => `- ${gapOf(gap)}`)] : []),
      "EVIDENCE",
      "For each actor and option, the tenderer names the event, the system and its version with which testing was completed.\nWhere results are published, they can be checked here:",
      about.url,
      "Nothing follows from a result that is not published there; other evidence may be given.",
      ...(about.disclaimer ? [about.disclaimer] : []),
      `Source: ${about.site}${about.edition ? `, as of ${about.edition}` : ""}`,
    ].join("\n\n").concat("\n");
  };
  shared.needText = { nameOf, shortName, conditionOf, reasonOf, optionsOf, noteOf, gapOf };
})();
