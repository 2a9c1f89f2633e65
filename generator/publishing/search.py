"""Full-text search: the finished pages become Pagefind's bundle and the index of names."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from generator.publishing.search_bundle import fragments_of, languages_of, stable_bundle
from generator.publishing.search_engine import ENGINE, engine_script, offline_files
from generator.publishing.search_names import SearchablePage, names_files
from generator.publishing.search_packs import folder_of
from generator.publishing.search_service import SearchError, SearchService, search_program, search_service
from generator.publishing.search_text import UNSEARCHED

__all__ = [
    "SearchError",
    "SearchIndex",
    "SearchablePage",
    "offline_files",
    "search_files",
    "search_index",
    "write_index",
]

_FOLDERS = ("pagefind", "search/names")
INDEX_FOLDERS = (f"{_FOLDERS[0]}/", f"{ENGINE.partition('/')[0]}/")
_ENGINE_MODULE = "pagefind.js"
# Folders whose files bear a digest of their content in their address.
CONTENT_ADDRESSED = (
    "pagefind/fragment/",
    "pagefind/packs/",
    "pagefind/index/",
    "pagefind/filter/",
    "search/names/",
)
# Pagefind skips nav, form, footer, label and svg by itself.
_IGNORED = (".headerlink", ".headerlink *", ".tf-hidden", f".{UNSEARCHED}")
# Words that Pagefind puts into a text to mark places; a text that contains one would forge a place.
_RESERVED = "___PAGEFIND_"
# Pagefind takes texts of these languages apart into words; in any other it would take a Chinese sentence
# for one word. There each of its characters becomes a word; search-text.js does the same with queries.
_SEGMENTED = ("zh", "ja")
_UNSPACED = "\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_ANY_UNSPACED = re.compile(f"[{_UNSPACED}]")
_WORD_END = re.compile(rf"([{_UNSPACED}])(?=[^\s<])|([^\s>])(?=[{_UNSPACED}])")
# Pagefind keeps the text of a heading as a place to lead to, and a defined term is such a place too.
_TERM = re.compile(r'<dt( id="[^"]*")>(.*?)</dt>', re.DOTALL)
# It would write the text of neighbours such as these as one word.
_NEIGHBOUR = re.compile(r"</(?:th|dt|dd|caption|figcaption|summary)>")
_TAG = re.compile(r"(<[^<>]*>)")


class SearchIndex:
    """An index that is being made: pages go in one by one, in an order that does not change; files come out.

    `language` is that of pages that state none. Each language has an index of its own, as words are taken
    apart in another way. `pack` puts the texts of several pages into one file: fewer files, of which a search
    reads more.
    """

    def __init__(self, service: SearchService, language: str, *, pack: bool) -> None:
        self._service = service
        self._language = language.lower()
        self._pack = pack
        self._named: list[SearchablePage] = []

    def add(self, page: SearchablePage) -> None:
        """Index one more page. Raises: SearchError."""
        if page.entry.has_text:
            self._service.add(
                page.address, _document_in(page, (page.entry.language or self._language).lower())
            )
        self._named.append(replace(page, html=""))

    def files(self) -> Mapping[str, bytes]:
        """Everything search reads: address -> content. Raises: SearchError."""
        bundle = stable_bundle(self._service.bundle(), pack=self._pack)
        languages = sorted(languages_of(bundle), key=lambda each: (each != self._language, each))
        names = names_files(self._named, fragments_of(bundle), languages)
        engine = engine_script(bundle.pop(_ENGINE_MODULE).decode(), folder_of(tuple(bundle)))
        files = {f"{_FOLDERS[0]}/{path}": content for path, content in bundle.items()}
        return {**files, ENGINE: engine, **names}

    def write(self, output: Path, *, offline: bool = False) -> None:
        """Write `pagefind/`, `search/engine.js` and `search/names*` into `output`.

        An index that is already there is replaced. `offline` writes it as scripts, for a copy that is opened
        from a folder. Raises: SearchError.
        """
        files = offline_files(self.files()) if offline else self.files()
        for old in _FOLDERS:
            shutil.rmtree(output / old, ignore_errors=True)
        for folder in {(output / address).parent for address in files}:
            folder.mkdir(parents=True, exist_ok=True)
        for address, content in files.items():
            (output / address).write_bytes(content)


@contextmanager
def search_index(language: str, *, pack: bool = False) -> Iterator[SearchIndex]:
    """A new index without pages. Raises: SearchError if Pagefind is missing."""
    with search_service(search_program(), ignored=_IGNORED) as service:
        yield SearchIndex(service, language, pack=pack)


def write_index(
    pages: Iterable[SearchablePage],
    output: Path,
    language: str,
    *,
    offline: bool = False,
    pack: bool = False,
) -> None:
    """Write the index of these pages into `output`. Raises: SearchError if Pagefind is missing or fails."""
    with search_index(language, pack=pack) as index:
        for page in pages:
            index.add(page)
        index.write(output, offline=offline)


def search_files(
    pages: Iterable[SearchablePage], language: str, *, pack: bool = False
) -> Mapping[str, bytes]:
    """Everything search reads about these pages: address -> content. Raises: SearchError."""
    with search_index(language, pack=pack) as index:
        for page in pages:
            index.add(page)
        return index.files()


def _document_in(page: SearchablePage, language: str) -> str:
    is_segmented = language.partition("-")[0] in _SEGMENTED
    return _document(page, language) if is_segmented else _spaced_document(page, language)


def _spaced_document(page: SearchablePage, language: str) -> str:
    """The page with Chinese and Japanese text taken apart; its title, which is shown, stays whole."""
    if not _ANY_UNSPACED.search("\n".join((page.title, *page.entry.synonyms, page.html))):
        return _document(page, language)
    title = (page.title,) if _WORD_END.search(page.title) else ()
    names = tuple(map(_spaced, (*title, *page.entry.synonyms)))
    text = "".join(part if part.startswith("<") else _spaced(part) for part in _TAG.split(page.html))
    return _document(replace(page, html=text, entry=replace(page.entry, synonyms=names)), language)


def _spaced(text: str) -> str:
    return _WORD_END.sub(r"\g<0> ", text)


def _document(page: SearchablePage, language: str) -> str:
    """The page as Pagefind reads it: its names and facets stated, then its text."""
    return "".join(_parts(page, language)).replace(_RESERVED, "")


def _parts(page: SearchablePage, language: str) -> Iterator[str]:
    entry = page.entry
    yield f'<html lang="{html.escape(language)}"><body data-pagefind-body>'
    # Names are metadata, not text: they are found and weigh more, but no excerpt repeats them.
    # What has a place of its own on the page does not name the page.
    own = (name for name in (*entry.ids, *entry.synonyms) if name not in entry.anchors)
    names = " · ".join(dict.fromkeys(own))
    for field, text in (("title", page.title), ("names", names)):
        if text:
            yield f'<p data-pagefind-ignore data-pagefind-meta="{field}">{html.escape(text)}</p>'
    facets = {"kind": entry.kind, "domain": entry.domain, "status": entry.status, "year": entry.year}
    for facet, value in facets.items():
        if value:
            # Pagefind 1.5 finds nothing by a facet whose value holds a quotation mark.
            text = html.escape(value.replace('"', "'"))
            yield f'<p data-pagefind-ignore data-pagefind-filter="{facet}">{text}</p>'
    article = page.html.replace("<h1", "<h1 data-pagefind-ignore", 1)
    yield _NEIGHBOUR.sub(r" \g<0>", _TERM.sub(r"<h6\1>\2</h6>", article))
    yield "</body></html>"
