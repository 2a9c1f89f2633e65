"""Inline AsciiDoc becomes Markdown: references become names and ids, attributes their values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from generator.importers.ihe_ig.identity import slug
from generator.importers.ihe_ig.unseen import without_unseen
from generator.importers.scenarios.conversion import Foreign, actor_key

_MARKUP = re.compile(
    r"<<(?P<id>[^<>,\n]{1,200})(?:,(?P<text>[^<>]{0,500}))?>>"
    r"|Ref(?P<kind>Actor|Transaction|Profile):(?P<name>[A-Za-z0-9_.-]{1,80})\[[^\]\n]{0,200}\]"
    r"|\{(?P<attribute>[A-Za-z0-9_-]{1,100})\}"
    r"|(?P<url>https?://[^\s\[\]<>]{1,500})\[(?P<label>[^\]\n]{0,300})\]"
    r"|(?<![\w*])\*(?P<bold>[^*\s](?:[^*\n]{0,300}[^*\s])?)\*(?![\w*])"
)
_PREFIX = re.compile(
    r"\A(?:acronym|term|label|ref|system_type(?:_name)?|use_case_name|actor|vol[0-9]_(?:spec|clause|appendix|figure))_"
)
_ACTOR = re.compile(r"(?:\A|_)actor_(?P<name>[a-z0-9_]+)\Z")
_CLAUSE = re.compile(r"_clause_(?P<id>[a-z]+_[0-9]+)(?:_|\Z)")
_CODE = re.compile(r"(?<![`\\])`[^`]+`(?!`)")


def outside_code(text: str, changed: Callable[[str], str]) -> str:
    """The text, `changed` wherever it is no code: there an escape would be read as it is written."""
    codes = [found[0] for found in _CODE.finditer(text)]
    words = [changed(words) for words in _CODE.split(text)]
    return "".join(part for pair in zip(words, [*codes, ""], strict=True) for part in pair)


class Inline(NamedTuple):
    """What inline markup is read with: the file, and the values of its attributes."""

    foreign: Foreign
    attributes: Mapping[str, str]

    def markdown(self, text: str, line: int) -> str:
        """The text in Markdown; what leads nowhere becomes words, which is reported."""
        return without_unseen(_MARKUP.sub(lambda found: self._written(found, line), text))

    def _written(self, found: re.Match[str], line: int) -> str:
        name = next(name for name in _WRITERS if found[name] is not None)
        return _WRITERS[name](self, found, line)

    def reference(self, found: re.Match[str], line: int) -> str:
        """A reference: its own words, the actor or transaction that it names, or the words of its id."""
        if found["text"]:
            return self.markdown(found["text"].strip(), line)
        id = found["id"]
        actor = _ACTOR.search(id)
        if actor and (name := self._actor(actor["name"])):
            return name
        clause = _CLAUSE.search(id)
        key = clause["id"].replace("_", "-").upper() if clause else ""
        if key and self.foreign.book.is_transaction(key):
            return f"[{key}]"
        words = id
        while _PREFIX.match(words):
            words = _PREFIX.sub("", words)
        self.foreign.note(line, f"<<{id}>>", "its words are made from its id")
        plain = words.replace("_", " ")
        return plain.upper() if id.startswith("acronym_") else plain

    def _actor(self, word: str) -> str:
        key = actor_key(self.foreign.book, word)
        names = self.foreign.book.actors.get(key.lower(), ())
        return names[1] if len(names) > 1 else ""

    def role(self, found: re.Match[str], line: int) -> str:
        """A macro that names an actor, a transaction or a profile."""
        if found["kind"] == "Actor":
            return self._actor(found["name"]) or found["name"].replace("_", " ")
        return (
            f"[{found['name'].upper()}]" if found["kind"] == "Transaction" else self._profile(found["name"])
        )

    def _profile(self, name: str) -> str:
        known = self.foreign.book.profiles.get(slug(name))
        return f"[{known.key}]" if known is not None else name

    def attribute(self, found: re.Match[str], line: int) -> str:
        """The value of an attribute that the file sets."""
        value = self.attributes.get(found["attribute"])
        if value is None:
            self.foreign.note(line, f"{{{found['attribute']}}}", "the file does not say what this stands for")
        return value or ""


_WRITERS: Mapping[str, Callable[[Inline, re.Match[str], int], str]] = {
    "id": Inline.reference,
    "kind": Inline.role,
    "attribute": Inline.attribute,
    "url": lambda inline, found, line: f"[{found['label'] or found['url']}]({found['url']})",
    "bold": lambda inline, found, line: f"**{found['bold']}**",
}
