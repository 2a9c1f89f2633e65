"""Edits of a root, its theme, what was built and what is kept of it: by chance, most without faults."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

WORDS = ["parcel", "clock", "letter", "stamp", "street", "sender", "receiver", "post", "office", "morning"]


@dataclass(frozen=True)
class Place:
    """What may be edited: the content, the built site, and the chance that decides."""

    root: Path
    site: Path
    chance: random.Random

    def one(self, *patterns: str) -> Path | None:
        """A file of the root."""
        found = sorted(
            path
            for pattern in patterns
            for path in self.root.glob(pattern)
            if path.is_file() and ".cache" not in path.parts
        )
        return self.chance.choice(found) if found else None

    def words(self) -> str:
        return " ".join(self.chance.choices(WORDS, k=4))


Edit = Callable[[Place], None]


def _rewritten(path: Path | None, pattern: str, new: Callable[[re.Match[str]], str]) -> None:
    if path is not None:
        path.write_text(re.sub(pattern, new, path.read_text(encoding="utf-8"), count=1, flags=re.M), "utf-8")


def text(place: Place) -> None:
    """A paragraph more, with a link or a mention perhaps."""
    path = place.one("framework/**/*.md", "profiles/**/*.md")
    link = place.chance.choice(
        ["", " See [DOM-1].", " The Sender sends.", " [Two](profile:TWO).", " It *is* so."]
    )
    if path is not None:
        path.write_text(path.read_text("utf-8") + f"\n{place.words().capitalize()}.{link}\n", "utf-8")


def heading(place: Place) -> None:
    path = place.one("framework/**/*.md", "profiles/**/*.md")
    if path is not None:
        path.write_text(path.read_text("utf-8") + f"\n## {place.words().title()}\n\nMore.\n", "utf-8")


def long_text(place: Place) -> None:
    """So long that its page becomes several, or one again."""
    path = place.one("framework/**/*.md", "profiles/**/*.md")
    if path is not None:
        parts = [f"\n## Part {number} of {place.words()}\n\n{place.words() * 200}.\n" for number in range(12)]
        whole = path.read_text("utf-8")
        path.write_text(whole[:2000] if len(whole) > 20_000 else whole + "".join(parts), "utf-8")


def name(place: Place) -> None:
    """Another name, title or definition of something."""
    path = place.one("framework/**/*.yml", "profiles/**/*.yml", "profiles/**/*.md", "results_data/**/*.yml")
    _rewritten(
        path,
        r"(\b(?:name|title|definition|summary|purpose|product): ?)[\w .]+",
        lambda found: found[1] + place.words(),
    )


def shifted(place: Place) -> None:
    """A line more at the top, so that everything stands elsewhere."""
    path = place.one("framework/**/*.yml", "results_data/*.yml", "profiles/**/*.yml")
    if path is not None:
        path.write_text("# moved\n" + path.read_text("utf-8"), "utf-8")


def optionality(place: Place) -> None:
    _rewritten(
        place.one("profiles/**/profile.yml"),
        r"optionality: [RO]\b",
        lambda found: f"optionality: {place.chance.choice('RO')}",
    )


def rename(place: Place) -> None:
    """Another key for an actor, everywhere."""
    old = place.chance.choice(["clock", "watch"])
    new = {"clock": "watch", "watch": "clock"}[old]
    for path in sorted(place.root.rglob("*")):
        if path.suffix in (".yml", ".md", ".csv") and ".cache" not in path.parts:
            path.write_text(re.sub(rf"\b{old}\b", new, path.read_text("utf-8")), "utf-8")


def new_page(place: Place) -> None:
    number = place.chance.randrange(1000)
    path = place.root / f"framework/pages/extra-{number}.md"
    path.write_text(f"---\ntitle: Extra {number}\n---\n{place.words()} of the Sender.\n", "utf-8")


def new_actor(place: Place) -> None:
    path = place.root / "framework/dom/actors.yml"
    key = f"extra-{place.chance.randrange(1000)}"
    path.write_text(
        f"{path.read_text('utf-8')}- {{key: {key}, name: {place.words().title()}, definition: It waits.}}\n",
        "utf-8",
    )


def gone(place: Place) -> None:
    path = place.one(
        "framework/pages/extra-*.md", "profiles/**/scenarios/*.yml", "framework/**/change-proposals/*.md"
    )
    if path is not None:
        path.unlink()


def new_row(place: Place) -> None:
    path = place.one("results_data/*/exports/results.csv")
    if path is not None:
        lines = path.read_text("utf-8").splitlines()
        organization, system = place.chance.choice(lines[1:] or ["acme,acme-25"]).split(",")[:2]
        aipo = place.chance.choice(["ONE,sender,express", "ONE,sender,", "ONE,receiver,", "TWO,clock,"])
        row = f"{organization},{system},{aipo},completed"
        path.write_text("\n".join(dict.fromkeys([*lines, row])) + "\n", "utf-8")


def row_gone(place: Place) -> None:
    path = place.one("results_data/*/exports/results.csv")
    if path is not None:
        lines = path.read_text("utf-8").splitlines()
        if len(lines) > 2:
            lines.pop(place.chance.randrange(1, len(lines)))
        path.write_text("\n".join(lines) + "\n", "utf-8")


def embargo(place: Place) -> None:
    """An event that is not published yet, or is again."""
    path = place.one("results_data/*/session.yml")
    day = place.chance.choice(["2024-01-01", "2030-01-01"])
    _rewritten(path, r"publish_on: .*", lambda found: f"publish_on: {day}")


def config(place: Place) -> None:
    path = place.root / "site_config.yml"
    size, copies = place.chance.choice([20, 60, 100]), place.chance.choice(["site", "profiles", ""])
    start = path.read_text("utf-8").partition("budgets:")[0]
    start = re.sub(r"  name: .*", f"  name: {place.words()}", start, count=1)
    path.write_text(
        f"{start}budgets: {{page_kb: {size}}}\ndownloads: [{copies}]\n",
        "utf-8",
    )


def theme(place: Place) -> None:
    """A template or style of the root's own."""
    own = place.root / "theme"
    if own.exists() and place.chance.random() < 0.5:
        shutil.rmtree(own)
        return
    (own / "partials").mkdir(parents=True, exist_ok=True)
    (own / "templates").mkdir(exist_ok=True)
    shipped = Path(__file__).parent.parent / "theme" / "templates" / "standard.html"
    (own / "templates" / "standard.html").write_text(
        f"{shipped.read_text('utf-8')}<p>{place.words()}</p>\n", "utf-8"
    )


