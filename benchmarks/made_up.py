"""Makes up testing sessions, organizations and completed results, the same each time: none of it exists."""

from __future__ import annotations

import datetime
import itertools
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator import reading
from generator.linking import link
from generator.records.framework import Status
from generator.records.profiles import Optionality, Profile, ProfileActor

REPOSITORY = Path(__file__).resolve().parent.parent
FORMATS = ("gazelle-summary", "results-csv", "fhir-testreport")
_STEMS = """
Alderwynd Brackenmoor Caldermist Dunquill Elverstone Farrowmere Glimmerdale Harrowfinch
Isenbrook Jorvelle Kestrelow Larkhollow Merrowdine Nettlequay Ostrivane Pellbrook Quorvale
Rivenhurst Sorrelquist Tamsinor Umberleigh Vellamont Wrenfield Xandrimere Yarrowick Zephyrwold
Amberquoit Birchlore Cindermarsh Dapplewick Emberlyn Fennimoor Gorsemere Heatherquell Ivorune
Juniperth Knotgrass Lindenmarch Mossquarry Nightjarrow Oakenshade Primrowe Quillmere Rushavel
Saffronel Thistledown Undermoss Violanter Willowmarsh Xylander Yewbarrow Zinnavale Ashgrovian
Brindlewick Clovermead Driftwynd Elmsorrel Foxglaive Grebehurst Hawkmarrow Irisquay Jasperlyn
Kingferne Lavendrift Mallowmere Norrowind Otterquell Plovermoor Quincevale Rowanthe
"""
STEMS = tuple(_STEMS.split())
TRADES = ("Health", "Imaging", "Archives", "Clinical Systems", "Exchange", "Devices", "Labs", "Records")
ABBREVIATIONS = ("EHR", "PACS")
KINDS = ("EHR", "PACS", "ARCHIVE", "GATEWAY", "PORTAL", "REGISTRY", "APP", "MONITOR")
COUNTRIES = ("AT", "BE", "CA", "CH", "DE", "ES", "FR", "GB", "IT", "JP", "KR", "NL", "SE", "US", "AU")
PLACES = {
    "europe": (("Vienna", "AT"), ("Bruges", "BE"), ("Rennes", "FR"), ("Trieste", "IT"), ("Utrecht", "NL")),
    "north-america": (("Cleveland", "US"), ("Toronto", "CA"), ("Atlanta", "US")),
    "asia-pacific": (("Yokohama", "JP"), ("Seoul", "KR"), ("Brisbane", "AU")),
}
SHORT = {"europe": "eu", "north-america": "na", "asia-pacific": "ap"}
REGION_NAMES = {"europe": "Europe", "north-america": "North America", "asia-pacific": "Asia-Pacific"}
FIRST_YEAR = 2019
# How often a maker thinks of a required grouping.
_CARE = 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """An organization that does not exist; `first` and `last` are the years in which it bears this name."""

    key: str
    name: str
    country: str
    aliases: tuple[str, ...] = ()
    successor: str = ""
    first: int = 0
    last: int = 9999
    skills: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A testing session that never took place."""

    key: str
    name: str
    kind: str
    region: str
    city: str
    country: str
    start: datetime.date
    format: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A system that a maker brings to an event, and what it completed there: profile, actor, option."""

    key: str
    maker: Maker
    product: str
    version: str
    kind: str
    rows: tuple[tuple[str, str, str], ...]

    @property
    def kind_name(self) -> str:
        """The kind as a word; short forms stay as they are."""
        return self.kind if self.kind in ABBREVIATIONS else self.kind.title()


@dataclass(frozen=True, slots=True)
class Model:
    """What can be tested: options by profile and actor, and the dated versions of each profile."""

    options: Mapping[tuple[str, str], tuple[str, ...]]
    versions: Mapping[str, tuple[tuple[datetime.date, str], ...]]
    profiles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    settled: frozenset[str] = frozenset()
    # What an actor must be grouped with: one of each tuple.
    groupings: Mapping[tuple[str, str], tuple[tuple[tuple[str, str], ...], ...]] = field(default_factory=dict)

    def is_testable(self, profile: str, day: datetime.date) -> bool:
        """Whether the profile was there on that day; settled ones are older than their dated history."""
        dated = self.versions[profile]
        return profile in self.settled or not dated or min(dated)[0] <= day

    def baseline(self, profile: str, day: datetime.date) -> str:
        """The version that was current on that day, or an empty text."""
        return max(
            ((date, version) for date, version in self.versions[profile] if date <= day), default=("", "")
        )[1]


def model_of(root: Path) -> Model:
    """What the profiles of `root` offer to test."""
    graph = link(reading.read(root).records)
    found = graph.all(Profile).values()
    return Model(
        options={
            (profile.key, actor.actor.key): tuple(option.key for option in actor.options)
            for profile in found
            for actor in profile.actors
        },
        versions={
            profile.key: tuple((each.date, each.version) for each in profile.history if each.date)
            for profile in found
        },
        settled=frozenset(each.key for each in found if each.history[0].status is Status.FINAL_TEXT),
        profiles={
            profile.key: tuple(actor.actor.key for actor in profile.actors)
            for profile in found
            if profile.actors
        },
        groupings={
            (profile.key, actor.actor.key): tuple(groupings_of(actor))
            for profile in found
            for actor in profile.actors
        },
    )


