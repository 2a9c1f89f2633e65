/* Starts Pagefind, from a host or from a folder, one engine for each language; counts every file that does not come. */
(() => {
  "use strict";
  const shared = window.tfpubSearch;
  const basePath = "/pagefind/";
  const excerptLength = 24;
  // Titles and names weigh more than text; a profile is the longest page on its subject and no less on it for that.
  const ranking = { metaWeights: { title: 6, names: 6 }, pageLength: 0.2 };
  const pause = 300;
  const waiting = new Map();
  let loading = null;

  /* Each script of a copy's index calls this with its name and its bytes in base64. */
  shared.takeChunk = (name, content) => {
    waiting.get(name)?.(Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0)));
  };

  async function bytesOfScript(name, root) {
    const taken = new Promise((resolve) => waiting.set(name, resolve));
    try {
      const script = await shared.loadScript(new URL(`pagefind/offline/${name}.js`, root).href);
      script.remove();
      return await taken;
    } finally {
      waiting.delete(name);
    }
  }

  async function bytesOfFile(name, root) {
    // This one file names all others, so an old one would lead to files that are gone.
    const cache = name.endsWith(".json") ? "no-cache" : "default";
    const answer = await fetch(new URL(`pagefind/${name}`, root), { cache });
    if (!answer.ok) throw new Error(`${answer.url} answers ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  }

  async function twice(get) {
    try {
      return await get();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pause));
      return get();
    }
  }

  /* Pagefind only logs what it misses and finds less, so that is counted here. */
  function fetchFrom(root) {
    const bytesOf = shared.readsScripts ? bytesOfScript : bytesOfFile;
    // Engines of several languages ask for some files that are the same.
    const asked = new Map();
    return async (url) => {
      const name = url.slice(basePath.length).split("?")[0];
      if (!asked.has(name)) asked.set(name, twice(() => bytesOf(name, root)));
      try {
        const bytes = await asked.get(name);
        return {
          arrayBuffer: async () => bytes.slice().buffer,
          json: async () => JSON.parse(new TextDecoder().decode(bytes)),
        };
      } catch (error) {
        shared.missingParts += 1;
        throw error;
      } finally {
        asked.delete(name);
      }
    };
  }

  /* Pagefind asks the document for its language, and nothing else. */
  function documentIn(language) {
    return { currentScript: null, querySelector: () => ({ getAttribute: () => language }) };
  }

  async function readied(language, fetched) {
    const engine = shared.textEngine(fetched, undefined, documentIn(language));
    // One call with everything: a second one would replace the first.
    await engine.options({ basePath, baseUrl: "/", excerptLength, ranking });
    await engine.filters();
    return engine;
  }

  /* Asked for no text, an engine loads all chunks, and then ranks texts by more words than before: `browsing` gives
     another one for that. */
  async function start(language, fetched) {
    let other = null;
    return {
      engine: await readied(language, fetched),
      browsing: () => (other ??= readied(language, fetched)),
      language,
    };
  }

  shared.loadEngine = (root) => {
    loading ??= shared.loadScript(new URL("search/engine.js", root).href);
    loading.catch(() => (loading = null));
    return loading;
  };

  /* The engines that could be started, in the order of `languages`. */
  shared.startEngines = async (root, languages) => {
    await shared.loadEngine(root);
    const fetched = fetchFrom(root);
    const started = await Promise.allSettled(languages.map((language) => start(language, fetched)));
    for (const { reason } of started) if (reason) console.warn(reason);
    return started.filter(({ value }) => value).map(({ value }) => value);
  };
})();
