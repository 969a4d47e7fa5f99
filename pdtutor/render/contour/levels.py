"""The levels of a contour map, the ticks of an axis, and how their numbers are written.

Belongs here: round numbers. Does not: drawing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, isfinite, log10

MOST = 8  # levels
ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)
SHARES = (0.04, 0.1, 0.2, 0.35, 0.55, 0.75, 0.9)  # of the values that lie below each bound, where most values are small
LOPSIDED = 0.12  # of the whole range: a median so near to one end leaves even levels with little to show
SAME = 1e-12  # relative; values that differ by less are one value but for rounding
TINIEST = 1e-300  # below, floating point has no steps to divide a range by
DIGITS = 17


@dataclass(frozen=True)
class Levels:
    """Bands of values.

    bounds   between the bands, ascending; none where all values are one
    is_even  whether the bounds stand at even distances
    lowest, highest  of the values
    """

    bounds: tuple[float, ...]
    is_even: bool
    lowest: float
    highest: float

    @property
    def count(self) -> int:
        """How many bands there are."""
        return len(self.bounds) + 1

    def band(self, value: float) -> int:
        """Which band a value lies in, from 0."""
        return bisect_right(self.bounds, value)


def levels(numbers: Iterable[float], most: int = MOST) -> Levels:
    """At most so many levels: round numbers at even distances, or where most values are close to one end, closer together there."""
    values = sorted(numbers)
    lowest, highest = values[0], values[-1]
    if highest - lowest <= max(SAME * max(abs(lowest), abs(highest)), TINIEST):
        return Levels((), True, lowest, highest)
    between = [value for value in values if lowest < value < highest]
    share = _share(between[len(between) // 2], lowest, highest) if between else 0.5
    shares = SHARES if share < LOPSIDED else tuple(1 - part for part in reversed(SHARES)) if share > 1 - LOPSIDED else ()
    bounds = _simplified([between[int(part * len(between))] for part in shares[: most - 1]], lowest, highest)
    if len(bounds) > 1:
        return Levels(bounds, False, lowest, highest)
    return Levels(_even(lowest, highest, most), True, lowest, highest)


def _share(value: float, lowest: float, highest: float) -> float:
    """How far up a value lies between two others; in halves, so that nothing overflows."""
    return (value / 2 - lowest / 2) / (highest / 2 - lowest / 2)


def _even(lowest: float, highest: float, most: int) -> tuple[float, ...]:
    found: tuple[float, ...] = ()
    for step in reversed(list(_steps(lowest, highest))):
        bounds = tuple(bound for bound in multiples(step, lowest, highest) if lowest < bound < highest)
        if len(bounds) >= most:
            break
        found = bounds
    return found or (lowest / 2 + highest / 2,)


def _steps(low: float, high: float) -> Iterable[float]:
    """Round steps, ascending, from a fortieth of a range to the whole."""
    size = high / 2 - low / 2
    power = 10.0 ** (floor(log10(size)) - 1)
    return (step * power * factor for factor in (1, 10) for step in ROUND[:-1])


def multiples(step: float, low: float, high: float) -> tuple[float, ...]:
    """The multiples of a step from low to high, both included."""
    if not isfinite(low / step) or not isfinite(high / step) or high / step - low / step > 1000:
        return ()
    return tuple(k * step for k in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1))


def ticks(low: float, high: float, most: int) -> tuple[float, ...]:
    """At most so many round numbers from low to high; the ends where there are none."""
    found = (multiples(step, low, high) for step in _steps(low, high))
    return next((marks for marks in found if 0 < len(marks) <= most), (low, high)[: max(1, most)])


def _simplified(bounds: Sequence[float], lowest: float, highest: float) -> tuple[float, ...]:
    """The bounds, each once, with as few digits as keep them apart and between the extremes."""
    distinct = sorted(set(bounds))
    padded = (lowest, *distinct, highest)
    return tuple(_between((a / 2 + b / 2), b, (b / 2 + c / 2)) for a, b, c in zip(padded, distinct, padded[2:], strict=False))


def _between(low: float, number: float, high: float) -> float:
    """The number rounded as much as leaves it between two others."""
    rounded = (float(f"{number:.{digits}e}") for digits in range(DIGITS))
    return next((each for each in rounded if low < each < high), number)


def written(numbers: Sequence[float]) -> list[str]:
    """Numbers with as few digits as tell each of them to a thousandth of the least distance."""
    distances = [abs(b - a) for a, b in pairwise(sorted(numbers)) if b != a]
    close = min(distances, default=max(map(abs, numbers), default=0.0)) / 1000
    for digits in range(1, DIGITS):
        texts = [plain(number, digits) for number in numbers]
        if all(abs(float(text) - number) <= close for text, number in zip(texts, numbers, strict=True)):
            return texts
    return texts


def plain(number: float, digits: int = 6) -> str:
    """A number of so many significant digits, without an exponent as long as that is short."""
    text = f"{number + 0.0:.{digits}g}"
    if "e" in text and 1e-4 <= abs(number) < 1e6:
        return f"{float(text):f}".rstrip("0").rstrip(".")
    return text.replace("e+0", "e").replace("e+", "e").replace("e-0", "e-")
