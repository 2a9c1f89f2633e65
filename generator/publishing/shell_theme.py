"""The theme's settings and files: `theme:` of `site_config.yml` over our defaults, and what is published."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path

from generator.config import SiteConfig
from generator.languages import Language
from generator.messages import message
from generator.publishing.words_script import WORDS, words_script

# How settings and templates name the theme's own files, and the folder in which the site has them: what
# follows its name is a digest of all of them, so that a browser may keep them for ever.
ASSETS = "assets/tf/"
OWN_FOLDER = "assets/tf-"
# Material's scripts bear a digest in their own names.
HASHED_FOLDER = "assets/javascripts/"
STYLES = ASSETS + "site.css"
# What every page needs, in the order in which later rules win; it goes into one file, asked for once.
_FOR_EVERY_PAGE = (
    "tokens",
    "layout",
    "prose",
    "tables",
    "components",
    "diagrams",
    "completions",
    "scenarios",
    "search",
    "copies",
    "contrast",
)
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_/-]*")
_PLAIN_PATH = re.compile(r"(?!.*\.\.)[A-Za-z0-9_][A-Za-z0-9_./-]*(?<!/)")
_TO_DARK, _TO_LIGHT = message("Switch to dark colours"), message("Switch to light colours")
_OWN_SETTINGS = ("custom_dir", "static_templates", "locale")


def theme_settings(config: SiteConfig, language: Language) -> dict[str, object]:
    """What MkDocs gets as its `theme`: the root's `theme:` over our defaults."""
    settings: dict[str, object] = {
        "name": "material",
        "language": _ui_language(config.site.language),
        "font": False,
        "favicon": ASSETS + "favicon.svg",
        "features": ["content.code.copy", "toc.follow"],
        "palette": [
            _palette("light", "default", "material/weather-night", language.said(_TO_DARK)),
            _palette("dark", "slate", "material/weather-sunny", language.said(_TO_LIGHT)),
        ],
    }
    if language.is_right_to_left:
        settings["direction"] = "rtl"
    settings |= {key: value for key, value in config.theme.items() if key not in _OWN_SETTINGS}
    icons = config.theme.get("icon")
    settings["icon"] = {"logo": "tf/mark", **(icons if isinstance(icons, Mapping) else {})}
    return settings


def _palette(media: str, scheme: str, icon: str, name: str) -> dict[str, object]:
    return {
        "media": f"(prefers-color-scheme: {media})",
        "scheme": scheme,
        "primary": "custom",
        "accent": "custom",
        "toggle": {"icon": icon, "name": name},
    }


def _ui_language(tag: str) -> str:
    available = {file.name.removesuffix(".html") for file in _material("partials/languages").iterdir()}
    return next((name for name in (tag, tag.partition("-")[0]) if name in available), "en")


def settings_faults(config: SiteConfig) -> Iterator[tuple[str, str]]:
    """What a root sets under `theme:` that no page could keep: message and hint."""
    theme = config.theme
    for key in _OWN_SETTINGS:
        if key in theme:
            yield f"theme.{key} is not for a root to set", "templates go to theme/overrides"
    if theme.get("name", "material") != "material":
        yield f"the theme is material, not {theme['name']}", "leave theme.name out"
    if not _is_list_of(str, theme.get("features", [])):
        yield "theme.features is a list of names", "write one name a line, each after '- '"
    palette = theme.get("palette", {})
    if not isinstance(palette, Mapping) and not _is_list_of(Mapping, palette):
        yield "theme.palette is a mapping or a list of mappings", "write it as Material's documentation does"
    if theme.get("font"):
        yield "theme.font would load fonts from another host", "leave it out; name fonts in a style sheet"
    for key in ("logo", "favicon"):
        if theme.get(key) and not _PLAIN_PATH.fullmatch(str(theme[key])):
            yield f"theme.{key} is no file of this site", "put it into theme/assets, write assets/tf/NAME"
    for name in _texts(theme.get("icon")):
        if not _PLAIN_NAME.fullmatch(name):
            yield f"{name!r} is no icon", "write it as Material does, such as material/library"


def folder_faults(theme: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """What a theme folder holds that could bring files from elsewhere into pages: message and hint."""
    for folder in theme:
        for path in (folder, *sorted(folder.rglob("*"))):
            if path.is_symlink():
                name = (Path("theme") / path.relative_to(folder)).as_posix()
                yield f"{name} is a symbolic link", "put the file itself there"


def _is_list_of(kind: type, value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(each, kind) for each in value)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield str(key)
            yield from _texts(inner)
    elif value is not None:
        yield str(value)


def theme_files(theme: Sequence[Path], language: Language) -> dict[str, Path | bytes]:
    """The theme's own files that pages need: address -> file, or content. Earlier folders of `theme` win."""
    scripts = {
        HASHED_FOLDER + file.name: file
        for file in sorted(_material(HASHED_FOLDER).iterdir())
        if file.name.endswith(".js")
    }
    folder = own_folder(theme, language)
    return {**scripts, **{folder + name: content for name, content in _own_files(theme, language).items()}}


def own_folder(theme: Sequence[Path], language: Language) -> str:
    """Where the site has the theme's own files."""
    digest = hashlib.sha256()
    for name, content in _own_files(theme, language).items():
        plain = content if isinstance(content, bytes) else content.read_bytes()
        digest.update(f"{name}\0{hashlib.sha256(plain).hexdigest()}\0".encode())
    return f"{OWN_FOLDER}{digest.hexdigest()[:10]}/"


def _own_files(theme: Sequence[Path], language: Language) -> dict[str, Path | bytes]:
    """The files in the `assets` folders of `theme`, those for every page as one style sheet, by name."""
    own = {
        file.relative_to(folder / "assets").as_posix(): file
        for folder in reversed(theme)
        for file in sorted((folder / "assets").rglob("*"))
        if file.is_file() and not file.is_symlink()
    }
    parts = [own.pop(f"{name}.css") for name in _FOR_EVERY_PAGE]
    styles = b"\n".join(file.read_bytes().strip() for file in (*_material_styles(), *parts))
    scripts = (
        file.read_text(encoding="utf-8", errors="replace")
        for name, file in own.items()
        if name.endswith(".js")
    )
    words = words_script(scripts, language)
    made = {STYLES.removeprefix(ASSETS): styles, **({WORDS: words} if words else {})}
    return {**dict(sorted(own.items())), **made}


def _material_styles() -> Iterator[Path]:
    """Material's style sheets: what it looks like, then its colours."""
    for name in ("main.*.css", "palette.*.css"):
        yield from _material("assets/stylesheets").glob(name)


def override_folders(theme: Sequence[Path]) -> list[str]:
    """Where templates are looked for before Material's own."""
    return [str(folder / "overrides") for folder in theme if (folder / "overrides").is_dir()]


def _material(path: str) -> Path:
    return Path(str(files("material"))) / "templates" / path
