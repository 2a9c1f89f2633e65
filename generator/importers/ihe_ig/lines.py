"""What a line of kramdown begins: questions about single lines, answered without backtracking."""

from __future__ import annotations

from collections.abc import Sequence

from generator.importers.ihe_ig.grid import is_delimiter

_FENCES = ("```", "~~~")
_TAB = 4


def indent_of(text: str) -> int:
    """The column in which the text of a line begins, counted from 0."""
    column = 0
    for letter in text:
        if letter == "\t":
            column += _TAB - column % _TAB
        elif letter == " ":
            column += 1
        else:
            break
    return column


def list_content(text: str) -> int | None:
    """The column in which the text of a list item begins; None if the line begins no item."""
    stripped = text.lstrip()
    marker = 0
    if stripped[:1] in ("*", "+", "-"):
        marker = 1
    else:
        digits = len(stripped) - len(stripped.lstrip("0123456789"))
        if 0 < digits < 10 and stripped[digits : digits + 1] in (".", ")"):
            marker = digits + 1
    rest = stripped[marker:]
    if not marker or (rest and rest[0] not in " \t"):
        return None
    space = indent_of(rest)
    return indent_of(text) + marker + (space if rest.strip() and space <= _TAB else 1)


def heading_of(text: str) -> tuple[int, str, str] | None:
    """Level, text and own id of a heading; None if the line is none."""
    stripped = text.lstrip(" ")
    if len(text) - len(stripped) > 3:
        return None
    level = len(stripped) - len(stripped.lstrip("#"))
    if not 1 <= level <= 6 or stripped[level : level + 1] not in (" ", "\t"):
        return None
    source, anchor = _without_attributes(stripped[level:].strip())
    return level, source.rstrip().rstrip("#").rstrip() if source.endswith("#") else source, anchor


def _without_attributes(text: str) -> tuple[str, str]:
    opening = text.rfind("{")
    if opening < 0 or not text.endswith("}"):
        return text, ""
    inner = text[opening:]
    if inner.startswith("{#"):
        return text[:opening].rstrip(), inner[2:-1].strip()
    return (text[:opening].rstrip(), own_anchor(inner)) if inner.startswith("{:") else (text, "")


def is_attributes(text: str) -> bool:
    """Whether a line holds nothing but attributes or a directive of kramdown."""
    stripped = text.strip()
    return stripped.startswith("{:") and stripped.endswith("}") and "}" not in stripped[:-1]


def is_block_attributes(text: str) -> bool:
    """Whether these are attributes, not a directive such as `{:toc}` or `{::nomarkdown}`."""
    words = text.strip()[2:-1].split()
    return all(word[0] in ".#" or "=" in word for word in words)


def own_anchor(text: str) -> str:
    """The id among kramdown's attributes; empty if there is none."""
    for word in text.strip().lstrip("{:").rstrip("}").split():
        if word.startswith("#"):
            return word[1:]
        if word.startswith("id="):
            return word[3:].strip("\"'")
    return ""


def fence_of(text: str) -> tuple[str, str] | None:
    """The fence that opens code and the language after it; None if the line is no fence."""
    stripped = text.strip()
    if not stripped.startswith(_FENCES):
        return None
    letter = stripped[0]
    mark = stripped[: len(stripped) - len(stripped.lstrip(letter))]
    rest = stripped[len(mark) :].strip()
    if "`" in rest:
        return None
    return mark, rest.split()[0] if rest else ""


def closing_fence(lines: Sequence[str], row: int, mark: str) -> int | None:
    """The row of the fence that closes one opened with `mark`; None if nothing closes it."""
    for number in range(row, len(lines)):
        stripped = lines[number].strip()
        if stripped.startswith(mark) and not stripped.strip(mark[0]):
            return number
    return None


def has_pipe(text: str) -> bool:
    """Whether a line holds a pipe that parts cells."""
    return "|" in text.replace("\\|", "")


def is_table_line(text: str) -> bool:
    """Whether a line may belong to a table."""
    return has_pipe(text) and not is_attributes(text)


def table_begins(lines: Sequence[str], row: int) -> bool:
    """Whether a table begins at this row: with a pipe or a delimiter, or right above a delimiter."""
    text = lines[row]
    if not is_table_line(text) or list_content(text) is not None:
        return False
    if text.lstrip().startswith("|") or is_delimiter(text):
        return True
    return row + 1 < len(lines) and is_delimiter(lines[row + 1])


def underline_level(lines: Sequence[str]) -> int:
    """The level of a heading that is underlined in the second of these lines; 0 if none is."""
    if len(lines) < 2 or list_content(lines[0]) is not None:
        return 0
    under = lines[1].strip()
    if len(under) < 2 or set(under) not in ({"="}, {"-"}):
        return 0
    return 1 if under[0] == "=" else 2


def without_indent(line: str, columns: int) -> str:
    """The line without up to so many columns of space at its begin."""
    kept = line.expandtabs(_TAB) if "\t" in line[:columns] else line
    leading = len(kept) - len(kept.lstrip(" "))
    return kept[min(columns, leading) :]
