"""Writes records as YAML in the layout that editors use: short mappings on one line, texts as blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Tree = str | bool | int | Sequence["Tree"] | Mapping[str, "Tree"]

_LONGEST_FLOW = 110
_LONGEST_SCALAR = 90
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")
_WORDS = frozenset(["", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n"])


def yaml_text(tree: Tree) -> str:
    """A whole YAML file."""
    return "\n".join(_block(tree, 0)) + "\n"


def front_matter(tree: Mapping[str, Tree], body: str) -> str:
    """A Markdown file with a record in its front matter."""
    text = body.strip("\n")
    return f"---\n{yaml_text(tree)}---\n\n{text}\n" if text else f"---\n{yaml_text(tree)}---\n"


def _block(tree: Tree, indent: int) -> list[str]:
    if isinstance(tree, Mapping):
        return [line for key, value in tree.items() for line in _entry(key, value, indent)]
    if isinstance(tree, Sequence) and not isinstance(tree, str):
        return [line for value in tree for line in _item(value, indent)] or ["[]"]
    return [scalar(tree)]


def _entry(key: str, value: Tree, indent: int) -> list[str]:
    space = " " * indent
    if isinstance(value, str) and _is_text(value):
        return [f"{space}{key}: |", *_lines(value, indent + 2)]
    short = _flow(value)
    if isinstance(value, (str, bool, int)) or not value or _fits(value, short, indent + len(key) + 2):
        return [f"{space}{key}: {short}"]
    return [f"{space}{key}:", *_block(value, indent + 2)]


def _item(value: Tree, indent: int) -> list[str]:
    space = " " * indent
    if isinstance(value, str) and _is_text(value):
        return [f"{space}- |", *_lines(value, indent + 2)]
    short = _flow(value)
    if isinstance(value, (str, bool, int)) or _fits(value, short, indent + 2):
        return [f"{space}- {short}"]
    lines = _block(value, indent + 2)
    return [f"{space}- {lines[0].lstrip()}", *lines[1:]]


def _fits(value: Tree, short: str, column: int) -> bool:
    """Whether a collection belongs on one line: it is short, holds no text, and nests at most once."""
    return column + len(short) <= _LONGEST_FLOW and "\n" not in short and not _is_deep(value)


def _is_deep(value: Tree) -> bool:
    if isinstance(value, Mapping):
        return any(
            (isinstance(inner, str) and _is_text(inner)) or _is_mapping_list(inner)
            for inner in value.values()
        )
    return _is_mapping_list(value)


def _is_mapping_list(value: Tree) -> bool:
    if isinstance(value, str | bool | int | Mapping):
        return False
    return any(isinstance(inner, Mapping) for inner in value) and len(_flow(value)) > _LONGEST_SCALAR


def _is_text(value: str) -> bool:
    return "\n" in value or len(value) > _LONGEST_SCALAR


def _lines(value: str, indent: int) -> list[str]:
    text = value.strip("\n").lstrip()
    return [f"{' ' * indent}{line}".rstrip() if line.strip() else "" for line in text.split("\n")]


def _flow(value: Tree) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(_flow(inner) for inner in value) + "]"
    return scalar(value)


def scalar(value: str | bool | int) -> str:
    """A value as YAML reads it back: quoted wherever something else could be meant."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value) if isinstance(value, int) else value
    return text if isinstance(value, int) or _is_plain(text) else _quoted(text)


def _is_plain(text: str) -> bool:
    if text.casefold() in _WORDS or text[0] in _INDICATORS or text != text.strip() or not text.isprintable():
        return False
    if text.replace(".", "").replace("-", "").isdigit():
        return text.count(".") > 1 or text.count("-") > 1
    return not set(text) & set(",[]{}?") and ": " not in text and " #" not in text and not text.endswith(":")


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'
