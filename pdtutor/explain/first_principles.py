"""The argument from first principles in words: why each line follows, what the table of shrinking steps shows.

Belongs here: sentences. Does not: the argument itself (`calculus.first_principles`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sympy import Expr

from pdtutor.calculus.first_principles.results import LIMITS, FirstPrinciples, Move
from pdtutor.explain.phrases import Sentence
from pdtutor.explain.sentences import decimal

Remark = Callable[[Expr, Expr], Sentence]

ROUNDING = 1e-12  # of the quotient, for a function that has no error but that of rounding
TRIVIAL = {"together"}  # puts parts together that were just dealt with


def _plain(text: str) -> Remark:
    return lambda _, __: (text,)


_REMARKS: dict[str, Remark] = {
    "quotient": lambda x, h: (f"how much the function changes when {x} grows by {h}, per unit of {h}",),
    "expand": _plain("multiplied out"),
    "difference": lambda _, h: (f"what is without {h} cancels: every term left has an {h} in it",),
    "cancel": lambda _, h: (f"{h} is not 0 yet, so it may be cancelled",),
    "common_denominator": _plain("over one denominator"),
    "factor_difference": _plain("a difference of powers has the difference of the bases as a factor: aⁿ - bⁿ = (a - b)·(aⁿ⁻¹ + … + bⁿ⁻¹)"),
    "conjugate": _plain("above and below times the conjugate, so that the roots or bars go: √(a) - √(b) = (a - b)/(√(a) + √(b))"),
    "split_sum": _plain("the quotient of a sum is the sum of the quotients"),
    "split_product": _plain(
        "the same added and taken away, so that each factor changes by itself: this is where the product rule comes from"
    ),
    "constant_multiple": _plain("what does not move stays in front"),
    "inside_sum": _plain("term by term inside the sum"),
    "increment": _plain("by so much the inner function changes"),
    "addition_theorem": _plain("by the addition theorem"),
    "logarithm_law": _plain("ln a - ln b = ln(a/b)"),
    "exponential_form": _plain("written as a power of e: a^b = e^(b·ln a)"),
    "definition": _plain("by its definition"),
    "one_case": lambda _, h: (f"where no two cases meet, for {h} small enough one alone counts",),
    "together": _plain("put together"),
    "standard_limit": lambda _, h: (f"a limit to know, as {h} → 0",),
    "by_definition": _plain("the limit of this quotient is what the derivative of an unknown function means"),
    "by_rule": _plain("taken from the rules of differentiation, not proved here"),
    "limit": lambda _, h: (f"now {h} → 0",),
    "tidy": _plain("the same in fewer symbols"),
}


def remark(move: Move, found: FirstPrinciples) -> Sentence:
    """Why one line of the argument follows."""
    return _REMARKS[move.kind](found.wrt, found.step)


def is_limit(move: Move) -> bool:
    """Whether the line lets h go to 0, instead of rewriting."""
    return move.kind in LIMITS


def moves_shown(found: FirstPrinciples, detail: str) -> list[Move]:
    """The lines that are shown: only the quotient, what it simplifies to and its limit in brief."""
    if detail == "full":
        return list(found.moves)
    if detail == "normal":
        last = [move for move in found.moves if move.kind in TRIVIAL][-1:]
        return [move for move in found.moves if move.kind not in TRIVIAL or move in last]
    return [move for move in found.moves if move.kind in ("quotient", "limit", "tidy")]


def held(found: FirstPrinciples, others: Sentence) -> Sentence:
    """What does not move."""
    return ("Only ", found.wrt, " moves, by ", found.step, "; ", *others, " held constant.") if others else ()


def table_reading(found: FirstPrinciples) -> Iterator[Sentence]:
    """What the table shows, and why."""
    errors = [row.error for row in found.table if row.error is not None]
    if not errors or found.best_step is None:
        return
    if max(errors) <= ROUNDING * max(abs(row.value) for row in found.table if row.error is not None):
        where = "On each side of the point" if found.table_left else "Around the point"
        yield (f"{where} the function is a straight line, so the quotient is exact for every step that floating point can tell from 0.",)
        return
    falls = found.best_step < max(row.h for row in found.table)
    if falls:
        yield (f"The error falls with {found.step} down to about {found.step} = {found.best_step:g}.",)
    if errors[-1] > min(errors):
        rises = f"For smaller {found.step} it rises again" if falls else f"The error rises as {found.step} shrinks"
        yield (
            f"{rises}: the two values of the function agree in all their leading digits, so that in the "
            f"sixteen digits of floating point little is left of their difference, and dividing by {found.step} magnifies what was "
            "rounded. The limit itself knows no rounding.",
        )


def sides_reading(found: FirstPrinciples) -> Sentence:
    """What the two sides come to where they do not agree."""
    sides = found.value.sides
    if sides is None:
        return ()
    left, right = map(decimal, sides)
    if found.value.why == "discontinuous":
        return ("The function jumps here, so the quotient grows without bound on the side of the jump: there is no derivative.",)
    if found.value.why == "vertical":
        both = f"The quotient tends to {_side(left)} from the left and to {_side(right)} from the right"
        return (f"{both}: it grows without bound, so there is no derivative.",)
    both = f"From the left the quotient tends to {_side(left)}, from the right to {_side(right)}"
    return (f"{both}: two different limits, so there is no derivative.",)


def _side(written: str) -> str:
    return "nothing (the function is not defined there)" if written == "undefined" else written
