"""Reads actors and their transactions from a guide's tables, headings, lists and statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.importers.ihe_ig.drafts import ActorDraft, Place, UseDraft
from generator.importers.ihe_ig.identity import Identity, slug
from generator.importers.ihe_ig.notes import Report
from generator.importers.ihe_ig.outline import CellText, Part, TableText
from generator.importers.ihe_ig.scoping import column_of, is_about_others, is_own
from generator.importers.ihe_ig.unseen import as_name
from generator.importers.ihe_ig.words import (
    actor_name,
    before_id,
    ids_in,
    is_nothing,
    note_labels,
    section_in,
    without_notes,
)

_OTHER_COLUMNS = ("option", "grouped", "role", "description", "transaction", "statement", "old", "new")
LONGEST_ACTOR = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Where the facts of an actor table stand."""

    actor: int
    transaction: int | None
    part: int | None
    optionality: int | None
    reference: int | None


def own_tables(
    outlines: Mapping[str, Sequence[Part]], identity: Identity, section: str
) -> Iterator[TableText]:
    """The tables of a guide that are its own profile's."""
    for parts in outlines.values():
        for part in parts:
            if (
                isinstance(part, TableText)
                and not is_about_others(part.page)
                and is_own(part, identity, section)
            ):
                yield part


def is_actor_table(table: TableText) -> bool:
    """Whether a table lists actors with their transactions."""
    return _first_actor(table) is not None and column_of(table, "transaction") is not None


def is_bare_actor_table(table: TableText) -> bool:
    """Whether a table lists actors, and says of each no more than its optionality and section."""
    if _first_actor(table) != 0 or column_of(table, *_OTHER_COLUMNS, unless=("optionality",)) is not None:
        return False
    return column_of(table, "optionality") is not None and "actor" in table.caption.casefold()


def is_content_table(table: TableText) -> bool:
    """Whether a table lists actors with the content modules they create or consume."""
    return _first_actor(table) == 0 and column_of(table, "content") is not None


def _first_actor(table: TableText) -> int | None:
    column = column_of(table, "actor", unless=("grouped", "option", "old", "new"))
    return column if column is not None and len(table.columns[column].split()) <= 3 else None


def read_uses(
    tables: Sequence[TableText], report: Report
) -> tuple[tuple[ActorDraft, ...], tuple[UseDraft, ...]]:
    """Actors and rows of a guide's own actor tables, each actor and each row once."""
    actors: dict[str, ActorDraft] = {}
    uses: dict[tuple[str, str], UseDraft] = {}
    for number, table in enumerate(tables):
        if not is_actor_table(table):
            continue
        for actor, use in _rows(table, number, report):
            actors.setdefault(actor.key, actor)
            if use is not None and uses.setdefault((use.actor, use.transaction), use) != use:
                what = f"{actor.name}: {use.transaction}"
                report.add(
                    use.place.file, use.place.line, what, "this row stands twice; the first one counts"
                )
    return tuple(actors.values()), tuple(uses.values())


def _columns(table: TableText) -> _Columns:
    return _Columns(
        actor=_first_actor(table) or 0,
        transaction=column_of(table, "transaction"),
        part=column_of(table, "initiator", "responder"),
        optionality=column_of(table, "optionality", "r/o", "opt."),
        reference=column_of(table, "reference", "section", "volume"),
    )


def _rows(table: TableText, number: int, report: Report) -> Iterator[tuple[ActorDraft, UseDraft | None]]:
    columns = _columns(table)
    actor: ActorDraft | None = None
    for row in table.rows:
        actor = _actor(row[columns.actor], table, report) or actor
        if actor is None or columns.transaction is None:
            continue
        cell = row[columns.transaction]
        if is_nothing(cell.plain):
            report.add(
                table.page.file, cell.line, f"{actor.name}: {cell.plain}", "a row without a transaction"
            )
            yield actor, None
            continue
        yield from ((actor, use) for use in _uses(row, columns, actor, (table, number), report))


def _actor(cell: CellText, table: TableText, report: Report) -> ActorDraft | None:
    """The actor of a row; None where the cell is empty, which means the actor above."""
    name = actor_name(cell.plain, ())
    key = slug(name)
    if not key or is_nothing(name):
        return None
    if len(name) > LONGEST_ACTOR or is_placeholder(name):
        report.add(
            table.page.file, cell.line, name, "not the name of an actor; its rows are left to the text"
        )
        return None
    return ActorDraft(key=key, name=name, definition="", place=Place(file=table.page.file, line=cell.line))


