"""The page left behind at an address that moved."""

from __future__ import annotations

from html import escape

from generator.publishing.links import LinkStyle, absolute_url, relative_url
from generator.publishing.shell_policy import CONTENT_SECURITY_POLICY


def redirect_page(from_address: str, to_address: str, site_url: str, language: str, style: LinkStyle) -> str:
    """A page that leads to `to_address` at once, without a script, and by a link."""
    url = escape(relative_url(from_address, to_address, style))
    canonical = escape(absolute_url(site_url, to_address))
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(CONTENT_SECURITY_POLICY)}">\n'
        f"<title>Moved</title>\n"
        f'<meta http-equiv="refresh" content="0; url={url}">\n'
        f'<link rel="canonical" href="{canonical}">\n</head>\n'
        f'<body>\n<h1>Moved</h1>\n<p>This page has <a href="{url}">a new address</a>.</p>\n</body>\n</html>\n'
    )
