/* Asks Pagefind for pages by their text, and for the number of pages behind each facet value. */
(() => {
  "use strict";
  const shared = window.tfpubSearch;
  const excerptLength = 24;
  const metaWeights = { title: 6, names: 6 };
  // In these languages Pagefind finds the words itself; elsewhere each character of such a text is one.
  const isSegmented = /^(zh|ja)\b/i.test(document.documentElement.lang);
  const unspaced = "\\u3000-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef\\u{20000}-\\u{3ffff}";
  const wordEnd = new RegExp(`[${unspaced}](?=\\S)|\\S(?=[${unspaced}])`, "gu");
  const gap = new RegExp(`([${unspaced}](?:</mark>)?) (?=(?:<mark>)?[${unspaced}])`, "gu");

  async function loadEngine(root) {
    const options = { baseUrl: root.pathname, excerptLength, ranking: { metaWeights } };
    if (root.protocol !== "file:") {
      const engine = await import(new URL("pagefind/pagefind.js", root).href);
      return { engine, options };
    }
    await shared.loadScript(new URL("search-offline.js", shared.assets).href);
    const { engine, basePath } = await shared.offlineEngine(root);
    return { engine, options: { ...options, basePath } };
  }

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

  function spaced(text) {
    return isSegmented ? text : text.replace(wordEnd, "$& ");
  }

  function joined(text) {
    return isSegmented ? text : text.replace(gap, "$1").replaceAll("</mark><mark>", "");
  }

  function partOf(part) {
    return { anchor: part.anchor.id, title: joined(part.title), excerpt: joined(part.excerpt) };
  }

  function resultOf(page) {
    const parts = page.sub_results.filter((part) => part.anchor);
    // What stands under a heading is shown there, and not once more for the whole page.
    const whole = page.sub_results.find((part) => !part.anchor) || (parts.length ? { excerpt: "" } : page);
    return {
      address: page.raw_url,
      title: page.meta.title,
      excerpt: joined(whole.excerpt),
      parts: parts.map(partOf),
      kind: (page.filters.kind || [""])[0],
      domain: (page.filters.domain || [""])[0],
      status: (page.filters.status || [""])[0],
      year: (page.filters.year || [""])[0],
    };
  }

  /* Returns find(text, chosen): how many pages hold it, the counts of each facet, and the first pages. */
  shared.textFinder = async (root) => {
    const { engine, options } = await loadEngine(root);
    // One call with everything: a second one would replace the first.
    await engine.options(options);
    await engine.filters();
    return async (text, chosen) => {
      const query = spaced(text).trim() || null;
      const found = await engine.search(query, { filters: filtersFor(chosen, null) });
      return {
        total: found.results.length,
        counts: await countsFor(engine, query, chosen, found),
        pages: async (limit) => {
          const pages = await Promise.allSettled(found.results.slice(0, limit).map((result) => result.data()));
          const whole = pages.filter((page) => page.status === "fulfilled");
          shared.missingChunks += pages.length - whole.length;
          return whole.map((page) => resultOf(page.value));
        },
      };
    };
  };
})();
