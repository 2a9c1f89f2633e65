"""Published versions stay as they were, beside the current site and below it; results are in none."""

from __future__ import annotations

import datetime
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator import pipeline
from generator.releasing import CannotRelease, release
from git_support import commit, git, new_repository
from results_root import results_root
from site_pages import broken_references, read_site
from site_support import tfpub

DAY = datetime.date(2026, 11, 1)
TEXT, MOVED, LISTED = "framework/pages/about.md", "framework/pages/moved.md", "framework/versions.yml"
RESULTS = (
    "acme",
    "birch",
    "cedar group",
    "fir-24",
    "2023-eu",
    "2024-na",
    "2025-eu",
    "widget-1",
    "stated only",
)


def rewrite(root: Path, path: str, old: str, new: str) -> None:
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def a_page(title: str, words: str) -> str:
    return f"---\ntitle: {title}\n---\n{words}\n"


def released(root: Path, label: str, day: str) -> None:
    release(root, label, day=datetime.date.fromisoformat(day))
    commit(root, f"Release {label}", day)


def with_two_versions(folder: Path) -> Path:
    """Version 1.0 has a page that later moved; 2.0 has not; the current text differs from both."""
    root = results_root(folder)
    rewrite(root, "site_config.yml", "publication:", "downloads: [site]\npublication:")
    (root / ".gitignore").write_text(".cache\n")
    (root / MOVED).write_text(a_page("Moved", "## Under this heading\n\nIt was here, see [about](about.md)."))
    new_repository(root)
    commit(root, "Begin", "2026-01-01")
    released(root, "1.0", "2026-01-02")
    git(root, "mv", MOVED, "framework/pages/elsewhere.md")
    (root / "framework/redirects.yml").write_text("- {from: /framework/moved/, to: /framework/elsewhere/}\n")
    with (root / TEXT).open("a") as file:
        file.write("\nWords of version two.\n")
    commit(root, "Move and add", "2026-02-01")
    released(root, "2.0", "2026-02-02")
    rewrite(root, TEXT, "Words of version two.", "Words of today.")
    commit(root, "Say it anew", "2026-03-01")
    return root


def build(root: Path, site: Path, *, is_clean: bool = True, day: datetime.date = DAY) -> pipeline.Built:
    built = pipeline.build(root, site, date=day, jobs=1, is_clean=is_clean)
    assert built.folder is not None, built.checked.diagnostics
    return built


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_two_versions(tmp_path_factory.mktemp("versions"))


@pytest.fixture(scope="module")
def site(root: Path) -> Path:
    folder = root.parent / "site"
    build(root, folder)
    return folder


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(root, tmp_path / "root"))


def page(site: Path, address: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / address / "index.html").read_text(encoding="utf-8"))


def words(site: Path, address: str) -> str:
    main = page(site, address).css_first("article")
    assert main is not None
    return " ".join(main.text().split())


def links(found: LexborHTMLParser, where: str) -> list[tuple[str, str | None]]:
    return [(" ".join(each.text().split()), each.attributes["href"]) for each in found.css(f"{where} a")]


def findings(root: Path, rule: str) -> list[str]:
    found = pipeline.check(root, date=DAY).diagnostics
    return [
        f"{each.position.path}:{each.position.line} {each.message}" for each in found if each.rule == rule
    ]


def test_a_version_keeps_its_words_at_its_address(site: Path) -> None:
    assert "Words of today." in words(site, "framework/about")
    assert "Words of version two." in words(site, "v/2.0/framework/about")
    assert "Words of" not in words(site, "v/1.0/framework/about")
    assert "It was here" in words(site, "v/1.0/framework/moved")


def test_pages_lead_to_the_versions_that_have_them(site: Path) -> None:
    assert links(page(site, "framework/about"), ".tf-versions") == [
        ("2.0", "../../v/2.0/framework/about/"),
        ("1.0", "../../v/1.0/framework/about/"),
    ]
    assert links(page(site, "v/2.0/framework/about"), ".tf-versions") == [
        ("Current", "../../../../framework/about/"),
        ("1.0", "../../../1.0/framework/about/"),
    ]


def test_a_page_that_no_version_has_leads_to_none(site: Path) -> None:
    assert page(site, "organizations/acme").css_first(".tf-versions") is None


def test_a_superseded_page_says_so_and_leads_to_what_holds_now(site: Path) -> None:
    found = page(site, "v/1.0/framework/about")
    assert (
        "This is version 1.0, as it was published on 2026-01-02." in found.css_first(".tf-superseded").text()
    )
    assert [link for _, link in links(found, ".tf-superseded")] == ["../../../../framework/about/"]


def test_a_superseded_page_that_moved_leads_to_where_it_is_now(site: Path) -> None:
    found = page(site, "v/1.0/framework/moved")
    assert links(found, ".tf-superseded") == [("Elsewhere", "../../../../framework/elsewhere/")] or links(
        found, ".tf-superseded"
    ) == [("Moved", "../../../../framework/elsewhere/")]
    assert "not in the current text" in found.css_first(".tf-superseded").text()


