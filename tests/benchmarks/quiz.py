"""The quiz: how long the first question and the next ones take.

Belongs here: what a learner waits for. Does not: how it grows with what is remembered (`growth.memory`), how well it teaches (`learners`).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import perf_counter, time

from pdtutor.cli.environment import Environment
from pdtutor.practice.events import Answer
from pdtutor.practice.memory.opening import opened
from pdtutor.practice.quiz.choosing import Settings
from pdtutor.practice.quiz.events import Keep
from pdtutor.practice.quiz.learner import Learner
from pdtutor.practice.quiz.quiz_run import QuizRun
from pdtutor.render.quiz.quiz_view import view
from tests.benchmarks.functions import TEXT
from tests.benchmarks.learners import DAY, PERSISTENT, Simulated
from tests.benchmarks.rows import Aim, Row, over
from tests.benchmarks.rows import time as shown
from tests.benchmarks.timing import Effort, in_turn, pdtutor

QUESTIONS, A_DAY = 300, 10
PARTIAL = pdtutor("partial", TEXT)


def rows(effort: Effort) -> Iterator[Row]:
    """The first question over a whole `partial`, then how long the next ones take."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        yield _first_question("the first question of a first quiz", home / "new", effort)
        seconds = _practise(home / "old" / "practice.db")
        yield _first_question(f"the same, {QUESTIONS} questions remembered", home / "old", effort)
    late = quantiles(seconds, n=100)[94]
    yield Row("from an answer to the next question, median", shown(median(seconds)))
    yield Row("the same, 95th percentile", shown(late), 1000 * late, "ms", "", Aim(150, "ms"))
    yield Row("the same, the longest", shown(max(seconds)))


def _first_question(what: str, home: Path, effort: Effort) -> Row:
    """Until the question is there; what is remembered stays as it is, for nothing is answered."""
    quiz = pdtutor("quiz", variables={"PDTUTOR_HOME": str(home)})
    return over(what, in_turn(lambda: quiz.seconds_until("Question 1"), PARTIAL.seconds, effort.runs), "partial", 1.3)


def _practise(file: Path) -> list[float]:
    """Seconds from each answer to what follows on it, of a learner with two persistent mistakes, every record kept in a file."""
    memory = opened(file).memory
    simulated = Simulated(Random("benchmark"), PERSISTENT[0])
    environment = Environment(stdout=StringIO())
    seconds: list[float] = []
    for day in range(QUESTIONS // A_DAY):
        at = time() - (QUESTIONS // A_DAY - day) * DAY
        run = QuizRun(f"day {day}", day, Settings(count=A_DAY), memory.learner() if day else Learner())
        state, _ = run.begin(at)
        while (current := state.current) is not None:
            at += 30
            for answer in simulated.answers(current.put.skill, current.put.level, current.exercise.task, at):
                start = perf_counter()
                state, told = run.handle(state, Answer(answer), at)
                for event in told:
                    if isinstance(event, Keep):
                        memory.keep(event.record)
                for event in told:
                    if not isinstance(event, Keep):
                        environment.drawn(view(event))
                seconds.append(perf_counter() - start)
                if state.current is None or state.current.put.id != current.put.id:
                    break
    memory.close()
    return seconds
