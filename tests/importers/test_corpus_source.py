"""The guides' source beside what it became, compared by readers that know nothing of the importer."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml

from generator.linking import link
from generator.reading import Reading

UNSEEN = re.compile(
    "|".join(
        [
            r"<!--.*?-->",
            r"<style\b.*?</style>",
            r"\{%\s*comment\s*%\}.*?\{%\s*endcomment\s*%\}",
            r"\{%.*?%\}",
            r"\{\{.*?\}\}",
            r"\{:[^}\n]*\}",
            r"(?<=\])\([^)\n]*\)",
            r"^\[[^\]\n]+\]:.*$",
            r"</?[A-Za-z][^<>]*>",
        ]
    ),
    re.DOTALL | re.MULTILINE,
)
"""What a reader of the published page does not see: comments, Liquid, attributes, destinations, tags."""

MARKS = str.maketrans("", "", "*_~[]\\")
WORD = re.compile(r"[^\W_]+")
DESTINATION = re.compile(r"\]\(\s*<?([^)\s>]*#[^)\s>]+)|href\s*=\s*[\"']([^\"']*#[^\"']+)[\"']")

DEAD = {
    ("ITI.MHDS", "https://profiles.ihe.net/ITI/SVCM/volume-1.html#1511-svcm-actorstransactions"),
    ("ITI.MHDS", "https://profiles.ihe.net/ITI/mCSD/volume-1.html#146111-care-services-selective-consumer"),
    ("ITI.mCSD", "volume-1.html#1-46-mobile-care-services-discovery-mcsd"),
}
"""Fragments that are dead in the source too: two name sections that were renumbered, one is misspelt."""


@dataclass(frozen=True)
class Source:
    """A guide's folder, its published address, and its pages by name in lower case."""

    folder: Path
    canonical: str
    pages: Mapping[str, Path]

    def file(self, stem: str, root: Path) -> Path:
        """The content file that a page became: a transaction's own page is in the framework."""
        domain, profile = self.canonical.lower().split("/")[-2:]
        own = root / "profiles" / domain / profile / f"{stem}.md"
        shared = root / "framework" / stem.partition("-")[0] / "transactions" / f"{stem}.md"
        return own if own.exists() else shared


@pytest.fixture(scope="module")
def sources(corpus: Sequence[Path]) -> list[Source]:
    return [source_in(folder) for folder in corpus]


def source_in(folder: Path) -> Source:
    settings = yaml.safe_load((folder / "sushi-config.yaml").read_text(encoding="utf-8"))
    pages = {page.stem.lower(): page for page in sorted((folder / "pagecontent").glob("*.md"))}
    return Source(folder, settings["canonical"].rstrip("/"), pages)


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig", errors="replace")


def words(text: str) -> set[str]:
    return set(WORD.findall(html.unescape(text)))


def test_no_word_of_a_page_is_lost(sources: list[Source], corpus_root: Path) -> None:
    lost = {}
    for source in sources:
        for stem, page in source.pages.items():
            became = text_of(source.file(stem, corpus_root))
            kept = words(became) | words(became.translate(MARKS))
            lost[source.folder.name, page.name] = words(UNSEEN.sub(" ", text_of(page))) - kept
    assert {page: missing for page, missing in lost.items() if missing} == {}
    assert len(lost) > 200


def fragments(sources: list[Source]) -> Iterator[tuple[Source, str, Source, str, str]]:
    """Each link to a fragment of a guide's page: guide and link as typed; guide, page and id it leads to."""
    for source in sources:
        for stem, page in source.pages.items():
            for match in DESTINATION.finditer(text_of(page)):
                typed = match[1] or match[2]
                address, _, anchor = typed.partition("#")
                owner = next(
                    (other for other in sources if address.startswith(f"{other.canonical}/")), source
                )
                name = address.removeprefix(f"{owner.canonical}/").removeprefix("./").removesuffix(".html")
                target = name.lower() or stem
                if target in owner.pages:
                    yield source, typed, owner, target, unquote(html.unescape(anchor))


def test_every_fragment_that_is_not_dead_in_the_source_is_an_anchor_of_the_content(
    sources: list[Source], corpus_root: Path, corpus_reading: Reading
) -> None:
    anchors: dict[str, set[str]] = {}
    for text in link(corpus_reading.records, files=corpus_reading.files).texts:
        anchors.setdefault(text.document.position.path, set()).update(text.document.anchors)
    found = list(fragments(sources))
    dead = {
        (source.folder.name, typed)
        for source, typed, owner, stem, anchor in found
        if anchor not in anchors[owner.file(stem, corpus_root).relative_to(corpus_root).as_posix()]
    }
    assert dead == DEAD
    assert len(found) > 800
