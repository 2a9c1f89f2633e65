"""Every field of every record: what is hostile is refused in its place, or shown as the text that it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from generator import pipeline
from generator.diagnostics import Diagnostic
from hostile import payloads
from hostile.planting import Planted, Sort, all_fields, plant
from spec_root import DAY

FIELDS = all_fields()
PROSE = sorted(field for field, sort in FIELDS.items() if sort is Sort.PROSE)
# Words to a page, or compared with what was found among the content: none is ever opened or linked by itself.
ONLY_SHOWN = {"PublisherConfig.logo", "TestData.file", "Waiver.path", "Export.file", "ExportRow.file"}
ONLY_SHOWN |= {"Examples.columns", "Examples.rows", "Scenario.tags", "System.keyword"}


def findings_at(
    folder: Path, value_of: Callable[[str], str | None]
) -> tuple[Mapping[str, Planted], dict[tuple[str, int], list[Diagnostic]]]:
    """The planted fields, and what `check` finds in each line that one of them begins in."""
    root, planted = plant(folder, value_of)
    found: dict[tuple[str, int], list[Diagnostic]] = {}
    for finding in pipeline.check(root, date=DAY).diagnostics:
        found.setdefault((finding.position.path, finding.position.line), []).append(finding)
    return planted, found


def unnoticed(folder: Path, sorts: set[Sort], value: str, exempt: set[str] = frozenset()) -> list[str]:
    """The fields of these sorts where `value` is not refused by a fixed rule, at its very place."""
    fields = {field for field, sort in FIELDS.items() if sort in sorts} - exempt
    planted, found = findings_at(folder, lambda field: value if field in fields else None)
    return [
        field
        for field in sorted(fields)
        if not any(
            finding.is_error
            and pipeline.RULES[finding.rule].is_fixed
            and finding.position.column == planted[field].column
            for finding in found.get((planted[field].path, planted[field].line), ())
        )
    ]


def test_every_field_that_can_be_written_has_a_place(tmp_path: Path) -> None:
    _, planted = plant(tmp_path, lambda field: None)
    assert sorted(planted) == sorted(FIELDS)


def test_root_is_right_as_it_stands(tmp_path: Path) -> None:
    root, _ = plant(tmp_path, lambda field: None)
    (finding,) = pipeline.check(root, date=DAY).diagnostics
    assert (finding.rule, finding.waiver_reason) == ("unknown-id", "It comes later.")


@pytest.mark.parametrize("value", payloads.FORMED.values(), ids=payloads.FORMED.keys())
def test_keys_references_numbers_and_choices_take_no_hostile_value(tmp_path: Path, value: str) -> None:
    assert unnoticed(tmp_path, {Sort.FORMED}, value, ONLY_SHOWN) == []


@pytest.mark.parametrize("value", payloads.ADDRESSES.values(), ids=payloads.ADDRESSES.keys())
def test_addresses_lead_to_the_web_and_nowhere_else(tmp_path: Path, value: str) -> None:
    assert unnoticed(tmp_path, {Sort.ADDRESS}, value) == []


@pytest.mark.parametrize("character", "\0\x02\x03\x1b\x7f\x85\u2028\u202a\u202e\u2066\u2069\ufffe\U000e0041")
def test_no_field_takes_a_character_that_hides_or_turns_text(tmp_path: Path, character: str) -> None:
    bodies = {field for field in PROSE if field.endswith(".body")}
    fields = {Sort.WORDS, Sort.PROSE, Sort.FORMED, Sort.ADDRESS}
    assert unnoticed(tmp_path, fields, f"be{character}fore", bodies) == []


@pytest.mark.parametrize("character", "\0\x02\x1b\u202e\u2066\U000e0041")
@pytest.mark.parametrize("field", [field for field in PROSE if field.endswith(".body")])
def test_no_text_takes_a_character_that_hides_or_turns_text(
    tmp_path: Path, field: str, character: str
) -> None:
    planted, found = findings_at(tmp_path, lambda each: f"be{character}fore" if each == field else None)
    place = planted[field]
    assert [each.rule for each in found[place.path, place.line]] == [
        "hidden-character" if character != "\0" else "wrong-encoding"
    ]


@pytest.mark.parametrize(
    ("value", "rule", "message"),
    [
        ("<script>pwned()</script>", "raw-html", "<script>"),
        ("<img src=x onerror=pwned()>", "raw-html", "<img src=x onerror=pwned()>"),
        ('"><svg/onload=pwned()>', "raw-html", "<svg/onload=pwned()>"),
        ("<!-- --><b>", "raw-html", "<!--"),
        ("[here](javascript:pwned())", "unsafe-link", "javascript:pwned()"),
        ("[here](&#106;avascript:pwned())", "unsafe-link", "javascript:pwned()"),
        ("[here](../../../../etc/passwd)", "dead-page", "../../../../etc/passwd"),
        ("![here](../../../../etc/passwd.png)", "dead-file", "../../../../etc/passwd.png"),
        ("![here](https://evil.example/x.png)", "remote-image", "https://evil.example/x.png"),
        ('[here]{onclick="pwned()"}', "unknown-attribute", "onclick=pwned()"),
    ],
)
def test_every_text_is_looked_through(tmp_path: Path, value: str, rule: str, message: str) -> None:
    planted, found = findings_at(tmp_path, lambda field: value if field in PROSE else None)
    missed = [
        field
        for field in PROSE
        if not any(
            finding.rule == rule and message in finding.message
            for finding in found.get((planted[field].path, planted[field].line), ())
        )
    ]
    assert missed == []
