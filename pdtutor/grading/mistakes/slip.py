"""One wrong way to compose a node of a derivation.

Belongs here: the data. Does not: which ways there are (`structure`, `powers`, `chains`, `functions`, `learning`, `whole`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sympy import Expr

from pdtutor.grading.mistakes.tree import Node
from pdtutor.grading.mistakes.vectors import Vector


@dataclass(frozen=True)
class Slip:
    """What a node gives when it is composed wrongly.

    ids    of the catalogue: all that describe this wrong way here
    gives  the wrong derivative at the node
    other  the variable, term, factor or constant that it is about, where there is one
    is_weak  it may well lead to the answer, and yet is seldom what was done: it leads where nothing else does
    """

    ids: tuple[str, ...]
    gives: Vector
    other: Expr | None = None
    is_weak: bool = False


Slips = Iterator[Slip]
Source = Callable[[Node, Sequence[Vector]], Slips]  # the derivatives of the children, rightly composed or not
