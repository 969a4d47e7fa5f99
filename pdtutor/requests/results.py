"""What a request comes to: the reading, the mathematics found, and the options that matter to whoever shows it.

Belongs here: frozen data. Does not: the work (`partial`, `gradient`) or its rendering.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Protocol

from sympy import Expr

from pdtutor.calculus.results import Directional, Gradient, Hessian, Jacobian, Partial
from pdtutor.errors import TutorError
from pdtutor.notation.reading import Reading

if TYPE_CHECKING:  # each command loads its own mathematics alone
    from pdtutor.calculus.first_principles.results import FirstPrinciples
    from pdtutor.calculus.nonsmooth.results import Subgradient

DETAILS = ("brief", "normal", "full")


class Pointed(Protocol):
    """What every result of a mathematics command has."""

    command: ClassVar[str]

    @property
    def unfinished(self) -> str:
        """What the names in `missing` are names of; empty where they say it themselves."""

    @property
    def reading(self) -> Reading:
        """How the text was read."""

    @property
    def point(self) -> Mapping[Expr, Expr]:
        """Variable → value asked for with `at`; empty without."""

    @property
    def detail(self) -> str:
        """One of DETAILS."""

    @property
    def missing(self) -> tuple[Expr | str, ...]:
        """What was not reached when the budget ran out."""

    @property
    def failed_checks(self) -> tuple[str, ...]:
        """What was derived by, for each derivation that its own check contradicts."""

    @property
    def problem(self) -> TutorError | None:
        """What ended the work before its time, although what is finished stands; None where nothing did."""


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
    unfinished: ClassVar[str] = "the derivatives by"
    problem: ClassVar[None] = None

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
    unfinished: ClassVar[str] = "the derivatives by"
    problem: ClassVar[None] = None

    reading: Reading
    gradient: Gradient
    point: Mapping[Expr, Expr] = field(default_factory=dict)
    detail: str = "normal"
    missing: tuple[Expr, ...] = ()

    @property
    def failed_checks(self) -> tuple[str, ...]:
        """As in PartialResult; all variables where the check of the gradient as a whole contradicts it."""
        return _failed_in(self.gradient)


@dataclass(frozen=True)
class JacobianResult:
    """The Jacobian of several outputs.

    reading      its `expression` is a Tuple of the outputs
    jacobian     the rows that are finished, and where `is_complete` the determinant
    point        variable → value asked for with `at`; empty without
    detail       one of DETAILS
    """

    command: ClassVar[str] = "jacobian"
    problem: ClassVar[None] = None

    reading: Reading
    jacobian: Jacobian
    point: Mapping[Expr, Expr] = field(default_factory=dict)
    detail: str = "normal"
    is_complete: bool = True

    @property
    def unfinished(self) -> str:
        """As in PartialResult."""
        return "the rows of" if len(self.jacobian.rows) < len(self.jacobian.outputs) else ""

    @property
    def missing(self) -> tuple[Expr | str, ...]:
        """The outputs not reached when the budget ran out, or what the whole matrix says."""
        done = len(self.jacobian.rows)
        whole = () if self.is_complete else ("the determinant", "the rank") if self.point else ("the determinant",)
        return tuple(f"output {number}" for number in range(done + 1, len(self.jacobian.outputs) + 1)) or whole

    @property
    def failed_checks(self) -> tuple[str, ...]:
        """As in PartialResult."""
        return tuple(dict.fromkeys(name for row in self.jacobian.rows for name in _failed_in(row)))


@dataclass(frozen=True)
class HessianResult:
    """The Hessian of one expression; while the work goes on, `hessian` is None, then its first rows, then all of it but what they say."""

    command: ClassVar[str] = "hessian"
    problem: ClassVar[None] = None

    reading: Reading
    gradient: Gradient
    hessian: Hessian | None = None
    point: Mapping[Expr, Expr] = field(default_factory=dict)
    detail: str = "normal"
    is_complete: bool = True

    @property
    def unfinished(self) -> str:
        """As in PartialResult."""
        return "the second derivatives by" if self.hessian is None or len(self.hessian.entries) < len(self.gradient.variables) else ""

    @property
    def missing(self) -> tuple[Expr | str, ...]:
        """The variables of the rows that are not there, or what the whole matrix says."""
        whole = () if self.is_complete else ("the comparison of mixed derivatives", "the definiteness")
        return self.gradient.variables[len(self.hessian.entries) if self.hessian else 0 :] or whole

    @property
    def failed_checks(self) -> tuple[str, ...]:
        """As in PartialResult."""
        rows = () if self.hessian is None else self.hessian.partials
        whole = () if self.hessian is None or self.hessian.check.is_passed else tuple(map(str, self.gradient.variables))
        return _failed_in(self.gradient) or tuple(name for row in rows for name in _failed(row)) or whole


@dataclass(frozen=True)
class DirectionalResult:
    """The derivative of one expression along a direction."""

    command: ClassVar[str] = "directional"
    unfinished: ClassVar[str] = "the derivatives by"
    problem: ClassVar[None] = None

    reading: Reading
    directional: Directional
    point: Mapping[Expr, Expr] = field(default_factory=dict)
    detail: str = "normal"

    missing: ClassVar[tuple[Expr | str, ...]] = ()

    @property
    def failed_checks(self) -> tuple[str, ...]:
        """As in PartialResult."""
        return _failed_in(self.directional.gradient)


@dataclass(frozen=True)
class LimitResult:
    """A derivative from first principles."""

    command: ClassVar[str] = "limit"
    unfinished: ClassVar[str] = "the limit by"
    problem: ClassVar[None] = None

    reading: Reading
    limit: FirstPrinciples
    point: Mapping[Expr, Expr] = field(default_factory=dict)
    detail: str = "normal"

    missing: ClassVar[tuple[Expr | str, ...]] = ()

    @property
    def failed_checks(self) -> tuple[str, ...]:
        """As in PartialResult."""
        return () if self.limit.check.is_passed else (str(self.limit.wrt),)


@dataclass(frozen=True)
class SubgradientResult:
    """The kinks of one expression and, at a point, its subgradients; until the point is done, `subgradient.local` is None."""

    command: ClassVar[str] = "subgradient"
    unfinished: ClassVar[str] = "what holds at the point"
    problem: ClassVar[None] = None
    failed_checks: ClassVar[tuple[str, ...]] = ()

    reading: Reading
    subgradient: Subgradient
    point: Mapping[Expr, Expr] = field(default_factory=dict)
    detail: str = "normal"

    @property
    def variables(self) -> tuple[Expr, ...]:
        """What the slopes are taken by."""
        return self.subgradient.variables

    @property
    def missing(self) -> tuple[Expr | str, ...]:
        """The variables of the point, until it is done."""
        return tuple(self.point) if self.point and self.subgradient.local is None else ()


def _failed_in(gradient: Gradient) -> tuple[str, ...]:
    single = _failed(gradient.partials)
    return single if single or gradient.check.is_passed else tuple(map(str, gradient.variables))


def _failed(partials: tuple[Partial, ...]) -> tuple[str, ...]:
    return tuple(", ".join(map(str, partial.order)) for partial in partials if not partial.check.is_passed)
