"""Redlines: which words of a text went and which came. Always bounded, and the same in both directions."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from generator.meaning import Piece, PieceSort

_WORD = re.compile(r"\w+|[^\w\s]|\s+")
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
# What one comparison may cost, in pairs of equal words; a passage beyond it is shown as replaced.
_DEAREST = 40_000
_MOST_WORDS = 3_000
_MOST_PARTS = 4_000
_LONGEST = 6_000
_CONTEXT = 60
_GAP = "\n\n"
_OTHER = {PieceSort.ADDED: PieceSort.REMOVED, PieceSort.REMOVED: PieceSort.ADDED}


def redline(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of both texts in reading order; empty where they have the same words.

    Runs of words that stayed are shortened, and all is cut where it becomes too long to read.
    """
    # Looking for what two texts share is not symmetric, so the lesser text always comes first.
    one, other = sorted((old, new))
    pieces = list(_joined(_compared(one, other)))
    if old > new:
        pieces = list(_joined(_turned(pieces)))
    if all(piece.sort is PieceSort.SAME or not piece.text.strip() for piece in pieces):
        return ()
    pieces[-1] = Piece(pieces[-1].sort, pieces[-1].text.removesuffix(_GAP))
    return tuple(each for each in _cut(_shortened(pieces)) if each.text or each.sort is PieceSort.SKIPPED)


def _compared(one: str, other: str) -> Iterator[Piece]:
    """First paragraphs are paired, then the words of those that differ."""
    first, second = (
        [" ".join(part.split()) + _GAP for part in _BLANK_LINES.split(text.strip())] for text in (one, other)
    )
    for kind, start, end, begin, stop in _opcodes(first, second, _MOST_PARTS):
        if kind == "equal":
            yield Piece(PieceSort.SAME, "".join(first[start:end]))
        elif end - start == stop - begin:
            for before, after in zip(first[start:end], second[begin:stop], strict=True):
                yield from _words(before, after)
        else:
            yield from _words("".join(first[start:end]), "".join(second[begin:stop]))


def _words(one: str, other: str) -> Iterator[Piece]:
    first, second = _WORD.findall(one), _WORD.findall(other)
    for kind, start, end, begin, stop in _opcodes(first, second, _MOST_WORDS):
        if kind == "equal":
            yield Piece(PieceSort.SAME, "".join(first[start:end]))
            continue
        if end > start:
            yield Piece(PieceSort.REMOVED, "".join(first[start:end]))
        if stop > begin:
            yield Piece(PieceSort.ADDED, "".join(second[begin:stop]))


def _opcodes(one: Sequence[str], other: Sequence[str], most: int) -> Iterable[tuple[str, int, int, int, int]]:
    """What difflib says of two sequences; one replacement where looking may take long."""
    start = 0
    shortest = min(len(one), len(other))
    while start < shortest and one[start] == other[start]:
        start += 1
    end = 0
    while end < shortest - start and one[-1 - end] == other[-1 - end]:
        end += 1
    first, second = one[start : len(one) - end], other[start : len(other) - end]
    counts = Counter(second)
    cost = sum(number * counts[word] for word, number in Counter(first).items())
    if start:
        yield "equal", 0, start, 0, start
    if cost > _DEAREST or max(len(first), len(second)) > most:
        yield "replace", start, len(one) - end, start, len(other) - end
    else:
        matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
        for kind, left, right, begin, stop in matcher.get_opcodes():
            yield kind, left + start, right + start, begin + start, stop + start
    if end:
        yield "equal", len(one) - end, len(one), len(other) - end, len(other)


def _turned(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The same in the other direction."""
    for piece in pieces:
        yield Piece(_OTHER.get(piece.sort, piece.sort), piece.text)


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Runs of words: what went before what came; a lone blank between two changes is part of both."""
    went = came = blank = ""
    for piece in pieces:
        if piece.sort is not PieceSort.SAME:
            went += blank + (piece.text if piece.sort is PieceSort.REMOVED else "")
            came += blank + (piece.text if piece.sort is PieceSort.ADDED else "")
            blank = ""
        elif piece.text == " " and not blank and went + came:
            blank = " "
        else:
            yield from _run(went, came, blank + piece.text)
            went = came = blank = ""
    yield from _run(went, came, blank)


def _run(went: str, came: str, same: str) -> Iterator[Piece]:
    pairs = ((PieceSort.REMOVED, went), (PieceSort.ADDED, came), (PieceSort.SAME, same))
    yield from (Piece(sort, text) for sort, text in pairs if text)


def _shortened(pieces: Sequence[Piece]) -> Iterator[Piece]:
    for place, piece in enumerate(pieces):
        if piece.sort is not PieceSort.SAME:
            yield piece
            continue
        is_first, is_last = place == 0, place == len(pieces) - 1
        kept = _CONTEXT * (2 - is_first - is_last)
        if len(piece.text) <= kept + _CONTEXT:
            yield piece
            continue
        if not is_first:
            yield Piece(PieceSort.SAME, piece.text[:_CONTEXT].rpartition(" ")[0] + " ")
        yield Piece(PieceSort.SKIPPED, "")
        if not is_last:
            yield Piece(PieceSort.SAME, " " + piece.text[-_CONTEXT:].partition(" ")[2])


def _cut(pieces: Iterable[Piece]) -> Iterator[Piece]:
    room = _LONGEST
    for piece in pieces:
        if len(piece.text) > room:
            yield Piece(piece.sort, piece.text[:room])
            yield Piece(PieceSort.SKIPPED, "")
            return
        room -= len(piece.text)
        yield piece
