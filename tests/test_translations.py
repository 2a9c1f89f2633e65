"""Every word of the interface is marked, stands in the catalogues, and is said in French."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from catalogues import LANGUAGES, TEMPLATE, catalogue_of, everything, text_of
from marked_words import unmarked, unmarked_in

REPOSITORY = Path(__file__).resolve().parents[1]
TEMPLATES = sorted(
    path
    for folder in ("templates", "partials", "overrides")
    for path in (REPOSITORY / "theme" / folder).rglob("*.html")
)
# What the scanner takes for words and is none.
NO_WORDS = {
    "theme/templates/downloads.html": ["sha256sum --check --ignore-missing"],
    "theme/templates/requirement.html": ["this requirement"],
    "theme/templates/scenario.html": [' rowspan="'],
    "theme/partials/completions.html": ["published result"],
}
PLACE = re.compile(r"%\(\w+\)s|#|</?\w+>")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_words_of_a_template_are_marked(path: Path) -> None:
    assert list(unmarked(path)) == NO_WORDS.get(path.relative_to(REPOSITORY).as_posix(), [])


@pytest.mark.parametrize(
    "template",
    [
        "<p>Some words</p>",
        "<p>{{ name }} words</p>",
        "<p {% if x %}class='a'{% endif %}>words</p>",
        '<p title="Some words">1</p>',
        '<p aria-label="Words of {{ name }}">1</p>',
        '{{ heading(2, "Some words") }}',
        '{{ name ~ ": some words" }}',
    ],
)
def test_words_that_are_not_marked_are_found(template: str) -> None:
    assert list(unmarked_in(template)) != []


@pytest.mark.parametrize(
    "template",
    [
        "<p>{% trans %}Some words{% endtrans %}</p>",
        '<p class="tf-a tf-b" id="some-id">{{ name }} · 2</p>',
        '<p title="{{ _("Some words") }}">1</p>',
        '{{ heading(2, "tf-id", _("Some words"), "tf-a tf-b") }}',
        '{% if kind == "Some words" %}1{% endif %}',
    ],
)
def test_marked_words_and_keys_are_no_finding(template: str) -> None:
    assert list(unmarked_in(template)) == []


def test_words_of_modules_are_written_where_they_are_marked() -> None:
    """Words in a variable could not be found, and would be in no catalogue."""
    assert [
        place for path in sorted((REPOSITORY / "generator").rglob("*.py")) for place in unwritten(path)
    ] == []


def unwritten(path: Path) -> list[str]:
    if path.name == "messages.py":
        return []
    return [
        f"{path.relative_to(REPOSITORY)}:{node.lineno}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("message", "counted")
        and not all(isinstance(each, ast.Constant) for each in node.args[: 1 + (node.func.id == "counted")])
    ]


def test_every_word_is_in_the_template_for_translators() -> None:
    assert text_of(everything()) == TEMPLATE.read_bytes(), "run: ./run messages"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_says_every_word_and_no_other(language: str) -> None:
    catalogue = catalogue_of(language)
    told = {
        entry.id for entry in catalogue if entry.id and entry.string and all(entry.string) and not entry.fuzzy
    }
    assert told == {entry.id for entry in everything() if entry.id}
    assert not catalogue.obsolete


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_places_of_its_words(language: str) -> None:
    wrong = [
        (entry.id, said)
        for entry in catalogue_of(language)
        if entry.id
        for said in forms(entry.string)
        if sorted(PLACE.findall(said)) != sorted(PLACE.findall(forms(entry.id)[0]))
    ]
    assert wrong == []


def forms(words: str | tuple[str, ...] | list[str]) -> list[str]:
    return [words] if isinstance(words, str) else list(words)
