"""Words for findings: what a value looks like, which name was meant, what must not stand in a text."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable

_UNSEEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls; tab and line feed are fine in texts
    "\u2028\u2029"  # line ends that YAML and editors count differently
    "\u202a-\u202e\u2066-\u2069"  # turn the direction of what follows, so that it reads as something else
    "\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f"  # tags: text that no reader sees
    "\ud800-\udfff"
)
_UNSEEN_IN_NAMES = "\t\n\xad\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\ufeff"
_HIDDEN_IN_TEXT = re.compile(f"[{_UNSEEN}]")
_HIDDEN_IN_NAME = re.compile(f"[{_UNSEEN}{_UNSEEN_IN_NAMES}]")
_LONGEST_COMPARED = 80
_LONGEST_SHOWN = 60
_MOST_LISTED = 12


def hidden_in_text(text: str) -> int | None:
    """Where `text` holds a character that no content text may hold; None if nowhere."""
    found = _HIDDEN_IN_TEXT.search(text)
    return found.start() if found else None


def hidden_in_name(text: str) -> int | None:
    """Where `text` holds a character that no name may hold, line ends included; None if nowhere."""
    found = _HIDDEN_IN_NAME.search(text)
    return found.start() if found else None


def described(character: str) -> str:
    """A character by number and name, such as `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    name = unicodedata.name(character, "control character")
    return f"U+{ord(character):04X} {name}"


def visible(text: str) -> str:
    """The text with everything that cannot be seen spelled out."""
    return _HIDDEN_IN_NAME.sub(lambda found: f"\\u{{{ord(found[0]):x}}}", text)


def shown(text: str) -> str:
    """A value as findings quote it: short, on one line, with nothing hidden."""
    cut = text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
    return f"`{visible(cut)}`"


def nearest(word: str, names: Collection[str]) -> str | None:
    """The name that was probably meant by `word`; None if none is near."""
    if len(word) > _LONGEST_COMPARED:
        return None
    by_small_name = {name.lower(): name for name in names}
    found = difflib.get_close_matches(word.lower(), by_small_name, n=1, cutoff=0.6)
    return by_small_name[found[0]] if found else None


def listed(names: Iterable[str]) -> str:
    """Names as a sentence lists them: `a, b or c`; a long list is cut."""
    all_names = list(names)
    if len(all_names) > _MOST_LISTED:
        all_names = [*all_names[:_MOST_LISTED], "…"]
    if len(all_names) < 2:
        return "".join(all_names)
    return f"{', '.join(all_names[:-1])} or {all_names[-1]}"


def with_article(word: str) -> str:
    """A noun with `a` or `an` before it."""
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def slug(text: str) -> str:
    """A key made from a name: ASCII letters and digits in lower case, words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def folded(name: str) -> str:
    """A name as it is compared with others: without case, look-alike forms of a letter joined."""
    return unicodedata.normalize("NFKC", name).casefold()
