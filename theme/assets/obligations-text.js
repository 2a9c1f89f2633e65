/* What follows as text for a specification, and as a table for spreadsheets. */
(() => {
  "use strict";
  const { phrase } = window.tfpub;
  const shared = window.tfpubResults;
  const { nameOf, shortName } = shared.needText;
  const words = {
    required: phrase("required"), recommended: phrase("recommended"), chosen: phrase("chosen"), optional: phrase("optional"),
    excluded: phrase("excluded"), open: phrase("to be decided"), decided: phrase("decided"), broken: phrase("contradiction"),
    applies: phrase("applies"), unknown: phrase("not described"),
  };
  const headings = ["group", "obligation", "profile", "actor", "key", "name", "because", "address"];

  /* Names are content of strangers, and a text may be read as markup somewhere. */
  const plain = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/\s+/g, " ");

  function absolute(url, base) {
    return url ? new URL(url, base).href.replace(/index\.html(?=$|[?#])/, "") : "";
  }

  function line({ level, key, name, detail, because, source, url }, group, base) {
    const hasId = ["transactions", "requirements"].includes(group) && key !== name;
    const title = `${hasId ? `${key} ` : ""}${name}${detail ? ` (${detail})` : ""}`.replace(/\.$/, "");
    const address = absolute(url || source?.url || "", base);
    return [`- ${plain(title)}: ${words[level]}.`, plain(because), address && `<${address}>`].filter(Boolean).join(" ");
  }

  const isByActor = ({ key, rows }) => rows.every((row) => row.need) && !["actors", "decisions"].includes(key);

  function* linesOf(group, model, base) {
    const { key, rows } = group;
    let last = null;
    for (const row of rows) {
      if (isByActor(group) && row.need !== last) yield `\n### ${plain(shortName(row.need, model))}\n`;
      last = row.need;
      yield line(row, key, base);
    }
  }

  const computedFrom = (about) =>
    about.day
      ? phrase("Computed from the profiles of %(site)s, as of %(day)s: %(address)s", about)
      : phrase("Computed from the profiles of %(site)s: %(address)s", about);

  /* `about`: the site, the address of this answer and of the page itself, the day, and what the country is called. */
  shared.obligationText = (groups, chosen, model, about) =>
    [
      `# ${phrase("What follows from a choice of actors")}`,
      [phrase("Chosen:"), "", ...chosen.map((need) => `- ${plain(nameOf(need, model))}`), ...(about.country ? [`- ${phrase("Country: %(country)s", { country: plain(about.country) })}`] : [])].join("\n"),
      ...groups.map((group) => `## ${plain(group.title)}\n${isByActor(group) ? "" : "\n"}${[...linesOf(group, model, about.base)].join("\n")}`),
      `${computedFrom({ site: plain(about.site), day: about.edition, address: `<${about.url}>` })}\n`,
    ].join("\n\n");

  shared.obligationTable = (groups, base) => {
    const rows = groups.flatMap(({ title, rows: found }) =>
      found.map(({ need, level, key, name, because, source, url }) => [
        title, words[level], need?.profile || "", need?.actor || "", key, name, because, absolute(url || source?.url || "", base),
      ])
    );
    return shared.csvTable([headings, ...rows]);
  };
  Object.assign(shared, { obligationWords: words, isByActor });
})();
