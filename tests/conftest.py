"""What tests of more than one folder share: tools that may be missing, and sites that are built once."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
import yaml

import site_support
from site_pages import Site, read_site
from site_support import AWKWARD, BUILD_DATE, CORPUS, REPOSITORY, Outcome, missing, once


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A temporary folder that all processes of this test run see."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium browser."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    return found or missing("Chromium")


@pytest.fixture(scope="session")
def firefox() -> str:
    """The path of a Firefox browser."""
    found = shutil.which("firefox-esr") or shutil.which("firefox")
    return found or missing("Firefox")


@pytest.fixture(scope="session")
def html_checker() -> list[str]:
    """The command that checks HTML files."""
    jar = REPOSITORY / "tests/node_modules/vnu-jar/build/dist/vnu.jar"
    java = shutil.which("java") or missing("Java 17")
    if not jar.exists():
        missing("the HTML checker")
    return [java, "-Xss16m", "-jar", str(jar)]


@pytest.fixture(scope="session")
def own_build(shared_folder: Path) -> tuple[Path, Outcome]:
    """The folder of this repository's own site (its root beside it), and how its build ended."""
    folder, (outcome,) = once(shared_folder, "own", build_own_site)
    return folder / "site", outcome


def build_own_site(folder: Path) -> list[Outcome]:
    root = site_support.copy_of_this_root(folder / "root")
    return [site_support.build(root, folder / "site", cwd=folder)]


@pytest.fixture(scope="session")
def own_site(own_build: tuple[Path, Outcome]) -> Site:
    """This repository's own site, read."""
    folder, outcome = own_build
    assert outcome.code == 0, outcome.output
    return read_site(folder, address_of(REPOSITORY))


@pytest.fixture(scope="session")
def own_copy(own_build: tuple[Path, Outcome], shared_folder: Path) -> Path:
    """The offline copy of this repository's own site, unzipped into a folder with an awkward name."""
    folder, (outcome,) = once(shared_folder, "own-copy", lambda made: [bundle_own_site(own_build[0], made)])
    assert outcome.code == 0, outcome.output
    (copy,) = (folder / AWKWARD).iterdir()
    return copy


def bundle_own_site(site: Path, folder: Path) -> Outcome:
    root, file = site.parent / "root", folder / "copy.zip"
    outcome = site_support.tfpub("bundle", "--root", root, "--date", BUILD_DATE, "--output", file)
    if outcome.code == 0:
        zipfile.ZipFile(file).extractall(folder / AWKWARD)
    return outcome


def address_of(root: Path) -> str:
    settings = yaml.safe_load((root / "site_config.yml").read_text(encoding="utf-8"))
    return str(settings["site"]["url"]).rstrip("/") + "/"


@pytest.fixture(scope="session")
def guides() -> list[Path]:
    """The folders of published guides that the corpus holds."""
    if not (CORPUS / "ihe-ig").is_dir():
        pytest.skip(f"there is no corpus at {CORPUS}; TFPUB_CORPUS names another place")
    folders = sorted(settings.parent for settings in (CORPUS / "ihe-ig").glob("*/sushi-config.yaml"))
    return [folder for folder in folders if folder.name != "supplement-template"]


@pytest.fixture(scope="session")
def corpus_build(shared_folder: Path, guides: list[Path]) -> tuple[Path, Outcome, Outcome]:
    """The folder of all guides' site (its root beside it), how their import ended, and how its build did."""

    def import_and_build(folder: Path) -> list[Outcome]:
        root = folder / "root"
        imported = site_support.tfpub("import", "ihe-ig", *guides, "--into", root, cwd=folder)
        return [imported, site_support.build(root, folder / "site", cwd=folder)]

    folder, (imported, built) = once(shared_folder, "corpus", import_and_build)
    return folder / "site", imported, built


@pytest.fixture(scope="session")
def corpus_site(corpus_build: tuple[Path, Outcome, Outcome]) -> Site:
    """The site of all guides, read."""
    folder, _, built = corpus_build
    assert built.code == 0, built.output
    return read_site(folder, address_of(folder.parent / "root"))
