"""Lists a site's files with their digests, and tells what the site was made from."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import msgspec

from generator.publishing.exports import DATA_FOLDER
from generator.publishing.target import Entry, file_name

MANIFEST = "manifest.json"
# Who signs a manifest puts this beside it.
SIGNATURE = "manifest.dsse.json"
_FORMAT = 1
# What may be shown of results, as everybody gets it.
_RESULTS = tuple(
    f"{DATA_FOLDER}{name}.csv"
    for name in ("conformity-assessments", "events", "organizations", "results", "systems")
)


class BrokenManifest(ValueError):
    """A manifest that cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a site was made from, as far as it may be said.

    `generator`: the program and its version. `part`: the key of a copy that is not the site itself. `commit`:
    of the content, where all of it may be seen and nothing is uncommitted. `inputs`: SHA-256 of each file of
    the framework, the profiles, the root's theme and its settings, in hex, by path.
    """

    generator: str
    url: str
    date: datetime.date | None
    page_kb: int
    most_files: int
    part: str = ""
    commit: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)


class Listed(msgspec.Struct):
    """A file: its path below the site's folder, its size in bytes, and its SHA-256 in hex."""

    path: str
    size: int
    sha256: str


class Limits(msgspec.Struct):
    """The budgets that the site was made for, 0 for none."""

    page_kb: int = 0
    files: int = 0


class Manifest(msgspec.Struct):
    """What a manifest says; see `Origin`."""

    format: int
    site: str
    files: list[Listed]
    limits: Limits = msgspec.field(default_factory=Limits)
    date: str | None = None
    part: str = ""


def manifest(entries: Mapping[str, Entry], origin: Origin) -> bytes:
    """The manifest of a site of these files, which does not list itself; a line for each file.

    Results are told by one digest of their published tables.
    """
    told: dict[str, object] = {
        "format": _FORMAT,
        "generator": origin.generator,
        "site": origin.url,
        **({"part": origin.part} if origin.part else {}),
        "date": origin.date.isoformat() if origin.date is not None else None,
    }
    if not origin.part:
        told |= {
            "limits": {"page_kb": origin.page_kb, "files": origin.most_files},
            "commit": origin.commit or None,
            "inputs": dict(sorted(origin.inputs.items())),
            "results": _results(entries),
        }
    listed = ",\n".join(_lines(entries))
    head = json.dumps(told, ensure_ascii=False, indent=1).removesuffix("\n}")
    return f'{head},\n "files": [\n{listed}\n ]\n}}\n'.encode()


def _lines(entries: Mapping[str, Entry]) -> Iterator[str]:
    for path, address in sorted((file_name(address), address) for address in entries):
        if path != MANIFEST:
            entry, name = entries[address], json.dumps(path, ensure_ascii=False)
            yield f'  {{"path": {name}, "size": {entry.size}, "sha256": "{entry.digest.hex()}"}}'


def manifest_of(content: bytes) -> Manifest:
    """What the manifest with that `content` says. Raises: BrokenManifest."""
    try:
        found = msgspec.json.decode(content, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BrokenManifest(f"it is no manifest: {error}") from error
    if found.format != _FORMAT:
        raise BrokenManifest(f"it has format {found.format}, and this program reads {_FORMAT}")
    return found


def _results(entries: Mapping[str, Entry]) -> str | None:
    """A digest of what `sha256sum` prints of the tables of results; None where there are none."""
    tables = [(entries[address].digest.hex(), address) for address in _RESULTS if address in entries]
    lines = "".join(f"{digest}  {address}\n" for digest, address in tables)
    return hashlib.sha256(lines.encode()).hexdigest() if tables else None
