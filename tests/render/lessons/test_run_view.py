"""What a lesson run shows: snapshots at 40, 80 and 120 columns, and facts that hold of every view."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from inline_snapshot import snapshot
from rich.cells import cell_len

from pdtutor.course.lesson import Lesson
from pdtutor.course.loader import load, load_bytes
from pdtutor.course.parameters import drawn, with_values
from pdtutor.practice.events import Answer, Asked, Finished, Hint, Judged, Kept, Noted, Said, Show, Skip, Steps, Told, Watch, Why
from pdtutor.practice.lesson_run import LessonRun
from pdtutor.practice.results import Item, RunResult
from pdtutor.practice.words import OF_LESSON
from pdtutor.render.lessons import run_view
from pdtutor.render.lessons.run_view import heading, help_view, view
from pdtutor.render.lessons.summary_view import plain_summary, summary
from tests.render.console import shown

FILES = sorted((Path(__file__).parents[3] / "lessons").glob("*.yaml"))
OFTEN = ("05-chain-rule", "14-kinks")
WIDTHS = (24, 40, 80, 120, 200)
FRAME = str.maketrans("", "", "╭╮╰╯─│ \n")
SMALL = """\
format: 1
id: small
title: A small lesson
steps:
- id: first
  type: derivative
  prompt: 'How **steep** is `exp(x·y)` as `y` grows?'
  function: exp(x y)
  wrt: y
  scaffold: [{ask: 'What is inside?', answer: x y}]
- id: second
  type: choice
  prompt: Which of these are convex?
  options:
  - text: '`|x|`, which has a kink at 0 and is differentiable everywhere else'
    correct: yes
    because: 'A line that joins two of its points lies above it.'
  - {text: '`x³`', because: 'Left of 0 it bends down.'}
"""


@cache
def small() -> Lesson:
    return load(SMALL, "small.yaml")


def told(*said: Said, lesson: Lesson | None = None) -> list[Told]:
    """What is told to the last of this."""
    run = LessonRun(lesson or small())
    state, last = run.begin()
    for each in said:
        state, last = run.handle(state, each)
    return last


# --- snapshots --------------------------------------------------------------------------------------------------------------------------


def test_a_question_at_40_columns() -> None:
    assert shown(view(told()[-1]), 40) == snapshot("""\
╭─ Question 1 of 2  □□ ────────────────╮
│ How steep is exp(x·y) as y grows?    │
│                                      │
│ f(x, y) = e^(x·y)                    │
╰──────── 3 answers left · ? for help ─╯
""")


def test_a_question_at_80_columns() -> None:
    assert shown(view(told()[-1]), 80) == snapshot("""\
╭─ Question 1 of 2  □□ ────────────────────────────────────────────────────────╮
│ How steep is exp(x·y) as y grows?                                            │
│                                                                              │
│ f(x, y) = e^(x·y)                                                            │
╰──────────────────────────────────────────────── 3 answers left · ? for help ─╯
""")


def test_a_question_at_120_columns() -> None:
    assert shown(view(told()[-1]), 120) == snapshot("""\
╭─ Question 1 of 2  □□ ────────────────────────────────────────────────────────────────────────────────────────────────╮
│ How steep is exp(x·y) as y grows?                                                                                    │
│                                                                                                                      │
│ f(x, y) = e^(x·y)                                                                                                    │
╰──────────────────────────────────────────────────────────────────────────────────────── 3 answers left · ? for help ─╯
""")


def test_a_choice_at_40_columns() -> None:
    assert shown(view(told(Skip())[-1]), 40) == snapshot("""\
╭─ Question 2 of 2  ■□ ────────────────╮
│ Which of these are convex?           │
│                                      │
│ a) |x|, which has a kink at 0 and is │
│    differentiable everywhere else    │
│ b) x³                                │
╰──────── 3 answers left · ? for help ─╯
""")


def test_a_smaller_question_at_40_columns() -> None:
    assert shown(view(told(Answer("exp(x y)"))[-1]), 40) == snapshot("""\
╭─ On the way: 1 of 1 ─────────────────╮
│ What is inside?                      │
╰───── skip goes back to the question ─╯
""")


def test_a_wrong_answer_at_40_columns() -> None:
    assert shown(view(told(Answer("exp(x y)"))[0]), 40) == snapshot("""\
✗ Not yet right.
  At x = -0.4, y = -1.8 yours is
  2.05443; f's slope there is -0.821773.
  Exponential: derivative of the
  exponent left out, in e^(x·y).
  By its exponent, a power of e is its
  own slope. But x·y moves at a pace of
  its own: how fast does it change with
  y?
""")


def test_a_wrong_answer_at_80_columns() -> None:
    assert shown(view(told(Answer("exp(x y)"))[0]), 80) == snapshot("""\
