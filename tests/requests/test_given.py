"""SymPy expressions and numbers from Python are made into what the reader would have made of the same text."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
import sympy

from pdtutor.errors import TutorError
from pdtutor.notation.reading import Vocabulary
from pdtutor.requests import given
from pdtutor.requests.partial import partial

a, b, x, y = sympy.symbols("a b x y")
real_x, real_y = sympy.symbols("x y", real=True)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (x**2 + y, real_x**2 + real_y),
        (real_x, real_x),
        (sympy.Symbol("x_1"), sympy.Symbol("x1", real=True)),
        (sympy.Symbol("θ"), sympy.Symbol("theta", real=True)),
        (sympy.Symbol("lambda"), sympy.Symbol("lambda", real=True)),
        (sympy.Symbol("x", positive=True), sympy.Symbol("x", positive=True)),
        (sympy.Symbol("n", integer=True), sympy.Symbol("n", integer=True)),
        (sympy.Symbol("x", nonnegative=True), sympy.Symbol("x", nonnegative=True)),
        (0.1 * x, real_x / 10),
        (sympy.Dummy("x"), real_x),
        (sympy.Function("f")(x), sympy.Function("f", real=True)(real_x)),
        (sympy.Integer(3), sympy.Integer(3)),
    ],
)
def test_an_expression_is_read_in_real_symbols_of_the_same_name(expression: Any, expected: Any) -> None:
    assert given.reading(expression, Vocabulary()).expression == expected


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        (sympy.I * x, "complex"),
        (sympy.Symbol("x", imaginary=True), "complex"),
        (sympy.Matrix([x, y]), "not_an_expression"),
        (sympy.MatrixSymbol("A", 2, 2), "not_an_expression"),
        (x > 1, "not_an_expression"),
        (sympy.Symbol("A", commutative=False), "not_an_expression"),
        (7, "not_an_expression"),
        (None, "not_an_expression"),
        (x + sympy.Symbol("x", positive=True), "usage"),
        (sympy.Symbol("x_1") + sympy.Symbol("x1"), "usage"),
        (sympy.Symbol("my name"), "syntax"),
        (sympy.Symbol(""), "syntax"),
    ],
)
def test_what_is_no_real_scalar_expression_is_refused(expression: Any, code: str) -> None:
    with pytest.raises(TutorError) as caught:
        given.reading(expression, Vocabulary())
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, sympy.Integer(1)),
        (0.1, sympy.Rational(1, 10)),
        (-2.5e-3, sympy.Rational(-1, 400)),
        (Fraction(1, 3), sympy.Rational(1, 3)),
        (sympy.pi / 2, sympy.pi / 2),
        (sympy.Float("0.25"), sympy.Rational(1, 4)),
        (True, sympy.Integer(1)),
    ],
)
def test_a_number_is_as_exact_as_it_was_written(number: Any, expected: Any) -> None:
    assert given.exact(number) == expected


@pytest.mark.parametrize("number", [float("inf"), float("nan"), 1j, None, sympy.I, sympy.oo, sympy.nan, x, [1]])
def test_what_is_no_real_number_is_refused(number: Any) -> None:
    with pytest.raises(TutorError):
        given.exact(number)


def test_a_derivation_from_python_is_the_one_from_text() -> None:
    from_python = partial(x**2 * y + sympy.sin(x * y), wrt=[x], at={"x": 1, y: sympy.pi / 2})
    from_text = partial("x^2 y + sin(x y)", wrt="x", at="x=1, y=pi/2")
    assert from_python.partials[0].derivative == from_text.partials[0].derivative
    assert from_python.partials[0].value == from_text.partials[0].value


def test_variables_are_named_by_symbols_or_by_text() -> None:
    expression = sympy.Symbol("w_1") * sympy.Symbol("w_2")
    for wrt in ("w_1", "w1", ["w1"], sympy.Symbol("w_1"), [sympy.Symbol("w_1")], "w₁"):
        (found,) = partial(expression, wrt=wrt).partials
        assert found.derivative == sympy.Symbol("w2", real=True)


def test_assumptions_of_the_users_own_symbols_count() -> None:
    t = sympy.Symbol("t", positive=True)
    assert partial(sympy.log(t), wrt=t).partials[0].conditions == ()
    with pytest.raises(TutorError) as caught:
        partial(sympy.log(t), at={t: -1})
    assert caught.value.code == "domain"


def test_size_is_unlimited_for_expressions() -> None:
    symbols = sympy.symbols("v0:400")
    expression = sympy.Add(*(symbol**2 for symbol in symbols))
    (found,) = partial(expression, wrt="v399").partials
    assert found.derivative == 2 * sympy.Symbol("v399", real=True)


def test_indices_are_no_variables() -> None:
    i, n = sympy.symbols("i n")
    w, z = sympy.IndexedBase("w"), sympy.IndexedBase("z")
    result = partial(sympy.Sum(w[i] * z[i], (i, 1, n)))
    assert [str(found.order[0]) for found in result.partials] == ["w[k]", "z[k]"]
