"""Scenarios that a small root holds in Gherkin, for tests that look at what became of them."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from generator import reading
from generator.importers import scenarios
from generator.records.scenarios import Scenario
from site_support import write
from spec_root import SPECS

FEATURE = "profiles/dom/one/scenarios/parcels.feature"


def a_root(folder: Path, files: Mapping[str, str]) -> Path:
    """The small complete root of the specs, with these files added."""
    shutil.copytree(SPECS / "base", folder)
    for path, text in files.items():
        write(folder / path, text)
    return folder


def found_in(folder: Path, files: Mapping[str, str]) -> scenarios.Found:
    """What is found in the sources of that root."""
    read = reading.read(a_root(folder, files))
    return scenarios.read(read.records, read.externals, read.features, reading.parse)


def a_scenario(folder: Path, feature: str) -> Scenario:
    """The only scenario of a .feature file of the profile ONE, about which nothing is reported."""
    found = found_in(folder, {FEATURE: feature})
    assert found.diagnostics == ()
    (scenario,) = found.scenarios
    return scenario
