"""A small client of the Pagefind program: pages go in one by one, the finished bundle comes out."""

from __future__ import annotations

import base64
import importlib.util
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TypeVar

import msgspec

_PACKAGE = "pagefind_bin_extended"
_READ_AT_ONCE = 1 << 20


class SearchError(Exception):
    """The search index could not be made; the message says why."""


class _IndexOpened(msgspec.Struct, tag_field="type", tag="NewIndex"):
    index_id: int


class _PageAdded(msgspec.Struct, tag_field="type", tag="IndexedFile"):
    page_word_count: int


class _BundleFile(msgspec.Struct):
    path: str
    content: bytes


class _Bundle(msgspec.Struct, tag_field="type", tag="GetFiles"):
    files: list[_BundleFile]


class _Failure(msgspec.Struct, tag_field="type", tag="Error"):
    message: str


class _Reply(msgspec.Struct):
    payload: _IndexOpened | _PageAdded | _Bundle | _Failure


_P = TypeVar("_P", _IndexOpened, _PageAdded, _Bundle)


def search_program() -> Path:
    """The program of the package `pagefind[extended]`, which segments Chinese and Japanese.

    Raises: SearchError where it is not installed.
    """
    package = importlib.util.find_spec(_PACKAGE)
    for folder in (package and package.submodule_search_locations) or ():
        for name in ("pagefind_extended", "pagefind_extended.exe"):
            if (program := Path(folder, name)).is_file():
                return program
    raise SearchError("the search index needs Pagefind: install the package pagefind[extended]")


class SearchService:
    """A running Pagefind that holds one index.

    Requests and replies are JSON in base64, each ended by a comma, one reply to a request. The bundle
    is asked for in memory: told to write files itself, Pagefind 1.5 replies before they are whole.
    """

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        complaints: IO[bytes],
        *,
        ignored: tuple[str, ...],
    ) -> None:
        self._process = process
        self._complaints = complaints
        self._requests = 0
        config = {"exclude_selectors": ignored, "keep_index_url": True}
        self._index = self._ask(_IndexOpened, {"type": "NewIndex", "config": config}).index_id

    def add(self, address: str, html: str) -> None:
        """Index the page at `address`; what stands outside `data-pagefind-body` is not searched."""
        page = {"type": "AddFile", "index_id": self._index, "url": address, "file_contents": html}
        self._ask(_PageAdded, page)

    def bundle(self) -> dict[str, bytes]:
        """Every file of the search bundle: path below its folder -> content."""
        reply = self._ask(_Bundle, {"type": "GetFiles", "index_id": self._index})
        return {file.path: file.content for file in reply.files}

    def _ask(self, expected: type[_P], request: Mapping[str, object]) -> _P:
        self._requests += 1
        message = msgspec.json.encode({"message_id": self._requests, "payload": request})
        payload = self._reply_to(base64.b64encode(message) + b",").payload
        if isinstance(payload, _Failure):
            raise SearchError(f"Pagefind refuses {_subject(request)}: {payload.message}")
        if not isinstance(payload, expected):
            raise SearchError(f"Pagefind answers {_subject(request)} with something else")
        return payload

    def _reply_to(self, message: bytes) -> _Reply:
        try:
            _stream(self._process.stdin).write(message)
            _stream(self._process.stdin).flush()
        except OSError as error:
            raise SearchError(self._last_words()) from error
        try:
            return msgspec.json.decode(base64.b64decode(self._received()), type=_Reply)
        except (msgspec.DecodeError, ValueError) as error:
            raise SearchError(f"Pagefind answers in a form that is not known: {error}") from error

    def _received(self) -> bytes:
        parts: list[bytes] = []
        while not (parts and parts[-1].endswith(b",")):
            part = _stream(self._process.stdout).read(_READ_AT_ONCE)
            if not part:
                raise SearchError(self._last_words())
            parts.append(part)
        return b"".join(parts)[:-1]

    def _last_words(self) -> str:
        code = self._process.wait()
        self._complaints.seek(0)
        words = self._complaints.read().decode(errors="replace").strip()
        return f"Pagefind stopped with exit code {code}" + (f": {words[-500:]}" if words else "")


@contextmanager
def search_service(program: Path, *, ignored: tuple[str, ...] = ()) -> Iterator[SearchService]:
    """A running Pagefind with an empty index; elements that match `ignored` are skipped.

    Raises: SearchError if the program does not start.
    """
    with tempfile.TemporaryFile() as complaints, _started(program, complaints) as process:
        try:
            yield SearchService(process, complaints, ignored=ignored)
        finally:
            process.kill()


def _started(program: Path, complaints: IO[bytes]) -> subprocess.Popen[bytes]:
    try:
        # Without an environment and in a folder without settings: nothing outside may change the index.
        return subprocess.Popen(
            [program, "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            cwd=program.parent,
            env={},
            bufsize=0,
        )
    except OSError as error:
        raise SearchError(f"Pagefind does not start: {error}") from error


def _stream(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise SearchError("Pagefind cannot be talked to")
    return pipe


def _subject(request: Mapping[str, object]) -> str:
    return f"the page {request['url']}" if "url" in request else f"the request {request['type']}"
