"""Backpropagation over generated programs: the backward pass, SymPy's `diff`, central differences and the sum over all paths agree."""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sympy import Expr, Float, Rational

from pdtutor.calculus.backprop.backward import backprop
from pdtutor.calculus.backprop.results import Backprop, Program
from pdtutor.notation.functions import with_definitions
from tests.calculus.backprop.programs import central, programs, run
from tests.calculus.oracle import DIGITS, numbers_of

coordinates = st.lists(st.fractions(Rational(-3, 2), Rational(3, 2), max_denominator=7), min_size=4, max_size=4)
SETTINGS = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def found_at(program: Program, numbers: list[Rational]) -> tuple[Backprop, dict[Expr, mpmath.mpf]]:
    point = {name: Rational(number.numerator, number.denominator) for name, number in zip(program.inputs, numbers, strict=False)}
    return backprop(program, program.inputs, point), {name: mpmath.mpf(value.p) / value.q for name, value in point.items()}


def value_of(formula: Expr, found: Backprop, values: dict[Expr, mpmath.mpf]) -> mpmath.mpf:
    """A formula in names of inputs, nodes and shared adjoints."""
    known = dict(values)
    for name, expression in found.shared.items():
        known[name] = value_of_plain(expression, known)
    return value_of_plain(formula, known)


def value_of_plain(formula: Expr, known: dict[Expr, mpmath.mpf]) -> mpmath.mpf:
    arguments = sorted(formula.free_symbols, key=str)
    return numbers_of(formula, arguments)(*(known[argument] for argument in arguments))


def is_near(one: object, other: object, digits: int = 8) -> bool:
    return abs(mpmath.mpf(one) - mpmath.mpf(other)) <= mpmath.mpf(10) ** -digits * max(1, abs(mpmath.mpf(other)))


@given(programs(), coordinates)
@SETTINGS
def test_formulas_and_numbers_agree_with_central_differences(program: Program, numbers: list[Rational]) -> None:
    found, point = found_at(program, numbers)
    with mpmath.workdps(DIGITS):
        values = run(program, point)
        assert values is not None
        assert all(node.value is not None and is_near(node.value, values[node.name], 9) for node in found.nodes)
        for name in program.inputs:
            if any(entry.is_kink for entry in found.compared if entry.name == name):
                continue
            measured = central(program, point, name)
            assert is_near(value_of(found.gradients[name], found, values), measured, 9)
            assert is_near(found.values[name], measured)
    assert found.check.is_passed


@given(programs(most=9))
@SETTINGS
def test_gradients_agree_with_sympy(program: Program) -> None:
    found = backprop(program, program.inputs, {})
    meanings: dict[Expr, Expr] = {}
    for name, expression in program.nodes.items():
        meanings[name] = expression.xreplace(meanings)
    for name in program.inputs:
        known = {**meanings}
        for shared, expression in found.shared.items():
            known[shared] = expression.xreplace(known)
        ours, theirs = found.gradients[name].xreplace(known), sp.diff(with_definitions(meanings[program.output]), name).doit()
        arguments = sorted({*ours.free_symbols, *theirs.free_symbols}, key=str)
        with mpmath.workdps(DIGITS):
            place = [mpmath.mpf(k + 2) / 7 for k in range(len(arguments))]
            one, other = (numbers_of(each, arguments)(*place) for each in (ours, theirs))
            if None not in (one, other):
                assert is_near(one, other, 30)


@given(programs(most=12), coordinates)
@SETTINGS
def test_the_paths_add_up_to_the_gradient(program: Program, numbers: list[Rational]) -> None:
    found, _ = found_at(program, numbers)
    for name, paths in found.paths.items():
        assert paths is None or len(paths) == found.path_counts[name]
        for path in paths or ():
            assert (path.names[0], path.names[-1]) == (program.output, name)
            assert len(path.factors) == len(path.names) - 1
        if paths is not None:
            assert is_near(sum(path.value for path in paths if path.value is not None), found.values[name], 9)


@given(programs())
@SETTINGS
def test_the_gradient_costs_at_most_five_times_the_function(program: Program) -> None:
    counted = backprop(program, program.inputs, {}).operations
    assert counted.reverse_mode <= 5 * counted.forward


def test_a_wrong_local_derivative_fails_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    from pdtutor.calculus import slopes
    from pdtutor.calculus.backprop import local

    local._slope.cache_clear()
    monkeypatch.setitem(slopes.UNARY, sp.sin, ("trigonometric", lambda u: sp.cos(u) + Float("0.01"), lambda _: ()))
    w, z, out = sp.symbols("w z out", real=True)
    program = Program({z: sp.sin(w), out: z**2}, {z: (w,), out: (z,)}, (w,))
    assert not backprop(program, (w,), {}).check.is_passed
    local._slope.cache_clear()
