"""A manifest is signed with a private key; whoever has the public one sees whether it is still the same."""

from __future__ import annotations

import base64
import importlib.util
import json
import subprocess
from pathlib import Path

import pytest

from generator.verifying import NoKey, sign, verify
from site_support import REPOSITORY, a_tiny_root, build, missing, tfpub

SIGNATURE = "manifest.dsse.json"


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two pairs of keys: `own` and `other`, private in `.pem` and public in `.pub`."""
    folder = tmp_path_factory.mktemp("keys")
    for name in ("own", "other"):
        private, public = folder / f"{name}.pem", folder / f"{name}.pub"
        make = ["openssl", "genpkey", "-algorithm", "ed25519", "-out", private]
        tell = ["openssl", "pkey", "-in", private, "-pubout", "-out", public]
        for words in (make, tell):
            subprocess.run(words, check=True, capture_output=True)
    return folder


@pytest.fixture
def site(tmp_path: Path) -> Path:
    if importlib.util.find_spec("securesystemslib") is None:
        missing("securesystemslib")
    assert build(a_tiny_root(tmp_path / "root"), tmp_path / "site").code == 0
    return tmp_path / "site"


def found(site: Path, key: Path) -> list[str]:
    return [f"{each.position.path} {each.rule}" for each in verify(site, key).diagnostics if each.is_error]


def test_a_signed_site_is_that_of_whoever_signed_it(site: Path, keys: Path) -> None:
    sign(site, keys / "own.pem")
    assert found(site, keys / "own.pub") == []
    assert found(site, keys / "other.pub") == [f"{SIGNATURE} unsigned"]


def test_an_unsigned_site_has_no_signature_to_trust(site: Path, keys: Path) -> None:
    assert found(site, keys / "own.pub") == [f"{SIGNATURE} unsigned"]


def test_a_signature_is_of_one_manifest(site: Path, keys: Path) -> None:
    sign(site, keys / "own.pem")
    with (site / "manifest.json").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert found(site, keys / "own.pub") == [f"{SIGNATURE} unsigned"]


def test_what_is_signed_cannot_be_exchanged(site: Path, keys: Path) -> None:
    sign(site, keys / "own.pem")
    told = json.loads((site / SIGNATURE).read_text(encoding="utf-8"))
    content = (site / "manifest.json").read_bytes() + b"\n"
    (site / "manifest.json").write_bytes(content)
    told["payload"] = base64.b64encode(content).decode()
    (site / SIGNATURE).write_text(json.dumps(told), encoding="utf-8")
    assert found(site, keys / "own.pub") == [f"{SIGNATURE} unsigned"]


@pytest.mark.parametrize(
    "content", ["", "x", "{}", "[]", '{"payload": 1, "payloadType": 2, "signatures": 3}']
)
def test_a_broken_signature_is_none(site: Path, keys: Path, content: str) -> None:
    (site / SIGNATURE).write_text(content, encoding="utf-8")
    assert found(site, keys / "own.pub") == [f"{SIGNATURE} unsigned"]


def test_a_key_that_is_none_is_refused(site: Path, keys: Path) -> None:
    with pytest.raises(NoKey):
        sign(site, keys / "own.pub")
    with pytest.raises(NoKey):
        verify(site, keys / "own.pem")


def test_the_commands_sign_and_verify(site: Path, keys: Path) -> None:
    assert tfpub("sign", site, "--key", keys / "own.pem").code == 0
    assert tfpub("verify", site, "--key", keys / "own.pub").code == 0
    assert tfpub("verify", site, "--key", keys / "other.pub").code == 1


def test_without_its_package_the_extra_is_named(tmp_path: Path, keys: Path) -> None:
    (tmp_path / "securesystemslib.py").write_text("raise ImportError\n", encoding="utf-8")
    settings = {"PYTHONPATH": f"{tmp_path}:{REPOSITORY}"}
    outcome = tfpub("sign", tmp_path, "--key", keys / "own.pem", settings=settings)
    assert outcome.code == 2 and "pip install 'tfpub[sign]'" in outcome.output
