"""Plain results: one row a result, in the words of the content contract."""

from __future__ import annotations

from generator.importers.results.tables import FIELDS, Layout
from generator.records.sessions import Outcome
from generator.results import AipoResult

LAYOUT = Layout(columns=FIELDS, fields={field: field for field in FIELDS})


def cells(row: AipoResult) -> tuple[str, ...]:
    """A completed row as a redacted copy has it."""
    outcome = Outcome.COMPLETED.value
    return row.organization, row.system, row.profile, row.actor, row.option or "", outcome
