"""Writes a root of many content files that are alike in size and kind to real ones, the same each time."""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path
from string import ascii_uppercase

FILES_OF_A_PROFILE = 12
"""A profile, its four texts and two scenarios, and the five transactions that only it uses."""
TRANSACTIONS_OF_A_PROFILE = 5
PROFILES_OF_A_DOMAIN = 20
REQUIREMENTS_OF_A_PROFILE = 4
Rows = tuple[int, int]
"""The fewest and the most rows of a table in a text."""
FEW_ROWS = (6, 6)
WORDS = """
the actor sends a request that names one patient and the recipient answers with every entry it holds
unless policy forbids so a search may be limited by date status and kind of document while audit
records of both sides tell who asked for what and when systems without a store keep nothing
"""


def write_root(root: Path, files: int) -> int:
    """Writes a root of about `files` content files (not fewer) and returns how many there are."""
    profiles = -(-files // FILES_OF_A_PROFILE)
    contents = dict(root_files(profiles))
    for path, text in contents.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return len(contents)


def root_files(profiles: int, rows: Rows = FEW_ROWS) -> Iterator[tuple[str, str]]:
    """Path -> text of every file of a root with that many profiles."""
    yield "site_config.yml", CONFIG
    yield "framework/domains.yml", "".join(domains(profiles))
    yield "framework/standards.yml", STANDARDS
    yield "framework/glossary.yml", "".join(glossary())
    for first in range(0, profiles, PROFILES_OF_A_DOMAIN):
        members = range(first, min(first + PROFILES_OF_A_DOMAIN, profiles))
        yield f"framework/{domain_of(first).lower()}/actors.yml", "".join(map(actors, members))
    for number in range(profiles):
        yield from profile_files(number, profiles, rows)


def profile_files(number: int, profiles: int, rows: Rows) -> Iterator[tuple[str, str]]:
    domain = domain_of(number).lower()
    folder = f"profiles/{domain}/p{number}"
    yield f"{folder}/profile.yml", profile(number, profiles)
    for order, name in enumerate(("index", "concepts", "use-cases", "security")):
        yield f"{folder}/{name}.md", profile_text(number, order, name, rows)
    for name in ("publish", "find"):
        yield f"{folder}/scenarios/p{number}-{name}.yml", scenario(number, name)
    for transaction in transactions_of(number):
        path = f"framework/{domain}/transactions/{domain}-{transaction}.md"
        yield path, transaction_text(number, transaction, rows)


def domain_of(number: int) -> str:
    """The key of a profile's domain: three letters, as the beginning of a transaction's key has no digits."""
    first, second = divmod(number // PROFILES_OF_A_DOMAIN, len(ascii_uppercase))
    return f"B{ascii_uppercase[first]}{ascii_uppercase[second]}"


def domains(profiles: int) -> Iterator[str]:
    for first in range(0, profiles, PROFILES_OF_A_DOMAIN):
        yield DOMAIN.format(domain=domain_of(first), first=first)


def transactions_of(number: int) -> range:
    first = number * TRANSACTIONS_OF_A_PROFILE + 1
    return range(first, first + TRANSACTIONS_OF_A_PROFILE)


def sentence(chance: random.Random, length: int = 18) -> str:
    words = " ".join(chance.choices(WORDS.split(), k=length))
    return f"{words.capitalize()}."


def paragraph(chance: random.Random, sentences: int = 5) -> str:
    return "\n".join(sentence(chance) for _ in range(sentences))


def glossary() -> Iterator[str]:
    chance = random.Random("glossary")
    for number in range(60):
        yield f"- term: Benchmark term {number}\n  definition: |\n    {sentence(chance)}\n"


def actors(number: int) -> str:
    chance = random.Random(f"actors {number}")
    return "".join(
        ACTOR.format(number=number, role=role, name=role.title(), definition=sentence(chance))
        for role in ("source", "recipient", "consumer")
    )


def profile(number: int, profiles: int) -> str:
    chance = random.Random(f"profile {number}")
    used, domain = transactions_of(number), domain_of(number)
    rows = "\n".join(f"      - {{transaction: {domain}-{one}, role: source, optionality: R}}" for one in used)
    answers = rows.replace("role: source", "role: recipient")
    return PROFILE.format(
        number=number,
        domain=domain,
        summary=sentence(chance, 40),
        rows=rows,
        answers=answers,
        other=(number + 1) % profiles,
        first=used[0],
        second=used[1],
    )


def profile_text(number: int, order: int, name: str, rows: Rows) -> str:
    chance = random.Random(f"text {number} {name}")
    first, domain = transactions_of(number)[0], domain_of(number)
    parts = [f"---\ntitle: Sample {name} {number}\norder: {order}\n---\n"]
    for part in range(1, 5):
        parts.append(f"## 1:{number + 1}.{order * 4 + part} Part {part}\n")
        parts.append(
            f"{paragraph(chance)} It uses Sample Exchange {first} [{domain}-{first}] of [P{number}].\n"
        )
        parts.append(
            f"See {domain} TF-2: 3.{first} and [the texts](index.md). Sample Source {number} is new.\n"
        )
        if name == "concepts":
            parts.append(f"§P{number}-{part}:The Sample Source {number} SHALL do so: {sentence(chance)}§\n")
    parts.append(table(chance, number, rows))
    return "\n".join(parts)


def transaction_text(number: int, transaction: int, rows: Rows) -> str:
    chance = random.Random(f"transaction {transaction}")
    parts = [TRANSACTION.format(number=number, domain=domain_of(number), transaction=transaction)]
    for part, name in enumerate(("Scope", "Actor Roles", "Messages", "Security Considerations"), start=1):
        parts.append(f"## 2:3.{transaction}.{part} {name}\n")
        parts.append(
            f"{paragraph(chance)} See [P{number}](profile:P{number}) and `code` of [sample-standard].\n"
        )
        parts.append(f"- {sentence(chance)}\n- **{sentence(chance)}**\n\n!!! note\n    {sentence(chance)}\n")
    parts.append(table(chance, number, rows))
    return "\n".join(parts)


def table(chance: random.Random, number: int, rows: Rows) -> str:
    """A table whose rows name transactions of the profile `number`."""
    head = "Table: What is carried\n\n| Element | Optionality | Sent by | Meaning |\n|---|---|---|---|\n"
    used, domain = transactions_of(number), domain_of(number)
    lines = []
    for row in range(chance.randint(*rows)):
        sender = "no one" if row % 3 else f"[{domain}-{chance.choice(used)}]"
        lines.append(f"| element{row} | {chance.choice('RO')} | {sender} | {sentence(chance, 6)} |\n")
    return head + "".join(lines)


def scenario(number: int, name: str) -> str:
    chance = random.Random(f"scenario {number} {name}")
    steps = "".join(
        STEP.format(
            number=10 * (place + 1),
            transaction=f"{domain_of(number)}-{transaction}",
            requirement=f"P{number}-{place % REQUIREMENTS_OF_A_PROFILE + 1}",
            text=sentence(chance, 25),
            expected=sentence(chance, 15),
        )
        for place, transaction in enumerate(transactions_of(number))
    )
    return SCENARIO.format(number=number, name=name, purpose=sentence(chance, 25), steps=steps)


CONFIG = """\
site:
  name: Benchmark
  url: https://benchmark.example/
publication:
  source: public
"""

DOMAIN = """\
- key: {domain}
  name: Benchmarks from {first}
  summary: A domain of content that was made to be measured.
  committee: {{name: Benchmark committee, url: "https://benchmark.example/committee"}}
"""

STANDARDS = """\
- {key: sample-standard, name: Sample Standard, url: "https://benchmark.example/standard"}
"""

ACTOR = """\
- key: p{number}-{role}
  name: Sample {name} {number}
  definition: |
    {definition}
"""

PROFILE = """\
key: P{number}
name: Sample Profile {number}
domain: {domain}
section: "{number}A"
type: transaction
summary: |
  {summary}
source: {{url: "https://benchmark.example/p{number}", version: 1.1.0}}
history:
  - {{version: 1.1.0, status: trial-implementation, date: 2018-05-20, change: Corrections.}}
  - {{version: 1.0.0, status: public-comment, date: 2017-05-20}}
actors:
  - actor: p{number}-source
    description: Begins every exchange of this profile.
    transactions:
{rows}
    options:
      - {{key: first-option, name: First Option}}
      - {{key: second-option, name: Second Option}}
    groupings:
      - {{optionality: R, all_of: [{{profile: P{other}, actor: p{other}-recipient}}]}}
  - actor: p{number}-recipient
    transactions:
{answers}
  - actor: p{number}-consumer
    transactions:
      - {{transaction: {domain}-{first}, role: source, optionality: O, note: one-of-two}}
      - {{transaction: {domain}-{second}, role: source, optionality: O, note: one-of-two}}
constraints:
  - key: one-of-two
    actor: p{number}-consumer
    at_least_one_of: [{domain}-{first}, {domain}-{second}]
    text: A consumer supports at least one of the two.
related: [P{other}]
issues:
  - {{key: P{number}_1, text: Whether this is enough., state: open}}
"""

TRANSACTION = """\
---
key: {domain}-{transaction}
name: Sample Exchange {transaction}
status: trial-implementation
standards: [sample-standard]
roles:
  - {{key: source, name: Source, kind: initiator, actors: [p{number}-source, p{number}-consumer]}}
  - {{key: recipient, name: Recipient, kind: responder, actors: [p{number}-recipient]}}
messages:
  - {{from: source, to: recipient, name: Request}}
  - {{from: recipient, to: source, name: Response, reply: true}}
---
"""

SCENARIO = """\
key: P{number}-{name}
name: Sample scenario {name} {number}
kind: peer-to-peer
purpose: |
  {purpose}
profiles: [P{number}]
roles:
  - {{key: source, actor: p{number}-source, option: first-option}}
  - {{key: recipient, actor: p{number}-recipient}}
preconditions:
  - Both systems know the same patient.
steps:
{steps}evaluation: The monitor looks at both logs.
"""

STEP = """\
  - number: {number}
    initiator: source
    responder: recipient
    transaction: {transaction}
    text: |
      {text}
    expected: {expected}
    requirements: [{requirement}]
"""


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("root", type=Path)
    arguments.add_argument("--files", type=int, default=3000)
    chosen = arguments.parse_args()
    print(write_root(chosen.root, chosen.files), "files")
