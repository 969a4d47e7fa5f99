"""Questions remembered: what 100 to 100,000 of them cost a quiz and `progress`.

Belongs here: the records of years, made up, in a real file. Does not: what a question costs otherwise (`quiz`).
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial as bound
from io import StringIO
from itertools import count
from pathlib import Path
from random import Random
from time import time as now

from pdtutor.cli.app import run
from pdtutor.cli.environment import Environment
from pdtutor.grading.results import CORRECT, INCORRECT
from pdtutor.practice.exercises.skills import SKILLS
from pdtutor.practice.memory.opening import opened
from pdtutor.practice.memory.transfer import exported
from pdtutor.practice.quiz.choosing import Settings
from pdtutor.practice.quiz.learner import replayed
from pdtutor.practice.quiz.log import WEAKEST, Answered, Closed, History, Put
from pdtutor.practice.quiz.quiz_run import QuizRun
from tests.benchmarks.rows import Aim, Row, growth, time
from tests.benchmarks.timing import Effort, once, seconds_of

SIZES = (100, 1_000, 10_000, 100_000)
A_DAY = 20  # questions
DAY = 86_400.0
MISTAKES = ("chain.inner_missing", "product.one_term", "sign.negative", "power.exponent_not_reduced")


def rows(effort: Effort) -> Iterator[Row]:
    """Merging, replaying, showing and exporting, which read all records; beginning a quiz, whose file is looked over; keeping an answer."""
    with tempfile.TemporaryDirectory() as folder:
        homes = {n: Path(folder) / str(n) for n in effort.sizes(*SIZES)}
        yield growth("records merged into a new memory", {n: once(bound(_fill, home, n)) for n, home in homes.items()})
        yield growth("a learner replayed from the records", {n: seconds_of(bound(replayed, remembered(n).closed)) for n in homes})
        for words in (("progress",), ("progress", "--format", "json"), ("progress", "export", "-")):
            yield growth(f"pdtutor {' '.join(words)}", {n: seconds_of(bound(_run, home, *words)) for n, home in homes.items()})
        yield growth("records written to a document", {n: seconds_of(bound(exported, remembered(n))) for n in homes})
        yield growth("a quiz begun, its file looked over", {n: seconds_of(bound(_begun, home)) for n, home in homes.items()})
        yield _beside("an answer kept", homes, _kept)


def remembered(n: int) -> History:
    """n questions of a learner who gets two of three right, a few a day until now."""
    random, begun = Random(n), now() - n / A_DAY * DAY
    closed = tuple(_closed(k, begun + k / A_DAY * DAY, random) for k in range(n))
    answers = (Answered(each.question, 1, "2x", each.outcome, each.made, each.at) for each in closed)
    return History(tuple(answers), closed)


def _closed(number: int, at: float, random: Random) -> Closed:
    skill, level = random.choice(tuple(SKILLS)), random.randint(1, 5)
    put = Put(
        f"s{number // A_DAY}-{number % A_DAY}", f"s{number // A_DAY}", f"{skill}:{level}:{number}", skill, level, "derivative", WEAKEST, at
    )
    if random.random() < 0.67:
        return Closed(put, CORRECT, 1, 0, (), MISTAKES[:1], at + 20, 20.0)
    return Closed(put, INCORRECT, 2, 1, (random.choice(MISTAKES),), (), at + 40, 40.0)


def _fill(home: Path, n: int) -> None:
    with closing(opened(home / "practice.db").memory) as memory:
        memory.merge(remembered(n))


def _run(home: Path, *words: str) -> None:
    environment = Environment(stdin=StringIO(), stdout=StringIO(), stderr=StringIO(), variables={"PDTUTOR_HOME": str(home)})
    assert run(words, environment) == 0


def _begun(home: Path) -> None:
    with closing(opened(home / "practice.db").memory) as memory:
        QuizRun("benchmark", 1, Settings(count=5), memory.learner()).begin(now())


def _kept(home: Path) -> Callable[[], object]:
    memory, later, random = opened(home / "practice.db").memory, count(1), Random(1)
    return lambda: memory.keep(_closed(10**7 + (number := next(later)), now() + 100.0 * number, random))  # each after the one before


def _beside(what: str, homes: dict[int, Path], work: Callable[[Path], Callable[[], object]]) -> Row:
    """What is to cost the same, however much is remembered: the most over the least remembered."""
    seconds = {n: seconds_of(work(home)) for n, home in homes.items()}
    least, most = min(seconds), max(seconds)
    ratio = seconds[most] / seconds[least]
    return Row(f"{what}, {most:,} remembered", time(seconds[most]), ratio, "x", f"{least:,} remembered: {time(seconds[least])}", Aim(1.5))
