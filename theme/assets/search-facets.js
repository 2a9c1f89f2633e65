/* The facets beside the results: which values are chosen, and how many pages each would show. */
(() => {
  "use strict";
  const shared = window.tfpubSearch;
  const wide = window.matchMedia("(min-width: 48em)");

  const numbersOf = new Intl.NumberFormat(document.documentElement.lang || "en");

  /* The newest year is the likeliest; all else by name. */
  function inOrder(facet, values) {
    const sorted = [...values].sort((one, other) => one.localeCompare(other));
    return facet === "year" ? sorted.reverse() : sorted;
  }

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

    /* Chooses these values and no others. */
    choose(chosen) {
      this.clear();
      for (const fieldset of this.fieldsets) {
        const boxes = this.boxesOf(fieldset);
        for (const value of chosen[fieldset.dataset.facet] || []) {
          const label = boxes.get(value) || this.addBox(fieldset, value);
          label.querySelector("input").checked = true;
          fieldset.append(label);
        }
      }
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
        for (const value of inOrder(fieldset.dataset.facet, values)) {
          const label = boxes.get(value) || this.addBox(fieldset, value);
          const number = numbers[value] || 0;
          label.querySelector(".tf-search__count").textContent = numbersOf.format(number);
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

  shared.Facets = Facets;
})();
