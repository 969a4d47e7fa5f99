"""The page of a class: how it did as a whole, in each exercise, its most frequent mistakes, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from pdtutor.classroom.report import ExerciseCount, GradeResult, MistakeCount
from pdtutor.classroom.submissions import Unreadable, where
from pdtutor.explain.counts import counted, percent
from pdtutor.explain.phrases import Sentence
from pdtutor.render.blocks import Block, Equation, Said, Section, Space, Table
from pdtutor.render.failure import printable
from pdtutor.render.labels import Labels, titled
from pdtutor.render.pages import parts

TITLE = "A class, graded"
MISTAKES = {"brief": 3, "normal": 10}
ROWS = {"brief": 3, "normal": 10}  # of what could not be read
PLACES = 3  # exercises of one mistake
BAR = 20  # characters of a full bar


def sections(result: GradeResult, _: Labels) -> tuple[Section, ...]:
    """The class as a whole, its exercises, its mistakes, what could not be read."""
    lesson = printable(result.lesson.title)
    found = [Section(titled(lesson), parts.spaced([Said(_overview(result))], _hardest(result), _exercises(result), _files(result)))]
    if result.mistakes:
        found.append(Section(titled("Most frequent mistakes"), tuple(_mistakes(result))))
    if result.unreadable:
        found.append(Section(titled("Not read"), tuple(_unreadable(result))))
    return tuple(found)


def equations(_: GradeResult, __: Labels) -> tuple[Equation, ...]:
    """None: a class is no formula."""
    return ()


def _overview(result: GradeResult) -> Sentence:
    attempted = sum(exercise.attempted for exercise in result.exercises)
    right, judged = (sum(getattr(exercise, name) for exercise in result.exercises) for name in ("correct", "judged"))
    whole = f"{counted(len(result.students), 'student')}, {counted(len(result.exercises), 'exercise')}, {counted(attempted, 'answer')}"
    return (f"{whole}, {percent(right / judged)} of them right." if judged else f"{whole}.",)


def _hardest(result: GradeResult) -> Iterator[Block]:
    hardest = result.hardest
    if hardest is not None:
        yield Said((f"The hardest exercise is {hardest.id}: {hardest.correct:,} of {counted(hardest.judged, 'answer')} right.",))


def _exercises(result: GradeResult) -> Iterator[Block]:
    if result.exercises:
        heads: tuple[Sentence, ...] = (("exercise",), ("right",), ("answers",), ("share",), ("",))
        yield Table(heads, tuple(map(_exercise, result.exercises)))


def _exercise(exercise: ExerciseCount) -> tuple[Sentence, ...]:
    share = exercise.share
    return (
        (exercise.id,),
        (f"{exercise.correct:,}",),
        (f"{exercise.attempted:,}",),
        (percent(share),),
        ("" if share is None else "#" * round(BAR * share) + "." * (BAR - round(BAR * share)),),
    )


def _files(result: GradeResult) -> Iterator[Block]:
    yield Said((f"Every answer with its verdict is in {printable(result.out)}.",))
    if result.report:
        yield Said((f"The report to read or print is {printable(result.report)}.",))


def _mistakes(result: GradeResult) -> Iterator[Block]:
    most = MISTAKES.get(result.detail, len(result.mistakes))
    heads: tuple[Sentence, ...] = (("times",), ("mistake",), ("in",))
    yield Table(heads, tuple(map(_mistake, islice(result.mistakes, most))))
    if len(result.mistakes) > most:
        yield Said((f"… and {counted(len(result.mistakes) - most, 'other')}.",))


def _mistake(mistake: MistakeCount) -> tuple[Sentence, ...]:
    places = mistake.exercises
    more = f" and {len(places) - PLACES} more" if len(places) > PLACES else ""
    return (f"{mistake.count:,}",), (mistake.name,), (f"{', '.join(places[:PLACES])}{more}",)


def _unreadable(result: GradeResult) -> Iterator[Block]:
    most = ROWS.get(result.detail, len(result.unreadable))
    for entry in islice(result.unreadable, most):
        yield Said((unread(entry),))
    if len(result.unreadable) > most:
        yield Space()
        yield Said((f"… and {counted(len(result.unreadable) - most, 'other')}; each is a row of the results.",))


def unread(entry: Unreadable) -> str:
    """Where something stands that is no submission, and why it is none."""
    whose = f" ({printable(entry.student)})" if entry.student and entry.student not in str(entry.row) else ""
    return f"{printable(where(entry.row))}{whose}: {printable(entry.message)}"
