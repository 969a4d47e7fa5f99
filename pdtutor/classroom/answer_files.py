"""A class's answers as objects: a line of JSON for each student, or a file for each in a folder.

Belongs here: JSON Lines, folders of answer files in YAML or JSON. Does not: tables (`tables`), reading the disk (`cli`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from pdtutor.classroom.submissions import (
    Columns,
    Row,
    Submission,
    Submissions,
    Unreadable,
    abridged,
    clean,
    is_text,
    of_class,
    origin_of,
    seed_of,
    student_of,
)
from pdtutor.course.problems import quoted
from pdtutor.errors import FileError
from pdtutor.practice.answer_text import UnreadableError, of_json, of_yaml, tries

ENDINGS = (".yaml", ".yml", ".json")
LONGEST_FILE = 1_000_000  # bytes
OUTSIDE = ("student", "seed", "answers")  # keys of an answer file or line that are no answers
ORIGIN = ("lesson", "version")  # no answers either, but where an exercise is called so and they stand among answers


def read_lines(content: bytes, name: str, exercises: Sequence[str]) -> Submissions:
    """The submissions of a file in JSON Lines: {"student": …, "seed": …, "answers": {…}}, or the answers beside the student.

    Raises FileError where the file is one JSON list instead.
    """
    text = content.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    if text.lstrip().startswith("["):
        raise FileError(f"{name} is one JSON list.", hint='Write one object a line: {"student": "Ada", "answers": {"q1": "2x"}}.')
    columns = Columns(exercises)
    lines = ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())
    entries = [_of_line(number, line, columns) for number, line in lines]
    return of_class(entries, columns.notes())


def read_files(files: Mapping[str, bytes | str], exercises: Sequence[str]) -> Submissions:
    """The submissions of a folder's files by name, each with its content, or what is said of it because it cannot be read.

    A student is named as the file is; files with other endings than those of answers are left out with a note.
    """
    columns = Columns(exercises)
    names = sorted((name for name in files if _is_answers(name)), key=lambda name: (name.casefold(), name))
    entries = [_of_file(name, files[name], columns) for name in names]
    others = [f"{quoted(clean(name))} is no answer file: it is left out." for name in files if not _is_answers(name)]
    return of_class(entries, [*columns.notes(), *abridged(others)])


def _is_answers(name: str) -> bool:
    return PurePath(name).suffix.casefold() in ENDINGS and not name.startswith(".")


def _of_line(number: int, line: str, columns: Columns) -> Submission | Unreadable:
    student = ""
    try:
        found = _object(line)
        student = student_of(_text(found.get("student"), "student"))
        if "answers" in found:
            return _submission(student, found, found["answers"], number, columns)
        outside = {*OUTSIDE, *(name for name in ORIGIN if name not in columns.exercises)}
        answers = {key: value for key, value in found.items() if key not in outside}
        return _submission(student, {key: found[key] for key in outside & found.keys()}, answers, number, columns)
    except UnreadableError as why:
        return Unreadable(number, str(why), student)


def _of_file(name: str, content: bytes | str, columns: Columns) -> Submission | Unreadable:
    student = clean(PurePath(name).stem)
    try:
        if isinstance(content, str):
            raise UnreadableError(content)
        found = _parsed(content, name)
        if "answers" not in found:
            raise UnreadableError("it has no answers: it is written answers: {q1: 2x, q2: 3y}.")
        return _submission(student_of(student), found, found["answers"], clean(name), columns)
    except UnreadableError as why:
        return Unreadable(clean(name), str(why), student)


def _submission(student: str, found: Mapping[str, Any], answers: object, row: Row, columns: Columns) -> Submission:
    if not isinstance(answers, Mapping):
        raise UnreadableError("its answers are not written as exercise: answer.")
    given = ((columns.known(name), tries(name, value)) for name, value in answers.items())
    kept = {exercise: tuple(map(clean, texts)) for exercise, texts in given if exercise is not None and texts}
    origin = origin_of(*(name if isinstance(name := found.get(key), str) else None for key in ORIGIN))
    seed = seed_of(_text(found.get("seed"), "seed"))
    return Submission(student, kept, row, seed or 0, origin=origin, has_seed=seed is not None)


def _text(value: object, what: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise UnreadableError(f"the {what} is not a text.")
    return clean(value)


# --- parsing --------------------------------------------------------------------------------------------------------------------------


def _parsed(content: bytes, name: str) -> Mapping[str, Any]:
    """What an answer file says. Raises UnreadableError where it is no mapping."""
    if len(content) > LONGEST_FILE:
        raise UnreadableError(f"it is longer than {LONGEST_FILE:,} bytes.")
    text = content.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    if PurePath(name).suffix.casefold() == ".json":
        return _object(text)
    _refuse_bytes(text)
    found = of_yaml(text)
    if not isinstance(found, dict):
        raise UnreadableError("it is written answers: {q1: 2x, q2: 3y}.")
    return found


def _object(text: str) -> Mapping[str, Any]:
    _refuse_bytes(text)
    found = of_json(text)
    if not isinstance(found, dict):
        raise UnreadableError('it is no JSON object: write {"student": "Ada", "answers": {"q1": "2x"}}.')
    return found


def _refuse_bytes(text: str) -> None:
    if not is_text(text):
        raise UnreadableError("it is not text in UTF-8. Save it as UTF-8.")
