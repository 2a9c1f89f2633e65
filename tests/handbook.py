"""Writes the pages of all rules, `generator/handbook/rules/*.md`, from the specs."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from generator import checks, pages, pipeline, verdicts
from generator.checks import (
    dead_link,
    duplicate_requirement,
    duplicate_section,
    malformed_requirement,
    name_mismatch,
    requirement_outside_owner,
    unknown_requirement,
    unnumbered_shall,
    unsafe_prose,
)
from generator.diagnostics import Diagnostic, Rule
from generator.importers import results, scenarios
from generator.reading import RULES as READING
from generator.telling.printable import printable
from rule_examples import Example, Shown, examples

FOLDER = Path(__file__).resolve().parents[1] / "generator/handbook/rules"
MOST_FINDINGS = 4
TEXTS = (
    dead_link,
    duplicate_requirement,
    duplicate_section,
    malformed_requirement,
    name_mismatch,
    requirement_outside_owner,
    unknown_requirement,
    unnumbered_shall,
    unsafe_prose,
)
RESULTS = (
    "ambiguous-organization",
    "contradicting-results",
    "cyclic-successor",
    "duplicate-result",
    "session-dates",
    "claim-outside-profile",
    "unknown-baseline",
    "unknown-build-date",
    "unmatched-amendment",
    "unpublishable",
    "unlisted-export",
    "unpublished-system",
    "unpublished-organization",
)
SCENARIOS = (
    "step-outside-profile",
    "role-outside-profile",
    "scenario-elsewhere",
    "missing-test-data",
    "wrong-digest",
    "unsafe-test-data",
)
LANGUAGES = {".md": "markdown", ".yml": "yaml", ".feature": "gherkin", ".svg": "xml"}


def group_of(rule: Rule) -> str:
    """What a rule is about, as the list of rules groups them."""
    if rule in READING:
        return "Files and fields"
    if rule in results.RULES or rule.name in RESULTS:
        return "Results and organizations"
    if rule in scenarios.RULES or rule.name in SCENARIOS:
        return "Scenarios"
    if any(rule in module.RULES for module in TEXTS):
        return "Texts"
    if rule in verdicts.RULES or (rule not in checks.RULES and rule not in pages.RULES):
        return "Settings, waivers and the site"
    return "Records and what they name"


def written(rule: Rule, example: Example) -> str:
    """The page of a rule."""
    lines = ["---", f"title: {rule.name}", f"summary: {rule.summary}", f"group: {group_of(rule)}", "---", ""]
    lines += [*_weight(rule), "", "## Wrong", "", *_blocks(example.wrong, example)]
    told = example.told.get("found")
    lines += ["The check says:", "", *_fence("text", [told] if told else list(_told(example.found)))]
    lines += ["## Right", "", *_blocks(example.right, example)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _weight(rule: Rule) -> Iterator[str]:
    stops = "An error: nothing is published while it stands."
    yield stops if rule.severity.value == "error" else "A warning: it does not stop publication."
    if rule.is_fixed:
        yield "What comes later relies on it, so neither a setting nor a waiver can soften it."
    else:
        yield f"`checks: {{{rule.name}: …}}` in `site_config.yml` makes it an `error`, a `warning` or `off`;"
        yield "an entry of `waivers.yml` lets one finding stand, with a reason."


def _blocks(parts: tuple[Shown, ...], example: Example) -> Iterator[str]:
    for part in parts:
        if example.told:
            yield from (f"`{part.path}`:", "", part.text, "") if "\n" not in part.text else ()
            if "\n" in part.text:
                yield from (f"`{part.path}`:", "", *_fence(LANGUAGES[Path(part.path).suffix], [part.text]))
        else:
            yield from (f"`{printable(part.path)}`:", "")
            yield from _fence(LANGUAGES.get(Path(part.path).suffix, "text"), [part.text or "(no such file)"])


def _told(findings: tuple[Diagnostic, ...]) -> Iterator[str]:
    for finding in findings[:MOST_FINDINGS]:
        yield printable(str(finding))
        if finding.hint:
            yield f"  hint: {printable(finding.hint)}"
    if len(findings) > MOST_FINDINGS:
        yield "…"


def _fence(language: str, lines: list[str]) -> list[str]:
    text = "\n".join(lines)
    longest = max((len(each) for each in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}{language}", text, fence, ""]


def rule_pages() -> Mapping[str, str]:
    """The text of the page of each rule, by the rule's name. Raises: LookupError if a rule has no example."""
    with tempfile.TemporaryDirectory() as folder:
        found = examples(Path(folder))
    missing = [name for name in pipeline.RULES if name not in found or not found[name].right]
    if missing:
        raise LookupError(f"no wrong and right example in the specs: {', '.join(missing)}")
    return {name: written(rule, found[name]) for name, rule in pipeline.RULES.items()}


def main() -> int:
    """0 once the pages are written."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    texts = rule_pages()
    for path in FOLDER.glob("*.md"):
        if path.stem not in texts:
            path.unlink()
    for name, text in texts.items():
        (FOLDER / f"{name}.md").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
