"""Links from one guide to another that the root has already from an earlier import."""

from __future__ import annotations

import pytest

from generator.importers.ihe_ig import Imported, convert
from generator.importers.ihe_ig.neighbours import anchors_in
from guide_support import SETTINGS, GuideMaker, notes, only, page, texts

OIL = SETTINGS.replace("/TST/Lamps", "/TST/Oil")


def linking(a_guide: GuideMaker, destination: str) -> Imported:
    """The guide Oil with this link, imported into a root that has the guide Lamps."""
    lamps = texts(only(a_guide(notice="<a name='old'></a>See.\n\n## Oil {#own}\n\n## Oil\n")))
    return convert([a_guide("TST.Oil", OIL, notice=f"[x]({destination})\n")], lamps)


@pytest.mark.parametrize(
    ("destination", "become"),
    [
        ("https://guides.example/TST/Lamps/notice.html", "../lamps/notice.md"),
        ("https://guides.example/TST/Lamps/notice.html#old", "../lamps/notice.md#old"),
        ("https://guides.example/TST/Lamps/notice.html#own", "../lamps/notice.md#own"),
        ("https://guides.example/TST/Lamps/notice.html#oil", "../lamps/notice.md#oil"),
        ("https://build.example/TST.Lamps/branches/main/notice.html", "../lamps/notice.md"),
        (
            "https://guides.example/TST/Lamps/TST-7.html#2371-scope",
            "../../../framework/tst/transactions/tst-7.md#2371-scope",
        ),
        (
            "https://guides.example/TST/Lamps/artifacts.html#x",
            "https://guides.example/TST/Lamps/artifacts.html#x",
        ),
    ],
)
def test_a_link_to_a_guide_of_the_root_stays_inside(
    a_guide: GuideMaker, destination: str, become: str
) -> None:
    assert page(linking(a_guide, destination), "profiles/tst/oil/notice.md") == f"[x]({become})"


def test_a_dead_fragment_of_a_guide_of_the_root_is_noted(a_guide: GuideMaker) -> None:
    typed = "https://guides.example/TST/Lamps/notice.html#gone"
    made = linking(a_guide, typed)
    assert page(made, "profiles/tst/oil/notice.md") == f"[x]({typed})"
    assert notes(made, "TST.Oil/pagecontent/notice.md") == [
        f"1: {typed}: dead fragment: notice.md has no such id; the link stays as published"
    ]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("# Oil\n\n## Oil", {"oil", "oil-1"}),
        ("## Oil {#own}", {"own"}),
        ("## Oil [x]{#word}", {"oil-x", "word"}),
        ("> ## Oil", {"oil"}),
        ('[]{id="a.b"} [x]{.sup #c}', {"a.b", "c"}),
        ("```\n## Oil\n```", set()),
        ("#oil", set()),
    ],
)
def test_ids_of_a_text(text: str, ids: set[str]) -> None:
    assert anchors_in(text) == ids
