"""The independent oracle: enclosures of values over the reals by interval arithmetic, and what they prove of two expressions.

Belongs here: a recursive evaluator by mpmath, points of every scale, witnesses of a difference. Does not: anything of `pdtutor.calculus`.

Two expressions differ at a point where their enclosures have no number in common, which is a proof; they agree where these overlap and are
narrow. Digits are doubled until one of the two is seen, so that neither cancellation nor a difference of 10⁻⁵⁰ deceives.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from operator import add, mul
from typing import Any
from zlib import crc32

import mpmath
import sympy as sp
from mpmath import iv, mp
from sympy import Basic, Expr, Indexed, KroneckerDelta, Symbol
from sympy.core.function import AppliedUndef

from pdtutor.notation.functions import NamedFunction
from pdtutor.notation.reading import Domain
from pdtutor.notation.unknown import UnknownDerivative

DIGITS = (60, 120, 240, 480, 960)
LARGEST = 2.0**200  # an argument of exp or sin beyond it is refused
LONGEST = 5000  # bits of a number that is kept exactly
NARROW = 50  # digits that two overlapping enclosures must have, to agree
ATTEMPTS = 400
FEW = 20  # points where both are defined
NEIGHBOURS = 12
BOXES = ((-2, 2), (0, 1), (-1, 1), (0, 3), (-3, 0), (-10, 10), (0, 10), (-100, 100), (-10000, 10000))
NEAR = Fraction(1, 10**14)
UNEVEN = Fraction(999_983, 1_000_003)  # makes of a floating-point number one whose multiples by powers of 2 are never whole
Enclosure = Any  # an interval of mpmath


class UndefinedError(ArithmeticError):
    """There is no real value."""


class UndecidedError(ArithmeticError):
    """More digits are needed to say."""


@dataclass(frozen=True)
class Point:
    """Numbers for variables; entries of indexed names are drawn when they are asked for, the same every time.

    seed   of the entries
    scale  of the entries
    moved  how far the entries are moved aside
    """

    numbers: Mapping[str, Fraction]
    seed: str = ""
    scale: int = 2
    moved: Fraction = Fraction(0)

    def entry(self, name: str, indices: tuple[int, ...]) -> Fraction:
        drawn = random.Random(f"{self.seed} {name} {indices}").uniform(-self.scale, self.scale)
        return Fraction(drawn) + self.moved * (1 + sum(indices))


# Values


@contextmanager
def _digits(digits: int) -> Iterator[None]:
    before = iv.dps
    iv.dps = digits
    try:
        with mpmath.workdps(digits + 5):
            yield
    finally:
        iv.dps = before


def enclosure(expression: Basic, point: Point, digits: int = DIGITS[0]) -> Enclosure:
    """An interval in which the value lies. Raises UndefinedError where there is no value, UndecidedError where digits do not tell."""
    with _digits(digits):
        return _Values(point).of(expression)


class _Values:
    """One evaluation: every distinct part once, a sum's terms with its index bound; rational parts exactly, so that borders are met."""

    def __init__(self, point: Point, bound: Mapping[Symbol, int] | None = None) -> None:
        self._point = point
        self._bound = dict(bound or {})
        self._done: dict[Basic, Enclosure | bool] = {}
        self._exact: dict[Basic, Fraction | None] = {}

    def of(self, part: Basic) -> Enclosure:
        if part not in self._done:
            self._done[part] = self._computed(part)
        return self._done[part]

    def exact(self, part: Basic) -> Fraction | None:
        """The value, where it is a rational number of moderate size and known to be."""
        if part not in self._exact:
            found = self._rational(part)
            is_short = found is not None and max(found.numerator.bit_length(), found.denominator.bit_length()) < LONGEST
            self._exact[part] = found if is_short else None
        return self._exact[part]

    def _rational(self, part: Basic) -> Fraction | None:
        if isinstance(part, sp.Rational):
            return Fraction(int(part.p), int(part.q))
        if isinstance(part, Symbol) and part not in self._bound:
            return self._point.numbers[part.name]
        if not isinstance(part, (sp.Add, sp.Mul)) and not (isinstance(part, sp.Pow) and part.exp.is_Integer and abs(part.exp) < 64):
            return None
        numbers = [self.exact(argument) for argument in part.args]
        if None in numbers or (isinstance(part, sp.Pow) and not numbers[0]):
            return None
        return numbers[0] ** int(part.exp) if isinstance(part, sp.Pow) else reduce(add if isinstance(part, sp.Add) else mul, numbers)

    def _computed(self, part: Basic) -> Enclosure | bool:
        exact = self.exact(part)
        if exact is not None:
            return _rational(exact)
        for kind, compute in SPECIAL.items():
            if isinstance(part, kind):
                return compute(self, part)
        return FUNCTIONS[type(part)](*map(self.of, part.args))

    def symbol(self, symbol: Symbol) -> Enclosure:
        return iv.mpf(self._bound[symbol]) if symbol in self._bound else _rational(self._point.numbers[symbol.name])

    def entry(self, part: Indexed) -> Enclosure:
        indices = tuple(self.whole(index) for index in part.indices)
        return _rational(self._point.entry(str(part.base), indices))

    def whole(self, part: Expr) -> int:
        found = _whole_number(self.of(part))
        if found is None:
            raise UndefinedError
        return found

    def cases(self, part: sp.Piecewise) -> Enclosure:
        for result, condition in part.args:
            if self.of(condition):
                return self.of(result)
        raise UndefinedError

    def total(self, part: sp.Sum) -> Enclosure:
        index, low, high = part.limits[-1]
        inner = part.function if len(part.limits) == 1 else sp.Sum(part.function, *part.limits[:-1])
        places = range(self.whole(low), self.whole(high) + 1)
        return _total(*(_Values(self._point, {**self._bound, index: k}).of(inner) for k in places))

    def unknown(self, part: Expr) -> Enclosure:
        """An unknown function of t₁, t₂, … is sin(1 + Σ cₖtₖ) + exp(Σ dₖtₖ): each derivative gives factors and turns the sine."""
        known = UnknownDerivative.of_call(part) if isinstance(part, AppliedUndef) else UnknownDerivative.of_derivative(part)
        assert known is not None, part
        own = crc32(known.head.__name__.encode())
        phase, growth, factors = iv.mpf(1) + sum(known.orders) * iv.pi / 2, iv.mpf(0), [iv.mpf(1), iv.mpf(1)]
        for k, (argument, order) in enumerate(zip(known.args, known.orders, strict=True)):
            c, d = iv.mpf(300 + own % 997 + 200 * k) / 400, iv.mpf(own % 991 - 500 - 150 * k) / 900
            phase, growth = phase + c * self.of(argument), growth + d * self.of(argument)
            factors = [factors[0] * c**order, factors[1] * d**order]
        return factors[0] * _within_range(iv.sin)(phase) + factors[1] * _within_range(iv.exp)(growth)


