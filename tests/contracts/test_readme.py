"""README.md says what is true today: every command, output, table and picture in it."""

from __future__ import annotations

import doctest
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from typer.main import get_command

import pdtutor
from pdtutor.cli.app import app
from pdtutor.cli.app import run as run_program
from pdtutor.cli.environment import Environment
from pdtutor.cli.exit_codes import ExitCode
from pdtutor.explain.mistakes.catalogue import CATALOGUE
from pdtutor.practice.exercises.skills import SKILLS
from tests.snapshots.readme import PICTURES, README, Example, blocks, examples, pictures, run, shell_commands

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


@pytest.mark.parametrize("command", [command for command in shell_commands(DOCUMENT) if command not in pictures(DOCUMENT).values()])
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


@pytest.mark.parametrize(("name", "command"), pictures(DOCUMENT).items())
def test_every_picture_is_what_its_command_writes_today(name: str, command: str, tmp_path: Path) -> None:
    process = run(command, tmp_path)
    assert process.returncode == Example(command, process.stdout).code, process.stdout
    (kept, places), (today, places_today) = drawn(PICTURES / name), drawn(tmp_path / name)
    assert kept == today, "take it anew with python -m tests.snapshots, and look at it"
    assert places == pytest.approx(places_today, abs=0.5)


def test_every_picture_stands_beside_the_command_that_makes_it() -> None:
    top, *others = pictures(DOCUMENT).items()
    assert top[1].startswith(blocks(DOCUMENT, "sh")[0].strip())
    for name, command in others:
        assert f"(tests/snapshots/{name})\n\n```sh\n{command}\n```" in DOCUMENT


def test_no_picture_is_there_that_is_not_shown() -> None:
    assert {path.name for path in PICTURES.iterdir() if path.suffix not in (".py", "")} == set(pictures(DOCUMENT))


def drawn(picture: Path) -> tuple[list[Any], list[float]]:
    """What a picture shows, and the places in it that another version of the library, or another processor, may round differently."""
    document = picture.read_text(encoding="utf-8")
    if "rich-terminal" in document:
        return _typed(document), []
    return _figure(document) if "<!--" in document else (document.splitlines(), [])


def _typed(document: str) -> list[Any]:
    """Every piece of text with its place and style; the frame around them is Rich's own."""
    styles = dict(re.findall(r"terminal-\d+-(r\d+) \{([^}]*)\}", document))
    pieces = ElementTree.fromstring(document).iter("{http://www.w3.org/2000/svg}text")
    return [(piece.get("x"), piece.get("y"), styles.get(piece.get("class", "").rpartition("-")[2]), piece.text) for piece in pieces]


def _figure(document: str) -> tuple[list[Any], list[float]]:
    """Every text of a figure by matplotlib, which is a comment beside its outlines, and every line with its style; their points."""
    marks = re.findall(r'<!-- (.*?) -->|<path d="([^"]*)"[^>]* style="([^"]*)"', document)
    points = (float(number) for _, path, _ in marks for number in re.findall(r"-?\d+(?:\.\d+)?", path))
    return [(text, re.sub(r"[^A-Za-z]", "", path), style) for text, path, style in marks], list(points)


def test_the_piece_of_a_lesson_is_what_a_learner_meets(tmp_path: Path) -> None:
    (piece,) = blocks(DOCUMENT, "text")
    answers = re.findall(r"^> (.*)$", piece, re.MULTILINE)
    typed = "\n".join(("", "skip", "", "skip", "skip", "", *answers, "quit", ""))
    variables = {"COLUMNS": "80", "PDTUTOR_HOME": str(tmp_path)}
    here = Environment(stdin=Typed(typed), stdout=StringIO(), stderr=StringIO(), variables=variables, folder=tmp_path)
    run_program(["lesson", "run", "chain-rule"], here)
    met = here.stdout.getvalue().replace("\n> ", "\n")  # type: ignore[attr-defined]
    assert re.sub(r"^> .*\n", "", piece, flags=re.MULTILINE) in met


class Typed(StringIO):
    """A terminal on which somebody types."""

    def isatty(self) -> bool:
        return True


def test_links_within_the_page_lead_to_its_headings() -> None:
    headings = re.findall(r"^#+ (.*)$", DOCUMENT, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", DOCUMENT)) <= anchors


def test_what_is_counted_is_there() -> None:
    lessons = [example.shown for example in examples(DOCUMENT) if example.command == "pdtutor lesson list"]
    exercises = [int(number) for number in re.findall(r" (\d+) │$", lessons[0], re.MULTILINE)]
    counted = f"{len(exercises)} lessons with {sum(exercises)} exercises, a quiz in {len(SKILLS)} skills"
    assert counted in DOCUMENT
    assert f"one of {len(CATALOGUE)} known ways to go wrong" in DOCUMENT


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
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", DOCUMENT)) <= {*options, "--help"}


def _all_commands(command: Any) -> Iterator[Any]:
    """A command and all that stand under it."""
    yield command
    for each in getattr(command, "commands", {}).values():
        yield from _all_commands(each)


def test_every_command_of_the_program_is_shown_and_is_found_by_what_it_is_for() -> None:
    names = set(get_command(app).commands)  # type: ignore[attr-defined]
    shown = "".join([*(f"$ {line}" for line in blocks(DOCUMENT, "sh")), *blocks(DOCUMENT, "console")])
    here = {"where"}  # which shows this machine's folders
    assert names - here <= set(re.findall(r"(?:^\$|\|) pdtutor ([a-z]+)\b", shown, re.MULTILINE))
    assert names <= {word for _, commands, _ in table("I want to") for word in re.findall(r"`([a-z]+)", commands)}
