"""The documents name what exists, and nothing names the machine that it was written on."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.snapshots.readme import ROOT, run

DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
HOSTS = {"keepachangelog.com", "semver.org", "www.textualize.io", "cdnjs.cloudflare.com", "www.w3.org", "json-schema.org", "a.b"}
SECTIONS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security", "Measured"}


def text_of(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def texts() -> Iterator[tuple[Path, str]]:
    """Every file under version control with its text."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("this copy of the project is not under version control")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    for name in listed.stdout.rstrip("\0").split("\0"):
        if (ROOT / name).exists():
            yield Path(name), text_of(name)


def packages() -> set[str]:
    return {f"pdtutor/{path.parent.name}" for path in (ROOT / "pdtutor").glob("*/__init__.py")}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_to_files_lead_somewhere(document: str) -> None:
    targets = [target for target in re.findall(r"]\(([^)\s]+)\)", text_of(document)) if "://" not in target]
    assert [target for target in targets if not (ROOT / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_files_and_folders_named_in_code_exist(document: str) -> None:
    named = re.findall(r"`((?:pdtutor|tests|\.ci)/[\w./-]+|[A-Z]+\.md)`", text_of(document))
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_house_has_the_folders_that_are_described() -> None:
    assert set(re.findall(r"^\| `(pdtutor/\w+)` \|", text_of("CONTRIBUTING.md"), re.MULTILINE)) == packages()


def test_the_house_is_described_in_the_order_of_its_layers() -> None:
    described = re.findall(r"^\| `pdtutor/(\w+)` \|", text_of("CONTRIBUTING.md"), re.MULTILINE)
    (layers,) = re.findall(r"^layers = \[(.*)]$", text_of("pyproject.toml"), re.MULTILINE)
    assert [*described, "errors"] == re.findall(r"\w+", layers)


@pytest.mark.parametrize("path", sorted((ROOT / "pdtutor").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_opens_with_what_it_is(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring
    if path.name == "__init__.py":
        assert "\n\n" in docstring or path.parent.name == "rules", "a folder says what belongs in it and what does not"


def test_the_worked_example_is_the_whole_of_a_new_function(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "pdtutor", tmp_path / "pdtutor", ignore=shutil.ignore_patterns("__pycache__"))
    (example,) = re.findall(r"^```diff\n(.*?)^```$", text_of("CONTRIBUTING.md"), re.MULTILINE | re.DOTALL)
    assert example.count("\n") <= 35
    for hunk in example.split("+++ ")[1:]:
        apply(hunk, tmp_path)
    for format in ("rich", "plain", "json", "latex", "markdown", "python"):
        assert "softsign" in derived("softsign(w x + b)", format, tmp_path)
    assert "its slope is one over the square of what is below" in " ".join(derived("softsign(x)", "plain", tmp_path).split())


def apply(hunk: str, folder: Path) -> None:
    """Replace a hunk's lines without a plus by its lines without a minus, where they stand."""
    name, *lines = hunk.splitlines()
    before = "".join(f"{line[1:]}\n" for line in lines if line[0] != "+")
    after = "".join(f"{line[1:]}\n" for line in lines if line[0] != "-")
    source = (folder / name).read_text(encoding="utf-8")
    assert source.count(before) == 1, (name, before)
    (folder / name).write_text(source.replace(before, after), encoding="utf-8")


def derived(expression: str, format: str, folder: Path) -> str:
    """What the program in a folder prints; a derivation that fails its check is no success."""
    process = run(f'python3 -m pdtutor partial "{expression}" --format {format}', folder)
    assert process.returncode == 0, process.stdout
    return process.stdout


def test_the_changelog_keeps_its_form() -> None:
    text = text_of("CHANGELOG.md")
    assert text.startswith("# Changelog\n")
    assert re.findall(r"^## (.*)", text, re.MULTILINE)[0] == "[Unreleased]"
    assert set(re.findall(r"^### (.*)", text, re.MULTILINE)) <= SECTIONS


def test_no_file_names_a_path_of_a_machine() -> None:
    here = [str(path) for path in (ROOT, Path.home()) if len(path.parts) > 1]
    elsewhere = re.compile(r"(?<![\w.\-{}$/])/(?:root|home|Users|work|workspace|mnt|srv|tmp|var)\b")
    assert [str(path) for path, text in texts() if elsewhere.search(text) or any(place in text for place in here)] == []


def test_no_file_names_a_host_but_those_known() -> None:
    found = {(str(path), host) for path, text in texts() for host in re.findall(r"https?://([^/\s\"')>\]]+)", text)}
    assert {(path, host) for path, host in found if host not in HOSTS} == set()


def test_no_file_says_where_packages_come_from() -> None:
    source = re.compile("|".join(map(re.escape, ["index" + "-url", "find" + "-links", "trusted" + "-host", "PIP_" + "INDEX"])))
    assert [str(path) for path, text in texts() if source.search(text)] == []
