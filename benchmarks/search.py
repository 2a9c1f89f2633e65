"""Measures a first search in Chromium, on a host and from a folder: when results are there, what was read."""

from __future__ import annotations

import argparse
import datetime
import os
import shutil
import statistics
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from content import root_files
from made_up import REPOSITORY
from playwright.sync_api import Browser, Page, Request, sync_playwright
from rich.console import Console
from rich.table import Table

from generator import pipeline
from generator.publishing.shell_policy import CONTENT_SECURITY_POLICY
from generator.serving import server

DAY = datetime.date(2027, 1, 1)
LONGEST_WAIT = 300.0
MOST_BYTES = 400_000
# With its transactions, actors, scenarios and their checklists, and what is said of it elsewhere.
PAGES_OF_A_PROFILE = 21
CONTENT = ("framework", "profiles", "results_data")
LOAD = f"{os.getloadavg()[0]:.1f} other processes wanted the {os.cpu_count()} processors at the start"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# An id, the beginning of ids, words, a word of very many pages, a name that only the names index has.
QUERIES = ("XDS.b", "ITI-6", "document sharing", "patient", "alderwynd registry")
# From opening the search until a result has been painted, and until the answer is whole: two calls, so that
# it is known what was asked for until then.
_BEGIN = """(text) => {
  const results = document.querySelector(".tf-search__results");
  window.measured = async (isDone) => {
    while (!isDone(results)) await new Promise((next) => setTimeout(next, 2));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return performance.now() - began;
  };
  const began = performance.now();
  document.querySelector(".tf-search__open").click();
  const input = document.querySelector(".tf-search__input");
  input.value = text;
  input.dispatchEvent(new Event("input"));
  return measured((results) => results.querySelector("[role=option]"));
}"""
_END = "() => measured((results) => results.getAttribute('aria-busy') === 'false')"


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """One first search: milliseconds until the first result and the whole answer, and the bytes asked for.

    `cpu` are the milliseconds that the page's own thread had a processor for the whole.
    """

    first: float
    whole: float
    cpu: float
    read_first: int
    read: int
    files: int


def made_root(folder: Path, pages: int, *, pack: bool = False) -> Path:
    """This repository's content, and made-up profiles until there are about so many pages.

    `pack` has the site write what search shows of several pages into one file.
    """
    root = folder / "root"
    for name in CONTENT:
        shutil.copytree(REPOSITORY / name, root / name)
    shutil.copyfile(REPOSITORY / "site_config.yml", root / "site_config.yml")
    if pack:
        with (root / "site_config.yml").open("a", encoding="utf-8") as settings:
            settings.write("build: {pack: true}\n")
    plan = pipeline.check(root, date=DAY).plan
    own = len(plan.pages) if plan else 0
    for path, text in root_files(max(pages - own, 0) // PAGES_OF_A_PROFILE):
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if path != "site_config.yml" and not path.endswith("glossary.yml"):
            with target.open("a", encoding="utf-8") as file:
                file.write(text)
    return root


def searched(browser: Browser, address: str, text: str, site: Path) -> Search:
    """A search by a reader who has never been here."""
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        page.goto(address)
        page.wait_for_load_state("networkidle")
        processor = processor_time(page)
        asked: list[Request] = []
        page.on("request", lambda request: asked.append(request))
        before = processor()
        first = page.evaluate(_BEGIN, text)
        read_first = sum(size_of(request, site) for request in asked)
        whole = page.evaluate(_END)
        cpu = processor() - before
        read = sum(size_of(request, site) for request in asked)
        return Search(first=first, whole=whole, cpu=cpu, read_first=read_first, read=read, files=len(asked))


def processor_time(page: Page) -> Callable[[], float]:
    """How long the page's own thread has had a processor, in milliseconds."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")

    def read() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return 1000 * float(next(each["value"] for each in metrics if each["name"] == "ThreadTime"))

    return read


def size_of(request: Request, site: Path) -> int:
    """What a request of a page of `site` reads; nothing was compressed."""
    path = unquote(urlsplit(request.url).path)
    file = Path(path) if request.url.startswith("file:") else site / path.lstrip("/")
    return file.stat().st_size if file.is_file() else 0


@contextmanager
def hosted(site: Path) -> Iterator[str]:
    with server(site, port=0, policy=CONTENT_SECURITY_POLICY) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()


def searches(site: Path, address: str, runs: int) -> Iterator[tuple[str, list[Search]]]:
    chromium = shutil.which("chromium") or shutil.which("google-chrome") or sys.exit("Chromium is missing")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for text in QUERIES:
            yield text, [searched(browser, address, text, site) for _ in range(runs)]
        browser.close()


def add_rows(table: Table, name: str, found: Iterator[tuple[str, list[Search]]]) -> bool:
    """Whether every query keeps both bars."""
    is_kept = True
    for text, runs in found:
        first, whole = (
            statistics.median(run.first for run in runs),
            statistics.median(run.whole for run in runs),
        )
        read, files = max(run.read for run in runs), max(run.files for run in runs)
        read_first = max(run.read_first for run in runs)
        kept = first <= LONGEST_WAIT and read_first <= MOST_BYTES
        is_kept = is_kept and kept
        cpu = statistics.median(run.cpu for run in runs)
        times = (f"{first:.0f} ms", f"{read_first / 1000:.0f} kB", f"{whole:.0f} ms", f"{read / 1000:.0f} kB")
        table.add_row(name, text, *times, f"{cpu:.0f} ms", str(files), "kept" if kept else "missed")
    return is_kept


def main() -> int:
    """0 where every bar is kept, else 1."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pages", type=int, default=5000)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--keep", type=Path, help="a folder that keeps the sites and is used again")
    arguments.add_argument("--pack", action="store_true", help="build with few files (build.pack)")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = asked.keep or Path(name)
        on_host, on_disk = folder / "host", folder / "disk"
        if not on_disk.is_dir():
            root = made_root(folder, asked.pages, pack=asked.pack)
            for output, offline in ((on_host, False), (on_disk, True)):
                built = pipeline.build(root, output, offline=offline, date=DAY)
                if built.folder is None:
                    sys.exit(f"the made content has findings, the first: {built.checked.diagnostics[0]}")
        pages = len(list(on_host.rglob("index.html")))
        files = sum(path.is_file() for path in on_host.rglob("*"))
        table = Table(
            *("from", "searched for", "first result", "read", "whole answer", "read", "CPU", "files", ""),
            title=f"{pages:,} pages, {files:,} files, medians of {asked.runs} first searches; first result "
            f"within {LONGEST_WAIT:g} ms, {MOST_BYTES / 1000:g} kB read",
            caption=LOAD,
        )
        with hosted(on_host) as address:
            is_kept = add_rows(table, "host", searches(on_host, address, asked.runs))
        address = (on_disk / "index.html").as_uri()
        is_kept = add_rows(table, "disk", searches(on_disk, address, asked.runs)) and is_kept
    Console().print(table)
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.exit(main())
