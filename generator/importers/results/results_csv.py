"""Plain results: one row a result, in the words of the content contract."""

from __future__ import annotations

from generator.importers.results.tables import FIELDS, Layout

LAYOUT = Layout(columns=FIELDS, fields={field: field for field in FIELDS})
