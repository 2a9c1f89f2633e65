"""Fragments for the shell: thirty and more pages that differ in everything a frame may depend on."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

from generator.config import (
    ContactConfig,
    PublicationConfig,
    PublicationSource,
    PublisherConfig,
    RepositoryConfig,
    SiteConfig,
    SiteSection,
)
from generator.diagnostics import Position
from generator.publishing.links import LinkStyle
from generator.publishing.shell import Shells
from generator.site import Fragment, Page, PageLink, Section, SitePlan, TocEntry, nothing

THEME = Path(__file__).parents[1] / "theme"
HERE = Position("site_config.yml")
HTTP = LinkStyle.http("https://example.org/tf/")
ADDRESSES = {
    "page/home": "",
    "profile/MHD": "profiles/iti/mhd/",
    "profile/XDS.b": "profiles/iti/xds.b/",
    "transaction/ITI-65": "transactions/iti-65/",
    "section/profiles": "profiles/",
    "file/figures/Ablauf für alle.png": "files/figures/Ablauf für alle.png",
}
SECTIONS = (
    Section(key="profiles", title="Profiles", address="profiles/", group="Look up"),
    Section(
        key="transactions", title="Transactions & messages", address="transactions/", group="Test & <try>"
    ),
)
HOSTILE = """Fish & <b>"chips"</b> 'n' </title><script>alert(1)</script>"""
DEEP_TOC = (
    TocEntry(anchor="first", title="First"),
    TocEntry(
        anchor="x",
        title="1:33.1 Actors & <options>",
        children=(
            TocEntry(anchor="y", title='“Quoted” "y"', children=(TocEntry(anchor="größe-z", title="Größe"),)),
            TocEntry(anchor="100%", title="All"),
        ),
    ),
)


def a_config(**theme: object) -> SiteConfig:
    return SiteConfig(
        position=HERE,
        site=SiteSection(
            position=HERE,
            name='Framework <of> "things" & more',
            url="https://example.org/tf/",
            description="What the site is",
            language="en-GB",
            publisher=PublisherConfig(position=HERE, name="A & B", url="https://example.org/?a=1&b=2"),
            license="CC BY 4.0",
            repository=RepositoryConfig(position=HERE, url="https://git.example.org/tf", branch="main"),
        ),
        contact=ContactConfig(position=HERE, email="tf@example.org"),
        publication=PublicationConfig(position=HERE, source=PublicationSource.PUBLIC),
        theme=theme,
    )


def a_page(address: str = "profiles/iti/mhd/", title: str = "MHD", **changes: object) -> Page:
    page = Page(
        kind="profile",
        name="profile/MHD",
        address=address,
        title=title,
        facts_of=nothing,
        position=HERE,
        section="profiles",
    )
    return replace(page, **changes)  # type: ignore[arg-type]


def a_fragment(html: str = "<h1>MHD</h1>", toc: tuple[TocEntry, ...] = (), **page: object) -> Fragment:
    return Fragment(page=a_page(**page), html=html, toc=toc)  # type: ignore[arg-type]


def shells(
    config: SiteConfig | None = None, style: LinkStyle = HTTP, own_theme: Path | None = None
) -> Shells:
    plan = SitePlan(
        pages=tuple(fragment.page for fragment in VARIED.values()), sections=SECTIONS, addresses=ADDRESSES
    )
    theme = [THEME] if own_theme is None else [own_theme, THEME]
    return Shells(config or a_config(), plan, theme, style)


MHD, XDS = PageLink(title="MHD", name="profile/MHD"), PageLink(title="XDS.b & <more>", name="profile/XDS.b")
DATED = datetime.date(2024, 5, 20)
VARIED = {
    "plain": a_fragment(),
    "described": a_fragment(description="A sentence."),
    "hostile title": a_fragment(title=HOSTILE),
    "hostile description": a_fragment(description=HOSTILE),
    "hostile neighbours": a_fragment(
        previous=PageLink(title=HOSTILE, name="profile/MHD"), next=PageLink(title=HOSTILE, name="page/home")
    ),
    "hostile heading": a_fragment(toc=(TocEntry(anchor='"><script>', title=HOSTILE),)),
    "marks of slots in a title": a_fragment(title="\x02content\x03 \x02title<\x03"),
    "marks of slots in the article": a_fragment(html="<p>\x02title\x03 {{ page.title }} {% raw %}</p>"),
    "one heading": a_fragment(toc=(TocEntry(anchor="a", title="A"),)),
    "headings in headings": a_fragment(toc=DEEP_TOC),
    "many headings": a_fragment(toc=DEEP_TOC * 20),
    "previous only": a_fragment(previous=MHD),
    "next only": a_fragment(next=XDS),
    "both neighbours": a_fragment(previous=MHD, next=XDS),
    "edited": a_fragment(source="profiles/iti/mhd/profile.yml"),
    "edited, with spaces": a_fragment(source="profiles/iti/mhd/Über & uns.md"),
    "dated": replace(a_fragment(), modified=DATED),
    "dated and edited": replace(a_fragment(source="a.md"), modified=DATED),
    "everything": replace(
        a_fragment(description="D", previous=MHD, next=XDS, source="a.md", toc=DEEP_TOC), modified=DATED
    ),
    "home": a_fragment(address="", title="Home", section=""),
    "home with headings": a_fragment(address="", title="Home", section="", toc=DEEP_TOC, next=MHD),
    "section": a_fragment(address="profiles/", title="Profiles"),
    "section with neighbours": a_fragment(address="transactions/", section="transactions", previous=MHD),
    "other section": a_fragment(address="transactions/iti-65/", section="transactions", title="ITI-65"),
    "unknown section": a_fragment(section="elsewhere"),
    "deep": a_fragment(address="a/b/c/d/e/f/g/", section=""),
    "missing page": a_fragment(address="404.html", title="Not found", section="", next=MHD),
    "missing page with headings": a_fragment(address="404.html", title="Not found", section="", toc=DEEP_TOC),
    "other scripts": a_fragment(title="统合プロファイル", description="Профиль", html="<h1>患者 ‮tfel</h1>"),
    "links": a_fragment(html='<a href="ref:transaction/ITI-65#2365">x</a><a href="ref:page/home">y</a>'),
    "empty article": a_fragment(html=""),
    "code": a_fragment(html="<pre><code>  &lt;script&gt;\n\n   x </code></pre>\n\n\n"),
}
