"""The whole flow: read, link, check, plan, render, publish. Only here do the stages meet."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from generator import checks, pages, permanence, reading, verdicts
from generator.assembly import write_site
from generator.bundling import write_downloads
from generator.caching.kept import Kept, kept_of
from generator.config import SiteConfig
from generator.diagnostics import Diagnostic, Rule, Severity
from generator.executors import Opened
from generator.history import head_date
from generator.importers import results, scenarios
from generator.permanence import Known, known_versions
from generator.profiling import span
from generator.provenance import origin_of
from generator.public import PublicGraph
from generator.publishing import budgets, shell
from generator.publishing.app import write_app
from generator.publishing.folder import replaced
from generator.publishing.links import LinkStyle
from generator.publishing.manifest import MANIFEST, manifest
from generator.publishing.target import Target
from generator.reading import Reading
from generator.reading.memory import Remembered
from generator.releases import write_versions
from generator.remembering import old_site, remember, remember_site, remembered
from generator.results import FullGraph
from generator.site import SitePlan
from generator.source import Source, reported, source_of
from generator.understanding import Understood, understood
from generator.writing import Written

RULES: Mapping[str, Rule] = {
    rule.name: rule
    for rule in (
        *reading.RULES,
        *results.RULES,
        *scenarios.RULES,
        *checks.RULES,
        *pages.RULES,
        *verdicts.RULES,
        *permanence.RULES,
        shell.BROKEN_THEME,
        *budgets.RULES,
    )
}


# More seconds than these lie behind the last year that a date can have.
_LONGEST_EPOCH = 11
NONE_KNOWN = Known()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A root as far as it could be understood, what of it may be shown, and what is wrong with it."""

    reading: Reading
    graph: FullGraph
    public: PublicGraph
    plan: SitePlan | None
    diagnostics: tuple[Diagnostic, ...]
    known: Known = NONE_KNOWN

    @property
    def places(self) -> tuple[str, ...]:
        """The folders of the root that hold content, as far as they are known."""
        content = self.reading.config.content if self.reading.config is not None else None
        return (content.framework, content.profiles, content.results) if content is not None else ()

    def fails(self, *, strict: bool = False) -> bool:
        """Whether an error stands; with `strict`, a warning counts as one."""
        return fails(self.diagnostics, strict=strict)


class OverBudget(ValueError):
    """The site is larger than its configuration allows; `diagnostics` say what is, and everything else."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("; ".join(str(diagnostic) for diagnostic in diagnostics))
        self.diagnostics = diagnostics


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build wrote, and where: nothing (`folder` is None) while an error stands.

    `files` are the addresses of all files.
    """

    checked: Checked
    folder: Path | None = None
    pages: int = 0
    files: tuple[str, ...] = ()


def fails(findings: Iterable[Diagnostic], *, strict: bool = False) -> bool:
    """Whether an error is among findings; with `strict`, a warning counts as one."""
    return any(each.is_error or (strict and each.waiver_reason is None) for each in findings)


def check(
    root: Path,
    *,
    date: datetime.date | None = None,
    before: Mapping[str, Remembered] | None = None,
    kept: Kept | None = None,
) -> Checked:
    """Everything that can be found wrong with the content of `root`, without writing anything.

    `date` is the day that the output would speak of, which decides what of the results is public. `before` is
    what an earlier reading remembers. Of published versions the last one is looked at, or all of them where
    something is `kept` of them.
    """
    with span("read"):
        read = reading.read(root, before)
    content = understood(root, read, date or build_date(root))
    with span("versions"):
        known = known_versions(root, content, kept=kept, is_whole=kept is not None)
    return judged(content, known)


def unreadable(content: Understood) -> tuple[Diagnostic, ...]:
    """The errors for which something of a root could not be read."""
    read = content.reading
    findings = (*read.diagnostics, *content.misread)
    settled = verdicts.settle(findings, rules=RULES, config=read.config, waivers=read.waivers)
    own = {rule.name for rule in (*reading.RULES, *results.RULES, *scenarios.RULES)}
    return tuple(finding for finding in settled if finding.is_error and finding.rule in own)


