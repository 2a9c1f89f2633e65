"""The server of `tfpub serve`: loopback only, the site's own policy, its own page for missing addresses."""

from __future__ import annotations

import socket
import struct
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.serving import server


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "index.html").write_text("home")
    (tmp_path / "404.html").write_text("not here")
    (tmp_path / "assets").mkdir()
    with server(tmp_path, port=0, policy="default-src 'none'") as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://{running.server_address[0]!s}:{running.server_address[1]}/"
        running.shutdown()


def test_it_listens_on_loopback_alone(address: str) -> None:
    assert address.startswith("http://127.0.0.1:")


def test_pages_carry_the_policy(address: str) -> None:
    with urllib.request.urlopen(address) as answer:
        assert answer.read() == b"home"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'"


@pytest.mark.parametrize("path", ["missing/", "assets/", "%2e%2e/%2e%2e/etc/passwd"])
def test_a_missing_address_gets_the_sites_own_page(address: str, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(address + path)
    assert error.value.code == 404
    assert error.value.read() == b"not here"


def test_a_reader_who_leaves_early_is_no_trouble(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "long.txt").write_bytes(b"x" * 50_000_000)
    with server(tmp_path, port=0, policy="") as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        with socket.create_connection(running.server_address[:2]) as reader:
            reader.sendall(b"GET /long.txt HTTP/1.0\r\n\r\n")
            reader.recv(100)
            # Closed at once, with what is still on its way thrown away.
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        running.shutdown()
    assert capfd.readouterr().err == ""
