"""A class's results as a table for spreadsheets: CSV that Excel opens as it is and that runs nothing.

Belongs here: its columns, its encoding, cells that would be formulas. Does not: what the results are (`classroom.report`).
"""

from __future__ import annotations

import csv
import re
from io import StringIO

from pdtutor.classroom.report import GradeResult, ResultRow

COLUMNS = ("student", "seed", "exercise", "answer", "verdict", "form", "mistakes", "note", "error")
ENCODING = "utf-8-sig"  # without the mark in front Excel takes UTF-8 for the encoding of its country, and garbles names
LONGEST = 1_000  # characters of a cell; Excel takes 32,767, and a person far fewer
FORMS = {True: "yes", False: "no", None: ""}

STARTS = "=+\\-@＝＋－＠"  # what makes a spreadsheet run a cell, in either width
SILENT = "\\s\ufffd'\"\u200b-\u200f\u2060\ufeff"  # what may stand before it and does not help
FORMULA = re.compile(f"(?=[{SILENT}]*[{STARTS}])|(?=[\t\r\n])|(?=')")
INSIDE = re.compile(f"([;\t\r\n][{SILENT}]*)(?=[{STARTS}])")  # a cell of its own where another delimiter is the country's


def content(result: GradeResult) -> bytes:
    """The whole file."""
    table = StringIO(newline="")
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(_row, result.rows))
    return table.getvalue().encode(ENCODING, "replace")


def _row(row: ResultRow) -> list[str]:
    mark = row.mark
    seed = "" if row.seed is None else str(row.seed)
    mistakes = " ".join(mistake.id for mistake in mark.mistakes)
    cells = (row.student, seed, row.exercise, row.answer, mark.verdict, FORMS[mark.form], mistakes, mark.note, mark.error)
    return [harmless(cell) for cell in cells]


def harmless(text: str) -> str:
    """The text as a cell that no spreadsheet runs: an apostrophe before it where it would be a formula, and inside it before what would be
    one if a semicolon, a tab or the end of a line began a new cell.

    A text that begins with an apostrophe gets one more, so that the first one can always be taken away.
    """
    shown = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    guarded = INSIDE.sub(r"\1'", shown.replace("\0", "�"))
    return f"'{guarded}" if FORMULA.match(guarded) else guarded
