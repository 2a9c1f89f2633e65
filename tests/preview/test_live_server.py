"""The server of `tfpub serve`: for this machine alone, and with news for whoever has a page open."""

from __future__ import annotations

import http.client
import json
import queue
import re
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.live import LiveServer
from generator.preview import Preview
from generator.publishing.hosting import HEADERS
from preview_support import a_preview, a_root, edit, html, write

TEXT = "profiles/dom/one/index.md"
PAGE = "/profiles/dom/one/"
SECONDS = 20


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_root(tmp_path)


@pytest.fixture
def preview(root: Path) -> Preview:
    return a_preview(root)


@contextmanager
def running(preview: Preview, host: str = "127.0.0.1") -> Iterator[LiveServer]:
    with LiveServer(preview, None, host=host, port=0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def server(preview: Preview) -> Iterator[LiveServer]:
    with running(preview) as server:
        yield server


def asked(server: LiveServer, path: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=SECONDS)
    connection.request("GET", path, headers=headers)
    return connection.getresponse()


def digest(server: LiveServer, path: str = PAGE) -> str:
    """What a page says that it is."""
    found = re.search(r'data-shown="([^"]+)"', asked(server, path).read().decode())
    assert found is not None
    return found[1]


class Window:
    """A browser's window that has a page open, and listens."""

    def __init__(self, server: LiveServer, path: str = PAGE) -> None:
        answer = asked(server, f"/__tfpub__/events?page={path}&shown={digest(server, path)}")
        assert answer.headers["Content-Type"] == "text/event-stream"
        self._events: queue.Queue[tuple[str, str]] = queue.Queue()
        self._answer = answer
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        name = ""
        for line in self._answer:
            field, _, value = line.decode().strip().partition(": ")
            if field == "event":
                name = value
            elif field.startswith("data"):
                self._events.put((name, value))

    def next(self) -> tuple[str, str]:
        return self._events.get(timeout=SECONDS)

    def told(self) -> dict[str, object]:
        """What is wrong, as the page is told next."""
        name, value = self.next()
        assert name == "findings"
        told: dict[str, object] = json.loads(value)
        return told

    @property
    def is_quiet(self) -> bool:
        try:
            self._events.get(timeout=0.5)
        except queue.Empty:
            return True
        return False


def test_pages_come_with_the_headers_of_a_host(server: LiveServer) -> None:
    answer = asked(server, PAGE)
    assert answer.status == 200
    assert {name: answer.headers[name] for name in HEADERS} == dict(HEADERS)
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_page_is_as_built_but_for_the_script_at_its_end(server: LiveServer, preview: Preview) -> None:
    answer = asked(server, PAGE).read().decode()
    script = re.compile(r'<script src="/__tfpub__/live\.js" data-shown="[0-9a-f]+"></script>\n(?=</body>)')
    assert script.subn("", answer) == (html(preview, "profiles/dom/one/"), 1)


@pytest.mark.parametrize("path", ["/__tfpub__/live.js", "/__tfpub__/live.css", "/manifest.webmanifest"])
def test_what_pages_ask_for_is_there(server: LiveServer, path: str) -> None:
    assert asked(server, path).status == 200


def test_a_missing_address_gets_the_sites_own_page(server: LiveServer, preview: Preview) -> None:
    answer = asked(server, "/nowhere/at/all/")
    assert answer.status == 404
    assert answer.read().decode().startswith(html(preview, "404.html")[:2000])


@pytest.mark.parametrize("path", ["/%2e%2e/site_config.yml", "/../site_config.yml", "//site_config.yml"])
def test_nothing_but_the_site_is_served(server: LiveServer, path: str) -> None:
    assert asked(server, path).status == 404


def test_a_folder_without_a_slash_leads_to_its_page(server: LiveServer) -> None:
    answer = asked(server, "/profiles/dom/one?x=1")
    assert (answer.status, answer.headers["Location"]) == (302, "/profiles/dom/one/?x=1")


def test_only_this_machine_is_answered(server: LiveServer) -> None:
    assert server.server_address[0] == "127.0.0.1"
    for name in ("localhost", "127.0.0.1", "[::1]"):
        assert asked(server, PAGE, Host=f"{name}:{server.server_port}").status == 200
    for name in ("evil.example", f"evil.example:{server.server_port}", "127.0.0.1", "localhost:1", ""):
        assert asked(server, PAGE, Host=name).status == 403


def test_a_host_that_was_asked_for_may_be_called_by_any_name(preview: Preview) -> None:
    with running(preview, "0.0.0.0") as server:
        assert asked(server, PAGE, Host="editors.example:8000").status == 200


def test_an_open_page_is_told_to_come_anew_when_it_changed(
    server: LiveServer, preview: Preview, root: Path
) -> None:
    window = Window(server)
    preview.change([edit(root, TEXT, "Parcels arrive.", "Parcels come.")])
    assert window.next() == ("reload", "")


def test_an_open_page_that_did_not_change_stays(server: LiveServer, preview: Preview, root: Path) -> None:
    window = Window(server, "/framework/about/")
    preview.change([edit(root, TEXT, "Parcels arrive.", "Parcels come.")])
    assert window.is_quiet


def test_each_of_two_windows_hears_of_its_own_page(server: LiveServer, preview: Preview, root: Path) -> None:
    one, other, third = Window(server), Window(server, "/framework/about/"), Window(server)
    preview.change([edit(root, "framework/pages/about.md", "Nothing to see.", "Something.")])
    assert other.next() == ("reload", "")
    assert one.is_quiet and third.is_quiet
    preview.change([edit(root, TEXT, "Parcels arrive.", "Parcels come.")])
    assert one.next() == third.next() == ("reload", "")


def test_a_page_that_changed_before_it_was_listened_for_comes_anew(
    server: LiveServer, preview: Preview, root: Path
) -> None:
    before = digest(server)
    preview.change([edit(root, TEXT, "Parcels arrive.", "Parcels come.")])
    answer = asked(server, f"/__tfpub__/events?page={PAGE}&shown={before}")
    assert answer.readline() == b"event: reload\n"


def test_a_missing_page_comes_when_it_is_there(server: LiveServer, preview: Preview, root: Path) -> None:
    window = Window(server, "/framework/new/")
    preview.change([write(root, "framework/pages/new.md", "---\ntitle: New\n---\nNew.\n")])
    assert window.next() == ("reload", "")


def test_a_page_of_results_comes_anew_with_its_data(server: LiveServer, preview: Preview, root: Path) -> None:
    window = Window(server, "/results/")
    preview.change([edit(root, "results_data/organizations.yml", "Cedar Group", "Cedar & Co")])
    assert window.next() == ("reload", "")


def test_what_is_wrong_is_told_with_place_hint_and_rule(
    server: LiveServer, preview: Preview, root: Path
) -> None:
    window = Window(server, "/framework/about/")
    preview.change([edit(root, TEXT, "Parcels arrive.", "See [DOM-3].")])
    preview.judge()
    told = window.told()
    assert told["title"] == "1 error" and told["isError"] is True and told["note"] == ""
    (finding,) = told["findings"]  # type: ignore[misc]
    assert finding["place"] == f"{TEXT}:6:5"
    assert finding["rule"] == "unknown-id"
    assert finding["hint"].startswith("did you mean DOM-")
    preview.change([edit(root, TEXT, "See [DOM-3].", "See [DOM-2].")])
    preview.judge()
    assert window.told()["title"] == ""


def test_unreadable_content_is_told_with_a_note_that_pages_are_old(
    server: LiveServer, preview: Preview, root: Path
) -> None:
    window = Window(server)
    preview.change([write(root, "profiles/dom/one/profile.yml", "key: [\n")])
    told = window.told()
    assert told["isError"] is True and "as it was before" in str(told["note"])
    assert digest(server) == digest(server)


def test_a_root_that_was_never_readable_shows_a_page_that_waits(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with running(a_preview(tmp_path / "empty")) as server:
        answer = asked(server, "/")
        assert answer.status == 503 and b"__tfpub__/live.js" in answer.read()
        told = Window(server, "/").told()
    assert told["findings"][0]["rule"] == "missing-config"  # type: ignore[index]


def test_a_window_that_is_closed_is_no_trouble(
    server: LiveServer, preview: Preview, root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with socket.create_connection(server.server_address[:2]) as reader:  # type: ignore[arg-type]
        host = f"127.0.0.1:{server.server_port}"
        reader.sendall(f"GET /__tfpub__/events?page=/ HTTP/1.0\r\nHost: {host}\r\n\r\n".encode())
        reader.recv(100)
        # Closed at once, with what is still on its way thrown away.
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    preview.change([edit(root, TEXT, "Parcels arrive.", "Parcels come.")])
    assert asked(server, PAGE).status == 200
    assert capfd.readouterr().err == ""
