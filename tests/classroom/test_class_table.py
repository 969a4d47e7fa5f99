"""The table of results: no spreadsheet runs a cell of it, and what was typed can be had back."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdtutor.classroom.marking import Found, Mark
from pdtutor.classroom.report import GradeResult, ResultRow
from pdtutor.course.lesson import Lesson
from pdtutor.render.class_table import COLUMNS, content, harmless

FORMULAS = [
    "=1+1", "+1", "-2x", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", " -2x", "\u00a0=1", "\u200b=1", "\ufeff=1", '"=1"', "'=1",
    "＝1+1", "＋1", "－2x", "＠x", "=cmd|' /C calc'!A0", '=HYPERLINK("x";"y")', "\0=1", "\u2060-x",
]  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_run_begins_with_an_apostrophe(text: str) -> None:
    assert harmless(text).startswith("'")
    assert harmless(text)[1:] == text.replace("\0", "�").replace("\n=", "\n'=").replace("\t=", "\t'=").replace("\r=", "\r'=")


@pytest.mark.parametrize("text", ["", "2x", "x - 2", "x=1", "|x|", "Zoë", "[2x, -3y]", "a@b", "3", "√x", "李雷", "{1}", "(x)"])
def test_everything_else_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize("text", ["1;=1+1", "1\t@x", 'a\n"=1"', "x;  -2", "1\r\n=1", "a\n\n+1"])
def test_a_cell_of_its_own_under_another_delimiter_is_none_that_runs(text: str) -> None:
    cells = harmless(text).replace("\t", ";").replace("\r", ";").replace("\n", ";").split(";")
    assert not any(cell.strip(' "').startswith(("=", "+", "-", "@")) for cell in cells)


@given(st.text(alphabet="=+-@'\"; \t\n\rxy1＝－", max_size=8))
def test_no_cell_begins_with_what_runs(text: str) -> None:
    for cell in harmless(text).replace("\t", ";").replace("\r", ";").replace("\n", ";").split(";"):
        assert cell.lstrip(" \"'")[:1] not in tuple("=+-@＝－") or cell.lstrip(' "').startswith("'")


def result(*rows: ResultRow) -> GradeResult:
    return GradeResult(Lesson("a", "A", "a.yaml", "0"), rows)


def cells(found: GradeResult) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content(found).decode("utf-8-sig"), newline="")))


def test_a_row_says_who_what_and_how() -> None:
    mark = Mark("incorrect", False, (Found("chain.inner_missing", "A"), Found("sign", "B")), "a note", "")
    assert cells(result(ResultRow("Ada", 3, "q1", "2x,\n3y", mark))) == [
        {
            "student": "Ada",
            "seed": "3",
            "exercise": "q1",
            "answer": "2x,\n3y",
            "verdict": "incorrect",
            "form": "no",
            "mistakes": "chain.inner_missing sign",
            "note": "a note",
            "error": "",
        }
    ]


def test_an_empty_class_is_a_line_of_names() -> None:
    assert content(result()) == b"\xef\xbb\xbf" + ",".join(COLUMNS).encode() + b"\r\n"


def test_a_giant_answer_is_shown_in_part() -> None:
    (row,) = cells(result(ResultRow("Ada", 0, "q1", "x+" * 100_000, Mark("invalid"))))
    assert len(row["answer"]) == 1_000
    assert row["answer"].endswith("…")
