"""How wide words are in a diagram, and where their lines break, without asking any font of the machine."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

# Advance widths of Arial and Liberation Sans, in thousandths of the type's size.
_WIDTHS = {
    character: width
    for width, characters in {
        191: "'",
        222: "ijl",
        260: "|",
        278: " !,./:;I[\\]ft",
        333: "()-`r",
        334: "{}",
        355: '"',
        389: "*",
        469: "^",
        500: "Jcksvxyz",
        556: "#$0123456789?L_abdeghnopqu",
        584: "+<=>~",
        611: "FTZ",
        667: "&ABEKPSVXY",
        722: "CDHNRUw",
        778: "GOQ",
        833: "Mm",
        889: "%",
        944: "W",
        1015: "@",
    }.items()
    for character in characters
}
_OTHER = 667
_IDEOGRAPH = 1000
# Readers may have a wider font than that, and bold ones are wider still.
_REGULAR, _BOLD = 1.07, 1.16
_ELLIPSIS = "…"


def width_of(text: str, size: float, *, is_bold: bool = False) -> float:
    """How wide `text` is at most in a common sans serif, in the unit of `size`."""
    thousandths = sum(map(_advance, text))
    return thousandths * size * (_BOLD if is_bold else _REGULAR) / 1000


def _advance(character: str) -> int:
    known = _WIDTHS.get(character)
    if known is not None:
        return known
    if unicodedata.combining(character):
        return 0
    return _IDEOGRAPH if unicodedata.east_asian_width(character) in "WF" else _OTHER


def wrapped(
    text: str, width: float, size: float, *, is_bold: bool = False, most_lines: int = 6
) -> tuple[str, ...]:
    """`text` in lines no wider than `width`; a word that is wider is broken, what is too much is cut."""
    lines: list[str] = []
    for word in _words(text, width, size, is_bold):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(joined, size, is_bold=is_bold) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    if len(lines) > most_lines:
        lines = [*lines[: most_lines - 1], _cut(lines[most_lines - 1], width, size, is_bold)]
    return tuple(lines) or ("",)


def _words(text: str, width: float, size: float, is_bold: bool) -> Iterator[str]:
    for word in text.split():
        piece = ""
        for character in word:
            if piece and width_of(piece + character, size, is_bold=is_bold) > width:
                yield piece
                piece = ""
            piece += character
        yield piece


def _cut(line: str, width: float, size: float, is_bold: bool) -> str:
    kept = line
    while kept and width_of(kept + _ELLIPSIS, size, is_bold=is_bold) > width:
        kept = kept[:-1]
    return kept.rstrip() + _ELLIPSIS
