"""Whatever an author writes, a text holds no markup, address or id that we did not make."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.records.prose import ProseFault
from generator.rendering.mentions import mentions
from markdown_support import a_document, rendered

ELEMENTS = {
    "a",
    "blockquote",
    "br",
    "caption",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "img",
    "input",
    "label",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "span",
    "strong",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}
ATTRIBUTES = {
    "alt",
    "aria-label",
    "checked",
    "class",
    "disabled",
    "href",
    "id",
    "loading",
    "open",
    "rel",
    "role",
    "scope",
    "src",
    "start",
    "tabindex",
    "title",
    "type",
}
ADDRESS = re.compile(r"(ref:[a-z]|https?://|mailto:|#).*", re.DOTALL)

HOSTILE_LINKS = [
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](javascript&#58;alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](< javascript:alert(1)>)",
    "[x](\\javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "[x](//evil.example)",
    "[x](/\\evil.example)",
    "[x](\\\\evil.example)",
    "[x](/etc/passwd)",
    "[x](blob:https://evil.example/1)",
    "[x](unknown:y)",
    "[x]()",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "[x]\n\n[x]: javascript:alert(1)",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml,<svg>)",
    "![x](//evil.example/x.png)",
    "![x](page.html)",
]
HOSTILE = [
    *HOSTILE_LINKS,
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<iframe src=//evil.example></iframe>",
    "<br onclick=alert(1)>",
    "<br/onload=alert(1)>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php alert(1) ?>",
    "<style>@import '//evil.example'</style>",
    "[x](&#1;javascript:alert(1))",
    '[x]{onclick="alert(1)"}',
    '[x]{style="position:fixed"}',
    "[x]{.md-overlay}",
    '[x]{#"><script>}',
    "[x]{id=\"' onmouseover=alert(1) x='\"}",
    '![x](a.png){onerror="alert(1)" src="//evil.example"}',
    '[x](https://example.org){href="javascript:alert(1)"}',
    '{onclick="alert(1)"}\nparagraph',
    '## Heading {onclick="alert(1)"}',
    "## <img src=x onerror=alert(1)>",
    '[x](https://example.org "\\" onmouseover=alert(1)")',
    '![" onerror="alert(1)](a.png)',
    '!!! "><script>alert(1)</script>\n    x',
    '!!! note "<script>alert(1)</script>"\n    x',
    "??? md-overlay\n    x",
    '```"><script>alert(1)</script>\nx\n```',
    "```html\n<script>alert(1)</script>\n```",
    "```http\nGET /\nContent-Type: text/html\n\n<script>alert(1)</script>\n```",
    "| <script> |\n|---|\n| <img src=x onerror=alert(1)> |",
    "Table: <script>alert(1)</script>\n\n| a |\n|---|\n| b |",
    "x[^1]\n\n[^1]: <script>alert(1)</script>",
    "- [ ] <script>alert(1)</script>",
    "[<script>]",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "[](){#__search}",
    "[x]{#tf-search}",
]
SLOW = {
    "open brackets": "[" * 100_000,
    "brackets with words": "[a" * 50_000,
    "nested brackets": "[" * 50_000 + "a" + "]" * 50_000,
    "few brackets, often": ("[" * 8 + "a" + "]" * 8) * 5_000,
    "images": "![a" * 33_000,
    "nested images": "![" * 50_000 + "a" + "]()" * 1_000,
    "stars": "*" * 100_000,
    "unclosed emphasis": "*a _b " * 16_000,
    "quotes": ">" * 100_000,
    "quotes in lines": ">>>>>>>>>> a\n" * 8_000,
    "lists in a line": "- " * 50_000,
    "code marks": "`a``" * 25_000,
    "tags": "<a " * 33_000,
    "comments": "<!--" * 25_000,
    "references": "[a][b" * 20_000,
    "attributes": "[a]{.b" * 16_000,
    "citations": "[ITI-65]" * 12_000,
    "section citations": "ITI TF-2: 3.65 " * 6_000,
    "pipes": "|" * 100_000,
    "entities": "&#x" * 33_000,
    "equal headings": "# a\n" * 10_000,
    "code with open strings": "```xml\n" + "<!--" * 25_000 + "\n```",
    "long line of code": "```yaml\n" + "&" * 100_000 + "\n```",
}


def hold_nothing_foreign(html: str) -> None:
    ids: list[str] = []
    for node in nodes(html):
        assert node.tag in ELEMENTS
        for name, value in node.attributes.items():
            assert name in ATTRIBUTES
            assert name not in ("href", "src") or ADDRESS.fullmatch(value or "")
        if "id" in node.attributes:
            ids.append(node.attributes["id"] or "")
        assert not (node.attributes.get("class") or "").startswith("md-")
    assert all(ids)
    assert len(ids) == len(set(ids))


def nodes(html: str) -> list[LexborNode]:
    body = LexborHTMLParser(f"<!DOCTYPE html><body>{html}").body
    assert body is not None
    return [node for node in body.traverse() if node.tag != "body"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    html = rendered(text)
    hold_nothing_foreign(html)
    assert not re.search(r'(href|src)="[^"]*(script|data|evil|passwd)', html)


@pytest.mark.parametrize("text", HOSTILE_LINKS)
def test_hostile_links_are_faults(text: str) -> None:
    assert [fault for fault, _, _ in a_document(text).faults] == [ProseFault.UNSAFE_LINK]


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW)
def test_hostile_text_takes_no_long_time(text: str) -> None:
    start = time.process_time()
    rendered(text)
    assert time.process_time() - start < 6


PIECES = st.sampled_from(
    [
        "# ",
        "## ",
        "\n",
        "\n\n",
        "- ",
        "1. ",
        "> ",
        "* ",
        "**",
        "_",
        "`",
        "```",
        "~~",
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        "{#a}",
        "{.b}",
        "[x]",
        "[ ] ",
        "![",
        "<",
        ">",
        "<b>",
        "<br>",
        "&amp;",
        "&#1;",
        "\\",
        "---",
        "===",
        ": ",
        "!!! note",
        '??? tip "t"',
        "[^1]",
        "[^1]: ",
        "[ITI-65]",
        "ITI TF-2: 3.65",
        "Table: ",
        "Figure 1",
        "Document Source",
        "    ",
        "\t",
        "://",
        "https://",
        ":",
        '"',
        "'",
        "%",
        "\r",
        "\x00",
        "ref:",
        "\u2028",
        "a.png",
        ")){",
        "javascript:",
    ]
) | st.sampled_from(["|", "|-|-|\n", "|a|b|\n"])


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join))
def test_any_text_becomes_html_of_ours(text: str) -> None:
    hold_nothing_foreign(
        rendered(text, mentions({"Document Source": "actor/document-source", "a": "term/a"}))
    )
