"""Actor names and glossary terms that stand in a text become links, at their first use in a section."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

_WORD = re.compile(r"(?<![\w.-])\w+")
_END = re.compile(r"(?![\w-]|\.\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """Names that texts may mention, by their first word, longest first; built once for a site.

    A look-up costs one step a word of the text, however many names there are.
    """

    names_by_word: Mapping[str, tuple[tuple[str, str], ...]]
    excluded: frozenset[str] = field(default_factory=frozenset)

    def without(self, *references: str) -> Mentions:
        """The same names, without those that lead to `references`: a page does not link to itself."""
        return replace(self, excluded=self.excluded | set(references))

    def linked(self, text: str, seen: set[str]) -> str:
        """`text` as HTML, each mention that is not in `seen` linked; those are added to `seen`."""
        parts = []
        done = 0
        for start, end, reference in self._found(text):
            if reference not in seen and reference not in self.excluded:
                seen.add(reference)
                words = html.escape(text[start:end], quote=False)
                parts.append(html.escape(text[done:start], quote=False))
                parts.append(f'<a class="tf-mention" href="{html.escape(f"ref:{reference}")}">{words}</a>')
                done = end
        parts.append(html.escape(text[done:], quote=False))
        return "".join(parts)

    def _found(self, text: str) -> Iterator[tuple[int, int, str]]:
        end = 0
        for word in _WORD.finditer(text):
            if word.start() < end:
                continue
            for name, reference in self.names_by_word.get(word[0], ()):
                after = word.start() + len(name)
                # A line break inside a name is one character, as the space it stands for.
                if text[word.start() : after].replace("\n", " ") == name and _END.match(text, after):
                    yield word.start(), after, reference
                    end = after
                    break


def mentions(references_by_name: Mapping[str, str]) -> Mentions:
    """The names of a site (`"Document Source"`) and what each leads to (`"actor/document-source"`).

    A name that does not begin with a letter or digit is never found.
    """
    names_by_word: dict[str, list[tuple[str, str]]] = {}
    for name, reference in references_by_name.items():
        word = _WORD.match(name)
        if word is not None:
            names_by_word.setdefault(word[0], []).append((name, reference))
    return Mentions(
        names_by_word={
            word: tuple(sorted(names, key=lambda entry: (-len(entry[0]), entry)))
            for word, names in names_by_word.items()
        }
    )
