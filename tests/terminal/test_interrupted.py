"""Runs that are broken off, whichever way: nothing that was answered is lost, and the next run goes on."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path

import pytest

from pdtutor.cli.environment import Environment
from pdtutor.cli.saved_runs import SavedRuns
from pdtutor.course.loader import load_bytes
from pdtutor.practice.events import Answer
from pdtutor.practice.lesson_run import LessonRun
from tests.terminal.conftest import Start
from tests.terminal.test_conversation import answers, kept

KEPT = "Your answers are kept: pdtutor lesson run small.yaml goes on from here."
BEGUN = "Question 1 of 3"
NUMBERS = "format: 1\nid: numbers\ntitle: Numbers\nsteps:\n- {id: intro, type: text, text: Read this.}\n" + "".join(
    f"- {{id: q{number}, type: number, prompt: What is {number}?, answer: '{number}'}}\n" for number in range(8)
)


@pytest.fixture
def numbers(tmp_path: Path) -> str:
    (tmp_path / "numbers.yaml").write_text(NUMBERS)
    return "numbers.yaml"


@pytest.mark.parametrize(
    ("key", "term", "is_paused", "code"),
    [
        ("\x03", "xterm", False, 130),
        ("\x04", "xterm", True, 1),
        pytest.param("\x03", "xterm", True, 130, marks=pytest.mark.long),
        pytest.param("\x04", "xterm", False, 1, marks=pytest.mark.long),
        pytest.param("\x03", "dumb", False, 130, marks=pytest.mark.long),
        pytest.param("\x04", "dumb", False, 1, marks=pytest.mark.long),
    ],
)
def test_whoever_leaves_with_a_key_is_told_how_to_go_on(
    start: Start, small: str, tmp_path: Path, key: str, term: str, is_paused: bool, code: int
) -> None:
    terminal = start(small, TERM=term)
    terminal.say()
    terminal.say("x^2")
    terminal.say("skip")
    if is_paused:
        terminal.say("2xy")
    row = terminal.row
    terminal.type(key)
    assert terminal.end() == code
    _, *said = terminal.lines(row)
    assert [line for line in said if line] == [f"{int(is_paused)} of 3 questions are done.", KEPT]
    assert answers(tmp_path, "small") == {"first": ["x^2", "2xy"] if is_paused else ["x^2"]}
    assert b"Traceback" not in terminal.output


def test_half_a_line_is_given_up_with_it(start: Start, small: str, tmp_path: Path) -> None:
    terminal = start(small)
    terminal.say()
    terminal.type("2x")
    terminal.see("= 2·x")
    terminal.type("\x03")
    assert terminal.end() == 130
    assert answers(tmp_path, "small") == {}


def test_a_worked_command_can_be_broken_off_and_the_run_with_it(start: Start, tmp_path: Path) -> None:
    terms = " + ".join(f"sin(x{number}*y)" for number in range(150))
    (tmp_path / "slow.yaml").write_text(
        f"format: 1\nid: slow\ntitle: Slow\nsteps:\n- {{id: watch, type: worked, command: 'hessian \"{terms}\"'}}\n"
        "- {id: q, type: expression, prompt: x?, answer: x}\n"
    )
    terminal = start("slow.yaml", is_asked=False)
    terminal.see("$ pdtutor")
    terminal.type("\x03")
    assert terminal.end() == 130
    assert "pdtutor lesson run slow.yaml goes on from here." in terminal.text()


def test_a_terminal_that_is_closed_takes_no_answer_with_it(start: Start, small: str, tmp_path: Path) -> None:
    terminal = start(small)
    for line in ("", "x^2", "2x"):
        terminal.say(line)
    terminal.hang_up()
    assert terminal.end() in (-signal.SIGHUP, 1, 130)
    assert answers(tmp_path, "small") == {"first": ["x^2"]}
    again = start(small)
    assert "You go on where you left off" in again.text()
    assert "2 answers left" in again.text()


# --- killed at any moment ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("moment", [pytest.param(moment, marks=() if moment == 11 else pytest.mark.long) for moment in range(20)])
def test_whoever_is_killed_has_lost_no_answer_that_was_judged(start: Start, numbers: str, tmp_path: Path, moment: int) -> None:
    terminal = start(numbers)
    terminal.say()
    judged = [str(number) for number in range(moment % 7)]
    for answer in judged:
        assert "Correct" in terminal.say(answer)
    row = terminal.row
    terminal.type(f"{moment % 7}\r")
    time.sleep(moment * 0.003)
    terminal.kill()
    assert terminal.end() == -signal.SIGKILL
    judged += [str(moment % 7)] if "Correct" in terminal.text(row) else []
    found = [text for texts in answers(tmp_path, "numbers").values() for text in texts]
    assert found[: len(judged)] == judged
    assert len(found) <= moment % 7 + 1
    again = start(numbers)
    again.on()
    assert "You go on where you left off" in again.text() or not found
    assert f"Question {len(found) + 1} of 8" in again.text()


def test_whoever_is_killed_while_a_run_begins_has_lost_nothing_of_it(start: Start, numbers: str, tmp_path: Path) -> None:
    terminal = start(numbers)
    terminal.say()
    terminal.say("0")
    terminal.last("quit")
    before = kept(tmp_path, "numbers")
    for pause in (0.0, 0.3, 0.6):
        terminal = start(numbers, is_asked=False)
        time.sleep(pause)
        terminal.kill()
        terminal.end()
        assert kept(tmp_path, "numbers") == before


# --- what is found of an earlier run ----------------------------------------------------------------------------------------------------


def test_two_runs_of_one_lesson_do_each_other_no_harm(start: Start, small: str, tmp_path: Path) -> None:
    one, other = start(small), start(small)
    for terminal, line in ((one, ""), (other, ""), (one, "2xy"), (other, "x^2"), (one, ""), (other, "skip"), (one, "")):
        terminal.say(line)
        kept(tmp_path, "small")  # whole, whoever has written it
    one.say("2x")
    one.last("a")
    assert one.code == 0
    other.say("2xy")
    assert answers(tmp_path, "small") == {"first": ["x^2", "2xy"]}
    other.last("quit")
    assert b"Traceback" not in one.output + other.output
    assert [file.name for file in (tmp_path / "home" / "runs").iterdir() if file.name.startswith(".")] == []


@pytest.mark.parametrize("home", ["small.yaml", *([] if os.geteuid() == 0 else ["read-only"])])
def test_where_nothing_can_be_kept_that_is_said_and_the_lesson_goes_on(start: Start, small: str, tmp_path: Path, home: str) -> None:
    (tmp_path / "read-only").mkdir(mode=0o500)
    terminal = start(small, PDTUTOR_HOME=home)
    assert "Your answers cannot be kept in" in terminal.text()
    terminal.say()
    said = terminal.say("x^2")
    assert "On the way: " in said
    assert "cannot be kept" not in said  # once is enough
    assert "Your answers could not be kept, so the next run begins anew." in terminal.last("quit")
    assert b"Traceback" not in terminal.output


@pytest.fixture
def left_off(small: str, tmp_path: Path) -> str:
    """The small lesson, left at its second question in a run with seed 0."""
    lesson = load_bytes((tmp_path / small).read_bytes(), small)
    run = LessonRun(lesson)
    state, _ = run.handle(run.begin()[0], Answer("2xy"))
    SavedRuns(Environment(variables={"PDTUTOR_HOME": str(tmp_path / "home")})).save(lesson, state)
    return small


def test_a_damaged_file_is_put_aside_and_that_is_said(start: Start, small: str, tmp_path: Path) -> None:
    runs = tmp_path / "home" / "runs"
    runs.mkdir(parents=True)
    (runs / "small.json").write_text('{"format": 1, "lesson": "small", ')
    terminal = start(small, width=200)
    assert f"What was kept cannot be read, so the lesson begins anew. It is put aside as {runs / 'small.damaged'}." in terminal.text()
    assert BEGUN in terminal.say()
    assert (runs / "small.damaged").read_text().startswith('{"format": 1')
    assert kept(tmp_path, "small")["records"] == {}


def test_another_version_of_the_lesson_begins_anew_and_says_so(start: Start, left_off: str, tmp_path: Path) -> None:
    (tmp_path / left_off).write_text((tmp_path / left_off).read_text() + "# mended\n")
    terminal = start(left_off)
    assert "The lesson has changed since you left it, so it begins anew." in terminal.text()
    assert BEGUN in terminal.say()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--restart"], "A small lesson"),
        (["--seed", "3"], "What you left off was drawn by seed 0; the lesson begins anew with seed 3."),
    ],
)
def test_a_run_can_begin_anew(start: Start, left_off: str, tmp_path: Path, options: list[str], said: str) -> None:
    terminal = start(left_off, *options)
    assert terminal.line(0) == said
    assert BEGUN in terminal.say()
    assert kept(tmp_path, "small")["records"] == {}
    earlier = json.loads((tmp_path / "home" / "runs" / "small.earlier").read_text())  # put aside, should that have been a slip
    assert earlier["records"]["first"]["outcome"] == "correct"


def test_a_run_goes_on_with_the_seed_that_it_began_with(start: Start, left_off: str, tmp_path: Path) -> None:
    terminal = start(left_off, "--restart", "--seed", "7")
    terminal.say()
    terminal.say("2xy")
    terminal.last("quit")
    assert kept(tmp_path, "small")["seed"] == 7
    again = start(left_off)
    assert "You go on where you left off" in again.text()
    again.on()
    again.say("2x")
    assert kept(tmp_path, "small")["seed"] == 7
    again.last("a")
    assert not (tmp_path / "home" / "runs" / "small.json").exists()


def test_a_report_is_written_at_the_end_of_a_run_that_was_broken_off(start: Start, left_off: str, tmp_path: Path) -> None:
    terminal = start(left_off, "--report", "report.json")
    terminal.on()
    terminal.say("2x")
    terminal.last("a")
    items = json.loads((tmp_path / "report.json").read_text())["result"]["items"]
    assert [(item["id"], item["answer"]) for item in items] == [("first", "2xy"), ("second", "2x"), ("third", "a")]
