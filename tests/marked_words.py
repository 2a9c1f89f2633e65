"""Finds words in templates that are not marked for translation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import jinja2
from jinja2 import nodes

_ENVIRONMENT = jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
_MARKS = ("_", "gettext", "ngettext")
_WORD = re.compile(r"[A-Za-z]{2,}")
_ATTRIBUTE = re.compile(r'(?:aria-label|aria-description|title|alt|placeholder|data-[a-z-]+|value)="([^"]*)"')
_TAG = re.compile(r"<[^<>]*(?:>|$)|^[^<>]*>")
# Words in a string of an expression: a capital letter, or several words.
_TOLD = re.compile(r"[A-Z][a-z]|[A-Z]\w* [a-z]|[a-z]{2}[,.;:]? [a-z]|^[ :,]+[a-z]{2}|[a-z]{2} $")
_CODE = re.compile(r"(?:\s*\b(?:tf|md)-[\w-]*)+\s*|[\w./-]*(?:\.html|\.svg|\.js|\.css|/)|%[-.\w]+")
_STOP = "\0"


def unmarked(path: Path) -> Iterator[str]:
    """Each text of the template that a reader would see in English whatever the language is."""
    yield from unmarked_in(path.read_text(encoding="utf-8"))


def unmarked_in(source: str) -> Iterator[str]:
    """Each such text of a template's source."""
    yield from _in_text(source)
    yield from _in_expressions(_ENVIRONMENT.parse(source), is_marked=False)


def _in_text(source: str) -> Iterator[str]:
    html, is_marked = "", False
    previous = ""
    for _, kind, value in _ENVIRONMENT.lex(source):
        if previous == "block_begin" and kind == "name":
            is_marked = value in ("trans", "pluralize") or (is_marked and value != "endtrans")
        if kind == "data":
            html += _STOP if is_marked else value
        elif kind in ("variable_begin", "block_begin"):
            html += _STOP
        previous = previous if kind == "whitespace" else kind
    yield from (found[1].strip(_STOP) for found in _ATTRIBUTE.finditer(html) if _is_told(found[1]))
    for text in _TAG.sub("\n", re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL)).split("\n"):
        words = text.replace(_STOP, " ").strip()
        if _WORD.search(words):
            yield words


def _is_told(value: str) -> bool:
    """Whether an attribute holds words and no key: one that begins with a capital, or several."""
    return bool(re.search(r"^[\0 ]*[A-Z][a-z]|[a-z]{2}[,.;:]? [\0a-z]|\0 [a-z]{2}", value))


def _in_expressions(node: nodes.Node, *, is_marked: bool) -> Iterator[str]:
    if isinstance(node, nodes.Const):
        value = node.value if isinstance(node.value, str) else ""
        if not is_marked and _TOLD.search(value) and not _CODE.fullmatch(value):
            yield value
        return
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in _MARKS:
        is_marked = True
    for child in node.iter_child_nodes():
        # What is compared or looked up is a key, and what a marked text is told is not part of it.
        is_key = isinstance(node, nodes.Compare | nodes.Getitem | nodes.Import)
        is_value = isinstance(child, nodes.Keyword)
        yield from _in_expressions(child, is_marked=is_key or (is_marked and not is_value))
