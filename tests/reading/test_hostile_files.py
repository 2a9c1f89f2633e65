"""Whatever a pull request puts into a root, reading it ends with findings and never with an error."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.diagnostics import Position
from generator.reading import read
from generator.reading.files import read_text
from generator.reading.root import Reading

ACTORS = "framework/iti/actors.yml"
PAGE = "framework/pages/about.md"
PROFILE_PATH = "profiles/iti/mhd/profile.yml"
PROFILE = """key: MHD
name: "Mobile access to Health Documents"
domain: ITI
section: "33"
type: transaction
summary: |
  Documents for phones,
  with *few* means. [ITI-65]
source: {url: https://example.org/mhd, version: 4.2.2}
history:
  - {version: 4.2.2, status: trial-implementation, date: 2024-05-20, proposals: [CP-ITI-1254]}
actors:
  - actor: document-source
    description: 'Sends what it''s told'
    transactions:
      - {transaction: ITI-65, role: source, optionality: O, note: one-publish}
    options:
      - {key: simple, name: Simple, section: "33.2.1"}
    groupings:
      - {optionality: R, any_of: [{profile: ATNA, actor: secure-node}], when: {option: simple}}
constraints:
  - {key: one-publish, actor: document-source, at_least_one_of: [ITI-65, ITI-105], text: One of them.}
related: [XDS.b, MHDS]
issues: []
"""


def rules_of(reading: Reading) -> list[str]:
    """The rules that were broken, in order of place."""
    return [finding.rule for finding in reading.diagnostics]


def test_whole_profile_is_read(a_root) -> None:
    reading = read(a_root({PROFILE_PATH: PROFILE}))

    assert rules_of(reading) == []
    assert len(reading.records) == 1


@pytest.mark.parametrize("length", range(50, len(PROFILE), 50))
def test_truncated_profile_gives_findings_or_a_record(a_root, length: int) -> None:
    reading = read(a_root({PROFILE_PATH: PROFILE[:length]}))

    assert bool(reading.diagnostics) != bool(reading.records)


@pytest.mark.parametrize("length", range(0, 120, 8))
def test_truncated_page_gives_findings_or_a_record(a_root, length: int) -> None:
    text = (
        "---\ntitle: About the framework\naliases: [One, 'Two']\norder: 3\n---\n\n# About\n\nText of *it*.\n"
    )

    reading = read(a_root({PAGE: text[:length]}))

    assert bool(reading.diagnostics) != bool(reading.records)


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        pytest.param(b"", "empty-file", id="nothing"),
        pytest.param(b" \n\t\n", "yaml-syntax", id="a tab"),
        pytest.param(b"\n\n", "empty-file", id="empty lines"),
        pytest.param(b"\xef\xbb\xbf", "empty-file", id="a byte order mark alone"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "wrong-encoding", id="a picture"),
        pytest.param(bytes(range(256)), "wrong-encoding", id="every byte"),
        pytest.param(b"- key: a\0b\n", "wrong-encoding", id="a NUL byte"),
        pytest.param("- key: é\n".encode("latin-1"), "wrong-encoding", id="Latin-1"),
        pytest.param("- key: a\n".encode("utf-16"), "wrong-encoding", id="UTF-16"),
        pytest.param("- key: a\n".encode("utf-16-be"), "wrong-encoding", id="UTF-16 without mark"),
        pytest.param("- key: a\n".encode("utf-32"), "wrong-encoding", id="UTF-32"),
        pytest.param(b"- key: \xed\xa0\x80\n", "wrong-encoding", id="half a surrogate pair"),
        pytest.param(b"- key: \xc0\xaf\n", "wrong-encoding", id="an overlong form"),
        pytest.param(b"- key: a\x1b[2J\n", "hidden-character", id="a terminal's escape"),
        pytest.param("- key: a\u2028b\n".encode(), "hidden-character", id="a line separator"),
        pytest.param("- key: a\U000e0041\n".encode(), "hidden-character", id="an invisible tag"),
        pytest.param(b'- key: "\\ud800"\n', "yaml-syntax", id="an escaped surrogate"),
        pytest.param(b"x" * 10_000_001, "too-large", id="one line of 10 MB"),
        pytest.param(b"- " * 49_000, "yaml-depth", id="nested lists"),
        pytest.param(b"[" * 90_000, "yaml-depth", id="flow lists"),
        pytest.param(b'{"a":' * 20_000, "yaml-depth", id="flow mappings"),
        pytest.param(b"? " * 40_000, "yaml-depth", id="nested complex keys"),
        pytest.param(b"".join(b" " * n + b"a:\n" for n in range(200)), "yaml-depth", id="200 levels"),
        pytest.param(b"- &a [x]\n- &b [*a, *a]\n", "yaml-alias", id="aliases"),
        pytest.param(b"- !!python/object/apply:os.system [id]\n", "yaml-tag", id="a Python tag"),
        pytest.param(b"%TAG ! tag:example.org,2000:\n---\n- !x a\n", "yaml-tag", id="a tag handle"),
        pytest.param("- key: p\u0430yer\n".encode(), "wrong-form", id="a look-alike letter"),
        pytest.param(b"- key: ..\n", "wrong-form", id="a way out"),
        pytest.param(b"- key: a/../../b\n", "wrong-form", id="a path"),
        pytest.param(b"- key: " + b"a" * 81 + b"\n", "wrong-form", id="a long key"),
        pytest.param(b"- name: <script>alert(1)</script>\n  key: <b>\n", "wrong-form", id="markup in a key"),
    ],
)
def test_bad_content_is_named(a_root, content: bytes, rule: str) -> None:
    reading = read(a_root({ACTORS: content}))

    assert rule in rules_of(reading)
    assert reading.records == ()


def test_alias_bomb_costs_nothing(a_root) -> None:
    lines = ["- &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"- &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    began = time.monotonic()

    reading = read(a_root({ACTORS: "\n".join(lines)}))

    assert set(rules_of(reading)) == {"yaml-alias", "wrong-type"}
    assert time.monotonic() - began < 5


def test_windows_line_ends_and_mark_are_read_alike(a_root) -> None:
    reading = read(a_root({PROFILE_PATH: b"\xef\xbb\xbf" + PROFILE.replace("\n", "\r\n").encode()}))

    assert rules_of(reading) == []
    assert reading.sources[PROFILE_PATH] == PROFILE


def test_wrong_byte_is_pointed_at(a_root) -> None:
    reading = read(a_root({ACTORS: "- key: é\n".encode() + b"  name: \xe9\n"}))

    assert reading.diagnostics[0].position == Position(ACTORS, 2, 9)


def test_file_with_very_many_mistakes_is_cut_short(a_root) -> None:
    fields = "".join(f"  wrong{number}: x\n" for number in range(5000))

    reading = read(a_root({ACTORS: f"- key: a\n  name: A\n  definition: Text.\n{fields}"}))

    assert rules_of(reading).count("unknown-field") == 200
    assert rules_of(reading)[-1] == "more-mistakes"


def test_endless_tags_are_cut_short(a_root) -> None:
    reading = read(a_root({ACTORS: "- !x a\n" * 5000}))

    assert rules_of(reading).count("yaml-tag") == 200
    assert rules_of(reading)[-1] == "more-mistakes"


def test_pipe_is_not_opened(a_root) -> None:
    root = a_root({})
    (root / "framework" / "pages").mkdir(parents=True)
    os.mkfifo(root / PAGE)

    assert rules_of(read(root)) == ["unsafe-file"]


def test_pipe_in_place_of_the_configuration_is_not_opened(a_root) -> None:
    root = a_root({})
    (root / "site_config.yml").unlink()
    os.mkfifo(root / "site_config.yml")

    assert rules_of(read(root)) == ["unsafe-file"]


def test_folder_in_place_of_the_configuration_is_named(a_root) -> None:
    root = a_root({})
    (root / "site_config.yml").unlink()
    (root / "site_config.yml").mkdir()

    assert rules_of(read(root)) == ["unsafe-file"]


def test_link_in_a_circle_is_not_followed(a_root) -> None:
    root = a_root({PAGE: "---\ntitle: About\n---\n"})
    (root / "framework" / "pages" / "circle").symlink_to("..")

    assert rules_of(read(root)) == ["unsafe-file"]


def test_file_that_vanishes_is_unreadable(tmp_path: Path) -> None:
    finding = read_text(tmp_path, "gone.yml")

    assert not isinstance(finding, str)
    assert finding.rule == "unreadable-file"


def test_name_with_a_control_character_is_shown_spelled_out(a_root) -> None:
    root = a_root({"framework/pages/a\x1b[2Jb.md": "x"})

    (finding,) = read(root).diagnostics

    assert finding.rule == "unsafe-name"
    assert finding.position.path == "framework/pages/a\\u{1b}[2Jb.md"


def test_name_that_is_not_utf8_is_shown_spelled_out(a_root) -> None:
    root = a_root({"framework/pages/a.md": "---\ntitle: A\n---\n"})
    with open(os.fsencode(root) + b"/framework/pages/b\xff.md", "wb"):
        pass

    (finding,) = read(root).diagnostics

    assert finding.rule == "unsafe-name"
    str(finding).encode()


@pytest.mark.parametrize("name", ["a\u202egnp.md", "a\u200b.md", "e\u0301.md", " a.md", "a?.md", "a\n.md"])
def test_name_that_misleads_or_fails_elsewhere_is_refused(a_root, name: str) -> None:
    assert rules_of(read(a_root({f"framework/pages/{name}": "x"}))) == ["unsafe-name"]


def test_large_picture_is_refused(a_root) -> None:
    root = a_root({"profiles/iti/mhd/picture.png": b"x" * 10_000_001})

    assert rules_of(read(root)) == ["too-large"]
    assert read(root).files == frozenset()


def test_deep_folders_are_refused(a_root) -> None:
    root = a_root({"framework/pages/" + "deep/" * 25 + "a.md": "---\ntitle: A\n---\n"})

    assert rules_of(read(root)) == ["too-large"]


def test_hidden_character_in_a_setting_is_refused(a_root) -> None:
    config = "site: {name: A, url: https://example.org/}\npublication: {source: public}\n"
    theme = 'theme: {"a\\eb": c, d: "\\ee"}\n'

    reading = read(a_root({"site_config.yml": config + theme}))

    assert rules_of(reading) == ["hidden-character", "hidden-character"]


def test_findings_of_results_quote_nothing(a_root) -> None:
    text = "- key: secret one\n  name: [secret]\n  secret: secret\n  country: secret\n  since: secret\n"

    reading = read(a_root({"results_data/organizations.yml": text}))

    assert len(reading.diagnostics) == 5
    assert not any("secret" in finding.message + finding.hint for finding in reading.diagnostics)


@settings(derandomize=True, max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(max_size=200))
def test_any_text_can_be_read(a_root, text: str) -> None:
    root = a_root(
        {
            ACTORS: text.encode("utf-8", "surrogatepass"),
            PAGE: f"---\n{text}\n---\n{text}".encode("utf-8", "replace"),
        }
    )

    assert isinstance(read(root), Reading)


@settings(derandomize=True, max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(alphabet="-[]{}:,#&*!|>'\"%@`?~ \n\taé0.", max_size=60))
def test_any_yaml_signs_can_be_read(a_root, text: str) -> None:
    root = a_root({ACTORS: text, PROFILE_PATH: PROFILE + text, "site_config.yml": text})

    assert isinstance(read(root), Reading)


@settings(derandomize=True, max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(place=st.integers(0, len(PROFILE)), signs=st.text(max_size=8), removed=st.integers(0, 30))
def test_profile_with_a_slip_can_be_read(a_root, place: int, signs: str, removed: int) -> None:
    text = PROFILE[:place] + signs + PROFILE[place + removed :]

    assert isinstance(read(a_root({PROFILE_PATH: text.encode("utf-8", "replace")})), Reading)
