"""The request for what gradients cost: how sizes are read, merged and refused, and rows that come one by one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from sympy import Tuple

from pdtutor.errors import UsageError
from pdtutor.requests.scale import SIZES, growing, scale

READ: list[tuple[object, tuple[int, ...]]] = [
    ("10,100", (10, 100)),
    (" 10 , 100 ", (10, 100)),
    ("100,10", (10, 100)),
    ("10,10,100,100", (10, 100)),
    ("1e2,1e3", (100, 1000)),
    ([10, 100], (10, 100)),
    ((50,), (50,)),
    ("1,2,3,4", (4,)),  # one and the same smallest network
]


@pytest.mark.parametrize(("params", "sizes"), READ, ids=repr)
def test_sizes_are_sorted_and_merged(params: str, sizes: tuple[int, ...]) -> None:
    found = scale(params)
    assert found.sizes == sizes
    assert [row.asked for row in found.scale.rows] == list(sizes)


REFUSED = [
    ("", "empty", None),
    ("ten", "ten is no number", 1),
    ("10,x", "x is no number", 4),
    ("10,,100", "missing", 4),
    ("10,100,", "missing", 8),
    ("0", "nothing to learn", 1),
    ("10,-5", "-5 parameters", 4),
    ("1,000", "000 parameters", 3),
    ("2.5", "no whole number", 1),
    ("nan", "no whole number", 1),
    ("inf", "too many", 1),
    ("-inf", "nothing to learn", 1),
    ("10,100001", "too many", 4),
    ("1e999", "too many", 1),
    ("9" * 5000, "too many", 1),
    ("__import__('os')", "is no number", 1),
    ([], "empty", None),
    ([0], "nothing to learn", None),
]


@pytest.mark.parametrize(("params", "message", "column"), REFUSED)
def test_what_is_no_size_is_refused_where_it_stands(params: str, message: str, column: int | None) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        scale(params)
    assert caught.value.hint
    assert caught.value.column == column
    assert len(caught.value.message) < 120


def test_rows_come_one_by_one_and_those_to_come_are_named() -> None:
    found = list(growing("10,100,1000"))
    assert [len(each.scale.rows) for each in found] == [1, 2, 3]
    assert found[0].missing == ("100 parameters", "1,000 parameters")
    assert found[-1].missing == ()


def test_nothing_was_read() -> None:
    found = scale("10")
    assert (found.reading.text, found.reading.expression) == ("", Tuple())
    assert (found.variables, dict(found.point)) == ((), {})


def test_the_usual_sizes_grow_tenfold() -> None:
    assert [later // earlier for earlier, later in pairwise(SIZES)] == [10, 10, 10]


def test_detail_is_one_of_three() -> None:
    with pytest.raises(UsageError, match="detail"):
        scale("10", detail="all")
