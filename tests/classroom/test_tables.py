"""Tables of answers: every dialect that a spreadsheet writes, and every row that is none, said and passed over."""

from __future__ import annotations

import pytest

from pdtutor.classroom.submissions import Submission, Submissions, Unreadable
from pdtutor.classroom.tables import LONGEST_CELL, read
from pdtutor.errors import FileError

EXERCISES = ("q1", "q2")


def table(text: str | bytes) -> Submissions:
    return read(text.encode() if isinstance(text, str) else text, "class.csv", EXERCISES)


def told(text: str | bytes) -> list[tuple[str, int, dict[str, str]] | tuple[int | str, str]]:
    """Each entry: student, seed and answers; or of one that cannot be read its row and why."""
    return [
        (entry.row, entry.message)
        if isinstance(entry, Unreadable)
        else (entry.student, entry.seed, {name: answer for name, (answer,) in entry.answers.items()})
        for entry in table(text).entries
    ]


ADA = ("Ada", 0, {"q1": "2x", "q2": "3y"})
SAME = {
    "plain": "student,q1,q2\nAda,2x,3y\n",
    "without a last line's end": "student,q1,q2\nAda,2x,3y",
    "a mark in front": b"\xef\xbb\xbfstudent,q1,q2\r\nAda,2x,3y\r\n",
    "line ends of Windows": "student,q1,q2\r\nAda,2x,3y\r\n",
    "line ends of old": "student,q1,q2\rAda,2x,3y\r",
    "semicolons": "student;q1;q2\nAda;2x;3y\n",
    "tabs": "student\tq1\tq2\nAda\t2x\t3y\n",
    "UTF-16": "student\tq1\tq2\r\nAda\t2x\t3y\r\n".encode("utf-16"),
    "an announced delimiter": "sep=;\nstudent;q1;q2\nAda;2x;3y\n",
    "all in quotes": '"student","q1","q2"\n"Ada","2x","3y"\n',
    "blank lines": "\n\nstudent,q1,q2\n\n,,\nAda,2x,3y\n\n",
    "columns in another order": "q2,student,q1\n3y,Ada,2x\n",
    "names in capitals and spaces": " Student , Q1 ,q2\n Ada ,2x,3y\n",
    "cells that are empty at the end": "student,q1,q2,,\nAda,2x,3y,,\n",
}


@pytest.mark.parametrize("text", SAME.values(), ids=SAME.keys())
def test_the_same_class_in_any_dialect(text: str | bytes) -> None:
    assert told(text) == [ADA]
    assert table(text).notes == ()


NAMES = ["Zoë", "李雷", "אבי", "Ωmega", "O'Brien, Ann", "../../x", "[bold]", "<script>", "=cmd()", "two\nlines", "🧮", "𝒳"]


@pytest.mark.parametrize("name", NAMES)
def test_a_student_may_have_any_name(name: str) -> None:
    assert told(f'student,q1\n"{name}",x\n') == [(name, 0, {"q1": "x"})]


CELLS = [
    ('student,seed,q1\nAda,7,"[2x, 3y]"\n', [("Ada", 7, {"q1": "[2x, 3y]"})]),
    ("student,seed,q1\nAda,-7,x\n", [("Ada", -7, {"q1": "x"})]),
    ("student,seed,q1\nAda,,x\n", [("Ada", 0, {"q1": "x"})]),
    ('student,q1\nAda,"2x +\n3y"\n', [("Ada", 0, {"q1": "2x +\n3y"})]),
    ('student,q1\nAda,"say ""2x"""\n', [("Ada", 0, {"q1": 'say "2x"'})]),
    ("student,q1,q2\nAda,x\n", [("Ada", 0, {"q1": "x"})]),
    ("student,q1,q2\nAda, ,x\n", [("Ada", 0, {"q2": "x"})]),
    ("student;q1\nAda;[2x, 3y]\n", [("Ada", 0, {"q1": "[2x, 3y]"})]),
    ("student,q1\nAda,=1+1\n", [("Ada", 0, {"q1": "=1+1"})]),
    ("student,q1\n", []),
    ("student\nAda\n", [("Ada", 0, {})]),
]


