"""Findings as text for people and for programs: one module a form, reports in, strings out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.telling import findings_json, github, sarif
from generator.telling.report import Report

DOCUMENTS: Mapping[str, Callable[[Report], str]] = {
    "github": github.document,
    "sarif": sarif.document,
    "json": findings_json.document,
}
"""Forms for programs, which go to the standard output as a whole."""
FORMATS = ("text", *DOCUMENTS)
