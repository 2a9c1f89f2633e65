"""What pages say of published rows: the words that must stand with them, and their arrangement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.config import PublicationSource, SiteConfig
from generator.diagnostics import Position
from generator.graph import Graph
from generator.messages import message
from generator.public import Completion, PublicGraph
from generator.records.base import Record, Ref
from generator.records.framework import Actor
from generator.records.profiles import Profile
from generator.site import PageLink
from generator.tallies import Aipo, Tally, aipo_of, aipo_places, grouped, tally

_NOWHERE = Position("site_config.yml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What must stand on a page with results: the disclaimer, and whether any of them are made up."""

    disclaimer: str
    is_demonstration: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorColumns:
    """An actor and what was completed of it: the names of options, "" for the actor without any."""

    actor: Ref[Actor]
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorNumbers:
    """How many completed an actor of a profile, in all and by option ("" for the actor without any)."""

    actor: Ref[Actor]
    tally: Tally
    options: tuple[tuple[str, Tally], ...]

    @property
    def has_options(self) -> bool:
        """Whether there is more to say than the actor's own numbers."""
        return any(name for name, _ in self.options)


class Naming:
    """How the AIPOs of a root are ordered and what their options are called."""

    def __init__(self, graph: Graph) -> None:
        self._places = aipo_places(graph)
        self._profiles = {key: place for place, key in enumerate(graph.all(Profile))}
        self._options: dict[tuple[str, str, str | None], str] = {
            (profile.key, actor.actor.key, option.key): option.name
            for profile in graph.all(Profile).values()
            for actor in profile.actors
            for option in actor.options
        }

    def option(self, aipo: Aipo) -> str:
        """What the option is called, "" if there is none."""
        return self._options.get(aipo, aipo.option) if aipo.option else ""

    def in_order(self, rows: Iterable[Completion]) -> tuple[Aipo, ...]:
        """Every AIPO that the rows name, once, in the order of the profiles' own tables."""
        return tuple(sorted({aipo_of(row) for row in rows}, key=self._place))

    def _place(self, aipo: Aipo) -> tuple[int, str, str, str]:
        place = self._places.get(aipo)
        return (len(self._places), *aipo[:2], aipo.option or "") if place is None else (place, "", "", "")

    def profiles(self, rows: Iterable[Completion]) -> Mapping[str, tuple[Completion, ...]]:
        """Rows by profile, profiles in key order, those defined elsewhere last."""
        groups = grouped(rows, lambda row: row.profile)
        far = len(self._profiles)
        return {
            key: groups[key] for key in sorted(groups, key=lambda key: (self._profiles.get(key, far), key))
        }

    def columns(self, aipos: Sequence[Aipo]) -> tuple[ActorColumns, ...]:
        """AIPOs of one profile by actor."""
        options: dict[str, list[str]] = {}
        for aipo in aipos:
            options.setdefault(aipo.actor, []).append(self.option(aipo))
        return tuple(
            ActorColumns(actor=actor_named(actor), options=tuple(names)) for actor, names in options.items()
        )

    def numbers(self, rows: Iterable[Completion]) -> tuple[ActorNumbers, ...]:
        """The numbers of each actor, for rows of one profile."""
        kept = tuple(rows)
        by_aipo, by_actor = grouped(kept, aipo_of), grouped(kept, lambda row: row.actor)
        aipos = self.in_order(kept)
        return tuple(
            ActorNumbers(
                actor=actor_named(actor),
                tally=tally(by_actor[actor]),
                options=tuple(
                    (self.option(each), tally(by_aipo[each])) for each in aipos if each.actor == actor
                ),
            )
            for actor in dict.fromkeys(each.actor for each in aipos)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileNumbers:
    """How many completed a profile, or an actor of it, and the page that lists them all, if it has one."""

    profile: Ref[Profile]
    page: PageLink | None
    tally: Tally


def profile_numbers(
    graph: PublicGraph, naming: Naming, rows: Iterable[Completion]
) -> tuple[ProfileNumbers, ...]:
    """The numbers of each profile that the rows name."""
    profiles = graph.all(Profile)
    return tuple(
        ProfileNumbers(
            profile=profile_named(key),
            page=results_link(profiles[key]) if key in profiles else None,
            tally=tally(group),
        )
        for key, group in naming.profiles(rows).items()
    )


def marks(rows: Iterable[Completion], columns: Sequence[Aipo]) -> tuple[bool, ...]:
    """Which of the columns the rows have."""
    done = {aipo_of(row) for row in rows}
    return tuple(aipo in done for aipo in columns)


def results_link(profile: Profile) -> PageLink:
    """A link to the page with all results of a profile; there is one if it has any."""
    return PageLink(title=message("All results of %(key)s", key=profile.key), name=f"results/{profile.key}")


def notice_for(config: SiteConfig, rows: Iterable[Completion], *, is_demonstration: bool = False) -> Notice:
    """What must stand with these rows."""
    return Notice(
        disclaimer=config.publication.disclaimers.results,
        is_demonstration=is_demonstration or any(row.is_demonstration for row in rows),
    )


def source_of(config: SiteConfig, record: Record) -> str | None:
    """The file of a record about results; a private root says nothing of its own files."""
    is_public = config.publication.source is PublicationSource.PUBLIC
    return record.position.path if is_public else None


def profile_named(key: str) -> Ref[Profile]:
    """A reference to a profile of this root or another, as links take it."""
    return Ref(kinds=(Profile.kind,), key=key, position=_NOWHERE)


def actor_named(key: str) -> Ref[Actor]:
    """A reference to an actor of this root or another, as links take it."""
    return Ref(kinds=(Actor.kind,), key=key, position=_NOWHERE)
