"""Pagefind's engine as a classic script, and its data as scripts for pages opened from a folder."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping

from generator.publishing.search_service import SearchError

ENGINE = "search/engine.js"
FOLDER = "pagefind/offline/"
_DATA_FOLDER = "pagefind/"
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_./-]+")
_EXPORT = re.compile(r"export(\{[A-Za-z_,\s]+\});?\s*$")
_OWN_ADDRESS = "import.meta.url"
_READS_SCRIPTS = b"tfpubSearch.readsScripts = true;\n"


def engine_script(module: str, packs: str = "") -> bytes:
    """Pagefind's module as a script that hands over a function; each call makes an engine of its own.

    `packs` is the folder of files that hold the texts of several pages, if there are any.

    What it fetches with, its worker and its document are parameters: so the same engine works on a host and
    from a folder, every file that does not come is counted, and there is one for each language. Without a
    worker, Pagefind works in the page itself.
    Raises: SearchError if the module does not have the form of Pagefind 1.5.
    """
    export = _EXPORT.search(module)
    if export is None or _OWN_ADDRESS not in module:
        raise SearchError("Pagefind's script has a form that is not known, so pages cannot use it")
    body = module[: export.start()].replace(_OWN_ADDRESS, "undefined")
    opening = 'tfpubSearch.textEngine = function (fetch, Worker, document) { "use strict"; '
    packing = f'tfpubSearch.packs = "{packs}";\n' if packs else ""
    return f"{packing}{opening}{body}\nreturn{export[1]};\n}};\n".encode()


def offline_files(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """What search reads in a copy that is opened from a folder: address -> content.

    Such a page can neither fetch nor import, but scripts and WebAssembly work. So each data file becomes a
    script that hands over its name and bytes, and the engine's says so.
    """
    copied = {ENGINE: _READS_SCRIPTS + files[ENGINE]}
    for address, content in files.items():
        if address.startswith(_DATA_FOLDER):
            name = address.removeprefix(_DATA_FOLDER)
            copied[f"{FOLDER}{name}.js"] = _chunk(name, content)
        elif address != ENGINE:
            copied[address] = content
    return copied


def _chunk(name: str, content: bytes) -> bytes:
    if not _PLAIN_NAME.fullmatch(name):
        raise SearchError(f"Pagefind names a file {name!r}")
    return f'tfpubSearch.takeChunk("{name}","{base64.b64encode(content).decode()}");\n'.encode()
