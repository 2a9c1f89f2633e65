"""Writes made-up results as the files of a root: sessions, systems, exports in three formats, statements.

`python benchmarks/made_up_results.py --into DIR` copies this repository's framework there and adds results;
without `--into` it writes the demonstration results of this repository anew.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import io
import json
import random
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from made_up import REPOSITORY, Brought, Event, Maker, Model, brought, events, makers, model_of

GAZELLE_HEADER = ("Organisation", "System", "Profile", "Actor", "Option", "Type", "Results")
COUNTERS = ("R/O", "V", "W", "P", "F")
CSV_HEADER = ["organization", "system", "profile", "actor", "option", "result"]
LATER = datetime.timedelta(days=28)
README = """# Results

Everything here is made up, so that the site has results to show: neither the events nor the organizations
exist. `benchmarks/made_up_results.py` writes these files; each is marked as a demonstration.
"""


def write_results(
    root: Path, *, model: Model, sessions: int, organizations: int, rows: int, seed: str
) -> int:
    """Writes `results_data/` anew and returns the number of rows."""
    folder = root / "results_data"
    shutil.rmtree(folder, ignore_errors=True)
    chance = random.Random(seed)
    invited = makers(organizations, model, chance)
    held = events(sessions)
    share, total = -(-rows // sessions), 0
    seen: set[str] = set()
    latest: dict[str, tuple[Event, Brought]] = {}
    for event in held:
        systems = brought(event, invited, share, model, chance)
        total += sum(len(each.rows) for each in systems)
        seen |= {each.maker.key for each in systems}
        latest |= {each.maker.key: (event, each) for each in systems}
        for name, text in session_files(event, systems, model):
            write(folder / event.key / name, text)
    shown = [each for each in invited if each.key in seen]
    write(folder / "README.md", README)
    write(folder / "organizations.yml", "".join(organization(each, seen) for each in shown))
    for number, maker in enumerate(shown):
        if number % 4 == 0:
            event, system = latest[maker.key]
            key = f"{maker.key}-{system.version.replace('.', '-')}"
            write(folder / "statements" / maker.key / f"{key}.yml", statement(key, event, system))
    return total


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def session_files(event: Event, systems: Sequence[Brought], model: Model) -> Iterator[tuple[str, str]]:
    """The files of one session: name -> text."""
    ending = "json" if event.format == "fhir-testreport" else "csv"
    yield "session.yml", session(event, systems, model, f"exports/results.{ending}")
    yield "systems.yml", "".join(system(each) for each in systems)
    export = {"gazelle-summary": gazelle_summary, "results-csv": results_csv}.get(event.format, test_reports)
    yield f"exports/results.{ending}", export(systems)


def session(event: Event, systems: Sequence[Brought], model: Model, export: str) -> str:
    end = event.start + datetime.timedelta(days=4)
    profiles = sorted({profile for each in systems for profile, _, _ in each.rows})
    versions = {each: model.baseline(each, event.start) for each in profiles}
    baseline = "".join(f'  {key}: "{version}"\n' for key, version in versions.items() if version)
    return (
        f"key: {event.key}\nname: {event.name}\nkind: {event.kind}\nregion: {event.region}\n"
        f"location: {{city: {event.city}, country: {event.country}}}\nstart: {event.start}\nend: {end}\n"
        f"publish_on: {end + LATER}\ndemonstration: true\n"
        f"exports:\n  - {{file: {export}, format: {event.format}}}\n"
        + (f"baseline:\n{baseline}" if baseline else "")
    )


def system(brought: Brought) -> str:
    return (
        f"- key: {brought.key}\n  organization: {brought.maker.key}\n  product: {brought.product}\n"
        f'  version: "{brought.version}"\n  kind: {brought.kind_name}\n'
    )


def organization(maker: Maker, seen: set[str]) -> str:
    lines = [f"- key: {maker.key}", f"  name: {maker.name}", f"  country: {maker.country}"]
    lines += [f"  aliases: [{', '.join(maker.aliases)}]"] if maker.aliases else []
    if maker.successor in seen:
        lines += [f"  successor: {maker.successor}", f"  since: {maker.last + 1}-01-01"]
    return "\n".join([*lines, "  demonstration: true"]) + "\n"


def statement(key: str, event: Event, brought: Brought) -> str:
    claims: dict[tuple[str, str], list[str]] = {}
    for profile, actor, option in brought.rows:
        claims.setdefault((profile, actor), []).extend([option] if option else [])
    lines = [f"key: {key}", f"organization: {brought.maker.key}", f"product: {brought.product}"]
    lines += [f'version: "{brought.version}"', f"date: {event.start + LATER + LATER}", "claims:"]
    for (profile, actor), options in claims.items():
        listed = f", options: [{', '.join(options)}]" if options else ""
        lines.append(f"  - {{profile: {profile}, actor: {actor}{listed}}}")
    return "\n".join([*lines, f"url: https://{brought.maker.key}.example/{key}"]) + "\n"


def gazelle_summary(systems: Sequence[Brought]) -> str:
    """A redacted copy of the sheet: counters are empty."""
    rows = (
        [
            each.maker.name,
            each.key,
            profile,
            word(actor),
            word(option) or "NONE",
            "",
            "Pass",
            *("" for _ in COUNTERS),
        ]
        for each in systems
        for profile, actor, option in each.rows
    )
    return table((*GAZELLE_HEADER, *COUNTERS), rows)


def word(key: str) -> str:
    return key.upper().replace("-", "_")


def results_csv(systems: Sequence[Brought]) -> str:
    rows = (
        [each.maker.key, each.key, profile, actor, option, "completed"]
        for each in systems
        for profile, actor, option in each.rows
    )
    return table(CSV_HEADER, rows)


def table(header: Sequence[str], rows: Iterator[list[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def test_reports(systems: Sequence[Brought]) -> str:
    """A bundle that holds no more than what is published."""
    entries = [
        {
            "resource": {
                "resourceType": "TestReport",
                "status": "completed",
                "result": "pass",
                "testScript": {"reference": f"TestScript/{profile}/{actor}/{option or 'none'}"},
                "participant": [{"type": "server", "uri": "urn:none", "display": each.key}],
            }
        }
        for each in systems
        for profile, actor, option in each.rows
    ]
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}, indent=1) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, help="write a root of its own there")
    parser.add_argument("--rows", type=int, default=3_600)
    parser.add_argument("--sessions", type=int, default=12)
    parser.add_argument("--organizations", type=int, default=66)
    parser.add_argument("--seed", default="demonstration-3")
    options = parser.parse_args()
    root = options.into or REPOSITORY
    for name in ("framework", "profiles") if options.into else ():
        shutil.copytree(REPOSITORY / name, root / name, dirs_exist_ok=True)
    if options.into:
        shutil.copy(REPOSITORY / "site_config.yml", root / "site_config.yml")
    total = write_results(
        root,
        model=model_of(root),
        sessions=options.sessions,
        organizations=options.organizations,
        rows=options.rows,
        seed=options.seed,
    )
    print(f"{total} rows")


if __name__ == "__main__":
    main()
