"""What the diagrams of pages show: who exchanges which transactions, what needs what, who sends what when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

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
from generator.graph import Graph
from generator.messages import counted, message
from generator.pages.facts import ProfileUse, description_of
from generator.records.base import LocalKey, Record, Ref
from generator.records.framework import Role, RoleKind, Transaction
from generator.records.profiles import Optionality, Profile
from generator.records.scenarios import Scenario, ScenarioRole, Step

R = TypeVar("R", bound=Record)

_STEP_LENGTH = 90
# Beyond these nobody can follow a line, and only tables help.
MOST_BOXES, MOST_LINES, _MOST_ARROWS = 100, 200, 150
_GOES_OUT = (RoleKind.INITIATOR, RoleKind.BOTH)
_COMES_IN = (RoleKind.RESPONDER, RoleKind.BOTH)


def named(graph: Graph, ref: Ref[R]) -> Label:
    """What `ref` names, as a diagram writes it; its key where nothing is known of it."""
    found = graph.find(ref)
    if found is not None:
        return Label(text=getattr(found, "name", found.title), href=f"ref:{found.id}")
    outside = graph.external(ref)
    return Label(text=outside.name, href=outside.url) if outside is not None else Label(text=ref.key)


def actor_diagram(graph: Graph, profile: Profile, uses: Iterable[ProfileUse]) -> GraphDiagram | None:
    """The profile's actors and the transactions between them; None where it has none or too many."""
    ends_by_transaction = _ends_by_transaction(uses)
    lines = sum(map(len, ends_by_transaction.values()))
    if not 0 < lines <= MOST_LINES or len(profile.actors) + len(ends_by_transaction) > MOST_BOXES:
        return None
    labels_by_ends: dict[tuple[End, ...], list[Label]] = {}
    for transaction, ends in ends_by_transaction.items():
        name = named(graph, transaction)
        label = Label(text=name.text, key=transaction.key, href=name.href)
        labels_by_ends.setdefault(tuple(ends.values()), []).append(label)
    exchanges = tuple(Exchange(ends=ends, labels=tuple(each)) for ends, each in labels_by_ends.items())
    nodes = {row.actor.key: Node(key=row.actor.key, label=named(graph, row.actor)) for row in profile.actors}
    return GraphDiagram(
        id="tf-actor-diagram",
        title=message("Actors and transactions of %(key)s", key=profile.key),
        description=message(
            "%(actors)s and %(transactions)s. The same is told in words below.",
            actors=counted("%(num)s actor", "%(num)s actors", len(nodes)),
            transactions=counted("%(num)s transaction", "%(num)s transactions", len(ends_by_transaction)),
        ),
        nodes=tuple(nodes.values()),
        exchanges=exchanges,
        legend=tuple(_optional_legend(exchanges)),
    )


def _ends_by_transaction(uses: Iterable[ProfileUse]) -> Mapping[Ref[Transaction], Mapping[str, End]]:
    """Where each transaction begins and ends: transaction -> actor -> end, both in the table's order."""
    refs: dict[str, Ref[Transaction]] = {}
    found: dict[str, dict[str, End]] = {}
    for row in uses:
        key, actor = row.use.transaction.key, row.actor.actor.key
        refs.setdefault(key, row.use.transaction)
        ends = found.setdefault(key, {})
        kind = row.role.kind if row.role is not None else None
        is_optional = row.use.optionality is Optionality.OPTIONAL
        before = ends.get(actor, End(node=actor, stroke=Stroke.DASHED))
        ends[actor] = End(
            node=actor,
            goes_out=before.goes_out or kind in _GOES_OUT,
            comes_in=before.comes_in or kind in _COMES_IN,
            stroke=Stroke.DASHED if is_optional and before.stroke is Stroke.DASHED else Stroke.SOLID,
        )
    return {refs[key]: ends for key, ends in found.items()}


def _optional_legend(exchanges: Iterable[Exchange]) -> Iterator[LegendEntry]:
    strokes = {end.stroke for exchange in exchanges for end in exchange.ends}
    if Stroke.DASHED in strokes:
        yield LegendEntry(stroke=Stroke.SOLID, text=message("required of the actor at this end"))
        yield LegendEntry(stroke=Stroke.DASHED, text=message("optional for the actor at this end"))


