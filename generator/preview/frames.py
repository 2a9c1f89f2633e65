"""What pages have around their articles: it stays the same as long as settings, sections and theme do."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

from generator.config import SiteConfig
from generator.languages import Language
from generator.publishing.links import LinkStyle
from generator.publishing.shell import Shells
from generator.site import Section, SitePlan
from generator.source import language_of, theme_folders

_State = tuple[str, int, int]


class CompiledTemplates(jinja2.BytecodeCache):
    """Keeps templates compiled, as long as their texts stay the same."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fills `bucket`, if its template was compiled before."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps what is in `bucket`."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Shells for the pages of one site, and what they were made of."""

    config: SiteConfig
    sections: tuple[Section, ...]
    theme: Sequence[Path]
    language: Language
    style: LinkStyle
    shells: Shells
    states: tuple[_State, ...]


def frame_for(root: Path, config: SiteConfig, plan: SitePlan, before: Frame | None = None) -> Frame:
    """What the pages of `plan` get around them; the frame of `before`, where it would be the same.

    Raises: BrokenTheme.
    """
    theme = theme_folders(root)
    states = _states(theme)
    made_of = (config, plan.sections, theme, states)
    if before is not None and made_of == (before.config, before.sections, before.theme, before.states):
        return before
    language = language_of(root, config)
    style = LinkStyle.http(config.site.url)
    return Frame(
        config=config,
        sections=plan.sections,
        theme=theme,
        language=language,
        style=style,
        shells=Shells(config, plan, theme, style, language),
        states=states,
    )


def _states(folders: Sequence[Path]) -> tuple[_State, ...]:
    """What the system tells of the files of a theme."""
    paths = sorted(
        os.path.join(folder, name) for top in folders for folder, _, names in os.walk(top) for name in names
    )
    found = ((path, os.lstat(path)) for path in paths)
    return tuple((path, state.st_size, state.st_mtime_ns) for path, state in found)
