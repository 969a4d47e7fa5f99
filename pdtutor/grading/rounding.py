"""Whether a wrong answer is right but for decimals that were rounded: 0.333 for 1/3.

Belongs here: shifting each decimal by one in its last place. Does not: saying so (`explain.mistakes.verdicts`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import islice

import mpmath
from sympy import Expr

from pdtutor.calculus.arithmetic import Digits, Number
from pdtutor.calculus.equivalence.candidates import Region
from pdtutor.calculus.numeric import Compiled
from pdtutor.errors import TutorError
from pdtutor.notation.reading import Domain

MOST_DECIMALS = 6
POINTS = 5
DRAWN = 60
FEWEST_DIGITS = 2
DIGITS = 60
HALF = 0.5001  # of a unit in the last place
ALMOST = 0.999  # of one
LITERAL = re.compile(r"\d*\.\d{2,}(?!\d*[eE])")


def rounded_decimals(text: str, right: Expr, domains: Mapping[str, Domain], read: Callable[[str], Expr]) -> tuple[str, ...]:
    """The decimals of a text that explain how far it is from the right answer; none where they do not.

    read  makes an expression of a text of the same kind
    """
    found = [match for match in LITERAL.finditer(text) if len(match.group().replace(".", "").lstrip("0")) >= FEWEST_DIGITS]
    if not 0 < len(found) <= MOST_DECIMALS:
        return ()
    try:
        given, *shifted = (read(each) for each in (text, *(_shifted(text, match) for match in found)))
    except TutorError:
        return ()
    return tuple(match.group() for match in found) if _is_within(right, given, shifted, domains) else ()


def _shifted(text: str, match: re.Match[str]) -> str:
    literal = match.group()
    one = Decimal(1).scaleb(-len(literal.partition(".")[2]))
    return text[: match.start()] + str(Decimal(literal) + one) + text[match.end() :]


def _is_within(right: Expr, given: Expr, shifted: list[Expr], domains: Mapping[str, Domain]) -> bool:
    """Whether at every point rounding the decimals, or cutting them off, makes the answer of what is right."""
    with mpmath.workdps(DIGITS):
        compiled = Compiled((right, given, *shifted), Digits())
        rows = (compiled(point.exact()) for point in Region((right, given), domains).points(DRAWN))
        finite = list(islice((row for row in rows if all(value - value == 0 for value in row)), POINTS))
        return bool(finite) and all(map(_is_rounded, finite))


def _is_rounded(row: Sequence[Number]) -> bool:
    """Half a unit of the last places away, or less than one further out where they were cut off."""
    right, given, *shifted = row
    gap, units = right - given, [other - given for other in shifted]
    is_cut = all(unit * gap >= 0 for unit in units) and abs(gap) < ALMOST * sum(map(abs, units))
    return bool(gap == 0 or is_cut or abs(gap) <= HALF * sum(map(abs, units)))
