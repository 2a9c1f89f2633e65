"""The sheet of results that Gazelle Test Management exports."""

from __future__ import annotations

from generator.importers.results.tables import Layout

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
