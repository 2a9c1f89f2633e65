"""The data files: every published record as JSON, results as CSV, and a description that programs read."""

from __future__ import annotations

import csv
import datetime
import functools
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.columns import Cell, TableKind
from generator.config import SiteConfig
from generator.public import PublicGraph
from generator.publishing.exports_mirror import mirrored
from generator.publishing.links import absolute_url
from generator.records.base import Record
from generator.records.framework import (
    Actor,
    ChangeProposal,
    ContentModule,
    Domain,
    GlossaryTerm,
    NationalExtension,
    Standard,
    Supplement,
    Transaction,
)
from generator.records.profiles import Profile
from generator.records.requirements import Requirement
from generator.records.scenarios import Scenario
from generator.records.statements import IntegrationStatement
from generator.tables import rows_with_names, tables_of

API_FOLDER = "api/v1/"
DATA_FOLDER = "data/"
_COLLECTIONS: Mapping[str, type[Record]] = {
    "actors": Actor,
    "change-proposals": ChangeProposal,
    "content-modules": ContentModule,
    "domains": Domain,
    "glossary": GlossaryTerm,
    "national-extensions": NationalExtension,
    "profiles": Profile,
    "requirements": Requirement,
    "scenarios": Scenario,
    "standards": Standard,
    "statements": IntegrationStatement,
    "supplements": Supplement,
    "transactions": Transaction,
}
# A spreadsheet takes a cell that begins with one of these for a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_JSON = json.JSONEncoder(ensure_ascii=False)


def data_files(
    graph: PublicGraph,
    config: SiteConfig,
    addresses: Mapping[str, str],
    edition: datetime.date | None,
) -> Iterator[tuple[str, bytes]]:
    """Address and content of every data file.

    Source: the public graph alone. `addresses`: symbolic name -> address, as planned.
    """
    tables = graph.once(tables_of)
    frame = {"edition": edition.isoformat()} if edition is not None else {}
    counts: dict[str, int] = {}
    for name, kind in _COLLECTIONS.items():
        records = _encoded(_record(graph, each, config, addresses) for each in graph.all(kind).values())
        if records:
            counts[name] = len(records)
            about = _disclaimer(
                config.publication.disclaimers.statements if kind is IntegrationStatement else ""
            )
            yield (
                f"{API_FOLDER}{name}.json",
                _json({"collection": name, **frame, **about}, records),
            )
    for table in tables:
        rows = _encoded(_addressed(row, table, config, addresses) for row in rows_with_names(table, graph))
        counts[table.name] = len(rows)
        about = {"about": table.about, **_disclaimer(config.publication.disclaimers.results)}
        yield (
            f"{API_FOLDER}{table.name}.json",
            _json({"collection": table.name, **frame, **about}, rows),
        )
        yield f"{DATA_FOLDER}{table.name}.csv", _csv(table, graph).encode()
    yield f"{API_FOLDER}index.json", _json(_index(config, frame, counts))
    if tables:
        yield f"{DATA_FOLDER}datapackage.json", _json(_package(tables, config, edition))


def _record(
    graph: PublicGraph, record: Record, config: SiteConfig, addresses: Mapping[str, str]
) -> dict[str, object]:
    address = addresses.get(str(record.id))
    page = {"page": absolute_url(config.site.url, address)} if address is not None else {}
    return {**page, **mirrored(record), **_mark(graph, record)}


def _mark(graph: PublicGraph, record: Record) -> dict[str, bool]:
    """That a statement is made up, if its organization is."""
    found = graph.find(record.organization) if isinstance(record, IntegrationStatement) else None
    return {"demonstration": True} if found is not None and found.demonstration else {}


_PAGE_KINDS = {"events": "session", "organizations": "organization", "systems": "system"}


def _addressed(
    row: Mapping[str, Cell], table: TableKind, config: SiteConfig, addresses: Mapping[str, str]
) -> dict[str, object]:
    """The row with the address of its own page, if its table has such pages."""
    kind = _PAGE_KINDS.get(table.name)
    address = addresses.get(f"{kind}/{row[table.key[0]]}") if kind else None
    return {**({"page": absolute_url(config.site.url, address)} if address is not None else {}), **row}


def _disclaimer(text: str) -> dict[str, str]:
    return {"disclaimer": text} if text else {}


def _index(config: SiteConfig, frame: Mapping[str, str], counts: Mapping[str, int]) -> dict[str, object]:
    return {
        "site": config.site.name,
        "url": config.site.url,
        **({"license": config.site.license} if config.site.license else {}),
        **frame,
        **_disclaimer(config.publication.disclaimers.results),
        "collections": [
            {"name": name, "file": f"{name}.json", "records": count} for name, count in sorted(counts.items())
        ],
    }


def _csv(table: TableKind, graph: PublicGraph) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    # Nearly all cells say what others of the table say too.
    defused = functools.cache(_defused)
    writer.writerows(
        [defused(cell) if cell.__class__ is str else _defused(cell) for cell in row]
        for row in table.rows(graph)
    )
    return text.getvalue()


def _defused(cell: Cell) -> str:
    """A cell that a spreadsheet shows and does not run."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    text = str(cell)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _package(
    tables: Sequence[TableKind], config: SiteConfig, edition: datetime.date | None
) -> dict[str, object]:
    """The Frictionless description of the CSV files (https://specs.frictionlessdata.io/data-package/)."""
    return {
        "profile": "tabular-data-package",
        "name": "published-results",
        "title": f"{config.site.name}: published results",
        **(
            {"description": config.publication.disclaimers.results}
            if config.publication.disclaimers.results
            else {}
        ),
        "homepage": config.site.url,
        **({"version": edition.isoformat()} if edition is not None else {}),
        **({"licenses": [{"name": config.site.license}]} if config.site.license else {}),
        "resources": [_resource(table, tables) for table in tables],
    }


def _resource(table: TableKind, tables: Sequence[TableKind]) -> dict[str, object]:
    keys = {each.name: each.key[0] for each in tables}
    required = set(table.key) - {"option"}
    fields = [
        {
            "name": column.name,
            "type": column.type,
            "description": column.about,
            **({"constraints": {"required": True}} if column.name in required else {}),
        }
        for column in table.columns
    ]
    links = [
        {
            "fields": column,
            "reference": {"resource": "" if name == table.name else name, "fields": keys[name]},
        }
        for column, name in table.foreign.items()
        if name in keys
    ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "description": table.about,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": fields,
            **({"primaryKey": list(table.key)} if "option" not in table.key else {}),
            **({"foreignKeys": links} if links else {}),
            "missingValues": [""],
        },
    }


def _json(value: Mapping[str, object], records: Sequence[bytes] | None = None) -> bytes:
    """One member a line, and of a list one a line, as of `records`: people can read and compare it."""
    members = [f"{_compact(name)}: {_lines(member)}".encode() for name, member in value.items()]
    if records is not None:
        members.append(b'"records": [\n' + b",\n".join(records) + b"\n]" if records else b'"records": []')
    return b"{\n" + b",\n".join(members) + b"\n}\n"


def _lines(member: object) -> str:
    if not (isinstance(member, list) and member):
        return _compact(member)
    return "[\n" + ",\n".join(map(_compact, member)) + "\n]"


def _encoded(records: Iterable[Mapping[str, object]]) -> list[bytes]:
    """Each record in JSON. All of them as objects at once would take several times the memory."""
    return [_compact(each).encode() for each in records]


def _compact(value: object) -> str:
    return _JSON.encode(value)
