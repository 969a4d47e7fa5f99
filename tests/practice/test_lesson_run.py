"""The machine of a lesson run: what follows on everything that can be said, wherever the run stands."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pdtutor.course import tasks
from pdtutor.course.lesson import REVEALS, Lesson
from pdtutor.course.loader import load
from pdtutor.course.problems import LessonError
from pdtutor.course.tasks import Task
from pdtutor.explain.phrases import say
from pdtutor.grading.results import CORRECT, INCORRECT, INVALID, UNDECIDED, Judgement
from pdtutor.notation.writers import UnicodeWriter
from pdtutor.practice import feedback, lesson_run
from pdtutor.practice.events import (
    Answer,
    Asked,
    Back,
    Finished,
    Hint,
    Hinted,
    Judged,
    Left,
    Noted,
    Quit,
    Reason,
    Said,
    Show,
    Skip,
    Told,
    Why,
)
from pdtutor.practice.feedback import NO_HINTS, NO_MORE_HINTS, NOTHING_JUDGED
from pdtutor.practice.lesson_run import FIRST, NEVER_SHOWN, TRIES_INSIDE, LessonRun
from pdtutor.practice.results import RunResult, result
from pdtutor.practice.state import SKIPPED, Record, State, as_data, from_data

SMALL = """
format: 1
id: small
title: Small
settings: {attempts: 3, reveal: REVEAL, pass: 0.7}
steps:
- {id: intro, type: text, text: Read this.}
- id: first
  type: derivative
  function: x^2 y
  wrt: x
  hints: [one, two]
  explain: Keep this.
  scaffold:
  - {ask: 'What is the derivative of x^2?', function: x^2, wrt: x}
  - {ask: 'What waits?', answer: y}
- {id: between, type: text, text: Read that.}
- {id: watch, type: worked, command: 'partial "x^2" --wrt x'}
- {id: second, type: expression, prompt: Twice x?, answer: 2x}
- {id: third, type: choice, points: 2, prompt: Which?, options: [{text: this, correct: yes, because: B}, {text: that, because: C}]}
- {id: last, type: text, text: Goodbye.}
"""
NOBODY_KNOWS = "who knows"
RIGHT, WRONG, UNREAD, UNDECIDABLE = Answer("2xy"), Answer("x^2"), Answer("2x +"), Answer(NOBODY_KNOWS)
HINT, WHY, SHOW, SKIP, BACK, QUIT = Hint(), Why(), Show(), Skip(), Back(), Quit()
SAID: dict[str, Said] = {
    "right": RIGHT, "wrong": WRONG, "unreadable": UNREAD, "undecided": UNDECIDABLE, "hint": HINT, "why": WHY, "show": SHOW, "skip": SKIP,
    "back": BACK, "quit": QUIT,
}  # fmt: skip


@cache
def small(reveal: str = "after-attempts") -> Lesson:
    return load(SMALL.replace("REVEAL", reveal), "small.yaml")


@pytest.fixture(scope="module", autouse=True)
def quick() -> Iterator[None]:
    """No answer to a question is judged twice, in whichever run it is given; and there is one that no judge can decide on."""

    def once(prepare: Callable[..., Task]) -> Callable[..., Task]:
        ready: dict[str, Task] = {}

        def prepared(*asked: Any) -> Task:
            if repr(asked) not in ready:
                judge = prepare(*asked).judge
                known = cache(lambda text: Judgement(UNDECIDED) if text == NOBODY_KNOWS else judge(text))
                ready[repr(asked)] = replace(prepare(*asked), judge=known)
            return ready[repr(asked)]

        return prepared

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lesson_run, "make", once(tasks.make))
        patch.setattr(lesson_run, "of_ask", once(tasks.of_ask))
        yield


def after(run: LessonRun, said: Sequence[Said]) -> tuple[State, list[Told]]:
    """Where a run stands when all of this has been said, and what was told to the last of it."""
    state, told = run.begin()
    for each in said:
        state, told = run.handle(state, each)
    return state, told


def named(event: Told) -> str:
    """An event in a word, and a question with what is said of it."""
    if not isinstance(event, Asked):
        return type(event).__name__
    which = event.task.exercise.id + (f".{event.inside[0]}" if event.inside else "")
    return f"{which}:{event.left}{'+' if event.is_again else ''}{' practice' if event.is_over else ''}"


def standing(state: State, exercise: str = "first") -> str:
    """The place, and what has come of an exercise."""
    record = state.record(exercise)
    inside = "" if state.inside is None else f".{state.inside[0] + 1} after {state.inside[1]}"
    return f"{state.at}{inside} {record.outcome} {record.attempts}/{len(record.tries)} {record.hints}"


# --- every event in every situation -----------------------------------------------------------------------------------------------------

SITUATIONS: dict[str, list[Said]] = {
    "fresh": [],
    "after a wrong answer": [WRONG, SKIP],
    "inside": [WRONG],
    "inside, once wrong": [WRONG, Answer("x")],
    "inside, at the last": [WRONG, Answer("2x")],
    "right, and back": [RIGHT, BACK],
    "skipped, and back": [SKIP, BACK],
    "wrong, skipped, and back": [WRONG, SKIP, SKIP, BACK],
    "unreadable, skipped, and back": [UNREAD, SKIP, BACK],
    "at the last answer": [WRONG, SKIP, WRONG],
    "used up, and back": [WRONG, SKIP, WRONG, WRONG, BACK],
    "all hints given": [HINT, HINT],
}
INSIDE = {"inside": ("2x", "x"), "inside, once wrong": ("2x", "x"), "inside, at the last": ("y", "y^2")}  # right and wrong there
ON = "Read Watch second:3"  # to the next question
# told to each thing that can be said | where the run stands then: place, of the first exercise outcome, counted/all answers, hints
TABLE = f"""
fresh
  right      | Judged Kept {ON}               | 4 correct 1/1 0
  wrong      | Judged first.1:2               | 1.1 after 0 None 1/1 0
  unreadable | Judged first:3+                | 1 None 0/1 0
  undecided  | Judged first:3+                | 1 None 0/1 0
  hint       | Hinted                         | 1 None 0/0 1
  why        | Noted                          | 1 None 0/0 0
  show       | Noted                          | 1 None 0/0 0
  skip       | {ON}                           | 4 skipped 0/0 0
  back       | Noted first:3                  | 1 None 0/0 0
  quit       | Left                           | 1 None 0/0 0
