"""A small site with search, and a browser that opens it from a host or from a folder."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, sync_playwright

from generator.config import PublicationConfig, PublicationSource, SiteConfig, SiteSection
from generator.diagnostics import Position
from generator.linking import link
from generator.pages.search import plan as search_page
from generator.publishing.links import LinkStyle
from generator.publishing.search import SearchablePage, write_index
from generator.publishing.shell import Shells
from generator.publishing.shell_policy import CONTENT_SECURITY_POLICY
from generator.reading import parse
from generator.rendering.templates import Renderer
from generator.site import Fragment, SearchEntry, SitePlan, nothing
from generator.site import Page as SitePage
from site_support import REPOSITORY

HERE = Position("site_config.yml")


def a_searchable(address: str, title: str, text: str = "", **entry: object) -> SearchablePage:
    """A page with that title and a paragraph of text; `entry` are the fields of its search entry."""
    html = f"<h1>{title}</h1>\n<p>{text or 'Nothing more is said here.'}</p>"
    return SearchablePage(
        address=address,
        title=title,
        html=html,
        entry=SearchEntry(**{"kind": "page", **entry}),  # type: ignore[arg-type]
    )


def write_site(
    folder: Path,
    pages: tuple[SearchablePage, ...],
    style: LinkStyle,
    language: str = "en",
    *,
    pack: bool = False,
) -> None:
    """Complete pages in the shipped theme, the theme's files, and the search index."""
    graph, config, theme = link(()), _config(language), [REPOSITORY / "theme"]
    (searching,) = search_page(graph, config)
    planned = {
        **{_planned(page): page.html for page in pages},
        searching: Renderer(graph, theme, parse).render(searching).html,
    }
    addresses = {"page/home": "", "page/a-z": "a-z/", searching.name: searching.address}
    shells = Shells(config, SitePlan(pages=tuple(planned), sections=(), addresses=addresses), theme, style)
    for page, html in planned.items():
        whole = shells.page(Fragment(page=page, html=html))
        _write(folder / page.address / "index.html", whole.encode())
    for address, content in shells.files.items():
        _write(folder / address, content if isinstance(content, bytes) else content.read_bytes())
    write_index(pages, folder, language, offline=bool(style.index), pack=pack)


def _config(language: str) -> SiteConfig:
    return SiteConfig(
        position=HERE,
        site=SiteSection(position=HERE, name="Searched site", url="https://site.example/", language=language),
        publication=PublicationConfig(position=HERE, source=PublicationSource.PUBLIC),
    )


def _planned(page: SearchablePage) -> SitePage:
    return SitePage(
        kind="page",
        name=page.address,
        address=page.address,
        title=page.title,
        facts_of=nothing,
        position=HERE,
    )


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


class _Handler(http.server.SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        super().end_headers()

    def do_GET(self) -> None:
        """The worker of a whole site, which these pages ask for, does nothing here."""
        if self.path.endswith("/service-worker.js"):
            self.send_response(200)
            self.send_header("Content-Type", "text/javascript")
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a test's output is its result."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of `folder` on a server of this machine, which sends the policy with every answer."""
    handler = functools.partial(_Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextmanager
def browser(program: str) -> Iterator[Browser]:
    """Chromium, without anything that it would do on its own."""
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=arguments)
        yield started
        started.close()


@dataclass
class SearchReader:
    """A reader who searches: what they do, and what they then see."""

    page: Page
    root: str
    results_page: str = "search/"
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(10_000)
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._note_request)
        self.page.goto(self.root)

    def open_results(self, query: str) -> list[str]:
        """The titles on the page of all results, opened by its address."""
        self.page.goto(urljoin(self.root, f"{self.results_page}?{query}"))
        return self.listed()

    def listed(self) -> list[str]:
        self.page.locator(".tf-search__list[aria-busy=false]").wait_for(state="attached")
        lines = self.page.locator(".tf-search__line > .tf-search__hit:first-child")
        return lines.locator(".tf-search__title").all_inner_texts()

    def search(self, text: str) -> list[str]:
        """The titles that are shown for `text`, in order; those of parts of a page are indented."""
        if not self.dialog.is_visible():
            self.page.locator(".tf-search__open").click()
        self.page.locator(".tf-search__input").fill(text)
        return self.found()

    def found(self) -> list[str]:
        self.wait_until_answered()
        return [self._title(hit) for hit in self.hits.all()]

    def wait_until_answered(self) -> None:
        self.page.locator(".tf-search__results[aria-busy=false]").wait_for(state="attached")

    def groups(self) -> list[str]:
        return self.page.locator(".tf-search__group").all_inner_texts()

    def choose(self, facet: str, value: str) -> list[str]:
        self.page.locator(f"[data-facet={facet}] label", has_text=value).locator("input").click()
        return self.found()

    def counts(self, facet: str) -> dict[str, int]:
        """Facet values that are offered, and the number beside each."""
        labels = self.page.locator(f"[data-facet={facet}] label:visible").all()
        return {
            label.locator(".tf-search__value").inner_text(): int(
                label.locator(".tf-search__count").inner_text()
            )
            for label in labels
        }

    @property
    def dialog(self) -> Locator:
        return self.page.locator(".tf-search__dialog")

    @property
    def hits(self) -> Locator:
        return self.page.locator("[role=option]")

    @property
    def status(self) -> str:
        return self.page.locator(".tf-search__status:visible").inner_text()

    def _title(self, hit: Locator) -> str:
        title = hit.locator(".tf-search__title").or_(hit).last.inner_text()
        return f"  {title}" if "--part" in (hit.get_attribute("class") or "") else title

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _note_request(self, request: Request) -> None:
        self.requests.append(request.url)
