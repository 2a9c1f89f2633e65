"""YAML's syntax errors in plain words: what an editor did, and what to do about it."""

from __future__ import annotations

from typing import NamedTuple

import yaml

from generator.diagnostics import Diagnostic, Position, Rule, Severity

YAML_SYNTAX = Rule(
    name="yaml-syntax",
    severity=Severity.ERROR,
    summary="The file, or its front matter, is YAML.",
    is_fixed=True,
)


class _Mistake(NamedTuple):
    """What the parser says, what that means, and what helps. `at_start`: point where the thing begins."""

    context: str
    problem: str
    message: str
    hint: str
    at_start: bool = False


_QUOTES_HINT = "close the quote; inside single quotes an apostrophe is written twice ('')"
_MISTAKES = (
    _Mistake("quoted scalar", "unexpected end of stream", "this quote is never closed", _QUOTES_HINT, True),
    _Mistake("quoted scalar", "document separator", "this quote is never closed", _QUOTES_HINT, True),
    _Mistake("", "tab character", "a tab stands where spaces must indent", "replace the tab by spaces"),
    _Mistake("", "escape", "no such escape after the backslash", "use single quotes for a backslash"),
    _Mistake("flow sequence", "", "this list is not closed or lacks a comma", "check its brackets [ ]", True),
    _Mistake("flow mapping", "", "this mapping is not closed or lacks a comma", "check its braces { }", True),
    _Mistake(
        "",
        "mapping values are not allowed",
        "a colon stands where none may",
        "put a value with `: ` in it between quotes; else check the indentation",
    ),
    _Mistake(
        "",
        "sequence entries are not allowed",
        "a list begins where none may",
        "begin it on a line of its own; put a value that begins with `- ` between quotes",
    ),
    _Mistake(
        "",
        "cannot start any token",
        "a value cannot begin with this character",
        "indent with spaces, not tabs; put a value that begins with @, ` or % between quotes",
    ),
    _Mistake(
        "simple key",
        "expected ':'",
        "a field's name without a colon",
        "write `name: value`; indent the further lines of a text",
        True,
    ),
    _Mistake(
        "block scalar",
        "",
        "a text block begins wrongly",
        "nothing but a comment may follow `|` or `>`; the text begins on the next line",
    ),
    _Mistake(
        "block collection",
        "",
        "this line does not belong to the list above it",
        "begin every entry of a list with `- ` in one column",
    ),
    _Mistake(
        "block mapping",
        "",
        "this does not belong to the fields above it",
        "write the fields of one mapping in one column; put a value with quotes in it between quotes",
    ),
    _Mistake("", "node content", "a value is missing here", "put a value with brackets in it between quotes"),
    _Mistake("", "document start", "this is more than one value", "remove what follows the first"),
    _Mistake("", "incompatible YAML", "another version of YAML is asked for", "remove the line with %YAML"),
)
_OTHER = _Mistake("", "", "this is not YAML", "compare it with the example in the guide")


def syntax_mistake(error: yaml.YAMLError, path: str, first_line: int) -> Diagnostic:
    """The finding for a syntax error in a text that begins in line `first_line` of file `path`."""
    if not isinstance(error, yaml.MarkedYAMLError):
        message = "this is not YAML: it holds characters that YAML does not know"
        return YAML_SYNTAX.at(Position(path, first_line), message)
    mistake = _mistake(error.context or "", error.problem or "")
    mark = error.problem_mark
    if mark is None or (mistake.at_start and error.context_mark is not None):
        mark = error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    return YAML_SYNTAX.at(Position(path, line + first_line, column + 1), mistake.message, mistake.hint)


def _mistake(context: str, problem: str) -> _Mistake:
    for mistake in _MISTAKES:
        if mistake.context in context and mistake.problem in problem:
            return mistake
    return _OTHER