after a wrong answer
  right      | Judged Kept {ON}               | 4 correct 2/2 0
  wrong      | Judged first:1+                | 1 None 2/2 0
  unreadable | Judged first:2+                | 1 None 1/2 0
  undecided  | Judged first:2+                | 1 None 1/2 0
  hint       | Hinted                         | 1 None 1/1 1
  why        | Reason                         | 1 None 1/1 0
  show       | Noted                          | 1 None 1/1 0
  skip       | {ON}                           | 4 skipped 1/1 0
  back       | Noted first:2                  | 1 None 1/1 0
  quit       | Left                           | 1 None 1/1 0
inside
  right      | Judged first.2:2               | 1.2 after 0 None 1/1 0
  wrong      | Judged first.1:2+              | 1.1 after 1 None 1/1 0
  unreadable | Judged first.1:2+              | 1.1 after 0 None 1/1 0
  undecided  | Judged first.1:2+              | 1.1 after 0 None 1/1 0
  hint       | Hinted                         | 1.1 after 0 None 1/1 0
  why        | Reason                         | 1.1 after 0 None 1/1 0
  show       | Noted                          | 1.1 after 0 None 1/1 0
  skip       | first:2                        | 1 None 1/1 0
  back       | first:2                        | 1 None 1/1 0
  quit       | Left                           | 1.1 after 0 None 1/1 0
inside, once wrong
  right      | Judged first.2:2               | 1.2 after 0 None 1/1 0
  wrong      | Judged Steps first.2:2         | 1.2 after 0 None 1/1 0
  unreadable | Judged first.1:2+              | 1.1 after 1 None 1/1 0
  undecided  | Judged first.1:2+              | 1.1 after 1 None 1/1 0
  hint       | Hinted                         | 1.1 after 1 None 1/1 0
  why        | Reason                         | 1.1 after 1 None 1/1 0
  show       | Noted                          | 1.1 after 1 None 1/1 0
  skip       | first:2                        | 1 None 1/1 0
  back       | first:2                        | 1 None 1/1 0
  quit       | Left                           | 1.1 after 1 None 1/1 0
inside, at the last
  right      | Judged first:2                 | 1 None 1/1 0
  wrong      | Judged first.2:2+              | 1.2 after 1 None 1/1 0
  unreadable | Judged first.2:2+              | 1.2 after 0 None 1/1 0
  undecided  | Judged first.2:2+              | 1.2 after 0 None 1/1 0
  hint       | Noted                          | 1.2 after 0 None 1/1 0
  why        | Reason                         | 1.2 after 0 None 1/1 0
  show       | Noted                          | 1.2 after 0 None 1/1 0
  skip       | first:2                        | 1 None 1/1 0
  back       | first:2                        | 1 None 1/1 0
  quit       | Left                           | 1.2 after 0 None 1/1 0
right, and back
  right      | Judged Kept {ON}               | 4 correct 1/1 0
  wrong      | Judged first:2+ practice       | 1 correct 1/1 0
  unreadable | Judged first:2+ practice       | 1 correct 1/1 0
  undecided  | Judged first:2+ practice       | 1 correct 1/1 0
  hint       | Hinted                         | 1 correct 1/1 1
  why        | Reason                         | 1 correct 1/1 0
  show       | Steps                          | 1 correct 1/1 0
  skip       | {ON}                           | 4 correct 1/1 0
  back       | Noted first:2 practice         | 1 correct 1/1 0
  quit       | Left                           | 1 correct 1/1 0
skipped, and back
  right      | Judged Kept {ON}               | 4 correct 1/1 0
  wrong      | Judged first.1:2               | 1.1 after 0 None 1/1 0
  unreadable | Judged first:3+                | 1 None 0/1 0
  undecided  | Judged first:3+                | 1 None 0/1 0
  hint       | Hinted                         | 1 skipped 0/0 1
  why        | Noted                          | 1 skipped 0/0 0
  show       | Noted                          | 1 skipped 0/0 0
  skip       | {ON}                           | 4 skipped 0/0 0
  back       | Noted first:3                  | 1 skipped 0/0 0
  quit       | Left                           | 1 skipped 0/0 0
