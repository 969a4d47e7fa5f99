"""What an argument from first principles comes to: frozen results, ready to be shown in any format.

Belongs here: data. Does not: text of any kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sympy import Basic, Expr, Symbol

from pdtutor.calculus.results import Check, Value

LIMITS = frozenset({"standard_limit", "by_definition", "by_rule", "limit"})  # moves that let h → 0; all others are identities


@dataclass(frozen=True)
class Move:
    """One line of the argument: `left` becomes `right`.

    kind   how: an identity for all small h ≠ 0, or one of LIMITS, where `right` is what `left` tends to
           quotient            the difference quotient is set up
           expand              f(x + h), or a numerator, is multiplied out
           difference          what is left of f(x + h) - f(x)
           cancel              h is cancelled
           common_denominator  fractions are put over one denominator
           factor_difference   aⁿ - bⁿ = (a - b)·(aⁿ⁻¹ + … + bⁿ⁻¹)
           conjugate           a - b is multiplied, above and below, by what makes a power of it: √a - √b = (a - b)/(√a + √b)
           split_sum, split_product, constant_multiple, inside_sum  the quotient is made of the quotients of its parts
           increment           the change k of an inner function
           addition_theorem, logarithm_law, exponential_form, definition  a function is rewritten
           one_case            for h small enough one case of a function alone counts
           together            the quotient of a part, its parts put in
           standard_limit      a limit that is known: sin(k)/k → 1
           by_definition       (f(g + k) - f(g))/k → f′(g), for an unknown f
           by_rule             a limit taken from the rules of differentiation, not proved here
           limit               h → 0 in the whole
           tidy                the same limit in fewer symbols
    left   what is rewritten; None only where the argument begins
    """

    kind: str
    left: Expr | None
    right: Expr


@dataclass(frozen=True)
class Row:
    """A step h, the quotient there in machine precision, and its distance from the exact derivative (from the slope of that side
    where the sides differ); None where that is not a number."""

    h: float
    value: float
    error: float | None


@dataclass(frozen=True)
class FirstPrinciples:
    """The derivative of `of` by `wrt` as the limit of its difference quotient.

    step        the name of h: h, or another letter where the user has an h
    quotient    (f(x + h) - f(x))/h, as it is set up
    simplified  equal to the quotient for all small h ≠ 0 where the limit's conditions hold; h divides nothing but standard quotients
    limit       of the simplified quotient for h → 0
    moves       the argument, line by line
    conditions  relations that must hold for the limit to exist
    check       of the limit as a derivative
    at          the point of the table, empty where the function has no numbers there is no table for
    is_example  some of the point was chosen here
    continued   the value by which a function that is not defined at the point is continued, or None
    value       the derivative at the point; why there is none, and both sides, where they differ or diverge; the limit itself if no point
    table       forward quotients for h = 10⁻¹ … 10⁻¹⁶
    table_left  backward ones, where the two sides differ; else empty
    best_step   the step of the smallest error in `table`
    """

    of: Expr
    wrt: Expr
    step: Symbol
    quotient: Expr
    simplified: Expr
    limit: Expr
    moves: tuple[Move, ...]
    conditions: tuple[Basic, ...]
    check: Check
    at: Mapping[Expr, Expr]
    is_example: bool
    continued: Expr | None
    value: Value
    table: tuple[Row, ...]
    table_left: tuple[Row, ...]
    best_step: float | None
