"use strict";

/* Small comforts of a page: tables say whether they fit, Escape closes the sheet with the contents. */
(() => {
  const tables = document.querySelectorAll(".tf table");
  // The theme would wrap a table that bears no class once more.
  for (const table of tables) table.classList.add("tf-data");

  const wrappers = [...document.querySelectorAll(".tf-table")];
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

  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || location.hash !== "#tf-toc") return;
    location.hash = "#tf-content";
  });
})();
