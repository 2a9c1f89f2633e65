"""Scenarios in the forms that the field writes them in: Gherkin, test cases in JSON, AsciiDoc."""

from __future__ import annotations

from generator.importers.scenarios.conversions import Conversion, convert
from generator.importers.scenarios.findings import RULES
from generator.importers.scenarios.sources import Found, has_blocks, read

__all__ = ["RULES", "Conversion", "Found", "convert", "has_blocks", "read"]
