"""The examples beneath each command's help: there is one for each of its options, and all of them work as they stand."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Iterator
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from pdtutor.cli.app import app
from pdtutor.cli.app import run as run_program
from pdtutor.cli.environment import Environment
from pdtutor.cli.examples import EXAMPLES
from pdtutor.cli.options import Common
from tests.cli.conftest import Run
from tests.snapshots.readme import README, files

COMMON = {f"--{name}" for name in Common._fields}
FILES = {
    **files(README.read_text(encoding="utf-8")),
    "points.csv": "x,y\n1,2\n2,3\n3,5\n4,6\n",
}
LINES = dict.fromkeys(line for lines in EXAMPLES.values() for line in lines)
ELSEWHERE = "--scheduler"  # on a cluster, which `test_grade` has


class Terminal(StringIO):
    """What somebody types."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the examples name, and something that is remembered."""
    folder = tmp_path_factory.mktemp("played")
    for name, content in FILES.items():
        (folder / name).write_text(content, encoding="utf-8")
    for line in ("quiz --skill product --level 1 --count 1 --seed 5", "progress export progress.json"):
        assert run_program(line.split(), environment(folder, "skip\n")) == 0
    return folder


def environment(folder: Path, typed: str) -> Environment:
    variables = {"COLUMNS": "80", "PDTUTOR_HOME": str(folder / "home")}
    return Environment(stdin=Terminal(typed), stdout=StringIO(), stderr=StringIO(), variables=variables, folder=folder)


def commands(command: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every command below one, by its whole name."""
    for short, inner in getattr(command, "commands", {}).items():
        whole = f"{name} {short}".strip()
        yield whole, inner
        yield from commands(inner, whole)


COMMANDS = dict(commands(get_command(app)))


def options(command: Any) -> set[str]:
    return {option for parameter in command.params for option in parameter.opts if option.startswith("--")} - {"--help"}


def used(lines: tuple[str, ...]) -> set[str]:
    return {word for line in lines for word in shlex.split(line) if word.startswith("--")}


def test_every_command_has_examples_and_no_other_has() -> None:
    assert set(EXAMPLES) == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_of_a_command_is_in_an_example_of_it(command: str) -> None:
    own = options(COMMANDS[command])
    shared = COMMON if own >= COMMON else set()  # the mathematics commands' options mean the same with all of them
    assert own - shared <= used(EXAMPLES[command])


def test_every_option_that_commands_share_is_in_an_example() -> None:
    assert {line for lines in EXAMPLES.values() for line in used(lines)} >= COMMON


@pytest.mark.parametrize("command", EXAMPLES)
def test_help_shows_the_examples_each_on_a_line_of_its_own(command: str, run: Run) -> None:
    shown = [line.strip() for line in run(*command.split(), "--help").out.splitlines()]
    place = shown.index("Examples:")
    assert tuple(shown[place + 1 : place + 1 + len(EXAMPLES[command])]) == EXAMPLES[command]


@pytest.mark.parametrize("line", [line for line in LINES if ELSEWHERE not in line])
def test_every_example_works(line: str, played: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(played, tmp_path / "folder"))
    _, *arguments = shlex.split(line)
    here = environment(folder, "quit\n")
    is_left_early = arguments[:2] == ["lesson", "run"] and "--answers" not in arguments
    assert run_program(arguments, here) == int(is_left_early), here.stderr.getvalue()  # type: ignore[attr-defined]
    assert here.stdout.getvalue()  # type: ignore[attr-defined]
    assert all((folder / file).exists() for file in written(arguments))


def written(arguments: list[str]) -> list[str]:
    """The files that a command line asks for."""
    return [file for option, file in pairwise(arguments) if option in ("--save", "--out", "--report")]
