/* What this reader searched for last: kept in this browser alone, and forgotten when they ask for it. */
(() => {
  "use strict";
  const shared = window.tfpubSearch;
  const most = 6;
  const longest = 200;
  const key = `tfpub.searches:${shared.root.pathname}`;

  /* A browser may refuse to keep anything; then nothing was searched for before. */
  function orNothing(work) {
    try {
      return work();
    } catch {
      return null;
    }
  }

  function all() {
    const kept = orNothing(() => JSON.parse(localStorage.getItem(key)));
    const texts = Array.isArray(kept) ? kept.filter((text) => typeof text === "string" && text.trim()) : [];
    return texts.map((text) => text.slice(0, longest)).slice(0, most);
  }

  function add(text) {
    const asked = text.trim().slice(0, longest);
    if (!asked) return;
    const others = all().filter((other) => other.toLowerCase() !== asked.toLowerCase());
    orNothing(() => localStorage.setItem(key, JSON.stringify([asked, ...others].slice(0, most))));
  }

  function clear() {
    orNothing(() => localStorage.removeItem(key));
  }

  shared.recent = { all, add, clear };
})();
