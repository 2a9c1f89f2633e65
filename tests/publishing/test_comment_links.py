"""Each page and section leads to where it is commented on, pages of results to where they are corrected."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.commenting import Commenting
from generator.config import ContactConfig, SiteConfig
from generator.languages import ENGLISH
from generator.publishing.shell import CopyNote, Shells
from generator.rendering.comment_links import with_comment_links
from generator.site import Fragment, SearchEntry, SitePlan
from shell_pages import ADDRESSES, HERE, HTTP, SECTIONS, THEME, a_config, a_page

FORM = "https://code.example/new?template=public-comment.yml&domain={domain}&document={document}&section={section}"
WRONG = "https://code.example/wrong?page={page}"
COMMENTING = Commenting(site_url="https://example.org/tf/", comment=FORM, correction=WRONG)
HEADING = '<h2 id="33-x&amp;y">X<a class="headerlink" href="#33-x&amp;y" title="Permanent link">¶</a></h2>'
MHD = replace(
    a_page(), source="profiles/iti/mhd/profile.yml", search=SearchEntry(kind="Profile", domain="ITI")
)
SESSION = replace(MHD, kind="session", name="session/2025-eu", address="events/2025-eu/")


def configured(comment: str | None = FORM, correction: str | None = WRONG) -> SiteConfig:
    contact = ContactConfig(position=HERE, comment=comment, correction=correction)
    return replace(a_config(), contact=contact)


def page_of(fragment: Fragment, config: SiteConfig, copy: CopyNote | None = None) -> LexborHTMLParser:
    plan = SitePlan(pages=(fragment.page,), sections=SECTIONS, addresses=ADDRESSES)
    return LexborHTMLParser(Shells(config, plan, [THEME], HTTP, copy=copy).page(fragment))


def asked(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query, keep_blank_values=True)


def test_a_section_leads_to_a_form_with_domain_document_and_section() -> None:
    html = with_comment_links(HEADING, MHD, COMMENTING, ENGLISH)

    link = LexborHTMLParser(html).css_first("h2 > a.tf-comment")
    assert asked(link.attributes["href"] or "") == {
        "template": ["public-comment.yml"],
        "domain": ["ITI"],
        "document": ["MHD"],
        "section": ["33-x&y"],
    }


def test_the_link_of_a_section_has_a_name_and_nothing_that_is_searched() -> None:
    link = LexborHTMLParser(with_comment_links(HEADING, MHD, COMMENTING, ENGLISH)).css_first("a.tf-comment")
    assert link.attributes["title"] == "Comment on this section"
    assert link.text() == ""
    assert "headerlink" in (link.attributes["class"] or "").split()  # search and print leave these out


def test_a_section_costs_less_than_two_hundred_bytes() -> None:
    added = len(with_comment_links(HEADING, MHD, COMMENTING, ENGLISH)) - len(HEADING)
    assert added - len(FORM) < 100


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (SESSION, "results"),
        (replace(MHD, source=None), "made of many files"),
        (replace(MHD, kind="handbook_page"), "the generator's own text"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_sections_without_a_link(page: object, why: str) -> None:
    assert with_comment_links(HEADING, page, COMMENTING, ENGLISH) == HEADING  # type: ignore[arg-type]


def test_how_to_cite_is_not_commented_on() -> None:
    cite = HEADING.replace("33-x&amp;y", "tf-cite")
    assert with_comment_links(cite, MHD, COMMENTING, ENGLISH) == cite


def test_nothing_is_added_where_the_settings_name_no_form() -> None:
    assert with_comment_links(HEADING, MHD, Commenting.of(a_config()), ENGLISH) == HEADING
    page = page_of(Fragment(page=MHD, html=HEADING, toc=()), a_config())
    assert page.css(".tf-comment") == []


def test_a_page_leads_to_the_form_too() -> None:
    page = page_of(Fragment(page=MHD, html=HEADING, toc=()), configured())

    (link,) = page.css(".tf-origin .tf-comment")
    assert link.text() == "Comment on this page"
    assert asked(link.attributes["href"] or "")["section"] == [""]


def test_a_page_of_results_leads_to_a_correction_and_to_nothing_else() -> None:
    page = page_of(Fragment(page=SESSION, html=HEADING, toc=()), configured())

    (link,) = page.css(".tf-comment")
    assert link.text() == "Report a correction of these results"
    assert asked(link.attributes["href"] or "") == {"page": ["https://example.org/tf/events/2025-eu/"]}


def test_a_copy_for_reading_offline_has_none_of_these_links() -> None:
    html = with_comment_links(HEADING, MHD, COMMENTING, ENGLISH)
    note = CopyNote(title="MHD", is_part=True, edition=None)

    page = page_of(Fragment(page=MHD, html=html, toc=()), configured(), note)
    assert page.css(".tf-comment") == []
    assert [link.attributes["href"] for link in page.css("h2 > a")] == ["#33-x&y"]


def test_what_a_page_is_called_cannot_leave_the_address() -> None:
    hostile = replace(MHD, name='profile/"><script>&x=1#')
    address = COMMENTING.on_page(hostile)
    assert asked(address)["document"] == ['"><script>&x=1#']


def test_full_and_fast_rendering_agree() -> None:
    fragment = Fragment(page=MHD, html=HEADING, toc=())
    plan = SitePlan(pages=(MHD,), sections=SECTIONS, addresses=ADDRESSES)
    shells = Shells(configured(), plan, [THEME], HTTP)
    assert shells.page(fragment) == shells.render_fully(fragment)
