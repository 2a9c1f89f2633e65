"""Tables of contents of whatever shape, put together from one entry that the theme rendered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

from generator.publishing.links import anchor_url
from generator.publishing.shell_slots import Slotted, escaped, html_mark
from generator.publishing.shell_view import HeadingView, marked_heading
from generator.site import TocEntry


class LostHeadings(ValueError):
    """The theme's entry of a table of contents does not print the headings within it."""


@dataclass(frozen=True, slots=True)
class Contents:
    """How a table of contents looks: an entry without others in it, and one with a slot for them.

    `marked` is an entry of marks as the theme prints it; in a frame it stands for the whole table.
    """

    marked: str
    leaf: Slotted
    branch: Slotted

    @classmethod
    def of(cls, rendered: Callable[[HeadingView], str]) -> Self:
        """Raises: LostHeadings or UnknownForm if `rendered`, the theme's entry, cannot be put together."""
        marked, branch = rendered(marked_heading()), rendered(marked_heading((marked_heading(),)))
        if marked not in branch:
            raise LostHeadings("partials/toc-item.html does not print the headings within a heading")
        return cls(marked, Slotted.of(marked), Slotted.of(branch.replace(marked, html_mark("headings"))))

    def html(self, entries: Sequence[TocEntry]) -> str:
        """The table's entries."""
        return "".join([self._entry(entry) for entry in entries])

    def _entry(self, entry: TocEntry) -> str:
        values = {"heading.title": escaped(entry.title), "heading.url": anchor_url(entry.anchor)}
        if not entry.children:
            return self.leaf.filled(values)
        values["headings"] = self.html(entry.children)
        return self.branch.filled(values)
