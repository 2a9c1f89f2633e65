"""Looks into picture files: each is what its name says, and an SVG holds nothing that runs or reaches out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final
from xml.parsers import expat

from generator.diagnostics import Diagnostic, Position, Rule, Severity
from generator.reading.files import read_bytes

WRONG_PICTURE = Rule(
    name="wrong-picture",
    severity=Severity.ERROR,
    summary="A picture file holds the kind of picture that its name says.",
    is_fixed=True,
)
UNSAFE_PICTURE = Rule(
    name="unsafe-picture",
    severity=Severity.ERROR,
    summary="An SVG picture holds no script, no foreign content and no address outside itself.",
    is_fixed=True,
)
RULES = (WRONG_PICTURE, UNSAFE_PICTURE)

_BEGINNINGS: Final = {
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".jpg": re.compile(rb"\xff\xd8\xff"),
    ".jpeg": re.compile(rb"\xff\xd8\xff"),
    ".gif": re.compile(rb"GIF8[79]a"),
    ".webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}
_SVG = "http://www.w3.org/2000/svg"
_XML = "http://www.w3.org/XML/1998/namespace"
# Elements of these mean to a browser what they mean in a page: links, forms, frames, scripts.
_FOREIGN = frozenset({"http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML"})
_REFUSED_ELEMENTS = frozenset(
    {"script", "foreignobject", "iframe", "object", "embed", "audio", "video", "handler", "listener"}
)
# What a browser takes every byte of for the same letter as we do, as far as markup goes.
_ENCODINGS = frozenset({"utf-8", "us-ascii", "iso-8859-1", "windows-1252"})
_OWN_TYPE = re.compile(r"-//W3C//DTD SVG ", re.IGNORECASE)
_OWN_ADDRESS = re.compile(r"#|data:image/(?:png|jpe?g|gif|webp)[;,]", re.IGNORECASE)
_WEB_ADDRESS = re.compile(r"#|https?://", re.IGNORECASE)
_OUTWARD_STYLE = re.compile(
    r"""@import|image-set\(|src\(|image\(|\\"""
    r"""|url\((?!\s*["']?\s*(?:\#|data:(?:image/(?:png|jpe?g|gif|webp)|font/|application/(?:x-)?font)))""",
    re.IGNORECASE,
)
# Attributes that hold words or other programs' notes and never a style.
_WORDS = re.compile(r"(?:data-|aria-).*|content|id|class|d|points")


def picture_faults(root: Path, paths: Iterable[str]) -> Iterator[Diagnostic]:
    """What is wrong with the picture files among `paths`, at the line where an SVG goes wrong."""
    for path in sorted(paths):
        ending = Path(path).suffix.lower()
        if ending != ".svg" and ending not in _BEGINNINGS:
            continue
        content = read_bytes(root, path, None if ending == ".svg" else 16)
        if isinstance(content, Diagnostic):
            yield content
        elif ending == ".svg":
            yield from _svg_faults(path, content)
        elif not _BEGINNINGS[ending].match(content):
            hint = "save it again under its kind's name"
            yield WRONG_PICTURE.at(Position(path), f"this is not a {ending[1:]} picture", hint)


def _svg_faults(path: str, content: bytes) -> Iterator[Diagnostic]:
    if b"\0" in content:
        hint = "save it as plain SVG in UTF-8"
        yield WRONG_PICTURE.at(Position(path), "here is a NUL byte: this is no SVG in UTF-8", hint)
        return
    parser = expat.ParserCreate(namespace_separator=" ")
    inspector = _Inspector(parser)
    try:
        parser.Parse(content, True)
    except _Refused as error:
        place = Position(path, inspector.line, inspector.column)
        hint = "export it as a plain picture without scripts and links"
        yield UNSAFE_PICTURE.at(place, f"this SVG holds {error}", hint)
    except (expat.ExpatError, LookupError, ValueError) as error:
        # an encoding that Python does not know is a LookupError or ValueError
        place = Position(path, parser.ErrorLineNumber, parser.ErrorColumnNumber + 1)
        code = error.code if isinstance(error, expat.ExpatError) else 0
        reason = expat.errors.messages.get(code, "its encoding is not known")
        yield WRONG_PICTURE.at(place, f"this is not an SVG picture: {reason}", "save it again as SVG")


class _Refused(Exception):
    """What an SVG may not hold."""


class _Inspector:
    """Raises _Refused at the first thing that `parser` comes across and a browser could run or fetch.

    `line` and `column` are where the element begins that was looked at last.
    """

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.line, self.column = 1, 1
        self._parser = parser
        self._depth = 0
        self._style_depth = 0
        self._style: list[str] = []
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._document_type
        parser.ProcessingInstructionHandler = self._instruction
        parser.SkippedEntityHandler = self._entity
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding is not None and encoding.lower() not in _ENCODINGS:
            raise _Refused("text that is not UTF-8")

    def _document_type(
        self, name: str, system_id: str | None, public_id: str | None, has_internal_subset: bool
    ) -> None:
        # a browser reads names such as &colon; in documents of some public types, which expat does not
        if has_internal_subset or (public_id and not _OWN_TYPE.match(public_id)):
            raise _Refused("declarations of its own")

    def _instruction(self, target: str, text: str) -> None:
        if target.lower().startswith("xml-"):
            raise _Refused("a style sheet of its own")

    def _entity(self, name: str, is_parameter: bool) -> None:
        raise _Refused(f"the undefined name &{name};")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        # an exception lets the parser go on to the end of the tag, so its place is noted before
        self.line, self.column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
        namespace, _, element = name.rpartition(" ")
        if not self._depth and (namespace, element) != (_SVG, "svg"):
            raise _Refused(f"an outermost element {element}")
        if self._style_depth:
            raise _Refused("an element in a style")
        self._depth += 1
        if element.lower() == "style":
            self._style_depth = self._depth
        _judge_element(namespace, element.lower())
        for attribute, value in attributes.items():
            _judge_attribute(element.lower(), attribute, value.strip())

    def _text(self, words: str) -> None:
        if self._style_depth:
            self._style.append(words)

    def _end(self, name: str) -> None:
        if self._depth == self._style_depth:
            # judged whole: a browser joins the pieces that comments leave
            if _OUTWARD_STYLE.search("".join(self._style)):
                raise _Refused("a style that reaches out")
            self._style_depth = 0
            self._style.clear()
        self._depth -= 1


def _judge_element(namespace: str, element: str) -> None:
    if namespace in _FOREIGN:
        raise _Refused(f"an element {element} of another language")
    if element in _REFUSED_ELEMENTS:
        raise _Refused(f"a {element} element")


def _judge_attribute(element: str, attribute: str, value: str) -> None:
    namespace, _, name = attribute.rpartition(" ")
    name = name.lower()
    if name.startswith("on"):
        raise _Refused(f"a script in {name}")
    if name in ("href", "src"):
        _judge_address(element, value)
    elif name == "ping" or (namespace == _XML and name == "base"):
        raise _Refused("an address outside itself")
    elif name == "attributename" and value.lower().endswith(("href", "src", "style")):
        raise _Refused("an animated link")
    elif name == "attributename" and value.lower().startswith("on"):
        raise _Refused("an animated script")
    elif not namespace and not _WORDS.fullmatch(name) and _OUTWARD_STYLE.search(value):
        raise _Refused("a style that reaches out")


def _judge_address(element: str, value: str) -> None:
    if element == "a" and not _WEB_ADDRESS.match(value):
        raise _Refused("a link that is no web address")
    if element != "a" and not _OWN_ADDRESS.match(value):
        raise _Refused("an address outside itself")