def test_a_version_is_cited_at_its_own_address_and_search_engines_prefer_the_current_one(site: Path) -> None:
    found = page(site, "v/1.0/framework/about")
    canonical = found.css_first('link[rel="canonical"]')
    assert canonical.attributes["href"] == "https://site.example/v/1.0/framework/about/"
    assert found.css_first('meta[name="robots"][content="noindex"]') is not None
    assert page(site, "framework/about").css_first('meta[name="robots"]') is None
    # What is nowhere else may be found here.
    assert page(site, "v/1.0/framework/moved").css_first('meta[name="robots"]') is None


def test_each_version_has_its_own_search_and_its_own_zip(site: Path) -> None:
    for label in ("1.0", "2.0"):
        assert (site / "v" / label / "search/engine.js").is_file()
        with zipfile.ZipFile(site / "v" / label / "downloads/site.zip") as packed:
            assert any(name.endswith("framework/about/index.html") for name in packed.namelist())
    finding = {label: '"framework/moved/"' in names_of(site / label) for label in ("v/1.0", "v/2.0", ".")}
    assert finding == {"v/1.0": True, "v/2.0": False, ".": False}


def names_of(folder: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in folder.glob("search/names/*.js"))


def test_no_result_organization_or_event_is_in_any_version(site: Path) -> None:
    told = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in RESULTS).encode(), re.IGNORECASE)
    for path in (site / "v").rglob("*"):
        if (path.is_file() and path.suffix in (".html", ".json", ".csv", ".xml")) or "search" in path.parts:
            assert path.is_dir() or not told.search(path.read_bytes()), path
    for folder in ("organizations", "systems", "events", "statements"):
        assert not list((site / "v").glob(f"*/{folder}"))


def test_a_version_does_not_say_that_there_are_no_results(site: Path) -> None:
    # The page of data files says what columns mean; where nothing is known, they are empty.
    pages = [path for path in (site / "v").rglob("*.html") if path.parent.name != "data"]
    said = re.compile(r"[Rr]esults are published|published results")
    assert [path for path in pages if said.search(path.read_text(encoding="utf-8"))] == []
    for folder in ("results", "find", "trace"):
        assert (site / folder).is_dir() and not list((site / "v").glob(f"*/{folder}"))


def test_a_version_of_a_private_root_has_no_result_either(copy: Path, tmp_path: Path) -> None:
    rewrite(copy, "site_config.yml", "source: public", "source: private")
    commit(copy, "private", "2026-03-02")
    released(copy, "3.0", "2026-03-03")
    build(copy, tmp_path / "site")
    test_no_result_organization_or_event_is_in_any_version(tmp_path / "site")


def test_every_link_of_a_version_leads_somewhere(site: Path) -> None:
    assert broken_references(read_site(site, "https://site.example/")) == []


def test_what_is_published_anew_gives_the_same_bytes(root: Path, site: Path, tmp_path: Path) -> None:
    build(root, tmp_path / "again", day=DAY + datetime.timedelta(days=1))
    for path in (site / "v").rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / "again" / path.relative_to(site)).read_bytes(), path


