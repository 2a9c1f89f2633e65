"""Writes the pages of a built site as Markdown for other generators: the same pages, rows and links."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from markdown_of import Article, article_of, escaped, headings_in

SITE_NAME = "Benchmark"
ADDRESS = "https://benchmark.example/"
# Pages that are applications without any fact: what they show is computed by a reader's browser.
APPLICATIONS = frozenset({"search/"})
_LEADS_TO = re.compile("\0([^\0#]*)#?([^\0]*)\0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a generator wants its pages.

    `index` is the name of a folder's own page. `heading` takes level, id and text; `link` the path of the
    page that has the link, the path it leads to, and an anchor there, which may be empty.
    """

    index: str
    front: Callable[[str], str]
    heading: Callable[[int, str, str], str]
    link: Callable[[str, str, str], str]

    def path_of(self, address: str) -> str:
        """The file of a page: `profiles/` -> `profiles/index.md`, `systems/one/` -> `systems/one.md`."""
        name = address.strip("/")
        return f"{name}.md" if "/" in name else posixpath.join(name, self.index)


def _marked_heading(level: int, anchor: str, text: str) -> str:
    return f"{'#' * level} {text} {{#{anchor}}}" if anchor else f"{'#' * level} {text}"


def _plain_heading(level: int, anchor: str, text: str) -> str:
    return f"{'#' * level} {text}"


def _relative(source: str, target: str, anchor: str) -> str:
    path = posixpath.relpath(target, posixpath.dirname(source) or ".")
    return f"{path}#{anchor}" if anchor else path


def _relative_page(source: str, target: str, anchor: str) -> str:
    return _relative(source, target, "")


def _relref(source: str, target: str, anchor: str) -> str:
    return f'{{{{< relref "/{target}{f"#{anchor}" if anchor else ""}" >}}}}'


def _titled(title: str) -> str:
    return f"---\ntitle: {json.dumps(title)}\n---\n\n"


def _untitled(title: str) -> str:
    return ""


MKDOCS = Dialect(index="index.md", front=_untitled, heading=_marked_heading, link=_relative)
HUGO = Dialect(index="_index.md", front=_titled, heading=_marked_heading, link=_relref)
# Labels of headings are shared by all pages of a Sphinx project, so its links lead to pages alone.
SPHINX = Dialect(index="index.md", front=_untitled, heading=_plain_heading, link=_relative_page)


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a built site, ready to be written in any dialect; by address."""

    articles: Mapping[str, Article]

    def sections(self, dialect: Dialect) -> Sequence[tuple[str, str]]:
        """Title and path of the home page and of those that lead to all pages of one kind."""
        found = sorted(address for address in self.articles if address.count("/") <= 1)
        return [(self.articles[address].title, dialect.path_of(address)) for address in found]

    def write(self, folder: Path, dialect: Dialect) -> None:
        """Writes all pages into `folder`."""
        paths = {address: dialect.path_of(address) for address in self.articles}
        for address, article in self.articles.items():
            path = folder / paths[address]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_text(article, paths[address], paths, dialect), encoding="utf-8")


def pages_of(site: Path) -> Pages:
    """The pages of our site in the folder `site`, but for that of missing pages and the search."""
    texts = {address: path.read_text(encoding="utf-8") for address, path in addressed(site)}
    anchors = {address: headings_in(text) for address, text in texts.items()}

    def linked(address: str) -> Callable[[str], str]:
        return lambda target: _symbolic(address, target, anchors)

    return Pages({address: article_of(text, linked(address)) for address, text in texts.items()})


def addressed(site: Path) -> Iterator[tuple[str, Path]]:
    """Address and file of each page that another generator can have too, in order."""
    for path in sorted(site.rglob("index.html")):
        address = path.parent.relative_to(site).as_posix()
        address = "" if address == "." else f"{address}/"
        if address not in APPLICATIONS:
            yield address, path


def _symbolic(address: str, target: str, anchors: Mapping[str, frozenset[str]]) -> str:
    """A link's target between marks where it is a page; else as it is, from the site's root."""
    whole = urlsplit(urljoin(ADDRESS + address, target))
    page = unquote(whole.path).lstrip("/")
    if not whole.geturl().startswith(ADDRESS) or page not in anchors:
        return whole.geturl().replace(" ", "%20").replace(")", "%29").replace("(", "%28")
    anchor = unquote(whole.fragment)
    return f"\0{page}#{anchor if anchor in anchors[page] else ''}\0"


def _text(article: Article, path: str, paths: Mapping[str, str], dialect: Dialect) -> str:
    blocks = [
        block if isinstance(block, str) else dialect.heading(*block)
        for block in ((1, "", escaped(article.title)), *article.blocks)
    ]
    text = _LEADS_TO.sub(lambda found: dialect.link(path, paths[found[1]], found[2]), "\n\n".join(blocks))
    return f"{dialect.front(article.title)}{text}\n"
