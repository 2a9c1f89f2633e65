"""The manifest lists every file of a site, and tells what it was made from and nothing that is withheld."""

from __future__ import annotations

import hashlib
import json
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from private_site import the_root
from site_support import a_tiny_root, build, tfpub, write


def manifest_of(site: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / "manifest.json").read_text(encoding="utf-8"))
    return found


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def git(root: Path, *words: str) -> str:
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@tiny.example", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", "-C", str(root), *who, *words], check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_tiny_root(tmp_path / "root")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


def commit(root: Path) -> str:
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Begin")
    return git(root, "rev-parse", "HEAD")


def test_every_file_is_listed_with_its_size_and_digest_in_the_order_of_paths(root: Path, site: Path) -> None:
    assert build(root, site).code == 0
    listed = manifest_of(site)["files"]
    contents = {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }
    del contents["manifest.json"]
    assert [each["path"] for each in listed] == sorted(contents)
    assert {each["path"]: (each["size"], each["sha256"]) for each in listed} == {
        path: (len(content), sha256(content)) for path, content in contents.items()
    }


def test_a_build_that_takes_over_writes_the_manifest_of_a_clean_one(root: Path, site: Path) -> None:
    words = ("build", "--root", root, "--output", site, "--date", "2026-11-01")
    for name in ("One", "Two"):
        write(root / "framework/pages/about.md", f"---\ntitle: {name}\n---\n{name}.\n")
        assert tfpub(*words).code == 0
    taken_over = (site / "manifest.json").read_bytes()
    assert tfpub(*words, "--clean").code == 0
    assert (site / "manifest.json").read_bytes() == taken_over


def test_inputs_are_the_files_of_framework_profiles_theme_and_settings(root: Path, site: Path) -> None:
    write(root / "theme/templates/actor.html", "{{ page.title }}")
    build(root, site)
    files = (path for path in root.rglob("*") if path.is_file())
    assert manifest_of(site)["inputs"] == {
        path.relative_to(root).as_posix(): sha256(path.read_bytes()) for path in files
    }


def test_the_commit_is_named_where_all_content_is_committed(root: Path, site: Path) -> None:
    made = commit(root)
    build(root, site)
    assert manifest_of(site)["commit"] == made
    write(root / "framework/pages/new.md", "---\ntitle: New\n---\nNew.\n")
    build(root, site)
    assert manifest_of(site)["commit"] is None


def test_of_a_private_root_no_commit_is_named_and_no_file_of_results(tmp_path: Path) -> None:
    root, site = the_root(tmp_path / "root"), tmp_path / "site"
    commit(root)
    assert build(root, site).code == 0
    told = manifest_of(site)
    assert told["commit"] is None
    assert [path for path in told["inputs"] if path.startswith("results_data/")] == []


def test_results_are_told_as_a_digest_of_their_published_tables(tmp_path: Path) -> None:
    root, site = the_root(tmp_path / "root"), tmp_path / "site"
    build(root, site)
    tables = [
        f"data/{name}.csv"
        for name in ("conformity-assessments", "events", "organizations", "results", "systems")
    ]
    lines = "".join(f"{sha256((site / each).read_bytes())}  {each}\n" for each in tables)
    assert manifest_of(site)["results"] == sha256(lines.encode())


def test_a_copy_has_a_manifest_of_its_own(root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.zip"
    assert tfpub("bundle", "--root", root, "--output", copy, "--date", "2026-11-01").code == 0
    with zipfile.ZipFile(copy) as packed:
        names = packed.namelist()
        folder = names[0].partition("/")[0]
        told = json.loads(packed.read(f"{folder}/manifest.json"))
        assert [f"{folder}/{each['path']}" for each in told["files"]] == [
            name for name in names if not name.endswith("/manifest.json")
        ]
        for each in told["files"]:
            assert sha256(packed.read(f"{folder}/{each['path']}")) == each["sha256"]
    assert told["part"] and "commit" not in told and "inputs" not in told
