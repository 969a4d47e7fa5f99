"""A curve drawn in braille, with its ends and a marked place named: the picture of a kink.

Belongs here: drawing one function of one number. Does not: choosing what is drawn (`pages`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from rich.cells import cell_len

HEIGHT = 9  # lines
WIDEST = 60
NARROWEST = 16
MARGIN = 0.08  # of the height, left free above and below


def curve(function: Callable[[float], float], low: float, high: float, mark: float, width: int) -> list[str]:
    """The lines of the picture, at most `width` cells wide: largest and smallest value at the left, the ends and the mark beneath.

    Nothing where there is no room, or no value to draw.
    """
    room = min(WIDEST, width - 12)
    if room < NARROWEST:
        return []
    places = [low + (high - low) * k / (2 * room) for k in range(2 * room + 1)]
    points = [(x, y) for x in places if (y := function(x)) == y and abs(y) < 1e300]
    if len(points) < 2:
        return []
    bottom, top = min(y for _, y in points), max(y for _, y in points)
    drawn = _drawn(points, (low, high), (bottom, top), mark, room)
    labels = {0: f"{top:.3g}", len(drawn) - 1: f"{bottom:.3g}"}
    column = max(map(cell_len, labels.values()))
    lines = [f"{labels.get(k, '').rjust(column)} {line}" for k, line in enumerate(drawn)]
    return [*lines, " " * (column + 1) + _axis(low, high, mark, room)]


def _drawn(
    points: Sequence[tuple[float, float]], across: tuple[float, float], upright: tuple[float, float], mark: float, room: int
) -> list[str]:
    import plotille

    space = MARGIN * (upright[1] - upright[0]) or 1.0
    canvas = plotille.Canvas(width=room, height=HEIGHT, xmin=across[0], xmax=across[1], ymin=upright[0] - space, ymax=upright[1] + space)
    step = (across[1] - across[0]) / room
    for (a, above), (b, below) in pairwise(points):
        if b - a < step and abs(below - above) < 0.5 * (upright[1] - upright[0]) + space:
            canvas.line(a, above, b, below)
    for k in range(0, 4 * HEIGHT, 2):
        height = upright[0] - space + (upright[1] - upright[0] + 2 * space) * k / (4 * HEIGHT)
        canvas.point(mark, height)
    text: str = canvas.plot()
    return text.splitlines()


def _axis(low: float, high: float, mark: float, room: int) -> str:
    """The ends and the mark, the mark under its place."""
    left, middle, right = f"{low:.3g}", f"{mark:.3g}", f"{high:.3g}"
    start = round((mark - low) / (high - low) * room) - len(middle) // 2
    line = left + " " * max(1, start - len(left)) + middle
    return line + " " * max(1, room - len(line) - len(right)) + right
