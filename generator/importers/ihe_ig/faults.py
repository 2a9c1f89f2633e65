"""Names faults of the published text itself that no conversion can mend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.importers.ihe_ig.drafts import Draft
from generator.importers.ihe_ig.existing import Existing, entries_of
from generator.importers.ihe_ig.grid import plain_text
from generator.importers.ihe_ig.identity import slug
from generator.importers.ihe_ig.notes import Report
from generator.importers.ihe_ig.outline import TableText
from generator.importers.ihe_ig.reader import headings_of
from generator.importers.ihe_ig.settings import Value, text_of
from generator.importers.ihe_ig.words import ids_in, is_nothing, numbered, same_actor, without_notes


def note_faults(drafts: Sequence[Draft], existing: Existing, report: Report) -> None:
    """Note sections numbered twice, links to another id, dead menu entries, actors no profile has."""
    actors = _actors_by_profile(drafts, existing)
    for draft in drafts:
        _note_menu(draft, report)
        for page in draft.pages:
            _note_sections(draft, page.name, report)
            for line, destination, text in page.links:
                _note_other_id(page.file, line, destination, text, report)
            for part in draft.outlines[page.name]:
                if isinstance(part, TableText):
                    _note_statement(part, actors, report)


def _note_sections(draft: Draft, name: str, report: Report) -> None:
    page = next(page for page in draft.pages if page.name == name)
    seen: dict[tuple[str, str], int] = {}
    for heading in headings_of(page.blocks):
        found = numbered(heading.source)
        if not found.number or not (found.volume or "." in found.number):
            continue
        first = seen.setdefault((found.volume, found.number), heading.line)
        if first != heading.line:
            number = f"{found.volume}:{found.number}" if found.volume else found.number
            report.add(
                page.file, heading.line, heading.source, f"section number {number} stands at line {first} too"
            )


def _note_other_id(file: str, line: int, destination: str, text: str, report: Report) -> None:
    """Note a link that names one transaction and leads to the page of another."""
    name = destination.partition("#")[0].rsplit("/", 1)[-1].removesuffix(".html").upper()
    leads, names = ids_in(name), ids_in(plain_text(text))
    if len(leads) == 1 and name == leads[0] and names and leads[0] not in names:
        report.add(
            file,
            line,
            f"[{names[0]}] leads to {leads[0]}",
            "the link names another transaction than it leads to",
        )


def _actors_by_profile(drafts: Sequence[Draft], existing: Existing) -> dict[str, dict[str, str]]:
    """The actors of each known profile, by the profile's key in lower case."""
    found: dict[str, dict[str, str]] = {}
    for key, entry in existing.profiles.items():
        keys = [text_of(actor, "actor") for actor in entries_of(entry, "actors")]
        found[key] = {key: key.replace("-", " ").title() for key in keys}
    for draft in drafts:
        found[draft.identity.key.casefold()] = {actor.key: actor.name for actor in draft.actors}
    return found


def _note_statement(table: TableText, actors: Mapping[str, Mapping[str, str]], report: Report) -> None:
    """Note actors that a sample statement claims for a profile which does not have them."""
    profile = next((n for n, title in enumerate(table.columns) if title.startswith("profile")), None)
    actor = next((n for n, title in enumerate(table.columns) if title.startswith("actor")), None)
    if profile is None or actor is None or profile > actor:
        return
    for row in table.rows:
        own = actors.get(without_notes(row[profile].plain).split("(")[0].strip().casefold())
        name = without_notes(row[actor].plain)
        if own is None or is_nothing(name) or row[actor].is_spanned or not slug(name):
            continue
        if not same_actor(name, own):
            what = f"{row[profile].plain} / {name}"
            report.add(table.page.file, row[actor].line, what, f"{row[profile].plain} has no such actor")


def _note_menu(draft: Draft, report: Report) -> None:
    """Note entries of the guide's menu that lead to an id which is not there."""
    pages = {page.stem.lower(): page for page in draft.pages}
    for address in _menu_addresses(draft.guide.settings.get("menu", "")):
        name, _, fragment = address.partition("#")
        page = pages.get(name.removesuffix(".html").lower())
        if page is not None and fragment and fragment not in page.anchors:
            file = f"{draft.guide.folder}/sushi-config.yaml"
            report.add(file, 1, address, f"dead fragment in the menu: {page.name} has no such id")


def _menu_addresses(value: Value) -> Iterable[str]:
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each.split(" ")[0]
        else:
            waiting.extend(each.values() if isinstance(each, dict) else each)
