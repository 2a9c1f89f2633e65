"""The actors that follow from a choice: all that their groupings and constraints ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """An actor of a profile that is chosen, with options, and with transactions or content modules that its
    table leaves open (`supports`, by their keys)."""

    profile: str
    actor: str
    options: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is chosen; `country` is its two letters."""

    wishes: tuple[Wish, ...]
    country: str | None = None


class Reason(NamedTuple):
    """That a grouping or a constraint of `by` asks for something."""

    by: ActorOfProfile
    rule: GroupingRule | ConstraintRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """An actor of a profile that is chosen or follows, with what asks for it, its options and its terms.

    `chosen` are the options of a choice. Reasons stand in the order in which they were found.
    """

    is_chosen: bool
    chosen: frozenset[str]
    supports: frozenset[str]
    options: Mapping[str, tuple[Reason, ...]]
    forced: Mapping[Term, tuple[Reason, ...]]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """All actors that follow from a choice; `present` are the conditions on profiles and actors that hold."""

    rules: Rules
    needs: Mapping[ActorOfProfile, Need]
    present: frozenset[When]

    def holds(self, actor: ActorOfProfile, when: When | None) -> bool:
        """Whether a condition applies to `actor`; a condition in words is nothing that can be computed."""
        if when is None:
            return True
        if when.kind == OPTION:
            return when.is_met_with(self.needs[actor].options)
        return when in self.present

    def covers(self, target: Target) -> bool:
        """Whether an actor is there with all options that are asked for."""
        need = self.needs.get(target.actor)
        return need is not None and all(option in need.options for option in target.options)
