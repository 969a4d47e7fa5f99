"""Narrow terminals: no line is wider, and nothing is lost of it."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from tests.terminal.conftest import Start, Terminal
from tests.terminal.test_conversation import bundled

STYLE = re.compile(r"\x1b\[[\d;]*m")
OTHERS = ("backpropagation", "kinks", "jacobians", "gradient-descent", "flavours-of-descent", "misconceptions")
PAGES = 3_000  # rows: more than any lesson has


def drawn(terminal: Terminal) -> list[str]:
    """The lines that the program has written where nothing is edited, without what was typed."""
    lines = STYLE.sub("", terminal.output.decode()).replace("\r", "").split("\n")
    return [line for line in lines if not line.startswith("> ")]


def play(terminal: Terminal, id: str) -> None:
    """A lesson to its end, with a wrong answer, one that cannot be read, a hint and the words to each question."""
    _, keys, wrong = bundled(id)
    for number, (exercise, key) in enumerate(keys.items()):
        terminal.on()
        terminal.say("?") if number == 0 else None
        terminal.say("frobnicate(x +")
        terminal.say("hint")
        if "On the way: " in terminal.say(wrong.get(exercise, "x^77")):
            terminal.say("skip")
        terminal.say("why")
        terminal.say("show")
        if number + 1 < len(keys):
            assert "Correct" in terminal.say(key)
        else:
            terminal.to_end(key)


@pytest.mark.parametrize("width", [40, *(pytest.param(width, marks=pytest.mark.long) for width in (30, 60))])
@pytest.mark.parametrize("id", ["chain-rule", *(pytest.param(id, marks=pytest.mark.long) for id in OTHERS)])
def test_no_line_of_a_lesson_is_wider_than_the_terminal(start: Start, id: str, width: int) -> None:
    terminal = start(id, TERM=None, width=width, height=PAGES)  # without a name no line is edited: every byte is what was drawn
    play(terminal, id)
    assert terminal.code == 0
    assert [line for line in drawn(terminal) if cell_len(line) > width] == []
    assert max(cell_len(line) for line in drawn(terminal)) == width


def test_a_long_line_is_read_on_several_lines_while_it_is_typed_and_told_in_full(start: Start, small: str) -> None:
    terminal = start(small, width=40)
    terminal.say()
    row = terminal.row
    terminal.type("sin(θ)")
    terminal.see("does not occur", row)
    assert " ".join(terminal.text(row).split()) == "> sin(θ) … θ does not occur in the question."
    terminal.type("\x15sin(x)cos(y) + cos(x)sin(y) + x^10 + y^11")
    terminal.see("sin(y)·cos(x)", row)
    seen = "".join(terminal.text(row).split())
    assert seen == ">sin(x)cos(y)+cos(x)sin(y)+x^10+y^11=x¹⁰+y¹¹+sin(x)·cos(y)+sin(y)·cos(x)"
    terminal.type("\x15x\u202ey\r")
    terminal.asked(row)
    said = " ".join(terminal.text(row).split())
    assert "The invisible character U+202E (RIGHT-TO-LEFT OVERRIDE) has no meaning in an expression." in said


@pytest.mark.parametrize("width", [24, pytest.param(200, marks=pytest.mark.long)])
def test_a_very_narrow_and_a_very_wide_terminal_come_to_the_end(start: Start, small: str, width: int) -> None:
    terminal = start(small, width=width)
    for answer in ("", "x^2", "2x", "2xy"):
        terminal.say(answer)
    terminal.on()
    terminal.say("2x")
    terminal.last("a")
    assert terminal.code == 0
    assert "3 of 3 points" in " ".join(terminal.text().replace("│", " ").split())


def test_a_screen_of_few_lines_shows_what_was_said_last(start: Start, small: str) -> None:
    terminal = start(small, height=12)
    terminal.type("\r")
    terminal.see("3 answers left")
    terminal.until(terminal.is_asking, "a prompt")
    terminal.type("x +\r")
    terminal.see("That cost you nothing.")
    terminal.until(terminal.is_asking, "a prompt")
    terminal.type("2x y")
    terminal.see("= 2·x·y")
    assert terminal.line(terminal.row) == "> 2x y"
    assert terminal.line(terminal.screen.lines - 1).strip() == "= 2·x·y"


def test_a_terminal_that_becomes_narrower_is_followed(start: Start, small: str) -> None:
    terminal = start(small)
    terminal.say()
    terminal.resize(40, 400)
    said = terminal.say("x^2")
    assert "│ What is the derivative of x²?        │" in said
