"""An amendment changes a result that is there."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Rule, Severity
from generator.records.sessions import Amendment, AmendmentAction
from generator.results import AipoResult, FullGraph

RULE = Rule(
    name="unmatched-amendment",
    severity=Severity.ERROR,
    summary="An amendment concerns rows of its session; a correction gives the row and its new result.",
    is_fixed=True,
)
RULES = (RULE,)

_SCOPE = ("organization", "system", "profile", "actor")


def check(graph: FullGraph) -> Iterator[Diagnostic]:
    """Amendments that are incomplete, or that no row of an export answers to."""
    for amendment in graph.amendments:
        if graph.find(amendment.session) is None:
            yield RULE.at(
                amendment.position,
                "there is no such session",
                "the folder needs a session.yml without mistakes",
            )
        else:
            yield from _incomplete(amendment)
            if not any(_is_about(amendment, row) for row in graph.results):
                yield RULE.at(
                    amendment.position,
                    "no row of the session's exports is what this amendment describes",
                    "compare its fields with the export; keys are written as their records write them",
                )


def _incomplete(amendment: Amendment) -> Iterator[Diagnostic]:
    is_correction = amendment.action is AmendmentAction.CORRECT
    for name in ("result", "replaces"):
        is_written = getattr(amendment, name) is not None
        if is_correction and not is_written:
            yield RULE.at(amendment.position, f"a correction needs `{name}`", f"add `{name}:`")
        if not is_correction and is_written:
            yield RULE.at(amendment.place_of(name), f"a withdrawal has no `{name}`", "leave it out")


def _is_about(amendment: Amendment, row: AipoResult) -> bool:
    if amendment.session.key.lower() != row.session.lower():
        return False
    if amendment.replaces is not None:
        replaced = amendment.replaces
        if (replaced.file, replaced.row) != (row.file, row.position.line):
            return False
    refs = {name: getattr(amendment, name) for name in _SCOPE}
    is_in_scope = all(
        ref is None or ref.key.lower() == getattr(row, name).lower() for name, ref in refs.items()
    )
    return is_in_scope and amendment.option in (None, row.option)
