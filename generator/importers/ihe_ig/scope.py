"""What converting a page needs to know: where links lead, which pictures there are, which ids are taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.importers.ihe_ig import anchors
from generator.importers.ihe_ig.notes import Report

LinkResolver = Callable[[str, int, str], str | None]
"""The new destination of a link, typed at a line with a text; None where it cannot stay a link."""

PictureResolver = Callable[[str, int], str | None]
"""The path of a picture that the page shows; None where the guide does not have it."""


def _link_as_typed(destination: str, line: int, text: str) -> str | None:
    return destination


def _picture_as_typed(source: str, line: int) -> str | None:
    return source


class Scope:
    """One page while it is converted.

    `taken` are the ids given out so far on it; `headings` counts those with the same text.
    """

    def __init__(
        self,
        file: str,
        report: Report,
        link: LinkResolver = _link_as_typed,
        picture: PictureResolver = _picture_as_typed,
        drawings: Mapping[str, str] | None = None,
    ) -> None:
        self.file = file
        self.report = report
        self.link = link
        self.picture = picture
        self.drawings = drawings or {}
        self.taken: set[str] = set()
        self.headings: dict[str, int] = {}

    def note(self, line: int, what: str, why: str) -> None:
        """Add a line about this page to the report."""
        self.report.add(self.file, line, what, why)

    def anchor(self, anchor: str, line: int) -> str:
        """An empty anchor with that id; nothing where the id cannot be, or is on the page already."""
        given = self.take(anchor, line)
        return f"[]{{{anchors.attribute(given)}}}" if given else ""

    def take(self, anchor: str, line: int) -> str:
        """The id, now taken; empty, with a note, where it cannot be or is taken already."""
        if not anchor:
            return ""
        given = anchors.carried(anchor)
        if not anchors.is_possible(given) or not given.strip("-"):
            self.note(line, anchor, "an id that a content file cannot carry; it is left out")
            return ""
        if given != anchor:
            self.note(line, anchor, f"an id that a content file cannot carry; it is {given} here")
            anchor = given
        if anchor in self.taken:
            self.note(line, f"#{anchor}", "this id stands more than once on the page; the first one counts")
            return ""
        self.taken.add(anchor)
        return anchor


def silent() -> Scope:
    """A scope for text whose words alone matter: nothing is noted, every link stays as typed."""
    return Scope(file="", report=Report())
