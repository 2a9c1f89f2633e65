"""A file that a scenario uses exists, is the one that was meant, and can be published."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Rule, Severity
from generator.graph import Graph
from generator.records.scenarios import TEST_DATA_ENDINGS, Scenario, TestData, test_data_path

MISSING = Rule(
    name="missing-test-data",
    severity=Severity.ERROR,
    summary="A file of test data lies where its scenario says.",
)
DIGEST = Rule(
    name="wrong-digest",
    severity=Severity.ERROR,
    summary="A file of test data has the SHA-256 digest that its scenario states.",
)
KIND = Rule(
    name="unsafe-test-data",
    severity=Severity.ERROR,
    summary="A file of test data is of a kind that no browser runs.",
)
RULES = (MISSING, DIGEST, KIND)


def check(graph: Graph) -> Iterator[Diagnostic]:
    """Files of test data that are missing, differ from their digest, or cannot be published."""
    for scenario in graph.all(Scenario).values():
        for each in scenario.test_data:
            if each.file is not None:
                yield from _judge(graph, each, test_data_path(scenario, each.file))


def _judge(graph: Graph, data: TestData, path: str) -> Iterator[Diagnostic]:
    place = data.place_of("file")
    if path not in graph.files:
        yield MISSING.at(
            place, f"there is no file {data.file}", "write its path from here, or give its address as `url`"
        )
        return
    if not path.lower().endswith(TEST_DATA_ENDINGS):
        hint = f"put it into a .zip; published are {', '.join(TEST_DATA_ENDINGS)}"
        yield KIND.at(place, f"{data.file} is of a kind that is not published", hint)
    found = graph.digests.get(path)
    if found is not None and found != data.sha256:
        message = f"{data.file} is not the file that was meant: its digest differs"
        yield DIGEST.at(data.place_of("sha256"), message, f"its SHA-256 is {found}")
