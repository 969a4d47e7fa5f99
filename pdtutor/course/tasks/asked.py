"""Exercises whose prompt asks and whose answer the file gives: expression, number, choice.

Belongs here: their judges and keys. Does not: judging (`grading.plain`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from string import ascii_lowercase

from sympy import Expr

from pdtutor.calculus.numeric import evaluate
from pdtutor.course.lesson import Exercise
from pdtutor.course.tasks.derived import FORMS, is_same_reading, key, preview
from pdtutor.course.tasks.task import Task
from pdtutor.explain.phrases import Sentence
from pdtutor.grading import plain
from pdtutor.grading.asked import Asked
from pdtutor.grading.results import CORRECT, INCORRECT, Judgement

PART = ("There is more to it: another option is right as well.",)


def expression(exercise: Exercise, assume: str | None) -> Task:
    """An expression equivalent to the answer. Raises TutorError where that cannot be read."""
    form = None if exercise.form == "any" else exercise.form
    expected = (mistake.answer for mistake in exercise.mistakes if mistake.answer is not None)
    known = (*expected, *_formulas(exercise.prompt or ""))
    judge = plain.judge_expression(exercise.answer or "", assume=assume, form=form, also=known)
    asked = judge.asked
    question: Sentence = (FORMS[form],) if form in FORMS else ()
    same, read = partial(is_same_reading, asked), partial(preview, asked)
    return Task(exercise, question, (), judge, exercise.answer or "", same=same, preview=read, names=asked.shown)


def _formulas(prompt: str) -> Iterator[str]:
    """The names in the formulas of a prompt: they may be in an answer, rightly or not."""
    for formula in re.findall(r"`([^`]+)`", prompt):
        yield from re.findall(r"[^\W\d]\w*", formula)


def number(exercise: Exercise, _: str | None) -> Task:
    """A number, exactly the answer or within the tolerance. Raises TutorError where either is no number."""
    answer = exercise.answer or ""
    asked = plain.judge_expression(answer).asked
    judge = plain.judge_number(answer, exercise.tolerance)
    same, read = partial(_is_same_number, asked, exercise.tolerance), partial(preview, asked)
    return Task(exercise, (), (), judge, key(asked), same=same, preview=read, example="0.5")


def _is_same_number(asked: Asked, tolerance: str | None, one: object, other: object) -> bool:
    """Whether two numbers are the same, as far as the tolerance tells them apart."""
    if tolerance is None or not (isinstance(one, Expr) and isinstance(other, Expr) and one.is_number and other.is_number):
        return is_same_reading(asked, one, other)
    return abs(float(evaluate(one, {})) - float(evaluate(other, {}))) <= float(tolerance)


def choice(exercise: Exercise, _: str | None) -> Task:
    """The letters of the right options."""
    right = {letter for letter, option in zip(ascii_lowercase, exercise.options, strict=False) if option.is_correct}
    shown = tuple((f"{letter}) ", option.text) for letter, option in zip(ascii_lowercase, exercise.options, strict=False))
    judge = plain.judge_choice(right, ascii_lowercase[: len(exercise.options)])
    example = "a" if len(right) == 1 else "a, c"
    judged = partial(_judged, exercise, judge, right)
    return Task(exercise, (), shown, judged, ", ".join(sorted(right)), preview=partial(_chosen, exercise, judge), example=example)


def _chosen(exercise: Exercise, judge: plain.Judges, text: str) -> Sentence:
    """The options that the letters stand for. Raises ReadingError where there are none of these."""
    judged = judge(text)
    if judged.error is not None:
        raise judged.error
    assert isinstance(judged.answer, frozenset)
    return ("; ".join(exercise.options[ascii_lowercase.index(letter)].text for letter in sorted(judged.answer)),)


def _judged(exercise: Exercise, judge: plain.Judges, right: set[str], text: str) -> Judgement:
    """The judgement with what the file says of each option that was chosen."""
    judged = judge(text)
    if judged.verdict not in (CORRECT, INCORRECT) or not isinstance(judged.answer, frozenset):
        return judged
    told = judged.answer if judged.verdict == CORRECT else judged.answer - right
    options = dict(zip(ascii_lowercase, exercise.options, strict=False))
    notes: list[Sentence] = [(f"{letter}) {because}",) for letter in sorted(told) if (because := options[letter].because)]
    return replace(judged, notes=tuple(notes or ([PART] if judged.answer < right else [])))
