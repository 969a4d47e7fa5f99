"""The quiz: how long the first question and the next ones take. `python -m tests.benchmarks.quiz` prints it."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
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
from tests.benchmarks.learners import DAY, PERSISTENT, Simulated
from tests.benchmarks.timing import WITH_BYTECODE, python

RUNS = 15
QUESTIONS, A_DAY = 300, 10
PARTIAL = python("-m", "pdtutor", "partial", "x^2 y + sin(x y)")
QUIZ = python("-m", "pdtutor", "quiz")


def main() -> None:
    for what, figure, limit in rows():
        print(f"{what:<72} {figure:>22}   at most {limit}", flush=True)


def rows() -> Iterator[tuple[str, str, str]]:
    """What, the figure, the bound aimed at."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        yield "first question of a first quiz / partial", _first_question(home / "new"), "1.3 x"
        seconds = _practise(home / "old" / "practice.db")
        yield f"first question, {QUESTIONS} questions remembered / partial", _first_question(home / "old"), "1.3 x"
    cuts = quantiles(seconds, n=100)
    yield "from an answer to the next question, kept and drawn: median", f"{1000 * median(seconds):.0f} ms", ""
    yield "the same, 95th percentile", f"{1000 * cuts[94]:.0f} ms", "150 ms"
    yield "the same, the longest", f"{1000 * max(seconds):.0f} ms", ""


def _first_question(home: Path) -> str:
    """Until the question is there, in turn with a whole `partial`; what is remembered stays as it is, for nothing is answered."""
    pairs = [(_seen(QUIZ, "Question 1", {"PDTUTOR_HOME": str(home)}), _seen(PARTIAL, "", {})) for _ in range(RUNS + 1)][1:]
    mine, theirs = median(a for a, _ in pairs), median(b for _, b in pairs)
    return f"{mine:.3f}/{theirs:.3f} s {median(a / b for a, b in pairs):.2f} x"


def _seen(command: Sequence[str], text: str, variables: Mapping[str, str]) -> float:
    """Seconds until a text is there; until the end without one."""
    start = perf_counter()
    environment = {**WITH_BYTECODE, **variables}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        seen = b""
        while text.encode() not in seen or not text:
            more = os.read(process.stdout.fileno(), 65_536)
            if not more:
                break
            seen += more
        seconds = perf_counter() - start
        process.kill()
    return seconds


def _practise(file: Path) -> list[float]:
    """Seconds from each answer to what follows on it, of a learner with two persistent mistakes, every record kept in a file."""
    memory, _ = opened(file)
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


if __name__ == "__main__":
    main()
