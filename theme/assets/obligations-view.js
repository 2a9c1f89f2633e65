/* Shows the choice and what follows. What has the focus has it again after each change. */
(() => {
  "use strict";
  const { phrase } = window.tfpub;
  const shared = window.tfpubResults;
  const { element, button, linked, unseen } = shared.view;
  const { idOf } = shared.needs;
  const { shortName } = shared.needText;
  const { alternative, optionsFor, focusable, actorOf } = shared.findView;

  const label = { ...shared.obligationWords, open: phrase("to decide") };

  function badge(level) {
    return element("span", `tf-duty__level tf-duty__level--${level}`, label[level]);
  }

  function checkbox(id, text, isChecked, isDisabled, act) {
    const box = focusable(element("input", ""), id);
    box.type = "checkbox";
    box.checked = isChecked;
    box.disabled = isDisabled;
    box.addEventListener("change", () => act(box.checked));
    return element("label", "tf-choice", box, element("span", "tf-choice__value", text));
  }

  /* What the tables leave open: it may be supported by choice. */
  function supportsFor(need, answer, names, act) {
    const uses = answer.uses.filter((use) => use.need.id === need.id && use.level !== "required");
    if (!uses.length) return [];
    const chosen = uses.filter((use) => use.level === "chosen").length;
    const id = `supports ${need.id}`;
    const details = element("details", "tf-need__options");
    details.open = act.opened.has(id) || chosen > 0;
    details.addEventListener("toggle", () => act.opened[details.open ? "add" : "delete"](id));
    const legend = element("legend", "tf-unseen", phrase("Optional transactions and content of %(name)s", { name: shortName(need, act.model) }));
    const boxes = uses.map(({ rule, level }) => {
      const { key, name } = names(rule.term);
      const text = key === name ? name : `${key} ${name}`;
      return checkbox(`support ${need.id} ${rule.term}`, text, level === "chosen", false, (is) => act.setSupport(need, rule.key, is));
    });
    details.append(
      focusable(element("summary", "", chosen ? phrase("Optional transactions and content (%(number)s)", { number: chosen }) : phrase("Optional transactions and content")), id),
      element("fieldset", "", legend, ...boxes)
    );
    return [details];
  }

  function chosenCard({ need, options }, answer, names, act) {
    const { profile, profileName, version, url, actor } = act.model.named(need);
    const head = element("p", "tf-need__head", ...actorOf(actor, linked(url, profile)));
    const remove = button("tf-need__remove", () => act.remove(need), phrase("Remove"), unseen(` ${phrase("%(actor)s of %(profile)s", { actor, profile })}`));
    head.append(focusable(remove, `remove ${need.id}`));
    const wish = {
      profile: need.profile, actor: need.actor, options: options.map((option) => option.key),
      required: options.filter((option) => option.reasons.length).map((option) => option.key),
    };
    return element(
      "li", "tf-need", head,
      element("p", "tf-need__note", [profileName, version && phrase("version %(version)s", { version })].filter(Boolean).join(", ")),
      ...optionsFor(wish, act.model, act),
      ...supportsFor(need, answer, names, act)
    );
  }

  function because(row) {
    const made = element("p", "tf-duty__why", row.because);
    if (row.source) made.append(row.because ? " " : "", element("span", "tf-duty__source", "(", linked(row.source.url, row.source.text), ")"));
    return made;
  }

  function dutyRow(row, act) {
    const hasKey = row.group === "transactions" && row.key !== row.name;
    const isText = ["conditions", "additions", "contradictions", "requirements", "gaps"].includes(row.group);
    const name = element("p", isText ? "tf-duty__text" : "tf-duty__name", linked(row.url, hasKey ? `${row.key} ${row.name}` : row.group === "requirements" ? row.key : row.name));
    if (row.group === "requirements") name.append(" ", row.name);
    if (row.detail) name.append(" ", element("span", "tf-note", row.detail));
    const made = element("li", "tf-duty", badge(row.level), name, ...(row.because || row.source ? [because(row)] : []));
    made.dataset.level = row.level;
    if (row.group === "actors" && row.level === "required" && row.need.rules.options.length) {
      const text = unseen(` ${phrase("of %(name)s", { name: shortName(row.need, act.model) })}`);
      name.append(" ", focusable(button("tf-duty__choose", () => act.take(row.need), phrase("Choose options"), text), `take ${row.need.id}`));
    }
    return made;
  }

  function decisionRow(row, number, act) {
    const { decision } = row;
    const legend = element("legend", "tf-duty__text", `${row.because.split(". ").at(-1).replace(/\.$/, "")}:`);
    const met = decision.met.length ? decision.alternatives.indexOf(decision.met[0]) : -1;
    const choice = { id: decision.id, met, alternatives: decision.alternatives };
    const each = (target, place) => alternative(choice, target, place, `choice-${number}`, act.model, act);
    const source = element("p", "tf-duty__why", element("span", "tf-duty__source", "(", linked(row.source.url, row.source.text), ")"));
    return element("li", "tf-duty tf-duty--choice", badge(row.level), element("fieldset", "", legend, each(null, -1), ...decision.alternatives.map(each)), source);
  }

  /* What is there by itself cannot be taken back. */
  function isFixed(need, term, isOption, key) {
    if (isOption) return need.options.get(key)?.length > 0;
    return need.forced.has(term) || need.rules.uses.some((use) => use.term === term && use.isRequired);
  }

  function constraintRow(row, names, act) {
    const { need, rule, held } = row.constraint;
    const legend = element("legend", "tf-duty__text", row.name);
    const boxes = rule.terms.map((term) => {
      const [kind, key] = [term.slice(0, term.indexOf("/")), term.slice(term.indexOf("/") + 1)];
      const isOption = kind === "option";
      const known = names(term);
      const text = isOption ? phrase("%(name)s Option", { name: act.model.optionName(need, key) }) : known.key === known.name ? known.name : `${known.key} ${known.name}`;
      const set = isOption ? act.setOption : act.setSupport;
      const fixed = isFixed(need, term, isOption, key);
      return checkbox(`term ${need.id} ${rule.key} ${term}`, text, held.includes(term), fixed, (is) => set.call(act, need, key, is));
    });
    return element("li", "tf-duty tf-duty--choice", badge(row.level), element("fieldset", "", legend, ...boxes), because(row));
  }

  function list(rows, names, act) {
    const made = rows.map((row, number) => {
      if (row.decision) return decisionRow(row, number, act);
      return row.constraint ? constraintRow(row, names, act) : dutyRow(row, act);
    });
    return element("ul", "tf-duties", ...made);
  }

  /* Rows of one actor stand under its name. */
  function* partsOf(group, names, act) {
    const { rows } = group;
    if (!shared.isByActor(group)) return yield list(rows, names, act);
    const byNeed = new Map();
    for (const row of rows) byNeed.set(row.need, [...(byNeed.get(row.need) || []), row]);
    for (const [need, found] of byNeed) {
      yield element("h4", "", shortName(need, act.model));
      yield list(found, names, act);
    }
    return undefined;
  }

  function groupSection(group, names, act) {
    const heading = element("h3", "", `${group.title} `, element("span", "tf-duties__count", shared.view.numbers.format(group.rows.length)));
    heading.id = `tf-follows-${group.key}`;
    const made = element("section", `tf-follows tf-follows--${group.key}`, heading, ...partsOf(group, names, act));
    made.setAttribute("aria-labelledby", heading.id);
    return made;
  }

  shared.obligationsView = { chosenCard, groupSection, idOf };
})();
