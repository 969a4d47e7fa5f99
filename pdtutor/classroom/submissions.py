"""What a class handed in, as data: who answered what, and what could not be read.

Belongs here: submissions in any form, the last of each student, the checks that all forms share. Does not: the forms themselves (`tables`,
`answer_files`), reading the disk (`cli`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import NamedTuple, TypeAlias

from pdtutor.course.problems import nearest, quoted
from pdtutor.practice import answer_text
from pdtutor.practice.answer_text import UnreadableError

Row: TypeAlias = "int | str"  # a line's number, or a file's name

MOST_NOTES = 8


class Origin(NamedTuple):
    """What a submission says that it was made for: a lesson's id and a version of it; empty where it says nothing."""

    lesson: str = ""
    version: str = ""

    def of(self, lesson: str, version: str) -> Origin:
        """What of it is another lesson or another version than this one."""
        is_other = self.lesson.casefold() not in ("", lesson)
        return Origin(self.lesson if is_other else "", self.version if self.version.casefold() not in ("", version) else "")


UNSAID = Origin()


@dataclass(frozen=True)
class Submission:
    """One student's answers.

    seed     what this student's parameters are drawn by; 0 where the submission says none, and then has_seed is False
    answers  exercise → answers in the order in which they were given; exercises without any are left out
    row      where it stands
    note     what is to be said about it, or nothing
    origin   the lesson and the version that it was made for, as far as it says so
    """

    student: str
    answers: Mapping[str, tuple[str, ...]]
    row: Row
    seed: int = 0
    note: str = ""
    origin: Origin = UNSAID
    has_seed: bool = False


@dataclass(frozen=True)
class Unreadable:
    """What stands where a submission should, and cannot be read: where, why, and whose it is as far as that is known."""

    row: Row
    message: str
    student: str = ""


@dataclass(frozen=True)
class Submissions:
    """All that was handed in, in its order, and what there is to say about it as a whole."""

    entries: tuple[Submission | Unreadable, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass
class Columns:
    """The names under which answers may stand; `unknown` are those that are no exercise."""

    exercises: Sequence[str]
    unknown: dict[str, None] = field(default_factory=dict)

    def known(self, name: str) -> str | None:
        """The exercise that a name stands for, whatever its case and the spaces around it."""
        name = name.strip()
        found = name if name in self.exercises else next((each for each in self.exercises if each == name.casefold()), None)
        if found is None:
            self.unknown[clean(name)] = None
        return found

    def notes(self) -> list[str]:
        """One note for each name that is no exercise, of many for the first ones."""
        shown = list(islice(self.unknown, MOST_NOTES))
        more = len(self.unknown) - len(shown)
        said = "is no exercise of this lesson: what stands under it is left out."
        return [
            *(f"{quoted(name)} {said}{nearest(name, self.exercises)}" for name in shown),
            *([f"… and {more:,} other names that are no exercises."] if more else []),
        ]


def clean(text: str) -> str:
    """The text without the marks of bytes that are no text, so that any file takes it."""
    return text.encode("utf-8", "replace").decode() if not text.isascii() else text


def is_text(text: str) -> bool:
    """Whether the text came from bytes that are text in UTF-8."""
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)


def student_of(name: str) -> str:
    """A student's name, the same however its accents are stored. Raises UnreadableError where there is none."""
    student = unicodedata.normalize("NFC", clean(name)).strip()
    if not student:
        raise UnreadableError("no student is named here.")
    return student


def seed_of(text: str | None) -> int | None:
    """A seed as a number, None where none is given. Raises UnreadableError where it is no whole number."""
    return answer_text.seed_of((text or "").strip() or None)


def origin_of(lesson: str | None, version: str | None) -> Origin:
    """What a submission was made for, as it says it."""
    return Origin(clean(lesson or "").strip(), clean(version or "").strip())


def of_class(entries: Iterable[Submission | Unreadable], notes: Iterable[str] = ()) -> Submissions:
    """The submissions with the last of each student alone, and a note where there were others."""
    everything = tuple(entries)
    rows: dict[str, list[Row]] = {}
    for entry in everything:
        if isinstance(entry, Submission):
            rows.setdefault(entry.student, []).append(entry.row)
    kept = (_noted(entry, rows) for entry in everything if isinstance(entry, Unreadable) or entry.row == rows[entry.student][-1])
    several = [f"{quoted(student)} handed in {len(found)} times: the last counts." for student, found in rows.items() if len(found) > 1]
    return Submissions(tuple(kept), (*notes, *abridged(several)))


def _noted(entry: Submission | Unreadable, rows: Mapping[str, Sequence[Row]]) -> Submission | Unreadable:
    if isinstance(entry, Unreadable) or len(rows[entry.student]) == 1:
        return entry
    others = ", ".join(map(where, rows[entry.student][:-1]))
    return replace(entry, note=f"handed in {len(rows[entry.student])} times: this one counts, not {others}")


def where(row: Row) -> str:
    """Row 3, or a file's name."""
    return f"row {row}" if isinstance(row, int) else row


def abridged(notes: list[str]) -> list[str]:
    """The first of many notes of one kind, and how many more there are."""
    if len(notes) <= MOST_NOTES:
        return notes
    return [*notes[: MOST_NOTES - 1], f"… and {len(notes) - MOST_NOTES + 1} more like this."]
