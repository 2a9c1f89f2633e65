/* Starts Pagefind, from a host or from a folder, one engine for each language and text; counts every file that does
   not come. */
(() => {
  "use strict";
  const shared = window.tfpubSearch;
  const basePath = "/pagefind/";
  const excerptLength = 24;
  // Titles and names weigh more than text; a profile is the longest page on its subject and no less on it for that.
  const ranking = { metaWeights: { title: 6, names: 6 }, pageLength: 0.2 };
  const pause = 300;
  // What several texts read, such as the program itself, is read once; this many files are held, the latest.
  const mostHeld = 200;
  const signature = "pagefind_dcd";
  const inPack = /^fragment\/(\S+-([0-9a-f]+))\.pf_fragment$/;
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

  /* Where a host limits the number of files, one holds several texts, each in a line after its name. */
  async function textIn(pack, name) {
    const plain = new Blob([pack]).stream().pipeThrough(new DecompressionStream("gzip"));
    const lines = (await new Response(plain).text()).split("\n");
    const own = lines.find((line) => line.startsWith(`${name} `));
    if (own === undefined) throw new Error(`${name} is not where it should be`);
    return new TextEncoder().encode(signature + own.slice(name.length + 1));
  }

  /* Pagefind only logs what it misses and finds less, so that is counted here. */
  function fetchFrom(root) {
    const bytesOf = shared.readsScripts ? bytesOfScript : bytesOfFile;
    const held = new Map();
    const hold = (name) => {
      const asked = held.get(name) || twice(() => bytesOf(name, root));
      held.delete(name);
      held.set(name, asked);
      if (held.size > mostHeld) held.delete(held.keys().next().value);
      asked.catch(() => held.delete(name));
      return asked;
    };
    const read = async (name) => {
      const [, text, number] = (shared.packs && inPack.exec(name)) || [];
      return text ? textIn(await hold(`${shared.packs}${number}.pf_pack`), text) : hold(name);
    };
    return async (url) => {
      try {
        const bytes = await read(url.slice(basePath.length).split("?")[0]);
        return {
          arrayBuffer: async () => bytes.slice().buffer,
          json: async () => JSON.parse(new TextDecoder().decode(bytes)),
        };
      } catch (error) {
        shared.missingParts += 1;
        throw error;
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

  /* An engine ranks texts by all words that it has read, so each text has a new one: its answer is the same whatever
     was asked before. The next one is made while the reader reads. */
  class Engines {
    constructor(language, fetched) {
      this.language = language;
      this.make = () => readied(language, fetched);
      this.text = null;
    }

    async start() {
      this.any = this.make();
      await this.any;
      return this;
    }

    /* The engine for a text; asked for none, an engine reads the whole index. */
    of(text) {
      if (this.text !== null && this.text !== text) {
        this.any = this.next || this.make();
        this.next = null;
      }
      this.text = text;
      return this.any;
    }

    prepare() {
      if (this.next) return;
      this.next = this.make();
      this.next.catch(() => (this.next = null));
    }
  }

  shared.loadEngine = (root) => {
    loading ??= shared.loadScript(new URL("search/engine.js", root).href);
    loading.catch(() => (loading = null));
    return loading;
  };

  /* Those whose engines could be started, in the order of `languages`. */
  shared.startEngines = async (root, languages) => {
    await shared.loadEngine(root);
    const fetched = fetchFrom(root);
    const started = await Promise.allSettled(languages.map((language) => new Engines(language, fetched).start()));
    for (const { reason } of started) if (reason) console.warn(reason);
    return started.filter(({ value }) => value).map(({ value }) => value);
  };
})();
