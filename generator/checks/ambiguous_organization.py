"""A name means one organization, however it is spelled."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Rule, Severity
from generator.records.organizations import Organization
from generator.results import FullGraph

RULE = Rule(
    name="ambiguous-organization",
    severity=Severity.ERROR,
    summary="A name or alias belongs to one organization.",
    is_fixed=True,
)
RULES = (RULE,)


def check(graph: FullGraph) -> Iterator[Diagnostic]:
    """Organizations of which another one before them has a name already, in some spelling."""
    first: dict[str, Organization] = {}
    for organization in graph.all(Organization).values():
        for field, name in _names(organization):
            other = first.setdefault(_folded(name), organization)
            if other is not organization:
                # which name it is stays unsaid: findings about results are public
                yield RULE.at(
                    organization.place_of(field),
                    f"{field} {'is' if field != 'aliases' else 'hold'} a name of another organization",
                    f"the other stands at {other.position}",
                )
                break


def _names(organization: Organization) -> Iterator[tuple[str, str]]:
    yield "key", organization.key
    yield "name", organization.name
    for alias in organization.aliases:
        yield "aliases", alias


def _folded(name: str) -> str:
    """The letters and digits of a name, without accents and case."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(each for each in plain if each.isalnum()) or name
