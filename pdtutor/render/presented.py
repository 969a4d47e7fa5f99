"""What the Python interface returns: results that can show themselves.

Belongs here: what `import pdtutor` offers to programs and notebooks. Does not: the mathematics (`requests`) or the formats (their modules).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sympy import Expr

from pdtutor.notation.writers import UnicodeWriter
from pdtutor.render import document, json, latex
from pdtutor.render.formats import view
from pdtutor.render.labels import Labels
from pdtutor.requests.gradient import gradient as ask_gradient
from pdtutor.requests.partial import partial as ask_partial
from pdtutor.requests.question import Names, Point, read
from pdtutor.requests.results import GradientResult, PartialResult

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["GradientVector", "PartialDerivatives", "gradient", "partial", "read"]


class PartialDerivatives(PartialResult):
    """The partial derivatives of an expression."""

    def to_dict(self) -> dict[str, Any]:
        """The `result` of the JSON format."""
        return json.content(self)

    def __rich__(self) -> RenderableType:
        return view(self)

    def _repr_latex_(self) -> str:
        return latex.displayed(document.summary(self))

    def __repr__(self) -> str:
        return "\n".join(_equations(self))


class GradientVector(GradientResult):
    """The gradient of an expression."""

    def to_dict(self) -> dict[str, Any]:
        """The `result` of the JSON format."""
        return json.content(self)

    def __rich__(self) -> RenderableType:
        return view(self)

    def _repr_latex_(self) -> str:
        return latex.displayed(document.summary(self))

    def __repr__(self) -> str:
        write = UnicodeWriter(self.reading.shown)
        return f"∇{Labels(self.reading.expression, write).function} = {write(self.gradient.entries)}"


def partial(
    expression: str | Expr,
    *,
    wrt: Names | None = None,
    order: Names | None = None,
    at: Point | None = None,
    vars: Names | None = None,
    functions: Names | None = None,
    assume: str | None = None,
    detail: str = "normal",
) -> PartialDerivatives:
    """The partial derivatives of an expression, each with its derivation and its check.

    expression  text such as "x^2 y + sin(x y)", or a SymPy expression of any size, whose symbols are taken as real
    wrt         the variables to differentiate by, "x, y" or ["x", "y"]; all of them by default
    order       instead of wrt: the one mixed derivative, differentiated in this order
    at          a point to evaluate at too, "x=1, y=pi/2" or {"x": 1, "y": sympy.pi/2}
    vars        names to keep whole; functions: names that are unknown functions; assume: domains, "x>0, n integer"
    detail      "brief", "normal" or "full": how much of the derivation is shown

    Raises TutorError where something cannot be read or does not fit.
    """
    result = ask_partial(expression, wrt=wrt, order=order, at=at, vars=vars, functions=functions, assume=assume, detail=detail)
    return PartialDerivatives(**result.__dict__)


def gradient(
    expression: str | Expr,
    *,
    wrt: Names | None = None,
    at: Point | None = None,
    vars: Names | None = None,
    functions: Names | None = None,
    assume: str | None = None,
    detail: str = "normal",
) -> GradientVector:
    """The gradient of an expression, and at a point its norm and the direction of steepest ascent.

    The arguments and errors are those of `partial`. Above twelve variables derivations are there only with detail="full".
    """
    result = ask_gradient(expression, wrt=wrt, at=at, vars=vars, functions=functions, assume=assume, detail=detail)
    return GradientVector(**result.__dict__)


def _equations(result: PartialResult) -> Iterator[str]:
    write = UnicodeWriter(result.reading.shown)
    labels = Labels(result.reading.expression, write)
    return (f"{labels.of_order(partial.order)} = {write(partial.derivative)}" for partial in result.partials)