def _rational(number: Fraction) -> Enclosure:
    return iv.mpf(number.numerator) / number.denominator


def ends(x: Enclosure) -> tuple[mpmath.mpf, mpmath.mpf]:
    """The least and the greatest number in it."""
    low, high = x._mpi_
    return mp.make_mpf(low), mp.make_mpf(high)


def _enclosed(low: mpmath.mpf, high: mpmath.mpf) -> Enclosure:
    return iv.make_mpf((low._mpf_, high._mpf_))


def _whole_number(x: Enclosure) -> int | None:
    """The integer that an enclosure is, or None of one that holds no integer."""
    low, high = ends(x)
    if low == high and mpmath.isint(low):
        return int(low)
    if mpmath.ceil(low) <= mpmath.floor(high):
        raise UndecidedError
    return None


def _sign(x: Enclosure) -> int:
    low, high = ends(x)
    if low > 0 or high < 0:
        return 1 if low > 0 else -1
    if low == high:
        return 0
    raise UndecidedError


def _bounded(x: Enclosure) -> Enclosure:
    if max(map(abs, ends(x))) > LARGEST:
        raise UndefinedError
    return x


def _within_range(function: Callable[[Enclosure], Enclosure]) -> Callable[[Enclosure], Enclosure]:
    return lambda x: function(_bounded(x))


def _inverse(x: Enclosure) -> Enclosure:
    if _sign(x) == 0:
        raise UndefinedError
    return 1 / x


