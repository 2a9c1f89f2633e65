"""The page that leads to the trace of each profile: from its requirements to published results."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.diagnostics import Position
from generator.evidence import awaits_final_text
from generator.messages import message
from generator.pages.completions import Notice, notice_for
from generator.pages.facts import trail
from generator.pages.sections import TRACE, trace_sections
from generator.pages.traces import trace_link
from generator.public import PublicGraph
from generator.records.profiles import Profile
from generator.records.scenarios import Scenario
from generator.site import Page, PageLink, SearchEntry
from generator.tallies import tally
from generator.trace import Trace, requirements_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileCounts:
    """A profile, the page of its trace, and how much there is of it.

    `events`: those with published results of the profile. `is_awaiting`: it is in trial implementation.
    """

    profile: Profile
    page: PageLink
    requirements: int
    exercised: int
    scenarios: int
    events: int
    is_awaiting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceFacts:
    """What the page shows: one line a profile, in key order."""

    lines: tuple[ProfileCounts, ...]
    notice: Notice


def plan(graph: PublicGraph, config: SiteConfig) -> Iterator[Page]:
    """The one page, if there are profiles."""
    trace = graph.once(Trace)
    for section in trace_sections(graph):
        yield Page(
            kind="trace",
            name=f"page/{TRACE.key}",
            address=section.address,
            title=section.title,
            description=message(
                "From each requirement to the scenarios that exercise it and to published results."
            ),
            facts_of=lambda: TraceFacts(
                lines=tuple(counts_of(graph, trace, each) for each in graph.all(Profile).values()),
                notice=notice_for(config, graph.completed.rows),
            ),
            position=Position("site_config.yml"),
            section=section.key,
            breadcrumbs=trail(),
            search=SearchEntry(
                kind=message("Trace"), synonyms=(message("Traceability"), message("Traceability matrix"))
            ),
        )


def counts_of(graph: PublicGraph, trace: Trace, profile: Profile) -> ProfileCounts:
    """The numbers of a profile's trace."""
    requirements = requirements_of(graph, profile)
    return ProfileCounts(
        profile=profile,
        page=trace_link(profile),
        requirements=len(requirements),
        exercised=sum(1 for each in requirements if trace.of_requirement(each)),
        scenarios=len(graph.users(profile, Scenario, "profiles")),
        events=tally(graph.completed.by_profile.get(profile.key, ())).sessions,
        is_awaiting=awaits_final_text(profile),
    )
