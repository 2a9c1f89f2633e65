"""The trace of this repository's content, walked both ways, and recounted from the published rows."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from site_pages import Site
from site_support import REPOSITORY

VERDICTS = re.compile(
    r"(?i)\b(certif\w+|validat\w+|pass(es|ed)?|fail(s|ed|ure)?|scor\w+|rank\w*|percent\w*|rate|rates)\b|%"
)
OWN_WORDS = (
    "theme/templates/trace.html",
    "theme/templates/profile_trace.html",
    "theme/partials/traces.html",
    "generator/trace_tables.py",
    "generator/evidence.py",
)
TEMPLATE_CODE = re.compile(r"\{[%{#].*?[%}#]\}", re.DOTALL)


def table(site: Site, name: str) -> list[dict[str, str]]:
    with (site.folder / f"data/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def collection(site: Site, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((site.folder / f"api/v1/{name}.json").read_text())["records"]
    return found


def pages_of(site: Site, folder: str) -> dict[str, LexborHTMLParser]:
    """Each page of a folder by the last part of its address."""
    names = [name for name in site.pages if re.fullmatch(rf"{folder}/[^/]+/index\.html", name)]
    return {name.split("/")[1]: site.parsed_whole(name) for name in names}


def rows_below(page: LexborHTMLParser, id: str) -> list[LexborNode]:
    """The body rows of the first table after a heading, none where there is no such heading."""
    heading = page.css_first(f"#{id}")
    node = heading.next if heading is not None else None
    while node is not None and node.tag not in ("h2", "h3"):
        if node.css_first("table") is not None:
            return list(node.css("tbody tr"))
        node = node.next
    return []


def last_part(link: LexborNode) -> str:
    return (link.attributes["href"] or "").partition("#")[0].rstrip("/").rpartition("/")[2]


def steps(cell: LexborNode) -> tuple[str, ...]:
    return tuple(link.text() for link in cell.css("a"))


def said_by_requirements(site: Site) -> set[tuple[str, str, tuple[str, ...]]]:
    return {
        (key, last_part(row.css("th a")[0]), steps(row.css("td")[-1]))
        for key, page in pages_of(site, "requirements").items()
        for row in rows_below(page, "tf-scenarios")
    }


def said_by_scenarios(site: Site) -> set[tuple[str, str, tuple[str, ...]]]:
    return {
        (last_part(row.css("th a")[0]), key, steps(row.css("td")[-1]))
        for key, page in pages_of(site, "scenarios").items()
        for row in rows_below(page, "tf-requirements")
    }


def test_what_the_requirement_page_says_the_scenario_page_says(own_site: Site) -> None:
    said = said_by_requirements(own_site)
    assert len(said) > 20
    assert said == said_by_scenarios(own_site)


def test_what_the_pages_say_the_files_say(own_site: Site) -> None:
    told = {
        (row["requirement"].lower(), row["scenario"].lower(), tuple(row["steps"].split("; ")))
        for row in table(own_site, "exercises")
    }
    assert told == said_by_requirements(own_site)


def parties(site: Site) -> Iterator[tuple[str, str, str, str, str]]:
    """Requirement, scenario, profile, actor and option of all that a reader of the sources finds."""
    actors = {
        profile["key"]: {each["actor"] for each in profile["actors"]}
        for profile in collection(site, "profiles")
    }
    bound = {each["key"]: set(each.get("actors", ())) for each in collection(site, "requirements")}
    for scenario in collection(site, "scenarios"):
        roles = {role["key"]: role for role in scenario["roles"]}
        for step in scenario["steps"]:
            for requirement in step.get("requirements", ()):
                for name in (step.get("initiator"), step.get("responder")):
                    role = roles.get(name)
                    if role is None or (bound[requirement] and role["actor"] not in bound[requirement]):
                        continue
                    for profile in [role["profile"]] if "profile" in role else scenario["profiles"]:
                        if role["actor"] in actors.get(profile, ()):
                            yield requirement, scenario["key"], profile, role["actor"], role.get("option", "")


def test_every_number_of_the_trace_is_recounted_from_the_published_rows(own_site: Site) -> None:
    completed: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in table(own_site, "results"):
        completed[row["profile"], row["actor"]].append(row)
    counted: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for party in set(parties(own_site)):
        for row in completed[party[2], party[3]]:
            if party[4] in ("", row["option"]):
                counted[*party, row["event"]].add(row["organization"])
    names = ("requirement", "scenario", "profile", "actor", "option", "event")
    told = {tuple(row[name] for name in names): int(row["organizations"]) for row in table(own_site, "trace")}
    assert told == {key: len(organizations) for key, organizations in counted.items()}
    assert len(told) > 100


def numbers_shown(page: LexborHTMLParser, id: str) -> dict[tuple[str, ...], int]:
    """Scenario if the row names one, profile, actor, event -> number, of a table of the trace."""
    rows = rows_below(page, id)
    if not rows:
        return {}
    body = rows[0].parent
    assert body is not None and body.parent is not None
    events = [last_part(link) for link in body.parent.css("thead a")]
    shown = {}
    for row in rows:
        cells = row.css("td.tf-right")
        links = [link for link in row.css("a") if "/profiles/" in (link.attributes["href"] or "")]
        actors = [link for link in row.css("a") if "/actors/" in (link.attributes["href"] or "")]
        note = row.css_first("th .tf-note")
        for event, cell in zip(events, cells, strict=True):
            if cell.text(strip=True):
                key = (last_part(links[0]), last_part(actors[0]), note.text() if note else "", event)
                shown[key] = int(cell.text(strip=True))
    return shown


def test_the_page_of_a_requirement_shows_the_numbers_of_the_file(own_site: Site) -> None:
    told: dict[str, dict[tuple[str, str, str], int]] = defaultdict(dict)
    for row in table(own_site, "trace"):
        if not row["option"]:
            key = (row["profile"].lower(), row["actor"], row["event"])
            told[row["requirement"].lower()][key] = int(row["organizations"])
    for key, page in pages_of(own_site, "requirements").items():
        shown = numbers_shown(page, "tf-trace")
        plain = {(profile, actor, event): n for (profile, actor, note, event), n in shown.items() if not note}
        assert plain == told[key], key


def test_every_requirement_of_a_profile_is_in_its_trace_or_among_its_gaps(own_site: Site) -> None:
    traced = {row["requirement"] for row in table(own_site, "exercises")}
    gaps = table(own_site, "trace-gaps")
    untraced = {row["key"] for row in gaps if row["gap"] == "requirement-without-scenario"}
    assert traced.isdisjoint(untraced)
    assert traced | untraced == {each["key"] for each in collection(own_site, "requirements")}


def test_a_page_of_the_trace_with_made_up_numbers_says_so(own_site: Site) -> None:
    pages = pages_of(own_site, "trace")
    silent = [
        key
        for key, page in pages.items()
        if [cell for cell in page.css(".tf-table--trace td.tf-right") if cell.text(strip=True)]
        and page.css_first(".tf-notice--demonstration") is None
    ]
    assert len(pages) > 40 and silent == []


@pytest.mark.parametrize("name", OWN_WORDS)
def test_nothing_is_said_of_the_trace_that_sounds_like_a_verdict(name: str) -> None:
    text = TEMPLATE_CODE.sub("", (REPOSITORY / name).read_text(encoding="utf-8"))
    assert [found[0] for found in VERDICTS.finditer(text)] == []


def test_evidence_stands_for_profiles_in_trial_implementation_and_no_others(own_site: Site) -> None:
    trial = {
        each["key"].lower()
        for each in collection(own_site, "profiles")
        if each["history"][0]["status"] == "trial-implementation"
    }
    pages = pages_of(own_site, "trace")
    assert {key for key, page in pages.items() if page.css_first("#tf-evidence")} == trial
