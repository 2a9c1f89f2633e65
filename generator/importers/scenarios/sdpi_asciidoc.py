"""Use cases in AsciiDoc: their scenarios are Given, When and Then; blocks of requirements become a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.importers.ihe_ig.identity import slug
from generator.importers.ihe_ig.unseen import words_of
from generator.importers.scenarios.asciidoc_blocks import Block as Part
from generator.importers.scenarios.asciidoc_blocks import Outline, inner, outline, paragraphs
from generator.importers.scenarios.asciidoc_text import Inline, outside_code
from generator.importers.scenarios.conversion import Converted, Foreign
from generator.importers.scenarios.features import Unkeyed, scenarios
from generator.importers.scenarios.findings import SYNTAX
from generator.importers.scenarios.gherkin import Block, parse
from generator.importers.scenarios.steps import Setting

_STEP = re.compile(r"\*(?P<keyword>Given|When|Then|And|But)\*\s+(?P<text>\S.*)")
_BARE_STEP = re.compile(r"(?P<keyword>Given|When|Then|And|But)\s+(?P<text>\S.*)")
_ID = re.compile(r"[rR]0*(?P<number>[0-9]{1,9})")
_LEVEL_WORDS = {"shall": "SHALL", "should": "SHOULD", "may": "MAY"}
_LONE_SIGN = re.compile(r"§\s")
_REQUIREMENT = "#sdpi_requirement"
_ROLES = {"use-case": "Feature", "use-case-scenario": "Scenario"}
_STEPS = ("use-case-background", "use-case-steps")


def convert(foreign: Foreign) -> Converted:
    """The scenarios of a file, and a text with its requirements if it has any."""
    found = outline(foreign.text)
    inline = Inline(foreign, found.attributes)
    requirements = list(_requirements(found, inline))
    name = slug(foreign.file.rpartition("/")[2].rpartition(".")[0])
    texts = {f"requirements-{name}.md": _text(requirements)} if requirements else {}
    return Converted(scenarios=tuple(_scenarios(found, inline)), texts=texts)


def _scenarios(found: Outline, inline: Inline) -> Iterator[Unkeyed]:
    """The scenarios of every use case: each is written as Gherkin in the lines where it stands."""
    for parts in _use_cases(found.blocks):
        lines: dict[int, str] = {}
        for part in parts:
            _write(part, lines, inline)
        if not any(line.startswith("Scenario") for line in lines.values()):
            continue
        text = "\n".join(lines.get(number, "") for number in range(1, max(lines) + 1))
        foreign = inline.foreign
        parsed = parse(Block(text=text, position=foreign.place(1)), foreign.findings, SYNTAX)
        if parsed is not None:
            yield from scenarios(
                parsed, Setting(foreign.profile, foreign.book, foreign.parse, foreign.findings)
            )


def _use_cases(parts: Sequence[Part]) -> Iterator[list[Part]]:
    current: list[Part] = []
    for part in parts:
        if part.kind == "heading" and part.attributes.get("role") == "use-case":
            yield current
            current = []
        current.append(part)
    yield current


def _write(part: Part, lines: dict[int, str], inline: Inline) -> None:
    role = part.attributes.get("role", "")
    if part.kind == "heading":
        if role in _ROLES:
            title = part.attributes.get("sdpi_feature") or part.attributes.get("sdpi_scenario")
            words = inline.markdown(title or part.lines[0][1], part.line)
            lines[part.line] = f"{_ROLES[role]}: {words_of(words)}"
        elif lines and not any(line.startswith("Scenario") for line in lines.values()):
            inline.foreign.note(
                part.line, part.lines[0][1], "a text of a use case; it belongs to a text page"
            )
    elif part.kind == "====" and role in _STEPS and lines:
        if role == "use-case-background":
            lines[part.line] = "Background:"
        for number, words in paragraphs(part.lines):
            step = _STEP.fullmatch(words) or _BARE_STEP.fullmatch(words)
            if step is None:
                inline.foreign.note(number, words, "it is no Given, When or Then")
            else:
                lines[number] = f"{step['keyword']} {words_of(inline.markdown(step['text'], number))}"


def _requirements(found: Outline, inline: Inline) -> Iterator[str]:
    """The requirements of a file in the notation of our texts."""
    for part in found.blocks:
        if part.kind == "////":
            if any("[sdpi_requirement#" in line for _, line in part.lines):
                inline.foreign.note(part.line, "a requirement in a comment", "it is no longer published")
        elif _REQUIREMENT in part.attributes:
            id = _ID.fullmatch(part.attributes[_REQUIREMENT])
            if id is None:
                inline.foreign.note(part.line, part.attributes[_REQUIREMENT], "the id holds no number")
                continue
            yield from _requirement(part, int(id["number"]), inline)


def _requirement(part: Part, number: int, inline: Inline) -> Iterator[str]:
    foreign = inline.foreign
    level = part.attributes.get("sdpi_req_level", "")
    for name, value in part.attributes.items():
        if name not in (_REQUIREMENT, "sdpi_req_level", "style"):
            foreign.note(part.line, f"{name}={value}", "a requirement has no place for it")
    parts = {each.attributes.get("style", ""): each for each in inner(part)}
    if "NORMATIVE" not in parts:
        foreign.note(part.line, f"requirement {number}", "it has no normative text")
        return
    word = _LEVEL_WORDS.get(level)
    texts = [inline.markdown(text, line) for line, text in paragraphs(parts["NORMATIVE"].lines)]
    binding = [_raised(text, level, word) for text in texts]
    if word is None or not any(word in text for text in binding):
        foreign.note(part.line, f"requirement {number}", f"its text does not say {level or 'how it binds'}")
    yield f"§{foreign.profile.key}-{number}:{outside_code(binding[0], _without_signs)}§"
    yield from map(_beside_marks, binding[1:])
    for style in ("NOTE", "RELATED"):
        for line, text in paragraphs(parts[style].lines) if style in parts else ():
            yield _beside_marks(inline.markdown(text.removeprefix("* "), line))


def _without_signs(text: str) -> str:
    """The text with signs that end no requirement."""
    return text.replace("§", "&sect;")


def _beside_marks(text: str) -> str:
    """A paragraph that is no requirement: a single sign, as in "§ 12", is read as text without any care."""
    is_lone = text.count("§") == 1 and _LONE_SIGN.search(text)
    return text if is_lone else outside_code(text, _without_signs)


def _raised(text: str, level: str, word: str | None) -> str:
    """The text with the word of its level in capitals, as our notation reads it."""
    return re.sub(rf"\b{level}\b", word, text) if word is not None else text


def _without_tags(text: str) -> str:
    return text.replace("<", "\\<")


def _text(requirements: Sequence[str]) -> str:
    body = "\n\n".join(outside_code(line, _without_tags) for line in requirements)
    return f"---\ntitle: Requirements\n---\n\n{body}\n"
