"""What the documents of this repository say is true of it."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from generator.cli import main
from generator.pipeline import RULES
from site_support import REPOSITORY

CONTEXT = click.Context(main)
DOCUMENTS = sorted(REPOSITORY.glob("*.md"))
LOCAL_LINK = re.compile(r"\]\(([A-Za-z][\w./-]*)\)")
COMMAND_ROW = re.compile(r"^\| `tfpub ([^`]+)`", re.MULTILINE)
RULE_ROW = re.compile(r"^\| (`[a-z-]+`(?:, `[a-z-]+`)*) \|", re.MULTILINE)
NAMED_PATH = re.compile(r"`((?:generator|theme|framework|profiles|tests|benchmarks)/[\w./-]*)`")


def text_of(name: str) -> str:
    return (REPOSITORY / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_of_a_document_lead_to_files(document: Path) -> None:
    prose = re.sub(r"`[^`\n]*`", "", document.read_text(encoding="utf-8"))
    assert [link for link in LOCAL_LINK.findall(prose) if not (REPOSITORY / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_folders_and_files_that_a_document_names_exist(document: Path) -> None:
    named = NAMED_PATH.findall(document.read_text(encoding="utf-8"))
    assert [path for path in named if not (REPOSITORY / path).exists()] == []


def test_the_readme_lists_every_command() -> None:
    rows = [row.split() for row in COMMAND_ROW.findall(text_of("README.md"))]
    assert sorted({row[0] for row in rows}) == sorted(main.list_commands(CONTEXT))


def test_the_readme_lists_every_foreign_format() -> None:
    group = main.get_command(CONTEXT, "import")
    assert isinstance(group, click.Group)
    listed = [
        row.split()[1] for row in COMMAND_ROW.findall(text_of("README.md")) if row.startswith("import ")
    ]
    assert sorted(listed) == sorted(group.commands)


def test_rules_that_the_guide_explains_exist() -> None:
    named = [
        rule.strip("` ") for row in RULE_ROW.findall(text_of("CONTRIBUTING.md")) for rule in row.split(",")
    ]
    assert named != []
    assert [rule for rule in named if rule not in RULES] == []
