"""One site that carries every payload which does not stop a build."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

import site_support
from hostile import payloads
from hostile.planting import ROOT, Planted, Sort, all_fields, plant
from site_support import Outcome

ON_EVERY_PAGE = {"SiteSection", "PublisherConfig", "ContactConfig"}
# A waiver that says something else is not needed, which is an error.
KEPT = {"Waiver.rule", "Waiver.message"}
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg"><title>&lt;script>pwned("svg")&lt;/script></title>'
    '<desc><![CDATA[<script>pwned("svg")</script>]]></desc><rect width="9" height="9"/></svg>'
)
THEME = """\
theme:
  features: ["</script><script>pwned('feature')</script>"]
  palette:
    - scheme: "\\"><script>pwned('scheme')</script>"
      primary: "\\"><svg/onload=pwned('primary')>"
      accent: "{{ 7*7 }}"
      toggle: {icon: material/weather-night, name: "\\"><svg/onload=pwned('toggle')>"}
    - media: "\\"><svg/onload=pwned('media')>"
      scheme: slate
      toggle: {icon: material/weather-sunny, name: "</title><script>pwned('toggle')</script>"}
"""


@dataclass(frozen=True)
class HostileSite:
    """The site, what was planted in which field of its root, and how its build ended."""

    folder: Path
    planted: Mapping[str, Planted]
    outcome: Outcome


def hostile_value(field: str) -> str | None:
    """What is planted in a field: nothing where only a harmless value lets a build go on."""
    sort = all_fields()[field]
    if field in KEPT or sort not in (Sort.WORDS, Sort.PROSE):
        return None
    if field.partition(".")[0] in ON_EVERY_PAGE:
        return payloads.words_of_every_page(field)
    return payloads.words(field) if sort is Sort.WORDS else payloads.prose(field)


def make_site(folder: Path) -> list[Outcome]:
    """Write the hostile root and build it with the real command."""
    root, _ = plant(folder, hostile_value)
    shutil.copyfile(ROOT.parent / "constructs.md", root / "framework/pages/constructs.md")
    (root / "framework/pages/picture.svg").write_text(PICTURE, encoding="utf-8")
    with (root / "site_config.yml").open("a", encoding="utf-8") as config:
        config.write(THEME)
    return [site_support.build(root, folder / "site", cwd=folder)]


@pytest.fixture(scope="session")
def hostile_site(shared_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> HostileSite:
    """The site, built once in a test run."""
    folder, (outcome,) = site_support.once(shared_folder, "hostile", make_site)
    _, planted = plant(tmp_path_factory.mktemp("planted"), hostile_value)
    return HostileSite(folder / "site", planted, outcome)
