"""The site as an app: what was read is read again without a network, and never mixed with another build."""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page

from generator.publishing.app import LIST, MANIFEST, OFFLINE, WORKER
from generator.publishing.hosting import HEADERS, POLICY
from generator.serving import server
from search_site import browser
from site_support import a_tiny_root, build

READY = "navigator.serviceWorker.ready.then((ready) => ready.active.state === 'activated')"
BUILDS = "caches.keys().then((names) => names.filter((name) => name.startsWith('tf-build-')))"
READ = """async (address) => {
  for (const name of (await caches.keys()).filter((each) => each.startsWith("tf-build-")))
    if (await (await caches.open(name)).match(new URL(address, location.origin))) return true;
  return false;
}"""


class _Host(http.server.SimpleHTTPRequestHandler):
    """A host that sends what it is told to."""

    def end_headers(self) -> None:
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a test's output is its result."""


@contextmanager
def hosted(folder: Path, port: int = 0) -> Iterator[tuple[str, int]]:
    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", port), functools.partial(_Host, directory=str(folder))
    ) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/", running.server_port
        running.shutdown()


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two builds of a site, whose name is another in the second."""
    folder = tmp_path_factory.mktemp("builds")
    sites = []
    for name in ("First", "Second"):
        assert build(a_tiny_root(folder / name, name), folder / f"site-{name}").code == 0
        sites.append(folder / f"site-{name}")
    return sites[0], sites[1]


@pytest.fixture
def site(builds: tuple[Path, Path], tmp_path: Path) -> Path:
    """A host's folder with the first build in it."""
    shutil.copytree(builds[0], tmp_path / "site")
    return tmp_path / "site"


def publish(new: Path, site: Path) -> None:
    shutil.rmtree(site)
    shutil.copytree(new, site)


@pytest.fixture(scope="module")
def started(chromium: str) -> Iterator[Browser]:
    with browser(chromium) as running:
        yield running


@pytest.fixture
def context(started: Browser) -> Iterator[BrowserContext]:
    with started.new_context() as made:
        yield made


def opened(context: BrowserContext, address: str) -> Page:
    """A page that the worker has taken care of."""
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto(address)
    wait(page, READY)
    page.reload()
    wait(page, "navigator.serviceWorker.controller !== null")
    return page


def wait(page: Page, expression: str, argument: str = "") -> None:
    """Until what the expression promises is true."""
    for _ in range(150):
        try:
            if page.evaluate(expression, argument):
                return
        except Error:
            # The page is being loaded anew.
            page.wait_for_load_state()
        page.wait_for_timeout(100)
    pytest.fail(f"in vain: {expression}")


def name_on(page: Page) -> str:
    return page.locator(".tf-brand__name").inner_text()


def test_what_was_read_is_read_again_without_a_network(site: Path, context: BrowserContext) -> None:
    with hosted(site) as (address, _):
        page = opened(context, address)
        page.goto(f"{address}domains/")
        wait(page, READ, "/domains/")
    page.goto(f"{address}domains/")
    assert page.locator("h1").inner_text() == "Domains"
    assert page.evaluate("getComputedStyle(document.querySelector('.tf-brand')).display") == "flex"


def test_first_page_is_kept_though_the_worker_came_later(site: Path, context: BrowserContext) -> None:
    with hosted(site) as (address, _):
        page = context.new_page()
        page.goto(f"{address}domains/")
        wait(page, READ, "/domains/")
    page.goto(f"{address}domains/")
    assert page.locator("h1").inner_text() == "Domains"


def test_page_that_was_not_read_says_so(site: Path, context: BrowserContext) -> None:
    with hosted(site) as (address, _):
        page = opened(context, address)
    page.goto(f"{address}glossary/")
    assert page.locator("h1").inner_text() == "This page is not on this device"


def test_new_build_is_read_at_once_and_takes_over_what_was_read(
    site: Path, builds: tuple[Path, Path], context: BrowserContext
) -> None:
    with hosted(site) as (address, _):
        page = opened(context, f"{address}domains/")
        wait(page, READ, "/domains/")
        (first,) = page.evaluate(BUILDS)
        publish(builds[1], site)
        page.goto(address)
        assert name_on(page) == "Second"
        wait(page, f"{BUILDS}.then((names) => names.length === 1 && names[0] !== '{first}')")
    page.goto(f"{address}domains/")
    assert name_on(page) == "Second"


def test_open_page_of_an_old_build_gets_nothing_of_the_new(
    site: Path, builds: tuple[Path, Path], context: BrowserContext
) -> None:
    ask = "(address) => fetch(address).then((answer) => answer.text(), () => 'nothing')"
    (site / "read.js").write_text("first")
    with hosted(site) as (address, _):
        page = opened(context, address)
        publish(builds[1], site)
        other = context.new_page()
        other.goto(address)
        wait(other, f"{BUILDS}.then((names) => names.length === 2)")
        assert [name_on(page), name_on(other)] == ["First", "Second"]
        assert page.evaluate(ask, f"{address}search/names.js") == "nothing"
        assert "Second" not in page.evaluate(ask, f"{address}index.html")
        assert "Second" in other.evaluate(ask, f"{address}index.html")


def test_file_that_its_host_changed_is_shown_but_not_kept(site: Path, context: BrowserContext) -> None:
    changed = site / "domains/index.html"
    changed.write_text(changed.read_text().replace("<h1>", "<h1>Changed "))
    with hosted(site) as (address, _):
        page = opened(context, address)
        page.goto(f"{address}domains/")
        assert page.locator("h1").inner_text() == "Changed Domains"
    page.goto(f"{address}domains/")
    assert page.locator("h1").inner_text() == "This page is not on this device"


def test_preview_ends_a_worker_that_is_left_from_another_site(
    site: Path, builds: tuple[Path, Path], context: BrowserContext
) -> None:
    with hosted(site) as (address, port):
        page = opened(context, address)
    with server(builds[1], port=port, policy=HEADERS[POLICY]) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        page.goto(address)
        wait(page, f"{BUILDS}.then((names) => names.length === 0)")
        assert name_on(page) == "Second"
        running.shutdown()


def test_manifest_names_files_that_are_there(site: Path) -> None:
    manifest = json.loads((site / MANIFEST).read_text())
    assert [icon["src"] for icon in manifest["icons"] if not (site / icon["src"]).is_file()] == []
    assert (manifest["name"], manifest["start_url"], manifest["display"]) == ("First", "./", "minimal-ui")


def test_worker_changes_with_any_file_and_not_without(builds: tuple[Path, Path], tmp_path: Path) -> None:
    again = tmp_path / "again"
    assert build(builds[0].parent / "First", again).code == 0
    assert (again / WORKER).read_bytes() == (builds[0] / WORKER).read_bytes()
    assert (again / WORKER).read_bytes() != (builds[1] / WORKER).read_bytes()


def test_copy_for_a_disk_has_no_worker(builds: tuple[Path, Path], tmp_path: Path) -> None:
    assert build(builds[0].parent / "First", tmp_path / "copy", "--offline").code == 0
    assert [name for name in (WORKER, LIST, MANIFEST, OFFLINE) if (tmp_path / "copy" / name).exists()] == []
    assert 'rel="manifest"' not in (tmp_path / "copy/index.html").read_text()