wrong, skipped, and back
  right      | Judged Kept {ON}               | 4 correct 2/2 0
  wrong      | Judged first:1+                | 1 None 2/2 0
  unreadable | Judged first:2+                | 1 None 1/2 0
  undecided  | Judged first:2+                | 1 None 1/2 0
  hint       | Hinted                         | 1 skipped 1/1 1
  why        | Reason                         | 1 skipped 1/1 0
  show       | Noted                          | 1 skipped 1/1 0
  skip       | {ON}                           | 4 skipped 1/1 0
  back       | Noted first:2                  | 1 skipped 1/1 0
  quit       | Left                           | 1 skipped 1/1 0
unreadable, skipped, and back
  right      | Judged Kept {ON}               | 4 correct 1/2 0
  wrong      | Judged first.1:2               | 1.1 after 0 None 1/2 0
  unreadable | Judged first:3+                | 1 None 0/2 0
  undecided  | Judged first:3+                | 1 None 0/2 0
  hint       | Hinted                         | 1 skipped 0/1 1
  why        | Noted                          | 1 skipped 0/1 0
  show       | Noted                          | 1 skipped 0/1 0
  skip       | {ON}                           | 4 skipped 0/1 0
  back       | Noted first:3                  | 1 skipped 0/1 0
  quit       | Left                           | 1 skipped 0/1 0
at the last answer
  right      | Judged Kept {ON}               | 4 correct 3/3 0
  wrong      | Judged Steps Kept {ON}         | 4 incorrect 3/3 0
  unreadable | Judged first:1+                | 1 None 2/3 0
  undecided  | Judged first:1+                | 1 None 2/3 0
  hint       | Hinted                         | 1 None 2/2 1
  why        | Reason                         | 1 None 2/2 0
  show       | Noted                          | 1 None 2/2 0
  skip       | {ON}                           | 4 skipped 2/2 0
  back       | Noted first:1                  | 1 None 2/2 0
  quit       | Left                           | 1 None 2/2 0
used up, and back
  right      | Judged Kept {ON}               | 4 incorrect 3/3 0
  wrong      | Judged Steps Kept {ON}         | 4 incorrect 3/3 0
  unreadable | Judged first:0+ practice       | 1 incorrect 3/3 0
  undecided  | Judged first:0+ practice       | 1 incorrect 3/3 0
  hint       | Hinted                         | 1 incorrect 3/3 1
  why        | Reason                         | 1 incorrect 3/3 0
  show       | Steps                          | 1 incorrect 3/3 0
  skip       | {ON}                           | 4 incorrect 3/3 0
  back       | Noted first:0 practice         | 1 incorrect 3/3 0
  quit       | Left                           | 1 incorrect 3/3 0
all hints given
  right      | Judged Kept {ON}               | 4 correct 1/1 2
  wrong      | Judged first.1:2               | 1.1 after 0 None 1/1 2
  unreadable | Judged first:3+                | 1 None 0/1 2
  undecided  | Judged first:3+                | 1 None 0/1 2
  hint       | Noted                          | 1 None 0/0 2
  why        | Noted                          | 1 None 0/0 2
  show       | Noted                          | 1 None 0/0 2
  skip       | {ON}                           | 4 skipped 0/0 2
  back       | Noted first:3                  | 1 None 0/0 2
  quit       | Left                           | 1 None 0/0 2
