"""Keeps the theme's markup within HTML and the Content-Security-Policy: inline scripts become files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

# Style sheets of the theme hold their icons as `data:`; search runs WebAssembly, partly in a worker.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'self'; img-src 'self' data:; font-src 'self'; "
    "style-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
    "script-src 'self' 'wasm-unsafe-eval'"
)
INLINE_FOLDER = "assets/tf/inline/"

_INLINE = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)
# Material gives its two toggles an attribute that HTML allows on fields for text alone.
_MISPLACED = re.compile(r'(<input class="md-toggle"[^<>]*?) autocomplete="off"')
# Its drawer's checkbox stands outside of every landmark; a header that brings its own takes its place.
_STRAY_DRAWER = re.compile(
    r'<input class="md-toggle" data-md-toggle="drawer"[^<>]*>\s*(?=<input class="md-toggle")'
)
_DRAWER = 'id="__drawer"'
_FORBIDDEN = re.compile(r"<(?:script|style)>|<[a-z][^<>]*\s(?:on[a-z]+|style)\s*=|javascript:", re.IGNORECASE)


class ForbiddenByPolicy(ValueError):
    """A template of the theme holds what the Content-Security-Policy does not let run."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """A page without inline scripts and styles, and the files that hold them now: address -> content."""

    html: str
    files: Mapping[str, bytes]


def extract(html: str, prefix: str) -> Extracted:
    """`html` with its inline scripts and styles replaced by references; `prefix` leads to the site's root."""
    files: dict[str, bytes] = {}

    def reference(inline: re.Match[str]) -> str:
        kind, content = inline[1], inline[2].encode()
        suffix = "js" if kind == "script" else "css"
        address = f"{INLINE_FOLDER}{hashlib.sha256(content).hexdigest()[:12]}.{suffix}"
        files[address] = content
        if kind == "script":
            return f'<script src="{prefix}{address}"></script>'
        return f'<link rel="stylesheet" href="{prefix}{address}">'

    return Extracted(_INLINE.sub(reference, _tidied(html)), files)


def _tidied(html: str) -> str:
    proper = _MISPLACED.sub(r"\1", html)
    return _STRAY_DRAWER.sub("", proper) if proper.count(_DRAWER) > 1 else proper


def refuse_forbidden(html: str) -> None:
    """Raises ForbiddenByPolicy if a shell still holds an inline script, style or event handler."""
    if found := _FORBIDDEN.search(html):
        raise ForbiddenByPolicy(f"the Content-Security-Policy forbids {found[0][:80]!r} in a template")
