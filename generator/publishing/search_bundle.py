"""Makes Pagefind's bundle the same at every run, and leaves out what this site does not use.

Pagefind 1.5 writes filter values and filters in the order of a hash table. Both are sorted here, and
the files that changed by it are renamed, as their names are digests of their content.
"""

from __future__ import annotations

import gzip
import hashlib
import itertools
import zlib
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from generator.publishing.search_cbor import Value, decoded, encoded
from generator.publishing.search_packs import FOLDER as PACK_FOLDER
from generator.publishing.search_packs import packs_of, texts_in
from generator.publishing.search_service import SearchError

_SIGNATURE = b"pagefind_dcd"
_ENTRY = "pagefind-entry.json"
_SCRIPT = "pagefind.js"
_FRAGMENT_FOLDER = "fragment/"
_CHUNK_FOLDER = "index/"


class _Language(msgspec.Struct):
    hash: str
    wasm: str | None
    page_count: int


class _Fragment(msgspec.Struct):
    url: str


class _Entry(msgspec.Struct):
    version: str
    languages: dict[str, _Language]
    include_characters: list[str]


def stable_bundle(bundle: Mapping[str, bytes], *, pack: bool = False) -> dict[str, bytes]:
    """The files of `bundle` that searching needs, the same bytes for the same pages.

    `pack` puts the texts of several pages into one file, and names them by it.
    Raises: SearchError if Pagefind's formats are not those of 1.5.
    """
    try:
        return _stable_bundle(bundle, pack=pack)
    except (KeyError, ValueError, TypeError, EOFError, OSError, zlib.error, msgspec.DecodeError) as error:
        raise SearchError(f"Pagefind's bundle has a form that is not known: {error!r}") from error


def languages_of(bundle: Mapping[str, bytes]) -> list[str]:
    """The languages that `bundle` has an index of."""
    return list(msgspec.json.decode(bundle[_ENTRY], type=_Entry).languages)


def fragments_of(bundle: Mapping[str, bytes]) -> dict[str, str]:
    """Under which name the index knows each page: address -> name. Raises: SearchError."""
    try:
        packed = (texts_in(content) for path, content in bundle.items() if path.startswith(PACK_FOLDER))
        texts = [*_texts(bundle), *itertools.chain.from_iterable(packed)]
        return {_address(text): name for name, text in texts}
    except (ValueError, EOFError, OSError, zlib.error, msgspec.DecodeError) as error:
        raise SearchError(f"Pagefind's bundle has a form that is not known: {error!r}") from error


def _texts(bundle: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The name of each text that stands in a file of its own, and the text."""
    for path, content in bundle.items():
        if path.startswith(_FRAGMENT_FOLDER):
            yield path.removeprefix(_FRAGMENT_FOLDER).partition(".")[0], _plain(content)


def _address(text: bytes) -> str:
    return msgspec.json.decode(text, type=_Fragment).url


def _stable_bundle(bundle: Mapping[str, bytes], *, pack: bool) -> dict[str, bytes]:
    entry = msgspec.json.decode(bundle[_ENTRY], type=_Entry)
    # What is found together is often of one folder, and then comes in one file.
    packs = packs_of(sorted(_texts(bundle), key=lambda each: _address(each[1])) if pack else ())
    kept = (_CHUNK_FOLDER,) if pack else (_CHUNK_FOLDER, _FRAGMENT_FOLDER)
    stable = {path: bundle[path] for path in bundle if path.startswith(kept)}
    stable |= packs.files
    stable[_SCRIPT] = bundle[_SCRIPT]
    for language in entry.languages.values():
        program = f"wasm.{language.wasm or 'unknown'}.pagefind"
        stable[program] = bundle[program]
        language.hash = _add_language(stable, bundle, language.hash, packs.names)
    stable[_ENTRY] = msgspec.json.encode(entry, order="sorted")
    return dict(sorted(stable.items()))


def _add_language(
    stable: dict[str, bytes], bundle: Mapping[str, bytes], name: str, names: Mapping[str, str]
) -> str:
    """Add the index and filters of one language to `stable`, texts by their new `names`; its own name."""
    version, pages, chunks, filters, sorts, fields = _list(_unpacked(bundle[f"pagefind.{name}.pf_meta"]))
    prefix = name.rpartition("_")[0]
    renamed: list[Value] = []
    for facet, old_name in sorted(map(_pair, _list(filters))):
        content = _packed(_sorted_filter(_unpacked(bundle[f"filter/{old_name}.pf_filter"])))
        new_name = f"{prefix}_{_digest(content)}"
        stable[f"filter/{new_name}.pf_filter"] = content
        renamed.append([facet, new_name])
    content = _packed([version, _renamed(pages, names), chunks, renamed, sorts, fields])
    new_name = f"{prefix}_{_digest(content)}"
    stable[f"pagefind.{new_name}.pf_meta"] = content
    return new_name


def _renamed(pages: Value, names: Mapping[str, str]) -> Value:
    """The pages, each by its new name if it has one."""
    listed = (_list(page) for page in _list(pages))
    return [[names.get(str(page[0]), page[0]), *page[1:]] for page in listed]


def _sorted_filter(filter_: Value) -> Value:
    facet, values = _list(filter_)
    return [facet, sorted(_list(values), key=lambda value: str(_list(value)[0]))]


def _unpacked(content: bytes) -> Value:
    return decoded(_plain(content))


def _plain(content: bytes) -> bytes:
    plain = gzip.decompress(content)
    if not plain.startswith(_SIGNATURE):
        raise ValueError("a chunk without Pagefind's signature")
    return plain[len(_SIGNATURE) :]


def _packed(value: Value) -> bytes:
    return gzip.compress(_SIGNATURE + encoded(value), mtime=0)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:10]


def _list(value: Value) -> Sequence[Value]:
    if not isinstance(value, list):
        raise TypeError(f"a list, not {value!r:.60}")
    return value


def _pair(value: Value) -> tuple[str, str]:
    first, second = _list(value)
    return str(first), str(second)
