"""What a host should send with the site's files: one list, and the files that common hosts read it from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from generator.publishing.links import MISSING_PAGE, LinkStyle
from generator.publishing.search import CONTENT_ADDRESSED as SEARCH_FOLDERS
from generator.publishing.shell_policy import CONTENT_SECURITY_POLICY, INLINE_FOLDER
from generator.publishing.shell_theme import HASHED_FOLDER, OWN_FOLDER

POLICY = "Content-Security-Policy"
# What only a header can say, not a page: who may show the site in a frame.
HEADERS: Mapping[str, str] = {
    POLICY: f"{CONTENT_SECURITY_POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
REVALIDATED = "no-cache"
IMMUTABLE = "public, max-age=31536000, immutable"
# Folders in which a file's address changes with its content; everything else keeps its address for ever.
_FIXED_FOLDERS = (INLINE_FOLDER, HASHED_FOLDER, *SEARCH_FOLDERS)
_MANIFEST_TYPE = "application/manifest+json"
_COMPRESSED = "text/css text/javascript application/javascript application/json image/svg+xml text/csv"


class _Place(NamedTuple):
    """Where the site begins on its host, and the folders in it that never change."""

    root: str
    fixed: Sequence[str]

    @property
    def pattern(self) -> str:
        """A regular expression for the paths of files that never change."""
        return f"^{re.escape(self.root)}(?:{'|'.join(re.escape(each) for each in self.fixed)})"


def host_files(addresses: Iterable[str], style: LinkStyle) -> Mapping[str, bytes]:
    """Settings for hosts, for a site with these files: address -> content.

    `_headers` is read by hosts of static sites as it is; what is in `hosting/` is for a server of one's own.
    """
    place = _Place(style.root, fixed_folders(addresses))
    texts = {
        "_headers": _headers(place),
        "hosting/nginx.conf": _nginx(place),
        "hosting/apache.conf": _apache(place),
    }
    return {address: text.encode() for address, text in texts.items()}


def fixed_folders(addresses: Iterable[str]) -> tuple[str, ...]:
    """The folders of a site with these files whose files may be kept for ever, as addresses end with `/`."""
    own = {f"{address.split('/')[0]}/{address.split('/')[1]}/" for address in addresses if _is_own(address)}
    return (*_FIXED_FOLDERS, *sorted(own))


def _is_own(address: str) -> bool:
    return address.startswith(OWN_FOLDER) and address.count("/") > 1


def _headers(place: _Place) -> str:
    """The form of Netlify and Cloudflare Pages, which revalidate by themselves and join repeated values."""
    lines = [f"{place.root}*", *(f"  {name}: {value}" for name, value in HEADERS.items())]
    for folder in place.fixed:
        lines += [f"{place.root}{folder}*", f"  Cache-Control: {IMMUTABLE}"]
    return "\n".join(lines) + "\n"


def _nginx(place: _Place) -> str:
    always = [f'    add_header {name} "{value}" always;' for name, value in HEADERS.items()]
    return "\n".join(
        [
            "# Include this in a server block: what to send with the files, and what may be cached.",
            f"error_page 404 {place.root}{MISSING_PAGE};",
            "gzip on;",
            f"gzip_types {_COMPRESSED} {_MANIFEST_TYPE};",
            f"location {place.root} {{",
            "    index index.html;",
            *always,
            f'    add_header Cache-Control "{REVALIDATED}";',
            "    location ~ \\.webmanifest$ {",
            f"        types {{}} default_type {_MANIFEST_TYPE};",
            "    }",
            "}",
            "# A block with headers of its own has none of those above.",
            f'location ~ "{place.pattern}" {{',
            *always,
            f'    add_header Cache-Control "{IMMUTABLE}";',
            "}",
            "",
        ]
    )


def _apache(place: _Place) -> str:
    return "\n".join(
        [
            "# For the site's <Directory> block, or as its .htaccess. It needs mod_headers.",
            f"ErrorDocument 404 {place.root}{MISSING_PAGE}",
            f"AddType {_MANIFEST_TYPE} .webmanifest",
            "FileETag MTime Size",
            *(f'Header always set {name} "{value}"' for name, value in HEADERS.items()),
            f'Header set Cache-Control "{REVALIDATED}"',
            f'<If "%{{REQUEST_URI}} =~ m#{place.pattern}#">',
            f'    Header set Cache-Control "{IMMUTABLE}"',
            "</If>",
            "",
        ]
    )
