"""Compares two versions of a page's text section by section, as its headings divide it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.comparison.descriptions import clipped
from generator.comparison.redlines import redline
from generator.meaning import Detail, Sort
from generator.records.prose import Document

_BEGINNING = "beginning"


@dataclass(frozen=True, slots=True)
class _Section:
    """A section without its subsections: its anchor, its heading, and the text below that."""

    anchor: str
    heading: str
    line: str
    text: str


def section_details(old: Document, new: Document) -> tuple[Detail, ...]:
    """What changed in each section, in the order of the newer text; then what was removed."""
    before, after = _sections(old), _sections(new)
    moved = _renamed(before, after)
    details = [
        detail
        for anchor, section in after.items()
        for detail in _compared(before.get(moved.get(anchor, anchor)), section)
    ]
    left = set(before) - {moved.get(anchor, anchor) for anchor in after}
    details += [detail for anchor in before if anchor in left for detail in _compared(before[anchor], None)]
    order = [each for each in before if each in after], [each for each in after if each in before]
    if order[0] != order[1]:
        details.append(_detail("", Sort.CHANGED, "sections stand in another order"))
    if not details:
        details.append(_detail("", Sort.CHANGED, "text has the same words, laid out differently"))
    return tuple(details)


def _sections(document: Document) -> Mapping[str, _Section]:
    """By anchor, in reading order; what stands before the first heading has none."""
    lines = document.text.split("\n")
    starts = [(0, "", "")]
    for heading in document.headings:
        line = heading.position.line - document.position.line
        if starts[-1][0] <= line < len(lines):
            starts.append((line, heading.anchor, heading.text))
    ends = [line for line, _, _ in starts[1:]] + [len(lines)]
    found: dict[str, _Section] = {}
    for (start, anchor, heading_text), end in zip(starts, ends, strict=True):
        body = lines[start:end]
        first = body[0] if anchor else ""
        found[anchor] = _Section(anchor, heading_text, first, "\n".join(body[1:] if anchor else body))
    return found


def _renamed(before: Mapping[str, _Section], after: Mapping[str, _Section]) -> Mapping[str, str]:
    """Newer anchor -> older one, of sections whose heading changed and whose text stayed."""
    gone = {section.text.strip(): anchor for anchor, section in before.items() if anchor not in after}
    come = {section.text.strip(): anchor for anchor, section in after.items() if anchor not in before}
    return {come[text]: gone[text] for text in come if text and text in gone}


def _compared(old: _Section | None, new: _Section | None) -> Iterator[Detail]:
    if old is None or new is None:
        section = new or old
        if section is not None and (section.anchor or section.text.strip()):
            sort = Sort.REMOVED if new is None else Sort.ADDED
            yield _whole(section, sort)
        return
    place = new.heading or _BEGINNING
    if old.line != new.line:
        says = (
            f"heading: {old.heading} → {new.heading}"
            if old.heading != new.heading
            else "heading written anew"
        )
        yield _detail(place, Sort.CHANGED, says, old.heading, new.heading)
    if old.text != new.text:
        pieces = redline(old.text, new.text)
        says = "text reworded" if pieces else "text has the same words, laid out differently"
        if pieces or old.text.strip() != new.text.strip():
            yield Detail(place=(place,), field="body", sort=Sort.CHANGED, says=says, redline=pieces)


def _whole(section: _Section, sort: Sort) -> Detail:
    text = clipped(section.text)
    pieces = redline("", section.text) if sort is Sort.ADDED else redline(section.text, "")
    return Detail(
        place=(section.heading or _BEGINNING,),
        field="body",
        sort=sort,
        says=f"section {sort.value}",
        before=text if sort is Sort.REMOVED else None,
        after=text if sort is Sort.ADDED else None,
        redline=pieces,
    )


def _detail(place: str, sort: Sort, says: str, before: str | None = None, after: str | None = None) -> Detail:
    return Detail(
        place=(place,) if place else (), field="body", sort=sort, says=says, before=before, after=after
    )
