"""Files of lessons, checked together.

Belongs here: what checking several files comes to. Does not: what is wrong with one (`loader`, `soundness`), reading the disk (`cli`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pdtutor.course.lesson import Lesson
from pdtutor.course.listing import Listed, listed
from pdtutor.course.loader import load_bytes, load_rest
from pdtutor.course.problems import LessonError, Place, Problem, quoted
from pdtutor.course.soundness import Generic, generic, problems


@dataclass(frozen=True)
class CheckedFile:
    """One file: what is wrong with it, and where it was asked for the mistakes that nothing special is said to."""

    path: str
    problems: tuple[Problem, ...] = ()
    exercises: int = 0
    generic: tuple[Generic, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


@dataclass(frozen=True)
class Source:
    """A file that may be a lesson: its path as it is named, and the lesson, or else what is wrong with its form.

    rest    of one with problems, what is left without them; or None
    listed  what a list shows of it, also of one with a problem; None where even that cannot be read
    """

    path: str
    lesson: Lesson | None
    problems: tuple[Problem, ...] = ()
    rest: Lesson | None = None
    listed: Listed | None = None


def source(path: str, content: bytes) -> Source:
    """The file as a source, whatever is in it."""
    try:
        found = listed(content, path)
    except LessonError:
        found = None
    try:
        return Source(path, load_bytes(content, path), listed=found)
    except LessonError as error:
        return Source(path, None, error.problems, load_rest(content, path, error.problems), found)


def unread(path: str, message: str) -> Source:
    """A file that cannot be read at all."""
    return Source(path, None, (Problem(Place(1, 1), "file", message),))


def checked(
    sources: Iterable[Source], known: Mapping[str, tuple[str, ...]], run: Callable[[str], str | None], is_mutated: bool = False
) -> Iterator[CheckedFile]:
    """Each file in turn, its problems in order.

    known  the ids of lessons elsewhere → what each requires; a copy of one of these files, word for word, is not elsewhere
    run    as in `soundness.problems`
    """
    files = tuple(sources)
    others = {**known, **{file.listed.id: file.listed.requires for file in files if file.listed is not None}}
    seen: dict[str, str] = {}
    for file in files:
        if file.lesson is None:
            yield CheckedFile(file.path, tuple(sorted({*file.problems, *_of_rest(file.rest, others, run)})))
            continue
        twice = _twice(file.lesson, seen, known)
        seen.setdefault(file.lesson.id, file.path)
        yield _checked(file.path, file.lesson, others, run, twice, is_mutated)


def _of_rest(rest: Lesson | None, others: Mapping[str, tuple[str, ...]], run: Callable[[str], str | None]) -> list[Problem]:
    """What is wrong with the rest of a file that has problems already: all of them are told in one run."""
    found = [] if rest is None else problems(rest, others, run)
    return [problem for problem in found if problem.code != "passing"]


def _twice(lesson: Lesson, seen: Mapping[str, str], known: Mapping[str, object]) -> list[Problem]:
    """An id that another of these files has, or a lesson elsewhere: of two, a list shows and `lesson run ID` finds the first alone."""
    if lesson.id in seen:
        message = f"The id {quoted(lesson.id)} is that of {seen[lesson.id]} as well."
    elif lesson.id in known:
        message = f"The id {quoted(lesson.id)} is that of another lesson that pdtutor finds, which goes before this one. Choose another id."
    else:
        return []
    return [Problem(lesson.places.get("id", Place(1, 1)), "id", message)]


def _checked(
    path: str,
    lesson: Lesson,
    others: Mapping[str, tuple[str, ...]],
    run: Callable[[str], str | None],
    twice: list[Problem],
    is_mutated: bool,
) -> CheckedFile:
    found = sorted([*twice, *problems(lesson, others, run)])
    return CheckedFile(path, tuple(found), len(lesson.exercises), tuple(generic(lesson)) if is_mutated and not found else ())
