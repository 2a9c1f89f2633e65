"""The rules of the content contract that need more than one file to judge: one module a rule."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Protocol, cast

from generator.diagnostics import Diagnostic, Rule
from generator.results import FullGraph


class Check(Protocol):
    """What a module of this folder offers."""

    RULES: tuple[Rule, ...]

    def check(self, graph: FullGraph) -> Iterator[Diagnostic]:
        """Everything in `graph` that breaks the module's rules."""
        ...


CHECKS: tuple[Check, ...] = tuple(
    cast("Check", importlib.import_module(f"{__name__}.{module.name}"))
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name)
)
RULES: tuple[Rule, ...] = tuple(rule for each in CHECKS for rule in each.RULES)


def check_all(graph: FullGraph) -> Iterator[Diagnostic]:
    """What every rule of this folder finds in `graph`."""
    for each in CHECKS:
        yield from each.check(graph)
