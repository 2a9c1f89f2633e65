"""Turns planned pages into fragments: article HTML whose links are still symbolic."""
