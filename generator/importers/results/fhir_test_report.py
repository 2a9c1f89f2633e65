"""FHIR TestReport resources (R4 and R5), one or a bundle of them; of participants only a system is read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

import msgspec

from generator.importers.results.extracts import Extract, Row, Table
from generator.importers.results.files import Unreadable
from generator.importers.results.findings import BROKEN_EXPORT, UNKNOWN_PARTICIPANT, Findings
from generator.importers.results.grids import MOST_ROWS

_NOWHERE = "urn:none"
_TEST_REPORT, _BUNDLE = "TestReport", "Bundle"
_REDACTED_REPORT = frozenset({"resourceType", "status", "result", "testScript", "participant"})
_REDACTED_BUNDLE = frozenset({"resourceType", "type", "entry"})
_REDACTED_PARTICIPANT = frozenset({"type", "uri", "display"})
_PARTICIPANT_TYPES = frozenset({"test-engine", "client", "server"})
_BUNDLE_TYPES = frozenset({"collection"})


class _Reference(msgspec.Struct):
    reference: str = ""


class _Participant(msgspec.Struct):
    display: str = ""


class _Report(msgspec.Struct, rename="camel"):
    resource_type: str = ""
    status: str = ""
    result: str = ""
    test_script: str | _Reference = ""
    participant: list[_Participant] = []


class _Entry(msgspec.Struct):
    resource: msgspec.Raw = msgspec.Raw(b"{}")


class _Bundle(msgspec.Struct, rename="camel"):
    resource_type: str = ""
    entry: list[_Entry] = []


class _Kind(msgspec.Struct, rename="camel"):
    resource_type: str = ""


_FAULTS = (msgspec.DecodeError, RecursionError, TypeError, ValueError)


def read_reports(content: bytes, systems: frozenset[str], findings: Findings) -> Extract:
    """The reports of a file, numbered in their order. `systems`: keys of the session's, in lower case.

    Raises: Unreadable
    """
    try:
        return _read(content.removeprefix(b"\xef\xbb\xbf"), systems, findings)
    except _FAULTS as error:
        raise Unreadable("this is no JSON of FHIR TestReport resources", "export it again") from error


def _read(content: bytes, systems: frozenset[str], findings: Findings) -> Extract:
    kind = msgspec.json.decode(content, type=_Kind).resource_type
    if kind not in (_TEST_REPORT, _BUNDLE):
        raise Unreadable("this is neither a TestReport nor a Bundle of them", "export it again")
    resources: list[msgspec.Raw | bytes] = [content]
    if kind == _BUNDLE:
        resources = [each.resource for each in msgspec.json.decode(content, type=_Bundle).entry]
    if len(resources) > MOST_ROWS:
        raise Unreadable(f"there are more than {MOST_ROWS:,} reports", "split the export")
    rows = []
    for number, resource in enumerate(resources, start=1):
        if msgspec.json.decode(resource, type=_Kind).resource_type == _TEST_REPORT:
            row = _row(msgspec.json.decode(resource, type=_Report), number, systems, findings)
            rows += [row] if row is not None else []
    table = Table(rows=tuple(rows), columns={}, name="report: ")
    return Extract(tables=(table,), excess=tuple(_excess(content)))


def _row(report: _Report, number: int, systems: frozenset[str], findings: Findings) -> Row | None:
    script = report.test_script
    address = script if isinstance(script, str) else script.reference
    parts = [unquote(part).strip() for part in address.partition("|")[0].rstrip("/").split("/")]
    named = [each.display for each in report.participant if each.display.lower() in systems]
    if len(named) != 1:
        several = (
            "two participants are systems of the session"
            if named
            else "no participant is a system of the session"
        )
        hint = "give the key of the system that was tested as the display of one participant"
        findings.report(UNKNOWN_PARTICIPANT, (number, 1), f"report: {several}", hint)
        return None
    if len(parts) < 3:
        message = "report: its test script does not end in profile, actor and option"
        findings.report(BROKEN_EXPORT, (number, 1), message, "end it in /<profile>/<actor>/<option or none>")
        return None
    profile, actor, option = parts[-3:]
    return Row(number, None, named[0], profile, actor, option, f"{report.status}/{report.result}")


def _excess(content: bytes) -> Iterator[tuple[int, int]]:
    """Reports, by their number, that hold more than a redacted copy may; the whole file is number 1."""
    whole = json.loads(content, object_pairs_hook=_unique)
    if whole.get("resourceType") == _TEST_REPORT:
        if not _is_redacted(whole):
            yield 1, 1
        return
    if not whole.keys() <= _REDACTED_BUNDLE or whole.get("type", "collection") not in _BUNDLE_TYPES:
        yield 1, 1
    for number, entry in enumerate(whole.get("entry", ()), start=1):
        if not entry.keys() <= {"resource"} or not _is_redacted(entry.get("resource", {})):
            yield number, 1


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Unreadable("a field is there twice, so that readers may take either", "export it again")
    return found


def _is_redacted(report: Mapping[str, Any]) -> bool:
    """Whether a report holds nothing but one system, what was tested and how it ended."""
    participants = report.get("participant", [])
    script = report.get("testScript", "")
    return (
        report.get("resourceType") == _TEST_REPORT
        and report.keys() <= _REDACTED_REPORT
        and (isinstance(script, str) or script.keys() <= {"reference"})
        and len(participants) == 1
        and participants[0].keys() <= _REDACTED_PARTICIPANT
        and participants[0].get("type", "server") in _PARTICIPANT_TYPES
        and participants[0].get("uri", _NOWHERE) == _NOWHERE
    )
