"""Guides that mean harm, or are broken: each gives notes, never an exception; nothing leaves its place."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.importers.ihe_ig import Imported, convert
from generator.importers.ihe_ig.kramdown import read_blocks
from generator.importers.ihe_ig.notes import Report
from generator.importers.ihe_ig.render import page_text
from generator.importers.ihe_ig.scope import silent
from generator.reading import read
from guide_support import SETTINGS, GuideMaker, notes, only, texts, write_root
from markdown_support import a_document

SECONDS = 20


def is_inside(path: str) -> bool:
    return ".." not in path.split("/") and path.split("/")[0] in ("framework", "profiles", "site_config.yml")


def test_a_missing_folder_is_a_note(tmp_path: Path) -> None:
    imported = convert([tmp_path / "nowhere"], {})
    assert [str(note) for note in imported.notes] == ["nowhere:1: nowhere: no such folder"]


def test_a_folder_that_is_no_guide_is_a_note(tmp_path: Path) -> None:
    assert "neither sushi-config.yaml nor pagecontent" in str(convert([tmp_path], {}).notes[0])


@pytest.mark.parametrize(
    "line",
    [
        "canonical: https://guides.example/../../etc",
        "canonical: https://guides.example/TST/..",
        "canonical: https://guides.example/TST/a%2F..%2Fb",
        "canonical: 'https://guides.example/TST/x y'",
    ],
)
def test_a_name_that_leads_out_of_the_root_is_refused(a_guide: GuideMaker, line: str) -> None:
    settings = SETTINGS.replace("canonical: https://guides.example/TST/Lamps", line)
    assert all(is_inside(path) for path in only(a_guide(settings=settings)).files)


def test_links_and_special_files_are_not_followed(a_guide: GuideMaker, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("secret words", encoding="utf-8")
    folder = a_guide()
    (folder / "pagecontent/linked.md").symlink_to(secret)
    (folder / "images").symlink_to(tmp_path)
    os.mkfifo(folder / "pagecontent/pipe.md")
    imported = only(folder)
    assert "secret words" not in "".join(texts(imported).values())
    assert any("linked.md" in note for note in notes(imported))


def test_a_linked_fsh_folder_is_not_followed(a_guide: GuideMaker, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/a.fsh").write_text(
        "Instance: A\nInstanceOf: CapabilityStatement\n", encoding="utf-8"
    )
    folder = a_guide(volume__1="Nothing.\n")
    (folder / "fsh").symlink_to(tmp_path / "elsewhere")
    assert "actors: []" in texts(only(folder))["profiles/tst/lamps/profile.yml"]


@pytest.mark.parametrize(
    "settings",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n" + SETTINGS,
        SETTINGS + "more: " + "[" * 500 + "]" * 500 + "\n",
        SETTINGS + "bad: {unclosed\n",
        SETTINGS + "x: !!python/object/apply:os.system ['true']\n",
        "- just\n- a list\n",
        "",
        "\x00\x01",
        SETTINGS + "title: twice\n",
        "x" * 600_000,
    ],
    ids=["aliases", "depth", "unclosed", "tag", "list", "empty", "control", "twice", "large"],
)
def test_settings_of_any_kind_are_survived(a_guide: GuideMaker, tmp_path: Path, settings: str) -> None:
    imported = only(a_guide(settings=settings))
    assert all(is_inside(path) for path in imported.files)
    assert imported.notes


@pytest.mark.parametrize(
    "raw",
    [
        b"\xff\xfe\x00x",
        b"\x89PNG\r\n",
        b"",
        b"a\x00b\x07c",
        "\u202ea\u2066b".encode(),
        b"x" * 300_000,
        b"---\n",
    ],
    ids=["utf-16", "png", "empty", "control", "bidi", "long line", "fence"],
)
def test_a_page_of_any_bytes_can_be_read_afterwards(a_guide: GuideMaker, tmp_path: Path, raw: bytes) -> None:
    imported = only(a_guide(files={"pagecontent/notice.md": raw}))
    assert read(write_root(tmp_path / "root", imported)).diagnostics == ()


def test_a_page_that_is_too_large_is_not_read(a_guide: GuideMaker) -> None:
    imported = only(a_guide(notice="word " * 300_000))
    assert "profiles/tst/lamps/notice.md" not in imported.files
    assert any("larger than" in note for note in notes(imported, "notice.md"))


def test_a_drawing_with_a_script_is_not_copied(a_guide: GuideMaker) -> None:
    files = {"images/a.svg": "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"}
    assert "profiles/tst/lamps/images/a.svg" not in only(a_guide(files=files)).files


MARKUP = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1) 'x')",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>a</a>",
    "<iframe src='https://evil.example/'></iframe>",
    "<svg onload=alert(1)><text>x</text></svg>",
    "<div style='background:url(javascript:1)'>x</div>",
    "<a name='x\" onclick=\"alert(1)'>x</a>",
    "<b><i><u><table><tr><td>x",
    "<a id='tf-main'></a>",
    "![x](../../../../etc/passwd)",
    "[x](../../../../etc/passwd)",
    "[x](file:///etc/passwd)",
    "[x](//evil.example/)",
    "<object data='x'>y</object>",
    "| a |\n|---|\n| <script>alert(1)</script> |",
    "# <script>alert(1)</script>",
    "<tf-drawing src='../../secret'></tf-drawing>",
    "{% include ../../secret.md %}",
    "<p id='{.x}'>y</p>",
    '{: #a"><script> }',
    "<details><summary>s</summary>t</details>",
    "<pre>```\n</pre>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\\<script>alert(1)\\</script>",
    "`<script>`<script>`",
    "<!-- <script> --><script>alert(1)</script>",
]


@pytest.mark.parametrize("text", MARKUP)
def test_markup_that_means_harm_is_neutral(a_guide: GuideMaker, tmp_path: Path, text: str) -> None:
    for place in ("notice", "TST__7", "issues"):
        page = f"### Open Issues\n\n- {text}\n" if place == "issues" else f"{text}\n\nafter\n"
        imported = only(a_guide(**{place: page}))
        reading = read(write_root(tmp_path / place, imported))
        assert [finding for finding in reading.diagnostics if finding.is_error] == []
    body = texts(only(a_guide(notice=f"{text}\n\nafter\n")))["profiles/tst/lamps/notice.md"]
    assert a_document(body.split("---\n", 2)[2]).faults == ()


@pytest.mark.parametrize("field", ["title", "version", "description", "publisher"])
@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "a: {b} # c", "- x", "'", '"', "|", "\\", "[ITI-1]", "é\u202e"]
)
def test_settings_with_markup_can_be_read_afterwards(
    a_guide: GuideMaker, tmp_path: Path, field: str, text: str
) -> None:
    lines = [line for line in SETTINGS.splitlines() if not line.startswith(f"{field}:")]
    quoted = text.replace("'", "''")
    settings = "\n".join([f"{field}: '{quoted}'", *lines]) + "\n"
    assert read(write_root(tmp_path / "root", only(a_guide(settings=settings)))).diagnostics == ()


HEAVY = {
    "open tags": "<div>" * 20_000,
    "open tags on lines": "<div>\n" * 20_000,
    "nested tags": "<div>" * 3_000 + "x" + "</div>" * 3_000,
    "open frames": '<div markdown="1">\n' * 3_000,
    "nested frames": '<div markdown="1">\n' * 300 + "x\n" + "</div>\n" * 300,
    "comments": "<!-- " * 20_000,
    "angles": "<" * 100_000,
    "half tags": "<a " * 30_000,
    "brackets": "[" * 100_000,
    "links": "[a](b" * 20_000,
    "images": "![" * 50_000,
    "backticks": " ".join("`" * (n % 300 + 1) for n in range(2_000)),
    "stars": "**a " * 30_000,
    "braces": "{{" * 50_000,
    "liquid": "{% include x.svg %}\n" * 5_000,
    "quotes": "> " * 20_000,
    "pipes": "|" * 100_000 + "\n|---|\n",
    "spans": "<table>" + "<tr><td rowspan='1000' colspan='1000'>x</td></tr>" * 500 + "</table>",
    "nested tables": "<table><tr><td>" * 500 + "x" + "</td></tr></table>" * 500,
    "nested lists": "\n".join(" " * n + "- x" for n in range(500)),
    "fences": "```\n~~~~\n" * 5_000 + "`````\n",
    "headings": "# x\n" * 20_000,
    "scripts": "<script>" * 10_000,
    "attributes": "{: .x}\n" * 20_000,
    "escapes": "\\[" * 40_000,
    "formulas": "$$" * 40_001,
}


@pytest.mark.parametrize("text", HEAVY.values(), ids=HEAVY.keys())
def test_a_heavy_page_takes_its_time_and_ends(a_guide: GuideMaker, text: str) -> None:
    begin = time.process_time()
    only(a_guide(notice=text))
    assert time.process_time() - begin < SECONDS


PIECES = [
    "<div>",
    "</div>",
    '<div markdown="1">',
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "</tr>",
    "</table>",
    "<p>",
    "</p>",
    "<a name='x'>",
    "</a>",
    "<b>",
    "</b>",
    "<br>",
    "<pre>",
    "</pre>",
    "```",
    "~~~",
    "|",
    "|---|",
    "\n",
    "\n\n",
    "    ",
    "- ",
    "1. ",
    "> ",
    "# ",
    "## 1:2.3 ",
    "{: .x}",
    "{#y}",
    "[",
    "](",
    ")",
    "!",
    "**",
    "*",
    "_",
    "`",
    "\\",
    "<",
    ">",
    "&",
    "§",
    "$$",
    "{{x}}",
    "{%include a.svg%}",
    "Lamp [TST-7]",
    "Note 1: at least one of",
    "word ",
    "é",
    "\t",
    ":",
    "!!!",
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_any_text_becomes_text_without_faults(pieces: list[str]) -> None:
    text = "".join(pieces)
    become = page_text(read_blocks(text, "x.md", Report()), silent())
    kinds = {fault.name for fault, _, _ in a_document(become).faults}
    assert not kinds & {"RAW_HTML", "RESERVED_ANCHOR"}


@pytest.mark.parametrize("text", ["<<div>x>", "<<b>x</b>>", "<<!-- -->b>", "<{: .x}b>", "<<<i>a href='x'>"])
def test_what_is_left_out_makes_no_tag_of_its_neighbours(text: str) -> None:
    become = page_text(read_blocks(text, "x.md", Report()), silent())
    assert a_document(become).faults == ()


def test_any_model_page_is_survived(a_guide: GuideMaker, tmp_path: Path) -> None:
    chance = random.Random(7)
    for number in range(12):
        text = "".join(chance.choice(PIECES) for _ in range(400))
        volume = f"## 1:77.1 Actors\n\n| Actors | Transactions | Optionality |\n{text}"
        imported = only(
            a_guide(f"G{number}", volume__1=volume, TST__7=text, issues=f"### Open Issues\n{text}")
        )
        found = read(write_root(tmp_path / f"root{number}", imported)).diagnostics
        assert [str(each) for each in found if each.is_error] == []


def test_an_import_into_a_root_of_nonsense_is_survived(a_guide: GuideMaker) -> None:
    nonsense = {
        "framework/domains.yml": "{",
        "framework/external.yml": "- x\n- {kind: }\n- [\n",
        "framework/tst/actors.yml": "key: [",
        "framework/tst/transactions/tst-7.md": "---\nroles: x\n",
        "profiles/tst/oil/profile.yml": "\x00",
    }
    imported = only(a_guide(), nonsense)
    assert isinstance(imported, Imported)
