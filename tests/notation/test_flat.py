"""Flat products and sums: built as SymPy builds them, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Add, Expr, Function, Integer, Mul, Piecewise, Rational, Symbol, exp, log, pi, sin, sqrt, symbols

from pdtutor.notation import flat
from pdtutor.notation.functions import sigmoid

x, y, w2, w10 = symbols("x y w2 w10", real=True)
f = Function("f", real=True)
NUMBERS = [Integer(-2), Integer(-1), Integer(0), Integer(1), Integer(3), Rational(1, 2)]
FLAT = [x, y, w2, w10, Symbol("n", integer=True), Symbol("x", positive=True), x**2, 1 / x, sin(x), f(x), sigmoid(x * y), log(y)]
OTHERS = [x + 1, exp(x), sqrt(x), sqrt(2), 2**y, pi, Piecewise((x, x > 0), (0, True)), x * y, 2 * x, -y]
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


@pytest.mark.parametrize("factors", [(Integer(2), x), (x, y), (Integer(-1), 3 * x), (Integer(2), sin(x)), (Rational(1, 2), x**2)])
def test_a_number_and_variables_are_flat(factors: tuple[Expr, ...]) -> None:
    assert flat.product(factors) == Mul(*factors)


@pytest.mark.parametrize("factors", [(Integer(0), x), (x, x), (Integer(2), x + 1), (x, x**2), (Integer(2), sqrt(2)), (Integer(2), 2**x)])
def test_what_could_combine_is_not_flat(factors: tuple[Expr, ...]) -> None:
    assert flat.product(factors) is None
