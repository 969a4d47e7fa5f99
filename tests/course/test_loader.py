"""Lesson files: what they say, and every problem of those that are none, with its line, column and words."""

from __future__ import annotations

from pathlib import Path

import pytest

from pdtutor.course.lesson import ASKED, DERIVED, OTHERS
from pdtutor.course.loader import load
from pdtutor.course.problems import LessonError

SMALL = Path(__file__).parents[1] / "classroom" / "files" / "small.yaml"
HEAD = "format: 1\nid: a\ntitle: A\nsteps:\n"
EMPTY = "format: 1\nid: a\ntitle: A\nsteps: []\n"


def problems(text: str) -> list[tuple[int, int, str]]:
    """Line, column and message of each problem of a file that is no lesson."""
    with pytest.raises(LessonError) as caught:
        load(text, "a.yaml")
    return [(*problem.place, problem.message) for problem in caught.value.problems]


def test_the_small_lesson_is_read_as_it_is_written() -> None:
    lesson = load(SMALL.read_text(encoding="utf-8"), "small.yaml")
    assert (lesson.id, lesson.title, lesson.assume, lesson.attempts) == ("small-lesson", "A small lesson", "t>0", 2)
    assert (
        {exercise.type for exercise in lesson.exercises}
        == {*DERIVED, *ASKED, "subdifferential", "next-rule"}
        <= {*DERIVED, *ASKED, "subdifferential", *OTHERS}
    )
    chain, mixed, there = lesson.exercises[:3]
    assert (chain.functions, chain.wrt, chain.params) == (("exp(k*x*y)",), ("y",), {"k": ("2", "3", "5")})
    assert chain.place == (12, 3)
    assert chain.places["function"] == (15, 13)
    assert set(chain.more) == {"points", "hints", "scaffold", "mistakes", "explain", "tests"}
    assert mixed.order == ("x", "y")
    assert there.at == "x=3, y=2"
    letters = next(exercise for exercise in lesson.exercises if exercise.id == "letters")
    assert [option.is_correct for option in letters.options] == [True, False, True]


@pytest.mark.parametrize("scalar", ["no", "1e-3", "010", "12:30", "y", "null", "~", "0x10", "2026-01-01", "yes", ".inf", "<<", "="])
def test_every_scalar_is_the_text_that_is_written(scalar: str) -> None:
    lesson = load(f"{HEAD}- {{id: q1, type: expression, prompt: What?, answer: {scalar}}}\n", "a.yaml")
    assert lesson.exercises[0].answer == scalar


def test_a_version_changes_with_the_text_alone() -> None:
    one, same, other = (load(text, name).version for text, name in ((EMPTY, "a"), (EMPTY, "b"), (EMPTY + " ", "a")))
    assert one == same != other


