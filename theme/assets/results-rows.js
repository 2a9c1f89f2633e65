/* The published rows as columns of numbers, and the values that those numbers stand for. */
(() => {
  "use strict";
  const { phrase } = window.tfpub;
  const shared = (window.tfpubResults ||= {});
  const none = "-";

  function valuesOf(rows, labelOf = (row) => row[1]) {
    return rows.map((row) => ({ key: row[0], label: labelOf(row), name: row[1], url: row[2] || "" }));
  }

  /* One number for each row and column of what `data` holds by system and in distances. */
  function unpacked(data) {
    const total = data.systems.reduce((sum, system) => sum + system[7].length, 0);
    const systems = new Uint32Array(total);
    const aipos = new Uint32Array(total);
    let row = 0;
    data.systems.forEach((system, number) => {
      let aipo = 0;
      for (const distance of system[7]) {
        aipo += distance;
        systems[row] = number;
        aipos[row] = aipo;
        row += 1;
      }
    });
    return { total, systems, aipos };
  }

  function mapped(numbers, table) {
    const column = new Uint32Array(numbers.length);
    for (let row = 0; row < numbers.length; row += 1) column[row] = table[numbers[row]];
    return column;
  }

  /* Values of `count` keys, and one more for rows that have none, if there are such rows. */
  function withNone(values, numbers, label) {
    const last = values.length;
    const isNeeded = numbers.some((number) => number < 0);
    return {
      values: isNeeded ? [...values, { key: none, label, name: "", url: "", isNone: true }] : values,
      numbers: numbers.map((number) => (number < 0 ? last : number)),
    };
  }

  /* Several options may share a key: they are one value of the facet, by all of their names. */
  function optionsOf(rows) {
    const byKey = new Map();
    const numbers = rows.map(([key, name]) => {
      const value = byKey.get(key) || { number: byKey.size, names: [] };
      byKey.set(key, value);
      if (!value.names.includes(name)) value.names.push(name);
      return value.number;
    });
    const values = [...byKey].map(([key, { names }]) => ({ key, label: names.join(" / "), name: names[0], url: "" }));
    return { values, numbers };
  }

  function positionsOf(values, collator) {
    const labels = values.map((value, number) => ({ number, label: value.isNone ? "" : value.label }));
    labels.sort((one, other) => collator.compare(one.label, other.label) || one.number - other.number);
    const positions = new Uint32Array(values.length);
    labels.forEach(({ number }, position) => {
      positions[number] = position;
    });
    return positions;
  }

  function aipoColumns(data, aipos) {
    const options = optionsOf(data.options);
    const option = withNone(options.values, data.aipos.map((aipo) => (aipo[2] < 0 ? -1 : options.numbers[aipo[2]])), phrase("No option"));
    const domain = withNone(valuesOf(data.domains, (row) => row[0]), data.aipos.map((aipo) => data.profiles[aipo[0]][3]), phrase("Defined elsewhere"));
    return {
      profile: { values: valuesOf(data.profiles, (row) => row[0]), of: mapped(aipos, data.aipos.map((aipo) => aipo[0])) },
      actor: { values: valuesOf(data.actors), of: mapped(aipos, data.aipos.map((aipo) => aipo[1])) },
      option: { values: option.values, of: mapped(aipos, option.numbers) },
      domain: { values: domain.values, of: mapped(aipos, domain.numbers) },
    };
  }

  function systemColumns(data, systems) {
    const eventOf = data.systems.map((system) => system[4]);
    const years = [...new Set(data.events.map((event) => event[3].slice(0, 4)))].sort().reverse();
    const yearOf = data.events.map((event) => years.indexOf(event[3].slice(0, 4)));
    const made = data.systems.map(([key, product, version, url, , , isMadeUp]) => {
      const label = `${product} ${version}`;
      return { key, label, name: label, url, product, version, isDemonstration: Boolean(isMadeUp) };
    });
    return {
      organization: { values: valuesOf(data.organizations), of: mapped(systems, data.systems.map((system) => system[5])) },
      system: { values: made, of: systems },
      event: { values: valuesOf(data.events), of: mapped(systems, eventOf) },
      year: { values: years.map((year) => ({ key: year, label: year, name: year, url: "" })), of: mapped(systems, eventOf.map((event) => yearOf[event])) },
      region: { values: valuesOf(data.regions), of: mapped(systems, eventOf.map((event) => data.events[event][4])) },
    };
  }

  /* `columns`: name -> its values, the number of each row's value (`of`) and the place of each in the alphabet. */
  shared.readRows = (data) => {
    const { total, systems, aipos } = unpacked(data);
    const columns = { ...systemColumns(data, systems), ...aipoColumns(data, aipos) };
    const collator = new Intl.Collator(document.documentElement.lang || "en", { numeric: true });
    for (const column of Object.values(columns)) column.positions = positionsOf(column.values, collator);
    const keysOf = (table) => table.map(([key]) => key);
    const keys = { profile: keysOf(data.profiles), actor: keysOf(data.actors), option: keysOf(data.options) };
    return { total, systems, aipos, columns, keys, aipoTable: data.aipos, systemTable: data.systems };
  };
  shared.none = none;
})();
