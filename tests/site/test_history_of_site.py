"""What pages and feeds tell of the history of texts, and what they do not."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator import pipeline
from generator.caching import secret as secrets
from git_support import commit, git, new_repository
from results_root import results_root

DAY = datetime.date(2026, 11, 1)
ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = 'Say <script>x</script> & "more"'
RESULTS_WORDS = "Rows of Acme"
TEXT, RESULTS = "framework/pages/about.md", "results_data/2024-na/exports/results.csv"
PROFILE = "profiles/dom/one/profile.yml"


def edit(root: Path, path: str, text: str = "\nOne sentence more.\n") -> None:
    file = root / path
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def a_history(folder: Path) -> Path:
    """A root in a repository: all was added on one day, then a text, rows and a profile changed."""
    root = results_root(folder)
    config = root / "site_config.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(
        text.replace(
            "url: https://site.example/",
            "url: https://site.example/\n  repository: {url: https://code.example/r}",
        ),
        encoding="utf-8",
    )
    new_repository(root)
    (root / ".gitignore").write_text(".cache\n")
    git(root, "add", "framework", "profiles")
    git(root, "commit", "-q", "-m", "Begin", day="2026-01-01")
    commit(root, "First rows", "2026-01-02")
    edit(root, TEXT)
    commit(root, HOSTILE, "2026-02-02")
    edit(root, RESULTS, "made-up,fir-24,ONE,receiver,,completed\n")
    commit(root, RESULTS_WORDS, "2026-03-03")
    edit(root, PROFILE, "# checked\n")
    commit(root, "Check the profile", "2026-04-04")
    return root


def make_private(root: Path) -> None:
    config = root / "site_config.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("source: public", "source: private"), encoding="utf-8")


def build(root: Path, site: Path, *, is_clean: bool = True) -> Path:
    built = pipeline.build(root, site, date=DAY, jobs=1, is_clean=is_clean)
    assert built.folder is not None, built.checked.diagnostics
    return site


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_history(tmp_path_factory.mktemp("history"))


@pytest.fixture(scope="module")
def site(root: Path) -> Path:
    return build(root, root.parent / "site")


@pytest.fixture(scope="module")
def private_site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("private")
    copy = Path(shutil.copytree(root, folder / "root"))
    make_private(copy)
    return build(copy, folder / "site")


def page(site: Path, address: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / address / "index.html").read_text(encoding="utf-8"))


def changes(site: Path, address: str) -> list[str]:
    """The lines of a page's section of changes."""
    found = page(site, address).css(".tf-history li")
    return [" ".join(each.text().split()) for each in found]


def test_a_page_lists_the_commits_of_its_text_and_leads_to_them(root: Path, site: Path) -> None:
    newest, oldest = git(root, "log", "--format=%H", "--", TEXT).split()
    assert changes(site, "framework/about") == [
        f"2026-02-02 {newest[:10]} {HOSTILE}",
        f"2026-01-01 {oldest[:10]} Begin",
    ]
    link = page(site, "framework/about").css_first(".tf-history a")
    assert link is not None and link.attributes["href"] == f"https://code.example/r/commit/{newest}"


def test_what_a_commit_says_is_text(site: Path) -> None:
    assert "<script>x" not in (site / "framework/about/index.html").read_text(encoding="utf-8")


def test_search_does_not_look_into_what_commits_say(site: Path) -> None:
    names = "".join(path.read_text(encoding="utf-8") for path in (site / "search").rglob("*.js"))
    assert "Check the profile" not in names


def test_the_page_of_a_public_event_names_commits_without_their_words(root: Path, site: Path) -> None:
    commits = git(root, "log", "--format=%h", "--abbrev=10", "--", "results_data/2024-na").split()
    assert changes(site, "events/2024-na") == [f"2026-03-03 {commits[0]}", f"2026-01-02 {commits[1]}"]


def test_nobody_reads_what_a_commit_of_results_says(site: Path) -> None:
    files = [path for path in site.rglob("*") if path.is_file()]
    assert [path for path in files if RESULTS_WORDS.encode() in path.read_bytes()] == []


def test_pages_of_a_private_roots_results_have_no_history(private_site: Path) -> None:
    for address in ("events/2024-na", "organizations/acme", "systems/acme-24", "statements/widget-1"):
        assert page(private_site, address).css_first(".tf-history") is None


def test_a_private_root_tells_days_and_neither_words_nor_commits(root: Path, private_site: Path) -> None:
    assert changes(private_site, "framework/about") == ["2026-02-02", "2026-01-01"]
    told = [
        *git(root, "log", "--format=%h", "--abbrev=10").split(),
        "Check the profile",
        "code.example/r/commit",
    ]
    for path in private_site.rglob("*"):
        if path.is_file() and path.suffix in (".html", ".xml", ".js", ".json"):
            assert not [each for each in told if each in path.read_text(encoding="utf-8")], path


def test_changes_stand_by_day_with_what_they_concern(site: Path) -> None:
    found = page(site, "changes")
    assert [each.text().split("¶")[0] for each in found.css("h2")][:3] == [
        "2026-04-04",
        "2026-02-02",
        "2026-01-01",
    ]
    first = found.css("ul.tf-list")[0]
    assert (
        "Check the profile" in first.text() and first.css_first('a[href="../profiles/dom/one/"]') is not None
    )


def test_versions_that_histories_name_stand_among_the_changes(site: Path) -> None:
    badges = page(site, "changes").css("ul.tf-list .tf-badge")
    assert badges


def test_a_commit_that_touches_results_alone_is_no_change_of_the_framework(site: Path) -> None:
    assert "2026-03-03" not in page(site, "changes").css_first("main").text()


