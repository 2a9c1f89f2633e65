"""The search bundle once more as classic scripts, which pages opened from a folder may load."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping

from generator.publishing.search_service import SearchError

FOLDER = "pagefind/offline/"
_BUNDLE_FOLDER = "pagefind/"
_ENGINE = "pagefind/pagefind.js"
_NOT_DATA = (_ENGINE, "pagefind/pagefind-worker.js")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_./-]+")
_EXPORT = re.compile(r"export(\{[A-Za-z_,\s]+\});?\s*$")
_OWN_ADDRESS = "import.meta.url"


def offline_files(bundle: Mapping[str, bytes]) -> dict[str, bytes]:
    """The scripts to publish beside `bundle`: address -> content.

    A page opened from a folder can neither fetch nor import, but scripts and WebAssembly work. So each
    data file becomes a script that hands over its name and bytes, and the engine one that returns it.
    Raises: SearchError if the engine does not have the form of Pagefind 1.5.
    """
    scripts = {FOLDER + "pagefind.js": _engine(bundle[_ENGINE].decode())}
    for address, content in bundle.items():
        if address.startswith(_BUNDLE_FOLDER) and address not in _NOT_DATA:
            name = address.removeprefix(_BUNDLE_FOLDER)
            scripts[f"{FOLDER}{name}.js"] = _chunk(name, content)
    return scripts


def _chunk(name: str, content: bytes) -> bytes:
    if not _PLAIN_NAME.fullmatch(name):
        raise SearchError(f"Pagefind names a file {name!r}")
    return f'tfpubSearch.takeChunk("{name}","{base64.b64encode(content).decode()}");\n'.encode()


def _engine(module: str) -> bytes:
    export = _EXPORT.search(module)
    if export is None or _OWN_ADDRESS not in module:
        raise SearchError(
            "Pagefind's script has a form that is not known, so it cannot be used from a folder"
        )
    body = module[: export.start()].replace(_OWN_ADDRESS, "undefined")
    # Its fetch and Worker are parameters: without a Worker, Pagefind works in the page itself.
    opening = 'tfpubSearch.textEngine = function (fetch, Worker) { "use strict"; '
    return f"{opening}{body}\nreturn{export[1]};\n}};\n".encode()
