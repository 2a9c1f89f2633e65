"""Full-text search: the finished pages become Pagefind's bundle and the index of names."""

from __future__ import annotations

import html
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.publishing.search_bundle import stable_bundle
from generator.publishing.search_ids import SearchablePage, names_script
from generator.publishing.search_service import SearchError, search_program, search_service

__all__ = ["SearchError", "SearchablePage", "search_files", "write_index"]

_BUNDLE_FOLDER = "pagefind"
_NAMES = "search/ids.js"
# Pagefind skips nav, form, footer, label and svg by itself.
_IGNORED = (".headerlink", ".tf-unsearched")
# Words that Pagefind puts into a text to mark places; a text that contains one would forge a place.
_RESERVED = "___PAGEFIND_"


def write_index(pages: Iterable[SearchablePage], output: Path, language: str) -> None:
    """Write what search reads into `output`: the bundle `pagefind/` and `search/ids.js`.

    Pages are indexed in the order given, and the same pages give the same bytes. A bundle that is
    already there is replaced.
    Raises: SearchError if Pagefind is missing or fails.
    """
    files = search_files(pages, language)
    shutil.rmtree(output / _BUNDLE_FOLDER, ignore_errors=True)
    for folder in {(output / address).parent for address in files}:
        folder.mkdir(parents=True, exist_ok=True)
    for address, content in files.items():
        (output / address).write_bytes(content)


def search_files(pages: Iterable[SearchablePage], language: str) -> Mapping[str, bytes]:
    """Everything search reads: address -> content. Raises: SearchError."""
    searchable = tuple(pages)
    with search_service(search_program(), language=language.lower(), ignored=_IGNORED) as service:
        for page in searchable:
            service.add(page.address, _document(page))
        bundle = stable_bundle(service.bundle())
    files = {f"{_BUNDLE_FOLDER}/{path}": content for path, content in bundle.items()}
    return files | {_NAMES: names_script(searchable)}


def _document(page: SearchablePage) -> str:
    """The page as Pagefind reads it: title and facets stated, other names weighing more than text."""
    return "".join(_parts(page)).replace(_RESERVED, "")


def _parts(page: SearchablePage) -> Iterator[str]:
    entry = page.entry
    yield "<html><body data-pagefind-body>"
    # Names are metadata, not text: they are found and weigh more, but no excerpt repeats them.
    names = " · ".join(dict.fromkeys((*entry.ids, *entry.synonyms)))
    for field, text in (("title", page.title), ("names", names)):
        if text:
            yield f'<p data-pagefind-ignore data-pagefind-meta="{field}">{html.escape(text)}</p>'
    for facet, value in (("kind", entry.kind), ("domain", entry.domain), ("status", entry.status)):
        if value:
            # Pagefind 1.5 finds nothing by a facet whose value holds a quotation mark.
            text = html.escape(value.replace('"', "'"))
            yield f'<p data-pagefind-ignore data-pagefind-filter="{facet}">{text}</p>'
    yield page.html.replace("<h1", "<h1 data-pagefind-ignore", 1)
    yield "</body></html>"
