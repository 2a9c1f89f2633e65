"""What is saved is shown: the preview hears of changes from the system, and the command runs it all."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.preview import Preview, followed, searched
from preview_support import a_preview, a_root, edit, html, shown, write
from site_support import command, environment

DOMAIN = """\
- key: DOM
  name: Domain
  summary: A domain.
  committee: {name: Committee, url: "https://tiny.example/committee"}
"""
TEXT = "profiles/dom/one/index.md"
SECONDS = 120


def becomes(question: Callable[[], bool]) -> bool:
    """Whether the answer is yes before long."""
    until = time.monotonic() + SECONDS
    while not question():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_root(tmp_path)


@pytest.fixture
def preview(root: Path) -> Iterator[Preview]:
    preview = a_preview(root)
    with followed(preview):
        # What changes before the watching begins is nobody's news.
        assert becomes(lambda: preview.board.state.is_judged)
        time.sleep(0.6)
        yield preview


def test_a_saved_text_is_shown(preview: Preview, root: Path) -> None:
    edit(root, TEXT, "Parcels arrive.", "Parcels come.")
    assert becomes(lambda: "Parcels come." in html(preview, "profiles/dom/one/"))


def test_a_text_that_takes_the_place_of_another_is_shown(preview: Preview, root: Path) -> None:
    new = root / "profiles/dom/one/.index.md.new"
    new.write_text("---\ntitle: Overview\n---\nParcels come.\n", encoding="utf-8")
    new.replace(root / TEXT)
    assert becomes(lambda: "Parcels come." in html(preview, "profiles/dom/one/"))


def test_saved_settings_are_shown(preview: Preview, root: Path) -> None:
    edit(root, "site_config.yml", "A small framework", "A large framework")
    assert becomes(lambda: "A large framework" in html(preview, ""))


def test_a_new_folder_is_shown(preview: Preview, root: Path) -> None:
    write(root, "framework/pages/more/index.md", "---\ntitle: More\n---\nMore.\n")
    assert becomes(lambda: preview.page("framework/more/") is not None)


def test_a_theme_of_the_root_is_shown_though_there_was_none(preview: Preview, root: Path) -> None:
    write(root, "theme/templates/framework_page.html", "<h1>Ours</h1>\n")
    assert becomes(lambda: "<h1>Ours</h1>" in html(preview, "framework/about/"))
    edit(root, "theme/templates/framework_page.html", "Ours", "Still ours")
    assert becomes(lambda: "<h1>Still ours</h1>" in html(preview, "framework/about/"))


def test_what_is_wrong_is_found_after_a_moment(preview: Preview, root: Path) -> None:
    edit(root, TEXT, "Parcels arrive.", "See [DOM-3].")
    assert becomes(lambda: [each.rule for each in preview.board.state.findings] == ["unknown-id"])
    edit(root, TEXT, "See [DOM-3].", "See [DOM-2].")
    assert becomes(lambda: preview.board.state.findings == ())


def test_files_that_are_no_content_are_passed_over(preview: Preview, root: Path) -> None:
    number = preview.board.state.number
    for path in ("site/index.html", ".cache/thing", ".git/HEAD", "notes.txt", "framework/.hidden"):
        write(root, path, "nothing")
    time.sleep(0.5)
    assert preview.board.state.number == number


def test_search_finds_what_is_written_and_is_left_alone_where_no_text_changed(root: Path) -> None:
    preview = a_preview(root)
    with searched(preview) as search:
        first = search.at("search/engine.js", SECONDS)
        assert first is not None
        assert search.at("search/../../about.json", 0) is None
        entry = names(first)
        write(root, "theme/assets/site-of-ours.css", "p { color: red }")
        preview.change(["theme/assets/site-of-ours.css"])
        assert becomes(lambda: search.indexed is shown(preview))
        assert search.at("search/engine.js", 0) == first
        preview.change([edit(root, TEXT, "Parcels arrive.", "Quokkas come.")])
        assert becomes(lambda: search.at("search/engine.js", 0) != first)
        again = search.at("search/engine.js", 0)
        assert again is not None and names(again) != entry
        assert first.exists()


def test_an_index_that_cannot_be_made_is_not_waited_for(root: Path) -> None:
    write(root, "theme/templates/framework_page.html", "{{ nowhere.at_all }}")
    with searched(a_preview(root)) as search:
        assert search.at("search/engine.js", SECONDS) is None
        assert search.indexed is not None


def names(engine: Path) -> list[str]:
    folder = engine.parents[1]
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_the_command_shows_what_is_saved_and_ends_when_it_is_told(root: Path) -> None:
    words = command("serve", "--root", root, "--date", "2026-11-01", "--port", "0")
    # Whoever runs the tests in the background may have them ignore what Ctrl+C sends, and all they start.
    with subprocess.Popen(
        words,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as served:
        try:
            shows_what_is_saved(root, served)
            served.send_signal(signal.SIGINT)
            assert served.wait(SECONDS) == 0
        finally:
            served.kill()
    assert not (root / "site").exists()


def shows_what_is_saved(root: Path, served: subprocess.Popen[str]) -> None:
    assert served.stdout is not None
    found = re.match(r"(http://127\.0\.0\.1:[0-9]+/) ", served.stdout.readline())
    assert found is not None
    page = f"{found[1]}profiles/dom/one/"
    assert served.stdout.readline().endswith(" 0 errors, 0 warnings, 0 waived\n")
    edit(root, TEXT, "Parcels arrive.", "See [DOM-3].")
    assert served.stdout.readline().startswith(f"{TEXT}:6:5: error: [DOM-3] is not defined here")
    assert becomes(lambda: b"See [DOM-3]." in urllib.request.urlopen(page).read())


def test_another_host_is_warned_of(root: Path) -> None:
    words = command("serve", "--root", root, "--port", "0", "--host", "0.0.0.0")
    with subprocess.Popen(
        words, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as served:
        assert served.stderr is not None
        assert served.stderr.readline() == "warning: whoever reaches this machine can read the site\n"
        served.kill()


def test_a_root_that_goes_away_is_survived(preview: Preview, root: Path) -> None:
    shutil.rmtree(root / "framework")
    assert becomes(lambda: preview.board.state.is_behind or preview.page("framework/about/") is None)
    assert "<h1" in html(preview, "")
    write(root, "framework/domains.yml", DOMAIN)
    write(root, "framework/pages/again.md", "---\ntitle: Again\n---\nAgain.\n")
    assert becomes(lambda: preview.page("framework/again/") is not None)