def message_diagram(graph: Graph, transaction: Transaction) -> SequenceDiagram | None:
    """The messages of a transaction between its roles; None where it has none or too many."""
    names = {role.key: role for role in transaction.roles}
    keys = dict.fromkeys(key for each in transaction.messages for key in (each.from_.key, each.to.key))
    if not keys or len(transaction.messages) > _MOST_ARROWS:
        return None
    in_order = sorted(keys, key=lambda key: list(names).index(key) if key in names else len(names))
    arrows = tuple(
        Arrow(source=each.from_.key, target=each.to.key, label=Label(text=each.name), is_reply=each.reply)
        for each in transaction.messages
    )
    return SequenceDiagram(
        id="tf-message-diagram",
        title=message("Messages of %(key)s", key=transaction.key),
        description=_told(counted("%(num)s message", "%(num)s messages", len(arrows)), len(keys)),
        lifelines=tuple(
            Lifeline(key=key, label=_role_name(graph, names[key]) if key in names else Label(text=key))
            for key in in_order
        ),
        arrows=arrows,
        legend=_replies_legend(arrows),
    )


def _told(arrows: str, roles: int) -> str:
    return message(
        "%(arrows)s between %(roles)s. The same is told in words below.",
        arrows=arrows,
        roles=counted("%(num)s role", "%(num)s roles", roles),
    )


def _role_name(graph: Graph, role: Role) -> Label:
    """A role by its name, which leads to the actor where only one plays it."""
    href = named(graph, role.actors[0]).href if len(role.actors) == 1 else ""
    return Label(text=role.name, href=href)


def _replies_legend(arrows: Iterable[Arrow]) -> tuple[LegendEntry, ...]:
    if not any(arrow.is_reply for arrow in arrows):
        return ()
    return (
        LegendEntry(stroke=Stroke.SOLID, text=message("message")),
        LegendEntry(stroke=Stroke.DASHED, text=message("reply")),
    )


def scenario_diagram(graph: Graph, scenario: Scenario) -> SequenceDiagram | None:
    """The steps of a scenario between its roles; None where it has none or too many."""
    roles = {role.key: role for role in scenario.roles}
    counts = Counter(role.actor.key for role in scenario.roles)
    keys = dict.fromkeys(
        ref.key for step in scenario.steps for ref in (step.initiator, step.responder) if ref is not None
    )
    if not keys or len(scenario.steps) > _MOST_ARROWS:
        return None
    in_order = [*(key for key in roles if key in keys), *(key for key in keys if key not in roles)]
    # What nobody in particular does has no place between the roles.
    arrows = tuple(
        _step(graph, scenario, step, step.initiator) for step in scenario.steps if step.initiator is not None
    )
    return SequenceDiagram(
        id="tf-step-diagram",
        title=message("Steps of %(name)s", name=scenario.name),
        description=_told(counted("%(num)s step", "%(num)s steps", len(arrows)), len(keys)),
        lifelines=tuple(
            Lifeline(key=key, label=_player(graph, roles.get(key), key, counts)) for key in in_order
        ),
        arrows=arrows,
        legend=_steps_legend(arrows),
    )


def _player(graph: Graph, role: ScenarioRole | None, key: str, counts: Mapping[str, int]) -> Label:
    """A role by its actor; by its own key too where others are the same actor."""
    if role is None:
        return Label(text=key)
    name = named(graph, role.actor)
    return replace(name, text=f"{name.text} ({key})") if counts[role.actor.key] > 1 else name


def _step(graph: Graph, scenario: Scenario, step: Step, initiator: LocalKey) -> Arrow:
    here = f"ref:{scenario.id}#tf-step-{step.number}"
    label = Label(text=description_of(step.text, _STEP_LENGTH), href=here)
    if step.transaction is not None:
        label = replace(named(graph, step.transaction), key=step.transaction.key)
    return Arrow(
        source=initiator.key,
        target=step.responder.key if step.responder is not None else None,
        label=label,
        number=Label(text=str(step.number), href=here),
        is_optional=step.optionality is Optionality.OPTIONAL,
    )


def _steps_legend(arrows: Iterable[Arrow]) -> tuple[LegendEntry, ...]:
    if not any(arrow.is_optional for arrow in arrows):
        return ()
    return (
        LegendEntry(stroke=Stroke.SOLID, text=message("step")),
        LegendEntry(stroke=Stroke.DASHED, text=message("optional step")),
    )
