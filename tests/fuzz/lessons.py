"""The lesson loader attacked: whatever the bytes of a file, a lesson or every problem at its place.

Belongs here: the target. Does not: the files (`lesson_files`).
"""

from __future__ import annotations

from collections.abc import Iterator

from pdtutor.calculus.deadline import within
from pdtutor.course import listing, loader, parameters, yaml_text
from pdtutor.course.lesson import Lesson
from pdtutor.course.problems import LessonError, Problem
from pdtutor.course.tasks import make
from pdtutor.errors import TutorError
from tests.fuzz import lesson_files
from tests.fuzz.audit import AUDIT, NOWHERE
from tests.fuzz.facts import error_is_told, holds, nothing_steers
from tests.fuzz.shrinking import without_parts
from tests.fuzz.target import Target

MAKING = 3.0  # seconds after which the exercises' making is interrupted, as every command does
made = lesson_files.content


def tried(content: bytes) -> str:
    """Loaded or refused, listed, and what is left of it looked at; each exercise made ready or refused."""
    with AUDIT.watching(NOWHERE):
        outcome, lesson = _loaded(content)
        _listed(content)
        if lesson is not None and within(MAKING, lambda: _made_ready(lesson)) is None:
            outcome = f"{outcome}, interrupted"
    holds(not AUDIT.found, f"{AUDIT.found}")
    return outcome


def _loaded(content: bytes) -> tuple[str, Lesson | None]:
    try:
        return "loaded", loader.load_bytes(content, "x.yaml")
    except LessonError as error:
        holds(error.problems, "there is no problem in the error")
        lines = len(yaml_text.LINE_END.split(content.decode("utf-8", "replace"))) + 1  # what is missing at the end is behind it
        for problem in error.problems:
            _is_told(problem, lines)
        return f"unsound, {error.problems[0].code}", loader.load_rest(content, "x.yaml", error.problems)


def _listed(content: bytes) -> None:
    try:
        listing.listed(content, "x.yaml")
    except LessonError as error:
        holds(len(error.problems) == 1, f"{len(error.problems)} problems of a file that is only listed")


def _is_told(problem: Problem, lines: int) -> None:
    holds(problem.message, "a problem says nothing")
    nothing_steers(problem.message, "a problem")
    holds("\n" not in problem.message, f"a problem has two lines: {problem.message!r}")
    holds(1 <= problem.place.line <= lines and problem.place.column >= 1, f"{problem.place} of {lines} lines")


def _made_ready(lesson: Lesson) -> bool:
    for exercise in lesson.exercises[:3]:
        try:
            make(exercise, parameters.drawn(lesson.id, exercise, 0), lesson.assume)
        except TutorError as error:
            error_is_told(error)
    return True


def smaller(content: bytes) -> Iterator[bytes]:
    """The file without some of its lines, then without some of its bytes."""
    for lines in without_parts(tuple(content.split(b"\n"))):
        yield b"\n".join(lines)
    yield from without_parts(content)


def prepare() -> None:
    """Load every small lesson once."""
    for text in lesson_files.corpus():
        _made_ready(loader.load(text, "x.yaml"))
        listing.listed(text, "x.yaml")
    for content in (b"x", b"", b"\xff", b"format: [", b"[]", b"steps: [x]\nformt: 2"):
        _loaded(content)


TARGET = Target("lessons", made, tried, smaller, prepare, seconds=6.0, renewed=2_000)