@pytest.mark.parametrize(("text", "expected"), CELLS)
def test_a_cell_is_the_answer_that_was_typed(text: str, expected: list[object]) -> None:
    assert told(text) == expected


BAD = [
    ("student,q1\n,x\n", (2, "no student is named here.")),
    ("student,seed,q1\nBob,two,x\n", (2, "the seed “two” is no whole number.")),
    ("student,seed,q1\nBob,1.5,x\n", (2, "the seed “1.5” is no whole number.")),
    (
        "student,q1,q2\nBob,[2x, 3y],4\n",
        (2, "it has 4 cells, but there are 3 columns. An answer with commas stands between quotation marks."),
    ),
    ('student,q1\nBob,"x\n', (2, "its quotation marks do not fit together.")),
    ('student,q1\nBob,"x"y\n', (2, "its quotation marks do not fit together.")),
    (b"student,q1\nB\xc3\xb6b,\xff\xfe\n", (2, "it is not text in UTF-8. Save the table as CSV UTF-8.")),
    (
        "student;q1;q2\nBob;1;2;3;4\n",
        (2, "it has 5 cells, but there are 3 columns. An answer with semicolons stands between quotation marks."),
    ),
    (
        "student\tq1\nBob\t1\t2\n",
        (2, "it has 3 cells, but there are 2 columns. An answer with tabs stands between quotation marks."),
    ),
    (
        "sep=|\nstudent|q1\nBob|1|2\n",
        (3, "it has 3 cells, but there are 2 columns. An answer with “|” stands between quotation marks."),
    ),
    (f"student,q1\nBob,{'x' * (LONGEST_CELL + 1)}\n", (2, "a cell is too long to be an answer.")),
]


@pytest.mark.parametrize(("text", "expected"), BAD)
def test_a_row_that_cannot_be_read_is_said_and_the_others_are_read(text: str | bytes, expected: tuple[int, str]) -> None:
    content = text.encode() if isinstance(text, str) else text
    names = next(line for line in content.split(b"\n") if line.startswith(b"student"))
    delimiter = names[7:8]
    after = b"Ada" + delimiter * names.count(delimiter) + b"x\n"
    first, *others = told(content + after)
    assert first == expected
    assert [entry[0] for entry in others] == ["Ada"]


def test_a_quotation_mark_that_is_never_closed_costs_one_student() -> None:
    rows = [f"s{number},2x" for number in range(3000)]
    rows[10] = 's10,"2x'
    entries = table("student,q1\n" + "\n".join(rows)).entries
    assert [entry.row for entry in entries if isinstance(entry, Unreadable)] == [12]
    assert sum(isinstance(entry, Submission) for entry in entries) == 2999


def test_a_hundred_such_marks_cost_a_hundred_students() -> None:
    rows = [f's{number},"2x' if number % 10 == 3 else f"s{number},2x" for number in range(1000)]
    entries = table("student,q1\n" + "\n".join(rows)).entries
    read_ones = [entry.student for entry in entries if isinstance(entry, Submission)]
    assert set(read_ones) == {f"s{number}" for number in range(1000) if number % 10 != 3}


def test_the_last_of_duplicates_counts_with_a_note() -> None:
    found = table("student,q1,q2\nAda,1\nBob,2\nAda,3\nBo\u0308b,4\nB\u00f6b,5\n")
    entries = [entry for entry in found.entries if isinstance(entry, Submission)]
    assert [(entry.student, entry.answers["q1"], entry.row) for entry in entries] == [
        ("Bob", ("2",), 3),
        ("Ada", ("3",), 4),
        ("B\u00f6b", ("5",), 6),
    ]
    assert entries[1].note == "handed in 2 times: this one counts, not row 2"
    assert found.notes == ("“Ada” handed in 2 times: the last counts.", "“Böb” handed in 2 times: the last counts.")


def test_of_duplicates_the_last_that_can_be_read_counts() -> None:
    found = table("student,seed,q1\nAda,1,x\nAda,one,y\n")
    assert [type(entry) for entry in found.entries] == [Submission, Unreadable]


