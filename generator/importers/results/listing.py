"""Lists an export in the text of a session.yml, and leaves everything else of it as it is."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

_NOTHING = ("", "~", "null")
_BOM = "\ufeff"


class CannotList(Exception):
    """The text is no session.yml whose `exports` can be told apart."""


def listed(text: str, file: str, format: str, *, instead_of: str | None = None) -> str:
    """`text` with `file` among its exports: in its own place, else in that of `instead_of`, else at the end.

    Raises: CannotList
    """
    bom, body = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    try:
        before = yaml.load(body, yaml.BaseLoader)
        own = any(each.get("file") == file for each in _entries(before))
        place = file if own else instead_of
        changed = _changed(body, yaml.compose(body, yaml.SafeLoader), file, format, place)
        after = yaml.load(changed, yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise CannotList("the file is no YAML") from error
    if not _is_as_meant(before, after, file, format, place):
        raise CannotList("its list of exports is written in an unusual way")
    return bom + changed


def _is_as_meant(before: object, after: object, file: str, format: str, place: str | None) -> bool:
    if not isinstance(before, dict) or not isinstance(after, dict):
        return False
    kept = [each for each in _entries(before) if each.get("file") != place]
    others = {name: value for name, value in before.items() if name != "exports"}
    found = [each for each in _entries(after) if each != {"file": file, "format": format}]
    return (
        {name: value for name, value in after.items() if name != "exports"} == others
        and found == kept
        and {"file": file, "format": format} in _entries(after)
    )


def _entries(session: object) -> list[dict[str, object]]:
    exports = session.get("exports") if isinstance(session, dict) else None
    return [each for each in exports if isinstance(each, dict)] if isinstance(exports, list) else []


def _changed(text: str, root: yaml.Node | None, file: str, format: str, place: str | None) -> str:
    if not isinstance(root, yaml.MappingNode):
        raise CannotList("the file holds no session")
    entry = f"{{file: {file}, format: {format}}}"
    exports = next((value for name, value in root.value if name.value == "exports"), None)
    newline = "\r\n" if "\r\n" in text else "\n"
    if exports is None:
        end = "" if text.endswith("\n") else newline
        return f"{text}{end}exports:{newline}  - {entry}{newline}"
    if isinstance(exports, yaml.ScalarNode) and exports.value in _NOTHING:
        gap = "" if text[: exports.start_mark.index].endswith(" ") else " "
        return _replaced(text, exports, f"{gap}[{entry}]")
    if not isinstance(exports, yaml.SequenceNode):
        raise CannotList("its exports are no list")
    for node in exports.value:
        if place is not None and _file_of(node) == place:
            is_flow = bool(getattr(node, "flow_style", False))
            return _replaced(text, node, entry) if is_flow else _rewritten(text, node, file, format)
    if exports.flow_style:
        if not exports.value:
            return _replaced(text, exports, f"[{entry}]")
        end_of_last = exports.value[-1].end_mark.index
        return f"{text[:end_of_last]}, {entry}{text[end_of_last:]}"
    return _appended(text, exports, entry, newline)


def _file_of(node: yaml.Node) -> str | None:
    found = _field(node, "file")
    return found.value if isinstance(found, yaml.ScalarNode) else None


def _field(node: yaml.Node, name: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for key, value in pairs if key.value == name), None)


def _replaced(text: str, node: yaml.Node, new: str) -> str:
    return text[: node.start_mark.index] + new + text[node.end_mark.index :]


def _rewritten(text: str, node: yaml.Node, file: str, format: str) -> str:
    """The text with both values of a block entry replaced, the later one first."""
    fields = [(_field(node, "file"), file), (_field(node, "format"), format)]
    known = [(value, new) for value, new in fields if isinstance(value, yaml.ScalarNode)]
    for value, new in sorted(known, key=lambda each: -each[0].start_mark.index):
        text = _replaced(text, value, new)
    return text


def _appended(text: str, exports: yaml.SequenceNode, entry: str, newline: str) -> str:
    """The text with one more entry below the last line of a block list."""
    last = max(leaf.end_mark.index for leaf in _leaves(exports))
    end = text.find("\n", last)
    head, tail = (text[: end + 1], text[end + 1 :]) if end >= 0 else (f"{text}{newline}", "")
    return f"{head}{' ' * exports.start_mark.column}- {entry}{newline}{tail}"


def _leaves(node: yaml.Node) -> Iterator[yaml.Node]:
    """The scalars and flow collections that a block collection ends with one of."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        for each in node.value:
            yield from _leaves(each[1] if isinstance(node, yaml.MappingNode) else each)
    else:
        yield node
