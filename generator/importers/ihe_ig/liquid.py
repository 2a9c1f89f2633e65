"""Fills in Liquid: variables the settings know, and marks where drawings and generated parts are included."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.importers.ihe_ig.notes import Report
from generator.importers.ihe_ig.settings import Value, mapping_of, text_of

_FHIR = {
    "1.0": "https://hl7.org/fhir/DSTU2/",
    "3.0": "https://hl7.org/fhir/STU3/",
    "4.0": "https://hl7.org/fhir/R4/",
    "4.1": "https://hl7.org/fhir/R4B/",
    "4.3": "https://hl7.org/fhir/R4B/",
    "5.0": "https://hl7.org/fhir/R5/",
}
_LONGEST = 400
_DEEPEST = 3


def variables_of(settings: dict[str, Value]) -> dict[str, str]:
    """Liquid's variables that a guide's settings give a value to."""
    version = text_of(settings, "fhirVersion")
    canonical = text_of(settings, "canonical")
    known = {
        "version": version,
        "path": _FHIR.get(version[:3], "https://hl7.org/fhir/"),
        "canonical": canonical,
        "igVer": text_of(settings, "version"),
        "ig.version": text_of(settings, "version"),
        "ig.title": text_of(settings, "title"),
        "ig.name": text_of(settings, "name"),
        "ig.url": canonical,
        "packageId": text_of(settings, "id"),
        "igId": text_of(settings, "id"),
        "igName": text_of(settings, "name"),
    }
    known.update(_dependencies(settings))
    return {f"site.data.fhir.{name}": value for name, value in known.items() if value}


def _dependencies(settings: dict[str, Value]) -> dict[str, str]:
    """Addresses of the packages that the guide depends on, by the ids that texts use for them."""
    found = {}
    for package, facts in mapping_of(settings, "dependencies").items():
        details = facts if isinstance(facts, dict) else {}
        address = package_address(package, details)
        if address:
            found[text_of(details, "id") or package.replace(".", "")] = address
            found.setdefault(package.replace(".", ""), address)
    return found


def package_address(package: str, details: dict[str, Value]) -> str:
    """Where a package is published: as its `uri` says; empty if it says nothing."""
    uri = text_of(details, "uri")
    if uri.startswith(("http://", "https://")):
        return uri.split("/ImplementationGuide/")[0].rstrip("/")
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Liquid:
    """What Liquid is filled in with, the report of what is unknown, and the depth of texts in texts."""

    variables: Mapping[str, str]
    fragments: Mapping[str, str]
    report: Report
    depth: int = 0


def fill(text: str, file: str, liquid: Liquid) -> str:
    """The text with its Liquid filled in; what is unknown stays, and is noted."""
    out: list[str] = []
    at = counted = 0
    line = 1
    while (start := _next(text, at)) >= 0:
        out.append(text[at:start])
        line += text.count("\n", counted, start)
        counted = start
        close = "}}" if text[start + 1] == "{" else "%}"
        end = text.find(close, start + 2, start + _LONGEST)
        if end < 0 or "\n" in text[start:end]:
            out.append(text[start : start + 2])
            at = start + 2
            continue
        at = end + 2
        inner = text[start + 2 : end].strip(" -")
        if inner == "comment":
            at = _comment_end(text, at, file, line, liquid)
        elif close == "}}":
            out.append(_variable(inner, text[start:at], (file, line), liquid))
        else:
            out.append(_tag(inner, text[start:at], (file, line), liquid))
    out.append(text[at:])
    return "".join(out)


def _next(text: str, at: int) -> int:
    start = text.find("{", at)
    while start >= 0 and text[start + 1 : start + 2] not in ("{", "%"):
        start = text.find("{", start + 1)
    return start


def _comment_end(text: str, at: int, file: str, line: int, liquid: Liquid) -> int:
    """Where a comment ends; what it says is not published."""
    close = text.find("endcomment", at)
    stop = text.find("%}", close) if close >= 0 else -1
    liquid.report.add(file, line, "a comment", "a comment is not published text; it is left out")
    return stop + 2 if stop >= 0 else at


def _variable(name: str, typed: str, place: tuple[str, int], liquid: Liquid) -> str:
    value = liquid.variables.get(name.split("|")[0].strip())
    if value is None:
        liquid.report.add(
            *place, typed, "a variable that the guide’s settings do not give; it is kept as text"
        )
        return typed
    return value


def _tag(inner: str, typed: str, place: tuple[str, int], liquid: Liquid) -> str:
    words = inner.split()
    if len(words) >= 2 and words[0] in ("include", "include_relative"):
        return _include(words[1].strip("\"'"), inner, place, liquid)
    if inner in ("raw", "endraw"):
        return ""
    liquid.report.add(*place, typed, "Liquid that is not understood; it is kept as text")
    return typed


def _include(name: str, inner: str, place: tuple[str, int], liquid: Liquid) -> str:
    """What stands where another file is included: its text, a picture, or a mark that it is not here."""
    shown = "".join(letter for letter in name if letter.isalnum() or letter in "._- ()+")
    if name in liquid.fragments and liquid.depth < _DEEPEST:
        deeper = replace(liquid, depth=liquid.depth + 1)
        return fill(liquid.fragments[name].strip("\n"), place[0], deeper)
    picture = _argument(inner, "img") or _argument(inner, "src")
    if picture:
        caption = html.escape(_argument(inner, "caption"))
        below = f"<figcaption>{caption}</figcaption>" if caption else ""
        return f'<figure><img src="{html.escape(picture)}" alt="{caption}">{below}</figure>'
    if name.lower().endswith((".svg", ".png")):
        return f'<tf-drawing src="{shown}"></tf-drawing>'
    return f'<tf-generated src="{shown}"></tf-generated>'


def _argument(inner: str, name: str) -> str:
    """The value that a tag gives to an argument, in quotation marks or without."""
    start = inner.find(f" {name}=")
    if start < 0:
        return ""
    value = inner[start + len(name) + 2 :]
    if value[:1] in ('"', "'"):
        return value[1:].split(value[0])[0]
    return value.split(" ")[0]