✗ Not yet right.
  At x = -0.4, y = -1.8 yours is 2.05443; f's slope there is -0.821773.
  Exponential: derivative of the exponent left out, in e^(x·y).
  By its exponent, a power of e is its own slope. But x·y moves at a pace of its
  own: how fast does it change with y?
""")


def test_an_answer_that_cannot_be_read_at_40_columns() -> None:
    assert shown(view(told(Answer("x + sin(zeta) + 3"))[0]), 40) == snapshot("""\
? zeta does not occur in the question.
  x + sin(zeta) + 3
          ^
  Its variables are: x, y. That cost you
  nothing.
""")


def test_an_answer_that_cannot_be_read_at_120_columns() -> None:
    assert shown(view(told(Answer("x + sin(zeta) + 3"))[0]), 120) == snapshot("""\
? zeta does not occur in the question.
  x + sin(zeta) + 3
          ^
  Its variables are: x, y. That cost you nothing.
""")


def test_a_right_and_a_wrong_choice() -> None:
    assert shown(view(told(Skip(), Answer("a"))[0]), 80) == snapshot("""\
✓ Correct.
  a) A line that joins two of its points lies above it.
""")
    assert shown(view(told(Skip(), Answer("b"))[0]), 80) == snapshot("""\
✗ Not yet right.
  b) Left of 0 it bends down.
""")


def test_a_hint_and_a_reason_at_80_columns() -> None:
    assert shown(view(told(Hint())[0]), 80) == snapshot("""\
Hint 1 of 3: e^(x·y) calls for the chain rule: with u = x·y: differentiate by u,
then multiply by the derivative of u.
""")
    assert shown(view(told(Answer("exp(x y)"), Skip(), Why())[0]), 80) == snapshot("""\
  At x = -0.4, y = -1.8 yours is 2.05443; f's slope there is -0.821773.
  Exponential: derivative of the exponent left out, in e^(x·y).
  By its exponent, a power of e is its own slope. But x·y moves at a pace of its
  own: how fast does it change with y?
  The chain rule: f(u)′ = f′(u)·u′.
  One function is inside another: name the inner one u.
""")


def test_the_words_at_40_columns() -> None:
    assert shown(help_view(OF_LESSON), 40) == snapshot("""\
An answer is typed as on paper: 2x + 3y,
[2x, 3y^2], sin(xy). These words help:
  hint  a hint, three of them one after
        the other
  why   the reason behind the verdict on
        your answer
  show  the worked steps
  skip  on to the next question
  back  to the question before
  quit  stop here; your answers are kept
  ?     these words
""")


def test_the_heading_at_40_columns() -> None:
    assert shown(heading("The chain rule: rates multiply", 12, 0.7), 40) == snapshot("""\
The chain rule: rates multiply
12 questions; 70 % of the points pass; ?
shows the words that help.

""")


LOST = "chain.inner_missing"
RESULT = RunResult(
    small(),
    0,
    (
        Item("first", "derivative", "correct", 1, 1.0, 1.0, (), "x", 0),
        Item("second", "derivative", "correct", 2, 2.5, 2.5, (LOST,), "x", 0),
        Item("the-third-with-a-long-name", "next-rule", "incorrect", 3, 0.0, 1.0, (LOST, "own.1", "power.missing"), "x", 0),
        Item("fourth", "number", "revealed", 0, 0.0, 1.0),
        Item("fifth", "choice", "skipped", 0, 0.0, 1.0),
        Item("sixth", "choice", "invalid", 0, 0.0, 1.0, (), "?"),
    ),
)


def test_the_end_at_40_columns() -> None:
    assert shown(view(Finished(RESULT)), 40) == snapshot("""\
╭─ Done ───────────────────────────────╮
│ ✗ 3.5 of 7.5 points, not passed:     │
│   70 % of the points pass.           │
│                                      │
│ To revisit:                          │
│   second (derivative): right at      │
│   answer 2; inner derivative left    │
│   out                                │
│   the-third-with-a-long-name         │
│   (next-rule): not right yet; inner  │
│   derivative left out                │
│   fourth (number): steps shown       │
│   fifth (choice): skipped            │
│   sixth (choice): could not be read  │
╰──────────────────────────────────────╯
""")


def test_the_end_at_80_columns() -> None:
    assert shown(view(Finished(RESULT)), 80) == snapshot("""\
