"""What the results explorer and the finder load: published rows and the model, as classic scripts."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

import msgspec

from generator.graph import Graph
from generator.languages import ENGLISH, Language
from generator.messages import label
from generator.public import Completion, PublicGraph
from generator.publishing.links import LinkStyle, relative_url
from generator.records.base import Record, RecordId
from generator.records.framework import Actor, Domain
from generator.records.organizations import Organization
from generator.records.profiles import Option, Profile
from generator.records.sessions import System, TestingSession
from generator.sorting import alphabetical

ROWS = "results/rows.js"
_PAGE = "results/"
_ROWS_VARIABLE = "tfpubResultRows"
K = TypeVar("K", bound=Hashable)
Aipo = tuple[str, str, str | None]


class _Numbers(Generic[K]):
    """Numbers from 0 for keys, in the order in which they are first asked for."""

    def __init__(self, keys: Sequence[K] = ()) -> None:
        self._numbers: dict[K, int] = {key: number for number, key in enumerate(dict.fromkeys(keys))}

    def of(self, key: K) -> int:
        return self._numbers.setdefault(key, len(self._numbers))

    def __iter__(self) -> Iterator[K]:
        return iter(self._numbers)


class _Brought(NamedTuple):
    """A system with what was completed with it, in the order of `Completions.rows`."""

    session: str
    organization: str
    system: str
    is_demonstration: bool
    aipos: list[Aipo]


class Names:
    """What records are called and where they lead from a page such as `/results/` or `/find/`."""

    def __init__(self, graph: Graph, addresses: Mapping[str, str], style: LinkStyle) -> None:
        self._graph = graph
        self._addresses = addresses
        self._style = style

    def named(self, kind: type[Record], key: str) -> tuple[str, str, str]:
        """Key, name and URL of a record of this root or another place; the URL is empty if it has none."""
        record = self._graph.get(kind, key)
        if record is not None:
            return record.key, record.title, self.url(record)
        external = self._graph.externals.get(RecordId(kind.kind, key))
        return (key, external.name, external.url) if external is not None else (key, key, "")

    def url(self, record: Record) -> str:
        """The URL of a record's page in the style of the site, or an empty text."""
        address = self._addresses.get(str(record.id))
        return relative_url(_PAGE, address, self._style) if address is not None else ""


def rows_script(
    graph: PublicGraph, addresses: Mapping[str, str], style: LinkStyle, language: Language = ENGLISH
) -> bytes:
    """The script that hands over every published row but those of conformity assessment.

    Shape: `events` are [key, name, URL, first day, number of its region], the newest first; `regions` and
    `options` are [key, name]; `organizations`, `actors` and `domains` are [key, name, URL], `profiles` too,
    then the number of the domain or -1; `aipos` are numbers of [profile, actor, option or -1]; `systems`
    are [key, product, version, URL, event, organization, 1 for demonstration else 0, aipos], each aipo as
    its distance from the one before it.
    """
    names = Names(graph, addresses, style)
    brought = _brought(graph.completed.rows)
    aipos = _Numbers(_aipos(graph, {aipo for each in brought for aipo in each.aipos}))
    events = _Numbers([each.session for each in brought])
    organizations = _Numbers(
        sorted(
            {each.organization for each in brought},
            key=lambda key: (alphabetical(names.named(Organization, key)[1]), key),
        )
    )
    systems = [
        (
            *_system(graph, names, each.system),
            events.of(each.session),
            organizations.of(each.organization),
            int(each.is_demonstration),
            _distances(sorted(aipos.of(aipo) for aipo in each.aipos)),
        )
        for each in brought
    ]
    tables = {
        **_event_tables(graph, names, events),
        "organizations": [names.named(Organization, key) for key in organizations],
        **_aipo_tables(graph, names, aipos),
        "systems": systems,
    }
    return f"var {_ROWS_VARIABLE} = ".encode() + msgspec.json.encode(tables, enc_hook=language.said) + b";\n"


def _system(graph: Graph, names: Names, key: str) -> tuple[str, str, str, str]:
    system = graph.all(System)[key]
    return key, system.product, system.version, names.url(system)


def _brought(rows: Sequence[Completion]) -> list[_Brought]:
    found: dict[tuple[str, str, str, bool], _Brought] = {}
    for row in rows:
        subject = (row.session, row.organization, row.system, row.is_demonstration)
        system = found.setdefault(subject, _Brought(*subject, []))
        system.aipos.append((row.profile, row.actor, row.option))
    return list(found.values())


def _aipos(graph: Graph, wanted: set[Aipo]) -> list[Aipo]:
    """The wanted ones, in the order of profiles, actors and options, then those that no profile has."""
    defined: list[Aipo] = []
    for profile in graph.all(Profile).values():
        for actor in profile.actors:
            options = (None, *(option.key for option in actor.options))
            defined += [(profile.key, actor.actor.key, option) for option in options]
    known = [aipo for aipo in defined if aipo in wanted]
    return [*known, *sorted(wanted.difference(known), key=lambda aipo: (aipo[0], aipo[1], aipo[2] or ""))]


def _event_tables(graph: Graph, names: Names, events: _Numbers[str]) -> dict[str, object]:
    sessions = graph.all(TestingSession)
    regions = _Numbers(sorted({sessions[key].region for key in events}))
    return {
        "events": [
            (
                *names.named(TestingSession, key),
                sessions[key].start.isoformat(),
                regions.of(sessions[key].region),
            )
            for key in events
        ],
        "regions": [(key, label(key)) for key in regions],
    }


def _aipo_tables(graph: Graph, names: Names, aipos: _Numbers[Aipo]) -> dict[str, object]:
    profiles = _Numbers([profile for profile, _, _ in aipos])
    actors = _Numbers([actor for _, actor, _ in aipos])
    options = _Numbers([named for aipo in aipos if (named := _option(graph, aipo)) is not None])
    domains: _Numbers[str] = _Numbers()

    def domain_of(key: str) -> int:
        profile = graph.get(Profile, key)
        return domains.of(profile.domain.key) if profile is not None else -1

    def numbers(aipo: Aipo) -> tuple[int, int, int]:
        option = _option(graph, aipo)
        return profiles.of(aipo[0]), actors.of(aipo[1]), options.of(option) if option is not None else -1

    return {
        "profiles": [(*names.named(Profile, key), domain_of(key)) for key in profiles],
        "actors": [names.named(Actor, key) for key in actors],
        "options": list(options),
        "domains": [names.named(Domain, key) for key in domains],
        "aipos": [numbers(aipo) for aipo in aipos],
    }


def _option(graph: Graph, aipo: Aipo) -> tuple[str, str] | None:
    """Key and name of an AIPO's option; its key is its name where no profile of this root has it."""
    profile, actor, key = aipo
    if key is None:
        return None
    found = graph.get(Profile, profile)
    options: list[Option] = [
        option
        for each in (found.actors if found is not None else ())
        if each.actor.key == actor
        for option in each.options
    ]
    return key, next((option.name for option in options if option.key == key), key)


def _distances(numbers: Sequence[int]) -> list[int]:
    return [number - before for number, before in zip(numbers, (0, *numbers), strict=False)]
