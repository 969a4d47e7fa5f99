"""Numbers, vectors, points and checks as JSON: what the members of all commands are made of.

Belongs here: how a number is written. Does not: any command's members.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import isfinite
from typing import Any

from sympy import Expr

from pdtutor.calculus.numeric import evaluate
from pdtutor.calculus.results import Check, Rows, Value
from pdtutor.calculus.value import as_float

Object = dict[str, Any]
Writer = Callable[[Any], str]


def plain(number: float | None) -> float | str | None:
    """A plain number; JSON has no name for those that are not finite, so they become "inf", "-inf" or "nan"."""
    return number if number is None or isfinite(number) else str(number)


def amount(value: Value | None, writer: Writer) -> Object | None:
    """A number as exactly as it is known; `why` is there only where it is more than the formula's value."""
    if value is None:
        return None
    known: Object = {"exact": None if value.exact is None else writer(value.exact), "decimal": plain(value.decimal)}
    if value.why is not None:
        known["why"] = value.why
    if value.sides is not None:
        known["sides"] = [plain(side) for side in value.sides]
    return known


def vector(values: Iterable[Value] | None, writer: Writer) -> list[Object | None] | None:
    """A list of amounts."""
    return None if values is None else [amount(entry, writer) for entry in values]


def matrix(rows: Rows | None, writer: Writer) -> list[list[Object | None] | None] | None:
    """Rows of amounts."""
    return None if rows is None else [vector(row, writer) for row in rows]


def exactly(number: Expr, writer: Writer) -> Object | None:
    """A constant expression as an amount."""
    return amount(Value(number, as_float(evaluate(number, {}))), writer)


def place(point: Mapping[Expr, Expr], writer: Writer) -> Object:
    """A point as plain numbers by name."""
    return {writer(variable): plain(as_float(evaluate(value, {}))) for variable, value in point.items()}


def checked(check: Check) -> Object:
    """The comparison with independent derivatives."""
    return {"symbolic": check.symbolic, "points": check.points, "max_relative_error": plain(check.max_relative_error)}
