/* Shows the requirement and the answer. What has the focus has it again after each change. */
(() => {
  "use strict";
  const shared = window.tfpubResults;
  const { element, button, linked, counted, demonstration, unseen } = shared.view;
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
    if (box.disabled) text.append(" ", element("span", "tf-choice__note", "required"));
    return element("label", "tf-choice", box, text);
  }

  function optionsFor(need, model, act) {
    const options = model.actor(need)?.options || [];
    if (!options.length) return [];
    const details = element("details", "tf-need__options");
    const chosen = need.options.length ? ` (${need.options.length})` : "";
    details.open = act.opened.has(idOf(need)) || need.options.length > 0;
    details.addEventListener("toggle", () => act.opened[details.open ? "add" : "delete"](idOf(need)));
    const legend = element("legend", "tf-unseen", `Options of ${shortName(need, model)}`);
    details.append(
      focusable(element("summary", "", `Options${chosen}`), `options ${idOf(need)}`),
      element("fieldset", "", legend, ...options.map((each) => option(need, each, act)))
    );
    return [details];
  }

  function needCard(need, count, model, act) {
    const { profile, profileName, version, url, actor } = model.named(need);
    const head = element("p", "tf-need__head", element("strong", "", actor), " of ", linked(url, profile));
    const card = element("li", need.isChosen ? "tf-need" : "tf-need tf-need--added", head);
    if (need.isChosen) {
      const remove = button("tf-need__remove", () => act.remove(need), "Remove", unseen(` ${actor} of ${profile}`));
      head.append(focusable(remove, `remove ${idOf(need)}`));
    }
    card.append(element("p", "tf-need__note", [profileName, version && `version ${version}`].filter(Boolean).join(", ")));
    if (need.reasons.length) card.append(element("p", "tf-need__reason", `${need.isChosen ? "" : "Added: "}${reasonOf(need.reasons, model)} it.`));
    card.append(...optionsFor(need, model, act));
    const found = element("p", "tf-need__count", count ? `${counted(count, "organization", "organizations")} completed it: ` : "No published result");
    const link = linked(act.resultsOf(need), "results");
    link.append(unseen(` for ${actor} of ${profile}`));
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
    const text = element("span", "tf-choice__value", target ? shortName(target, model) : act.undecided || "Any of them");
    if (target?.options.length) text.append(" ", element("span", "tf-choice__note", optionsOf(target, model)));
    return element("label", "tf-choice", radio, text);
  }

  function choiceCard(choice, number, model, act) {
    const reason = element("legend", "tf-need__reason", `${reasonOf(choice.reasons, model)} one of these:`);
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
    const caption = element("caption", "tf-unseen", `What ${organization.label} completed, and where`);
    const hasOptions = organization.evidence.some(({ systems }) => systems.some(([, options]) => options.length));
    const heads = ["Actor", ...(hasOptions ? ["Options"] : []), "System", "Event"].map((name) => {
      const head = element("th", "", name);
      head.scope = "col";
      return head;
    });
    const body = element("tbody", "", ...organization.evidence.flatMap((each) => evidenceRows(each, hasOptions, rows, model)));
    const table = element("table", "tf-data", caption, element("thead", "", element("tr", "", ...heads)), body);
    const frame = element("div", "tf-table", table);
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", `What ${organization.label} completed`);
    frame.tabIndex = 0;
    return element("li", "tf-found", element("h3", "", linked(organization.url, organization.label)), frame);
  }

  function noteCard(note, model) {
    return element("li", "tf-need tf-need--note", element("p", "tf-need__reason", `${noteOf(note, model)} Decide yourself: it is not added.`));
  }

  function gapCard(gap, model) {
    const source = linked(model.profile(gap.profile).url, gap.profile);
    return element("li", "tf-need tf-need--note", element("p", "tf-need__reason", gapOf(gap), " (", source, ")"));
  }

  shared.findView = { needCard, choiceCard, noteCard, gapCard, organizationCard, alternative, optionsFor, focusable };
})();
