"""Texts in German, Spanish and Korean are found by the forms of their words, on a host and from disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from search_site import SearchReader, browser, served
from site_support import a_tiny_root, build, write

TEXTS = {
    "de": (
        "Übermittlung von Befunden",
        "Das Krankenhaus übermittelt die ärztlichen Befunde. Fußnoten großer Verzeichnisse bleiben stehen.",
    ),
    "es": (
        "Intercambio de imágenes",
        "Los hospitales comparten información clínica. El médico señala cada corazón por su número.",
    ),
    "ko": (
        "의료 문서 공유",
        "병원은 환자의 기록을 등록소에 등록한다. 수신자는 문서를 조회하고 영상을 내려받는다.",
    ),
}
QUERIES = (
    ("de", "Übermittlung"),
    ("de", "ubermittlung befund"),
    ("de", "übermitteln"),
    ("de", "ärztliche"),
    ("de", "arztlich"),
    ("de", "Fußnote"),
    ("de", "Verzeichnis"),
    ("es", "imágenes"),
    ("es", "imagenes"),
    ("es", "hospital"),
    ("es", "informacion clinica"),
    ("es", "corazón"),
    ("es", "senala numero"),
    ("ko", "의료"),
    ("ko", "문서"),
    ("ko", "환자"),
    ("ko", "등록소"),
    ("ko", "수신자 문서"),
)


def a_root(folder: Path, language: str) -> Path:
    """Texts in three languages in a site of one; those that are in another language say so."""
    root = a_tiny_root(folder)
    config = root / "site_config.yml"
    config.write_text(config.read_text().replace("site:\n", f"site:\n  language: {language}\n", 1))
    for own, (title, text) in TEXTS.items():
        said = "" if own == language else f"language: {own}\n"
        write(root / f"framework/pages/{own}.md", f"---\ntitle: {title}\n{said}---\n\n{text}\n")
    return root


@pytest.fixture(scope="module")
def window(chromium: str) -> Iterator[Browser]:
    with browser(chromium) as started:
        yield started


@pytest.fixture(scope="module", params=["en", *TEXTS])
def readers(
    request: pytest.FixtureRequest, window: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[SearchReader, SearchReader]]:
    """A reader of a site in that language, and one of the same site on disk."""
    folder = tmp_path_factory.mktemp("languages")
    root = a_root(folder / "root", request.param)
    for name, flags in (("host", ()), ("disk", ("--offline",))):
        outcome = build(root, folder / name, *flags)
        assert outcome.code == 0, outcome.output
    with served(folder / "host") as address:
        online = SearchReader(window.new_page(), address)
        yield online, SearchReader(window.new_page(), (folder / "disk/index.html").as_uri())
        assert online.complaints == []


@pytest.mark.parametrize(("language", "query"), QUERIES)
def test_a_text_is_found_by_its_words(
    language: str, query: str, readers: tuple[SearchReader, SearchReader]
) -> None:
    """Where no word is like it, Pagefind looks for one that begins less like it: so others may follow."""
    online, offline = readers
    found = online.search(query)
    assert TEXTS[language][0] in found[:2]
    assert not {title for own, (title, _) in TEXTS.items() if own != language} & set(found)
    assert offline.search(query) == found


def test_a_word_of_no_text_is_not_found(readers: tuple[SearchReader, SearchReader]) -> None:
    online, _ = readers
    assert [online.search(query) for query in ("Quastenflosser", "murciélago", "도롱뇽")] == [[], [], []]
