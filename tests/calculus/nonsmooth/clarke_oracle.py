"""What a function is like at a point, seen by sampling: plain Python functions in many digits, central differences, and hulls of its own.

Belongs here: the oracle, which takes nothing from the package but the answer to be judged. Does not: the functions (`piecewise`).

Gradients are taken by central differences at random places around the point, and close beside every place on small circles around it
at which a switch of the function changes its sign, so that regions between curves that touch are met too.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, product
from typing import Any

import mpmath
import sympy
from mpmath import mpf
from sympy.parsing.sympy_parser import parse_expr

Vector = tuple[float, ...]
Function = Callable[[Sequence[Any]], Any]

DIGITS = 130
DISTANCE = mpf(2) ** -33  # about 1e-10, exact in binary, and so are sums of it and small fractions of powers of two
STEP = mpf(10) ** -60  # of central differences
THIN = mpf(10) ** -50  # places nearer to a switch than this are not told from it
NEAR = 1e-6  # of two gradients that are one
AROUND = 48  # places on the circle at which the signs of switches are told
BESIDE = [mpf(factor) * DISTANCE**power for power in (1, 2, 3) for factor in (-3.1, -0.9, -0.3, 0.3, 0.9, 3.1)]
HUGE = 1e6  # a difference quotient this large at `DISTANCE` is that of a jump


@dataclass(frozen=True)
class Sampled:
    """What is seen around a point.

    gradients     limits of gradients, each once
    is_continuous at the point itself
    is_torn       whether f jumps at places arbitrarily near to the point
    sides         for each variable the slopes left and right, ±inf at a jump
    is_linear     whether the slopes along all directions are those of one linear function
    falls         whether along some direction the left slope is above the right one
    """

    gradients: tuple[Vector, ...]
    is_continuous: bool
    is_torn: bool
    sides: tuple[tuple[float, float], ...]
    is_linear: bool
    falls: bool


def sampled(of: Function, switches: Sequence[Function], point: Sequence[Any], effort: int = 1) -> Sampled:
    """Look around the point.

    effort  of more than two variables, how many times the usual number of places to look at
    """
    with mpmath.workdps(DIGITS):
        start = [mpf(part.numerator) / part.denominator for part in point]
        directions = _directions(switches, start, effort)
        places = [_moved(start, direction, DISTANCE) for direction in directions]
        here = of(start)
        values = [of(place) for place in places]
        size = max(1, *(abs(value - here) / DISTANCE for value in values if abs(value - here) < DISTANCE * HUGE), 1)
        is_continuous = all(abs(value - here) < DISTANCE * HUGE for value in values)
        slopes = [_sides(of, start, direction, here) for direction in directions]
        axes = [_sides(of, start, _axis(k, len(start)), here) for k in range(len(start))]
        gradients = [_gradient(of, place) for place in places] + (_between(of, start, directions) if len(start) > 2 else [])
        return Sampled(
            gradients=tuple(_distinct(gradients)),
            is_continuous=is_continuous,
            is_torn=is_continuous and _is_torn(of, switches, start),
            sides=tuple((_plain(left), _plain(right)) for left, right in axes),
            is_linear=is_continuous and _is_linear(directions, slopes, [right for _, right in axes], size),
            falls=any(left > right + NEAR * size for left, right in slopes),
        )


def _plain(slope: Any) -> float:
    return math.copysign(math.inf, slope) if abs(slope) > HUGE else float(slope)


def _axis(place: int, dimension: int) -> list[Any]:
    return [mpf(k == place) for k in range(dimension)]


def _moved(start: Sequence[Any], direction: Sequence[Any], by: Any) -> list[Any]:
    return [a + by * d for a, d in zip(start, direction, strict=True)]


def _gradient(of: Function, place: Sequence[Any]) -> list[Any]:
    axes = (_axis(k, len(place)) for k in range(len(place)))
    return [(of(_moved(place, axis, STEP)) - of(_moved(place, axis, -STEP))) / (2 * STEP) for axis in axes]


def _between(of: Function, start: Sequence[Any], directions: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Gradients met on the way to the borders between directions: those of regions that are thin, too."""
    pairs = pairwise(directions[: len(directions) // 3])
    return [gradient for pair in pairs for gradient in _towards_the_border(of, start, *pair)]


def _towards_the_border(of: Function, start: Sequence[Any], one: Sequence[Any], other: Sequence[Any]) -> Iterator[list[Any]]:
    def at(share: Any) -> list[Any]:
        return _gradient(of, _moved(start, [a + share * (b - a) for a, b in zip(one, other, strict=True)], DISTANCE))

    low, high, below = mpf(0), mpf(1), at(mpf(0))
    while high - low > mpf(2) ** -14:
        middle = (low + high) / 2
        between = at(middle)
        yield between
        low, high = (middle, high) if _is_near(between, below) else (low, middle)


def _sides(of: Function, start: Sequence[Any], direction: Sequence[Any], here: Any) -> tuple[Any, Any]:
    """The difference quotients backwards and forwards."""
    before, after = (of(_moved(start, direction, way * DISTANCE)) for way in (-1, 1))
    return (here - before) / DISTANCE, (after - here) / DISTANCE


def _is_linear(directions: Sequence[Sequence[Any]], slopes: Sequence[tuple[Any, Any]], gradient: Sequence[Any], size: Any) -> bool:
    return all(
        abs(side - mpmath.fdot(gradient, direction)) <= NEAR * size
        for direction, sides in zip(directions, slopes, strict=True)
        for side in sides
    )


def _distinct(gradients: Iterable[Sequence[Any]]) -> Iterator[Vector]:
    found: list[Vector] = []
    for gradient in gradients:
        if max(map(abs, gradient)) > 1 / DISTANCE:
            continue  # a difference across a jump
        plain = tuple(map(float, gradient))
        if not any(_is_near(plain, other) for other in found):
            found.append(plain)
            yield plain


def _is_near(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(abs(a - b) <= NEAR / 10 * max(1, abs(a)) for a, b in zip(one, other, strict=True))


# --- directions -----------------------------------------------------------------------------------------------------------------------


def _directions(switches: Sequence[Function], start: Sequence[Any], effort: int) -> list[list[Any]]:
    generator = random.Random(4)
    if len(start) == 1:
        return [[mpf(-1)], [mpf(1)], [mpf(-2) / 7], [mpf(2) / 7]]
    if len(start) > 2:
        return [[mpf(generator.gauss(0, 1)) for _ in start] for _ in range(120 * effort)]
    angles = [mpf(generator.uniform(0, 2 * math.pi)) for _ in range(24)] + list(_near_switches(switches, start))
    return [[mpmath.cos(angle), mpmath.sin(angle)] for angle in angles]


def _near_switches(switches: Sequence[Function], start: Sequence[Any]) -> Iterator[Any]:
    """Angles between the zeros of the switches on the circle, and close beside each zero."""
    zeros = sorted(_apart(sorted(zero for switch in switches for zero in _zeros_around(switch, start))))
    for here, there in pairwise([*zeros, *(zero + 2 * mpmath.pi for zero in zeros[:1])]):
        yield here + (there - here) * mpf("0.43")
    for zero in zeros:
        yield from (zero + away for away in BESIDE if all(abs(zero + away - other) > THIN for other in zeros))


def _apart(zeros: Sequence[Any]) -> Iterator[Any]:
    yield from zeros[:1]
    yield from (there for here, there in pairwise(zeros) if there - here > THIN)


def _zeros_around(switch: Function, start: Sequence[Any], radius: Any = DISTANCE) -> Iterator[Any]:
    def at(angle: Any) -> Any:
        return switch(_moved(start, [mpmath.cos(angle), mpmath.sin(angle)], radius))

    angles = [2 * mpmath.pi * (mpf(k) + mpf("0.377")) / AROUND for k in range(AROUND + 1)]
    for (low, below), (high, above) in pairwise([(angle, at(angle)) for angle in angles]):
        if below * above < 0:
            yield bisected(at, low, high, below, THIN / 1000)


def bisected(of: Callable[[Any], Any], low: Any, high: Any, below: Any, width: Any) -> Any:
    """The place between the two where the sign changes."""
    while high - low > width:
        middle = (low + high) / 2
        low, high = (middle, high) if of(middle) * below > 0 else (low, middle)
    return (low + high) / 2


def _is_torn(of: Function, switches: Sequence[Function], start: Sequence[Any]) -> bool:
    """Does f jump across, or on, a line that comes up to the point?"""
    if len(start) != 2:
        return False
    across = [
        (_on_circle(start, zero - THIN), _on_circle(start, zero + THIN)) for switch in switches for zero in _zeros_around(switch, start)
    ]
    aside = [mpf(10) ** -45, mpf(10) ** -45 / 7]
    on = [_moved(start, direction, DISTANCE) for direction in product(range(-6, 7), repeat=2) if direction != (0, 0)]
    return any(
        abs(of(one) - of(other)) > THIN**0.7
        for one, other in (*across, *((place, [a + b for a, b in zip(place, aside, strict=True)]) for place in on))
    )


def _on_circle(start: Sequence[Any], angle: Any) -> list[Any]:
    return _moved(start, [mpmath.cos(angle), mpmath.sin(angle)], DISTANCE)


# --- hulls ----------------------------------------------------------------------------------------------------------------------------


def hull(points: Sequence[Vector]) -> list[Vector]:
    """The vertices, in one dimension or two (monotone chain); a point nearer than NEAR to the hull of the others is none."""
    ordered = sorted(points)
    if len(ordered[0]) == 1:
        ends = [ordered[0], ordered[-1]]
        return ends[:1] if _is_near(*ends) else ends
    around = [*_half(ordered)[:-1], *_half(ordered[::-1])[:-1]] if len(ordered) > 1 else ordered
    return around or ordered[:1]


def _half(ordered: Sequence[Vector]) -> list[Vector]:
    kept: list[Vector] = []
    for point in ordered:
        while len(kept) > 1 and _rise(kept[-2], kept[-1], point) <= NEAR * 10:
            kept.pop()
        kept.append(point)
    return kept


def _rise(a: Vector, b: Vector, c: Vector) -> float:
    """How far b lies to the right of the line from a to c."""
    along = math.hypot(c[0] - a[0], c[1] - a[1]) or 1.0
    return ((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])) / along


def same_points(one: Sequence[Vector], other: Sequence[Vector], near: float = 1e-5) -> bool:
    """Are they the same points in any order?"""

    def among(p: Vector, points: Sequence[Vector]) -> bool:
        return any(all(a == b or abs(a - b) <= near * max(1, abs(b)) for a, b in zip(p, q, strict=True)) for q in points)

    return all(among(p, other) for p in one) and all(among(q, one) for q in other)


def reach(points: Sequence[Vector], direction: Sequence[float]) -> float:
    """How far the hull of the points reaches along a direction: its support function."""
    return max(sum(a * b for a, b in zip(point, direction, strict=True)) for point in points)


def same_hulls(one: Sequence[Vector], other: Sequence[Vector], how_many: int = 300) -> bool:
    """Do two hulls reach equally far along many directions, those of the points themselves among them?"""
    generator = random.Random(2)
    directions = [[generator.gauss(0, 1) for _ in one[0]] for _ in range(how_many)]
    return all(abs(reach(one, d) - reach(other, d)) <= 1e-6 * max(1, abs(reach(one, d))) for d in [*directions, *one, *other])


# --- judging an answer ----------------------------------------------------------------------------------------------------------------


def _clip(u: Any, low: Any, high: Any) -> Any:
    return sympy.Min(sympy.Max(u, low), high)


MEANINGS = {  # of the functions that an exact value or a place may be written with, and SymPy lacks
    "norm": lambda *parts: sympy.sqrt(sum(part**2 for part in parts)),
    "sigmoid": lambda u: 1 / (1 + sympy.exp(-u)),
    "relu": lambda u: sympy.Max(u, 0),
    "leaky_relu": lambda u, a: sympy.Max(u, 0) + a * sympy.Min(u, 0),
    "elu": lambda u, a: sympy.Max(u, 0) + a * (sympy.exp(sympy.Min(u, 0)) - 1),
    "clip": _clip,
    "hardtanh": lambda u: _clip(u, -1, 1),
    "relu6": lambda u: _clip(u, 0, 6),
    "hardswish": lambda u: u * _clip(u + 3, 0, 6) / 6,
    "huber": lambda r, d: sympy.Piecewise((r**2 / 2, sympy.Abs(r) <= d), (d * (sympy.Abs(r) - d / 2), True)),
}


def coordinates(values: Sequence[Mapping[str, Any]]) -> Vector:
    """A vector of Values as numbers, each exact one agreeing with its decimal."""
    for value in values:
        if value["exact"] is not None:
            exact = float(parse_expr(value["exact"], local_dict=MEANINGS).evalf(20))
            assert abs(exact - value["decimal"]) <= 1e-9 * max(1, abs(exact)), value
    return tuple(float(value["decimal"]) for value in values)


def complaints(answer: Mapping[str, Any], seen: Sampled) -> Iterator[str]:
    """What the answer at a point says that is not what was seen."""
    if answer["continuous"] != seen.is_continuous:
        yield f"continuous: {answer['continuous']}"
    if answer["differentiable"] != seen.is_linear:
        yield f"differentiable: {answer['differentiable']}"
    yield from _sides_complaints(answer, seen)
    yield from _clarke_complaints(answer, seen)
    yield from _convex_complaints(answer, seen)


def _sides_complaints(answer: Mapping[str, Any], seen: Sampled) -> Iterator[str]:
    for (name, sides), expected in zip(answer["one_sided"].items(), seen.sides, strict=True):
        if not same_points([_numbers(sides)], [expected]):
            yield f"one_sided {name}: {_numbers(sides)}, not {expected}"
    slopes = tuple(right for _, right in seen.sides)
    if answer["gradient"] is not None and not same_points([coordinates(answer["gradient"])], [slopes]):
        yield f"gradient: {answer['gradient']}, not {slopes}"
    if (answer["gradient"] is not None) != answer["differentiable"]:
        yield f"gradient: {answer['gradient']}"


def _numbers(values: Sequence[Mapping[str, Any]]) -> Vector:
    return tuple(float("nan" if value["decimal"] is None else value["decimal"]) for value in values)


def _clarke_complaints(answer: Mapping[str, Any], seen: Sampled) -> Iterator[str]:
    found = answer["clarke"]
    if not seen.is_continuous or seen.is_torn:
        if (found is not None and found["kind"] != "unknown") or answer["why"] is None:
            yield f"clarke: {brief(found)} because of {answer['why']}, but f jumps at or near the point"
    elif found is None:
        yield f"clarke: none because of {answer['why']}, not {seen.gradients}"
    elif found["kind"] == "ball":
        yield from _ball_complaints(found, seen)
    elif found["kind"] in ("point", "hull"):
        yield from _hull_complaints(found, seen)
    elif len(seen.gradients) < 12:
        yield f"clarke: {found['kind']} because of {answer['why']}, not {seen.gradients}"


def _hull_complaints(found: Mapping[str, Any], seen: Sampled) -> Iterator[str]:
    reported = list(map(coordinates, found["points"]))
    if len(reported[0]) > 2:
        if not same_hulls(reported, seen.gradients):
            yield f"clarke: {brief(found)}, not the hull of {seen.gradients}"
    elif not same_points(reported, hull(seen.gradients)):
        yield f"clarke: {brief(found)}, not {hull(seen.gradients)}"
    if (found["kind"] == "point") != (len(seen.gradients) == 1) or len(set(reported)) < len(reported):
        yield f"clarke: {brief(found)}"


def _ball_complaints(found: Mapping[str, Any], seen: Sampled) -> Iterator[str]:
    center, (radius,) = coordinates(found["center"]), coordinates([found["radius"]])
    farthest = max(math.dist(center, gradient) for gradient in seen.gradients)
    if farthest > radius + NEAR:
        yield f"clarke: {brief(found)}, but there are gradients {farthest} away"
    for k in range(12):
        direction = (math.cos(k), math.sin(k))
        away = reach(seen.gradients, direction) - reach([center], direction)
        if away < 0.95 * radius:
            yield f"clarke: {brief(found)}, but gradients reach only {away} along {direction}"


def _convex_complaints(answer: Mapping[str, Any], seen: Sampled) -> Iterator[str]:
    found = answer["convex_subdifferential"]
    if found is None:
        if seen.is_continuous and seen.falls:
            yield "convex: null, but a left slope is above its right one"
    elif found["kind"] == "empty":
        if not seen.falls:
            yield f"convex: empty because of {answer['why_convex']}, but no left slope is above its right one"
    elif found != answer["clarke"]:
        yield f"convex: {brief(found)}, clarke: {brief(answer['clarke'])}"


def is_midpoint_convex(of: Function, point: Sequence[Any], tries: int = 60) -> bool:
    """f((p + q)/2) ≤ (f(p) + f(q))/2 at random pairs, near to the point and far from it."""
    generator = random.Random(8)
    with mpmath.workdps(40):
        for k in range(tries):
            reach = (0.01, 0.3, 4)[k % 3]
            p, q = ([mpf(part.numerator) / part.denominator + generator.uniform(-reach, reach) for part in point] for _ in range(2))
            if of([(a + b) / 2 for a, b in zip(p, q, strict=True)]) > (of(p) + of(q)) / 2 + mpf(10) ** -30:
                return False
    return True


def brief(found: Mapping[str, Any] | None) -> str:
    """A set in a few words."""
    if found is None:
        return "none"
    points = [tuple(value["exact"] or value["decimal"] for value in point) for point in found["points"]]
    center = found["center"] and tuple(value["exact"] or value["decimal"] for value in found["center"])
    return f"{found['kind']} {points or ''}{center or ''}"


# --- kinks ----------------------------------------------------------------------------------------------------------------------------

FINE = mpf(10) ** -15  # how near a kink on a line is narrowed down
REACH = 4.0
SLIGHT = 1e-3  # a change of slope, over some distance, that is not looked into
SCANNED = 2  # lines on which every kink is looked for
BESIDE_A_KINK = mpf(10) ** -9


def kinks_on_a_line(of: Function, start: Sequence[Any], direction: Sequence[Any], pieces: int = 48) -> list[list[Any]]:
    """Places start + t·direction, |t| ≤ REACH, where the slope along the line changes at once, by halving towards the largest change."""
    with mpmath.workdps(50):
        step = mpf(10) ** -24

        def slope(t: Any) -> Any:
            return (of(_moved(start, direction, t + step)) - of(_moved(start, direction, t - step))) / (2 * step)

        seen = [(t, slope(t)) for t in _scanned(pieces)]
        narrowed = [_narrowed(slope, *one, *other) for one, other in pairwise(seen)]
        return [_moved(start, direction, t) for t in narrowed if t is not None]


def _scanned(pieces: int) -> list[Any]:
    return [mpf(-REACH) + mpf(2 * REACH) * (k + mpf("0.2917")) / pieces for k in range(pieces)]


def _narrowed(slope: Callable[[Any], Any], low: Any, below: Any, high: Any, above: Any) -> Any:
    while high - low > FINE:
        if abs(above - below) <= SLIGHT * max(1, abs(above)):
            return None
        middle = (low + high) / 2
        between = slope(middle)
        is_left = abs(between - below) > abs(above - between)
        low, below, high, above = (low, below, middle, between) if is_left else (middle, between, high, above)
    return (low + high) / 2


def is_kink(of: Function, place: Sequence[Any], generator: random.Random) -> bool:
    """Is there a direction along which the slopes on the two sides differ, or f jumps?"""
    with mpmath.workdps(50):
        for _ in range(4):
            direction = [mpf(generator.uniform(0.5, 1)) * generator.choice((-1, 1)) for _ in place]
            before, here, after = (of(_moved(place, direction, by)) for by in (-BESIDE_A_KINK, 0, BESIDE_A_KINK))
            if abs(after - 2 * here + before) > 1e-5 * BESIDE_A_KINK * max(1, abs(after - before) / BESIDE_A_KINK):
                return True
    return False


class Place:
    """A listed place, read back from its text."""

    def __init__(self, where: str, names: Sequence[str]) -> None:
        symbols = {name: sympy.Symbol(name, real=True) for name in names}
        relation = parse_expr(where, local_dict=MEANINGS | symbols, evaluate=False)
        equations = list(relation.args) if isinstance(relation, sympy.And) else [relation]
        self._functions = [sympy.lambdify(list(symbols.values()), equation.lhs - equation.rhs, "mpmath") for equation in equations]

    @property
    def is_point(self) -> bool:
        """Is it more than a line?"""
        return len(self._functions) > 1

    def contains(self, place: Sequence[Any]) -> bool:
        """Is it near to being there?"""
        return all(abs(function(*place)) < 1e-6 for function in self._functions)

    def on_a_line(self, start: Sequence[Any], direction: Sequence[Any]) -> list[list[Any]]:
        """Where the line meets a place that is given by one equation."""
        with mpmath.workdps(50):

            def at(t: Any) -> Any:
                return self._functions[0](*_moved(start, direction, t))

            ends = pairwise([(t, at(t)) for t in _scanned(40)])
            roots = [bisected(at, low, high, below, mpf(10) ** -40) for (low, below), (high, above) in ends if below * above < 0]
            return [_moved(start, direction, root) for root in roots]


def kink_complaints(answer: Mapping[str, Any], of: Function, names: Sequence[str]) -> Iterator[str]:
    """What is wrong with the list of kinks of a function."""
    places = [Place(kink["where"], names) for kink in answer["kinks"]]
    generator = random.Random(6)
    lines = list(_lines(len(names), generator))
    for line in lines[:SCANNED]:
        for kink in kinks_on_a_line(of, *line):
            if not any(place.contains(kink) for place in places) and is_kink(of, kink, generator):
                yield f"kinks: none listed at {tuple(map(float, kink))}"
    for kink, place in zip(answer["kinks"], places, strict=True):
        found = _seen_at(kink, place, lines)
        first = next(found, None)
        if first and kink["kind"] != "jump" and not any(is_kink(of, where, generator) for where in chain([first], found)):
            yield f"kinks: {kink['where']} is listed, and f is differentiable there"


def _lines(dimension: int, generator: random.Random) -> Iterator[tuple[list[Any], list[Any]]]:
    """The first through the origin, where many kinks meet, the others farther away."""
    if dimension == 1:
        yield [mpf(0)], [mpf(1)]
        return
    for k in range(120):
        angle = k * math.pi / 2 + generator.uniform(0.2, 1.3)
        start = [mpf(generator.uniform(-12, 12) if k >= SCANNED else 0) for _ in range(2)]
        yield start, [mpf(math.cos(angle)), mpf(math.sin(angle))]


def _seen_at(kink: Mapping[str, Any], place: Place, lines: Sequence[tuple[list[Any], list[Any]]]) -> Iterator[list[Any]]:
    """Points of a listed place: the point itself, or where it is a line, the meetings with other lines."""
    if kink["at"]:
        yield [mpf(part) for part in kink["at"].values()]
    elif not place.is_point:
        for line in lines:
            yield from place.on_a_line(*line)
