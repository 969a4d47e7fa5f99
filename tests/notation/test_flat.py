"""Flat products and sums: built as SymPy builds them, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import (
    Abs,
    Add,
    Expr,
    Function,
    Integer,
    Mul,
    Piecewise,
    Rational,
    Symbol,
    asin,
    atan,
    cos,
    cosh,
    exp,
    log,
    pi,
    sign,
    sin,
    sinh,
    sqrt,
    symbols,
    tan,
    tanh,
)

from pdtutor.notation import flat
from pdtutor.notation.functions import sigmoid

x, y, w2, w10 = symbols("x y w2 w10", real=True)
f = Function("f", real=True)
NUMBERS = [Integer(-2), Integer(-1), Integer(0), Integer(1), Integer(3), Rational(1, 2)]
FLAT = [x, y, w2, w10, Symbol("n", integer=True), Symbol("x", positive=True), x**2, 1 / x, sin(x), f(x), sigmoid(x * y), log(y), exp(-x)]
OTHERS = [x + 1, exp(y + 1), sqrt(x), sqrt(2), 2**y, pi, Piecewise((x, x > 0), (0, True)), x * y, 2 * x, -y, abs(x), sign(x), log(2)]
OTHERS += [exp(2 * (x + 1), evaluate=False), exp(Mul(2, x + 1, evaluate=False)), exp(2), sin(1)]
PARTS = st.sampled_from([*NUMBERS, *FLAT, *OTHERS])


@settings(deadline=None, max_examples=300)
@given(st.lists(PARTS, min_size=1, max_size=4))
def test_a_product_is_that_of_sympy(factors: list[Expr]) -> None:
    made = flat.product(factors)
    assert made is None or (made == Mul(*factors) and made.args == Mul(*factors).args)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.lists(PARTS, min_size=1, max_size=2).map(lambda factors: Mul(*factors)), min_size=1, max_size=5))
def test_a_sum_is_that_of_sympy(terms: list[Expr]) -> None:
    made = flat.total(terms)
    assert made is None or (made == Add(*terms) and made.args == Add(*terms).args)


POLYNOMIALS = st.lists(st.lists(st.sampled_from([*NUMBERS, *FLAT, pi, y**3]), min_size=1, max_size=3), min_size=1, max_size=4).map(
    lambda terms: Add(*(Mul(*factors) for factors in terms))
)
FUNCTIONS = [sin, cos, tan, sinh, cosh, tanh, atan, exp, log, asin, sqrt, Abs, sign, sigmoid]


@settings(deadline=None, max_examples=500)
@given(st.sampled_from(FUNCTIONS), POLYNOMIALS)
def test_a_function_is_that_of_sympy(function: type, argument: Expr) -> None:
    made = flat.called(function, argument)
    assert made is None or (made == function(argument) and made.args == function(argument).args)


@settings(deadline=None, max_examples=300)
@given(POLYNOMIALS)
def test_what_takes_any_value_is_of_no_known_sign(polynomial: Expr) -> None:
    if flat.takes_any_value(polynomial):
        assert polynomial.is_positive is polynomial.is_negative is polynomial.is_zero is None
        assert log(polynomial).is_real is None


@pytest.mark.parametrize("polynomial", [x, 2 * x + 1, y - x * w2, Rational(1, 2) - x + w2**2])
def test_a_variable_in_one_term_alone_takes_any_value(polynomial: Expr) -> None:
    assert flat.takes_any_value(polynomial)


@pytest.mark.parametrize(
    "polynomial", [Integer(2), x**2, x * y, x + x**2, Symbol("p", positive=True) + 1, sin(x) + y, Symbol("n", integer=True)]
)
def test_what_may_have_a_sign_or_gaps_is_not_said_to(polynomial: Expr) -> None:
    assert not flat.takes_any_value(polynomial)


@pytest.mark.parametrize(("function", "argument"), [(sin, 3 * x + 1), (cos, 2 * x), (exp, -x * y), (log, x + 7), (tanh, w2 * x + w10)])
def test_a_function_of_a_polynomial_is_flat(function: type, argument: Expr) -> None:
    assert flat.called(function, argument) == function(argument)


@pytest.mark.parametrize(
    "factors", [(Integer(2), x), (x, y), (Integer(-1), 3 * x), (Integer(2), sin(x)), (Rational(1, 2), x**2), (x, sin(x)), (y, exp(2 * x))]
)
def test_a_number_and_variables_are_flat(factors: tuple[Expr, ...]) -> None:
    assert flat.product(factors) == Mul(*factors)


@pytest.mark.parametrize("factors", [(Integer(0), x), (x, x), (Integer(2), x + 1), (x, x**2), (Integer(2), sqrt(2)), (Integer(2), 2**x)])
def test_what_could_combine_is_not_flat(factors: tuple[Expr, ...]) -> None:
    assert flat.product(factors) is None
