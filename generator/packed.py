"""Records as bytes, for other processes and later builds: what is most of them is kept short, or unread."""

from __future__ import annotations

import functools
import io
import pickle
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from typing import SupportsIndex, overload

from markdown_it.token import Token

from generator.diagnostics import Position
from generator.records.prose import Document


class PackedTokens(Sequence[Token]):
    """Tokens of a text that are unpacked when somebody asks for them: most readers of records never do.

    As objects they take ten times the memory, so only those that were asked for last stay unpacked.
    """

    __slots__ = ("_packed",)

    def __init__(self, packed: bytes) -> None:
        self._packed = packed

    @classmethod
    def of(cls, tokens: Sequence[Token]) -> PackedTokens:
        """These tokens, packed."""
        return cls(zlib.compress(packed(tuple(tokens)), level=1))

    @property
    def packed(self) -> bytes:
        """The tokens as bytes."""
        return self._packed

    @overload
    def __getitem__(self, index: SupportsIndex) -> Token: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Token]: ...

    def __getitem__(self, index: SupportsIndex | slice) -> Token | Sequence[Token]:
        return _unpacked(self._packed)[index]

    def __iter__(self) -> Iterator[Token]:
        return iter(_unpacked(self._packed))

    def __len__(self) -> int:
        return len(_unpacked(self._packed))


@functools.lru_cache(maxsize=8)
def _unpacked(tokens: bytes) -> tuple[Token, ...]:
    unpacked: tuple[Token, ...] = pickle.loads(zlib.decompress(tokens))
    return unpacked


def packed(values: object) -> memoryview:
    """`values` as bytes for `pickle.loads`, which must be given to nobody but ourselves."""
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, protocol=pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = {
        Token: _reduced_token,
        Position: _reduced_position,
        Document: _reduced_document,
        PackedTokens: _reduced_tokens,
    }
    pickler.dump(values)
    return buffer.getbuffer()


_OF_DOCUMENT = tuple(field.name for field in fields(Document) if field.name != "tokens")


def _reduced_document(document: Document) -> tuple[Callable[..., Document], tuple[object, ...]]:
    tokens = document.tokens
    kept = tokens if isinstance(tokens, PackedTokens) else PackedTokens.of(tokens)
    return _document, (kept.packed, *(getattr(document, name) for name in _OF_DOCUMENT))


def _document(tokens: bytes, *values: object) -> Document:
    named = dict(zip(_OF_DOCUMENT, values, strict=True))
    return Document(tokens=PackedTokens(tokens), **named)  # type: ignore[arg-type]


def _reduced_tokens(tokens: PackedTokens) -> tuple[type[PackedTokens], tuple[bytes]]:
    return PackedTokens, (tokens.packed,)


def _reduced_position(position: Position) -> tuple[type[Position], tuple[str, int, int]]:
    return Position, (position.path, position.line, position.column)


def _reduced_token(token: Token) -> tuple[type[Token], tuple[object, ...]]:
    first = (token.type, token.tag, token.nesting, token.attrs or None, token.map, token.level)
    if token.markup or token.info or token.meta or token.block or token.hidden:
        rest = (token.markup, token.info, token.meta, token.block, token.hidden)
        return Token, (*first, token.children, token.content, *rest)
    if token.children is None and not token.content:
        return Token, first
    return Token, (*first, token.children, token.content)
