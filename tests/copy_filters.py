"""What readers filter by, in any browser and from anywhere: the same steps, and what is then shown."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from playwright.sync_api import Page

SEARCHES = (
    ("document", "kind", "Actor"),
    ("document", "domain", "ITI"),
    ("time", "status", "final-text"),
    ("Connectathon", "year", "2025"),
)
"""Words, a facet of the search, and one of its values."""

EXPLORED = ("profile", "actor", "option", "organization", "event", "region", "year", "domain")

SEARCH_ANSWER = """
const results = document.querySelector('.tf-search__results');
if (results.getAttribute('aria-busy') !== 'false') return null;
const counts = {};
for (const label of document.querySelectorAll('.tf-search__dialog [data-facet] label:not([hidden])')) {
  const facet = (counts[label.closest('[data-facet]').dataset.facet] ||= {});
  facet[label.querySelector('input').value] = label.querySelector('.tf-search__count').textContent;
}
const titles = [...document.querySelectorAll('[role=option]')].map((hit) => hit.innerText.split('\\n')[0]);
return { counts, titles, status: document.querySelector('.tf-search__status').textContent };
"""
SEARCH_FOR = """
if (!document.querySelector('.tf-search__dialog').open) document.querySelector('.tf-search__open').click();
const field = document.querySelector('.tf-search__input');
field.value = arguments[0];
field.dispatchEvent(new Event('input', { bubbles: true }));
"""
CHOOSE = """
const facet = document.querySelector(`.tf-search__dialog [data-facet=${arguments[0]}]`);
facet.querySelector(`input[value="${arguments[1]}"]`).click();
"""
EXPLORER_OPEN = """
if (!document.querySelector('[data-tf-app][data-ready]')) return null;
document.querySelectorAll('details.tf-facet').forEach((each) => { each.open = true; });
return true;
"""
EXPLORER_SHOWN = """
const facets = [...document.querySelectorAll('details.tf-facet')];
if (facets.some((each) => !each.querySelector('label'))) return null;
const numberOf = (label) => label.querySelector('.tf-choice__count').firstChild.data;
const valueOf = (label) => [label.querySelector('input').value, numberOf(label)];
const counts = facets.map((each) => [
  each.dataset.facet, Object.fromEntries([...each.querySelectorAll('label')].map(valueOf)),
]);
const rows = [...document.querySelectorAll('.tf-explorer tbody tr')].map((row) => row.innerText);
const status = document.querySelector('.tf-explorer__status').textContent;
return { counts: Object.fromEntries(counts), rows, status };
"""
EXPLORER_CHOOSE = """
document.querySelector(`.tf-facet[data-facet=${arguments[0]}] input[value="${arguments[1]}"]`).click();
"""
FIND_READY = "return document.querySelector('[data-tf-app][data-ready]') ? true : null;"
FIND_ADD = """
const { profile, actor } = document.querySelector('.tf-finder__add').elements;
profile.value = arguments[0];
profile.dispatchEvent(new Event('change', { bubbles: true }));
actor.value = arguments[1];
document.querySelector('.tf-finder__add button').click();
"""
FIND_TOGETHER = "document.querySelector('[name=together]').click();"
FIND_SHOWN = """
const shown = (part) => [...document.querySelectorAll(part)].map((each) => each.innerText);
return { status: shown('[data-part=status]'), needs: shown('.tf-need__count'), found: shown('.tf-found'),
  tender: document.querySelector('[data-part=tender]').value.replace(/^(https?|file):.*$/m, '') };
"""


class Reader(Protocol):
    """Someone with a browser."""

    def visit(self, address: str) -> None: ...

    def run(self, script: str, *arguments: object) -> Any: ...

    def wait(self, script: str) -> Any: ...


@dataclass
class ChromiumReader:
    """The steps of a reader in Chromium."""

    page: Page

    def visit(self, address: str) -> None:
        self.page.goto(address)

    def run(self, script: str, *arguments: object) -> Any:
        return self.page.evaluate(f"(all) => (function () {{ {script} }}).apply(null, all)", list(arguments))

    def wait(self, script: str) -> Any:
        end = time.monotonic() + 60
        while (found := self.run(script)) is None:
            assert time.monotonic() < end, f"nothing came of {script}"
            time.sleep(0.05)
        return found


def searched(reader: Reader, place: Callable[[str], str]) -> Mapping[str, Any]:
    """The answer of each search, before and after its facet's value is chosen."""
    seen = {}
    for words, facet, value in SEARCHES:
        reader.visit(place("a-z/"))
        reader.run(SEARCH_FOR, words)
        before = reader.wait(SEARCH_ANSWER)
        reader.run(CHOOSE, facet, value)
        seen[f"{words} {facet}"] = (before, reader.wait(SEARCH_ANSWER))
    return seen


def explored(reader: Reader, place: Callable[[str], str]) -> Mapping[str, Any]:
    """What the explorer shows at first, and once the first value of each facet alone is chosen."""
    seen = {}
    for facet in EXPLORED:
        reader.visit(place("results/"))
        reader.wait(EXPLORER_OPEN)
        seen["all"] = reader.wait(EXPLORER_SHOWN)
        reader.run(EXPLORER_CHOOSE, facet, min(seen["all"]["counts"][facet]))
        seen[facet] = reader.wait(EXPLORER_SHOWN)
    return seen


def asked(reader: Reader, place: Callable[[str], str]) -> list[Any]:
    """What the finder answers for one actor, for two, and for two in one system."""
    reader.visit(place("find/"))
    reader.wait(FIND_READY)
    seen = []
    for profile, actor in (("MHD", "document-source"), ("PDQm", "patient-demographics-consumer")):
        reader.run(FIND_ADD, profile, actor)
        seen.append(reader.run(FIND_SHOWN))
    reader.run(FIND_TOGETHER)
    return [*seen, reader.run(FIND_SHOWN)]
