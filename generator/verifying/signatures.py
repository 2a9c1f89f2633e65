"""Signs the manifest of a site with a key of one's own (DSSE), and checks who signed it."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from generator.diagnostics import Diagnostic, Position, Rule, Severity
from generator.publishing.manifest import MANIFEST, SIGNATURE
from generator.verifying.files import NoSite, SiteFiles, opened

_TYPE = "application/vnd.tfpub.manifest+json"
_LARGEST_ENVELOPE = 300_000_000
_LARGEST_KEY = 100_000
# What the library and JSON raise about what they are given.
_BROKEN = (ValueError, KeyError, TypeError, AttributeError, RecursionError)

UNSIGNED = Rule(
    name="unsigned",
    severity=Severity.ERROR,
    summary="The manifest is signed with the key that one trusts, where one is named.",
)
RULES = (UNSIGNED,)


class NoKey(ValueError):
    """A key that cannot be used, or nothing that could use it."""


def sign(folder: Path, key: Path) -> Path:
    """Signs the manifest of the site in `folder` with the private key in a PEM file; says where that is.

    Raises: NoSite, NoKey.
    """
    dsse, signer, serialization = _library()
    if not folder.is_dir():
        raise NoSite(f"{folder} is no folder: a site is signed before it is packed")
    with opened(folder) as files:
        content = files.read(MANIFEST) if MANIFEST in files.sizes else None
    if content is None:
        raise NoSite(f"{folder} has no {MANIFEST} that can be read")
    try:
        private = serialization.load_pem_private_key(_read(key), password=None)
        envelope = dsse.Envelope(content, _TYPE, {})
        envelope.sign(signer.CryptoSigner(private))
    except _BROKEN as error:
        raise NoKey(f"{key} is no private key that signs without a password: {error}") from error
    place = folder / SIGNATURE
    place.write_text(json.dumps(envelope.to_dict(), sort_keys=True) + "\n", encoding="utf-8")
    return place


def unsigned(files: SiteFiles, key: Path) -> Iterator[Diagnostic]:
    """The finding that the manifest is not signed with the public `key` of a PEM file. Raises: NoKey."""
    dsse, signer, serialization = _library()
    try:
        public = signer.SSlibKey.from_crypto(serialization.load_pem_public_key(_read(key)))
    except _BROKEN as error:
        raise NoKey(f"{key} is no public key: {error}") from error
    content = files.read(SIGNATURE) if 0 < files.sizes.get(SIGNATURE, 0) <= _LARGEST_ENVELOPE else None
    if content is None:
        yield UNSIGNED.at(Position(SIGNATURE), "there is no signature", "tfpub sign makes one")
        return
    try:
        envelope = dsse.Envelope.from_dict(json.loads(content))
        envelope.verify([public], 1)
    except (*_BROKEN, importlib.import_module("securesystemslib.exceptions").Error) as error:
        yield UNSIGNED.at(Position(SIGNATURE), f"it is no signature of this key: {error}")
        return
    if envelope.payload_type != _TYPE or envelope.payload != files.read(MANIFEST):
        yield UNSIGNED.at(Position(SIGNATURE), f"it signs something else than this {MANIFEST}")


def _library() -> tuple[ModuleType, ModuleType, ModuleType]:
    try:
        return (
            importlib.import_module("securesystemslib.dsse"),
            importlib.import_module("securesystemslib.signer"),
            importlib.import_module("cryptography.hazmat.primitives.serialization"),
        )
    except ImportError as error:
        raise NoKey("keys need a package that is not installed: pip install 'tfpub[sign]'") from error


def _read(key: Path) -> bytes:
    with key.open("rb") as file:
        return file.read(_LARGEST_KEY)
