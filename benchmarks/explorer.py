"""Measures the results explorer in Chromium: how long a filter takes at 100,000 rows, what it loads."""

from __future__ import annotations

import argparse
import datetime
import gzip
import os
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from made_up import REPOSITORY, model_of
from made_up_results import write_results
from playwright.sync_api import Page, sync_playwright
from rich.console import Console
from rich.table import Table

from generator import pipeline, source
from generator.publishing.folder import write
from generator.publishing.links import LinkStyle
from generator.publishing.model_script import MODEL, model_script
from generator.publishing.result_scripts import ROWS, rows_script
from generator.publishing.shell import Shells
from generator.publishing.shell_policy import CONTENT_SECURITY_POLICY
from generator.reading import parse
from generator.rendering.templates import Renderer
from generator.serving import server

DAY = datetime.date(2027, 1, 1)
LONGEST_ANSWER = 100.0
MOST_BYTES = 2_000_000
LOAD = f"{os.getloadavg()[0]:.1f} other processes wanted the {os.cpu_count()} processors at the start"
SETTLING = 400
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PAGES = ("results/", "find/")

# From the click until the browser has painted what it changed.
_TIMED = """async () => {
  const began = performance.now();
  %s;
  await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
  return performance.now() - began;
}"""
_FACET = "document.querySelector('.tf-facet[data-facet={}] [type=checkbox]').click()"
# What the reader does, and the view in which they do it.
_ANSWERS = {
    "choose a profile": ("", _FACET.format("profile")),
    "choose an organization": ("", _FACET.format("organization")),
    "take a profile back": ("?profile=XDS.b", "document.querySelector('.tf-facet input:checked').click()"),
    "sort by system": ("", "document.querySelector('[data-column=system] button').click()"),
    "sort a part by event": (
        "?profile=XDS.b",
        "document.querySelector('[data-column=event] button').click()",
    ),
    "turn to the next page": ("", "document.querySelector('[data-way=Next]').click()"),
    "search for words": (
        "",
        "const field = document.querySelector('[name=text]'); field.value = 'document europe';"
        "field.dispatchEvent(new Event('change'))",
    ),
}
_QUESTION = "find/?need=XDS.b/document-source&need=MHD/document-source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """The usual and the slowest of several runs, the processor's share, the most that may be usual."""

    name: str
    unit: str
    usual: float
    worst: float
    cpu: float | None = None
    bar: float | None = None

    @property
    def is_kept(self) -> bool:
        return self.bar is None or self.usual <= self.bar


def write_pages(root: Path, site: Path) -> int:
    """The two pages of all results, what they load, and nothing else; how many rows they have."""
    checked = pipeline.check(root, date=DAY)
    config, plan, graph = checked.reading.config, checked.plan, checked.public
    if config is None or plan is None:
        sys.exit("the made content cannot be read")
    theme, style = source.theme_folders(root), LinkStyle.http(config.site.url)
    shells, renderer = Shells(config, plan, theme, style), Renderer(graph, theme, parse, edition=DAY)
    for page in plan.pages:
        if page.address in PAGES:
            write(site, page.address, shells.page(renderer.render(page)).encode())
    for address, content in shells.files.items():
        write(site, address, content)
    write(site, ROWS, rows_script(graph, plan.addresses, style))
    write(site, MODEL, model_script(graph, plan.addresses, style, config.site.url))
    return len(graph.completed.rows)


def made_root(folder: Path, rows: int, organizations: int, events: int) -> Path:
    root = folder / "root"
    for name in ("framework", "profiles"):
        shutil.copytree(REPOSITORY / name, root / name)
    shutil.copyfile(REPOSITORY / "site_config.yml", root / "site_config.yml")
    write_results(
        root, model=model_of(root), sessions=events, organizations=organizations, rows=rows, seed="explorer"
    )
    return root


