"""Which organization and system a row is about; findings name neither."""

from __future__ import annotations

from typing import NamedTuple

from generator.importers.results.extracts import Row, Table
from generator.importers.results.findings import ORGANIZATION_SPELLING, UNKNOWN_PARTICIPANT, Findings
from generator.importers.results.names import Named, Names
from generator.records.organizations import Organization
from generator.records.sessions import System, TestingSession


class Participant(NamedTuple):
    """An organization and its system, by their keys."""

    organization: str
    system: str


class Participants:
    """The participants of a session by the words of one export."""

    def __init__(self, names: Names, session: TestingSession) -> None:
        self._names = names
        self._systems = names.systems(session.key)
        self._organizations_by_word: dict[str, Named | None] = {}
        self._systems_by_word: dict[str, Named | None] = {}
        self._first_words: dict[str, str] = {}
        self._settled: dict[tuple[str | None, str], Participant] = {}

    def find(self, row: Row, table: Table, findings: Findings | None) -> Participant | None:
        """Who a row is about; None if that is unknown. What is wrong goes to `findings`."""
        words = (row.organization, row.system)
        participant = self._settled.get(words)
        if participant is None:
            participant = self._find(row, table, findings)
            if participant is not None and findings is not None:
                self._settled[words] = participant
        return participant

    def _find(self, row: Row, table: Table, findings: Findings | None) -> Participant | None:
        system = self._system(row, table, findings)
        if row.organization is None:
            return system
        organization = self._organization(row.organization, row, table, findings)
        if system is None or organization is None:
            return None
        if system.organization.lower() != organization.lower():
            if findings is not None:
                findings.report(
                    UNKNOWN_PARTICIPANT,
                    table.place(row, "system"),
                    f"{table.name}the system is another organization's",
                    "compare systems.yml with the export",
                    once=(organization, system),
                )
            return None
        return system

    def _system(self, row: Row, table: Table, findings: Findings | None) -> Participant | None:
        word = row.system
        if word not in self._systems_by_word:
            self._systems_by_word[word] = self._systems.find(word)
        named = self._systems_by_word[word]
        system = self._names.graph.get(System, named.key) if named is not None else None
        if system is not None:
            organization = self._names.graph.find(system.organization)
            return Participant(organization.key, system.key) if organization is not None else None
        if findings is not None and not self._names.is_unread(System.kind, word):
            hint = findings.candidates(word, self._systems.words)
            findings.report(
                UNKNOWN_PARTICIPANT,
                table.place(row, "system"),
                f"{table.name}the session has no such system",
                hint or "list it in the session's systems.yml, with its `keyword` if the export has another",
                once=("system", word),
            )
        return None

    def _organization(self, word: str, row: Row, table: Table, findings: Findings | None) -> str | None:
        if word not in self._organizations_by_word:
            self._organizations_by_word[word] = self._names.organizations.find(word) if word else None
        named = self._organizations_by_word[word]
        if named is None:
            if findings is not None and not self._names.is_unread(Organization.kind, word):
                hint = findings.candidates(word, self._names.organizations.words)
                findings.report(
                    UNKNOWN_PARTICIPANT,
                    table.place(row, "organization"),
                    f"{table.name}there is no such organization",
                    hint or "list it in organizations.yml, or this spelling among its aliases",
                    once=("organization", word),
                )
            return None
        first = self._first_words.setdefault(named.key, word)
        if findings is not None and (not named.is_exact or first != word):
            two = "this export spells the organization another way above"
            message = two if named.is_exact else "organizations.yml spells this organization another way"
            findings.report(
                ORGANIZATION_SPELLING,
                table.place(row, "organization"),
                f"{table.name}{message}",
                "" if named.is_exact else "add this spelling to its aliases",
                once=word,
            )
        return named.key
