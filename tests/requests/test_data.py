"""Tables of numbers: read as they are meant, and refused with the line and the mend where they are not."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sympy import Symbol

from pdtutor.errors import TutorError
from pdtutor.notation.reading import Vocabulary
from pdtutor.requests.data import Table, columns


def read(table: Table) -> dict[str, tuple[float, ...]]:
    return {str(variable): values for variable, values in columns(table, Vocabulary()).items()}


READ: list[tuple[Table, dict[str, tuple[float, ...]]]] = [
    ("x,y\n1,2\n", {"x": (1,), "y": (2,)}),
    ("x,y\r\n1,2\r\n3,4", {"x": (1, 3), "y": (2, 4)}),
    ("\ufeffx,y\n1,2\n", {"x": (1,), "y": (2,)}),
    ('"x","y"\n"1","-2.5"\n', {"x": (1,), "y": (-2.5,)}),
    ("x, y\n 1 , 2e-3\n", {"x": (1,), "y": (0.002,)}),
    ("\nx\n\n1\n\n.5\n+3.\n\n", {"x": (1, 0.5, 3)}),
    ("x_1,ŷ,price\n1,2,3\n", {"x1": (1,), "yhat": (2,), "price": (3,)}),
    ({"x": [1, 2], "y_hat": (3.5, 4)}, {"x": (1, 2), "yhat": (3.5, 4)}),
]


@pytest.mark.parametrize(("table", "expected"), READ)
def test_columns_are_read_by_their_names(table: Table, expected: Mapping[str, tuple[float, ...]]) -> None:
    assert read(table) == expected


@given(
    st.lists(st.sampled_from(["x", "y", "w1", "rate", "theta"]), min_size=1, max_size=4, unique=True).flatmap(
        lambda names: st.tuples(
            st.just(names),
            st.lists(
                st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=len(names), max_size=len(names)), min_size=1, max_size=6
            ),
        )
    )
)
def test_what_pythons_writer_writes_is_read_back(table: tuple[list[str], list[list[float]]]) -> None:
    names, rows = table
    text = StringIO()
    csv.writer(text).writerows([names, *rows])
    assert read(text.getvalue()) == dict(zip(names, zip(*rows, strict=True), strict=True))


def test_names_are_variables_of_their_domain() -> None:
    (variable,) = columns("x\n1\n", Vocabulary())
    assert variable == Symbol("x", real=True)


REFUSED: list[tuple[Table, str, str]] = [
    ("", "The data is empty", "names the columns"),
    ("\n \n", "The data is empty", "names the columns"),
    ("1,2\n3,4\n", "Line 1 of the data has numbers where the names", "names the columns"),
    ("x,y\n", "no rows of numbers", "other lines are numbers"),
    ("x,y\n1\n", "Line 2 of the data has 1 cell, but 2 columns", "Each line needs 2"),
    ("x\n1,2\n", "Line 2 of the data has 2 cells, but 1 column", "decimals with a point"),
    ("x,y\n1,2\n1,2,3\n", "Line 3 of the data has 3 cells", "Each line needs 2"),
    ("x,y\n1,5,2,5\n", "Line 2 of the data has 4 cells", "decimals with a point"),
    ("x,y\n\n\n1,abc\n", "Line 4 of the data has “abc” under y", "Numbers are written"),
    ("x,y\n1,\n", "Line 2 of the data has nothing under y", "leave the whole line out"),
    ('x,y\n1,"3,14"\n', "“3,14” under y", "3.14"),
    ("x,y\n1,\x1b[2J\u202e\n", "“[2J” under y", "Numbers are written"),
    ("st\x00ud\x1b[2J,y\n1,2\n", "“stud[2J” for the name", "Name it like"),
    ("x,y\n1,nan\n", "“nan” under y", "leave this line out"),
    ("x,y\n1,-inf\n", "“-inf” under y", "leave this line out"),
    ("x,y\n1,N/A\n", "“N/A” under y", "leave this line out"),
    ("x,y\n1,1e999\n", "larger than floating point", "larger unit"),
    ("x,y\n1,1_000\n", "“1_000” under y", "Numbers are written"),
    ("x,y\n1,٣\n", "“٣” under y", "Numbers are written"),
    ("x,y\n1,0x1f\n", "“0x1f” under y", "Numbers are written"),
    ('x,y\n1,"a\nb"\n', "under y", "Numbers are written"),
    ("x,y\n1," + "z" * 100 + "\n", "…” under y", "Numbers are written"),
    ("x,y\n1," + "9" * 200_000 + "\n", "Line 2", "names the columns"),
    ('x,y\n1,"2\n', "quotation marks", "names the columns"),
    ("x,x\n1,2\n", "names x twice", "name of its own"),
    ("x_1,x1\n1,2\n", "names x1 twice", "name of its own"),
    ("x,my col\n1,2\n", "“my col”", "x_train"),
    ("x,2y\n1,2\n", "“2y”", "x_train"),
    ("x,sin\n1,2\n", "“sin”", "x_train"),
    ("x,pi\n1,2\n", "“pi”", "x_train"),
    ("x,__import__('os')\n1,2\n", "for the name of a column", "x_train"),
    ("x,\n1,2\n", "a column without a name", "Name every column"),
    ("x;y\n1;2\n", "semicolons", "commas"),
    ("x\ty\n1\t2\n", "tabs", "commas"),
    ({}, "The data is empty", "Give each column"),
    ({"x": []}, "The data is empty", "Give each column"),
    ({"x": [1], "y": [1, 2]}, "not of one length", "in every column"),
    ({"x": ["a"]}, "'a' in the data is not a number", "lists of numbers"),
    ({"x": [float("nan")]}, "The data has nan", "unit"),
    ({"my col": [1]}, "“my col”", "x_train"),
    ([[1, 2]], "The data is text, or a mapping", "Such as"),  # type: ignore[list-item]
]


@pytest.mark.parametrize(("table", "message", "hint"), REFUSED)
def test_a_table_that_is_none_is_refused_with_its_line_and_the_mend(table: Table, message: str, hint: str) -> None:
    with pytest.raises(TutorError) as raised:
        read(table)
    assert message in raised.value.message
    assert raised.value.hint
    assert hint in raised.value.hint


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        found = read(text)
    except TutorError:
        return
    assert all(values for values in found.values())
