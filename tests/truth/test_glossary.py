"""The glossary is in order, and no word of it is explained twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
import yaml

from site_support import REPOSITORY


@pytest.fixture(scope="module")
def terms() -> Sequence[dict[str, object]]:
    return yaml.safe_load((REPOSITORY / "framework/glossary.yml").read_text(encoding="utf-8"))


def test_terms_stand_in_order(terms: Sequence[dict[str, object]]) -> None:
    names = [str(term["term"]) for term in terms]
    assert names == sorted(names, key=str.casefold)


def test_no_word_is_explained_twice(terms: Sequence[dict[str, object]]) -> None:
    words = Counter(word.casefold() for term in terms for word in words_of(term))
    assert {word: count for word, count in words.items() if count > 1} == {}


def words_of(term: dict[str, object]) -> set[str]:
    """A term, its expansion and its synonyms; an expansion may be a synonym too."""
    synonyms = term.get("synonyms", [])
    assert isinstance(synonyms, list)
    return {str(word) for word in (term["term"], term.get("expansion"), *synonyms) if word}
