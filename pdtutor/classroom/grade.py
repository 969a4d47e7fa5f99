"""A class graded: every answer marked once, wherever that is done, and the marks given out to the students.

Belongs here: which answers are to be marked, in which order, what is kept of it. Does not: files and options (`cli`), marking (`marking`),
counting (`report`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pdtutor.classroom.journal import Journal
from pdtutor.classroom.marking import SKIPPED, UNREADABLE, Chunk, Mark, Question, answer_key, chosen, question
from pdtutor.classroom.submissions import Origin, Submission, Submissions, Unreadable, where
from pdtutor.classroom.workers import Results
from pdtutor.course.lesson import Exercise, Lesson
from pdtutor.course.parameters import drawn
from pdtutor.course.problems import LessonError, Problem, quoted
from pdtutor.practice.answer_text import as_list

if TYPE_CHECKING:
    from pdtutor.classroom.report import GradeResult, ResultRow

MOST_NAMED = 5  # lessons or versions in a warning
UNSEEDED = "no seed named: judged with the numbers of seed 0"
CHUNK = 10  # answers handed over at once: enough that handing over costs nothing, few enough that little is lost by an interruption

Marks = Mapping[str, Mark]
Marking = Callable[[Sequence[Chunk]], Results]


@dataclass(frozen=True)
class Work:
    """A class's answers to a lesson, and the questions that were put to each student."""

    lesson: Lesson
    submissions: Submissions
    _known: dict[tuple[str, ...], Question] = field(default_factory=dict, repr=False)

    def question(self, exercise: Exercise, seed: int) -> Question:
        """The question that an exercise puts to a student with this seed."""
        values = drawn(self.lesson.id, exercise, seed)
        key = (exercise.id, *values.values())
        if key not in self._known:
            self._known[key] = question(exercise, values, self.lesson.assume)
        return self._known[key]

    def given(self) -> Iterator[tuple[str, Question, str]]:
        """Every answer with the question it was given to and the key that its mark is kept under, in the order handed in."""
        for entry in self.submissions.entries:
            if isinstance(entry, Submission):
                for exercise in self.lesson.exercises:
                    for answer in entry.answers.get(exercise.id, ()):
                        asked = self.question(exercise, entry.seed)
                        yield answer_key(asked, answer), asked, answer

    def chunks(self, known: Marks) -> list[Chunk]:
        """The answers not marked yet, each once, by question; those that show first whether an exercise is sound come first."""
        answers: dict[Question, dict[str, None]] = {}
        for key, asked, answer in self.given():
            if key not in known:
                answers.setdefault(asked, {})[answer] = None
        return _telling_first([Chunk(asked, part) for asked, found in answers.items() for part in _parts(tuple(found))])


def _parts(answers: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(answers[start : start + CHUNK]) for start in range(0, len(answers), CHUNK))


def _telling_first(chunks: Sequence[Chunk]) -> list[Chunk]:
    """One chunk of each exercise before all others."""
    seen: set[str] = set()
    firsts: list[Chunk] = []
    others: list[Chunk] = []
    for chunk in chunks:
        (others if chunk.question.exercise.id in seen else firsts).append(chunk)
        seen.add(chunk.question.exercise.id)
    return [*firsts, *others]


def marked(chunks: Sequence[Chunk], marking: Marking, journal: Journal, tick: Callable[[int], object], lesson: str) -> dict[str, Mark]:
    """The marks of all chunks by key, kept in the journal as they come; `tick` is told how many answers each time.

    lesson  what the lesson's file is called in messages

    Raises LessonError where an exercise turns out to have no answer.
    """
    marks: dict[str, Mark] = {}
    problems: list[Problem] = []
    exercises = len({chunk.question.exercise.id for chunk in chunks})
    for number, (chunk, found) in enumerate(marking(chunks), 1):
        if found.problem is not None:
            problems.append(_problem(chunk.question.exercise, found.problem))
        new = {answer_key(chunk.question, answer): mark for answer, mark in zip(chunk.answers, found.marks, strict=False)}
        journal.add(new.items())
        marks |= new
        tick(len(chunk.answers))
        if problems and number >= exercises:
            break
    if problems:
        raise LessonError(lesson, problems)
    return marks


def _problem(exercise: Exercise, message: str) -> Problem:
    place = exercise.places.get("function") or exercise.places.get("functions") or exercise.places.get("answer") or exercise.place
    return Problem(place, "value", f"{exercise.id} cannot be answered. {message}")


