"""What a preview adds to pages: a script that listens for news, and what is wrong with the content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

import msgspec

from generator.diagnostics import Diagnostic, Severity
from generator.languages import ENGLISH, Language
from generator.messages import counted, message
from generator.preview import Shown, State

FOLDER = "__tfpub__/"
EVENTS = f"{FOLDER}events"
_SCRIPT, _STYLES = f"{FOLDER}live.js", f"{FOLDER}live.css"
_HERE = Path(__file__).resolve().parent
OWN_FILES: Mapping[str, Path] = {_SCRIPT: _HERE / "live.js", _STYLES: _HERE / "live.css"}
# Whoever has more to mend begins at the top.
_MOST_FINDINGS = 50
_END = b"</body>"


def injected(shown: Shown) -> bytes:
    """The page with the script at its end, which is told what it is that the browser shows."""
    before, end, after = shown.html.rpartition(_END)
    script = f'<script src="/{_SCRIPT}" data-shown="{shown.digest}"></script>\n'.encode()
    return before + script + end + after if end else after + script


def waiting_page(language: Language) -> Shown:
    """What stands in for a page as long as there is none to show."""
    title = escape(language.said(message("There is nothing to show yet")), quote=False)
    text = escape(language.said(message("The page appears here once the content can be read.")), quote=False)
    html = (
        f'<!doctype html>\n<html lang="{escape(language.tag)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n</head>\n"
        f"<body>\n<main>\n<h1>{title}</h1>\n<p>{text}</p>\n</main>\n</body>\n</html>\n"
    )
    return Shown(html.encode(), "none")


def language_of(state: State) -> Language:
    """The language of the site that is shown."""
    return state.snapshot.frame.language if state.snapshot is not None else ENGLISH


def findings_event(state: State) -> bytes:
    """What is wrong, as the script shows it; nothing to show has no title.

    Source: the findings as commands print them, so that they say no more of results than a public log may.
    """
    language = language_of(state)
    standing = [each for each in state.known if each.waiver_reason is None]
    errors = [each for each in standing if each.severity is Severity.ERROR]
    warnings = [each for each in standing if each.severity is not Severity.ERROR]
    counts = []
    if errors:
        counts.append(language.said(counted("%(num)s error", "%(num)s errors", len(errors))))
    if warnings:
        counts.append(language.said(counted("%(num)s warning", "%(num)s warnings", len(warnings))))
    behind = message("What you see is as it was before: the present content cannot be shown.")
    more = len(standing) - _MOST_FINDINGS
    rest = counted("%(num)s more finding", "%(num)s more findings", more)
    return msgspec.json.encode(
        {
            "title": ", ".join(counts),
            "isError": bool(errors),
            "note": language.said(behind) if state.is_behind else "",
            "close": language.said(message("Close")),
            "findings": list(_told([*errors, *warnings][:_MOST_FINDINGS])),
            "more": language.said(rest) if more > 0 else "",
        }
    )


def _told(findings: Iterable[Diagnostic]) -> Iterable[Mapping[str, str]]:
    for each in findings:
        yield {
            "place": str(each.position),
            "severity": each.severity.value,
            "message": each.message,
            "hint": each.hint,
            "rule": each.rule,
        }