def groupings_of(actor: ProfileActor) -> Iterator[tuple[tuple[str, str], ...]]:
    """What `actor` must always be grouped with: one of each tuple of profile and actor."""
    for grouping in actor.groupings:
        if grouping.optionality is Optionality.REQUIRED and grouping.when is None:
            yield from (((each.profile.key, each.actor.key),) for each in grouping.all_of)
            if grouping.any_of:
                yield tuple((each.profile.key, each.actor.key) for each in grouping.any_of)


def makers(count: int, model: Model, chance: random.Random) -> list[Maker]:
    """Organizations, among them one that was renamed and two that merged into a third."""
    names = [f"{stem} {trade}" for trade, stem in zip(itertools.cycle(TRADES), STEMS, strict=False)]
    names += [
        f"{STEMS[number % len(STEMS)]} {TRADES[number % 7]} {number}" for number in range(len(names), count)
    ]
    found = []
    for number, name in enumerate(names[:count]):
        key = name.lower().replace(" ", "-")
        former, first, last, successor = (), 0, 9999, ""
        if number in (0, 2, 3):
            last, successor = (2021, names[1]) if number == 0 else (2022, names[4])
        elif number in (1, 4):
            first = 2022 if number == 1 else 2023
        elif number % 6 == 5:
            former = (f"{name} Ltd (demo)",)
        found.append(
            Maker(
                key=key,
                name=f"{name} (demo)",
                country=chance.choice(COUNTRIES),
                aliases=former,
                successor=successor.lower().replace(" ", "-"),
                first=first,
                last=last,
                skills=skills(model, chance),
            )
        )
    return found


def skills(model: Model, chance: random.Random) -> tuple[tuple[str, str], ...]:
    """Actors of some profiles, settled ones more often, and of most what they must be grouped with.

    An organization keeps to them from event to event.
    """
    weights = {profile: 4 if profile in model.settled else 1 for profile in sorted(model.profiles)}
    drawn = sorted(weights, key=lambda profile: chance.random() ** (1 / weights[profile]), reverse=True)
    chosen = [
        (profile, actor)
        for profile in drawn[: chance.randint(4, 7)]
        for actor in chance.sample(
            model.profiles[profile], min(chance.choice((1, 1, 2)), len(model.profiles[profile]))
        )
    ]
    # The list grows while it is gone through: what is grouped may have to be grouped itself.
    for skill in chosen:
        for alternatives in model.groupings.get(skill, ()):
            known = [each for each in alternatives if each in model.options]
            if known and not set(known) & set(chosen) and chance.random() < _CARE:
                chosen.append(chance.choice(known))
    return tuple(chosen)


def events(count: int) -> list[Event]:
    """Events of three regions from 2019 on; of twelve, one is a projectathon, one a conformity assessment."""
    found = []
    for number in range(count):
        region = tuple(PLACES)[number % 3]
        year, month = FIRST_YEAR + number * 8 // max(count, 1), 2 + number * 5 % 8
        city, country = PLACES[region][number // 3 % len(PLACES[region])]
        kind = {7: "projectathon", 10: "conformity-assessment"}.get(number % 12, "connectathon")
        key = f"{year}-{SHORT[region]}" + (f"-{number}" if count > 12 or kind != "connectathon" else "")
        title = kind.replace("-", " ").title()
        found.append(
            Event(
                key=key,
                name=f"Demonstration {title} {REGION_NAMES[region]} {year}",
                kind=kind,
                region=region,
                city=city,
                country=country,
                start=datetime.date(year, month, 8),
                format=FORMATS[number % 3],
            )
        )
    return found


def brought(
    event: Event, makers: Sequence[Maker], rows: int, model: Model, chance: random.Random
) -> list[Brought]:
    """Systems of an event, until about so many rows are there."""
    present = [each for each in makers if each.first <= event.start.year <= each.last]
    chance.shuffle(present)
    found: list[Brought] = []
    missing = rows
    for number, maker in enumerate(itertools.cycle(present)):
        if missing <= 0 or not present:
            break
        kind = KINDS[sum(map(ord, maker.key)) % len(KINDS)]
        stem = "_".join(
            maker.key.upper().split("-")[:1] + [part for part in maker.key.split("-") if part.isdecimal()]
        )
        completed = tuple(tested(maker, event, model, chance))[: max(missing, 1)]
        if not completed and number > 2 * len(present):
            break
        if completed:
            key = f"{kind}_{stem}_{event.key.upper().replace('-', '_')}_{number}"
            product = f"{maker.name.partition(' ')[0]} {kind if kind in ABBREVIATIONS else kind.title()}"
            version = f"{event.start.year - 2015}.{number % 4}"
            found.append(
                Brought(key=key, maker=maker, product=product, version=version, kind=kind, rows=completed)
            )
            missing -= len(completed)
    return found


def tested(maker: Maker, event: Event, model: Model, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """What one system completed: its maker's actors, as far as there were such profiles, and some options."""
    for profile, actor in maker.skills:
        if model.is_testable(profile, event.start) and chance.random() < 0.9:
            yield profile, actor, ""
            for option in model.options[profile, actor]:
                if chance.random() < 0.35:
                    yield profile, actor, option
