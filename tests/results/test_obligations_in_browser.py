"""What follows from a choice, as a reader sees it: each row, its reason, and ways to take it along."""

from __future__ import annotations

import csv
import io
import itertools
import random
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator
from selectolax.lexbor import LexborHTMLParser

from generator.obligations import Choice, Level, Obligations, Rules, State, Wish, obligations, rules_of
from generator.obligations.rules import ConstraintRule, Quantity
from generator.records.framework import Actor
from results_reader import Recount, ResultsReader
from site_pages import ids_of

PAGE = "obligations/"
RECIPIENT = "?need=MHD/document-recipient/xds-on-fhir"
SUPPORTED = (Level.REQUIRED, Level.CHOSEN)


@pytest.fixture(scope="session")
def rules(recount: Recount) -> Rules:
    return rules_of(recount.graph)


def group(reader: ResultsReader, key: str) -> Locator:
    return reader.page.locator(f".tf-follows--{key}")


def rows(reader: ResultsReader, key: str, level: str = "") -> list[str]:
    chosen = f"[data-level={level}]" if level else ""
    return group(reader, key).locator(f".tf-duty{chosen}").all_inner_texts()


def add(reader: ResultsReader, profile: str, actor: str) -> None:
    reader.page.locator("[name=profile]").select_option(profile)
    reader.page.locator("[name=actor]").select_option(actor)
    reader.page.get_by_role("button", name="Add", exact=True).click()


def table(reader: ResultsReader) -> list[dict[str, str]]:
    text = reader.downloaded(lambda: reader.page.get_by_role("button", name="Download as CSV").click())
    return list(csv.DictReader(io.StringIO(text)))


def shown(reader: ResultsReader) -> dict[str, int]:
    """How many rows each group has."""
    found = reader.page.locator(".tf-follows").evaluate_all(
        "groups => groups.map(each =>"
        " [each.className.split('--')[1], each.querySelectorAll('.tf-duty').length])"
    )
    return dict(found)


def is_choice(rule: ConstraintRule) -> bool:
    return rule.quantity in (Quantity.AT_LEAST_ONE, Quantity.EXACTLY_ONE) and len(rule.terms) > 1


def expected(found: Obligations) -> dict[str, int]:
    """The same by the build."""
    kinds = [use.rule.term.kind for use in found.uses]
    constraints = [each.state for each in found.constraints]
    groupings = [each.state for each in found.groupings]
    choices = sum(
        each.state in (State.OPEN, State.MET) and is_choice(each.rule) for each in found.constraints
    )
    kept = sum(state in (State.OPEN, State.MET, State.IN_WORDS) for state in constraints) - choices
    numbers = {
        "contradictions": constraints.count(State.BROKEN),
        "decisions": len(found.decisions) + choices,
        "actors": len(found.actors),
        "options": sum(len(each.options) for each in found.actors),
        "transactions": kinds.count("transaction"),
        "content": kinds.count("content-module"),
        "conditions": kept + sum(state in (State.OPTIONAL, State.IN_WORDS) for state in groupings),
        "requirements": len(found.requirements),
        "additions": len(found.additions),
        "cycles": len(found.cycles),
        "gaps": len(found.gaps),
    }
    return {key: number for key, number in numbers.items() if number}


def test_everything_that_follows_is_shown(reader: ResultsReader, rules: Rules) -> None:
    dice = random.Random(7)
    actors = dice.sample(list(rules.actors), 25)
    for actor, other in itertools.pairwise(actors):
        wishes = tuple(Wish(profile=each.profile, actor=each.actor) for each in (actor, other))
        query = "&".join(f"need={each.profile}/{each.actor}" for each in wishes)
        reader.open(PAGE, f"?{query}&country=DE")
        assert shown(reader) == expected(obligations(rules, Choice(wishes=wishes, country="DE")))


def test_every_row_has_a_reason_and_leads_somewhere(reader: ResultsReader) -> None:
    reader.open(PAGE, f"{RECIPIENT}&need=PAM/patient-demographics-supplier&country=DE")
    found = reader.page.locator(".tf-duty:not([data-level=chosen])")
    without = found.filter(has_not=reader.page.locator(".tf-duty__why a, .tf-duty__source a"))
    assert found.count() > 20 and without.all_inner_texts() == []


def anchors_of(page: str) -> set[str]:
    """Those on the page, and those of its further parts that it leads to."""
    parsed = LexborHTMLParser(page)
    further = (node.attributes["data-tf-anchors"] or "" for node in parsed.css("[data-tf-anchors]"))
    return {*ids_of(parsed), *(anchor for each in further for anchor in each.split())}


