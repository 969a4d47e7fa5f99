"""Pages as Rich views: a panel for each section.

Belongs here: how each kind of block is set in a width. Does not: what a page holds (`pages`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from pdtutor.explain.phrases import Sentence, say
from pdtutor.render import blocks, theme
from pdtutor.render.formulas import fold
from pdtutor.render.lines import BLANK, WIDEST, Framed, Line, padded, set_sentence, set_text, width_of
from pdtutor.render.panels import BAR, Sheet, abridged, barred, check_lines, derivation_lines, set_apart

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

GAP = "  "
INDENT = "      "
NARROWEST = 34  # cells that a panel beside another one needs
FRAME = 4  # cells around the lines of a panel


class PageView:
    """The sections one under the other; those that are to stand side by side do where there is room."""

    def __init__(self, sections: Sequence[blocks.Section], sheet: Sheet) -> None:
        self.sections = sections
        self.sheet = sheet

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = min(options.max_width, WIDEST)
        for row in _rows(self.sections):
            if len(row) > 1 and (width // len(row)) - FRAME >= NARROWEST:
                yield _side_by_side(row, self.sheet, width)
            else:
                yield from (framed(section, self.sheet) for section in row)


def _rows(sections: Iterable[blocks.Section]) -> list[list[blocks.Section]]:
    rows: list[list[blocks.Section]] = []
    for section in sections:
        if section.is_beside and rows:
            rows[-1].append(section)
        else:
            rows.append([section])
    return rows


def framed(section: blocks.Section, sheet: Sheet) -> Framed:
    """A section in its panel."""
    return Framed(section.title, lambda width: section_lines(section, sheet, width))


def _of_height(height: int, lines: Sequence[Line], _: int) -> list[Line]:
    return [*lines, *[BLANK] * (height - len(lines))]


def _side_by_side(row: Sequence[blocks.Section], sheet: Sheet, width: int) -> RenderableType:
    """Panels of one height, next to each other."""
    from rich.table import Table as Grid

    each = width // len(row)
    contents = [list(section_lines(section, sheet, each - FRAME)) for section in row]
    tallest = max(map(len, contents))
    grid = Grid.grid()
    panels = [Framed(section.title, partial(_of_height, tallest, lines)) for section, lines in zip(row, contents, strict=True)]
    for _ in row:
        grid.add_column(width=each)
    grid.add_row(*panels)
    return grid


def section_lines(section: blocks.Section, sheet: Sheet, width: int) -> Iterator[Line]:
    """The lines of a section, at most `width` cells wide."""
    for block in section.blocks:
        yield from block_lines(block, sheet, width)


def block_lines(block: blocks.Block, sheet: Sheet, width: int) -> Iterable[Line]:
    """The lines of one block."""
    return _SETTERS[type(block)](block, sheet, width)


def _said(block: blocks.Said, sheet: Sheet, width: int) -> list[Line]:
    return set_sentence(block.sentence, sheet.writer, width)


def _reading(block: blocks.Reading, sheet: Sheet, width: int) -> Iterator[Line]:
    for line in abridged(fold(f"{block.label} = {sheet.writer(block.expression)}", width)):
        yield ((line, theme.FORMULA),)


def _formula(block: blocks.Formula, sheet: Sheet, width: int) -> Iterator[Line]:
    return set_apart(block.label, block.expression, sheet, width)


def _derivation(block: blocks.Derivation, sheet: Sheet, width: int) -> Iterator[Line]:
    return derivation_lines(block.partial, sheet.at(block.place, block.output), width, block.first)


def _space(_: blocks.Space, __: Sheet, ___: int) -> list[Line]:
    return [BLANK]


def _verdict(block: blocks.Verdict, _: Sheet, width: int) -> list[Line]:
    return check_lines(block.check, width)


MARKS = {"correct": ("✓", theme.GOOD), "incorrect": ("✗", theme.BAD)}


def _outcome(block: blocks.Outcome, sheet: Sheet, width: int) -> Iterator[Line]:
    """With a mark that does not need its colour."""
    mark, style = MARKS.get(block.verdict, ("?", theme.HEADING))
    for number, line in enumerate(set_sentence(block.sentence, sheet.writer, width - 2)):
        yield ((f"{mark} " if not number else "  ", style), *line)


def _finding(block: blocks.Finding, sheet: Sheet, width: int) -> Iterator[Line]:
    for line in set_sentence(block.name, sheet.writer, width):
        yield (("".join(text for text, _ in line), theme.HEADING),)
    yield from set_sentence(block.sentence, sheet.writer, width)


# --- matrices and tables --------------------------------------------------------------------------------------------------------------


def _matrix(block: blocks.Matrix, sheet: Sheet, width: int) -> Iterator[Line]:
    """Tall brackets with the names beside and above; one entry under the other where that is too wide."""
    cells = [[say(entry, sheet.writer) for entry in row] for row in block.rows]
    columns = [max(map(cell_len, (name, *column))) for name, *column in zip(block.column_names, *cells, strict=True)]
    names = max(map(cell_len, block.row_names), default=0)
    lead = cell_len(f"{block.label} = ")
    if cell_len(BAR) + lead + names + len(GAP) + 4 + sum(columns) + len(GAP) * (len(columns) - 1) <= width:
        return barred(_bracketed(block, cells, columns, names))
    return barred(_entries(block, cells, width - len(BAR)))


def _bracketed(block: blocks.Matrix, cells: Sequence[Sequence[str]], columns: Sequence[int], names: int) -> Iterator[Line]:
    label = f"{block.label} = "
    margin = " " * cell_len(label)
    if any(block.column_names):
        heads = GAP.join(_centred(name, width) for name, width in zip(block.column_names, columns, strict=True))
        yield ((f"{margin}{' ' * names}{GAP if names else ''}  {heads}".rstrip(), theme.REASON),)
    for number, row in enumerate(cells):
        left, right = _brackets(number, len(cells))
        lead = label if number == (len(cells) - 1) // 2 else margin
        name = f"{_filled(block.row_names[number], names)}{GAP if names else ''}"
        inside = GAP.join(_centred(entry, width) for entry, width in zip(row, columns, strict=True))
        yield ((lead, theme.RESULT), (name, theme.REASON), (f"{left} {inside} {right}", theme.RESULT))


def _brackets(number: int, count: int) -> tuple[str, str]:
    if count == 1:
        return "[", "]"
    return ("⎡", "⎤") if number == 0 else ("⎣", "⎦") if number == count - 1 else ("⎢", "⎥")


def _filled(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))


def _centred(text: str, width: int) -> str:
    left = (width - cell_len(text)) // 2
    return " " * left + _filled(text, width - left)


def _entries(block: blocks.Matrix, cells: Sequence[Sequence[str]], width: int) -> Iterator[Line]:
    for name, row in zip(block.row_names, cells, strict=True):
        for head, entry in zip(block.column_names, row, strict=True):
            place = ", ".join(filter(None, (name, head)))
            for line in abridged(fold(f"{block.label}[{place}] = {entry}", width)):
                yield ((line, theme.RESULT),)


def _table(block: blocks.Table, sheet: Sheet, width: int) -> Iterator[Line]:
    """Columns as wide as they need; the widest narrower where that is too wide, or else each row as a list of what its columns say."""
    rows = [[say(entry, sheet.writer) for entry in row] for row in (block.heads, *block.rows)]
    columns = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    excess = sum(columns) + len(GAP) * (len(columns) - 1) - width
    widest = max(range(len(columns)), key=columns.__getitem__)
    if excess > 0 and (block.is_numeric or columns[widest] - excess < NARROWEST):
        yield from _stacked(rows, width)
        return
    if excess > 0:
        columns[widest] -= excess
        yield from _wrapped(rows, columns, widest)
        return
    for number, row in enumerate(rows):
        place = _right if block.is_numeric else _filled
        line = GAP.join(place(entry, size) for entry, size in zip(row, columns, strict=True)).rstrip()
        yield ((line, theme.FORMULA if number else theme.REASON),)


def _wrapped(rows: Sequence[Sequence[str]], columns: Sequence[int], widest: int) -> Iterator[Line]:
    """Rows of which one column goes on beneath where it must."""
    for number, row in enumerate(rows):
        pieces = ["".join(text for text, _ in line) for line in set_text(row[widest], columns[widest])]
        for below, piece in enumerate(pieces):
            entries = [piece if place == widest else "" if below else entry for place, entry in enumerate(row)]
            line = GAP.join(map(_filled, entries, columns)).rstrip()
            yield ((line, theme.FORMULA if number else theme.REASON),)


def _right(text: str, width: int) -> str:
    return " " * (width - cell_len(text)) + text


def _stacked(rows: Sequence[Sequence[str]], width: int) -> Iterator[Line]:
    heads, *others = rows
    for row in others:
        first = True
        for head, entry in zip(heads, row, strict=True):
            if not entry:
                continue
            lead = "" if first else "  "
            for line in set_text(f"{head}: {entry}" if head else entry, width - len(lead)):
                yield ((lead, ""), *line)
            first = False


# --- arguments and trees --------------------------------------------------------------------------------------------------------------


def _argument(block: blocks.Argument, sheet: Sheet, width: int) -> Iterator[Line]:
    """Each line's formula after an equals sign, its reason beneath."""
    for line in block.lines:
        formula = f"{line.left or ' '} {line.sign} {sheet.writer(line.expression)}"
        yield from (((part, theme.FORMULA),) for part in abridged(fold(formula, width)))
        for words in set_sentence(line.remark, sheet.writer, width - len(INDENT), theme.REASON) if line.remark else ():
            yield ((INDENT, ""), *words)


