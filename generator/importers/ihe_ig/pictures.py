"""Judges a guide's pictures: each is what its name says, and no drawing runs anything or reaches out."""

from __future__ import annotations

from xml.parsers import expat

_BEGINNINGS = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
}
PICTURES = (*_BEGINNINGS, ".svg")
_SVG = "http://www.w3.org/2000/svg"
_OWN_TYPE = "-//w3c//dtd svg "
_ENCODINGS = ("utf-8", "us-ascii")
_FOREIGN = ("http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML")
_ACTIVE = frozenset(
    ["script", "foreignobject", "iframe", "object", "embed", "audio", "video", "handler", "listener"]
)
_INNER = (
    "#",
    *(f"data:image/{kind}{mark}" for kind in ("png", "jpeg", "jpg", "gif", "webp") for mark in ";,"),
)
_OUTWARD = ("@import", "image-set(", "src(", "image(", "\\")


def fault_of(name: str, content: bytes) -> str:
    """Why a picture cannot be shown; empty where it can."""
    ending = name[name.rfind(".") :].lower()
    if ending == ".svg":
        return _fault_of_drawing(content)
    is_right = content.startswith(_BEGINNINGS.get(ending, ()))
    if ending == ".webp":
        is_right = is_right and content[8:12] == b"WEBP"
    return "" if is_right else f"this is no {ending[1:]} picture"


class _Refused(Exception):
    """What a drawing may not hold."""


def _fault_of_drawing(content: bytes) -> str:
    if b"\0" in content:
        return "this is no SVG in UTF-8"
    parser = expat.ParserCreate(namespace_separator=" ")
    inspector = _Inspector()
    parser.XmlDeclHandler = inspector.declaration
    parser.StartDoctypeDeclHandler = inspector.document_type
    parser.ProcessingInstructionHandler = inspector.refuse
    parser.SkippedEntityHandler = inspector.refuse
    parser.StartElementHandler = inspector.start
    parser.EndElementHandler = inspector.end
    parser.CharacterDataHandler = inspector.text
    try:
        parser.Parse(content, True)
    except _Refused as reason:
        return f"the drawing holds {reason}"
    except (expat.ExpatError, LookupError, ValueError):
        return "this is no SVG picture"
    return ""


class _Inspector:
    """Raises _Refused at what a browser might run or fetch, rather too early than too late."""

    def __init__(self) -> None:
        self.is_outermost = True
        self.style: list[str] | None = None

    def declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        """Judge the XML declaration."""
        if encoding is not None and encoding.lower() not in _ENCODINGS:
            raise _Refused("text that is not UTF-8")

    def document_type(self, name: str, system: str | None, public: str | None, has_own: bool) -> None:
        """Judge the document type."""
        if has_own or (public and not public.lower().startswith(_OWN_TYPE)):
            raise _Refused("declarations of its own")

    def refuse(self, *found: object) -> None:
        """Refuse instructions and undefined names."""
        raise _Refused("instructions or undefined names")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Judge the begin of an element."""
        namespace, _, element = name.rpartition(" ")
        lowered = element.lower()
        if self.is_outermost and (namespace, element) != (_SVG, "svg"):
            raise _Refused(f"an outermost element {element}")
        if namespace in _FOREIGN or lowered in _ACTIVE or self.style is not None:
            raise _Refused(f"an element {element}")
        self.is_outermost = False
        self.style = [] if lowered == "style" else None
        for attribute, value in attributes.items():
            _judge(lowered, attribute.rpartition(" ")[2].lower(), value.strip())

    def text(self, words: str) -> None:
        """Keep the text of a style."""
        if self.style is not None:
            self.style.append(words)

    def end(self, name: str) -> None:
        """Judge a style as a whole, since comments part its text."""
        if self.style is not None and _reaches_out("".join(self.style)):
            raise _Refused("a style that reaches out")
        self.style = None


def _judge(element: str, attribute: str, value: str) -> None:
    lowered = value.lower()
    if attribute.startswith("on") or attribute in ("ping", "base"):
        raise _Refused(f"the attribute {attribute}")
    if attribute in ("href", "src"):
        allowed = ("#", "http://", "https://") if element == "a" else _INNER
        if not lowered.startswith(allowed):
            raise _Refused("an address outside itself")
    elif attribute == "attributename" and (
        lowered.startswith("on") or lowered.endswith(("href", "src", "style"))
    ):
        raise _Refused("an animated link or script")
    elif attribute not in ("id", "class", "d", "points", "content") and _reaches_out(value):
        raise _Refused("a style that reaches out")


def _reaches_out(style: str) -> bool:
    lowered = style.lower()
    addresses = (part.lstrip(" \t\n\"'") for part in lowered.split("url(")[1:])
    return any(word in lowered for word in _OUTWARD) or not all(part.startswith("#") for part in addresses)