AS_EXCEL = "“class.csv” is not UTF-8 and was read as Excel's plain CSV (Windows-1252). Where a name looks wrong, save as CSV UTF-8."
IN_WINDOWS = [  # what Excel's plain CSV has in the West, and what it says
    ("student,q1,q2\r\nZoë,2x,3y\r\n", [("Zoë", 0, {"q1": "2x", "q2": "3y"})]),
    ("student;q1\nJosé;x²·y\nŠárka;½\n", [("José", 0, {"q1": "x²·y"}), ("Šárka", 0, {"q1": "½"})]),
    ("student,q1\nO’Brien,1 – x\n", [("O’Brien", 0, {"q1": "1 – x"})]),
]


@pytest.mark.parametrize(("text", "expected"), IN_WINDOWS)
def test_a_table_in_the_encoding_of_excel_is_read_with_a_note(text: str, expected: list[object]) -> None:
    assert told(text.encode("cp1252")) == expected
    assert table(text.encode("cp1252")).notes[0] == AS_EXCEL
    assert AS_EXCEL not in table(text).notes


@pytest.mark.parametrize("row", [b"Zo\xeb,\xc3\xab\n", b"Zo\xeb,\x81\n"])
def test_a_row_is_not_read_in_an_encoding_that_the_rest_of_its_file_does_not_have(row: bytes) -> None:
    found = table(b"student,q1\n" + row)
    assert [type(entry) for entry in found.entries] == [Unreadable]
    assert AS_EXCEL not in found.notes


@pytest.mark.parametrize(("text", "columns"), [("a,b\n1,2\n", "student,q1,q2"), ("a;b\n1;2\n", "student;q1;q2"), ("a\n", "student,q1,q2")])
def test_a_table_without_students_is_told_the_columns_of_this_lesson(text: str, columns: str) -> None:
    with pytest.raises(FileError) as caught:
        table(text)
    assert f"names the columns: {columns} and" in str(caught.value.hint)


def test_of_many_exercises_the_first_are_named() -> None:
    with pytest.raises(FileError) as caught:
        read(b"a,b\n", "class.csv", tuple(f"q{number}" for number in range(30)))
    assert "student,q0,q1,q2,q3,q4,… and" in str(caught.value.hint)


@pytest.mark.parametrize(("cell", "has_seed"), [("", False), (" ", False), ("0", True), ("-3", True)])
def test_a_seed_of_0_is_told_from_none(cell: str, has_seed: bool) -> None:
    (entry,) = table(f"student,seed,q1\nAda,{cell},x\n").entries
    assert isinstance(entry, Submission)
    assert entry.has_seed is has_seed


NOTES = [
    ("student,q1,q2,Q3\n", ["“Q3” is no exercise of this lesson: what stands under it is left out."]),
    ("student,q1,q2,q12\n", ["“q12” is no exercise of this lesson: what stands under it is left out. Did you mean q2?"]),
    ("student,q1\n", ["There is no column for q2."]),
    ("student,q1,q1,q2\nAda,1,2,3\n", ["q1 has two columns: the last counts."]),
    ("student,q1,q2,\x1b[31m\n", ["“[31m” is no exercise of this lesson: what stands under it is left out."]),
    ("", []),
    ("\n \n", []),
]


@pytest.mark.parametrize(("text", "notes"), NOTES)
def test_what_is_odd_about_the_columns_is_said(text: str, notes: list[str]) -> None:
    assert list(table(text).notes) == notes


@pytest.mark.parametrize("content", [b"name,q1\nAda,x\n", b"PK\x03\x04\0\0\0\0", b"Ada,x\n", b"\xff\xff\xff,q1\n"])
def test_a_file_that_is_no_table_of_students_is_refused(content: bytes) -> None:
    with pytest.raises(FileError) as caught:
        table(content)
    assert "student" in caught.value.hint


def test_a_hundred_thousand_columns_that_nobody_knows_are_told_in_short() -> None:
    found = table("student," + ",".join(f"column {number}" for number in range(100_000)) + "\n" + "Ada\n" * 50)
    assert len(found.notes) == 8 + 1 + 2 + 1
    assert found.notes[8] == "… and 99,992 other names that are no exercises."
