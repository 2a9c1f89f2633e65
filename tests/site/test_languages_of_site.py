"""A site speaks the language that its root names, and its pages run the way that language runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from selectolax.lexbor import LexborHTMLParser, LexborNode

from catalogues import everything
from results_root import results_root
from site_support import a_tiny_root, build

OPENED = "⟦"
# What only the interface says: a word of it that is not marked would stand there in English.
INTERFACE = (
    "caption, th[scope=col], h2[id^=tf-], h3[id^=tf-], .tf-facts dt, .tf-form dt, .tf-kicker, summary,"
    " button,"
    " .tf-nav__group, .tf-nav a, .tf-field__name, .tf-notice, .tf-empty, .tf-card p, .tf-toc__title, .tf-done"
)
# Elements whose words are content, or Material's own in a language that it does not know.
CONTENT = re.compile(
    r"[^A-Za-z]*|SHA-256|404|[A-Z]|[A-Z]{3}|\d{4}-[a-z]{2}.*|Table of contents|Search"
    r"|Clock|Express|Receiver|Sender"
)


def with_language(root: Path, language: str) -> Path:
    config = root / "site_config.yml"
    text = re.sub(r"\n  language: .*", "", config.read_text(encoding="utf-8"))
    config.write_text(text.replace("site:\n", f"site:\n  language: {language}\n", 1), encoding="utf-8")
    return root


def built(root: Path, site: Path) -> Path:
    outcome = build(root, site)
    assert outcome.code == 0, outcome.output
    return site


def page(site: Path, address: str = "index.html") -> LexborHTMLParser:
    return LexborHTMLParser((site / address).read_text(encoding="utf-8"))


def first(page: LexborHTMLParser, selector: str) -> LexborNode:
    found = page.css_first(selector)
    assert found is not None, selector
    return found


@pytest.fixture(scope="module")
def french_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("french")
    return built(with_language(results_root(folder), "fr"), folder / "site")


@pytest.fixture(scope="module")
def hebrew_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hebrew")
    return built(with_language(a_tiny_root(folder / "root"), "he"), folder / "site")


@pytest.fixture(scope="module")
def marked_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in a language whose words are the English ones in brackets, from the root's own catalogue."""
    folder = tmp_path_factory.mktemp("marked")
    root = with_language(results_root(folder), "qps")
    path = root / "theme/locales/qps/LC_MESSAGES/tfpub.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, in_brackets())
    return built(root, folder / "site")


def in_brackets() -> Catalog:
    catalogue = Catalog(fuzzy=False)
    for entry in everything():
        if isinstance(entry.id, str):
            catalogue.add(entry.id, f"{OPENED}{entry.id}⟧" if entry.id else None)
        else:
            catalogue.add(entry.id, tuple(f"{OPENED}{words}⟧" for words in entry.id))
    return catalogue


def test_a_french_site_says_so(french_site: Path) -> None:
    assert first(page(french_site), "html").attributes["lang"] == "fr"
    assert first(page(french_site), "body").attributes["dir"] == "ltr"


def test_words_of_a_french_site_are_french(french_site: Path) -> None:
    words = first(page(french_site, "profiles/dom/one/index.html"), "article").text()
    for said in (
        "Acteurs et transactions",
        "Groupements requis",
        "Qui a mené les tests à terme",
        "6 systèmes",
    ):
        assert said in words


def test_days_of_a_french_site_are_french(french_site: Path) -> None:
    day = first(page(french_site, "events/2025-eu/index.html"), "time")
    assert (day.attributes["datetime"], day.text()) == ("2025-03-03", "3 mars 2025")


def test_scripts_of_a_french_site_get_french_words(french_site: Path) -> None:
    (script,) = french_site.glob("assets/tf-*/words.js")
    assert '"No published result":["Aucun résultat publié"]' in script.read_text(encoding="utf-8")
    assert script.name in (french_site / "index.html").read_text(encoding="utf-8")


def test_an_english_site_needs_no_words_for_scripts(tmp_path: Path) -> None:
    site = built(a_tiny_root(tmp_path / "root"), tmp_path / "site")
    assert not list(site.glob("assets/tf-*/words.js"))
    assert "words.js" not in (site / "index.html").read_text(encoding="utf-8")


def test_data_stay_english(french_site: Path) -> None:
    assert "key of the event" in (french_site / "data/datapackage.json").read_text(encoding="utf-8")


def test_a_hebrew_site_runs_from_right_to_left(hebrew_site: Path) -> None:
    for address in ("index.html", "domains/tst/index.html", "404.html", "offline.html"):
        assert first(page(hebrew_site, address), "body").attributes["dir"] == "rtl"
        assert first(page(hebrew_site, address), "html").attributes["lang"] == "he"


def test_what_no_catalogue_says_is_english(hebrew_site: Path) -> None:
    assert "Where would you like to start?" in first(page(hebrew_site), "article").text()


def test_no_word_of_the_interface_stays_english(marked_site: Path) -> None:
    left = {
        f"{file.relative_to(marked_site).parts[0]}: {text}"
        for file in sorted(marked_site.rglob("*.html"))
        for text in words_of(LexborHTMLParser(file.read_text(encoding="utf-8")))
        if OPENED not in text and not CONTENT.fullmatch(text)
    }
    assert left == set()


def test_no_title_of_a_list_stays_english(marked_site: Path) -> None:
    titles = {
        file.parent.name: first(LexborHTMLParser(file.read_text(encoding="utf-8")), "h1").text()
        for file in marked_site.glob("*/index.html")
    }
    assert len(titles) > 15
    assert {name: title for name, title in titles.items() if OPENED not in title} == {}


def words_of(page: LexborHTMLParser) -> Iterator[str]:
    for prose in page.css(".tf-prose, .tf-key, .tf-id, [aria-hidden=true], .headerlink, th a"):
        prose.decompose()
    for found in page.css(INTERFACE):
        yield " ".join(found.text().split())


def test_a_broken_catalogue_of_a_root_stops_the_build(tmp_path: Path) -> None:
    root = with_language(a_tiny_root(tmp_path / "root"), "de")
    path = root / "theme/locales/de/LC_MESSAGES/tfpub.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgid "A"\nnothing', encoding="utf-8")
    outcome = build(root, tmp_path / "site")
    assert outcome.code == 1
    assert "theme/locales/de/LC_MESSAGES/tfpub.po is no catalogue" in outcome.output
    assert not (tmp_path / "site").exists()
