/* Answers a choice of values and words: which rows fit, in which order, and what each further click would give. */
(() => {
  "use strict";
  const shared = window.tfpubResults;
  const facets = ["profile", "actor", "option", "organization", "event", "region", "year", "domain"];
  const mostWords = 30;
  const unspaced = /[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\u{20000}-\u{3ffff}]/u;

  function folded(text) {
    const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    return plain.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  }

  function wordsOf(text) {
    const words = folded(text).split(" ").filter(Boolean);
    return [...new Set(words)].slice(0, mostWords);
  }

  /* What words are looked for in, made when it is first wanted. */
  function textsOf(column) {
    column.texts ??= column.values.map((value) => ` ${folded(value.label === value.name ? value.name : `${value.label} ${value.name}`)}`);
    return column.texts;
  }

  /* A word is found where another one begins with it; where words are not spaced, anywhere. */
  function textBits(column, words) {
    const starts = words.map((word) => (unspaced.test(word) ? word : ` ${word}`));
    const bitsOf = (text) => starts.reduce((bits, start, place) => (text.includes(start) ? bits | (1 << place) : bits), 0);
    return textsOf(column).map((text, number) => (column.values[number].isNone ? 0 : bitsOf(text)));
  }

  /* For each row whether it holds all words; null where there are none. */
  function rowsWith(words, rows) {
    if (!words.length) return null;
    const all = words.reduce((bits, _, place) => bits | (1 << place), 0);
    const found = new Uint8Array(rows.total);
    const bits = new Uint32Array(rows.total);
    for (const column of Object.values(rows.columns)) {
      const { of } = column;
      const its = Uint32Array.from(textBits(column, words));
      for (let row = 0; row < of.length; row += 1) bits[row] |= its[of[row]];
    }
    for (let row = 0; row < bits.length; row += 1) found[row] = bits[row] === all ? 1 : 0;
    return found;
  }

  function maskOf(column, keys) {
    const mask = new Uint8Array(column.values.length);
    if (!keys || !keys.length) return mask.fill(1);
    column.values.forEach((value, number) => {
      if (keys.includes(value.key)) mask[number] = 1;
    });
    return mask;
  }

  /* A facet counts the rows that fit everything but its own choice: what a click on its value would give. */
  function counted(rows, chosen, found) {
    const columns = facets.map((name) => rows.columns[name].of);
    const masks = facets.map((name) => maskOf(rows.columns[name], chosen[name]));
    const counts = facets.map((name) => new Uint32Array(rows.columns[name].values.length));
    const fits = new Uint8Array(rows.total);
    let total = 0;
    for (let row = 0; row < rows.total; row += 1) {
      if (found && !found[row]) continue;
      let misses = 0;
      let missed = 0;
      for (let place = 0; place < facets.length && misses < 2; place += 1) {
        if (!masks[place][columns[place][row]]) {
          misses += 1;
          missed = place;
        }
      }
      if (misses === 0) {
        fits[row] = 1;
        total += 1;
        for (let place = 0; place < facets.length; place += 1) counts[place][columns[place][row]] += 1;
      } else if (misses === 1) counts[missed][columns[missed][row]] += 1;
    }
    return { fits, total, counts: Object.fromEntries(facets.map((name, place) => [name, counts[place]])) };
  }

  /* All rows by the position of their value, those of one position in reading order: a counting sort. */
  function sorted(of, positions, isDescending) {
    const starts = new Uint32Array(positions.length + 1);
    const last = positions.length - 1;
    const places = isDescending ? positions.map((position) => last - position) : positions;
    for (let row = 0; row < of.length; row += 1) starts[places[of[row]] + 1] += 1;
    for (let place = 1; place < starts.length; place += 1) starts[place] += starts[place - 1];
    const order = new Uint32Array(of.length);
    for (let row = 0; row < of.length; row += 1) {
      const place = places[of[row]];
      order[starts[place]] = row;
      starts[place] += 1;
    }
    return order;
  }

  /* A year is sorted by the first day of the event: the newest first is the reading order itself. */
  function sortingOf(rows, name) {
    const { of, positions } = rows.columns[name === "year" ? "event" : name];
    return name === "year" ? { of, positions: positions.map((_, number) => positions.length - 1 - number) } : { of, positions };
  }

  function kept(order, { fits, total }) {
    const rows = new Uint32Array(total);
    let place = 0;
    for (const row of order) {
      if (fits[row]) {
        rows[place] = row;
        place += 1;
      }
    }
    return rows;
  }

  function different(of, order, count) {
    const seen = new Uint8Array(count);
    for (const row of order) seen[of[row]] = 1;
    return seen.reduce((sum, is) => sum + is, 0);
  }

  /* Returns answer(view): the rows in order, how many organizations they name, and the counts of each facet. */
  shared.answerer = (rows) => {
    const orders = new Map();
    const orderOf = ({ sort, isDescending }) => {
      const name = `${sort} ${isDescending}`;
      if (!orders.has(name)) {
        const { of, positions } = sortingOf(rows, sort);
        orders.set(name, sorted(of, positions, isDescending));
      }
      return orders.get(name);
    };
    // Sorting and turning pages ask nothing new.
    let last = { question: "", found: null };
    const foundFor = ({ text, chosen }) => {
      const question = JSON.stringify([text, chosen]);
      if (last.question !== question) last = { question, found: counted(rows, chosen, rowsWith(wordsOf(text), rows)) };
      return last.found;
    };
    return (view) => {
      const found = foundFor(view);
      const order = kept(orderOf(view), found);
      const { of, values } = rows.columns.organization;
      return { rows: order, counts: found.counts, organizations: different(of, order, values.length) };
    };
  };
  shared.facets = facets;
  shared.folded = folded;
  shared.textsOf = textsOf;
})();
