"""Converts guides: reads each, puts together what they share, and writes the content files of a root."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.importers.ihe_ig.blocks import Page
from generator.importers.ihe_ig.catalog import Catalog, TransactionRecord, catalog_of
from generator.importers.ihe_ig.drafting import draft_of
from generator.importers.ihe_ig.drafts import Draft, IssueDraft
from generator.importers.ihe_ig.elsewhere import wanted
from generator.importers.ihe_ig.existing import Existing, body_of, entries_of, look
from generator.importers.ihe_ig.faults import note_faults
from generator.importers.ihe_ig.guide import read_guide
from generator.importers.ihe_ig.issues import is_about_issues, read_issues
from generator.importers.ihe_ig.links import Addresses, PageLinks
from generator.importers.ihe_ig.neighbours import Neighbour, neighbours_in
from generator.importers.ihe_ig.notes import Imported, Report
from generator.importers.ihe_ig.pages import LAST, is_about_artifact, page_words
from generator.importers.ihe_ig.profile_file import profile_text
from generator.importers.ihe_ig.render import page_text
from generator.importers.ihe_ig.scope import Scope
from generator.importers.ihe_ig.settings import text_of
from generator.importers.ihe_ig.shared_files import actors_files, domains_file, external_file, site_file
from generator.importers.ihe_ig.spelling import spelled
from generator.importers.ihe_ig.transaction_file import (
    extended,
    pointer_body,
    transaction_path,
    transaction_text,
)
from generator.importers.ihe_ig.yaml_text import front_matter

_ABOUT_ARTIFACTS = LAST + 50
_TEST_PLAN = LAST + 90


def convert(guides: Sequence[Path], existing: Mapping[str, str]) -> Imported:
    """The content files that these guides become in a root that holds `existing`, and the report.

    Shape: only files that are new or differ; pictures as bytes. Nothing in a guide makes this fail.
    """
    report = Report()
    root = look(existing, report)
    drafts = spelled(tuple(_drafts(guides, report)), root)
    catalog = catalog_of(drafts, root, report)
    plans = [_plan(draft, catalog, report) for draft in drafts]
    files = _texts(plans, catalog, root, report)
    files |= _records(plans, catalog, files, root)
    note_faults(drafts, root, report)
    changed = {path: content for path, content in sorted(files.items()) if existing.get(path) != content}
    return Imported(files=changed, notes=report.notes)


def _drafts(guides: Sequence[Path], report: Report) -> Iterator[Draft]:
    taken: dict[str, str] = {}
    for folder in guides:
        guide = read_guide(folder, report)
        draft = draft_of(guide, report) if guide is not None else None
        if draft is None:
            continue
        first = taken.setdefault(draft.identity.folder, draft.guide.folder)
        if first != draft.guide.folder:
            report.add(
                draft.guide.folder, 1, draft.identity.key, f"{first} is this profile already; not imported"
            )
            continue
        yield draft


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """Where everything of one guide goes."""

    draft: Draft
    addresses: Addresses
    drawings: Mapping[str, str] = field(default_factory=dict)

    @property
    def as_neighbour(self) -> Neighbour:
        """What other guides see of it."""
        own = self.addresses
        anchors = {own.files[name]: page.anchors for name, page in own.pages.items()}
        folders = (self.draft.guide.folder,)
        return Neighbour(canonical=own.canonical, folders=folders, files=own.files, anchors=anchors)


def _texts(
    plans: Sequence[_Plan], catalog: Catalog, root: Existing, report: Report
) -> dict[str, str | bytes]:
    """Pages, pictures and profiles of all guides."""
    neighbours = (*(plan.as_neighbour for plan in plans), *_known_neighbours(plans, root))
    options = _options([plan.draft for plan in plans], root)
    files: dict[str, str | bytes] = {}
    for plan in plans:
        issues: list[IssueDraft] = []
        for page in plan.draft.pages:
            path = plan.addresses.files[page.name.lower()]
            files[path] = _page_file(plan, page, path, neighbours, catalog, report)
            if is_about_issues(page):
                issues.extend(_issues(plan, page, neighbours))
        files |= _pictures(plan)
        path = f"{plan.draft.identity.folder}/profile.yml"
        files[path] = profile_text(plan.draft, issues, catalog, options, report)
    return files


def _known_neighbours(plans: Sequence[_Plan], root: Existing) -> Iterator[Neighbour]:
    """The guides of earlier imports that these guides link to."""
    linked = "\n".join(
        link for plan in plans for page in plan.draft.pages for _, link, _ in page.links if "://" in link
    )
    return neighbours_in(root, [plan.draft.identity.key for plan in plans], linked)


def _plan(draft: Draft, catalog: Catalog, report: Report) -> _Plan:
    folder = draft.identity.folder
    own = {
        record.definition.page.name: transaction_path(record)
        for record in catalog.transactions.values()
        if record.draft is draft and record.definition is not None and not record.definition.anchor
    }
    files: dict[str, str] = {}
    for page in draft.pages:
        path = own.get(page.name) or f"{folder}/{_file_name(page)}"
        if path in files.values():
            report.add(
                page.file, 1, page.name, "two pages of the guide would get one file; this one is renamed"
            )
            path = f"{path.removesuffix('.md')}-{len(files)}.md"
        files[page.name.lower()] = path
    addresses = Addresses(
        canonical=draft.identity.canonical,
        files=files,
        pages={page.name.lower(): page for page in draft.pages},
        pictures={name.lower(): f"{folder}/images/{_safe(name)}" for name in draft.guide.pictures},
    )
    drawings = {name.rsplit(".", 1)[0].lower(): text for name, text in draft.guide.drawings.items()}
    return _Plan(draft=draft, addresses=addresses, drawings=drawings)


def _file_name(page: Page) -> str:
    name = _safe(page.stem.lower()).lstrip("._-") or "page"
    return f"{name}.md"


def _safe(name: str) -> str:
    return "".join(
        letter if (letter.isalnum() and letter.isascii()) or letter in "._-" else "-" for letter in name
    )


def _scope(plan: _Plan, page: Page, path: str, neighbours: Sequence[Neighbour], report: Report) -> Scope:
    links = PageLinks(page=page, path=path, addresses=plan.addresses, neighbours=neighbours, report=report)
    return Scope(
        file=page.file, report=report, link=links.link, picture=links.picture, drawings=plan.drawings
    )


def _page_file(
    plan: _Plan, page: Page, path: str, neighbours: Sequence[Neighbour], catalog: Catalog, report: Report
) -> str:
    body = page_text(page.blocks, _scope(plan, page, path, neighbours, report))
    if not path.startswith("framework/"):
        return front_matter({"title": page.title, "order": _order(page)}, body)
    record = next(record for record in catalog.transactions.values() if transaction_path(record) == path)
    return transaction_text(record, body, plan.draft.identity.status)


def _order(page: Page) -> int:
    words = page_words(page)
    if " testplan" in words or " test plan" in words:
        return _TEST_PLAN
    return _ABOUT_ARTIFACTS if is_about_artifact(page) else page.order


def _issues(plan: _Plan, page: Page, neighbours: Sequence[Neighbour]) -> tuple[IssueDraft, ...]:
    """The issues of a page, whose texts go to the profile's file; what is to note is noted with the page."""
    path = f"{plan.draft.identity.folder}/profile.yml"
    return read_issues(page, _scope(plan, page, path, neighbours, Report()))


