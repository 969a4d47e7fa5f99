"""What checking lesson files has found.

Belongs here: the lines that editors read, the counts, the JSON. Does not: checking (`course`). Loads no algebra.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pdtutor.course.checked import CheckedFile
from pdtutor.render.failure import SCHEMA, printable

Object = dict[str, Any]


def lines(file: CheckedFile) -> Iterator[str]:
    """Each problem on one line of its own, as editors jump to it; of a sound file that it is."""
    for problem in file.problems:
        yield printable(problem.said(file.path))
    if file.is_sound:
        yield printable(f"{file.path}: sound, {_count(file.exercises, 'exercise')}.")
    for each in file.generic:
        yield printable(f"{file.path}: {each.exercise}: {each.answer} ({', '.join(each.mistakes)}) would get a general answer only.")


def summary(files: Sequence[CheckedFile]) -> str:
    """How many files are sound."""
    sound, count = sum(file.is_sound for file in files), len(files)
    exercises = sum(file.exercises for file in files)
    if sound == count:
        every = "The lesson is" if count == 1 else f"All {count} lessons are"
        return f"{every} sound, with {_count(exercises, 'exercise')}."
    problems = sum(len(file.problems) for file in files)
    if count == 1:
        return f"The lesson is not sound: {_count(problems, 'problem')}."
    return f"{sound} of {count} lessons {'is' if sound == 1 else 'are'} sound; {_count(problems, 'problem')} in the others."


def _count(count: int, one: str) -> str:
    return f"{count:,} {one if count == 1 else f'{one}s'}"


def document(files: Sequence[CheckedFile], is_mutated: bool) -> Object:
    """The whole JSON object."""
    return {
        "schema": SCHEMA,
        "command": "lesson check",
        "notes": [],
        "result": {"files": [_file(file, is_mutated) for file in files]},
    }


def _file(file: CheckedFile, is_mutated: bool) -> Object:
    found: Object = {
        "path": file.path,
        "sound": file.is_sound,
        "problems": [
            {"line": problem.place.line, "column": problem.place.column, "code": problem.code, "message": problem.message}
            for problem in file.problems
        ],
    }
    if is_mutated:
        found["generic"] = [{"exercise": each.exercise, "mistakes": list(each.mistakes), "answer": each.answer} for each in file.generic]
    return found
