"""Turns the notes below a profile's tables into constraints, computable where the note plainly says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.importers.ihe_ig.drafts import ConstraintDraft, OptionDraft, UseDraft
from generator.importers.ihe_ig.outline import TableText
from generator.importers.ihe_ig.words import NoteText, ids_in

_KINDS = (
    ("at least one", "at_least_one_of"),
    ("one or more", "at_least_one_of"),
    ("exactly one", "exactly_one_of"),
    ("only one of", "exactly_one_of"),
    ("one and only one", "exactly_one_of"),
)
_MARKED = ("these", "following", "labeled", "transactions", "options")


def read_constraints(
    tables: Sequence[TableText],
    actors: Mapping[str, str],
    uses: Sequence[UseDraft],
    options: Sequence[OptionDraft],
) -> tuple[tuple[ConstraintDraft, ...], dict[tuple[str, str], str]]:
    """Constraints of a guide's own tables, and which of them each row (actor, transaction) is subject to."""
    found: list[ConstraintDraft] = []
    rows: dict[tuple[str, str], str] = {}
    for number, table in enumerate(tables):
        own_uses = [use for use in uses if use.table == number]
        own_options = [option for option in options if option.table == number]
        for note in table.notes:
            for actor in _actors(note, own_uses, own_options, actors):
                constraint = _constraint(note, actor, own_uses, own_options, {each.key for each in found})
                found.append(constraint)
                for use in own_uses:
                    if use.actor == actor and _is_subject(use, note, constraint):
                        rows.setdefault((actor, use.transaction), constraint.key)
    return tuple(found), rows


def _actors(
    note: NoteText, uses: Sequence[UseDraft], options: Sequence[OptionDraft], actors: Mapping[str, str]
) -> Iterator[str]:
    """The actors that a note is about: those whose rows point to it, else the one it names."""
    if not (uses or options):
        return
    rows: list[UseDraft | OptionDraft] = [*uses, *options]
    marked = [row.actor for row in rows if note.label and note.label in row.notes]
    named = _named(note.text, actors)
    listed = {row.actor for row in rows}
    yield from dict.fromkeys(marked or [actor for actor in named if actor in listed])


def _named(text: str, actors: Mapping[str, str]) -> list[str]:
    """The actor whose name a note begins with, before the verb that obliges it."""
    lowered = text.casefold()
    begin = min(
        (place for word in (" shall", " must", " is required") if (place := lowered.find(word)) >= 0),
        default=-1,
    )
    subject = lowered[:begin] if begin >= 0 else ""
    found = [key for key, name in actors.items() if subject.endswith(name.casefold())]
    return sorted(found, key=lambda key: -len(actors[key]))[:1]


def _constraint(
    note: NoteText, actor: str, uses: Sequence[UseDraft], options: Sequence[OptionDraft], taken: set[str]
) -> ConstraintDraft:
    lowered = note.text.casefold()
    kind = next((kind for words, kind in _KINDS if words in lowered), "")
    transactions, chosen = _terms(note, actor, uses, options) if kind else ((), ())
    if len(transactions) + len(chosen) < 2:
        kind, transactions, chosen = "", (), ()
    return ConstraintDraft(
        key=_key(note, actor, taken),
        actor=actor,
        kind=kind,
        transactions=transactions,
        options=chosen,
        text=note.text,
    )


def _terms(
    note: NoteText, actor: str, uses: Sequence[UseDraft], options: Sequence[OptionDraft]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a choice is among: the ids the note names, else the rows that point to it or could be meant."""
    own = [use for use in uses if use.actor == actor]
    named = [id for id in ids_in(note.text) if any(use.transaction == id for use in own)]
    if named:
        return tuple(named), ()
    if not any(word in note.text.casefold() for word in _MARKED):
        return (), ()
    marked = tuple(use.transaction for use in own if note.label and note.label in use.notes)
    chosen = tuple(
        option.key
        for option in options
        if option.actor == actor and note.label and note.label in option.notes
    )
    if marked or chosen or note.label:
        return marked, chosen
    return tuple(use.transaction for use in own if use.optionality == "O"), ()


def _key(note: NoteText, actor: str, taken: set[str]) -> str:
    base = f"note-{note.label}" if note.label else "note"
    keys = (base, f"{base}-{actor}"[:80], *(f"{base}-{number}" for number in range(2, 1_000)))
    return next((key for key in keys if key not in taken), base)


def _is_subject(use: UseDraft, note: NoteText, constraint: ConstraintDraft) -> bool:
    return (bool(note.label) and note.label in use.notes) or use.transaction in constraint.transactions