def test_every_link_of_the_answer_leads_to_a_page(reader: ResultsReader) -> None:
    reader.open(PAGE, f"{RECIPIENT}&need=PAM/patient-demographics-supplier&country=DE")
    links = reader.page.locator(".tf-follows a").evaluate_all(
        "links => [...new Set(links.map(each => each.href))]"
    )
    assert len(links) > 10
    for link in links:
        address, _, anchor = link.partition("#")
        response = reader.page.request.get(address)
        assert response.ok, link
        assert not anchor or anchor in anchors_of(response.text()), link


def test_a_chain_is_told_link_by_link(reader: ResultsReader) -> None:
    (clock,) = [
        row for row in rows(reader.open(PAGE, RECIPIENT), "actors") if "Time Client of CT Consistent" in row
    ]
    assert "Document Source of XDS.b has to be grouped with it." in clock
    assert "By way of Document Recipient of MHD → Document Source of XDS.b." in clock


def test_an_actor_is_added_and_the_address_says_so(reader: ResultsReader) -> None:
    add(reader.open(PAGE), "CT", "time-client")
    assert reader.query == "need=CT/time-client"
    assert "ITI-1 Maintain Time" in rows(reader, "transactions", "required")[0]


def test_a_decision_is_taken_and_followed(reader: ResultsReader) -> None:
    reader.open(PAGE, "?need=XDS.b/document-consumer").page.get_by_label("Secure Node of ATNA").check()
    assert reader.query == "need=XDS.b/document-consumer&need=ATNA/secure-node"
    assert "decided" in rows(reader, "decisions")[0]
    assert reader.focused() == "on"


def test_an_open_condition_is_met_by_a_transaction_and_can_be_opened_again(reader: ResultsReader) -> None:
    reader.open(PAGE, "?need=MHD/document-source")
    box = group(reader, "decisions").get_by_label("ITI-65")
    box.check()
    assert reader.query == "need=MHD/document-source//ITI-65"
    assert "decided" in rows(reader, "decisions")[0]
    assert "ITI-65" in rows(reader, "transactions", "chosen")[0]
    box.uncheck()
    assert reader.query == "need=MHD/document-source"
    assert reader.focused() == "on"


def test_an_option_brings_what_it_asks_for(reader: ResultsReader) -> None:
    reader.open(PAGE, "?need=MHD/document-recipient")
    reader.page.locator(".tf-need summary").first.click()
    reader.page.locator(".tf-need").get_by_label("XDS on FHIR").check()
    assert "Document Source of XDS.b" in "".join(rows(reader, "actors", "required"))
    assert reader.page.locator(".tf-need").get_by_label("Comprehensive Metadata").is_disabled()


def test_requirements_of_what_is_supported_follow(reader: ResultsReader) -> None:
    reader.open(PAGE, "?need=XDS.b/document-registry")
    (one,) = [row for row in rows(reader, "requirements", "required") if "ITI-18-1 " in row]
    assert "Document Registry of XDS.b supports ITI-18." in one
    group(reader, "requirements").get_by_role("link", name="ITI-18-1", exact=True).click()
    reader.page.wait_for_url("**/requirements/iti-18-1/")


def test_a_country_adds(reader: ResultsReader, recount: Recount) -> None:
    reader.open(PAGE, "?need=PAM/patient-demographics-supplier")
    assert group(reader, "additions").count() == 0
    reader.page.get_by_label("Country").select_option("DE")
    assert reader.query.endswith("country=DE")
    assert "character set in MSH-18" in "".join(rows(reader, "additions"))


def test_actors_that_require_each_other_are_told(reader: ResultsReader, recount: Recount) -> None:
    reader.open(PAGE, "?need=IRA/report-creator")
    actors = recount.graph.all(Actor)
    names = [actors[key].name for key in ("report-creator", "content-creator")]
    assert " ↔ ".join(f"{each} of IRA" for each in names) in rows(reader, "cycles")[0]


def test_what_follows_can_be_made_a_choice_of_ones_own(reader: ResultsReader) -> None:
    reader.open(PAGE, RECIPIENT)
    reader.page.get_by_role("button", name="Choose options of Document Source of XDS.b").click()
    assert reader.query == f"{RECIPIENT[1:]}&need=XDS.b/document-source"
    assert reader.focused().startswith("Options")


def test_a_choice_is_removed_and_the_focus_goes_on(reader: ResultsReader) -> None:
    reader.open(PAGE, "?need=CT/time-client&need=MHD/document-recipient")
    reader.page.get_by_role("button", name="Remove Time Client of CT").click()
    assert reader.query == "need=MHD/document-recipient"
    assert reader.focused() == "Remove Document Recipient of MHD"


def test_back_goes_to_the_answer_before(reader: ResultsReader) -> None:
    add(reader.open(PAGE), "CT", "time-client")
    add(reader, "CT", "time-server")
    reader.page.go_back()
    reader.page.wait_for_url("**/obligations/?need=CT/time-client")
    assert reader.page.locator(".tf-need").count() == 1


