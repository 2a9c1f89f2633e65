"""Reads PlantUML sequence drawings: who takes part, and who sends what to whom."""

from __future__ import annotations

from dataclasses import dataclass

from generator.importers.ihe_ig.words import ids_in

_PARTICIPANTS = frozenset(
    ["participant", "actor", "boundary", "control", "entity", "database", "collections", "queue"]
)
MOST_LINES = 5_000


@dataclass(frozen=True, slots=True)
class Arrow:
    """One arrow of a drawing: who it leads from and to, its words, whether it is dashed as replies are."""

    source: str
    target: str
    text: str
    is_reply: bool


def arrows_of(drawing: str) -> tuple[Arrow, ...]:
    """The arrows between two different participants, in order, by the participants' shown names."""
    names: dict[str, str] = {}
    arrows = []
    for line in drawing.split("\n")[:MOST_LINES]:
        text = line.strip()
        if text.split(" ")[0].lower() in _PARTICIPANTS:
            _remember(text, names)
            continue
        arrow = _arrow(text)
        if arrow is not None and arrow.source != arrow.target:
            arrows.append(arrow)
    return tuple(
        Arrow(
            names.get(arrow.source, arrow.source),
            names.get(arrow.target, arrow.target),
            arrow.text,
            arrow.is_reply,
        )
        for arrow in arrows
    )


def _remember(text: str, names: dict[str, str]) -> None:
    """Note a participant's alias and shown name, whichever stands first."""
    _, _, rest = text.partition(" ")
    rest = rest.split("#")[0].strip()
    first, _, second = rest.partition(" as ")
    first, second = first.strip(), second.strip().split(" order ")[0].strip()
    shown, alias = (second, first) if second.startswith('"') else (first, second or first)
    name = " ".join(shown.strip('"').replace("\\n", " ").split())
    names[alias.strip('"').strip()] = name


def _arrow(text: str) -> Arrow | None:
    head, colon, words = text.partition(":")
    for mark, is_reply, is_backward in (
        ("-->", True, False),
        ("->", False, False),
        ("<--", True, True),
        ("<-", False, True),
    ):
        before, found, after = head.partition(mark)
        if found and colon:
            left, right = _end(before), _end(after)
            if left and right:
                source, target = (right, left) if is_backward else (left, right)
                return Arrow(source, target, _words(words), is_reply)
    return None


def _end(text: str) -> str:
    return text.strip(" ><-\\/ox").strip().strip('"').split("++")[0].split("--")[0].strip()


def _words(text: str) -> str:
    """An arrow's words without links, numbers before them and ids behind them."""
    plain = text.strip()
    if plain.startswith("[[") and plain.endswith("]]"):
        plain = plain[2:-2].partition(" ")[2]
    plain = plain.lstrip("0123456789. ")
    for id in ids_in(plain):
        plain = plain.replace(f"[{id}]", "")
    return " ".join(plain.replace("\\n", " ").split())
