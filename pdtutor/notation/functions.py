"""The named functions of machine learning that SymPy lacks, each with its definition in SymPy's own functions.

Belongs here: one class per function and what it means. Does not: how it is spelled (`vocabulary`) or differentiated (`calculus`).
"""

from __future__ import annotations

from mpmath.libmp import prec_to_dps
from sympy import (
    Abs,
    Add,
    Expr,
    Function,
    Integer,
    Max,
    Min,
    Piecewise,
    Pow,
    Rational,
    S,
    erf,
    exp,
    log,
    sign,
    sqrt,
)


class NamedFunction(Function):  # type: ignore[misc]  # SymPy has no types
    """A real function kept under its own name; `definition` says what it is.

    `arguments` names the arguments (empty for any number of them); `has_cases` is true of those put together from several formulas.
    """

    arguments: tuple[str, ...] = ()
    has_cases = False

    def _eval_is_real(self) -> bool | None:
        return True if all(argument.is_real for argument in self.args) else None

    def _eval_is_extended_real(self) -> bool | None:
        return self._eval_is_real()

    def _eval_evalf(self, prec: int) -> Expr | None:
        return self.definition().evalf(prec_to_dps(prec)) if self.is_number else None

    def definition(self) -> Expr:
        """The same value written with SymPy's functions alone."""
        return type(self).defined(*self.args)

    @staticmethod
    def defined(*args: Expr) -> Expr:
        """The definition of the function at the given arguments."""
        raise NotImplementedError


class relu(NamedFunction):
    """relu(x) = max(0, x)."""

    arguments = ("x",)
    has_cases = True

    @staticmethod
    def defined(x: Expr) -> Expr:
        return Max(0, x, evaluate=False)


class sigmoid(NamedFunction):
    """sigmoid(z) = 1/(1 + e^(-z))."""

    arguments = ("z",)

    def _eval_is_positive(self) -> bool | None:
        return self._eval_is_real()

    @staticmethod
    def defined(z: Expr) -> Expr:
        return 1 / (1 + exp(-z))


class softplus(NamedFunction):
    """softplus(z) = ln(1 + e^z)."""

    arguments = ("z",)

    @staticmethod
    def defined(z: Expr) -> Expr:
        return log(1 + exp(z))


class silu(NamedFunction):
    """silu(z) = z sigmoid(z), also called swish."""

    arguments = ("z",)

    @staticmethod
    def defined(z: Expr) -> Expr:
        return z / (1 + exp(-z))


class gelu(NamedFunction):
    """gelu(z) = z (1 + erf(z/√2))/2, the exact form."""

    arguments = ("z",)

    @staticmethod
    def defined(z: Expr) -> Expr:
        return z * (1 + erf(z / sqrt(2))) / 2


class elu(NamedFunction):
    """elu(x, a) = x where x > 0, a (e^x - 1) elsewhere."""

    arguments = ("x", "a")
    has_cases = True

    @staticmethod
    def defined(x: Expr, a: Expr) -> Expr:
        return Piecewise((x, x > 0), (a * (exp(x) - 1), True))


class leaky_relu(NamedFunction):
    """leaky_relu(x, a) = x where x > 0, a x elsewhere."""

    arguments = ("x", "a")
    has_cases = True

    @staticmethod
    def defined(x: Expr, a: Expr) -> Expr:
        return Piecewise((x, x > 0), (a * x, True))


class hardswish(NamedFunction):
    """hardswish(x) = x min(max(x + 3, 0), 6)/6."""

    arguments = ("x",)
    has_cases = True

    @staticmethod
    def defined(x: Expr) -> Expr:
        return x * clip.defined(x + 3, S.Zero, Integer(6)) / 6


class hardtanh(NamedFunction):
    """hardtanh(x) = x kept between -1 and 1."""

    arguments = ("x",)
    has_cases = True

    @staticmethod
    def defined(x: Expr) -> Expr:
        return clip.defined(x, S.NegativeOne, S.One)


class relu6(NamedFunction):
    """relu6(x) = x kept between 0 and 6."""

    arguments = ("x",)
    has_cases = True

    @staticmethod
    def defined(x: Expr) -> Expr:
        return clip.defined(x, S.Zero, Integer(6))


class clip(NamedFunction):
    """clip(x, a, b) = min(max(x, a), b)."""

    arguments = ("x", "a", "b")
    has_cases = True

    @staticmethod
    def defined(x: Expr, a: Expr, b: Expr) -> Expr:
        return Min(Max(x, a, evaluate=False), b, evaluate=False)


class huber(NamedFunction):
    """huber(r, d) = r²/2 where |r| ≤ d, d (|r| - d/2) elsewhere."""

    arguments = ("r", "d")
    has_cases = True

    @staticmethod
    def defined(r: Expr, d: Expr) -> Expr:
        return Piecewise((r**2 / 2, Abs(r) <= d), (d * (Abs(r) - d / 2), True))


class bce(NamedFunction):
    """bce(p, y) = -y ln p - (1 - y) ln(1 - p), binary cross-entropy."""

    arguments = ("p", "y")

    @staticmethod
    def defined(p: Expr, y: Expr) -> Expr:
        return -y * log(p) - (1 - y) * log(1 - p)


class logsumexp(NamedFunction):
    """logsumexp(a, b, …) = ln(e^a + e^b + …)."""

    @staticmethod
    def defined(*args: Expr) -> Expr:
        return log(Add(*map(exp, args)))


class norm(NamedFunction):
    """norm(x, y, …) = √(x² + y² + …)."""

    @staticmethod
    def defined(*args: Expr) -> Expr:
        return sqrt(Add(*(Pow(arg, 2) for arg in args)))


class cbrt(NamedFunction):
    """cbrt(x), the real cube root: sign(x) |x|^(1/3)."""

    arguments = ("x",)

    @staticmethod
    def defined(x: Expr) -> Expr:
        return sign(x) * Abs(x) ** Rational(1, 3)


def with_definitions(expression: Expr) -> Expr:
    """The expression with every named function replaced by its definition."""
    if not expression.has(NamedFunction):
        return expression
    return expression.replace(lambda part: isinstance(part, NamedFunction), lambda part: part.definition())
