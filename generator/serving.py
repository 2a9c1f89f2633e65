"""Serves a built site on this machine alone, with the headers that a host should send."""

from __future__ import annotations

import functools
import http.server
import sys
from http import HTTPStatus
from pathlib import Path

from generator.publishing.app import RETIRED_WORKER, WORKER
from generator.publishing.hosting import HEADERS, POLICY

LOOPBACK = "127.0.0.1"


class Answering(http.server.BaseHTTPRequestHandler):
    """Sends a site's files, its policy as a header."""

    policy = HEADERS[POLICY]

    def end_headers(self) -> None:
        """Add the headers of a host to whatever is answered; a preview is never kept."""
        for name, value in {**HEADERS, POLICY: self.policy}.items():
            self.send_header(name, value)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def answer(self, code: int, kind: str, content: bytes) -> None:
        """Send `content`, which is of the media type `kind`."""
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def retires_worker(self) -> bool:
        """Put an end to the worker of another site that once was here, if it is asked for; whether it is."""
        is_asked = self.path.partition("?")[0] == f"/{WORKER}"
        if is_asked:
            self.answer(HTTPStatus.OK, "text/javascript", RETIRED_WORKER)
        return is_asked

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing for each request."""


class _FolderHandler(Answering, http.server.SimpleHTTPRequestHandler):
    """Static files, and the site's own page for missing addresses."""

    def do_GET(self) -> None:
        """Answer with the file."""
        if not self.retires_worker():
            super().do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a missing address with the site's own page, any other error as usual."""
        missing = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not missing.is_file():
            super().send_error(code, message, explain)
            return
        self.answer(code, "text/html; charset=utf-8", missing.read_bytes())

    def list_directory(self, path: object) -> None:
        """A folder without a page is a missing address, not a listing."""
        self.send_error(HTTPStatus.NOT_FOUND)


class Server(http.server.ThreadingHTTPServer):
    """Passes over readers who leave before all has come."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Say what went wrong, unless the other side has gone."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def server(folder: Path, *, port: int, policy: str) -> http.server.ThreadingHTTPServer:
    """A server for the site in `folder`, bound to loopback; port 0 takes a free one. Raises: OSError."""
    handler = type("Handler", (_FolderHandler,), {"policy": policy})
    return Server((LOOPBACK, port), functools.partial(handler, directory=str(folder)))
