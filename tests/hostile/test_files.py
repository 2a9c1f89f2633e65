"""Files that are no plain files, and names that lead elsewhere: none is opened, followed or published."""

from __future__ import annotations

import os
import shutil
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import pipeline
from generator.publishing.folder import ForeignFolder
from generator.publishing.shell import BrokenTheme
from spec_root import SPECS

PAGES = "framework/pages"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return shutil.copytree(SPECS / "base", tmp_path / "root")


def found(root: Path) -> list[str]:
    return [f"{each.position.path} {each.rule}" for each in pipeline.check(root).diagnostics]


def link_to(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


def listen(path: Path) -> None:
    here = os.getcwd()
    os.chdir(path.parent)  # a socket's path may be no longer than a hundred characters
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(path.name)
    finally:
        os.chdir(here)


SPECIAL: dict[str, Callable[[Path], None]] = {
    "a link to a file outside": link_to("/etc/passwd"),
    "a link to a file inside": link_to("about.md"),
    "a link to a folder outside": link_to("/etc"),
    "a link to a folder inside": link_to("../dom"),
    "a link to its own folder": link_to("."),
    "a link to itself": link_to("special.md"),
    "a link to nothing": link_to("gone.md"),
    "a link to a device": link_to("/dev/zero"),
    "a link to the process itself": link_to("/proc/self/environ"),
    "a pipe": os.mkfifo,
    "a socket": listen,
}


@pytest.mark.parametrize("make", SPECIAL.values(), ids=SPECIAL.keys())
@pytest.mark.parametrize(
    "path", [f"{PAGES}/special.md", "profiles/dom/one/special.md", "profiles/dom/one/special.png"]
)
def test_special_file_is_named_and_not_opened(root: Path, path: str, make: Callable[[Path], None]) -> None:
    make(root / path)
    began = time.monotonic()
    assert found(root) == [f"{path} unsafe-file"]
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "place", ["framework", "profiles", "waivers.yml", "framework/dom", "site_config.yml"]
)
@pytest.mark.parametrize("target", ["/etc", "gone", "elsewhere"])
def test_no_place_of_content_may_be_a_link(root: Path, place: str, target: str) -> None:
    if (root / place).exists():
        shutil.move(root / place, root.parent / "elsewhere")
    (root / place).symlink_to(root.parent / target)
    assert f"{place} unsafe-file" in found(root)


def test_results_folder_that_is_a_link_is_named(root: Path) -> None:
    shutil.rmtree(root / "results_data", ignore_errors=True)
    (root / "results_data").symlink_to("/etc")
    assert found(root) == ["results_data unsafe-file"]


@pytest.mark.skipif(not hasattr(os, "mknod") or os.geteuid() != 0, reason="only root makes devices")
def test_device_is_named_and_not_opened(root: Path) -> None:
    try:
        os.mknod(root / PAGES / "zero.md", 0o20666, os.makedev(1, 5))
    except OSError as error:
        pytest.skip(f"no devices can be made here: {error}")
    assert found(root) == [f"{PAGES}/zero.md unsafe-file"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("path", [f"{PAGES}/about.md", "profiles/dom/one", "profiles/dom/one/closed.png"])
def test_what_may_not_be_read_is_named(root: Path, path: str) -> None:
    if not (root / path).exists():
        (root / path).touch()
    (root / path).chmod(0)
    try:
        assert f"{path} unreadable-file" in found(root)
    finally:
        (root / path).chmod(0o700)


@pytest.mark.parametrize(
    "name",
    [
        "a\u202egnp.md",
        "a\u2066b.md",
        "a\u200bb.md",
        "a\ufeffb.md",
        "a\x1b[2J.md",
        "a\nb.md",
        "a\tb.md",
        "a\x7fb.md",
        "a\\..\\etc.md",
        "C:a.md",
        "a<script>.md",
        'a"onclick=".md',
        "a|b.md",
        "a*.md",
        "a?.md",
        "a,b.md",
        "#a.md",
        " a.md",
    ],
)
def test_name_that_misleads_or_leads_away_is_refused(root: Path, name: str) -> None:
    (root / PAGES / name).write_text("---\ntitle: A\n---\n", encoding="utf-8")
    (finding,) = pipeline.check(root).diagnostics
    assert finding.rule == "unsafe-name"
    assert str(finding).isprintable()


@pytest.mark.parametrize(
    "name", ["%2e%2e%2fetc.md", "&lt;b&gt;.md", "{{ 7 }}.md", "%(x)s.md", "'a'.md", "p\u0430ge.md"]
)
def test_name_that_no_address_can_bear_is_refused(root: Path, name: str) -> None:
    (root / PAGES / name).write_text("---\ntitle: A\n---\n", encoding="utf-8")
    assert found(root) == [f"{PAGES}/{name} wrong-form"]


def test_two_names_that_are_one_elsewhere_are_refused(root: Path) -> None:
    for name in ("page.md", "PAGE.md"):
        (root / PAGES / name).write_text("---\ntitle: A\n---\n", encoding="utf-8")
    assert "colliding-names" in " ".join(found(root))


def test_picture_with_a_strange_name_is_published_under_it(root: Path) -> None:
    name = "it's {{ 7 }} 50% & more.svg"
    (root / "profiles/dom/one" / name).write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8"
    )
    with (root / "profiles/dom/one/index.md").open("a", encoding="utf-8") as text:
        text.write("\n![A picture](<it's {{ 7 }} 50%25 & more.svg>)\n")
    built = pipeline.build(root, root / "site")
    assert built.folder is not None, built.checked.diagnostics
    page = (root / "site/profiles/dom/one/index.html").read_text(encoding="utf-8")
    assert (root / "site/files/profiles/dom/one" / name).is_file()
    assert "it%27s%20%7B%7B%207%20%7D%7D%2050%25%20%26%20more.svg" in page


