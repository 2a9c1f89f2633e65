"""The source of published IHE implementation guides becomes content files, and a report."""

from __future__ import annotations

from generator.importers.ihe_ig.convert import convert
from generator.importers.ihe_ig.notes import Imported, Note
from generator.importers.ihe_ig.waivers import WAIVABLE, waiver_reason

__all__ = ["WAIVABLE", "Imported", "Note", "convert", "waiver_reason"]
