"""What tests of built sites share."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from generator.publishing.shell_policy import CONTENT_SECURITY_POLICY
from generator.serving import server
from site_pages import Site


@pytest.fixture(scope="session")
def address(own_site: Site) -> Iterator[str]:
    """Where this repository's own site is served meanwhile."""
    with server(own_site.folder, port=0, policy=CONTENT_SECURITY_POLICY) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()
