/* Lets Pagefind work in pages opened from a folder: what it would fetch comes from scripts instead. */
(() => {
  "use strict";
  const shared = window.tfpubSearch;
  const basePath = "/pagefind/";
  const waiting = new Map();

  /* Each script of the bundle calls this with its name and its bytes in base64. */
  shared.takeChunk = (name, content) => {
    waiting.get(name)?.(Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0)));
  };

  async function bytesOf(name, folder) {
    const taken = new Promise((resolve) => waiting.set(name, resolve));
    try {
      const script = await shared.loadScript(new URL(`${name}.js`, folder).href);
      script.remove();
      return await taken;
    } finally {
      waiting.delete(name);
    }
  }

  /* Pagefind only logs what it misses and finds less, so it is counted here. */
  function fetchFrom(folder) {
    return async (url) => {
      const name = url.slice(basePath.length).split("?")[0];
      try {
        const bytes = await bytesOf(name, folder);
        return {
          arrayBuffer: async () => bytes.buffer,
          json: async () => JSON.parse(new TextDecoder().decode(bytes)),
        };
      } catch (error) {
        shared.missingChunks += 1;
        throw error;
      }
    };
  }

  shared.offlineEngine = async (root) => {
    const folder = new URL("pagefind/offline/", root);
    await shared.loadScript(new URL("pagefind.js", folder).href);
    return { engine: shared.textEngine(fetchFrom(folder), undefined), basePath };
  };
})();
