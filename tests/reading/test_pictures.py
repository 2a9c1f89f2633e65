"""A picture file is what its name says, and an SVG holds nothing that a browser would run or fetch."""

from __future__ import annotations

import gzip
import time
from pathlib import Path

import pytest

from generator.reading import read
from generator.reading.root import Reading
from site_support import CORPUS

XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
HTML = 'xmlns:h="http://www.w3.org/1999/xhtml"'
PIXEL = "data:image/png;base64,iVBORw0KGgo="


def svg(inner: str, before: str = "", attributes: str = "") -> str:
    """A picture with something in it."""
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inner}</svg>'


def findings(reading: Reading) -> list[tuple[str, str]]:
    return [(each.rule, each.message.removeprefix("this SVG holds ")) for each in reading.diagnostics]


REFUSED = {
    "a script": (svg("<script>run()</script>"), "a script element"),
    "a script in capitals": (svg("<SCRIPT>run()</SCRIPT>"), "a script element"),
    "a script from elsewhere": (svg('<script href="#x"/>'), "a script element"),
    "a script under a prefix": (
        '<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script>run()</s:script></s:svg>',
        "a script element",
    ),
    "a script of HTML": (
        svg("<h:script>run()</h:script>", attributes=HTML),
        "an element script of another language",
    ),
    "a picture of HTML": (
        svg('<h:img src="#" h:onerror="x"/>', attributes=HTML),
        "an element img of another language",
    ),
    "a link of MathML": (
        svg('<mi xmlns="http://www.w3.org/1998/Math/MathML" href="javascript:run()"/>'),
        "an element mi of another language",
    ),
    "foreign content": (svg("<foreignObject/>"), "a foreignobject element"),
    "a frame": (svg('<iframe src="#x"/>'), "a iframe element"),
    "an event handler": (svg("", attributes='onload="run()"'), "a script in onload"),
    "an event handler in capitals": (svg('<g ONCLICK="run()"/>'), "a script in onclick"),
    "an event handler of an animation": (svg('<animate onbegin="run()"/>'), "a script in onbegin"),
    "a script as a link": (svg('<a href="javascript:run()"/>'), "a link that is no web address"),
    "a script as a link, spelled with a tab": (
        svg('<a href="java&#9;script:run()"/>'),
        "a link that is no web address",
    ),
    "a script behind a harmless second address": (
        svg('<a href="javascript:run()" xlink:href="#x"/>', attributes=XLINK),
        "a link that is no web address",
    ),
    "a script as a link of XLink": (
        svg('<a xlink:href="javascript:run()" href="#x"/>', attributes=XLINK),
        "a link that is no web address",
    ),
    "a page as a link": (svg('<a href="data:text/html,x"/>'), "a link that is no web address"),
    "a link that tells another host": (svg('<a ping="//example.org/"/>'), "an address outside itself"),
    "a picture elsewhere": (svg('<image href="https://example.org/x.png"/>'), "an address outside itself"),
    "a picture beside it": (svg('<image href="x.png"/>'), "an address outside itself"),
    "a picture that is an SVG": (
        svg('<image href="data:image/svg+xml;base64,PHN2Zz4="/>'),
        "an address outside itself",
    ),
    "a drawing used from elsewhere": (
        svg('<use xlink:href="https://example.org/x.svg#a"/>', attributes=XLINK),
        "an address outside itself",
    ),
    "a drawing used from a text": (svg('<use href="data:image/svg+xml,x#a"/>'), "an address outside itself"),
    "a filter from elsewhere": (svg('<feImage href="//example.org/x"/>'), "an address outside itself"),
    "another base": (svg("", attributes='xml:base="https://example.org/"'), "an address outside itself"),
    "a link that is set": (svg('<a><set attributeName="href" to="#x"/></a>'), "an animated link"),
    "a link that is animated": (
        svg('<a><animate attributeName="xlink:href" values="javascript:run()"/></a>', attributes=XLINK),
        "an animated link",
    ),
    "a handler that is set": (svg('<set attributeName="onclick" to="run()"/>'), "an animated script"),
    "a colour that is animated outward": (
        svg('<animate attributeName="fill" to="url(https://example.org/)"/>'),
        "a style that reaches out",
    ),
    "a style that imports": (
        svg("<style>@import '//example.org/x.css';</style>"),
        "a style that reaches out",
    ),
    "a style that fetches": (
        svg("<style>g{fill:url(//example.org/x)}</style>"),
        "a style that reaches out",
    ),
    "a style that fetches under quotes": (
        svg("<style>g{fill: URL( ' https://example.org/x')}</style>"),
        "a style that reaches out",
    ),
    "a style that chooses a picture": (
        svg("<style>g{background:image-set('//example.org/x' 1x)}</style>"),
        "a style that reaches out",
    ),
    "a style with escapes": (svg(r"<style>@\69mport '//example.org'</style>"), "a style that reaches out"),
    "a style in a section of characters": (
        svg("<style><![CDATA[@import '//example.org']]></style>"),
        "a style that reaches out",
    ),
    "a style in pieces": (
        svg("<style>@im<!-- -->port '//example.org'</style>"),
        "a style that reaches out",
    ),
    "a style cut by an instruction": (
        svg("<style>@im<?x y?>port '//example.org'</style>"),
        "a style that reaches out",
    ),
    "a style cut by an element": (
        svg("<style>@im<g/>port '//example.org'</style>"),
        "an element in a style",
    ),
    "a style longer than the reader's buffer": (
        svg(f"<style>{' ' * 8189}@import '//example.org'</style>"),
        "a style that reaches out",
    ),
    "an attribute that fetches": (svg('<g fill="url(https://example.org/#x)"/>'), "a style that reaches out"),
    "an attribute that fetches, spelled with entities": (
        svg('<g style="fill:&#117;rl(//example.org)"/>'),
        "a style that reaches out",
    ),
    "an attribute with escapes": (svg(r'<g mask="u\72l(//example.org)"/>'), "a style that reaches out"),
    "an arrow from elsewhere": (svg('<path marker-end="url(x.svg#a)"/>'), "a style that reaches out"),
    "a style sheet": (
        svg("", before='<?xml-stylesheet href="x.css"?>'),
        "a style sheet of its own",
    ),
    "an entity": (
        svg("&x;", before='<!DOCTYPE svg [<!ENTITY x "y">]>'),
        "declarations of its own",
    ),
    "a file as an entity": (
        svg("&x;", before='<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        "declarations of its own",
    ),
    "entities that grow": (
        svg("&b;", before='<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'),
        "declarations of its own",
    ),
    "names that only a browser knows": (
        svg(
            '<a href="javascript&colon;run()"/>',
            before='<!DOCTYPE svg PUBLIC "-//W3C//DTD XHTML 1.0//EN" "x">',
        ),
        "declarations of its own",
    ),
    "a name that nobody defines": (
        svg("&nbsp;", before='<!DOCTYPE svg SYSTEM "x.dtd">'),
        "the undefined name &nbsp;",
    ),
    "an encoding that browsers do not know": (
        svg("", before='<?xml version="1.0" encoding="cp037"?>'),
        "text that is not UTF-8",
    ),
    "another outermost element": (
        '<h:html xmlns:h="http://www.w3.org/1999/xhtml"/>',
        "an outermost element html",
    ),
    "a page": ("<html><script>run()</script></html>", "an outermost element html"),
    "no namespace": ("<svg/>", "an outermost element svg"),
}

HARMLESS = {
    "shapes and words": svg('<title>A</title><text x="1">B &amp; C</text><path d="M0 0h1"/>'),
    "parts of itself": svg('<defs><g id="a"/></defs><use href="#a"/><g fill="url(#b)"/>'),
    "parts of itself under quotes": svg("""<g fill="url('#b')" style='mask:url( "#c" )'/>"""),
    "a pixel picture within": svg(f'<image href="{PIXEL}" xlink:href="{PIXEL}"/>', attributes=XLINK),
    "a link to the web": svg('<a href="https://example.org/"><text>A</text></a>'),
    "a link within": svg('<a xlink:href="#a"/>', attributes=XLINK),
    "a style of its own": svg("<style><![CDATA[g > rect { fill: #fff; mask: url(#m) }]]></style>"),
    "a font within": svg("<style>@font-face { src: url(data:font/woff2;base64,AA==) }</style>"),
    "an animation": svg('<rect><animate attributeName="x" values="0;1" dur="1s"/></rect>'),
    "the usual beginning": svg(
        "",
        before='<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<!DOCTYPE svg PUBLIC '
        '"-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n',
    ),
    "notes of a drawing program": svg(
        '<metadata><r:RDF/></metadata><!-- <script> --><?plantuml 1.2?><g i:file="C:\\a.svg"/>',
        attributes='xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:i="urn:i" content="a\\b"',
    ),
    "a byte order mark": "\ufeff" + svg("<g/>"),
}


@pytest.mark.parametrize(("content", "held"), REFUSED.values(), ids=REFUSED.keys())
def test_picture_that_runs_or_reaches_out_is_refused(a_root, content: str, held: str) -> None:
    assert findings(read(a_root({"profiles/dom/one/a.svg": content}))) == [("unsafe-picture", held)]


@pytest.mark.parametrize("content", HARMLESS.values(), ids=HARMLESS.keys())
def test_harmless_picture_passes(a_root, content: str) -> None:
    assert findings(read(a_root({"profiles/dom/one/a.svg": content}))) == []


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0", id="pixels"),
        pytest.param(gzip.compress(svg("").encode(), mtime=0), id="a packed drawing"),
        pytest.param(svg("").encode("utf-16"), id="UTF-16"),
        pytest.param(svg("").encode("utf-16-le"), id="UTF-16 without a mark"),
        pytest.param(svg("\ud800").encode("utf-8", "surrogatepass"), id="half a surrogate pair"),
        pytest.param(svg("\x08").encode(), id="a control character"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'>", id="a cut end"),
    ],
)
def test_what_is_no_drawing_is_named(a_root, content: bytes) -> None:
    ((rule, _),) = findings(read(a_root({"profiles/dom/one/a.svg": content})))

    assert rule == "wrong-picture"


