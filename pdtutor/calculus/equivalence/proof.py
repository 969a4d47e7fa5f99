"""A proof that two expressions are the same, by algebra whose cost is bounded.

Belongs here: rewriting both in few functions and multiplying out, and as a last resort `simplify`, whose cost only a clock bounds.
Does not: numbers (`digits`).
"""

from __future__ import annotations

from functools import cache

import sympy as sp
from sympy import Expr, Mul, S, exp, expand, fraction, powsimp, together

from pdtutor.calculus.check import COMPARABLE, expansion_size, is_equivalent
from pdtutor.calculus.deadline import within
from pdtutor.calculus.tidy import node_count
from pdtutor.notation.functions import NamedFunction, with_definitions

LARGEST = 300  # nodes
EXPANDED = 3 * COMPARABLE  # terms
LONGEST = 0.15  # seconds; what simplify proves at all, it mostly proves in less


def is_proved(one: Expr, other: Expr) -> bool:
    """Whether the two are seen to be the same; False proves nothing."""
    if node_count(one, LARGEST) + node_count(other, LARGEST) >= LARGEST:
        return False
    if is_equivalent(one, other):
        return True
    first, second = map(_in_exponentials, (one, other))
    if (first, second) != (one, other) and _cancels(first - second):
        return True
    if _is_by_cases(one) or _is_by_cases(other):  # simplify takes long over these, and seldom proves anything
        return False
    _load_simplify()
    return within(LONGEST, lambda: _is_simplified_to_zero(one, other)) or False


@cache
def _load_simplify() -> None:
    """Have SymPy import what simplify needs: an import must not be interrupted."""
    sp.simplify(sp.sin(sp.Symbol("x")) ** 2)


def _is_by_cases(expression: Expr) -> bool:
    return _has_cases(expression) or expression.has(sp.Piecewise, sp.Max, sp.Min, sp.sign, sp.Sum)


def _is_simplified_to_zero(one: Expr, other: Expr) -> bool:
    try:
        return bool(sp.simplify(with_definitions(one) - with_definitions(other)) == 0)
    except Exception:  # SymPy stumbles over much that is well defined, in ways that nobody lists
        return False


def _in_exponentials(expression: Expr) -> Expr:
    """Trigonometric and hyperbolic functions, and named ones without cases, written with exponentials; logarithms and powers spread."""
    plain = _spread(with_definitions(expression) if not _has_cases(expression) else expression)
    return plain.replace(_is_circular, lambda part: part.rewrite(exp, deep=False))


def _has_cases(expression: Expr) -> bool:
    return any(call.has_cases for call in expression.atoms(NamedFunction))


def _spread(expression: Expr) -> Expr:
    return sp.expand_log(expression) if expression.has(sp.log) else expression


_CIRCULAR = (sp.sin, sp.cos, sp.tan, sp.cot, sp.sec, sp.csc, sp.sinh, sp.cosh, sp.tanh, sp.coth, sp.sech, sp.csch)


def _is_circular(part: Expr) -> bool:
    return isinstance(part, _CIRCULAR)


def _cancels(difference: Expr) -> bool:
    """Whether the numerator over a common denominator multiplies out to 0."""
    if expansion_size(difference) > EXPANDED:
        return False
    spread = expand(difference, power_base=False, log=False, basic=False, multinomial=False, mul=False)
    numerator = fraction(together(spread))[0]
    if expansion_size(numerator) > EXPANDED:
        return False
    return bool(_collected(expand(numerator, log=False, power_base=False)) == 0)


def _collected(total: Expr) -> Expr:
    """The sum with the powers of each term joined, so that like terms are seen to be alike."""
    return sp.Add(*(powsimp(term, combine="exp") if isinstance(term, Mul) else term for term in sp.Add.make_args(total))) or S.Zero
