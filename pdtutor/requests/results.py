"""What a request comes to: the reading, the mathematics found, and the options that matter to whoever shows it.

Belongs here: frozen data. Does not: the work (`partial`, `gradient`) or its rendering.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sympy import Expr

from pdtutor.calculus.results import Gradient, Partial
from pdtutor.notation.reading import Reading

DETAILS = ("brief", "normal", "full")


@dataclass(frozen=True)
class PartialResult:
    """The partial derivatives of one expression.

    reading    how the text was read: `text` (empty where an expression was given), `expression`, `notes`, `shown`
    partials   one for each of `variables`, in their order; fewer while the work goes on or where the budget ran out
    variables  what was asked for: the names of `wrt`, or all variables of the expression; those of `order` where `is_mixed`
    point      variable → value asked for with `at`; empty without
    detail     one of DETAILS
    is_mixed   `order` was asked for: `partials` is the one mixed derivative, one root for each differentiation
    """

    reading: Reading
    partials: tuple[Partial, ...]
    variables: tuple[Expr, ...]
    point: Mapping[Expr, Expr] = field(default_factory=dict)
    detail: str = "normal"
    is_mixed: bool = False


@dataclass(frozen=True)
class GradientResult:
    """The gradient of one expression.

    reading   as in PartialResult
    gradient  the vector, its check, the derivations where there are any, and what it comes to at the point
    point     variable → value asked for with `at`; empty without
    detail    one of DETAILS
    """

    reading: Reading
    gradient: Gradient
    point: Mapping[Expr, Expr] = field(default_factory=dict)
    detail: str = "normal"
