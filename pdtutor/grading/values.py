"""The value of a derivative at a point, compared with an answer.

Belongs here: values that are exact, those known as decimals only, and those that do not exist. Does not: formulas (`calculus.equivalence`).
"""

from __future__ import annotations

from collections.abc import Mapping

from sympy import Expr, nan

from pdtutor.calculus.equivalence import Comparison, compare
from pdtutor.calculus.equivalence.results import AGREES, DIFFERENT, PROVED, SAME, UNKNOWN, Witness
from pdtutor.calculus.numeric import evaluate
from pdtutor.calculus.results import Value
from pdtutor.notation.reading import Domain

CLOSE = 1e-6  # relative, where the right value is no better known


NOTHING = frozenset(
    [
        "none", "undefined", "does not exist", "it does not exist", "doesn't exist", "not differentiable", "not defined", "no value",
        "no derivative", "there is none", "dne", "nan", "nowhere",
    ]
)  # fmt: skip


def is_none(text: str) -> bool:
    """Whether a text says that there is no value."""
    return " ".join(text.lower().replace("’", "'").strip(" .!").split()) in NOTHING


def compare_values(value: Value, given: Expr, domains: Mapping[str, Domain]) -> Comparison:
    """Whether the answer is the value; nan says that there is none."""
    if given is nan:
        is_none_there = value.exact is None and value.decimal is None
        return Comparison(SAME, PROVED) if is_none_there else Comparison(DIFFERENT)
    if value.exact is not None:
        return compare(value.exact, given, domains)
    if value.decimal is None:
        return Comparison(DIFFERENT)
    if given.free_symbols:
        return Comparison(UNKNOWN)
    number = float(evaluate(given, {}))
    if abs(number - value.decimal) <= CLOSE * max(abs(number), abs(value.decimal)):
        return Comparison(SAME, AGREES, 1)
    return Comparison(DIFFERENT, points=1, witness=Witness({}, value.decimal, number))
