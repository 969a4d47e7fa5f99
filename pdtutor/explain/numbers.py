"""Exact numbers too long to be read: as a power of ten where they are one, else rounded.

Belongs here: which numbers are too long, and what is said instead. Does not: the sentences around them (`sentences`).
"""

from __future__ import annotations

from sympy import Expr, Float, Integer, Mul, Pow, Rational

from pdtutor.explain.phrases import Sentence, Writer

LONGEST = 10**20
TEN = Integer(10)
SMALLEST, LARGEST = 1e-300, 1e300  # what a float holds in full


def is_long(exact: Expr) -> bool:
    """Whether a number without names has a part of more than twenty digits."""
    return bool(exact.is_number) and any(max(abs(part.p), part.q) >= LONGEST for part in exact.atoms(Rational))


def equal(exact: Expr) -> Sentence:
    """`= 1/3`, `= 2·10^300` or `≈ 1.23457e+40`."""
    known = _readable(exact)
    return ("= ", known) if known is not None else ("≈ ", rounded(exact))


def written(exact: Expr, writer: Writer) -> str:
    """The number alone, exact where it can be read."""
    known = _readable(exact)
    return rounded(exact) if known is None else writer(known)


def rounded(exact: Expr) -> str:
    """Six significant digits, however large the number is."""
    number = exact.evalf(17)
    return f"{float(number):.6g}" if SMALLEST < abs(number) < LARGEST else str(Float(number, 6))


def _readable(exact: Expr) -> Expr | None:
    """The number itself, or a long one with its power of ten set apart; None where that does not help."""
    if not is_long(exact):
        return exact
    if not isinstance(exact, Rational):
        return None
    above, raised = _without_tens(exact.p)
    below, lowered = _without_tens(exact.q)
    if max(abs(above), below) >= LONGEST:
        return None
    power = Pow(TEN, raised - lowered, evaluate=False)
    return power if (above, below) == (1, 1) else Mul(Rational(above, below), power, evaluate=False)


def _without_tens(number: int) -> tuple[int, int]:
    """The number divided by ten as often as it can be, and how often that was."""
    digits = str(abs(number)) if abs(number) < 10**4000 else ""
    zeros = len(digits) - len(digits.rstrip("0"))
    return (number // 10**zeros, zeros) if digits.strip("0") else (number, 0)
