"""A conversation in plain words: ASCII, no boxes, nothing wider than the terminal; the words of the program at a pause."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.terminal.conftest import Start, Terminal

BOX = re.compile(r"^[+|]|[|+]$|--{3,}", re.MULTILINE)


def to_end(terminal: Terminal) -> str:
    terminal.say()
    for answer in ("3x^2 y", "2x", "2xy"):
        terminal.say(answer)
    terminal.on()
    terminal.say("2x")
    terminal.last("a")
    return terminal.text()


@pytest.mark.parametrize("width", [40, 80])
def test_a_lesson_is_a_conversation_in_plain_words(start: Start, small: str, width: int) -> None:
    terminal = start(small, "--format", "plain", width=width)
    seen = to_end(terminal)
    words = " ".join(seen.split())
    assert terminal.code == 0
    assert "Question 1 of 3: 3 answers left, ? for help" in words
    assert "Result: 3*x^2" in words  # the worked command is plain too
    assert "3 of 3 points, passed" in words
    written = terminal.output.decode().replace("\r", "")
    assert [line for line in seen.split("\n") if BOX.search(line)] == []
    assert all(len(line) <= width for line in seen.split("\n"))
    assert re.sub(r"\x1b\[[\d;?]*[a-zA-Z]", "", written).isascii()


@pytest.mark.parametrize("command", [("quiz", "--seed", "4", "--count", "1", "--skill", "chain")])
def test_a_question_of_a_quiz_stands_in_no_half_of_a_box(start: Start, command: tuple[str, ...]) -> None:
    terminal = start("--format", "plain", command=command)
    text = terminal.text()
    assert "Question 1 of 1: ? for help" in text
    assert not BOX.search(text)


def test_the_table_and_the_heading_of_a_lesson_are_in_plain_words_too(start: Start, tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text(TABLE, encoding="utf-8")
    terminal = start("t.yaml", "--format", "plain")
    text = terminal.text()
    assert "A heading" in text
    assert not BOX.search(text)


TABLE = """\
format: 1
id: t
title: T
steps:
- id: intro
  type: text
  text: |
    # A heading

    | one | two |
    |-----|-----|
    | a   | b   |
- {id: q, type: expression, prompt: What is twice x?, answer: 2x}
"""


def test_the_words_of_the_program_are_obeyed_at_a_pause(start: Start, small: str) -> None:
    terminal = start(small)
    assert "the worked steps" in terminal.say("?")
    assert terminal.is_pausing()
    assert "Enter first: show" in terminal.say("show")
    assert terminal.is_pausing()
    terminal.say()
    assert "Skipped; back returns to it." in terminal.say("skip")
    assert terminal.is_pausing()  # after the worked command
    assert "Read this first." in terminal.say("back")
    terminal.on()
    assert "Question 1 of 3" in terminal.text()


def test_the_end_says_what_is_next(start: Start, small: str) -> None:
    terminal = start(small)
    terminal.say()
    terminal.say("skip")
    terminal.on()
    terminal.say("skip")
    assert "Once more, from the beginning: pdtutor lesson run small.yaml" in " ".join(terminal.last("skip").split())


@pytest.mark.parametrize("options", [("--format", "plain"), ()], ids=["plain", "rich"])
def test_prose_is_set_in_the_width_of_a_terminal_that_is_dumb(start: Start, options: tuple[str, ...]) -> None:
    terminal = start("kinks", *options, width=60, TERM="dumb")
    lines = [line for line in terminal.text().split("\n") if line and not line.startswith(">")]
    assert all(len(line) <= 60 for line in lines)
    assert len([line for line in lines if len(line) > 50]) >= len(lines) // 2  # set in it, and not broken after the fact