╭─ Done ───────────────────────────────────────────────────────────────────────╮
│ ✗ 3.5 of 7.5 points, not passed: 70 % of the points pass.                    │
│                                                                              │
│ To revisit:                                                                  │
│   second (derivative): right at answer 2; inner derivative left out          │
│   the-third-with-a-long-name (next-rule): not right yet; inner derivative    │
│   left out                                                                   │
│   fourth (number): steps shown                                               │
│   fifth (choice): skipped                                                    │
│   sixth (choice): could not be read                                          │
╰──────────────────────────────────────────────────────────────────────────────╯
""")


def test_what_a_run_from_a_file_came_to() -> None:
    assert shown(summary(RESULT, ["A note."]), 40) == snapshot("""\
A note.
╭─ A small lesson ─────────────────────╮
│ ✓ first               correct,       │
│   1 of 1                             │
│ ✓ second              correct,       │
│   2.5 of 2.5                         │
│ ✗ the-third-with-a-long-name         │
│   incorrect, 0 of 1                  │
│ · fourth              revealed,      │
│   0 of 1                             │
│ · fifth               skipped,       │
│   0 of 1                             │
│ · sixth               invalid,       │
│   0 of 1                             │
│                                      │
│ ✗ 3.5 of 7.5 points, not passed:     │
│   70 % of the points pass.           │
│                                      │
│ To revisit:                          │
│   second (derivative): right at      │
│   answer 2; inner derivative left    │
│   out                                │
│   the-third-with-a-long-name         │
│   (next-rule): not right yet; inner  │
│   derivative left out                │
│   fourth (number): steps shown       │
│   fifth (choice): skipped            │
│   sixth (choice): could not be read  │
╰──────────────────────────────────────╯
""")
    assert plain_summary(RESULT, ["A note – “quoted”."]) == snapshot("""\
A note - "quoted".
A small lesson
ok first                       correct, 1 of 1
ok second                      correct, 2.5 of 2.5
no the-third-with-a-long-name  incorrect, 0 of 1
-- fourth                      revealed, 0 of 1
-- fifth                       skipped, 0 of 1
-- sixth                       invalid, 0 of 1

no 3.5 of 7.5 points, not passed: 70 % of the points pass.

To revisit:
  second (derivative): right at answer 2; inner derivative left out
  the-third-with-a-long-name (next-rule): not right yet; inner derivative left
  out
  fourth (number): steps shown
  fifth (choice): skipped
  sixth (choice): could not be read\
""")


def test_the_end_of_a_run_without_a_mistake() -> None:
    assert shown(view(Finished(RunResult(small(), 0, RESULT.items[:1]))), 60) == snapshot("""\
