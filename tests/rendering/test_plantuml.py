"""PlantUML where the program is there: pictures that hold nothing of the machine and run nothing."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from pathlib import Path

import pytest

from generator.rendering.markdown import render
from generator.rendering.plantuml import pictures
from generator.rendering.plantuml_svg import harmless
from markdown_support import a_document, a_graph

SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
SOURCE = "@startuml\nA -> B: [[transaction:ITI-65 Send]]\n@enduml\n"
STAND_IN = f"""#!{sys.executable}
import os, sys
for source in sys.stdin.read().split("@enduml")[:-1]:
    words = "Syntax Error" if "wrong" in source else " ".join(sorted(os.environ))
    print('<svg {SVG}><a xlink:href="transaction:ITI-65"><text>' + words + "</text></a></svg>" + sys.argv[-1])
"""


@pytest.fixture
def jar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file in place of PlantUML, and a program in place of Java that answers as PlantUML does."""
    program = tmp_path / "bin/java"
    program.parent.mkdir()
    program.write_text(STAND_IN, encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    path = tmp_path / "plantuml.jar"
    path.touch()
    return path


@pytest.mark.parametrize(
    "foreign",
    [
        "<script>alert(1)</script>",
        "<foreignObject><p>x</p></foreignObject>",
        '<image xlink:href="https://example.org/x.png"/>',
        "<style>* { display: none }</style>",
        '<use xlink:href="#x"/>',
        '<animate attributeName="href" to="javascript:alert(1)"/>',
    ],
)
def test_a_picture_keeps_no_foreign_element(foreign: str) -> None:
    assert harmless(f"<svg {SVG}>{foreign}</svg>") == "<svg></svg>"


@pytest.mark.parametrize(
    "attribute", ['onload="alert(1)"', 'id="x"', 'class="x"', 'filter="url(#f)"', 'fill="url(https://x.org)"']
)
def test_a_picture_keeps_no_foreign_attribute(attribute: str) -> None:
    picture = harmless(f"<svg {SVG}><rect {attribute}/></svg>")
    assert attribute.split("=")[1].strip('"') not in picture


def test_styles_become_attributes() -> None:
    picture = harmless(f'<svg {SVG}><rect style="stroke: #A80036; stroke-width: 1.5; cursor: wait"/></svg>')
    assert picture == '<svg><rect stroke="#A80036" stroke-width="1.5"></rect></svg>'


@pytest.mark.parametrize("text", ["", "no picture", "<svg>", '<!DOCTYPE x [<!ENTITY a "b">]><svg/>', "<g/>"])
def test_what_is_no_picture_is_left_out(text: str) -> None:
    assert harmless(text) == ""


def test_a_drawing_becomes_a_picture_whose_links_lead_on(jar: Path) -> None:
    document = a_document(f"```plantuml\n{SOURCE}```\n")
    html = render(document, a_graph(document), pictures=pictures([SOURCE], jar))
    assert '<svg role="group" aria-label="Drawing"><a href="ref:transaction/ITI-65"><text>' in html
    assert "data-destination" not in html


def test_the_text_of_a_picture_is_kept_below_it(jar: Path) -> None:
    document = a_document(f"```plantuml\n{SOURCE}```\n")
    assert "A -&gt; B: <a " in render(document, a_graph(document), pictures=pictures([SOURCE], jar))


def test_the_program_learns_nothing_of_the_environment(jar: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_WORD", "x")
    assert "SECRET_WORD" not in pictures([SOURCE], jar)[SOURCE]


@pytest.mark.parametrize(
    "line", ["!include x", "!import x", "A: <img:/etc/passwd>", '!$x = %getenv("HOME")', "@startuml", "wrong"]
)
def test_a_drawing_that_reaches_out_or_is_wrong_keeps_its_text(jar: Path, line: str) -> None:
    source = f"@startuml\n{line}\n@enduml\n"
    assert list(pictures([source, SOURCE], jar)) == [SOURCE]


def test_without_the_program_there_are_no_pictures(tmp_path: Path) -> None:
    assert pictures([SOURCE], tmp_path / "plantuml.jar") == {}


def test_the_real_program_draws() -> None:
    path = Path(os.environ.get("TFPUB_PLANTUML_JAR") or "/usr/share/plantuml/plantuml.jar")
    if not path.is_file() or shutil.which("java") is None:
        pytest.skip("PlantUML is not here; TFPUB_PLANTUML_JAR names it")
    found = pictures([SOURCE, "@startuml\nwrong ( here\n@enduml\n"], path)
    assert list(found) == [SOURCE]
    assert 'data-destination="transaction:ITI-65"' in found[SOURCE]
