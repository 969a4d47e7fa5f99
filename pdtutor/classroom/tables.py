"""A class's answers as a table: a row for each student, a column for each exercise.

Belongs here: CSV in the dialects that spreadsheets write, and rows that are none. Does not: other forms (`answer_files`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pdtutor.classroom.submissions import (
    Columns,
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
from pdtutor.practice.answer_text import UnreadableError

LONGEST_ROW = 1_000  # lines; a quotation mark that is never closed swallows no more than these before it is given up
LONGEST_CELL = 250_000  # characters; longer than any answer that is read
LOOKS = "Its first line names the columns: {} and, where parameters are drawn, seed. In a spreadsheet save as CSV UTF-8."
MOST_COLUMNS = 5  # exercises named where a table has not their columns
EXCEL = "windows-1252"  # what Excel's plain CSV is in the West
AS_EXCEL = "{} is not UTF-8 and was read as Excel's plain CSV (Windows-1252). Where a name looks wrong, save as CSV UTF-8."
CELLS = {",": "commas", ";": "semicolons", "\t": "tabs"}
BESIDE = ("seed", "lesson", "version")  # columns that hold no answers, unless an exercise is called so


class Line(NamedTuple):
    """One row of the table: the number of its first line and its cells, or what is wrong with it."""

    number: int
    cells: list[str]
    problem: str = ""


def read(content: bytes, name: str, exercises: Sequence[str]) -> Submissions:
    """The submissions of a CSV file.

    Raises FileError where the file is no table with a column named student.
    """
    encoding = _encoding(content, name, exercises)
    notes = [AS_EXCEL.format(quoted(name))] if encoding == EXCEL else []
    lines = _lines(_text(content, encoding))
    start = next((number for number, line in enumerate(lines) if line.strip()), None)
    if start is None:
        return Submissions()
    announced = _announced(lines[start])
    if announced:
        start += 1
    delimiter = announced or _delimiter(lines, start)
    rows = _rows(lines, start, delimiter)
    columns = Columns(exercises)
    header, odd = _header(next(rows, Line(start, [])), name, columns, delimiter)
    entries = [_entry(row, header) for row in rows]
    return of_class(entries, [*notes, *columns.notes(), *odd])


def _looks(exercises: Sequence[str], delimiter: str = ",") -> str:
    """What such a table begins with, for this lesson."""
    more = "…" if len(exercises) > MOST_COLUMNS else ""
    return LOOKS.format(delimiter.join(["student", *exercises[:MOST_COLUMNS], *([more] if more else [])]))


def _encoding(content: bytes, name: str, exercises: Sequence[str]) -> str:
    """The encoding of a file: a text without any character in UTF-8 beyond ASCII is Excel's, where it is that throughout."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\0" in content[:4096]:
        raise FileError(f"{name} is not a text file.", hint=_looks(exercises))
    beyond = not content.isascii() and not any(character > "\x7f" for character in content.decode("utf-8", "ignore"))
    return EXCEL if beyond and _is_in(content, EXCEL) else "utf-8"


def _is_in(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _text(content: bytes, encoding: str) -> str:
    """The text of a file; what is not text in it stays marked as that."""
    if encoding == "utf-16":
        return content.decode("utf-16", "replace")
    return content.decode(encoding, "surrogateescape").removeprefix("\ufeff")


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _announced(line: str) -> str | None:
    """The delimiter that a line such as sep=; announces to spreadsheets."""
    line = line.strip().strip('"')
    return line[4] if line[:4].casefold() == "sep=" and len(line) == 5 else None


def _delimiter(lines: Sequence[str], start: int) -> str:
    """The delimiter under which the first row has most columns, one of them the students."""

    def columns(delimiter: str) -> tuple[bool, int]:
        cells = _record(lines, start, delimiter)[0].cells
        return "student" in map(_plain, cells), len(cells)

    return max(CELLS, key=columns)


def _plain(cell: str) -> str:
    return cell.strip().casefold()


# --- rows -----------------------------------------------------------------------------------------------------------------------------


def _rows(lines: Sequence[str], start: int, delimiter: str) -> Iterator[Line]:
    """The rows that hold anything. After one that is none, reading goes on with the next line."""
    while start < len(lines):
        row, taken = _record(lines, start, delimiter)
        if row.problem or any(cell.strip() for cell in row.cells):
            yield row
        start += taken


def _record(lines: Sequence[str], start: int, delimiter: str) -> tuple[Line, int]:
    """The row that begins in a line, and how many lines it takes."""
    limit = csv.field_size_limit(LONGEST_CELL)
    try:
        reader = csv.reader((f"{line}\n" for line in lines[start : start + LONGEST_ROW]), delimiter=delimiter, strict=True)
        cells = next(reader, [])
    except csv.Error as error:
        is_long = "field limit" in str(error)
        return Line(start + 1, [], "a cell is too long to be an answer." if is_long else "its quotation marks do not fit together."), 1
    finally:
        csv.field_size_limit(limit)
    return Line(start + 1, cells), reader.line_num


# --- submissions ----------------------------------------------------------------------------------------------------------------------


class _Header(NamedTuple):
    """Which column is which."""

    student: int
    beside: dict[str, int]
    exercises: dict[str, int]
    width: int
    delimiter: str

    def beside_answers(self, name: str, cells: dict[int, str]) -> str | None:
        """What a row has in a column that holds no answers; None where there is no such column."""
        return cells.get(self.beside[name]) if name in self.beside else None


def _header(row: Line, name: str, columns: Columns, delimiter: str) -> tuple[_Header, list[str]]:
    names = [_plain(cell) for cell in row.cells]
    if "student" not in names:
        raise FileError(f"{name} has no column named student.", hint=_looks(columns.exercises, delimiter))
    student = names.index("student")
    beside = {name: names.index(name) for name in BESIDE if name in names and (name == "seed" or name not in columns.exercises)}
    places: dict[str, int] = {}
    notes = []
    for place, cell in enumerate(row.cells):
        exercise = columns.known(cell) if place not in (student, *beside.values()) and cell.strip() else None
        if exercise in places:
            notes.append(f"{exercise} has two columns: the last counts.")
        if exercise is not None:
            places[exercise] = place
    notes += abridged([f"There is no column for {exercise}." for exercise in columns.exercises if exercise not in places])
    return _Header(student, beside, places, len(row.cells), delimiter), notes


def _entry(row: Line, header: _Header) -> Submission | Unreadable:
    cells = dict(enumerate(row.cells))
    named = clean(cells.get(header.student, ""))
    try:
        if row.problem:
            raise UnreadableError(row.problem)
        _refuse_misfits(row, header)
        student = student_of(named)
        seed = seed_of(header.beside_answers("seed", cells))
    except UnreadableError as why:
        return Unreadable(row.number, str(why), named.strip())
    answers = {exercise: (cells[place],) for exercise, place in header.exercises.items() if cells.get(place, "").strip()}
    origin = origin_of(header.beside_answers("lesson", cells), header.beside_answers("version", cells))
    return Submission(student, answers, row.number, seed or 0, origin=origin, has_seed=seed is not None)


def _refuse_misfits(row: Line, header: _Header) -> None:
    if not all(map(is_text, row.cells)):
        raise UnreadableError("it is not text in UTF-8. Save the table as CSV UTF-8.")
    if any(cell.strip() for cell in row.cells[header.width :]):
        inside = CELLS.get(header.delimiter, quoted(header.delimiter))
        mend = f"An answer with {inside} stands between quotation marks."
        raise UnreadableError(f"it has {len(row.cells)} cells, but there are {header.width} columns. {mend}")