"""


def rows() -> dict[tuple[str, str], tuple[str, str]]:
    """Situation and what is said → what is told, where the run stands."""
    found = {}
    situation = ""
    for line in TABLE.strip().splitlines():
        if not line.startswith(" "):
            situation = line
        else:
            said, told, stands = (part.strip() for part in line.split("|"))
            found[situation, said] = (told, stands)
    return found


def test_the_table_has_every_event_in_every_situation() -> None:
    assert list(rows()) == [(situation, said) for situation in SITUATIONS for said in SAID]


def answered(situation: str, said: str) -> Said:
    """What is said: of a smaller question, its own right or wrong answer."""
    if situation in INSIDE and said in ("right", "wrong"):
        return Answer(INSIDE[situation][said == "wrong"])
    return SAID[said]


@pytest.mark.parametrize(("situation", "said"), [(situation, said) for situation in SITUATIONS for said in SAID])
def test_what_follows_on_what_is_said(situation: str, said: str) -> None:
    state, told = after(LessonRun(small()), [*SITUATIONS[situation], answered(situation, said)])
    assert (" ".join(map(named, told)), standing(state)) == rows()[situation, said]


# --- when the steps are shown -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reveal", "said", "told", "outcome"),
    [
        ("after-attempts", [SHOW], "Noted", None),
        ("after-attempts", [WRONG, SHOW], "Noted", None),
        ("after-attempts", [WRONG, SKIP, WRONG, WRONG], f"Judged Steps Kept {ON}", INCORRECT),
        ("after-attempts", [WRONG, SKIP, WRONG, WRONG, BACK, SHOW], "Steps", INCORRECT),
        ("after-attempts", [RIGHT, BACK, SHOW], "Steps", CORRECT),
        ("after-attempts", [SKIP, BACK, SHOW], "Noted", SKIPPED),
        ("after-attempts", [UNREAD, SKIP, BACK, SHOW], "Noted", SKIPPED),
        ("on-request", [SHOW], f"Steps Kept {ON}", "revealed"),
        ("on-request", [WRONG, SHOW], f"Steps Kept {ON}", "revealed"),
        ("on-request", [WRONG, SKIP, WRONG, WRONG], f"Judged Steps Kept {ON}", INCORRECT),
        ("on-request", [SHOW, BACK, SHOW], "Steps", "revealed"),
        ("on-request", [SHOW, BACK, RIGHT], f"Judged Kept {ON}", "revealed"),
        ("on-request", [SHOW, BACK, WRONG], "Judged first:3+ practice", "revealed"),
        ("on-request", [RIGHT, BACK, SHOW], "Steps", CORRECT),
        ("on-request", [SKIP, BACK, SHOW], f"Steps Kept {ON}", "revealed"),
        ("never", [SHOW], "Noted", None),
        ("never", [WRONG, SHOW], "Noted", None),
        ("never", [WRONG, SKIP, WRONG, WRONG], f"Judged Kept {ON}", INCORRECT),
        ("never", [WRONG, SKIP, WRONG, WRONG, BACK, SHOW], "Noted", INCORRECT),
        ("never", [WRONG, SKIP, WRONG, WRONG, BACK, WRONG], f"Judged Kept {ON}", INCORRECT),
        ("never", [RIGHT, BACK, SHOW], "Noted", CORRECT),
    ],
)
def test_when_the_steps_are_shown(reveal: str, said: list[Said], told: str, outcome: str | None) -> None:
    state, last = after(LessonRun(small(reveal)), said)
    assert (" ".join(map(named, last)), state.record("first").outcome) == (told, outcome)


MEANWHILE = "right or wrong. A hint is there now, and so is skip."


@pytest.mark.parametrize(
    ("said", "reveal", "note"),
    [
        ([BACK], "never", FIRST),
        ([SHOW], "never", NEVER_SHOWN),
        ([HINT, HINT, HINT], "never", NO_MORE_HINTS),
        ([WRONG, Answer("2x"), HINT], "never", NO_HINTS),
        ([WHY], "never", NOTHING_JUDGED),
        ([UNREAD, WHY], "never", NOTHING_JUDGED),
        ([SHOW], "after-attempts", f"The steps are shown after 3 answers, {MEANWHILE}"),
        ([WRONG, SKIP, WRONG, SHOW], "after-attempts", f"The steps are shown after your answer, {MEANWHILE}"),
    ],
)
def test_what_is_noted(said: list[Said], reveal: str, note: str) -> None:
    _, told = after(LessonRun(small(reveal)), said)
    assert told[0] == Noted(note)


# --- hints, reasons, smaller questions --------------------------------------------------------------------------------------------------


def test_hints_come_in_their_order_and_an_answer_between_changes_nothing() -> None:
    run = LessonRun(small())
    sayings: list[list[Said]] = [[HINT], [HINT, UNREAD, HINT], [HINT, WRONG, SKIP, HINT]]
    given = [after(run, said)[1][0] for said in sayings]
    hints = [(hint.hint, hint.number, hint.count) for hint in given if isinstance(hint, Hinted)]
    assert hints == [(("one",), 1, 2), (("two",), 2, 2), (("two",), 2, 2)]


def test_a_hint_to_a_smaller_question_is_its_own_and_costs_the_exercise_none() -> None:
    state, (told,) = after(LessonRun(small()), [WRONG, HINT])
    assert isinstance(told, Hinted)
    assert told.hint not in (("one",), ("two",))
    assert told.task.exercise.functions == ("x^2",)
    assert state.record("first").hints == 0


def test_hints_of_the_derivation_name_its_parts() -> None:
    lesson = load("format: 1\nid: a\ntitle: A\nsteps:\n- {id: q, type: derivative, function: sin(x*y), wrt: x}\n", "a.yaml")
    run = LessonRun(lesson)
    state, (asked,) = run.begin()
    assert isinstance(asked, Asked)
    said = []
    while not isinstance(told := run.handle(state, HINT)[1][0], Noted):
        assert isinstance(told, Hinted)
        said.append(say(told.hint, UnicodeWriter(told.task.names)))
        state, _ = run.handle(state, HINT)
    assert len(said) == 3
    assert "x·y" in " ".join(said)
    assert told.text == NO_MORE_HINTS


@pytest.mark.parametrize(
    ("said", "answer", "question"),
    [
        ([WRONG, WHY], "x**2", "x^2 y"),
        ([WRONG, SKIP, UNREAD, WHY], "x**2", "x^2 y"),  # what cannot be read has no reason, and takes none away
        ([WRONG, SKIP, HINT, WHY], "x**2", "x^2 y"),
        ([WRONG, Answer("x"), WHY], "x", "x^2"),  # the last answer is that to the smaller question
        ([WRONG, Answer("x"), SKIP, WHY], "x**2", "x^2 y"),
        ([RIGHT, BACK, WHY], "2*x*y", "x^2 y"),
        ([RIGHT, BACK, WRONG, WHY], "x**2", "x^2 y"),
    ],
)
@pytest.mark.parametrize("is_broken_off", [False, True])
def test_the_reason_is_that_of_the_last_answer_that_could_be_read(
    said: list[Said], answer: str, question: str, is_broken_off: bool
) -> None:
    run = LessonRun(small())
    state, _ = after(run, said[:-1])
    _, (told,) = (LessonRun(small()) if is_broken_off else run).handle(state, said[-1])
    assert isinstance(told, Reason)
    assert (str(told.judgement.answer), told.task.exercise.functions) == (answer, (question,))


@pytest.mark.parametrize(
    ("lesson", "answer", "rule"),
    [
        ("function: sin(x*y), wrt: x", "cos(x*y)", "chain"),
        ("function: x^3, wrt: x", "3x^3", "power"),
        ("function: x*sin(x), wrt: x", "cos(x)", "product"),
        ("function: x^3, wrt: x", "17x", None),
    ],
)
def test_the_reason_names_the_rule_that_the_mistake_is_about(lesson: str, answer: str, rule: str | None) -> None:
    run = LessonRun(load(f"format: 1\nid: a\ntitle: A\nsteps:\n- {{id: q, type: derivative, {lesson}}}\n", "a.yaml"))
    _, (told,) = after(run, [Answer(answer), WHY])
    assert isinstance(told, Reason)
    assert told.rule == rule


def test_smaller_questions_open_once() -> None:
    state, told = after(LessonRun(small()), [WRONG, SKIP, WRONG])
    assert (state.inside, named(told[-1])) == (None, "first:1+")
    state, told = after(LessonRun(small()), [WRONG, SKIP, SKIP, BACK, WRONG])
    assert (state.inside, named(told[-1])) == (None, "first:1+")


def test_they_open_after_a_wrong_answer_and_not_after_one_that_cannot_be_read() -> None:
    state, _ = after(LessonRun(small()), [UNREAD, UNREAD])
    assert (state.inside, state.record("first").opened) == (None, False)
    state, _ = after(LessonRun(small()), [UNREAD, UNREAD, WRONG])
    assert (state.inside, state.record("first").opened) == ((0, 0), True)


def test_with_the_last_answer_used_up_no_smaller_question_opens() -> None:
    lesson = replace(small(), attempts=1)
    state, told = after(LessonRun(lesson), [WRONG])
    assert (state.inside, " ".join(map(named, told))) == (None, "Judged Steps Kept Read Watch second:1")


def test_answers_to_smaller_questions_are_no_attempts_and_bring_nothing() -> None:
    run = LessonRun(small())
    state, told = after(run, [WRONG, Answer("x"), Answer("x"), Answer("x"), Answer("y")])
    assert standing(state) == "1 None 1/1 0"
    assert [named(each) for each in told] == ["Judged", "first:2"]
    assert result(small(), state).score == 0


def test_wrong_twice_a_smaller_question_is_answered_for_the_learner() -> None:
    _, told = after(LessonRun(small()), [WRONG, Answer("x"), Answer("x")])
    judged, steps, _ = told
    assert isinstance(judged, Judged)
    assert judged.left == 0
    assert steps.task.key == "2*x"  # type: ignore[union-attr]
    assert TRIES_INSIDE == 2


# --- where the run goes -----------------------------------------------------------------------------------------------------------------


def test_the_run_begins_with_what_is_to_be_read_before_the_first_question() -> None:
    state, told = LessonRun(small()).begin()
    assert [named(each) for each in told] == ["Read", "first:3"]
    assert state == State("small", small().version, 0, 1)


def test_questions_are_numbered_among_questions() -> None:
    run = LessonRun(small())
    asked = [after(run, [SKIP] * skips)[1][-1] for skips in range(3)]
    assert [(each.number, each.count) for each in asked if isinstance(each, Asked)] == [(1, 3), (2, 3), (3, 3)]


def test_back_tells_again_what_is_read_before_the_question() -> None:
    _, told = after(LessonRun(small()), [SKIP, SKIP, BACK])
    assert [named(each) for each in told] == ["Read", "Watch", "second:3"]


def test_a_question_that_nothing_was_said_to_is_resumed_with_what_is_read_before_it() -> None:
    state, _ = after(LessonRun(small()), [RIGHT, QUIT])
    again, told = LessonRun(small()).begin(state)
    assert [named(each) for each in told] == ["Read", "Watch", "second:3"]
    assert again == state


@pytest.mark.parametrize("said", [[WRONG], [WRONG, SKIP], [UNREAD], [HINT]])
def test_a_question_that_something_was_said_to_is_resumed_at_once(said: list[Said]) -> None:
    state, _ = after(LessonRun(small()), said)
    again, told = LessonRun(small()).begin(state)
    assert [named(each).removesuffix("+") for each in told] == [named(LessonRun(small())._asked(state))]
    assert again == state


def test_what_is_left_counts_the_questions_with_a_result() -> None:
    run = LessonRun(small())
    assert after(run, [QUIT])[1] == [Left(0, 3)]
    assert after(run, [SKIP, QUIT])[1] == [Left(0, 3)]
    assert after(run, [WRONG, SKIP, QUIT])[1] == [Left(0, 3)]
    assert after(run, [RIGHT, SKIP, QUIT])[1] == [Left(1, 3)]


def test_quitting_changes_nothing() -> None:
    run = LessonRun(small())
    for said in SITUATIONS.values():
        state, _ = after(run, said)
        assert run.handle(state, QUIT)[0] == state


# --- what it comes to -------------------------------------------------------------------------------------------------------------------


def finished(*said: Said, lesson: Lesson | None = None) -> RunResult:
    """What a run comes to that ends with this."""
    _, told = after(LessonRun(lesson or small()), said)
    assert isinstance(told[-1], Finished)
    return told[-1].result


SECOND, THIRD = Answer("x + x"), Answer("a")


@pytest.mark.parametrize(
    ("said", "verdicts", "score", "passed"),
    [
        ([RIGHT, SECOND, THIRD], "correct correct correct", 4, True),
        ([WRONG, SKIP, WRONG, RIGHT, SECOND, THIRD], "correct correct correct", 4, True),
        ([WRONG, SKIP, WRONG, WRONG, SECOND, THIRD], "incorrect correct correct", 3, True),
        ([WRONG, SKIP, WRONG, WRONG, BACK, RIGHT, SECOND, THIRD], "incorrect correct correct", 3, True),
        ([RIGHT, SECOND, SKIP], "correct correct skipped", 2, False),
        ([SKIP, SKIP, SKIP], "skipped skipped skipped", 0, False),
        ([UNREAD, SKIP, SKIP, THIRD], "invalid skipped correct", 2, False),
        ([UNDECIDABLE, SKIP, SKIP, THIRD], "undecided skipped correct", 2, False),
        ([WRONG, SKIP, SKIP, SKIP, THIRD], "incorrect skipped correct", 2, False),
        ([UNREAD, UNDECIDABLE, WRONG, SKIP, SKIP, SKIP, THIRD], "incorrect skipped correct", 2, False),
        ([SKIP, BACK, RIGHT, SECOND, THIRD], "correct correct correct", 4, True),
        ([UNREAD, SKIP, BACK, RIGHT, SECOND, THIRD], "correct correct correct", 4, True),
        ([WRONG, SKIP, SKIP, BACK, RIGHT, SECOND, THIRD], "correct correct correct", 4, True),
        ([RIGHT, BACK, WRONG, SKIP, SECOND, THIRD], "correct correct correct", 4, True),
        ([RIGHT, SECOND, Answer("b"), Answer("b"), Answer("b")], "correct correct incorrect", 2, False),
    ],
)  # fmt: skip
def test_what_a_run_comes_to(said: list[Said], verdicts: str, score: float, passed: bool) -> None:
    found = finished(*said)
    assert (" ".join(item.verdict for item in found.items), found.score, found.points, found.passed) == (verdicts, score, 4, passed)


def test_steps_that_were_shown_bring_no_points_whatever_is_answered_then() -> None:
    found = finished(SHOW, BACK, RIGHT, SECOND, THIRD, lesson=small("on-request"))
    assert [item.verdict for item in found.items] == ["revealed", "correct", "correct"]
    assert found.score == 3


def test_an_item_says_how_the_exercise_went() -> None:
    found = finished(HINT, UNREAD, WRONG, SKIP, HINT, RIGHT, SKIP, SKIP)
    first, second, _ = found.items
    assert (first.type, first.attempts, first.hints, first.answer, first.points, first.possible) == ("derivative", 2, 2, "2xy", 1, 1)
    assert (second.attempts, second.answer, second.mistakes) == (0, None, ())


def test_mistakes_are_counted_by_exercises_and_listed_once_each() -> None:
    exercise = "- {id: ID, type: derivative, function: sin(x*y), wrt: x}\n"
    lesson = load(f"format: 1\nid: a\ntitle: A\nsteps:\n{exercise.replace('ID', 'p')}{exercise.replace('ID', 'q')}", "a.yaml")
    lost = Answer("cos(x*y)")
    found = finished(lost, lost, Answer("y cos(x*y)"), lost, SKIP, lesson=lesson)
    mistakes = found.items[0].mistakes
    assert len(mistakes) == 1
    assert found.mistakes == ((mistakes[0], 2),)


def test_what_to_revisit_is_all_that_was_not_right_at_once() -> None:
    assert [item.id for item in finished(WRONG, SKIP, RIGHT, SKIP, THIRD).to_revisit] == ["first", "second"]
    assert finished(RIGHT, SECOND, THIRD).to_revisit == ()
    assert finished(UNREAD, RIGHT, SECOND, THIRD).to_revisit == ()


@pytest.mark.parametrize(
    ("share", "right", "passed"), [(0.7, 7, True), (0.7, 6, False), (0.3, 3, True), (0.1, 1, True), (1.0, 9, False), (1.0, 10, True)]
)
def test_a_share_is_reached_when_it_is_reached_exactly(share: float, right: int, passed: bool) -> None:
    steps = "".join(f"- {{id: q{number}, type: expression, prompt: One?, answer: 1, points: 0.1}}\n" for number in range(10))
    lesson = load(f"format: 1\nid: a\ntitle: A\nsettings: {{pass: {share}}}\nsteps:\n{steps}", "a.yaml")
    assert finished(*[Answer("1")] * right, *[SKIP] * (10 - right), lesson=lesson).passed is passed


def test_a_lesson_of_nothing_but_texts_ends_at_once_and_is_not_passed() -> None:
    lesson = load("format: 1\nid: a\ntitle: A\nsteps:\n- {id: t, type: text, text: Hello.}\n", "a.yaml")
    assert not finished(lesson=lesson).passed


# --- the seed, and lessons that are not sound -------------------------------------------------------------------------------------------

DRAWN = """
format: 1
id: drawn
title: Drawn
steps:
- id: q
  type: derivative
  params: {k: [2, 3, 5]}
  function: k*x^2
  wrt: x
  scaffold: [{ask: 'What comes down with {k}?', function: k*x, wrt: x}]
