"""Formulas, unknown dependences and equations as they are typed."""

from __future__ import annotations

import pytest
import sympy as sp
from sympy import Eq, Rational, Symbol, exp, log

from pdtutor.errors import ReadingError
from pdtutor.notation import reader
from pdtutor.notation.reading import Domain, Vocabulary

a, b, n, t, u, x, y, z = (Symbol(name, real=True) for name in "abntuxyz")
rate, theta, w1 = (Symbol(name, real=True) for name in ("rate", "theta", "w1"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("y = x^2", {y: x**2}),
        ("y=x^2,z=3xy", {y: x**2, z: 3 * x * y}),
        ("y = x^2; z = x + y", {y: x**2, z: x + y}),
        ("y == x^2", {y: x**2}),
        ("rate = 2t", {rate: 2 * t}),
        ("y = 2 rate t, rate = x", {y: 2 * rate * t, rate: x}),
        ("θ = x, y = 2theta", {theta: x, y: 2 * theta}),
        ("w_1 = x, y = w₁", {w1: x, y: w1}),
        ("y = max(x, 2), z = log(x, 2)", {y: sp.Max(2, x), z: log(x) / log(2)}),
        ("y(x) = x^2", {y: x**2}),
        ("z(x, y) = x y, y(x) = 1/2 x", {z: x * y, y: x / 2}),
        ("z = y(x)^2, y(x) = x", {z: y**2, y: x}),
        ("y = 3", {y: sp.Integer(3)}),
        ("y = e^x", {y: exp(x)}),
    ],
)
def test_formulas(text: str, expected: dict[Symbol, sp.Expr]) -> None:
    calls = {name: call for name, call in reader.names_of_formulas(text).items() if call}
    read = reader.read_formulas(text, calls=calls)
    assert {each.variable: each.formula for each in read} == expected
    assert all(set(each.on) == each.formula.free_symbols for each in read)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("y(x)", {y: (x,)}),
        ("y(x), z(x, y), x(t)", {y: (x,), z: (x, y), x: (t,)}),
        ("y(x); x(t)", {y: (x,), x: (t,)}),
        ("z(y, x)", {z: (y, x)}),
        ("z(x, y(x))", {y: (x,), z: (x, y)}),
        ("z(x, y(x)), y(x)", {y: (x,), z: (x, y)}),
        ("rate(time)", {rate: (Symbol("time", real=True),)}),
        ("y(θ)", {y: (theta,)}),
        ("w_1(t)", {w1: (t,)}),
        ("f(x)", {Symbol("f", real=True): (x,)}),
        ("y (x)", {y: (x,)}),
    ],
)
def test_unknown_dependences(text: str, expected: dict[Symbol, tuple[Symbol, ...]]) -> None:
    read = reader.read_dependences(text)
    assert {each.variable: each.on for each in read} == expected
    assert all(each.formula is None for each in read)


def test_domains_hold_in_both() -> None:
    vocabulary = Vocabulary(domains={"x": Domain({"positive": True})})
    positive = Symbol("x", real=True, positive=True)
    assert reader.read_dependences("y(x)", vocabulary)[0].on == (positive,)
    assert reader.read_formulas("y = x", vocabulary)[0].formula == positive


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("x^2", 1, "written y = x^2"),
        ("y = x, x^2", 8, "written y = x^2"),
        ("2y = x", 1, "written y = x^2"),
        ("y > x", 1, "written y = x^2"),
        ("y(x)", 1, "written y = x^2"),
        ("y = x = 3", 3, "one equals sign"),
        ("y = y + 1", 1, "contains y itself"),
        ("z = x, y(x) = y^2", 8, "contains y itself"),
        ("y = ", 3, "missing after ="),
        ("y = x +", 7, "missing after +"),
        ("y = 1/0", 7, "Division by zero"),
    ],
)
def test_what_is_no_formula_is_pointed_at(text: str, column: int, words: str) -> None:
    calls = {name: call for name, call in reader.names_of_formulas(text).items() if call}
    with pytest.raises(ReadingError) as caught:
        reader.read_formulas(text, calls=calls)
    assert (caught.value.text, caught.value.column) == (text, column)
    assert words in caught.value.message


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("y", 1, "written y(x)"),
        ("y = x", 1, "written y(x)"),
        ("2y(x)", 1, "written y(x)"),
        ("y'(x)", 1, "written y(x)"),
        ("y(2)", 3, "a number"),
        ("y(pi)", 3, "a number"),
        ("y(x + 1)", 3, "depends on variables"),
        ("y(y)", 1, "cannot depend on itself"),
        ("z(x), y(y)", 7, "cannot depend on itself"),
        ("z(x, x)", 1, "twice"),
        ("y(x), y(x)", 7, "declared twice"),
        ("y(x), y(t)", 7, "declared twice"),
        ("z(y(x)), y(t)", 10, "declared twice"),
        ("sin(x)", 1, "a function already"),
        ("y()", 2, "nothing between"),
    ],
)
def test_what_is_no_dependence_is_pointed_at(text: str, column: int, words: str) -> None:
    with pytest.raises(ReadingError) as caught:
        reader.read_dependences(text)
    assert (caught.value.text, caught.value.column) == (text, column)
    assert words in caught.value.message