STEP = "- {id: q1, type: derivative, function: x^2, wrt: x"
MISSING = "This key is missing here: "
BROKEN: list[tuple[str, list[tuple[int, int, str]]]] = [
    ("", [(1, 1, "The file is empty: a lesson begins with format: 1.")]),
    ("# only a remark\n", [(1, 1, "The file is empty: a lesson begins with format: 1.")]),
    ("- 1\n", [
        (1, 1, "This is no lesson: its keys are format, id, title, license, requires, skills, assume, settings, steps.")
    ]),
    ("format: 1\n", [(1, 1, "These keys are missing here: id, title, steps.")]),
    ("format: 2\nid: a\ntitle: A\nsteps: []\n", [(1, 9, "This version of pdtutor reads format 1.")]),
    ("format: 1\nid: A b\ntitle: A\nsteps: []\n", [(2, 5, "An id is made of small letters, digits and hyphens: chain-rule.")]),
    ("format: 1\nid: a\ntitle:\nsteps: []\n", [(3, 7, "title says nothing. Fill it in, or leave it out.")]),
    ("format: 1\nid: a\ntitle: [A]\nsteps: []\n", [
        (3, 8, "title is one text, not a list or a mapping. Put a text that begins with a bracket in quotes.")
    ]),
    ("format: 1\nid: a\ntitel: A\nsteps: []\n", [
        (1, 1, f"{MISSING}title."),
        (3, 1, "There is no key “titel” here. Did you mean title?"),
    ]),
    ("format: 1\nid: a\ntitle: A\nzzz: A\nsteps: []\n", [
        (4, 1, "There is no key “zzz” here. The keys are format, id, title, license, requires, skills, assume, settings, steps.")
    ]),
    ("format: 1\nid: a\ntitle: A\nid: b\nsteps: []\n", [(4, 1, "The key “id” stands here twice.")]),
    ("format: 1\nid: a\ntitle: A\nsteps: x\n", [
        (4, 8, "steps is a list: each entry begins with a hyphen, or all stand between square brackets.")
    ]),
    ("format: 1\nid: a\ntitle: A\nsettings: {attempts: many}\nsteps: []\n", [
        (4, 22, "How many answers count is a whole number from 1: attempts: 3.")
    ]),
    ("format: 1\nid: a\ntitle: A\nsettings: {tries: 2}\nsteps: []\n", [
        (4, 12, "There is no key “tries” here. The keys are attempts, reveal, pass.")
    ]),
    (f"{HEAD}- why\n", [(5, 3, "A step is written {id: q1, type: derivative, …}.")]),
    (f"{HEAD}- {{id: q1}}\n", [
        (5, 3, "This step says no type. There are text, worked, derivative, gradient, jacobian, hessian, total, expression, number, "
               "choice, subdifferential, next-rule, find-the-error, descent-step.")
    ]),
    (f"{HEAD}- {{id: q1, type: derivativ}}\n", [(5, 18, "There is no type “derivativ”. Did you mean derivative?")]),
    (f"{HEAD}- {{id: q1, type: derivative, function: x^2}}\n", [
        (5, 3, "A derivative needs wrt, the variable, or order, the variables in turn, and not both.")
    ]),
    (f"{HEAD}{STEP}, answr: 2x}}\n", [(5, 53, "There is no key “answr” here. Did you mean answer?")]),
    (f"{HEAD}{STEP}, form: pretty}}\n", [
        (5, 59, "“pretty” is not one of any, expanded, factored, no-negative-powers.")
    ]),
    (f"{HEAD}- {{id: q1, type: derivative, function: x y, wrt: [x, y]}}\n", [
        (5, 50, "A derivative is by one variable; for several there is the type gradient, for a mixed one order: [x, y].")
    ]),
    (f"{HEAD}{STEP}}}\n{STEP}}}\n", [(6, 8, "The id q1 is taken already, in line 5.")]),
    (f"{HEAD}{STEP}, params: {{k: []}}}}\n", [(5, 65, "k is an empty list.")]),
    (f"{HEAD}{STEP}, params: {{2k: [1]}}}}\n", [(5, 62, "“2k” is no name of a parameter. Name it like k or x0.")]),
    (f"{HEAD}{STEP}, params: {{k: [[1]]}}}}\n", [
        (5, 66, "k is a list of texts. Put a text that begins with a bracket in quotes.")
    ]),
    (f"{HEAD}- {{id: q1, type: jacobian, function: x, functions: [x, y]}}\n", [
        (5, 3, "A jacobian needs one function, or functions, a list of outputs, and not both.")
    ]),
    (f"{HEAD}- {{id: q1, type: total, function: x y, wrt: x}}\n", [
        (5, 3, "A total needs given, formulas such as y = x^2, or depends, such as y(x), and not both.")
    ]),
    (f"{HEAD}- {{id: q1, type: number, prompt: How many?, answer: 3, tolerance: small}}\n", [
        (5, 67, "A tolerance is a number: 0.01.")
    ]),
    (f"{HEAD}- {{id: q1, type: choice, prompt: Which?, options: [{{text: this}}, {{text: that, correct: no}}]}}\n", [
        (5, 51, "None of the options is right: write correct: true beside the one that is.")
    ]),
    (f"{HEAD}- {{id: q1, type: choice, prompt: Which?, options: [{{text: this, correct: maybe}}, {{correct: true}}]}}\n", [
        (5, 74, "“maybe” is not one of true, yes, false, no."),
        (5, 82, f"{MISSING}text."),
    ]),
    (f"{HEAD}- {{id: q1, type: expression, answer: x}}\n", [(5, 3, f"{MISSING}prompt.")]),
    (f"{HEAD}- &one {{id: q1, type: text, text: a}}\n- *one\n", [
        (5, 3, "&one names a part for use elsewhere. Leave it out; a text that begins with & needs quotes."),
        (6, 3, "A step is written {id: q1, type: derivative, …}."),
        (6, 3, "*one refers to another part. Write it out; a text that begins with * needs quotes."),
    ]),
    ("format: 1\nid: a\ntitle: !!python/object:os.system A\nsteps: []\n", [
        (3, 8, "A text that begins with ! needs quotes; types are not written here.")
    ]),
    ("format: 1\nid: a\ntitle: a: b\nsteps: []\n", [
        (3, 9, "A colon followed by a space ends a key. Put a text that has one in quotes.")
    ]),
    ("format: 1\nid: a\ntitle: 'A\nsteps: []\n", [(5, 1, "A quotation mark is opened, but never closed.")]),
    ("format: 1\nid: a\ntitle: @A\nsteps: []\n", [
        (3, 8, "No text begins with this character. Put it in quotes; indent with spaces, not tabs.")
    ]),
    ("format: 1\nid: a\ntitle: A\nsteps:\n- id: q1\n\ttype: text\n", [
        (6, 1, "No text begins with this character. Put it in quotes; indent with spaces, not tabs.")
    ]),
    ("format: 1\nid: a\ntitle: A\nsteps: [{id: q1\n", [
        (5, 1, "A bracket opened before this is not closed: a comma or the closing bracket is missing.")
    ]),
    ("format: 1\nid: a\ntitle: A\x1b[31m\nsteps: []\n", [(3, 9, "The control character U+001B has no place in a text.")]),
    ("format: 1\nid: a\ntitle: A\nsteps: []\n---\nformat: 1\n", [(5, 1, "A lesson is one document: leave out the line of dashes.")]),
    ("format: 1\nid: a\ntitle: A\n? [b]\n: c\nsteps: []\n", [
        (4, 3, "A key is a word, not a list or a mapping. Put a text that begins with a bracket in quotes."),
    ]),
    ("format: 1\nid: a\ntitle: A\nskills: " + "[" * 30 + "]" * 30 + "\nsteps: []\n", [
        (4, 28, "Nothing here is nested more than 20 levels deep.")
    ]),
    (f"format: 2\nid: A\ntitle: A\nsteps:\n{STEP}, anser: x}}\n- {{id: q1, type: txt}}\n", [
        (1, 9, "This version of pdtutor reads format 1."),
        (2, 5, "An id is made of small letters, digits and hyphens: chain-rule."),
        (5, 53, "There is no key “anser” here. Did you mean answer?"),
        (6, 18, "There is no type “txt”. Did you mean text?"),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BROKEN)
def test_every_problem_is_said_with_its_place(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert problems(text) == expected


def test_a_problem_is_said_as_editors_read_it() -> None:
    with pytest.raises(LessonError) as caught:
        load("format: 1\nid: a\ntitle:\nsteps: []\n", "lessons/a.yaml")
    assert caught.value.message == "lessons/a.yaml:3:7: title says nothing. Fill it in, or leave it out."


def test_a_file_of_a_million_brackets_is_refused_without_being_built() -> None:
    assert problems("[" * 1_000_001)[0][2] == "The file has 1,000,001 characters; up to 1,000,000 are read."
    assert "nested more than 20 levels" in problems("[" * 100_000 + "]" * 100_000)[0][2]
