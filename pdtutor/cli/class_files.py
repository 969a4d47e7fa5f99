"""The files of a class: what was handed in, and where results go.

Belongs here: reading a file or a folder whatever it holds, and which places results may go to. Does not: what they say (`classroom`,
`render`), writing (`writing`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pdtutor.cli.writing import followed, refuse_unwritable
from pdtutor.errors import FileError, UsageError

if TYPE_CHECKING:
    from pdtutor.classroom.submissions import Submissions

LONGEST = 100_000_000  # bytes of a class's file
LONGEST_ANSWERS = 1_000_000  # bytes of one answer file
IN_FOLDER = "Each student has a file, Ada.yaml: answers: {q1: 2x}."
IN_LINES = 'Each student has a line: {"student": "Ada", "answers": {"q1": "2x"}}.'
IN_TABLE = "Below the line with the names of the columns each student has a row."
LINES = (".jsonl", ".ndjson", ".json")


def handed_in(path: Path, folder: Path, exercises: Sequence[str]) -> Submissions:
    """What a class handed in: a folder of answer files, JSON Lines by their ending, or else a table.

    Raises FileError where there is nothing to read, or it is nothing of these; a class of nobody is one, with a note.
    """
    from pdtutor.classroom import answer_files, tables

    place = folder / path
    if os.path.isdir(place):
        found, mend = answer_files.read_files(dict(_contents(place)), exercises), IN_FOLDER
    else:
        content = _content(place, LONGEST)
        is_lines = place.suffix.casefold() in LINES
        found = (answer_files.read_lines if is_lines else tables.read)(content, path.name, exercises)
        mend = IN_LINES if is_lines else IN_TABLE
    return found if found.entries else replace(found, notes=(f"{path.name} has no answers in it. {mend}", *found.notes))


def _contents(folder: Path) -> Iterator[tuple[str, bytes | str]]:
    """Each file of a folder with its content, or what is said of it because it cannot be read."""
    for place in sorted(_listed(folder)):
        if os.path.isdir(place) or not place.name.startswith("."):
            try:
                yield place.name, _content(place, LONGEST_ANSWERS)
            except FileError as error:
                yield place.name, error.message


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError as error:
        raise _unreadable(folder, error) from None


def _content(place: Path, longest: int) -> bytes:
    if os.path.isdir(place):
        raise FileError(f"{place.name} is a folder.")
    if os.path.exists(place) and not os.path.isfile(place):
        raise FileError(f"{place.name} is no file: nothing of it is read.")
    try:
        with place.open("rb") as stream:
            content = stream.read(longest + 1)
    except OSError as error:
        raise _unreadable(place, error) from None
    if len(content) > longest:
        raise FileError(f"{place.name} is longer than {longest:,} bytes.", code="too_large")
    return content


def _unreadable(place: Path, error: OSError) -> FileError:
    return FileError(f"{place.name} cannot be read: {(error.strerror or 'unknown reason').lower()}.")


def to_write(option: str, path: Path, folder: Path, read: Sequence[Path], endings: Sequence[str] = ()) -> Path:
    """The file that an option names, known to be writable and to be none of those that are read.

    Raises UsageError where it cannot be meant, FileError where it cannot be written.
    """
    if not path.name:
        raise UsageError(f"{option} names no file.")
    place = followed(path, folder)
    if endings and place.suffix.casefold() not in endings:
        hint = f"Call it {place.stem}{endings[0]}." if place.stem else None
        raise UsageError(f"{option} writes {' or '.join(filter(None, endings))}; {path.name} ends otherwise.", hint=hint)
    if any(place == followed(other, folder) for other in read):
        raise UsageError(f"{option} would write over {path.name}, which the command reads.", hint="Choose another name.")
    refuse_unwritable(place)
    return place