def is_placeholder(name: str) -> bool:
    """Whether a name was left over from the template that guides begin with."""
    words = name.split()
    return (
        not words
        or words[0].casefold() == "todo"
        or (len(words) == 2 and words[0] == "Actor" and len(words[1]) == 1)
    )


def _uses(
    row: Sequence[CellText],
    columns: _Columns,
    actor: ActorDraft,
    source: tuple[TableText, int],
    report: Report,
) -> Iterator[UseDraft]:
    table, number = source
    cell = row[columns.transaction or 0]
    place = Place(file=table.page.file, line=cell.line)
    ids = _ids(cell, row, columns)
    if not ids:
        report.add(place.file, place.line, f"{actor.name}: {cell.plain}", "a transaction without an id")
    _check_reference(ids, row, columns, place, report)
    labels = tuple(dict.fromkeys(label for other in row for label in note_labels(other.plain)))
    for id in ids:
        part = next((text for text in cell.parts if id in ids_in(text)), cell.plain)
        yield UseDraft(
            actor=actor.key,
            transaction=id,
            name=as_name(before_id(without_notes(part))),
            part=_part(row, columns),
            optionality=_optionality(row, columns, actor, place, report),
            notes=labels,
            table=number,
            place=place,
        )


def _ids(cell: CellText, row: Sequence[CellText], columns: _Columns) -> tuple[str, ...]:
    """The ids that a cell names, else those its links lead to, else those the reference beside it names."""
    reference = row[columns.reference] if columns.reference is not None else None
    for texts in ((cell.plain,), cell.links, reference.links if reference else ()):
        found = tuple(dict.fromkeys(id for text in texts for id in ids_in(_file_name(text))))
        if found:
            return found
    return _id_of_section(reference.plain) if reference else ()


def _file_name(link: str) -> str:
    name = link.partition("#")[0].rsplit("/", 1)[-1] if "/" in link or ".html" in link else link
    stem = name.removesuffix(".html")
    return stem.upper() if stem != name and stem.replace("-", "").isalnum() and stem[-1:].isdigit() else stem


def _id_of_section(text: str) -> tuple[str, ...]:
    """The id that a reference to Volume 2 such as `ABC TF-2: 3.65` means."""
    domain, _, rest = text.partition(" TF-2")
    section = section_in(rest)
    number = section.split(".")[1] if section.count(".") == 1 else ""
    return ids_in(f"{domain.split()[-1]}-{number}") if domain.split() and number else ()


def _check_reference(
    ids: Sequence[str], row: Sequence[CellText], columns: _Columns, place: Place, report: Report
) -> None:
    if columns.reference is None:
        return
    reference = row[columns.reference]
    named = {id for link in reference.links for id in ids_in(_file_name(link))} or set(
        _id_of_section(reference.plain)
    )
    if ids and named and not named & set(ids):
        what = f"the row of {', '.join(ids)} points to {', '.join(sorted(named))}"
        report.add(place.file, place.line, what, "the id in the row counts")


def _part(row: Sequence[CellText], columns: _Columns) -> str:
    text = row[columns.part].plain.casefold() if columns.part is not None else ""
    if ("initiator" in text and "responder" in text) or text.strip() == "both":
        return "both"
    return "initiator" if "initiator" in text else "responder" if "responder" in text else ""


def _optionality(
    row: Sequence[CellText], columns: _Columns, actor: ActorDraft, place: Place, report: Report
) -> str:
    text = without_notes(row[columns.optionality].plain) if columns.optionality is not None else ""
    letter = text.strip("*()[] ").upper()[:1]
    if letter in ("R", "O") and text.strip("*()[] ").upper() in ("R", "O", "REQUIRED", "OPTIONAL"):
        return letter
    kept = "O" if letter in ("O", "C") else "R"
    report.add(place.file, place.line, f"{actor.name}: {text or 'no optionality'}", f"read as {kept}")
    return kept


def actors_of_bare_tables(tables: Iterable[TableText], report: Report) -> tuple[ActorDraft, ...]:
    """The actors of tables that list actors without transactions."""
    found: dict[str, ActorDraft] = {}
    for table in tables:
        for row in table.rows if is_bare_actor_table(table) else ():
            actor = _actor(row[0], table, report)
            if actor is not None:
                found.setdefault(actor.key, actor)
            if is_content_table(table):
                what = " | ".join(cell.plain for cell in row)
                report.add(
                    table.page.file, row[0].line, what, "a content module; the row is left to the text"
                )
    return tuple(found.values())
