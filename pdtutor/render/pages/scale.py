"""The page of what gradients cost: the counts, their picture in log-log scale, the slopes, the bound, the depth, a billion parameters."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import ceil, floor, log10

from pdtutor.calculus.scale import COUNTED, Scale
from pdtutor.explain import scale as words
from pdtutor.explain.phrases import Sentence
from pdtutor.render.blocks import Block, Equation, Picture, Said, Section, Space, Table
from pdtutor.render.labels import Label, Labels, titled
from pdtutor.render.pages import parts
from pdtutor.requests.scale import ScaleResult

TITLE = "Why gradients scale"
MARKS = {"forward": "o", "reverse_mode": "r", "forward_mode": "F", "finite_differences": "D"}
HEIGHT = 18
WIDEST = 64
NARROWEST = 20
MARGIN = 6  # cells for the powers of ten at the left


def sections(result: ScaleResult, _: Labels) -> tuple[Section, ...]:
    """The counts, what they mean, and what would become of a billion parameters."""
    found = result.scale
    counted = Section(titled("Operations, counted"), _counted(found, result.detail))
    meaning = Section(titled("What the counts say"), _meaning(found))
    return (counted, meaning, Section(titled("A billion parameters: extrapolated"), _extrapolated(found)))


def equations(result: ScaleResult, _: Labels) -> tuple[Equation, ...]:
    """The ratio that makes training possible, for the largest network."""
    row = result.scale.rows[-1]
    ratio = f"{row.ratio:.2f}"
    left = titled(f"reverse mode / forward pass, with {row.parameters:,} parameters")
    return (Equation(left, Label(ratio, lambda: ratio)),)


def _counted(found: Scale, detail: str) -> tuple[Block, ...]:
    methods = () if detail == "brief" else tuple(Said((f"{words.NAMES[method]}: ", *said)) for method, said in words.COUNTED)
    return parts.spaced(
        [Said(words.NETWORKS), Said(words.CONVENTION)],
        [_table(found)],
        methods,
        [_networks(found)],
    )


def _table(found: Scale) -> Table:
    heads: tuple[Sentence, ...] = (("parameters",), *((words.HEADS[method],) for method in COUNTED), ("depth",))
    rows = (
        ((f"{row.parameters:,}",), *((words.amount(getattr(row.counts, method)),) for method in COUNTED), (str(row.counts.depth),))
        for row in found.rows
    )
    return Table(heads, tuple(rows), is_numeric=True)


def _networks(found: Scale) -> Table:
    heads: tuple[Sentence, ...] = (("asked for",), ("parameters",), ("units in each layer",))
    rows = (((f"{row.asked:,}",), (f"{row.parameters:,}",), ("-".join(map(str, row.architecture.widths)),)) for row in found.rows)
    return Table(heads, tuple(rows), is_numeric=True)


def _meaning(found: Scale) -> tuple[Block, ...]:
    return parts.spaced(
        _picture(found),
        map(Said, words.slopes(found)),
        map(Said, words.bound(found)),
        map(Said, words.depth(found)),
    )


def _extrapolated(found: Scale) -> tuple[Block, ...]:
    known = found.extrapolated(words.BILLION)
    rows = tuple(
        ((words.NAMES[method],), (words.amount(number),), (words.duration(number / words.SPEED),)) for method, number in known.items()
    )
    first, *others = map(Said, words.extrapolated(found))
    return (first, Space(), Table((("10^9 parameters",), ("operations",), ("time",)), rows), Space(), *others)


# --- the picture ----------------------------------------------------------------------------------------------------------------------


def _picture(found: Scale) -> Iterator[Block]:
    if len(found.rows) > 1:
        caption = "Operations (upright) against parameters (across), both in powers of ten; equal steps multiply:"
        yield Picture(lambda width: parts.drawn(lines(found, width)), (caption,), lambda width: lines(found, width))


def lines(found: Scale, width: int) -> list[str]:
    """The log-log picture in ASCII; nothing where there is no room. Each curve has columns of its own, so none hides another."""
    room = min(WIDEST, width - MARGIN - 1)
    if room < NARROWEST:
        return []
    across = [log10(row.parameters) for row in found.rows]
    curves = {method: [log10(getattr(row.counts, method)) for row in found.rows] for method in COUNTED}
    bottom = floor(min(map(min, curves.values())))
    top = ceil(max(map(max, curves.values())))
    grid = [[" "] * room for _ in range(HEIGHT)]
    for place, (method, heights) in enumerate(curves.items()):
        for column in range(place, room, len(curves)):
            x = across[0] + (across[-1] - across[0]) * column / (room - 1)
            level = round((_at(x, across, heights) - bottom) / (top - bottom) * (HEIGHT - 1))
            grid[HEIGHT - 1 - level][column] = MARKS[method]
    left = _powers(bottom, top)
    drawn = [f"{left.get(HEIGHT - 1 - k, ''):>{MARGIN - 1}}|{''.join(row)}".rstrip() for k, row in enumerate(grid)]
    return [*drawn, *_foot(across, room), *_legend(width)]


def _at(x: float, across: list[float], heights: list[float]) -> float:
    """The height of a curve between its points, on straight lines."""
    for (a, b), (low, high) in zip(pairwise(across), pairwise(heights), strict=True):
        if x <= b:
            return low + (high - low) * (x - a) / (b - a)
    return heights[-1]


def _powers(bottom: int, top: int) -> dict[int, str]:
    """Line from below → the power of ten that lies there."""
    every = max(1, ceil((top - bottom) / 6))
    return {round((power - bottom) / (top - bottom) * (HEIGHT - 1)): f"10^{power}" for power in range(bottom, top + 1, every)}


def _foot(across: list[float], room: int) -> list[str]:
    """The line below, with the powers of ten under their places."""
    rule, names = ["-"] * room, [" "] * room
    for power in range(ceil(across[0] - 0.05), floor(across[-1] + 0.05) + 1):
        label = f"10^{power}"
        column = min(max(round((power - across[0]) / (across[-1] - across[0]) * (room - 1)), 0), room - 1)
        start = min(column, room - len(label))
        rule[column], names[start : start + len(label)] = "+", label
    margin = " " * (MARGIN - 1)
    return [f"{margin}+{''.join(rule)}", f"{margin} {''.join(names).rstrip()}"]


def _legend(width: int) -> list[str]:
    """The marks with their names, as many side by side as there is room for."""
    entries = [f"{mark} {words.NAMES[method]}" for method, mark in MARKS.items()]
    whole = "   ".join(entries)
    return [whole] if len(whole) <= width else entries
