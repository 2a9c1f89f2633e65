"""Says a comparison for a pull request, for programs, and as a page with redlines."""

from __future__ import annotations

from generator.change_reports.html import as_html
from generator.change_reports.json import as_json
from generator.change_reports.markdown import as_markdown
from generator.change_reports.summary import Heading

__all__ = ["Heading", "as_html", "as_json", "as_markdown"]
