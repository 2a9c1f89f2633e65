"""Checks the pages of a site: where links lead, what browsers are to refuse, and whom they ask."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape

from generator.diagnostics import Diagnostic, Position, Rule, Severity
from generator.verifying.files import SiteFiles
from generator.verifying.markup import PageMarkup, Reference, fault_of, page_markup, style_references

DEAD_LINK = Rule(
    name="dead-link",
    severity=Severity.ERROR,
    summary="Every link and anchor inside the site leads somewhere.",
)
BESIDE_SITE = Rule(
    name="beside-site",
    severity=Severity.WARNING,
    summary="A link that names the site's own address in full leads to a page of it.",
)
WEAK_POLICY = Rule(
    name="weak-policy",
    severity=Severity.ERROR,
    summary="Every page tells browsers to run and show nothing but the site's own files.",
)
INLINE_CODE = Rule(
    name="inline-code",
    severity=Severity.ERROR,
    summary="No page holds scripts, styles or handlers, which its policy forbids.",
)
HIDDEN_COMMENT = Rule(
    name="hidden-comment", severity=Severity.ERROR, summary="No page holds remarks that no reader sees."
)
OTHER_HOST = Rule(
    name="other-host",
    severity=Severity.ERROR,
    summary="No page or style sheet asks another host for anything.",
)
RULES = (DEAD_LINK, BESIDE_SITE, WEAK_POLICY, INLINE_CODE, HIDDEN_COMMENT, OTHER_HOST)

_KEYWORDS = frozenset({"'self'", "'none'", "'wasm-unsafe-eval'", "data:"})
_ALL_ELSE = "default-src"
_PAGE, _STYLES = ".html", ".css"


def page_findings(
    files: SiteFiles, url: str, pages: Mapping[str, PageMarkup], *, is_part: bool
) -> Iterator[Diagnostic]:
    """What is wrong with the `pages` and style sheets of the site at `url`."""
    ids = {path: pages[path].ids if path in pages else None for path in files.sizes}
    for path, page in pages.items():
        yield from _policy(files, path, page.policy)
        for found in dict.fromkeys(page.executable):
            yield INLINE_CODE.at(Position(path), f"the page holds {found}")
        if page.has_comments:
            yield HIDDEN_COMMENT.at(Position(path), "the page holds a comment")
        yield from _led(files, page.references, url, ids, is_part=is_part)
    for path in files.sizes:
        if path.endswith(_STYLES):
            references = tuple(style_references(path, files.read(path) or b""))
            yield from _led(files, references, url, ids, is_part=is_part)


def markup_of(files: SiteFiles) -> Mapping[str, PageMarkup]:
    """What browsers act on of each page, by file."""
    paths = (path for path in files.sizes if path.endswith(_PAGE))
    return {path: page_markup(path, files.read(path) or b"") for path in paths}


def _led(
    files: SiteFiles,
    references: tuple[Reference, ...],
    url: str,
    ids: dict[str, frozenset[str] | None],
    *,
    is_part: bool,
) -> Iterator[Diagnostic]:
    for each in dict.fromkeys(references):
        if each.is_request:
            message = f"{each.by} has a browser ask another host: {each.address}"
            yield OTHER_HOST.at(_place(files, each), message)
        elif fault := fault_of(each, url, ids, is_part=is_part):
            rule = BESIDE_SITE if each.is_absolute_link else DEAD_LINK
            yield rule.at(_place(files, each), f"{each.by} {each.address} leads nowhere: {fault}")


def _policy(files: SiteFiles, path: str, policy: str) -> Iterator[Diagnostic]:
    directives = {words[0]: words[1:] for part in policy.split(";") if (words := part.split())}
    allowed = {word for words in directives.values() for word in words} - _KEYWORDS
    if directives.get(_ALL_ELSE) != ["'none'"]:
        yield WEAK_POLICY.at(
            _found(files, path, "Content-Security-Policy"), "no policy refuses what it does not name"
        )
    elif allowed:
        message = f"its policy allows {', '.join(sorted(allowed))}"
        yield WEAK_POLICY.at(_found(files, path, "Content-Security-Policy"), message)


def _place(files: SiteFiles, reference: Reference) -> Position:
    return _found(files, reference.file, reference.address)


def _found(files: SiteFiles, path: str, words: str) -> Position:
    """Where a file first has these words; its beginning where it has not just these."""
    text = (files.read(path) or b"").decode("utf-8", "replace")
    found = re.search(f"(?<=[=\"'\\s(]){re.escape(escape(words))}(?=[\"'\\s>)#])", text)
    start = found.start() if found and words else 0
    return Position(path, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
