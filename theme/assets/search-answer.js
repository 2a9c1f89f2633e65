/* One answer from both indexes: every page once, the exact names first, and right numbers for every facet. */
(() => {
  "use strict";
  const shared = window.tfpubSearch;
  const mostNames = 4;
  const usualPatience = 80;

  function orReport(promise) {
    return promise.catch((error) => {
      console.warn(error);
      return null;
    });
  }

  function fits(hit, chosen, except) {
    return Object.entries(chosen).every(([facet, values]) => facet === except || !values.length || values.includes(hit[facet]));
  }

  /* Adds pages that no text is known of; `times` says how many pages like it there are. */
  function count(counts, hit, chosen, times) {
    for (const facet of shared.facetNames) {
      if (!hit[facet] || !fits(hit, chosen, facet)) continue;
      counts[facet] ??= {};
      counts[facet][hit[facet]] = (counts[facet][hit[facet]] || 0) + times;
    }
  }

  /* Pages without a text, by the values of their facets. */
  function namedOf({ named, values }) {
    return named.map((row) => {
      const own = shared.facetNames.map((facet, place) => [facet, values[facet][row[place]]]);
      return { hit: Object.fromEntries(own), times: row.at(-1) };
    });
  }

  function rowOf(hit, result) {
    return {
      hit,
      load: async (isShort) => {
        const page = result && !(isShort && hit?.match === "begins") ? await result.load() : {};
        const isWhole = hit && !hit.anchor;
        return isWhole || !hit ? { ...page, ...hit } : hit;
      },
    };
  }

  /* Exact names, some that begin like the query, then texts; the other names, which nobody may have meant, last. */
  function rowsOf(hits, results) {
    const byId = new Map(results.map((result) => [result.id, result]));
    const exact = hits.filter((hit) => hit.match === "exact");
    const alike = hits.filter((hit) => hit.match === "begins");
    const first = [...exact, ...alike.slice(0, Math.max(mostNames - exact.length, 0))];
    const isFirst = new Set(first.filter((hit) => !hit.anchor && hit.fragment).map((hit) => hit.fragment));
    const others = hits.filter((hit) => !first.includes(hit) && (hit.anchor || !byId.has(hit.fragment)));
    return [
      ...first.map((hit) => rowOf(hit, byId.get(hit.fragment))),
      ...results.filter((result) => !isFirst.has(result.id)).map((result) => rowOf(null, result)),
      ...others.map((hit) => rowOf({ ...hit, match: "words" }, null)),
    ];
  }

  function answerOf(text, chosen, { hits, isMore }, found, index) {
    const isAsked = Boolean(text) || Object.values(chosen).some((values) => values.length);
    const counts = found ? structuredClone(found.counts) : {};
    const named = index && !text ? namedOf(index) : [];
    for (const { hit, times } of named) count(counts, hit, chosen, times);
    for (const hit of hits) {
      if (hit.anchor || !found?.ids.has(hit.fragment)) count(counts, hit, chosen, 1);
    }
    const fitting = hits.filter((hit) => fits(hit, chosen));
    const rows = isAsked ? rowsOf(fitting, found ? found.results : []) : [];
    const unlisted = isAsked ? named.filter(({ hit }) => fits(hit, chosen)).reduce((sum, { times }) => sum + times, 0) : 0;
    return { isAsked, rows, counts, isMore, unlisted, total: rows.length + unlisted, isNamesOnly: !found };
  }

  /* The pages of some rows; where `isShort`, names that only begin like the query come without their text. What
     cannot be loaded is shown by its name, if it has one, and counted. */
  shared.loadRows = async (rows, isShort) => {
    const pages = await Promise.allSettled(rows.map((row) => row.load(isShort)));
    shared.missingParts += pages.filter(({ reason }) => reason).length;
    return pages.map(({ value }, place) => value || rows[place].hit).filter(Boolean);
  };

  /* Returns answer(text, chosen, onNames): `onNames` gets an answer by names alone, should the text take its time. */
  shared.startAnswers = (root) => {
    const names = orReport(shared.nameFinder(root));
    orReport(shared.loadEngine(root));
    const text = names.then(async (known) => {
      const engines = await orReport(shared.startEngines(root, known ? known.index.languages : [document.documentElement.lang]));
      return engines?.length ? shared.textFinder(engines) : null;
    });
    // The first text takes its time for certain; afterwards names alone would only flicker.
    let patience = 0;
    text.then(() => (patience = usualPatience));
    return async (words, chosen, onNames) => {
      const known = await names;
      const byName = (known && (await orReport(known.find(words)))) || { hits: [], isMore: false };
      const finding = text.then((find) => find && orReport(find(words, chosen)));
      const waited = new Promise((resolve) => setTimeout(resolve, patience, "slow"));
      if (onNames && (await Promise.race([finding, waited])) === "slow") onNames(answerOf(words, chosen, byName, null, known?.index));
      const answer = answerOf(words, chosen, byName, await finding, known?.index);
      return { ...answer, isIncomplete: shared.missingParts > 0 || !known };
    };
  };
})();
