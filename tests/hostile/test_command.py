"""The real command over damaged roots: findings in their form, never a traceback, the old site untouched."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from site_support import Outcome, build, digests, tfpub
from spec_root import SPECS

FINDING = re.compile(r"[^:]+:[1-9]\d*:[1-9]\d*: (error|warning|waived): .+ \[[a-z0-9-]+\]")
OTHER_LINES = re.compile(
    r"|  (hint|waived|see): .+|  \d+ \| .{,150}|   +\| *\^"
    r"|(nothing written: )?\d+ errors?, \d+ warnings?, \d+ waived"
)
PROFILE = "profiles/dom/one/profile.yml"
TEXT = "profiles/dom/one/index.md"
DEEP = "".join(f"{'  ' * level}a:\n" for level in range(200))
CYCLE = """\
- {key: a, name: A, country: CH, successor: b}
- {key: b, name: B, country: CH, successor: c}
- {key: c, name: C, country: CH, successor: a}
"""


def put(path: str, content: bytes | str) -> Callable[[Path], None]:
    """Writes a file of the root."""

    def damage(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))

    return damage


def cut(path: str, share: float) -> Callable[[Path], None]:
    """Cuts a file short, within a word or a character."""

    def damage(root: Path) -> None:
        content = (root / path).read_bytes()
        (root / path).write_bytes(content[: int(len(content) * share)])

    return damage


def recoded(path: str, encoding: str) -> Callable[[Path], None]:
    def damage(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8") + "\n# é\n"
        (root / path).write_bytes(text.encode(encoding))

    return damage


def without(path: str) -> Callable[[Path], None]:
    def damage(root: Path) -> None:
        shutil.rmtree(root / path) if (root / path).is_dir() else (root / path).unlink()

    return damage


def file_for_folder(path: str) -> Callable[[Path], None]:
    def damage(root: Path) -> None:
        without(path)(root)
        (root / path).write_text("a file\n", encoding="utf-8")

    return damage


def folder_for_file(path: str) -> Callable[[Path], None]:
    def damage(root: Path) -> None:
        without(path)(root)
        (root / path / "more").mkdir(parents=True)

    return damage


DAMAGES: dict[str, Callable[[Path], None]] = {
    **{f"a profile cut at {share}": cut(PROFILE, share) for share in (0.02, 0.1, 0.3, 0.5, 0.7, 0.85, 0.97)},
    **{f"a text cut at {share}": cut(TEXT, share) for share in (0.03, 0.2)},
    "settings cut short": cut("site_config.yml", 0.4),
    "settings in UTF-16": recoded("site_config.yml", "utf-16"),
    "settings that are empty": put("site_config.yml", ""),
    "settings that are a list": put("site_config.yml", "- a\n"),
    "settings that are a picture": put("site_config.yml", b"\x89PNG\r\n\x1a\n\x00"),
    "settings that are a folder": folder_for_file("site_config.yml"),
    "a profile in Latin-1": recoded(PROFILE, "latin-1"),
    "a profile in UTF-16": recoded(PROFILE, "utf-16"),
    "a profile in UTF-32": recoded(PROFILE, "utf-32"),
    "a profile of random bytes": put(PROFILE, bytes(range(256)) * 20),
    "a profile that is a folder": folder_for_file(PROFILE),
    "a text of a program": put(TEXT, b"\x7fELF\x02\x01\x01\x00" + bytes(2000)),
    "a text of packed bytes": put(TEXT, b"PK\x03\x04\x14\x00\x08\x08"),
    "an empty profile": put(PROFILE, ""),
    "an empty text": put(TEXT, ""),
    "a profile of blanks": put(PROFILE, " \n\t\n"),
    "a line of ten megabytes": put(TEXT, b"---\ntitle: " + b"a" * 10_000_000 + b"\n---\n"),
    "a field of ten megabytes": put(PROFILE, b"key: " + b"a" * 10_000_000),
    "a long line below the limit": put(TEXT, "---\ntitle: A\n---\n" + "[a](b" * 16_000 + "\n\n[x](gone.md)"),
    "emphasis without end": put(TEXT, "---\ntitle: A\n---\n" + "*a_ **b__ " * 9_000 + "[x](gone.md)"),
    "links without end": put(TEXT, "---\ntitle: A\n---\n" + ("![[a]" * 15 + "(gone.md) \n") * 900),
    "nesting without end": put(PROFILE, DEEP),
    "flow nesting without end": put(PROFILE, "key: " + "[" * 50_000),
    "successors in a circle": put("results_data/organizations.yml", CYCLE),
    "many mistakes": put("framework/dom/actors.yml", "- {a: b}\n" * 5_000),
    "no texts of the framework": without("framework"),
    "no profiles": without("profiles"),
    "a file in place of the framework": file_for_folder("framework"),
    "a file in place of the profiles": file_for_folder("profiles"),
    "a file in place of a profile": file_for_folder("profiles/dom/one"),
    "waivers that are no list": put("waivers.yml", "a: b\n"),
    "waivers in which nothing is right": put("waivers.yml", "- {rule: [a], path: {}, reason: 5}\n- 3\n"),
    "a terminal's escape in a key": put(PROFILE, 'key: "\\e]0;pwned\\a\\e[2J"\n'),
    "a terminal's escape in a name": put("framework/pages/a\x1b[31mb.md", "x"),
    "a turned direction in a name": put("framework/pages/a\u202eb.md", "x"),
    "a terminal's escape in a link": put(TEXT, "---\ntitle: A\n---\n[a](<&#27;[2J.md>) [b](&#x9b;2J.md)\n"),
    "a terminal's escape in a value": put("framework/pages/a.md", '---\ntitle: A\n"\\e[2J": x\n---\n'),
    "a turned direction in an entity": put(
        TEXT, "---\ntitle: A\n---\n[a](&#x202e;x.md) ![b](&#x2066;x.png)\n"
    ),
    "a broken drawing": put("profiles/dom/one/a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'>\x1b[2J"),
}

REALLY_RUN = (
    "a profile cut at 0.5",
    "settings in UTF-16",
    "a line of ten megabytes",
    "nesting without end",
    "successors in a circle",
    "a file in place of the framework",
    "a terminal's escape in a name",
)


@pytest.fixture(scope="module")
def old_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that was built before the root was damaged."""
    site = tmp_path_factory.mktemp("old") / "site"
    outcome = build(SPECS / "base", site)
    assert outcome.code == 0, outcome.output
    return site


