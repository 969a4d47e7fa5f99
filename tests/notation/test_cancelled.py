"""What cancels while a text is read is not forgotten: x/x is 1, but has no value where x = 0."""

from __future__ import annotations

import pytest

import pdtutor
from pdtutor.errors import DomainError
from pdtutor.notation.reader import read
from pdtutor.notation.writers import PlainWriter

CANCELLED = [
    ("x^2/x", ["x != 0"], "You divide by x, which cancels: where it is 0, what you typed has no value."),
    ("(x + 1)/(x + 1)", ["x + 1 != 0"], None),
    ("x/(x y)", ["x != 0"], None),
    ("1/(1/x)", ["x != 0"], None),
    ("1/(x/y)", ["y != 0"], None),
    ("x^(-2) x^2", ["x != 0"], "You write x^(-2), which cancels: where it has no value, what you typed has none either."),
    ("(1/x)^0", ["x != 0"], None),
    ("x/sqrt(x)", ["x != 0"], None),
    ("sqrt(x) sqrt(x)", ["x >= 0"], None),
    ("e^(2 ln x)", ["x > 0"], "You write ln x, which cancels: where it has no value, what you typed has none either."),
    ("ln(x) - ln(x) + x", ["x > 0"], None),
    ("0 ln(x)", ["x > 0"], None),
    ("sin(asin(x))", ["x >= -1", "x <= 1"], None),
    (r"\frac{x}{x}", ["x != 0"], None),
]
KEPT = """
(x^2 - 1)/(x - 1)
|x|/x
1/(x y)
1/(2x + 2)
sqrt(4x)
sqrt(x^2 y)
sqrt(x^2)
ln(x^2)
x/x^2
x/(2x^2)
e^x/e^x
(x^2 + 1)/(x^2 + 1)
σ(z)/σ(z)
a/b/c
1/(2 sqrt(x))
(x/y)^2
1/(y - x)
1/sqrt(x^3)
y ln(y)
""".strip().splitlines()
UNDEFINED = [
    ("x^2/x", "x=0"),
    ("(x-1)^2/(x-1)", "x=1"),
    ("exp(ln(x))", "x=-1"),
    ("exp(ln(x))", "x=0"),
    ("sqrt(x) sqrt(x)", "x=-1"),
    ("sin(asin(x))", "x=2"),
]


@pytest.mark.parametrize(("text", "needed", "note"), CANCELLED, ids=[row[0] for row in CANCELLED])
def test_what_cancels_is_kept_as_a_condition_with_a_note(text: str, needed: list[str], note: str | None) -> None:
    reading, write = read(text), PlainWriter()
    assert [write(condition) for condition in reading.needed] == needed
    assert reading.notes
    assert note is None or note in reading.notes


@pytest.mark.parametrize("text", KEPT)
def test_what_the_expression_still_tells_needs_no_note(text: str) -> None:
    reading = read(text)
    assert (reading.needed, reading.notes) == ((), ())


@pytest.mark.parametrize(("text", "point"), UNDEFINED)
@pytest.mark.parametrize("command", ["partial", "gradient", "hessian"])
def test_there_is_no_value_where_what_was_typed_has_none(command: str, text: str, point: str) -> None:
    with pytest.raises(DomainError, match="not defined at"):
        getattr(pdtutor, command)(text, at=point)


def test_the_condition_stands_beside_the_derivative() -> None:
    assert pdtutor.partial("x^2/x").to_dict()["partials"][0]["conditions"] == ["Ne(x, 0)"]
    assert pdtutor.partial("sqrt(x) sqrt(x)").to_dict()["partials"][0]["conditions"] == ["x > 0"]
    assert pdtutor.gradient("x y/y").to_dict()["partials"][1]["conditions"] == ["Ne(y, 0)"]


def test_at_the_border_of_a_root_there_is_a_value() -> None:
    assert pdtutor.partial("sqrt(x) sqrt(x)", at="x=0").to_dict()["partials"][0]["value"]["decimal"] == 1
