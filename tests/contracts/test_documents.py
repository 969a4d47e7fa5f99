"""The documents name what exists, and nothing names the machine that it was written on."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.snapshots.readme import ROOT, files, run

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


def test_nothing_else_lies_at_the_top() -> None:
    listed = {path.parts[0] for path, _ in texts() if not path.parts[0].startswith(".")}
    assert listed == {*DOCUMENTS, "LICENSE", "pyproject.toml", "pdtutor", "lessons", "tests"}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_to_files_lead_somewhere(document: str) -> None:
    targets = [target for target in re.findall(r"]\(([^)\s]+)\)", text_of(document)) if "://" not in target and target[0] != "#"]
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


WORKED = re.findall(r"^## (.*?)$|^```diff\n(.*?)^```$", text_of("CONTRIBUTING.md"), re.MULTILINE | re.DOTALL)
CHANGES = {heading: diff for (heading, _), (_, diff) in pairwise(WORKED) if diff}


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package with all that the document shows to be added."""
    folder = tmp_path_factory.mktemp("changed")
    shutil.copytree(ROOT / "pdtutor", folder / "pdtutor", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "lessons", folder / "pdtutor" / "_lessons")
    for diff in CHANGES.values():
        for hunk in diff.split("+++ ")[1:]:
            apply(hunk, folder)
    for name, content in files(text_of("CONTRIBUTING.md")).items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def test_a_change_is_shown_of_every_kind() -> None:
    kinds = ("new function", "new rule", "new mistake", "new type of exercise", "new shape of exercise")
    assert [sum(kind in heading for heading in CHANGES) for kind in kinds] == [1] * len(kinds)


@pytest.mark.parametrize("heading", CHANGES)
def test_a_change_is_less_than_thirty_lines(heading: str) -> None:
    assert len(re.findall(r"^(?:\+(?!\+\+ )|-)", CHANGES[heading], re.MULTILINE)) < 30


def test_a_lesson_is_less_than_thirty_lines() -> None:
    assert [content.count("\n") < 30 for content in files(text_of("CONTRIBUTING.md")).values()] == [True]


@pytest.mark.parametrize("format", ["rich", "plain", "json", "latex", "markdown", "python"])
def test_the_new_function_is_derived_in_every_format(format: str, changed: Path) -> None:
    assert "softsign" in derived("softsign(w x + b)", format, changed)


def test_the_new_function_says_why(changed: Path) -> None:
    assert "its slope is one over the square of what is below" in " ".join(derived("softsign(x)", "plain", changed).split())


def test_the_new_rule_is_used_and_has_its_card(changed: Path) -> None:
    shown = derived("sqrt(x^2 + 1)", "plain", changed)
    assert "square root rule: the slope of what is under the root, x^2 + 1, over twice the root" in " ".join(shown.split())
    assert "Check: agrees with an independent derivative" in shown
    assert "Something stands under a square root." in ran("rules square_root", changed).stdout
    assert ran('check "sqrt(x^2 + 1)" --wrt x --answer "x/sqrt(x^2 + 1)"', changed).returncode == 0


def test_the_new_mistake_is_named_and_explained(changed: Path) -> None:
    process = ran('check "max(x^2, 3x)" --wrt x --answer "max(2x, 3)"', changed)
    assert process.returncode == 1
    assert "Maximum of the slopes" in process.stdout
    assert "The steeper function need not be the larger one." in process.stdout


def test_the_new_lesson_with_the_new_type_of_exercise_is_sound_and_is_run(changed: Path) -> None:
    process = ran("lesson check corners.yaml", changed)
    assert process.returncode == 0, process.stdout
    (changed / "answers.json").write_text('{"answers": {"corner": "b", "slope": "0"}}', encoding="utf-8")
    process = ran("lesson run corners.yaml --answers answers.json", changed)
    assert process.returncode == 0, process.stdout
    assert "2 of 2 points, passed" in process.stdout
    assert '"differentiable"' in ran("lesson schema", changed).stdout
    sheet = ran("lesson show corners.yaml --answers --format plain", changed).stdout
    assert "Is it differentiable at x = 2?" in sheet or "Is it differentiable at x = 3?" in sheet


def test_the_new_shape_is_drawn_and_is_fit(changed: Path) -> None:
    types = "{generate('kinks', 1, seed).open.exercise.type for seed in range(40)}"
    draw = f"from pdtutor.practice.exercises.generator import generate\nprint({types})"
    (changed / "draw.py").write_text(draw, encoding="utf-8")
    assert "differentiable" in run("python3 draw.py", changed).stdout


def ran(arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The program in a folder, run with these arguments."""
    return run(f"python3 -m pdtutor {arguments}", folder)


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
    process = ran(f'partial "{expression}" --format {format}', folder)
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
