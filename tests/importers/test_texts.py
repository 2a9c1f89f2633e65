"""What the text of a guide's page becomes, case by case in `texts.md`."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide_support import GuideMaker, only, page
from markdown_support import a_document

CASES = Path(__file__).with_name("texts.md")
PIXEL = b"\x89PNG\r\n\x1a\n" + bytes(8)
DRAWING = '@startuml\nparticipant "Lamp Lender" as L\nL -> L: [[#there Lend]] [[ftp:x Gone]]\n@enduml\n'


def cases() -> list[tuple[str, str, str]]:
    parts = CASES.read_text(encoding="utf-8").split("\n.\n")
    titles = [parts[0].rsplit("\n", 1)[-1], *(part.strip("\n") for part in parts[3::3])]
    return list(zip(titles, parts[1::3], parts[2::3], strict=False))


def converted(a_guide: GuideMaker, text: str) -> str:
    files = {"images/lamp.png": PIXEL, "images-source/lending.plantuml": DRAWING}
    return page(only(a_guide(notice=text, files=files)), "profiles/tst/lamps/notice.md")


@pytest.mark.parametrize(
    ("text", "expected"), [case[1:] for case in cases()], ids=[case[0] for case in cases()]
)
def test_text(a_guide: GuideMaker, text: str, expected: str) -> None:
    assert converted(a_guide, text) == expected.strip("\n")


@pytest.mark.parametrize("text", [case[1] for case in cases()], ids=[case[0] for case in cases()])
def test_text_has_no_fault_of_our_dialect(a_guide: GuideMaker, text: str) -> None:
    assert [fault for fault, _, _ in a_document(converted(a_guide, text)).faults] == []
