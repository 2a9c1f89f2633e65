"""The secret by which a cache is known to be our own: whoever sends content cannot send results with it."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

VARIABLE = "TFPUB_CACHE_KEY"
_LENGTH = 32


def secret() -> bytes | None:
    """32 bytes that this user alone has, made at the first call; None where they cannot be kept.

    Source: the variable TFPUB_CACHE_KEY, for machines that share a cache, else a file in the user's folder
    for caches.
    """
    given = os.environ.get(VARIABLE, "")
    if given:
        return hashlib.blake2b(given.encode(), digest_size=_LENGTH).digest()
    try:
        return _kept(_folder() / "key")
    except (OSError, RuntimeError):
        return None


def _folder() -> Path:
    named = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(named) if named and Path(named).is_absolute() else Path.home() / ".cache") / "tfpub"


def _kept(file: Path) -> bytes | None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not file.exists():
        new = file.with_name(f".key.{os.getpid()}")
        new.write_bytes(secrets.token_bytes(_LENGTH))
        new.chmod(0o600)
        try:
            # The first of two that make one at the same time wins.
            os.link(new, file)
        except FileExistsError:
            pass
        finally:
            new.unlink()
    found = file.read_bytes()
    return found if len(found) == _LENGTH else None
