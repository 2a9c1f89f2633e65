"""Previews of small roots: what is written there, and what is then shown."""

from __future__ import annotations

import datetime
import itertools
import random
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator import reading, understanding
from generator.preview import Preview, Snapshot, Workshop
from generator.preview.frames import frame_for
from results_root import results_root
from site_support import BUILD_DATE

DAY = datetime.date.fromisoformat(BUILD_DATE)
REQUIREMENTS = """\
---
title: Rules
---
## 1.2 Rules of sending {#rules}

§ONE-1:The Sender SHALL send a Parcel.§

§ONE-2:The Receiver SHOULD answer.§ See [ONE-1] and [the scope](../../../framework/dom/transactions/dom-1.md).

§§§
"""
SCENARIO = """\
---
title: Walks
---
## 1.3 A walk

```gherkin
Feature: Walking
  Scenario: Walk a parcel
    Given a parcel
    When the Sender sends Send Parcel [DOM-1] to the Receiver
    Then it arrives
```
"""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'


def a_root(folder: Path, *, has_gherkin: bool = True) -> Path:
    """A small root with results, requirements, a picture and perhaps a scenario in Gherkin."""
    root = results_root(folder)
    write(root, "profiles/dom/one/rules.md", REQUIREMENTS)
    if has_gherkin:
        write(root, "profiles/dom/one/walks.md", SCENARIO)
    write(root, "profiles/dom/one/flow.svg", PICTURE)
    write(
        root,
        "framework/pages/guide.md",
        "---\ntitle: Guide\n---\n## First steps\n\n"
        "Read [DOM-1], DOM TF-1: 1.1 and [rules](profile-page:one/rules#rules).\n",
    )
    return root


def write(root: Path, path: str, text: str) -> str:
    """Writes a file of `root`, and gives its path."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")
    return path


def edit(root: Path, path: str, old: str, new: str) -> str:
    """Puts `new` in the place of `old`, which stands in the file once, and gives the file's path."""
    text = (root / path).read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands not once in {path}"
    return write(root, path, text.replace(old, new))


def a_preview(root: Path, day: datetime.date = DAY) -> Preview:
    return Preview(root, date=day)


def shown(preview: Preview) -> Snapshot:
    """What the preview shows."""
    snapshot = preview.board.state.snapshot
    assert snapshot is not None
    return snapshot


def html(preview: Preview, address: str) -> str:
    """The page at an address."""
    page = preview.page(address)
    assert page is not None, f"there is no page at /{address}"
    return page.html.decode()


def judged(preview: Preview) -> list[str]:
    """Everything that is wrong, as commands print it."""
    preview.judge()
    return [f"{each} | {each.hint}" for each in preview.board.state.known]


def anew(root: Path, like: Snapshot) -> Snapshot:
    """The site of what the root says now, read and joined from nothing; in the frame of another one."""
    content = understanding.understood(root, reading.read(root), DAY)
    assert content.reading.config is not None and content.plan is not None
    frame = frame_for(root, content.reading.config, content.plan, like.frame)
    return Snapshot(content, frame, Workshop(root=root, date=DAY))


def pages(snapshot: Snapshot) -> Mapping[str, bytes]:
    """Every page of a site by its address, the parts of divided ones included."""
    assert snapshot.content.plan is not None
    found: dict[str, bytes] = {}
    for planned in snapshot.content.plan.pages:
        parts = (f"{planned.address}part-{number}/" for number in itertools.count(2))
        for address in itertools.chain([planned.address], parts):
            page = snapshot.page(address)
            if page is None:
                break
            found[address] = page.html
    return found


class Author:
    """Edits texts at random, the same way for the same seed; most edits change words alone."""

    def __init__(self, root: Path, seed: int) -> None:
        self._root = root
        self._chance = random.Random(seed)
        self._number = 0

    def edit(self) -> Iterator[str]:
        """Changes one or two files, and gives their paths."""
        for _ in range(self._chance.choice((1, 1, 1, 2))):
            yield self._edit_text() if self._chance.random() < 0.75 else self._edit_words()

    def _edit_text(self) -> str:
        texts = sorted(path for path in self._root.rglob("*.md"))
        path = self._chance.choice(texts)
        text = path.read_text(encoding="utf-8")
        end = text.index("\n---\n", 3) + len("\n---\n")
        blocks = [block for block in text[end:].split("\n\n") if block.strip()]
        place = self._chance.randrange(len(blocks) + 1)
        if blocks and self._chance.random() < 0.25 and not blocks[place - 1].startswith("§"):
            blocks.pop(place - 1)
        else:
            blocks.insert(place, self._block())
        return write(self._root, self._name(path), text[:end] + "\n\n".join(blocks).strip() + "\n")

    def _edit_words(self) -> str:
        """Changes words of a text in YAML, or of a requirement, or something that is no text at all."""
        found = re.compile(
            r"(?m)^(?:summary|purpose|title|name): (.*)$|definition: (.*)$|§[A-Z]+-[0-9]+:(The [^§]*)§"
        )
        paths = [*self._root.rglob("framework/**/*.*"), *self._root.rglob("profiles/**/*.*")]
        fitting = [path for path in sorted(set(paths)) if path.is_file() and found.search(path.read_text())]
        path = self._chance.choice(fitting)
        text = path.read_text(encoding="utf-8")
        match = self._chance.choice(list(found.finditer(text)))
        group = match.lastindex or 1
        word = self._chance.choice(("clearly", "a Sender", "the Parcel", "`soon`", "[DOM-2]"))
        new = f"{match[group].rstrip('.')} {word}."
        return write(
            self._root, self._name(path), text[: match.start(group)] + new + text[match.end(group) :]
        )

    def _block(self) -> str:
        self._number += 1
        return self._chance.choice(
            (
                f"Words of no meaning, {self._number}.\nA Sender sends a Parcel with Sample Exchange.",
                "Send Parcel [DOM-1] and Take Parcel [DOM-2] of [ONE] and [TWO], see [CP-DOM-1].",
                "It is in DOM TF-1: 1.1 and DOM TF-2: 3.1.1, not in DOM TF-1: 1.9.",
                "[The sender](actor:sender), [rules](profile-page:one/rules#rules), [find](page:find).",
                "There is no [DOM-99], no [page](nowhere.md) and no [place](#nowhere).",
                f"## 1.{self._number} Section {self._number}\n\nMore words.",
                f"### Below {{#below-{self._number}}}\n\n| A | B |\n|---|---|\n| Parcel | [ONE-1] |",
                f"[]{{#spot-{self._number}}}Here is a spot, see [it](#spot-{self._number}).",
                "![A flow](flow.svg)",
                "```gherkin\nScenario: Another walk\n  Given a parcel\n```",
                f"§ONE-{100 + self._number}:The Sender SHALL wait.§",
                "A text with <b>markup</b>, which is an error.",
            )
        )

    def _name(self, path: Path) -> str:
        return path.relative_to(self._root).as_posix()
