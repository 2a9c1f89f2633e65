"""The pictures of the site in `docs/`: every kind of page is there, and its address shows that kind."""

from __future__ import annotations

from urllib.parse import urlsplit

from screenshots import FOLDER, KINDS, STATES, listed, names_of

from site_pages import Site
from site_support import REPOSITORY

MOST_BYTES = 6_000_000
TEMPLATES = {path.stem for path in (REPOSITORY / "theme/templates").glob("*.html")}


def test_every_kind_of_page_has_its_picture() -> None:
    assert KINDS.keys() == TEMPLATES


def test_every_picture_shows_a_page_that_exists(own_site: Site) -> None:
    paths = [urlsplit(shot.address).path for shot in (*KINDS.values(), *STATES.values())]
    assert [path for path in paths if not (own_site.folder / path).exists()] == []


def test_pictures_and_their_list_are_in_the_repository() -> None:
    expected = {name for kind in (*KINDS, *STATES) for name, *_ in names_of(kind)}
    assert {path.name for path in FOLDER.glob("*.webp")} == expected
    assert (FOLDER / "README.md").read_text(encoding="utf-8") == listed()
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MOST_BYTES
