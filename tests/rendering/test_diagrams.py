"""Diagrams: nothing covers anything else, nothing depends on fonts, nothing hostile gets through."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagram_shapes import drawings, overlaps, strays
from generator.diagrams import (
    Arrow,
    End,
    Exchange,
    GraphDiagram,
    Label,
    LegendEntry,
    Lifeline,
    Node,
    SequenceDiagram,
    Stroke,
)
from generator.rendering.diagrams import drawn
from generator.rendering.diagrams_text import width_of, wrapped
from site_support import REPOSITORY

HOSTILE = "</title><script>alert(1)</script>\"'&<"
words = st.text(alphabet=st.sampled_from("abcdefghijklm WMQ-&<病é"), min_size=1, max_size=60).filter(
    str.split
)


def a_label(text: str, key: str = "") -> Label:
    return Label(text=text, key=key, href=f"ref:actor/{len(text)}")


def a_graph_diagram(*exchanges: Exchange, names: dict[str, str] | None = None) -> GraphDiagram:
    keys = dict.fromkeys(end.node for exchange in exchanges for end in exchange.ends)
    shown = {key: key for key in keys} | (names or {})
    nodes = tuple(Node(key=key, label=a_label(name)) for key, name in shown.items())
    return GraphDiagram(id="tf-x", title="Title", description="Words", nodes=nodes, exchanges=exchanges)


def an_exchange(*ends: str, labels: tuple[Label, ...] = ()) -> Exchange:
    """From the first node to all others."""
    first, *others = ends
    out, into = End(node=first, goes_out=True), [End(node=other, comes_in=True) for other in others]
    return Exchange(ends=(out, *into), labels=labels)


def a_sequence(*arrows: Arrow, roles: int = 2) -> SequenceDiagram:
    lifelines = tuple(Lifeline(key=f"r{each}", label=a_label(f"Role number {each}")) for each in range(roles))
    return SequenceDiagram(id="tf-x", title="Title", description="Words", lifelines=lifelines, arrows=arrows)


def an_arrow(source: str = "r0", target: str | None = "r1", text: str = "Ask", **more: object) -> Arrow:
    return Arrow(source=source, target=target, label=a_label(text), **more)  # type: ignore[arg-type]


@st.composite
def dense_graphs(draw: st.DrawFn) -> GraphDiagram:
    names = draw(st.lists(words, min_size=2, max_size=15))
    keys = [f"n{place}" for place in range(len(names))]
    exchanges = []
    for _ in range(draw(st.integers(0, 20))):
        ends = draw(st.lists(st.sampled_from(keys), min_size=1, max_size=4, unique=True))
        labels = tuple(
            Label(text=each, key="TST-1") for each in draw(st.lists(words, min_size=1, max_size=4))
        )
        directions = [draw(st.tuples(st.booleans(), st.booleans())) for _ in ends]
        parts = [
            End(node=key, goes_out=out, comes_in=into)
            for key, (out, into) in zip(ends, directions, strict=True)
        ]
        exchanges.append(Exchange(ends=tuple(parts), labels=labels))
    return a_graph_diagram(*exchanges, names=dict(zip(keys, names, strict=True)))


@st.composite
def sequences(draw: st.DrawFn) -> SequenceDiagram:
    roles = draw(st.integers(1, 6))
    keys = st.sampled_from([f"r{place}" for place in range(roles)])
    steps = draw(st.lists(st.tuples(keys, st.none() | keys, words, st.booleans()), min_size=1, max_size=30))
    arrows = [
        Arrow(
            source=source, target=target, label=Label(text=text), number=a_label("10") if numbered else None
        )
        for source, target, text, numbered in steps
    ]
    return a_sequence(*arrows, roles=roles)


@settings(max_examples=60, deadline=None)
@given(dense_graphs())
def test_nothing_overlaps_among_fifteen_nodes(diagram: GraphDiagram) -> None:
    for drawing in drawings(drawn(diagram)):
        assert (overlaps(drawing), strays(drawing)) == ([], [])


@settings(max_examples=60, deadline=None)
@given(sequences())
def test_nothing_overlaps_in_a_sequence(diagram: SequenceDiagram) -> None:
    (drawing,) = drawings(drawn(diagram))
    assert (overlaps(drawing), strays(drawing)) == ([], [])


def test_transactions_between_the_same_actors_share_one_line() -> None:
    several = an_exchange("source", "recipient", labels=(a_label("Send", "T-1"), a_label("Ask", "T-2")))
    (path,) = re.findall(r'class="tf-line tf-line--solid" d="([^"]*)"', drawn(a_graph_diagram(several)))
    assert path.count("M") == 2


def test_an_arrow_points_at_who_answers() -> None:
    html = drawn(a_graph_diagram(an_exchange("asks", "answers", labels=(a_label("Ask"),))))
    (drawing,) = drawings(html)
    (tip,) = re.findall(r'class="tf-head" d="M\S+L(\S+),(\S+) ', html)
    assert float(tip[1]) == pytest.approx(drawing.boxes[1].top, abs=1)


def test_a_line_is_dashed_at_the_end_where_it_is_optional() -> None:
    ends = (End(node="a", goes_out=True, stroke=Stroke.DASHED), End(node="b", comes_in=True))
    html = drawn(a_graph_diagram(Exchange(ends=ends, labels=(a_label("Ask"),))))
    assert html.count("tf-line--dashed") == html.count("tf-line--solid") == 1


def test_an_actor_without_counterpart_stands_alone() -> None:
    diagram = a_graph_diagram(an_exchange("a", "b", labels=(a_label("Ask"),)), names={"c": "Alone"})
    first, second = drawings(drawn(diagram))
    assert (len(first.boxes), len(second.boxes)) == (2, 1)


def test_a_role_may_send_to_itself() -> None:
    html = drawn(a_sequence(an_arrow(target="r0"), an_arrow(target=None)))
    assert html.count('class="tf-words"') == 2


def test_replies_and_optional_steps_are_dashed() -> None:
    html = drawn(a_sequence(an_arrow(is_reply=True), an_arrow(is_optional=True)))
    (path,) = re.findall(r'tf-line--dashed" d="([^"]*)"', html)
    assert path.count("M") == 2


def test_a_diagram_of_two_roles_fits_a_phone() -> None:
    (drawing,) = drawings(drawn(a_sequence(an_arrow(text="Provide Document Bundle Request Message " * 3))))
    assert drawing.whole.right <= 350


def test_hostile_words_stay_words() -> None:
    graph = a_graph_diagram(an_exchange("a", "b", labels=(a_label(HOSTILE, HOSTILE),)), names={"a": HOSTILE})
    sequence = a_sequence(an_arrow(text=HOSTILE, number=a_label(HOSTILE)))
    for html in (drawn(graph), drawn(sequence)):
        assert "<script" not in html
        assert html.count("<title") == len(drawings(html))


def test_hostile_addresses_stay_within_their_attribute() -> None:
    label = Label(text="x", href='ref:actor/"><img src=x onerror=alert(1)>')
    html = drawn(a_graph_diagram(an_exchange("a", "b", labels=(label,))))
    assert "<img" not in html


def test_a_link_of_several_lines_is_read_as_one_name() -> None:
    html = drawn(a_graph_diagram(names={"a": "A name that is much too long for one line of a box"}))
    assert 'aria-label="A name that is much too long for one line of a box"' in html


def test_a_picture_with_links_is_a_group_and_one_without_an_image() -> None:
    silent = Node(key="a", label=Label(text="Alone"))
    image = GraphDiagram(id="tf-x", title="T", description="D", nodes=(silent,))
    assert 'role="img"' in drawn(image)
    assert 'role="group"' in drawn(a_graph_diagram(names={"a": "Linked"}))


def test_a_legend_says_what_dashed_means() -> None:
    legend = (LegendEntry(stroke=Stroke.DASHED, text="optional"),)
    html = drawn(GraphDiagram(id="tf-x", title="T", description="D", nodes=(), legend=legend))
    assert "optional</span>" in html


def test_search_leaves_diagrams_out() -> None:
    assert "tf-unsearched" in drawn(a_sequence(an_arrow()))


@given(words)
def test_lines_are_never_wider_than_asked(text: str) -> None:
    assert all(width_of(line, 13) <= 100 for line in wrapped(text, 100, 13))


def test_a_text_that_is_too_long_ends_in_dots() -> None:
    assert wrapped("word " * 100, 60, 13, most_lines=2)[-1].endswith("…")


SAMPLE = """
from test_diagrams import a_graph_diagram, a_label, a_sequence, an_arrow, an_exchange, drawn
one = a_graph_diagram(*(an_exchange("a", other, labels=(a_label("Ask " + other),)) for other in "bcde"))
print(drawn(one) + drawn(a_sequence(an_arrow(), an_arrow("r1", "r0"))))
"""
NO_FONTS = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>'


def sampled(**settings: str) -> str:
    paths = os.pathsep.join(str(REPOSITORY / each) for each in ("", "tests", "tests/rendering"))
    done = subprocess.run(
        [sys.executable, "-c", SAMPLE],
        env={**os.environ, "PYTHONPATH": paths, **settings},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_fonts_locale_and_hashes_of_the_machine_change_nothing(tmp_path: os.PathLike[str]) -> None:
    fonts = os.path.join(tmp_path, "fonts.conf")
    with open(fonts, "w", encoding="utf-8") as file:
        file.write(NO_FONTS)
    plain = sampled(PYTHONHASHSEED="1", LC_ALL="C")
    assert plain == sampled(PYTHONHASHSEED="2", LC_ALL="C.UTF-8", FONTCONFIG_FILE=fonts)
