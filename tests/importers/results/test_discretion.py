"""`tfpub check` says what is wrong with an export, and neither who took part nor how it ended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from export_support import NAMES, export_root
from generator.records.sessions import Outcome
from site_support import tfpub
from workbook_support import HEADER, as_xls, as_xlsx

SECRETS = (*NAMES, "secret", "pass", "risk", *(each.value for each in Outcome))
ROWS = (
    HEADER,
    ("Acme Devices", "SECRET_1", "ONE", "SENDER", "NONE", "T", "Pass"),
    ("Secret Vendor", "ACME_1", "ONE", "SENDER", "NONE", "T", "At Risk"),
    ("Secret Vendor", "SECRET_1", "NOWHERE", "SENDER", "NONE", "T", "Pass"),
    ("acme devices", "ACME_1", "ONE", "SENDER", "NONE", "T", "Did not complete"),
    ("Acme Devices", "ACME_1", "ONE", "SENDER", "NONE", "T", "Pass"),
    ("Birke & Söhne", "ACME_1", "ONE", "SENDER", "NONE", "T", "No Peer"),
    ("Acme Devices", "Birke & Söhne", "Birke & Söhne", "SENDER", "NONE", "T", "Pass"),
    ("Acme Devices", "ACME_2", "ONE", "SENDER", "NONE", "T", "Acme Devices"),
    ("Acme Devices", "ACME_2", "ONE", "Secret Vendor", "NONE", "T", "Withdrawn"),
)


def said(folder: Path, content: bytes, source: str) -> str:
    root = export_root(folder, content=content, file="results.xls", format="gazelle-summary")
    config = root / "site_config.yml"
    config.write_text(config.read_text().replace("source: public", f"source: {source}"))
    done = tfpub("check", "--root", root)
    assert done.code == 1 and "unknown-participant" in done.output
    return done.output.replace(str(folder), "")


@pytest.mark.parametrize("source", ["public", "private"])
@pytest.mark.parametrize("make", [as_xls, as_xlsx])
def test_the_check_names_no_participant_and_no_outcome(
    make: Callable[..., bytes], source: str, tmp_path: Path
) -> None:
    lines = said(tmp_path, make(ROWS), source).lower().splitlines()
    assert [(word, line) for line in lines for word in SECRETS if word in line] == []
