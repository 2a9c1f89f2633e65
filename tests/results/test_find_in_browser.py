"""Who completed these? A purchaser's question, each answer found again in the published rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from playwright.sync_api import Browser

from generator.obligations import ActorOfProfile, Choice, Rules, Wish, obligations, rules_of
from generator.records.organizations import Organization
from generator.records.profiles import Profile
from results_reader import Recount, ResultsReader

FIND = "find/"
Actor = tuple[str, str]


def a_pair(recount: Recount) -> tuple[Actor, Actor]:
    """Two actors of different profiles, without groupings, that most organizations have completed both."""
    free = free_actors(recount)
    pairs = [(one, other) for one in free for other in free if one[0] < other[0]]
    return max(pairs, key=lambda pair: len(completed(recount, *pair[0]) & completed(recount, *pair[1])))


def asked(*needs: Actor) -> str:
    return "?" + "&".join(f"need={profile}/{actor}" for profile, actor in needs)


def completed(recount: Recount, profile: str, actor: str, option: str | None = None) -> set[str]:
    """Keys of the organizations with a published row for that actor, with that option if one is named."""
    return {
        row.organization
        for row in recount.rows
        if (row.profile, row.actor) == (profile, actor) and option in (None, row.option)
    }


def names(recount: Recount, keys: set[str]) -> list[str]:
    organizations = recount.graph.all(Organization)
    return sorted((organizations[key].name for key in keys), key=str.casefold)


def found(reader: ResultsReader) -> list[str]:
    """The organizations that are shown, all of them."""
    more = reader.page.locator("[data-part=more]")
    while more.is_visible():
        more.click()
    return reader.page.locator(".tf-found h3").all_inner_texts()


def add(reader: ResultsReader, profile: str, actor: str) -> None:
    reader.page.locator("[name=profile]").select_option(profile)
    reader.page.locator("[name=actor]").select_option(actor)
    reader.page.get_by_role("button", name="Add", exact=True).click()


def cards(reader: ResultsReader) -> list[str]:
    return reader.page.locator(".tf-need").all_inner_texts()


def card(reader: ResultsReader, text: str) -> str:
    return next(each for each in cards(reader) if text in each)


def tender(reader: ResultsReader) -> str:
    return reader.page.get_by_label("Text for a tender").last.input_value()


def test_one_actor_is_answered_by_name(reader: ResultsReader, recount: Recount) -> None:
    add(reader.open(FIND), "CT", "time-client")
    assert found(reader) == names(recount, completed(recount, "CT", "time-client")) != []


def test_all_of_several_actors_are_asked_for(reader: ResultsReader, recount: Recount) -> None:
    one, other = a_pair(recount)
    add(reader.open(FIND), *one)
    add(reader, *other)
    both = completed(recount, *one) & completed(recount, *other)
    assert found(reader) == names(recount, both) != []


def test_an_option_is_asked_for(reader: ResultsReader, recount: Recount) -> None:
    row = next(row for row in recount.rows if row.option and row.profile == "CT")
    add(reader.open(FIND), row.profile, row.actor)
    everybody = found(reader)
    reader.page.locator(".tf-need summary").click()
    reader.page.locator(f".tf-need input[data-focus$=' {row.option}']").check()
    assert reader.query == f"need=CT/{row.actor}/{row.option}"
    assert found(reader) == names(recount, completed(recount, row.profile, row.actor, row.option)) != []
    assert set(found(reader)) <= set(everybody)


def test_each_answer_says_where(reader: ResultsReader, recount: Recount) -> None:
    reader.open(FIND, "?need=CT/time-client")
    rows = reader.page.locator(".tf-found").first.locator("tbody tr")
    first = names(recount, completed(recount, "CT", "time-client"))[0]
    organizations = recount.graph.all(Organization)
    systems = {
        row.system
        for row in recount.rows
        if organizations[row.organization].name == first
        and row.profile == "CT"
        and row.actor == "time-client"
    }
    assert rows.count() == len(systems)


def test_an_organization_stands_right_above_what_it_completed(reader: ResultsReader) -> None:
    """Styles of the search once made columns of the two."""
    reader.open(FIND, "?need=CT/time-client")
    card = reader.page.locator(".tf-found").first
    name, table = card.locator("h3").bounding_box(), card.locator("table").bounding_box()
    assert name is not None and table is not None
    assert 0 <= table["y"] - (name["y"] + name["height"]) < 20
    assert abs(table["x"] - name["x"]) < 2
    assert table["width"] > 300 and table["height"] < 400


def test_answers_are_printed(reader: ResultsReader) -> None:
    reader.open(FIND, "?need=CT/time-client")
    reader.page.emulate_media(media="print")
    assert reader.page.locator(".tf-found h3").first.is_visible()
    text = reader.page.get_by_label("Text for a tender").last
    assert text.evaluate("text => text.scrollHeight <= text.clientHeight")


def test_nobody_with_a_part_of_it_is_listed(reader: ResultsReader, recount: Recount) -> None:
    add(reader.open(FIND), "CT", "time-client")
    add(reader, "CT", "time-server")
    both = completed(recount, "CT", "time-client") & completed(recount, "CT", "time-server")
    assert found(reader) == names(recount, both)
    assert set(found(reader)) != set(names(recount, completed(recount, "CT", "time-client")))


def test_a_required_grouping_is_added_with_its_reason(reader: ResultsReader) -> None:
    reader.open(FIND, "?need=MHD/document-recipient/xds-on-fhir")
    added = card(reader, "Document Source of XDS.b")
    assert "Added: Document Recipient of MHD with the XDS on FHIR Option has to be grouped with it." in added


def test_a_grouping_of_an_option_needs_the_option(reader: ResultsReader) -> None:
    reader.open(FIND, "?need=MHD/document-recipient")
    assert not any("XDS.b" in each for each in cards(reader))


def test_groupings_of_groupings_are_added(reader: ResultsReader) -> None:
    reader.open(FIND, "?need=MHD/document-recipient/xds-on-fhir")
    assert "Document Source of XDS.b has to be grouped with it" in card(reader, "Time Client of CT")


def test_options_that_a_grouping_asks_for_count(reader: ResultsReader, recount: Recount) -> None:
    reader.open(FIND, "?need=MHD/document-recipient/xds-on-fhir")
    box = reader.page.locator(".tf-need--added").get_by_label("Folder Management")
    assert box.is_checked() and box.is_disabled()
    needed = ("document-replacement", "document-addendum", "document-transformation", "folder-management")
    wanted = [completed(recount, "XDS.b", "document-source", option) for option in needed]
    number = len(set.intersection(*wanted))
    expected = f"{number} organization" if number else "No published result"
    assert expected in card(reader, "Document Source of XDS.b")


def test_one_of_several_is_met_by_any(reader: ResultsReader, recount: Recount) -> None:
    reader.open(FIND, "?need=XDS.b/document-consumer")
    assert reader.page.get_by_label("Any of them").is_checked()
    either = completed(recount, "ATNA", "secure-node") | completed(recount, "ATNA", "secure-application")
    base = completed(recount, "XDS.b", "document-consumer") & completed(recount, "CT", "time-client")
    assert found(reader) == names(recount, base & either)


def test_one_of_several_can_be_chosen(reader: ResultsReader, recount: Recount) -> None:
    reader.open(FIND, "?need=XDS.b/document-consumer").page.get_by_label("Secure Node of ATNA").check()
    assert reader.query == "need=XDS.b/document-consumer&need=ATNA/secure-node"
    expected = [("XDS.b", "document-consumer"), ("CT", "time-client"), ("ATNA", "secure-node")]
    assert found(reader) == names(
        recount, set.intersection(*(completed(recount, *each) for each in expected))
    )
    assert reader.page.get_by_label("Secure Node of ATNA").is_checked()


def test_a_choice_can_be_taken_back(reader: ResultsReader) -> None:
    reader.open(FIND, "?need=XDS.b/document-consumer&need=ATNA/secure-node")
    reader.page.get_by_label("Any of them").check()
    assert reader.query == "need=XDS.b/document-consumer"


def test_one_system_can_be_asked_to_have_all(reader: ResultsReader, recount: Recount) -> None:
    needs = a_pair(recount)
    reader.open(FIND, asked(*needs))
    reader.page.get_by_label("Only where one system completed them all").check()
    assert reader.query.endswith("together=system")
    assert found(reader) == names(recount, in_one_system(recount, needs))


def in_one_system(recount: Recount, needs: Sequence[Actor]) -> set[str]:
    systems = {row.system: row.organization for row in recount.rows}
    done = {(row.system, row.profile, row.actor) for row in recount.rows}
    return {
        organization
        for system, organization in systems.items()
        if all((system, *need) in done for need in needs)
    }


def free_actors(recount: Recount) -> list[Actor]:
    """The actors with results that have to be grouped with no other."""
    rules = rules_of(recount.graph)
    actors = sorted({(row.profile, row.actor) for row in recount.rows})
    return [each for each in actors if not rules.of(ActorOfProfile(*each)).groupings]


def shortage(reader: ResultsReader) -> list[list[int]]:
    """The numbers in each line below an empty answer."""
    lines = reader.page.locator(".tf-shortage:visible li").all_inner_texts()
    return [[int(number) for number in re.findall(r"(\d+) organization", line)] for line in lines]


def test_an_empty_answer_says_how_many_completed_each_need_and_all_others(
    reader: ResultsReader, recount: Recount
) -> None:
    free = free_actors(recount)
    done = {each: completed(recount, *each) for each in free}
    first, second, third = next(
        (one, other, another)
        for one in free
        for other in free
        for another in free
        if one < other and done[one] & done[other] and not done[one] & done[other] & done[another]
    )
    reader.open(FIND, asked(first, second, third))
    assert found(reader) == []
    others = ((second, third), (first, third), (first, second))
    expected = [
        [count for count in (len(done[need]), len(done[one] & done[other])) if count]
        for need, (one, other) in zip((first, second, third), others, strict=True)
    ]
    assert shortage(reader) == expected


def test_an_empty_answer_names_what_nobody_completed(reader: ResultsReader) -> None:
    reader.open(FIND, "?need=CT/time-client&need=NOWHERE/nobody")
    line = reader.page.locator(".tf-shortage li").nth(1).inner_text()
    assert line.startswith("nobody of NOWHERE: No published result – ")
    assert line.endswith("completed all the others")


def test_an_empty_answer_of_single_systems_says_who_has_all_with_several(
    reader: ResultsReader, recount: Recount
) -> None:
    free = free_actors(recount)
    pairs = ((one, other) for one in free for other in free if one < other)
    both = {pair: completed(recount, *pair[0]) & completed(recount, *pair[1]) for pair in pairs}
    needs = next(pair for pair in both if both[pair] and not in_one_system(recount, pair))
    reader.open(FIND, f"{asked(*needs)}&together=system")
    assert found(reader) == []
    assert shortage(reader)[-1] == [len(both[needs])]
    assert "but not with one system" in reader.page.locator(".tf-shortage li").last.inner_text()


def test_an_answer_that_is_not_empty_says_nothing_of_the_kind(reader: ResultsReader) -> None:
    reader.open(FIND, "?need=CT/time-client")
    assert found(reader) and shortage(reader) == []


def test_an_address_is_an_answer(reader: ResultsReader) -> None:
    add(reader.open(FIND), "CT", "time-client")
    add(reader, "MHD", "document-recipient")
    seen, query = found(reader), reader.query
    assert query == "need=CT/time-client&need=MHD/document-recipient"
    other = ResultsReader(reader.page.context.new_page(), reader.root).open(FIND, f"?{query}")
    assert found(other) == seen


def test_keys_are_found_whatever_their_case(reader: ResultsReader) -> None:
    reader.open(FIND, "?need=mhd/DOCUMENT-RECIPIENT/XDS-on-FHIR")
    assert "Document Recipient of MHD" in cards(reader)[0]
    assert reader.page.get_by_label("XDS on FHIR").is_checked()


def test_what_nobody_defines_is_met_by_nobody(reader: ResultsReader) -> None:
    reader.open(FIND, "?need=NOWHERE/nobody/<b>x</b>")
    assert found(reader) == []
    assert "No published result" in cards(reader)[0]


def test_back_goes_to_the_answer_before(reader: ResultsReader) -> None:
    add(reader.open(FIND), "CT", "time-client")
    add(reader, "CT", "time-server")
    reader.page.go_back()
    reader.page.wait_for_url("**/find/?need=CT/time-client")
    assert len(cards(reader)) == 1


def test_a_need_is_removed_and_the_focus_goes_on(reader: ResultsReader) -> None:
    reader.open(FIND, "?need=CT/time-client&need=MHD/document-recipient")
    reader.page.get_by_role("button", name="Remove Time Client of CT").click()
    assert reader.query == "need=MHD/document-recipient"
    assert reader.focused() == "Remove Document Recipient of MHD"


def test_the_text_names_what_is_needed_and_how_to_check_it(reader: ResultsReader, recount: Recount) -> None:
    reader.open(FIND, "?need=MHD/document-recipient/xds-on-fhir")
    text = tender(reader)
    version = recount.graph.all(Profile)["MHD"].history[0].version
    assert f"1. Document Recipient of Mobile access to Health Documents (MHD), version {version}" in text
    assert "Options: XDS on FHIR" in text
    assert "Required grouping: Document Recipient of MHD with the XDS on FHIR Option" in text
    assert "https://example.org/find/?need=MHD/document-recipient/xds-on-fhir" in text
    assert "a) Secure Node of Audit Trail and Node Authentication (ATNA)" in text
    assert "It is no certificate" in text


def test_the_text_names_no_vendor(reader: ResultsReader, recount: Recount) -> None:
    text = tender(reader.open(FIND, "?need=CT/time-client")).casefold()
    vendors = names(recount, {row.organization for row in recount.rows})
    assert [vendor for vendor in vendors if vendor.partition(" (")[0].casefold() in text] == []


def test_the_text_is_downloaded(reader: ResultsReader) -> None:
    reader.open(FIND, "?need=CT/time-client")
    text = reader.downloaded(lambda: reader.page.get_by_role("button", name="Download as text file").click())
    assert text == tender(reader)


def test_the_text_is_copied(window: Browser, address: str) -> None:
    with window.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        reader = ResultsReader(context.new_page(), address).open(FIND, "?need=CT/time-client")
        reader.page.get_by_role("button", name="Copy text").click()
        reader.page.get_by_text("The text is copied.").wait_for()
        assert reader.page.evaluate("() => navigator.clipboard.readText()") == tender(reader)


def test_demonstration_data_are_marked_on_the_page_and_in_each_row(reader: ResultsReader) -> None:
    reader.open(FIND, "?need=CT/time-client")
    assert reader.page.locator(".tf-notice--demonstration").is_visible()
    rows = reader.page.locator(".tf-found tbody tr")
    assert rows.locator(".tf-badge--demonstration").count() == rows.count() > 0


def test_nothing_is_weighed(reader: ResultsReader) -> None:
    words = reader.open(FIND, "?need=CT/time-client").page.locator("article").inner_text().lower()
    assert re.search(r"\b(rank|score|best|top|certified|validated|passed|failed|%)\b", words) is None


def test_the_keyboard_alone_asks_and_answers(reader: ResultsReader, recount: Recount) -> None:
    keyboard = reader.open(FIND).page.keyboard
    reader.page.locator("[name=profile]").focus()
    keyboard.type("CT")
    keyboard.press("Tab")
    keyboard.type("Time C")
    keyboard.press("Tab")
    keyboard.press("Enter")
    assert found(reader) == names(recount, completed(recount, "CT", "time-client"))
    for _ in range(3):
        keyboard.press("Tab")
    assert reader.focused() != ""


def test_an_option_keeps_the_focus(reader: ResultsReader) -> None:
    reader.open(FIND, "?need=MHD/document-recipient/xds-on-fhir")
    reader.page.locator(".tf-need").first.get_by_label("Simplified Publish").focus()
    reader.page.keyboard.press("Space")
    assert reader.focused() == "on"
    assert "simplified-publish" in reader.query


def test_a_copy_on_disk_answers_as_well(reader_of_copy: ResultsReader, recount: Recount) -> None:
    add(reader_of_copy.open(FIND), "CT", "time-client")
    assert found(reader_of_copy) == names(recount, completed(recount, "CT", "time-client"))
    assert "https://example.org/find/?need=CT/time-client" in tender(reader_of_copy)


def test_a_copy_on_disk_leads_to_files(reader_of_copy: ResultsReader) -> None:
    reader_of_copy.open(FIND, "?need=CT/time-client").page.get_by_role("link", name="results for").click()
    reader_of_copy.page.wait_for_url("**/results/index.html?profile=CT&actor=time-client")


def test_a_phone_needs_no_scrolling_sideways(window: Browser, address: str) -> None:
    with window.new_context(viewport={"width": 390, "height": 844}) as context:
        reader = ResultsReader(context.new_page(), address).open(FIND, "?need=MHD/document-recipient")
        assert reader.page.evaluate("() => document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("folder", ["find/", "results/"])
def test_without_scripts_the_page_says_where_to_look(window: Browser, address: str, folder: str) -> None:
    with window.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}{folder}")
        assert page.locator("[data-tf-plain]").is_visible()
        assert not page.locator("[data-tf-app]").is_visible()


def test_what_is_added_is_what_the_obligations_say(reader: ResultsReader, recount: Recount) -> None:
    rules = rules_of(recount.graph)
    every = [
        (actor.profile, actor.actor, option)
        for actor in rules.actors
        for option in ("", *rules.of(actor).options)
    ]
    reader.open(FIND)
    answers = reader.page.evaluate(_ADDED, every)
    assert len(every) > 100
    assert [
        each for each, answer in zip(every, answers, strict=True) if answer != following(rules, *each)
    ] == []


_ADDED = """(asked) => {
  const { Model, resolved } = window.tfpubResults.needs;
  const model = new Model(window.tfpubModel);
  return asked.map(([profile, actor, option]) => {
    const { needs, choices } = resolved([{ profile, actor, options: option ? [option] : [] }], model);
    const named = needs.map((need) => [need.profile, need.actor, [...need.options].sort()].flat().join(" "));
    const open = choices.filter((choice) => choice.met < 0).map((choice) => choice.alternatives.length);
    return [named.sort(), open.sort()];
  });
}"""


def following(rules: Rules, profile: str, actor: str, option: str) -> list[list[object]]:
    """Every need with its options, and how many ways each open decision has."""
    wish = Wish(profile=profile, actor=actor, options=(option,) if option else ())
    found = obligations(rules, Choice(wishes=(wish,)))
    needs = [" ".join([*each.actor, *sorted(option.key for option in each.options)]) for each in found.actors]
    return [sorted(needs), sorted(len(each.alternatives) for each in found.decisions if not each.met)]


def test_what_is_not_described_is_told_and_goes_into_the_tender(reader: ResultsReader) -> None:
    reader.open(FIND, "?need=SWF.b/order-placer")
    told = "The options and required groupings of SWF.b are not described here, or not wholly"
    assert told in cards(reader)[-1]
    assert f"- {told}" in tender(reader)


def test_of_transactions_that_are_not_described_the_finder_says_nothing(reader: ResultsReader) -> None:
    assert "transactions" not in "".join(cards(reader.open(FIND, "?need=RMU/update-initiator")))
