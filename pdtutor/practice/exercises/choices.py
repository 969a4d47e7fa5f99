"""A question as a choice: the right answer among wrong ones that mistakes lead to.

Belongs here: choosing the wrong answers, and the judge of a letter. Does not: the wrong ways themselves (`grading.mistakes`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from string import ascii_lowercase

from sympy import Expr, expand_mul
from sympy.core.function import AppliedUndef

from pdtutor.calculus.tidy import tidy_expression
from pdtutor.course.lesson import Option
from pdtutor.course.tasks import Task
from pdtutor.errors import ReadingError, TutorError
from pdtutor.explain.phrases import Sentence, say
from pdtutor.grading import answers, plain
from pdtutor.grading.asked import Asked
from pdtutor.grading.judge import Judge
from pdtutor.grading.results import CORRECT, INCORRECT, INVALID, Judgement
from pdtutor.notation.calls import CALLS
from pdtutor.notation.writers import PlainWriter, UnicodeWriter
from pdtutor.practice.exercises.fitness import size
from pdtutor.practice.exercises.shapes import shuffled

OPTIONS = 4
CHOOSE = "Choose one."
FUNCTIONS = frozenset(CALLS)
LARGER = 4  # so many names and numbers more than the right answer a wrong one may have
UNLIKELY = ("question.function", "question.formula", "question.gradient", "implicit.inverse")  # to be chosen by anybody


@dataclass(frozen=True)
class _Choice:
    """One option: the answer, how it is judged, how it looks."""

    answer: str
    judged: Judgement
    shown: Sentence


def as_choice(task: Task, random: Random) -> Task | None:
    """The task with its answers to choose from; None where too few mistakes can be made in it."""
    assert isinstance(task.judge, Judge)
    asked = task.judge.asked
    if asked.point or asked.entries[0].function.atoms(AppliedUndef):  # the right one would be told by its form: a short number, an f′
        return None
    key = _shortest(asked, task.computed or task.key)
    right = _Choice(key, task.judge(key), task.preview(key))
    wrong: list[_Choice] = []
    for choice in _wrong(task, size(key) + LARGER, random):
        if not any(task.same(choice.judged.answer, other.judged.answer) for other in wrong):
            wrong.append(choice)
        if len(wrong) == OPTIONS - 1:
            break
    return _with(task, shuffled([*wrong, right], random)) if len(wrong) == OPTIONS - 1 else None


def _wrong(task: Task, largest: int, random: Random) -> Iterator[_Choice]:
    """Wrong answers in random order, each the outcome of a mistake that it is recognised by, none told from the right one by its names."""
    assert isinstance(task.judge, Judge)
    names = _names(task.key)
    ways = {way.answer: way for way in task.ways() if size(way.answer) <= 3 * largest and not any(id in UNLIKELY for id in way.ids)}
    for way in shuffled(list(ways), random):
        try:
            answer = _shortest(task.judge.asked, way)
        except TutorError:  # a wrong way may lead to what is no real number
            continue
        if size(answer) <= largest and _names(answer) == names:
            judged = task.judge(answer)
            if judged.verdict == INCORRECT and judged.mistakes:
                yield _Choice(answer, judged, task.preview(answer))


def _names(answer: str) -> tuple[bool, bool]:
    """Whether an answer has variables, and whether π."""
    words = set(re.findall(r"[^\W\d]\w*", answer))
    return bool(words - FUNCTIONS - {"e", "pi"}), "pi" in words


def _shortest(asked: Asked, text: str) -> str:
    """An answer as it is shortest: as it stands, multiplied out, or tidied as every derivative is. Raises TutorError where it is none."""
    answer = answers.read(text, asked)
    pairs = zip(answer.expressions, asked.entries, strict=True)
    cells = [_entry(each, entry.order[-1], PlainWriter(asked.shown)) for each, entry in pairs]
    whole = f"[{', '.join(cells)}]" if answer.shape else cells[0]
    return min((text, whole), key=size)


def _entry(expression: Expr, wrt: Expr, writer: Callable[[Expr], str]) -> str:
    forms = (expression, expand_mul(expression), tidy_expression(expression, wrt))
    return min(map(writer, forms), key=size)


def _with(task: Task, choices: list[_Choice]) -> Task:
    writer = UnicodeWriter(task.names)
    options = tuple(Option(say(each.shown, writer), each.judged.verdict == CORRECT) for each in choices)
    lines = tuple((f"{letter}) ", *each.shown) for letter, each in zip(ascii_lowercase, choices, strict=False))
    right = next(letter for letter, each in zip(ascii_lowercase, choices, strict=False) if each.judged.verdict == CORRECT)
    return replace(
        task,
        exercise=replace(task.exercise, type="choice", options=options, prompt=_choosing(task.exercise.prompt)),
        question=(*task.question, f" {CHOOSE}"),
        shown=(*task.shown, *lines),
        judge=ChoiceJudge(task, tuple(each.judged for each in choices)),
        key=right,
        same=lambda one, other: one == other,
        preview=lambda text: _previewed(task, choices, text),
        ways=lambda: (),
        shows=lambda: tuple(frozenset(_ids(each.judged)) for each in choices if each.judged.verdict == INCORRECT),
        example="a",
    )


def _previewed(task: Task, choices: Sequence[_Choice], text: str) -> Sentence:
    """The option that a letter stands for, or the answer as it is read. Raises TutorError where it is neither."""
    chosen = plain.judge_choice(set(), ascii_lowercase[: len(choices)])(text)
    if isinstance(chosen.answer, frozenset) and len(chosen.answer) == 1:
        return choices[ascii_lowercase.index(next(iter(chosen.answer)))].shown
    return () if chosen.verdict != INVALID else task.preview(text)


def _choosing(prompt: str | None) -> str | None:
    return prompt and f"{prompt} {CHOOSE}"


def _ids(judged: Judgement) -> list[str]:
    return [id for mistake in judged.mistakes for id in (mistake.id, *mistake.also)]


@dataclass(frozen=True)
class ChoiceJudge:
    """Judges a letter as the answer that it stands for; that answer itself may be typed as well."""

    task: Task
    judged: tuple[Judgement, ...]

    def __call__(self, text: str) -> Judgement:
        """The judgement of what was chosen."""
        letters = ascii_lowercase[: len(self.judged)]
        chosen = plain.judge_choice(set(), letters)(text)
        if chosen.verdict != INVALID and isinstance(chosen.answer, frozenset):
            return self._of(chosen.answer, chosen)
        typed = self.task.judge(text)
        if typed.verdict != INVALID:
            return typed
        mend = f"Type one of {', '.join(letters)}; the answer that it stands for may be typed as well."
        error = ReadingError(f"There are {len(letters)} answers to choose from.", hint=mend, text=text, column=1 if text else None)
        return replace(chosen, error=error)

    def _of(self, letters: frozenset[str], chosen: Judgement) -> Judgement:
        if len(letters) > 1:
            return replace(chosen, verdict=INCORRECT, notes=(("One of them is right, and no more.",),))
        return self.judged[ascii_lowercase.index(next(iter(letters)))]
