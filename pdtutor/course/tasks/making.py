"""From an exercise to its task, whatever its type.

Belongs here: putting parameters in, choosing what a type needs, and the author's own mistakes. Does not: any one type.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from importlib import import_module

from pdtutor.course.exercise_types import EXERCISE_TYPES
from pdtutor.course.lesson import Ask, Declared, Exercise
from pdtutor.course.parameters import Values, with_values
from pdtutor.course.tasks.task import Judge, Task
from pdtutor.explain.mistakes.catalogue import CATALOGUE
from pdtutor.grading.results import CORRECT, INCORRECT, Judgement, Mistake

OWN = "An expected mistake"


def make(exercise: Exercise, values: Values, assume: str | None = None) -> Task:
    """The task that an exercise puts with these values of its parameters.

    Raises TutorError where the exercise has no answer: its function cannot be read, has no derivative there, …
    """
    ready = with_values(exercise, values)
    module, name = EXERCISE_TYPES[ready.type].task
    maker: Callable[[Exercise, str | None], Task] = getattr(import_module(f"pdtutor.course.tasks.{module}"), name)
    task = maker(ready, assume)
    return replace(task, judge=_Judging(task)) if ready.mistakes or ready.form not in (None, "any") else task


def judge(exercise: Exercise, values: Values, assume: str | None = None) -> Judge:
    """The judge of an exercise whose parameters have these values. Raises TutorError as `make` does."""
    return make(exercise, values, assume).judge


def of_ask(ask: Ask, within: Exercise, assume: str | None = None) -> Task:
    """The task that a smaller question is. Raises TutorError as `make` does."""
    kind = "derivative" if ask.function else "expression"
    functions, wrt = ((ask.function,) if ask.function else ()), ((ask.wrt,) if ask.wrt else ())
    exercise = Exercise(within.id, kind, ask.place, prompt=ask.ask, functions=functions, wrt=wrt, answer=ask.answer, points=0)
    return make(exercise, {}, assume)


class _Judging:
    """The judge of a task as its author wants it: a wrong answer that is expected gets what the author says to it, and a right value in
    another form than the one asked for is not yet the answer.
    """

    def __init__(self, task: Task) -> None:
        self.task = task
        self.declared = {each.id: each for each in task.exercise.mistakes if each.answer is None}

    def __call__(self, text: str) -> Judgement:
        judged = self.task.judge(text)
        if judged.verdict == CORRECT and judged.form is False:
            return self._of_other_form(judged)
        if judged.verdict != INCORRECT:
            return judged
        own = next((each for each, expected in self.expected if self._is_it(expected, judged)), None)
        if own is not None:
            others = tuple(dict.fromkeys(id for mistake in judged.mistakes for id in (mistake.id, *mistake.also)))
            return replace(judged, mistakes=(Mistake(own.id, OWN, (own.say or "",), others),))
        return replace(judged, mistakes=_as_declared(judged.mistakes, self.declared)) if self.declared else judged

    def _of_other_form(self, judged: Judgement) -> Judgement:
        own = next((each for each, expected in self.expected if expected.form is False and expected.verdict == CORRECT), None)
        mistakes = () if own is None else (Mistake(own.id, OWN, (own.say or "",)),)
        return replace(judged, verdict=INCORRECT, proof=None, mistakes=mistakes)

    @cached_property
    def expected(self) -> tuple[tuple[Declared, Judgement], ...]:
        """The author's own wrong answers as they are judged, once for all answers."""
        own = ((each, each.answer) for each in self.task.exercise.mistakes if each.answer is not None)
        return tuple((each, self.task.judge(answer)) for each, answer in own)

    def _is_it(self, expected: Judgement, judged: Judgement) -> bool:
        return judged.answer is not None and self.task.same(expected.answer, judged.answer)


def _as_declared(mistakes: tuple[Mistake, ...], declared: Mapping[str, Declared]) -> tuple[Mistake, ...]:
    """The mistakes that the author expects, in the author's words; of the others those in entries where none of these is."""
    expected = {mistake: found for mistake in mistakes if (found := _declared(mistake, declared)) is not None}
    places = {mistake.place for mistake in expected}
    kept = (mistake for mistake in mistakes if mistake in expected or mistake.place not in places)
    return tuple(_worded(mistake, expected[mistake]) if mistake in expected else mistake for mistake in kept)


def _declared(mistake: Mistake, declared: Mapping[str, Declared]) -> Declared | None:
    return next((declared[id] for id in (mistake.id, *mistake.also) if id in declared), None)


def _worded(mistake: Mistake, declared: Declared) -> Mistake:
    """The mistake as the one that the author has something to say to."""
    if declared.say is None:
        return mistake
    also = tuple(id for id in (mistake.id, *mistake.also) if id != declared.id)
    name = CATALOGUE[declared.id].name
    return replace(mistake, id=declared.id, name=name, explanation=(declared.say,), also=also, certain=True)
