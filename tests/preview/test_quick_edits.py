"""A change of words is shown without a look at the rest of the root, and just as if all were read anew."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from generator import pipeline, reading, understanding
from generator.preview import Preview
from preview_support import DAY, Author, a_preview, a_root, anew, edit, html, judged, pages, shown, write

EDITS = 25


def is_quick(preview: Preview, *paths: str) -> bool:
    """Whether a change is shown without reading all."""
    content = shown(preview).content
    read = reading.reread(preview.workshop.root, content.reading, paths)
    return read is not None and understanding.revised(content, read) is not None


@pytest.mark.parametrize("seed", range(6))
def test_random_edits_are_shown_as_if_all_were_read_anew(tmp_path: Path, seed: int) -> None:
    root = a_root(tmp_path, has_gherkin=seed % 2 == 0)
    preview, author, quick = a_preview(root), Author(root, seed), 0
    for number in range(EDITS):
        paths = list(author.edit())
        quick += is_quick(preview, *paths)
        preview.change(paths)
        content = understanding.understood(root, reading.read(root), DAY)
        now = shown(preview)
        if preview.board.state.is_behind:
            continue
        assert now.content.graph == content.graph, f"edit {number} of {paths}"
        assert now.content.public == content.public
        assert pipeline.judged(now.content).diagnostics == pipeline.judged(content).diagnostics
        assert pages(now) == pages(anew(root, now)), f"edit {number} of {paths}"
    print(f"{quick} of {EDITS} edits were quick", file=sys.stderr)
    assert quick > EDITS // 4


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("profiles/dom/one/index.md", "Parcels arrive.", "Parcels of [DOM-1] arrive at a Receiver."),
        ("profiles/dom/one/index.md", "## 1.1 What", "## 1.1 Why, and what"),
        ("framework/dom/transactions/dom-1.md", "A parcel travels.", "A parcel [flies](actor:sender)."),
        ("profiles/dom/one/profile.yml", "summary: Sends parcels.", "summary: |\n  Sends\n\n  parcels."),
        ("profiles/dom/one/rules.md", "SHALL send a Parcel", "SHALL send one Parcel"),
        ("framework/glossary.yml", "What is sent.", "What is sent, and comes."),
        ("profiles/dom/one/index.md", "title: Overview", "title: Another"),
        ("framework/dom/transactions/dom-1.md", "name: Send Parcel", "name: Post Parcel"),
        ("profiles/dom/one/scenarios/one-send.yml", "name: Send a parcel", "name: Post a parcel"),
    ],
)
def test_words_are_changed_quickly(tmp_path: Path, path: str, old: str, new: str) -> None:
    root = a_root(tmp_path, has_gherkin=False)
    preview = a_preview(root)
    assert is_quick(preview, edit(root, path, old, new))


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("framework/dom/transactions/dom-1.md", "name: Send Parcel", "name: Post Parcel"),
        ("framework/dom/transactions/dom-1.md", "name: Source", "name: Origin"),
        ("framework/dom/actors.yml", "name: Sender", "name: Poster"),
        ("profiles/dom/one/profile.yml", "name: Sample Exchange", "name: Another"),
        ("profiles/dom/one/profile.yml", "summary: Sends parcels.\n", ""),
        ("profiles/dom/one/index.md", "Parcels arrive.", "![It](flow.svg)"),
        ("profiles/dom/one/rules.md", "§ONE-2:", "§ONE-3:"),
        ("profiles/dom/one/rules.md", "SHALL send", "SHOULD send"),
        ("profiles/dom/one/walks.md", "it arrives", "it is there"),
        ("results_data/organizations.yml", "Acme Devices", "Acme"),
        ("site_config.yml", "A small framework", "Another"),
    ],
)
def test_what_others_may_see_is_read_anew(tmp_path: Path, path: str, old: str, new: str) -> None:
    root = a_root(tmp_path)
    preview = a_preview(root)
    assert not is_quick(preview, edit(root, path, old, new))


def test_a_file_that_was_saved_as_it_was_changes_nothing(tmp_path: Path) -> None:
    root = a_root(tmp_path)
    preview = a_preview(root)
    before = preview.board.state
    path = "profiles/dom/one/index.md"
    preview.change([write(root, path, (root / path).read_text(encoding="utf-8"))])
    assert preview.board.state is before


def test_a_new_heading_mends_the_link_to_it(tmp_path: Path) -> None:
    root = a_root(tmp_path)
    write(root, "framework/pages/about.md", "---\ntitle: About\n---\nSee [it](guide.md#second-steps).\n")
    preview = a_preview(root)
    assert any("dead-anchor" in each for each in judged(preview))
    preview.change([edit(root, "framework/pages/guide.md", "## First steps", "## Second steps")])
    assert judged(preview) == []
    assert 'framework/guide/#second-steps"' in html(preview, "framework/about/")