def _power(base: Enclosure, exponent: Enclosure) -> Enclosure:
    whole = _whole_number(_bounded(exponent)) if exponent.delta == 0 or ends(base)[0] < 0 else None
    if whole is not None:
        return base**whole if whole > 0 else _inverse(base ** (-whole)) if whole else _one_unless_zero(base)
    sign = _sign(base)
    if sign < 0 or (sign == 0 and _sign(exponent) <= 0):
        raise UndefinedError
    return iv.exp(_bounded(exponent * iv.log(base))) if sign else iv.mpf(0)


def _one_unless_zero(base: Enclosure) -> Enclosure:
    if _sign(base) == 0:
        raise UndefinedError
    return iv.mpf(1)


def _logarithm(x: Enclosure) -> Enclosure:
    if _sign(x) <= 0:
        raise UndefinedError
    return iv.log(x)


def _monotone(name: str, low: float = -mp.inf, high: float = mp.inf) -> Callable[[Enclosure], Enclosure]:
    """A monotone function by its values at both ends of the enclosure, with a few units of the last place to either side."""
    function = getattr(mp, name)

    def call(x: Enclosure) -> Enclosure:
        a, b = ends(_bounded(x))
        if b < low or a > high or (a == b and a in (low, high) and not mpmath.isfinite(function(a))):
            raise UndefinedError
        if a < low or b > high:
            raise UndecidedError
        least, most = sorted((function(a), function(b)))
        slack = mpmath.ldexp(1, 3 - iv.prec)
        return _enclosed(least - abs(least) * slack, most + abs(most) * slack)

    return call


def _cosh(x: Enclosure) -> Enclosure:
    return (iv.exp(_bounded(x)) + iv.exp(-x)) / 2


def _angle(y: Enclosure, x: Enclosure) -> Enclosure:
    if _sign(y) == 0 and _sign(x) == 0:
        raise UndefinedError
    return iv.atan2(y, x)


def _largest(*numbers: Enclosure) -> Enclosure:
    lows, highs = zip(*map(ends, numbers), strict=True)
    return _enclosed(max(lows), max(highs))


def _total(*terms: Enclosure) -> Enclosure:
    return reduce(add, terms, iv.mpf(0))


def _product(*factors: Enclosure) -> Enclosure:
    return reduce(mul, factors, iv.mpf(1))


def _after(outer: Callable[[Enclosure], Enclosure], inner: Callable[[Enclosure], Enclosure]) -> Callable[[Enclosure], Enclosure]:
    return lambda x: outer(inner(x))


def _relation(holds: Callable[[int], bool]) -> Callable[[Enclosure, Enclosure], bool]:
    return lambda a, b: holds(_sign(a - b))


SPECIAL: dict[type, Callable[[_Values, Basic], Enclosure | bool]] = {
    Symbol: _Values.symbol,
    Indexed: _Values.entry,
    sp.Rational: lambda _, part: iv.mpf(int(part.p)) / int(part.q),
    sp.NumberSymbol: lambda _, part: +{sp.pi: iv.pi, sp.E: iv.e}[part],
    type(sp.true): lambda *_: True,
    type(sp.false): lambda *_: False,
    sp.Piecewise: _Values.cases,
    sp.Sum: _Values.total,
    AppliedUndef: _Values.unknown,
    sp.Subs: _Values.unknown,
    sp.Derivative: _Values.unknown,
    NamedFunction: lambda values, part: values.of(part.definition()),
}
_PLAIN = {"cosh": _cosh} | {name: _within_range(getattr(iv, name)) for name in ("exp", "sin", "cos", "tan")}
_MONOTONE = {name: _monotone(name) for name in ("sinh", "tanh", "atan", "asinh", "erf", "erfc")} | {
    "asin": _monotone("asin", -1, 1),
    "acos": _monotone("acos", -1, 1),
    "acosh": _monotone("acosh", 1),
    "atanh": _monotone("atanh", -1, 1),
}
_KNOWN = _PLAIN | _MONOTONE
_RECIPROCALS = {"sec": "cos", "csc": "sin", "cot": "tan", "sech": "cosh", "csch": "sinh", "coth": "tanh"}
FUNCTIONS: dict[type, Callable[..., Enclosure | bool]] = {
    **{getattr(sp, name): function for name, function in _KNOWN.items()},
    **{getattr(sp, name): _after(_inverse, _KNOWN[of]) for name, of in _RECIPROCALS.items()},
    **{getattr(sp, f"a{name}"): _after(_KNOWN[f"a{of}"], _inverse) for name, of in _RECIPROCALS.items()},
    sp.Add: _total,
    sp.Mul: _product,
    sp.Pow: _power,
    sp.log: _logarithm,
    sp.atan2: _angle,
    sp.Abs: abs,
    sp.sign: lambda x: iv.mpf(_sign(x)),
    sp.Max: _largest,
    sp.Min: lambda *numbers: -_largest(*(-x for x in numbers)),
    sp.Heaviside: lambda x, at_zero: at_zero if _sign(x) == 0 else iv.mpf(_sign(x) > 0),
    KroneckerDelta: lambda i, k: iv.mpf(_sign(i - k) == 0),
    sp.Gt: _relation(lambda sign: sign > 0),
    sp.Ge: _relation(lambda sign: sign >= 0),
    sp.Lt: _relation(lambda sign: sign < 0),
    sp.Le: _relation(lambda sign: sign <= 0),
    sp.Eq: _relation(lambda sign: sign == 0),
    sp.Ne: _relation(lambda sign: sign != 0),
    sp.And: lambda *parts: all(parts),
    sp.Or: lambda *parts: any(parts),
    sp.Not: lambda part: not part,
}