def result(work: Work, kept: Marks, new: Marks, out: str, report: str | None) -> GradeResult:
    """What the class's marks come to.

    kept  marks that an interrupted run has left, new: those of this run; out, report: the files that it is written to
    """
    from pdtutor.classroom.report import GradeResult

    entries = work.submissions.entries
    unreadable = tuple(entry for entry in entries if isinstance(entry, Unreadable))
    resumed = len({key for key, _, _ in work.given()} & kept.keys())
    notes = (f"{resumed:,} of the answers had been judged by a run that was interrupted.",) if resumed else ()
    given = [entry for entry in entries if isinstance(entry, Submission)]
    return GradeResult(
        work.lesson,
        tuple(_all_rows(work, {**kept, **new})),
        unreadable,
        (*work.submissions.notes, *notes),
        out,
        report,
        (*_warnings([_other(entry, work.lesson) for entry in given]), *_unseeded(given, work.lesson)),
        {entry.student: entry.origin for entry in given if any(entry.origin)},
    )


def _other(entry: Submission, lesson: Lesson) -> Origin:
    """The other lesson, or the other version of this one, that a submission was made for."""
    return entry.origin.of(lesson.id, lesson.version)


def _warnings(others: Sequence[Origin]) -> Iterator[str]:
    """What has to be known before the results are read: how many submissions were made for something else."""
    lessons = Counter(other.lesson for other in others if other.lesson)
    versions = Counter(other.version for other in others if other.version and not other.lesson)
    if lessons:
        yield f"{_made(lessons)} for another lesson ({_named(lessons)}); this one has judged the answers."
    if versions:
        yield f"{_made(versions)} for another version of this lesson ({_named(versions)}): the questions may differ."


def _unseeded(given: Sequence[Submission], lesson: Lesson) -> Iterator[str]:
    """Submissions without a seed beside others with one: which questions these students had is not known."""
    without = sum(not entry.has_seed for entry in given)
    if 0 < without < len(given) and any(exercise.params for exercise in lesson.exercises):
        whose = "1 submission names no seed" if without == 1 else f"{without:,} submissions name no seed"
        yield f"{whose}, while others do: judged with the numbers of seed 0, which may not be those that were asked."


def _made(counts: Counter[str]) -> str:
    count = counts.total()
    return f"{count:,} submission was made" if count == 1 else f"{count:,} submissions were made"


def _named(counts: Counter[str]) -> str:
    shown = [quoted(name) for name, _ in counts.most_common(MOST_NAMED)]
    more = len(counts) - len(shown)
    return ", ".join([*shown, *([f"and {more:,} more"] if more else [])])


def _origin(entry: Submission, lesson: Lesson) -> str:
    """What is to be said of a submission that was made for something else."""
    other = _other(entry, lesson)
    if other.lesson:
        return f"made for the lesson {quoted(other.lesson)}"
    return f"made for version {quoted(other.version)} of the lesson" if other.version else ""


def _all_rows(work: Work, marks: Marks) -> Iterator[ResultRow]:
    """Each student's row for each exercise, and a row for each submission that cannot be read, in the order handed in."""
    given = [entry for entry in work.submissions.entries if isinstance(entry, Submission)]
    is_seeded = any(entry.has_seed for entry in given)
    for entry in work.submissions.entries:
        yield from [_unreadable(entry)] if isinstance(entry, Unreadable) else _rows(entry, work, marks, is_seeded)


def _unreadable(entry: Unreadable) -> ResultRow:
    from pdtutor.classroom.report import ResultRow

    return ResultRow(entry.student, None, "", "", Mark(UNREADABLE, error=f"{where(entry.row)}: {entry.message}"))


def _rows(entry: Submission, work: Work, marks: Marks, is_seeded: bool) -> Iterator[ResultRow]:
    """A row for each exercise.

    is_seeded  whether any submission of the class names a seed
    """
    from pdtutor.classroom.report import ResultRow

    for exercise in work.lesson.exercises:
        tries = entry.answers.get(exercise.id, ())
        seed = UNSEEDED if exercise.params and is_seeded and not entry.has_seed else ""
        remarks = (seed, as_list(exercise, tries), _origin(entry, work.lesson), entry.note)
        if not tries:
            yield ResultRow(entry.student, entry.seed, exercise.id, "", Mark(SKIPPED, note=_joined(remarks)))
            continue
        asked = work.question(exercise, entry.seed)
        answer, mark, which = chosen(tries, [marks[answer_key(asked, each)] for each in tries], work.lesson.attempts)
        yield ResultRow(entry.student, entry.seed, exercise.id, answer, replace(mark, note=_joined((mark.note, which, *remarks))))


def _joined(notes: Iterable[str]) -> str:
    return "; ".join(filter(None, notes))
