"""Guides with parts missing, cut off, shuffled or foreign import, and what they become can be read."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

from generator.importers.ihe_ig import convert
from generator.reading import read
from guide_support import SETTINGS, VOLUME_1, GuideMaker, only, profile, texts, write_root

SOURCES = (".md", ".yaml", ".fsh", ".plantuml")

FOREIGN_FSH = """\
Alias: $lamps = https://guides.example/lamps

Profile: BrassLamp
Parent: Basic
* code 1..1
"""


def errors(guides: Sequence[Path], root: Path) -> list[str]:
    """What is wrong with the files that these guides become."""
    root.mkdir()
    found = read(write_root(root, convert(guides, {}))).diagnostics
    return [str(finding) for finding in found if finding.is_error]


def test_fsh_without_any_instance_says_nothing_about_actors(a_guide: GuideMaker, tmp_path: Path) -> None:
    guide = a_guide(files={"fsh/profiles.fsh": FOREIGN_FSH, "fsh/empty.fsh": ""})
    assert errors([guide], tmp_path / "root") == []


def test_a_table_that_begins_with_whom_to_group_is_left_to_the_text(a_guide: GuideMaker) -> None:
    table = "| Actor to be grouped with | Lamp |\n|---|---|\n| Oil / Oil Keeper | brass |\n"
    made = only(a_guide(volume__1=f"{VOLUME_1}\n## 1:77.3 Required Groupings\n\n{table}"))
    assert "groupings" not in profile(made)
    assert "| Oil / Oil Keeper | brass |" in texts(made)["profiles/tst/lamps/volume-1.md"]


def test_a_reference_that_is_no_section_of_volume_2_gives_no_id(a_guide: GuideMaker, tmp_path: Path) -> None:
    table = VOLUME_1.replace("Borrow Lamp [TST-7]", "Borrow Lamp").replace(
        "[TST TF-2: 3.7](TST-7.html)", 'a="x.html">R TF-2: 3.7'
    )
    assert errors([a_guide(volume__1=table)], tmp_path / "root") == []


def test_an_address_without_a_host_is_none(a_guide: GuideMaker, tmp_path: Path) -> None:
    issue = "### Open Issues\n\n- [LAMP-1](https://?x/issues/1): Who brings the oil?\n"
    settings = SETTINGS.replace("- url: https://guides.example/lighting", "- url: https://@x")
    assert errors([a_guide(issues=issue, settings=settings)], tmp_path / "root") == []


def test_a_transaction_in_a_section_leads_to_the_page_of_its_own_guide(a_guide: GuideMaker) -> None:
    other = SETTINGS.replace("/TST/Lamps", "/TST/Candles")
    candles = a_guide("TST.Candles", other, volume__2="## 3.8 Light Candle [TST-8]\n\nLight.\n")
    lamps = a_guide(volume__2="## 3.9 Clean Lamp [TST-9]\n\nClean.\n")
    made = texts(convert([candles, lamps], {}))
    assert "profiles/tst/candles/volume-2.md#" in made["framework/tst/transactions/tst-8.md"]
    assert "profiles/tst/lamps/volume-2.md#" in made["framework/tst/transactions/tst-9.md"]


def test_the_template_that_guides_begin_with_is_imported(corpus: Sequence[Path], tmp_path: Path) -> None:
    template = corpus[0].parent / "supplement-template"
    assert errors([template], tmp_path / "root") == []
    (made,) = (tmp_path / "root/profiles").glob("*/*/profile.yml")
    assert yaml.safe_load(made.read_text(encoding="utf-8"))["actors"] is not None


@pytest.mark.parametrize("seed", range(8))
def test_damaged_copies_of_published_guides_are_survived(
    corpus: Sequence[Path], tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    copies = [damaged_copy(guide, tmp_path / guide.name, chance) for guide in chance.sample(list(corpus), 2)]
    assert errors(copies, tmp_path / "root") == []


def damaged_copy(guide: Path, folder: Path, chance: random.Random) -> Path:
    shutil.copytree(guide, folder)
    files = sorted(path for path in folder.rglob("*") if path.suffix in SOURCES)
    for path in files:
        damage(path, files, chance)
    return folder


def damage(path: Path, files: Sequence[Path], chance: random.Random) -> None:
    """One kind of damage, or none: a file lost, cut, shuffled, thinned out, overwritten or mistaken."""
    raw = path.read_bytes()
    lines = raw.split(b"\n")
    match chance.randrange(8):
        case 0:
            path.unlink()
        case 1:
            path.write_bytes(raw[: chance.randrange(len(raw) + 1)])
        case 2:
            path.write_bytes(b"\n".join(chance.sample(lines, len(lines))))
        case 3:
            path.write_bytes(b"\n".join(line for line in lines if chance.random() < 0.7))
        case 4:
            path.write_bytes(
                bytes(letter if chance.random() < 0.98 else chance.randrange(256) for letter in raw)
            )
        case 5:
            path.write_bytes(chance.choice([other for other in files if other.exists()]).read_bytes())
