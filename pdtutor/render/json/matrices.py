"""Jacobians, Hessians and directional derivatives as JSON.

Belongs here: the members that `jacobian`, `hessian` and `directional` have. Does not: numbers and checks (`numbers`), steps (`partials`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sympy import Expr

from pdtutor.calculus.results import MixedPair, SmallStep
from pdtutor.render.json.numbers import amount, checked, exactly, matrix, plain, vector
from pdtutor.render.json.partials import derivative
from pdtutor.requests.results import DirectionalResult, HessianResult, JacobianResult

Object = dict[str, Any]
Writer = Callable[[Any], str]


def jacobian(result: JacobianResult, writer: Writer, has_steps: bool) -> Object:
    """The result of `jacobian`: rows are outputs, columns variables."""
    found = result.jacobian
    return {
        "outputs": _written(found.outputs, writer),
        "variables": _written(found.variables, writer),
        "jacobian": [_written(row, writer) for row in found.entries],
        "value": matrix(found.value, writer),
        "determinant": None if found.determinant is None else writer(found.determinant),
        "log_abs_determinant": None if found.log_abs_determinant is None else writer(found.log_abs_determinant),
        "determinant_value": amount(found.determinant_value, writer),
        "log_abs_determinant_value": amount(found.log_abs_determinant_value, writer),
        "rank": found.rank,
        "small_step": _small_step(found.small_step),
        "partials": [[derivative(partial, writer, has_steps) for partial in row.partials] for row in found.rows],
        "conditions": _written(found.conditions, writer),
        "check": checked(found.check),
    }


def _written(expressions: Iterable[Expr], writer: Writer) -> list[str]:
    return [writer(expression) for expression in expressions]


def _small_step(step: SmallStep | None) -> Object | None:
    if step is None:
        return None
    return {name: [plain(number) for number in getattr(step, name)] for name in ("step", "predicted", "actual")}


def hessian(result: HessianResult, writer: Writer, has_steps: bool) -> Object:
    """The result of `hessian`: entry i, j is differentiated by variable i, then by variable j."""
    first, found = result.gradient, result.hessian
    known = found.__dict__ if found else {}
    return {
        "variables": _written(first.variables, writer),
        "gradient": _written(first.entries, writer),
        "gradient_value": vector(first.value, writer),
        "hessian": [_written(row, writer) for row in found.entries] if found else None,
        "value": matrix(known.get("value"), writer),
        "eigenvalues": vector(known.get("eigenvalues"), writer),
        "definiteness": known.get("definiteness"),
        "symmetric": found.is_symmetric if found and result.is_complete else None,
        "mixed": [_pair(pair, writer) for pair in known.get("mixed", ())],
        "stationary": known.get("stationary"),
        "classification": known.get("classification"),
        "partials": [[derivative(partial, writer, has_steps, True) for partial in row] for row in known.get("partials", ())],
        "conditions": _written(known.get("conditions", ()), writer),
        "check": checked(found.check if found else first.check),
    }


def _pair(pair: MixedPair, writer: Writer) -> Object:
    return {
        "variables": _written(pair.variables, writer),
        "symbolic": pair.symbolic,
        "points": pair.points,
        "max_relative_error": plain(pair.max_relative_error),
        "equal_there": pair.is_equal_there,
    }


def directional(result: DirectionalResult, writer: Writer, has_steps: bool) -> Object:
    """The result of `directional`; `one_sided` are the rates backwards and forwards."""
    found = result.directional
    return {
        "variables": _written(found.variables, writer),
        "given": [exactly(part, writer) for part in found.given],
        "along": [exactly(part, writer) for part in found.along],
        "gradient": _written(found.gradient.entries, writer),
        "derivative": writer(found.derivative),
        "value": amount(found.value, writer),
        "gradient_value": vector(found.gradient.value, writer),
        "from_gradient": amount(found.from_formula, writer),
        "gradient_applies": found.is_formula,
        "one_sided": vector(found.one_sided, writer),
        "steepest_ascent": vector(found.gradient.steepest_ascent, writer),
        "largest_rate": amount(found.gradient.norm, writer),
        "partials": [derivative(partial, writer, has_steps) for partial in found.gradient.partials],
        "conditions": _written(found.gradient.conditions, writer),
        "check": checked(found.gradient.check),
    }
