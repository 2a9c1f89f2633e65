"""A real browser opens every page that carries payloads, with and without the policy: nothing runs."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Response

from generator.publishing.shell_policy import CONTENT_SECURITY_POLICY
from generator.serving import server
from hostile.conftest import HostileSite
from search_site import browser

PROBE = "window.ran = []; window.pwned = name => window.ran.push(name ?? 'something')"
WORDS = (
    "pwned",
    "script",
    "svg onload",
    "onmouseover",
    "words",
    "javascript",
    "ITI",
    "DOM-1",
    "{{ 7*7 }}",
    "planted",
)


@dataclass
class Watch:
    """What a browser did beyond showing pages."""

    ran: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    requests: set[str] = field(default_factory=set)
    failures: list[str] = field(default_factory=list)


class _WithoutPolicy(http.server.SimpleHTTPRequestHandler):
    """Serves pages with no policy at all, neither as a header nor in the page."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix != ".html" or not path.is_file():
            super().do_GET()
            return
        content = path.read_bytes().replace(b"Content-Security-Policy", b"X-No-Policy")
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a test's output is its result."""


@contextmanager
def running(served: http.server.ThreadingHTTPServer) -> Iterator[str]:
    threading.Thread(target=served.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{served.server_address[1]}/"
    finally:
        served.shutdown()
        served.server_close()


@contextmanager
def site_at(folder: Path, has_policy: bool) -> Iterator[str]:
    if has_policy:
        with running(server(folder, port=0, policy=CONTENT_SECURITY_POLICY)) as address:
            yield address
    else:
        handler = functools.partial(_WithoutPolicy, directory=str(folder))
        with running(http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)) as address:
            yield address


@pytest.fixture(scope="module")
def window(chromium: str) -> Iterator[Browser]:
    with browser(chromium) as started:
        yield started


@pytest.fixture(scope="module", params=[False, True], ids=["without a policy", "with the policy"])
def address(request: pytest.FixtureRequest, hostile_site: HostileSite) -> Iterator[str]:
    assert hostile_site.outcome.code == 0, hostile_site.outcome.output
    with site_at(hostile_site.folder, request.param) as address:
        yield address


@pytest.fixture
def watched(window: Browser) -> Iterator[tuple[BrowserContext, Watch]]:
    """A new window and what happens in it; nothing may, whatever the test looks at."""
    watch = Watch()
    with window.new_context() as context:
        context.add_init_script(PROBE)
        # a browser looks for it by itself when it opens a picture
        context.route("**/favicon.ico", lambda route: route.fulfill(status=204))
        context.on("dialog", lambda dialog: (watch.ran.append(dialog.message), dialog.dismiss()))
        context.on("request", lambda request: watch.requests.add(request.url))
        context.on("response", lambda response: note_failure(watch, response))
        context.on("weberror", lambda error: watch.complaints.append(str(error.error)))
        context.on("console", lambda said: said.type == "error" and watch.complaints.append(said.text))
        yield context, watch
    assert watch.ran == []
    assert watch.complaints == []
    assert watch.failures == []
    assert {urlsplit(url).hostname for url in watch.requests if not url.startswith("data:")} == {"127.0.0.1"}


def note_failure(watch: Watch, response: Response) -> None:
    if response.status >= 400:
        watch.failures.append(f"{response.status} {response.url}")


def pages_of(folder: Path) -> list[str]:
    """Addresses of all pages, but of those that lead on by themselves."""
    return sorted(
        path.relative_to(folder).as_posix().removesuffix("index.html")
        for path in folder.rglob("*.html")
        if b'http-equiv="refresh"' not in path.read_bytes()
    )


def test_probe_notices_what_runs(window: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<title>x</title><img src=x: onerror=pwned('it')>", encoding="utf-8")
    with site_at(tmp_path, False) as address, window.new_context() as context:
        context.add_init_script(PROBE)
        page = context.new_page()
        page.goto(address)
        assert page.evaluate("window.ran") == ["it"]


def test_no_page_runs_anything(
    hostile_site: HostileSite, address: str, watched: tuple[BrowserContext, Watch]
) -> None:
    context, watch = watched
    page = context.new_page()
    for name in pages_of(hostile_site.folder):
        page.goto(address + name, wait_until="load")
        watch.ran += page.evaluate("window.ran")


def test_no_page_runs_anything_when_the_reader_points_at_it(
    hostile_site: HostileSite, address: str, watched: tuple[BrowserContext, Watch]
) -> None:
    context, watch = watched
    page = context.new_page()
    for name in ("", "profiles/dom/one/", "framework/constructs/", "glossary/"):
        page.goto(address + name)
        page.evaluate(
            """for (const each of document.querySelectorAll('*'))
                 for (const kind of ['mouseover', 'mouseenter', 'focus', 'load', 'error', 'toggle', 'copy'])
                   each.dispatchEvent(new Event(kind))"""
        )
        watch.ran += page.evaluate("window.ran")


def test_no_picture_runs_anything_when_it_is_opened_by_itself(
    hostile_site: HostileSite, address: str, watched: tuple[BrowserContext, Watch]
) -> None:
    context, watch = watched
    page = context.new_page()
    (picture,) = hostile_site.folder.rglob("picture.svg")
    page.goto(address + picture.relative_to(hostile_site.folder).as_posix())
    watch.ran += page.evaluate("window.ran")


def test_moved_page_leads_to_its_new_address(address: str, watched: tuple[BrowserContext, Watch]) -> None:
    context, watch = watched
    page = context.new_page()
    page.goto(f"{address}profiles/dom/former/", wait_until="commit")
    page.wait_for_url(f"{address}profiles/dom/one/")
    watch.ran += page.evaluate("window.ran")


def test_search_shows_payloads_as_text(address: str, watched: tuple[BrowserContext, Watch]) -> None:
    context, watch = watched
    page = context.new_page()
    page.goto(address)
    page.locator(".tf-search__open").click()
    titles = []
    for words in WORDS:
        page.locator(".tf-search__input").fill(words)
        page.wait_for_timeout(150)
        page.locator(".tf-search__results[aria-busy=false]").wait_for(state="attached")
        titles += page.locator(".tf-search__title").all_inner_texts()
        watch.ran += page.evaluate("window.ran")
    assert any('<script>pwned("Profile.name")</script>' in title for title in titles)
    assert page.locator(".tf-search__results :is(img, svg, script, iframe)").count() == 0


def test_missing_page_repeats_nothing_of_its_address(hostile_site: HostileSite, window: Browser) -> None:
    with site_at(hostile_site.folder, True) as address, window.new_context() as context:
        context.add_init_script(PROBE)
        page = context.new_page()
        response = page.goto(f'{address}gone/"><script>pwned()</script>/?<svg onload=pwned()>#<img src=x>')
        assert response is not None and response.status == 404
        assert page.evaluate("window.ran") == []
        assert "pwned()" not in page.locator("body").inner_text()
