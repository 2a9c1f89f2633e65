"""Which findings of a check over an imported root are faults of the published text, and so may be waived."""

from __future__ import annotations

WAIVABLE = (
    "constraint-outside-actor",
    "dead-anchor",
    "dead-file",
    "dead-page",
    "dead-section",
    "duplicate-anchor",
    "duplicate-section",
    "missing-counterpart",
    "name-mismatch",
    "role-not-played",
    "unknown-grouping-actor",
    "unknown-grouping-option",
    "unknown-id",
)
"""Rules that text, once published, may break and an importer must not mend."""


def waiver_reason(profile: str, version: str) -> str:
    """The reason of a waiver for a finding in a guide's text."""
    return f"as published in {profile} {version}"
