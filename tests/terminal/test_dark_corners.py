"""A terminal at its worst: keys that suspend or leave, several lines pasted at once, nothing but ASCII, few columns."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.terminal.conftest import Start
from tests.terminal.test_columns import drawn
from tests.terminal.test_conversation import answers

PASTE, PASTED, SUSPEND, LEAVE = "\x1b[200~", "\x1b[201~", "\x1a", "\x04"


def test_of_several_lines_that_are_pasted_none_is_taken_and_that_is_said(start: Start, small: str, tmp_path: Path) -> None:
    terminal = start(small)
    terminal.say()
    said = " ".join(terminal.say(f"{PASTE}2xy\n2x\na{PASTED}").split())
    assert "An answer is one line, and that was 3, so none of them is taken." in said
    assert answers(tmp_path, "small") == {}
    assert "Correct" in terminal.say(f"{PASTE}2xy\n{PASTED}")  # a line is often copied with its end


@pytest.mark.parametrize("term", ["xterm", pytest.param("dumb", marks=pytest.mark.long)])
def test_a_conversation_goes_on_after_it_was_suspended(start: Start, small: str, term: str) -> None:
    """Nobody waits for a process that is the first of its terminal, so the system wakes it again at once."""
    terminal = start(small, TERM=term)
    terminal.say()
    terminal.type("2x")
    terminal.see("> 2x")
    terminal.type(SUSPEND)
    assert "Correct" in terminal.say("y" if term == "xterm" else "2xy")  # a dumb one has forgotten the line by then


def test_a_quiz_is_left_by_a_key_with_what_was_answered(start: Start) -> None:
    terminal = start("--seed", "1", "--count", "3", command=("quiz",))
    terminal.type(LEAVE)
    assert terminal.end() == 0
    assert "No question was answered." in terminal.text()


def test_a_quiz_can_be_read_in_few_columns(start: Start) -> None:
    terminal = start("--seed", "4", "--count", "1", "--level", "3", command=("quiz",), TERM=None, width=20)
    for line in ("frob(", "hint", "why"):
        terminal.say(line)
    terminal.to_end("show")
    assert terminal.code == 0
    assert [line for line in drawn(terminal) if cell_len(line) > 20] == []


def test_a_derivation_is_spelled_out_where_there_is_only_ascii(start: Start) -> None:
    terminal = start("--seed", "4", "--count", "1", "--level", "3", "--format", "plain", command=("quiz",))
    terminal.to_end("show")
    assert terminal.text().isascii()
    assert "Steps:\n1. " in terminal.text()
    assert [line for line in terminal.text().splitlines() if len(line) > 79 and not line.startswith("+")] == []