# Points

Domains = Mapping[str, Domain]
Draw = Callable[[random.Random], Fraction]


def points(expressions: Sequence[Expr], domains: Domains, how_many: int = ATTEMPTS) -> Iterator[Point]:
    """Points of the domain, of every scale and sign, and on either side of every number that the expressions name."""
    names, whole = _names(expressions), _whole(expressions)
    named = sorted({Fraction(int(atom.p), int(atom.q)) for expression in expressions for atom in expression.atoms(sp.Rational)})
    for attempt in range(how_many):
        generator = random.Random(attempt)
        draw = _around(named) if attempt % 4 == 3 and named else _scattered(attempt)
        numbers = {name: _drawn(generator, draw, domains.get(name, Domain()), name in whole) for name in names}
        yield Point(numbers, str(attempt), scale=(2, 1, 30)[attempt % 3])


def _names(expressions: Sequence[Expr]) -> list[str]:
    return sorted({symbol.name for expression in expressions for symbol in expression.atoms(Symbol)})


def _whole(expressions: Sequence[Expr]) -> set[str]:
    """The names that number something: bounds of sums, and free indices."""
    parts = [part for expression in expressions for part in expression.atoms(Indexed, sp.Sum, KroneckerDelta)]
    places = [place for part in parts for place in (part.indices if isinstance(part, (Indexed, KroneckerDelta)) else part.limits)]
    return {symbol.name for place in places for symbol in place.atoms(Symbol)}


def _scattered(attempt: int) -> Draw:
    if attempt % 5 == 4:
        return lambda generator: UNEVEN * Fraction(generator.choice((-1, 1)) * 10 ** generator.uniform(-8, 6))
    low, high = BOXES[attempt % len(BOXES)]
    return lambda generator: UNEVEN * Fraction(generator.uniform(low, high))


def _around(named: list[Fraction]) -> Draw:
    def draw(generator: random.Random) -> Fraction:
        aside = UNEVEN * Fraction(generator.uniform(-1, 1) * 10.0 ** generator.choice((1, 0, -1, -3, -6)))
        return generator.choice(named) * generator.choice((1, 1, -1)) + aside

    return draw


def _drawn(generator: random.Random, draw: Draw, domain: Domain, is_place: bool) -> Fraction:
    assumed = domain.assumptions
    drawn = _inside(draw(generator), generator, domain)
    if is_place:
        top = int(domain.upper) if domain.upper is not None else 5
        return Fraction(generator.randint(1, top - (top == domain.upper)))
    if assumed.get("even") or assumed.get("odd"):
        return Fraction(2 * (round(drawn) % 20 - 10) + bool(assumed.get("odd")))
    if assumed.get("integer"):
        return Fraction(max(1, abs(round(drawn)) % 12) if domain.lower == 0 else round(drawn) % 24 - 12)
    return drawn


def _inside(drawn: Fraction, generator: random.Random, domain: Domain) -> Fraction:
    if domain.lower is not None and domain.upper is not None:
        low, high = Fraction(domain.lower), Fraction(domain.upper)
        return low + (high - low) * Fraction(generator.uniform(0.001, 0.999))
    if domain.lower is not None:
        return Fraction(domain.lower) + abs(drawn) + Fraction(1, 10**9)
    if domain.upper is not None:
        return Fraction(domain.upper) - abs(drawn) - Fraction(1, 10**9)
    return drawn


