"""The kinks of a function traced over a rectangle: the zeros of the equations that name them, as far as the function has a kink there.

Belongs here: finding zeros cell by cell, and looking at the slopes on both sides. Does not: which equations (`calculus.nonsmooth.kinks`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, product

from sympy import And, Basic, Expr

from pdtutor.calculus.graph import reverse_sweep
from pdtutor.calculus.landscape.grid import Function, as_number, function_of
from pdtutor.calculus.landscape.results import Crease, Place, Range, spread
from pdtutor.calculus.nonsmooth.kinks import kinks_of
from pdtutor.calculus.numeric import Compiled
from pdtutor.notation.limits import deep_recursion

CELLS = {1: 960, 2: 48}  # along each variable, by how many there are
HALVINGS = 40
BESIDE = (1e-5, 1e-7)  # of the range: how far from a kink its two sides are compared
SAME = 1e-6  # relative; slopes and values that differ by less are the same but for rounding
LASTING = 0.3  # of a difference that is still there nearer to the place: that of a smooth function is gone

Piece = tuple[Place, Place]
Corner = tuple[Place, float]


def creases_of(of: Expr, variables: Sequence[Expr], ends: Sequence[Range]) -> tuple[Crease, ...]:
    """The kinks that lie in the picture."""
    with deep_recursion():
        found = kinks_of(of).kinks
    if not found:
        return ()
    is_kink = _Sides(of, variables, ends).differ
    traced = (Crease(kink.where, kink.kind, tuple(_pieces(kink.where, variables, ends, is_kink))) for kink in found)
    return tuple(crease for crease in traced if crease.pieces)


def _pieces(where: Basic, variables: Sequence[Expr], ends: Sequence[Range], is_kink: Callable[[Place], bool]) -> Iterator[Piece]:
    equations = where.args if isinstance(where, And) else (where,)
    functions = [function_of(each.lhs - each.rhs, variables) for each in equations]
    if len(variables) > 1 and len(functions) == 1:
        lines = _lines(functions[0], ends)
        return (line for line in lines if not _is_point(line, ends) and all(map(is_kink, line)))
    points = _points(functions, [spread(each, CELLS[len(ends)] + 1) for each in ends])
    return ((point, point) for point in dict.fromkeys(points) if is_kink(point))


def _is_point(line: Piece, ends: Sequence[Range]) -> bool:
    """Whether a piece is only the corner of a cell, through which the line passes into another one."""
    return all(abs(a - b) <= SAME * (high - low) for a, b, (low, high) in zip(*line, ends, strict=True))


# --- the zeros of several functions together --------------------------------------------------------------------------------------------


def _points(functions: Sequence[Function], axes: Sequence[Sequence[float]]) -> Iterator[Place]:
    """Where all functions are zero: the cells in which each of them changes its sign, halved again and again."""
    for cell in product(*(pairwise(axis) for axis in axes)):
        if _is_crossed(functions, cell):
            found = _narrowed(functions, cell)
            if found is not None:
                yield found


def _is_crossed(functions: Sequence[Function], cell: Sequence[Range]) -> bool:
    return all(_changes([function(corner) for corner in product(*cell)]) for function in functions)


def _changes(values: Sequence[float]) -> bool:
    """Zero counts as above it, so that a line through corners belongs to the cells on one side alone."""
    return any(value >= 0 for value in values) and any(value < 0 for value in values)


def _narrowed(functions: Sequence[Function], cell: Sequence[Range]) -> Place | None:
    for _ in range(HALVINGS):
        halves = (((low, (low + high) / 2), ((low + high) / 2, high)) for low, high in cell)
        inside = next((part for part in product(*halves) if _is_crossed(functions, part)), None)
        if inside is None:
            return None
        cell = inside
    return tuple(_simplest(low, high) for low, high in cell)


def _simplest(low: float, high: float) -> float:
    """Between two numbers that are almost the same, the one that is written shortest: 0 between -2e-13 and 1e-13."""
    middle = (low + high) / 2
    near = float(f"{middle:.9g}")
    return 0.0 if low <= 0 <= high else near if low <= near <= high else middle


# --- the zeros of one function of two variables -----------------------------------------------------------------------------------------


def _lines(function: Function, ends: Sequence[Range]) -> Iterator[Piece]:
    """The line on which a function is zero, a piece for each cell that it passes."""
    across, upwards = (spread(each, CELLS[2] + 1) for each in ends)
    signs = [[((x, y), function((x, y))) for x in across] for y in upwards]
    known: dict[tuple[Place, Place], Place] = {}
    for (below, above), k in product(pairwise(signs), range(CELLS[2])):
        corners = (below[k], below[k + 1], above[k + 1], above[k])
        edges = [edge for edge in zip(corners, (*corners[1:], corners[0]), strict=True) if _changes([value for _, value in edge])]
        crossings = [known.setdefault(_name(*edge), _crossing(function, *edge)) for edge in edges]
        yield from zip(crossings[::2], crossings[1::2], strict=False)


def _name(one: Corner, other: Corner) -> tuple[Place, Place]:
    first, second = sorted((one[0], other[0]))
    return first, second


def _crossing(function: Function, one: Corner, other: Corner) -> Place:
    """Where a function changes its sign between two places."""
    (below, _), (above, _) = sorted((one, other), key=lambda corner: corner[1])
    for _ in range(HALVINGS):
        middle = tuple((a + b) / 2 for a, b in zip(below, above, strict=True))
        if function(middle) >= 0:
            above = middle
        else:
            below = middle
    return tuple(_simplest(*sorted(pair)) for pair in zip(below, above, strict=True))


# --- whether there is a kink ------------------------------------------------------------------------------------------------------------


class _Sides:
    """The values and slopes of a function close to both sides of a place."""

    def __init__(self, of: Expr, variables: Sequence[Expr], ends: Sequence[Range]) -> None:
        sweep = reverse_sweep(of, variables)
        self._compiled = Compiled((of, *sweep.entries), names=sweep.shared)
        self._variables = variables
        self._steps = [high - low for low, high in ends]

    def differ(self, place: Place) -> bool:
        """Whether value or slopes on the two sides along some variable stay apart however near to the place."""
        return any(self._part(place, k) for k in range(len(place)))

    def _part(self, place: Place, k: int) -> bool:
        far, near = (self._gaps(place, k, part * self._steps[k]) for part in BESIDE)
        return any(small > LASTING * large and small > SAME * size for (large, _), (small, size) in zip(far, near, strict=True))

    def _gaps(self, place: Place, k: int, step: float) -> list[tuple[float, float]]:
        """How far value and slopes are apart a step to both sides of a place, and how large they are."""
        below, above = (self._numbers((*place[:k], place[k] + side * step, *place[k + 1 :])) for side in (-1, 1))
        if below[0] != below[0] or above[0] != above[0]:
            return []
        return [(abs(a - b), max(abs(a), abs(b), 1e-12)) for a, b in zip(below, above, strict=True) if a == a and b == b]

    def _numbers(self, place: Place) -> list[float]:
        return [as_number(number) for number in self._compiled(dict(zip(self._variables, place, strict=True)))]
