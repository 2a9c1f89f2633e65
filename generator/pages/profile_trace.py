"""The page that traces a profile: requirement by scenario by event, where it ends, and the evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.evidence import Evidence, awaits_final_text, evidence_of
from generator.messages import message
from generator.pages.addresses import address_of_trace
from generator.pages.completions import Notice, notice_for, results_link
from generator.pages.facts import domain_key, page_link, status_of, trail, with_neighbours
from generator.pages.sections import TRACE, section_page
from generator.pages.trace import ProfileCounts, counts_of
from generator.pages.traces import RequirementTable, requirement_table, trace_link
from generator.public import Completion, PublicGraph
from generator.records.framework import Status
from generator.records.profiles import Profile
from generator.site import Page, PageLink, SearchEntry
from generator.trace import Gaps, Trace


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileTraceFacts:
    """What the page shows. `evidence` only of a profile in trial implementation; `results` if it has any."""

    profile: Profile
    status: Status
    counts: ProfileCounts
    table: RequirementTable
    gaps: Gaps
    evidence: Evidence | None
    results: PageLink | None
    data: PageLink
    notice: Notice


def plan(graph: PublicGraph, config: SiteConfig) -> Iterator[Page]:
    """One page a profile, in key order."""
    trace = graph.once(Trace)
    yield from with_neighbours([_page(graph, config, trace, each) for each in graph.all(Profile).values()])


def _page(graph: PublicGraph, config: SiteConfig, trace: Trace, profile: Profile) -> Page:
    own = graph.completed.by_profile.get(profile.key, ())
    link = trace_link(profile)
    return Page(
        kind="profile_trace",
        name=link.name,
        address=address_of_trace(profile),
        title=link.title,
        description=message(
            "%(name)s (%(key)s): requirements, scenarios that exercise them, results",
            name=profile.name,
            key=profile.key,
        ),
        facts_of=lambda: ProfileTraceFacts(
            profile=profile,
            status=status_of(profile),
            counts=counts_of(graph, trace, profile),
            table=requirement_table(graph, trace, profile),
            gaps=trace.gaps(profile),
            evidence=evidence_of(graph, profile) if awaits_final_text(profile) else None,
            results=results_link(profile) if own else None,
            data=PageLink(title=message("Data files"), name="page/data"),
            notice=notice_for(config, (*own, *_shown(trace, profile))),
        ),
        position=profile.position,
        section=TRACE.key,
        breadcrumbs=trail(section_page(TRACE), page_link(profile)),
        search=SearchEntry(
            kind=message("Trace"),
            domain=domain_key(graph, profile),
            synonyms=(message("Traceability of %(key)s", key=profile.key),),
        ),
    )


def _shown(trace: Trace, profile: Profile) -> Iterator[Completion]:
    """The rows that the table counts; a party is looked at once."""
    exercises = (each for group in trace.of_profile(profile).values() for each in group)
    for party in {party.names: party for each in exercises for party in each.parties}.values():
        yield from trace.rows(party)