╭─ Done ───────────────────────────────────────────────────╮
│ ✓ 1 of 1 points, passed.                                 │
│ Every question right at the first answer.                │
╰──────────────────────────────────────────────────────────╯
""")


# --- facts of every view ----------------------------------------------------------------------------------------------------------------


def everything(lesson: Lesson) -> Iterator[Told]:
    """All that is told in a run with an answer that cannot be read, hints, a wrong answer and the words at each question."""
    run = LessonRun(lesson)
    state, last = run.begin()
    yield from last
    while not run.is_over(state):
        exercise = run.exercise(state)
        ready = with_values(exercise, drawn(lesson.id, exercise, 0))
        wrong = next((test.input for test in ready.tests if test.expect != "correct"), "x^77")
        key = run.task(state).key
        for said in (Answer("((x"), Hint(), Hint(), Hint(), Hint(), Answer(wrong), Hint(), Answer("y^88"), Why(), Show(), Skip()):
            if state.inside is not None or not isinstance(said, Skip):
                state, last = run.handle(state, said)
                yield from last
        if state.inside is not None:
            state, _ = run.handle(state, Skip())
        state, last = run.handle(state, Answer(key))
        yield from last


@pytest.mark.parametrize(
    "file", [pytest.param(file, marks=() if file.stem in OFTEN else pytest.mark.long) for file in FILES], ids=lambda file: file.stem
)
def test_no_view_of_a_lesson_is_wider_than_the_console_or_loses_a_word(file: Path) -> None:
    lesson = load_bytes(file.read_bytes(), file.name)
    for event in everything(lesson):
        drawn_at = {width: shown(view(event), width) for width in WIDTHS}
        for width, text in drawn_at.items():
            assert max(map(cell_len, text.split("\n"))) <= width, text
        if not isinstance(event, Steps):  # a derivation is laid out otherwise where it is narrow
            kept = {width: text.translate(FRAME) for width, text in drawn_at.items()}
            assert kept[40] == kept[120], event
            assert kept[80] == kept[200], event


@pytest.mark.parametrize("width", WIDTHS)
def test_the_end_is_never_wider_than_the_console_nor_loses_a_word(width: int) -> None:
    result = replace(RESULT, items=tuple(replace(item, id=f"{item.id}-{number}") for number in range(5) for item in RESULT.items))
    for drawing in (
        view(Finished(result)),
        summary(result, ["A note that is longer than a narrow terminal is wide."]),
        help_view(OF_LESSON),
        heading("A title " * 9, 3, 0.7),
    ):
        text, wide = shown(drawing, width), shown(drawing, 120)
        assert max(map(cell_len, text.split("\n"))) <= width, text
        assert text.translate(FRAME) == wide.translate(FRAME) or width == 24


@pytest.mark.parametrize("count", [1, 9, 12, 30])
def test_a_question_says_its_number_however_many_there_are(count: int) -> None:
    (asked,) = told()
    assert isinstance(asked, Asked)
    for number in {1, count}:
        assert f"Question {number} of {count}" in shown(view(replace(asked, number=number, count=count)), 40)


@pytest.mark.parametrize(
    "answer", ["x\u202ey", "sin x^-1 + cos^-1 x + arcsinus(x)", "3,14", "x = 3", "lambda x: x", "[x, y", "x < y", "1/0"]
)
def test_what_is_wrong_with_an_answer_is_said_in_full_in_any_width(answer: str) -> None:
    (judged, _) = told(Answer(answer))
    assert isinstance(judged, Judged)
    assert judged.judgement.error is not None
    for width in (30, 40, 80):
        assert judged.judgement.error.message in " ".join(shown(view(judged), width).split())


# --- hostile texts ----------------------------------------------------------------------------------------------------------------------

HOSTILE = "\x1b[31m\x9b2J\x07\x00\u202e\u2028[red]x[/red]\ud800 **b**"


def steering(text: str) -> list[str]:
    """The characters of a text that would steer a terminal or cannot be written."""
    return [character for character in text if character != "\n" and unicodedata.category(character) in ("Cc", "Cf", "Cs")]


@pytest.mark.parametrize(
    "answer", [HOSTILE, f"x + {HOSTILE}", "[red]x[/red]", "(" * 10_000, "\x1b", "x" * 5_000 + "\x1b[2J", "変数", "x\ty"]
)
def test_no_answer_steers_the_terminal(answer: str) -> None:
    for before in ([], [Skip()]):
        for event in told(*before, Answer(answer)):
            text = shown(view(event), 40)
            assert steering(text) == []
            assert max(map(cell_len, text.split("\n"))) <= 40


def test_no_text_of_an_author_steers_the_terminal() -> None:
    (asked,) = told()
    assert isinstance(asked, Asked)
    task = replace(asked.task, exercise=replace(asked.task.exercise, prompt=HOSTILE), shown=((HOSTILE,),), key=HOSTILE, working=None)
    events: list[Told] = [replace(asked, task=task), Kept(HOSTILE), Noted(HOSTILE), Steps(task)]
    for event in events:
        text = shown(view(event), 60)
        assert steering(text) == []
        assert "[red]x[/red]" in text


def test_every_kind_of_event_has_a_view() -> None:
    assert set(run_view._VIEWS) == set(Told.__args__)


def test_a_worked_command_stands_there_as_it_is_typed() -> None:
    lesson = load("format: 1\nid: a\ntitle: A\nsteps:\n- {id: w, type: worked, command: 'partial \"x^2\" --wrt x', text: See.}\n", "a.yaml")
    (watch, _) = told(lesson=lesson)
    assert isinstance(watch, Watch)
    assert shown(view(watch), 80).split() == ["See.", "$", "pdtutor", "partial", '"x^2"', "--wrt", "x"]


@pytest.mark.parametrize(
    ("left", "more", "text"),
    [
        (3, {}, "3 answers left · ? for help"),
        (1, {}, "1 answer left · ? for help"),
        (0, {"is_over": True}, "for practice: the result stands · ? for help"),
        (2, {"is_over": True}, "for practice: the result stands · ? for help"),
        (2, {"inside": (1, 2)}, "skip goes back to the question"),
    ],
)
def test_what_is_left_is_said_with_the_question_and_when_it_is_asked_again(left: int, more: dict[str, object], text: str) -> None:
    (asked,) = told()
    assert isinstance(asked, Asked)
    first = replace(asked, left=left, **more)  # type: ignore[arg-type]
    assert text in shown(view(first), 80)
    assert shown(view(replace(first, is_again=True)), 80).strip() == text.capitalize()


def test_an_answer_of_a_number_is_not_given_away_by_its_counterexample() -> None:
    lesson = load("format: 1\nid: a\ntitle: A\nsteps:\n- {id: q, type: number, prompt: Six times seven?, answer: '42'}\n", "a.yaml")
    judged = told(Answer("41"), lesson=lesson)[0]
    assert isinstance(judged, Judged)
    assert "42" not in shown(view(judged), 80)
