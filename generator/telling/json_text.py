"""Values as JSON that is harmless wherever it is shown."""

from __future__ import annotations

import json


def dumped(value: object) -> str:
    """JSON of plain characters alone. Two marks in a row might begin a command in a log: they are escaped."""
    return json.dumps(value, indent=1).replace("##", r"\u0023\u0023").replace("\x7f", r"\u007f") + "\n"
