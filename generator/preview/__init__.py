"""A site that is shown while its content is written: pages are made when they are asked for."""

from __future__ import annotations

from generator.preview.articles import Workshop
from generator.preview.board import Board, State
from generator.preview.following import followed
from generator.preview.renewing import CannotShow, Preview
from generator.preview.searching import Search, searched
from generator.preview.snapshot import Shown, Snapshot

__all__ = [
    "Board",
    "CannotShow",
    "Preview",
    "Search",
    "Shown",
    "Snapshot",
    "State",
    "Workshop",
    "followed",
    "searched",
]
