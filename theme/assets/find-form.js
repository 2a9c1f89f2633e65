/* Where a reader chooses a profile and one of its actors. */
(() => {
  "use strict";
  const { phrase } = window.tfpub;
  const shared = window.tfpubResults;

  function fillProfiles(select, model, element) {
    const byDomain = new Map();
    for (const profile of model.profiles.filter((each) => each.actors.length)) {
      byDomain.set(profile.domain, [...(byDomain.get(profile.domain) || []), profile]);
    }
    for (const [domain, profiles] of [...byDomain].sort(([one], [other]) => one.localeCompare(other))) {
      const group = element("optgroup", "");
      group.label = domain;
      for (const { key, name } of profiles.sort((one, other) => one.key.localeCompare(other.key))) group.append(new Option(`${key} – ${name}`, key));
      select.append(group);
    }
  }

  /* Calls `add` with the chosen actor as a need. */
  shared.chooser = (form, model, add) => {
    const { profile, actor } = form.elements;
    fillProfiles(profile, model, shared.view.element);
    profile.addEventListener("change", () => {
      const actors = model.profile(profile.value)?.actors || [];
      actor.replaceChildren(new Option(phrase("Choose an actor"), ""), ...actors.map(({ key, name }) => new Option(name, key)));
      actor.disabled = !actors.length;
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      add({ profile: profile.value, actor: actor.value, options: [] });
      actor.value = "";
      actor.focus();
    });
  };
})();
