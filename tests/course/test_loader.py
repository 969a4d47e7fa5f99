"""Lesson files: what they say, and every problem of those that are none, with its line, column and words."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pdtutor.course import schema
from pdtutor.course.exercise_types import EXERCISE_TYPES
from pdtutor.course.lesson import Ask, Declared, Exercise, Test, Text, Worked
from pdtutor.course.loader import load, load_bytes
from pdtutor.course.problems import LessonError, Place

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
    assert {exercise.type for exercise in lesson.exercises} == {*EXERCISE_TYPES} - {"find-the-error", "descent-step"}
    chain, mixed, there = lesson.exercises[:3]
    assert (chain.functions, chain.wrt, chain.params) == (("exp(k*x*y)",), ("y",), {"k": ("2", "3", "5")})
    assert chain.place == (12, 3)
    assert chain.places["function"] == (15, 13)
    assert (chain.points, chain.hints, chain.explain) == (1.0, ("…", "…"), "…")
    assert chain.scaffold == (Ask("the inner derivative", Place(21, 14), "k*x*y", "y"),)
    assert chain.mistakes == (
        Declared("chain.inner_missing", Place(23, 5)),
        Declared("own.1", Place(24, 5), answer="k*exp(k*x*y)", say="…"),
    )
    assert chain.tests == (Test("exp(kxy)", "mistake:chain.inner_missing", Place(27, 5)),)
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
INNER_COLON = "A colon followed by a space ends a key. Put a text that has one in quotes; between two keys stands a comma."
APOSTROPHE = "A single quotation mark ends the text here. Inside a text between such marks it is doubled: 'Don''t'."
OPEN = "A bracket opened before this is not closed: a comma or the closing bracket is missing."
KEYED = "{} is text here, but a colon followed by a space makes a key of it. Put a text that has one in quotes."
BRACKETED = "hints is a list of texts. Put a text that begins with a bracket in quotes."
BROKEN_TEXTS = [  # what a colon, an apostrophe or a bracket makes of a text: the step, line, column, what is said
    ("- {id: q1, function: x^2: y, wrt: x}", 5, 25, INNER_COLON),
    ("- {id: q1, hints: [one, 'Look: there', two: three: four]}", 5, 50, INNER_COLON),
    ("- {id: q1 type: derivative}", 5, 15, INNER_COLON),
    ("- {id: q1, hints: ['Don't', two]}", 5, 25, APOSTROPHE),
    ("- id: q1\n  prompt: 'Don't'", 6, 16, APOSTROPHE),
    ("- id: q1\n  hints: [one, two\n  prompt: three", 7, 9, OPEN),
    ("- {id: q1, hints: ['one' two]}", 5, 26, OPEN),
    (f"{STEP}, hints: [look at: this]}}", 5, 61, KEYED.format("hints")),
    ("- id: q1\n  type: derivative\n  function: x\n  wrt: x\n  hints:\n  - look at: this", 10, 5, KEYED.format("hints")),
    ("- id: q1\n  type: derivative\n  function: x\n  wrt: x\n  explain:\n    see: that", 10, 5, KEYED.format("explain")),
    (f"{STEP}, hints: [{{k}}]}}", 5, 61, BRACKETED),
    (f"{STEP}, hints: [[2x, 3]]}}", 5, 61, BRACKETED),
]
BROKEN: list[tuple[str, list[tuple[int, int, str]]]] = [
    ("", [(1, 1, "The file is empty: a lesson begins with format: 1.")]),
    *((f"{HEAD}{step}\n", [(line, column, message)]) for step, line, column, message in BROKEN_TEXTS),
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
    ("format: 1\nid: a\ntitle: 'A\nsteps: []\n", [(3, 8, "A quotation mark is opened, but never closed.")]),
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
        (4, 10, "skills is a list of texts. Put a text that begins with a bracket in quotes."),
        (4, 28, "Nothing here is nested more than 20 levels deep.")
    ]),
    (f"format: 2\nid: A\ntitle: A\nsteps:\n{STEP}, anser: x}}\n- {{id: q1, type: txt}}\n", [
        (1, 9, "This version of pdtutor reads format 1."),
        (2, 5, "An id is made of small letters, digits and hyphens: chain-rule."),
        (5, 53, "There is no key “anser” here. Did you mean answer?"),
        (6, 18, "There is no type “txt”. Did you mean text?"),
    ]),
]  # fmt: skip

NO_LIST = "is a list: each entry begins with a hyphen, or all stand between square brackets."
NO_TEXT = "is one text, not a list or a mapping. Put a text that begins with a bracket in quotes."
NO_TEXTS = "is a list of texts. Put a text that begins with a bracket in quotes."
NOTHING = "says nothing. Fill it in, or leave it out."
TWO_ANSWERS = "A derivative needs wrt, the variable, or order, the variables in turn, and not both."
SCAFFOLD = "A question of a scaffold needs function and wrt, or else answer."
MISTAKE = "A mistake needs use, an id of the catalogue, or else answer, a wrong one, with say, what is said to it."
POINTS = "points is a number from 0 to 1000: points: 2."
SHARE = "pass is the share of the points that passes, a number from 0 to 1: pass: 0.7."
TYPES = (
    "There are text, worked, derivative, gradient, jacobian, hessian, total, expression, number, choice, subdifferential, next-rule, "
    "find-the-error, descent-step."
)
IN_STEPS = [  # steps with a mark before each place where something is wrong, and what is said of it
    ("▸{type: text, text: a}", f"{MISSING}id."),
    ("{id: ▸Q1, type: text, text: a}", "An id is made of small letters, digits and hyphens: q1."),
    ("{id: ▸[q1], type: text, text: a}", f"id {NO_TEXT}"),
    ("▸{id: q1, type: ''}", f"This step says no type. {TYPES}"),
    ("{id: q1, type: ▸[text]}", f"type {NO_TEXT}"),
    ("{id: q1, type: ▸quiz}", f"There is no type “quiz”. {TYPES}"),
    # text and worked
    ("▸{id: q1, type: text}", f"{MISSING}text."),
    ("{id: q1, type: text, text: ▸' '}", f"text {NOTHING}"),
    ("{id: q1, type: text, text: a, ▸points: 1}", "There is no key “points” here. The keys are id, type, text."),
    ("▸{id: q1, type: worked, text: a}", f"{MISSING}command."),
    ("{id: q1, type: worked, command: ▸[partial, x^2]}", f"command {NO_TEXT}"),
    ("{id: q1, type: worked, ▸comand: partial x^2, command: partial x^2}", "There is no key “comand” here. Did you mean command?"),
    # what is asked is computed
    ("▸{id: q1, type: derivative, wrt: x}", f"{MISSING}function."),
    ("▸{id: q1, type: derivative, function: x y, wrt: x, order: [x, y]}", TWO_ANSWERS),
    (
        "{id: q1, type: derivative, function: x y, wrt: ▸'x, y'}",
        "A derivative is by one variable; for several there is the type gradient, for a mixed one order: [x, y].",
    ),
    ("{id: q1, type: next-rule, function: x y, wrt: ▸'x, y'}", "A derivation is by one variable."),
    ("{id: q1, type: find-the-error, function: x y, wrt: ▸x;y, mistake: chain.inner_missing}", "A derivation is by one variable."),
    (
        "{id: q1, type: derivative, function: x y, wrt: x, scaffold: [{ask: a, function: x y, wrt: ▸'x, y'}]}",
        "A smaller question is by one variable.",
    ),
    ("{id: q1, type: derivative, function: x y, order: ▸[]}", "order is an empty list."),
    ("{id: q1, type: derivative, function: x y, order: ▸{x: 1}}", f"order {NO_TEXT}"),
    ("{id: q1, type: derivative, function: x y, order: [x, ▸[y]]}", f"order {NO_TEXTS}"),
    ("{id: q1, type: derivative, function: x, wrt: x, at: ▸3}", "at is a point: x=1, y=2."),
    ("{id: q1, type: derivative, function: x, wrt: x, at: ▸{x: [3]}}", "at is a point: x=1, y=2."),
    ("{id: q1, type: derivative, function: x, wrt: x, form: ▸factord}", (
        "“factord” is not one of any, expanded, factored, no-negative-powers. Did you mean factored?"
    )),
    ("{id: q1, type: gradient, function: ▸[x, y]}", f"function {NO_TEXT}"),
    ("{id: q1, type: gradient, function: x y, ▸order: [x, y]}", (
        "There is no key “order” here. The keys are id, type, prompt, params, points, hints, scaffold, mistakes, explain, tests, function, "
        "wrt, at, answer, form."
    )),
    ("▸{id: q1, type: jacobian}", "A jacobian needs one function, or functions, a list of outputs, and not both."),
    ("{id: q1, type: jacobian, functions: [x, ▸'']}", f"functions {NO_TEXTS}"),
    ("{id: q1, type: hessian, functions: ▸[x, y]}", "A Hessian is of one function."),
    ("▸{id: q1, type: hessian, function: x, functions: [x]}", (
        "A hessian needs one function, or functions, a list of outputs, and not both."
    )),
    ("▸{id: q1, type: total, function: x y, given: y = x}", f"{MISSING}wrt."),
    ("▸{id: q1, type: total, function: x y, wrt: x, given: y = x, depends: y(x)}", (
        "A total needs given, formulas such as y = x^2, or depends, such as y(x), and not both."
    )),
    # what is asked is said
    ("▸{id: q1, type: expression}", "These keys are missing here: prompt, answer."),
    ("{id: q1, type: expression, prompt: Why?, answer: ▸[2x, 3y]}", f"answer {NO_TEXT}"),
    ("▸{id: q1, type: number, prompt: Why?}", f"{MISSING}answer."),
    ("{id: q1, type: number, prompt: Why?, answer: 3, tolerance: ▸-0.1}", (
        "A tolerance says how far off an answer may be, so it is 0 or more."
    )),
    ("{id: q1, type: choice, prompt: Why?, options: ▸because}", f"options {NO_LIST}"),
    ("{id: q1, type: choice, prompt: Why?, options: ▸[]}", "None of the options is right: write correct: true beside the one that is."),
    ("{id: q1, type: choice, prompt: Why?, options: [▸a, {text: b, correct: yes}]}", (
        "This is no option: its keys are text, because, correct."
    )),
    ("{id: q1, type: choice, prompt: Why?, options: ▸[{text: b, ▸corect: yes}]}", (
        "None of the options is right: write correct: true beside the one that is."
    ), "There is no key “corect” here. Did you mean correct?"),
    (f"{{id: q1, type: choice, prompt: Why?, options: ▸[{'{text: a, correct: true}, ' * 27}]}}", "There are letters for 26 options."),
    # the other types
    ("▸{id: q1, type: subdifferential, function: abs(x)}", f"{MISSING}at."),
    ("▸{id: q1, type: next-rule}", "These keys are missing here: function, wrt."),
    ("▸{id: q1, type: find-the-error, function: x, wrt: x}", f"{MISSING}mistake."),
    ("{id: q1, type: find-the-error, function: x, wrt: x, mistake: ▸chain.inner_mising}", (
        "There is no mistake “chain.inner_mising” in the catalogue. Did you mean chain.inner_missing?"
    )),
    ("▸{id: q1, type: descent-step, function: x^2}", "These keys are missing here: from, rate."),
    ("{id: q1, type: descent-step, function: x^2, from: ▸{}, rate: 0.1}", "from is a point: x=1, y=2."),
    ("{id: q1, type: descent-step, function: x^2, from: x=1, rate: ▸[0.1]}", f"rate {NO_TEXT}"),
    ("{id: q1, type: descent-step, function: x^2, from: x=1, rate: 0.1, method: ▸adm}", (
        "“adm” is not one of gd, momentum, nesterov, adagrad, rmsprop, adam. Did you mean adam?"
    )),
    # the keys of every exercise
    (f"{STEP[2:]}, points: ▸-1}}", POINTS),
    (f"{STEP[2:]}, points: ▸1e999}}", POINTS),
    (f"{STEP[2:]}, points: ▸two}}", POINTS),
    (f"{STEP[2:]}, prompt: ▸{{en: Why?}}}}", f"prompt {NO_TEXT}"),
    (f"{STEP[2:]}, explain: ▸}}", f"explain {NOTHING}"),
    (f"{STEP[2:]}, hints: ▸one}}", f"hints {NO_LIST}"),
    (f"{STEP[2:]}, hints: [one, ▸'']}}", f"hints {NO_TEXTS}"),
    (f"{STEP[2:]}, scaffold: [▸{{ask: What?}}]}}", SCAFFOLD),
    (f"{STEP[2:]}, scaffold: [▸{{ask: What?, function: x}}]}}", SCAFFOLD),
    (f"{STEP[2:]}, scaffold: [▸{{ask: What?, answer: 1, wrt: x}}]}}", SCAFFOLD),
    (f"{STEP[2:]}, scaffold: [{{ask: What?, answer: 1}}, ▸{{answer: 1}}]}}", f"{MISSING}ask."),
    (f"{STEP[2:]}, scaffold: [▸What?]}}", "This is no question of a scaffold: its keys are ask, function, wrt, answer."),
    (f"{STEP[2:]}, mistakes: [▸{{answer: x}}]}}", MISTAKE),
    (f"{STEP[2:]}, mistakes: [▸{{use: chain.inner_missing, answer: x, say: No.}}]}}", MISTAKE),
    (f"{STEP[2:]}, mistakes: [▸{{say: No.}}]}}", MISTAKE),
    (f"{STEP[2:]}, mistakes: [{{use: ▸sine}}]}}", "There is no mistake “sine” in the catalogue."),
    (f"{STEP[2:]}, mistakes: ▸{{use: chain.inner_missing}}}}", f"mistakes {NO_LIST}"),
    (f"{STEP[2:]}, tests: [▸{{input: x}}]}}", f"{MISSING}expect."),
    (f"{STEP[2:]}, tests: [▸x]}}", "This is no test: its keys are input, expect."),
    (f"{STEP[2:]}, tests: [{{input: x, expect: ▸corect}}]}}", (
        "“corect” is not one of correct, incorrect, invalid, mistake:<its id>. Did you mean correct?"
    )),
    (f"{STEP[2:]}, tests: [{{input: x, expect: ▸chain.inner_missing}}]}}", (
        "A mistake that is expected is written mistake:chain.inner_missing."
    )),
    (f"{STEP[2:]}, tests: [{{input: x, expect: ▸'mistake:chain.iner_missing'}}]}}", (
        "There is no mistake “chain.iner_missing” in the catalogue. Did you mean chain.inner_missing?"
    )),
    (f"{STEP[2:]}, tests: [{{input: x, expect: ▸mistake:own.1}}]}}", (
        "There is no mistake own.1 in this exercise. None of the mistakes here has an answer."
    )),
    (f"{STEP[2:]}, mistakes: [{{answer: x, say: No.}}], tests: [{{input: x, expect: ▸mistake:own.2}}]}}", (
        "There is no mistake own.2 in this exercise. There is own.1."
    )),
    (f"{STEP[2:]}, params: ▸[k]}}", "params has names, each with the values it is drawn from: k: [2, 3, 5]."),
    (f"{STEP[2:]}, params: {{▸k: [2, 3]}}}}", "k is drawn, but nothing uses it."),
    ("{id: q1, type: derivative, function: c x + cos(x), wrt: x, params: {▸s: [2], c: [3]}}", "s is drawn, but nothing uses it."),
    ("{id: q1, type: derivative, function: x, wrt: x, prompt: k matters, params: {▸k: [2]}}", "k is drawn, but nothing uses it."),
]  # fmt: skip
IN_LESSONS = [  # as above, whole files
    ("▸id: a\ntitle: A\nsteps: []\n", f"{MISSING}format."),
    ("format: ▸one\nid: a\ntitle: A\nsteps: []\n", "This version of pdtutor reads format 1."),
    (f"{EMPTY}license: ▸''\n", f"license {NOTHING}"),
    (f"{EMPTY}assume: ▸[x>0]\n", f"assume {NO_TEXT}"),
    (f"{EMPTY}requires: [b, ▸Power Rule]\n", "An id is made of small letters, digits and hyphens: chain-rule."),
    (f"{EMPTY}requires: [b, ▸a]\n", "A lesson does not come before itself."),
    (f"{EMPTY}skills: ▸{{chain: 1}}\n", f"skills {NO_TEXT}"),
    (f"{EMPTY}skills: [▸Chain]\n", "A skill is named with small letters, digits, hyphens and underscores: chain."),
    (f"{EMPTY}settings: ▸often\n", "This is no mapping of settings: its keys are attempts, reveal, pass."),
    (f"{EMPTY}settings: {{attempts: ▸0}}\n", "How many answers count is a whole number from 1: attempts: 3."),
    (f"{EMPTY}settings: {{pass: ▸70 %}}\n", SHARE),
    (f"{EMPTY}settings: {{pass: ▸1.01}}\n", SHARE),
    (f"{EMPTY}settings: {{reveal: ▸always}}\n", "“always” is not one of after-attempts, on-request, never."),
    (f"{HEAD}- {{id: same, type: text, text: a}}\n- {{type: worked, id: ▸same, command: partial x}}\n", (
        "The id same is taken already, in line 5."
    )),
    ("format: 1\r\nid: a\r\ntitle:▸ \r\nsteps: []\r\n", f"title {NOTHING}"),
    ("format: 1\nid: a\ntitle: θ is 90° 🙂 ▸\u202eback\nsteps: []\n", "The control character U+202E has no place in a text."),
    ("format: 1\nid: a\ntitle: ▸\u2066A\nsteps: []\n", "The control character U+2066 has no place in a text."),
    ('format: 1\nid: a\ntitle: ▸"\\e[31mA"\nsteps: []\n', "The control character U+001B has no place in a text."),
    ('format: 1\nid: a\ntitle: "▸\\sin x"\nsteps: []\n', (
        "Between double quotes a backslash means something else. Use single quotes."
    )),
    (f"{EMPTY}license: ▸!!binary aGk=\n", "A text that begins with ! needs quotes; types are not written here."),
    ("format: 1\nid: a\ntitle: A\nsteps:\n- id: q1\n ▸type: text\n", (
        "This line does not go on with what stands above it. Are its indentation and its quotation marks right?"
    )),
]  # fmt: skip


def broken(text: str, *said: str) -> tuple[str, list[tuple[int, int, str]]]:
    """A text without its marks, and what is expected to be said where they stood."""
    places = [Place(text.count("\n", 0, at) + 1, len(text[:at].rpartition("\n")[2]) + 1) for at, mark in enumerate(text) if mark == "▸"]
    shifted = [(line, column - sum(other.line == line for other in places[:number])) for number, (line, column) in enumerate(places)]
    return text.replace("▸", ""), [(*place, message) for place, message in zip(shifted, said, strict=True)]


MARKED = [broken(f"{HEAD}- {step}\n", *said) for step, *said in IN_STEPS] + [broken(text, *said) for text, *said in IN_LESSONS]


@pytest.mark.parametrize(("text", "expected"), [*BROKEN, *MARKED])
def test_every_problem_is_said_with_its_place(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert problems(text) == expected


def test_a_problem_is_said_as_editors_read_it() -> None:
    with pytest.raises(LessonError) as caught:
        load("format: 1\nid: a\ntitle:\nsteps: []\n", "lessons/a.yaml")
    assert caught.value.message == "lessons/a.yaml:3:7: title says nothing. Fill it in, or leave it out."


def test_a_file_of_a_million_brackets_is_refused_without_being_built() -> None:
    assert problems("[" * 1_000_001)[0][2] == "The file has 1,000,001 characters; up to 1,000,000 are read."
    assert "nested more than 20 levels" in problems("[" * 100_000 + "]" * 100_000)[0][2]


EVERYTHING = """\
format: 1
id: all-keys
title: Every key
license: CC-BY-4.0
requires: [one, two-b]
skills: [chain, constant_multiple]
assume: x>0
settings: {attempts: 5, reveal: never, pass: 0.25}
steps:
- {id: read, type: text, text: A *slope*.}
- {id: watch, type: worked, command: partial x^2, text: Look.}
- id: step
  type: descent-step
  prompt: Where to?
  params: {k: [2, -1/2], m: 3}
  function: k m w^2
  from: {w: 1, b: 1e-3}
  rate: 0.1
  method: adam
  at: y=5
  answer: w=1
  points: 0
  hints: [first, second]
  scaffold:
  - {ask: Which slope?, function: w^2, wrt: w}
  - {ask: How far?, answer: 0.1}
  mistakes:
  - {answer: w=2, say: Too far.}
  - {use: sign.negative, say: Downhill.}
  - {answer: w=3, say: Much too far.}
  explain: It goes down.
  tests:
  - {input: w=3, expect: mistake:own.2}
