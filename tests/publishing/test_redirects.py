"""Whoever comes to an address that moved is led on, by a page that asks for nothing that is not there."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from site_pages import broken_references, read_site
from site_support import a_tiny_root, build, write


@pytest.mark.parametrize("setting", ["", "theme: {favicon: assets/tf/own.svg}\n"])
@pytest.mark.parametrize("flags", [(), ("--offline",)])
def test_a_page_that_leads_on_names_the_icon_of_the_site(
    setting: str, flags: tuple[str, ...], tmp_path: Path
) -> None:
    root = a_tiny_root(tmp_path / "root")
    write(root / "framework/redirects.yml", "- {from: /old/about/, to: /framework/about/}\n")
    write(root / "theme/assets/own.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    with (root / "site_config.yml").open("a") as settings:
        settings.write(setting)
    outcome = build(root, tmp_path / "site", *flags)
    assert outcome.code == 0, outcome.output
    page = LexborHTMLParser((tmp_path / "site/old/about/index.html").read_bytes())
    (icon,) = page.css("link[rel=icon]")
    assert (icon.attributes["href"] or "").endswith("own.svg" if setting else "favicon.svg")
    assert broken_references(read_site(tmp_path / "site", "https://site.example/")) == []
