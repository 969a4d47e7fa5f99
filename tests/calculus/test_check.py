"""The check is real: whatever rule is broken, it says so; and only what has no rule is looked up."""

from __future__ import annotations

import dataclasses

import pytest
import sympy as sp
from sympy import Integer, Symbol

import pdtutor
from pdtutor.calculus import partial as partial_module
from pdtutor.calculus import rules, slopes
from pdtutor.calculus.gradient import gradient
from pdtutor.calculus.partial import partial
from pdtutor.calculus.solver import Problem
from pdtutor.notation import functions as named

x, y, n = Symbol("x", real=True), Symbol("y", real=True), Symbol("n", integer=True)
f = sp.Function("f", real=True)
X = sp.IndexedBase("x", real=True)
i = Symbol("i", integer=True)

USES = {
    "identity": x,
    "constant": x + y,
    "summed": x + x**2,
    "constant_multiple": 3 * x,
    "quotient": x / (x**2 + 3),
    "product": x * sp.sin(x),
    "constant_power": x**3,
    "exponential": 2**x,
    "general_power": x**x,
    "extreme": sp.Max(x, x**2),
    "by_cases": sp.Piecewise((x**2, x > 1), (3 * x, True)),
    "named_call": sp.sin(x),
    "unknown_call": f(x),
    "unknown_derivative": sp.Derivative(f(x), x),
    "indexed_sum": sp.Sum(x * X[i], (i, 1, n)),
    "looked_up": sp.gamma(x),
}


def test_every_rule_is_put_to_the_test() -> None:
    assert set(USES) == {rule.__name__ for rule in rules.RULES}


@pytest.mark.parametrize("name", USES)
def test_a_broken_rule_fails_the_check(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert partial(USES[name], x).check.is_passed

    def broken(problem: Problem):
        step = getattr(rules, name)(problem)
        return step and dataclasses.replace(step, gives=step.gives * Integer(11) / 10 + Integer(1) / 7)

    altered = tuple(broken if rule.__name__ == name else rule for rule in rules.RULES)
    monkeypatch.setattr(partial_module, "RULES", altered)
    assert not partial(USES[name], x).check.is_passed


@pytest.mark.parametrize("head", sorted(slopes.UNARY, key=lambda head: head.__name__))
def test_a_broken_slope_fails_the_check(head: type, monkeypatch: pytest.MonkeyPatch) -> None:
    rule, formula, conditions = slopes.UNARY[head]
    assert partial(head(x), x).check.is_passed
    monkeypatch.setitem(slopes.UNARY, head, (rule, lambda u: formula(u) + sp.Rational(1, 9), conditions))
    assert not partial(head(x), x).check.is_passed


SEVERAL = [
    named.elu(x, y),
    named.leaky_relu(x, y),
    named.clip(x, y, 3 + y**2),
    named.huber(x, y),
    named.bce(named.sigmoid(x), y),
    named.logsumexp(x, y),
    named.norm(x, y),
    sp.atan2(x, y),
]


@pytest.mark.parametrize("call", SEVERAL, ids=lambda call: type(call).__name__)
@pytest.mark.parametrize("wrt", [x, y])
def test_a_broken_slope_of_several_arguments_fails_the_check(call, wrt, monkeypatch: pytest.MonkeyPatch) -> None:
    head = type(call)
    right = slopes.SEVERAL[head]
    assert partial(call, wrt).check.is_passed
    monkeypatch.setitem(slopes.SEVERAL, head, lambda *args: dataclasses.replace(right(*args), gives=right(*args).gives * sp.Rational(6, 5)))
    assert not partial(call, wrt).check.is_passed


def test_several_arguments_are_all_tried() -> None:
    assert {type(call) for call in SEVERAL} == set(slopes.SEVERAL)


HAS_A_RULE = [
    *(head(x) for head in slopes.UNARY),
    *SEVERAL,
    sp.Max(x, y, 1),
    sp.Min(x, y),
    x**y,
    y**x,
    x**x,
    sp.sqrt(x),
    1 / x,
    f(x),
    f(x, x * y),
    sp.Derivative(f(x), x),
    sp.Piecewise((x, x > 0), (0, True)),
    sp.Sum(x * X[i], (i, 1, n)),
]


@pytest.mark.parametrize("expression", HAS_A_RULE, ids=str)
def test_nothing_with_a_rule_is_looked_up(expression) -> None:
    assert all(step.rule != "table" for step in partial(expression, x).roots[0].walk())


@pytest.mark.parametrize("call", [sp.gamma(x), sp.besselj(0, x), sp.Si(x), sp.LambertW(x), sp.zeta(x)], ids=str)
def test_what_has_no_rule_says_that_it_was_looked_up(call) -> None:
    assert partial(call, x).roots[0].rule == "table"


HUGE = Integer(10) ** 400


@pytest.mark.parametrize("of", [HUGE * sp.Abs(x), HUGE * x + y * HUGE, HUGE * x + y * Integer(10) ** 330, HUGE**2 * x + x * y])
def test_numbers_beyond_floats_are_no_cause_for_doubt(of: sp.Expr) -> None:
    assert partial(of, x).check.is_passed
    assert gradient(of, (x, y)).check.is_passed


@pytest.mark.parametrize(
    ("of", "wrt", "slope"),
    [
        ("sum(w[i]*b, i=0..n-1)", "w[k]", "b"),
        ("sum(w[i]^2, i=0..n-1)", "w[k]", "2w[k]"),
        ("sum(sum(A[i, j]*x[j], j=0..n-1)*y[i], i=0..m-1)", "x[k]", "sum(A[i, k]*y[i], i=0..m-1)"),
        ("sum(w[i]*x[i], i=1..n)", "w[k]", "x[k]"),
    ],
)
def test_a_sum_is_checked_at_one_of_its_terms_wherever_it_begins(of: str, wrt: str, slope: str) -> None:
    found = pdtutor.partial(of, wrt=wrt).partials[0]
    assert found.check.is_passed
    assert found.check.points == 5
    assert pdtutor.check(of, wrt=wrt, answer=slope).to_dict()["verdict"] == "correct"
