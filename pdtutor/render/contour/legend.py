"""The legend of a picture: what each character stands for, with its numbers.

Belongs here: short entries set in lines. Does not: sentences (`explain`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len

from pdtutor.calculus.landscape.results import Crease, Landscape, Place, Spot
from pdtutor.render.contour.glyphs import BOLD, KINK, MARK, MISSING, Glyphs, style_of_band
from pdtutor.render.contour.levels import Levels, plain, written
from pdtutor.render.lines import Line, set_text, width_of

GAP = "   "
MOST_KINKS = 4
GAPS = {
    frozenset({"undefined"}): "not defined",
    frozenset({"overflow"}): "too large for floating point",
    frozenset({"undefined", "overflow"}): "not defined, or too large for floating point",
}


def scale(levels: Levels, glyphs: Glyphs, width: int) -> Iterator[Line]:
    """The levels from the smallest value to the largest, each between its bounds."""
    if not levels.bounds:
        yield from _set([((glyphs.of_band(0, 1), style_of_band(0, 1)), (f" f = {plain(levels.lowest)} everywhere here", ""))], width)
        return
    how = "Levels at even steps:" if levels.is_even else "Levels closer together where most values lie:"
    yield from set_text(how, width)
    ends = [plain(levels.lowest, 4), *written(levels.bounds), plain(levels.highest, 4)]
    first: Line = ((f"{ends[0]} ", ""), *_box(0, levels, glyphs), (f" {ends[1]}", ""))
    others = [(*_box(band, levels, glyphs), (f" {ends[band + 1]}", "")) for band in range(1, levels.count)]
    yield from _set([first, *others], width, " ")


def _box(band: int, levels: Levels, glyphs: Glyphs) -> Line:
    return ((glyphs.of_band(band, levels.count) * 3, style_of_band(band, levels.count)),)


def marks(landscape: Landscape, glyphs: Glyphs, width: int, has_arrow: bool) -> Iterator[Line]:
    """The point, the gradient, the path, the smallest value, the kinks and the gaps, as far as there are any."""
    yield from _set(list(_entries(landscape, glyphs, has_arrow)), width)


def _entries(landscape: Landscape, glyphs: Glyphs, has_arrow: bool) -> Iterator[Line]:
    if landscape.point is not None and landscape.is_inside(landscape.point.place):
        yield _entry(glyphs.point, MARK, f"point {_at(landscape, landscape.point.place, glyphs)}")
        yield from _slope(landscape.point, glyphs, has_arrow)
    if landscape.path:
        yield _path(landscape, glyphs)
    if landscape.is_inside(landscape.minimum.place) and max(landscape.numbers) > landscape.minimum.value:
        yield _entry(glyphs.minimum, MARK, f"smallest value seen, {plain(landscape.minimum.value)}")
    if landscape.kinks:
        yield _entry(glyphs.kink, KINK, _kinks(landscape.kinks, glyphs))
    if landscape.gaps:
        yield _entry(glyphs.missing, MISSING, GAPS[landscape.gaps])


def _slope(point: Spot, glyphs: Glyphs, has_arrow: bool) -> Iterator[Line]:
    if point.gradient is None or not has_arrow:
        return
    if len(point.gradient) == 1:
        yield _entry(glyphs.body[0] * 3, BOLD, f"tangent, slope {plain(point.gradient[0])}")
    else:
        yield _entry(glyphs.body[0] * 2 + glyphs.heads[0], MARK, f"gradient {at(point.gradient)}")


def _path(landscape: Landscape, glyphs: Glyphs) -> Line:
    first, last = landscape.path[0], landscape.path[-1]
    start = _entry(glyphs.start, MARK, f"start {_at(landscape, first, glyphs)}")
    if len(landscape.path) == 1:
        return start
    steps = ((f", {glyphs.step} steps", ""),) if len(landscape.path) > 2 else ()
    return (*start, *steps, (", ", ""), *_entry(glyphs.end, MARK, f"end {_at(landscape, last, glyphs)}"))


def _kinks(creases: Sequence[Crease], glyphs: Glyphs) -> str:
    writer = glyphs.writer()
    kinds = {"jump": "jumps" if len(creases) > 1 else "jump"} if all(crease.kind == "jump" for crease in creases) else {}
    listed = ", ".join(writer(crease.where) for crease in creases[:MOST_KINKS])
    more = f" and {len(creases) - MOST_KINKS} more" if len(creases) > MOST_KINKS else ""
    return f"{kinds.get('jump') or ('kinks' if len(creases) > 1 else 'kink')}: {listed}{more}"


def _at(landscape: Landscape, place: Place, glyphs: Glyphs) -> str:
    """(1, -0.5), or x = 1, and whether that is to be seen."""
    name = f"{glyphs.writer()(landscape.variables[0])} = " if len(place) == 1 else ""
    return f"{name}{at(place)}{'' if landscape.is_inside(place) else ', outside'}"


def at(place: Place) -> str:
    """(1, -0.5)."""
    listed = ", ".join(plain(number, 4) for number in place)
    return listed if len(place) == 1 else f"({listed})"


def _entry(character: str, style: str, text: str) -> Line:
    return ((character, style), (f" {text}", ""))


def _set(entries: Sequence[Line], width: int, gap: str = GAP) -> Iterator[Line]:
    """Entries one after the other, each whole on its line where that holds it, else broken between words."""
    line: Line = ()
    for entry in entries:
        if line and width_of(line) + len(gap) + width_of(entry) <= width:
            line = (*line, (gap, ""), *entry)
            continue
        if line:
            yield from _broken(line, width)
        line = entry
    if line:
        yield from _broken(line, width)


def _broken(line: Line, width: int) -> Iterable[Line]:
    """A line too long for the width, its words in several with the later ones indented."""
    if width_of(line) <= width:
        return [line]
    lines: list[list[tuple[str, str]]] = [[]]
    used = 0
    for word, style in _words(line):
        bare = word if used else word.lstrip(" ")
        if used and used + cell_len(bare) > width:
            lines.append([("  ", "")])
            used, bare = 2, word.lstrip(" ")
        lines[-1].append((bare, style))
        used += cell_len(bare)
    return [tuple(each) for each in lines]


def _words(line: Line) -> Iterator[tuple[str, str]]:
    """The words, each with the space before it."""
    for text, style in line:
        if style:
            yield text, style
            continue
        first, *others = text.split(" ")
        if first:
            yield first, style
        for other in others:
            yield f" {other}", style
