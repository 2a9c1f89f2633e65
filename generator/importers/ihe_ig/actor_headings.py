"""Reads actors from headings: those that only headings name, and what stands below the heading of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.importers.ihe_ig.actor_tables import LONGEST_ACTOR, is_placeholder
from generator.importers.ihe_ig.drafts import ActorDraft, Place
from generator.importers.ihe_ig.identity import slug
from generator.importers.ihe_ig.outline import Paragraph, Part, TableText, Title
from generator.importers.ihe_ig.words import actor_name, numbered, same_actor


def actors_of_headings(
    outlines: Mapping[str, Sequence[Part]], pages: Mapping[str, str]
) -> tuple[ActorDraft, ...]:
    """The actors that a guide names only as headings below its heading "Actors"."""
    for name, parts in outlines.items():
        titles = [part for part in parts if isinstance(part, Title)]
        for place, title in enumerate(titles):
            if not _is_actors_heading(numbered(title.plain).text):
                continue
            found = list(_below(titles[place + 1 :], title, pages[name]))
            if found:
                return tuple({actor.key: actor for actor in found}.values())
    return ()


def _is_actors_heading(text: str) -> bool:
    words = text.casefold().split()
    return (
        bool(words)
        and (words[-1] == "actors" or words[:2] == ["actor", "descriptions"] or words[0] == "actors")
        and (
            "grouping" not in text.casefold()
            and "option" not in text.casefold()
            and "transactions" not in words
        )
    )


def _below(titles: Sequence[Title], above: Title, file: str) -> Iterator[ActorDraft]:
    level = titles[0].level if titles else 0
    for title in titles:
        if title.level <= above.level:
            return
        name = actor_name(numbered(title.plain).text, ())
        if title.level == level and slug(name) and len(name) <= LONGEST_ACTOR and not is_placeholder(name):
            yield ActorDraft(
                key=slug(name), name=name, definition="", place=Place(file=file, line=title.line)
            )


def definition_of(actor: ActorDraft, outlines: Mapping[str, Sequence[Part]]) -> str:
    """What a guide says about an actor below the heading that bears its name; empty if it says nothing."""
    for parts in outlines.values():
        for place, part in enumerate(parts):
            if isinstance(part, Title) and same_actor(numbered(part.plain).text, {actor.key: actor.name}):
                text = _first_text(parts[place + 1 :], actor.name)
                if text:
                    return text
    return ""


def _first_text(parts: Sequence[Part], name: str) -> str:
    for part in parts:
        if isinstance(part, (Title, TableText)):
            return ""
        if isinstance(part, Paragraph) and not part.is_item and _is_about(part.plain, name):
            return part.plain
    return ""


def _is_about(text: str, name: str) -> bool:
    begin = text[: len(name) + 30].casefold()
    return (
        name.casefold() in begin
        and " " in text[len(name) :]
        and "capabilitystatement" not in text[:60].casefold()
    )
