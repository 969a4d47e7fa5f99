"""Sums over any range and with any index: derived, checked, and never a defect."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
import sympy

from pdtutor.requests.partial import partial

RANGES = [
    "sum(w[i], i=1..4)",
    "sum(w[i]*x[i], i=1..10)",
    "sum(w[i]*x[i], i=0..2)",
    "sum(w[i], i=0..n)",
    "sum(w[i], i=2..n)",
    "sum(w[i], i=1..n-1)",
    "sum(a[i]*x^i, i=0..n)",
]
SHIFTED = [
    "sum(w[i+1] - w[i], i=1..n)",
    "sum(w[i]*w[i+1], i=1..n)",
    "sum((w[i] - w[i-1])^2, i=2..n)",
    "sum(w[2*i], i=1..n)",
    "w[i+1]",
]
INSIDE = [
    "sum(relu(w*x[i]), i=1..n)",
    "sum(max(0, 1 - y[i]*w*x[i]), i=1..n)",
    "sum(|x[i] - m|, i=1..n)",
    "sum(huber(y[i] - w*x[i]), i=1..n)",
    "sum(sigmoid(w*x[i] + b), i=1..n)",
    "sum(bce(σ(w*x[i]), y[i]), i=1..n)",
]
NUMBERS: Mapping[str, float] = {"n": 3, "k": 2, "i": 1, "w": 0.7, "x": 1.3, "m": 0.4, "b": -0.2}


def written_out(expression: sympy.Expr) -> sympy.Expr:
    """With n = 3 and k = 2, every sum added up, every entry a symbol of its own."""
    whole = {symbol: int(NUMBERS[symbol.name]) for symbol in expression.atoms(sympy.Symbol) if symbol.name in "nki"}
    bound = {index for total in expression.atoms(sympy.Sum) for index in total.bound_symbols}
    plain = expression.xreplace({symbol: sympy.Integer(value) for symbol, value in whole.items() if symbol not in bound}).doit()
    entries = {entry: sympy.Symbol(f"{entry.base}_{entry.indices[0]}", real=True) for entry in plain.atoms(sympy.Indexed)}
    return plain.xreplace(entries)


@pytest.mark.parametrize("text", RANGES + SHIFTED + INSIDE)
def test_every_entry_of_a_sum_can_be_differentiated_by(text: str) -> None:
    found = partial(text).partials
    assert found
    assert all(part.check.points >= 3 for part in found)


@pytest.mark.parametrize(
    ("text", "wrt", "derivative"),
    [
        ("sum(w[i]*x[i], i=1..n)", "w[k]", "x_2"),
        ("sum(w[i]^2, i=1..n)/2", "w[k]", "w_2"),
        ("sqrt(sum(w[i]^2, i=1..n))", "w[k]", "w_2/sqrt(w_1**2 + w_2**2 + w_3**2)"),
        ("ln(sum(exp(z[j]), j=1..n))", "z[k]", "exp(z_2)/(exp(z_1) + exp(z_2) + exp(z_3))"),
        ("sum(sum(w[i]*w[j], j=1..n), i=1..n)", "w[k]", "2*(w_1 + w_2 + w_3)"),
        ("exp(z[i])/sum(exp(z[j]), j=1..n)", "z[k]", "-exp(z_1)*exp(z_2)/(exp(z_1) + exp(z_2) + exp(z_3))**2"),
        ("sum(w[i]*w[i+1], i=1..n)", "w[k]", "w_1 + w_3"),
        ("sum((w[i] - w[i-1])^2, i=2..n)", "w[k]", "2*(w_2 - w_1) - 2*(w_3 - w_2)"),
    ],
)
def test_the_derivative_by_an_entry_is_that_of_the_sum_written_out(text: str, wrt: str, derivative: str) -> None:
    gives = partial(text, wrt=wrt).partials[0].derivative
    right = sympy.sympify(derivative, locals={f"{name}_{k}": sympy.Symbol(f"{name}_{k}", real=True) for name in "wxz" for k in range(5)})
    assert sympy.simplify(written_out(gives) - right) == 0


def test_a_family_with_two_indices_is_differentiated_by_its_entries() -> None:
    derivatives = {str(part.order[0]): str(part.derivative) for part in partial("sum(a[i,j]*x[j], j=1..n)").partials}
    assert derivatives == {"a[k, m]": "KroneckerDelta(i, k)*x[m]", "x[k]": "a[i, k]"}


def test_of_a_double_sum_the_index_that_the_entry_does_not_have_is_left() -> None:
    (part,) = partial("sum(sum(a[i,j]*x[j], j=1..n)*y[i], i=1..n)", wrt="x[k]").partials
    assert str(part.derivative) == "Sum(a[i, k]*y[i], (i, 1, n))"


@pytest.mark.parametrize("text", ["sum(i*x^i, i=1..n)", "sum(exp(-i*x), i=0..n)", "n*sum(x, i=1..n)"])
def test_what_counts_the_terms_is_no_variable_by_default(text: str) -> None:
    assert [str(part.order[0]) for part in partial(text).partials] == ["x"]


def test_the_power_of_a_whole_index_holds_for_negative_numbers_too() -> None:
    assert partial("sum(x^i, i=1..3)").partials[0].conditions == ()
