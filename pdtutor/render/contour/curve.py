"""A function of one variable as a curve, with the tangent at the point, the kinks and the path.

Belongs here: what is in the cells: the curve in braille dots or stars, the tangent in strokes. Does not: the frame, the legend.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import inf

from pdtutor.calculus.landscape.results import Landscape, Range
from pdtutor.render.contour.frame import NARROWEST, TALL, Cell, Drawn, Frame, room
from pdtutor.render.contour.glyphs import CURVE, KINK, MARK, MISSING, TANGENT, Glyphs
from pdtutor.render.contour.legend import marks
from pdtutor.render.contour.levels import plain
from pdtutor.render.lines import Line, set_text

SHAPE = 0.22  # rows for each column
FEWEST, MOST = 9, 19  # rows
SPACE = 0.06  # of the height, left free above and below
USUAL = (0.03, 0.97)  # the shares of the values between which most of them lie
SPIKED = 4.0  # times as high as most values need: then the rest is cut off

Cells = dict[Cell, Drawn]


def curve_lines(landscape: Landscape, width: int, glyphs: Glyphs) -> list[Line]:
    """The curve with its axes and its legend, at most so many cells wide; nothing where there is no room."""
    frame = frame_of(landscape, width, glyphs)
    if frame is None:
        return []
    tangent = _tangent(landscape, frame)
    cells = {**_gaps(landscape, frame), **tangent, **(_dots(landscape, frame) if glyphs.has_dots else _stars(landscape, frame))}
    cells |= {**_kinks(landscape, frame), **_smallest(landscape, frame), **_path(landscape, frame), **_point(landscape, frame)}
    cut = _cut(landscape, frame)
    return [*frame.lines(cells), *(set_text(cut, width) if cut else []), *marks(landscape, glyphs, width, has_arrow=bool(tangent))]


def frame_of(landscape: Landscape, width: int, glyphs: Glyphs) -> Frame | None:
    """The frame of the curve, or None where there is no room."""
    (variable,) = landscape.variables
    upwards = heights(landscape)
    rows = min(MOST, max(FEWEST, int(width * SHAPE)))
    name = glyphs.writer()(variable)
    columns = room(width, upwards, rows, name)
    return None if columns < NARROWEST else Frame(landscape.ranges[variable], upwards, columns, rows, (name[:width], ""), glyphs)


def heights(landscape: Landscape) -> Range:
    """What is shown upwards: all values, or where a few are far away from the others, most of them."""
    values = sorted(landscape.numbers)
    low, high = values[0], values[-1]
    usual = [values[int(share * (len(values) - 1))] for share in USUAL]
    size = usual[1] / 2 - usual[0] / 2
    if size and high / 2 - low / 2 > SPIKED * size:
        low, high = max(low, usual[0] - size), min(high, usual[1] + size)
    space = SPACE * (high - low) if 0 < high - low < inf else max(1.0, abs(high) / 2) if high == low else 0.0
    return low - space, high + space


def _cut(landscape: Landscape, frame: Frame) -> str:
    values = landscape.numbers
    if frame.upwards[0] <= min(values) and max(values) <= frame.upwards[1]:
        return ""
    return f"Cut off above or below: the values met reach from {plain(min(values), 3)} to {plain(max(values), 3)}."


def pieces(landscape: Landscape, upwards: Range) -> Iterator[list[tuple[float, float]]]:
    """The curve in pieces: torn at gaps, at jumps and where it runs out of the picture to come back from the other side."""
    breaks = [end[0] for crease in landscape.kinks if crease.kind == "jump" for end, _ in crease.pieces]
    piece: list[tuple[float, float]] = []
    for x, y in zip(landscape.coordinates(0), landscape.values[0], strict=True):
        if piece and (y != y or _is_torn(piece[-1], (x, y), breaks, upwards)):
            yield piece
            piece = []
        piece += [(x, y)] if y == y else []
    if piece:
        yield piece


def _is_torn(one: tuple[float, float], other: tuple[float, float], breaks: list[float], upwards: Range) -> bool:
    if any(one[0] <= place <= other[0] for place in breaks):
        return True
    low, high = upwards
    is_outside = not low <= one[1] <= high or not low <= other[1] <= high
    return is_outside and (one[1] - low > 0) != (other[1] - low > 0) and (one[1] - high > 0) != (other[1] - high > 0)


def _dots(landscape: Landscape, frame: Frame) -> Cells:
    import plotille

    (left, right), (bottom, top) = frame.across, frame.upwards
    canvas = plotille.Canvas(width=frame.columns, height=frame.rows, xmin=left, xmax=right, ymin=bottom, ymax=top)
    for piece in pieces(landscape, frame.upwards):
        for (a, below), (b, above) in pairwise(piece if len(piece) > 1 else piece * 2):
            canvas.line(a, _clipped(below, frame.upwards), b, _clipped(above, frame.upwards))
    lines = canvas.plot().splitlines()
    return {
        (row, column): (character, CURVE)
        for row, line in enumerate(lines)
        for column, character in enumerate(line)
        if character not in " \u2800"
    }


def _clipped(value: float, ends: Range) -> float:
    """A value just beyond the edge of the picture where it is far beyond."""
    low, high = ends
    space = (high - low) * 0.01
    return min(max(value, low - space), high + space)


def _stars(landscape: Landscape, frame: Frame) -> Cells:
    cells: Cells = {}
    for piece in pieces(landscape, frame.upwards):
        for (a, below), (b, above) in pairwise(piece if len(piece) > 1 else piece * 2):
            cells |= dict.fromkeys(_upright(frame, (a, below), (b, above)), ("*", CURVE))
    return cells


def _upright(frame: Frame, one: tuple[float, float], other: tuple[float, float]) -> Iterator[Cell]:
    """The cells between two places, one for each row."""
    size = (frame.upwards[1] - frame.upwards[0]) / frame.rows
    heights = (_clipped(one[1], frame.upwards), _clipped(other[1], frame.upwards))
    steps = 2 * int(abs(heights[1] - heights[0]) / size) + 1
    for k in range(steps + 1):
        cell = frame.cell(one[0] + (other[0] - one[0]) * k / steps, heights[0] + (heights[1] - heights[0]) * k / steps)
        if cell is not None:
            yield cell


def _tangent(landscape: Landscape, frame: Frame) -> Cells:
    point = landscape.point
    if point is None or point.gradient is None or not landscape.is_inside(point.place):
        return {}
    (slope,), (start,) = point.gradient, point.place
    stroke = frame.glyphs.body[_inclination(slope, frame)]
    ends = [(x, point.value + slope * (x - start)) for x in (frame.place((0, column))[0] for column in range(frame.columns))]
    return {cell: (stroke, TANGENT) for one, other in pairwise(ends) for cell in _upright(frame, one, other)}


def _inclination(slope: float, frame: Frame) -> int:
    """Which stroke looks most like the line: lying, rising, standing or falling."""
    (left, right), (bottom, top) = frame.across, frame.upwards
    steep = slope * (right - left) / frame.columns / (top - bottom) * frame.rows * TALL
    return 0 if abs(steep) < 0.41 else 2 if abs(steep) > 4 else 1 if steep > 0 else 3


def _gaps(landscape: Landscape, frame: Frame) -> Cells:
    """A sign on the bottom row under each stretch without values."""
    columns = (column for column in range(frame.columns) if (value := landscape.at((frame.place((0, column))[0],))) != value)
    return {(frame.rows - 1, column): (frame.glyphs.missing, MISSING) for column in columns}


def _kinks(landscape: Landscape, frame: Frame) -> Cells:
    places = (end for crease in landscape.kinks for end, _ in crease.pieces)
    return {cell: (frame.glyphs.kink, KINK) for place in places if (cell := _on_curve(landscape, frame, place)) is not None}


def _on_curve(landscape: Landscape, frame: Frame, place: tuple[float, ...]) -> Cell | None:
    """The cell of the curve over a place, or the bottom of the picture where the curve is not to be seen there."""
    if not landscape.is_inside(place):
        return None
    return frame.cell(place[0], landscape.at(place)) or frame.cell(place[0], frame.upwards[0])


def _path(landscape: Landscape, frame: Frame) -> Cells:
    path, glyphs = landscape.path, frame.glyphs
    named = [*((place, glyphs.step) for place in path[1:-1]), *((end, glyphs.end) for end in path[1:][-1:])]
    named += [(start, glyphs.start) for start in path[:1]]
    return {cell: (glyph, MARK) for place, glyph in named if (cell := _on_curve(landscape, frame, place)) is not None}


def _smallest(landscape: Landscape, frame: Frame) -> Cells:
    if max(landscape.numbers) == landscape.minimum.value:
        return {}
    cell = frame.cell(landscape.minimum.place[0], landscape.minimum.value)
    return {} if cell is None else {cell: (frame.glyphs.minimum, MARK)}


def _point(landscape: Landscape, frame: Frame) -> Cells:
    cell = frame.cell(landscape.point.place[0], landscape.point.value) if landscape.point else None
    return {} if cell is None else {cell: (frame.glyphs.point, MARK)}
