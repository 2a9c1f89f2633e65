"""`tfpub links` asks others' hosts politely, and tells what leads nowhere."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.asking import outside_links
from generator.cli import main


class Host(BaseHTTPRequestHandler):
    """Answers `/404` by 404 and so on; `/shy` has no answer for a head alone."""

    asked: list[str]

    def do_HEAD(self) -> None:
        self.asked.append(f"{self.command} {self.path}")
        word = self.path.strip("/")
        status = int(word) if word.isdecimal() else 405 if word == "shy" and self.command == "HEAD" else 200
        self.send_response(status)
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, format: str, *values: object) -> None:
        pass


@pytest.fixture
def host() -> Iterator[tuple[str, list[str]]]:
    """The address of a host on this machine, and what it is asked."""
    asked: list[str] = []
    handler = type("Handler", (Host,), {"asked": asked})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


def a_site(folder: Path, *links: str) -> Path:
    (folder / "profiles").mkdir()
    body = "".join(links)
    head = '<link rel="canonical" href="https://example.org/profiles/">'
    (folder / "profiles/index.html").write_text(f"{head}<p>{body}</p>", encoding="utf-8")
    return folder


def links(site: Path) -> Result:
    return CliRunner().invoke(main, ["links", str(site), "--wait", "0"])


def test_pages_that_are_there_are_asked_for_by_their_head(
    host: tuple[str, list[str]], tmp_path: Path
) -> None:
    address, asked = host
    outcome = links(a_site(tmp_path, f'<a href="{address}/a#x">A</a>', f'<a href="{address}/a#y">A</a>'))

    assert outcome.exit_code == 0
    assert outcome.output == "1 outside links, 0 broken\n"
    assert asked == ["HEAD /a"]


def test_what_leads_nowhere_is_told_with_its_page(host: tuple[str, list[str]], tmp_path: Path) -> None:
    outcome = links(a_site(tmp_path, f'<a href="{host[0]}/404">A</a>'))

    assert outcome.exit_code == 1
    assert f"broken: {host[0]}/404 (404 Not Found) on /profiles/" in outcome.output


def test_a_host_that_gives_no_head_is_asked_for_all(host: tuple[str, list[str]], tmp_path: Path) -> None:
    assert links(a_site(tmp_path, f'<a href="{host[0]}/shy">A</a>')).exit_code == 0
    assert host[1] == ["HEAD /shy", "GET /shy"]


@pytest.mark.parametrize("status", [403, 429, 503])
def test_what_is_refused_to_programs_is_no_error(
    status: int, host: tuple[str, list[str]], tmp_path: Path
) -> None:
    outcome = links(a_site(tmp_path, f'<a href="{host[0]}/{status}">A</a>'))

    assert outcome.exit_code == 0
    assert "not for programs" in outcome.output


def test_no_answer_is_broken(tmp_path: Path) -> None:
    outcome = links(a_site(tmp_path, '<a href="http://127.0.0.1:9/">A</a>'))
    assert outcome.exit_code == 1
    assert "no answer" in outcome.output


def test_own_pages_forms_and_editors_are_not_asked_for(tmp_path: Path) -> None:
    site = a_site(
        tmp_path,
        '<a href="https://example.org/other/">own</a>',
        '<a href="https://code.example/edit" rel="edit">edit</a>',
        '<a class="headerlink tf-comment" href="https://code.example/new">comment</a>',
        '<a href="/inside/">inside</a>',
    )
    assert outside_links(site) == {}


def test_a_folder_without_pages_is_wrong_use(tmp_path: Path) -> None:
    assert links(tmp_path).exit_code == 2
