"use strict";

/* Small comforts of a page: tables and diagrams say whether they fit, Escape closes the sheet with the contents. */
(() => {
  const tables = document.querySelectorAll(".tf table");
  // The theme would wrap a table that bears no class once more.
  for (const table of tables) table.classList.add("tf-data");

  // The theme's copy buttons come in a navigation without a name, which they are not.
  const buttons = new MutationObserver((changes) => {
    for (const { target } of changes) target.querySelector("nav")?.setAttribute("role", "none");
  });
  for (const code of document.querySelectorAll(".tf pre")) buttons.observe(code, { childList: true });

  const wrappers = [...document.querySelectorAll(".tf-table, .tf-diagram__view")];
  /* All is read before anything is written, so that the browser lays the page out once and not once a table. */
  const measure = (changed) => {
    for (const { classList } of changed) classList.remove("tf-table--fits", "tf-table--scrolls");
    const fitting = changed.map((wrapper) => wrapper.scrollWidth <= wrapper.clientWidth + 1);
    const tall = changed.map((wrapper) => wrapper.scrollHeight > innerHeight);
    changed.forEach((wrapper, index) => {
      wrapper.classList.add(fitting[index] ? "tf-table--fits" : "tf-table--scrolls");
      wrapper.classList.toggle("tf-table--tall", tall[index] && wrapper.classList.contains("tf-table"));
      // Only what scrolls needs to be reached by keyboard.
      if (fitting[index]) wrapper.removeAttribute("tabindex");
      else wrapper.tabIndex = 0;
    });
  };
  // It tells the first size, a new width of the window, and what a reader unfolds, which had no size before.
  const observer = new ResizeObserver((entries) => {
    requestAnimationFrame(() => measure(entries.map((entry) => entry.target)));
  });
  for (const wrapper of wrappers) observer.observe(wrapper);

  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || location.hash !== "#tf-toc") return;
    location.hash = "#tf-content";
  });

  /* A long page is divided: who comes with a link to what now stands on another part is led there. */
  const find = () => {
    // Decoded like this, an address that nobody can decode throws nothing.
    const anchor = new URLSearchParams(`anchor=${location.hash.slice(1).replace(/[+&]/g, encodeURIComponent)}`).get("anchor");
    if (!anchor || document.getElementById(anchor)) return;
    const others = [...document.querySelectorAll("[data-tf-anchors]")];
    const part = others.find((link) => link.dataset.tfAnchors.split(" ").includes(anchor));
    if (part) location.replace(part.href + location.hash);
  };
  find();
  addEventListener("hashchange", find);

  /* What the interface says, in the language of the site: `words.js` has what is not said in English. */
  const known = new Map(Object.entries(window.tfpubWords?.words || {}));
  const numbers = new Intl.NumberFormat(document.documentElement.lang || "en");
  const filled = (text, values) => text.replace(/%\((\w+)\)s/g, (place, name) => values[name] ?? place);
  const phrase = (text, values = {}) => filled(known.get(text)?.[0] ?? text, values);
  const countPhrase = (one, many, number, values = {}) => {
    const text = known.get(one)?.at(window.tfpubWords.form(number)) ?? (number === 1 ? one : many);
    return filled(text, { num: numbers.format(number), ...values });
  };

  /* A page that is an application names its script; parts of the theme and the site's data are loaded by it. */
  const assets = new URL(".", document.currentScript.src);
  const load = (name) =>
    new Promise((resolve, reject) => {
      const isStyle = name.endsWith(".css");
      const part = document.createElement(isStyle ? "link" : "script");
      if (isStyle) part.rel = "stylesheet";
      else part.async = false;
      part[isStyle ? "href" : "src"] = new URL(name, assets).href;
      part.onload = resolve;
      part.onerror = () => reject(new Error(`${part.href || part.src} cannot be loaded`));
      document.head.append(part);
    });
  window.tfpub = { load: (names) => Promise.all(names.map(load)), phrase, countPhrase };
  // A published version is kept by the worker of the site that it is a part of.
  const isVersion = "version" in document.currentScript.dataset;
  if (location.protocol !== "file:" && !isVersion) addEventListener("load", () => load("app.js").catch(console.warn));
  const app = document.querySelector("[data-tf-app]");
  if (app && /^[a-z]+$/.test(app.dataset.tfApp)) load(`${app.dataset.tfApp}.js`).catch(console.error);
})();
