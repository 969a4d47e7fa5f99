"""Operations, and what may be done with one: calculate it, or count it and see how deep it lies.

Belongs here: the arithmetics under which the same sweep runs. Does not: which operations a function is made of (`primitives`).

What counts: each addition, subtraction, multiplication, division, power, comparison or selection, and each evaluation of an elementary
function is one operation. Copying, changes of sign and constants are free.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pdtutor.calculus.arithmetic import NAN, Machine, Number, power


@dataclass(frozen=True, eq=False)
class Operation:
    """Something a machine does with numbers: `of` is its value, `cost` how many operations it counts as."""

    name: str
    of: Callable[..., Number]
    cost: int = 1


Arithmetic = Callable[..., Any]  # (operation, *operands) → what stands for the result


def calculate(operation: Operation, *operands: Number) -> Number:
    """The number, in floating point; nan where a real function has none."""
    try:
        return operation.of(*operands)
    except (ValueError, ZeroDivisionError, OverflowError, TypeError):
        return NAN


class Counting:
    """Counts the operations that it is asked to do and calculates none: what stands for a result is its depth.

    The depth is the number of operations that have to be done one after the other to come to it.
    """

    def __init__(self) -> None:
        self.operations = 0

    def __call__(self, operation: Operation, *depths: int) -> int:
        self.operations += operation.cost
        return operation.cost + max(depths)


def _compared(relation: Callable[[Number, Number], bool]) -> Callable[[Number, Number], Number]:
    return lambda a, b: NAN if a != a or b != b else relation(a, b)


def _chosen(holds: Number, a: Number, b: Number) -> Number:
    return NAN if holds != holds else a if holds else b


def _scaled(change: Number, factor: Number) -> Number:
    """change·factor; no change stays none, even where the factor is infinite or undefined: in a case that is not taken, it never counts."""
    return 0.0 if change == 0 else change * factor


def _shrunk(change: Number, divisor: Number) -> Number:
    return 0.0 if change == 0 else change / divisor


PLUS = Operation("+", lambda a, b: a + b)
MINUS = Operation("-", lambda a, b: a - b)
TIMES = Operation("*", lambda a, b: a * b)
OVER = Operation("/", lambda a, b: a / b)
NEGATIVE = Operation("-", lambda a: -a, 0)
COPY = Operation("=", lambda a: a, 0)
SCALED = Operation("*", _scaled)
SHRUNK = Operation("/", _shrunk)

ABOVE = Operation(">", _compared(lambda a, b: a > b))
AT_LEAST = Operation(">=", _compared(lambda a, b: a >= b))
BELOW = Operation("<", _compared(lambda a, b: a < b))
AT_MOST = Operation("<=", _compared(lambda a, b: a <= b))
SAME = Operation("==", _compared(lambda a, b: a == b))
OTHER = Operation("!=", _compared(lambda a, b: a != b))
BOTH = Operation("and", lambda a, b: a is True and b is True)
EITHER = Operation("or", lambda a, b: a is True or b is True)
NOT = Operation("not", lambda a: NAN if a != a else not a, 0)
CHOICE = Operation("where", _chosen)
KEPT = Operation("kept", lambda holds, change: change if holds is True else 0.0, 0)  # copied, or not
DROPPED = Operation("dropped", lambda holds, change: change if holds is False else 0.0, 0)


def raised_to(exponent: Number) -> Operation:
    """x → x^exponent for an exponent that is a number."""
    return Operation(f"^{exponent:.6g}", lambda x: power(Machine, x, exponent))
