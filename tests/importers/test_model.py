"""What a guide's tables, headings and notes say about actors, transactions, options, groupings."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from guide_support import SETTINGS, VOLUME_1, GuideMaker, notes, only, profile, texts

OWN_TABLE = VOLUME_1[VOLUME_1.index("| Actors") : VOLUME_1.index("### 1:77.1.1 Actors")]


def the_profile(guide: GuideMaker, table: str = OWN_TABLE, below: str = "", **pages: str) -> dict[str, Any]:
    """The profile of a guide with this actor table and this text at the end of its Volume 1."""
    text = VOLUME_1.replace(OWN_TABLE, f"{table}\n\n") + below
    loaded = yaml.safe_load(profile(only(guide(volume__1=text, **pages))))
    assert isinstance(loaded, dict)
    return loaded


def rows(profile: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    return [
        (actor["actor"], use["transaction"], use["role"], use["optionality"])
        for actor in profile["actors"]
        for use in actor.get("transactions", ())
    ]


BOTH_ROWS = [
    ("lamp-borrower", "TST-7", "initiator", "R"),
    ("lamp-lender", "TST-7", "responder", "O"),
]

TABLES = {
    "with all columns": """
| Actors | Transactions | Initiator or Responder | Optionality | Reference |
|---|---|---|---|---|
| Lamp Borrower | Borrow Lamp [TST-7] | Initiator | R | TST TF-2: 3.7 |
| Lamp Lender | Borrow Lamp [TST-7] | Responder | O | TST TF-2: 3.7 |
""",
    "without saying who initiates": """
|Actors List|Transactions|Optionality|Reference|
|---|---|---|---|
|Lamp Borrower|Borrow Lamp [TST-7](TST-7.html)|R|[TST TF-2:3.7](TST-7.html)|
|Lamp Lender|Borrow Lamp [TST-7](TST-7.html)|O|[TST TF-2:3.7](TST-7.html)|
""",
    "with the delimiter first and bold titles": """
