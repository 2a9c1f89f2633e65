"""A site as it would be built now: each page and each file is made when somebody asks for it."""

from __future__ import annotations

import functools
import hashlib
import os
import re
import threading
from html import unescape
from pathlib import Path
from typing import NamedTuple

from generator.others import fact_files
from generator.pages import informed
from generator.preview.articles import Articles, Workshop, keep
from generator.preview.files import Files
from generator.preview.frames import Frame
from generator.publishing.model_script import MODEL
from generator.publishing.obligations_script import OBLIGATIONS
from generator.publishing.result_scripts import ROWS
from generator.site import Fragment
from generator.source import reported
from generator.understanding import Understood

_SHOWN_FILE = re.compile(r'="ref:file/([^"#]*)')
_APP = re.compile(r' data-tf-app="([a-z]+)"')
# What the scripts of such pages ask, besides what stands in the page.
_ASKED_BY = {"explorer": (ROWS,), "find": (ROWS, MODEL), "obligations": (OBLIGATIONS,)}


class Shown(NamedTuple):
    """A page as it is sent; `digest` changes with all that a reader sees of it, pictures and data too."""

    html: bytes
    digest: str


class Snapshot:
    """The site of what a root said at one time. Any thread may ask it; what it made last is kept."""

    def __init__(
        self, content: Understood, frame: Frame, workshop: Workshop, *, is_replanned: bool = False
    ) -> None:
        """`content` has a plan; `is_replanned` if that is of an earlier content. `frame` is for the plan."""
        if content.plan is None:
            raise ValueError("without settings there is no site")
        self.content = content
        self.frame = frame
        self._root = workshop.root
        self._lock = threading.RLock()
        history = workshop.history(frame.config)
        plan = informed(content.plan, content.public, frame.config, history)
        self._articles = Articles(content, plan, frame, workshop, is_replanned=is_replanned)
        facts = functools.partial(
            fact_files,
            content.public,
            content.plan,
            frame.config,
            self._articles.addresses,
            date=workshop.date,
            history=history,
            style=frame.style,
            language=frame.language,
        )
        self._files = Files(workshop.root, content.plan, frame, facts)
        self._shown: dict[str, Shown] = {}

    @property
    def rendered(self) -> int:
        """How many pages were rendered until now."""
        return self._articles.rendered

    def page(self, address: str) -> Shown | None:
        """The page at `address`, or a part of one; None where there is none.

        Raises: StalePlan, BrokenTheme; KeyError if the page links to what is not planned.
        """
        with self._lock, reported(self.frame.config):
            if address not in self._shown:
                fragment = self._articles.at(address)
                if fragment is None:
                    return None
                keep(self._shown, address, self._complete(fragment))
            return self._shown[address]

    def file(self, address: str) -> Path | bytes | None:
        """What else the site has at `address`, without what search reads; None where there is nothing."""
        with self._lock:
            return self._files.at(address)

    def _complete(self, fragment: Fragment) -> Shown:
        html = self.frame.shells.page(fragment, self._articles.addresses, self.frame.style).encode()
        digest = hashlib.sha256(html)
        for path in _SHOWN_FILE.findall(fragment.html):
            digest.update(_state(self._root / unescape(path)))
        app = _APP.search(fragment.html)
        for address in _ASKED_BY.get(app[1], ()) if app is not None else ():
            content = self._files.at(address)
            digest.update(content if isinstance(content, bytes) else b"")
        return Shown(html, digest.hexdigest()[:20])


def _state(path: Path) -> bytes:
    try:
        found = os.stat(path)
    except OSError:
        return b"gone"
    return f"{found.st_size} {found.st_mtime_ns}".encode()
