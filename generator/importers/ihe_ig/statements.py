"""Reads CapabilityStatements written in FSH: which actor each describes, as client or server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

MOST_LINES = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A CapabilityStatement: instance, title, first words of its description, and the modes it has."""

    instance: str
    title: str
    description: str
    modes: frozenset[str]
    file: str
    line: int


def read_statements(files: Mapping[str, str]) -> tuple[Statement, ...]:
    """All statements of a guide, by file and line."""
    return tuple(statement for file in sorted(files) for statement in _in_file(file, files[file]))


def _in_file(file: str, text: str) -> Iterator[Statement]:
    lines = text.split("\n")[:MOST_LINES]
    begins = [number for number, line in enumerate(lines) if line.startswith("Instance:")]
    for begin, end in pairwise([*begins, len(lines)]):
        own = lines[begin:end]
        if any(line.startswith("InstanceOf:") and "CapabilityStatement" in line for line in own):
            yield _statement(own, file, begin + 1)


def _statement(lines: list[str], file: str, line: int) -> Statement:
    modes = {"client" if "#client" in text else "server" for text in lines if _is_mode(text)}
    return Statement(
        instance=lines[0].partition(":")[2].strip(),
        title=_value(lines, "Title:") or _value(lines, "* title"),
        description=_value(lines, "* description") or _value(lines, "Description:"),
        modes=frozenset(modes),
        file=file,
        line=line,
    )


def _is_mode(text: str) -> bool:
    before, equals, after = text.partition("=")
    return (
        bool(equals)
        and before.strip().lstrip("* ").endswith("mode")
        and after.strip() in ("#client", "#server")
    )


def _value(lines: list[str], field: str) -> str:
    """The text of a field, which may go on over lines between three quotation marks."""
    for number, line in enumerate(lines):
        if not line.startswith(field):
            continue
        value = line[len(field) :].strip().lstrip("=").strip()
        if not value.startswith('"""'):
            return value.strip('"').strip()
        parts = [value[3:]]
        for inner in lines[number + 1 :]:
            if '"""' in parts[-1]:
                break
            parts.append(inner)
        return "\n".join(parts).split('"""')[0].strip()
    return ""


def actor_of(statement: Statement, actors: Mapping[str, str]) -> str:
    """The actor that a statement describes: the longest name that its title or instance holds."""
    shown = "".join(
        letter for letter in f"{statement.title} {statement.instance}".casefold() if letter.isalnum()
    )
    held = [key for key, name in actors.items() if key.replace("-", "") in shown and name]
    return max(held, key=len, default="")


def modes_by_actor(statements: tuple[Statement, ...], actors: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """The modes in which the statements of each actor describe it."""
    found: dict[str, frozenset[str]] = {}
    for statement in statements:
        actor = actor_of(statement, actors)
        if actor:
            found[actor] = found.get(actor, frozenset()) | statement.modes
    return found
