"""What the Nu HTML checker says about a site's pages."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

TOGGLE = r"Attribute .autocomplete. is only allowed when .* data-md-toggle="
NOT_OURS = {
    TOGGLE: "Material's base template prints these two checkboxes outside of any block",
    r"^Resource violates Content Security Policy": "a file has no origin that 'self' could mean",
    r"^This document appears to be written in": "it guesses by letters, and long lists of keys mislead it",
    r"^Inline script violates .* type=.application/json.": "it carries Material's settings and is never run",
}
"""Complaint and its place in the page, as a pattern -> why it may stand."""


def complaints(checker: list[str], site: Path, allowed: str = "(?!)") -> list[str]:
    """Errors and warnings about every HTML file below `site`, each with its place, but those `allowed`."""
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
    return [describe(message, site) for message in messages if not is_known(message, allowed)]


def is_known(message: dict[str, object], allowed: str) -> bool:
    text = f"{message['message']} | {message.get('extract', '')}"
    is_remark = message["type"] == "info" and message.get("subType") != "warning"
    return is_remark or any(re.search(pattern, text, re.DOTALL) for pattern in (*NOT_OURS, allowed))


def describe(message: dict[str, object], site: Path) -> str:
    page = str(message.get("url", "")).rpartition(f"{site.name}/")[2]
    extract = " ".join(str(message.get("extract", "")).split())
    return f"{page}:{message.get('lastLine', 1)}: {message['message']} | {extract}"
