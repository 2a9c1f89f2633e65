"""Spares the Markdown parser what cannot match; its tokens are the same as without."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleFuncTv, Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from generator.reading.prose_rules import BlockRule, BoundedInlineParser, InlineRule, brackets_nest_too_deep

BLOCK_STARTS: Mapping[str, str] = {
    "admonition": "!?",
    "attr": "{",
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*+-0123456789",
    "footnote_def": "[",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
}
"""Block rule -> what a line that it takes begins with, blanks and marks of containers aside."""

INLINE_STARTS: Mapping[str, str] = {
    "newline": "\n",
    "escape": "\\",
    "backticks": "`",
    "strikethrough": "~",
    "emphasis": "*_",
    "requirement": "§",
    "key_citation": "[",
    "section_citation": "-",
    "link": "[",
    "span": "[",
    "image": "!",
    "footnote_ref": "[",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
    "attr": "{",
}
"""Inline rule -> the characters that it can begin at."""

# Every character above, and the bracket at which the text of a link ends. All else is text.
_END_OF_TEXT = re.compile(r"[\n\\`~*_\[\]!<&{§-]")
# The same without the line's end; a hyphen counts only behind " TF", where `section_citation` takes it.
_MARK = re.compile(r"[\\`~*_\[\]!<&{§]")
_BLANKS = ("", " ", "\t", "\n")
_DELIMITER = re.compile(r"[*_~]")


class QuickInlineParser(BoundedInlineParser):
    """Inline parser that takes plain lines at once, and pairs delimiters only where there are any."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        end = _first_mark(src)
        if end == len(src) and "\n" not in src:
            if src:
                tokens.append(Token("text", "", 0, content=src))
            return tokens
        if brackets_nest_too_deep(src):
            return super().parse(src, md, env, tokens)
        state = StateInline(src, md, env, tokens)
        _take_lines(state, end)
        self.tokenize(state)
        # All that remains is to pair delimiters, and to join what these leave behind.
        if _DELIMITER.search(src):
            for rule in self.ruler2.getRules(""):
                rule(state)
        return state.tokens


def _first_mark(src: str) -> int:
    """Where the first inline rule can begin, line ends aside; the length of `src` if none can."""
    mark = _MARK.search(src)
    end = mark.start() if mark else len(src)
    citation = src.find(" TF-", 0, end)
    return end if citation < 0 else citation


def _take_lines(state: StateInline, end: int) -> None:
    """Takes the lines that end before `end`, as long as no blank beside a line's end has a meaning."""
    src = state.src
    line_end = src.find("\n", 0, end)
    while (
        line_end > 0 and src[line_end - 1] not in _BLANKS and src[line_end + 1 : line_end + 2] not in _BLANKS
    ):
        state.append_pending(src[state.pos : line_end])
        state.push("softbreak", "br", 0)
        state.pos = line_end + 1
        line_end = src.find("\n", state.pos, end)


class _QuickRuler(Ruler[RuleFuncTv]):
    """The rules of a complete ruler, where each chain is one rule that tries only those that can match."""

    def __init__(
        self,
        ruler: Ruler[RuleFuncTv],
        joined: Callable[[Sequence[tuple[str, RuleFuncTv]]], RuleFuncTv],
    ) -> None:
        super().__init__()
        self.__rules__ = ruler.__rules__
        rules = [rule for rule in ruler.__rules__ if rule.enabled]
        names = {"", *(name for rule in rules for name in rule.alt)}
        self._chains = {
            name: [joined([(rule.name, rule.fn) for rule in rules if not name or name in rule.alt])]
            for name in names
        }

    def getRules(self, chainName: str = "") -> list[RuleFuncTv]:
        return self._chains.get(chainName, [])


def quicken(parser: MarkdownIt) -> None:
    """Makes a parser, complete with all its rules, try only those that a line or character can begin."""
    parser.block.ruler = _QuickRuler(parser.block.ruler, _one_block_rule)
    parser.inline.ruler = _QuickRuler(parser.inline.ruler, _one_inline_rule)
    parser.inline.terminator_re = _END_OF_TEXT


def _by_character(
    rules: Sequence[tuple[str, RuleFuncTv]], starts: Mapping[str, str]
) -> Mapping[str, tuple[RuleFuncTv, ...]]:
    """Character -> the rules, in their order, that can begin with it; "" has those that begin anyhow."""
    characters = {"", *"".join(starts.values())}
    return {
        character: tuple(
            rule for name, rule in rules if name not in starts or (character and character in starts[name])
        )
        for character in characters
    }


def _one_block_rule(rules: Sequence[tuple[str, BlockRule]]) -> BlockRule:
    guarded = [(name, _guarded(rule, GUARDS[name]) if name in GUARDS else rule) for name, rule in rules]
    by_character = _by_character(guarded, BLOCK_STARTS)
    others = by_character[""]

    def first_match(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        start = state.bMarks[line] + state.tShift[line]
        for rule in by_character.get(state.src[start : start + 1], others):
            if rule(state, line, end, silent):
                return True
        return False

    return first_match


def _one_inline_rule(rules: Sequence[tuple[str, InlineRule]]) -> InlineRule:
    by_character = _by_character(rules, INLINE_STARTS)
    others = by_character[""]

    def first_match(state: StateInline, silent: bool) -> bool:
        # A generator costs more here than most rules do.
        for rule in by_character.get(state.src[state.pos], others):  # noqa: SIM110
            if rule(state, silent):
                return True
        return False

    return first_match


Guard = Callable[[StateBlock, int, bool], bool]


def _guarded(rule: BlockRule, guard: Guard) -> BlockRule:
    def guarded(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        return guard(state, line, silent) and rule(state, line, end, silent)

    return guarded


def _may_be_table(state: StateBlock, line: int, silent: bool) -> bool:
    """A table's second line holds only pipes, hyphens, colons and blanks."""
    return _starts_with(state, line + 1, "|-:")


def _may_be_definition(state: StateBlock, line: int, silent: bool) -> bool:
    """A definition stands below its term, or below one empty line; only its own line ends a paragraph."""
    if silent:
        return _starts_with(state, line, ":~")
    return _starts_with(state, line + 1, ":~") or _starts_with(state, line + 2, ":~")


def _may_be_underlined(state: StateBlock, line: int, silent: bool) -> bool:
    """A heading's underline is a line of the paragraph, and ends with a hyphen, equals sign or blank."""
    # The rule itself leaves this behind when it fails, and other rules look at it.
    state.parentType = "paragraph"
    ends, source = state.eMarks, state.src
    for below in range(line + 1, state.lineMax):
        if state.bMarks[below] + state.tShift[below] >= ends[below]:
            return False
        if source[ends[below] - 1] in "-= \t":
            return True
    return False


def _starts_with(state: StateBlock, line: int, characters: str) -> bool:
    if line >= state.lineMax:
        return False
    start = state.bMarks[line] + state.tShift[line]
    return start < state.eMarks[line] and state.src[start] in characters


GUARDS: Mapping[str, Guard] = {
    "table": _may_be_table,
    "lheading": _may_be_underlined,
    "deflist": _may_be_definition,
}
"""Block rule -> whether it can match, for those that the lines below a line decide on."""
