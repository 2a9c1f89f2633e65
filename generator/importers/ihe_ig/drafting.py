"""Reads a whole guide: who it is, its pages, and what they say about actors, transactions and the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator.importers.ihe_ig.actor_headings import actors_of_headings, definition_of
from generator.importers.ihe_ig.actor_tables import (
    LONGEST_ACTOR,
    actors_of_bare_tables,
    is_content_table,
    is_placeholder,
    own_tables,
    read_uses,
)
from generator.importers.ihe_ig.blocks import Page
from generator.importers.ihe_ig.constraints import read_constraints
from generator.importers.ihe_ig.drafts import ActorDraft, Draft, NameDraft, Place, TransactionDraft
from generator.importers.ihe_ig.grid import plain_text
from generator.importers.ihe_ig.groupings import read_groupings
from generator.importers.ihe_ig.guide import Guide
from generator.importers.ihe_ig.identity import Identity, identify, section_of, slug
from generator.importers.ihe_ig.inline import to_markdown
from generator.importers.ihe_ig.notes import Report
from generator.importers.ihe_ig.options import read_options, titles_by_anchor
from generator.importers.ihe_ig.outline import Paragraph, Part, TableText, Title, outline
from generator.importers.ihe_ig.pages import read_pages
from generator.importers.ihe_ig.reader import headings_of
from generator.importers.ihe_ig.roles import read_transaction, transaction_of, transactions_on
from generator.importers.ihe_ig.scope import silent
from generator.importers.ihe_ig.scoping import is_about_others
from generator.importers.ihe_ig.statements import Statement, modes_by_actor, read_statements
from generator.importers.ihe_ig.unseen import as_name
from generator.importers.ihe_ig.words import actor_name, named_id, sentences

Outlines = Mapping[str, Sequence[Part]]


def draft_of(guide: Guide, report: Report) -> Draft | None:
    """The draft of a guide; None where it does not say which profile it is."""
    identity = identify(guide, report)
    if identity is None:
        return None
    pages = read_pages(guide, report)
    outlines = {page.name: outline(page) for page in pages}
    titles = [page.title for page in pages] + [
        heading.source for page in pages if not is_about_others(page) for heading in headings_of(page.blocks)
    ]
    section = section_of(titles)
    tables = tuple(own_tables(outlines, identity, section))
    statements = read_statements(guide.statements)
    listed, uses = read_uses(tables, report)
    actors = _actors(listed, tables, outlines, pages, statements, identity, report)
    names = {actor.key: actor.name for actor in actors}
    options = read_options(tables, names, titles_by_anchor(outlines), identity, report)
    constraints, subjects = read_constraints(tables, names, uses, options)
    return Draft(
        guide=guide,
        identity=identity,
        section=section,
        pages=pages,
        outlines=outlines,
        actors=tuple(_defined(actor, outlines) for actor in actors),
        uses=uses,
        options=options,
        groupings=read_groupings(tables, names, options, identity, report),
        constraints=constraints,
        names=tuple(_names(pages, outlines)),
        transactions=tuple(_transactions(pages, outlines)),
        modes=modes_by_actor(statements, names),
        summary=_summary(identity, pages, outlines),
        is_about_content=any(is_content_table(table) for table in tables),
        use_notes=subjects,
    )


def _actors(
    listed: tuple[ActorDraft, ...],
    tables: Sequence[TableText],
    outlines: Outlines,
    pages: Sequence[Page],
    statements: tuple[Statement, ...],
    identity: Identity,
    report: Report,
) -> tuple[ActorDraft, ...]:
    """The profile's actors: from its tables, else from its headings, else from its statements."""
    files = {page.name: page.file for page in pages}
    own = {page.name: outlines[page.name] for page in pages if not is_about_others(page)}
    in_tables = {actor.key: actor for actor in (*actors_of_bare_tables(tables, report), *listed)}
    return (
        tuple(in_tables.values())
        or actors_of_headings(own, files)
        or _actors_of_statements(statements, identity, report)
    )


def _actors_of_statements(
    statements: tuple[Statement, ...], identity: Identity, report: Report
) -> tuple[ActorDraft, ...]:
    found: dict[str, ActorDraft] = {}
    for statement in statements:
        words = statement.title.replace("(", " ").replace(")", " ").split()
        named = [
            word for word in words if word.casefold() not in (*identity.names, "client", "server", "actor")
        ]
        name = actor_name(" ".join(named[1:] if named[:1] and named[0].isupper() else named), identity.names)
        name = as_name(name)
        if not 0 < len(name) <= LONGEST_ACTOR or is_placeholder(name) or "todo" in statement.title.casefold():
            continue
        place = Place(file=statement.file, line=statement.line)
        report.add(place.file, place.line, name, "an actor that only this statement names")
        found.setdefault(slug(name), ActorDraft(key=slug(name), name=name, definition="", place=place))
    return tuple(actor for key, actor in found.items() if key)


def _defined(actor: ActorDraft, outlines: Outlines) -> ActorDraft:
    text = definition_of(actor, outlines)
    return replace(actor, definition=sentences(text, 2, 500)) if text else actor


def _transactions(pages: Sequence[Page], outlines: Outlines) -> Iterator[TransactionDraft]:
    for page in pages:
        key = transaction_of(page)
        if key:
            yield read_transaction(key, page, outlines[page.name])
        elif not is_about_others(page):
            yield from transactions_on(page, outlines[page.name])


def _names(pages: Sequence[Page], outlines: Outlines) -> Iterator[NameDraft]:
    """Every place where a name and the id after it stand alone: titles, headings, cells, list items."""
    for page in pages:
        if is_about_others(page):
            continue
        yield from _name(page.title, page.file, 1)
        for part in outlines[page.name]:
            if isinstance(part, (Title, Paragraph)):
                yield from _name(part.plain, page.file, part.line)
            else:
                for row in part.rows:
                    for cell in row:
                        yield from _name(cell.plain, page.file, cell.line) if not cell.is_spanned else ()


def _name(text: str, file: str, line: int) -> Iterator[NameDraft]:
    found = named_id(text)
    if found is not None:
        yield NameDraft(transaction=found[0], name=found[1], place=Place(file=file, line=line))


def _summary(identity: Identity, pages: Sequence[Page], outlines: Outlines) -> str:
    """The guide's description, or the first paragraph of its first page that says something."""
    text = plain_text(to_markdown(" ".join(identity.description.split()), silent()))
    words = text.casefold()
    if text and not words.startswith(
        ("implementationguide for", "implementation guide for", "put the short")
    ):
        return text
    for page in sorted(pages, key=lambda page: "volume" not in page.stem.casefold()):
        for part in outlines[page.name] if not is_about_others(page) else ():
            if isinstance(part, Paragraph) and not part.is_item and len(part.plain) > 80:
                return sentences(part.plain, 3, 600)
    return text or identity.name
