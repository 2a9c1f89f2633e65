"""From the files of a root to records with positions: the first stage."""

from __future__ import annotations

from generator.diagnostics import Rule
from generator.reading import decode, entries, files, layout, pictures, root, shapes, sheet, values, yaml_tree
from generator.reading.files import read_text
from generator.reading.layout import CONFIG_PATH, WAIVERS_PATH
from generator.reading.memory import Remembered
from generator.reading.prose import parse
from generator.reading.rereading import reread
from generator.reading.root import Reading, content_folders, read
from generator.reading.schema import schemas

RULES: tuple[Rule, ...] = (
    *files.RULES,
    *yaml_tree.RULES,
    *values.RULES,
    *decode.RULES,
    *shapes.RULES,
    *entries.RULES,
    *layout.RULES,
    *pictures.RULES,
    *root.RULES,
    sheet.MORE_MISTAKES,
)

__all__ = [
    "CONFIG_PATH",
    "RULES",
    "WAIVERS_PATH",
    "Reading",
    "Remembered",
    "content_folders",
    "parse",
    "read",
    "read_text",
    "reread",
    "schemas",
]
