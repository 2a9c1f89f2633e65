/* Has the site's worker keep what is read. It is asked for from a host alone: a folder on disk is there anyway. */
(() => {
  "use strict";
  const root = new URL("../../", document.currentScript.src);

  async function start() {
    await navigator.serviceWorker.register(new URL("service-worker.js", root).href);
    const { active } = await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller) return;
    const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
    active.postMessage({ read: [location.href, ...loaded] });
  }

  // Where a browser refuses (a private window) or a preview ends its worker, the site reads as well without one.
  if (location.protocol !== "file:" && "serviceWorker" in navigator) start().catch(() => null);
})();