|---|---|---|---|
| **Actors** | **Transactions** | **Initiator or Responder** | **Optionality** |
| [Lamp Borrower](#177111-lamp-borrower) | [Borrow Lamp [TST-7]](TST-7.html) | Initiator | R |
| [Lamp Lender](#177112-lamp-lender) | [Borrow Lamp [TST-7]](TST-7.html) | Responder | O (Note 1) |
""",
    "without leading pipes": """
Actor | Transaction | Optionality
---|---|---
Lamp Borrower | Borrow Lamp \\[TST-7\\] | Required
Lamp Lender | Borrow Lamp \\[TST-7\\] | Optional
""",
    "with the id only in the reference": """
| Actors | Transactions | Optionality | Section |
|---|---|---|---|
| Lamp Borrower | Borrow Lamp | R | TST TF-2: 3.7 |
| Lamp Lender | Borrow Lamp | O | TST TF-2: 3.7 |
""",
    "of HTML with cells that span rows": """
<table>
<thead><tr><th>Actors</th><th>Transactions</th><th>Optionality</th></tr></thead>
<tr><td rowspan="1">Lamp Borrower</td><td><a href='TST-7.html'>Borrow Lamp [TST-7]</a></td>
<td align='center'>
R
</td></tr>
<tr><td>Lamp Lender</td><td>Borrow Lamp [TST-7]</td><td>O (See Note 1)</td></tr>
</table>
""",
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
def test_an_actor_table_is_read(a_guide: GuideMaker, table: str) -> None:
    assert rows(the_profile(a_guide, table)) == BOTH_ROWS


def test_an_empty_first_cell_means_the_actor_above(a_guide: GuideMaker) -> None:
    table = """
| Actors | Transactions | Optionality |
|---|---|---|
| Lamp Borrower | Borrow Lamp [TST-7] | R |
|  | Return Lamp [TST-8] | O |
"""
    assert [row[:2] for row in rows(the_profile(a_guide, table))] == [
        ("lamp-borrower", "TST-7"),
        ("lamp-borrower", "TST-8"),
    ]


def test_a_cell_that_spans_rows_belongs_to_each_of_them(a_guide: GuideMaker) -> None:
    table = """
<table><tr><th>Actors</th><th>Transactions</th><th>Optionality</th></tr>
<tr><td rowspan="2">Lamp Borrower</td><td>Borrow Lamp [TST-7]</td><td>R</td></tr>
<tr><td>Return Lamp [TST-8]</td><td>O</td></tr></table>
"""
    assert [row[:2] for row in rows(the_profile(a_guide, table))] == [
        ("lamp-borrower", "TST-7"),
        ("lamp-borrower", "TST-8"),
    ]


def test_an_actor_may_be_initiator_and_responder(a_guide: GuideMaker) -> None:
    table = OWN_TABLE.replace("Responder | R", "Initiator and Responder | R")
    assert ("lamp-lender", "TST-7", "both", "R") in rows(the_profile(a_guide, table))


def test_a_row_without_transaction_keeps_its_actor_and_is_noted(a_guide: GuideMaker) -> None:
    row = "| Lamp Watcher | (none) – it watches | -- | -- | -- |\n{: .grid}"
    imported = only(a_guide(volume__1=VOLUME_1.replace("{: .grid}", row)))
    assert {"actor": "lamp-watcher"} in yaml.safe_load(profile(imported))["actors"]
    assert "11: Lamp Watcher: (none) – it watches: a row without a transaction" in notes(imported)


def test_an_optionality_that_is_neither_is_read_as_the_nearest(a_guide: GuideMaker) -> None:
    imported = only(a_guide(volume__1=VOLUME_1.replace("Responder | R |", "Responder | C |")))
    assert rows(yaml.safe_load(profile(imported)))[1][3] == "O"
    assert "10: Lamp Lender: C: read as O" in notes(imported)


def test_a_row_that_points_to_another_id_is_noted(a_guide: GuideMaker) -> None:
    text = VOLUME_1.replace(
        "Responder | R | [TST TF-2: 3.7](TST-7.html)", "Responder | R | [3.9](TST-9.html)"
    )
    assert "10: the row of TST-7 points to TST-9: the id in the row counts" in notes(
        only(a_guide(volume__1=text))
    )


def test_pages_about_other_documents_are_no_source_of_actors(a_guide: GuideMaker) -> None:
    table = OWN_TABLE.replace("Lamp Lender", "Candle Maker")
    assert [actor["actor"] for actor in the_profile(a_guide, other=table)["actors"]] == [
        "lamp-borrower",
        "lamp-lender",
    ]


def test_a_page_is_not_about_others_because_a_word_in_its_title_ends_so(a_guide: GuideMaker) -> None:
    table = OWN_TABLE.replace("Lamp Lender", "Wet Nurse")
    assert "wet-nurse" in [actor["actor"] for actor in the_profile(a_guide, mother=table)["actors"]]


@pytest.mark.parametrize(
    "caption",
    [
        "Table 1:12.1-1: Candles Profile - Actors and Transactions",
        "Table: CNDL Profile - Actors and Transactions",
    ],
)
def test_a_table_repeated_from_another_profile_is_not_this_ones(a_guide: GuideMaker, caption: str) -> None:
    repeated = f"\n**{caption}**\n\n{OWN_TABLE.replace('Lamp Lender', 'Candle Maker')}"
    actors = [actor["actor"] for actor in the_profile(a_guide, below=repeated)["actors"]]
    assert "candle-maker" not in actors


def test_what_the_template_left_is_no_actor(a_guide: GuideMaker) -> None:
    table = OWN_TABLE.replace("Lamp Lender", "Actor B")
    assert [row[0] for row in rows(the_profile(a_guide, table))] == ["lamp-borrower"]


def test_actors_come_from_a_table_that_lists_only_actors(a_guide: GuideMaker) -> None:
    table = """
| Actors | Optionality | Reference |
|---|:---:|---|
| Lamp Borrower | R | 1:77.1.1.1 |
| Lamp Lender | R | 1:77.1.1.2 |
"""
    assert the_profile(a_guide, table)["actors"] == [{"actor": "lamp-borrower"}, {"actor": "lamp-lender"}]


def test_actors_come_from_headings_where_no_table_names_them(a_guide: GuideMaker) -> None:
    assert the_profile(a_guide, "None.")["actors"] == [{"actor": "lamp-borrower"}, {"actor": "lamp-lender"}]


def test_actors_come_from_statements_where_nothing_else_names_them(a_guide: GuideMaker) -> None:
    statement = (
        'Instance: Lamps.Lender\nInstanceOf: CapabilityStatement\nTitle: "Lamps Lamp Lender (server)"\n'
    )
    guide = a_guide(volume__1="Nothing.\n", files={"fsh/lender.fsh": statement + "* rest.mode = #server\n"})
    assert yaml.safe_load(profile(only(guide)))["actors"] == [{"actor": "lamp-lender"}]


def test_a_note_about_marked_rows_is_a_constraint_that_can_be_computed(a_guide: GuideMaker) -> None:
    table = """
| Actors | Transactions | Optionality |
|---|---|---|
| Lamp Borrower | Borrow Lamp [TST-7] | O (Note 1) |
|  | Return Lamp [TST-8] | O (Note 1) |
|  | Clean Lamp [TST-9] | O |

*Note 1: A Lamp Borrower shall support at least one of these transactions.*
"""
    found = the_profile(a_guide, table)
    assert found["constraints"] == [
        {
            "key": "note-1",
            "actor": "lamp-borrower",
            "at_least_one_of": ["TST-7", "TST-8"],
            "text": "A Lamp Borrower shall support at least one of these transactions.",
        }
    ]
    assert [use.get("note") for use in found["actors"][0]["transactions"]] == ["note-1", "note-1", None]


def test_a_note_that_names_actor_and_ids_needs_no_marks(a_guide: GuideMaker) -> None:
    table = """
| Actors | Transactions | Optionality |
|---|---|---|
| Lamp Borrower | Borrow Lamp [TST-7] | O |
|  | Return Lamp [TST-8] | O |

> **Note 2:** The Lamp Borrower SHALL implement at least one of Borrow Lamp [TST-7] or Return Lamp [TST-8].
"""
    (constraint,) = the_profile(a_guide, table)["constraints"]
    assert (constraint["actor"], constraint["at_least_one_of"]) == ("lamp-borrower", ["TST-7", "TST-8"])


def test_a_note_that_counts_nothing_stays_words(a_guide: GuideMaker) -> None:
    table = OWN_TABLE.replace("Responder | R", "Responder | R (Note 1)") + "\nNote 1: The lamp is full.\n"
    (constraint,) = the_profile(a_guide, table)["constraints"]
    assert constraint == {"key": "note-1", "actor": "lamp-lender", "text": "The lamp is full."}


OPTIONS = """
## 1:77.2 Options

| Actor | Option Name | Reference |
|---|---|---|
| Lamps Lamp Borrower | [Night Option](#17721-night-option) (Note 1) | -- |
|  | Oil | Section 1:77.2.2 |
| Lamp Lender | No options defined | -- |
| Lamp Thief | Dark | -- |

### 1:77.2.1 Night Option

At night.
"""


def test_options_have_keys_names_and_sections(a_guide: GuideMaker) -> None:
    borrower, lender = the_profile(a_guide, below=OPTIONS)["actors"]
    assert borrower["options"] == [
        {"key": "night", "name": "Night", "section": "77.2.1"},
        {"key": "oil", "name": "Oil", "section": "77.2.2"},
    ]
    assert "options" not in lender


def test_an_option_of_an_unknown_actor_is_noted(a_guide: GuideMaker) -> None:
    found = notes(only(a_guide(volume__1=VOLUME_1 + OPTIONS)))
    assert any(
        "Lamp Thief: Dark: an option of an actor that the profile does not have" in note for note in found
    )


GROUPINGS = """
## 1:77.3 Required Groupings

| Lamps Actor | Grouping Condition | Actor(s) to be grouped with | Reference |
|---|---|---|---|
| Lamp Borrower | Required | TST Clock / Time Keeper or Time Seller | [1](https://guides.example/TST/Clock) |
|  | Night Option | Moon / Watcher with the Full Moon Option | -- |
| Lamp Lender (Note 1) | -- | Oil / Seller<br>Oil / Giver | -- |
|  | Optional | Somebody with oil | -- |

Note 1: It shall be grouped with at least one of the actors in Column 3.
"""


def groupings(guide: GuideMaker) -> list[list[dict[str, Any]]]:
    found = the_profile(guide, below=OPTIONS + GROUPINGS)
    return [actor["groupings"] for actor in found["actors"]]


def test_a_grouping_with_one_or_the_other(a_guide: GuideMaker) -> None:
    assert groupings(a_guide)[0][0] == {
        "optionality": "R",
        "any_of": [
            {"profile": "Clock", "actor": "time-keeper"},
            {"profile": "Clock", "actor": "time-seller"},
        ],
    }


def test_a_grouping_under_an_option(a_guide: GuideMaker) -> None:
    grouping = groupings(a_guide)[0][1]
    assert grouping["when"] == {"option": "night"}
    assert grouping["all_of"] == [{"profile": "Moon", "actor": "watcher", "options": ["full-moon"]}]


def test_a_note_makes_the_lines_of_a_cell_a_choice(a_guide: GuideMaker) -> None:
    assert groupings(a_guide)[1][0]["any_of"] == [
        {"profile": "Oil", "actor": "seller"},
        {"profile": "Oil", "actor": "giver"},
    ]


def test_a_grouping_that_is_not_understood_keeps_its_words(a_guide: GuideMaker) -> None:
    assert groupings(a_guide)[1][1] == {"optionality": "O", "text": "Somebody with oil"}


ISSUES = """
### Open Issues

- Lamps_001: Is it [bright](volume-1.html#177111-lamp-borrower)?
  - Perhaps.
- **[Lamps/2](https://guides.example/issues/2)**: Is it dark?

### Closed Issues

- None

**Lamps_003: Is there oil?**

Yes.
"""


def test_issues_have_keys_states_and_texts(a_guide: GuideMaker) -> None:
    assert the_profile(a_guide, issues=ISSUES)["issues"] == [
        {
            "key": "Lamps_001",
            "state": "open",
            "text": "Lamps_001: Is it [bright](volume-1.md#177111-lamp-borrower)?\n- Perhaps.\n",
        },
        {
            "key": "Lamps-2",
            "state": "open",
            "url": "https://guides.example/issues/2",
            "text": "**[Lamps/2](https://guides.example/issues/2)**: Is it dark?",
        },
        {"key": "Lamps_003", "state": "closed", "text": "**Lamps_003: Is there oil?**\n\nYes.\n"},
    ]


@pytest.mark.parametrize(
    ("label", "status"),
    [
        ("releaseLabel: Trial-Implementation", "trial-implementation"),
        ("releaseLabel: ballot", "public-comment"),
        ("releaseLabel: ci-build", "trial-implementation"),
        ("version: 2.0.0-comment", "public-comment"),
        ("status: draft", "public-comment"),
        ("releaseLabel: Final Text", "final-text"),
        ("status: retired", "retired"),
    ],
)
def test_the_release_label_says_the_status(a_guide: GuideMaker, label: str, status: str) -> None:
    name = label.split(":")[0]
    lines = [line for line in SETTINGS.splitlines() if not line.startswith(f"{name}:")]
    settings = "\n".join([*lines, label]) + "\n"
    loaded = yaml.safe_load(profile(only(a_guide(settings=settings))))
    assert loaded["history"][0]["status"] == status


def test_a_guide_wins_over_its_folder(a_guide: GuideMaker) -> None:
    imported = only(a_guide("TST.Lanterns"))
    assert yaml.safe_load(profile(imported))["aliases"] == ["Lanterns"]


def test_a_profile_says_where_it_comes_from(a_guide: GuideMaker) -> None:
    found = the_profile(a_guide)
    assert found["source"] == {"url": "https://guides.example/TST/Lamps", "version": "1.2.0"}
    assert (found["section"], found["related"], found["summary"]) == ("77", ["Oil"], "How lamps are lent.")


def transaction(guide: GuideMaker, text: str | None = None, **files: str) -> dict[str, Any]:
    pages = {} if text is None else {"TST__7": text}
    named = {path.replace("__", "/"): content for path, content in files.items()}
    guide_folder = guide(
        files=named, volume__1=VOLUME_1.replace("Initiator |", "|").replace("Responder |", "|"), **pages
    )
    front = texts(only(guide_folder))["framework/tst/transactions/tst-7.md"].split("---\n")[1]
    loaded = yaml.safe_load(front)
    assert isinstance(loaded, dict)
    return loaded


def kinds(record: dict[str, Any]) -> dict[str, list[str]]:
    return {role["kind"]: role["actors"] for role in record["roles"]}


USUAL = {"initiator": ["lamp-borrower"], "responder": ["lamp-lender"]}

ROLE_TABLES = {
    "of actors and what they do": """
| Actor | Role |
|---|---|
| Lamp Lender | Returns a lamp |
| Lamp Borrower | Requests a lamp |
""",
    "of labels and texts": """
|---|---|
| **Actor:** | Lamp Lender |
| **Role:** | Serves the lamp |
| **Actor:** | Lamp Borrower |
| **Role:** | Sends a wish |
""",
    "of abstract roles": """
| Role | Description | Actor(s) |
|---|---|---|
| Asker | Requests a lamp | Lamp Borrower |
| Giver | Accepts wishes | Lamp Lender |
""",
    "of roles and who may play them": """
|---|---|
| **Role:** | Giver: Accepts wishes. |
| **Actor(s):** | The following actors may play the role of *Giver:*<br />*Lamp Lender* |
| **Role:** | Asker: Sends wishes. |
| **Actor(s):** | The following actors may play the role of *Asker:*<br />*Lamp Borrower* |
""",
    "of short names": """
| Actor | Role |
|---|---|
| Borrower | Requests a lamp |
| Lender | Returns a lamp |
""",
}


@pytest.mark.parametrize("table", ROLE_TABLES.values(), ids=ROLE_TABLES.keys())
def test_a_table_of_roles_says_who_initiates(a_guide: GuideMaker, table: str) -> None:
    text = f"### 2:3.7.2 Actor Roles\n\n**Table 2:3.7.2-1: Actor Roles**\n{table}"
    assert kinds(transaction(a_guide, text)) == USUAL


def test_a_drawing_says_who_initiates(a_guide: GuideMaker) -> None:
    text = """### 2:3.7.2 Actor Roles

| Actor | Role |
|---|---|
| Lamp Lender | Has lamps |
| Lamp Borrower | Has none |

{%include lend.svg%}
"""
    drawing = 'participant "Lamp Borrower" as B\nparticipant L as "Lamp Lender"\nB->L: Ask\nL-->B: Give\n'
    record = transaction(a_guide, text, **{"images-source__lend.plantuml": drawing})
    assert kinds(record) == USUAL
    assert [message["name"] for message in record["messages"]] == ["Ask", "Give"]


def test_statements_say_who_initiates(a_guide: GuideMaker) -> None:
    statements = "".join(
        f'Instance: {name}\nInstanceOf: CapabilityStatement\nTitle: "Lamp {name}"\n* rest.mode = #{mode}\n\n'
        for name, mode in (("Lender", "server"), ("Borrower", "client"))
    )
    assert kinds(transaction(a_guide, "Nothing.\n", **{"fsh__lamps.fsh": statements})) == USUAL


def test_who_is_listed_first_initiates_where_nothing_says_so(a_guide: GuideMaker) -> None:
    text = VOLUME_1.replace("Initiator |", "|").replace("Responder |", "|")
    imported = only(a_guide(volume__1=text, TST__7="Nothing.\n"))
    assert any("lamp-borrower in TST-7: nothing says whether" in note for note in notes(imported))


def test_messages_are_the_headings_below_messages(a_guide: GuideMaker) -> None:
    assert transaction(a_guide)["messages"] == [
        {"from": "initiator", "to": "responder", "name": "Borrow Lamp Request"},
        {"from": "responder", "to": "initiator", "name": "Borrow Lamp Response", "reply": True},
    ]


def test_a_page_of_several_transactions_gives_a_record_for_each(a_guide: GuideMaker) -> None:
    text = "## 3.8 Return Lamp [TST-8]\n\nBack.\n\n## 3.9 Clean Lamp [TST-9]\n\nClean.\n"
    made = texts(only(a_guide(volume__2=text)))
    assert (
        "(../../../profiles/tst/lamps/volume-2.md#39-clean-lamp-tst-9)"
        in made["framework/tst/transactions/tst-9.md"]
    )
    assert "name: Return Lamp" in made["framework/tst/transactions/tst-8.md"]


def test_actors_are_defined_by_what_stands_below_their_heading(a_guide: GuideMaker) -> None:
    actors = yaml.safe_load(texts(only(a_guide()))["framework/tst/actors.yml"])
    assert actors[0]["definition"].strip() == (
        "The Lamp Borrower asks a neighbour for light. It returns what it borrowed."
    )
