"""Reads a guide's pages: Liquid filled in, parted into blocks, with the ids and links each one has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.importers.ihe_ig.anchors import heading_anchor, numbered
from generator.importers.ihe_ig.blocks import Block, Frame, Heading, Page, Quote
from generator.importers.ihe_ig.grid import exact_text
from generator.importers.ihe_ig.guide import Guide
from generator.importers.ihe_ig.inline import to_markdown
from generator.importers.ihe_ig.kramdown import read_blocks
from generator.importers.ihe_ig.liquid import Liquid, fill, variables_of
from generator.importers.ihe_ig.notes import Report
from generator.importers.ihe_ig.reader import headings_of
from generator.importers.ihe_ig.render import page_text
from generator.importers.ihe_ig.scope import Scope, silent
from generator.importers.ihe_ig.settings import Value, mapping_of, text_of
from generator.importers.ihe_ig.unseen import LONGEST_NAME, as_name

ORDER_STEP = 10
LAST = 900
_ABOUT_ARTIFACTS = ("-intro", "-notes", "-introduction")


def read_pages(guide: Guide, report: Report) -> tuple[Page, ...]:
    """The pages of a guide in the order of its settings; those that they do not list come later, by name."""
    listed = _listed(mapping_of(guide.settings, "pages"))
    by_name = {name.lower(): place for place, name in enumerate(listed)}
    liquid = Liquid(variables=variables_of(guide.settings), fragments=guide.fragments, report=report)
    pages = []
    for name, text in guide.pages.items():
        place = by_name.get(name.lower())
        file = f"{guide.page_folder}/{name}"
        filled = fill(_without_front_matter(text), file, liquid)
        title = listed.get(name, "") or next(
            (listed[key] for key in listed if key.lower() == name.lower()), ""
        )
        if len(title) > LONGEST_NAME:
            report.add(file, 1, title, "too long for a page’s title; it is cut")
        order = LAST + ORDER_STEP if place is None else (place + 1) * ORDER_STEP
        pages.append(_read(name, file, title, order, filled, report))
    return tuple(sorted(pages, key=lambda page: (page.order, page.name)))


def _listed(pages: dict[str, Value]) -> dict[str, str]:
    """File names and titles of the pages that the settings list, chapters within chapters included."""
    found: dict[str, str] = {}
    for name, facts in pages.items():
        details = facts if isinstance(facts, dict) else {}
        if name.lower().endswith((".md", ".xml")):
            found[name] = text_of(details, "title")
        found.update({key: title for key, title in _listed(details).items() if key not in found})
    return found


def _without_front_matter(text: str) -> str:
    if not text.startswith("---\n"):
        return text
    end = text.find("\n---\n", 3)
    return "\n" * (text.count("\n", 0, end) + 2) + text[end + 5 :] if end >= 0 else text


def _read(name: str, file: str, title: str, order: int, text: str, report: Report) -> Page:
    blocks = _with_anchors(read_blocks(text, file, report))
    links: list[tuple[int, str, str]] = []

    def remember(destination: str, line: int, words: str) -> str:
        links.append((line, destination, words))
        return destination

    scope = Scope(file=file, report=Report(), link=remember)
    page_text(blocks, scope)
    return Page(
        name=name,
        file=file,
        title=as_name(title) or _title(name, blocks),
        order=order,
        blocks=blocks,
        anchors=frozenset(scope.taken),
        links=tuple(links),
    )


def _title(name: str, blocks: Sequence[Block]) -> str:
    """A title for a page that the settings give none: its only first-level heading, or its file's name."""
    stem = name.rsplit(".", 1)[0]
    for ending in _ABOUT_ARTIFACTS:
        if stem.endswith(ending):
            kind, _, rest = stem.removesuffix(ending).partition("-")
            return f"{rest} ({kind}, {ending[1:]})" if rest else stem
    return stem.replace("_", " ").replace("-", " ").strip().capitalize() or stem


def page_words(page: Page) -> str:
    """The words of a page's file name and title in small letters, each with a space before it."""
    return " " + " ".join(f"{page.stem} {page.title}".casefold().replace("_", " ").replace("-", " ").split())


def is_about_artifact(page: Page) -> bool:
    """Whether a page is not one of its own but a text shown with an artifact."""
    return page.stem.endswith(_ABOUT_ARTIFACTS)


def _with_anchors(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks, each heading with the id that the published page gives it."""
    automatic = [_automatic(heading) for heading in headings_of(blocks) if not heading.own_anchor]
    return tuple(_anchored(blocks, numbered(automatic)))


def _automatic(heading: Heading) -> str:
    return heading_anchor(exact_text(to_markdown(heading.source, silent(), heading.line).strip()))


def _anchored(blocks: Sequence[Block], automatic: Iterator[str]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Heading):
            yield replace(block, anchor=block.own_anchor or next(automatic))
        elif isinstance(block, (Quote, Frame)):
            yield replace(block, blocks=tuple(_anchored(block.blocks, automatic)))
        else:
            yield block
