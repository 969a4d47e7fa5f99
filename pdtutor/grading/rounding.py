"""Whether a wrong answer is right but for decimals that were rounded: 0.333 for 1/3.

Belongs here: shifting each decimal by one in its last place. Does not: saying so (`explain.judging`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import islice
from math import isfinite

from sympy import Expr

from pdtutor.calculus.equivalence.candidates import Region
from pdtutor.calculus.numeric import Compiled
from pdtutor.errors import TutorError
from pdtutor.notation.reading import Domain

MOST_DECIMALS = 6
POINTS = 5
DRAWN = 60
FEWEST_DIGITS = 2
LITERAL = re.compile(r"\d*\.\d{2,}")


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
    """Whether at every point the distance is no larger than what the shifts can make."""
    compiled = Compiled((right, given, *shifted))
    values = (compiled(point) for point in Region((right, given), domains).points(DRAWN))
    finite = list(islice((row for row in values if all(map(isfinite, row))), POINTS))
    return bool(finite) and all(
        0 < abs(row[0] - row[1]) <= 1.001 * sum(abs(other - row[1]) for other in row[2:]) or row[0] == row[1] for row in finite
    )
