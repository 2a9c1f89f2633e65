"""Small guides to import, and what tests ask of what they became."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.importers.ihe_ig import Imported, convert
from site_support import CORPUS

SETTINGS = """\
id: org.tst.lamps
canonical: https://guides.example/TST/Lamps
version: 1.2.0
name: ORG_TST_Lamps
title: "Lending of Lamps (Lamps)"
status: active
publisher:
  - name: ORG Lighting Technical Committee
  - url: https://guides.example/lighting
description: How lamps are lent.
fhirVersion: 4.0.1
dependencies:
  org.tst.oil:
    id: orgtstoil
    uri: https://guides.example/TST/Oil/ImplementationGuide/org.tst.oil
    version: 1.0.0
pages:
  index.md:
    title: Lamps Home
  volume-1.md:
    title: 1:77 Lending of Lamps
  TST-7.md:
    title: 2:3.7 Borrow Lamp [TST-7]
  issues.md:
    title: Issues
  testplan.md:
    title: Test Plan
menu:
  Home: index.html
"""

VOLUME_1 = """\
Lamps are lent from one house to another.

## 1:77.1 Lamps Actors and Transactions

**Table 1:77.1-1: Lamps Profile - Actors and Transactions**

| Actors | Transactions | Initiator or Responder | Optionality | Reference |
|---|---|---|---|---|
| Lamp Borrower | Borrow Lamp [TST-7] | Initiator | R | [TST TF-2: 3.7](TST-7.html) |
| Lamp Lender | Borrow Lamp [TST-7] | Responder | R | [TST TF-2: 3.7](TST-7.html) |
{: .grid}

### 1:77.1.1 Actors

#### 1:77.1.1.1 Lamp Borrower

The Lamp Borrower asks a neighbour for light. It returns what it borrowed.

#### 1:77.1.1.2 Lamp Lender

The Lamp Lender keeps lamps ready.
"""

TST_7 = """\
### 2:3.7.1 Scope

A lamp changes hands.

### 2:3.7.2 Actor Roles

**Table 2:3.7.2-1: Actor Roles**

| Actor | Role |
|---|---|
| Lamp Borrower | Requests a lamp |
| Lamp Lender | Returns a lamp |

### 2:3.7.4 Messages

#### 2:3.7.4.1 Borrow Lamp Request Message

It says which lamp.

#### 2:3.7.4.2 Borrow Lamp Response Message

It brings the lamp.
"""

PAGES = {
    "index.md": "Welcome to the [actors](volume-1.html#177111-lamp-borrower).\n",
    "volume-1.md": VOLUME_1,
    "TST-7.md": TST_7,
}


@dataclass(frozen=True)
class GuideMaker:
    """Makes guides below a folder; by default one of two actors and one transaction."""

    folder: Path

    def __call__(
        self,
        name: str = "TST.Lamps",
        settings: str = SETTINGS,
        files: Mapping[str, str | bytes] | None = None,
        **pages: str,
    ) -> Path:
        """A guide's folder; a keyword is the text of the page of that name (`__` for a hyphen)."""
        named = {page.replace("__", "-") + ".md": text for page, text in pages.items()}
        wanted: dict[str, str | bytes] = {"sushi-config.yaml": settings}
        wanted |= {f"pagecontent/{page}": text for page, text in (PAGES | named).items()}
        for path, content in (wanted | dict(files or {})).items():
            target = self.folder / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.encode() if isinstance(content, str) else content)
        return self.folder / name


def texts(imported: Imported) -> dict[str, str]:
    return {path: content for path, content in imported.files.items() if isinstance(content, str)}


def page(imported: Imported, path: str) -> str:
    """The text of an imported file below its front matter, without the empty line before it."""
    return texts(imported)[path].split("\n---\n", 1)[1].strip("\n")


def notes(imported: Imported, file: str = "") -> list[str]:
    """The notes about a file, without its name: line, what and why of each."""
    return [f"{note.line}: {note.what}: {note.why}" for note in imported.notes if note.file.endswith(file)]


def profile(imported: Imported, path: str = "profiles/tst/lamps/profile.yml") -> str:
    return texts(imported)[path]


def only(guide: Path, existing: Mapping[str, str] | None = None) -> Imported:
    return convert([guide], existing or {})


def write_root(folder: Path, imported: Imported) -> Path:
    for path, content in imported.files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def corpus_guides() -> Sequence[Path]:
    folder = CORPUS / "ihe-ig"
    return sorted(path for path in folder.glob("*.*") if path.is_dir())
