"""What comparing two expressions comes to: frozen data.

Belongs here: data. Does not: the work (`compare`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sympy import Expr

SAME, DIFFERENT, UNKNOWN = "same", "different", "unknown"
PROVED, AGREES = "proved", "agrees"

At = Mapping[Expr, Expr]


@dataclass(frozen=True)
class Witness:
    """A point where the two are not the same; nan where one of them has no value.

    at  variable → exact number, as short as it could be made
    """

    at: At
    expected: float
    given: float


@dataclass(frozen=True)
class Comparison:
    """Two expressions compared wherever both are defined.

    verdict         SAME, DIFFERENT or UNKNOWN
    proof           of SAME: PROVED, or AGREES at `points` points; else None
    points          how many points both were compared at
    witness         of DIFFERENT: a point that shows it
    gap             of SAME: a point where the given one has no value and the expected one has, or None
    only_positive   of DIFFERENT: the variables that must be positive for both to be the same; empty where that would not help
    """

    verdict: str
    proof: str | None = None
    points: int = 0
    witness: Witness | None = None
    gap: Witness | None = None
    only_positive: tuple[Expr, ...] = field(default=())