def size_measures(site: Path) -> Iterator[Measure]:
    scripts = [*site.glob("assets/tf-*/results*"), *site.glob("assets/tf-*/explorer*"), site / ROWS]
    sizes = {path: len(gzip.compress(path.read_bytes(), 9, mtime=0)) for path in scripts}
    rows = sizes[site / ROWS] / 1000
    yield Measure(name="rows, compressed", unit="kB", usual=rows, worst=rows)
    whole = sum(sizes.values()) / 1000
    yield Measure(
        name="all of the explorer, compressed", unit="kB", usual=whole, worst=whole, bar=MOST_BYTES / 1000
    )


def answer_measures(page: Page, address: str, runs: int) -> Iterator[Measure]:
    opened = [time_to_open(page, f"{address}results/") for _ in range(runs)]
    yield Measure(name="open the explorer", unit="ms", usual=statistics.median(opened), worst=max(opened))
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in _ANSWERS}
    processor = processor_time(page)
    for _ in range(runs):
        for name, (view, act) in _ANSWERS.items():
            time_to_open(page, f"{address}results/{view}")
            page.wait_for_timeout(SETTLING)
            before = processor()
            wall = page.evaluate(_TIMED % act)
            taken[name].append((wall, processor() - before))
    for name, times in taken.items():
        walls, cpus = zip(*times, strict=True)
        yield Measure(
            name=name,
            unit="ms",
            usual=statistics.median(walls),
            worst=max(walls),
            cpu=statistics.median(cpus),
            bar=LONGEST_ANSWER,
        )
    asked = [time_to_open(page, f"{address}{_QUESTION}") for _ in range(runs)]
    yield Measure(
        name="open an answer of the finder", unit="ms", usual=statistics.median(asked), worst=max(asked)
    )


def processor_time(page: Page) -> Callable[[], float]:
    """How long the page's own thread has had a processor, in milliseconds."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")

    def read() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return 1000 * float(next(each["value"] for each in metrics if each["name"] == "ThreadTime"))

    return read


def time_to_open(page: Page, address: str) -> float:
    began = time.perf_counter()
    page.goto(address)
    page.locator("[data-ready]").wait_for(state="attached")
    return (time.perf_counter() - began) * 1000


def table_of(measures: list[Measure], rows: int, runs: int) -> Table:
    title = f"{rows:,} rows, medians of {runs} runs in Chromium"
    table = Table("measure", "wall", "slowest", "CPU", "bar", "", title=title, caption=LOAD)
    for each in measures:
        bar = "" if each.bar is None else f"{each.bar:g} {each.unit}"
        verdict = "" if each.bar is None else "kept" if each.is_kept else "missed"
        cpu = "" if each.cpu is None else f"{each.cpu:.1f} {each.unit}"
        walls = [f"{value:.1f} {each.unit}" for value in (each.usual, each.worst)]
        table.add_row(each.name, *walls, cpu, bar, verdict)
    return table


def main() -> int:
    """0 where every bar is kept, else 1."""
    arguments = argparse.ArgumentParser(description=__doc__)
    for name, usual in (("rows", 109_000), ("organizations", 1500), ("events", 80), ("runs", 7)):
        arguments.add_argument(f"--{name}", type=int, default=usual)
    asked = arguments.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome") or sys.exit("Chromium is missing")
    with tempfile.TemporaryDirectory() as name:
        folder, site = Path(name), Path(name, "site")
        rows = write_pages(made_root(folder, asked.rows, asked.organizations, asked.events), site)
        measures = list(size_measures(site))
        with server(site, port=0, policy=CONTENT_SECURITY_POLICY) as running, sync_playwright() as playwright:
            threading.Thread(target=running.serve_forever, daemon=True).start()
            browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            measures += answer_measures(page, f"http://127.0.0.1:{running.server_port}/", asked.runs)
            browser.close()
            running.shutdown()
    Console().print(table_of(measures, rows, asked.runs))
    return 0 if all(each.is_kept for each in measures) else 1


if __name__ == "__main__":
    sys.exit(main())
