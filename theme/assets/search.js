/* Opens the search: by its button, "/" or Ctrl+K. Everything else is loaded when it is first wanted. */
(() => {
  "use strict";
  const parts = ["names", "engine", "text", "answer", "view", "facets", "recent"];
  const assets = new URL(".", document.currentScript.src);
  const root = new URL("../../", assets);
  const search = document.querySelector("[data-tf-search]");
  if (!search || !window.HTMLDialogElement) return;

  const dialog = search.querySelector("dialog");
  const button = search.querySelector(".tf-search__open");
  const page = document.querySelector("[data-tf-searching]");
  const shared = (window.tfpubSearch = { root, messages: search.dataset, missingParts: 0 });
  let loading = null;

  /* `give` makes what is given of the script, right after it has run. */
  shared.loadScript = (url, give = (script) => script) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = url;
      script.async = false;
      script.onload = () => resolve(give(script));
      script.onerror = () => reject(new Error(`${url} cannot be loaded`));
      document.head.append(script);
    });

  /* `found` are words to mark there. */
  shared.hrefOf = (address, anchor, found = []) => {
    const url = new URL(address, root);
    if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
    if (found.length) url.search = new URLSearchParams({ found: found.join(" ") });
    url.hash = anchor || "";
    return url.href;
  };

  /* The address of all results for a text and chosen facet values. */
  shared.searchHref = (text, chosen, number = 1) => {
    const pairs = Object.entries(chosen).flatMap(([facet, values]) => values.map((value) => [facet, value]));
    if (text.trim()) pairs.unshift(["q", text.trim()]);
    if (number > 1) pairs.push(["page", String(number)]);
    const query = new URLSearchParams(pairs).toString();
    return shared.hrefOf("search/", "") + (query && `?${query}`);
  };

  function load() {
    const wanted = [...parts, page ? "page" : "panel"];
    loading ??= Promise.all(wanted.map((part) => shared.loadScript(new URL(`search-${part}.js`, assets).href)))
      .then(() => (page ? shared.startPage(page) : shared.startPanel(search)))
      .catch((error) => {
        console.error(error);
        (page || dialog).querySelector(".tf-search__status").textContent = search.dataset.failed;
      });
    return loading;
  }

  function open() {
    load();
    if (!page && !dialog.open) dialog.showModal();
    const input = (page || dialog).querySelector("input");
    input.focus();
    input.select();
  }

  function isTyping(target) {
    return target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);
  }

  document.addEventListener("keydown", (event) => {
    const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
    const isShortcut = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (dialog.open || event.isComposing || !(isShortcut || (isSlash && !isTyping(event.target)))) return;
    event.preventDefault();
    open();
  });
  button.addEventListener("click", open);
  button.addEventListener("focus", load, { once: true });
  button.addEventListener("pointerenter", load, { once: true });
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    load().then(() => shared.followBest?.());
  });
  dialog.querySelector(".tf-search__close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  button.hidden = false;
  if (page) load();
  if (new URLSearchParams(location.search).has("found")) shared.loadScript(new URL("search-mark.js", assets).href).catch(console.warn);
})();