def _pictures(plan: _Plan) -> dict[str, str | bytes]:
    folder = plan.draft.identity.folder
    files: dict[str, str | bytes] = {
        plan.addresses.pictures[name.lower()]: content for name, content in plan.draft.guide.pictures.items()
    }
    for name, text in plan.draft.guide.drawings.items():
        files[f"{folder}/images-source/{_safe(name)}"] = text
    return files


def _options(drafts: Sequence[Draft], root: Existing) -> dict[str, frozenset[str]]:
    """The keys of the options of each known profile."""
    found = {}
    for key, entry in root.profiles.items():
        actors = entries_of(entry, "actors")
        keys = {text_of(option, "key") for actor in actors for option in entries_of(actor, "options")}
        found[key] = frozenset(keys)
    for draft in drafts:
        found[draft.identity.key.casefold()] = frozenset(option.key for option in draft.options)
    return found


def _records(
    plans: Sequence[_Plan], catalog: Catalog, files: Mapping[str, str | bytes], root: Existing
) -> dict[str, str | bytes]:
    """Transactions that no page of their own defines, and the files that guides share."""
    drafts = [plan.draft for plan in plans]
    made: dict[str, str | bytes] = {}
    for record in catalog.transactions.values():
        path = transaction_path(record)
        if path not in files:
            text = _other_transaction(record, plans, root)
            made |= {path: text} if text else {}
    rows, defined = wanted(drafts, catalog, tuple(_cited_texts(drafts, catalog, files)), root)
    used = {draft.identity.domain for draft in drafts}
    used |= {record.domain for record in catalog.transactions.values()}
    made |= site_file(root)
    made |= domains_file(drafts, used, catalog, root)
    made |= actors_files(drafts, catalog, root)
    made |= external_file(rows, defined, root)
    return made


def _cited_texts(
    drafts: Sequence[Draft], catalog: Catalog, files: Mapping[str, str | bytes]
) -> Iterator[tuple[str, str]]:
    """The texts that guides became, without the code in them, each with its guide's published address."""
    owners = {
        transaction_path(record): record.draft.identity.canonical
        for record in catalog.transactions.values()
        if record.draft is not None
    }
    folders = {draft.identity.folder: draft.identity.canonical for draft in drafts}
    for path, text in files.items():
        url = owners.get(path) or folders.get("/".join(path.split("/")[:3]), "")
        if url and isinstance(text, str) and path.endswith((".md", ".yml")):
            yield "".join(text.split("```")[::2]), url


def _other_transaction(record: TransactionRecord, plans: Sequence[_Plan], root: Existing) -> str:
    """A transaction that stands in a section of a page, or one that the root has already."""
    if record.definition is not None and record.draft is not None:
        own = next(plan for plan in plans if plan.draft is record.draft)
        page = own.addresses.files[record.definition.page.name.lower()]
        return transaction_text(record, pointer_body(record, page), record.draft.identity.status)
    path = transaction_path(record)
    entry = root.transactions[record.key.casefold()]
    return extended(entry, record, body_of(root.files.get(path, "")))
