"""Has Lighthouse judge pages of this repository's site as a phone sees them, compressed as hosts do."""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from made_up import REPOSITORY
from rich.console import Console
from rich.table import Table

from generator import pipeline
from generator.publishing.shell_policy import CONTENT_SECURITY_POLICY

PROGRAM = REPOSITORY / "tests/node_modules/lighthouse/cli/index.js"
PAGES = {
    "home": "",
    "profile": "profiles/iti/xds.b/",
    "transaction": "transactions/iti-65/",
    "organization": "organizations/elverstone-exchange/",
    "explorer": "results/",
}
# What each category must reach; performance depends on the machine and on what else it does.
BARS = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 95}


class Host(http.server.SimpleHTTPRequestHandler):
    """Answers as a static host does: compressed, with the policy as a header."""

    def do_GET(self) -> None:
        """The file, or the page of a folder; nothing else is asked for here."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content = gzip.compress(path.read_bytes())
        self.send_response(200)
        for name, value in (
            ("Content-Type", self.guess_type(path)),
            ("Content-Encoding", "gzip"),
            ("Content-Length", str(len(content))),
            ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
            ("Cache-Control", "max-age=600"),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing for each request."""


@contextmanager
def hosted(site: Path) -> Iterator[str]:
    """The address under which `site` is served meanwhile."""
    host = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=str(site)))
    threading.Thread(target=host.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{host.server_port}/"
    finally:
        host.shutdown()
        host.server_close()


def judged(url: str) -> Mapping[str, float]:
    """Lighthouse's score of each category, 0 to 100."""
    browser = shutil.which("chromium") or shutil.which("google-chrome") or ""
    command = ["node", str(PROGRAM), url, "--output=json", "--quiet"]
    done = subprocess.run(
        [*command, "--chrome-flags=--headless=new --no-sandbox"],
        check=True,
        capture_output=True,
        env={**os.environ, "CHROME_PATH": browser},
    )
    categories = json.loads(done.stdout)["categories"]
    return {name: round(100 * categories[name]["score"]) for name in BARS}


def main() -> int:
    """0 where every page reaches every bar, else 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    table = Table("page", *BARS, title=f"Lighthouse, medians of {runs} runs, mobile")
    reached = True
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        pipeline.build(REPOSITORY, site)
        with hosted(site) as address:
            for name, page in PAGES.items():
                scores = [judged(address + page) for _ in range(runs)]
                usual = {bar: statistics.median(each[bar] for each in scores) for bar in BARS}
                reached = reached and all(usual[bar] >= least for bar, least in BARS.items())
                table.add_row(name, *(f"{usual[bar]:g}" for bar in BARS))
    Console().print(table)
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
