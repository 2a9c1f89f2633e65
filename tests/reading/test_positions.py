"""Every value keeps its place, so that later stages can point at it."""

from __future__ import annotations

import pytest

from generator.diagnostics import Position
from generator.reading import read
from generator.records.base import Record, RecordId
from generator.records.framework import Domain, GlossaryTerm, NationalExtension, Transaction
from generator.records.profiles import Profile, ProfilePage

TRANSACTION = """---
key: ITI-65
name: Provide Document Bundle
status: trial-implementation
standards: [hl7-fhir-r4]
roles:
  - {key: source, name: Document Source, kind: initiator, actors: [document-source]}
---

The text of [ITI-66].
"""
PROFILE = """key: MHD
name: NO
domain: ITI
section: 1.10
type: transaction
summary: |
  First line.

  See [ITI-65].
history:
  - {version: 12:30, status: trial-implementation, imported: true, change: "Now [ITI-66]."}
actors: []
related: [XDS.b]
"""


@pytest.fixture
def read_one(a_root):
    """The only record of a root with one content file."""

    def read_record(path: str, text: str) -> Record:
        reading = read(a_root({path: text}))
        assert reading.diagnostics == ()
        (record,) = reading.records
        return record

    return read_record


def test_field_of_front_matter_has_the_line_of_the_file(read_one) -> None:
    transaction = read_one("framework/iti/transactions/iti-65.md", TRANSACTION)

    assert transaction.place_of("status") == Position("framework/iti/transactions/iti-65.md", 4, 9)


def test_field_that_is_left_out_has_the_place_of_its_record(read_one) -> None:
    transaction = read_one("framework/iti/transactions/iti-65.md", TRANSACTION)

    assert transaction.place_of("section") == Position("framework/iti/transactions/iti-65.md", 2, 1)


def test_reference_stands_where_it_was_typed(read_one) -> None:
    transaction = read_one("framework/iti/transactions/iti-65.md", TRANSACTION)

    assert isinstance(transaction, Transaction)
    assert transaction.standards[0].position.line == 5
    assert transaction.standards[0].position.column == 13
    assert transaction.standards[0].kinds == ("standard",)


def test_text_below_front_matter_keeps_its_lines(read_one) -> None:
    transaction = read_one("framework/iti/transactions/iti-65.md", TRANSACTION)

    assert isinstance(transaction, Transaction)
    (citation,) = transaction.body.citations
    assert (citation.position.line, citation.position.column) == (10, 13)


def test_citation_in_a_block_keeps_line_and_column(read_one) -> None:
    profile = read_one("profiles/iti/mhd/profile.yml", PROFILE)

    assert isinstance(profile, Profile)
    (citation,) = profile.summary.citations
    assert (citation.position.line, citation.position.column) == (9, 7)


def test_citation_in_quotes_keeps_line_and_column(read_one) -> None:
    profile = read_one("profiles/iti/mhd/profile.yml", PROFILE)

    assert isinstance(profile, Profile)
    change = profile.history[0].change
    assert change is not None
    assert (change.citations[0].position.line, change.citations[0].position.column) == (11, 81)


def test_values_stay_as_they_were_typed(read_one) -> None:
    profile = read_one("profiles/iti/mhd/profile.yml", PROFILE)

    assert isinstance(profile, Profile)
    assert (profile.name, profile.section, profile.history[0].version) == ("NO", "1.10", "12:30")


def test_folder_states_the_domain_of_a_transaction(read_one) -> None:
    transaction = read_one("framework/iti/transactions/iti-65.md", TRANSACTION)

    assert isinstance(transaction, Transaction)
    assert (transaction.domain.key, transaction.domain.is_exact) == ("iti", False)


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("profiles/iti/mhd/index.md", "mhd/index"),
        ("profiles/iti/mhd/Volume/Part-1.md", "mhd/volume/part-1"),
        ("framework/pages/about-ihe.md", "about-ihe"),
        ("framework/pages/process/index.md", "process/index"),
    ],
)
def test_path_states_the_key_of_a_text_page(read_one, path: str, key: str) -> None:
    assert read_one(path, "---\ntitle: A page\n---\n\nText.\n").key == key


def test_folder_states_the_profile_of_a_text_page(read_one) -> None:
    page = read_one("profiles/iti/xds.b/index.md", "---\ntitle: A page\n---\n")

    assert isinstance(page, ProfilePage)
    assert (page.profile.key, page.profile.kinds) == ("xds.b", ("profile",))


def test_term_makes_its_key(read_one) -> None:
    term = read_one("framework/glossary.yml", "- {term: Santé  & Affinity Domain, definition: A group.}\n")

    assert isinstance(term, GlossaryTerm)
    assert (term.key, term.title) == ("sante-affinity-domain", "Santé  & Affinity Domain")


def test_domain_and_country_make_the_key_of_a_national_extension(read_one) -> None:
    extension = read_one("framework/iti/national-extensions/fr.yml", "country: FR\ndomain: ITI\nadds: []\n")

    assert isinstance(extension, NationalExtension)
    assert extension.key == "ITI-FR"


def test_folded_name_is_one_line(read_one) -> None:
    domain = read_one(
        "framework/domains.yml",
        "- key: ITI\n  name: >\n    IT\n    Infrastructure\n  summary: Text.\n"
        "  committee: {name: ITI, url: https://example.org/}\n",
    )

    assert isinstance(domain, Domain)
    assert domain.name == "IT Infrastructure"


def test_record_with_mistakes_is_left_out_and_known_to_exist(a_root) -> None:
    actors = "- {key: good, name: Good, definition: Text.}\n- {key: bad, name: [Bad], definition: Text.}\n"
    root = a_root(
        {"framework/iti/actors.yml": actors, "framework/iti/transactions/iti-9.md": "---\nkey: 1\n"}
    )

    reading = read(root)

    assert [record.id for record in reading.records] == [RecordId("actor", "good")]
    assert reading.unread == {RecordId("actor", "bad"), RecordId("transaction", "iti-9")}


def test_files_beside_the_texts_are_listed(a_root) -> None:
    root = a_root({"profiles/iti/mhd/flow.svg": "<svg/>", "framework/pages/a.png": "x", ".git/x.svg": "x"})

    assert read(root).files == {"profiles/iti/mhd/flow.svg", "framework/pages/a.png"}


def test_folders_are_those_of_the_configuration(a_root) -> None:
    config = "site: {name: A, url: https://example.org/}\npublication: {source: public}\n"
    root = a_root(
        {
            "site_config.yml": f"{config}content: {{framework: text/tf}}\n",
            "text/tf/pages/a.md": "---\ntitle: A\n---\n",
        }
    )

    assert [record.key for record in read(root).records] == ["a"]


def test_theme_settings_are_plain_values(a_root) -> None:
    config = "site: {name: A, url: https://example.org/}\npublication: {source: public}\n"
    theme = 'theme: {font: false, depth: 2, palette: {primary: "2"}, features: [a, b]}\n'

    reading = read(a_root({"site_config.yml": config + theme}))

    assert reading.config is not None
    assert reading.config.theme == {
        "font": False,
        "depth": 2,
        "palette": {"primary": "2"},
        "features": ["a", "b"],
    }
