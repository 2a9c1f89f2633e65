"""A reader of the pages about all published results: what they do there, and what they then see."""

from __future__ import annotations

import csv
import datetime
import io
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Locator, Page

from generator import pipeline
from generator.public import Completion, PublicGraph
from generator.publishing.shell_policy import CONTENT_SECURITY_POLICY
from generator.records.profiles import Profile
from generator.records.sessions import TestingSession
from generator.serving import server
from site_support import BUILD_DATE

FACETS = ("profile", "actor", "option", "organization", "event", "region", "year", "domain")
COLUMNS = ("organization", "system", "profile", "actor", "option", "domain", "event", "year", "region")


def published(root: Path) -> PublicGraph:
    return pipeline.check(root, date=datetime.date.fromisoformat(BUILD_DATE)).public


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """The address of a built site on this machine, with the headers that a host should send."""
    with server(folder, port=0, policy=CONTENT_SECURITY_POLICY) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()


@dataclass(frozen=True)
class Recount:
    """The published rows, counted by a test itself."""

    graph: PublicGraph

    @property
    def rows(self) -> Sequence[Completion]:
        return self.graph.completed.rows

    def value(self, row: Completion, facet: str) -> str:
        """The key that the row has in a facet, `-` for none."""
        session = self.graph.all(TestingSession)[row.session]
        profile = self.graph.get(Profile, row.profile)
        values = {
            "event": row.session,
            "region": session.region,
            "year": str(session.start.year),
            "domain": profile.domain.key if profile is not None else "-",
            "option": row.option or "-",
        }
        return values.get(facet) or str(getattr(row, facet))

    def fitting(self, **chosen: Sequence[str]) -> list[Completion]:
        """The rows that have one of the chosen values in every facet."""
        return [
            row for row in self.rows if all(self.value(row, facet) in keys for facet, keys in chosen.items())
        ]

    def some_pages(self, facet: str = "profile") -> str:
        """The value that has the fewest rows, but more than two pages of them."""
        several = {key: number for key, number in self.counts(facet).items() if number > 100}
        return min(several, key=lambda key: (several[key], key))

    def counts(self, facet: str, **chosen: Sequence[str]) -> dict[str, int]:
        """Value -> rows, by what is chosen in the other facets alone."""
        others = {name: keys for name, keys in chosen.items() if name != facet}
        return dict(Counter(self.value(row, facet) for row in self.fitting(**others)))


@dataclass
class ResultsReader:
    """A reader at `/results/` or `/find/`; `root` is where the site begins."""

    page: Page
    root: str
    index: str = ""
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(10_000)
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, folder: str, query: str = "") -> ResultsReader:
        self.page.goto(f"{self.root}{folder}{self.index}{query}")
        self.page.locator("[data-ready]").wait_for(state="attached")
        return self

    @property
    def status(self) -> str:
        return self.page.locator(".tf-explorer__status").inner_text()

    @property
    def total(self) -> int:
        first, _, _ = self.status.partition(" ")
        return int(first.replace(",", "")) if first[0].isdigit() else 0

    @property
    def query(self) -> str:
        return self.page.url.partition("?")[2]

    def facet(self, name: str) -> Locator:
        return self.page.locator(f".tf-facet[data-facet={name}]")

    def opened(self, name: str) -> Locator:
        """The facet with its values in sight."""
        facet = self.facet(name)
        if facet.get_attribute("open") is None:
            facet.locator("summary").click()
        facet.locator("label").first.wait_for(state="attached")
        return facet

    def choose(self, name: str, key: str) -> ResultsReader:
        self.opened(name).locator(f"input[value='{key}']").click()
        return self

    def counts(self, name: str) -> dict[str, int]:
        """The values that a facet offers, and the number beside each."""
        numbers = (
            self.opened(name)
            .locator("label")
            .evaluate_all(
                "labels => labels.map(label => [label.querySelector('input').value,"
                " label.querySelector('.tf-choice__count').firstChild.data])"
            )
        )
        return {key: int(number.replace(",", "")) for key, number in numbers}

    def cells(self, column: str) -> list[str]:
        """What a column shows, from the first row to the last of this page."""
        place = COLUMNS.index(column)
        return [
            str(text)
            for text in self.page.locator("tbody tr").evaluate_all(
                "(rows, place) => rows.map(row => row.cells[place].firstChild.textContent)", place
            )
        ]

    def rows(self) -> list[str]:
        return self.page.locator("tbody tr").all_inner_texts()

    def head(self, column: str) -> Locator:
        return self.page.locator(f"[data-column={column}]")

    def downloaded(self, press: Callable[[], None]) -> str:
        with self.page.expect_download() as download:
            press()
        return Path(download.value.path()).read_text(encoding="utf-8-sig")

    def table_of_download(self) -> list[dict[str, str]]:
        text = self.downloaded(lambda: self.page.get_by_role("button", name="Download as CSV").click())
        return list(csv.DictReader(io.StringIO(text)))

    def focused(self) -> str:
        """The text or value of what has the focus."""
        return str(
            self.page.evaluate(
                "() => document.activeElement.value || document.activeElement.textContent.trim()"
            )
        )

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)
