"""What the theme's templates read of a page, under the names that Material for MkDocs uses."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from generator.commenting import Commenting
from generator.config import RepositoryConfig, SiteConfig
from generator.languages import Language
from generator.publishing.links import LinkStyle, absolute_url, anchor_url, relative_url, resolve
from generator.publishing.shell_slots import escaped, html_mark, text_mark
from generator.site import Fragment, Page, PageLink, TocEntry

OPTIONAL = (
    "description",
    "previous_page",
    "next_page",
    "edit_url",
    "comment_url",
    "correction_url",
    "modified",
    "history",
    "versions",
    "current",
    "feed",
    "headings",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyNote:
    """What a page of a copy says about the copy: of what it is, of which day, and whether it is all."""

    title: str
    is_part: bool
    edition: datetime.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """A page to go to: its title, and its URL from the page that is shown."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingView:
    """A heading of the page: what the table of contents shows."""

    title: str
    url: str
    children: tuple[HeadingView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """A page as templates see it; text is escaped where it is printed, `Markup` is not."""

    title: str
    description: str
    canonical_url: Markup
    content: Markup
    url: str
    edit_url: str
    comment_url: str
    correction_url: str
    modified: str
    modified_day: str
    history: Markup
    versions: Markup
    is_superseded: bool
    feed: LinkView | None
    previous_page: LinkView | None
    next_page: LinkView | None
    headings: tuple[HeadingView, ...]
    is_homepage: bool
    is_missing: bool
    meta: Mapping[str, object] = field(default_factory=dict)
    # Material's skip link leads to the first entry of its `toc`, which no other template of ours reads.
    toc: tuple[HeadingView, ...] = (HeadingView(title="", url="#tf-content"),)


def view_of(
    fragment: Fragment,
    config: SiteConfig,
    addresses: Mapping[str, str],
    style: LinkStyle,
    language: Language,
) -> PageView:
    """The page itself, for a full rendering."""
    page = fragment.page

    def link(target: PageLink | None) -> LinkView | None:
        if target is None:
            return None
        return LinkView(
            title=language.said(target.title), url=relative_url(page.address, addresses[target.name], style)
        )

    return PageView(
        title=page.title,
        description=page.description,
        canonical_url=Markup(absolute_url(config.site.url, page.address)),
        content=Markup(resolve(fragment.html, page.address, addresses, style)),
        url=page.address,
        edit_url=edit_url(config.site.repository, page.source),
        comment_url=Commenting.of(config).on_page(page),
        correction_url=Commenting.of(config).corrects(page),
        modified=fragment.modified.isoformat() if fragment.modified else "",
        modified_day=language.day(fragment.modified) if fragment.modified else "",
        history=Markup(fragment.history),
        versions=Markup(resolve(fragment.versions, page.address, addresses, style)),
        is_superseded=_is_superseded(page),
        feed=link(PageLink(title=page.title, name=page.feed) if page.feed else None),
        previous_page=link(page.previous),
        next_page=link(page.next),
        headings=tuple(_heading(entry) for entry in fragment.toc),
        is_homepage=not page.address,
        is_missing=page.address == "404.html",
    )


def _heading(entry: TocEntry) -> HeadingView:
    children = tuple(_heading(child) for child in entry.children)
    return HeadingView(title=entry.title, url=anchor_url(entry.anchor), children=children)


def marked_view(present: frozenset[str], *, is_homepage: bool, is_missing: bool) -> PageView:
    """A page of marks, with those of the `OPTIONAL` values that are `present`."""

    def link(name: str) -> LinkView | None:
        if name not in present:
            return None
        return LinkView(title=text_mark(f"{name}.title"), url=html_mark(f"{name}.url"))

    return PageView(
        title=text_mark("title"),
        description=text_mark("description") if "description" in present else "",
        canonical_url=html_mark("canonical_url"),
        content=html_mark("content"),
        url=text_mark("url"),
        edit_url=text_mark("edit_url") if "edit_url" in present else "",
        comment_url=text_mark("comment_url") if "comment_url" in present else "",
        correction_url=text_mark("correction_url") if "correction_url" in present else "",
        modified=text_mark("modified") if "modified" in present else "",
        modified_day=text_mark("modified_day") if "modified" in present else "",
        history=html_mark("history") if "history" in present else Markup(),
        versions=html_mark("versions") if "versions" in present else Markup(),
        is_superseded="current" in present,
        feed=link("feed"),
        previous_page=link("previous_page"),
        next_page=link("next_page"),
        headings=(marked_heading(),) if "headings" in present else (),
        is_homepage=is_homepage,
        is_missing=is_missing,
    )


def marked_heading(children: tuple[HeadingView, ...] = ()) -> HeadingView:
    """A heading of marks."""
    return HeadingView(title=text_mark("heading.title"), url=html_mark("heading.url"), children=children)


def values_of(
    fragment: Fragment,
    config: SiteConfig,
    addresses: Mapping[str, str],
    style: LinkStyle,
    language: Language,
) -> dict[str, str]:
    """The HTML of every mark but the table of contents; an absent value is empty."""
    page, commenting = fragment.page, Commenting.of(config)
    values = {
        "title": escaped(page.title),
        "description": escaped(page.description),
        "canonical_url": absolute_url(config.site.url, page.address),
        "content": resolve(fragment.html, page.address, addresses, style),
        "url": escaped(page.address),
        "edit_url": escaped(edit_url(config.site.repository, page.source)),
        "comment_url": escaped(commenting.on_page(page)),
        "correction_url": escaped(commenting.corrects(page)),
        "modified": fragment.modified.isoformat() if fragment.modified else "",
        "modified_day": escaped(language.day(fragment.modified)) if fragment.modified else "",
        "history": fragment.history,
        "versions": resolve(fragment.versions, page.address, addresses, style),
    }
    feed = PageLink(title=page.title, name=page.feed) if page.feed else None
    for name, target in (("previous_page", page.previous), ("next_page", page.next), ("feed", feed)):
        if target is not None:
            values[f"{name}.title"] = escaped(language.said(target.title))
            values[f"{name}.url"] = relative_url(page.address, addresses[target.name], style)
    return values


def present_in(fragment: Fragment, config: SiteConfig) -> frozenset[str]:
    """Which of the `OPTIONAL` values the page has."""
    page, commenting = fragment.page, Commenting.of(config)
    values = (
        page.description,
        page.previous,
        page.next,
        config.site.repository is not None and page.source,
        commenting.on_page(page),
        commenting.corrects(page),
        fragment.modified,
        fragment.history,
        fragment.versions,
        _is_superseded(page),
        page.feed,
        fragment.toc,
    )
    return frozenset(name for name, value in zip(OPTIONAL, values, strict=True) if value)


def _is_superseded(page: Page) -> bool:
    """Whether there is a current page that says this in its place."""
    return page.versions is not None and bool(page.versions.label) and page.versions.is_there


def edit_url(repository: RepositoryConfig | None, source: str | None) -> str:
    """Where `source` is edited; empty where there is no repository or no source."""
    if repository is None or not source:
        return ""
    path = absolute_url("", source).removeprefix("/")
    place = repository.edit_path.replace("{branch}", repository.branch).replace("{path}", path)
    return f"{repository.url.rstrip('/')}/{place.lstrip('/')}"
