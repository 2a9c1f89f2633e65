"""Published versions of framework and profiles, as far as pages elsewhere speak of them."""

from __future__ import annotations

import datetime
from typing import NamedTuple

VERSIONS = "v/"


class Edition(NamedTuple):
    """A published version: the label in its address, its day, and the addresses of its pages."""

    label: str
    day: datetime.date
    addresses: frozenset[str]

    @property
    def folder(self) -> str:
        """Where it stands below the site's root."""
        return f"{VERSIONS}{self.label}/"
