"""The quiz in a real terminal, from the placement to the summary, badly and well."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from pdtutor.practice.events import Answer, Hint, Said
from pdtutor.practice.quiz.choosing import Settings
from pdtutor.practice.quiz.learner import Learner
from pdtutor.practice.quiz.quiz_run import QuizRun
from pdtutor.practice.quiz.session import Current
from tests.terminal.conftest import Start, Terminal

SEED, COUNT = 11, 8
STYLE = re.compile(r"\x1b\[[\d;]*m")
WRONG, OTHER, UNREADABLE = "0.123456", "0.654321", "2x +* y"


class Mirror:
    """The same quiz in this process, so that its answers are known."""

    def __init__(self, settings: Settings) -> None:
        self.run = QuizRun("mirror", SEED, settings, Learner())
        self.state, _ = self.run.begin(time.time())

    @property
    def current(self) -> Current:
        assert self.state.current is not None
        return self.state.current

    @property
    def is_over(self) -> bool:
        return self.state.current is None

    def say(self, said: Said) -> None:
        self.state, _ = self.run.handle(self.state, said, time.time())


def progress(home: Path) -> dict[str, Any]:
    """What `progress` says afterwards."""
    process = subprocess.run(
        [sys.executable, "-m", "pdtutor", "progress", "--format", "json"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PDTUTOR_HOME": str(home)},
    )
    result: dict[str, Any] = json.loads(process.stdout)["result"]
    return result


def play(terminal: Terminal, mirror: Mirror) -> list[str]:
    """Every question in one of four ways; what is said to the last line of each."""
    seen = []
    for number in range(COUNT):
        key, put = mirror.current.exercise.task.key, mirror.current.put.id
        ways = ([key], [WRONG, key], [UNREADABLE, "hint", key], [WRONG, OTHER])
        for text in ways[number % 4]:
            mirror.say(Hint() if text == "hint" else Answer(text))
            if mirror.is_over:
                terminal.to_end(text)
                return seen
            seen.append(terminal.say(text))
            terminal.on()
            if mirror.current.put.id != put:
                break  # in the placement one answer counts
    return seen


@pytest.mark.parametrize("width", [80, 40])
def test_a_first_quiz_is_played_from_the_placement_to_the_summary(start: Start, tmp_path: Path, width: int) -> None:
    mirror = Mirror(Settings(count=COUNT))
    terminal = start("--seed", str(SEED), "--count", str(COUNT), command=["quiz"], width=width)
    whole = " ".join(terminal.text().replace("│", " ").split())
    assert "First up to 3 questions that find your place." in whole
    seen = " ".join(play(terminal, mirror))
    text = " ".join(terminal.text().replace("│", " ").split())
    assert terminal.code == 0
    assert "Your place is found" in text
    assert "Not yet right." in seen
    assert "That cost you nothing." in " ".join(seen.split())
    assert "Hint 1 of 3" in seen
    right = sum(item.is_right for item in mirror.state.items)
    assert f"{right} of {COUNT} right" in text
    assert "Comes back:" in text
    found = progress(tmp_path / "home")
    assert sum(skill["seen"] for skill in found["skills"]) == COUNT
    assert sum(skill["correct"] for skill in found["skills"]) == right


def test_no_line_of_a_quiz_is_wider_than_the_terminal(start: Start) -> None:
    mirror = Mirror(Settings(count=COUNT))
    terminal = start("--seed", str(SEED), "--count", str(COUNT), command=["quiz"], width=40, TERM=None, height=2_000)
    play(terminal, mirror)
    lines = STYLE.sub("", terminal.output.decode()).replace("\r", "").split("\n")
    assert [line for line in lines if cell_len(line) > 40 and not line.startswith("> ")] == []


def test_the_derivation_that_is_shown_marks_the_line_that_went_wrong(start: Start) -> None:
    mirror = Mirror(Settings("chain", 4, 1))
    task = mirror.current.exercise.task
    ways = [way.answer for way in task.ways() if any(mistake.line for mistake in task.judge(way.answer).mistakes)]
    terminal = start("--seed", str(SEED), "--skill", "chain", "--level", "4", "--count", "1", command=["quiz"])
    terminal.say(WRONG)
    terminal.say(ways[0])
    assert " here: " in terminal.text()


def test_an_answer_is_previewed_while_it_is_typed(start: Start) -> None:
    mirror = Mirror(Settings("power", 1, 2))
    terminal = start("--seed", str(SEED), "--skill", "power", "--level", "1", "--count", "2", command=["quiz"])
    name = mirror.current.exercise.task.exercise.wrt[0]
    terminal.type(f"3{name}^2")
    terminal.see(f"= 3·{name}²")


@pytest.mark.parametrize("said", ["quit", "exit", "\x04"])
def test_a_quiz_may_be_left_at_any_time(start: Start, said: str) -> None:
    terminal = start("--seed", "1", "--skill", "sum", command=["quiz"])
    terminal.say("skip")
    terminal.type(said if said == "\x04" else f"{said}\r")
    assert terminal.end() == 0
    assert "0 of 1 right" in terminal.text()


def test_an_interrupted_quiz_has_kept_what_was_answered(start: Start, tmp_path: Path) -> None:
    mirror = Mirror(Settings("sum", None, 10))
    terminal = start("--seed", str(SEED), "--skill", "sum", command=["quiz"])
    terminal.say(mirror.current.exercise.task.key)
    terminal.type("\x03")
    assert terminal.end() == 130
    assert sum(skill["correct"] for skill in progress(tmp_path / "home")["skills"]) == 1


def test_words_that_help_are_those_of_a_quiz(start: Start) -> None:
    terminal = start("--seed", "1", "--skill", "sum", command=["quiz"])
    text = terminal.say("?")
    assert all(f"\n  {word}" in text for word in ("hint", "why", "show", "skip", "quit"))
    assert "\n  back" not in text
    assert "Question 2" in terminal.say("skip")
