/* Shows the requirement and the answer. What has the focus has it again after each change. */
(() => {
  "use strict";
  const { phrase, countPhrase } = window.tfpub;
  const shared = window.tfpubResults;
  const { element, button, linked, demonstration, unseen } = shared.view;
  const { idOf } = shared.needs;
  const { shortName, reasonOf, optionsOf, noteOf, gapOf } = shared.needText;

  function focusable(made, id) {
    made.dataset.focus = id;
    return made;
  }

  function option(need, { key, name }, act) {
    const box = focusable(element("input", ""), `option ${idOf(need)} ${key}`);
    box.type = "checkbox";
    box.checked = need.options.includes(key);
    box.disabled = need.required.includes(key);
    box.addEventListener("change", () => act.setOption(need, key, box.checked));
    const text = element("span", "tf-choice__value", name);
    if (box.disabled) text.append(" ", element("span", "tf-choice__note", phrase("required")));
    return element("label", "tf-choice", box, text);
  }

  function optionsFor(need, model, act) {
    const options = model.actor(need)?.options || [];
    if (!options.length) return [];
    const details = element("details", "tf-need__options");
    const chosen = need.options.length ? phrase("Options (%(number)s)", { number: need.options.length }) : phrase("Options");
    details.open = act.opened.has(idOf(need)) || need.options.length > 0;
    details.addEventListener("toggle", () => act.opened[details.open ? "add" : "delete"](idOf(need)));
    const legend = element("legend", "tf-unseen", phrase("Options of %(name)s", { name: shortName(need, model) }));
    details.append(
      focusable(element("summary", "", chosen), `options ${idOf(need)}`),
      element("fieldset", "", legend, ...options.map((each) => option(need, each, act)))
    );
    return [details];
  }

  /* "Actor of PROFILE", as a reader of the language expects it. */
  function actorOf(actor, profile) {
    const parts = { actor: element("strong", "", actor), profile };
    return phrase("%(actor)s of %(profile)s").split(/%\((actor|profile)\)s/).map((part) => parts[part] || part);
  }

  function whyOf(need, model) {
    const reason = reasonOf(need.reasons, model);
    return need.isChosen ? `${reason}.` : phrase("Added: %(reason)s.", { reason });
  }

  function needCard(need, count, model, act) {
    const { profile, profileName, version, url, actor } = model.named(need);
    const head = element("p", "tf-need__head", ...actorOf(actor, linked(url, profile)));
    const card = element("li", need.isChosen ? "tf-need" : "tf-need tf-need--added", head);
    if (need.isChosen) {
      const remove = button("tf-need__remove", () => act.remove(need), phrase("Remove"), unseen(` ${phrase("%(actor)s of %(profile)s", { actor, profile })}`));
      head.append(focusable(remove, `remove ${idOf(need)}`));
    }
    card.append(element("p", "tf-need__note", [profileName, version && phrase("version %(version)s", { version })].filter(Boolean).join(", ")));
    if (need.reasons.length) card.append(element("p", "tf-need__reason", whyOf(need, model)));
    card.append(...optionsFor(need, model, act));
    const found = element("p", "tf-need__count", count ? `${countPhrase("%(num)s organization completed it:", "%(num)s organizations completed it:", count)} ` : phrase("No published result"));
    const link = linked(act.resultsOf(need), phrase("results"));
    link.append(unseen(` ${phrase("for %(actor)s of %(profile)s", { actor, profile })}`));
    if (count) found.append(link);
    card.append(found);
    return card;
  }

  function alternative(choice, target, place, name, model, act) {
    const radio = focusable(element("input", ""), `choice ${choice.id} ${place}`);
    radio.type = "radio";
    radio.name = name;
    radio.checked = choice.met === place;
    radio.addEventListener("change", () => act.choose(choice, target));
    const text = element("span", "tf-choice__value", target ? shortName(target, model) : act.undecided || phrase("Any of them"));
    if (target?.options.length) text.append(" ", element("span", "tf-choice__note", optionsOf(target, model)));
    return element("label", "tf-choice", radio, text);
  }

  function choiceCard(choice, number, model, act) {
    const reason = element("legend", "tf-need__reason", reasonOf(choice.reasons, model, "these"));
    const each = (target, place) => alternative(choice, target, place, `choice-${number}`, model, act);
    return element("li", "tf-need tf-need--added", element("fieldset", "", reason, each(null, -1), ...choice.alternatives.map(each)));
  }

  function evidenceRows({ need, systems }, hasOptions, rows, model) {
    return systems.map(([system, options], place) => {
      const { columns, systemTable } = rows;
      const event = columns.event.values[systemTable[system][4]];
      const made = element("tr", "");
      if (!place) {
        const head = element("th", "", shortName(need, model));
        head.scope = "row";
        if (systems.length > 1) head.rowSpan = systems.length;
        made.append(head);
      }
      const names = options.map((option) => model.optionName(need, option)).join(", ");
      const value = columns.system.values[system];
      if (hasOptions) made.append(element("td", "", names || "–"));
      made.append(
        element("td", "", linked(value.url, value.label), ...(value.isDemonstration ? [" ", demonstration()] : [])),
        element("td", "", linked(event.url, event.label))
      );
      return made;
    });
  }

  function organizationCard(organization, rows, model) {
    const caption = element("caption", "tf-unseen", phrase("What %(organization)s completed, and where", { organization: organization.label }));
    const hasOptions = organization.evidence.some(({ systems }) => systems.some(([, options]) => options.length));
    const heads = [phrase("Actor"), ...(hasOptions ? [phrase("Options")] : []), phrase("System"), phrase("Event")].map((name) => {
      const head = element("th", "", name);
      head.scope = "col";
      return head;
    });
    const body = element("tbody", "", ...organization.evidence.flatMap((each) => evidenceRows(each, hasOptions, rows, model)));
    const table = element("table", "tf-data", caption, element("thead", "", element("tr", "", ...heads)), body);
    const frame = element("div", "tf-table", table);
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", phrase("What %(organization)s completed", { organization: organization.label }));
    frame.tabIndex = 0;
    return element("li", "tf-found", element("h3", "", linked(organization.url, organization.label)), frame);
  }

  function noteCard(note, model) {
    return element("li", "tf-need tf-need--note", element("p", "tf-need__reason", `${noteOf(note, model)} ${phrase("Decide yourself: it is not added.")}`));
  }

  function gapCard(gap, model) {
    const source = linked(model.profile(gap.profile).url, gap.profile);
    return element("li", "tf-need tf-need--note", element("p", "tf-need__reason", gapOf(gap), " (", source, ")"));
  }

  function shortageLine({ targets, alone, others }, isOnly, model) {
    const name = shared.needText.either(targets.map((target) => shortName(target, model)));
    const counted = alone ? countPhrase("%(num)s organization", "%(num)s organizations", alone) : phrase("No published result");
    const rest = countPhrase("%(num)s organization completed all the others", "%(num)s organizations completed all the others", others);
    const line = element("li", alone ? "" : "tf-shortage__none", `${name}: ${counted}`);
    if (!isOnly && others) line.append(` – ${rest}`);
    return line;
  }

  /* What an empty answer is made of, so that a reader sees which need to give up. */
  function shortageLines({ parts, apart }, model) {
    const lines = parts.map((part) => shortageLine(part, parts.length < 2, model));
    if (apart) lines.push(element("li", "", countPhrase("%(num)s organization completed all of these, but not with one system", "%(num)s organizations completed all of these, but not with one system", apart)));
    return lines;
  }

  shared.findView = { shortageLines, needCard, choiceCard, noteCard, gapCard, organizationCard, alternative, optionsFor, focusable, actorOf };
})();
