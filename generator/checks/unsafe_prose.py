"""A text holds nothing that cannot be published: no raw HTML, no script links, no clashing anchors."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Rule, Severity
from generator.graph import Graph
from generator.records.prose import ProseFault

_SAYS = {
    ProseFault.RAW_HTML: (
        "HTML is not part of a text: {word}",
        "write Markdown; the one tag understood is <br>",
    ),
    ProseFault.UNSAFE_LINK: (
        "a link cannot lead to {word}",
        "use https://, mailto:, a path or a record's key",
    ),
    ProseFault.DUPLICATE_ANCHOR: (
        "the anchor {word} stands twice in this text",
        "give one of them another name",
    ),
    ProseFault.RESERVED_ANCHOR: ("the anchor {word} is kept for the page itself", "choose another name"),
    ProseFault.TOO_DEEP: ("the text is nested too deeply", "quotes and lists may be nested twenty deep"),
    ProseFault.UNKNOWN_ATTRIBUTE: (
        "no such attribute is kept: {word}",
        "write {#id} or {.class}, with letters, digits, '-' and '_'; md-… and tf-… are the theme's",
    ),
    ProseFault.DRAWING_INCLUDE: (
        "a drawing reads no other file: {word}",
        "write what it needs into the drawing itself; until then its text is shown",
    ),
}
_SUMMARIES = {
    ProseFault.RAW_HTML: "A text is Markdown without HTML.",
    ProseFault.UNSAFE_LINK: "A link leads to https://, http://, mailto:, a content file or a record.",
    ProseFault.DUPLICATE_ANCHOR: "An anchor stands once in a text.",
    ProseFault.RESERVED_ANCHOR: "Anchors of the page itself (tf-…, __…) are not used by texts.",
    ProseFault.TOO_DEEP: "Quotes and lists are not nested without end.",
    ProseFault.UNKNOWN_ATTRIBUTE: "A text sets ids and classes, and no other attribute.",
    ProseFault.DRAWING_INCLUDE: "A drawing holds all that it shows.",
}
# An attribute that is not kept harms nobody: it is left out in any case. So is what a drawing would include.
_HARMLESS = (ProseFault.DRAWING_INCLUDE,)
_RULES = {
    fault: Rule(
        name=fault.value,
        severity=Severity.WARNING if fault in _HARMLESS else Severity.ERROR,
        summary=_SUMMARIES[fault],
        is_fixed=fault not in (ProseFault.UNKNOWN_ATTRIBUTE, *_HARMLESS),
    )
    for fault in _SAYS
}
RULES = tuple(_RULES.values())


def check(graph: Graph) -> Iterator[Diagnostic]:
    """What the parser noted while it read each text."""
    for text in graph.texts:
        for fault, position, word in text.document.faults:
            if fault in _SAYS:
                message, hint = _SAYS[fault]
                yield _RULES[fault].at(position, message.format(word=_short(word)), hint)


def _short(word: str) -> str:
    flat = " ".join(word.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"
