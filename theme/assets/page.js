"use strict";

/* Small comforts of a page: tables and diagrams say whether they fit, Escape closes the sheet with the contents. */
(() => {
  const tables = document.querySelectorAll(".tf table");
  // The theme would wrap a table that bears no class once more.
  for (const table of tables) table.classList.add("tf-data");

  const wrappers = [...document.querySelectorAll(".tf-table, .tf-diagram__view")];
  const measure = (wrapper) => {
    const { classList } = wrapper;
    classList.remove("tf-table--fits", "tf-table--scrolls");
    const fits = wrapper.scrollWidth <= wrapper.clientWidth + 1;
    classList.add(fits ? "tf-table--fits" : "tf-table--scrolls");
    // Only what scrolls needs to be reached by keyboard.
    if (fits) wrapper.removeAttribute("tabindex");
    else wrapper.tabIndex = 0;
  };
  const measureAll = () => wrappers.forEach(measure);
  measureAll();
  let waiting = 0;
  addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(measureAll, 100);
  });

  // What a reader unfolds had no size before.
  addEventListener("toggle", measureAll, true);

  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || location.hash !== "#tf-toc") return;
    location.hash = "#tf-content";
  });

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
  window.tfpub = { load: (names) => Promise.all(names.map(load)) };
  const app = document.querySelector("[data-tf-app]");
  if (app && /^[a-z]+$/.test(app.dataset.tfApp)) load(`${app.dataset.tfApp}.js`).catch(console.error);
})();
