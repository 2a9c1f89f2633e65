"""The page about the data files: what there is, what each column says, how it may be used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.columns import TableKind
from generator.config import SiteConfig
from generator.diagnostics import Position
from generator.messages import message
from generator.pages.facts import trail
from generator.public import PublicGraph
from generator.site import Page, PageLink
from generator.tables import tables_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFiles:
    """A table, its number of rows, and the files that hold it."""

    table: TableKind
    count: int
    csv: PageLink
    json: PageLink


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFilesFacts:
    """What the page shows: each table with its rows and files, and what is said with all of them."""

    tables: tuple[TableFiles, ...]
    package: PageLink
    collections: PageLink
    disclaimer: str
    license: str
    has_demonstration: bool


def plan(graph: PublicGraph, config: SiteConfig) -> Iterator[Page]:
    """The one page, also where there are no results: records are published as data in any case."""
    tables = graph.once(tables_of)
    yield Page(
        kind="data_files",
        name="page/data",
        address="data/",
        title=message("Data files"),
        description=message("Everything that this site publishes, as files for other programs."),
        facts_of=lambda: DataFilesFacts(
            tables=tuple(_files(graph, table) for table in tables),
            package=_link("datapackage.json"),
            collections=_link("index.json"),
            disclaimer=config.publication.disclaimers.results if tables else "",
            license=config.site.license,
            has_demonstration=any(row.is_demonstration for row in graph.completed.rows),
        ),
        position=Position("site_config.yml"),
        breadcrumbs=trail(),
    )


def file_addresses(graph: PublicGraph) -> Mapping[str, str]:
    """Symbolic name -> address of the files that the page links to."""
    tables = graph.once(tables_of)
    named = {"index.json": "api/v1/index.json"}
    named |= {"datapackage.json": "data/datapackage.json"} if tables else {}
    named |= {f"{table.name}.csv": f"data/{table.name}.csv" for table in tables}
    named |= {f"{table.name}.json": f"api/v1/{table.name}.json" for table in tables}
    return {f"data-file/{name}": address for name, address in named.items()}


def _files(graph: PublicGraph, table: TableKind) -> TableFiles:
    return TableFiles(
        table=table,
        count=sum(1 for _ in table.rows(graph)),
        csv=_link(f"{table.name}.csv"),
        json=_link(f"{table.name}.json"),
    )


def _link(name: str) -> PageLink:
    return PageLink(title=name, name=f"data-file/{name}")
