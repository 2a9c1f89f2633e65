"""Reads a page that defines a transaction: its name and section, roles, messages and drawing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.importers.ihe_ig.blocks import Page
from generator.importers.ihe_ig.drafts import RoleDraft, TransactionDraft
from generator.importers.ihe_ig.outline import CellText, Part, TableText, Title
from generator.importers.ihe_ig.unseen import as_name
from generator.importers.ihe_ig.words import before_id, ids_in, is_nothing, numbered, without_notes

_NO_MESSAGES = ("capability", "conformance", "example", "security", "audit", "parameters")
_LONGEST_MESSAGE = 120
_LONGEST_ROLE = 70


def transaction_of(page: Page) -> str:
    """The id of the transaction that a page defines: its file's name, or in a title of Volume 2."""
    stem = page.stem.upper().replace("_", "-")
    named = ids_in(stem)
    if named and stem == named[0]:
        return named[0]
    title = numbered(page.title)
    ids = ids_in(page.title)
    return ids[0] if len(ids) == 1 and title.volume == "2" else ""


def read_transaction(key: str, page: Page, parts: Sequence[Part]) -> TransactionDraft:
    """The transaction that a whole page defines."""
    titles = [page.title, *(part.plain for part in parts if isinstance(part, Title))]
    number = next((found.number for title in titles if (found := numbered(title)).volume == "2"), "")
    section = ".".join(number.split(".")[:2])
    return TransactionDraft(
        key=key,
        name=as_name(_name(key, page, parts)),
        section=section if section.count(".") == 1 else "",
        page=page,
        anchor="",
        roles=read_roles(parts),
        messages=read_messages(parts),
        drawing="",
    )


def _name(key: str, page: Page, parts: Sequence[Part]) -> str:
    if key in ids_in(page.title):
        return before_id(numbered(page.title).text)
    for part in parts:
        if isinstance(part, Title) and key in ids_in(part.plain):
            return before_id(numbered(part.plain).text)
    title = numbered(page.title).text
    return title if title.casefold() != key.casefold() else ""


def transactions_on(page: Page, parts: Sequence[Part]) -> Iterator[TransactionDraft]:
    """The transactions that a page defines one below the other, each under a heading with its id."""
    for place, part in enumerate(parts):
        if not isinstance(part, Title):
            continue
        found, ids = numbered(part.plain), ids_in(part.plain)
        if len(ids) != 1 or found.volume not in ("", "2") or found.number.count(".") != 1:
            continue
        own = _until_next(parts[place + 1 :], part.level)
        yield TransactionDraft(
            key=ids[0],
            name=as_name(before_id(found.text)),
            section=found.number,
            page=page,
            anchor=part.anchor,
            roles=read_roles(own),
            messages=read_messages(own),
            drawing="",
        )


def _until_next(parts: Sequence[Part], level: int) -> Sequence[Part]:
    for place, part in enumerate(parts):
        if isinstance(part, Title) and part.level <= level:
            return parts[:place]
    return parts


def read_roles(parts: Sequence[Part]) -> tuple[RoleDraft, ...]:
    """The roles of a transaction, from the table in its section about actors and roles."""
    for part in parts:
        if isinstance(part, TableText) and _is_about_roles(part):
            roles = tuple(_listed(part) if _has_titles(part) else _labelled(part))
            if roles:
                return roles
    return ()


def _is_about_roles(table: TableText) -> bool:
    words = f"{table.section} {table.caption}".casefold()
    return "role" in words and "actor" in words


def _has_titles(table: TableText) -> bool:
    return any("actor" in title and ":" not in title for title in table.columns)


def _listed(table: TableText) -> Iterator[RoleDraft]:
    """Roles of a table with a row for each, under titles."""
    actor = next(number for number, title in enumerate(table.columns) if "actor" in title)
    role = next((number for number, title in enumerate(table.columns) if title.strip() == "role"), None)
    text = next((n for n, title in enumerate(table.columns) if "description" in title), None)
    for row in table.rows:
        actors = _actors(row[actor])
        if not actors:
            continue
        is_abstract = role is not None and text is not None
        name = row[role].plain if is_abstract and role is not None else actors[0]
        said = text if text is not None else role
        yield RoleDraft(
            name=name[:_LONGEST_ROLE], actors=actors, text=row[said].plain if said is not None else ""
        )


def _labelled(table: TableText) -> Iterator[RoleDraft]:
    """Roles of a table whose rows alternate between a label for the actor and one for what it does."""
    name, text = "", ""
    actors: tuple[str, ...] = ()
    for row in (table.header, *table.rows):
        label = row[0].plain.casefold().rstrip(":").strip()
        value = row[1] if len(row) > 1 else row[0]
        if label.startswith("actor"):
            if name and not text:
                yield RoleDraft(name=name, actors=actors, text=text)
                name = ""
            actors = _actors(value)
            if name or not actors:
                yield from [RoleDraft(name=name, actors=actors, text=text)] if actors else []
                name, text = "", ""
            else:
                name = actors[0]
        elif label in ("role", "description", "roles"):
            if name and actors:
                yield RoleDraft(name=name, actors=actors, text=value.plain)
                name, text, actors = "", "", ()
            else:
                name, _, text = (part.strip() for part in value.plain.partition(":"))
                actors = ()
    if name and actors:
        yield RoleDraft(name=name, actors=actors, text=text)


def _actors(cell: CellText) -> tuple[str, ...]:
    names = [without_notes(part).strip("*: ") for part in cell.parts]
    return tuple(
        name
        for name in names
        if name and not is_nothing(name) and len(name) <= _LONGEST_ROLE and " may play " not in name
    )


def read_messages(parts: Sequence[Part]) -> tuple[str, ...]:
    """The messages of a transaction: the headings right below the one named "Messages"."""
    for place, part in enumerate(parts):
        if isinstance(part, Title) and numbered(part.plain).text.casefold() in ("messages", "message"):
            below = [
                title for title in _until_next(parts[place + 1 :], part.level) if isinstance(title, Title)
            ]
            level = min((title.level for title in below), default=0)
            names = (numbered(title.plain).text for title in below if title.level == level)
            return tuple(dict.fromkeys(name for name in map(_message, names) if name))
    return ()


def _message(text: str) -> str:
    words = text.strip(" .:")
    if any(word in words.casefold() for word in _NO_MESSAGES) or len(words) > _LONGEST_MESSAGE:
        return ""
    return words.removesuffix(" Message").removesuffix(" message").strip()