def damaged(tmp_path: Path, damage: Callable[[Path], None]) -> Path:
    root = shutil.copytree(SPECS / "base", tmp_path / "root")
    damage(root)
    return root


def assert_findings_only(outcome: Outcome) -> None:
    """Every line has its form, and nothing in it moves a terminal's cursor or turns its text."""
    lines = outcome.output.split("\n")
    assert "Traceback" not in outcome.output
    assert [line for line in lines if not line.isprintable()] == []
    strange = [line for line in lines if not FINDING.fullmatch(line) and not OTHER_LINES.fullmatch(line)]
    assert strange == []
    assert any(FINDING.fullmatch(line) for line in lines)


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_damaged_root_ends_in_findings(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    root = damaged(tmp_path, damage)
    result = CliRunner(catch_exceptions=False).invoke(main, ["check", "--root", str(root)])
    assert result.exit_code == 1, result.output
    assert_findings_only(Outcome(result.exit_code, result.output))


@pytest.mark.parametrize("name", REALLY_RUN)
def test_damaged_root_ends_in_findings_of_the_real_command(tmp_path: Path, name: str) -> None:
    outcome = tfpub("check", "--root", damaged(tmp_path, DAMAGES[name]))
    assert outcome.code == 1, outcome.output
    assert_findings_only(outcome)


@pytest.mark.parametrize("name", ["a profile cut at 0.5", "a text of a program", "settings that are empty"])
def test_build_of_a_damaged_root_leaves_the_old_site(tmp_path: Path, old_site: Path, name: str) -> None:
    root = damaged(tmp_path, DAMAGES[name])
    site = shutil.copytree(old_site, root / "site")
    outcome = tfpub("build", "--root", root)
    assert outcome.code == 1, outcome.output
    assert_findings_only(outcome)
    assert digests(site) == digests(old_site)
    assert [path.name for path in root.iterdir() if path.name.startswith(".site")] == []


def test_build_with_a_broken_theme_leaves_the_old_site(tmp_path: Path, old_site: Path) -> None:
    root = damaged(tmp_path, put("theme/templates/profile.html", "{{ 1 // 0 }}<script>"))
    site = shutil.copytree(old_site, root / "site")
    outcome = tfpub("build", "--root", root)
    assert outcome.code == 1, outcome.output
    assert_findings_only(outcome)
    assert digests(site) == digests(old_site)


def test_folder_without_settings_is_no_root(tmp_path: Path) -> None:
    outcome = tfpub("check", "--root", tmp_path)
    assert outcome.code == 1
    assert_findings_only(outcome)


def test_folder_that_does_not_exist_is_wrong_use(tmp_path: Path) -> None:
    outcome = tfpub("check", "--root", tmp_path / "gone")
    assert (outcome.code, "Traceback" in outcome.output) == (2, False)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_output_that_cannot_be_written_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    outcome = build(SPECS / "base", tmp_path / "closed/site")
    assert (outcome.code, "Traceback" in outcome.output) == (2, False)


@pytest.mark.parametrize("output", ["root/site_config.yml/site", "root/site_config.yml"])
def test_output_that_cannot_be_a_folder_is_wrong_use(tmp_path: Path, output: str) -> None:
    damaged(tmp_path, lambda root: None)
    outcome = build(tmp_path / "root", tmp_path / output)
    assert (outcome.code, "Traceback" in outcome.output) == (2, False), outcome.output


def test_softened_rules_let_a_broken_root_be_built(tmp_path: Path) -> None:
    """What a root may wave through never breaks a later stage."""

    def damage(root: Path) -> None:
        text = (root / PROFILE).read_text(encoding="utf-8")
        for old, new in (("sender", "nobody"), ("DOM-1", "DOM-44"), ("label", "gone"), ("TWO", "THREE")):
            text = text.replace(old, new)
        (root / PROFILE).write_text(text, encoding="utf-8")
        rules = tfpub("check", "--root", root).output
        soft = {found[1] for found in re.finditer(r" \[([a-z-]+)\]\n", rules)}
        with (root / "site_config.yml").open("a", encoding="utf-8") as config:
            config.write("\nchecks:\n" + "".join(f'  {rule}: "off"\n' for rule in sorted(soft)))

    root = damaged(tmp_path, damage)
    outcome = build(root, tmp_path / "site")
    assert outcome.code == 0, outcome.output
