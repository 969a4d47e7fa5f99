"""The page of a class: how it did as a whole, in each exercise, its most frequent mistakes, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
MOST_HARDEST = 3  # exercises that are named where several are the hardest
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
    said = hardest(result)
    if said:
        yield Said(("".join(said),))
    if result.unread:
        yield Said((unread_answers(result),))


def hardest(result: GradeResult) -> tuple[str, str, str] | None:
    """The hardest exercise, or all that are: what stands before their names, the names, and the rest; None where there is none."""
    found = result.hardest_ones
    if not found:
        return None
    shares = {f"{exercise.correct:,} of {counted(exercise.judged, 'answer')}" for exercise in found}
    share = f"{shares.pop()} right" if len(shares) == 1 else f"{percent(found[0].share)} right"
    if len(found) == 1:
        return "The hardest exercise is ", found[0].id, f": {share}."
    if len(found) > MOST_HARDEST:
        return "The hardest are ", f"{len(found):,} exercises", f": {share} in each."
    return "The hardest exercises are ", names_of([exercise.id for exercise in found]), f": {share} in each."


def unread_answers(result: GradeResult) -> str:
    """How many answers could not be read, and where."""
    where_ = [exercise.id for exercise in result.exercises if exercise.unread]
    places = f"{len(where_):,} exercises" if len(where_) > MOST_HARDEST else names_of(where_)
    whose = "it is not among the right ones" if result.unread == 1 else "they are not among the right ones"
    return f"{counted(result.unread, 'answer')} could not be read (in {places}): {whose}. Each row of the results says why."


def names_of(names: Sequence[str]) -> str:
    """a, b and c."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


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
        ("" if share is None else "█" * round(BAR * share) + "░" * (BAR - round(BAR * share)),),
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
