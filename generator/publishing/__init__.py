"""Turns fragments into files: complete pages, their search index, and what they need beside them."""
