"""Blocks of code that define scenarios lead to the pages of these."""

from __future__ import annotations

import html
from collections.abc import Sequence

from markdown_it.token import Token

from generator.graph import Graph
from generator.messages import filled, message
from generator.records.prose import Document
from generator.records.scenarios import Scenario
from generator.rendering.markdown_inline import Writing, text


def scenarios_in(document: Document, graph: Graph) -> tuple[Scenario, ...]:
    """The scenarios that blocks of a text define."""
    if not any(token.type == "fence" and token.map is not None for token in document.tokens):
        return ()
    path = document.position.path
    return tuple(each for each in graph.all(Scenario).values() if each.position.path == path)


def scenario_links(state: Writing, document: Document, scenarios: Sequence[Scenario], token: Token) -> str:
    """Where those of the `scenarios` are that a block of code defines."""
    if token.map is None or not scenarios:
        return ""
    start = document.position
    first, end = start.line + token.map[0], start.line + token.map[1]
    found = [each for each in scenarios if first <= each.position.line < end]
    if not found:
        return ""
    links = ", ".join(f'<a href="{html.escape(f"ref:{each.id}")}">{text(each.name)}</a>' for each in found)
    words = text(state.language.text(message("As a scenario: %(links)s")))
    return f'<p class="tf-scenario-of">{filled(words, {"links": links})}</p>\n'
