"""What the Python interface returns: results that can show themselves.

Belongs here: what `import pdtutor` offers to programs and notebooks. Does not: the mathematics (`requests`) or the formats (their modules).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Unpack, cast

from sympy import Eq, Expr

from pdtutor.notation.writers import UnicodeWriter
from pdtutor.render import json, latex
from pdtutor.render.blocks import Equation
from pdtutor.render.formats import view
from pdtutor.render.labels import Labels
from pdtutor.requests.directional import Direction
from pdtutor.requests.question import Names, Options, read
from pdtutor.requests.results import (
    DirectionalResult,
    GradientResult,
    HessianResult,
    JacobianResult,
    LimitResult,
    PartialResult,
    Pointed,
    SubgradientResult,
)
from pdtutor.requests.total import Texts, TotalResult

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = [
    "DirectionalDerivative",
    "FirstPrinciples",
    "GradientVector",
    "HessianMatrix",
    "JacobianMatrix",
    "PartialDerivatives",
    "Subgradients",
    "TotalDerivative",
    "directional",
    "gradient",
    "hessian",
    "jacobian",
    "limit",
    "partial",
    "read",
    "subgradient",
    "total",
]


class Shown:
    """A result that shows itself: as a dictionary, in a terminal, in a notebook, at the prompt."""

    def to_dict(self) -> dict[str, Any]:
        """The `result` of the JSON format."""
        return json.content(_pointed(self))

    def __rich__(self) -> RenderableType:
        return view(_pointed(self))

    def _repr_latex_(self) -> str:
        return latex.displayed(tuple((equation.left.latex, equation.right.latex) for equation in self._equations()))

    def __repr__(self) -> str:
        return "\n".join(f"{equation.left} = {equation.right}" for equation in self._equations())

    def _equations(self) -> tuple[Equation, ...]:
        from pdtutor.render.pages import equations

        result = _pointed(self)
        return equations(result, _labels(result))


def _pointed(shown: Shown) -> Pointed:
    assert hasattr(shown, "reading")
    return cast(Pointed, shown)


def _labels(result: Pointed) -> Labels:
    return Labels(result.reading.expression, UnicodeWriter(result.reading.shown))


class PartialDerivatives(Shown, PartialResult):
    """The partial derivatives of an expression."""

    def _equations(self) -> tuple[Equation, ...]:
        labels = _labels(self)
        return tuple(Equation(labels.of_order(partial.order), labels.of(partial.derivative)) for partial in self.partials)


class GradientVector(Shown, GradientResult):
    """The gradient of an expression."""

    def _equations(self) -> tuple[Equation, ...]:
        labels = _labels(self)
        shared = (Equation(labels.of(name), labels.of(part)) for name, part in self.gradient.shared.items())
        return (*shared, Equation(labels.gradient, labels.column(self.gradient.entries)))


class JacobianMatrix(Shown, JacobianResult):
    """The Jacobian of several outputs."""


class HessianMatrix(Shown, HessianResult):
    """The second partial derivatives of an expression."""


class DirectionalDerivative(Shown, DirectionalResult):
    """The derivative of an expression along a direction."""


class TotalDerivative(Shown, TotalResult):
    """The total derivative of an expression, or the derivative that an equation fixes."""


class Subgradients(Shown, SubgradientResult):
    """The kinks of an expression and its subgradients at a point."""


class FirstPrinciples(Shown, LimitResult):
    """The derivative of an expression as the limit of its difference quotient."""


def partial(expression: str | Expr, *, order: Names | None = None, **options: Unpack[Options]) -> PartialDerivatives:
    """The partial derivatives of an expression, each with its derivation and its check.

    expression  text such as "x^2 y + sin(x y)", or a SymPy expression of any size, whose symbols are taken as real
    wrt         the variables to differentiate by, "x, y" or ["x", "y"]; all of them by default
    order       instead of wrt: the one mixed derivative, differentiated in this order
    at          a point to evaluate at too, "x=1, y=pi/2" or {"x": 1, "y": sympy.pi/2}
    vars        names to keep whole; functions: names that are unknown functions; assume: domains, "x>0, n integer"
    detail      "brief", "normal" or "full": how much of the derivation is shown

    Raises TutorError where something cannot be read or does not fit.
    """
    from pdtutor.requests.partial import partial

    return PartialDerivatives(**partial(expression, order=order, **options).__dict__)


def gradient(expression: str | Expr, **options: Unpack[Options]) -> GradientVector:
    """The gradient of an expression, and at a point its norm and the direction of steepest ascent.

    The options and errors are those of `partial`. Above twelve variables derivations are there only with detail="full".
    """
    from pdtutor.requests.gradient import gradient

    return GradientVector(**gradient(expression, **options).__dict__)


def jacobian(outputs: str | Expr | Sequence[str | Expr], **options: Unpack[Options]) -> JacobianMatrix:
    """The Jacobian in numerator layout: a row for each output, a column for each variable; of a square one the determinant too.

    outputs  "[x y, x + y]", or a list of texts or SymPy expressions

    The options and errors are those of `partial`.
    """
    from pdtutor.requests.jacobian import jacobian

    return JacobianMatrix(**jacobian(outputs, **options).__dict__)


def hessian(expression: str | Expr, **options: Unpack[Options]) -> HessianMatrix:
    """The second partial derivatives of an expression; at a point their eigenvalues, and what a stationary point is.

    The options and errors are those of `partial`.
    """
    from pdtutor.requests.hessian import hessian

    return HessianMatrix(**hessian(expression, **options).__dict__)


def directional(expression: str | Expr, *, along: Direction, **options: Unpack[Options]) -> DirectionalDerivative:
    """The derivative of an expression along a direction, for each unit of length.

    along  "3, 4" or [3, 4], one number for each variable in their order; or by name, "x=3, y=4" or {"x": 3, "y": 4}; of any length but 0

    The options and errors are those of `partial`.
    """
    from pdtutor.requests.directional import directional

    return DirectionalDerivative(**directional(expression, along=along, **options).__dict__)


def total(
    expression: str | Expr | Eq, *, given: Texts | None = None, depends: Texts | None = None, **options: Unpack[Options]
) -> TotalDerivative:
    """The total derivative of an expression whose variables depend on each other, or what an equation says of the unknown in it.

    given    formulas of dependents: "y = x^2, z = 3y"
    depends  unknown dependences: "y(x), z(x, y)"
    wrt      one variable; by default the one that everything depends on

    The other options and the errors are those of `partial`.
    """
    from pdtutor.requests.total import total

    return TotalDerivative(**total(expression, given=given, depends=depends, **options).__dict__)


def subgradient(expression: str | Expr, **options: Unpack[Options]) -> Subgradients:
    """The kinks of an expression, and at a point its one-sided slopes, its sets of subgradients and what frameworks return.

    The options and errors are those of `partial`; a point has to name every variable.
    """
    from pdtutor.requests.subgradient import subgradient

    return Subgradients(**subgradient(expression, **options).__dict__)


def limit(expression: str | Expr, **options: Unpack[Options]) -> FirstPrinciples:
    """The derivative of an expression by one variable, as the limit of its difference quotient.

    The options and errors are those of `partial`.
    """
    from pdtutor.requests.limit import limit

    return FirstPrinciples(**limit(expression, **options).__dict__)
