"""Remembers from one build to the next what need not be made again, and notices what must."""

from __future__ import annotations
