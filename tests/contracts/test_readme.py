"""README.md says what is true today: every command, output, table and picture in it."""

from __future__ import annotations

import doctest
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from typer.main import get_command

import pdtutor
from pdtutor.cli.app import app
from pdtutor.cli.exit_codes import ExitCode
from tests.snapshots.readme import PICTURE, PICTURE_COMMAND, README, Example, blocks, examples, run, shell_commands

DOCUMENT = README.read_text(encoding="utf-8")
FRESH_MACHINE = [
    """python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/pdtutor partial "x^2 y + sin(x y)\"""",
    """python3 -m venv .venv && .venv/bin/pip install '.[test]' && .venv/bin/pytest""",
]


def table(heading: str) -> list[list[str]]:
    """The rows of the table whose first heading is given, without the headings."""
    found = re.search(rf"^\| {re.escape(heading)} \|.*\n\|[-|]+\n((?:\|.*\n)+)", DOCUMENT, re.MULTILINE)
    assert found is not None, heading
    return [[cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in found[1].splitlines()]


@pytest.mark.parametrize("command", FRESH_MACHINE)
def test_each_command_of_a_fresh_machine_is_one_line_of_a_block(command: str) -> None:
    assert command in "".join(blocks(DOCUMENT, "sh")).splitlines()
    tool = command.split(" && ")[-1].split('"')[0].strip()
    assert DOCUMENT.count(tool) == 1


def test_it_opens_with_one_sentence_one_picture_one_command() -> None:
    title, sentence, picture, command = DOCUMENT.split("\n\n")[:4]
    assert title == "# pdtutor"
    assert re.fullmatch(r"[^.\n]+\.", sentence)
    assert re.fullmatch(r"!\[[^]]+]\(tests/snapshots/partial\.svg\)", picture)
    assert command == '```sh\npdtutor partial "x^2 y + sin(x y)"\n```'


@pytest.mark.parametrize("command", shell_commands(DOCUMENT))
def test_every_command_runs(command: str, tmp_path: Path) -> None:
    assert run(command, tmp_path).returncode == ExitCode.DONE


@pytest.mark.parametrize("example", examples(DOCUMENT), ids=lambda example: example.command)
def test_every_command_prints_what_is_shown(example: Example, tmp_path: Path) -> None:
    process = run(example.command, tmp_path)
    assert process.stdout == example.shown, "take it anew with python -m tests.snapshots, and look at the difference"
    assert process.returncode == example.code


def test_the_python_session_prints_what_is_shown() -> None:
    (session,) = blocks(DOCUMENT, "pycon")
    assert session.count(">>>") > 1
    test = doctest.DocTestParser().get_doctest(session, {}, README.name, str(README), 0)
    assert not doctest.DocTestRunner().run(test).failed


def test_the_picture_is_what_is_drawn_today(tmp_path: Path) -> None:
    assert PICTURE_COMMAND in shell_commands(DOCUMENT)
    run(PICTURE_COMMAND, tmp_path)
    assert drawn(PICTURE) == drawn(tmp_path / PICTURE.name), "take it anew with python -m tests.snapshots, and look at it"


def drawn(picture: Path) -> list[tuple[str | None, ...]]:
    """Every piece of text in a picture with its place and style; the frame around them is Rich's own."""
    document = picture.read_text(encoding="utf-8")
    styles = dict(re.findall(r"terminal-\d+-(r\d+) \{([^}]*)\}", document))
    pieces = ElementTree.fromstring(document).iter("{http://www.w3.org/2000/svg}text")
    return [(piece.get("x"), piece.get("y"), styles.get(piece.get("class", "").rpartition("-")[2]), piece.text) for piece in pieces]


def readings() -> Iterator[tuple[str, str]]:
    """Pairs of texts that the table of notation says to mean the same."""
    for typed, meant in table("you type"):
        meanings = meant.split("; ")
        for number, group in enumerate(typed.split("; ")):
            first, *others = re.findall(r"`([^`]+)`", group)
            said = meanings[number] if number < len(meanings) else ""
            same = [*others, *re.findall(r"^`([^`]+)`", said)] or [first]
            yield from ((first, other) for other in same)


@pytest.mark.parametrize(("typed", "meant"), list(dict.fromkeys(readings())))
def test_input_is_read_as_the_table_says(typed: str, meant: str) -> None:
    assert pdtutor.read(typed) == pdtutor.read(meant)


def test_the_exit_codes_are_those_of_the_program() -> None:
    codes = {int(code) for code, _ in table("code")}
    assert codes == set(ExitCode)


def test_the_formats_and_the_options_are_those_of_the_program() -> None:
    options = {name: option for each in _all_commands(get_command(app)) for option in each.params for name in option.opts}
    options["--format"] = next(option for option in get_command(app).commands["partial"].params if "--format" in option.opts)  # type: ignore[attr-defined]
    assert {row[0].strip("`") for row in table("`--format`")} == set(options["--format"].type.choices)
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", DOCUMENT)) <= set(options)


def _all_commands(command: Any) -> Iterator[Any]:
    """A command and all that stand under it."""
    yield command
    for each in getattr(command, "commands", {}).values():
        yield from _all_commands(each)


def test_every_command_of_the_program_is_shown() -> None:
    names = set(get_command(app).commands) - {"where"}  # type: ignore[attr-defined]  # which shows this machine's folders
    assert names <= set(re.findall(r"pdtutor ([a-z]+)\b", "".join(blocks(DOCUMENT, "console"))))