"""


def test_every_seed_has_its_own_numbers_also_in_smaller_questions() -> None:
    lesson = load(DRAWN, "drawn.yaml")
    for seed in range(12):
        run = LessonRun(lesson, seed)
        k = run.begin()[1][-1].task.exercise.functions[0][0]  # type: ignore[union-attr]
        _, told = after(run, [Answer("x")])
        inside = told[-1]
        assert isinstance(inside, Asked)
        assert (inside.task.exercise.prompt, inside.task.exercise.functions) == (f"What comes down with {k}?", (f"{k}*x",))
        assert isinstance(after(run, [Answer(f"{2 * int(k)}x")])[1][-1], Finished)
    assert len({LessonRun(lesson, seed).begin()[1][-1].task.key for seed in range(12)}) == 3  # type: ignore[union-attr]


def test_an_exercise_without_an_answer_is_a_problem_of_the_lesson_with_its_place() -> None:
    lesson = load("format: 1\nid: a\ntitle: A\nsteps:\n- {id: q, type: derivative, function: frob(x), wrt: x}\n", "a.yaml")
    with pytest.raises(LessonError) as caught:
        LessonRun(lesson).begin()
    (problem,) = caught.value.problems
    assert (caught.value.name, problem.place) == ("a.yaml", (5, 3))
    assert problem.message.startswith("q cannot be answered. ")


def test_an_answer_that_cannot_be_judged_in_time_or_depth_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def judge(text: str) -> Judgement:
        if text == "deep":
            raise RecursionError
        while True:
            pass

    monkeypatch.setattr(feedback, "JUDGING", 0.05)
    monkeypatch.setattr(lesson_run, "make", lambda *asked: replace(tasks.make(*asked), judge=judge))
    state, told = after(LessonRun(small()), [Answer("long"), Answer("deep"), Answer("x" * 10_000)])
    assert [each.verdict for each in state.record("first").tries] == [UNDECIDED, INVALID, UNDECIDED]
    assert [named(each) for each in told] == ["Judged", "first:3+"]


def test_an_exercise_that_takes_too_long_to_make_is_a_problem_of_the_lesson(monkeypatch: pytest.MonkeyPatch) -> None:
    def make(*_: object) -> Task:
        while True:
            pass

    monkeypatch.setattr(lesson_run, "MAKING", 0.05)
    monkeypatch.setattr(lesson_run, "make", make)
    with pytest.raises(LessonError, match=r"^small\.yaml:8:3: first cannot be answered\. Making it takes longer"):
        LessonRun(small()).begin()


# --- any sequence of things said --------------------------------------------------------------------------------------------------------

ALL_TYPES = """
format: 1
id: all-types
title: All types
settings: {attempts: 2, reveal: REVEAL, pass: 0.5}
steps:
- {id: intro, type: text, text: Read this.}
- id: derivative
  type: derivative
  params: {k: [2, 3]}
  function: k*x^2
  wrt: x
  points: 0.1
  explain: Keep this.
  scaffold: [{ask: 'Of x?', function: x, wrt: x}, {ask: 'And k?', answer: '{k}'}]
  mistakes: [{answer: x, say: No.}]
