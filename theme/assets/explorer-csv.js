/* The rows of a view as a table for spreadsheets, which never run what it holds. */
(() => {
  "use strict";
  const shared = window.tfpubResults;
  const headings = [
    "event", "event_name", "start", "region", "organization", "organization_name", "system", "system_name",
    "domain", "profile", "profile_name", "actor", "actor_name", "option", "option_name", "demonstration", "terms",
  ];

  function cell(text) {
    const safe = /^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",;\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  }

  function line(rows, row, terms) {
    const value = (name) => rows.columns[name].values[rows.columns[name].of[row]];
    const [event, organization, system] = ["event", "organization", "system"].map(value);
    const [profile, actor, option] = ["profile", "actor", "option"].map(value);
    const keyOf = (each) => (each.isNone ? "" : each.key);
    return [
      event.key, event.label, rows.starts[rows.columns.event.of[row]], value("region").key,
      organization.key, organization.label, system.key, system.label, keyOf(value("domain")),
      profile.key, profile.name, actor.key, actor.label, keyOf(option), option.name,
      system.isDemonstration ? "yes" : "no", terms,
    ].map(cell).join(",");
  }

  /* `terms` is where the sentence stands that says what a published result means. */
  shared.csvOf = (rows, order, terms) =>
    `\ufeff${[headings.join(","), ...Array.from(order, (row) => line(rows, row, terms))].join("\r\n")}\r\n`;
})();
