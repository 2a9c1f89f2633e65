"""The index of exact names: every id, title and synonym, in small scripts of which a query needs a few."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from generator.site import SearchEntry

NAMES = "search/names.js"
_FOLDER = "search/names/"
_FACETS = ("kind", "domain", "status", "year")
_ID, _TITLE, _SYNONYM = range(3)
_AT_ONCE = 150
# A word of so many pages tells none of them from the others; in a query its neighbours do.
_COMMON = 600
_DIGITS = re.compile(r"([0-9]+)")
_ACCENTS = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchablePage:
    """A page as search sees it: where it is, its final article HTML, and how search treats it."""

    address: str
    title: str
    html: str
    entry: SearchEntry

    @property
    def is_list(self) -> bool:
        """Whether nothing finds the page itself, only what stands on it."""
        entry = self.entry
        names = {*entry.ids, *entry.synonyms}
        return not entry.has_text and bool(entry.anchors) and names <= entry.anchors.keys()


class _Filing(msgspec.Struct, frozen=True, array_like=True):
    """Under `key`: a name of the page with that number, or (`name` is empty) a word of its names."""

    key: str
    name: str
    page: int
    weight: int = 0
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class _Index:
    pages: Sequence[SearchablePage]
    fragments: Mapping[str, str]
    values: Mapping[str, Sequence[str]]

    def row(self, number: int) -> tuple[str | int, ...]:
        page = self.pages[number]
        facets = (self.values[facet].index(getattr(page.entry, facet)) for facet in _FACETS)
        return (page.address, page.title, *facets, self.fragments.get(page.address, ""), *self._rest(page))

    def _rest(self, page: SearchablePage) -> tuple[str, ...]:
        names = (*page.entry.ids, *page.entry.synonyms)
        return () if page.entry.has_text or page.is_list else (" ".join(names),)


def names_files(
    pages: Iterable[SearchablePage], fragments: Mapping[str, str], languages: Sequence[str]
) -> dict[str, bytes]:
    """The scripts that hand the index to a page, from a folder as well as from a host: address -> content.

    `fragments` says under which name the text index knows the page at an address. Names are filed by their
    letters and digits without accents and in lower case, "[ITI-65]" by "iti65"; a page that the text index
    lacks is also filed by every word of its names. All of that, in order of code units, is cut into files.

    Shape: `search/names.js` hands over `files` (their names), `starts` (the first key in each), `values`
    (those of each facet, which the files give by number), `common` (words of too many pages, not filed),
    `named` (for pages that only names find: the numbers of their facets' values, and how many they are), and
    `languages`. A file hands over `pages`, [address, title, kind, domain, status, year, fragment, and for
    those pages their other names]; `names`, [name, its page among `pages`, 0 for an id, 1 for a title, 2 for
    a synonym, anchor]; and `words`, [word, page].
    """
    ordered = sorted(pages, key=lambda page: (_natural(page.title), page.address))
    values = {facet: sorted({getattr(page.entry, facet) for page in ordered}) for facet in _FACETS}
    index = _Index(ordered, fragments, values)
    words = sorted(set(_word_filings(ordered)), key=_order)
    frequencies = Counter(filing.key for filing in words)
    filings = [filing for filing in words if frequencies[filing.key] <= _COMMON]
    filings = sorted({*_name_filings(ordered), *filings}, key=_order)
    parts = [filings[at : at + _AT_ONCE] for at in range(0, len(filings), _AT_ONCE)]
    contents = [_script("takeNames", _part(part, index)) for part in parts]
    names = [hashlib.sha256(content).hexdigest()[:10] for content in contents]
    manifest = {
        "files": names,
        "starts": [part[0].key for part in parts],
        "values": values,
        "common": sorted(word for word, number in frequencies.items() if number > _COMMON),
        "named": _named(ordered, values),
        "languages": languages,
    }
    files = {f"{_FOLDER}{name}.js": content for name, content in zip(names, contents, strict=True)}
    return {NAMES: _script("takeIndex", manifest), **files}


def words_of(text: str) -> list[str]:
    """The words of `text` as search compares them. `search-names.js` does the same with queries."""
    folded = _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).lower()
    return "".join(letter if unicodedata.category(letter)[0] in "LNM" else " " for letter in folded).split()


def _name_filings(pages: Sequence[SearchablePage]) -> Iterator[_Filing]:
    for number, page in enumerate(pages):
        anchors = page.entry.anchors
        titles = () if page.is_list else (page.title,)
        for weight, names in (
            (_ID, page.entry.ids),
            (_TITLE, titles),
            (_SYNONYM, page.entry.synonyms),
        ):
            for name in names:
                if key := "".join(words_of(name)):
                    anchor = "" if weight == _TITLE else anchors.get(name, "")
                    yield _Filing(key, name, number, weight, anchor)


def _word_filings(pages: Sequence[SearchablePage]) -> Iterator[_Filing]:
    for number, page in enumerate(pages):
        if not page.entry.has_text and not page.is_list:
            for name in (page.title, *page.entry.ids, *page.entry.synonyms):
                yield from (_Filing(word, "", number) for word in words_of(name))


def _part(filings: Sequence[_Filing], index: _Index) -> Mapping[str, object]:
    numbers = sorted({filing.page for filing in filings})
    places = {number: place for place, number in enumerate(numbers)}
    return {
        "pages": [index.row(number) for number in numbers],
        "names": [(each.name, places[each.page], each.weight, each.anchor) for each in filings if each.name],
        "words": [(each.key, places[each.page]) for each in filings if not each.name],
    }


def _named(pages: Sequence[SearchablePage], values: Mapping[str, Sequence[str]]) -> list[tuple[int, ...]]:
    counted = Counter(
        tuple(values[facet].index(getattr(page.entry, facet)) for facet in _FACETS)
        for page in pages
        if not page.entry.has_text and not page.is_list
    )
    return [(*facets, number) for facets, number in sorted(counted.items())]


def _script(taker: str, content: Mapping[str, object]) -> bytes:
    return b"tfpubSearch." + taker.encode() + b"(" + msgspec.json.encode(content) + b");\n"


def _order(filing: _Filing) -> tuple[object, ...]:
    # Scripts compare texts by their code units.
    key = filing.key.encode("utf-16-be", "surrogatepass")
    return (key, filing.weight, _natural(filing.name), filing.name, filing.page, filing.anchor)


def _natural(name: str) -> tuple[tuple[int, str], ...]:
    return tuple(_natural_parts(name.casefold()))


def _natural_parts(name: str) -> Iterator[tuple[int, str]]:
    for part in _DIGITS.split(name):
        # A number counts by its length first: int() refuses what is longer than 4,300 digits.
        digits = part.lstrip("0")
        yield (len(digits), digits) if _DIGITS.fullmatch(part) else (-1, part)
