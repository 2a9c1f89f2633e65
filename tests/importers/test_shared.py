"""What guides share in one root, what a root already holds, and that importing again changes nothing."""

from __future__ import annotations

from pathlib import Path

import yaml

from generator.importers.ihe_ig import Imported, convert
from generator.reading import read
from guide_support import SETTINGS, TST_7, VOLUME_1, GuideMaker, notes, only, profile, texts, write_root

OTHER_SETTINGS = (
    SETTINGS.replace("/TST/Lamps", "/TST/Night")
    .replace("lamps", "night")
    .replace("(Lamps)", "(Night)")
    .replace("1:77 ", "1:78 ")
)
OTHER_VOLUME = """\
## 1:78.1 Actors

| Actors | Transactions | Initiator or Responder | Optionality |
|---|---|---|---|
| Night Watch | Borrow Lamps [TST-7] | Initiator | R |
| Lamp Lender | Borrow Lamps [TST-7] | Responder | R |
"""


def another_guide(guide: GuideMaker) -> Path:
    """A guide of another profile that uses the first one's actor and transaction."""
    folder = guide("TST.Night", OTHER_SETTINGS, volume__1=OTHER_VOLUME)
    (folder / "pagecontent/TST-7.md").unlink()
    return folder


def both(guide: GuideMaker) -> Imported:
    return convert([guide(), another_guide(guide)], {})


def front(imported: Imported) -> str:
    return texts(imported)["framework/tst/transactions/tst-7.md"].split("---\n")[1]


def test_a_new_root_is_read_without_findings(a_guide: GuideMaker, tmp_path: Path) -> None:
    root = write_root(tmp_path / "root", only(a_guide(issues="### Open Issues\n\n- L_1: Why?\n")))
    assert read(root).diagnostics == ()


def test_a_missing_configuration_is_made_and_a_present_one_kept(a_guide: GuideMaker) -> None:
    assert "url: https://example.org/" in texts(only(a_guide()))["site_config.yml"]
    assert "site_config.yml" not in only(a_guide(), {"site_config.yml": "site: {}\n"}).files


def test_a_domain_is_what_the_publisher_calls_it(a_guide: GuideMaker) -> None:
    (domain,) = yaml.safe_load(texts(only(a_guide()))["framework/domains.yml"])
    assert (domain["key"], domain["name"], domain["transaction_section"]) == ("TST", "Lighting", "3")
    assert domain["committee"] == {
        "name": "ORG Lighting Technical Committee",
        "url": "https://guides.example/lighting",
    }


def test_an_actor_of_two_guides_is_one_actor(a_guide: GuideMaker) -> None:
    actors = yaml.safe_load(texts(both(a_guide))["framework/tst/actors.yml"])
    assert [actor["key"] for actor in actors] == ["lamp-borrower", "lamp-lender", "night-watch"]


def test_a_transaction_has_the_actors_of_all_its_users(a_guide: GuideMaker) -> None:
    roles = yaml.safe_load(front(both(a_guide)))["roles"]
    assert [role["actors"] for role in roles] == [["lamp-borrower", "night-watch"], ["lamp-lender"]]


def test_a_second_name_is_an_alias_and_noted(a_guide: GuideMaker) -> None:
    imported = both(a_guide)
    assert yaml.safe_load(front(imported))["aliases"] == ["Borrow Lamps"]
    assert (
        "5: TST-7 is called Borrow Lamps: TST-7 carries two names; it is Borrow Lamp on its own page"
        in notes(imported, "TST.Night/pagecontent/volume-1.md")
    )


def test_what_nobody_defines_goes_to_external(a_guide: GuideMaker) -> None:
    text = (
        OTHER_VOLUME + "\nSee [TST-12](https://guides.example/TST/Rest/TST-12.html), Sleep Well [TST-12].\n"
    )
    folder = another_guide(a_guide)
    (folder / "pagecontent/volume-1.md").write_text(text, encoding="utf-8")
    rows = {row["key"]: row for row in yaml.safe_load(texts(only(folder))["framework/external.yml"])}
    assert rows["TST-7"] == {
        "kind": "transaction",
        "key": "TST-7",
        "name": "Borrow Lamps",
        "url": "https://guides.example/TST/Night",
    }
    assert (rows["TST-12"]["name"], rows["TST-12"]["url"]) == (
        "Sleep Well",
        "https://guides.example/TST/Rest/TST-12.html",
    )


def test_what_a_later_guide_defines_leaves_external(a_guide: GuideMaker) -> None:
    first = texts(convert([another_guide(a_guide)], {}))
    second = texts(only(a_guide(), first))
    assert "key: TST-7" in first["framework/external.yml"]
    assert "key: TST-7" not in second["framework/external.yml"]


def test_a_later_user_is_added_to_the_roles_of_a_transaction(a_guide: GuideMaker) -> None:
    first = texts(only(a_guide()))
    second = texts(convert([another_guide(a_guide)], first))
    text = second["framework/tst/transactions/tst-7.md"]
    assert yaml.safe_load(text.split("---\n")[1])["roles"][0]["actors"] == ["lamp-borrower", "night-watch"]
    assert TST_7.strip().splitlines()[0] in text


def test_guides_one_after_another_can_be_read(a_guide: GuideMaker, tmp_path: Path) -> None:
    first = texts(convert([another_guide(a_guide)], {}))
    files = first | texts(only(a_guide(), first))
    assert read(write_root(tmp_path / "root", Imported(files=files, notes=()))).diagnostics == ()


def test_an_earlier_user_is_in_the_roles_of_a_transaction_defined_later(a_guide: GuideMaker) -> None:
    first = texts(convert([another_guide(a_guide)], {}))
    roles = yaml.safe_load(front(only(a_guide(), first)))["roles"]
    assert [role["actors"] for role in roles] == [["lamp-borrower", "night-watch"], ["lamp-lender"]]