# What is proved


def differ_at(one: Expr, other: Expr, point: Point) -> bool | None:
    """Do the two differ there? None where one of them has no value, or digits do not decide it."""
    for digits, a, b in _enclosures(one, other, point):
        if _are_apart(a, b):
            return True
        if digits > 2 * NARROW and _are_narrow(a, b, digits):
            return False
    return None


def _enclosures(one: Expr, other: Expr, point: Point) -> Iterator[tuple[int, Enclosure, Enclosure]]:
    """Both enclosures in more and more digits; none where one of the two has no value."""
    for digits in DIGITS:
        try:
            yield digits, enclosure(one, point, digits), enclosure(other, point, digits)
        except UndecidedError:
            continue
        except UndefinedError:
            return


def _are_apart(a: Enclosure, b: Enclosure) -> bool:
    (low, high), (least, most) = ends(a), ends(b)
    return bool(high < least or most < low)


def _are_narrow(a: Enclosure, b: Enclosure, digits: int) -> bool:
    """Are both known to many digits, or known to be zero to very many?"""
    borders = [*ends(a), *ends(b)]
    size, width = max(map(abs, borders)), max(borders) - min(borders)
    return bool(width <= size * mpmath.mpf(10) ** -NARROW or (digits >= 240 and size <= mpmath.mpf(10) ** (-digits // 2)))


def beside(point: Point) -> Point:
    """A point very near, every real number moved by its own little."""
    real = [name for name, at in sorted(point.numbers.items()) if at.denominator > 1]
    moved = {name: point.numbers[name] + NEAR * k * max(1, abs(point.numbers[name])) for k, name in enumerate(real, 1)}
    return replace(point, numbers={**point.numbers, **moved}, moved=NEAR)


def near(point: Point) -> Iterator[Point]:
    """Points not far away, for functions that are defined in a narrow place."""
    for attempt in range(NEIGHBOURS):
        generator = random.Random(f"{point.seed} {attempt}")
        aside = {name: Fraction(generator.uniform(-1, 1)) * at / 10 ** (1 + attempt % 3) for name, at in point.numbers.items()}
        moved = {name: at + aside[name] for name, at in point.numbers.items() if at.denominator > 1}
        yield replace(point, numbers={**point.numbers, **moved})


def is_proved_different_at(one: Expr, other: Expr, point: Point) -> bool:
    """Are the enclosures apart, if need be in the last of many digits only?"""
    return any(_are_apart(a, b) for _, a, b in _enclosures(one, other, point))


def is_witness(one: Expr, other: Expr, point: Point) -> bool:
    """Do the two differ there and also beside it, so that it is no single point?"""
    return all(is_proved_different_at(one, other, place) for place in (point, beside(point)))


def witness(one: Expr, other: Expr, domains: Domains, how_many: int = ATTEMPTS) -> Point | None:
    """A point of the domain where the two differ, or None where none was found."""
    candidates = points((one, other), domains, how_many)
    return next((point for point in candidates if is_witness(one, other, point)), None)


def common_points(one: Expr, other: Expr, domains: Domains, how_many: int = ATTEMPTS) -> Iterator[bool]:
    """At each point where both are defined: do they agree? Where there are few, also at points near them."""
    found: list[Point] = []
    for point in points((one, other), domains, how_many):
        differ = differ_at(one, other, point)
        if differ is not None:
            found.append(point)
            yield not differ
    if len(found) < FEW and not domains:
        nearby = (differ_at(one, other, other_point) for point in found for other_point in near(point))
        yield from (not differ for differ in nearby if differ is not None)


def is_defined_at(expression: Expr, point: Point) -> bool:
    try:
        enclosure(expression, point)
    except (UndefinedError, UndecidedError):
        return False
    return True


def are_never_defined_together(one: Expr, other: Expr, domains: Domains) -> bool:
    """Is each defined somewhere, and nowhere together?"""
    seen = [(is_defined_at(one, point), is_defined_at(other, point)) for point in points((one, other), domains)]
    return any(a for a, _ in seen) and any(b for _, b in seen) and not any(a and b for a, b in seen)