def touched(place: Place) -> None:
    path = place.one("**/*.yml", "**/*.md")
    if path is not None:
        path.touch()


def site_file_gone(place: Place) -> None:
    found = sorted(path for path in place.site.rglob("*") if path.is_file())
    if found:
        place.chance.choice(found).unlink()


def site_file_changed(place: Place) -> None:
    """Somebody wrote into the built site."""
    found = sorted(path for path in place.site.rglob("*") if path.is_file())
    if found:
        path = place.chance.choice(found)
        path.write_bytes(path.read_bytes()[::-1] + b"!")


def site_file_more(place: Place) -> None:
    if place.site.is_dir():
        (place.site / f"stray-{place.chance.randrange(9)}.html").write_text("stray", "utf-8")


def cache_damaged(place: Place) -> None:
    path = place.root / ".cache/tfpub/cache.sqlite"
    if path.is_file():
        content = bytearray(path.read_bytes())
        for _ in range(place.chance.randrange(1, 40)):
            content[place.chance.randrange(len(content))] ^= place.chance.randrange(1, 256)
        path.write_bytes(content[: place.chance.choice([len(content), len(content) // 2, 0])])


def cache_gone(place: Place) -> None:
    shutil.rmtree(place.root / ".cache", ignore_errors=True)


EDITS: Mapping[str, Edit] = {
    each.__name__: each
    for each in (
        text, heading, long_text, name, shifted, optionality, rename, new_page, new_actor, gone, new_row,
        row_gone, embargo, config, theme, touched, site_file_gone, site_file_changed, site_file_more,
        cache_damaged, cache_gone,
    )
}  # fmt: skip
OFTEN = ("text", "heading", "name", "new_row", "row_gone", "new_page", "optionality", "long_text")
