"""Compares the files of a site with its manifest."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping

from generator.diagnostics import Diagnostic, Position, Rule, Severity
from generator.publishing.manifest import (
    MANIFEST,
    SIGNATURE,
    BrokenManifest,
    Listed,
    Manifest,
    manifest_of,
)
from generator.verifying.files import SiteFiles

_LARGEST_MANIFEST = 200_000_000

NO_MANIFEST = Rule(
    name="no-manifest",
    severity=Severity.ERROR,
    summary="A site has a manifest, which can be read and names each file once.",
)
MISSING_FILE = Rule(
    name="missing-file", severity=Severity.ERROR, summary="Every file that the manifest lists is there."
)
CHANGED_FILE = Rule(
    name="changed-file", severity=Severity.ERROR, summary="Every file has the size and digest that it had."
)
EXTRA_FILE = Rule(
    name="extra-file", severity=Severity.ERROR, summary="No file is there that the manifest does not list."
)
LARGE_PAGE = Rule(
    name="large-page", severity=Severity.WARNING, summary="No page is larger than the site's budget."
)
MANY_FILES = Rule(
    name="many-files", severity=Severity.WARNING, summary="The site has no more files than its budget."
)


def listing(files: SiteFiles, findings: list[Diagnostic]) -> Manifest | None:
    """What the site's manifest says; what is wrong with it is added to `findings`."""
    content = files.read(MANIFEST) if 0 < files.sizes.get(MANIFEST, 0) <= _LARGEST_MANIFEST else None
    if content is None:
        hint = "was it made by tfpub build or tfpub bundle, and is all of it here?"
        findings.append(NO_MANIFEST.at(Position(MANIFEST), "the site has no manifest that can be read", hint))
        return None
    try:
        found = manifest_of(content)
    except BrokenManifest as error:
        findings.append(NO_MANIFEST.at(Position(MANIFEST), str(error)))
        return None
    findings += _compared(files, found, _lines(content))
    return found


def _lines(content: bytes) -> Mapping[str, Position]:
    """Where the manifest lists each file, as far as it has a line for each."""
    lines = content.decode("utf-8", "replace").split("\n")
    found = ((re.match(r'  \{"path": "([^"]*)"', line), number) for number, line in enumerate(lines, 1))
    return {match[1]: Position(MANIFEST, number, 3) for match, number in found if match}


def _compared(files: SiteFiles, told: Manifest, places: Mapping[str, Position]) -> Iterator[Diagnostic]:
    listed: dict[str, Listed] = {}
    for each in told.files:
        if each.path in listed or each.path == MANIFEST:
            place = places.get(each.path, Position(MANIFEST))
            yield NO_MANIFEST.at(place, f"it lists {each.path} twice, or itself")
        listed[each.path] = each
    strange = {finding.position.path for finding in files.findings}
    for path, each in listed.items():
        if path not in files.sizes and path not in strange:
            yield MISSING_FILE.at(places.get(path, Position(MANIFEST)), f"there is no {path}")
        elif path in files.sizes and not _is_same(files, each):
            yield CHANGED_FILE.at(Position(path), "it is not the file that the manifest lists")
    for path in files.sizes:
        if path not in listed and path not in (MANIFEST, SIGNATURE):
            yield EXTRA_FILE.at(Position(path), "the manifest does not list it")
    yield from _sizes(files, told)


def _is_same(files: SiteFiles, each: Listed) -> bool:
    if files.sizes[each.path] != each.size:
        return False
    content = files.read(each.path)
    return content is not None and hashlib.sha256(content).hexdigest() == each.sha256


def _sizes(files: SiteFiles, told: Manifest) -> Iterator[Diagnostic]:
    limit = told.limits.page_kb * 1000
    for path, size in files.sizes.items():
        if limit and path.endswith(".html") and size > limit:
            yield LARGE_PAGE.at(
                Position(path), f"it has {size / 1000:.1f} kB, more than {told.limits.page_kb}"
            )
    if told.limits.files and len(files.sizes) > told.limits.files:
        message = f"the site has {len(files.sizes)} files, more than {told.limits.files}"
        yield MANY_FILES.at(Position(MANIFEST), message)


RULES = (NO_MANIFEST, MISSING_FILE, CHANGED_FILE, EXTRA_FILE, LARGE_PAGE, MANY_FILES)