- {id: error, type: find-the-error, function: sin(x^2), wrt: x, mistake: chain.inner_missing}
- {id: total, type: total, function: x y z, wrt: [x], depends: ['y(x)', 'z(x)'], form: factored}
- {id: rest, type: number, prompt: What?, answer: 1/3, tolerance: 1e-2}
"""


def test_every_key_gets_where_it_belongs() -> None:
    lesson = load(EVERYTHING, "all.yaml")
    assert (lesson.license, lesson.requires, lesson.skills) == ("CC-BY-4.0", ("one", "two-b"), ("chain", "constant_multiple"))
    assert (lesson.assume, lesson.attempts, lesson.reveal, lesson.pass_share) == ("x>0", 5, "never", 0.25)
    assert lesson.places["requires"] == (5, 11)
    told, watched, step, error, total, number = lesson.steps
    assert told == Text("read", "A *slope*.", Place(10, 3))
    assert watched == Worked("watch", "partial x^2", Place(11, 3), "Look.")
    assert isinstance(step, Exercise)
    assert (step.functions, step.start, step.rate, step.method) == (("k m w^2",), "w=1, b=1e-3", "0.1", "adam")
    assert (step.at, step.answer, step.points, step.hints) == ("y=5", "w=1", 0, ("first", "second"))
    assert (step.prompt, step.params, step.explain) == ("Where to?", {"k": ("2", "-1/2"), "m": ("3",)}, "It goes down.")
    assert step.scaffold == (Ask("Which slope?", Place(25, 5), "w^2", "w"), Ask("How far?", Place(26, 5), answer="0.1"))
    assert [(mistake.id, mistake.answer, mistake.say) for mistake in step.mistakes] == [
        ("own.1", "w=2", "Too far."),
        ("sign.negative", None, "Downhill."),
        ("own.2", "w=3", "Much too far."),
    ]
    assert step.tests == (Test("w=3", "mistake:own.2", Place(33, 5)),)
    assert set(step.places) == {*re.findall("^  ([a-z]+):", EVERYTHING, re.MULTILINE), "id"}
    assert (step.places["rate"], step.places["tests"]) == ((18, 9), (33, 3))
    assert isinstance(error, Exercise)
    assert (error.mistake, error.wrt) == ("chain.inner_missing", ("x",))
    assert isinstance(total, Exercise)
    assert (total.depends, total.form, total.points) == (("y(x)", "z(x)"), "factored", 1)
    assert isinstance(number, Exercise)
    assert number.tolerance == "1e-2"


@pytest.mark.parametrize(
    ("param", "rest"),
    [
        ("k", "function: exp(kx), wrt: x"),
        ("k", "function: 3k x, wrt: x"),
        ("c", "function: c cos x, wrt: x"),
        ("v", "function: x y, wrt: v"),
        ("a", "function: x, wrt: x, at: {x: a}"),
        ("a", "function: x y, wrt: x, at: {a: 1}"),
        ("k", "function: x, wrt: x, prompt: 'Take {k}.'"),
        ("k", "function: x, wrt: x, hints: ['Take {k}.']"),
        ("k", "function: x, wrt: x, scaffold: [{ask: What?, answer: k}]"),
        ("k", "function: x, wrt: x, mistakes: [{answer: sin kx, say: No.}]"),
        ("k", "function: x, wrt: x, tests: [{input: '(kx', expect: invalid}, {input: k, expect: incorrect}]"),
    ],
)
def test_a_parameter_is_used_wherever_it_would_be_put_in(param: str, rest: str) -> None:
    lesson = load(f"{HEAD}- {{id: q1, type: derivative, params: {{{param}: [2, 3]}}, {rest}}}\n", "a.yaml")
    assert lesson.exercises[0].params == {param: ("2", "3")}


# --- files of every kind --------------------------------------------------------------------------------------------------------------


def refused(content: bytes) -> tuple[int, int, str]:
    with pytest.raises(LessonError) as caught:
        load_bytes(content, "a.yaml")
    (problem,) = caught.value.problems
    return (*problem.place, problem.message)


def test_a_file_may_end_its_lines_as_on_any_system_and_begin_with_a_byte_order_mark() -> None:
    plain = load(EVERYTHING, "a.yaml")
    content = EVERYTHING.encode()
    for other in (content, content.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + content, b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n")):
        assert load_bytes(other, "a.yaml") == plain


def test_what_is_no_text_is_refused_at_its_first_byte() -> None:
    said = "The byte {} stands for no text in UTF-8. Save the file as UTF-8."
    assert refused("format: 1\nid: a\ntitle: Über θ".encode() + b"\xe9\n") == (3, 14, said.format("E9"))
    assert refused(b"\xef\xbb\xbftitle: \xc3(\n") == (1, 8, said.format("C3"))
    assert refused(EMPTY.encode("utf-16")) == (1, 1, said.format("FF"))
    assert refused(b"title: \x00\n") == (1, 8, "The control character U+0000 has no place in a text.")


def test_a_file_that_is_too_long_is_not_even_decoded() -> None:
    assert refused(b"\xff" * 1_000_001) == (1, 1, "The file has 1,000,001 bytes; up to 1,000,000 are read.")


def test_markup_and_joiners_are_text() -> None:
    text = "[bold]no[/bold] \u200d\u2060 [link=x]here[/link] \\[red]"
    lesson = load(f"{HEAD}- {{id: t, type: text, text: '{text}'}}\n", "a.yaml")
    assert lesson.steps == (Text("t", text, Place(5, 3)),)


def test_a_file_of_nothing_but_problems_is_refused_with_the_first_thousand() -> None:
    with pytest.raises(LessonError) as caught:
        load(HEAD + "- {type: derivativ}\n" * 40_000, "a.yaml")
    assert len(caught.value.problems) == 1_000
    assert caught.value.message.endswith("\n… and 900 more.")


def test_references_that_multiply_are_not_followed() -> None:
    text = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in pairwise("abcdefghijklmnopqrstuvwxyz"))
    said = [message for _, _, message in problems(text)]
    assert sum("refers to another part" in message for message in said) == 50


SCALARS = st.sampled_from(["", "a", "1", "x^2", "x=1", "derivative", "choice", "yes", "own.1", "mistake:own.1", "chain.inner_sign"])
NAMES = st.sampled_from(
    ["use", "say", "k", "2k", *sorted({key for model in (*schema.STEPS.values(), schema.LessonKeys) for key in schema.keys_of(model)})]
)
ANYTHING = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4), max_leaves=12)
STEPS = st.fixed_dictionaries({"id": st.just("q1") | ANYTHING, "type": st.sampled_from([*schema.STEPS, "essay"])}).flatmap(
    lambda step: st.dictionaries(NAMES, ANYTHING, max_size=8).map(lambda more: {**more, **step})
)


@given(st.dictionaries(NAMES, ANYTHING) | st.lists(STEPS).map(lambda steps: {"format": "1", "id": "a", "title": "A", "steps": steps}))
def test_whatever_a_file_says_is_a_lesson_or_has_problems_in_our_words_at_a_place_in_it(data: object) -> None:
    text = yaml.safe_dump(data, allow_unicode=True)
    try:
        assert load(text, "a.yaml").id == "a"
    except LessonError as error:
        lines = text.split("\n")
        for place, code, message in error.problems:
            assert 1 <= place.line <= len(lines)
            assert 1 <= place.column <= len(lines[place.line - 1]) + 1
            assert code in ("yaml", "value", "type", "missing_key", "unknown_key", "duplicate_key")
            assert not re.search("Input|Field|Unable|not permitted|expected tags|Keys|no_text|blank|empty_list|no_point", message)
