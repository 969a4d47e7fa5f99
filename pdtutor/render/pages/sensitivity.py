"""The page of a sensitivity analysis: the ranking as a table and as bars, what to beware of, and maps of indexed inputs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from rich.cells import cell_len

from pdtutor.calculus.sensitivity import Entry, Sensitivity
from pdtutor.explain import sensitivity as words
from pdtutor.explain.phrases import Sentence
from pdtutor.explain.sentences import decimal
from pdtutor.render.ascii import spelled
from pdtutor.render.blocks import Block, Equation, Picture, Reading, Said, Section, Table, Verdict
from pdtutor.render.labels import Label, Labels, titled
from pdtutor.render.pages import parts
from pdtutor.requests.sensitivity import SensitivityResult

TITLE = "Sensitivity"
SHOWN = {"brief": 5, "normal": 12}  # entries of the ranking
MOST_AT = 6  # variables of the point that are written out
NARROWEST_BARS = 9
WIDEST_BARS = 49
NARROWEST_NAMES = 4
MOST_NUMBERS = 6  # columns of a map with its numbers beneath
MOST_ROWS = 8
TALLEST_MAP = 40
SHADES = " ░▒▓█"
LETTERS = " .:-=+*#%@"  # the same in ASCII, from light to dark
GAP = "?"  # an entry without a derivative, or without a variable

Grid = Sequence[Sequence[Entry | None]]


def sections(result: SensitivityResult, labels: Labels) -> tuple[Section, ...]:
    """The ranking, then a map for each grid of inputs."""
    found = result.sensitivity
    ranking = Section(
        Label(f"Sensitivity of {labels.letter}", lambda: rf"\text{{Sensitivity of }}{labels.letter}"), _ranking(result, labels)
    )
    return (ranking, *(_map(name, grid) for name, grid in found.grids.items()))


def equations(result: SensitivityResult, labels: Labels) -> tuple[Equation, ...]:
    """The derivatives as numbers, in the order of the ranking."""
    shown = result.sensitivity.entries[: SHOWN["normal"]]
    return tuple(Equation(labels.of_order((entry.variable,)), _number_label(entry.derivative)) for entry in shown)


def _number_label(number: float | None) -> Label:
    if number is None:
        return titled("none")
    digits, _, exponent = decimal(number).partition("e")
    power = rf" \cdot 10^{{{int(exponent)}}}" if exponent else ""
    return Label(decimal(number), lambda: digits + power)


# --- the ranking ----------------------------------------------------------------------------------------------------------------------


def _ranking(result: SensitivityResult, labels: Labels) -> tuple[Block, ...]:
    found = result.sensitivity
    shown = found.entries[: SHOWN.get(result.detail)]
    caution = words.warning(found)
    return parts.spaced(
        [Reading(labels.call, result.reading.expression), Said((*_place(result, labels), f"{labels.letter} = {decimal(found.value)}"))],
        [_table(shown), *_rest(found, shown)],
        _bars(shown, labels),
        [Said(("Beware: ", *caution))] if caution else [],
        (Said(sentence) for sentence in words.ranking(found, shown)),
        (Said(sentence) for sentence in words.no_elasticities(found)),
        (Said(words.without_derivative(e, labels.of_order((e.variable,)))) for e in found.entries if e.derivative is None),
        [Said(words.UNITS), Said(words.PER_CENT)] if result.detail != "brief" else [],
        [Verdict(found.gradient.check)],
    )


def _place(result: SensitivityResult, labels: Labels) -> Sentence:
    few = dict(list(result.point.items())[:MOST_AT])
    more = len(result.point) - len(few)
    return (*parts.at(labels, few), f" and {more} more values" if more else "", ": ")


def _table(shown: Sequence[Entry]) -> Table:
    heads: tuple[Sentence, ...] = (("variable",), ("value",), ("derivative",), ("elasticity",))
    rows = (
        (
            (f"{rank}. " if entry.derivative is not None else "", entry.variable),
            (decimal(entry.at),),
            _or_none(entry.derivative),
            _or_none(entry.elasticity),
        )
        for rank, entry in enumerate(shown, 1)
    )
    return Table(heads, tuple(rows), is_numeric=True)


def _or_none(number: float | None) -> Sentence:
    return ("none",) if number is None else (decimal(number),)


def _rest(found: Sensitivity, shown: Sequence[Entry]) -> Iterator[Block]:
    more = len(found.entries) - len(shown)
    if more:
        yield Said((f"and {more} more, none of them larger (--detail full shows all)",))


def _bars(shown: Sequence[Entry], labels: Labels) -> Iterator[Block]:
    known = [entry for entry in shown if entry.derivative is not None]
    if len(known) > 1 and any(entry.derivative for entry in known):
        caption = "Derivatives as bars, to the left where f falls as the variable grows, to the right where it rises:"
        names = [str(labels.of(entry.variable)) for entry in known]
        sizes = [entry.derivative or 0.0 for entry in known]
        yield Picture(
            lambda width: parts.drawn(bars(names, sizes, width, "█")),
            (caption.replace("f falls", f"{labels.letter} falls"),),
            lambda width: bars([spelled(name) for name in names], sizes, width, "#"),
        )


def bars(names: Sequence[str], numbers: Sequence[float], width: int, ink: str) -> list[str]:
    """Signed bars around one upright line, each beside its name and its number; nothing where there is no room.

    A number other than 0 has at least one cell.
    """
    written = [f"{number:.3g}" for number in numbers]
    figures = max(map(len, written))
    room = width - figures - 4
    space = min(max(map(cell_len, names)), room - NARROWEST_BARS)
    side = (min(WIDEST_BARS, room - space) - 1) // 2
    if space < NARROWEST_NAMES and space < max(map(cell_len, names)):
        return []
    largest = max(map(abs, numbers))
    lines = []
    for name, number, text in zip(names, numbers, written, strict=True):
        length = max(round(abs(number) / largest * side), 1 if number else 0)
        left, right = (ink * length, "") if number < 0 else ("", ink * length)
        lines.append(f"{_fitted(name, space)}  {text:>{figures}}  {left:>{side}}|{right}".rstrip())
    return lines


def _fitted(name: str, space: int) -> str:
    while cell_len(name) > space:
        name = name[:-1]
    return name + " " * (space - cell_len(name))


# --- maps -----------------------------------------------------------------------------------------------------------------------------


def _map(name: str, grid: Grid) -> Section:
    rows, columns = len(grid), len(grid[0])
    caption: Sentence = (
        f"{name}: {rows} by {columns}, " if rows > 1 else f"{name}: {columns} entries, ",
        "from light (0) to dark (the largest):",
    )
    picture = Picture(lambda width: parts.drawn(shaded(grid, width, SHADES)), caption, lambda width: shaded(grid, width, LETTERS))
    numbers = [_numbers(grid)] if columns <= MOST_NUMBERS and rows <= MOST_ROWS else []
    return Section(titled(f"Saliency of {name}"), parts.spaced([Said(words.SALIENCY)], [picture], numbers))


def shaded(grid: Grid, width: int, shades: str) -> list[str]:
    """The grid in a frame, two cells for each entry, or one where that is too wide; where that is still too wide, or the grid too
    tall, the largest of each square of neighbours. One row that is too wide goes on in the next line."""
    if len(grid) == 1 and len(grid[0]) > width - 2:
        return [*shaded(_wrapped(grid[0], width - 2), width, shades), "(to be read line by line)"]
    step = max(1, ceil(len(grid[0]) / (width - 2)), ceil(len(grid) / TALLEST_MAP))
    sizes = [[_largest(grid, row, column, step) for column in range(0, len(grid[0]), step)] for row in range(0, len(grid), step)]
    most = max((size for row in sizes for size in row if size is not None), default=0.0)
    times = 2 if 2 * len(sizes[0]) + 2 <= width else 1
    edge = "+" + "-" * (times * len(sizes[0])) + "+"
    lines = ["".join(_shade(size, most, shades) * times for size in row) for row in sizes]
    note = [f"(each cell the largest of {step} by {step})"] if step > 1 else []
    return [edge, *(f"|{line}|" for line in lines), edge, *note]


def _wrapped(row: Sequence[Entry | None], length: int) -> Grid:
    """One long row as several, of the same length each."""
    count = ceil(len(row) / length)
    each = ceil(len(row) / count)
    padded = [*row, *[None] * (each * count - len(row))]
    return [padded[start : start + each] for start in range(0, len(padded), each)]


def _largest(grid: Grid, row: int, column: int, step: int) -> float | None:
    square = [entry for line in grid[row : row + step] for entry in line[column : column + step]]
    return max((entry.size for entry in square if entry is not None and entry.derivative is not None), default=None)


def _shade(size: float | None, most: float, shades: str) -> str:
    """The shade of a size: the lightest for 0 alone, the darkest for the largest."""
    if size is None:
        return GAP
    if size == 0 or most == 0:
        return shades[0]
    return shades[max(1, min(len(shades) - 1, ceil(size / most * (len(shades) - 1))))]


def _numbers(grid: Grid) -> Table:
    """The derivatives themselves, with their signs, under the numbers of the columns and beside those of the rows."""
    heads: tuple[Sentence, ...] = (("",), *((str(column),) for column in range(1, len(grid[0]) + 1)))
    rows = (
        ((str(number),), *((("",) if entry is None else _short(entry.derivative)) for entry in row)) for number, row in enumerate(grid, 1)
    )
    return Table(heads, tuple(rows), is_numeric=True)


def _short(number: float | None) -> Sentence:
    return ("none",) if number is None else (f"{number:.3g}",)