def test_a_version_that_is_as_it_was_is_taken_over_whole(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    site = tmp_path / "site"
    build(copy, site, is_clean=False)
    before = {path: path.stat().st_ino for path in (site / "v").rglob("*") if path.is_file()}
    rewrite(copy, TEXT, "Words of today.", "Words of tomorrow.")
    build(copy, site, is_clean=False, day=DAY + datetime.timedelta(days=1))
    assert {path: path.stat().st_ino for path in (site / "v").rglob("*") if path.is_file()} == before
    build(copy, tmp_path / "clean", day=DAY + datetime.timedelta(days=1))
    clean = {
        path.relative_to(tmp_path / "clean") for path in (tmp_path / "clean").rglob("*") if path.is_file()
    }
    assert [
        path for path in clean if (tmp_path / "clean" / path).read_bytes() != (site / path).read_bytes()
    ] == []


def test_a_release_names_the_commit_and_is_the_first_of_the_list(root: Path) -> None:
    text = (root / LISTED).read_text(encoding="utf-8")
    assert re.findall(r'label: "(.*)"', text) == ["2.0", "1.0"]
    commits = re.findall(r"commit: ([0-9a-f]{40})\n", text)
    assert git(root, "show", "-s", "--format=%s", commits[0]).strip() == "Move and add"


def test_the_command_writes_an_entry_and_refuses_a_version_that_is_there(copy: Path) -> None:
    done = tfpub("release", "3.0", "--root", copy, "--date", "2026-05-05")
    assert done.code == 0 and LISTED in done.output, done.output
    assert (copy / LISTED).read_text(encoding="utf-8").startswith('- label: "3.0"\n')
    commit(copy, "Release 3.0", "2026-05-05")
    again = tfpub("release", "3.0", "--root", copy)
    assert again.code == 2 and "already" in again.output


@pytest.mark.parametrize("label", ["../x", "a/b", "", ".", "a..b", "-x", "a b", "x" * 41, "<b>"])
def test_a_label_is_no_path(label: str, copy: Path) -> None:
    with pytest.raises(CannotRelease, match="no label"):
        release(copy, label)


def test_a_used_label_is_refused_whatever_its_case(copy: Path) -> None:
    released(copy, "next", "2026-04-01")
    with pytest.raises(CannotRelease, match="already"):
        release(copy, "NEXT", day=DAY)


def test_what_is_not_committed_is_not_released(copy: Path) -> None:
    (copy / "framework/pages/new.md").write_text(a_page("New", "New."))
    with pytest.raises(CannotRelease, match="not committed"):
        release(copy, "3.0", day=DAY)


def test_content_with_an_error_is_not_released(copy: Path) -> None:
    (copy / "framework/pages/new.md").write_text(a_page("New", "[gone](gone.md)"))
    commit(copy, "Break", "2026-03-05")
    with pytest.raises(CannotRelease, match="errors"):
        release(copy, "3.0", day=DAY)


def test_a_version_that_is_not_what_was_published_is_an_error(copy: Path) -> None:
    digest = re.findall(r"digest: (\w+)", (copy / LISTED).read_text(encoding="utf-8"))[0]
    rewrite(copy, LISTED, digest, "0" * 64)
    assert findings(copy, "changed-version") == [
        f"{LISTED}:3 version 2.0 is not what was published: its digest is {digest}"
    ]


def test_a_build_looks_at_all_versions(copy: Path, tmp_path: Path) -> None:
    digest = re.findall(r"digest: (\w+)", (copy / LISTED).read_text(encoding="utf-8"))[1]
    rewrite(copy, LISTED, digest, "0" * 64)
    built = pipeline.build(copy, tmp_path / "site", date=DAY, jobs=1)
    assert built.folder is None
    assert [each.position.line for each in built.checked.diagnostics if each.rule == "changed-version"] == [7]


@pytest.mark.parametrize("value", ["0" * 40, "HEAD", "main", "--all", "0" * 39, "A" * 40])
def test_a_commit_that_is_not_here_is_an_error(value: str, copy: Path) -> None:
    known = re.findall(r"commit: (\w+)", (copy / LISTED).read_text(encoding="utf-8"))[0]
    rewrite(copy, LISTED, known, f'"{value}"')
    found = pipeline.check(copy, date=DAY).diagnostics
    assert [(each.position.path, each.position.line) for each in found if each.is_error] == [(LISTED, 2)]


def test_a_commit_of_another_branch_is_no_version(copy: Path) -> None:
    git(copy, "checkout", "-q", "-b", "other")
    (copy / "framework/pages/new.md").write_text(a_page("New", "New."))
    other = commit(copy, "Elsewhere", "2026-03-06")
    git(copy, "checkout", "-q", "main")
    known = re.findall(r"commit: (\w+)", (copy / LISTED).read_text(encoding="utf-8"))[0]
    rewrite(copy, LISTED, known, other)
    assert "not part of this history" in findings(copy, "unknown-version")[0]


def test_a_shallow_clone_says_what_to_do(root: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", root.as_uri(), "root")
    found = [each for each in pipeline.check(tmp_path / "root", date=DAY).diagnostics if each.is_error]
    assert [each.rule for each in found] == ["unknown-version"] and "fetch-depth: 0" in found[0].hint


def test_versions_are_listed_with_the_newest_first(copy: Path) -> None:
    rewrite(copy, LISTED, "date: 2026-01-02", "date: 2026-05-02")
    assert findings(copy, "version-order") == [f"{LISTED}:8 1.0 is newer than 2.0 before it"]


def test_a_page_that_vanishes_needs_a_redirect(copy: Path) -> None:
    (copy / "framework/redirects.yml").write_text("[]\n")
    git(copy, "mv", "framework/pages/elsewhere.md", "framework/pages/third.md")
    assert findings(copy, "removed-address") == [
        f"{LISTED}:1 /framework/elsewhere/ of version 2.0 is no page any more"
    ]
    (copy / "framework/redirects.yml").write_text("- {from: /framework/elsewhere/, to: /framework/third/}\n")
    assert findings(copy, "removed-address") == []


def test_an_id_that_vanishes_needs_a_tombstone(copy: Path) -> None:
    (copy / "framework/dom/change-proposals/cp-dom-1.md").unlink()
    assert findings(copy, "removed-id") == [f"{LISTED}:1 change-proposal CP-DOM-1 of version 2.0 is gone"]
    with (copy / "framework/tombstones.yml").open("a") as file:
        file.write("\n- {kind: change-proposal, key: CP-DOM-1, reason: It was withdrawn.}\n")
    assert findings(copy, "removed-id") == [] and findings(copy, "removed-address") == []
