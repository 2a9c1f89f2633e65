"""Code becomes HTML with classes for its parts; colours are the theme's."""

from __future__ import annotations

import functools
import html

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name

# Many lexers of Pygments take quadratic time on hostile code. These do not within the limits below.
_LEXERS = {
    "bash": "bash",
    "console": "bash",
    "graphql": "graphql",
    "html": "xml",
    "http": "http",
    "json": "json",
    "sh": "bash",
    "shell": "bash",
    "sql": "sql",
    "toml": "toml",
    "ttl": "turtle",
    "turtle": "turtle",
    "xml": "xml",
    "yaml": "yaml",
    "yml": "yaml",
}
_LONGEST_CODE = 20_000
_LONGEST_LINE = 500
_XML_PAIRS = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">"))
_FORMATTER: HtmlFormatter[str] = HtmlFormatter(nowrap=True)


def highlighted(code: str, language: str) -> str:
    """`code` as HTML text; unknown languages and very long code come without classes."""
    name = _LEXERS.get(language.lower(), "")
    if name == "http":
        return _exchange(code)
    return _marked(code, name)


def _exchange(code: str) -> str:
    """An HTTP message: its header, then a body whose language its first character tells.

    Pygments would choose the body's language by the message's own content type, which may name any.
    """
    head, gap, body = code.partition("\n\n")
    start = body.lstrip()[:1]
    language = "json" if start in ("{", "[") else "xml" if start == "<" else ""
    return _marked(head, "http") + gap + _marked(body, language)


def _marked(code: str, lexer_name: str) -> str:
    if not code or not lexer_name or not _is_bounded(code, lexer_name):
        return html.escape(code, quote=False)
    marked = highlight(code, _lexer(lexer_name), _FORMATTER)
    # The formatter ends the last line even where the code does not.
    return marked if code.endswith("\n") else marked.removesuffix("\n")


def _is_bounded(code: str, lexer_name: str) -> bool:
    if len(code) > _LONGEST_CODE:
        return False
    if lexer_name == "json":
        return True
    if lexer_name == "xml" and any(code.rfind(start) > code.rfind(end) for start, end in _XML_PAIRS):
        return False
    return all(len(line) <= _LONGEST_LINE for line in code.split("\n"))


@functools.cache
def _lexer(name: str) -> Lexer:
    return get_lexer_by_name(name, stripnl=False, ensurenl=False)
