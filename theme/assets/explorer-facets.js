/* The facets beside the results: values to choose, and how many results each would leave. */
(() => {
  "use strict";
  const { phrase } = window.tfpub;
  const shared = window.tfpubResults;
  const { element, numbers, unseen } = shared.view;
  const mostShown = 60;
  const fewValues = 12;
  const openAtFirst = ["profile", "actor", "organization"];
  const inGivenOrder = ["event", "year"];

  class Facet {
    constructor(details, column, onChange) {
      this.details = details;
      this.key = details.dataset.facet;
      this.column = column;
      this.list = details.querySelector(".tf-facet__values");
      this.find = details.querySelector(".tf-facet__find");
      this.more = details.querySelector(".tf-facet__more");
      this.labels = new Map();
      const given = column.values.map((_, number) => number);
      const isGiven = inGivenOrder.includes(this.key);
      this.order = isGiven ? given : given.sort((one, other) => column.positions[one] - column.positions[other]);
      this.find.hidden = column.values.length <= fewValues;
      this.find.addEventListener("input", () => this.show(this.chosen, this.counts));
      this.find.addEventListener("keydown", (event) => {
        if (event.key === "Enter") event.preventDefault();
      });
      details.addEventListener("toggle", () => this.show(this.chosen, this.counts));
      this.list.addEventListener("change", () => onChange(this.key, this.checked()));
    }

    /* The keys of the checked boxes, and those that are chosen without having one. */
    checked() {
      const boxes = [...this.list.querySelectorAll("input")];
      const shown = new Set(boxes.map((box) => box.value));
      const kept = this.chosen.filter((key) => !shown.has(key));
      return [...kept, ...boxes.filter((box) => box.checked).map((box) => box.value)];
    }

    show(chosen, counts) {
      this.chosen = chosen;
      this.counts = counts;
      this.details.querySelector(".tf-facet__chosen").textContent = chosen.length ? `(${chosen.length})` : "";
      if (!this.details.open) return;
      const { wanted, left } = this.wanted();
      this.place(wanted);
      this.more.textContent = left ? phrase("%(number)s more: type above to find one.", { number: numbers.format(left) }) : wanted.length ? "" : phrase("None");
    }

    wanted() {
      const words = shared.folded(this.find.value).split(" ").filter(Boolean);
      const texts = words.length ? shared.textsOf(this.column) : [];
      const wanted = [];
      let left = 0;
      for (const number of this.order) {
        const isChosen = this.chosen.includes(this.column.values[number].key);
        // What has the focus stays until the reader leaves it.
        const isHeld = this.labels.get(number)?.contains(document.activeElement);
        const fits = this.counts[number] && words.every((word) => texts[number].includes(` ${word}`));
        if (isChosen || isHeld || (fits && wanted.length < mostShown)) wanted.push(number);
        else if (fits) left += 1;
      }
      return { wanted, left };
    }

    /* Their order never changes, so whatever stays is left where it is, and with it the focus. */
    place(wanted) {
      const labels = wanted.map((number) => this.labelOf(number));
      const staying = new Set(labels);
      for (const label of [...this.list.children]) if (!staying.has(label)) label.remove();
      let next = this.list.firstElementChild;
      for (const label of labels) {
        if (label === next) next = next.nextElementSibling;
        else this.list.insertBefore(label, next);
      }
      wanted.forEach((number, place) => this.update(number, labels[place]));
    }

    update(number, label) {
      const box = label.firstElementChild;
      box.checked = this.chosen.includes(box.value);
      label.lastElementChild.firstChild.data = numbers.format(this.counts[number]);
    }

    labelOf(number) {
      if (!this.labels.has(number)) this.labels.set(number, this.newLabel(this.column.values[number]));
      return this.labels.get(number);
    }

    newLabel(value) {
      const box = element("input", "");
      box.type = "checkbox";
      box.value = value.key;
      const text = element("span", "tf-choice__value", value.label);
      if (value.name && !value.label.includes(value.name)) text.append(" ", element("span", "tf-choice__note", value.name));
      return element("label", "tf-choice", box, text, element("span", "tf-choice__count", "0", unseen(` ${phrase("results")}`)));
    }
  }

  /* `onChange` gets a facet and the keys that are now chosen in it. */
  shared.Facets = class {
    constructor(filters, columns, onChange) {
      this.filters = filters;
      this.facets = [...filters.querySelectorAll("[data-facet]")].map(
        (details) => new Facet(details, columns[details.dataset.facet], onChange)
      );
      const wide = window.matchMedia("(min-width: 60em)");
      const adapt = () => {
        filters.open = wide.matches;
      };
      adapt();
      wide.addEventListener("change", adapt);
    }

    open(chosen) {
      for (const { details, key } of this.facets) details.open = openAtFirst.includes(key) || Boolean(chosen[key]?.length);
    }

    show(chosen, counts) {
      for (const facet of this.facets) facet.show(chosen[facet.key] || [], counts[facet.key]);
      const all = Object.values(chosen).reduce((sum, keys) => sum + keys.length, 0);
      this.filters.querySelector(".tf-explorer__chosen").textContent = all ? `(${all})` : "";
    }
  };
})();
