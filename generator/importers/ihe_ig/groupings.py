"""Reads required groupings from a profile's tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.importers.ihe_ig.drafts import GroupingDraft, OptionDraft, Place, TargetDraft
from generator.importers.ihe_ig.identity import Identity, is_key, is_url, slug
from generator.importers.ihe_ig.notes import Report
from generator.importers.ihe_ig.options import option_name, same_option
from generator.importers.ihe_ig.outline import CellText, TableText
from generator.importers.ihe_ig.scoping import column_of
from generator.importers.ihe_ig.words import (
    actor_name,
    is_nothing,
    meant_actor,
    note_labels,
    section_in,
    without_notes,
)

_LONGEST_TARGET = 70
_NOWHERE = Place(file="", line=1)
_CHOICE = ("at least one", "one or more", "one of", "any of", "either")
_OPTION_MARKS = (" with the ", " with ", " supporting ", " using the ")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Where the facts of a grouping table stand."""

    target: int
    condition: int | None
    reference: int | None


def is_grouping_table(table: TableText) -> bool:
    """Whether a table lists with whom actors are grouped."""
    return any("grouped with" in title or "to be grouped" in title for title in table.columns[1:])


def read_groupings(
    tables: Sequence[TableText],
    actors: Mapping[str, str],
    options: Sequence[OptionDraft],
    identity: Identity,
    report: Report,
) -> tuple[GroupingDraft, ...]:
    """The groupings of a guide's own tables, in the order of their rows."""
    found: list[GroupingDraft] = []
    for table in tables:
        if is_grouping_table(table):
            for actor, row in _rows(table, actors, identity, report):
                _add(found, _groupings(actor, row, table, options), table, row)
    return tuple(dict.fromkeys(found))


def _rows(
    table: TableText, actors: Mapping[str, str], identity: Identity, report: Report
) -> Iterator[tuple[str, Sequence[CellText]]]:
    actor = ""
    for row in table.rows:
        name = row[0].parts[0] if row[0].parts else ""
        if slug(name):
            actor = meant_actor(name, identity.names, actors)
        target = row[_columns(table).target]
        if is_nothing(target.plain):
            continue
        if actor:
            yield actor, row
        else:
            what = f"{name}: {target.plain}"
            report.add(
                table.page.file, target.line, what, "a grouping of an actor that the profile does not have"
            )


def _columns(table: TableText) -> _Columns:
    target = next(number for number, title in enumerate(table.columns) if "grouped" in title and number)
    return _Columns(
        target=target,
        condition=column_of(table, "condition", "grouping condition"),
        reference=column_of(table, "reference", "section"),
    )


def _add(
    found: list[GroupingDraft], new: Sequence[GroupingDraft], table: TableText, row: Sequence[CellText]
) -> None:
    """Add groupings; rows of one actor that a note calls a choice become one grouping."""
    labels = {label for cell in row for label in note_labels(cell.plain)}
    is_choice = any(note.label in labels and _is_choice(note.text) for note in table.notes)
    for grouping in new:
        last = found[-1] if found else None
        if is_choice and grouping.all_of and last and last.any_of and last.actor == grouping.actor:
            found[-1] = replace(last, any_of=(*last.any_of, *grouping.all_of))
        elif is_choice and grouping.all_of:
            found.append(replace(grouping, any_of=grouping.all_of, all_of=()))
        else:
            found.append(grouping)


def _is_choice(text: str) -> bool:
    return any(words in text.casefold() for words in _CHOICE)


def _groupings(
    actor: str, row: Sequence[CellText], table: TableText, options: Sequence[OptionDraft]
) -> list[GroupingDraft]:
    columns = _columns(table)
    cell = row[columns.target]
    condition = row[columns.condition].plain if columns.condition is not None else ""
    reference = row[columns.reference] if columns.reference is not None else None
    url = next((link for link in (*cell.links, *(reference.links if reference else ())) if is_url(link)), "")
    place = Place(file=table.page.file, line=cell.line)
    base = replace(_base(actor, condition, options), place=place)
    section = section_in(reference.plain) if reference and reference.plain.startswith("Section") else ""
    groupings = []
    for part in cell.parts:
        targets, is_whole = _targets(without_notes(part), url)
        groupings.append(
            replace(
                base,
                all_of=targets if len(targets) == 1 else (),
                any_of=targets if len(targets) > 1 else (),
                text="" if is_whole else without_notes(part),
                section=section,
            )
        )
    return groupings


def _base(actor: str, condition: str, options: Sequence[OptionDraft]) -> GroupingDraft:
    """The grouping that a row's condition makes: required, optional, or with an option."""
    text = without_notes(condition)
    word = text.casefold().strip(" .*")
    if is_nothing(text) or word in ("required", "r", "shall"):
        return GroupingDraft(actor=actor, optionality="R", place=_NOWHERE)
    if word in ("optional", "o", "may"):
        return GroupingDraft(actor=actor, optionality="O", place=_NOWHERE)
    own = {option.key: option.name for option in options if option.actor == actor}
    name = text.removesuffix(".").removesuffix(" is supported").removesuffix(" supported")
    option = same_option(name, own)
    return GroupingDraft(
        actor=actor,
        optionality="R",
        when_option=option,
        when_text="" if option else text,
        place=_NOWHERE,
    )


def _targets(text: str, url: str) -> tuple[tuple[TargetDraft, ...], bool]:
    """The targets that a text names as `Profile / Actor`, and whether they say all that it says."""
    parts = [part.strip() for part in text.split("/")]
    if len(parts) < 2:
        return (), False
    profile = parts[0].split()[-1] if parts[0].split() else ""
    rest = "/".join(parts[1:]).strip()
    actors, options = _actors_and_options(parts[1], parts[2:]) if len(parts) > 2 else _with_options(rest)
    names = [name for name in actors if slug(name) and len(name) <= _LONGEST_TARGET]
    if not is_key(profile) or not names:
        return (), False
    targets = tuple(
        TargetDraft(profile=profile, actor=slug(name), actor_name=name, options=options, url=url)
        for name in names
    )
    return targets, not options and len(parts[0].split()) <= 2


def _actors_and_options(actor: str, rest: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    return _one_or_other(actor), _option_keys(" ".join(rest))


def _with_options(text: str) -> tuple[list[str], tuple[str, ...]]:
    for mark in _OPTION_MARKS:
        before, found, after = text.partition(mark)
        if found:
            return _one_or_other(before), _option_keys(after)
    return _one_or_other(text), ()


def _one_or_other(text: str) -> list[str]:
    return [actor_name(part, ()) for part in text.replace(", or ", " or ").split(" or ")]


def _option_keys(text: str) -> tuple[str, ...]:
    """The keys of the options in a text such as "the A Option and the B Option"."""
    parts = text.replace(", and ", ",").replace(" and the ", ",").replace(" and ", ",").split(",")
    keys = [slug(option_name(part)) for part in parts if "," not in part]
    return tuple(dict.fromkeys(key for key in keys if key))
