"""`tfpub check --fix`: what is surely a slip is mended, all else stays, a second call finds nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import pipeline, reading
from generator.cli import main
from generator.edits import in_order, replaced_at, tidy
from generator.mending import mend
from generator.reading.yaml_tree import ListNode, MappingNode, Node, ScalarNode, compose
from pull_request_support import DAY, PullRequest, base, pull_requests

PROFILE = "profiles/dom/one/profile.yml"
SLIPS = {
    "a key in another case": (PROFILE, "{profile: TWO,", "{profile: two,"),
    "a misspelled field": (PROFILE, "    options:", "    optoins:"),
    "a misspelled reference": (PROFILE, "actor: receiver", "actor: reciever"),
    "a misspelled choice": (
        "framework/dom/transactions/dom-2.md",
        "status: final-text",
        "status: final-txet",
    ),
    "spaces at the end of a line": ("framework/domains.yml", "aliases: [OLD]\n", "aliases: [OLD] \t\n"),
    "a file without an end": ("framework/standards.yml", "standard\n", "standard"),
    "a misspelled standard": (
        "framework/dom/transactions/dom-1.md",
        "[sample-standard]",
        "['sampel-standard']",
    ),
}


def put(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_bytes("".join([*text.rpartition(old)[:1], new, text.rpartition(old)[2]]).encode())


def contents(root: Path) -> Mapping[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def fixed(root: Path) -> list[str]:
    return list(mend(root, DAY, lambda path: True))


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_is_mended_and_told(slip: tuple[str, str, str], tmp_path: Path) -> None:
    root = base(tmp_path)
    before = contents(root)
    put(root, *slip)
    told = fixed(root)
    after = contents(root)
    assert len(told) == 1 and told[0].startswith(f"{slip[0]}:")
    # Quotes stay, although the word between them was mended.
    assert {**after, slip[0]: after[slip[0]].replace(b"'", b"")} == before
    assert fixed(root) == []


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (PROFILE, "{transaction: DOM-1, role: source", "{transaction: DOM-11, role: source"),
        (PROFILE, "actor: receiver", "actor: rec"),
        (PROFILE, "optionality: O", "optionality: X"),
        ("profiles/dom/one/index.md", "Parcels arrive.", "Parcels arrive.  "),
        (
            "framework/glossary.yml",
            "  definition: What is sent.\n",
            "  definition: |\n    What is   \n    sent.\n",
        ),
        ("framework/glossary.yml", "  definition: What is sent.\n", "  definition: What is   \n    sent.\n"),
        ("framework/dom/actors.yml", "  definition: Tells the time.", "  definition: Tells: the time. "),
        ("results_data/2025-eu/session.yml", "kind: connectathon", "kind: connectahton "),
        ("results_data/2025-eu/exports/results.csv", "TWO,clock", "two,clock "),
    ],
    ids=[
        "another number",
        "a word that is far from any",
        "a letter",
        "a line end in a text",
        "a literal text",
        "a text of two lines",
        "a file that is no YAML",
        "a session",
        "an export",
    ],
)
def test_what_may_have_been_meant_stays(path: str, old: str, new: str, tmp_path: Path) -> None:
    root = base(tmp_path)
    put(root, path, old, new)
    before = contents(root)
    assert fixed(root) == []
    assert contents(root) == before


def test_versions_are_put_in_order_with_their_lines(tmp_path: Path) -> None:
    root = base(tmp_path)
    older = '  - {version: "1.0", status: trial-implementation, date: 2024-01-01}\n'
    newer = '  - version: "1.1"  # the second\n    status: trial-implementation\n    date: 2025-02-01\n'
    put(root, PROFILE, older, older + newer)
    assert [line.rpartition(" ")[2] for line in fixed(root)] == ["[history-order]"]
    assert newer + older in (root / PROFILE).read_text(encoding="utf-8")


@pytest.mark.parametrize("between", ["  # a word about both\n", "\n"])
def test_versions_with_something_between_them_stay(between: str) -> None:
    assert in_order(f"history:\n  - {{date: 2024-01-01}}\n{between}  - {{date: 2025-01-01}}\n", 2) in (
        None,
        f"history:\n  - {{date: 2024-01-01}}\n{between}  - {{date: 2025-01-01}}\n",
    )


def test_a_file_that_is_no_content_is_never_written(tmp_path: Path) -> None:
    root = base(tmp_path)
    outside = tmp_path / "outside.yml"
    outside.write_text("- {kind: profile, key: TWO2, name: x, url: https://a.example/} ", encoding="utf-8")
    (root / "framework/external.yml").unlink()
    (root / "framework/external.yml").symlink_to(outside)
    before = outside.read_bytes()
    fixed(root)
    assert outside.read_bytes() == before


def test_line_ends_and_marks_of_a_file_stay() -> None:
    text = "\ufeff- key: a \r\n  name: b\r\n"
    assert tidy(text, is_yaml=True) == "\ufeff- key: a\r\n  name: b\r\n"
    assert replaced_at(text, 1, 8, "a", "c") == "\ufeff- key: c \r\n  name: b\r\n"
    assert replaced_at(text, 2, 9, "bb", "c") is None


@pytest.mark.parametrize("change", pull_requests(), ids=lambda each: each.name)
def test_a_pull_request_keeps_all_that_is_not_named(change: PullRequest, tmp_path: Path) -> None:
    root = change.make(tmp_path)
    before = contents(root)
    told = fixed(root)
    after = contents(root)
    for path in before:
        if before[path] != after[path]:
            named = [line for line in told if line.startswith(f"{path}:") and " is now " in line]
            old, new = (list(words(text[path].decode())) for text in (before, after))
            pairs = [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]]
            if named:
                said = [f"{one} is now {other}" for one, other in pairs]
                assert [line.partition("fixed: ")[2].rpartition(" [")[0] for line in named] == said
            else:
                assert sorted(old) == sorted(new)
    assert fixed(root) == []
    assert contents(root) == after


def words(text: str) -> Iterator[str]:
    fields = text.split("---\n")[1] if text.startswith("---\n") else text
    tree = compose(fields, "a.yml")
    if tree.root is not None:
        yield from _words(tree.root)


def _words(node: Node) -> Iterator[str]:
    if isinstance(node, ScalarNode):
        yield node.text
    elif isinstance(node, ListNode):
        for each in node.nodes:
            yield from _words(each)
    elif isinstance(node, MappingNode):
        for entry in node.entries.values():
            yield entry.name.text
            yield from _words(entry.value)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    slips=st.lists(st.sampled_from(sorted(SLIPS)), unique=True),
    spaces=st.lists(
        st.tuples(st.sampled_from([PROFILE, "framework/domains.yml"]), st.integers(0, 30)), max_size=5
    ),
    comment=st.sampled_from(["", "# a word about it\n", "# [x]: {y} \n"]),
)
def test_any_slips_together_leave_the_records_as_they_were(
    slips: list[str], spaces: list[tuple[str, int]], comment: str, tmp_path: Path
) -> None:
    shutil.rmtree(tmp_path / "root", ignore_errors=True)
    root = base(tmp_path)
    (root / PROFILE).write_text((root / PROFILE).read_text(encoding="utf-8") + comment, encoding="utf-8")
    expected = reading.read(root).records
    for name in slips:
        put(root, *SLIPS[name])
    for path, number in spaces:
        lines = (root / path).read_text(encoding="utf-8").split("\n")
        lines[number % len(lines)] += "  "
        (root / path).write_text("\n".join(lines), encoding="utf-8")
    fixed(root)
    assert reading.read(root).records == expected
    assert not pipeline.check(root, date=DAY).fails()


def test_the_command_tells_what_it_mended_and_then_what_is_left(tmp_path: Path) -> None:
    root = base(tmp_path)
    put(root, PROFILE, "{profile: TWO,", "{profile: two,")
    put(root, "profiles/dom/one/index.md", "Parcels arrive.", "Parcels arrive by [DOM-12].")
    words_of_it = ["check", "--root", str(root), "--date", str(DAY), "--fix"]
    result = CliRunner(catch_exceptions=False).invoke(
        main, [*words_of_it, "--format", "json", str(root / "framework")]
    )
    assert "fixed" not in result.stderr
    result = CliRunner(catch_exceptions=False).invoke(main, words_of_it)
    assert result.exit_code == 1
    assert [line for line in result.stderr.splitlines() if not line.startswith("  ")] == [
        f"{PROFILE}:18:45: fixed: two is now TWO [key-case]",
        "framework/pages/about.md:7:24: waived: [DOM-77] is not defined here [unknown-id]",
        "profiles/dom/one/index.md:6:19: error: [DOM-12] is not defined here [unknown-id]",
    ]


def test_the_next_free_id_is_proposed_for_what_binds_without_one(tmp_path: Path) -> None:
    root = base(tmp_path)
    put(root, "profiles/dom/one/use-cases.md", "Send Parcel [DOM-1]", "Send Parcel [DOM-1], and SHALL do so")
    hints = [
        each.hint for each in pipeline.check(root, date=DAY).diagnostics if each.rule == "unnumbered-shall"
    ]
    assert hints == ["put the sentence between §ONE-3: and §, with an id of its own"]
