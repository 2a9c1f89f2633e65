"""Guides with parts missing, cut off, shuffled or foreign import, and what they become can be read."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

from generator.converting import import_guides
from generator.importers.ihe_ig import convert
from guide_support import SETTINGS, VOLUME_1, GuideMaker, notes, only, page, profile, texts

SOURCES = (".md", ".yaml", ".fsh", ".plantuml")

FOREIGN_FSH = """\
Alias: $lamps = https://guides.example/lamps

Profile: BrassLamp
Parent: Basic
* code 1..1
"""


def errors(guides: Sequence[Path], root: Path) -> list[str]:
    """What keeps a root of these guides from being built."""
    found = import_guides(guides, root).checked.diagnostics
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


@pytest.mark.parametrize(
    ("typed", "put"),
    [
        ('title: "Lending of Lamps (Lamps)"', 'title: "Lamps \\u202e\\u200b\\0 \\t lent"'),
        ("version: 1.2.0", 'version: "1\\u202e.2\\n"'),
        ("title: Lamps Home", 'title: "Home\\u2028\\u202e"'),
        ("name: ORG Lighting", 'name: "ORG \\u202e\\u00ad" #'),
        ("description: How", 'description: "\\u202e" #'),
        ("url: https://guides.example/lighting", 'url: "https://guides.example/\\u200b"'),
        ('title: "Lending of Lamps (Lamps)"', f"title: {'lamp ' * 400}"),
        ("version: 1.2.0", f"version: {'1' * 900}"),
        ("title: Lamps Home", f"title: {'home ' * 400}"),
        ("Borrow Lamp [TST-7]", f'"{"Borrow " * 200} [TST-7]"'),
        ("name: ORG Lighting", f"name: ORG {'light ' * 400}"),
    ],
)
def test_settings_with_what_no_record_may_hold_are_survived(
    a_guide: GuideMaker, tmp_path: Path, typed: str, put: str
) -> None:
    assert typed in SETTINGS
    assert errors([a_guide(settings=SETTINGS.replace(typed, put))], tmp_path / "root") == []


@pytest.mark.parametrize("put", ["Lamp&#x202e; Borrower", "Lamp\u200b Borrower", "Lamp \u00adBorrower&#8;"])
def test_a_name_is_read_without_what_nobody_sees(a_guide: GuideMaker, tmp_path: Path, put: str) -> None:
    guide = a_guide(volume__1=VOLUME_1.replace("| Lamp Borrower", f"| {put}"))
    assert errors([guide], tmp_path / "root") == []
    actors = yaml.safe_load(profile(only(guide)))["actors"]
    assert [actor["actor"] for actor in actors] == ["lamp-borrower", "lamp-lender"]


def test_a_name_that_is_cut_is_noted(a_guide: GuideMaker) -> None:
    made = only(a_guide(settings=SETTINGS.replace("title: Lamps Home", f"title: {'home ' * 400}")))
    assert any("too long for a page’s title" in note for note in notes(made, "/index.md"))


@pytest.mark.parametrize("put", ["Ask \u00ad\u200bagain", "Ask " * 200], ids=["unseen", "long"])
def test_a_message_of_a_drawing_has_a_name_that_a_record_may_have(
    a_guide: GuideMaker, tmp_path: Path, put: str
) -> None:
    drawing = f"@startuml\nparticipant A\nparticipant B\nA -> B : {put}\nB --> A : Give\n@enduml\n"
    guide = a_guide(files={"images-source/ask.plantuml": drawing}, TST__7="{%include ask.svg%}\n")
    assert errors([guide], tmp_path / "root") == []
    assert "name: Give" in texts(only(guide))["framework/tst/transactions/tst-7.md"]


@pytest.mark.parametrize("put", ["Borrow\u00ad Oil", "Borrow O\u200bil"])
def test_a_cited_name_is_read_without_what_nobody_sees(a_guide: GuideMaker, tmp_path: Path, put: str) -> None:
    guide = a_guide(notice=f"It uses {put} [TST-9].\n")
    assert errors([guide], tmp_path / "root") == []
    assert "name: Borrow Oil" in texts(only(guide))["framework/external.yml"]


def test_files_that_differ_in_case_alone_are_both_kept(a_guide: GuideMaker) -> None:
    made = only(a_guide(files={"pagecontent/Oil.md": "Olive.\n", "pagecontent/oil.md": "Whale.\n"}))
    assert page(made, "profiles/tst/lamps/oil.md") == "Olive."
    assert page(made, "profiles/tst/lamps/oil-2.md") == "Whale."
    assert notes(made, "/oil.md") == [
        "1: oil.md: another file has this name in other letters; this one is called oil-2.md"
    ]


def test_a_profile_has_one_spelling(a_guide: GuideMaker, tmp_path: Path) -> None:
    table = (
        "| Lamps Actor | Actor(s) to be grouped with |\n|---|---|\n"
        "| Lamp Borrower | OIL / Oil Buyer |\n| Lamp Lender | oil / Oil Buyer |\n"
        "| Lamp Lender | LAMPS / Lamp Borrower |\n"
    )
    guide = a_guide(volume__1=f"{VOLUME_1}\n## 1:77.3 Required Groupings\n\n{table}")
    assert errors([guide], tmp_path / "root") == []
    assert profile(only(guide)).count("{profile: Oil, ") == 2
    assert "{profile: Lamps, " in profile(only(guide))


def test_an_option_that_is_only_a_pointer_to_a_note_is_none(a_guide: GuideMaker, tmp_path: Path) -> None:
    table = "| Actor | Option |\n|---|---|\n| Lamp Lender | Note 1 |\n| Lamp Lender | Brass Option |\n"
    guide = a_guide(volume__1=f"{VOLUME_1}\n## 1:77.2 Options\n\n{table}")
    assert errors([guide], tmp_path / "root") == []
    assert "options: [{key: brass, name: Brass}]" in profile(only(guide))


def test_an_id_with_other_letters_gets_hyphens_and_its_links_follow(a_guide: GuideMaker) -> None:
    made = only(
        a_guide(notice='<a name="oil+price"></a>Oil.\n\nSee [oil](#oil+price), [it](#oil%2Bprice).\n')
    )
    assert page(made, "profiles/tst/lamps/notice.md") == (
        "[]{#oil-price}Oil.\n\nSee [oil](#oil-price), [it](#oil-price)."
    )


def test_a_fragment_that_no_link_may_have_is_encoded(a_guide: GuideMaker, tmp_path: Path) -> None:
    assert (
        errors([a_guide(notice="See [oil](#o\\il) and [it](volume-1.html#a\\b).\n")], tmp_path / "root") == []
    )


def test_the_caption_of_an_html_table_is_no_markup(a_guide: GuideMaker, tmp_path: Path) -> None:
    table = "<table><caption>Oil</capiion>[x](javascript:y)<tr><td>1</td><td>2</td></tr></table>\n"
    assert errors([a_guide(notice=table)], tmp_path / "root") == []


def svg(inside: str, before: str = "") -> bytes:
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'.encode()


GOOD_PICTURES = {
    "oil.png": b"\x89PNG\r\n\x1a\n" + bytes(8),
    "oil.webp": b"RIFF\x00\x00\x00\x00WEBPVP8 ",
    "plain.svg": svg('<defs><path id="a" d="M0 0"/></defs><path fill="url(#a)" style="stroke: red"/>'),
    "linked.svg": svg('<a href="https://guides.example/"><text>Oil</text></a>', '<?xml version="1.0"?>'),
}

BAD_PICTURES = {
    "page.png": b"<html></html>",
    "riff.webp": b"RIFF\x00\x00\x00\x00WAVEfmt ",
    "cut.svg": svg("")[:30],
    "empty.svg": b"",
    "page.svg": b"<html></html>",
    "script.svg": svg("<script>1</script>"),
    "load.svg": svg('<g onload="x()"/>'),
    "html.svg": svg("<foreignObject>x</foreignObject>"),
    "fetch.svg": svg('<image href="https://guides.example/x.png"/>'),
    "entity.svg": svg("&x;", '<!DOCTYPE svg [<!ENTITY x "y">]>'),
    "link.svg": svg('<a href="&#106;avascript:x()"/>'),
    "style.svg": svg("<style>@im<!-- -->port 'x'</style>"),
    "animated.svg": svg('<set attributeName="href" to="x"/>'),
    "utf7.svg": svg("", '<?xml version="1.0" encoding="utf-7"?>'),
}


def test_pictures_are_copied(a_guide: GuideMaker, tmp_path: Path) -> None:
    guide = a_guide(files={f"images/{name}": content for name, content in GOOD_PICTURES.items()})
    assert errors([guide], tmp_path / "root") == []
    copied = only(guide).files
    assert {name: copied[f"profiles/tst/lamps/images/{name}"] for name in GOOD_PICTURES} == GOOD_PICTURES


@pytest.mark.parametrize("name", BAD_PICTURES)
def test_a_picture_that_cannot_be_shown_is_noted(a_guide: GuideMaker, tmp_path: Path, name: str) -> None:
    guide = a_guide(files={f"images/{name}": BAD_PICTURES[name]}, notice=f"![Oil]({name})\n")
    assert errors([guide], tmp_path / "root") == []
    made = only(guide)
    assert f"profiles/tst/lamps/images/{name}" not in made.files
    assert len(notes(made, f"/{name}")) == 1


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
