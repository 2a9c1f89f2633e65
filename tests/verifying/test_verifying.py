"""A good site has no findings; each kind of damage has just its own, in a folder and in a zip file."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import pipeline
from generator.verifying import RULES, NoSite, verify
from results_root import results_root
from site_support import tfpub

PAGE = "actors/sender/index.html"
ROWS = "data/results.csv"
Damage = Callable[[Path], None]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("good")
    pipeline.build(results_root(folder), folder / "site", date=datetime.date(2026, 11, 1), downloads=False)
    return folder / "site"


@pytest.fixture
def site(good: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(good, tmp_path / "site"))


def found(place: Path) -> list[str]:
    return [f"{each.position} {each.rule}" for each in verify(place).diagnostics]


def relist(site: Path) -> None:
    """Gives the site the manifest that a program would write that made it so."""
    told = json.loads((site / "manifest.json").read_text(encoding="utf-8"))
    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    contents = {path: (site / path).read_bytes() for path in paths if path != "manifest.json"}
    told["files"] = [
        {"path": path, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for path, content in contents.items()
    ]
    (site / "manifest.json").write_text(json.dumps(told), encoding="utf-8")


def replaced(path: str, old: str, new: str) -> Damage:
    def damage(site: Path) -> None:
        text = (site / path).read_text(encoding="utf-8")
        assert old in text
        (site / path).write_text(text.replace(old, new, 1), encoding="utf-8", newline="")

    return damage


def written(path: str, text: str) -> Damage:
    def damage(site: Path) -> None:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, encoding="utf-8")

    return damage


def zipped(site: Path, file: Path, folder: str = "") -> Path:
    with zipfile.ZipFile(file, "w") as packed:
        for path in sorted(site.rglob("*")):
            packed.write(path, f"{folder}{path.relative_to(site).as_posix()}")
    return file


def test_a_good_site_has_no_findings(good: Path) -> None:
    assert found(good) == []


@pytest.mark.parametrize("folder", ["", "my-site/"])
def test_a_zip_file_of_it_has_none_either(good: Path, tmp_path: Path, folder: str) -> None:
    assert found(zipped(good, tmp_path / "site.zip", folder)) == []


def test_a_copy_for_reading_offline_has_none(tmp_path: Path) -> None:
    copy = tmp_path / "copy.zip"
    words = ("--root", results_root(tmp_path), "--output", copy, "--date", "2026-11-01")
    assert tfpub("bundle", *words, "--profile", "ONE").code == 0
    assert found(copy) == []


def missing(site: Path) -> None:
    (site / PAGE).unlink()


def truncated(site: Path) -> None:
    (site / ROWS).write_bytes((site / ROWS).read_bytes()[:-1])


def linked(site: Path) -> None:
    (site / PAGE).unlink()
    (site / PAGE).symlink_to("../index.html")


def piped(site: Path) -> None:
    os.mkfifo(site / "pipe")


@pytest.mark.parametrize(
    ("damage", "place", "rule"),
    [
        (missing, "manifest.json:", "missing-file"),
        (truncated, f"{ROWS}:1:1", "changed-file"),
        (written("extra.txt", "More.\n"), "extra.txt:1:1", "extra-file"),
        (linked, f"{PAGE}:1:1", "unsafe-entry"),
        (piped, "pipe:1:1", "unsafe-entry"),
        (lambda site: (site / "manifest.json").unlink(), "manifest.json:1:1", "no-manifest"),
        (written("manifest.json", "{}"), "manifest.json:1:1", "no-manifest"),
        (written("manifest.json", "[" * 100_000), "manifest.json:1:1", "no-manifest"),
        (replaced("manifest.json", '"format": 1', '"format": 99'), "manifest.json:1:1", "no-manifest"),
    ],
)
def test_files_are_those_of_the_manifest(site: Path, damage: Damage, place: str, rule: str) -> None:
    damage(site)
    findings = [each for each in found(site) if not each.endswith(" dead-link")]
    assert len(findings) == 1 and findings[0].startswith(place) and findings[0].endswith(f" {rule}")


BODY = "</article>"


@pytest.mark.parametrize(
    ("damage", "rules"),
    [
        (replaced(PAGE, BODY, '<a href="../nobody/">x</a></article>'), ["dead-link"]),
        (replaced(PAGE, BODY, '<a href="#nowhere">x</a></article>'), ["dead-link"]),
        (replaced(PAGE, BODY, '<a href="../../../../etc/">x</a></article>'), ["dead-link"]),
        (replaced(PAGE, BODY, '<a href="..">x</a></article>'), []),
        (replaced(PAGE, BODY, '<a href="../../actors">x</a></article>'), ["dead-link"]),
        (replaced(PAGE, BODY, '<a href="javascript:alert(1)">x</a></article>'), ["dead-link"]),
        (replaced(PAGE, BODY, '<a href="https://other.example/">x</a></article>'), []),
        (replaced(PAGE, BODY, '<a href="https://site.example/no/">x</a></article>'), ["beside-site"]),
        (replaced(PAGE, BODY, '<img src="https://other.example/x.png"></article>'), ["other-host"]),
        (replaced(PAGE, BODY, '<img src="//other.example/x.png"></article>'), ["other-host"]),
        (replaced(PAGE, BODY, "<script>alert(1)</script></article>"), ["inline-code"]),
        (replaced(PAGE, BODY, '<p onclick="x()">x</p></article>'), ["inline-code"]),
        (replaced(PAGE, BODY, "<!-- Ask them why. --></article>"), ["hidden-comment"]),
        (replaced(PAGE, "default-src &#39;none&#39;", "default-src *"), ["weak-policy"]),
        (replaced(PAGE, "script-src &#39;self&#39;", "script-src &#39;unsafe-inline&#39;"), ["weak-policy"]),
        (replaced(PAGE, "script-src &#39;self&#39;", "script-src https://other.example"), ["weak-policy"]),
        (replaced(PAGE, "Content-Security-Policy", "Other"), ["weak-policy"]),
        (written("assets/x.css", "a { background: url(nothing.png) }"), ["dead-link"]),
        (written("assets/x.css", "@import 'https://other.example/x.css';"), ["other-host"]),
        (written("big/index.html", "<p>x</p>" * 9000), ["large-page", "weak-policy"]),
    ],
)
def test_pages_are_as_they_have_to_be(site: Path, damage: Damage, rules: list[str]) -> None:
    damage(site)
    relist(site)
    assert [each.rule for each in verify(site).diagnostics] == rules


def test_a_dead_link_is_found_where_it_stands(site: Path) -> None:
    replaced(PAGE, BODY, '\n<a href="../nobody/">x</a></article>')(site)
    relist(site)
    lines = (site / PAGE).read_text(encoding="utf-8").split("\n")
    line = next(number for number, each in enumerate(lines, 1) if "../nobody/" in each)
    assert found(site) == [f"{PAGE}:{line}:10 dead-link"]


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (replaced(ROWS, ",Sender,", ",At risk,"), {f"{ROWS}:2 leaked-outcome"}),
        (replaced(ROWS, "source", "outcome"), {f"{ROWS}:1 leaked-outcome"}),
        (
            replaced("api/v1/results.json", '"actor_name": "Sender"', '"actor_name": "did not complete"'),
            {"api/v1/results.json:1 leaked-outcome"},
        ),
        (replaced("data/events.csv", "2025-03-03,The", "2027-03-03,The"), {"data/events.csv:3 early-event"}),
        (
            written("files/results_data/2025-eu/x.csv", "x\n"),
            {"files/results_data/2025-eu/x.csv:1 leaked-file"},
        ),
        (written("results.xls", "x\n"), {"results.xls:1 leaked-file"}),
        (written("files/amendments.yml", "x\n"), {"files/amendments.yml:1 leaked-file"}),
        (written("files/profiles/dom/one/data.yml", "x\n"), set()),
        (written("organizations/hidden/index.html", ""), {"organizations/hidden/index.html:1 no-grounds"}),
        (written("systems/hidden/index.html", ""), {"systems/hidden/index.html:1 no-grounds"}),
        (replaced("data/organizations.csv", "Stated Only,JP,,,,,0", "Stated Only,JP,,,,,1"), {"wrong-count"}),
        (written("api/v1/statements.json", '{"records": []}'), {"data/organizations.csv:6 no-grounds"}),
    ],
)
def test_nothing_is_told_that_is_not_public(site: Path, damage: Damage, expected: set[str]) -> None:
    damage(site)
    relist(site)
    told = {
        f"{each.position.path}:{each.position.line} {each.rule}"
        for each in verify(site).diagnostics
        if each.rule not in ("weak-policy", "dead-link")
    }
    assert {each for each in told if not any(each.endswith(one) for one in expected)} == set()
    assert len(told) == len(expected)


def test_what_is_made_up_says_so_on_its_page_and_in_its_rows(site: Path) -> None:
    page = site / "organizations/made-up/index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("--demonstration", "--x"), encoding="utf-8")
    rows = (site / ROWS).read_text(encoding="utf-8")
    assert rows.count(",true") == 1
    (site / ROWS).write_text(rows.replace(",true", ",false"), encoding="utf-8", newline="")
    relist(site)
    assert [each.position.path for each in verify(site).diagnostics] == [
        ROWS,
        "organizations/made-up/index.html",
    ]
    assert {each.rule for each in verify(site).diagnostics} == {"missing-mark"}


@pytest.mark.parametrize(
    "name", ["../up.txt", "/etc/up.txt", "a/../../up.txt", "a\\..\\up.txt", "C:up.txt", "a\nb.txt"]
)
def test_names_in_a_zip_file_that_lead_elsewhere_are_found_and_not_followed(
    good: Path, tmp_path: Path, name: str
) -> None:
    file = zipped(good, tmp_path / "site.zip")
    with zipfile.ZipFile(file, "a") as packed:
        packed.writestr(zipfile.ZipInfo(name), "x")
    before = sorted(tmp_path.rglob("*"))
    assert [each.rule for each in verify(file).diagnostics] == ["unsafe-entry"]
    assert sorted(tmp_path.rglob("*")) == before


def a_link() -> tuple[zipfile.ZipInfo, bytes]:
    entry = zipfile.ZipInfo("link")
    entry.external_attr = 0o120777 << 16
    return entry, b"/etc/passwd"


def a_bomb() -> tuple[zipfile.ZipInfo, bytes]:
    entry = zipfile.ZipInfo("bomb.txt")
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry, b"\0" * 30_000_000


@pytest.mark.parametrize("entry", [a_link, a_bomb])
def test_hostile_entries_of_a_zip_file_are_found(
    good: Path, tmp_path: Path, entry: Callable[[], tuple[zipfile.ZipInfo, bytes]]
) -> None:
    file = zipped(good, tmp_path / "site.zip")
    with zipfile.ZipFile(file, "a") as packed:
        packed.writestr(*entry())
    assert [each.rule for each in verify(file).diagnostics] == ["unsafe-entry"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_is_twice_in_a_zip_file_is_found_once(good: Path, tmp_path: Path) -> None:
    file = zipped(good, tmp_path / "site.zip")
    with zipfile.ZipFile(file, "a") as packed:
        packed.writestr("404.html", "another")
    assert [each for each in found(file) if "dead-link" not in each] == ["404.html:1:1 unsafe-entry"]


def test_an_entry_that_holds_more_than_it_says_is_found(good: Path, tmp_path: Path) -> None:
    file = zipped(good, tmp_path / "site.zip")
    content = file.read_bytes()
    with zipfile.ZipFile(file) as packed:
        size = packed.getinfo("404.html").file_size.to_bytes(4, "little")
    at = content.rindex(b"404.html") - 46 + 24
    assert content[at : at + 4] == size
    file.write_bytes(content[:at] + b"\5\0\0\0" + content[at + 4 :])
    assert "404.html:1:1 changed-file" in found(file)


def test_what_is_no_site_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("x", encoding="utf-8")
    with pytest.raises(NoSite):
        verify(tmp_path / "text")


def test_the_command_ends_with_0_1_or_2(good: Path, site: Path, tmp_path: Path) -> None:
    missing(site)
    (tmp_path / "text").write_text("x", encoding="utf-8")
    done = [tfpub("verify", place) for place in (good, site, tmp_path / "text", tmp_path / "nothing")]
    assert [each.code for each in done] == [0, 1, 2, 2]
    assert "error: there is no actors/sender/index.html [missing-file]" in done[1].output


def test_every_rule_has_a_name_of_its_own() -> None:
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names) and set(names).isdisjoint(pipeline.RULES)
