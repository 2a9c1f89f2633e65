"""How far an actor supports what its tables and constraints name, and whether its constraints are kept."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.obligations.closure import Closure, Reason
from generator.obligations.rules import OPTION, ActorOfProfile, ConstraintRule, Quantity, Term, UseRule


class Level(enum.IntEnum):
    """How far something is supported, the strictest first."""

    REQUIRED = 0
    CHOSEN = 1
    OPTIONAL = 2
    EXCLUDED = 3


class State(enum.Enum):
    """What has become of a grouping or constraint: followed or kept, to be decided, or contradicted.

    `IN_WORDS` is what cannot be computed, since a condition or the whole of it is stated in words.
    """

    MET = "met"
    OPEN = "open"
    BROKEN = "broken"
    OPTIONAL = "optional"
    IN_WORDS = "in-words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What one actor supports. `forced` and `excluded`: term -> the constraints that say so."""

    options: frozenset[str]
    required: frozenset[Term]
    supports: frozenset[str]
    forced: Mapping[Term, Sequence[Reason]]
    excluded: Mapping[Term, Sequence[Reason]]

    def holds(self, term: Term) -> bool:
        """Whether the actor supports `term`, by choice or because it must."""
        if term.kind == OPTION:
            return term.key in self.options
        return term in self.required or term in self.forced or term.key in self.supports

    def level(self, rule: UseRule) -> Level:
        """How far the actor supports what a row of its tables names."""
        if rule.term in self.required or rule.term in self.forced:
            return Level.REQUIRED
        if rule.term.key in self.supports:
            return Level.CHOSEN
        return Level.EXCLUDED if rule.term in self.excluded else Level.OPTIONAL

    def judge(self, rule: ConstraintRule, *, applies: bool) -> State | None:
        """What has become of a constraint; None where it does not apply."""
        if rule.is_conditional_in_words or (rule.quantity is None and applies):
            return State.IN_WORDS
        if not applies:
            return None
        held = sum(self.holds(term) for term in rule.terms)
        if rule.quantity is Quantity.NONE:
            return State.BROKEN if held else State.MET
        if rule.quantity is Quantity.EXACTLY_ONE and held > 1:
            return State.BROKEN
        if held:
            return State.MET
        return State.BROKEN if all(term in self.excluded for term in rule.terms) else State.OPEN


def terms_of(closure: Closure, actor: ActorOfProfile) -> Terms:
    """What `actor` supports, and what its constraints force and exclude."""
    rules, need = closure.rules.of(actor), closure.needs[actor]
    excluded: dict[Term, list[Reason]] = {}
    for rule in rules.constraints:
        if rule.quantity is Quantity.NONE and closure.holds(actor, rule.when):
            for term in rule.terms:
                excluded.setdefault(term, []).append(Reason(actor, rule))
    return Terms(
        options=frozenset(need.options),
        required=frozenset(each.term for each in rules.uses if each.is_required),
        supports=frozenset(need.supports),
        forced=need.forced,
        excluded=excluded,
    )
