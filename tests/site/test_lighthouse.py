"""Lighthouse finds nothing to better on the pages that readers enter by, as far as machines do not differ."""

from __future__ import annotations

import json
import os
import shutil
import subprocess

import pytest

from site_support import REPOSITORY, missing

PROGRAM = REPOSITORY / "tests/node_modules/lighthouse/cli/index.js"
CATEGORIES = ("accessibility", "best-practices", "seo")
PAGES = ["", "profiles/iti/mhd/", "transactions/iti-65/", "organizations/elverstone-exchange/", "results/"]


@pytest.fixture(scope="module")
def lighthouse() -> list[str]:
    """The command that judges a page."""
    node = shutil.which("node") or missing("Node.js")
    if not PROGRAM.exists():
        missing("Lighthouse")
    return [node, str(PROGRAM)]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_gets_the_full_score(page: str, lighthouse: list[str], address: str, chromium: str) -> None:
    done = subprocess.run(
        [
            *lighthouse,
            address + page,
            "--output=json",
            "--quiet",
            f"--only-categories={','.join(CATEGORIES)}",
            "--chrome-flags=--headless=new --no-sandbox",
        ],
        check=True,
        capture_output=True,
        timeout=120,
        env={**os.environ, "CHROME_PATH": chromium},
    )
    judged = json.loads(done.stdout)
    wanting = [
        judged["audits"][audit["id"]]["title"]
        for name in CATEGORIES
        for audit in judged["categories"][name]["auditRefs"]
        if audit["weight"] and judged["audits"][audit["id"]]["score"] not in (None, 1)
    ]
    scores = {name: judged["categories"][name]["score"] for name in CATEGORIES}
    assert (scores, wanting) == (dict.fromkeys(CATEGORIES, 1), [])
