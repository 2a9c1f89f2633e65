"""`tfpub import results` files the completed rows of a raw export by key, and nothing else of it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from export_support import KEY, export_root, in_short, read_root
from generator import pipeline
from generator.filing import CannotFile, Filed, file_results
from site_support import tfpub
from workbook_support import HEADER, Rows, as_xls, as_xlsx

COUNTS = ("3/1", 4, 1, 2, 3)
RAW: Rows = (
    HEADER,
    ("Birke & Söhne", "BIRCH_1", "TWO", "CLOCK", "NONE", "S", "Pass", *COUNTS),
    ("ACME Ltd", "PACS_ACME_2025", "ONE", "SENDER", "EXPRESS", "T", "Pass", *COUNTS),
    ("ACME Ltd", "PACS_ACME_2025", "ONE", "RECEIVER", "NONE", "T", "At Risk", *COUNTS),
    ("Unheard Of", "UNHEARD_1", "NOWHERE", "NOBODY", "NONE", "T", "Did not complete", *COUNTS),
)
HEAD = "Organisation,System,Profile,Actor,Option,Type,Results,R/O,V,W,P,F\n"
COPY = HEAD + "acme,ACME_2,ONE,sender,express,,Pass,,,,,\nbirch,BIRCH_1,TWO,clock,NONE,,Pass,,,,,\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A public root whose session has no export yet."""
    root = export_root(tmp_path, content=None, format="gazelle-summary")
    session = listing(root)
    text = session.read_text(encoding="utf-8")
    session.write_text(text.partition("exports:")[0] + "exports: []\n", encoding="utf-8")
    return root


def listing(root: Path) -> Path:
    return root / "results_data" / KEY / "session.yml"


def filed(root: Path, rows: Rows, name: str = "Systems Summary.xls") -> Filed:
    raw = root.parent / name
    raw.write_bytes(as_xls(rows))
    return file_results(raw, root, KEY)


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def row(result: str = "Pass", **cells: str) -> tuple[str, ...]:
    found = {
        "organization": "acme",
        "system": "ACME_1",
        "profile": "ONE",
        "actor": "sender",
        "option": "NONE",
    }
    return (*(found | cells).values(), "T", result, "", "", "", "", "")


def test_the_copy_has_the_completed_rows_by_key_in_order_and_nothing_else(root: Path) -> None:
    found = filed(root, RAW)
    assert (found.path, found.rows) == (f"results_data/{KEY}/exports/systems-summary.csv", 2)
    assert (root / str(found.path)).read_text(encoding="utf-8") == COPY


def test_only_the_copy_and_the_session_change(root: Path) -> None:
    before = files(root)
    filed(root, RAW)
    after = files(root)
    changed = {path for path in after if after[path] != before.get(path)}
    assert changed == {f"results_data/{KEY}/exports/systems-summary.csv", f"results_data/{KEY}/session.yml"}


def test_a_public_root_with_the_copy_has_no_findings(root: Path) -> None:
    filed(
        root,
        (
            HEADER,
            row(),
            row(organization="birch", system="BIRCH_1"),
            row(system="ACME_2"),
            row("Withdrawn", actor="receiver"),
        ),
    )
    assert [str(each) for each in pipeline.check(root, date=datetime.date(2026, 1, 1)).diagnostics] == []


def test_a_copy_of_the_copy_is_the_copy(root: Path) -> None:
    first = filed(root, RAW)
    before = files(root)
    assert file_results(root / str(first.path), root, KEY).rows == 2
    assert files(root) == before


def test_importing_again_replaces_the_copy(root: Path) -> None:
    filed(root, RAW)
    filed(root, (HEADER, row()))
    copy = root / f"results_data/{KEY}/exports/systems-summary.csv"
    assert copy.read_text(encoding="utf-8") == HEAD + "acme,ACME_1,ONE,sender,NONE,,Pass,,,,,\n"
    assert listing(root).read_text(encoding="utf-8").count("systems-summary") == 1


def test_an_export_without_completed_rows_replaces_the_copy_by_an_empty_one(root: Path) -> None:
    filed(root, RAW)
    assert filed(root, (HEADER, row("No Peer"))).rows == 0
    assert (root / f"results_data/{KEY}/exports/systems-summary.csv").read_text(encoding="utf-8") == HEAD


def test_reports_become_plain_results(root: Path) -> None:
    raw = root.parent / "reports.json"
    raw.write_text(
        '{"resourceType": "TestReport", "status": "completed", "result": "pass", "tester": "Somebody",'
        '"testScript": {"reference": "x/ONE/sender/express"}, "participant": [{"display": "ACME_1"}]}'
    )
    found = file_results(raw, root, KEY)
    assert (root / str(found.path)).read_text(encoding="utf-8") == (
        "organization,system,profile,actor,option,result\nacme,ACME_1,ONE,sender,express,completed\n"
    )
    assert "{file: exports/reports.csv, format: results-csv}" in listing(root).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("cells", "hint"),
    [
        ({"organization": "Acme Devises"}, "did you mean Acme Devices or"),
        ({"system": "ACMEE_1"}, "did you mean ACME_1 or"),
        ({"profile": "ON"}, "did you mean ONE?"),
        ({"actor": "sendr"}, "did you mean sender?"),
        ({"option": "expres"}, "did you mean express?"),
    ],
)
def test_unknown_words_of_completed_rows_are_shown_with_candidates(
    cells: dict[str, str], hint: str, root: Path
) -> None:
    before = files(root)
    found = filed(root, (HEADER, row(**cells)))
    assert [each.hint.startswith(hint) for each in found.diagnostics] == [True]
    assert found.path is None and files(root) == before


