/* Who completed all that is needed, and where. Organizations stand by name; nothing is weighed. */
(() => {
  "use strict";
  const shared = window.tfpubResults;

  /* What has to be found for a need: the actor itself, or each of its options. */
  function atomsOf(need) {
    return need.options.length ? need.options : [null];
  }

  /* A result with an option is one of the actor as well. */
  function numbersOf(rows, need, option) {
    const { profile, actor, option: options } = rows.keys;
    return rows.aipoTable.flatMap(([itsProfile, itsActor, itsOption], number) => {
      const isActor = profile[itsProfile] === need.profile && actor[itsActor] === need.actor;
      return isActor && (option === null || (itsOption >= 0 && options[itsOption] === option)) ? [number] : [];
    });
  }

  /* Which systems have results for each of the wanted: a set of system numbers for each need and atom. */
  function foundFor(rows, needs) {
    const wanted = rows.aipoTable.map(() => []);
    const found = needs.map((need) =>
      atomsOf(need).map((option) => {
        const systems = new Set();
        for (const number of numbersOf(rows, need, option)) wanted[number].push(systems);
        return systems;
      })
    );
    for (let row = 0; row < rows.total; row += 1) {
      for (const systems of wanted[rows.aipos[row]]) systems.add(rows.systems[row]);
    }
    return found;
  }

  /* The units, organizations or single systems, that have something in every set. */
  function unitsIn(sets, unitOf) {
    const units = sets.map((systems) => new Set([...systems].map(unitOf)));
    return new Set([...units[0]].filter((unit) => units.every((each) => each.has(unit))));
  }

  function common(sets) {
    if (!sets.length) return new Set();
    return new Set([...sets[0]].filter((unit) => sets.every((each) => each.has(unit))));
  }

  /* For one unit: each need, each system of it that has a result, and the options that it was completed with. */
  function evidenceOf(needs, found, isOfUnit) {
    return needs.flatMap((need, place) => {
      const options = new Map();
      atomsOf(need).forEach((option, atom) => {
        for (const system of found[place][atom]) {
          if (isOfUnit(system)) options.set(system, [...(options.get(system) || []), ...(option === null ? [] : [option])]);
        }
      });
      return options.size ? [{ need, systems: [...options].sort(([one], [other]) => one - other) }] : [];
    });
  }

  /* Why nobody has all: of each need and each open choice, how many organizations have it, and how many have all the
     others; `apart`: how many have all, each with whatever systems. */
  function shortageOf(parts, isTogether, organizationOf) {
    const number = (units) => new Set([...units].map((unit) => (isTogether ? organizationOf(unit) : unit))).size;
    const others = (place) => common(parts.filter((_, other) => other !== place).map(({ units }) => units));
    const widened = parts.map(({ units }) => new Set([...units].map(organizationOf)));
    return {
      parts: parts.map(({ targets, units }, place) => ({ targets, alone: number(units), others: number(others(place)) })),
      apart: isTogether ? common(widened).size : 0,
    };
  }

  /* `counts`: how many organizations have each need; `organizations`: those that have all, by name; `shortage`, where
     nobody has. */
  shared.whoCompleted = (rows, { needs, choices }, isTogether) => {
    const open = choices.filter((choice) => choice.met < 0);
    const alternatives = open.flatMap((choice) => choice.alternatives);
    const wanted = [...needs, ...alternatives];
    const found = foundFor(rows, wanted);
    const organizationOf = (system) => rows.systemTable[system][5];
    const unitOf = isTogether ? (system) => system : organizationOf;
    const units = found.map((sets) => unitsIn(sets, unitOf));
    const ofChoices = open.map((choice) => {
      const sets = choice.alternatives.map((target) => units[needs.length + alternatives.indexOf(target)]);
      return new Set(sets.flatMap((set) => [...set]));
    });
    const parts = [
      ...needs.map((need, place) => ({ targets: [need], units: units[place] })),
      ...open.map((choice, place) => ({ targets: choice.alternatives, units: ofChoices[place] })),
    ];
    const all = common(parts.map((part) => part.units));
    const { positions, values } = rows.columns.organization;
    const byOrganization = Map.groupBy
      ? Map.groupBy(all, (unit) => (isTogether ? organizationOf(unit) : unit))
      : grouped(all, (unit) => (isTogether ? organizationOf(unit) : unit));
    const keys = [...byOrganization.keys()].sort((one, other) => positions[one] - positions[other]);
    return {
      shortage: all.size ? null : shortageOf(parts, isTogether, organizationOf),
      counts: found.slice(0, needs.length).map((sets) => unitsIn(sets, organizationOf).size),
      organizations: keys.map((organization) => ({
        ...values[organization],
        evidence: evidenceOf(wanted, found, (system) =>
          isTogether ? byOrganization.get(organization).includes(system) : organizationOf(system) === organization
        ),
      })),
    };
  };

  function grouped(units, keyOf) {
    const groups = new Map();
    for (const unit of units) groups.set(keyOf(unit), [...(groups.get(keyOf(unit)) || []), unit]);
    return groups;
  }
})();