@pytest.mark.parametrize("place", ["", "overrides", "overrides/partials/x.html", "templates", "assets/a.css"])
def test_theme_may_not_be_a_link(root: Path, place: str) -> None:
    """A root's own theme is as trusted as its code, but what it links to is not even part of the root."""
    outside = root.parent / "outside"
    outside.mkdir()
    (root / "theme" / place).parent.mkdir(parents=True, exist_ok=True)
    (root / "theme" / place).symlink_to(outside)
    with pytest.raises(BrokenTheme, match="is a symbolic link"):
        pipeline.build(root, root / "site")
    assert not (root / "site").exists()


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        ("templates/home.html", "<script>pwned()</script>", "writes <script"),
        ("templates/home.html", "<iframe src=x>", "writes <iframe"),
        ("templates/home.html", "{{ unknown }}", "'unknown' is undefined"),
        ("templates/home.html", "{% for %}", "the template home.html fails"),
        ("templates/home.html", "{{ ''.__class__.__mro__ }}", "unsafe"),
        ("templates/home.html", "{{ link.__globals__ }}", "unsafe"),
        ("templates/home.html", "{% include '../../site_config.yml' %}", "the template home.html fails"),
        ("overrides/partials/copyright.html", "<p onclick='pwned()'>a</p>", "forbids"),
        ("overrides/partials/copyright.html", "{{ config.__class__.__mro__ }}", "unsafe"),
    ],
)
def test_templates_of_a_root_reach_nothing_and_run_nothing_inline(
    root: Path, path: str, text: str, message: str
) -> None:
    """A root's own theme is code: its scripts in files are trusted. What it writes into pages is not."""
    (root / "theme" / path).parent.mkdir(parents=True)
    (root / "theme" / path).write_text(text, encoding="utf-8")
    with pytest.raises(BrokenTheme, match=message):
        pipeline.build(root, root / "site")
    assert not (root / "site").exists()


@pytest.mark.parametrize("output", ["framework", "profiles", ".", ".."])
def test_build_replaces_no_folder_that_is_no_site(root: Path, output: str) -> None:
    with pytest.raises(ForeignFolder):
        pipeline.build(root, root / output)
    assert (root / "framework/domains.yml").is_file()


def test_build_writes_through_no_link(root: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (root / "site").symlink_to(tmp_path / "outside")
    with pytest.raises(ForeignFolder):
        pipeline.build(root)
    assert list((tmp_path / "outside").iterdir()) == []


def test_very_long_table_is_built_in_reasonable_time(root: Path) -> None:
    rows = "".join(f"| {number} | [DOM-1] and *words* | `code` |\n" for number in range(3000))
    with (root / "profiles/dom/one/index.md").open("a", encoding="utf-8") as text:
        text.write(f"\nTable: Very many\n\n| a | b | c |\n| - | - | - |\n{rows}")
    began = time.monotonic()
    built = pipeline.build(root, root / "site")
    assert built.folder is not None, built.checked.diagnostics
    assert time.monotonic() - began < 20
    pages = (root / "site/profiles/dom/one").rglob("index.html")
    assert sum(page.read_text(encoding="utf-8").count("<tr>") for page in pages) > 3000
