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
from pdtutor.requests.backprop import BackpropResult, Lines
from pdtutor.requests.check import Asking, CheckResult, Functions
from pdtutor.requests.descent import DescentResult, Table
from pdtutor.requests.directional import Direction
from pdtutor.requests.question import Names, Options, Point, read
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
from pdtutor.requests.scale import ScaleResult
from pdtutor.requests.sensitivity import SensitivityResult
from pdtutor.requests.surface import Ranges, SurfaceResult
from pdtutor.requests.total import Texts, TotalResult

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = [
    "Backpropagation",
    "CheckedAnswer",
    "Descents",
    "DirectionalDerivative",
    "FirstPrinciples",
    "GradientVector",
    "HessianMatrix",
    "JacobianMatrix",
    "OperationCounts",
    "PartialDerivatives",
    "Sensitivities",
    "Subgradients",
    "SurfacePicture",
    "TotalDerivative",
    "backprop",
    "check",
    "descent",
    "directional",
    "gradient",
    "hessian",
    "jacobian",
    "limit",
    "partial",
    "read",
    "scale",
    "sensitivity",
    "subgradient",
    "surface",
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


class CheckedAnswer(Shown, CheckResult):
    """An answer and the verdict on it."""


class Backpropagation(Shown, BackpropResult):
    """The computational graph of a program, its values and its adjoints."""


class Descents(Shown, DescentResult):
    """The updates of one or several methods of descent."""


class Sensitivities(Shown, SensitivityResult):
    """The partial derivatives at a point, ranked."""


class OperationCounts(Shown, ScaleResult):
    """The operations that gradients cost, for networks of growing size."""


class SurfacePicture(Shown, SurfaceResult):
    """A function of one or two variables as a picture."""


def partial(expression: str | Expr, *, order: Names | None = None, **options: Unpack[Options]) -> PartialDerivatives:
    """The partial derivatives of an expression, each with its derivation and its check.

    expression  text such as "x^2 y + sin(x y)", or a SymPy expression of any size, whose symbols are taken as real
    order       instead of wrt: the one mixed derivative, differentiated in this order, "x, y" or ["x", "y"]

    The options of every function:

    wrt        the variables to differentiate by, "x, y" or ["x", "y"]; all of them by default
    at         a point to evaluate at too, "x=1, y=pi/2" or {"x": 1, "y": sympy.pi/2}; exact where its numbers are, radians in sin and cos
    vars       names to keep whole
    functions  names that are unknown functions
    assume     domains, "x>0, n integer"; real otherwise
    detail     "brief", "normal" or "full": how much of the derivation is shown

    Returns `partials`, one for each variable in the order of `variables`: derivative, steps, conditions, check and, with `at`, value.
    Raises TutorError: its `code` says whether text cannot be read (`column` where), a name is unknown or a point lies outside a domain.
    """
    from pdtutor.requests.partial import partial

    return PartialDerivatives(**partial(expression, order=order, **options).__dict__)


def gradient(expression: str | Expr, **options: Unpack[Options]) -> GradientVector:
    """The gradient of an expression, and at a point its norm and the direction of steepest ascent.

    expression  and the options: as in `partial`. Above twelve variables derivations are there only with detail="full"

    Returns `gradient`: as many entries as variables, in their order, from one backward sweep; what they share above
    twelve variables is named in `shared`.
    Raises TutorError as `partial` does.
    """
    from pdtutor.requests.gradient import gradient

    return GradientVector(**gradient(expression, **options).__dict__)


def jacobian(outputs: str | Expr | Sequence[str | Expr], **options: Unpack[Options]) -> JacobianMatrix:
    """The Jacobian in numerator layout: a row for each output, a column for each variable; of a square one the determinant too.

    outputs  "[x y, x + y]", or a list of texts or SymPy expressions; the options are those of `partial`

    Returns `jacobian`: m rows of n entries, for m outputs and n variables; determinant and ln|det J| where m = n; at a point the rank.
    Raises TutorError as `partial` does.
    """
    from pdtutor.requests.jacobian import jacobian

    return JacobianMatrix(**jacobian(outputs, **options).__dict__)


def hessian(expression: str | Expr, **options: Unpack[Options]) -> HessianMatrix:
    """The second partial derivatives of an expression; at a point their eigenvalues, and what a stationary point is.

    expression  and the options: as in `partial`

    Returns `hessian`: n × n entries for n variables, row i and column j differentiated by the i-th variable, then by the j-th.
    Raises TutorError as `partial` does.
    """
    from pdtutor.requests.hessian import hessian

    return HessianMatrix(**hessian(expression, **options).__dict__)


def directional(expression: str | Expr, *, along: Direction, **options: Unpack[Options]) -> DirectionalDerivative:
    """The derivative of an expression along a direction, for each unit of length: ∇f · along/‖along‖.

    expression  and the options: as in `partial`
    along       "3, 4" or [3, 4], one number for each variable in their order; or by name, "x=3, y=4" or {"x": 3, "y": 4}; any but 0

    Returns `directional`: the direction at length one, the derivative and, with `at`, its value there, where ∇f does not
    apply by the limit.
    Raises TutorError as `partial` does, and for a direction of length 0 or of another number of entries than variables.
    """
    from pdtutor.requests.directional import directional

    return DirectionalDerivative(**directional(expression, along=along, **options).__dict__)


def total(
    expression: str | Expr | Eq, *, given: Texts | None = None, depends: Texts | None = None, **options: Unpack[Options]
) -> TotalDerivative:
    """The total derivative of an expression whose variables depend on each other, or what an equation says of the unknown in it.

    expression  text or a SymPy expression; an equation, "x^2 + y^2 = 1" or sympy.Eq, fixes one variable by the others
    given       formulas of dependents: "y = x^2, z = 3y"
    depends     unknown dependences: "y(x), z(x, y)"
    wrt         one variable; by default the one that everything depends on; the other options are those of `partial`

    Returns `total`: partial and total derivative, and one term for each path of the dependency graph: the chain rule written out.
    Raises TutorError as `partial` does, and for dependences that run in a circle or do not fit together.
    """
    from pdtutor.requests.total import total

    return TotalDerivative(**total(expression, given=given, depends=depends, **options).__dict__)


def subgradient(expression: str | Expr, **options: Unpack[Options]) -> Subgradients:
    """The kinks of an expression, and at a point its one-sided slopes, its sets of subgradients and what frameworks return.

    expression  and the options: as in `partial`; a point has to name every variable

    Returns `subgradient`: where the kinks lie and, at a point, Clarke's subdifferential (the hull of limits of nearby gradients: Clarke,
    Optimization and Nonsmooth Analysis, 1983), the convex one where convexity is proved, and the gradients of PyTorch and JAX.
    Raises TutorError as `partial` does.
    """
    from pdtutor.requests.subgradient import subgradient

    return Subgradients(**subgradient(expression, **options).__dict__)


def limit(expression: str | Expr, **options: Unpack[Options]) -> FirstPrinciples:
    """The derivative of an expression by one variable, as the limit of its difference quotient (f(x + h) - f(x))/h for h → 0.

    expression  and the options: as in `partial`; wrt is one variable

    Returns `limit`: the quotient, each rewriting of it until h cancels, the limit, and a table of shrinking h in floating point.
    Raises TutorError as `partial` does.
    """
    from pdtutor.requests.limit import limit

    return FirstPrinciples(**limit(expression, **options).__dict__)


def check(expression: Functions, *, answer: str, **asking: Unpack[Asking]) -> CheckedAnswer:
    """The verdict on an answer and, when it is wrong, the mistake that leads to it.

    expression  text or a SymPy expression; of a Jacobian a list of them
    answer      as a learner types it: "2x + 3y", of a gradient "[2x, 3y]"
    wrt         one variable for a derivative; several, or none where the expression has several, for the gradient
    order       a mixed derivative instead; given, depends: the total derivative, as `total` takes them
    form        "expanded", "factored" or "no-negative-powers", looked at in the text as typed
    reveal      whether the right answer is part of what is shown; the other options are those of `partial`

    Returns `judgement`: the verdict and how it is known, a counterexample or the mistakes. An answer that
    cannot be read is a verdict, no error.
    Raises TutorError as `partial` does where the question itself cannot be read or does not fit together.
    """
    from pdtutor.requests.check import check

    return CheckedAnswer(**check(expression, answer=answer, **asking).__dict__)


def backprop(*program: Lines, **options: Unpack[Options]) -> Backpropagation:
    """Backpropagation through a program of named lines, the last of which is the output.

    program  lines such as "z = w*x + b", each by itself, or several in one text or list; or SymPy equations Eq(z, w*x + b)
    wrt      the inputs whose gradients are wanted; all of them by default
    at       values of the inputs, for the numbers of both passes; the other options are those of `partial`

    Returns `backprop`: nodes in order of computation with value and adjoint (∂output/∂node), the gradients, and the
    paths that make them up.
    Raises TutorError as `partial` does, and where a line is named twice or uses what stands below it.
    """
    from pdtutor.requests.backprop import backprop

    return Backpropagation(**backprop(program, **options).__dict__)


def descent(
    expression: str | Expr,
    *,
    from_: Point,
    rate: float = 0.1,
    steps: int = 10,
    method: Names = "gd",
    data: Table | None = None,
    batch: int | None = None,
    seed: int = 0,
    momentum: float = 0.9,
    alpha: float = 0.99,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float | None = None,
    **options: Unpack[Options],
) -> Descents:
    """Gradient descent from a start, by one or several methods, on one loss or its mean over rows of data.

    expression  the loss, as in `partial`
    from_       the start, "w=1, b=0" or {"w": 1, "b": 0}; these variables are stepped, `at` gives the others
    rate        the learning rate, a positive number; steps: how many updates
    method      one or several of "gd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", as PyTorch's torch.optim defines them
    data        the text of a CSV file, or column name → numbers; columns are variables
    batch       rows for each step, all by default; seed settles their order
    momentum    of momentum and nesterov; alpha: of rmsprop; beta1, beta2: of adam; epsilon: of the three that divide by a root

    The other options are those of `partial`.

    Returns `runs`, one for each method: its states from step 0 (point, value, gradient), and whether it converged or diverged.
    Raises TutorError as `partial` does, and for rates, numbers and data that do not fit.
    """
    from pdtutor.requests.descent import descent

    found = descent(
        expression, from_=from_, rate=rate, steps=steps, method=method, data=data, batch=batch, seed=seed,
        momentum=momentum, alpha=alpha, beta1=beta1, beta2=beta2, epsilon=epsilon, **options,
    )  # fmt: skip
    return Descents(**found.__dict__)


def sensitivity(expression: str | Expr, **options: Unpack[Options]) -> Sensitivities:
    """The partial derivatives of an expression at a point, ranked by size, with their elasticities.

    expression  and the options: as in `partial`; a point has to name every variable

    Returns `sensitivity`: for each variable v the derivative ∂f/∂v and the elasticity (∂f/∂v)·v/f, per cent of f for each per cent of v.
    Raises TutorError as `partial` does.
    """
    from pdtutor.requests.sensitivity import sensitivity

    return Sensitivities(**sensitivity(expression, **options).__dict__)


def scale(*, params: str | Sequence[int] | None = None, detail: str = "normal") -> OperationCounts:
    """The operations of a forward pass, and of the gradient by reverse mode, forward mode and finite differences, for growing networks.

    params  about how many parameters each network has, "10, 100, 1000" or [10, 100, 1000]
    detail  "brief", "normal" or "full": how much of the counting is shown

    Returns `scale`: for each network the operations of scalar arithmetic counted, and the depth of its graph in operations.
    Raises TutorError where the sizes are no whole numbers from 1 on, or too large.
    """
    from pdtutor.requests.scale import scale

    return OperationCounts(**scale(params=params, detail=detail).__dict__)


def surface(
    expression: str | Expr,
    *,
    range: Ranges | None = None,
    path: Point | None = None,
    rate: float = 0.1,
    steps: int = 20,
    **options: Unpack[Options],
) -> SurfacePicture:
    """A picture of a function of one or two variables, with the gradient at a point or a descent from a start.

    expression  and the options: as in `partial`
    range       what is shown of each variable, in its own units: "w=-3:3, b=-3:3" or {"w": (-3, 3)}
    path        the start of a descent, "w=1, b=0"; rate and steps are those of `descent`

    Returns `landscape`: the values on a grid, one axis for each of `variables`, and with `at` the gradient there.
    Raises TutorError as `partial` does, and for more than two variables left open.
    """
    from pdtutor.requests.surface import surface

    return SurfacePicture(**surface(expression, range=range, path=path, rate=rate, steps=steps, **options).__dict__)
