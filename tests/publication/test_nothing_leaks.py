"""What is withheld reaches no byte of any output and no log, and leaves no gap where it would have been."""

from __future__ import annotations

import csv
import filecmp
import shutil
from pathlib import Path

import pytest

from private_site import MARK, commit, everything, published_rows, the_root, without_what_is_withheld
from site_support import tfpub

DAY = "2026-01-01"
WITHHELD_WORDS = (
    MARK,
    "2026-eu",
    "zqhiddenville",
    "extra.csv",
    "at risk",
    "at-risk",
    "no peer",
    "did not complete",
)
MISTAKES = {
    "2025-eu/exports/summary.csv": ("Zqhidden Withdrawn,", "Zqhidden Unlisted,"),
    "2025-eu/systems.yml": ("organization: zqhidden-heir", "organization: zqhidden-hier"),
    "2025-eu/amendments.yml": ("organization: zqhidden-withdrawn", "organization: zqhidden-withdrawm"),
    "2025-na/exports/extra.csv": (",no-peer", ",mysterious"),
    "2026-eu/exports/results.csv": ("zqhidden-embargoed", "Zqhidden  Embargoed"),
    "2025-ca/exports/results.csv": ("zqhidden-failed,ZQHIDDEN_CA", "cedar-mail,ZQHIDDEN_CA"),
    "organizations.yml": ("name: Zqhidden Lonely", "name: [Zqhidden Lonely]"),
}


def files_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


class Site:
    """The two sites of a root, online and from a folder, and everything that was said meanwhile."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.folder = folder
        said = [
            tfpub("check", "--root", root),
            tfpub("build", "--root", root, "--date", DAY, "--output", folder / "online"),
            tfpub("build", "--root", root, "--date", DAY, "--output", folder / "offline", "--offline"),
        ]
        assert [each.code for each in said] == [0, 0, 0], said
        self.log = "".join(each.output for each in said)

    def files(self) -> list[str]:
        return files_in(self.folder)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = the_root(tmp_path_factory.mktemp("full"))
    commit(root, "2025-11-30")
    return Site(root, tmp_path_factory.mktemp("full-site"))


@pytest.fixture(scope="module")
def reduced(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = without_what_is_withheld(tmp_path_factory.mktemp("reduced"))
    commit(root, "2025-08-30")
    return Site(root, tmp_path_factory.mktemp("reduced-site"))


def test_no_byte_of_the_output_tells_what_is_withheld(full: Site) -> None:
    marked = [
        f"{word} in {name}"
        for name, content in everything(full.folder)
        for word in WITHHELD_WORDS
        if word.encode() in content.lower() or word in name.lower()
    ]
    assert marked == []


def test_no_log_tells_what_is_withheld(full: Site) -> None:
    assert [word for word in WITHHELD_WORDS if word in full.log.lower()] == []


def test_the_output_is_the_same_as_if_nothing_withheld_had_been_there(full: Site, reduced: Site) -> None:
    assert full.files() == reduced.files()
    _, different, unreadable = filecmp.cmpfiles(full.folder, reduced.folder, full.files(), shallow=False)
    assert (different, unreadable) == ([], [])


def test_every_published_row_is_there(full: Site) -> None:
    found = set()
    for name in ("results", "conformity-assessments"):
        with (full.folder / f"online/data/{name}.csv").open(encoding="utf-8", newline="") as file:
            found |= {
                tuple(row[key] for key in ("event", "system", "profile", "actor", "option"))
                for row in csv.DictReader(file)
            }
    assert found == published_rows()


def test_on_the_day_of_its_publication_an_event_appears(tmp_path: Path) -> None:
    root = the_root(tmp_path)
    built = tfpub("build", "--root", root, "--date", "2026-06-01", "--output", tmp_path / "site")
    assert built.code == 0 and (tmp_path / "site/events/2026-eu/index.html").is_file()


def test_before_anything_is_public_texts_may_link_to_results_and_nothing_tells_of_them(
    tmp_path: Path,
) -> None:
    roots = [the_root(tmp_path / name) for name in ("full", "reduced")]
    for session in roots[1].glob("results_data/20*"):
        shutil.rmtree(session)
    for root in roots:
        (root / "framework/pages").mkdir()
        (root / "framework/pages/about.md").write_text(
            "---\ntitle: About\n---\n\nAsk [who completed these](page:find?need=LEX/letter-source) or see "
            "the [results](page:results).\n",
            encoding="utf-8",
        )
        built = tfpub("build", "--root", root, "--date", "2019-01-01", "--output", root.parent / "site")
        assert built.code == 0, built.output
    full, reduced = (root.parent / "site" for root in roots)
    for page in ("results", "find"):
        assert "No results are published yet." in (full / page / "index.html").read_text(encoding="utf-8")
    assert files_in(full) == files_in(reduced) and not (full / "results/rows.js").exists()
    assert filecmp.cmpfiles(full, reduced, files_in(full), shallow=False)[1:] == ([], [])


@pytest.mark.parametrize("file", sorted(MISTAKES))
def test_no_finding_names_whom_it_is_about(file: str, tmp_path: Path) -> None:
    root = the_root(tmp_path)
    path = root / "results_data" / file
    right, wrong = MISTAKES[file]
    text = path.read_text(encoding="utf-8")
    assert text.count(right) >= 1
    path.write_text(text.replace(right, wrong), encoding="utf-8")
    said = tfpub("check", "--root", root)
    assert f"results_data/{file}:" in said.output
    assert MARK not in said.output.lower()


def test_the_search_for_marks_looks_into_everything_that_is_packed(full: Site) -> None:
    names = [name for name, _ in everything(full.folder)]
    assert any("!gzip" in name for name in names) and any(
        "offline.js!" in name or ".js!" in name for name in names
    )
    published = [name for name, content in everything(full.folder) if b"Amber Post" in content]
    assert any("!gzip" in name and "fragment" in name for name in published)
