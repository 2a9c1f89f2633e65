/* The rows of a view as a table for spreadsheets, which never run what it holds. */
(() => {
  "use strict";
  const shared = (window.tfpubResults ||= {});
  /* The columns of the site's own data file, and where to read what a row means. */
  const headings = [
    "event", "event_name", "year", "region", "organization", "organization_name", "system", "product", "version",
    "domain", "profile", "actor", "actor_name", "option", "option_name", "demonstration", "terms",
  ];

  function cell(text) {
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",;\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  }

  function line(rows, row, terms) {
    const value = (name) => rows.columns[name].values[rows.columns[name].of[row]];
    const [event, organization, system] = ["event", "organization", "system"].map(value);
    const [profile, actor, option] = ["profile", "actor", "option"].map(value);
    const keyOf = (each) => (each.isNone ? "" : each.key);
    return [
      event.key, event.label, value("year").key, value("region").key,
      organization.key, organization.label, system.key, system.product, system.version,
      keyOf(value("domain")), profile.key, actor.key, actor.label, keyOf(option), option.name,
      String(system.isDemonstration), terms,
    ];
  }

  shared.csvTable = (rows) => `\ufeff${rows.map((cells) => cells.map(cell).join(",")).join("\r\n")}\r\n`;

  /* `terms` is where the sentence stands that says what a published result means. */
  shared.csvOf = (rows, order, terms) =>
    shared.csvTable([headings, ...Array.from(order, (row) => line(rows, row, terms))]);
})();