CALLS = {"y": ("x",), "z": ("x", "y"), "x": ("t",)}
WHOLE = Vocabulary(whole=frozenset(["x", "y", "z", "rate"]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("y(x)^2 + y", y**2 + y),
        ("2y(x)", 2 * y),
        ("xy(x)", x * y),
        ("z(x, y(x)) x", x * z),
        ("z(x(t), y(x(t)))", z),
        ("sin y(x)", sp.sin(y)),
        ("x(y + 1)", x * (y + 1)),
        ("y(x + 1)", y * (x + 1)),
        ("y(2)", 2 * y),
        ("f(y(x))", sp.Function("f", real=True)(y)),
    ],
)
def test_a_declared_call_is_its_name_and_anything_else_a_product(text: str, expected: sp.Expr) -> None:
    assert reader.read_relation(text, WHOLE, CALLS).expression == expected


def test_a_product_that_looks_like_a_call_is_noted() -> None:
    assert reader.read_relation("y(x + 1)", WHOLE, CALLS).notes == ("y(x + 1) is read as the product y·(x + 1); y alone stands for y(x)",)
    assert reader.read_relation("y(x)", WHOLE, CALLS).notes == ()


def test_arguments_that_are_not_the_declared_ones_are_refused() -> None:
    with pytest.raises(ReadingError, match=r"z is declared as z\(x, y\)") as caught:
        reader.read_relation("1 + z(x, t)", WHOLE, CALLS)
    assert caught.value.column == 5


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        ("x^3 + y^3 = 3xy", x**3 + y**3, 3 * x * y),
        ("x^3 + y^3 == 3xy", x**3 + y**3, 3 * x * y),
        ("xy = 1", x * y, 1),
        ("3xy = x^3 + y^3", 3 * x * y, x**3 + y**3),
        ("y = y", y, y),
        ("0 = 0", 0, 0),
        ("elu(x, a=2) = y", sp.Symbol("left"), y),
        ("where(x == 0, 1, x) = y", sp.Symbol("left"), y),
        ("x^2 + \\frac{y}{2} = 1", x**2 + y * Rational(1, 2), 1),
    ],
)
def test_an_equation_keeps_both_sides(text: str, left: sp.Expr, right: sp.Expr) -> None:
    read = reader.read_relation(text).expression
    assert isinstance(read, Eq)
    assert read.rhs == right
    assert left == sp.Symbol("left") or read.lhs == left
    assert reader.place_of_equals(text) == text.rindex("=") + 1 - ("==" in text and "where" not in text)


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("x = y = 3", "syntax", "one equals sign"),
        ("x < y", "not_an_expression", "condition"),
        ("x = y < 3", "not_an_expression", "equation"),
        ("x = 1 and y = 2", "not_an_expression", "joins conditions"),
        ("[x, y]", "not_an_expression", "vector"),
        ("x = ", "syntax", "missing after"),
        ("= x", "syntax", "missing before"),
        ("", "syntax", "nothing to read"),
    ],
)
def test_what_is_neither_an_expression_nor_an_equation_is_refused(text: str, code: str, words: str) -> None:
    with pytest.raises(ReadingError) as caught:
        reader.read_relation(text)
    assert caught.value.code == code
    assert words in caught.value.message


def test_elsewhere_an_equation_is_still_no_expression() -> None:
    with pytest.raises(ReadingError, match="only the command total takes one"):
        reader.read("x^2 + y^2 = 1")
