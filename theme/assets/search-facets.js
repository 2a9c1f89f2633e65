/* The facets beside the results: which values are chosen, and how many pages each would show. */
(() => {
  "use strict";
  const shared = window.tfpubSearch;
  const wide = window.matchMedia("(min-width: 48em)");

  class Facets {
    constructor(filters, onChange) {
      this.filters = filters;
      this.fieldsets = [...filters.querySelectorAll("[data-facet]")];
      this.clearing = filters.querySelector(".tf-search__clear");
      this.chosenCount = filters.querySelector(".tf-search__chosen");
      filters.addEventListener("change", onChange);
      this.clearing.addEventListener("click", () => {
        this.clear();
        onChange();
      });
      filters.open = wide.matches;
      wide.addEventListener("change", () => {
        filters.open = wide.matches;
      });
    }

    /* Facet -> its chosen values. */
    chosen() {
      return Object.fromEntries(
        this.fieldsets.map((fieldset) => [
          fieldset.dataset.facet,
          [...fieldset.querySelectorAll("input:checked")].map((box) => box.value),
        ])
      );
    }

    clear() {
      for (const box of this.filters.querySelectorAll("input:checked")) box.checked = false;
    }

    /* `counts`: facet -> value -> number of pages. A box that is in use stays, so that focus does. */
    show(counts) {
      for (const fieldset of this.fieldsets) {
        const numbers = counts[fieldset.dataset.facet] || {};
        const boxes = this.boxesOf(fieldset);
        const values = new Set([...boxes.keys(), ...Object.keys(numbers)]);
        for (const value of [...values].sort()) {
          const label = boxes.get(value) || this.addBox(fieldset, value);
          const number = numbers[value] || 0;
          label.querySelector(".tf-search__count").textContent = number;
          label.hidden = !number && !label.querySelector("input").checked;
          fieldset.append(label);
        }
        fieldset.hidden = !fieldset.querySelector("label:not([hidden])");
      }
      const chosen = this.filters.querySelectorAll("input:checked").length;
      this.chosenCount.textContent = chosen ? `(${chosen})` : "";
      this.clearing.hidden = !chosen;
      this.filters.hidden = this.fieldsets.every((fieldset) => fieldset.hidden);
    }

    boxesOf(fieldset) {
      const labels = [...fieldset.querySelectorAll("label")];
      return new Map(labels.map((label) => [label.querySelector("input").value, label]));
    }

    addBox(fieldset, value) {
      const { element, labelOf } = shared.view;
      const box = element("input", "");
      box.type = "checkbox";
      box.value = value;
      return element("label", "tf-search__choice", box, element("span", "tf-search__value", labelOf(value)), element("span", "tf-search__count"));
    }
  }

  /* Facet -> value -> number of `hits`, for when there is no text index to count. */
  Facets.countsOf = (hits) => {
    const counts = { kind: {}, domain: {}, status: {}, year: {} };
    for (const hit of hits) {
      for (const facet of Object.keys(counts)) {
        if (hit[facet]) counts[facet][hit[facet]] = (counts[facet][hit[facet]] || 0) + 1;
      }
    }
    return counts;
  };

  shared.Facets = Facets;
})();
