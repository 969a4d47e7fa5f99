"""What a derivation comes to: frozen results, ready to be shown in any format.

Belongs here: data. Does not: text of any kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sympy import Basic, Expr

from pdtutor.calculus.step import Step

TOLERANCE = 1e-5  # relative; a central difference in machine precision is a few orders nearer


@dataclass(frozen=True)
class Value:
    """A number as exactly as it is known: `exact` (an expression) and `decimal`; both None where it does not exist.

    `why` says, where the value was not simply read off the formula, what was done instead or why there is none; one of
    "limit" (the limit of the difference quotient), "kink" (one-sided slopes differ: `sides`), "vertical", "undefined", "discontinuous",
    "singular" (of a relation, all of whose partials vanish), "no partials" (of a relation, one of whose partials does not exist).
    """

    exact: Expr | None = None
    decimal: float | None = None
    why: str | None = None
    sides: tuple[float, float] | None = None


@dataclass(frozen=True)
class Check:
    """The agreement of a derivative with independent ones.

    symbolic            SymPy's own derivative is the same (True), another (False), or not decided (None)
    points              how many points were compared with a central difference
    max_relative_error  the largest relative difference there, None without points
    """

    symbolic: bool | None
    points: int
    max_relative_error: float | None

    @property
    def is_passed(self) -> bool:
        """No disagreement was found."""
        return self.symbolic is not False and (self.max_relative_error is None or self.max_relative_error < TOLERANCE)


@dataclass(frozen=True)
class Partial:
    """One partial derivative with its derivation.

    order       the variables differentiated by, in the order written; one for a plain partial
    roots       one derivation for each differentiation
    conditions  relations, or And and Or of them, that must hold for the derivative to exist
    value       at the point asked for, or None
    """

    of: Expr
    order: tuple[Expr, ...]
    derivative: Expr
    roots: tuple[Step, ...]
    held: tuple[Expr, ...]
    conditions: tuple[Basic, ...]
    check: Check
    value: Value | None = None


@dataclass(frozen=True)
class Gradient:
    """The gradient of a function.

    entries     one expression per variable, in the names of `shared`
    shared      name → expression, in an order in which each uses only earlier ones; empty up to twelve variables
    partials    the derivations; empty above twelve variables unless they were asked for
    conditions  of all the entries
    value, norm, steepest_ascent  at the point asked for, or None
    """

    of: Expr
    variables: tuple[Expr, ...]
    entries: tuple[Expr, ...]
    check: Check
    shared: Mapping[Expr, Expr] = field(default_factory=dict)
    partials: tuple[Partial, ...] = ()
    conditions: tuple[Basic, ...] = ()
    value: tuple[Value, ...] | None = None
    norm: Value | None = None
    steepest_ascent: tuple[Value, ...] | None = None


Rows = tuple[tuple[Value, ...], ...]


@dataclass(frozen=True)
class SmallStep:
    """What a matrix makes of a small step away from the point, beside what the functions themselves do.

    step       how far each variable moves
    predicted  matrix · step
    actual     the true change of each output
    """

    step: tuple[float, ...]
    predicted: tuple[float, ...]
    actual: tuple[float, ...]


@dataclass(frozen=True)
class Jacobian:
    """The Jacobian in numerator layout: row i is the gradient of output i, column j belongs to variable j.

    rows         one gradient for each output
    entries      the matrix, every shared name spelled out
    determinant  of a square matrix, else None; None too where it would be too large to write
    value, determinant_value, log_abs_determinant_value, rank, small_step  at the point asked for, or None
    """

    outputs: tuple[Expr, ...]
    variables: tuple[Expr, ...]
    rows: tuple[Gradient, ...]
    entries: tuple[tuple[Expr, ...], ...]
    check: Check
    conditions: tuple[Basic, ...] = ()
    determinant: Expr | None = None
    log_abs_determinant: Expr | None = None
    value: Rows | None = None
    determinant_value: Value | None = None
    log_abs_determinant_value: Value | None = None
    rank: int | None = None
    small_step: SmallStep | None = None

    @property
    def is_square(self) -> bool:
        """As many outputs as variables."""
        return len(self.outputs) == len(self.variables)


@dataclass(frozen=True)
class MixedPair:
    """Two mixed partials that differ in the order of differentiation alone.

    symbolic            algebra shows them to be the same (True), or does not decide (None)
    points              how many points they were compared at
    max_relative_error  the largest relative difference there, None without points
    is_equal_there      whether their values at the point asked for agree; None without a point or a value
    """

    variables: tuple[Expr, Expr]
    symbolic: bool | None
    points: int
    max_relative_error: float | None
    is_equal_there: bool | None = None

    @property
    def is_equal(self) -> bool:
        """No difference was found between the formulas."""
        return self.symbolic is True or self.max_relative_error is None or self.max_relative_error < TOLERANCE


@dataclass(frozen=True)
class Hessian:
    """The second partials: row i is the gradient of ∂f/∂xᵢ, so entry i, j is differentiated by xᵢ first and then by xⱼ.

    gradient        the first partials
    entries         the matrix
    partials        the same with their derivations, row by row; empty where there are too many to write out
    mixed           each pair of mixed partials compared
    value           at the point asked for, or None
    eigenvalues     ascending, where the matrix is one of numbers and symmetric; else None
    definiteness    "positive definite", "negative definite", "indefinite", "semidefinite", or None
    stationary      whether the gradient at the point is zero, or None
    classification  "minimum", "maximum", "saddle" or "undecided" at a stationary point, else None
    """

    of: Expr
    variables: tuple[Expr, ...]
    gradient: Gradient
    entries: tuple[tuple[Expr, ...], ...]
    check: Check
    partials: tuple[tuple[Partial, ...], ...] = ()
    conditions: tuple[Basic, ...] = ()
    mixed: tuple[MixedPair, ...] = ()
    value: Rows | None = None
    eigenvalues: tuple[Value, ...] | None = None
    definiteness: str | None = None
    stationary: bool | None = None
    classification: str | None = None

    @property
    def is_symmetric(self) -> bool:
        """No pair of mixed partials was found to differ, neither as formulas nor at the point."""
        return all(pair.is_equal and pair.is_equal_there is not False for pair in self.mixed)


@dataclass(frozen=True)
class Directional:
    """The derivative along a direction: how fast f changes for each unit of length walked that way.

    given         the direction as it was given
    along         the same with length one
    gradient      the gradient, at the point too
    derivative    ∇f · along
    value         the limit of (f(a + t·along) - f(a))/t at the point asked for, or None without a point
    from_formula  ∇f(a) · along, None where the gradient has no value there
    is_formula    whether the two agree; None without a point
    one_sided     the rates backwards (t → 0⁻) and forwards (t → 0⁺), or None without a point
    """

    of: Expr
    variables: tuple[Expr, ...]
    given: tuple[Expr, ...]
    along: tuple[Expr, ...]
    gradient: Gradient
    derivative: Expr
    value: Value | None = None
    from_formula: Value | None = None
    is_formula: bool | None = None
    one_sided: tuple[Value, Value] | None = None
