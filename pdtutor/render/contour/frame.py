"""The frame of a picture: cells, ticks with their numbers, names of the axes.

Belongs here: from places to cells and back, and the lines around the cells. Does not: what is in the cells (`shaded`, `curve`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from rich.cells import cell_len

from pdtutor.calculus.landscape.results import Range
from pdtutor.render.contour.glyphs import Glyphs
from pdtutor.render.contour.levels import ticks, written
from pdtutor.render.lines import Line

NARROWEST = 12  # cells across; with fewer there is no picture
WIDEST = 101
LONGEST_NAME = 12
APART = 3  # cells between the numbers of two ticks
ROWS_PER_TICK = 4
TALL = 2.0  # the height of a cell, in widths

Cell = tuple[int, int]  # row from the top, column
Drawn = tuple[str, str]  # character and style


@dataclass(frozen=True)
class Frame:
    """A field of cells over a range across and one upwards."""

    across: Range
    upwards: Range
    columns: int
    rows: int
    names: tuple[str, str]
    glyphs: Glyphs

    def cell(self, x: float, y: float) -> Cell | None:
        """The cell that a place lies in; None outside."""
        column, row = _index(x, self.across, self.columns), _index(y, self.upwards, self.rows)
        return None if column is None or row is None else (self.rows - 1 - row, column)

    def place(self, cell: Cell) -> tuple[float, float]:
        """The middle of a cell."""
        row, column = cell
        return _middle(column, self.across, self.columns), _middle(self.rows - 1 - row, self.upwards, self.rows)

    def lines(self, cells: Mapping[Cell, Drawn]) -> Iterator[Line]:
        """The cells in their frame; those not given are blank."""
        marks = self._marks_upwards()
        margin = max(map(cell_len, marks.values()), default=0)
        upright, tick = tuple(self.glyphs.frame[:2])
        if self.names[1]:
            yield ((" " * max(0, margin - cell_len(self.names[1]) + 1) + self.names[1], ""),)
        for row in range(self.rows):
            lead = f"{marks.get(row, '').rjust(margin)} {tick if row in marks else upright}"
            yield ((lead, ""), *_merged([cells.get((row, column), (" ", "")) for column in range(self.columns)]))
        yield from self._below(margin + 1)

    def _marks_upwards(self) -> dict[int, str]:
        numbers = ticks(*self.upwards, _most_ticks(self.rows))
        rows = [_index(number, self.upwards, self.rows) for number in numbers]
        return {self.rows - 1 - row: text for row, text in zip(rows, written(numbers), strict=True) if row is not None}

    def _below(self, margin: int) -> Iterator[Line]:
        corner, level, tick = tuple(self.glyphs.frame[2:])
        marks = self._marks_across()
        name = self.names[0]
        axis = "".join(tick if column in marks else level for column in range(self.columns))
        yield ((f"{' ' * margin}{corner}{axis} {name if len(name) <= LONGEST_NAME else ''}".rstrip(), ""),)
        yield ((_numbers_below(marks, margin + 1, margin + 1 + self.columns), ""),)
        if len(name) > LONGEST_NAME:
            yield ((name.rjust(margin + 1 + self.columns), ""),)

    def _marks_across(self) -> dict[int, str]:
        for most in range(9, 0, -1):
            numbers = ticks(*self.across, most)
            columns = [_index(number, self.across, self.columns) for number in numbers]
            marks = {column: text for column, text in zip(columns, written(numbers), strict=True) if column is not None}
            if _fit(marks):
                return marks
        return {}


def _index(number: float, ends: Range, count: int) -> int | None:
    low, high = ends
    if not low <= number <= high:
        return None
    return min(int((number - low) / (high - low) * count), count - 1)


def _middle(index: int, ends: Range, count: int) -> float:
    low, high = ends
    return low + (high - low) * ((index + 0.5) / count)


def _fit(marks: Mapping[int, str]) -> bool:
    placed = sorted(marks.items())
    return all(right - len(after) // 2 - (left + len(before) // 2) >= APART for (left, before), (right, after) in pairwise(placed))


def _numbers_below(marks: Mapping[int, str], start: int, end: int) -> str:
    """Each number with its middle under its tick, as far as the line reaches."""
    line = ""
    for column, text in sorted(marks.items()):
        at = max(0, min(start + column - len(text) // 2, end - len(text)))
        line = line.ljust(at) + text
    return line


def _merged(cells: Sequence[Drawn]) -> Iterator[Drawn]:
    """Neighbours of one style as one fragment."""
    for style, run in groupby(cells, lambda cell: cell[1]):
        yield "".join(text for text, _ in run), style


def margin_of(upwards: Range, rows: int) -> int:
    """How wide the numbers beside the field are."""
    return max(map(len, written(ticks(*upwards, _most_ticks(rows)))))


def _most_ticks(rows: int) -> int:
    return max(3, rows // ROWS_PER_TICK)


def room(width: int, upwards: Range, rows: int, name: str) -> int:
    """How many columns there are for the field; an odd number, so that the middle of the range is the middle of a cell."""
    beside = 1 + len(name) if len(name) <= LONGEST_NAME else 0
    columns = min(WIDEST, width - margin_of(upwards, rows) - 2 - beside)
    return columns if columns % 2 else columns - 1