def test_an_id_of_a_domain_that_only_a_link_shows_is_external(a_guide: GuideMaker) -> None:
    text = "[Burn Candle](https://guides.example/CND/CND-3.html) [CND-3] is done elsewhere.\n"
    (row,) = (
        row
        for row in yaml.safe_load(texts(only(a_guide(notice=text)))["framework/external.yml"])
        if row["key"] == "CND-3"
    )
    assert (row["name"], row["url"]) == ("Burn Candle", "https://guides.example/CND/CND-3.html")


def test_roles_of_the_root_keep_their_keys(a_guide: GuideMaker) -> None:
    files = texts(only(a_guide()))
    path = "framework/tst/transactions/tst-7.md"
    known = files | {
        path: files[path].replace("key: initiator", "key: asker").replace("from: initiator", "from: asker")
    }
    made = profile(convert([another_guide(a_guide)], known), "profiles/tst/night/profile.yml")
    assert "{transaction: TST-7, role: asker, optionality: R}" in made


def test_actors_of_the_root_stay_as_they_are(a_guide: GuideMaker) -> None:
    known = "# ours\n- {key: lamp-lender, name: Lamp Lender, definition: Lends.}\n"
    made = texts(only(a_guide(), {"framework/tst/actors.yml": known}))["framework/tst/actors.yml"]
    assert made.startswith(known)
    assert [actor["key"] for actor in yaml.safe_load(made)] == ["lamp-lender", "lamp-borrower"]


def test_importing_again_changes_nothing(a_guide: GuideMaker) -> None:
    first = both(a_guide)
    again = convert([a_guide(), another_guide(a_guide)], texts(first))
    assert texts(again) == {}
    assert again.notes == first.notes


def test_the_same_guides_give_the_same_bytes(a_guide: GuideMaker) -> None:
    assert both(a_guide) == both(a_guide)


def test_links_between_guides_stay_inside_the_root(a_guide: GuideMaker) -> None:
    page = (
        "[Lender](https://guides.example/TST/Lamps/volume-1.html#177112-lamp-lender), "
        "[gone](https://guides.example/TST/Lamps/volume-1.html#gone)\n"
    )
    folder = another_guide(a_guide)
    (folder / "pagecontent/index.md").write_text(page, encoding="utf-8")
    imported = convert([a_guide(), folder], {})
    assert "(../lamps/volume-1.md#177112-lamp-lender)" in texts(imported)["profiles/tst/night/index.md"]
    assert "volume-1.html#gone)" in texts(imported)["profiles/tst/night/index.md"]
    assert any("dead fragment" in note for note in notes(imported, "TST.Night/pagecontent/index.md"))


def test_two_guides_of_one_profile_are_not_mixed(a_guide: GuideMaker) -> None:
    imported = convert([a_guide(), a_guide("TST.Copy")], {})
    assert notes(imported, "TST.Copy") == ["1: Lamps: TST.Lamps is this profile already; not imported"]


def test_a_copy_of_a_transaction_stays_a_page_of_its_profile(a_guide: GuideMaker) -> None:
    folder = another_guide(a_guide)
    (folder / "pagecontent/TST-7.md").write_text("A copy.\n", encoding="utf-8")
    imported = convert([a_guide(), folder], {})
    assert "A copy." in texts(imported)["profiles/tst/night/tst-7.md"]
    assert notes(imported, "TST.Night/pagecontent/TST-7.md") == [
        "1: TST-7 is defined here too: TST.Lamps comes first"
    ]


def test_the_test_plan_is_the_last_page(a_guide: GuideMaker) -> None:
    made = texts(only(a_guide(testplan="Test.\n", zebra="Last by name.\n")))
    orders = {
        path: int(text.split("order: ")[1].split("\n")[0])
        for path, text in made.items()
        if "\norder: " in text
    }
    assert max(orders, key=lambda path: orders[path]) == "profiles/tst/lamps/testplan.md"


def test_pages_below_input_are_found(a_guide: GuideMaker) -> None:
    folder = a_guide()
    (folder / "input").mkdir()
    (folder / "pagecontent").rename(folder / "input/pagecontent")
    assert "profiles/tst/lamps/volume-1.md" in only(folder).files


def test_pictures_and_drawings_come_along(a_guide: GuideMaker) -> None:
    files = {"images/lamp.png": b"\x89PNG\r\n\x1a\n", "images-source/a.plantuml": "@startuml\n@enduml\n"}
    made = only(a_guide(files=files)).files
    assert made["profiles/tst/lamps/images/lamp.png"] == b"\x89PNG\r\n\x1a\n"
    assert made["profiles/tst/lamps/images-source/a.plantuml"] == "@startuml\n@enduml\n"


def test_faults_of_the_text_are_named(a_guide: GuideMaker) -> None:
    text = (
        VOLUME_1
        + """
## 1:77.1 Again

A link to [\\[TST-9\\]](TST-7.html), and to [nothing](#nothing).

| Profiles Implemented | Actors Implemented | Options Implemented |
|---|---|---|
| Lamps | Lamp Thief | |
"""
    )
    settings = SETTINGS.replace("Home: index.html", "Home: volume-1.html#nowhere")
    imported = only(a_guide(volume__1=text, settings=settings))
    assert [note.split(": ", 1)[1] for note in notes(imported)] == [
        "1:77.1 Again: section number 1:77.1 stands at line 3 too",
        "#nothing: dead fragment: volume-1.md has no such id",
        "[TST-9] leads to TST-7: the link names another transaction than it leads to",
        "Lamps / Lamp Thief: Lamps has no such actor",
        "volume-1.html#nowhere: dead fragment in the menu: volume-1.md has no such id",
    ]