def feed(site: Path, name: str) -> ElementTree.Element:
    return ElementTree.parse(site / "feeds" / name).getroot()


def titles(found: ElementTree.Element) -> list[str]:
    return [each.findtext(f"{ATOM}title") or "" for each in found.iter(f"{ATOM}entry")]


ALL_FEEDS = ("changes.xml", "results.xml", "dom.xml", "dom/one.xml", "dom/two.xml")


@pytest.mark.parametrize("name", ALL_FEEDS)
def test_a_feed_has_what_atom_asks_for(name: str, site: Path) -> None:
    found = feed(site, name)
    for node in (found, *found.iter(f"{ATOM}entry")):
        assert node.findtext(f"{ATOM}title") and len(node.findall(f"{ATOM}id")) == 1
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", node.findtext(f"{ATOM}updated") or "")
        links = node.findall(f"{ATOM}link")
        assert all(link.attrib["href"].startswith("https://site.example/") for link in links)
        assert [link.attrib["rel"] for link in links].count("alternate") == 1
    assert found.findtext(f"{ATOM}author/{ATOM}name")
    assert found.find(f"{ATOM}link[@rel='self']").attrib["href"] == f"https://site.example/feeds/{name}"  # type: ignore[union-attr]
    ids = [each.text for each in found.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))
    moments = [each.findtext(f"{ATOM}updated") or "" for each in found.iter(f"{ATOM}entry")]
    assert moments == sorted(moments, reverse=True)
    assert not moments or found.findtext(f"{ATOM}updated") == moments[0]


def test_the_feed_of_all_changes_has_commits_and_versions(site: Path) -> None:
    found = titles(feed(site, "changes.xml"))
    assert {HOSTILE, "Check the profile", "Begin"} <= set(found) and any("1.0" in each for each in found)


def test_the_feed_of_a_profile_has_its_own_changes_alone(site: Path) -> None:
    assert "Check the profile" in titles(feed(site, "dom/one.xml"))
    assert "Check the profile" not in titles(feed(site, "dom/two.xml"))
    assert HOSTILE not in titles(feed(site, "dom.xml"))


def test_the_feed_of_results_has_what_is_published_and_marks_what_is_made_up(site: Path) -> None:
    entries = {each.findtext(f"{ATOM}title"): each for each in feed(site, "results.xml").iter(f"{ATOM}entry")}
    assert set(entries) == {
        *(f"Published results: Event {key}" for key in ("2023-eu", "2024-na", "2025-eu", "2025-ca")),
        "Integration statement: Widget 1 (Stated Only)",
    }
    marked = [title for title, each in entries.items() if each.find(f"{ATOM}category") is not None]
    assert marked == ["Published results: Event 2024-na"]


def test_an_event_is_in_no_feed_before_it_is_public(root: Path, tmp_path: Path) -> None:
    day = datetime.date(2025, 3, 2)
    copy = Path(shutil.copytree(root, tmp_path / "root"))
    make_private(copy)
    pipeline.build(copy, tmp_path / "site", date=day, jobs=1)
    assert "Published results: Event 2025-eu" not in titles(feed(tmp_path / "site", "results.xml"))


def test_pages_name_the_feeds_and_show_them(site: Path) -> None:
    found = page(site, "profiles/dom/one")
    named = [each.attributes["href"] for each in found.css('link[type="application/atom+xml"]')]
    assert named == ["../../../feeds/changes.xml", "../../../feeds/results.xml", "../../../feeds/dom/one.xml"]
    assert found.css_first('.tf-origin a[href="../../../feeds/dom/one.xml"]') is not None
    shown = [each.attributes["href"] for each in page(site, "changes").css('a[href^="../feeds/"]')]
    assert shown == ["../feeds/changes.xml", "../feeds/results.xml", "../feeds/dom.xml"]


def test_a_shallow_clone_says_that_the_history_is_not_whole(root: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", root.as_uri(), "root")
    site = build(tmp_path / "root", tmp_path / "site")
    assert "not whole" in page(site, "changes").css_first("main").text()
    text = page(site, "framework/about")
    assert "not whole" in text.css_first(".tf-history").text() and text.css_first(".tf-origin time") is None
    assert changes(site, "framework/about") == []
    assert not [each for each in titles(feed(site, "changes.xml")) if "Check" in each]


def test_without_a_repository_no_page_speaks_of_history(root: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(root, tmp_path / "root", ignore=shutil.ignore_patterns(".git")))
    site = build(copy, tmp_path / "site")
    assert page(site, "framework/about").css_first(".tf-history") is None


def test_a_commit_touches_the_pages_of_what_it_changed_alone(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    secrets.secret.cache_clear() if hasattr(secrets.secret, "cache_clear") else None
    copy, site = Path(shutil.copytree(root, tmp_path / "root")), tmp_path / "site"
    build(copy, site, is_clean=False)
    before = {path: path.stat().st_ino for path in site.rglob("*") if path.is_file()}
    edit(copy, PROFILE, "# again\n")
    commit(copy, "Look once more", "2026-05-05")
    build(copy, site, is_clean=False)
    changed = {
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_file() and before.get(path) != path.stat().st_ino and path.suffix in (".html", ".xml")
    }
    assert changed == {
        "profiles/dom/one/index.html",
        "changes/index.html",
        *(f"feeds/{name}" for name in ("changes.xml", "dom.xml", "dom/one.xml")),
    }
    clean = build(copy, tmp_path / "clean")
    files = {path.relative_to(clean) for path in clean.rglob("*") if path.is_file()}
    assert [path for path in files if (clean / path).read_bytes() != (site / path).read_bytes()] == []
