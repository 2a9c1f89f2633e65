"""`tfpub bundle` and the downloads of a site: the same bytes every time, and no link that leads nowhere."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from pathlib import Path

import pytest

from results_root import results_root
from site_pages import Site, broken_references, outside_requests, read_site
from site_support import AWKWARD, Outcome, tfpub, write

DAY = "2026-01-01"
URL = "https://site.example/"
KEYS = ("site", "domain-dom", "profile-one", "profile-two")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = results_root(tmp_path_factory.mktemp("bundle"))
    config = root / "site_config.yml"
    write(config, config.read_text() + "downloads: [site, domains, profiles]\n")
    return root


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site, its copies unzipped beside it."""
    folder = tmp_path_factory.mktemp("built")
    outcome = tfpub("build", "--root", root, "--date", DAY, "--output", folder / "site")
    assert outcome.code == 0, outcome.output
    for key in KEYS:
        zipfile.ZipFile(folder / f"site/downloads/{key}.zip").extractall(folder / AWKWARD / key)
    return read_site(folder / "site", URL)


def copy_of(built: Site, key: str) -> Site:
    (folder,) = (built.folder.parent / AWKWARD / key).iterdir()
    return read_site(folder, "https://nowhere.example/")


def bundled(root: Path, file: Path, *words: str) -> Outcome:
    return tfpub("bundle", "--root", root, "--date", DAY, "--output", file, *words)


def test_the_command_and_the_build_make_the_same_bytes(root: Path, built: Site, tmp_path: Path) -> None:
    for key, words in (
        ("site", ()),
        ("domain-dom", ("--domain", "dom")),
        ("profile-one", ("--profile", "ONE")),
    ):
        assert bundled(root, tmp_path / "copy.zip", *words).code == 0
        assert (tmp_path / "copy.zip").read_bytes() == (built.folder / f"downloads/{key}.zip").read_bytes()


def test_another_machine_makes_the_same_bytes(root: Path, built: Site, tmp_path: Path) -> None:
    moved = shutil.copytree(root, tmp_path / "another place")
    settings = {"PYTHONHASHSEED": "7", "TZ": "XYZ-13:30", "LC_ALL": "C", "HOME": str(tmp_path)}
    words = ("bundle", "--root", moved, "--date", DAY, "--output", tmp_path / "copy.zip", "--jobs", "2")
    assert tfpub(*words, cwd=tmp_path, settings=settings).code == 0
    assert (tmp_path / "copy.zip").read_bytes() == (built.folder / "downloads/site.zip").read_bytes()


@pytest.mark.parametrize("key", KEYS)
def test_every_link_of_a_copy_names_a_file_of_it_or_leaves_it(built: Site, key: str) -> None:
    copy = copy_of(built, key)
    assert broken_references(copy) == []
    inside = [each for each in copy.references if "://" not in each.address]
    assert [str(each) for each in inside if each.address.partition("#")[0].endswith("/")] == []
    assert outside_requests(copy) == []


def leaving(copy: Site, page: str) -> list[str]:
    return [str(link.attributes["href"]) for link in copy.parsed(page).css("a[data-tf-outside]")]


@pytest.mark.parametrize("key", KEYS)
def test_what_a_copy_lacks_is_a_page_of_the_site(built: Site, key: str) -> None:
    copy = copy_of(built, key)
    found = {url for page in copy.pages for url in leaving(copy, page)}
    names = {url.removeprefix(URL).partition("#")[0].partition("?")[0] for url in found}
    files = {f"{name}index.html" if not name or name.endswith("/") else name for name in names}
    assert sorted(files - built.files) == []
    # Whoever follows a feed is online, so no copy has one.
    assert bool({name for name in names if not name.startswith("feeds/")}) == (key != "site")


def test_no_link_to_the_site_is_without_its_mark(built: Site) -> None:
    copy = copy_of(built, "profile-one")
    told = ".tf-cite a, .tf-copy a, .tf-external"
    unmarked = [
        f"{page}: {link.attributes['href']}"
        for page in copy.pages
        for link in copy.parsed(page).css(f'a[href^="{URL}"]:not([data-tf-outside])')
        if not link.css_matches(told)
    ]
    assert unmarked == []


