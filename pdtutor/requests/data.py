"""Tables of numbers: the text of a CSV file, or columns handed over by Python, into named columns.

Belongs here: what can be wrong with such a table, said with its line and the mend. Does not: reading the file (`cli.files`), what the
columns are used for (`descent`).
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from io import StringIO
from math import isfinite
from typing import Any, TypeAlias

from sympy import Expr

from pdtutor.errors import FileError, TutorError, UsageError
from pdtutor.notation import reader
from pdtutor.notation.reading import Vocabulary

Table: TypeAlias = "str | Mapping[str, Sequence[float]]"
Columns = dict[Expr, tuple[float, ...]]

NUMBER = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*", re.ASCII)
LOOKS = "Write a file whose first line names the columns, such as x,y, and whose other lines are numbers, such as 1,2.5."
LONGEST_SHOWN = 30  # characters of a cell


def columns(table: Table, vocabulary: Vocabulary) -> Columns:
    """The columns by their variables, each as long as there are rows.

    Raises FileError where the text is no such table, UsageError where columns from Python do not fit together.
    """
    return _from_text(table, vocabulary) if isinstance(table, str) else _from_columns(table, vocabulary)


# --- text -----------------------------------------------------------------------------------------------------------------------------


def _from_text(text: str, vocabulary: Vocabulary) -> Columns:
    lines = _lines(text)
    if not lines:
        raise FileError("The data is empty.", hint=LOOKS)
    (place, header), *rows = lines
    _refuse_headless(place, header)
    variables = _variables(header, vocabulary, f"Line {place} of the data")
    if not rows:
        raise FileError("The data has a line of names, but no rows of numbers.", hint=LOOKS)
    numbers = [_row(line, cells, header) for line, cells in rows]
    return dict(zip(variables, zip(*numbers, strict=True), strict=True))


def _lines(text: str) -> list[tuple[int, list[str]]]:
    """The lines that hold anything, by number and cells."""
    found = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    lines: list[tuple[int, list[str]]] = []
    try:
        for cells in found:
            if cells and (len(cells) > 1 or cells[0].strip()):
                lines.append((found.line_num, cells))
    except csv.Error:
        problem = f"Line {found.line_num} of the data is no line of cells: its quotation marks do not fit together, or it is far too long."
        raise FileError(problem, hint=LOOKS) from None
    return lines


def _refuse_headless(place: int, header: Sequence[str]) -> None:
    mark = next((mark for mark in (";", "\t") if len(header) == 1 and mark in header[0]), None)
    if mark is not None:
        name = {";": "semicolons", "\t": "tabs"}[mark]
        raise FileError(
            f"Line {place} of the data has {name} between its columns; commas are needed.",
            hint="Save it with commas, and numbers with a decimal point: 3.14.",
        )
    if all(NUMBER.fullmatch(cell) for cell in header):
        raise FileError(f"Line {place} of the data has numbers where the names of the columns belong.", hint=LOOKS)


def _row(line: int, cells: Sequence[str], header: Sequence[str]) -> tuple[float, ...]:
    if len(cells) != len(header):
        named = f"{len(header)} columns are" if len(header) != 1 else "1 column is"
        shape = f"Line {line} of the data has {len(cells)} {'cells' if len(cells) != 1 else 'cell'}, but {named} named."
        is_decimal = len(cells) == 2 * len(header)
        raise FileError(shape, hint="Write decimals with a point: 3.14." if is_decimal else f"Each line needs {len(header)}, with commas.")
    return tuple(_cell(cell, f"Line {line} of the data", name.strip()) for cell, name in zip(cells, header, strict=True))


def _cell(cell: str, place: str, name: str) -> float:
    if not cell.strip():
        raise FileError(f"{place} has nothing under {name}.", hint="Give a number, or leave the whole line out.")
    if not NUMBER.fullmatch(cell):
        raise FileError(f"{place} has {_quoted(cell)} under {name}, which is not a number.", hint=_mend(cell))
    return _finite(float(cell), f"{place} has {_quoted(cell)} under {name}")


def _quoted(cell: str) -> str:
    text = "".join(character for character in cell.strip() if unicodedata.category(character) not in ("Cc", "Cf", "Cs"))  # steer terminals
    return f"“{text[:LONGEST_SHOWN]}…”" if len(text) > LONGEST_SHOWN else f"“{text}”"


def _mend(cell: str) -> str:
    if NUMBER.fullmatch(cell.replace(",", ".", 1)):
        return f"Write it with a decimal point: {cell.strip().replace(',', '.', 1)}."
    if cell.strip().lower().lstrip("+-") in ("nan", "inf", "infinity", "na", "n/a", "null", "none", "-", "?"):
        return "A mean over rows needs a number in each: leave this line out."
    return "Numbers are written 2, -0.5 or 1e-3; a column of words has to be turned into numbers first, or left out."


def _finite(number: float, what: str) -> float:
    if not isfinite(number):
        raise FileError(f"{what}, which is larger than floating point can hold.", hint="Measure the column in a larger unit.")
    return number


# --- names ----------------------------------------------------------------------------------------------------------------------------


def _variables(header: Sequence[str], vocabulary: Vocabulary, place: str) -> list[Expr]:
    variables = [_variable(cell, vocabulary, place) for cell in header]
    for number, variable in enumerate(variables):
        if variable in variables[:number]:
            raise FileError(f"{place} names {variable} twice.", hint="Give each column a name of its own.")
    return variables


def _variable(cell: str, vocabulary: Vocabulary, place: str) -> Expr:
    if not cell.strip():
        raise FileError(f"{place} has a column without a name.", hint="Name every column, or leave it out.")
    try:
        found = reader.read_variables(cell.strip(), vocabulary)
    except TutorError:
        found = ()
    if len(found) != 1:
        raise FileError(
            f"{place} has {_quoted(cell)} for the name of a column, which is no name of a variable.", hint="Name it like x, y2 or x_train."
        )
    return found[0]


# --- columns from Python --------------------------------------------------------------------------------------------------------------


def _from_columns(table: Mapping[str, Sequence[float]], vocabulary: Vocabulary) -> Columns:
    if not isinstance(table, Mapping):
        raise UsageError("The data is text, or a mapping from a column's name to its numbers.", hint='Such as {"x": [1, 2], "y": [3, 5]}.')
    variables = _variables(list(map(str, table)), vocabulary, "The data")
    found = {variable: tuple(map(_plain, values)) for variable, values in zip(variables, table.values(), strict=True)}
    lengths = {len(values) for values in found.values()}
    if lengths in (set(), {0}):
        raise UsageError("The data is empty.", hint='Give each column its numbers: {"x": [1, 2], "y": [3, 5]}.')
    if len(lengths) > 1:
        raise UsageError("The columns of the data are not of one length.", hint="Each row needs a number in every column.")
    return found


def _plain(value: Any) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        raise UsageError(f"{str(value)[:LONGEST_SHOWN]!r} in the data is not a number.", hint="Columns are lists of numbers.") from None
    return _finite(number, f"The data has {value}")
