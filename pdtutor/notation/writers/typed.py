"""The notation learners type, on one line: what is written here can be read again.

Belongs here: what the Unicode and the ASCII writer share. Does not: the characters in which they differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from sympy import Basic, Eq, Expr, Or, S
from sympy.functions.elementary.piecewise import Piecewise

from pdtutor.notation.writers.linear import ATOM, POWER, LinearWriter, Written, with_distinct_indices
from pdtutor.notation.writers.order import ordered_arguments
from pdtutor.notation.writers.unknown import Marked, as_marked_derivative


class TypedWriter(LinearWriter):
    """Writes the notation of the reader. `shown` gives, for a canonical name, the name as first typed."""

    handlers: ClassVar[dict[str, str]] = LinearWriter.handlers | {
        "Abs": "absolute_value",
        "cbrt": "cube_root",
        "Piecewise": "cases",
        "Derivative": "derivative",
        "Subs": "derivative",
        "KroneckerDelta": "delta",
    }
    function_names: ClassVar[dict[str, str]] = {"log": "ln", "Max": "max", "Min": "min"}
    delta_name = "delta"
    prime = "'"

    def __init__(self, shown: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self._shown = dict(shown or {})

    # Powers

    def raised(self, base: Expr, exponent: Expr) -> Written:
        if exponent is S.One:
            return self.write(base)
        if exponent is S.Half:
            return self.root(base)
        return self.bracketed(base, ATOM) + self.exponent(exponent), POWER

    def exponential(self, power: Basic) -> Written:
        return "e" + self.exponent(power.exp), POWER

    def exponent(self, exponent: Expr) -> str:
        """^n, with brackets around all but a bare name or number."""
        bare = exponent.is_Symbol or (exponent.is_Integer and not exponent.is_negative)
        return "^" + self.bracketed(exponent, ATOM) if bare else f"^({self.write(exponent)[0]})"

    # Functions

    def absolute_value(self, function: Basic) -> Written:
        """|x|; bars are not nested, so that it stays clear which ones belong together."""
        inside, _ = self.write(function.args[0])
        return (f"abs({inside})" if "|" in inside else f"|{inside}|"), ATOM

    def cube_root(self, function: Basic) -> Written:
        """The real cube root."""
        return self.call("cbrt", function.args)

    def delta(self, function: Basic) -> Written:
        """Kronecker's delta of two indices."""
        return self.call(self.delta_name, function.args)

    def cases(self, cases: Piecewise) -> Written:
        """where(condition, value, …, otherwise)."""
        pieces: list[str] = []
        for value, condition in cases.args:
            if condition is not S.true:
                pieces.append(self._case(condition))
            pieces.append(self.write(value)[0])
        return f"where({', '.join(pieces)})", ATOM

    def _case(self, condition: Basic) -> str:
        if isinstance(condition, Eq):
            return f"{self.write(condition.lhs)[0]} == {self.write(condition.rhs)[0]}"
        if not condition.has(Eq):
            return self.write(condition)[0]
        parts = ordered_arguments(condition.args)
        if isinstance(condition, Or):
            return self.disjoined.join(map(self._case, parts))
        return self.conjoined.join(f"({self._case(part)})" if isinstance(part, Or) else self._case(part) for part in parts)

    def derivative(self, derivative: Basic) -> Written:
        """f′(z), f₁(x, x·y)."""
        unknown = as_marked_derivative(derivative)
        if unknown is None:
            return self.formal(derivative)
        return self.call(self.name(unknown.name) + self.marks(unknown), unknown.arguments)

    def marks(self, unknown: Marked) -> str:
        """What is put behind the name of a function to mean its derivative."""
        if len(unknown.arguments) == 1:
            return self.prime * len(unknown.places)
        return self.subscript("".join(map(str, unknown.places)))

    def subscript(self, text: str) -> str:
        """What stands behind a name as its index."""
        return "_" + text

    def indexed_sum(self, total: Basic) -> Written:
        total = with_distinct_indices(total)
        text = self.write(total.function)[0]
        for limit in total.limits:
            if len(limit) != 3:
                return self.other(total)
            index, first, last = (self.write(part)[0] for part in limit)
            text = f"sum({text}, {index}={first}..{last})"
        return text, ATOM
