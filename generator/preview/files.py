"""The files of a site that are no pages, made when somebody asks for them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from generator.others import FactFiles
from generator.preview.frames import Frame
from generator.publishing.app import MANIFEST, manifest
from generator.publishing.hosting import host_files
from generator.publishing.opensearch import DESCRIPTION, opensearch_description
from generator.publishing.redirects import redirect_page
from generator.publishing.shell_theme import own_folder
from generator.site import SitePlan


class Files:
    """The files of one site, without what search reads. Only one thread at a time may ask for any."""

    def __init__(
        self, root: Path, plan: SitePlan, frame: Frame, facts: Callable[[], Iterable[FactFiles]]
    ) -> None:
        self._root = root
        self._plan = plan
        self._frame = frame
        self._facts = facts
        self._made: dict[tuple[str, ...], Mapping[str, bytes]] = {}

    def at(self, address: str) -> Path | bytes | None:
        """The file at `address`, or its content; None where there is none."""
        if address in self._plain:
            return self._plain[address]
        lots = (each for each in self._facts() if address.startswith(each.begins))
        return next((found[address] for lot in lots if address in (found := self._lot(lot))), None)

    def _lot(self, lot: FactFiles) -> Mapping[str, bytes]:
        if lot.begins not in self._made:
            self._made[lot.begins] = dict(lot.make())
        return self._made[lot.begins]

    @functools.cached_property
    def _plain(self) -> Mapping[str, Path | bytes]:
        frame, theme = self._frame, self._frame.shells.files
        own = own_folder(frame.theme, frame.language).removesuffix("/")
        return {
            **theme,
            **{address: self._root / path for address, path in self._plan.files.items()},
            **dict(self._redirects()),
            **host_files(theme, frame.style),
            DESCRIPTION: opensearch_description(frame.config, frame.language),
            MANIFEST: manifest(frame.config, own),
        }

    def _redirects(self) -> Iterator[tuple[str, bytes]]:
        frame = self._frame
        url, icon = frame.config.site.url, frame.shells.icon
        for old, new in self._plan.redirects.items():
            page = redirect_page(old, new, url, frame.language, frame.style, icon=icon)
            yield old, page.encode()
