"""Guards the house: floors, strangers, sizes, pairs, and what no file of it may hold."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

REPOSITORY = Path(__file__).resolve().parent.parent
GENERATOR = REPOSITORY / "generator"
THEME = REPOSITORY / "theme"
MODULES = sorted(GENERATOR.rglob("*.py"))
TYPES = [
    *(GENERATOR / "records").glob("*.py"),
    *(GENERATOR / "obligations").glob("*.py"),
    *(GENERATOR / "handbook").glob("*.py"),
    *(
        GENERATOR / f"{name}.py"
        for name in (
            "graph",
            "results",
            "public",
            "tallies",
            "tables",
            "trace_tables",
            "columns",
            "trace",
            "evidence",
            "site",
            "config",
            "diagnostics",
            "diagrams",
        )
    ),
]

LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
MOST_METHODS = 10

PAGE_HELPERS = {
    "__init__",
    "facts",
    "addresses",
    "sections",
    "completions",
    "bars",
    "copies",
    "diagrams",
    "dependencies",
    "traces",
    "navigation",
    "versions",
}
"""Modules of `pages/` that several page kinds share, and that have no page of their own."""

UNFINISHED = re.compile(
    "|".join([r"\bTO" + "DO", r"\bFIX" + "ME", r"\bXX" + r"X\b", "NotImplemented" + "Error"])
)
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:" + "|".join(["work", "root", "home", "Users"]) + r")/")
FIELD_WORDS = re.compile(
    r"\b(?:IHE|ITI|PCC|PCD|RAD|QRPH|PHARM|PaLM|CARD|EYECARE|MHD|XDS|PDQm|PIXm|mCSD|ATNA|Connectathon)\b"
)

COMMENTS = re.compile(r"/\*.*?\*/|\{#.*?#\}|<!--.*?-->", re.DOTALL)
EXAMPLES = re.compile(r"(?:such as|as in) [^,;)]+")
"""A hint may show an editor what an id looks like."""


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def name_of(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def imported_packages(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add((node.module or "").partition(".")[0])
    return found


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def docstrings(path: Path) -> set[int]:
    """Identities of the nodes that are docstrings, of modules, classes, functions and fields."""
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        id(statement.value)
        for owner in ast.walk(tree(path))
        if isinstance(owner, owners)
        for statement in owner.body
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    }


def code_texts(path: Path) -> Iterator[tuple[int, str]]:
    """Every text constant of a module that is no docstring, with its line."""
    skipped = docstrings(path)
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node.lineno, node.value


def written_files(*folders: str, endings: tuple[str, ...]) -> list[Path]:
    """Files that people write, in these folders of the repository."""
    return sorted(
        path
        for folder in folders
        for path in (REPOSITORY / folder).rglob("*")
        if path.is_file() and path.suffix in endings and "node_modules" not in path.parts
    )


def test_imports_go_down_and_stages_are_strangers() -> None:
    assert lint_imports(config_filename=str(REPOSITORY / "pyproject.toml"), show_timings=False) == 0


def test_only_the_shell_knows_mkdocs() -> None:
    knowing = [path for path in MODULES if imported_packages(path) & {"mkdocs", "material"}]
    assert [
        name_of(path) for path in knowing if not name_of(path).startswith("generator/publishing/shell")
    ] == []


def test_only_the_search_knows_pagefind() -> None:
    knowing = [path for path in MODULES if "pagefind" in path.read_text(encoding="utf-8").lower()]
    assert [
        name_of(path) for path in knowing if not name_of(path).startswith("generator/publishing/search")
    ] == []


def test_nobody_uses_python_markdown() -> None:
    assert [name_of(path) for path in MODULES if "markdown" in imported_packages(path)] == []


def test_modules_are_short() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_functions_are_short() -> None:
    long = [
        f"{name_of(path)}:{function.lineno} {function.name}"
        for path in MODULES
        for function in functions(path)
        if (function.end_lineno or 0) - function.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []


def test_classes_are_small() -> None:
    large = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef)
        and sum(isinstance(member, ast.FunctionDef) for member in node.body) > MOST_METHODS
    ]
    assert large == []


def test_every_module_says_its_purpose() -> None:
    assert [name_of(path) for path in MODULES if not ast.get_docstring(tree(path))] == []


def test_every_type_that_stages_share_is_frozen() -> None:
    thawed = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in TYPES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef)
        for decorator in node.decorator_list
        if ast.unparse(decorator).startswith("dataclass") and "frozen=True" not in ast.unparse(decorator)
    ]
    assert thawed == []


def test_stages_never_print() -> None:
    printing = [
        f"{name_of(path)}:{node.lineno}"
        for path in MODULES
        if path.parent != GENERATOR
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert printing == []


def test_foreign_errors_are_caught_by_name() -> None:
    broad = [
        f"{name_of(path)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
    ]
    assert broad == []


def test_every_page_kind_has_a_template_and_every_template_a_kind() -> None:
    kinds = {path.stem for path in (GENERATOR / "pages").glob("*.py")} - PAGE_HELPERS
    templates = {path.stem.replace("-", "_") for path in (THEME / "templates").glob("*.html")}
    assert sorted(kinds) == sorted(templates)


def test_every_rule_has_a_spec() -> None:
    rules = {path.stem for path in (GENERATOR / "checks").glob("*.py")} - {"__init__"}
    specs = {path.name.partition(".")[0] for path in (REPOSITORY / "tests/spec/checks").glob("*")}
    assert sorted(rules - {spec.replace("-", "_") for spec in specs}) == []


def test_no_file_holds_unfinished_work() -> None:
    files = written_files(
        "generator", "theme", "tests", "docs", endings=(".py", ".html", ".css", ".js", ".md")
    )
    assert [name_of(path) for path in files if UNFINISHED.search(path.read_text(encoding="utf-8"))] == []


def test_no_file_names_a_folder_of_someones_machine() -> None:
    files = written_files(
        "generator", "theme", "tests", "benchmarks", "docs", endings=(".py", ".html", ".js", ".md")
    )
    files += [*REPOSITORY.glob("*.md"), REPOSITORY / "run", REPOSITORY / "pyproject.toml"]
    assert [name_of(path) for path in files if MACHINE_PATHS.search(path.read_text(encoding="utf-8"))] == []


def test_locked_requirements_name_no_host() -> None:
    locks = [*REPOSITORY.glob("requirements*.txt"), REPOSITORY / "tests/package-lock.json"]
    assert [name_of(path) for path in locks if "://" in path.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("lock", sorted(REPOSITORY.glob("requirements*.txt")), ids=lambda path: path.name)
def test_every_locked_package_has_a_hash(lock: Path) -> None:
    packages = lock.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    assert [package for package in packages if "--hash=sha256:" not in package] == []


def test_nothing_about_the_field_is_in_the_code() -> None:
    found = [
        f"{name_of(path)}:{line} {text!r}"
        for path in MODULES
        if not name_of(path).startswith("generator/importers/ihe_ig")
        for line, text in code_texts(path)
        if FIELD_WORDS.search(EXAMPLES.sub("", text))
    ]
    assert found == []


def test_nothing_about_the_field_is_in_the_theme() -> None:
    files = written_files("theme", endings=(".html", ".css", ".js"))
    texts = {name_of(path): COMMENTS.sub("", path.read_text(encoding="utf-8")) for path in files}
    assert [name for name, text in texts.items() if FIELD_WORDS.search(text)] == []
