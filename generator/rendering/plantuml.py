"""Draws PlantUML by a program that lies ready on this machine; what cannot be drawn is left out."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.rendering.plantuml_svg import harmless

_SEPARATOR = "tf-end-of-drawing"
# Whatever could show something of this machine, or ask another one.
_REACHING_OUT = (
    "!include",
    "!import",
    "!theme",
    "<img",
    "%getenv",
    "%load",
    "%file",
    "%dirpath",
    "http_proxy",
)
# What the program draws instead of a source that it does not understand.
_COMPLAINTS = ("[From string (line ", "Dot Executable: ", "Syntax Error")
_SECONDS_TO_START, _SECONDS_EACH = 60, 5
_LONGEST_SOURCE = 50_000


def pictures(sources: Iterable[str], jar: Path) -> Mapping[str, str]:
    """SVG by source, harmless and without addresses but those of the sources' own links.

    One process draws them all. There is no entry for a source that reaches outside itself or is not
    understood, and none at all where Java is missing or fails.
    """
    drawn = [source for source in dict.fromkeys(sources) if _is_drawable(source)]
    if not drawn or not jar.is_file():
        return {}
    parts = _run(jar, "\n".join(map(_whole, drawn)), _SECONDS_TO_START + _SECONDS_EACH * len(drawn))
    if len(parts) != len(drawn):
        return {}
    found = {}
    for source, part in zip(drawn, parts, strict=True):
        picture = "" if any(each in part for each in _COMPLAINTS) else harmless(part.strip())
        if picture:
            found[source] = picture
    return found


def _is_drawable(source: str) -> bool:
    lowered = source.lower()
    return (
        lowered.count("@startuml") == lowered.count("@enduml") <= 1
        and lowered.count("@start") <= 1
        and len(source) <= _LONGEST_SOURCE
        and _SEPARATOR not in source
        and not any(each in lowered for each in _REACHING_OUT)
    )


def _whole(source: str) -> str:
    return source if "@start" in source.lower() else f"@startuml\n{source}\n@enduml"


def _run(jar: Path, text: str, seconds: float) -> list[str]:
    """What the program writes, drawing by drawing: in an empty folder, without this machine's settings."""
    options = ("-Djava.awt.headless=true", "-DPLANTUML_SECURITY_PROFILE=SANDBOX", "-Xmx512m")
    words = ("-tsvg", "-charset", "UTF-8", "-nometadata", "-Playout=smetana", "-pipe", "-pipedelimitor")
    with tempfile.TemporaryDirectory() as folder:
        try:
            done = subprocess.run(
                ["java", *options, "-jar", str(jar.resolve()), *words, _SEPARATOR],
                input=text.encode(),
                capture_output=True,
                cwd=folder,
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
                timeout=seconds,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return []
    return done.stdout.decode(errors="replace").split(_SEPARATOR)[:-1]
