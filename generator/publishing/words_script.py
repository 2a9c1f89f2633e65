"""What the theme's scripts say, in the language of the site: one small classic script of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from generator.languages import Language

WORDS = "words.js"
_VARIABLE = "tfpubWords"
# How scripts mark their words: phrase("…") and countPhrase("…", "…", number).
_TEXT = r'"((?:[^"\\\n]|\\.)*)"'
_MARKED = re.compile(rf"\b(?:phrase\(\s*{_TEXT}|countPhrase\(\s*{_TEXT},\s*{_TEXT})")


def words_script(scripts: Iterable[str], language: Language) -> bytes:
    """The words of the `scripts` that the language has; empty where it has none, as English does.

    Shape: `words` is English -> its forms, `form` the number of the form for a number of things.
    """
    if not language.words:
        return b""
    wanted = sorted({one for one, _ in marked(scripts)})
    said = {words: language.words[words] for words in wanted if words in language.words}
    content = msgspec.json.encode(said).decode()
    return f"var {_VARIABLE} = {{ words: {content}, form: (n) => Number({language.plural}) }};\n".encode()


def marked(scripts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The words that scripts mark, each with its plural if it has one."""
    for script in scripts:
        for found in _MARKED.finditer(script):
            one, many = found[1] if found[1] is not None else found[2], found[3] or ""
            yield _plain(one), _plain(many)


def _plain(text: str) -> str:
    return str(msgspec.json.decode(f'"{text}"'))
