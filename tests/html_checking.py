"""What the Nu HTML checker says about a site's pages."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

NOT_OURS: dict[str, str] = {}
"""Pattern of a complaint -> why it stands: it is Material's own markup and cannot be overridden."""


def complaints(checker: list[str], site: Path) -> list[str]:
    """Errors and warnings about every HTML file below `site`, each with its place."""
    done = subprocess.run(
        [*checker, "--skip-non-html", "--format", "json", "--stdout", "--exit-zero-always", str(site)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=500,
        check=True,
    )
    messages = json.loads(done.stdout)["messages"]
    return [describe(message, site) for message in messages if not is_known(message)]


def is_known(message: dict[str, object]) -> bool:
    text = str(message["message"])
    is_remark = message["type"] == "info" and message.get("subType") != "warning"
    return is_remark or any(re.search(pattern, text) for pattern in NOT_OURS)


def describe(message: dict[str, object], site: Path) -> str:
    page = str(message.get("url", "")).rpartition(f"{site.name}/")[2]
    extract = " ".join(str(message.get("extract", "")).split())
    return f"{page}:{message.get('lastLine', 1)}: {message['message']} | {extract}"