@pytest.mark.parametrize("ending", ["png", "PNG", "jpg", "jpeg", "gif", "webp"])
def test_script_under_a_pictures_name_is_refused(a_root, ending: str) -> None:
    reading = read(a_root({f"framework/pages/a.{ending}": "<script>run()</script>"}))

    assert findings(reading) == [("wrong-picture", f"this is not a {ending.lower()} picture")]


@pytest.mark.parametrize(
    ("ending", "beginning"),
    [
        ("png", b"\x89PNG\r\n\x1a\n"),
        ("jpg", b"\xff\xd8\xff\xe0"),
        ("jpeg", b"\xff\xd8\xff\xdb"),
        ("gif", b"GIF89a"),
        ("webp", b"RIFF\x0a\0\0\0WEBPVP8 "),
    ],
)
def test_picture_of_its_kind_passes(a_root, ending: str, beginning: bytes) -> None:
    assert findings(read(a_root({f"framework/pages/a.{ending}": beginning + bytes(20)}))) == []


def test_finding_points_into_the_drawing(a_root) -> None:
    (finding,) = read(a_root({"framework/pages/a.svg": svg("\n\n  <g onclick='run()'/>\n")})).diagnostics

    assert str(finding.position) == "framework/pages/a.svg:3:3"


@pytest.mark.parametrize("depth", [200, 100_000])
def test_deep_drawing_costs_little(a_root, depth: int) -> None:
    began = time.monotonic()

    reading = read(a_root({"framework/pages/a.svg": svg("<g>" * depth + "</g>" * depth)}))

    assert findings(reading) == []
    assert time.monotonic() - began < 5


def test_drawing_with_a_long_attribute_costs_little(a_root) -> None:
    began = time.monotonic()

    reading = read(a_root({"framework/pages/a.svg": svg(f'<g style="{"url( " * 400_000}"/>')}))

    assert findings(reading) == [("unsafe-picture", "a style that reaches out")]
    assert time.monotonic() - began < 5


def test_picture_in_a_folder_that_is_none_of_ours_is_not_read(a_root) -> None:
    assert findings(read(a_root({"theme/assets/a.svg": svg("<script/>")}))) == []


@pytest.mark.skipif(not CORPUS.is_dir(), reason="there is no corpus")
def test_published_drawings_pass(a_root) -> None:
    drawings = sorted(Path(CORPUS).rglob("*.svg"))

    root = a_root(
        {f"framework/pages/{number}.svg": path.read_bytes() for number, path in enumerate(drawings)}
    )

    assert findings(read(root)) == []
