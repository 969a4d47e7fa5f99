"""Lessons: listing, checking and running them, whole processes.

Belongs here: lesson files. Does not: classes (`grading`), the quiz (`quiz`).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.quiz import PARTIAL
from tests.benchmarks.rows import Aim, Row, over, time
from tests.benchmarks.timing import Effort, in_turn, pdtutor, processes

LESSON = "chain-rule"
FIRST = "Enter goes on"  # the end of its first screen
ANSWERS = "answers: {}\n"


def rows(effort: Effort) -> Iterator[Row]:
    """What a learner waits for, then what an author does."""
    yield over("pdtutor lesson list", processes(pdtutor("lesson", "list"), pdtutor("--help"), effort.runs), "pdtutor --help", 2)
    with tempfile.TemporaryDirectory() as home:
        answers = Path(home) / "answers.yaml"
        answers.write_text(ANSWERS, encoding="utf-8")
        variables = {"PDTUTOR_HOME": home}
        run = pdtutor("lesson", "run", LESSON, "--answers", str(answers), codes=(0, 1), variables=variables)
        yield over("a lesson run from a file without answers", processes(run, PARTIAL, effort.runs), "partial")
        begun = pdtutor("lesson", "run", LESSON, variables=variables)
        first = in_turn(lambda: begun.seconds_until(FIRST), PARTIAL.seconds, effort.runs)
        yield over("lesson run, the first screen is there", first, "partial", 1.3)
    yield _bounded("lesson check, one of twelve exercises", (LESSON,), 4)
    yield _bounded("lesson check, all eighteen", (), 60)


def _bounded(what: str, words: tuple[str, ...], most: float) -> Row:
    seconds = pdtutor("lesson", "check", *words).seconds()
    return Row(what, time(seconds), seconds, "s", "", Aim(most, "s"))
