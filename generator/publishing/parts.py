"""Divides a long page into numbered pages of their own, and says which anchors went where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape, unescape
from urllib.parse import unquote

from generator.languages import ENGLISH, Language
from generator.messages import message
from generator.publishing.links import MISSING_PAGE, LinkStyle, resolve
from generator.publishing.parts_cutting import CONTINUED, CONTINUED_WORDS, cut
from generator.publishing.parts_tree import UnevenMarkup
from generator.publishing.search_text import searched
from generator.site import Fragment, Page, PageLink, SearchEntry, TocEntry

# What the frame around an article may take of a page's size: more than it does.
FRAME = 17_000
# However small the budget: shorter parts than this help nobody.
_LEAST_ROOM = 5_000
# A part names the anchors of all others, for links from elsewhere, as long as that is no burden.
_MOST_ANCHORS = 5_000
# An entry in the list of parts.
_ENTRY = 260
_LINK_STYLE = LinkStyle.file()
_ID = re.compile(r'id="([^"]+)"')
_OWN_ANCHOR = re.compile(r'href="#([^"]+)"')
_LABEL = re.compile(r'<(h[2-4]|dt)\b[^>]*>(.*?)</\1>|<(th) scope="row"[^>]*>(.*?)</th>', re.DOTALL)
_NOT_LABEL = re.compile(r'<a class="headerlink".*?</a>|<[^>]*>', re.DOTALL)
# What the site says about facts on a page holds for those on its next parts too.
_NOTICE = re.compile(r'<(p|div) class="tf-(?:notices?|disclaimer)\b[^>]*>.*?</\1>', re.DOTALL)
_CONTINUED_HEADING = re.compile(r'<(h[2-4])\b(?:(?!</\1>).)*class="tf-part".*?</\1>', re.DOTALL)
_LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Divided:
    """The pages that one page became; `addresses` says where links to them and into them lead now."""

    fragments: tuple[Fragment, ...]
    addresses: Mapping[str, str] = field(default_factory=dict)


def names_by_page(addresses: Mapping[str, str]) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Address of a page -> the names that lead there, each with its anchor or an empty text."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name, address in addresses.items():
        place, _, anchor = address.partition("#")
        found.setdefault(place, []).append((name, anchor))
    return found


def divided(
    fragment: Fragment,
    page_kb: int,
    addresses: Mapping[str, str],
    names: Mapping[str, Sequence[tuple[str, str]]],
    language: Language = ENGLISH,
) -> Divided:
    """`fragment` in as many pages of at most `page_kb` kB as it needs; itself, if it fits or cannot be cut.

    Where it is cut does not depend on how links are written. `names`: those of `names_by_page`.
    """
    page, room = fragment.page, max(page_kb * 1000 - FRAME, _LEAST_ROOM)
    whole = Divided(fragments=(fragment,))
    if not page_kb or page.address == MISSING_PAGE or 3 * len(fragment.html) < room:
        return whole
    weight = len(resolve(fragment.html, page.address, addresses, _LINK_STYLE).encode()) + _weight(
        fragment.toc
    )
    if weight <= room or _part_address(page, 2) in names:
        return whole
    anchors = _told_anchors(fragment.html)
    lead, body = _lead(fragment.html)
    notices = sum(len(each[0]) for each in _NOTICE.finditer(body))
    taken = len(" ".join(anchors)) + _ENTRY * (weight // room + 1) + len(lead) + notices
    try:
        bodies = cut(body, max((room - taken), room // 3) * len(fragment.html) // weight)
    except UnevenMarkup:
        return whole
    said = CONTINUED.replace(CONTINUED_WORDS, escape(language.said(CONTINUED_WORDS)))
    bodies = tuple(part.replace(CONTINUED, said) for part in bodies)
    return _divided(fragment, lead, bodies, anchors, names, language) if len(bodies) > 1 else whole


def _divided(
    fragment: Fragment,
    lead: str,
    bodies: Sequence[str],
    told: Sequence[str],
    names: Mapping[str, Sequence[tuple[str, str]]],
    language: Language,
) -> Divided:
    page = fragment.page
    places: dict[str, int] = {}
    for number, body in enumerate(bodies, 1):
        for anchor in _ids(body):
            places.setdefault(unescape(anchor), number)
    links = [
        PageLink(title=language.said(_title(page, number)), name=_name(page, number))
        for number, _ in enumerate(bodies, 1)
    ]
    entries = list(_entries(links, [_label(body) for body in bodies], told, places, language))
    parts: list[Fragment] = []
    notices: list[str] = []
    for number, body in enumerate(bodies, 1):
        listed = _list_of_parts(entries, number, language)
        mark = f' <span class="tf-part">{_part(number, language)}</span></h1>'
        heading = lead if number == 1 else lead.replace("</h1>", mark, 1)
        parts.append(
            Fragment(
                page=_page(page, number, links, places, has_words=number == 1 or _has_words(body)),
                html=_with_links("".join((heading, listed, *notices, body)), number, links, places),
                toc=tuple(_contents(fragment.toc, number, places)),
                modified=fragment.modified,
                versions=fragment.versions,
                history=fragment.history if number == len(bodies) else "",
            )
        )
        notices += [found[0] for found in _NOTICE.finditer(body) if found[0] not in notices]
    return Divided(fragments=tuple(parts), addresses=dict(_addresses(page, links, places, names)))


def _lead(html: str) -> tuple[str, str]:
    """What every part begins with: all up to the end of the element that holds the title; and the rest."""
    end = html.find("</h1>") + len("</h1>")
    if (header := html.find("</header>", end)) >= 0 and "<header" not in html[end:header]:
        end = header + len("</header>") if "<header" in html[:end] else end
    return html[:end], html[end:]


def _has_words(body: str) -> bool:
    """Whether a part says what search looks into and no other part says: a piece of a table does not."""
    own = _CONTINUED_HEADING.sub("", _NOTICE.sub("", searched(body)))
    return bool(_NOT_LABEL.sub("", own).strip())


def _page(
    page: Page, number: int, links: Sequence[PageLink], places: Mapping[str, int], *, has_words: bool
) -> Page:
    entry = page.search
    if entry is not None and not has_words:
        entry = replace(entry, has_text=False)
    search = _search(entry, number, places) if entry is not None else None
    return replace(
        page,
        name=links[number - 1].name,
        address=_part_address(page, number),
        title=links[number - 1].title,
        previous=links[number - 2] if number > 1 else page.previous,
        next=links[number] if number < len(links) else page.next,
        search=search,
    )


def _search(entry: SearchEntry, number: int, places: Mapping[str, int]) -> SearchEntry | None:
    """Names lead to the first part, but those with an anchor to the part that has it.

    Of a page that names alone find, a part without any is found by nothing.
    """
    own = {name: anchor for name, anchor in entry.anchors.items() if places.get(anchor, 1) == number}

    def kept(names: Sequence[str]) -> tuple[str, ...]:
        return tuple(name for name in names if (name in own if name in entry.anchors else number == 1))

    ids, synonyms = kept(entry.ids), kept(entry.synonyms)
    if not entry.has_text and not ids and not synonyms and (number > 1 or entry.anchors):
        return None
    return replace(entry, ids=ids, synonyms=synonyms, anchors=own)


def _addresses(
    page: Page,
    links: Sequence[PageLink],
    places: Mapping[str, int],
    names: Mapping[str, Sequence[tuple[str, str]]],
) -> Iterator[tuple[str, str]]:
    """Where the parts are, and where links to what they took along lead: by name, by name and anchor."""
    for number, link in enumerate(links[1:], 2):
        yield link.name, _part_address(page, number)
    aliases = names.get(page.address, ())
    for name, own in aliases:
        if own and places.get(own, 1) > 1:
            yield name, f"{_part_address(page, places[own])}#{own}"
    for anchor, number in places.items():
        if number > 1:
            for name, own in aliases:
                if not own:
                    yield f"{name}#{anchor}", f"{_part_address(page, number)}#{anchor}"


def _with_links(html: str, number: int, links: Sequence[PageLink], places: Mapping[str, int]) -> str:
    """`html` with links to anchors of other parts made links to these parts."""

    def link(found: re.Match[str]) -> str:
        place = places.get(unquote(unescape(found[1])), number)
        if place == number or not _is_attribute(found):
            return found[0]
        return f'href="ref:{escape(links[place - 1].name)}#{found[1]}"'

    return _OWN_ANCHOR.sub(link, html)


def _ids(html: str) -> Iterator[str]:
    """The values of all attributes `id`, as they are written."""
    return (found[1] for found in _ID.finditer(html) if _is_attribute(found))


def _is_attribute(found: re.Match[str]) -> bool:
    """Whether what was found stands in a tag, as an attribute of just that name."""
    html, start = found.string, found.start()
    return html[start - 1 : start].isspace() and html.rfind("<", 0, start) > html.rfind(">", 0, start)


def _entries(
    links: Sequence[PageLink],
    labels: Sequence[str],
    told: Sequence[str],
    places: Mapping[str, int],
    language: Language,
) -> Iterator[tuple[str, str]]:
    """How the list of parts names each part: on the part itself, and on all others."""
    anchors: dict[int, list[str]] = {}
    for anchor in told:
        anchors.setdefault(places.get(anchor, 0), []).append(anchor)
    for number, (link, label) in enumerate(zip(links, labels, strict=True), 1):
        words = _part(number, language) + (f": {escape(label)} …" if label else "")
        known = f' data-tf-anchors="{escape(" ".join(anchors[number]))}"' if number in anchors else ""
        yield (
            f'<li><a href="#tf-content" aria-current="page">{words}</a></li>',
            f'<li><a href="ref:{escape(link.name)}"{known}>{words}</a></li>',
        )


def _list_of_parts(entries: Sequence[tuple[str, str]], current: int, language: Language) -> str:
    name = language.said(message("Parts of this page"))
    parts = str(len(entries))
    place = language.said(message("Part %(number)s of %(parts)s", number=str(current), parts=parts))
    listed = "".join([own if number == current else other for number, (own, other) in enumerate(entries, 1)])
    return (
        f'\n<nav class="tf-parts tf-unsearched" aria-label="{escape(name)}">\n'
        f"<p>{escape(place)}</p>\n<ol>{listed}</ol>\n</nav>\n"
    )


def _told_anchors(html: str) -> Sequence[str]:
    """The anchors that each part knows of the others."""
    for anchors in (list(_ids(html)), re.findall(r'<h[2-4] id="([^"]+)"', html)):
        if len(" ".join(anchors)) <= _MOST_ANCHORS:
            return [unescape(anchor) for anchor in anchors]
    return ()


def _label(body: str) -> str:
    # What goes on from the part before is no sign of what is new here.
    new = (each for each in _LABEL.finditer(body) if 'class="tf-part"' not in each[0])
    found = next(new, None)
    words = " ".join(unescape(_NOT_LABEL.sub("", (found[2] or found[4]) if found else "")).split())
    return words if len(words) <= _LONGEST_LABEL else words[: _LONGEST_LABEL - 1].rstrip() + "…"


def _contents(entries: Sequence[TocEntry], number: int, places: Mapping[str, int]) -> Iterator[TocEntry]:
    for entry in entries:
        below = tuple(_contents(entry.children, number, places))
        if places.get(entry.anchor, 1) == number:
            yield replace(entry, children=below)
        else:
            yield from below


def _weight(entries: Sequence[TocEntry]) -> int:
    """About how long a table of contents is as markup."""
    return sum(110 + len(entry.anchor) + len(entry.title) + _weight(entry.children) for entry in entries)


def _title(page: Page, number: int) -> str:
    if number == 1:
        return page.title
    return message("%(title)s, part %(number)s", title=page.title, number=str(number))


def _part(number: int, language: Language) -> str:
    return escape(language.said(message("Part %(number)s", number=str(number))))


def _name(page: Page, number: int) -> str:
    return page.name if number == 1 else f"part/{number}/{page.name}"


def _part_address(page: Page, number: int) -> str:
    return page.address if number == 1 else f"{page.address}part-{number}/"
