"""A sparkline: numbers in a row as bars of eight heights, in one line.

Belongs here: drawing it, and whether its scale is logarithmic. Does not: choosing what is drawn (`pages`). Loads no algebra.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import log10

BARS = "▁▂▃▄▅▆▇█"
ASCII_BARS = "_.-~=+*#"
WIDEST = 60
SPREAD = 100  # largest over smallest: from here on the scale is logarithmic


def is_logarithmic(numbers: Sequence[float]) -> bool:
    """Do the numbers, none below 0, span orders of magnitude?"""
    above = [number for number in numbers if number > 0]
    return min(numbers) >= 0 and len(above) > 1 and max(above) >= SPREAD * min(above)


def sparkline(numbers: Sequence[float], width: int, bars: str = BARS) -> str:
    """The line, at most `width` cells; of more numbers than that each cell shows the largest of its share. A 0 has the lowest bar."""
    heights = _shares(numbers, min(width, WIDEST))
    if is_logarithmic(numbers):
        lowest = min(number for number in numbers if number > 0)
        heights = [log10(max(number, lowest)) for number in heights]
    low, high = min(heights), max(heights)
    return "".join(bars[_level(height, low, high, len(bars))] for height in heights)


def _shares(numbers: Sequence[float], cells: int) -> list[float]:
    if len(numbers) <= cells:
        return list(numbers)
    ends = [round(len(numbers) * k / cells) for k in range(cells + 1)]
    return [max(numbers[first:last]) for first, last in pairwise(ends)]


def _level(height: float, low: float, high: float, count: int) -> int:
    span = high / 2 - low / 2  # halves, because the difference of the largest floats is none
    return 0 if span == 0 else min(count - 1, int((height / 2 - low / 2) / span * count))
