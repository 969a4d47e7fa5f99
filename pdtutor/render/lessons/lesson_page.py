"""What a page about a lesson says, whatever its format: the lesson's particulars, its steps, what an exercise asks for one seed.

Belongs here: the words, and which of them there are without the key. Does not: layout (`screen`, `document`, `sheet`), making an exercise
ready (`course.tasks`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from string import ascii_lowercase

from sympy import Expr, Rational

from pdtutor.course.exercise_types import EXERCISE_TYPES
from pdtutor.course.lesson import Exercise, Lesson, Option
from pdtutor.course.tasks import Task
from pdtutor.course.tasks.derived import FORMS
from pdtutor.explain.counts import counted, percent
from pdtutor.explain.phrases import Sentence, say
from pdtutor.notation.writers import UnicodeWriter

REVEALED = {
    "after-attempts": "the derivation is shown after that",
    "on-request": "the derivation is shown on request",
    "never": "the derivation is not shown",
}


class Markup(str):
    """A text of an author, in Markdown; any other text is what it says."""

    __slots__ = ()


@dataclass(frozen=True)
class LessonPage:
    """A lesson with the parameters of one seed.

    tasks    exercise → what it asks
    has_key  the right answers, the reasons behind options and the hints are shown too
    worked   step → what its command shows, as plain text; empty where the page does not say it
    """

    lesson: Lesson
    seed: int
    tasks: Mapping[str, Task]
    has_key: bool = False
    worked: Mapping[str, str] = field(default_factory=dict)

    def number(self, exercise: Exercise) -> int:
        """The exercise's place among the lesson's, from 1."""
        return self.lesson.ids.index(exercise.id) + 1


def particulars(page: LessonPage) -> Iterator[tuple[str, str]]:
    """What there is to know of a lesson before it begins, each by its name."""
    lesson = page.lesson
    yield "Lesson", f"{lesson.id}, version {lesson.version}"
    yield "Licence", lesson.license or ""
    yield "Requires", ", ".join(lesson.requires)
    yield "Skills", ", ".join(lesson.skills)
    yield "Assume", lesson.assume or ""
    yield "Exercises", _exercises(lesson)
    yield "Settings", f"{counted(lesson.attempts, 'attempt')} each; {REVEALED[lesson.reveal]}"
    yield "Seed", _seed(page)


def _exercises(lesson: Lesson) -> str:
    whole = points(sum(exercise.points for exercise in lesson.exercises))
    return f"{len(lesson.exercises)}, for {whole}; {percent(lesson.pass_share)} of them pass" if lesson.exercises else "none"


def points(count: float) -> str:
    """1 point, 2.5 points."""
    return f"{count:g} {'point' if count == 1 else 'points'}"


def _seed(page: LessonPage) -> str:
    is_drawn = any(exercise.params for exercise in page.lesson.exercises)
    return f"{page.seed}, which the numbers are drawn by" if is_drawn else f"{page.seed}; no numbers are drawn in this lesson"


# --- one exercise -----------------------------------------------------------------------------------------------------------------


def kind(exercise: Exercise) -> str:
    """Its type and its points: derivative, 2 points."""
    return f"{exercise.type}, {points(exercise.points)}"


def asked(task: Task) -> list[Markup | Sentence]:
    """What is asked: the author's words, or what is computed; the form that the answer is to have is said in any case."""
    exercise = task.exercise
    form = FORMS.get(exercise.form or "")
    if not exercise.prompt:
        return [task.question]
    return [Markup(exercise.prompt), *([(form,)] if form else [])]


def shown(task: Task) -> tuple[Sentence, ...]:
    """The lines that belong to the question, without the options of a choice."""
    return () if EXERCISE_TYPES[task.exercise.type].is_asked else task.shown


def options(task: Task) -> list[tuple[str, Option]]:
    """The options of a choice by their letters."""
    return list(zip(ascii_lowercase, task.exercise.options, strict=False))


def written(task: Task, sentence: Sentence) -> str:
    """A sentence about a task in Unicode."""
    return say(sentence, UnicodeWriter(task.names))


# --- the key ----------------------------------------------------------------------------------------------------------------------


def key(task: Task) -> str:
    """The right answer as it may be typed; of a number that is worked out, with what it comes to."""
    answer = task.judge(task.key).answer
    if not isinstance(answer, Expr) or not answer.is_number or not answer.is_finite:
        return task.key
    number = f"{float(answer):.10g}"
    is_exact = isinstance(answer, Rational) and Fraction(number) == Fraction(answer.p, answer.q)
    return task.key if number == task.key else f"{task.key} {'=' if is_exact else '≈'} {number}"


def reasons(task: Task) -> list[tuple[str, Markup]]:
    """What the author says to each option, by its letter."""
    return [(letter, Markup(option.because)) for letter, option in options(task) if option.because]


def hints(task: Task) -> list[Markup | Sentence]:
    """The hints in their order: the author's, or else those of the derivation."""
    return [Markup(hint) for hint in task.exercise.hints] or list(task.rungs())
