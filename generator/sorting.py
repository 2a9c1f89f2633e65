"""The order in which lists show names: that of the alphabet, whatever accents the letters bear."""

from __future__ import annotations

import functools
import unicodedata

SortedName = tuple[str, str]
# Names of organizations and systems are compared again for every table that they stand in.
_REMEMBERED = 50_000


@functools.lru_cache(maxsize=_REMEMBERED)
def alphabetical(name: str) -> SortedName:
    """What names are sorted by: É stands with E and ä with a, and of two alike the plain one comes first.

    It is the same in every language. A few have letters of their own at the end of the alphabet, such as å in
    Swedish; what scripts sort in a browser follows those as well.
    """
    return without_accents(name), name.casefold()


def without_accents(name: str) -> str:
    """The name in small letters without the accents that Unicode can take off them."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