def test_a_link_out_says_so_to_those_who_listen(built: Site) -> None:
    copy = copy_of(built, "profile-one")
    (link,) = {
        link.text()
        for link in copy.parsed("profiles/dom/one/index.html").css("td a[data-tf-outside]")
        if link.attributes["href"] == f"{URL}profiles/dom/two/"
    }
    assert link == "TWO (online, not in this copy)"


def test_a_part_lists_what_it_holds(built: Site) -> None:
    copy = copy_of(built, "profile-one")
    links = copy.parsed("profiles/index.html").css("article .tf-list a")
    assert [link.attributes["href"] for link in links] == ["../profiles/dom/one/index.html"]


def test_a_copy_says_what_it_is_and_where_the_page_is(built: Site) -> None:
    note = copy_of(built, "profile-one").parsed("profiles/dom/one/index.html").css_first(".tf-copy")
    assert "Offline copy: Sample Exchange (ONE), as of 2026-01-01." in " ".join(note.text().split())
    assert note.css_first("a").attributes["href"] == f"{URL}profiles/dom/one/"


def test_the_site_itself_is_no_copy(built: Site) -> None:
    assert len(built.parsed("index.html").css(".tf-copy, [data-tf-outside]")) == 0


@pytest.mark.parametrize("name", ["404.html", "_headers", "hosting/nginx.conf"])
def test_what_only_a_host_needs_is_not_in_a_copy(built: Site, name: str) -> None:
    assert name in built.files and name not in copy_of(built, "site").files


def test_a_copy_says_how_it_is_opened(built: Site) -> None:
    readme = (copy_of(built, "profile-one").folder / "README.txt").read_text(encoding="utf-8")
    assert readme.startswith("A small framework - Sample Exchange (ONE)\nAs of 2026-01-01\n")
    assert "open index.html" in readme


def test_downloads_have_the_sizes_and_checksums_of_their_files(built: Site) -> None:
    rows = built.parsed("downloads/index.html").css("tbody tr")
    shown = {str(row.css_first("a").attributes["href"]): row.css_first("code").text() for row in rows}
    assert shown == {
        f"../downloads/{key}.zip": hashlib.sha256(
            (built.folder / f"downloads/{key}.zip").read_bytes()
        ).hexdigest()
        for key in KEYS
    }
    sums = (built.folder / "downloads/SHA256SUMS").read_text().splitlines()
    assert sorted(sums) == sorted(f"{sum_}  {url.rpartition('/')[2]}" for url, sum_ in shown.items())


def test_downloads_are_in_the_navigation(built: Site) -> None:
    assert built.parsed("index.html").css('.md-nav--primary a[href="downloads/"]') != []
    assert broken_references(built) == []


def test_a_copy_sends_to_the_site_for_its_checksum(built: Site) -> None:
    page = copy_of(built, "site").parsed("downloads/index.html")
    assert page.css("article code.tf-checksum") == []
    assert page.css_first(".tf-notice a").attributes["href"] == f"{URL}downloads/"


def test_a_root_that_offers_no_copies_has_no_page_of_them(tmp_path: Path) -> None:
    root = results_root(tmp_path)
    assert tfpub("build", "--root", root, "--date", DAY, "--output", tmp_path / "site").code == 0
    assert not (tmp_path / "site/downloads").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--profile", "NONE"), "there is no profile NONE"),
        (("--domain", "NONE"), "there is no domain NONE"),
        (("--profile", "ONE", "--domain", "DOM"), "not of both"),
    ],
)
def test_a_copy_of_what_is_not_there_is_wrong_use(
    root: Path, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    outcome = bundled(root, tmp_path / "copy.zip", *words)
    assert outcome.code == 2 and told in outcome.output
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_while_an_error_stands(tmp_path: Path) -> None:
    root = results_root(tmp_path)
    write(root / "framework/pages/bad.md", "---\ntitle: Bad\n---\n\nSee [there](gone.md).\n")
    assert bundled(root, tmp_path / "copy.zip").code == 1
    assert not (tmp_path / "copy.zip").exists()


def test_a_copy_is_called_after_its_site_where_nothing_else_is_said(root: Path, tmp_path: Path) -> None:
    assert tfpub("bundle", "--root", root, "--date", DAY, "--profile", "two", cwd=tmp_path).code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["a-small-framework-profile-two.zip"]
