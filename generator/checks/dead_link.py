"""Every citation and link of a text leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Rule, Severity
from generator.graph import Fault, Graph, Unresolved
from generator.records.prose import Citation

_BY_FAULT = {
    Fault.UNKNOWN_ID: Rule(
        name="unknown-id",
        severity=Severity.ERROR,
        summary="An id in a text, such as [ITI-65], is defined here or listed in external.yml.",
    ),
    Fault.DEAD_PAGE: Rule(
        name="dead-page", severity=Severity.ERROR, summary="A link leads to a content file that exists."
    ),
    Fault.DEAD_ANCHOR: Rule(
        name="dead-anchor",
        severity=Severity.ERROR,
        summary="A link's fragment is an anchor of the text it leads to.",
    ),
    Fault.DEAD_CHOICE: Rule(
        name="dead-choice",
        severity=Severity.ERROR,
        summary="What a link asks a page about, as in page:find?need=MHD/document-source, its profile has.",
    ),
    Fault.DEAD_SECTION: Rule(
        name="dead-section",
        severity=Severity.ERROR,
        summary="A cited section is a heading of the profile or transaction that holds it.",
    ),
    Fault.DEAD_FILE: Rule(
        name="dead-file", severity=Severity.ERROR, summary="An image is a picture file of this repository."
    ),
    Fault.UNSAFE_FILE: Rule(
        name="unsafe-file",
        severity=Severity.ERROR,
        summary="A linked file is one that a browser shows or saves, never one that it runs.",
        is_fixed=True,
    ),
    Fault.REMOTE_IMAGE: Rule(
        name="remote-image",
        severity=Severity.ERROR,
        summary="An image lies in the repository: no page asks another host for anything.",
        is_fixed=True,
    ),
}
_MESSAGES = {
    Fault.UNKNOWN_ID: "[{word}] is not defined here",
    Fault.DEAD_PAGE: "there is no page {word}",
    Fault.DEAD_ANCHOR: "there is no anchor {word}",
    Fault.DEAD_CHOICE: "no such choice can be made: {word}",
    Fault.DEAD_SECTION: "there is no section {word}",
    Fault.DEAD_FILE: "there is no image {word}",
    Fault.UNSAFE_FILE: "{word} is no kind of file that is published",
    Fault.REMOTE_IMAGE: "the image {word} lies on another host",
}
_HINTS = {
    Fault.UNKNOWN_ID: "define it, or list it in framework/external.yml",
    Fault.DEAD_PAGE: "name the content file by its path from here, or the record as in transaction:ITI-65",
    Fault.DEAD_ANCHOR: "headings get their anchor from their text; an own one is written {#name}",
    Fault.DEAD_CHOICE: "a need is PROFILE/actor, perhaps with /option,option, by their keys",
    Fault.DEAD_SECTION: "a section is found by the number at the start of its heading",
    Fault.DEAD_FILE: "use a path from this file to a png, jpg, gif, webp or svg file",
    Fault.UNSAFE_FILE: "pictures, txt, csv, json, pdf, zip, plantuml and feature files are",
    Fault.REMOTE_IMAGE: "add the picture to the repository",
}
RULES = tuple(_BY_FAULT.values())


def check(graph: Graph) -> Iterator[Diagnostic]:
    """Citations and links that the linker could not follow."""
    for unresolved in graph.unresolved:
        yield _diagnostic(unresolved)


def _diagnostic(unresolved: Unresolved) -> Diagnostic:
    place, fault = unresolved.place, unresolved.fault
    word = (place.key or place.text) if isinstance(place, Citation) else place.destination
    near = unresolved.nearest
    hint = f"did you mean {' or '.join(near)}?" if near else _HINTS[fault]
    return _BY_FAULT[fault].at(place.position, _MESSAGES[fault].format(word=word), hint)