@pytest.mark.parametrize(
    "rows",
    [
        (HEADER, row("Fine")),
        (HEADER, row(), row("At Risk")),
        (HEADER[:-1], row()),
        (HEADER, row(actor="clock")),
    ],
    ids=["unknown label", "contradiction", "missing column", "outside the profile"],
)
def test_nothing_is_written_while_an_error_stands(rows: Rows, root: Path) -> None:
    before = files(root)
    assert filed(root, rows).path is None and files(root) == before


def test_a_withheld_row_contradicts_whatever_its_organization_is_called(root: Path) -> None:
    found = filed(root, (HEADER, row(), row("At Risk", organization="Somebody")))
    assert [each.rule for each in found.diagnostics] == ["contradicting-results"] and found.path is None


def test_nothing_is_filed_while_records_cannot_be_read(root: Path) -> None:
    systems = root / f"results_data/{KEY}/systems.yml"
    systems.write_text(systems.read_text(encoding="utf-8").replace("product: Widget, ", ""), encoding="utf-8")
    found = filed(root, RAW)
    assert [each.rule for each in found.diagnostics] == ["missing-field"] and found.path is None


def test_a_copy_of_a_session_under_embargo_is_filed_with_a_warning(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert filed(root, RAW).is_early


def test_rows_that_a_correction_settles_are_filed(root: Path) -> None:
    (root / f"results_data/{KEY}/amendments.yml").write_text(
        "- {action: correct, organization: acme, result: completed, reason: late, date: 2025-05-01,\n"
        "   replaces: {file: exports/Systems Summary.xls, row: 3}}\n"
    )
    assert filed(root, (HEADER, row(), row("At Risk"))).rows == 1


def test_a_withdrawn_organization_is_not_filed(root: Path) -> None:
    (root / f"results_data/{KEY}/amendments.yml").write_text(
        "- {action: withdraw, organization: acme, reason: asked, date: 2025-05-01}\n"
    )
    assert filed(root, (HEADER, row(), row(organization="birch", system="BIRCH_1"))).rows == 1


def test_a_keyword_that_gives_a_key_another_meaning_is_not_filed(root: Path) -> None:
    (root / f"results_data/{KEY}/keywords.yml").write_text("actors: {SND: sender, sender: receiver}\n")
    found = filed(root, (HEADER, row(actor="SND")))
    assert [each.rule for each in found.diagnostics] == ["unfaithful-copy"] and found.path is None


def test_evidence_in_a_private_root_is_not_replaced(root: Path) -> None:
    config = root / "site_config.yml"
    config.write_text(config.read_text().replace("source: public", "source: private"))
    raw = root / f"results_data/{KEY}/exports/results.csv"
    raw.parent.mkdir(exist_ok=True)
    raw.write_text("organization,system,profile,actor,option,result\nacme,ACME_1,ONE,sender,,at-risk\n")
    with pytest.raises(CannotFile):
        file_results(raw, root, KEY)


def test_a_raw_file_in_a_public_root_is_listed_no_more(root: Path) -> None:
    session = listing(root)
    session.write_text(
        session.read_text().replace("[]", "[{file: exports/raw.xls, format: gazelle-summary}]")
    )
    raw = root / f"results_data/{KEY}/exports/raw.xls"
    raw.parent.mkdir(exist_ok=True)
    raw.write_bytes(as_xls(RAW))
    assert file_results(raw, root, KEY).is_raw_listed
    assert "exports: [{file: exports/raw.csv, format: gazelle-summary}]" in session.read_text()


def test_an_unknown_session_is_wrong_use(root: Path) -> None:
    with pytest.raises(CannotFile, match="did you mean 2025-eu"):
        file_results(root / "site_config.yml", root, "2025-eus")


def test_the_command_files_a_workbook(root: Path, tmp_path: Path) -> None:
    (tmp_path / "raw.xlsx").write_bytes(as_xlsx(RAW))
    day = {"SOURCE_DATE_EPOCH": "1770000000"}
    done = tfpub("import", "results", tmp_path / "raw.xlsx", "--session", KEY, "--root", root, settings=day)
    assert (done.code, done.output) == (
        0,
        f"2 completed rows in results_data/{KEY}/exports/raw.csv; 0 errors, 0 warnings, 0 waived\n",
    )
    assert in_short(read_root(root)).rows == [
        "acme ACME_2 ONE sender express completed",
        "birch BIRCH_1 TWO clock - completed",
    ]


def test_the_command_shows_what_is_wrong_and_ends_with_1(root: Path, tmp_path: Path) -> None:
    (tmp_path / "raw.xls").write_bytes(as_xls((HEADER, row(organization="Acme Devises"))))
    done = tfpub("import", "results", tmp_path / "raw.xls", "--session", KEY, "--root", root)
    assert done.code == 1 and "did you mean Acme Devices" in done.output
    assert "nothing written: 1 error, 0 warnings, 0 waived" in done.output


def test_the_command_says_which_sessions_there_are_and_ends_with_2(root: Path) -> None:
    done = tfpub("import", "results", root / "site_config.yml", "--session", "2024-eu", "--root", root)
    assert (done.code, done.output) == (2, "tfpub: the root has no session 2024-eu; did you mean 2025-eu?\n")
