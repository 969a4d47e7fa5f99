"""A lesson met in a terminal: whole conversations, what is seen while typing, terminals that can little, and hostile input."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from pdtutor.course.lesson import Lesson
from pdtutor.course.loader import load_bytes
from pdtutor.course.parameters import drawn, with_values
from pdtutor.course.tasks import make
from pdtutor.terminal.prompt import LONGEST, Prompt
from tests.terminal.conftest import Start, Terminal

LESSONS = Path(__file__).parents[2] / "lessons"
STEERING = re.compile(rb"\x1b(?!\[[\d;]*m)")  # whatever is more than a style
COLOUR = re.compile(rb"\x1b\[(?:[\d;]*;)?(?:3[0-7]|4[0-7]|9[0-7]|10[0-7]|[34]8;[\d;]+)m")


def kept(folder: Path, lesson: str) -> dict[str, Any]:
    """The run that is kept of a lesson."""
    data: dict[str, Any] = json.loads((folder / "home" / "runs" / f"{lesson}.json").read_text())
    return data


def answers(folder: Path, lesson: str) -> dict[str, list[str]]:
    """The answers that are kept, by exercise."""
    return {id: [each["text"] for each in record["tries"]] for id, record in kept(folder, lesson)["records"].items() if record["tries"]}


# --- a whole lesson ---------------------------------------------------------------------------------------------------------------------


def bundled(id: str) -> tuple[Lesson, dict[str, str], dict[str, str]]:
    """A lesson, the right answer of each exercise, and a wrong one where its tests know one."""
    path = next(LESSONS.glob(f"[0-9][0-9]-{id}.yaml"))
    lesson = load_bytes(path.read_bytes(), path.name)
    values = {each.id: drawn(lesson.id, each, 0) for each in lesson.exercises}
    keys = {each.id: make(each, values[each.id], lesson.assume).key for each in lesson.exercises}
    tests = {each.id: with_values(each, values[each.id]).tests for each in lesson.exercises}
    wrong = {id: [test.input for test in known if test.expect.startswith(("mistake", "incorrect"))] for id, known in tests.items()}
    return lesson, keys, {id: known[0] for id, known in wrong.items() if known}


def test_a_whole_lesson_with_everything_that_a_learner_does(start: Start, tmp_path: Path) -> None:
    lesson, keys, wrong = bundled("chain-rule")
    ids = lesson.ids
    mistaken = [id for id in ids[1:6] if id in wrong]
    terminal = start("chain-rule", height=900)
    assert lesson.title in terminal.text()
    terminal.on()
    # the first question: all that is no answer
    assert "These words help" in terminal.say("?")
    assert "no answer yet" in terminal.say("why")
    assert "shown after 3 answers" in terminal.say("show")
    assert "first question" in terminal.say("back")
    assert "Type an answer" in terminal.say("   ")
    assert "cost you nothing" in terminal.say("((")
    assert "3 answers left" in terminal.text()
    assert [f"Hint {number} of 3" in terminal.say("hint") for number in (1, 2, 3)] == [True] * 3
    assert "no more hints" in terminal.say("Hint")
    assert "Correct" in terminal.say(keys[ids[0]])
    # a few more with wrong answers before the right ones
    for number, id in enumerate(ids[1:6], 2):
        terminal.on()
        assert f"Question {number} of {len(ids)}" in terminal.text(terminal.row - 40)
        if id in wrong:
            said = terminal.say(wrong[id])
            assert "Not yet right" in said
            said = terminal.say("skip") if "On the way: " in said else said
            assert "2 answers left" in said
            assert "no answer yet" not in terminal.say("why")
        assert "Correct" in terminal.say(keys[id])
    assert mistaken
    # skip one, take it back, and go away
    terminal.on()
    terminal.say("skip")
    terminal.on()
    terminal.say("BACK")
    terminal.on()
    assert f"Question 7 of {len(ids)}" in terminal.text(terminal.row - 40)
    assert "answers left" in terminal.text(terminal.row - 3)
    assert f"6 of {len(ids)} questions are done" in terminal.last("quit")
    assert terminal.code == 1
    expected = {id: [*([wrong[id]] if id in mistaken else []), keys[id]] for id in ids[1:6]}
    assert answers(tmp_path, "chain-rule") == {ids[0]: ["((", keys[ids[0]]], **expected}
    # come again, and to the end
    terminal = start("chain-rule", height=900)
    assert "where you left off" in terminal.text()
    terminal.on()
    assert f"Question 7 of {len(ids)}" in terminal.text()
    for id in ids[6:-1]:
        terminal.on()
        assert "Correct" in terminal.say(keys[id])
    terminal.on()
    # the last one wrong as often as it may be: the working is shown
    attempts = lesson.attempts
    for left in range(attempts - 1, 0, -1):
        said = terminal.say(wrong.get(ids[-1], "17") + "+1" * left)
        assert "Not yet right" in said
        said = terminal.say("skip") if "On the way: " in said else said
        assert f"{left} answer" in said
    terminal.to_end(wrong.get(ids[-1], "17"))
    assert "The answer:" in terminal.text()
    assert terminal.code == 0
    points = [exercise.points for exercise in lesson.exercises]
    assert f"{sum(points[:-1]):g} of {sum(points):g} points, passed" in terminal.text()
    assert f"{ids[-1]} (" in terminal.text()
    assert not (tmp_path / "home" / "runs" / "chain-rule.json").exists()
    assert b"Traceback" not in terminal.output


def finish(terminal: Terminal) -> str:
    """The small lesson from its first pause to its end, and what is on the screen then."""
    terminal.say()
    for answer in ("x^2", "2x", "2xy"):
        terminal.say(answer)
    terminal.on()
    terminal.say("2x")
    terminal.last("a")
    assert terminal.code == 0
    return terminal.text()


def test_the_small_lesson_from_end_to_end(start: Start, small: str, tmp_path: Path) -> None:
    terminal = start(small, "--report", "report.json")
    seen = finish(terminal)
    for text in ("Read this first.", "Question 1 of 3", "On the way: 1 of 1", "Keep this in mind.", "∂f/∂x = 3·x²", "To revisit"):
        assert text in seen
    assert "3 of 3 points, passed" in seen
    assert COLOUR.search(terminal.output)
    assert json.loads((tmp_path / "report.json").read_text())["result"]["score"] == 3


def test_a_lesson_that_is_not_passed_ends_with_1(start: Start, small: str) -> None:
    terminal = start(small)
    assert "That came before the question, so it is not taken as an answer." in terminal.say("2xy")
    terminal.say("skip")
    terminal.on()
    terminal.say("skip")
    assert "0 of 3 points, not passed: 70 % of the points pass" in terminal.last("skip")
    assert terminal.code == 1


# --- while typing -----------------------------------------------------------------------------------------------------------------------


def test_how_an_answer_is_read_is_seen_while_it_is_typed(start: Start, small: str) -> None:
    terminal = start(small, height=24)
    terminal.say()
    row = terminal.row
    terminal.type("2x")
    terminal.see("= 2·x", row)
    terminal.type(" y + sqr")
    terminal.see("… s does not occur in the question.", row)  # what is wrong with it so far
    terminal.type("t(x)")
    terminal.see("= 2·x·y + √x", row)
    terminal.type("\x15hint")  # the line taken back
    terminal.until(lambda: terminal.text(row) == "> hint", "nothing but the word")
    terminal.type("\x15")
    terminal.until(terminal.is_asking, "an empty prompt")
    terminal.type("hi\t")  # a word is completed
    terminal.until(lambda: terminal.line(row) == "> hint", "the whole word")
    terminal.type("\r")
    terminal.see("Hint 1 of 2", row)


def test_what_the_letters_of_a_choice_stand_for_is_seen(start: Start, small: str) -> None:
    terminal = start(small)
    terminal.say()
    assert "An answer is one line, and that was 2" in terminal.say("\x1b[200~2x\n* y\x1b[201~")
    terminal.say("2xy")
    terminal.on()
    terminal.say("skip")
    row = terminal.row
    terminal.type("b")
    terminal.see("= another", row)


def test_lines_come_back_with_the_arrow_also_in_another_run(start: Start, small: str) -> None:
    terminal = start(small)
    terminal.say()
    terminal.say("2x + 1 +")
    row = terminal.row
    terminal.type("\x1b[A")
    terminal.see("> 2x + 1 +", row)
    terminal.last("\x15quit")
    again = start(small)
    row = again.row
    again.type("\x1b[A\x1b[A")
    again.see("> 2x + 1 +", row)


@pytest.mark.parametrize("term", ["xterm", pytest.param("dumb", marks=pytest.mark.long)])
def test_a_letter_that_the_question_speaks_of_is_an_answer_though_it_is_short_for_a_word(start: Start, tmp_path: Path, term: str) -> None:
    (tmp_path / "q.yaml").write_text(
        "format: 1\nid: letters\ntitle: Letters\nsteps:\n- {id: one, type: derivative, function: q^2/2 + h, wrt: q}\n"
        "- {id: two, type: derivative, function: h^2/2, wrt: h}\n- {id: three, type: derivative, function: x, wrt: x}\n"
    )
    terminal = start("q.yaml", TERM=term)
    assert "Correct" in terminal.say("q")
    assert "Correct" in terminal.say("h")
    assert "These words help" in terminal.say("h")  # no question after h any more
    assert "2 of 3 questions are done" in terminal.last("q")


# --- terminals that can little ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("term", ["dumb", *(pytest.param(term, marks=pytest.mark.long) for term in ("unknown", "", None))])
def test_a_terminal_that_cannot_edit_takes_plain_lines_to_the_end(start: Start, small: str, term: str | None) -> None:
    terminal = start(small, TERM=term)
    finish(terminal)
    assert not STEERING.search(terminal.output)
    assert b"\x1b" not in terminal.output or term not in ("dumb", "unknown")


@pytest.mark.parametrize("term", ["xterm-256color", *(pytest.param(term, marks=pytest.mark.long) for term in ("xterm", "vt100", None))])
def test_without_colour_there_is_none(start: Start, small: str, term: str | None) -> None:
    terminal = start(small, TERM=term, NO_COLOR="1")
    finish(terminal)
    assert not COLOUR.search(terminal.output)


@pytest.mark.parametrize("term", ["xterm", pytest.param("dumb", marks=pytest.mark.long)])
def test_where_the_terminal_has_no_more_than_ascii_all_is_spelled_in_it(start: Start, small: str, term: str) -> None:
    terminal = start(small, TERM=term, LC_ALL="C", PYTHONIOENCODING="ascii")
    terminal.type("\r")
    terminal.asked(terminal.row)
    row = terminal.row
    if term == "xterm":
        terminal.type("θx²")
        terminal.see("... theta", row)
        terminal.type("\x15")
        terminal.until(lambda: terminal.is_asking(), "an empty prompt")
    for answer in ("x^2", "2x", "x + θ", "2xy"):
        terminal.say(answer)
    terminal.on()
    terminal.say("2x")
    terminal.last("a")
    assert terminal.code == 0
    said = terminal.output if term == "xterm" else terminal.output.replace("x + θ".encode(), b"")  # the terminal's own echo
    assert said.isascii()
    seen = (
        "Question 1 of 3: 3 answers left",
        "\nWhat is df/dx?\n",
        "\nf(x, y) = x^2*y\n",
        "Result: 3*x^2",
        "Enter goes on ...",
        "\nDone\n",
    )
    for text in seen:
        assert text in terminal.text()
    assert not re.search(r"^[+|]|[+|]$", terminal.text(), re.MULTILINE)  # nor a frame, or a half of one


@pytest.mark.long
@pytest.mark.parametrize("language", [{"LC_ALL": "C"}, {"LANG": "C"}, {"LANG": None}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0"}], ids=str)
def test_every_language_of_the_system_will_do(start: Start, small: str, language: dict[str, str | None]) -> None:
    terminal = start(small, **language)
    finish(terminal)
    assert b"Traceback" not in terminal.output


# --- hostile input ----------------------------------------------------------------------------------------------------------------------

HOSTILE = {
    "markup": b"[red]x[/red]",
    "markup that closes nothing": b"[/]",
    "an emoji's name": b":smile:",
    "a style": b"x\x1b[31mred",
    "a title": b"\x1b]0;gone\x07x",
    "a clear screen": b"x\x1b[2J\x1b[H",
    "a pasted style": b"\x1b[200~x\x1b[31m\x07y\x1b[201~",
    "another alphabet": "変数 ∂ 🙂".encode(),
    "the other direction": "x\u202ey\u200b\ufeff".encode(),
    "no text at all": b"x\xff\xfe\xc0",
    "brackets": b"(" * 400,
    "a long line": b"x+" * 300,
    "format fields": b"{k} %s %(x)s {0.__class__}",
    "code": b"__import__('os').system('touch gone')",
    "a path": b"../../../etc/passwd",
    "powers of powers": b"9^9^9^9^9",
    "a comment": b"x # y",
}


@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_hostile_answers_are_harmless(start: Start, small: str, tmp_path: Path, term: str) -> None:
    terminal = start(small, TERM=term)
    terminal.say()
    for name, typed in HOSTILE.items():
        row = terminal.row
        terminal.type(typed.replace(b"\x1b", b"\x16\x1b") if term == "dumb" else typed)
        terminal.type("\r")
        terminal.asked(row)
        assert terminal.row > row, name
        assert "left" in terminal.text(row), name
        assert "A small lesson" in terminal.text(), name  # nothing was cleared
    assert terminal.screen.title == ""
    assert "Hint 1 of 2" in terminal.say("hint")
    terminal.last("quit")
    assert b"Traceback" not in terminal.output
    assert b"Unhandled" not in terminal.output
    assert not (tmp_path / "gone").exists()
    assert len(kept(tmp_path, "small")["records"]["first"]["tries"]) >= len(HOSTILE) - 3


@pytest.mark.parametrize("pasted", [True, pytest.param(False, marks=pytest.mark.long)])
def test_ten_thousand_brackets_are_harmless(start: Start, small: str, pasted: bool) -> None:
    terminal = start(small)
    terminal.say()
    terminal.say("x\x00y")  # what the key is that gives this is no matter, if only it does no harm
    terminal.say("skip")
    brackets = "(" * 10_000
    assert "more than 200 levels" in terminal.say(f"\x1b[200~{brackets}\x1b[201~" if pasted else brackets)
    assert "Hint 1 of" in terminal.say("hint")
    assert b"Traceback" not in terminal.output


KEYS = (
    b"\x1b[A", b"\x1b[D", b"\x1bOP", b"\x1b[3~", b"\x1b[1;5C", b"\x1b", b"\t", b"\x7f", b"\x15", b"\x0b", b"\x12", b"\x13",
    b"\x1b[31m", b"\x1b[M !!",
)  # fmt: skip


def keys(seed: int) -> Iterator[bytes]:
    """What somebody types who leans on the keyboard."""
    chance = random.Random(seed)
    for _ in range(150):
        yield chance.choice([chance.choice(KEYS), bytes([chance.choice([*range(32, 127), *range(128, 256)])]), b"x^2", b"sin("])


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.long), pytest.param(3, marks=pytest.mark.long)])
def test_any_keys_are_harmless(start: Start, small: str, seed: int) -> None:
    terminal = start(small)
    terminal.say()
    row = terminal.row
    for key in keys(seed):
        terminal.type(key)
    terminal.type("\x07\x07\x05\x15hint\r")  # out of whatever search or menu this is, and the line taken back
    terminal.see("Hint 1 of 2", row)
    terminal.asked(row)
    terminal.last("quit")
    assert b"Traceback" not in terminal.output
    assert b"Unhandled" not in terminal.output


# --- hostile authors --------------------------------------------------------------------------------------------------------------------

WORDS = ("Red", "one", "this", "that", "because")
MARKED_UP = """\
format: 1
id: marked-up
title: '[bold]Title[/bold]'
steps:
- id: intro
  type: text
  text: |
    [red]Red[/red] and [link=https://a.b]a link[/link], [a real one](https://a.b),
    <b>bold</b>, :smile:, ![picture](file:///etc/passwd)
- id: first
  type: expression
  prompt: 'Prompt [blink]x[/blink]?'
  answer: x
  hints: ['Hint [red]one[/red].']
  mistakes: [{answer: 2x, say: 'Said [red]this[/red].'}]
  explain: 'Kept [red]that[/red].'
- id: second
  type: choice
  prompt: Which?
  options: [{text: '[red]this[/red]', correct: yes, because: '[red]because[/red]'}, {text: that}]
"""


def test_what_an_author_marks_up_is_shown_as_it_is_written(start: Start, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(MARKED_UP)
    terminal = start("a.yaml")
    for line in ("", "hint", "2x", "x", ""):
        terminal.say(line)
    terminal.last("a")
    seen = terminal.text()
    for text in ("[bold]Title[/bold]", "[blink]x[/blink]", ":smile:", *(f"[red]{word}[/red]" for word in WORDS)):
        assert text in seen
    assert b"\x1b]" not in terminal.output  # no link that a terminal follows
    assert b"root:" not in terminal.output


@pytest.mark.parametrize("text", ["a\x1b[2Jb", "a\u202eb"])
def test_what_would_steer_a_terminal_is_refused_from_an_author(start: Start, tmp_path: Path, text: str) -> None:
    (tmp_path / "a.yaml").write_text(MARKED_UP.replace("[red]Red[/red]", text), encoding="utf-8")
    terminal = start("a.yaml", is_asked=False)
    assert terminal.end() == 1
    assert "a.yaml:8:" in terminal.text()
    assert text.encode() not in terminal.output


# --- lines without editing --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("length", [0, 1, LONGEST - 1, LONGEST, LONGEST + 1, LONGEST + 2, 2 * LONGEST, 2 * LONGEST + 1, 5 * LONGEST + 7])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_rest_of_a_line_that_is_too_long_is_not_taken_for_the_next_one(length: int, end: str) -> None:
    prompt = Prompt(StringIO("x" * length + end + "next" + end, newline=""), StringIO(), {})
    first = prompt.ask(lambda _: "")
    assert first == "x" * len(first)
    assert len(first) == length if length <= LONGEST else len(first) >= LONGEST
    assert prompt.ask(lambda _: "") == "next"
    with pytest.raises(EOFError):
        prompt.ask(lambda _: "")


def test_a_line_that_the_input_ends_in_is_a_line() -> None:
    out = StringIO()
    prompt = Prompt(StringIO("2x"), out, {})
    assert prompt.ask(lambda _: "") == "2x"
    with pytest.raises(EOFError):
        prompt.pause("Go on? ")
    assert out.getvalue() == "> 2x\nGo on? \n"  # nobody has seen it being typed
