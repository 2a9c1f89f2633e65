"""Measures what is promised of diagrams: 200 of actors and 200 of sequences in under 10 s together."""

from __future__ import annotations

import random
import sys

from rich.console import Console
from run import measure, table_of

from generator.diagrams import (
    Arrow,
    Diagram,
    End,
    Exchange,
    GraphDiagram,
    Label,
    Lifeline,
    Node,
    SequenceDiagram,
    Stroke,
)
from generator.rendering.diagrams import drawn

EACH = 200
SECONDS = 10.0
RUNS = 3
NAMES = (
    "Document Source",
    "Document Consumer",
    "Integrated Document Source/Repository",
    "Registry",
    "Gateway",
)


def an_actor_diagram(chance: random.Random) -> GraphDiagram:
    """2 to 15 actors with up to twice as many transactions, a few of which have several responders."""
    keys = [f"actor-{each}" for each in range(chance.randint(2, 15))]
    nodes = [
        Node(key=key, label=Label(text=f"{chance.choice(NAMES)} {key}", href=f"ref:actor/{key}"))
        for key in keys
    ]
    exchanges = []
    for number in range(chance.randint(1, 2 * len(keys))):
        first, *others = chance.sample(keys, chance.choice([2, 2, 2, min(3, len(keys))]))
        stroke = chance.choice([Stroke.SOLID, Stroke.DASHED])
        ends = (
            End(node=first, goes_out=True),
            *(End(node=key, comes_in=True, stroke=stroke) for key in others),
        )
        name = Label(
            text="Provide and Register Document", key=f"TST-{number}", href=f"ref:transaction/{number}"
        )
        exchanges.append(Exchange(ends=ends, labels=(name,)))
    return GraphDiagram(id="tf-x", title="T", description="D", nodes=tuple(nodes), exchanges=tuple(exchanges))


def a_sequence(chance: random.Random) -> SequenceDiagram:
    """2 to 6 roles with up to 30 steps."""
    keys = [f"role-{each}" for each in range(chance.randint(2, 6))]
    lifelines = [Lifeline(key=key, label=Label(text=f"{chance.choice(NAMES)} {key}")) for key in keys]
    arrows = [
        Arrow(
            source=chance.choice(keys),
            target=chance.choice(keys),
            label=Label(text="Provide and Register Document Set", key=f"TST-{number}"),
            number=Label(text=str(number)),
        )
        for number in range(chance.randint(1, 30))
    ]
    return SequenceDiagram(
        id="tf-x", title="T", description="D", lifelines=tuple(lifelines), arrows=tuple(arrows)
    )


def main() -> int:
    """0 where the bar is kept, else 1."""
    chance = random.Random(1)
    actors: list[Diagram] = [an_actor_diagram(chance) for _ in range(EACH)]
    sequences: list[Diagram] = [a_sequence(chance) for _ in range(EACH)]
    measures = [
        measure(f"draw {EACH} actor diagrams", RUNS, lambda: [drawn(each) for each in actors]),
        measure(f"draw {EACH} sequences", RUNS, lambda: [drawn(each) for each in sequences]),
        measure("draw both", RUNS, lambda: [drawn(each) for each in (*actors, *sequences)], bar=SECONDS),
    ]
    weights = sorted(len(drawn(each)) for each in (*actors, *sequences))
    Console().print(table_of(measures, RUNS))
    Console().print(f"Weight: half below {weights[EACH]:,} bytes, the heaviest {weights[-1]:,}.")
    return 0 if all(each.is_kept for each in measures) else 1


if __name__ == "__main__":
    sys.exit(main())