class _Twig(NamedTuple):
    """One node of a tree: the guides before it and before what stands beneath it, what it is, and what is said beside it."""

    guide: str
    below: str
    text: str
    remark: Sentence

    def width(self) -> int:
        return cell_len(self.guide + self.text)


def _tree(block: blocks.Tree, sheet: Sheet, width: int) -> Iterator[Line]:
    """Remarks in a column where they fit beside what they belong to, else beneath it."""
    twigs = list(_twigs(block.root, "", "", sheet))
    column = max((twig.width() for twig in twigs if twig.width() <= width // 2), default=0)
    for twig in twigs:
        yield from _twig_lines(twig, column, sheet, width)


def _twig_lines(twig: _Twig, column: int, sheet: Sheet, width: int) -> Iterator[Line]:
    first, *others = fold(twig.text, width - cell_len(twig.guide))
    head: Line = ((twig.guide, theme.GUIDE), (first, theme.FORMULA))
    start = max(column, twig.width()) if not others else width
    words = set_sentence(twig.remark, sheet.writer, width, theme.FORMULA) if twig.remark else []
    if len(words) == 1 and start + len(GAP) + width_of(words[0]) <= width:
        yield (*padded(head, start), (GAP, ""), *words[0])
        return
    yield head
    yield from (((twig.below, theme.GUIDE), (line, theme.FORMULA)) for line in others)
    beneath = twig.below + GAP
    for line in set_sentence(twig.remark, sheet.writer, width - cell_len(beneath), theme.FORMULA) if twig.remark else ():
        yield ((beneath, theme.GUIDE), *line)


def _twigs(branch: blocks.Branch, guide: str, below: str, sheet: Sheet) -> Iterator[_Twig]:
    has_more = "│  " if branch.branches else "   "
    yield _Twig(guide, below + has_more, say(branch.sentence, sheet.writer), branch.remark)
    for twig, following in zip_longest(branch.branches, branch.branches[1:]):
        is_last = following is None
        yield from _twigs(twig, below + ("└─ " if is_last else "├─ "), below + ("   " if is_last else "│  "), sheet)


def _picture(block: blocks.Picture, sheet: Sheet, width: int) -> Iterator[Line]:
    lines = block.draw(width)
    if lines:
        yield from set_sentence(block.caption, sheet.writer, width, theme.REASON)
        yield from lines


_SETTERS: dict[type, Callable[..., Iterable[Line]]] = {
    blocks.Said: _said,
    blocks.Reading: _reading,
    blocks.Formula: _formula,
    blocks.Derivation: _derivation,
    blocks.Matrix: _matrix,
    blocks.Table: _table,
    blocks.Argument: _argument,
    blocks.Tree: _tree,
    blocks.Picture: _picture,
    blocks.Verdict: _verdict,
    blocks.Outcome: _outcome,
    blocks.Finding: _finding,
    blocks.Space: _space,
}
