/* Asks the text index for pages by their text, and for the number of pages behind each facet value. */
(() => {
  "use strict";
  const shared = window.tfpubSearch;
  const mostForms = 12;
  const whenIdle = window.requestIdleCallback || setTimeout;
  const zeroWidth = "\u200b";
  // In these languages Pagefind finds the words itself; elsewhere each character of such a text is one.
  const segmented = /^(zh|ja)\b/i;
  const unspaced = "\\u3000-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef\\u{20000}-\\u{3ffff}";
  const wordEnd = new RegExp(`[${unspaced}](?=\\S)|\\S(?=[${unspaced}])`, "gu");
  const isUnspaced = new RegExp(`^[${unspaced}]+$`, "u");
  const gap = new RegExp(`([${unspaced}](?:</mark>)?) (?=(?:<mark>)?[${unspaced}])`, "gu");

  function filtersFor(chosen, except) {
    const entries = Object.entries(chosen).filter(([facet, values]) => facet !== except && values.length);
    // A plain list would mean all of the values at once.
    return Object.fromEntries(entries.map(([facet, values]) => [facet, { any: values }]));
  }

  /* A facet's own choice must not change its numbers: each is counted as if nothing were chosen in it. */
  async function countsFor(engine, query, chosen, found) {
    const counts = { ...found.filters };
    for (const [facet, values] of Object.entries(chosen)) {
      if (values.length) {
        const others = await engine.search(query, { filters: filtersFor(chosen, facet) });
        counts[facet] = others.filters[facet] || {};
      }
    }
    return counts;
  }

  function joined(text, language) {
    return segmented.test(language) ? text : text.replace(gap, "$1").replaceAll("</mark><mark>", "");
  }

  /* The words of the page that were found, as they are written there; characters that follow each other are one. */
  function formsOf(page) {
    const words = page.raw_content.split(page.raw_content.includes(zeroWidth) ? zeroWidth : /\s+/);
    const forms = [];
    let last = -2;
    for (const place of [...page.locations].sort((one, other) => one - other)) {
      const form = (words[place] || "").replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
      if (place === last + 1 && isUnspaced.test(form) && isUnspaced.test(forms.at(-1))) forms.push(forms.pop() + form);
      else if (place !== last) forms.push(form);
      last = place;
    }
    return [...new Set(forms.filter(Boolean))].slice(0, mostForms);
  }

  function pageOf(page, language) {
    const parts = page.sub_results.filter((part) => part.anchor);
    // What stands under a heading is shown there, and not once more for the whole page.
    const whole = page.sub_results.find((part) => !part.anchor) || (parts.length ? { excerpt: "" } : page);
    const facets = ["kind", "domain", "status", "year"].map((facet) => [facet, (page.filters[facet] || [""])[0]]);
    return {
      ...Object.fromEntries(facets),
      address: page.raw_url,
      title: page.meta.title,
      language,
      excerpt: joined(whole.excerpt, language),
      forms: formsOf(page),
      parts: parts.map(({ anchor, title, excerpt }) => ({
        anchor: anchor.id,
        title: joined(title, language),
        excerpt: joined(excerpt, language),
      })),
    };
  }

  /* The engine adds in any order, so the last digits of a score say nothing: without them equals are equals. */
  function rankOf(result) {
    return Number(result.score.toPrecision(4));
  }

  function resultOf(result, language) {
    return { id: result.id, rank: rankOf(result), load: async () => pageOf(await result.data(), language) };
  }

  async function ask(engines, text, chosen) {
    const { language } = engines;
    const query = (segmented.test(language) ? text : text.replace(wordEnd, "$& ")).trim() || null;
    const filters = filtersFor(chosen, null);
    const isChosen = Object.keys(filters).length > 0;
    if (!query && !isChosen) return { results: [], ids: [], counts: await (await engines.any).filters() };
    const asked = await engines.of(query || "");
    const found = await asked.search(query, { filters });
    const all = isChosen ? await asked.search(query) : found;
    const counts = await countsFor(asked, query, chosen, found);
    whenIdle(() => engines.prepare());
    return {
      results: found.results.map((result) => resultOf(result, language)),
      ids: all.results.map((result) => result.id),
      counts,
    };
  }

  /* Returns find(text, chosen): what holds the text in any language, best first; the ids of what holds it whatever
     is chosen; and facet -> value -> number of pages. */
  shared.textFinder = (engines) => async (text, chosen) => {
    const answers = await Promise.all(engines.map((each) => ask(each, text, chosen)));
    const counts = {};
    for (const [facet, numbers] of answers.flatMap((answer) => Object.entries(answer.counts))) {
      counts[facet] ??= {};
      for (const [value, number] of Object.entries(numbers)) {
        counts[facet][value] = (counts[facet][value] || 0) + number;
      }
    }
    const results = answers.flatMap((answer) => answer.results);
    results.sort((one, other) => other.rank - one.rank || (one.id < other.id ? -1 : 1));
    return { results, ids: new Set(answers.flatMap((answer) => answer.ids)), counts };
  };
})();
