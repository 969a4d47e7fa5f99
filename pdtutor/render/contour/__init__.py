"""Functions of one and two variables drawn in characters: a curve with its tangent, or a shaded map with contour levels.

Belongs here: one file per idea: the levels and how numbers are written (`levels`), the characters and styles (`glyphs`), the frame with its
ticks (`frame`), the map (`shaded`), the curve (`curve`), the legend (`legend`). Does not: finding anything out (`calculus.landscape`), or
pictures in files (`figure`).
"""

from __future__ import annotations

from pdtutor.calculus.landscape.results import Landscape
from pdtutor.render.contour.curve import curve_lines
from pdtutor.render.contour.glyphs import ASCII, UNICODE, Glyphs
from pdtutor.render.contour.shaded import map_lines
from pdtutor.render.lines import Line

__all__ = ["contour", "contour_plain"]


def contour(landscape: Landscape, width: int) -> list[Line]:
    """The picture for a terminal, at most `width` cells wide, with its legend; its characters say all that its colours do.

    Nothing where there is no room for it.
    """
    return _drawn(landscape, width, UNICODE)


def contour_plain(landscape: Landscape, width: int) -> list[str]:
    """The same in ASCII, without styles."""
    return ["".join(text for text, _ in line).rstrip() for line in _drawn(landscape, width, ASCII)]


def _drawn(landscape: Landscape, width: int, glyphs: Glyphs) -> list[Line]:
    return map_lines(landscape, width, glyphs) if len(landscape.variables) > 1 else curve_lines(landscape, width, glyphs)
