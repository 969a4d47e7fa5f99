"""What is said of the package: its version, what it needs, what it is typed as. Building and installing it is `.ci/run`'s."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

import pdtutor
from tests.contracts import stranger
from tests.snapshots.readme import ROOT

OPTIONAL = {"matplotlib": "plot", "distributed": "cluster", "dask": "cluster"}
PARTS = {"pydantic_core": "pydantic"}  # which requires exactly one version of it


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    """The table [project]."""
    table: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return table


def name_of(requirement: str) -> str:
    """The name of a distribution as it is compared: prompt-toolkit."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", requirement)[0]).lower()


@pytest.fixture(scope="module")
def imported() -> dict[str, str]:
    """Each package that is neither Python's own nor this one, with a file of pdtutor that imports it."""
    return {PARTS.get(package, package): str(path) for path, package in _imports() if package != "pdtutor"}


def _imports() -> Iterator[tuple[Path, str]]:
    for path in sorted((ROOT / "pdtutor").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
            yield from ((path.relative_to(ROOT), package) for package in {name.split(".")[0] for name in names} - sys.stdlib_module_names)


def test_what_is_imported_is_required_and_the_other_way_round(imported: dict[str, str], project: dict[str, Any]) -> None:
    distributions = packages_distributions()
    names = {package: {name_of(name) for name in distributions.get(package, [package])} for package in imported if package not in OPTIONAL}
    required = {name_of(requirement) for requirement in project["dependencies"]}
    assert {"sympy", "typer", "rich", "yaml"} <= names.keys()
    assert {package: imported[package] for package, known in names.items() if not known & required} == {}
    assert required - set().union(*names.values()) == set()
    assert {OPTIONAL[package] for package in imported if package in OPTIONAL} <= project["optional-dependencies"].keys()


def test_every_requirement_says_the_lowest_version_that_was_tried(project: dict[str, Any]) -> None:
    assert [requirement for requirement in project["dependencies"] if not re.search(r"[>=]=\d", requirement)] == []


def test_the_version_has_its_section_in_the_changelog(project: dict[str, Any]) -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    released = re.findall(r"^## \[(\d[^]]*)] - \d{4}-\d\d-\d\d$", changelog, re.MULTILINE)
    if "dev" not in project["version"]:
        assert released[0] == project["version"]


def test_each_python_that_is_named_is_tried_by_ci(project: dict[str, Any]) -> None:
    named = {text.rpartition(" ")[2] for text in project["classifiers"] if re.search(r":: 3\.\d+$", text)}
    (tried,) = re.findall(r"^for version in (.*); do$", (ROOT / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE)
    assert named == set(tried.split())
    assert project["requires-python"] == f">={min(named, key=lambda version: int(version[2:]))}"


def test_editors_know_the_types_of_what_is_loaded_late() -> None:
    source = Path(pdtutor.__file__)
    assert (source.parent / "py.typed").exists()
    (shown,) = (node for node in ast.parse(source.read_text(encoding="utf-8")).body if isinstance(node, ast.If))
    names = {alias.name for node in ast.walk(shown) if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert names | {"__version__"} == set(pdtutor.__all__)


def test_what_somebody_else_wrote_runs() -> None:
    assert stranger.lines("x^2 y") == [str(pdtutor.partial("x^2 y", wrt=["x", "y"], at="x=1,y=2", detail="full")), "partials"]
    assert stranger.lines("x +")[1] == "syntax"
    assert stranger.used() == {name for name in pdtutor.__all__ if name[0].islower()}
