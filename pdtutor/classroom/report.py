"""What a class's results come to: a row for each student and exercise, and the counts over all of them.

Belongs here: frozen data and counting. Does not: marking (`marking`), any form that it is shown in (`render`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

from sympy import Expr, Tuple

from pdtutor.classroom.marking import SKIPPED, UNREADABLE, Mark
from pdtutor.classroom.submissions import UNSAID, Origin, Unreadable
from pdtutor.course.lesson import Lesson
from pdtutor.notation.reading import Reading

CORRECT, INVALID, UNDECIDED = "correct", "invalid", "undecided"
VERDICTS = (CORRECT, "incorrect", INVALID, UNDECIDED, SKIPPED, UNREADABLE)


@dataclass(frozen=True)
class ResultRow:
    """One student's answer to one exercise; of a submission that cannot be read, the one row that says so."""

    student: str
    seed: int | None
    exercise: str
    answer: str
    mark: Mark


@dataclass(frozen=True)
class MistakeCount:
    """How often a mistake was made, and in which exercises."""

    id: str
    name: str
    count: int
    exercises: tuple[str, ...]


@dataclass(frozen=True)
class ExerciseCount:
    """How a class did in one exercise.

    attempted  answers given; correct: right ones; judged: those whose verdict is known
    mistakes   most frequent first
    unread     answers given that could not be read; they are no right ones
    """

    id: str
    attempted: int
    correct: int
    judged: int
    mistakes: tuple[MistakeCount, ...] = ()
    unread: int = 0

    @property
    def share(self) -> float | None:
        """The right ones among those whose verdict is known; None where there is none."""
        return self.correct / self.judged if self.judged else None


@dataclass(frozen=True)
class StudentCount:
    """How one student did: marks by exercise; `origin` is what the answers were made for, as far as they say so."""

    student: str
    seed: int
    rows: tuple[ResultRow, ...]
    origin: Origin = UNSAID

    @property
    def attempted(self) -> int:
        """Answers given."""
        return sum(row.mark.verdict != SKIPPED for row in self.rows)

    @property
    def correct(self) -> int:
        """Right ones among them."""
        return sum(row.mark.verdict == CORRECT for row in self.rows)


@dataclass(frozen=True)
class GradeResult:
    """A class graded.

    rows        in the order of what was handed in, each student's in the order of the lesson
    unreadable  what could not be read
    notes       what there is to say about the files that were handed in
    warnings    what there is to say before all else
    origins     student → what the answers were made for, of those that say so
    out         where the rows are written, report: the page about them, or None
    """

    command: ClassVar[str] = "grade"
    unfinished: ClassVar[str] = "the answers of"
    problem: ClassVar[None] = None
    failed_checks: ClassVar[tuple[str, ...]] = ()
    missing: ClassVar[tuple[Expr | str, ...]] = ()
    variables: ClassVar[tuple[Expr, ...]] = ()

    lesson: Lesson
    rows: tuple[ResultRow, ...]
    unreadable: tuple[Unreadable, ...] = ()
    notes: tuple[str, ...] = ()
    out: str = ""
    report: str | None = None
    warnings: tuple[str, ...] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict)
    detail: str = "normal"
    point: Mapping[Expr, Expr] = field(default_factory=dict)

    @property
    def reading(self) -> Reading:
        """Nothing was read as mathematics of the command's own; the notes are what there is to say about the class's files."""
        return Reading("", Tuple(), (*self.warnings, *self.notes))

    @cached_property
    def students(self) -> tuple[StudentCount, ...]:
        """Each student, in the order of what was handed in."""
        rows: dict[str, list[ResultRow]] = {}
        for row in self.rows:
            if row.mark.verdict != UNREADABLE:
                rows.setdefault(row.student, []).append(row)
        return tuple(
            StudentCount(student, found[0].seed or 0, tuple(found), self.origins.get(student, UNSAID)) for student, found in rows.items()
        )

    @property
    def versions(self) -> tuple[tuple[str, int], ...]:
        """The versions of the lesson that answers say they were made for, each with how many students, most frequent first."""
        return tuple(Counter(origin.version for origin in self.origins.values() if origin.version).most_common())

    @cached_property
    def exercises(self) -> tuple[ExerciseCount, ...]:
        """Each exercise of the lesson, in its order."""
        rows: dict[str, list[ResultRow]] = {name: [] for name in self.lesson.ids}
        for row in self.rows:
            if row.exercise in rows:
                rows[row.exercise].append(row)
        return tuple(_exercise(name, found) for name, found in rows.items())

    @property
    def mistakes(self) -> tuple[MistakeCount, ...]:
        """The mistakes of all exercises, most frequent first."""
        return _mistakes(self.rows)

    @property
    def hardest(self) -> ExerciseCount | None:
        """The first exercise with the smallest share of right answers; None where nothing was judged, or all is right."""
        return next(iter(self.hardest_ones), None)

    @property
    def hardest_ones(self) -> tuple[ExerciseCount, ...]:
        """All exercises with the smallest share of right answers, in the lesson's order."""
        least = min((exercise.share for exercise in self.exercises if exercise.share is not None), default=1.0)
        return tuple(exercise for exercise in self.exercises if exercise.share == least) if least < 1 else ()

    @property
    def unread(self) -> int:
        """Answers that could not be read; they are no right ones."""
        return sum(exercise.unread for exercise in self.exercises)


def _exercise(name: str, rows: Sequence[ResultRow]) -> ExerciseCount:
    verdicts = Counter(row.mark.verdict for row in rows)
    attempted = sum(verdicts.values()) - verdicts[SKIPPED]
    judged = attempted - verdicts[UNDECIDED]
    return ExerciseCount(name, attempted, verdicts[CORRECT], judged, _mistakes(rows), verdicts[INVALID])


def _mistakes(rows: Iterable[ResultRow]) -> tuple[MistakeCount, ...]:
    """Each answer counts for the mistakes that explain it for certain, or else for the likeliest one."""
    counts: Counter[str] = Counter()
    names: dict[str, str] = {}
    places: dict[str, dict[str, None]] = {}
    for row in rows:
        certain = [mistake for mistake in row.mark.mistakes if mistake.certain] or row.mark.mistakes[:1]
        for mistake in dict.fromkeys(certain):
            counts[mistake.id] += 1
            names[mistake.id] = mistake.name
            places.setdefault(mistake.id, {})[row.exercise] = None
    return tuple(MistakeCount(name, names[name], count, tuple(places[name])) for name, count in counts.most_common())
