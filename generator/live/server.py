"""The server of a preview: pages as they are asked for, and a stream of events for each that is open."""

from __future__ import annotations

import ipaddress
import mimetypes
import socket
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote

from generator.live.page import (
    EVENTS,
    OWN_FILES,
    findings_event,
    injected,
    language_of,
    waiting_page,
)
from generator.preview import CannotShow, Preview, Search, Shown
from generator.publishing.links import MISSING_PAGE
from generator.serving import Answering, Server

# A browser that went away without a word is noticed at the next of these.
_SECONDS_BETWEEN_SIGNS = 10.0
_SECONDS_FOR_INDEX = 300.0
_LOCAL_NAMES = ("localhost", "127.0.0.1", "[::1]")
_TYPES = {".webmanifest": "application/manifest+json", ".js": "text/javascript", ".csv": "text/csv"}
_HTML = "text/html; charset=utf-8"


class _Handler(Answering):
    """Answers for the preview of its server."""

    server: LiveServer

    def do_GET(self) -> None:
        """Answer with a page, a file or the stream of events."""
        path, _, query = self.path.partition("?")
        if not self.server.knows(self.headers.get("Host", "")):
            # A page elsewhere may have its own name lead here, to read what only this machine may.
            self.send_error(HTTPStatus.FORBIDDEN)
        elif not self.retires_worker():
            address = self._address(path)
            if address == EVENTS:
                self._stream(query)
            else:
                self._answer(address, query)

    do_HEAD = do_GET

    def _address(self, path: str) -> str:
        """The address on the site, wherever on its host that begins."""
        snapshot = self.server.preview.board.state.snapshot
        root = unquote(snapshot.frame.style.root) if snapshot is not None else "/"
        address = unquote(path)
        address = (address.removeprefix(root) if address.startswith(root) else address).lstrip("/")
        is_index = address == "index.html" or address.endswith("/index.html")
        return address.removesuffix("index.html") if is_index else address

    def _answer(self, address: str, query: str) -> None:
        shown = self._shown(address)
        if shown is not None:
            code = HTTPStatus.OK if shown.digest != "none" else HTTPStatus.SERVICE_UNAVAILABLE
            self.answer(code, _HTML, injected(shown))
            return
        content = self._file(address)
        if content is not None:
            self.answer(HTTPStatus.OK, _type_of(address), content)
        elif not address.endswith("/") and self._shown(f"{address}/") is not None:
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", f"/{quote(address)}/" + (f"?{query}" if query else ""))
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            missing = self._shown(MISSING_PAGE)
            self.answer(HTTPStatus.NOT_FOUND, _HTML, injected(missing) if missing is not None else b"")

    def _shown(self, address: str) -> Shown | None:
        try:
            return self.server.preview.page(address)
        except CannotShow:
            return waiting_page(language_of(self.server.preview.board.state))

    def _file(self, address: str) -> bytes | None:
        snapshot = self.server.preview.board.state.snapshot
        found: Path | bytes | None = OWN_FILES.get(address)
        if found is None and snapshot is not None:
            found = snapshot.file(address)
        if found is None and self.server.search is not None:
            found = self.server.search.at(address, _SECONDS_FOR_INDEX)
        try:
            return found.read_bytes() if isinstance(found, Path) else found
        except OSError:
            return None

    def _stream(self, query: str) -> None:
        """Tell the page that is open when there is another one in its place, and what is wrong."""
        asked = parse_qs(query)
        address = self._address(asked.get("page", ["/"])[0])
        shown = asked.get("shown", [""])[0]
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        number, told = -1, b""
        while self.command == "GET":
            state = self.server.preview.board.wait(number, _SECONDS_BETWEEN_SIGNS)
            if state.number == number:
                self.wfile.write(b":\n\n")
                continue
            number = state.number
            now = self._shown(address) or self._shown(MISSING_PAGE)
            if now is not None and now.digest != shown:
                self.wfile.write(b"event: reload\ndata:\n\n")
                return
            event = findings_event(state) if state.is_judged else told
            if event != told:
                self.wfile.write(b"event: findings\ndata: " + event + b"\n\n")
                told = event


class LiveServer(Server):
    """Serves `preview`. It may be asked by any name, unless it `is_local`: then by those of this machine."""

    def __init__(self, preview: Preview, search: Search | None, *, host: str, port: int) -> None:
        """Port 0 takes a free one. Raises: OSError."""
        self.preview = preview
        self.search = search
        self.is_local = _is_loopback(host)
        self.address_family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        super().__init__((host, port), _Handler)

    @property
    def url(self) -> str:
        """The address at which it is reached."""
        host = str(self.server_address[0])
        return f"http://{f'[{host}]' if ':' in host else host}:{self.server_port}/"

    def knows(self, name: str) -> bool:
        """Whether it may be asked by that name."""
        return not self.is_local or name in {f"{each}:{self.server_port}" for each in _LOCAL_NAMES}


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _type_of(address: str) -> str:
    if not address or address.endswith("/"):
        return _HTML
    ending = f".{address.rpartition('.')[2]}"
    kind = _TYPES.get(ending) or mimetypes.guess_type(address)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
