"""The command `tfpub` with a search index of nothing: what is left shows what search costs a build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from generator import assembly
from generator.cli import main
from generator.publishing.search import SearchablePage


class NoIndex:
    """Takes pages and has no files."""

    def add(self, page: SearchablePage) -> None:
        """Forget the page."""

    def files(self) -> Mapping[str, bytes]:
        """Nothing."""
        return {}


@contextmanager
def no_index(*others: object, **options: object) -> Iterator[NoIndex]:
    """In the place of an index."""
    yield NoIndex()


if __name__ == "__main__":
    # A build that no longer calls this would be measured with its search, and nobody would notice.
    assert "search_index" in vars(assembly)
    vars(assembly)["search_index"] = no_index
    main()
