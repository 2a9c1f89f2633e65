"""The site's navigation: one section for each kind of record that the root has."""

from __future__ import annotations

from dataclasses import dataclass

from generator.graph import Graph
from generator.messages import message
from generator.public import PublicGraph
from generator.records.base import Record
from generator.records.framework import (
    Actor,
    ChangeProposal,
    ContentModule,
    Domain,
    FrameworkPage,
    GlossaryTerm,
    NationalExtension,
    Standard,
    Supplement,
    Transaction,
)
from generator.records.organizations import Organization
from generator.records.profiles import Profile
from generator.records.requirements import Requirement
from generator.records.scenarios import Scenario
from generator.records.sessions import System, TestingSession
from generator.records.statements import IntegrationStatement
from generator.site import PageLink, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionKind:
    """A section, the records it lists, and the sentence that says what they are.

    `is_plain` where its page is a plain list of records, and no page kind of its own.
    """

    section: Section
    record: type[Record]
    lead: str
    is_plain: bool = True

    @property
    def page(self) -> PageLink:
        """A link to the section's page."""
        return PageLink(title=self.section.title, name=f"page/{self.section.key}")


def _section(
    record: type[Record], title: str, lead: str, key: str = "", *, is_plain: bool = True
) -> SectionKind:
    key = key or f"{record.kind}s"
    section = Section(key=key, title=title, address=f"{key}/")
    return SectionKind(section=section, record=record, lead=lead, is_plain=is_plain)


SECTIONS = (
    _section(Profile, message("Profiles"), message("What actors exchange, and how, to serve one use case.")),
    _section(
        Transaction,
        message("Transactions"),
        message("The exchanges between actors, with their messages and rules."),
    ),
    _section(Actor, message("Actors"), message("The roles that systems play in profiles.")),
    _section(
        ContentModule, message("Content modules"), message("The content that actors create and consume.")
    ),
    _section(
        Scenario,
        message("Scenarios"),
        message("The tests that systems run against each other: roles, steps, evaluation."),
    ),
    _section(
        Requirement,
        message("Requirements"),
        message("What binds the systems of a profile or transaction, by its id."),
        is_plain=False,
    ),
    _section(
        TestingSession,
        message("Events"),
        message("When and where systems were tested against each other, and what was completed there."),
        key="events",
        is_plain=False,
    ),
    _section(
        Organization,
        message("Organizations"),
        message("Who completed testing of which profiles, and where."),
        is_plain=False,
    ),
    _section(
        System,
        message("Systems"),
        message("The products that organizations brought to events."),
        is_plain=False,
    ),
    _section(
        IntegrationStatement,
        message("Integration statements"),
        message("What vendors state that their products implement."),
        is_plain=False,
    ),
    _section(Domain, message("Domains"), message("The committees' fields, each with its own framework.")),
    _section(
        Standard, message("Standards"), message("The base standards that transactions and content build on.")
    ),
    _section(Supplement, message("Supplements"), message("Documents that add to a framework or amend it.")),
    _section(
        NationalExtension, message("National extensions"), message("What countries add; they never relax.")
    ),
    _section(
        ChangeProposal,
        message("Change proposals"),
        message("Corrections to published text, and how far they have come."),
    ),
    _section(
        FrameworkPage,
        message("Framework"),
        message("About the framework and how to read it."),
        key="framework",
    ),
    _section(
        GlossaryTerm, message("Glossary"), message("The words of the field."), key="glossary", is_plain=False
    ),
)
A_TO_Z = Section(key="a-z", title=message("A to Z"), address="a-z/")
RESULTS = Section(key="results", title=message("Results"), address="results/")
FIND = Section(key="find", title=message("Who completed these?"), address="find/")
OBLIGATIONS = Section(key="obligations", title=message("Obligations"), address="obligations/")
TRACE = Section(key="trace", title=message("Trace"), address="trace/")
DOWNLOADS = Section(key="downloads", title=message("Downloads"), address="downloads/")
CONTRIBUTE = Section(key="contribute", title=message("Contribute"), address="contribute/")
CHANGES = Section(key="changes", title=message("Changes"), address="changes/")
HOME = PageLink(title=message("Home"), name="page/home")


def sections_of(graph: Graph) -> tuple[SectionKind, ...]:
    """The sections that have something to list, in reading order."""
    return tuple(each for each in SECTIONS if graph.all(each.record))


def question_sections(graph: PublicGraph) -> tuple[Section, ...]:
    """The pages that answer questions, about profiles and about published results, where there are any."""
    return (
        *((OBLIGATIONS,) if graph.all(Profile) else ()),
        *((RESULTS, FIND) if graph.completed.rows else ()),
    )


def trace_sections(graph: Graph) -> tuple[Section, ...]:
    """The page that leads from requirements to results, if there are profiles."""
    return (TRACE,) if graph.all(Profile) else ()


def section_page(section: Section) -> PageLink:
    """A link to a section's page."""
    return PageLink(title=section.title, name=f"page/{section.key}")


def section_kind(record: type[Record]) -> SectionKind:
    """The section that lists `record`s."""
    return next(each for each in SECTIONS if each.record is record)


def section_link(record: type[Record]) -> PageLink:
    """A link to the section that lists `record`s."""
    return section_kind(record).page
