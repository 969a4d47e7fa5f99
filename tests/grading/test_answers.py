"""What a text is as an answer: entries and shape, or why it is none, with the place."""

from __future__ import annotations

import pytest
from sympy import Function, Symbol

import pdtutor
from pdtutor.errors import ReadingError
from pdtutor.grading import answers
from pdtutor.grading.asked import Asked, Entry
from pdtutor.grading.rates import Rate
from pdtutor.notation.reading import Vocabulary

X, Y = Symbol("x", real=True), Symbol("y", real=True)
KNOWN = {"x": X, "y": Y, "theta1": Symbol("theta1", real=True)}


def asked(shape: tuple[int, ...] = (), calls: dict[str, tuple[str, ...]] | None = None) -> Asked:
    calls = calls or {}
    rates = tuple(Rate(f"rate_of_{name}", Function(name, real=True)(X).diff(X), (name,), on, is_only=True) for name, on in calls.items())
    vocabulary = Vocabulary(whole=frozenset(calls))
    return Asked("derivative", (Entry(X * Y, (X,), Y),), shape, vocabulary, KNOWN, {"theta1": "θ₁"}, calls, rates)


SHAPES = [
    ("2x", (), ()),
    ("[2x]", (), ()),
    ("[2x, 3y]", (), (2,)),
    ("(2x, 3y)", (), (2,)),
    ("(x+1)(y+2)", (), ()),
    ("max(x, y)", (), ()),
    ("{2x, 3y}", (2,), (2,)),
    (r"\left(2x, 3y\right)", (2,), (2,)),
    (r"\begin{pmatrix} 2x \\ 3y \end{pmatrix}", (2,), (2,)),
    (r"\begin{bmatrix} 1 & x \\ y & 2 \end{bmatrix}", (2, 2), (2, 2)),
    ("[y, x]", (1, 2), (1, 2)),
    ("[y, x]", (2, 1), (2, 1)),
    ("2x", (1, 1), (1, 1)),
    ("2x, 3y", (), (2,)),
    ("[2x, 3y]", (2,), (2,)),
    ("(2x, 3y)", (2,), (2,)),
    ("⟨2x, 3y⟩", (2,), (2,)),
    ("<2x, 3y>", (2,), (2,)),
    ("2x, 3y", (2,), (2,)),
    ("2x; 3y", (2,), (2,)),
    ("[[2x], [3y]]", (2,), (2,)),
    ("max(x, y), min(x, y)", (2,), (2,)),
    ("[x + y]", (2,), ()),
    ("2x", (2,), ()),
    ("[1, 2, 3]", (2,), (3,)),
    ("[[1, x], [y, 2]]", (2, 2), (2, 2)),
    ("[1, x; y, 2]", (2, 2), (2, 2)),
    ("((1, x), (y, 2))", (2, 2), (2, 2)),
    ("[[1, x, y]]", (1, 3), (1, 3)),
]


@pytest.mark.parametrize(("text", "wanted", "shape"), SHAPES)
def test_entries_are_told_apart_however_they_are_bracketed(text: str, wanted: tuple[int, ...], shape: tuple[int, ...]) -> None:
    assert answers.read(text, asked(wanted)).shape == shape


REFUSED = [
    ("", "There is no answer yet", None, None),
    ("   ", "There is no answer yet", None, 1),
    ("∂f/∂x = 2x", "right-hand side", "Leave out ∂f/∂x =", 7),
    ("f_x = 2x", "right-hand side", "Leave out f_x =", 5),
    ("df/dx=2x", "right-hand side", "Leave out df/dx =", 6),
    ("2x = ", "right-hand side", "Leave out the = after it", 4),
    ("= 2x", "right-hand side", "Leave out the = before it", 1),
    ("x[1]", "x has no index", "Write x alone", 1),
    ("2x + C", "C does not occur", "constant of integration", 6),
    ("2X", "X does not occur", "Did you mean x?", 2),
    ("x + z", "z does not occur", "Its variables are: x, y, θ₁.", 5),
    ("0*z + x", "z does not occur", None, 3),
    ("theta2 x", "theta2 does not occur", "Did you mean θ₁?", 1),
    ("f(x)", "f does not occur", None, 1),
    ("2x +", "Something is missing", None, None),
    ("1/0", "Division by zero", None, 3),
    ("3,14", "decimal point", None, 2),
    ("eval(x)", "no function eval", None, 1),
]


@pytest.mark.parametrize(("text", "message", "hint", "column"), REFUSED)
def test_what_is_no_answer_is_refused_with_its_place_and_the_mend(text: str, message: str, hint: str | None, column: int | None) -> None:
    with pytest.raises(ReadingError) as caught:
        answers.read(text, asked())
    assert message in caught.value.message
    assert hint is None or hint in (caught.value.hint or "")
    assert column is None or caught.value.column == column


def test_the_place_of_what_cannot_be_read_counts_in_the_whole_text() -> None:
    with pytest.raises(ReadingError) as caught:
        answers.read("[2x, 3Z]", asked((2,)))
    assert caught.value.text == "[2x, 3Z]"
    assert caught.value.column == 7


@pytest.mark.parametrize(
    "text", ["2x + 2y dy/dx", "2x + 2y y'", "2x + 2y y′", "2x + 2 y y'(x)", "2x + 2y(x) y'(x)", r"2x + 2y \frac{dy}{dx}", "2x+2y*∂y/∂x"]
)
def test_the_rate_of_a_dependent_can_be_written_in_every_usual_way(text: str) -> None:
    (expression,) = answers.read(text, asked(calls={"y": ("x",)})).expressions
    assert str(expression.subs(Y, 7).doit()).count("Derivative(y(x), x)") == 1


def test_the_place_of_a_mistyped_name_is_right_behind_a_rate() -> None:
    with pytest.raises(ReadingError) as caught:
        answers.read("2y' + Q", asked(calls={"y": ("x",)}))
    assert caught.value.column == 7


@pytest.mark.parametrize(
    ("function", "wrt", "answer"),
    [
        ("sum(w[i]*x[i], i=1..n)", "x[k]", "w_k"),
        ("sum(w[i]*x[i], i=1..n)", "x[k]", "w_{k}"),
        ("sum(w[i]*x[i], i=1..n)", "x[3]", "w_3"),
        ("sum((w x[i] + b - y[i])^2, i=1..n)", "b", "2 sum(w x_i + b - y_i, i=1..n)"),
        ("x^2", "x", r"\begin{cases} 0 & \text{for}\: x = 0 \\2 x & \text{otherwise} \end{cases}"),
    ],
)
def test_indices_and_cases_are_read_as_they_are_printed_in_latex(function: str, wrt: str, answer: str) -> None:
    assert pdtutor.check(function, wrt=wrt, answer=answer).to_dict()["verdict"] == "correct"


def test_where_conditions_hold_equals_signs_that_are_no_equation() -> None:
    assert answers.read("where(x == 0, 1, 2)", asked()).shape == ()
    assert answers.read("elu(x, a=1)", asked()).shape == ()