def test_the_table_has_every_row(reader: ResultsReader) -> None:
    found = table(reader.open(PAGE, f"{RECIPIENT}&country=DE"))
    assert len(found) == sum(shown(reader).values())
    assert {row["address"].partition("/obligations")[0][:20] for row in found} == {"https://example.org/"}
    transactions = [row for row in found if row["group"] == "Transactions" and row["key"] == "ITI-41"]
    assert [(row["obligation"], row["profile"], row["actor"]) for row in transactions] == [
        ("required", "XDS.b", "document-source")
    ]


def test_the_text_is_for_a_specification(reader: ResultsReader) -> None:
    reader.open(PAGE, f"{RECIPIENT}&country=DE")
    text = reader.downloaded(lambda: reader.page.get_by_role("button", name="Download as Markdown").click())
    assert text.startswith("# What follows from a choice of actors\n")
    assert "\n## Transactions\n\n### Time Client of CT\n" in text
    assert (
        "- Document Source of XDS.b (Cross-Enterprise Document Sharing, version ITI TF 20.0): required."
        in text
    )
    assert text.rstrip().endswith(f"<https://example.org/obligations/{RECIPIENT}&country=DE>")
    assert text == reader.page.get_by_label("What follows, as text").input_value()


def test_the_finder_is_asked_the_same(reader: ResultsReader) -> None:
    reader.open(PAGE, RECIPIENT).page.get_by_role("link", name="Who completed testing").click()
    reader.page.wait_for_url(f"**/find/{RECIPIENT}")


def test_a_profile_leads_to_what_follows_from_its_actors(reader: ResultsReader) -> None:
    reader.page.goto(f"{reader.root}profiles/iti/mhd/")
    reader.page.get_by_role("link", name="What follows from this").first.click()
    reader.page.wait_for_url("**/obligations/?need=MHD/document-source")
    assert "Document Source" in reader.page.locator(".tf-need").inner_text()


def test_what_nobody_defines_says_so(reader: ResultsReader) -> None:
    reader.open(PAGE, "?need=NOWHERE/nobody/<b>x</b>")
    assert "not defined here" in rows(reader, "actors")[0]
    assert reader.page.locator("article b").count() == 0


def test_the_keyboard_alone_asks_and_answers(reader: ResultsReader) -> None:
    keyboard = reader.open(PAGE).page.keyboard
    reader.page.locator("[name=profile]").focus()
    keyboard.type("CT")
    keyboard.press("Tab")
    keyboard.type("Time C")
    keyboard.press("Tab")
    keyboard.press("Enter")
    assert reader.query == "need=CT/time-client"


def test_what_has_changed_is_told_aloud(reader: ResultsReader) -> None:
    status = reader.open(PAGE).page.locator("[data-part=answer] [role=status], [data-part=status]").first
    add(reader, "CT", "time-client")
    assert status.inner_text().startswith("1 actor, 1 transaction to support")


def test_paper_has_the_list_and_no_buttons(reader: ResultsReader) -> None:
    reader.open(PAGE, RECIPIENT).page.emulate_media(media="print")
    assert reader.page.locator(".tf-duty").first.is_visible()
    assert (
        reader.page.locator(
            "article button:visible, article select:visible, article textarea:visible"
        ).count()
        == 0
    )


def test_what_is_not_described_is_told_and_exported(reader: ResultsReader) -> None:
    reader.open(PAGE, "?need=SWF.b/order-placer")
    told = "The transactions, options and required groupings of SWF.b are not described here, or not wholly"
    assert told in rows(reader, "gaps", "unknown")[0]
    assert [row["key"] for row in table(reader) if row["obligation"] == "not described"] == ["SWF.b"]
    assert told in reader.page.get_by_label("What follows, as text").input_value()


def test_a_copy_on_disk_answers_as_well(reader_of_copy: ResultsReader, copy_on_disk: Path) -> None:
    add(reader_of_copy.open(PAGE), "CT", "time-client")
    (use,) = [row for row in table(reader_of_copy) if row["group"] == "Transactions"]
    assert use["address"] == "https://example.org/transactions/iti-1/"
    reader_of_copy.page.get_by_role("link", name="ITI-1 Maintain Time").click()
    reader_of_copy.page.wait_for_url("**/transactions/iti-1/index.html")


@pytest.mark.parametrize("width", [320, 390])
def test_a_phone_needs_no_scrolling_sideways(window: Browser, address: str, width: int) -> None:
    with window.new_context(viewport={"width": width, "height": 844}) as context:
        reader = ResultsReader(context.new_page(), address).open(PAGE, f"{RECIPIENT}&country=DE")
        assert reader.page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_without_scripts_the_page_says_where_to_look(window: Browser, address: str) -> None:
    with window.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}{PAGE}")
        assert page.locator("[data-tf-plain] a").all_inner_texts() == ["Profiles", "National extensions"]
        assert not page.locator("[data-tf-app]").is_visible()
