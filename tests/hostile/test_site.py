"""What does not stop a build stands on the pages as the text that it is, whole, and as nothing else."""

from __future__ import annotations

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from hostile import payloads
from hostile.conftest import ON_EVERY_PAGE, HostileSite, hostile_value
from hostile.planting import Sort, all_fields
from site_pages import Site, broken_references, executable_markup, outside_requests, read_site

PLANTED = sorted(field for field in all_fields() if hostile_value(field) is not None)
# Fields that no page shows yet, or that only say how the site is made.
NOT_SHOWN = {
    "Amendment.reason",
    "ContactConfig.comment",
    "ContactConfig.correction",
    "ProfilePage.aliases",
    "RepositoryConfig.branch",
    "RepositoryConfig.commit_path",
    "RepositoryConfig.edit_path",
    "Waiver.reason",
}
# Attributes that only ever hold words or notes of the theme's scripts.
WORDY = re.compile(r"alt|title|content|placeholder|label|data-(?!pagefind).+|aria-.+")
# Anchors made of a heading's letters, and addresses that hold a payload behind a host of their own.
NAMED = re.compile(
    r"id=[\w-]+|(href|aria-labelledby)=[\w./-]*#?[\w-]*|href=(https://(words|code)\.example/|mailto:).*"
)
ADDRESS = re.compile(r"(?!javascript:|data:|vbscript:|//|\\).*", re.IGNORECASE | re.DOTALL)


@pytest.fixture(scope="module")
def site(hostile_site: HostileSite) -> Site:
    assert hostile_site.outcome.code == 0, hostile_site.outcome.output
    return read_site(hostile_site.folder, "https://site.example/")


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, LexborHTMLParser]:
    return {page: site.parsed(page) for page in site.pages}


@pytest.fixture(scope="module")
def texts(pages: dict[str, LexborHTMLParser]) -> str:
    """Everything that readers see on any page."""
    return "\n".join(" ".join(page.text(deep=True).split()) for page in pages.values() if page.body)


def pieces_of(field: str) -> tuple[str, ...]:
    """What readers must see of what was planted in a field."""
    if field.partition(".")[0] in ON_EVERY_PAGE:
        return (payloads.words_of_every_page(field),)
    is_prose = all_fields()[field] is Sort.PROSE
    return payloads.shown_of_prose(field) if is_prose else (payloads.words(field),)


@pytest.mark.parametrize("field", PLANTED)
def test_what_a_field_holds_is_shown_to_the_letter(texts: str, field: str) -> None:
    missing = [piece for piece in pieces_of(field) if " ".join(piece.split()) not in texts]
    assert bool(missing) == (field in NOT_SHOWN), missing


def test_pages_hold_nothing_that_runs(pages: dict[str, LexborHTMLParser]) -> None:
    found = {name: executable_markup(page) for name, page in pages.items()}
    assert {name: markup for name, markup in found.items() if markup} == {}


def test_payloads_stand_in_words_only(pages: dict[str, LexborHTMLParser]) -> None:
    wrong = [
        f"{name}: {node.tag}[{attribute}]={value}"
        for name, page in pages.items()
        for node in page.css("*")
        for attribute, value in node.attributes.items()
        if "pwned" in f"{attribute}{value}"
        and not WORDY.fullmatch(attribute)
        and not NAMED.fullmatch(f"{attribute}={value}")
    ]
    assert wrong == []


def test_every_reference_resolves(site: Site) -> None:
    assert broken_references(site) == []


def test_no_page_asks_another_host(site: Site) -> None:
    assert outside_requests(site) == []


def test_no_page_has_an_element_that_content_brought(pages: dict[str, LexborHTMLParser]) -> None:
    banned = "iframe, object, embed, base, frame, form[action], meta[http-equiv=refresh], style"
    banned += ", textarea:not([data-part=tender], [data-part=text])"
    found = {
        name: [node.html for node in page.css(banned)]
        for name, page in pages.items()
        if name != "profiles/dom/former/index.html"  # a redirect, which leads on by itself
    }
    assert {name: nodes for name, nodes in found.items() if nodes} == {}


def test_every_page_has_one_title_and_one_article(pages: dict[str, LexborHTMLParser]) -> None:
    counts = {name: (len(page.css("head > title")), len(page.css("h1"))) for name, page in pages.items()}
    assert set(counts.values()) == {(1, 1)}, counts


def test_pictures_are_the_ones_of_the_content(pages: dict[str, LexborHTMLParser]) -> None:
    sources = {node.attributes["src"] for page in pages.values() for node in page.css("img")}
    assert {str(source).rpartition("/")[2] for source in sources} == {"picture.svg"}


def test_links_have_schemes_of_the_web(pages: dict[str, LexborHTMLParser]) -> None:
    wrong = [
        str(node.attributes["href"])
        for page in pages.values()
        for node in page.css("[href]")
        if not ADDRESS.fullmatch(str(node.attributes["href"]).strip())
    ]
    assert wrong == []


def test_scripts_are_the_ones_of_the_theme(pages: dict[str, LexborHTMLParser]) -> None:
    scripts = [node for page in pages.values() for node in page.css("script")]
    sources = {str(node.attributes["src"]) for node in scripts if "src" in node.attributes}
    kinds = {node.attributes.get("type") for node in scripts if "src" not in node.attributes}
    assert kinds <= {"application/json"}
    assert {source for source in sources if "assets/" not in source or "//" in source} == set()


def test_no_script_of_the_site_holds_a_payload(hostile_site: HostileSite) -> None:
    scripts = sorted(hostile_site.folder.rglob("*.js"))
    holding = {path.parent for path in scripts if "pwned" in path.read_text(encoding="utf-8")}
    # each of these is a call with one JSON value, where payloads are texts; the finder has a model too
    folders = {folder.relative_to(hostile_site.folder).as_posix() for folder in holding}
    assert folders == {"definitions", "find", "obligations", "results", "search", "search/names"}
