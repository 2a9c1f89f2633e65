"""A drawing is made into a picture when a page that shows it is asked for, and once."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from generator.preview import Preview
from preview_support import a_preview, a_root, edit, html, write

STAND_IN = """#!{python}
import sys
sources = sys.stdin.read().split("@enduml")[:-1]
open({log!r}, "a").write("".join(f"{{len(source)}}\\n" for source in sources))
for source in sources:
    picture = "Syntax Error" if "wrong" in source else '<svg xmlns="http://www.w3.org/2000/svg"><text>x</text></svg>'
    print(picture + sys.argv[-1])
"""
DRAWING = "---\ntitle: Drawn\n---\n```plantuml\nA -> B: {words}\n```\n"


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the program that draws was asked, a line for each drawing."""
    log, program = tmp_path / "log", tmp_path / "bin/java"
    log.touch()
    program.parent.mkdir()
    program.write_text(STAND_IN.format(python=sys.executable, log=str(log)), encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    (tmp_path / "plantuml.jar").touch()
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    monkeypatch.setenv("TFPUB_PLANTUML_JAR", str(tmp_path / "plantuml.jar"))
    return log


@pytest.fixture
def preview(log: Path, tmp_path: Path) -> Preview:
    root = a_root(tmp_path)
    write(root, "framework/pages/drawn.md", DRAWING.format(words="hello"))
    write(root, "framework/pages/other.md", DRAWING.format(words="something wrong"))
    return a_preview(root)


def test_no_page_is_drawn_for_another(preview: Preview, log: Path) -> None:
    assert "<h1" in html(preview, "")
    assert log.read_text(encoding="utf-8") == ""
    assert "<svg" in html(preview, "framework/drawn/")
    assert len(log.read_text(encoding="utf-8").splitlines()) == 1


def test_what_was_drawn_once_is_not_drawn_again(preview: Preview, log: Path) -> None:
    for address in ("framework/drawn/", "framework/other/"):
        assert "A -&gt; B" in html(preview, address) or "<svg" in html(preview, address)
    text = "profiles/dom/one/index.md"
    preview.change([edit(preview.workshop.root, text, "Parcels arrive.", "Parcels come.")])
    html(preview, "framework/drawn/")
    html(preview, "framework/other/")
    assert len(log.read_text(encoding="utf-8").splitlines()) == 2


def test_what_cannot_be_drawn_keeps_its_text(preview: Preview) -> None:
    assert "something wrong" in html(preview, "framework/other/")
