/* Finds pages by their names: exact ids first, then titles, then synonyms; then what begins like the query. */
(() => {
  "use strict";
  const shared = window.tfpubSearch;
  const facets = ["kind", "domain", "status", "year"];
  const separators = /[^\p{L}\p{N}\p{M}]+/gu;
  const tiers = { exact: 0, begins: 3, words: 6 };
  const mostFiles = 2;
  const mostParts = 6;
  let taken = null;

  shared.takeIndex = shared.takeNames = (content) => {
    taken = content;
  };

  /* A script hands its content over before it counts as loaded. */
  async function contentOf(url) {
    const script = await shared.loadScript(url, () => {
      const content = taken;
      taken = null;
      return content;
    });
    return script;
  }

  function wordsOf(text) {
    const folded = text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
    return folded.split(separators).filter(Boolean);
  }

  /* "[ITI-65]", "iti 65" and "iti65" are one name. */
  function compact(text) {
    return wordsOf(text).join("");
  }

  function isExact(entry, query) {
    return entry.compact === query.compact;
  }

  /* Ids go on within a word (ITI-6, ITI-65), other names from word to word. */
  function begins(entry, query) {
    if (!entry.compact.startsWith(query.compact)) return false;
    if (entry.weight === 0) return true;
    const last = query.words.length - 1;
    return query.words.every((word, place) => {
      const own = entry.words[place] || "";
      return place === last ? own.startsWith(word) : own === word;
    });
  }

  function holdsAll(page, query) {
    const words = wordsOf(`${page.title} ${page.others}`);
    return query.words.every((word) => words.some((other) => other.startsWith(word)));
  }

  class Names {
    constructor(index, root) {
      this.index = index;
      this.root = root;
      this.loaded = new Map();
    }

    /* The numbers of the files that hold keys from `key` to the last that `isIn`. */
    range(key, isIn) {
      const { starts } = this.index;
      const first = Math.max(starts.findLastIndex((start) => start < key), 0);
      const last = starts.findLastIndex((start) => start < key || isIn(start));
      return Array.from({ length: last - first + 1 }, (_, place) => first + place);
    }

    beginning(key) {
      return this.range(key, (start) => start.startsWith(key));
    }

    exactly(key) {
      return this.range(key, (start) => start === key);
    }

    file(number) {
      if (!this.loaded.has(number)) {
        const loading = contentOf(new URL(`search/names/${this.index.files[number]}.js`, this.root).href).then((content) => this.read(content));
        loading.catch(() => this.loaded.delete(number));
        this.loaded.set(number, loading);
      }
      return this.loaded.get(number);
    }

    read({ pages, names, words }) {
      const rows = pages.map(([address, title, ...rest]) => {
        const values = facets.map((facet, place) => [facet, this.index.values[facet][rest[place]]]);
        return { address, title, ...Object.fromEntries(values), fragment: rest[4], others: rest[5] || "" };
      });
      return {
        names: names.map(([name, page, weight, anchor]) => {
          const own = wordsOf(name);
          return { name, page: rows[page], weight, anchor, words: own, compact: own.join("") };
        }),
        words: words.map(([word, page]) => ({ word, page: rows[page] })),
      };
    }

    /* The word that the fewest files are needed for; null if each stands in too many names. */
    rarest(words) {
      const rare = words.filter((word) => !this.index.common.some((common) => common.startsWith(word)));
      const measured = rare.map((word) => ({ word, files: this.beginning(word) }));
      return measured.sort((one, other) => one.files.length - other.files.length)[0] || null;
    }

    async find(text) {
      const words = wordsOf(text);
      if (!words.length || !this.index.files.length) return { hits: [], isMore: false };
      const parts = [...new Set(text.split(/\s+/).map(compact).filter(Boolean))].slice(0, mostParts);
      const query = { words, compact: words.join(""), parts };
      const whole = this.beginning(query.compact);
      const rarest = this.index.named.length ? this.rarest(words) : { files: [] };
      const wanted = [whole, rarest?.files || []].map((files) => files.slice(0, mostFiles));
      if (parts.length > 1) wanted.push(...parts.map((part) => this.exactly(part).slice(0, mostFiles)));
      const files = await this.files(wanted.flat());
      const isMore = !rarest || [whole, rarest.files].some((range) => range.length > mostFiles);
      return { hits: hitsIn(files, query), isMore };
    }

    /* What can be loaded of them; what cannot is counted, so that the reader is told. */
    async files(numbers) {
      const asked = [...new Set(numbers)].sort((one, other) => one - other);
      const loaded = await Promise.allSettled(asked.map((number) => this.file(number)));
      shared.missingParts += loaded.filter(({ reason }) => reason).length;
      return loaded.filter(({ value }) => value).map(({ value }) => value);
    }
  }

  function hitsIn(files, query) {
    const entries = files.flatMap((file) => file.names);
    const hits = entries.filter((entry) => begins(entry, query) || isExact(entry, query));
    const tiered = hits.map((entry) => ({ entry, tier: entry.weight + (isExact(entry, query) ? tiers.exact : tiers.begins) }));
    // An id among other words is named as well.
    if (!tiered.some(({ tier }) => tier < tiers.begins)) {
      const within = entries.filter((entry) => entry.weight === 0 && query.parts.includes(entry.compact));
      tiered.push(...within.map((entry) => ({ entry, tier: tiers.exact })));
    }
    const worded = files.flatMap((file) => file.words).filter(({ page }) => holdsAll(page, query));
    tiered.push(...worded.map(({ page }) => ({ entry: { name: "", page, anchor: "" }, tier: tiers.words })));
    // Of names that go on like the query, those of documents with a status stand before those of their parts.
    const partly = ({ entry, tier }) => Number(tier >= tiers.begins && !entry.page.status);
    tiered.sort((one, other) => one.tier - other.tier || partly(one) - partly(other));
    return [...bestOf(tiered).values()];
  }

  function bestOf(tiered) {
    const best = new Map();
    for (const { entry, tier } of tiered) {
      const place = `${entry.page.address}#${entry.anchor}`;
      if (best.has(place)) continue;
      const match = tier < tiers.begins ? "exact" : tier < tiers.words ? "begins" : "words";
      const title = entry.anchor ? entry.name : entry.page.title;
      best.set(place, { ...entry.page, title, name: entry.name, anchor: entry.anchor, match });
    }
    return best;
  }

  /* Has find(text): pages by name, best first, their `match` "exact", "begins" or "words"; and whether there are more. */
  shared.nameFinder = async (root) => new Names(await contentOf(new URL("search/names.js", root).href), root);
  shared.facetNames = facets;
  shared.wordsOf = wordsOf;
})();
