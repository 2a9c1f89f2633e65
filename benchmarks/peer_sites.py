"""The generators that ours is compared with: how each is set up, given the same pages, and run."""

from __future__ import annotations

import json
import shutil
import subprocess
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from markdown_sites import ADDRESS, HUGO, MKDOCS, SITE_NAME, SPHINX, Dialect, Pages

REQUIREMENTS = Path(__file__).resolve().parent / "requirements"
Command = Sequence[str | Path]


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A generator. Paths are relative to its project's folder.

    `requirements` names its file and environment, `named` its packages worth naming. `settings` makes the
    files of a project that are no pages; `full` and `again` its commands for a build from nothing and for one
    over an earlier build, of the programs' folder; `made` is removed before a full build. `article` selects
    what of a page of its output is compared with ours.
    """

    key: str
    title: str
    requirements: str
    named: tuple[str, ...]
    dialect: Dialect
    content: str
    settings: Callable[[Pages], dict[str, str]]
    full: Callable[[Path], Sequence[Command]]
    again: Callable[[Path], Sequence[Command]]
    output: str
    made: tuple[str, ...]
    article: str
    note: str

    def write(self, pages: Pages, folder: Path) -> None:
        """Writes the whole project anew."""
        shutil.rmtree(folder, ignore_errors=True)
        pages.write(folder / self.content, self.dialect)
        for path, text in self.settings(pages).items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")

    def installed(self, environments: Path) -> Path:
        """The folder of its programs, in an environment of its own that is made where it is missing."""
        asked = (REQUIREMENTS / f"{self.requirements}.txt").read_text(encoding="utf-8")
        folder = environments / self.requirements
        done = folder / "installed.txt"
        if not done.is_file() or done.read_text(encoding="utf-8") != asked:
            venv.create(folder, with_pip=True, clear=True)
            pip = folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--no-deps"
            subprocess.run([*pip, "-r", REQUIREMENTS / f"{self.requirements}.txt"], check=True)
            done.write_text(asked, encoding="utf-8")
        return folder / "bin"

    @property
    def versions(self) -> str:
        """The packages that make it, with their versions: `mkdocs 1.6.1, mkdocs-material 9.8.2`."""
        lines = (REQUIREMENTS / f"{self.requirements}.txt").read_text(encoding="utf-8").split()
        pinned = dict(line.lower().split("==") for line in lines if "==" in line)
        return ", ".join(f"{name} {pinned[name]}" for name in self.named)


def mkdocs_settings(pages: Pages) -> dict[str, str]:
    """Sections in the navigation, all other pages outside of it: what is in it costs every page."""
    nav = [{title: path} for title, path in pages.sections(MKDOCS)]
    settings = {
        "site_name": SITE_NAME,
        "site_url": ADDRESS,
        "nav": nav,
        "not_in_nav": "*",
        "theme": {"name": "material", "font": False, "features": ["navigation.prune", "navigation.indexes"]},
        "plugins": ["search"],
        "markdown_extensions": ["attr_list"],
    }
    # Every JSON document is a YAML document.
    return {"mkdocs.yml": json.dumps(settings, indent=1)}


def hugo_settings(pages: Pages) -> dict[str, str]:
    """As little theme as a site can have: a frame with the sections and the search."""
    links = "".join(
        f'<li><a href="{{{{ relref . "/{path}" }}}}">{title}</a></li>\n'
        for title, path in pages.sections(HUGO)
    )
    layout = HUGO_LAYOUT.replace("SECTIONS", links)
    return {
        "hugo.toml": HUGO_CONFIG.format(address=ADDRESS, name=SITE_NAME),
        **{f"layouts/{kind}.html": layout for kind in ("home", "section", "single")},
    }


def sphinx_settings(pages: Pages) -> dict[str, str]:
    return {"source/conf.py": SPHINX_CONFIG.format(name=SITE_NAME)}


def _hugo_with(*options: str) -> Callable[[Path], Sequence[Command]]:
    def commands(programs: Path) -> Sequence[Command]:
        index: Command = (programs / "python", "-m", "pagefind", "--site", "public", *options)
        return [(programs / "hugo", "build", "--quiet"), index]

    return commands


def _hugo(key: str, title: str, note: str, *options: str) -> Peer:
    return Peer(
        key=key,
        title=title,
        requirements="hugo",
        named=("hugo", "pagefind"),
        dialect=HUGO,
        content="content",
        settings=hugo_settings,
        full=_hugo_with(*options),
        again=_hugo_with(*options),
        output="public",
        made=("public", "resources"),
        article="article",
        note=note,
    )


PEERS = (
    Peer(
        key="mkdocs-material",
        title="MkDocs + Material",
        requirements="mkdocs-material",
        named=("mkdocs", "mkdocs-material"),
        dialect=MKDOCS,
        content="docs",
        settings=mkdocs_settings,
        full=lambda programs: [(programs / "mkdocs", "build", "--quiet")],
        again=lambda programs: [(programs / "mkdocs", "build", "--quiet", "--dirty")],
        output="site",
        made=("site",),
        article=".md-content__inner",
        note="its search; rebuilds with `--dirty`, which leaves a search index of the rebuilt pages alone",
    ),
    Peer(
        key="zensical",
        title="Zensical",
        requirements="zensical",
        named=("zensical",),
        dialect=MKDOCS,
        content="docs",
        settings=mkdocs_settings,
        full=lambda programs: [(programs / "zensical", "build", "--clean")],
        again=lambda programs: [(programs / "zensical", "build")],
        output="site",
        made=("site", ".cache"),
        article=".md-content__inner",
        note="its search; rebuilds from its cache",
    ),
    _hugo(
        "hugo",
        "Hugo + Pagefind",
        "a frame of a few lines instead of a theme; has no rebuild, so both run again",
    ),
    _hugo(
        "hugo-prose",
        "Hugo + Pagefind without tables",
        "the same, with all tables left out of the search index",
        "--exclude-selectors",
        "table",
    ),
    Peer(
        key="sphinx",
        title="Sphinx + MyST",
        requirements="sphinx",
        named=("sphinx", "myst-parser"),
        dialect=SPHINX,
        content="source",
        settings=sphinx_settings,
        full=lambda programs: [
            (programs / "python", "-m", "sphinx", "-j", "auto", "-q", "-b", "html", "source", "build")
        ],
        again=lambda programs: [
            (programs / "python", "-m", "sphinx", "-j", "auto", "-q", "-b", "html", "source", "build")
        ],
        output="build",
        made=("build",),
        article="div.body",
        note="its search; rebuilds from its doctrees; `-j auto`",
    ),
)

HUGO_CONFIG = """\
baseURL = "{address}"
title = "{name}"
disableKinds = ["taxonomy", "term", "RSS"]
[markup.goldmark.parser.attribute]
title = true
"""

HUGO_LAYOUT = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }} - {{ site.Title }}</title>
<link rel="canonical" href="{{ .Permalink }}">
<link rel="stylesheet" href="{{ "pagefind/pagefind-ui.css" | relURL }}">
<script src="{{ "pagefind/pagefind-ui.js" | relURL }}" defer></script>
</head>
<body>
<header><a href="{{ "/" | relURL }}">{{ site.Title }}</a><div id="search"></div></header>
<nav>
<ul>
SECTIONS</ul>
</nav>
<main>
<aside>{{ .TableOfContents }}</aside>
<article data-pagefind-body>
{{ .Content }}
</article>
</main>
</body>
</html>
"""

SPHINX_CONFIG = """\
project = "{name}"
extensions = ["myst_parser"]
suppress_warnings = ["toc.not_included", "myst.header"]
"""
