"""Generated functions with kinks at a given point: as text to type, and as plain Python functions of numbers.

Belongs here: what to generate, by hypothesis and by a seed. Does not: what must hold of it (`clarke_oracle`, the tests).

Every part knows its exact value at the base point, so that arguments can be shifted to lie exactly on a kink. Parts whose value there
would be irrational are not made.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import mpmath
from hypothesis import strategies as st

Choose = Callable[[Sequence[Any]], Any]
Numbers = Sequence[Any]

NAMES = "xyzw"
COEFFICIENTS = tuple(map(Fraction, (-2, -1, Fraction(-1, 2), Fraction(1, 2), 1, 2, 3)))
COORDINATES = tuple(map(Fraction, (0, 0, 1, -1, Fraction(1, 2), -2)))
ASIDE = (Fraction(2, 7), Fraction(-3, 11))  # from the base point to one where nothing is tied on purpose


@dataclass(frozen=True)
class Part:
    """A function: as typed, of numbers, its value at the base point, and the functions at whose zeros it may change its formula."""

    text: str
    of: Callable[[Numbers], Any]
    base: Fraction
    switches: tuple[Callable[[Numbers], Any], ...] = ()


@dataclass(frozen=True)
class Case:
    """A function to be asked about, and the point."""

    text: str
    of: Callable[[Numbers], Any]
    switches: tuple[Callable[[Numbers], Any], ...]
    point: tuple[Fraction, ...]

    @property
    def names(self) -> str:
        return NAMES[: len(self.point)]

    @property
    def at(self) -> dict[str, str]:
        return {name: str(number) for name, number in zip(self.names, self.point, strict=True)}

    def __repr__(self) -> str:
        return f"{self.text} at {self.at}"


# --- functions of one argument --------------------------------------------------------------------------------------------------------


def _clipped(low: int, high: int) -> Callable[[Any], Any]:
    return lambda u: min(max(u, low), high)


def _huber(u: Any) -> Any:
    return u * u / 2 if abs(u) <= 1 else abs(u) - Fraction(1, 2) if isinstance(u, Fraction) else abs(u) - mpmath.mpf("0.5")


def _elu(u: Any) -> Any:
    return u if u >= 0 else 2 * mpmath.expm1(u)


def _sign(u: Any) -> int:
    return (u > 0) - (u < 0)


def _hardswish(u: Any) -> Any:
    return u * _clipped(0, 6)(u + 3) / 6


KINKED = {  # as typed, its meaning, where it changes its formula
    "abs": ("abs({})", abs, (0,)),
    "relu": ("relu({})", lambda u: max(u, 0), (0,)),
    "leaky_relu": ("leaky_relu({}, 1/4)", lambda u: u if u > 0 else u / 4, (0,)),
    "clip": ("clip({}, -1, 2)", _clipped(-1, 2), (-1, 2)),
    "elu": ("elu({}, 2)", _elu, (0,)),
    "hardswish": ("hardswish({})", _hardswish, (-3, 3)),
    "hardtanh": ("hardtanh({})", _clipped(-1, 1), (-1, 1)),
    "relu6": ("relu6({})", _clipped(0, 6), (0, 6)),
    "huber": ("huber({}, 1)", _huber, (-1, 1)),
    "sign": ("sign({})", _sign, (0,)),
}
SMOOTH = {  # as typed, its meaning, its value at 0
    "sin": ("sin({})", mpmath.sin, 0),
    "cos": ("cos({})", mpmath.cos, 1),
    "exp": ("exp({})", mpmath.exp, 1),
    "tanh": ("tanh({})", mpmath.tanh, 0),
    "sigmoid": ("sigmoid({})", lambda u: 1 / (1 + mpmath.exp(-u)), Fraction(1, 2)),
    "root": ("sqrt(1 + ({})^2)", lambda u: mpmath.sqrt(1 + u * u), 1),
    "logarithm": ("ln(1 + ({})^2)", lambda u: mpmath.log(1 + u * u), 0),
}
ALWAYS_KINKED = ("abs", "abs", "relu", "relu", "leaky_relu", "clip", "elu", "hardswish", "hardtanh", "relu6", "huber", "sign")
KINDS = (
    *("kinked",) * 6,
    *("max",) * 2,
    *("min",) * 2,
    *("sum",) * 4,
    *("product",) * 2,
    *("smooth",) * 2,
    *("power",) * 2,
    *("join",) * 2,
    "triple",
    "norm",
    "quotient",
    "cases",
    "hole",
)


def _shown(number: Fraction) -> str:
    return str(number) if number.denominator == 1 and number >= 0 else f"({number})"


def number(value: Fraction) -> Part:
    """A constant."""
    exact = mpmath.mpf(value.numerator) / value.denominator
    return Part(_shown(value), lambda _: exact, value)


def scaled(factor: Fraction, u: Part) -> Part:
    """factor·u"""
    return Part(f"{_shown(factor)}*{u.text}", lambda p: u.of(p) * factor.numerator / factor.denominator, factor * u.base, u.switches)


def plus(u: Part, v: Part) -> Part:
    """u + v"""
    return Part(f"({u.text} + {v.text})", lambda p: u.of(p) + v.of(p), u.base + v.base, u.switches + v.switches)


def times(u: Part, v: Part) -> Part:
    """u·v"""
    return Part(f"({u.text})*({v.text})", lambda p: u.of(p) * v.of(p), u.base * v.base, u.switches + v.switches)


def moved_to(u: Part, value: Fraction | int) -> Part:
    """u plus a constant, so that it has the value at the base point."""
    return u if u.base == value else plus(u, number(value - u.base))


def affine(choose: Choose, point: Sequence[Fraction]) -> Part:
    """A linear function, often of one variable alone."""
    chosen = [name for name in range(len(point)) if choose((True, True, False))] or [choose(range(len(point)))]
    factors = {place: choose(COEFFICIENTS) for place in chosen}
    text = " + ".join(f"{_shown(factor)}*{NAMES[place]}" for place, factor in factors.items())

    def of(p: Numbers) -> Any:
        return sum(p[place] * factor.numerator / factor.denominator for place, factor in factors.items())

    linear = Part(f"({text})", of, sum((factor * point[place] for place, factor in factors.items()), Fraction(0)))
    return choose((linear, moved_to(linear, 0), moved_to(linear, 1)))


# --- growing --------------------------------------------------------------------------------------------------------------------------


def grown(choose: Choose, point: Sequence[Fraction], depth: int) -> Part:
    """A function with as many levels."""
    if depth == 0:
        return affine(choose, point)

    def inner() -> Part:
        return grown(choose, point, choose((depth - 1, depth - 1, 0)))

    return _BUILDERS[choose(KINDS)](choose, inner)


def _kinked(choose: Choose, inner: Callable[[], Part]) -> Part:
    name = choose(ALWAYS_KINKED)
    form, meaning, places = KINKED[name]
    u = inner()
    if name == "elu" or choose((True, True, True, False)):
        u = moved_to(u, choose(places))
    switches = tuple(lambda p, place=place: u.of(p) - place for place in places)
    return Part(form.format(u.text), lambda p: meaning(u.of(p)), Fraction(meaning(u.base)), (*u.switches, *switches))


def _extreme(name: str, meaning: Callable[..., Any]) -> Callable[[Choose, Callable[[], Part]], Part]:
    def build(choose: Choose, inner: Callable[[], Part], how_many: int = 2) -> Part:
        first = inner()
        rest = [moved_to(inner(), first.base + choose((0, 0, 0, 1))) for _ in range(how_many - 1)]
        parts = [first, *rest]
        ties = tuple(lambda p, u=u, v=v: u.of(p) - v.of(p) for k, u in enumerate(parts) for v in parts[k + 1 :])
        return Part(
            f"{name}({', '.join(part.text for part in parts)})",
            lambda p: meaning(part.of(p) for part in parts),
            meaning(part.base for part in parts),
            tuple(switch for part in parts for switch in part.switches) + ties,
        )

    return build


def _triple(choose: Choose, inner: Callable[[], Part]) -> Part:
    return choose((_extreme("max", max), _extreme("min", min)))(choose, inner, 3)


def _smooth(choose: Choose, inner: Callable[[], Part]) -> Part:
    form, meaning, at_zero = SMOOTH[choose(sorted(SMOOTH))]
    u = moved_to(inner(), 0)
    return Part(form.format(u.text), lambda p: meaning(u.of(p)), Fraction(at_zero), u.switches)


def _power(choose: Choose, inner: Callable[[], Part]) -> Part:
    u, exponent = inner(), choose((2, 2, 3))
    return Part(f"({u.text})^{exponent}", lambda p: u.of(p) ** exponent, u.base**exponent, u.switches)


def _sum(choose: Choose, inner: Callable[[], Part]) -> Part:
    return plus(inner(), scaled(choose(COEFFICIENTS), inner()))


def _product(_: Choose, inner: Callable[[], Part]) -> Part:
    return times(inner(), inner())


def _quotient(_: Choose, inner: Callable[[], Part]) -> Part:
    u, v = inner(), inner()
    return Part(
        f"({u.text})/(1 + ({v.text})^2)",
        lambda p: u.of(p) / (1 + v.of(p) ** 2),
        u.base / (1 + v.base**2),
        u.switches + v.switches,
    )


def _norm(_: Choose, inner: Callable[[], Part]) -> Part:
    u, v = (moved_to(inner(), 0) for _ in range(2))
    return Part(f"norm({u.text}, {v.text})", lambda p: mpmath.hypot(u.of(p), v.of(p)), Fraction(0), (*u.switches, *v.switches, u.of, v.of))


def _join(choose: Choose, inner: Callable[[], Part]) -> Part:
    """Cases that meet where they change: a and a + k·u."""
    u, a = moved_to(inner(), choose((0, 0, 0, 1))), inner()
    other = plus(a, scaled(choose(COEFFICIENTS), u))
    return _where(choose((">", ">=", "<", "<=")), u, a, other)


def _cases(choose: Choose, inner: Callable[[], Part]) -> Part:
    """Cases that agree at the base point, or not even there."""
    u, a = moved_to(inner(), 0), inner()
    return _where(choose((">", ">=", "<", "<=")), u, a, choose((moved_to, lambda b, _: b))(inner(), a.base))


def _hole(choose: Choose, inner: Callable[[], Part]) -> Part:
    """Another formula where u is zero."""
    u, a = moved_to(inner(), 0), inner()
    return _where(choose(("==", "!=")), u, a, moved_to(inner(), a.base))


RELATIONS: dict[str, Callable[[Any], bool]] = {
    ">": lambda u: u > 0,
    ">=": lambda u: u >= 0,
    "<": lambda u: u < 0,
    "<=": lambda u: u <= 0,
    "==": lambda u: u == 0,
    "!=": lambda u: u != 0,
}


def _where(relation: str, u: Part, a: Part, b: Part) -> Part:
    holds = RELATIONS[relation]
    return Part(
        f"where({u.text} {relation} 0, {a.text}, {b.text})",
        lambda p: a.of(p) if holds(u.of(p)) else b.of(p),
        a.base if holds(u.base) else b.base,
        (*u.switches, *a.switches, *b.switches, u.of),
    )


_BUILDERS: dict[str, Callable[[Choose, Callable[[], Part]], Part]] = {
    "kinked": _kinked,
    "max": _extreme("max", max),
    "min": _extreme("min", min),
    "triple": _triple,
    "sum": _sum,
    "product": _product,
    "smooth": _smooth,
    "power": _power,
    "join": _join,
    "cases": _cases,
    "hole": _hole,
    "norm": _norm,
    "quotient": _quotient,
}


# --- cases ----------------------------------------------------------------------------------------------------------------------------


def case(choose: Choose, dimension: int) -> Case:
    """A function that moves with every variable, and the base point or one beside it."""
    point = tuple(choose(COORDINATES) for _ in range(dimension))
    part = grown(choose, point, choose((1, 2, 2, 2, 3)))
    for place in range(dimension):
        if not re.search(rf"\b{NAMES[place]}\b", part.text):
            part = plus(part, Part(NAMES[place], lambda p, place=place: p[place], point[place]))
    is_aside = choose((True, False, False, False, False, False))
    asked = tuple(number + away for number, away in zip(point, ASIDE, strict=False)) if is_aside else point
    return Case(part.text, part.of, part.switches, asked)


def seeded(seed: int, dimension: int) -> Case:
    """The case that belongs to a seed."""
    generator = random.Random(f"{dimension}:{seed}")
    return case(generator.choice, dimension)


@st.composite
def cases(draw: st.DrawFn, dimension: int) -> Case:
    """Cases for hypothesis."""
    return case(lambda options: draw(st.sampled_from(options)), dimension)


# --- more variables -------------------------------------------------------------------------------------------------------------------


def _linear(choose: Choose, dimension: int) -> Part:
    return moved_to(affine(choose, (Fraction(0),) * dimension), 0)


def _largest(choose: Choose, dimension: int) -> Part:
    parts = [_linear(choose, dimension) for _ in range(choose((3, 4, 5)))]
    return Part(f"max({', '.join(part.text for part in parts)})", lambda p: max(part.of(p) for part in parts), Fraction(0))


def _sizes(choose: Choose, dimension: int) -> Part:
    total = number(Fraction(0))
    for _ in range(choose((3, 4, 5))):
        total = plus(total, scaled(choose(COEFFICIENTS[3:]), _applied("abs", _linear(choose, dimension))))
    return total


def _network(choose: Choose, dimension: int) -> Part:
    hidden = [_applied("relu", _linear(choose, dimension)) for _ in range(3)]
    again = [_applied("relu", plus(hidden[0], scaled(choose(COEFFICIENTS), hidden[k]))) for k in (1, 2)]
    return plus(again[0], scaled(choose(COEFFICIENTS), again[1]))


def _applied(name: str, u: Part) -> Part:
    form, meaning, _ = KINKED[name]
    return Part(form.format(u.text), lambda p: meaning(u.of(p)), Fraction(0))


SPACIOUS = {"largest": _largest, "sizes": _sizes, "network": _network}


def spacious(kind: str, seed: int, dimension: int) -> Case:
    """A piecewise linear function of three variables or more, at 0, where all of its parts meet."""
    choose = random.Random(f"{kind}:{dimension}:{seed}").choice
    part = plus(SPACIOUS[kind](choose, dimension), Part(NAMES[0], lambda p: p[0], Fraction(0)))
    for place in range(1, dimension):
        part = plus(part, Part(NAMES[place], lambda p, place=place: p[place], Fraction(0)))
    return Case(part.text, part.of, (), (Fraction(0),) * dimension)
