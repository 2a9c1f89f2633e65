"""Writes a profile's `profile.yml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.importers.ihe_ig import spans
from generator.importers.ihe_ig.catalog import Catalog, role_key
from generator.importers.ihe_ig.drafts import (
    ActorDraft,
    ConstraintDraft,
    Draft,
    GroupingDraft,
    IssueDraft,
    Place,
    TargetDraft,
)
from generator.importers.ihe_ig.identity import Identity, is_key
from generator.importers.ihe_ig.notes import Report
from generator.importers.ihe_ig.yaml_text import Tree, yaml_text

_CONTENT_ACTORS = ("creator", "consumer")


def profile_text(
    draft: Draft,
    issues: Sequence[IssueDraft],
    catalog: Catalog,
    options_by_profile: Mapping[str, frozenset[str]],
    report: Report,
) -> str:
    """The whole file."""
    identity = draft.identity
    folder_name = draft.guide.folder.split(".")[-1]
    aliases = (
        [folder_name] if is_key(folder_name) and folder_name.casefold() != identity.key.casefold() else []
    )
    tree: dict[str, Tree] = {"key": identity.key, "name": identity.name}
    tree |= {"aliases": aliases} if aliases else {}
    tree |= {"domain": identity.domain}
    tree |= {"section": draft.section} if draft.section else {}
    tree |= {"type": _type(draft), "summary": spans.plain(draft.summary)}
    tree |= {
        "source": {"url": identity.canonical, "version": identity.version},
        "history": [_history(identity)],
    }
    tree["actors"] = [_actor(actor, draft, catalog, options_by_profile, report) for actor in draft.actors]
    tree |= {"constraints": [_constraint(each) for each in draft.constraints]} if draft.constraints else {}
    tree |= {"related": list(identity.related)} if identity.related else {}
    tree |= {"issues": [_issue(issue) for issue in issues]} if issues else {}
    return yaml_text(tree)


def _type(draft: Draft) -> str:
    """A profile with transactions is about them; one whose actors create and consume is about content."""
    if draft.uses:
        return "transaction"
    words = {word for actor in draft.actors for word in actor.key.split("-")[-1:]}
    is_content = draft.is_about_content or bool(words & set(_CONTENT_ACTORS))
    return "content" if is_content and not draft.groupings else "transaction"


def _history(identity: Identity) -> dict[str, Tree]:
    entry: dict[str, Tree] = {"version": identity.version, "status": identity.status}
    entry |= {"date": identity.date} if identity.date else {}
    return entry | {"imported": True}


def _actor(
    actor: ActorDraft,
    draft: Draft,
    catalog: Catalog,
    options_by_profile: Mapping[str, frozenset[str]],
    report: Report,
) -> dict[str, Tree]:
    tree: dict[str, Tree] = {"actor": actor.key}
    transactions = _transactions(actor, draft, catalog)
    options: list[Tree] = []
    for option in draft.options:
        if option.actor == actor.key:
            section: dict[str, Tree] = {"section": option.section} if option.section else {}
            options.append({"key": option.key, "name": option.name} | section)
    groupings = [
        _grouping(grouping, options_by_profile, report)
        for grouping in draft.groupings
        if grouping.actor == actor.key
    ]
    tree |= {"transactions": transactions} if transactions else {}
    tree |= {"options": options} if options else {}
    tree |= {"groupings": groupings} if groupings else {}
    return tree


def _transactions(actor: ActorDraft, draft: Draft, catalog: Catalog) -> list[Tree]:
    found: list[Tree] = []
    for use in draft.uses:
        if use.actor != actor.key:
            continue
        record = catalog.transactions.get(use.transaction) or catalog.foreign[use.transaction]
        role = role_key(record, actor.key, use.part)
        row: dict[str, Tree] = {"transaction": use.transaction, "role": role, "optionality": use.optionality}
        note = draft.use_notes.get((actor.key, use.transaction))
        found.append(row | ({"note": note} if note else {}))
    return found


def _grouping(
    grouping: GroupingDraft, options_by_profile: Mapping[str, frozenset[str]], report: Report
) -> dict[str, Tree]:
    tree: dict[str, Tree] = {"optionality": grouping.optionality}
    for name, targets in (("all_of", grouping.all_of), ("any_of", grouping.any_of)):
        if targets:
            tree[name] = [_target(target, options_by_profile, grouping.place, report) for target in targets]
    if grouping.when_option:
        tree["when"] = {"option": grouping.when_option}
    elif grouping.when_text:
        tree["when"] = {"text": spans.plain(grouping.when_text)}
    tree |= {"text": spans.plain(grouping.text)} if grouping.text else {}
    tree |= {"section": grouping.section} if grouping.section else {}
    return tree


def _target(
    target: TargetDraft, options_by_profile: Mapping[str, frozenset[str]], place: Place, report: Report
) -> dict[str, Tree]:
    """A target; options that a known profile does not have are left to the grouping's text, and noted."""
    known = options_by_profile.get(target.profile.casefold())
    options = [option for option in target.options if known is None or option in known]
    for option in target.options:
        if option not in options:
            what = f"{target.profile} / {target.actor_name} with {option}"
            report.add(place.file, place.line, what, f"{target.profile} has no option of this name")
    tree: dict[str, Tree] = {"profile": target.profile, "actor": target.actor}
    return tree | ({"options": options} if options else {})


def _constraint(constraint: ConstraintDraft) -> dict[str, Tree]:
    tree: dict[str, Tree] = {"key": constraint.key, "actor": constraint.actor}
    terms: list[Tree] = [*constraint.transactions, *({"option": option} for option in constraint.options)]
    tree |= {constraint.kind: terms} if constraint.kind else {}
    return tree | {"text": spans.plain(constraint.text)}


def _issue(issue: IssueDraft) -> dict[str, Tree]:
    tree: dict[str, Tree] = {"key": issue.key, "state": "open" if issue.is_open else "closed"}
    tree |= {"url": issue.url} if issue.url else {}
    return tree | {"text": issue.text}
