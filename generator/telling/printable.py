"""Text that a terminal shows and does not obey, and neither does what reads a log."""

from __future__ import annotations

import re

# Two marks and a bracket or a word begin a command to what runs a build; a backslash ends that.
_COMMAND = re.compile(r"##(?=\[|vso\[)")


def printable(text: str) -> str:
    """`text` with control and direction characters spelled out, and without commands to a log's reader."""
    shown = "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode("ascii") for each in text
    )
    return _COMMAND.sub(r"##\\", shown)
