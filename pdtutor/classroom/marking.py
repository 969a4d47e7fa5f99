"""Marks: what an answer's judgement comes to, in words and ids that can be stored and sent.

Belongs here: one answer marked, the judges that a process keeps ready, what becomes of answers that take too long. Does not: who gave the
answer (`submissions`), which process marks it (`workers`).
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from pdtutor.calculus.deadline import OutOfTime, at_most, or_die
from pdtutor.course.lesson import Exercise
from pdtutor.course.tasks import Judge, judge
from pdtutor.errors import TutorError

if TYPE_CHECKING:
    from pdtutor.grading.results import Judgement

SECONDS = 2.0  # for one answer
PREPARING = 20.0  # seconds to get a judge ready
HOPELESS = 5.0  # times these, after which a worker that cannot be interrupted is ended
JUDGES = 64  # kept ready in each process
DEEPEST_CALLS = 12_000  # as in the program itself: Python's 1,000 are fewer than 200 nested levels of an answer need

_ALONE = Lock()  # the threads of a cluster's worker share mpmath's precision, and must not set it under each other

SKIPPED, UNREADABLE = "skipped", "unreadable"  # verdicts beside those of a judgement: there is no answer; there is no submission


class Found(NamedTuple):
    """A mistake by id and name."""

    id: str
    name: str
    certain: bool = True


@dataclass(frozen=True)
class Mark:
    """The mark of one answer.

    verdict   one of a Judgement's, or SKIPPED
    form      as in a Judgement
    mistakes  those that explain the answer, most specific first
    note      what there is to say, error: what went wrong; empty where there is nothing
    """

    verdict: str
    form: bool | None = None
    mistakes: tuple[Found, ...] = ()
    note: str = ""
    error: str = ""


@dataclass(frozen=True)
class Question:
    """What was asked: an exercise with its parameters' values. Two are the same where their keys are."""

    key: str
    exercise: Exercise = field(compare=False)
    values: Mapping[str, str] = field(compare=False)
    assume: str | None = field(compare=False, default=None)


class Chunk(NamedTuple):
    """Answers to one question, marked together."""

    question: Question
    answers: tuple[str, ...]


class Marked(NamedTuple):
    """The marks of a chunk's answers; `problem` instead where the question itself has no answer, and so the lesson is unsound."""

    marks: tuple[Mark, ...] = ()
    problem: str | None = None


def question(exercise: Exercise, values: Mapping[str, str], assume: str | None) -> Question:
    """The question that an exercise puts with these values."""
    asked = (exercise.type, exercise.functions, exercise.wrt, exercise.order, exercise.at, exercise.given, exercise.depends)
    shown = (exercise.mistake, exercise.start, exercise.rate, exercise.method, exercise.mistakes)
    rest = (exercise.answer, exercise.form, exercise.tolerance, exercise.options, shown, sorted(values.items()), assume, _version())
    return Question(sha256(repr((asked, rest)).encode()).hexdigest(), exercise, values, assume)


@lru_cache(maxsize=1)
def _version() -> str:
    """pdtutor's version: another one may judge otherwise."""
    from importlib.metadata import version

    return version("pdtutor")


def answer_key(asked: Question, answer: str) -> str:
    """What an answer's mark is kept under: the same for the same answer to the same question."""
    return sha256(f"{asked.key}\0{answer}".encode("utf-8", "replace")).hexdigest()[:32]


def mark(chunk: Chunk, is_alone: bool = False) -> Marked:
    """The marks of the answers, in their order.

    is_alone  the process does nothing else and may be ended where it cannot be interrupted
    """
    sys.setrecursionlimit(max(sys.getrecursionlimit(), DEEPEST_CALLS))
    with _ALONE:
        try:
            ready = _ready(chunk.question, is_alone)
        except TutorError as error:
            return Marked(problem=f"{_drawn(chunk.question)}{_words(error)}")
        return Marked(tuple(_marked(answer, ready, is_alone) for answer in chunk.answers))


def _drawn(asked: Question) -> str:
    return f"With {', '.join(f'{name} = {value}' for name, value in asked.values.items())}: " if asked.values else ""


@lru_cache(maxsize=JUDGES)
def _ready(asked: Question, is_alone: bool) -> Judge | Mark:
    """The judge of a question, or the one mark that all answers to it get. Raises TutorError where the question has no answer."""
    try:
        with or_die(PREPARING * HOPELESS) if is_alone else nullcontext():
            return at_most(PREPARING, lambda: judge(asked.exercise, asked.values, asked.assume))
    except OutOfTime:
        return Mark("undecided", error=f"The right answer could not be worked out within {PREPARING:g} seconds.")


def _marked(answer: str, ready: Judge | Mark, is_alone: bool) -> Mark:
    if isinstance(ready, Mark):
        return ready
    try:
        with or_die(SECONDS * HOPELESS) if is_alone else nullcontext():
            return at_most(SECONDS, lambda: of_judgement(ready(answer)))
    except OutOfTime:
        return Mark("undecided", error=f"Judging this answer took longer than {SECONDS:g} seconds.")
    except (RecursionError, MemoryError):
        return Mark("invalid", error="The answer is too large or nested too deeply to be judged.")
    except Exception as error:  # a defect in judging one answer must not cost a class its marks
        return Mark("undecided", error=f"pdtutor failed on this answer: {type(error).__name__}. It is a defect of the program.")


def of_judgement(judgement: Judgement) -> Mark:
    """A judgement as a mark, its sentences said in Unicode."""
    from pdtutor.explain.phrases import say
    from pdtutor.notation.writers import UnicodeWriter

    writer = UnicodeWriter(judgement.shown)
    return Mark(
        judgement.verdict,
        judgement.form,
        tuple(Found(mistake.id, mistake.name, mistake.certain) for mistake in judgement.mistakes),
        " ".join(say(note, writer) for note in judgement.notes),
        _said(judgement.error),
    )


def _said(error: TutorError | None) -> str:
    if error is None:
        return ""
    return f"Character {error.column}: {_words(error)}" if error.column else _words(error)


def _words(error: TutorError) -> str:
    """The message and the mend, as sentences."""
    message = error.message if error.message.endswith((".", "?", "!")) else f"{error.message}."
    return f"{message} {error.hint}" if error.hint else message


def chosen(tries: Sequence[str], marks: Sequence[Mark], attempts: int) -> tuple[str, Mark, str]:
    """Of several answers to one exercise the one that counts, its mark, and which it was.

    The first right one among those that count; an answer that cannot be read costs nothing. Else the last that counts.
    """
    counting = [number for number, found in enumerate(marks) if found.verdict != "invalid"][:attempts]
    right = (number for number in counting if marks[number].verdict == "correct")
    place = next(right, counting[-1] if counting else len(marks) - 1)
    return tries[place], marks[place], f"answer {place + 1} of {len(tries)}" if len(tries) > 1 else ""
