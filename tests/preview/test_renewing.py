"""A preview follows its content, and survives whatever is wrong with it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from generator.preview import CannotShow, Preview
from preview_support import a_preview, a_root, anew, edit, html, judged, pages, shown, write
from private_site import MARK, the_root

PROFILE = "profiles/dom/one/profile.yml"
TEXT = "profiles/dom/one/index.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_root(tmp_path)


@pytest.fixture
def preview(root: Path) -> Preview:
    return a_preview(root)


def is_as_if_read_anew(preview: Preview) -> bool:
    return pages(shown(preview)) == pages(anew(preview.workshop.root, shown(preview)))


def test_a_changed_text_is_shown(preview: Preview, root: Path) -> None:
    preview.change([edit(root, TEXT, "Parcels arrive.", "Parcels come.")])
    assert "Parcels come." in html(preview, "profiles/dom/one/")


def test_a_changed_name_is_shown_wherever_it_stands(preview: Preview, root: Path) -> None:
    assert "Sample Exchange" in html(preview, "transactions/dom-1/")
    preview.change([edit(root, PROFILE, "name: Sample Exchange", "name: Parcel Exchange")])
    assert "Parcel Exchange" in html(preview, "transactions/dom-1/")
    assert is_as_if_read_anew(preview)


def test_a_new_file_is_a_new_page(preview: Preview, root: Path) -> None:
    assert preview.page("framework/new/") is None
    preview.change([write(root, "framework/pages/new.md", "---\ntitle: New\n---\nNew.\n")])
    assert "<h1" in html(preview, "framework/new/")


def test_a_file_that_is_gone_is_no_page_any_more(preview: Preview, root: Path) -> None:
    (root / "framework/pages/about.md").unlink()
    preview.change(["framework/pages/about.md"])
    assert preview.page("framework/about/") is None
    assert is_as_if_read_anew(preview)


def test_a_renamed_file_moves_its_page(preview: Preview, root: Path) -> None:
    old, new = "framework/pages/about.md", "framework/pages/more.md"
    (root / old).rename(root / new)
    preview.change([old, new])
    assert preview.page("framework/about/") is None
    assert "Nothing to see." in html(preview, "framework/more/")


def test_a_folder_that_is_gone_takes_its_pages_along(preview: Preview, root: Path) -> None:
    (root / "profiles/dom/one").rename(root / "elsewhere")
    preview.change(["profiles/dom/one"])
    assert preview.page("profiles/dom/one/") is None


def test_a_file_that_an_editor_makes_for_a_moment_changes_nothing(preview: Preview) -> None:
    before = preview.board.state
    preview.change(["profiles/dom/one/4913", "profiles/dom/one/.index.md.swp"])
    assert preview.board.state is before


def test_a_mistake_is_shown_with_its_place_and_a_hint(preview: Preview, root: Path) -> None:
    preview.change([edit(root, TEXT, "Parcels arrive.", "Parcels of [DOM-3].")])
    (found,) = judged(preview)
    assert found.startswith(f"{TEXT}:6:12: error: [DOM-3] is not defined here [unknown-id] | did you mean")
    assert "Parcels of [DOM-3]." in html(preview, "profiles/dom/one/")
    preview.change([edit(root, TEXT, "Parcels of [DOM-3].", "Parcels of [DOM-2].")])
    assert judged(preview) == []


@pytest.mark.parametrize(
    ("path", "broken"),
    [
        (PROFILE, "key: [ONE\n"),
        (PROFILE, "key: ONE\nname: Without all else\n"),
        (PROFILE, ""),
        (TEXT, "no front matter\n"),
        (TEXT, "---\ntitle: [a, b\n---\nText.\n"),
        ("framework/dom/transactions/dom-1.md", "---\nkey: DOM-1\nname: Send\nstatus: sometimes\n---\n"),
        ("site_config.yml", "site: {name: [\n"),
        ("site_config.yml", "site: {name: Nothing else}\n"),
        ("site_config.yml", ""),
        ("results_data/2025-eu/session.yml", "key: nothing\n"),
    ],
)
def test_while_content_cannot_be_read_the_last_pages_stay(
    preview: Preview, root: Path, path: str, broken: str
) -> None:
    good = (root / path).read_text(encoding="utf-8")
    before = pages(shown(preview))
    preview.change([write(root, path, broken)])
    state = preview.board.state
    assert state.is_behind and state.is_judged
    assert [each for each in state.findings if each.is_error and each.position.path == path] != []
    assert pages(shown(preview)) == before
    preview.change([write(root, path, good.replace("arrives", "arrives soon"))])
    assert not preview.board.state.is_behind
    assert judged(preview) == []
    assert is_as_if_read_anew(preview)


def test_a_root_without_settings_is_survived(preview: Preview, root: Path) -> None:
    settings = (root / "site_config.yml").read_text(encoding="utf-8")
    (root / "site_config.yml").unlink()
    preview.change(["site_config.yml"])
    assert preview.board.state.is_behind
    preview.change([write(root, "site_config.yml", settings)])
    assert not preview.board.state.is_behind


def test_a_preview_of_nothing_waits_for_something(tmp_path: Path) -> None:
    preview = a_preview(tmp_path)
    with pytest.raises(CannotShow):
        preview.page("")
    root = a_root(tmp_path / "other")
    for path in sorted(root.rglob("*")):
        if path.is_file():
            name = path.relative_to(root).as_posix()
            write(tmp_path, name, path.read_text(encoding="utf-8"))
    preview.change(["site_config.yml"])
    assert "<h1" in html(preview, "")


def test_changed_settings_are_shown_on_every_page(preview: Preview, root: Path) -> None:
    preview.change([edit(root, "site_config.yml", "A small framework", "A large framework")])
    assert "A large framework" in html(preview, "framework/about/")
    assert is_as_if_read_anew(preview)


def test_a_template_of_the_root_is_shown_once_it_is_there(preview: Preview, root: Path) -> None:
    preview.change([write(root, "theme/templates/framework_page.html", "<h1>Ours: {{ page.title }}</h1>\n")])
    assert "<h1>Ours: About</h1>" in html(preview, "framework/about/")
    preview.change([write(root, "theme/templates/framework_page.html", "<h1>Again: {{ page.title }}</h1>\n")])
    assert "<h1>Again: About</h1>" in html(preview, "framework/about/")


def test_a_page_whose_template_fails_stays_as_it_was(preview: Preview, root: Path) -> None:
    preview.judge()
    before = html(preview, "framework/about/")
    preview.change([write(root, "theme/templates/framework_page.html", "{{ nowhere.at_all }}\n")])
    assert html(preview, "framework/about/") == before
    assert "<h1" in html(preview, "profiles/dom/one/")
    assert [each.rule for each in preview.board.state.faults] == ["broken-theme"]
    preview.change([write(root, "theme/templates/framework_page.html", "<h1>{{ page.title }}</h1>\n")])
    assert "<h1>About</h1>" in html(preview, "framework/about/")
    assert preview.board.state.faults == ()


def test_a_theme_that_cannot_make_pages_leaves_them_as_they_were(preview: Preview, root: Path) -> None:
    before = html(preview, "")
    preview.change([write(root, "theme/overrides/main.html", "{% nonsense %}\n")])
    assert preview.board.state.is_behind
    assert [each.rule for each in preview.board.state.findings] == ["broken-theme"]
    assert html(preview, "") == before


def test_a_changed_picture_makes_another_digest(preview: Preview, root: Path) -> None:
    text = "profiles/dom/one/index.md"
    preview.change([edit(root, text, "Parcels arrive.", "![It](flow.svg)")])
    page = preview.page("profiles/dom/one/")
    preview.change([edit(root, "profiles/dom/one/flow.svg", 'width="9"', 'width="10"')])
    again = preview.page("profiles/dom/one/")
    assert page is not None and again is not None
    assert page.html == again.html and page.digest != again.digest


def test_nothing_that_is_withheld_is_shown(tmp_path: Path) -> None:
    root = the_root(tmp_path)
    preview = a_preview(root, datetime.date.fromisoformat("2026-01-01"))
    assert [address for address, page in pages(shown(preview)).items() if MARK in page.decode().lower()] == []
    results = next(root.rglob("systems.yml"))
    broken = results.read_text(encoding="utf-8").replace("organization: ", "organisation: ", 1)
    preview.change([write(root, results.relative_to(root).as_posix(), broken)])
    assert preview.board.state.findings != ()
    assert [str(each) for each in preview.board.state.findings if MARK in f"{each}{each.hint}".lower()] == []
