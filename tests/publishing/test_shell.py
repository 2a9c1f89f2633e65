"""The shell: filling a frame's slots gives the very page that the theme would render."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache
from urllib.parse import urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.publishing.links import LinkStyle
from generator.publishing.shell import Shells
from generator.publishing.shell_policy import CONTENT_SECURITY_POLICY
from generator.site import Fragment
from shell_pages import HOSTILE, HTTP, VARIED, a_config, a_fragment, shells

FILE = LinkStyle.file()
EVERY_PAGE = pytest.mark.parametrize("name", VARIED)


@cache
def made(style: LinkStyle = HTTP) -> Shells:
    return shells(style=style)


def parsed(fragment: Fragment, style: LinkStyle = HTTP) -> LexborHTMLParser:
    return LexborHTMLParser(made(style).page(fragment))


def text(page: LexborHTMLParser, selector: str) -> str:
    found = page.css_first(selector)
    assert found is not None, selector
    return " ".join(found.text().split())


def attribute(page: LexborHTMLParser, selector: str, name: str) -> str | None:
    found = page.css_first(selector)
    assert found is not None, selector
    return found.attributes[name]


def fastest(work: Callable[[], object], times: int) -> float:
    """Seconds of processor time of one call, at best."""
    taken = []
    for _ in range(5):
        start = time.process_time()
        for _ in range(times):
            work()
        taken.append((time.process_time() - start) / times)
    return min(taken)


@pytest.mark.parametrize("style", [HTTP, FILE], ids=["http", "file"])
@EVERY_PAGE
def test_filled_page_is_byte_for_byte_the_fully_rendered_one(name: str, style: LinkStyle) -> None:
    assert made(style).page(VARIED[name]) == made(style).render_fully(VARIED[name])


def test_filling_takes_a_small_part_of_what_rendering_takes() -> None:
    fragment = VARIED["everything"]
    filled = fastest(lambda: made().page(fragment), 200)
    rendered = fastest(lambda: made().render_fully(fragment), 10)
    assert filled < rendered / 10


def test_two_shells_make_the_same_bytes() -> None:
    again = shells()
    assert [again.page(each) for each in VARIED.values()] == [made().page(each) for each in VARIED.values()]


@EVERY_PAGE
def test_no_page_holds_an_inline_script_style_or_handler(name: str) -> None:
    page = parsed(VARIED[name])
    assert [each.html for each in page.css("script:not([src]), style")] == []
    attributes = {name for element in page.css("*") for name in element.attributes}
    assert {name for name in attributes if name == "style" or name.startswith("on")} == set()


@EVERY_PAGE
def test_policy_stands_before_all_that_it_governs(name: str) -> None:
    policy = parsed(VARIED[name]).css_first("head > meta[charset] + meta")
    assert policy is not None
    assert policy.attributes == {"http-equiv": "Content-Security-Policy", "content": CONTENT_SECURITY_POLICY}


@EVERY_PAGE
def test_everything_a_page_loads_is_a_file_of_the_site(name: str) -> None:
    page, address = parsed(VARIED[name]), VARIED[name].page.address
    loaded = [e.attributes["src"] for e in page.css("script[src], header img")]
    loaded += [e.attributes["href"] for e in page.css("link[rel=stylesheet], link[rel=icon]")]
    site = "https://example.org/tf/"
    addresses = {urljoin(site + address, str(url)).removeprefix(site) for url in loaded}
    assert addresses <= made().files.keys()


def test_hostile_title_stays_text() -> None:
    page = parsed(VARIED["hostile title"])
    assert text(page, "title").startswith(" ".join(HOSTILE.split()))


def test_hostile_description_stays_text() -> None:
    assert attribute(parsed(VARIED["hostile description"]), "meta[name=description]", "content") == HOSTILE


def test_hostile_neighbour_stays_text() -> None:
    assert text(parsed(VARIED["hostile neighbours"]), ".tf-pager__title") == " ".join(HOSTILE.split())


def test_page_without_description_has_that_of_the_site() -> None:
    assert attribute(parsed(VARIED["plain"]), "meta[name=description]", "content") == "What the site is"


def test_home_bears_the_name_of_the_site_alone() -> None:
    assert text(parsed(VARIED["home"]), "title") == a_config().site.name


def test_canonical_address_is_the_one_on_the_server_in_both_styles() -> None:
    for style in (HTTP, FILE):
        page = parsed(VARIED["other section"], style)
        assert attribute(page, "link[rel=canonical]", "href") == "https://example.org/tf/transactions/iti-65/"


def test_section_page_is_the_current_one() -> None:
    assert (
        attribute(parsed(VARIED["section"]), ".md-nav--primary [aria-current=page]", "href") == "../profiles/"
    )


def test_page_of_a_section_marks_the_section() -> None:
    page = parsed(VARIED["other section"])
    assert attribute(page, ".md-nav--primary [aria-current=true]", "href") == "../../transactions/"


def test_sections_of_a_group_are_a_list_with_its_name() -> None:
    page = parsed(VARIED["plain"])
    names = {each.id: each.text() for each in page.css(".tf-nav__group")}
    assert [names[str(each.attributes["aria-labelledby"])] for each in page.css(".tf-nav > ul")] == [
        "Look up",
        "Test & <try>",
    ]


def test_page_outside_every_section_marks_none() -> None:
    assert parsed(VARIED["deep"]).css("[aria-current]") == []


def test_skip_link_leads_to_the_article() -> None:
    page = parsed(VARIED["plain"])
    assert page.css_first(f"article{attribute(page, '.md-skip', 'href')}") is not None


def test_headings_are_listed_as_they_are_nested() -> None:
    page = parsed(VARIED["headings in headings"])
    assert attribute(page, "#tf-toc > ul > li > ul > li > ul a", "href") == "#gr%C3%B6%C3%9Fe-z"


def test_page_without_headings_has_no_table_of_contents() -> None:
    assert parsed(VARIED["plain"]).css("#tf-toc, .tf-toc-open") == []


def test_edit_link_names_branch_and_encoded_path() -> None:
    href = attribute(parsed(VARIED["edited, with spaces"]), "a[rel=edit]", "href")
    assert href == "https://git.example.org/tf/edit/main/profiles/iti/mhd/%C3%9Cber%20%26%20uns.md"


def test_page_without_source_has_no_edit_link() -> None:
    assert parsed(VARIED["plain"]).css("a[rel=edit]") == []


def test_last_change_is_shown_as_a_date_that_machines_read() -> None:
    assert attribute(parsed(VARIED["dated"]), ".tf-origin time", "datetime") == "2024-05-20"


def test_file_style_names_the_file_in_every_internal_link() -> None:
    page = parsed(VARIED["everything"], FILE)
    hrefs = [str(each.attributes["href"]) for each in page.css("a[href], link[rel=prev], link[rel=next]")]
    assert [h for h in hrefs if not urlsplit(h).scheme and urlsplit(h).path.endswith("/")] == []


def test_missing_page_names_everything_from_the_root_of_the_host() -> None:
    page = parsed(VARIED["missing page with headings"])
    urls = [e.attributes["href"] for e in page.css("a[href], link[href]")]
    urls += [e.attributes["src"] for e in page.css("script[src]")]
    assert [u for u in urls if not str(u).startswith(("/tf/", "#", "https:", "mailto:"))] == []


def test_missing_page_is_kept_out_of_search_engines() -> None:
    page = parsed(VARIED["missing page"])
    assert page.css("meta[name=robots][content=noindex]") and not page.css("link[rel=canonical]")


def test_words_follow_the_language_and_its_tag_is_kept_whole() -> None:
    page = parsed(VARIED["plain"])
    assert attribute(page, "html", "lang") == "en-GB"
    assert text(page, ".md-skip") == "Skip to content"


def test_imprint_names_publisher_licence_and_contact() -> None:
    imprint = text(parsed(VARIED["plain"]), ".tf-imprint")
    assert all(words in imprint for words in ("A & B", "CC BY 4.0", "tf@example.org"))


def test_unknown_reference_in_an_article_is_an_error_of_ours() -> None:
    with pytest.raises(KeyError, match=r"profiles/iti/mhd/.*ref:profile/NONE"):
        made().page(a_fragment(html='<a href="ref:profile/NONE">x</a>'))
