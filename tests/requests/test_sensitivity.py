"""The request for a sensitivity analysis: which variables are ranked, and what a point has to name."""

from __future__ import annotations

import pytest

from pdtutor.errors import DomainError, ReadingError, UsageError
from pdtutor.requests.sensitivity import sensitivity


def ranked(text: str, **options: str) -> dict[str, float | None]:
    return {str(entry.variable): entry.derivative for entry in sensitivity(text, **options).sensitivity.entries}


RANKED = [
    ("x^2 y", {"at": "x=2,y=-3"}, {"x": -12, "y": 4}),
    ("x^2 y", {"at": "x=2,y=-3", "wrt": "y"}, {"y": 4}),
    ("x^2 y", {"at": "x=2,y=-3", "wrt": "y,x,y"}, {"x": -12, "y": 4}),
    ("sum(w[i]*x[i], i=1..2)", {"at": "w[1]=1,w[2]=2,x[1]=3,x[2]=4"}, {"x[2]": 2, "x[1]": 1, "w[1]": 3, "w[2]": 4}),
    ("sum(w[i]*x[i], i=1..2)", {"at": "w[1]=1,w[2]=2,x[1]=3,x[2]=4", "wrt": "x"}, {"x[2]": 2, "x[1]": 1}),
    ("sum(w[i]*x[i], i=1..2)", {"at": "w[1]=1,w[2]=2,x[1]=3,x[2]=4", "wrt": "x[2]"}, {"x[2]": 2}),
    ("sum(x[i]^2, i=1..n)", {"at": "n=2,x[1]=3,x[2]=4"}, {"x[1]": 6, "x[2]": 8}),
    ("x[1]*x[2]", {"at": "x[1]=3,x[2]=5"}, {"x[1]": 5, "x[2]": 3}),
]


@pytest.mark.parametrize(("text", "options", "expected"), RANKED, ids=repr)
def test_what_is_asked_for_is_ranked(text: str, options: dict[str, str], expected: dict[str, float]) -> None:
    assert ranked(text, **options) == expected


def test_variables_keep_the_order_asked_for() -> None:
    found = sensitivity("x + 5y + 3z", at="x=1,y=1,z=1", wrt="z,x,y")
    assert list(map(str, found.variables)) == ["z", "x", "y"]
    assert [str(entry.variable) for entry in found.sensitivity.entries] == ["y", "z", "x"]


OPEN = [
    ("x y", {}, "there x, y have no value"),
    ("x y", {"at": "x=1"}, "there y has no value"),
    ("x y", {"at": "x=1", "wrt": "x"}, "there y has no value"),
    ("sum(x[i], i=1..3)", {"at": "x[1]=1"}, r"there x\[2\], x\[3\] have no value"),
    ("a + b + c + d + u + v + w + x", {"at": "a=1"}, "and 1 more have no value"),
]


@pytest.mark.parametrize(("text", "options", "message"), OPEN, ids=repr)
def test_a_point_that_leaves_a_variable_open_is_refused_by_name(text: str, options: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        sensitivity(text, **options)
    assert "--at" in (caught.value.hint or "")


def test_other_mistakes_are_those_of_every_command() -> None:
    with pytest.raises(DomainError):
        sensitivity("ln x", at="x=-1")
    with pytest.raises(ReadingError):
        sensitivity("x y", at="x=1,y=2,q=3")
    with pytest.raises(UsageError):
        sensitivity("3", at="x=1")


def test_checks_that_hold_name_nothing() -> None:
    assert sensitivity("x^2 y", at="x=1,y=2").failed_checks == ()
