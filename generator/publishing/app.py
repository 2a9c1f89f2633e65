"""What makes the site an app: its manifest, and a worker that keeps what was read for later."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from html import escape

from generator.config import SiteConfig
from generator.languages import Language
from generator.messages import filled, message
from generator.publishing.links import LinkStyle
from generator.publishing.shell_policy import CONTENT_SECURITY_POLICY
from generator.publishing.shell_theme import OWN_FOLDER
from generator.publishing.target import Entry, Target

MANIFEST = "manifest.webmanifest"
WORKER = "service-worker.js"
LIST = "service-worker.bin"
OFFLINE = "offline.html"
# In the place of a site's worker: puts an end to one that is left from another site at the same address.
RETIRED_WORKER = b"""\
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  const old = (await caches.keys()).filter((name) => name.startsWith("tf-"));
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.registration.unregister();
  if (!old.length) return;
  for (const client of await self.clients.matchAll({ type: "window" })) client.navigate(client.url);
})()));
"""
_DIGEST_LENGTH = 6
_NAME_LENGTH = 16
_LOADED = re.compile(r'<(?:script|link)\b[^>]*?\s(?:src|href)="(assets/[^"]+)"')
_NOT_LISTED = re.compile(r"_headers|hosting/|service-worker\.|.*\.zip$")
_COLOUR = "#0b5563"


def write_app(target: Target, config: SiteConfig, style: LinkStyle, language: Language) -> None:
    """Writes the manifest, the worker and its list, when all other files are in `target` already.

    A build is named by the digest of the list, which has a digest of each file: of its address, a zero byte,
    and the digest of its content.
    """
    home = (target.folder / "index.html").read_text(encoding="utf-8")
    loaded = sorted({*_LOADED.findall(home)})
    own = next(address.rpartition("/")[0] for address in loaded if address.startswith(OWN_FOLDER))
    target.write(MANIFEST, manifest(config, own))
    target.write(OFFLINE, _offline_page(config, style, own, language).encode())
    digests = b"".join(sorted(_digests(target.entries)))
    target.write(LIST, digests)
    settings = {"build": hashlib.sha256(digests).hexdigest()[:_NAME_LENGTH], "core": ["", OFFLINE, *loaded]}
    worker = f'importScripts("{own}/app-worker.js");\nstartWorker({json.dumps(settings)});\n'
    target.write(WORKER, worker.encode())


def _digests(entries: Mapping[str, Entry]) -> Iterator[bytes]:
    for address, entry in entries.items():
        if not _NOT_LISTED.match(address):
            # That of a page does not depend on how its address is written.
            name = f"{address.removesuffix('index.html')}\0".encode()
            yield hashlib.sha256(name + entry.digest).digest()[:_DIGEST_LENGTH]


def manifest(config: SiteConfig, own: str) -> bytes:
    """What a browser is told of the app; `own` is the folder of the theme's own files, without a slash."""
    icons = [
        {"src": f"{own}/icon.svg", "sizes": "any", "type": "image/svg+xml"},
        {"src": f"{own}/icon-192.png", "sizes": "192x192", "type": "image/png"},
        {"src": f"{own}/icon-512.png", "sizes": "512x512", "type": "image/png"},
        {"src": f"{own}/icon-512.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
    ]
    told = {
        "name": config.site.name,
        "description": config.site.description,
        "lang": config.site.language,
        "id": "./",
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "theme_color": _COLOUR,
        "background_color": "#ffffff",
        "icons": icons,
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _offline_page(config: SiteConfig, style: LinkStyle, own: str, language: Language) -> str:
    """What is shown for a page that was not read before, at any address: its links are absolute."""
    title = language.said(message("Offline – %(site)s", site=config.site.name))
    heading = language.said(message("This page is not on this device"))
    home = f'<a href="{style.root}">{escape(language.said(message("the home page")), quote=False)}</a>'
    words = message(
        "There is no connection, and this page was not read in this browser before. "
        "What was read can be read now, such as %(home)s."
    )
    text = filled(escape(language.text(words), quote=False), {"home": home})
    return (
        f'<!doctype html>\n<html lang="{escape(language.tag)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(CONTENT_SECURITY_POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="robots" content="noindex">\n<title>{escape(title)}</title>\n'
        f'<link rel="icon" href="{style.root}{own}/favicon.svg">\n'
        f'<link rel="stylesheet" href="{style.root}{own}/site.css">\n</head>\n'
        f'<body dir="{language.direction}" data-md-color-scheme="default" data-md-color-primary="custom"'
        ' data-md-color-accent="custom">\n'
        f'<main class="md-grid md-typeset tf">\n<article>\n<h1>{escape(heading, quote=False)}</h1>\n'
        f"<p>{text}</p>\n</article>\n</main>\n</body>\n</html>\n"
    )
