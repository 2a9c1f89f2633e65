"""What a diagram shows, as small values: who takes part, and what goes between them."""

from __future__ import annotations

import enum
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Words in a diagram and where they lead: `ref:actor/x`, an outside address, or nowhere.

    `key` is an id that stands behind the words, such as ITI-65. `hint` says in full what they mean.
    """

    text: str
    key: str = ""
    href: str = ""
    hint: str = ""

    @property
    def words(self) -> str:
        """The words as they are read aloud."""
        return f"{self.text} [{self.key}]" if self.key else self.text


class Stroke(enum.Enum):
    """How a line is drawn."""

    SOLID = "solid"
    DASHED = "dashed"
    THIN = "thin"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendEntry:
    """What a kind of line means."""

    stroke: Stroke
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A box: its name and what is listed below it. `is_outside` if it belongs to something else."""

    key: str
    label: Label
    notes: tuple[Label, ...] = ()
    is_outside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """Where an exchange meets a node: it goes out from there, comes in there, both, or has no direction."""

    node: str
    goes_out: bool = False
    comes_in: bool = False
    stroke: Stroke = Stroke.SOLID


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What goes from every node where it goes out to every one where it comes in, by its names.

    Without names it is a mere line between two nodes, or a knot of lines between several.
    """

    ends: tuple[End, ...]
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphDiagram:
    """Nodes and what goes between them. `id` is unique on its page."""

    id: str
    title: str
    description: str
    nodes: tuple[Node, ...]
    exchanges: tuple[Exchange, ...] = ()
    legend: tuple[LegendEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifeline:
    """Who takes part in a sequence."""

    key: str
    label: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """One step of a sequence. Without a target, or with its source as target, it stays where it is.

    `number` leads to where the step is described.
    """

    source: str
    target: str | None
    label: Label
    number: Label | None = None
    is_reply: bool = False
    is_optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SequenceDiagram:
    """Who takes part, from left to right, and what they send, from top to bottom."""

    id: str
    title: str
    description: str
    lifelines: tuple[Lifeline, ...]
    arrows: tuple[Arrow, ...]
    legend: tuple[LegendEntry, ...] = ()


Diagram = GraphDiagram | SequenceDiagram
