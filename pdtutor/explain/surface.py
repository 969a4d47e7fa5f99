"""A picture of a function in words: what is shown, what the gradient at the point says, where the descent leads, what is marked.

Belongs here: sentences. Does not: what there is to say them about (`calculus.landscape`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sympy import Basic, Expr

from pdtutor.calculus.descent.results import State, Stop
from pdtutor.calculus.landscape.results import Crease, Landscape, Place, Sides, Spot
from pdtutor.explain.descent import ended
from pdtutor.explain.phrases import Sentence, listed
from pdtutor.explain.sentences import decimal

KINDS = {"kink": "a kink", "vertical": "a vertical slope", "jump": "a jump"}
WHY = {
    "kink": "The slopes on the sides of the point differ (a kink), so no one gradient holds there.",
    "jump": "The function jumps here, so it has no gradient.",
    "vertical": "The slopes grow without bound towards the point, so there is no gradient.",
    "edge": "The function is not defined all around the point, so it has no gradient there.",
    "overflow": "The gradient there is too large for floating point.",
}


def numbers(place: Place) -> str:
    """(1, -0.5), a bare number where there is but one."""
    inside = ",\u00a0".join(map(decimal, place))
    return inside if len(place) == 1 else f"({inside})"


def equal(variables: Sequence[Expr], place: Place) -> Sentence:
    """x = 1, y = -0.5."""
    sentence: Sentence = ()
    for variable, number in zip(variables, place, strict=True):
        sentence = (*sentence, *((", ",) if sentence else ()), variable, f"\u00a0=\u00a0{decimal(number)}")
    return sentence


def shown(found: Landscape, held: Mapping[Expr, Expr]) -> Sentence:
    """The ranges, and what is held."""
    ways = ("across", "upwards") if len(found.variables) > 1 else ("across",)
    sentence: Sentence = ()
    for variable, way in zip(found.variables, ways, strict=True):
        low, high = found.ranges[variable]
        lead = ", " if sentence else "Shown: "
        sentence = (*sentence, lead, variable, f" from {decimal(low)} to {decimal(high)} {way}")
    still: Sentence = ()
    for variable, value in held.items():
        still = (*still, ", " if still else "; held constant: ", variable, " = ", value)
    return (*sentence, *still, ".")


# --- the point --------------------------------------------------------------------------------------------------------------------------


def point(found: Landscape, spot: Spot, name: str, slope: str) -> Iterator[Sentence]:
    """The value and the gradient at the point; `slope` is what the derivative is called."""
    yield ("At ", *equal(found.variables, spot.place), f": {name} = {decimal(spot.value)}", *_with_slope(spot, slope))
    if spot.gradient is None:
        yield (WHY[spot.why or "kink"], *_sides(found.variables, spot.sides))
    elif not any(spot.gradient):
        yield ("The slope is 0 here: to first order nothing changes, whichever way one goes.",)
    elif len(spot.gradient) == 1:
        yield _tangent(spot, found.variables[0])
    else:
        yield (
            "The arrow points the steepest way up; downhill, the way that descent takes, is the opposite one. It crosses the levels at a "
            "right angle, in a picture only as far as both axes have the same scale.",
        )
    if not found.is_inside(spot.place):
        yield ("The point lies outside of what is shown; --range shows more.",)


def _with_slope(spot: Spot, slope: str) -> Sentence:
    return (".",) if spot.gradient is None else (f" and {slope} = {numbers(spot.gradient)}.",)


def _sides(variables: Sequence[Expr], sides: Sequence[Sides]) -> Sentence:
    sentence: Sentence = ()
    for variable, (left, right) in zip(variables, sides, strict=False):
        if left != right and left is not None and right is not None:
            sentence = (*sentence, " Along ", variable, f" it is {decimal(left)} before the point and {decimal(right)} after it.")
    return sentence


def _tangent(spot: Spot, variable: Expr) -> Sentence:
    assert spot.gradient is not None
    (slope,), (start,) = spot.gradient, spot.place
    away = f"- {decimal(start)}" if start >= 0 else f"+ {decimal(-start)}"
    return (
        f"The tangent: {decimal(spot.value)} + {decimal(slope)}·(",
        variable,
        f" {away}), the straight line that fits best at the point.",
    )


# --- the descent ------------------------------------------------------------------------------------------------------------------------


def descent(variables: Sequence[Expr], path: Sequence[State], stop: Stop | None, rate: float, name: str) -> Iterator[Sentence]:
    """Where the descent has led, and why it ended early."""
    start, end, count = path[0], path[-1], len(path) - 1
    lead = f"Gradient descent with the rate {rate:g}: " + (f"{count} step{'' if count == 1 else 's'} from " if count else "no step from ")
    reached: Sentence = (", to ", *equal(variables, end.point), f", {name} = {decimal(end.value)}") if count else ()
    yield (lead, *equal(variables, start.point), f", {name} = {decimal(start.value)}", *reached, ".")
    if stop is not None:
        yield ended(stop, variables)
    elif end.value > start.value:
        yield ("The value has grown: the steps overshoot, and a smaller rate is needed.",)


# --- what is marked ---------------------------------------------------------------------------------------------------------------------


def smallest(found: Landscape, name: str) -> Sentence:
    """The smallest value, and how much it is worth."""
    seen = found.minimum
    if max(found.numbers) <= seen.value:
        return (f"{name} = {decimal(seen.value)} wherever it was computed for the picture.",)
    return (
        f"The smallest value seen is {name} = {decimal(seen.value)} at ", *equal(found.variables, seen.place),
        ": the smallest of those computed for the picture, which need not be the minimum.",
    )  # fmt: skip


def kinks(found: Sequence[Crease]) -> Iterator[Sentence]:
    """Where the kinks lie, by kind."""
    for kind, name in KINDS.items():
        places: list[Basic] = [crease.where for crease in found if crease.kind == kind]
        if places:
            yield (f"The function has {name} at ", *listed(places), ".")


def gaps(found: Landscape, name: str) -> Iterator[Sentence]:
    """Where there is nothing to draw."""
    if "undefined" in found.gaps:
        yield (f"Some places have no value: {name} is not defined there.",)
    if "overflow" in found.gaps:
        yield (f"At some places the value of {name} is too large for floating point.",)
