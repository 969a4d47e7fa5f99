"""What results are called: f(x, y), ∂f/∂x, ∂²f/∂y∂x, ∇f.

Belongs here: names of results in Unicode and in words. Does not: the function's own letter (`explain.sentences.function_name`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import groupby

from sympy import Expr

from pdtutor.explain.numbers import equal
from pdtutor.explain.phrases import MANY, Sentence, Writer
from pdtutor.explain.sentences import function_name
from pdtutor.notation.names import in_natural_order, variables_of

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Labels:
    """The names of everything derived from one expression."""

    def __init__(self, expression: Expr, writer: Writer) -> None:
        self.function = function_name(expression)
        self._expression = expression
        self._writer = writer

    @cached_property
    def reading(self) -> str:
        """f(x, y) = the expression as it was read."""
        return f"{self.call} = {self._writer(self._expression)}"

    @property
    def call(self) -> str:
        """f(x, y)."""
        known = variables_of(self._expression)
        variables = [self._writer(variable) for variable in in_natural_order(known) if getattr(variable, "base", None) not in known]
        if len(variables) > 2 * MANY:
            variables = [*variables[:2], "…", variables[-1]]
        return f"{self.function}({', '.join(variables)})" if variables else self.function

    @property
    def gradient(self) -> str:
        """∇f."""
        return f"∇{self.function}"

    def of_order(self, order: Sequence[Expr]) -> str:
        """∂f/∂x, or ∂²f/∂y∂x for the order x, y."""
        degree = str(len(order)).translate(SUPERSCRIPTS) if len(order) > 1 else ""
        return f"∂{degree}{self.function}/{self._below(order)}"

    def _below(self, order: Sequence[Expr]) -> str:
        runs = [(variable, len(list(run))) for variable, run in groupby(reversed(order))]
        return "".join(f"∂{self._writer(variable)}{str(count).translate(SUPERSCRIPTS) if count > 1 else ''}" for variable, count in runs)

    def point(self, point: Mapping[Expr, Expr]) -> Sentence:
        """x = 1, y = π/2."""
        sentence: Sentence = ()
        for variable, value in point.items():
            sentence = (*sentence, ", " if sentence else "", variable, " ", *equal(value))
        return sentence
