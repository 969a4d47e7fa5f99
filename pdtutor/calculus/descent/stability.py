"""Which learning rates bring a descent to rest, from the eigenvalues of the Hessian.

Belongs here: these bounds, and whether a function is quadratic. Does not: the Hessian itself (`loss`), how a run went (`outcome`).

On a quadratic function each eigenvector of the Hessian goes its own way, so one eigenvalue λ > 0 and the rate η decide:

    gd          x ↦ (1 - ηλ) x                                     settles for ηλ < 2; fastest for η = 2/(λmin + λmax)
    momentum    roots of r² - (1 + μ - ηλ) r + μ                   settle for ηλ < 2(1 + μ)          (Polyak 1964)
    nesterov    roots of r² - (1 + μ - (1 + μ)ηλ) r + μ(1 - ηλ)    settle for ηλ < 2(1 + μ)/(1 + 2μ)

the last two by the Schur-Cohn conditions 1 ± trace + determinant > 0 and |determinant| < 1, for 0 ≤ μ < 1. PyTorch's nesterov steps
by g + μ v, which is what its quadratic comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import mpmath
from sympy import Expr

from pdtutor.calculus.descent.loss import Loss
from pdtutor.calculus.descent.methods import Method, Numbers
from pdtutor.calculus.descent.results import Stability, State

NOTHING = 1e-12  # of the largest eigenvalue: what is smaller is 0 with its rounding
FLAT = 1e-9  # of the gradient: what is smaller does not point along a flat direction

QUADRATIC = 2

BOUNDS: Mapping[str, Callable[[float], float]] = {
    "gd": lambda _: 2,
    "momentum": lambda momentum: 2 * (1 + momentum),
    "nesterov": lambda momentum: 2 * (1 + momentum) / (1 + 2 * momentum),
}  # method → what ηλ has to be smaller than


def stability(loss: Loss, method: Method, numbers: Numbers, states: Sequence[State]) -> Stability | None:
    """What the Hessian at the lowest point seen says of the rate; of a quadratic function it is the same everywhere."""
    lowest = min(states, key=lambda state: state.value)
    matrix = loss.hessian(lowest.point)
    if matrix is None:
        return None
    values, directions = mpmath.eigsy(mpmath.matrix(matrix))
    eigenvalues = _without_rounding([float(value) for value in values])
    known = degree(loss.of, loss.variables)
    is_exact = known is not None and known <= QUADRATIC
    largest, counting = max(eigenvalues), [value for value in eigenvalues if value > 0]
    product = BOUNDS.get(method.name)
    bound = product(numbers.momentum) / largest if product and largest > 0 else None
    return Stability(
        min(eigenvalues),
        largest,
        is_exact,
        lowest.number,
        bound,
        best=2 / (min(counting) + largest) if counting and method.name == "gd" else None,
        contraction=max(abs(1 - numbers.rate * value) for value in counting) if counting and method.name == "gd" else None,
        is_unbounded=is_exact and _falls(eigenvalues, directions, states[0].gradient),
    )


def _without_rounding(values: Sequence[float]) -> list[float]:
    size = max(map(abs, values))
    return [0.0 if abs(value) <= NOTHING * size else value for value in values]


def _falls(eigenvalues: Sequence[float], directions: mpmath.matrix, gradient: Sequence[float]) -> bool:
    """Does a quadratic function fall without end: by a negative curvature, or along a flat direction that is not level?"""
    size = max(map(abs, gradient))
    for k, value in enumerate(eigenvalues):
        along = sum(float(directions[i, k]) * part for i, part in enumerate(gradient))
        if value < 0 or (value == 0 and abs(along) > FLAT * size):
            return True
    return False


def degree(of: Expr, variables: Sequence[Expr]) -> int | None:
    """A bound of the degree in the variables, read off how the expression is built; None where it is no polynomial."""
    moving = set(variables)
    known: dict[Expr, int | None] = {}

    def found(part: Expr) -> int | None:
        if part not in known:
            known[part] = _degree(part, moving, found)
        return known[part]

    return found(of)


def _degree(part: Expr, moving: set[Expr], found: Callable[[Expr], int | None]) -> int | None:
    if part in moving:
        return 1
    if not part.free_symbols & {symbol for variable in moving for symbol in variable.free_symbols}:
        return 0
    inner = [found(argument) for argument in part.args] if part.is_Add or part.is_Mul else [found(part.base)] if part.is_Pow else [None]
    degrees = [each for each in inner if each is not None]
    if len(degrees) < len(inner):
        return None
    if part.is_Pow:
        return degrees[0] * int(part.exp) if part.exp.is_Integer and part.exp > 0 else None
    return max(degrees) if part.is_Add else sum(degrees)
