"""Answers to a quiz that are given beforehand: a file of lines, or one of answers by exercise or in order.

Belongs here: what such a text says, and the learner who is a script. Does not: reading the disk (`cli`), the machine (`quiz_run`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pdtutor.errors import FileError
from pdtutor.practice.answer_file import FORM, document, named
from pdtutor.practice.answer_text import seed_of, tries
from pdtutor.practice.endless import MOST_FRUITLESS, endless
from pdtutor.practice.events import Answer, Judged, Said, Skip
from pdtutor.practice.exercises.generator import Generated
from pdtutor.practice.quiz import events
from pdtutor.practice.quiz.events import Keep, Posed, QuizFinished
from pdtutor.practice.quiz.log import Closed, Record
from pdtutor.practice.quiz.quiz_run import QuizRun
from pdtutor.practice.quiz.results import QuizResult
from pdtutor.practice.state import COUNTING
from pdtutor.practice.words import OF_QUIZ, is_name, said

KEYED = re.compile(r"\s*(\{|(answers|seed|version|lesson|student)\s*:)")
LINES_HINT = "Or write one answer a line, as they would be typed."


@dataclass(frozen=True)
class GivenAnswers:
    """What a text says.

    lines     what is typed in turn, words that are no answers among it
    in_order  for each question in turn, its answers in turn
    by_id     exercise → its answers in turn
    """

    lines: tuple[str, ...] | None = None
    in_order: tuple[tuple[str, ...], ...] | None = None
    by_id: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    seed: int | None = None


def parse(text: str, name: str) -> GivenAnswers:
    """The answers of a text. Raises FileError where it has keys and they say no answers."""
    bare = text.lstrip("\ufeff")
    first = next((line for line in bare.splitlines() if line.strip() and not line.lstrip().startswith("#")), "")
    if not KEYED.match(first) or _is_set(first):
        return GivenAnswers(lines=tuple(line for line in bare.splitlines() if line.strip()))
    with named(name):
        data = document(text, name)
        seed, answers = seed_of(data.get("seed")), data["answers"]
        if isinstance(answers, dict):
            return GivenAnswers(by_id={id: tries(id, value) for id, value in answers.items()}, seed=seed)
        if isinstance(answers, list):
            return GivenAnswers(in_order=tuple(tries(str(place), each) for place, each in enumerate(answers, 1)), seed=seed)
    raise FileError(f"{name} has no answers.", hint=f"{FORM} {LINES_HINT}")


def _is_set(line: str) -> bool:
    """Whether a line that opens a brace is the answer {1}, and no file."""
    return line.strip().startswith("{") and line.rstrip().endswith("}") and ":" not in line


def scripted(run: QuizRun, given: GivenAnswers, keep: Callable[[Record], None], clock: Callable[[], float]) -> QuizResult:
    """The result of answering each question with its answers. What has none left is skipped, and that is not kept.

    Raises UsageError where too many lines in a row are no answer that counts.
    """
    learner = _Script(given)
    state, told = run.begin(clock())
    fruitless = 0
    while not isinstance(told[-1], QuizFinished):
        fruitless = fruitless + 1 if _is_fruitless(told) else 0
        if fruitless >= MOST_FRUITLESS:
            raise endless(fruitless)
        spoken = learner.said(told[-1], state.current.exercise if state.current else None)
        state, told = run.handle(state, spoken, clock())
        for event in told:
            if isinstance(event, Keep) and (not learner.is_silent or _is_answered(event.record)):
                keep(event.record)
    return told[-1].result


def _is_fruitless(told: Sequence[events.QuizTold]) -> bool:
    """Whether the question that is open was put before, and nothing has counted since."""
    is_counted = any(isinstance(event, Judged) and event.judgement.verdict in COUNTING for event in told)
    return not is_counted and not any(isinstance(event, Posed) and not event.is_again for event in told)


def _is_answered(record: Record) -> bool:
    """Whether a question that has no answer left had one before."""
    return isinstance(record, Closed) and record.attempts > 0


def unused(given: GivenAnswers, result: QuizResult) -> tuple[str, ...]:
    """The exercises that answers were given to and that were not asked."""
    asked = {item.id for item in result.items}
    return tuple(id for id in given.by_id if id not in asked)


class _Script:
    """The learner who is a script.

    is_silent  the last question had no answer left
    """

    def __init__(self, given: GivenAnswers) -> None:
        self._given = given
        self._lines = iter(given.lines or ())
        self._questions = iter(given.in_order or ())
        self._waiting: Iterator[str] = iter(())
        self._number = 0
        self.is_silent = False

    def said(self, told: events.QuizTold, exercise: Generated | None) -> Said:
        """What is said to what was told last."""
        if isinstance(told, Posed) and told.number != self._number:
            self._number = told.number
            id = exercise.id if exercise else ""
            self._waiting = iter(self._given.by_id.get(id, ()) if self._given.in_order is None else next(self._questions, ()))
        line = next(self._lines if self._given.lines is not None else self._waiting, None)
        self.is_silent = line is None
        if line is None:
            return Skip()
        is_word = self._given.lines is not None and exercise is not None and not is_name(exercise.task, line)
        spoken = said(line, OF_QUIZ) if is_word else None
        return Answer(line) if spoken is None else spoken
