"""The part of CBOR (RFC 8949) that Pagefind's index files are written in: numbers, texts and lists."""

from __future__ import annotations

from collections.abc import Iterator

Value = int | str | list["Value"]

_UNSIGNED, _NEGATIVE, _TEXT, _LIST = 0, 1, 3, 4
_WIDTHS = {24: 1, 25: 2, 26: 4, 27: 8}


def decoded(content: bytes) -> Value:
    """The one value that `content` holds. Raises: ValueError if it is anything else."""
    value, end = _decoded_at(content, 0)
    if end != len(content):
        raise ValueError(f"{len(content) - end} bytes after the value")
    return value


def encoded(value: Value) -> bytes:
    """`value` in its shortest form."""
    return b"".join(_parts(value))


def _decoded_at(content: bytes, start: int) -> tuple[Value, int]:
    kind, number, end = _head(content, start)
    if kind == _UNSIGNED:
        return number, end
    if kind == _NEGATIVE:
        return -1 - number, end
    if kind == _TEXT:
        return content[end : end + number].decode(), end + number
    if kind != _LIST:
        raise ValueError(f"byte {start} begins a value of kind {kind}")
    values: list[Value] = []
    for _ in range(number):
        value, end = _decoded_at(content, end)
        values.append(value)
    return values, end


def _head(content: bytes, start: int) -> tuple[int, int, int]:
    """A value's kind, its number or length, and where the head ends."""
    if start >= len(content):
        raise ValueError("the content ends within a value")
    kind, number = divmod(content[start], 32)
    if number < min(_WIDTHS):
        return kind, number, start + 1
    if number not in _WIDTHS:
        raise ValueError(f"byte {start} begins a value of no stated length")
    end = start + 1 + _WIDTHS[number]
    return kind, int.from_bytes(content[start + 1 : end], "big"), end


def _parts(value: Value) -> Iterator[bytes]:
    if isinstance(value, str):
        text = value.encode()
        yield _encoded_head(_TEXT, len(text))
        yield text
    elif isinstance(value, int):
        yield _encoded_head(_UNSIGNED, value) if value >= 0 else _encoded_head(_NEGATIVE, -1 - value)
    else:
        yield _encoded_head(_LIST, len(value))
        for part in value:
            yield from _parts(part)


def _encoded_head(kind: int, number: int) -> bytes:
    if number < min(_WIDTHS):
        return bytes([kind * 32 + number])
    for mark, width in _WIDTHS.items():
        if number < 1 << (8 * width):
            return bytes([kind * 32 + mark]) + number.to_bytes(width, "big")
    raise ValueError(f"{number} is too large")
