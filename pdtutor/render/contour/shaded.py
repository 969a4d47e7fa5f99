"""A function of two variables as a map: each cell shaded by its level, and upon that the kinks, the path, the gradient and the point.

Belongs here: what is in the cells. Does not: the frame around them (`frame`), or the legend (`legend`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import atan2, hypot, pi

from pdtutor.calculus.landscape.results import Landscape, Place
from pdtutor.render.contour.frame import NARROWEST, TALL, Cell, Drawn, Frame, room
from pdtutor.render.contour.glyphs import KINK, MARK, MISSING, Glyphs, style_of_band
from pdtutor.render.contour.legend import marks, scale
from pdtutor.render.contour.levels import Levels, levels
from pdtutor.render.lines import Line

SHAPE = 0.36  # rows for each column
FEWEST, MOST = 9, 31  # rows
REACH = 0.22  # of the map's width: the length of the gradient arrow
SHORTEST = 6.0  # columns

Cells = dict[Cell, Drawn]


def map_lines(landscape: Landscape, width: int, glyphs: Glyphs) -> list[Line]:
    """The map with its axes and its legend, at most so many cells wide; nothing where there is no room."""
    frame = frame_of(landscape, width, glyphs)
    if frame is None:
        return []
    found = levels((*landscape.numbers, landscape.minimum.value))
    arrow = _arrow(landscape, frame)
    cells = {**_ground(landscape, frame, found), **_kinks(landscape, frame), **_path(landscape, frame), **arrow}
    cells |= {**_smallest(landscape, frame, found), **_ends(landscape, frame), **_point(landscape, frame)}
    legend = marks(landscape, glyphs, width, has_arrow=bool(arrow))
    return [*frame.lines(cells), *scale(found, glyphs, width), *legend]


def frame_of(landscape: Landscape, width: int, glyphs: Glyphs) -> Frame | None:
    """The frame of the map, or None where there is no room."""
    across, upwards = (landscape.ranges[variable] for variable in landscape.variables)
    writer = glyphs.writer()
    first, second = (writer(variable) for variable in landscape.variables)
    rows = _odd(min(MOST, max(FEWEST, int(width * SHAPE))))
    columns = room(width, upwards, rows, first)
    if columns < NARROWEST:
        return None
    return Frame(across, upwards, columns, rows, (first[:width], second[:width]), glyphs)


def _odd(number: int) -> int:
    return number if number % 2 else number - 1


def _ground(landscape: Landscape, frame: Frame, found: Levels) -> Cells:
    """Each cell by the level of the value in its middle."""
    cells: Cells = {}
    for cell in product(range(frame.rows), range(frame.columns)):
        value = landscape.at(frame.place(cell))
        if value != value:
            cells[cell] = frame.glyphs.missing, MISSING
        else:
            band = found.band(value)
            cells[cell] = frame.glyphs.of_band(band, found.count), style_of_band(band, found.count)
    return cells


def _kinks(landscape: Landscape, frame: Frame) -> Cells:
    ends = (piece for crease in landscape.kinks for piece in crease.pieces)
    return {cell: (frame.glyphs.kink, KINK) for one, other in ends for cell in _line(frame, one, other)}


def _line(frame: Frame, one: Place, other: Place) -> Iterator[Cell]:
    """The cells on the straight line between two places."""
    steps = 2 * max(1, *(abs(a - b) for a, b in zip(frame.cell(*one) or (0, 0), frame.cell(*other) or (0, 0), strict=True)))
    for k in range(steps + 1):
        x, y = (a + (b - a) * k / steps for a, b in zip(one, other, strict=True))
        cell = frame.cell(x, y)
        if cell is not None:
            yield cell


def _path(landscape: Landscape, frame: Frame) -> Cells:
    cells = (frame.cell(*place) for place in landscape.path[1:-1])
    return {cell: (frame.glyphs.step, MARK) for cell in cells if cell is not None}


def _ends(landscape: Landscape, frame: Frame) -> Cells:
    ends = [*((landscape.path[-1], frame.glyphs.end) for _ in landscape.path[1:2]), *((s, frame.glyphs.start) for s in landscape.path[:1])]
    return {cell: (glyph, MARK) for place, glyph in ends if (cell := frame.cell(*place)) is not None}


def _smallest(landscape: Landscape, frame: Frame, found: Levels) -> Cells:
    cell = frame.cell(*landscape.minimum.place) if found.bounds else None
    return {} if cell is None else {cell: (frame.glyphs.minimum, MARK)}


def _point(landscape: Landscape, frame: Frame) -> Cells:
    cell = frame.cell(*landscape.point.place) if landscape.point else None
    return {} if cell is None else {cell: (frame.glyphs.point, MARK)}


# --- the arrow --------------------------------------------------------------------------------------------------------------------------


def _arrow(landscape: Landscape, frame: Frame) -> Cells:
    """The gradient from the point on, as it points in this picture; nothing where there is none, or no room for it."""
    start = frame.cell(*landscape.point.place) if landscape.point else None
    gradient = landscape.point.gradient if landscape.point else None
    if start is None or gradient is None or not any(gradient):
        return {}
    way = _in_cells(gradient, frame)
    size = _room_for(start, way, frame)
    reached = [(round(start[0] + size * part * way[0]), round(start[1] + size * part * way[1])) for part in _parts(size, way)]
    cells = [cell for cell in dict.fromkeys(reached) if cell != start]
    if not cells:
        return {}
    body, head = frame.glyphs.body[_eighth(way) % 4], frame.glyphs.heads[_eighth(way)]
    return {**dict.fromkeys(cells[:-1], (body, MARK)), cells[-1]: (head, MARK)}


def _in_cells(gradient: Place, frame: Frame) -> tuple[float, float]:
    """The direction of the gradient in rows and columns, of length one as the eye sees it."""
    (low, high), (bottom, top) = frame.across, frame.upwards
    largest = max(map(abs, gradient))
    right = gradient[0] / largest / (high - low) * frame.columns
    down = -gradient[1] / largest / (top - bottom) * frame.rows
    length = hypot(right, TALL * down)
    return down / length, right / length


def _room_for(start: Cell, way: tuple[float, float], frame: Frame) -> float:
    """How long the arrow can be without leaving the field."""
    sizes = [max(SHORTEST, REACH * frame.columns)]
    for here, part, count in zip(start, way, (frame.rows, frame.columns), strict=True):
        sizes += [((count - 1 if part > 0 else 0) - here) / part] if part else []
    return min(sizes)


def _parts(size: float, way: tuple[float, float]) -> Iterator[float]:
    steps = max(1, round(size * max(map(abs, way))))
    return (k / steps for k in range(1, steps + 1))


def _eighth(way: tuple[float, float]) -> int:
    """The direction as the eye sees it, from east against the clock in eighths of a turn."""
    return round(atan2(-TALL * way[0], way[1]) / (pi / 4)) % 8
