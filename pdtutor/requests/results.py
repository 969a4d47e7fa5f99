"""What a request comes to: the reading, the mathematics found, and the options that matter to whoever shows it.

Belongs here: frozen data. Does not: the work (`partial`, `gradient`) or its rendering.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

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

    command: ClassVar[str] = "partial"

    reading: Reading
    partials: tuple[Partial, ...]
    variables: tuple[Expr, ...]
    point: Mapping[Expr, Expr] = field(default_factory=dict)
    detail: str = "normal"
    is_mixed: bool = False

    @property
    def missing(self) -> tuple[Expr, ...]:
        """The variables not reached when the budget ran out."""
        return () if self.is_mixed and self.partials else self.variables[len(self.partials) :]

    @property
    def failed_checks(self) -> tuple[str, ...]:
        """What was derived by, for each derivation that its own check contradicts."""
        return _failed(self.partials)


@dataclass(frozen=True)
class GradientResult:
    """The gradient of one expression.

    reading   as in PartialResult
    gradient  the vector, its check, the derivations where there are any, and what it comes to at the point
    point     variable → value asked for with `at`; empty without
    detail    one of DETAILS
    missing   variables that were asked for too, but not reached when the budget ran out
    """

    command: ClassVar[str] = "gradient"

    reading: Reading
    gradient: Gradient
    point: Mapping[Expr, Expr] = field(default_factory=dict)
    detail: str = "normal"
    missing: tuple[Expr, ...] = ()

    @property
    def failed_checks(self) -> tuple[str, ...]:
        """As in PartialResult; all variables where the check of the gradient as a whole contradicts it."""
        single = _failed(self.gradient.partials)
        return single if single or self.gradient.check.is_passed else tuple(map(str, self.gradient.variables))


def _failed(partials: tuple[Partial, ...]) -> tuple[str, ...]:
    return tuple(", ".join(map(str, partial.order)) for partial in partials if not partial.check.is_passed)
