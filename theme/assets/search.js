/* Opens the search: by its button, "/" or Ctrl+K. Everything else is loaded when it is first wanted. */
(() => {
  "use strict";
  const parts = ["search-names.js", "search-text.js", "search-view.js", "search-facets.js", "search-panel.js"];
  const assets = new URL(".", document.currentScript.src);
  const root = new URL("../../", assets);
  const search = document.querySelector("[data-tf-search]");
  if (!search || !window.HTMLDialogElement) return;

  const dialog = search.querySelector("dialog");
  const button = search.querySelector(".tf-search__open");
  const input = dialog.querySelector("input");
  const shared = (window.tfpubSearch = { assets, missingChunks: 0 });
  let loading = null;

  shared.loadScript = (url) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = url;
      script.async = false;
      script.onload = () => resolve(script);
      script.onerror = () => reject(new Error(`${url} cannot be loaded`));
      document.head.append(script);
    });

  shared.hrefOf = (address, anchor) => {
    const url = new URL(address, root);
    if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
    url.hash = anchor || "";
    return url.href;
  };

  function load() {
    loading ??= Promise.all(parts.map((part) => shared.loadScript(new URL(part, assets).href)))
      .then(() => shared.startPanel(search, root))
      .catch((error) => {
        console.error(error);
        dialog.querySelector(".tf-search__status").textContent = search.dataset.failed;
      });
    return loading;
  }

  function open(text) {
    load();
    if (!dialog.open) dialog.showModal();
    if (text) input.value = text;
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
    open("");
  });
  button.addEventListener("click", () => open(""));
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
})();
