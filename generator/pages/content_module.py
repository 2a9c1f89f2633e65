"""The page of a content module: what it holds, who creates and consumes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SiteConfig
from generator.graph import Graph
from generator.messages import message
from generator.pages.addresses import address_of
from generator.pages.facts import domain_key, domain_of, page_link, trail, with_neighbours
from generator.pages.sections import section_link
from generator.records.framework import ChangeProposal, ContentModule, Domain, NationalExtension
from generator.records.profiles import ContentBinding, Profile, ProfileActor
from generator.site import Page, SearchEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentModuleFacts:
    """What a content module's page shows; `bindings` say which actor of which profile handles it."""

    module: ContentModule
    domain: Domain | None
    bindings: tuple[tuple[Profile, ProfileActor, ContentBinding], ...]
    proposals: tuple[ChangeProposal, ...]
    extensions: tuple[NationalExtension, ...]


def plan(graph: Graph, config: SiteConfig) -> Iterator[Page]:
    """One page a content module, in key order."""
    yield from with_neighbours([_page(graph, each) for each in graph.all(ContentModule).values()])


def _page(graph: Graph, module: ContentModule) -> Page:
    domain = domain_of(graph, module)
    return Page(
        kind="content_module",
        name=str(module.id),
        address=address_of(module),
        title=module.name,
        description=module.name,
        facts_of=lambda: ContentModuleFacts(
            module=module,
            domain=domain,
            bindings=tuple(_bindings(graph, module)),
            proposals=graph.users(module, ChangeProposal),
            extensions=graph.users(module, NationalExtension),
        ),
        position=module.position,
        section="content-modules",
        breadcrumbs=trail(section_link(ContentModule), page_link(domain) if domain else None),
        source=module.position.path,
        search=SearchEntry(
            kind=message("Content module"),
            domain=domain_key(graph, module),
            status=module.status.value,
            ids=(module.key,),
            synonyms=(module.name, *module.aliases),
        ),
    )


def _bindings(graph: Graph, module: ContentModule) -> Iterator[tuple[Profile, ProfileActor, ContentBinding]]:
    for profile in graph.users(module, Profile):
        for actor in profile.actors:
            for binding in actor.content_modules:
                if binding.content_module.key == module.key:
                    yield profile, actor, binding