def judged(content: Understood, known: Known = NONE_KNOWN) -> Checked:
    """The root with everything that is wrong with it."""
    read, plan = content.reading, content.plan
    with span("check"):
        findings = [*read.diagnostics, *content.misread, *checks.check_all(content.graph), *known.findings]
        if plan is not None:
            findings += pages.clashes(plan, content.public)
    settled = verdicts.settle(
        findings, rules=RULES, config=read.config, waivers=read.waivers, date=content.graph.edition
    )
    return Checked(
        reading=read, graph=content.graph, public=content.public, plan=plan, diagnostics=settled, known=known
    )


def build(
    root: Path,
    output: Path | None = None,
    *,
    date: datetime.date | None = None,
    strict: bool = False,
    offline: bool = False,
    downloads: bool = True,
    jobs: int | None = None,
    executor: Opened | None = None,
    is_clean: bool = True,
) -> Built:
    """The whole site of `root`, written to `output` in one step; nothing is written while an error stands.

    `offline` writes links and search so that the folder also works when it is opened from disk. Without
    `downloads`, as in such a folder, the copies that the root offers are not made. `jobs` is the number of
    processes that render, by default as many as pay off; `executor` is asked instead, once it is known what
    there is to render. Unless it `is_clean`, the build takes over what earlier ones made alike, and keeps
    what later ones may need.

    Raises: ForeignFolder if `output` holds something else; BrokenTheme, NoExecutor, OverBudget.
    """
    edition = date or build_date(root)
    with kept_of(root, is_lasting=not is_clean) as kept:
        before = remembered(kept)
        checked = check(root, date=edition, before=before, kept=kept)
        remember(kept, checked.reading, before)
        config, plan, known = checked.reading.config, checked.plan, checked.known
        if checked.fails(strict=strict) or config is None or plan is None:
            return Built(checked=checked)
        folder = output or root / config.build.output
        with replaced(folder) as new, reported(config):
            with span("prepare"):
                made_of = root, checked.public, plan, config
                source = source_of(*made_of, date=edition, kept=kept, editions=known.editions)
                target = Target(folder=new, old=old_site(kept, folder))
            written = _write(source, target, kept, executor or jobs, known, offline, downloads)
            checked = _measured(checked, written, new, config, strict=strict)
        remember_site(kept, folder, target.entries, plan)
    return Built(checked=checked, folder=folder, pages=len(written), files=tuple(target.entries))


def _write(
    source: Source,
    target: Target,
    kept: Kept,
    hands: int | Opened | None,
    known: Known,
    offline: bool,
    downloads: bool,
) -> Sequence[Written]:
    config = source.config
    jobs, executor = (None, hands) if callable(hands) else (hands, None)
    with executor() if executor is not None else nullcontext() as elsewhere:
        written = write_site(source, target, offline=offline, jobs=jobs, elsewhere=elsewhere)
    if downloads and config.downloads and not offline:
        with span("copies"):
            write_downloads(source, target, jobs=jobs)
    with span("versions"):
        write_versions(source, known.versions, target, offline=offline, jobs=jobs)
    if not offline:
        with span("app"):
            write_app(target, config, LinkStyle.http(config.site.url), source.language)
    with span("manifest"):
        target.write(MANIFEST, manifest(target.entries, origin_of(source, kept)))
    return written


def _measured(
    checked: Checked, written: Sequence[Written], folder: Path, config: SiteConfig, *, strict: bool
) -> Checked:
    """`checked` with what is too large about the site that was written into `folder`. Raises: OverBudget."""
    with span("measure"):
        found = [
            finding
            for page in written
            for finding in budgets.large_page(page.address, page.size, page.position, config)
        ]
        found += budgets.many_files(folder, config)
    severities = {rule.name: config.checks.get(rule.name, rule.severity) for rule in budgets.RULES}
    counted = [replace(each, severity=severities[each.rule]) for each in found]
    kept = [each for each in counted if each.severity is not Severity.OFF]
    checked = replace(checked, diagnostics=(*checked.diagnostics, *kept))
    if checked.fails(strict=strict):
        raise OverBudget(checked.diagnostics)
    return checked


def build_date(root: Path) -> datetime.date | None:
    """The day that the output speaks of: SOURCE_DATE_EPOCH, else the date of the current commit (UTC)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal() and len(epoch) <= _LONGEST_EPOCH:
        return datetime.datetime.fromtimestamp(int(epoch), tz=datetime.UTC).date()
    return head_date(root)
