"""Every word of the interface, as translators get it; run as a program, it writes the catalogues anew."""

from __future__ import annotations

import ast
import enum
import importlib
import io
import pkgutil
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

import generator.records
from generator.languages import CATALOGUE, CATALOGUES
from generator.messages import label, words
from generator.pages.sections import SECTIONS
from generator.publishing.words_script import marked

REPOSITORY = Path(__file__).resolve().parents[1]
LOCALES = REPOSITORY / "theme" / CATALOGUES
TEMPLATE = LOCALES / "tfpub.pot"
LANGUAGES = ("fr",)
# Values of content that pages write with a capital: regions of events, and kinds of folded boxes in texts.
KNOWN_VALUES = (
    "africa",
    "asia-pacific",
    "europe",
    "latin-america",
    "middle-east",
    "north-america",
    "oceania",
)
KNOWN_BOXES = ("note", "tip", "info", "warning", "example", "question", "danger", "abstract", "quote")
# What enums of records hold that no page shows.
NOT_SHOWN = (
    "ProseFault",
    "ExportFormat",
    "Outcome",
    "AmendmentAction",
    "Readers",
    "Optionality",
    "ProfileTable",
    "Level",
)
_Found = tuple[str, str | tuple[str, ...]]
_MARKS = {"message": 1, "counted": 2}
COMMENTS = {
    "yyyy-MM-dd": ("How a day is written, in the letters of CLDR date patterns: d MMMM y gives 3 June 2025.",)
}


def everything() -> Catalog:
    """All words of the interface, each with the files that say it."""
    catalogue = Catalog(project="tfpub", version="1", header_comment="# Words of the interface.", fuzzy=False)
    for path, told in _found():
        catalogue.add(told, locations=[(path, 0)], auto_comments=COMMENTS.get(str(told), ()))
    return catalogue


def _found() -> Iterator[_Found]:
    yield from _in_templates()
    yield from _in_modules()
    yield from _in_scripts()
    yield from _values()


def _in_templates() -> Iterator[_Found]:
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2)}
    options = {"newstyle_gettext": "true", "trim_blocks": "true", "lstrip_blocks": "true"}
    for path in sorted((REPOSITORY / "theme").rglob("*.html")):
        with path.open("rb") as file:
            for _, told, _, _ in extract("jinja2.ext:babel_extract", file, keywords, (), options):
                yield path.relative_to(REPOSITORY).as_posix(), told


def _in_modules() -> Iterator[_Found]:
    for path in sorted((REPOSITORY / "generator").rglob("*.py")):
        name = path.relative_to(REPOSITORY).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _MARKS:
                words = node.args[: _MARKS[node.func.id]]
                told = [word.value for word in words if isinstance(word, ast.Constant)]
                if told:
                    yield name, told[0] if len(told) == 1 else tuple(told)


def _in_scripts() -> Iterator[_Found]:
    for path in sorted((REPOSITORY / "theme/assets").glob("*.js")):
        for one, many in marked([path.read_text(encoding="utf-8")]):
            yield path.relative_to(REPOSITORY).as_posix(), (one, many) if many else one


def _values() -> Iterator[_Found]:
    """Values of records that pages show: statuses, roles, kinds of records."""
    for kind in sorted(_enums(), key=lambda kind: kind.__name__):
        for value in kind:
            yield f"generator/records ({kind.__name__})", label(value).one
    for section in SECTIONS:
        yield "generator/records", words(section.record.kind).one
    for module in pkgutil.iter_modules(generator.records.__path__):
        for kind in _enums_of(module.name):
            if kind.__name__ in ("RoleKind", "ExternalKind"):
                yield from ((f"generator/records ({kind.__name__})", words(value).one) for value in kind)
    for value in (*KNOWN_VALUES, *KNOWN_BOXES):
        yield "content", label(value).one


def _enums() -> Iterator[type[enum.Enum]]:
    for module in pkgutil.iter_modules(generator.records.__path__):
        yield from (
            kind for kind in _enums_of(module.name) if kind.__name__ not in (*NOT_SHOWN, "ExternalKind")
        )


def _enums_of(name: str) -> list[type[enum.Enum]]:
    module = importlib.import_module(f"generator.records.{name}")
    return [
        kind
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, enum.Enum) and kind.__module__ == module.__name__
    ]


def catalogue_of(language: str) -> Catalog:
    """The catalogue of a language as it is."""
    with (LOCALES / language / CATALOGUE).open("rb") as file:
        return read_po(file, locale=language)


def text_of(catalogue: Catalog) -> bytes:
    """The catalogue as a file: in the order of the words, without what changes from day to day."""
    file = io.BytesIO()
    write_po(file, catalogue, sort_output=True, omit_header=False, include_lineno=False, width=100)
    lines = file.getvalue().decode().split("\n")
    changing = ("-Date: ", "Generated-By", "Last-Translator", "Language-Team", "Report-Msgid", "fuzzy")
    return "\n".join(line for line in lines if not any(word in line for word in changing)).encode()


def main() -> None:
    """Writes the template of all catalogues, and brings each catalogue up to date with it."""
    found = everything()
    LOCALES.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(text_of(found))
    for language in LANGUAGES:
        catalogue = catalogue_of(language)
        catalogue.update(found, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        (LOCALES / language / CATALOGUE).write_bytes(text_of(catalogue))


if __name__ == "__main__":
    main()
