"""The page left behind at an address that moved."""

from __future__ import annotations

from html import escape

from generator.languages import Language
from generator.messages import filled, message
from generator.publishing.links import LinkStyle, absolute_url, relative_url
from generator.publishing.shell_policy import CONTENT_SECURITY_POLICY


def redirect_page(
    from_address: str, to_address: str, site_url: str, language: Language, style: LinkStyle, *, icon: str
) -> str:
    """A page that leads to `to_address` at once, without a script, and by a link.

    `icon` is the address of the site's icon: a browser would ask for another where a page names none.
    """
    url = escape(relative_url(from_address, to_address, style))
    canonical = escape(absolute_url(site_url, to_address))
    title = escape(language.said(message("Moved")), quote=False)
    address = f'<a href="{url}">{escape(language.said(message("a new address")), quote=False)}</a>'
    words = escape(language.text(message("This page has %(address)s.")), quote=False)
    text = filled(words, {"address": address})
    return (
        f'<!doctype html>\n<html lang="{escape(language.tag)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(CONTENT_SECURITY_POLICY)}">\n'
        f"<title>{title}</title>\n"
        f'<meta http-equiv="refresh" content="0; url={url}">\n'
        f'<link rel="canonical" href="{canonical}">\n'
        f'<link rel="icon" href="{escape(relative_url(from_address, icon, style))}">\n</head>\n'
        f'<body dir="{language.direction}">\n<h1>{title}</h1>\n<p>{text}</p>\n</body>\n</html>\n'
    )
