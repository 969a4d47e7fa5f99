"""What reading a text gives, and what the reader is told beforehand.

Belongs here: frozen data. Does not: any parsing (`reader`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sympy import Expr
from sympy.logic.boolalg import Boolean


@dataclass(frozen=True)
class Domain:
    """Where a variable lives: SymPy's assumptions, and the open interval that numbers are drawn from."""

    assumptions: Mapping[str, bool] = field(default_factory=dict)
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True)
class Vocabulary:
    """What is known about names before a text is read.

    whole      names to keep whole, as typed (`--vars`, `--wrt`, `--at`, …)
    functions  names of unknown functions beyond f, g, h, φ, ψ
    domains    canonical name → domain; real where absent
    families   canonical names of indexed names, of which w_k is the entry w[k]
    """

    whole: frozenset[str] = frozenset()
    functions: frozenset[str] = frozenset()
    domains: Mapping[str, Domain] = field(default_factory=dict)
    families: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reading:
    """A text read as mathematics.

    text         as typed
    expression   the SymPy expression
    notes        how ambiguous parts were read, and how to have them otherwise
    shown        canonical name → the name as first typed
    variables    what the text names that can vary, also where it cancelled: x in x - x
    needed       what parts that cancelled need to have a value: x ≠ 0 of x/x
    """

    text: str
    expression: Expr
    notes: tuple[str, ...] = ()
    shown: Mapping[str, str] = field(default_factory=dict)
    variables: tuple[Expr, ...] = ()
    needed: tuple[Boolean, ...] = ()