- {id: gradient, type: gradient, function: x*y, wrt: [x, y], points: 0.2}
- {id: watch, type: worked, command: 'partial "x^2" --wrt x'}
- {id: jacobian, type: jacobian, functions: [x*y, x + y], wrt: [x, y]}
- {id: hessian, type: hessian, function: x^2 y, wrt: [x, y]}
- {id: total, type: total, function: x y, wrt: x, given: ['y = x']}
- {id: expression, type: expression, prompt: A square., answer: x^2, hints: [one]}
- {id: number, type: number, prompt: A third., answer: 1/3, tolerance: 0.01}
- {id: choice, type: choice, prompt: Which?, options: [{text: this, correct: yes}, {text: that, because: C}]}
- {id: subdifferential, type: subdifferential, function: 'max(0, x)', at: x=0}
- {id: next-rule, type: next-rule, function: sin(x^2), wrt: x}
- {id: find-the-error, type: find-the-error, function: sin(x^2), wrt: x, mistake: chain.inner_missing}
- {id: descent-step, type: descent-step, function: w^2, from: w=1, rate: 0.1}
- {id: end, type: text, text: Goodbye.}
"""


@cache
def all_types(reveal: str) -> Lesson:
    return load(ALL_TYPES.replace("REVEAL", reveal), "all-types.yaml")


WRONGS = {
    "derivative": "x", "gradient": "[x, y]", "jacobian": "[[y, x], [x, 1]]", "hessian": "[[1, 1], [1, 1]]", "total": "x", "expression": "x",
    "number": "3", "choice": "b", "subdifferential": "[0, 2]", "next-rule": "sum", "find-the-error": "1", "descent-step": "w=2",
}  # fmt: skip
SAYING = st.sampled_from(
    ["right", "right", "wrong", "wrong", "wrong", "unreadable", "undecided", "hint", "why", "show", "skip", "back", "quit"]
)


def meant(said: str, task: Task) -> Said:
    """What is said, to the question that is asked."""
    match said:
        case "right":
            return Answer(task.key)
        case "wrong":
            return Answer(WRONGS[task.exercise.id] if task.exercise.points else "x^7")
        case "unreadable":
            return Answer("((")
    return SAID[said]


def test_the_answers_that_are_given_are_what_they_are_called() -> None:
    run = LessonRun(all_types("never"))
    state, _ = run.begin()
    while not run.is_over(state):
        task = run.task(state)
        verdicts = [task.judge(meant(said, task).text).verdict for said in ("right", "wrong", "unreadable", "undecided")]  # type: ignore[union-attr]
        assert verdicts == [CORRECT, INCORRECT, INVALID, UNDECIDED], task.exercise.id
        state, _ = run.handle(state, SKIP)


def saved_and_read(state: State) -> State:
    """The state after a break."""
    again = from_data(json.loads(json.dumps(as_data(state))))
    assert again is not None
    return again


def grown(before: Record, now: Record) -> bool:
    """Whether nothing is forgotten, and a result that stands still stands."""
    is_kept = now.tries[: len(before.tries)] == before.tries and now.hints >= before.hints and now.opened >= before.opened
    return is_kept and (not before.is_over or (now.outcome, now.tries) == (before.outcome, before.tries))


def check_followed(lesson: Lesson, before: State, said: Said, state: State, told: list[Told]) -> None:
    """What holds after everything that is said."""
    assert told
    assert all(grown(before.record(id), state.record(id)) for id in lesson.ids)
    changed = [id for id in lesson.ids if before.record(id) != state.record(id)]
    assert changed in ([], [lesson.steps[before.at].id] if before.at < len(lesson.steps) else [])
    assert all(record.attempts <= lesson.attempts for record in state.records.values())
    assert result(lesson, state).score <= result(lesson, state).points
    assert state.at == len(lesson.steps) or lesson.steps[state.at].id in lesson.ids
    assert state.inside is None or not state.record(lesson.steps[state.at].id).is_over
    for id in changed if isinstance(told[0], Judged) and told[0].judgement.verdict in (INVALID, UNDECIDED) else ():
        assert (state.record(id).attempts, state.record(id).is_over) == (before.record(id).attempts, before.record(id).is_over)
    if isinstance(said, Answer) and before.at < len(lesson.steps):
        assert isinstance(told[0], Judged)
        assert isinstance(told[-1], Asked | Finished)


@pytest.mark.parametrize("reveal", REVEALS)
@given(words=st.lists(SAYING, max_size=60), seed=st.integers(0, 3), breaks=st.sets(st.integers(0, 60)))
@settings(max_examples=150, deadline=None)
def test_whatever_is_said_in_whatever_order_and_however_often_the_run_is_broken_off(
    reveal: str, words: list[str], seed: int, breaks: set[int]
) -> None:
    lesson = all_types(reveal)
    run = broken = LessonRun(lesson, seed)
    state, _ = run.begin()
    for number, word in enumerate(words):
        said = QUIT if run.is_over(state) else meant(word, run.task(state))
        after_break = saved_and_read(state)
        assert after_break == state
        if number in breaks:
            broken = LessonRun(lesson, seed)
            assert broken.begin(after_break)[0] == state
        followed, told = run.handle(state, said)
        again, told_again = broken.handle(after_break, said)
        assert again == followed
        if said != WHY:  # the reason of an answer that was given for practice is forgotten in a break
            assert list(map(named, told_again)) == list(map(named, told))
        check_followed(lesson, state, said, followed, told)
        state = followed


@pytest.mark.parametrize("reveal", REVEALS)
@given(words=st.lists(SAYING, max_size=80))
@settings(max_examples=100, deadline=None)
def test_every_run_can_be_brought_to_its_end(reveal: str, words: list[str]) -> None:
    lesson = all_types(reveal)
    run = LessonRun(lesson)
    state, _ = run.begin()
    for word in words:
        if not run.is_over(state):
            state, _ = run.handle(state, meant(word, run.task(state)))
    skips = 0
    while not run.is_over(state):
        state, told = run.handle(state, SKIP)
        skips += 1
    assert skips <= len(lesson.ids) + 1  # one more where a smaller question is open
    assert skips == 0 or isinstance(told[-1], Finished)


def test_without_answers_no_points_are_earned_in_any_order() -> None:
    run = LessonRun(all_types("on-request"))
    sayings: list[list[Said]] = [[SKIP], [HINT, SKIP], [SHOW], [SHOW, BACK, SKIP], [WHY, SKIP]]
    for helps in sayings:
        state, _ = run.begin()
        while not run.is_over(state):
            for said in helps:
                state, _ = run.handle(state, said)
        assert (result(run.lesson, state).score, result(run.lesson, state).passed) == (0, False)


def test_places_only_move_to_the_next_question_or_the_one_before() -> None:
    run = LessonRun(all_types("never"))
    questions = [place for place, step in enumerate(run.lesson.steps) if step.id in run.lesson.ids]
    state, _ = run.begin()
    visited = [state.at]
    while not run.is_over(state):
        state, _ = run.handle(state, SKIP)
        visited.append(state.at)
    assert visited == [*questions, len(run.lesson.steps)]
    assert all(run.handle(replace(state, at=later), BACK)[0].at == earlier for earlier, later in pairwise(questions))
