"""Total derivatives at a point: the values that follow from formulas, contradictions, and the value of the result there.

Belongs here: points of dependent variables. Does not: how a value is found where a formula does not apply (`calculus.value`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sympy import Add, Basic, Expr, Float, S, Sum
from sympy.core.function import AppliedUndef

from pdtutor.calculus.limits import INFINITE
from pdtutor.calculus.numeric import evaluate, settled_number
from pdtutor.calculus.relations import TIE
from pdtutor.calculus.results import Value
from pdtutor.calculus.step import Step
from pdtutor.calculus.tidy import node_count
from pdtutor.calculus.total.dependencies import Dependencies, put_in, written_out
from pdtutor.calculus.total.results import Total
from pdtutor.calculus.value import exact_value, is_broken, refuse_outside, value_at
from pdtutor.errors import DomainError
from pdtutor.notation.algebra import substitute
from pdtutor.notation.limits import is_too_long
from pdtutor.notation.names import variables_of
from pdtutor.notation.sums import unrolled

Point = Mapping[Expr, Expr]
ROUNDING = 1e-6  # what a number typed with seven digits may be off
LARGEST_CONSTANT = 30  # nodes of an exact value that others are calculated from
MOST_SHOWN = 60  # characters of a formula in a message


def completed(point: Point, dependencies: Dependencies) -> dict[Expr, Expr]:
    """The point with the values of the dependents that follow from it.

    Raises DomainError where a formula has no value there, or another one than the point says.
    """
    whole = dict(point)
    for dependent in dependencies.order if point else ():
        formula = dependencies.formulas.get(dependent)
        implied = None if formula is None else _implied(dependent, formula, whole)
        if implied is not None and dependent in whole:
            _refuse_contradiction(dependent, whole[dependent], formula, implied, whole)
        elif implied is not None:
            whole[dependent] = implied
    return whole


def _implied(dependent: Expr, formula: Expr, point: Point) -> Expr | None:
    """The value of a formula; None where the point leaves a variable of it free."""
    known = unrolled(formula, point) if formula.has(Sum) else formula
    if not variables_of(known) <= set(point) or known.has(AppliedUndef, Sum):
        return None
    value = exact_value(known, {variable: point[variable] for variable in variables_of(known)})
    if value.decimal is None:
        raise DomainError(
            f"{dependent}{_equals(formula)} has no value at {_said(formula, point)}.", hint="Choose a point where it has one."
        )
    if abs(value.decimal) == INFINITE:
        raise DomainError(f"The value of {dependent} there has too many digits.", code="too_large", hint="Choose smaller numbers.")
    return value.exact if value.exact is not None and not _is_unwieldy(value.exact) else Float(value.decimal)


def _is_unwieldy(number: Expr) -> bool:
    """Would calculating on with the exact number cost more than anybody gains from it?"""
    return is_too_long(number) if number.is_Rational else node_count(number, LARGEST_CONSTANT) >= LARGEST_CONSTANT


def _equals(formula: Expr) -> str:
    text = str(formula)
    return f" = {text}" if len(text) <= MOST_SHOWN else ""


def _said(of: Expr, point: Point) -> str:
    return ", ".join(f"{variable} = {point[variable]}" for variable in point if variable in variables_of(of))


def _refuse_contradiction(dependent: Expr, said: Expr, formula: Expr | None, implied: Expr, point: Point) -> None:
    gap = evaluate(said - implied, {})
    if abs(gap) <= ROUNDING * max(1, abs(evaluate(implied, {}))):
        return
    assert formula is not None
    there = _said(formula, point)
    raise DomainError(
        f"{dependent} = {said} contradicts {dependent}{_equals(formula)}, which is {implied}{f' at {there}' if there else ''}.",
        hint=f"Leave out {dependent}: its value follows.",
    )


def total_value(found: Total, plain: Expr, conditions: Sequence[Basic], free: Dependencies, asked: Point) -> Value:
    """The value of the total derivative, in plain names, at the point.

    Where all that moves is given by formulas, it is the derivative of the function of one variable that these make, by its limit where
    the formula does not apply. With an unknown function in between it is the formula with the numbers put in.
    """
    full = put_in(free.formulas_in_order)
    composite, slope = written_out(found.of, full), written_out(plain, full)
    is_followed = all(dependent not in asked or _follows(dependent, free, asked) for dependent in free.formulas)
    if composite is None or slope is None or full is None or plain.has(AppliedUndef) or not is_followed:
        return _formula_value(plain, conditions, _places(found.point, free))
    base = {variable: value for variable, value in found.point.items() if variable not in full}
    root = Step("chain", composite, found.wrt, slope)
    value = value_at((root,), tuple(substitute(condition, full) for condition in conditions), base)
    return _with_calls(value, found)


def _follows(dependent: Expr, free: Dependencies, asked: Point) -> bool:
    """Is the value of a dependent fixed by its formula, so that the point only repeats it?"""
    rest = {variable: value for variable, value in asked.items() if variable not in free.formulas}
    return dependent in completed(rest, free)


def _with_calls(value: Value, found: Total) -> Value:
    if value.exact is None or not found.calls:
        return value
    left = {name: substitute(call, found.point) for name, call in found.calls.items()}
    return replace(value, exact=substitute(value.exact, left))


def _places(point: Point, free: Dependencies) -> dict[Expr, Expr]:
    """What each name stands for at a point: a number, a formula with numbers in it, or an unknown function at a number."""
    places = dict(point)
    for name, definition in free.definitions.items():
        if name not in places:
            places[name] = substitute(definition, places)
    return places


def _formula_value(formula: Expr, conditions: Sequence[Basic], places: Point) -> Value:
    """A formula with the numbers put in; nothing where it does not apply."""
    if any(is_broken(condition, places) for condition in conditions):
        return Value(why="undefined")
    there = substitute(formula, places)
    if there.has(S.NaN, S.ComplexInfinity):
        return Value(why="undefined")
    if not there.is_number or there.has(AppliedUndef):
        return Value(there)
    value = exact_value(there, {})
    return replace(value, exact=None) if there.has(Float) else value


def relation_value(
    found: Total, rest: Expr, by_target: Expr, derivative: Expr, partials_exist: Sequence[Basic], free: Dependencies
) -> Value:
    """The derivative that a relation fixes at a point of its curve; `rest`, `by_target`, `derivative` and the conditions in plain names.

    partials_exist  relations that hold where the relation's partials exist

    Raises DomainError where the point is not on the curve.
    """
    places = _places(found.point, free)
    _refuse_off_curve(found)
    if any(is_broken(condition, places) for condition in partials_exist):
        return Value(why="no partials")
    if _is_zero(substitute(by_target, places)):
        return Value(why="singular" if _is_zero(substitute(rest, places)) else "vertical")
    return _formula_value(derivative, found.conditions, places)


def _is_zero(number: Expr) -> bool:
    """Is it a number, and zero?"""
    return bool(number.is_number and not number.has(AppliedUndef) and abs(evaluate(number, {})) < TIE)


def _refuse_off_curve(found: Total) -> None:
    if not variables_of(found.of) <= set(found.point) or found.of.has(AppliedUndef):
        return
    refuse_outside(found.of, found.point)
    residual = settled_number(found.of, found.point)
    if abs(residual) > ROUNDING * max(1, *(abs(evaluate(term, found.point)) for term in Add.make_args(found.of))):
        raise DomainError(
            f"{_said(found.of, found.point)} is not on the curve: the left side minus the right side is {float(residual):.6g} there.",
            hint=f"Choose a point that satisfies the relation, or leave out {found.target}.",
        )
