"""The sheet of results that Gazelle Test Management exports."""

from __future__ import annotations

from generator.importers.results.tables import Layout
from generator.results import AipoResult

_EMPTY = frozenset({""})
COUNTERS = ("R/O", "V", "W", "P", "F")
LAYOUT = Layout(
    columns=("Organisation", "System", "Profile", "Actor", "Option", "Type", "Results", *COUNTERS),
    fields={
        "organization": "Organisation",
        "system": "System",
        "profile": "Profile",
        "actor": "Actor",
        "option": "Option",
        "result": "Results",
    },
    silent={"Type": frozenset({"", "T", "S"}), **dict.fromkeys(COUNTERS, _EMPTY)},
)


def cells(row: AipoResult) -> tuple[str, ...]:
    """A completed row as a redacted copy has it: type and counters are left empty."""
    counters = ("",) * len(COUNTERS)
    return row.organization, row.system, row.profile, row.actor, row.option or "NONE", "", "Pass", *counters
