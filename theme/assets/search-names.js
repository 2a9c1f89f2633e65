/* Finds pages by their exact names: ids first, then titles, then synonyms; then what begins like the query. */
(() => {
  "use strict";
  const kinds = ["ids", "titles", "synonyms"];
  const separators = /[^\p{L}\p{N}\p{M}]+/gu;
  const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;
  const tiers = { exact: 0, begins: 3, words: 6 };

  function folded(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }

  function wordsOf(text) {
    return folded(text).split(separators).filter(Boolean);
  }

  /* "[ITI-65]", "iti 65" and "iti65" are one name. */
  function compact(text) {
    return wordsOf(text).join("");
  }

  function entriesOf(index) {
    return kinds.flatMap((kind, weight) =>
      index[kind].map(([name, page, anchor]) => {
        const words = wordsOf(name);
        return { name, page, anchor, weight, words, compact: words.join("") };
      })
    );
  }

  /* Ids go on within a word (ITI-6, ITI-65), other names from word to word. */
  function begins(entry, query) {
    if (entry.weight === 0) return entry.compact.startsWith(query.compact);
    const last = query.words.length - 1;
    return query.words.every((word, place) => {
      const own = entry.words[place] || "";
      return place === last ? own.startsWith(word) : own === word;
    });
  }

  function tierOf(entry, query) {
    if (entry.compact === query.compact) return tiers.exact + entry.weight;
    if (begins(entry, query)) return tiers.begins + entry.weight;
    const holdsAll = query.words.every((word) => entry.words.some((other) => other.startsWith(word)));
    const isWithin = query.isUnspaced && entry.compact.includes(query.compact);
    return holdsAll || isWithin ? tiers.words : -1;
  }

  function hitsFor(entries, query) {
    const hits = [];
    for (const entry of entries) {
      const tier = entry.compact ? tierOf(entry, query) : -1;
      if (tier >= 0) hits.push({ entry, tier });
    }
    return hits.sort((one, other) => one.tier - other.tier);
  }

  function matchOf(tier) {
    return tier < tiers.begins ? "exact" : tier < tiers.words ? "begins" : "words";
  }

  /* "ITI-65 bundle" names ITI-65 as well. */
  function idsWithin(entries, text) {
    const parts = new Set(text.split(/\s+/).map(compact).filter(Boolean));
    const named = entries.filter((entry) => entry.weight === 0 && parts.has(entry.compact));
    return named.map((entry) => ({ entry, tier: tiers.exact }));
  }

  /* Returns find(text): pages by name, best first. Their `match` is "exact", "begins" or "words". */
  window.tfpubSearch.nameFinder = (index) => {
    const entries = entriesOf(index);
    return (text) => {
      const words = wordsOf(text);
      if (!words.length) return [];
      const hits = hitsFor(entries, { words, compact: words.join(""), isUnspaced: unspaced.test(text) });
      const isExact = hits.length > 0 && hits[0].tier < tiers.begins;
      const best = new Map();
      for (const { entry, tier } of isExact ? hits : [...idsWithin(entries, text), ...hits]) {
        const place = `${entry.page}#${entry.anchor}`;
        if (!best.has(place)) best.set(place, { entry, match: matchOf(tier) });
      }
      return [...best.values()].map(({ entry, match }) => {
        const [address, title, kind, domain, status, year] = index.pages[entry.page];
        const own = entry.anchor ? entry.name : title;
        return { name: entry.name, match, address, anchor: entry.anchor, title: own, kind, domain, status, year };
      });
    };
  };
})();
