"""Reads the options of a profile's actors from its tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.importers.ihe_ig.drafts import OptionDraft, Place
from generator.importers.ihe_ig.identity import Identity, slug
from generator.importers.ihe_ig.notes import Report
from generator.importers.ihe_ig.outline import CellText, Part, TableText, Title
from generator.importers.ihe_ig.scoping import column_of
from generator.importers.ihe_ig.words import (
    actor_name,
    is_nothing,
    meant_actor,
    note_labels,
    numbered,
    section_in,
    without_notes,
)

_LONGEST_OPTION = 120


def is_option_table(table: TableText) -> bool:
    """Whether a table lists actors and their options."""
    actor = column_of(table, "actor", unless=("grouped", "option"))
    return actor == 0 and column_of(table, "option", unless=("optionality",)) is not None


def read_options(
    tables: Sequence[TableText],
    actors: Mapping[str, str],
    titles: Mapping[str, Title],
    identity: Identity,
    report: Report,
) -> tuple[OptionDraft, ...]:
    """The options of a guide's own tables, each once for its actor."""
    found: dict[tuple[str, str], OptionDraft] = {}
    for number, table in enumerate(tables):
        if is_option_table(table) and "statement" not in table.caption.casefold():
            for option in _rows(table, number, (actors, titles), identity, report):
                found.setdefault((option.actor, option.key), option)
    return tuple(found.values())


def _rows(
    table: TableText,
    number: int,
    known: tuple[Mapping[str, str], Mapping[str, Title]],
    identity: Identity,
    report: Report,
) -> Iterator[OptionDraft]:
    actors, titles = known
    column = column_of(table, "option", unless=("optionality",)) or 0
    reference = column_of(table, "reference", "section", "volume")
    actor = ""
    for row in table.rows:
        name = actor_name(row[0].plain, identity.names)
        actor = (meant_actor(row[0].plain, identity.names, actors) or slug(name)) if slug(name) else actor
        for cell_name in _names(row[column]):
            if is_nothing(cell_name):
                continue
            if actor not in actors:
                what = f"{name or actor}: {cell_name}"
                report.add(
                    table.page.file, row[0].line, what, "an option of an actor that the profile does not have"
                )
                continue
            yield _option(actor, cell_name, row, (column, reference), titles, table, number)


def _names(cell: CellText) -> tuple[str, ...]:
    """The option or options that a cell names, one a line."""
    return tuple(part for part in cell.parts if len(part) <= _LONGEST_OPTION and slug(option_name(part)))


def _option(
    actor: str,
    name: str,
    row: Sequence[CellText],
    columns: tuple[int, int | None],
    titles: Mapping[str, Title],
    table: TableText,
    number: int,
) -> OptionDraft:
    column, reference = columns
    shown = option_name(name)
    links = [*row[column].links, *(row[reference].links if reference is not None else ())]
    typed = section_in(row[reference].plain) if reference is not None else ""
    return OptionDraft(
        actor=actor,
        key=slug(shown),
        name=shown,
        section=typed or _section_of(links, shown, titles),
        notes=note_labels(row[column].plain),
        table=number,
        place=Place(file=table.page.file, line=row[column].line),
    )


def option_name(text: str) -> str:
    """An option's name without notes and without the word "Option" after it."""
    words = without_notes(text).split()
    while len(words) > 1 and words[-1].casefold().strip(".,:;") in ("option", "options"):
        words = words[:-1]
    while len(words) > 1 and words[0].casefold() in ("the", "if", "with", "when", "for"):
        words = words[1:]
    return " ".join(words).strip(" .,:;")


def _section_of(links: Sequence[str], name: str, titles: Mapping[str, Title]) -> str:
    """The section that a link leads to, else that of the heading that bears the option's name."""
    for link in links:
        title = titles.get(link.partition("#")[2])
        if title is not None and numbered(title.plain).number:
            return numbered(title.plain).number
    for title in titles.values():
        if slug(option_name(numbered(title.plain).text)) == slug(name) and numbered(title.plain).number:
            return numbered(title.plain).number
    return ""


def titles_by_anchor(outlines: Mapping[str, Sequence[Part]]) -> dict[str, Title]:
    """Headings of a guide by their ids; of two with one id the first."""
    found: dict[str, Title] = {}
    for parts in outlines.values():
        for part in parts:
            if isinstance(part, Title):
                found.setdefault(part.anchor, part)
    return found


def same_option(text: str, options: Mapping[str, str]) -> str:
    """The key of the option that a text means, among those known by key; empty if it means none."""
    key = slug(option_name(text))
    if key in options:
        return key
    singular = _singular(key)
    return next((other for other in options if _singular(other) == singular), "")


def _singular(key: str) -> str:
    return "-".join(word.removesuffix("s") for word in key.split("-"))
