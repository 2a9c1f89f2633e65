"""Follows groupings and constraints from a choice until nothing new follows; each rule fires at most once."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence

from generator.obligations.closure import Closure, Need, Reason, Wish
from generator.obligations.rules import (
    OPTION,
    ActorOfProfile,
    ConstraintRule,
    GroupingRule,
    Rules,
    Target,
    Term,
    When,
)
from generator.records.framework import Actor
from generator.records.profiles import Profile

Rule = GroupingRule | ConstraintRule


def follow(rules: Rules, wishes: Iterable[Wish]) -> Closure:
    """All that follows from `wishes`, whatever their order."""
    following = _Following(rules)
    for wish in wishes:
        following.wish(wish)
    following.finish()
    return Closure(
        rules=rules,
        needs={actor: need.done() for actor, need in following.needs.items()},
        present=frozenset(following.present),
    )


class _Need:
    """What is known of a need so far."""

    def __init__(self) -> None:
        self.is_chosen = False
        self.chosen: set[str] = set()
        self.supports: set[str] = set()
        self.options: dict[str, list[Reason]] = {}
        self.forced: dict[Term, list[Reason]] = defaultdict(list)
        self.reasons: list[Reason] = []

    def done(self) -> Need:
        return Need(
            is_chosen=self.is_chosen,
            chosen=frozenset(self.chosen),
            supports=frozenset(self.supports),
            options={key: tuple(reasons) for key, reasons in self.options.items()},
            forced={term: tuple(reasons) for term, reasons in self.forced.items()},
            reasons=tuple(self.reasons),
        )


class _Following:
    """Needs, what has newly come to be, and the rules that wait for a profile or an actor."""

    def __init__(self, rules: Rules) -> None:
        self.needs: dict[ActorOfProfile, _Need] = {}
        self.present: set[When] = set()
        self._rules = rules
        self._events: deque[tuple[ActorOfProfile, When | None]] = deque()
        self._waiting: dict[When, list[tuple[ActorOfProfile, Rule]]] = defaultdict(list)
        self._fired: set[tuple[ActorOfProfile, type[Rule], int]] = set()

    def wish(self, wish: Wish) -> None:
        actor = self._rules.spelled(wish.profile, wish.actor)
        rules = self._rules.of(actor)
        options = {option.lower(): option for option in rules.options}
        terms = {use.term.key.lower(): use.term.key for use in rules.uses}
        need = self._add(actor)
        need.is_chosen = True
        need.supports |= {terms.get(key.lower(), key) for key in wish.supports}
        for asked in wish.options:
            option = options.get(asked.lower(), asked)
            need.chosen.add(option)
            self._claim(actor, option, ())

    def finish(self) -> None:
        while self._events:
            actor, event = self._events.popleft()
            for waiting, rule in self._awaited(actor, event):
                self._fire(waiting, rule)

    def _add(self, actor: ActorOfProfile) -> _Need:
        if actor not in self.needs:
            self.needs[actor] = _Need()
            self._events.append((actor, None))
            self._events.append((actor, When(Profile.kind, actor.profile)))
            self._events.append((actor, When(Actor.kind, actor.actor)))
        return self.needs[actor]

    def _claim(self, actor: ActorOfProfile, option: str, reasons: Sequence[Reason]) -> None:
        options = self.needs[actor].options
        if option not in options:
            options[option] = []
            self._events.append((actor, When(OPTION, option)))
        options[option] += reasons

    def _awaited(self, actor: ActorOfProfile, event: When | None) -> list[tuple[ActorOfProfile, Rule]]:
        """The rules that now apply: of a new actor (None), of a new option, or that waited for the event."""
        rules = self._rules.of(actor)
        of_actor: tuple[Rule, ...] = (*rules.groupings, *rules.constraints)
        if event is None:
            for rule in of_actor:
                if rule.when is not None and rule.when.kind != OPTION and rule.when not in self.present:
                    self._waiting[rule.when].append((actor, rule))
            return [(actor, rule) for rule in of_actor if rule.when is None or rule.when in self.present]
        if event.kind == OPTION:
            met = [rule for rule in of_actor if rule.when is not None and rule.when.is_met_with((event.key,))]
            return [(actor, rule) for rule in met if self._is_new(actor, rule)]
        self.present.add(event)
        return self._waiting.pop(event, [])

    def _is_new(self, actor: ActorOfProfile, rule: Rule) -> bool:
        """Whether no other option has made the rule apply before."""
        name = (actor, type(rule), rule.number)
        is_new = name not in self._fired
        self._fired.add(name)
        return is_new

    def _fire(self, actor: ActorOfProfile, rule: Rule) -> None:
        reason = Reason(actor, rule)
        if isinstance(rule, ConstraintRule):
            for term in rule.forced:
                if term.kind == OPTION:
                    self._claim(actor, term.key, (reason,))
                else:
                    self.needs[actor].forced[term].append(reason)
        elif rule.is_required:
            for target in rule.targets:
                self._group(target, reason)

    def _group(self, target: Target, reason: Reason) -> None:
        """Adds what a grouping asks for. That an actor is itself is no grouping, but may ask for options."""
        need = self._add(target.actor)
        if target.actor != reason.by:
            need.reasons.append(reason)
        for option in target.options:
            self._claim(target.actor, option, (reason,))
