"""Finds actors that ask for each other."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

N = TypeVar("N", bound=Hashable)


def cycles(order: Sequence[N], followed: Mapping[N, Sequence[N]]) -> tuple[tuple[N, ...], ...]:
    """Groups of two or more that reach each other, each in `order`, by the place of their first.

    Kosaraju's way, without recursion: a chain may be as long as the content is large.
    """
    ranks = {node: rank for rank, node in enumerate(order)}
    back: dict[N, list[N]] = {node: [] for node in order}
    for node in order:
        for other in followed[node]:
            back[other].append(node)
    groups: list[tuple[N, ...]] = []
    seen: set[N] = set()
    for node in reversed(list(_finished(order, followed))):
        if node not in seen:
            group = _reached(node, back, seen)
            groups.append(tuple(sorted(group, key=ranks.__getitem__)))
    return tuple(sorted((each for each in groups if len(each) > 1), key=lambda each: ranks[each[0]]))


def _finished(order: Sequence[N], followed: Mapping[N, Sequence[N]]) -> Iterator[N]:
    """Every node after all that it reaches and that was not reached before."""
    seen: set[N] = set()
    for root in order:
        if root in seen:
            continue
        seen.add(root)
        way = [(root, iter(followed[root]))]
        while way:
            node, others = way[-1]
            new = next((other for other in others if other not in seen), None)
            if new is None:
                way.pop()
                yield node
            else:
                seen.add(new)
                way.append((new, iter(followed[new])))


def _reached(node: N, back: Mapping[N, Sequence[N]], seen: set[N]) -> list[N]:
    seen.add(node)
    found = [node]
    for each in found:
        for other in back[each]:
            if other not in seen:
                seen.add(other)
                found.append(other)
    return found
