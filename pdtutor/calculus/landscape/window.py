"""What is shown of each variable where nobody says: around the places of interest, or where the function is defined.

Belongs here: choosing ranges. Does not: the values in them (`grid`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, floor, inf, isfinite, log10

from sympy import Expr

from pdtutor.calculus.landscape.grid import Function, places_on
from pdtutor.calculus.landscape.results import Place, Range
from pdtutor.errors import DomainError

HALF = 3.0  # of what is shown where nothing else tells
ROOM = 0.8  # of the extent of several places, to both sides of their middle
FINEST = 1e-9  # of a number; nearer to it than this, the ends of a range are hardly told from each other
WIDENED = 4.0  # times, where the function is defined nowhere yet
MOST_WIDENED = 5
PROBES = 24  # along each variable
ASIDE = 0.0137  # of a range: the probes keep away from its ends, and with that from round numbers, where xˣ has a value below 0 too
FAR = 1000.0  # times the size of the first place
LEAST_ROOM = 0.15  # of the range


def window(
    function: Function, variables: Sequence[Expr], asked: Mapping[Expr, Range], places: Sequence[Place], domains: Mapping[Expr, Range]
) -> dict[Expr, Range]:
    """The ranges asked for, and for the other variables ranges in which the places lie well inside; without places, where values are.

    Raises DomainError where the function has no value in any window tried.
    """
    known = [place for place in places if _is_near(place, places[0])]
    free = [variable for variable in variables if variable not in asked]
    if known or not free:
        return _with_places(function, variables, asked, known, domains)
    return _where_defined(function, {v: asked.get(v) or _first(_domain(v, domains)) for v in variables}, free, domains)


def _with_places(
    function: Function, variables: Sequence[Expr], asked: Mapping[Expr, Range], places: Sequence[Place], domains: Mapping[Expr, Range]
) -> dict[Expr, Range]:
    """The window around the places; without the later half of them where it is so wide that the function has no value in it."""
    extents = [(min(numbers), max(numbers)) for numbers in zip(*places, strict=True)]
    widest = max((high - low for low, high in extents), default=0.0)
    ranges = {v: asked.get(v) or _around(extents[k], widest, _domain(v, domains)) for k, v in enumerate(variables)}
    found = _defined(function, ranges)
    if not found and len(places) > 1 and len(asked) < len(variables):
        return _with_places(function, variables, asked, places[: len(places) // 2], domains)
    return {v: ends if v in asked or not found else _trimmed(k, ends, found, extents[k]) for k, (v, ends) in enumerate(ranges.items())}


def _is_near(place: Place, first: Place) -> bool:
    """Whether a place can be shown together with the first one; those of a descent that runs away cannot."""
    return all(abs(number - start) <= FAR * max(1.0, abs(start)) for number, start in zip(place, first, strict=True))


def _trimmed(which: int, ends: Range, found: Sequence[Place], extent: Range) -> Range:
    """The range without what lies beyond all values, but with some room around the places of interest."""
    low, high = _around_values(which, ends, found)
    room = LEAST_ROOM * (ends[1] - ends[0])
    return max(ends[0], min(low, extent[0] - room)), min(ends[1], max(high, extent[1] + room))


def _domain(variable: Expr, domains: Mapping[Expr, Range]) -> Range:
    if variable in domains:
        return domains[variable]
    return (0.0 if variable.is_nonnegative else -inf, 0.0 if variable.is_nonpositive else inf)


def _around(extent: Range, widest: float, bounds: Range) -> Range:
    low, high = extent
    middle = low / 2 + high / 2
    half = max(ROOM * (high - low), ROOM * widest / 3, FINEST * abs(middle)) if widest else max(HALF, abs(middle) / 2)
    return _within(bounds, rounded_outwards((middle - half, middle + half)))


def _first(bounds: Range) -> Range:
    return bounds if all(map(isfinite, bounds)) else _within(bounds, (-HALF, HALF))


def _within(bounds: Range, ends: Range) -> Range:
    low, high = max(ends[0], bounds[0]), min(ends[1], bounds[1])
    if low < high:
        return low, high
    size = ends[1] - ends[0]
    return (bounds[0], bounds[0] + size) if isfinite(bounds[0]) else (bounds[1] - size, bounds[1])


def rounded_outwards(ends: Range) -> Range:
    """The ends moved apart to the next multiples of a round step, about a twentieth of the range."""
    low, high = ends
    step = 10.0 ** floor(log10((high - low) / 10))
    return float(f"{floor(low / step) * step:.12g}"), float(f"{ceil(high / step) * step:.12g}")


def _where_defined(function: Function, ranges: dict[Expr, Range], free: Sequence[Expr], domains: Mapping[Expr, Range]) -> dict[Expr, Range]:
    """The ranges of the free variables widened until the function has values in them, then cut down to where it has."""
    for _ in range(MOST_WIDENED):
        found = _defined(function, ranges)
        if found:
            return _cut(function, ranges, free, found)
        ranges = {v: _widened(ends, _domain(v, domains)) if v in free else ends for v, ends in ranges.items()}
    raise undefined(ranges)


def undefined(ranges: Mapping[Expr, Range]) -> DomainError:
    """The error of a picture that would be empty."""
    shown = ", ".join(f"{variable} from {low:g} to {high:g}" for variable, (low, high) in ranges.items())
    hint = ",".join(f"{variable}=1:5" for variable in ranges)
    return DomainError(f"The function has no value anywhere for {shown}.", hint=f"Choose ranges where it has, such as --range {hint}")


def _widened(ends: Range, bounds: Range) -> Range:
    middle, half = (ends[0] + ends[1]) / 2, (ends[1] - ends[0]) / 2 * WIDENED
    return _within(bounds, (middle - half, middle + half))


def _defined(function: Function, ranges: Mapping[Expr, Range]) -> list[Place]:
    ends = [(low + ASIDE * (high - low), high - ASIDE * (high - low)) for low, high in ranges.values()]
    return [place for place in places_on(ends, PROBES) if function(place) == function(place)]


def _cut(function: Function, ranges: dict[Expr, Range], free: Sequence[Expr], found: Sequence[Place]) -> dict[Expr, Range]:
    """The ranges around the values found, looked at again as long as that leaves a half of some range out."""
    near = {v: _around_values(k, ends, found) if v in free else ends for k, (v, ends) in enumerate(ranges.items())}
    has_shrunk = any(near[v][1] - near[v][0] < 0.6 * (high - low) for v, (low, high) in ranges.items())
    inside = _defined(function, near) if has_shrunk else []
    return _cut(function, near, free, inside) if inside else near


def _around_values(which: int, ends: Range, found: Sequence[Place]) -> Range:
    """The range of the values' places with one step of the probes beyond; the whole where they fill it."""
    step = (ends[1] - ends[0]) / (PROBES - 1)
    low, high = min(place[which] for place in found) - step, max(place[which] for place in found) + step
    cut = rounded_outwards((low, high))
    return max(cut[0], ends[0]), min(cut[1], ends[1])
