"""The panel of a gradient: its entries as a column or, beyond twelve, as a table with shared parts, and what it comes to at a point.

Belongs here: the vector. Does not: the derivations of its entries (`panels`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len

from pdtutor.calculus.gradient import MOST_DERIVED
from pdtutor.calculus.results import Gradient, Value
from pdtutor.explain.sentences import amounts, conditions_of, steepest
from pdtutor.render import theme
from pdtutor.render.formulas import fold
from pdtutor.render.lines import BLANK, Framed, Line, set_sentence, set_text
from pdtutor.render.panels import BAR, Sheet, abridged, at_point, barred, check_lines, partial_panel, reading_lines, set_apart
from pdtutor.render.vectors import LONGEST_TABLE, rows_shown, vector

SEVERAL = 3  # from so many variables on, the derivations of a gradient are shown briefly
GAP = "  "


def partials_of(gradient: Gradient, sheet: Sheet) -> list[Framed]:
    """The panels of the derivations: only those with marks where the vector alone is asked for, brief ones for several variables."""
    is_short = sheet.detail == "normal" and len(gradient.partials) >= SEVERAL
    shown = sheet._replace(detail="brief") if is_short else sheet
    sheets = [shown.at((place,)) for place in range(len(gradient.partials))]
    pairs = zip(gradient.partials, sheets, strict=True)
    return [partial_panel(partial, own) for partial, own in pairs if own.marks or sheet.detail != "brief"]


def gradient_panel(gradient: Gradient, sheet: Sheet) -> Framed:
    """The gradient and what it comes to at the point."""
    return Framed(sheet.labels.gradient, lambda width: _lines(gradient, sheet, width))


def _lines(gradient: Gradient, sheet: Sheet, width: int) -> Iterator[Line]:
    yield from reading_lines(sheet, width)
    yield BLANK
    yield from _table(gradient, sheet, width) if len(gradient.variables) > MOST_DERIVED else _vector(gradient, sheet, width)
    yield BLANK
    for sentence in conditions_of(gradient.conditions, [root for partial in gradient.partials for root in partial.roots]):
        yield from set_sentence(sentence, sheet.writer, width)
    if gradient.value is not None:
        yield from _at_point(gradient, gradient.value, sheet, width)
    yield from check_lines(gradient.check, width)


# --- the vector -----------------------------------------------------------------------------------------------------------------------


def _vector(gradient: Gradient, sheet: Sheet, width: int) -> Iterator[Line]:
    """A column vector where every entry fits in a line, else one entry under the other."""
    entries = [sheet.writer(entry) for entry in gradient.entries]
    labels = [sheet.labels.of_order((variable,)) for variable in gradient.variables]
    head = f"{sheet.labels.gradient} = "
    room = width - cell_len(f"{BAR}{head}⎡  ⎤{GAP}") - max(map(cell_len, labels), default=0)
    if max(map(cell_len, entries), default=0) <= room:
        yield from barred(_column(head, entries, labels))
        return
    for label, expression in zip(labels, gradient.entries, strict=True):
        yield from set_apart(label, expression, sheet, width)


def _column(head: str, entries: Sequence[str], labels: Sequence[str]) -> Iterator[Line]:
    """The entries in tall brackets, each with its label, the head before their middle."""
    widest = max(map(cell_len, entries), default=0)
    for number, (entry, label) in enumerate(zip(entries, labels, strict=True)):
        left, right = _brackets(number, len(entries))
        lead = head if number == (len(entries) - 1) // 2 else " " * cell_len(head)
        filled = entry + " " * (widest - cell_len(entry))
        yield ((f"{lead}{left} {filled} {right}", theme.RESULT), (f"{GAP}{label}", theme.REASON))


def _brackets(number: int, count: int) -> tuple[str, str]:
    if count == 1:
        return "[", "]"
    return ("⎡", "⎤") if number == 0 else ("⎣", "⎦") if number == count - 1 else ("⎢", "⎥")


# --- many variables -------------------------------------------------------------------------------------------------------------------


def _table(gradient: Gradient, sheet: Sheet, width: int) -> Iterator[Line]:
    """The shared parts once, by name, then a row for each variable."""
    shared = "; what their derivatives share has a name:" if gradient.shared else ":"
    yield from set_text(f"{len(gradient.variables)} variables{shared}", width)
    for name, part in gradient.shared.items():
        lines = fold(f"{sheet.writer(name)} = {sheet.writer(part)}", width - len(BAR))
        lines = lines if sheet.detail == "full" else abridged(lines)
        yield from barred([((line, theme.RESULT),) for line in lines])
    yield BLANK
    yield from barred(_rows(gradient, sheet, width - len(BAR)))


def _rows(gradient: Gradient, sheet: Sheet, width: int) -> Iterator[Line]:
    count = len(gradient.variables)
    shown = rows_shown(count, sheet.detail)
    labels = {k: sheet.labels.of_order((gradient.variables[k],)) for k in shown if k is not None}
    column = max(map(cell_len, labels.values()))
    for k in shown:
        if k is None:
            yield from set_text(f"… {count - LONGEST_TABLE} more like these (--detail full shows all)", width, theme.REASON)
        else:
            yield from _row(f"{labels[k].ljust(column)} = ", sheet.writer(gradient.entries[k]), width)


def _row(lead: str, entry: str, width: int) -> Iterator[Line]:
    blank = " " * cell_len(lead)
    for margin, line in zip_longest([lead], fold(entry, width - cell_len(lead)), fillvalue=blank):
        yield ((margin, theme.FORMULA), (line, theme.RESULT))


# --- at a point -----------------------------------------------------------------------------------------------------------------------


def _at_point(gradient: Gradient, value: Sequence[Value], sheet: Sheet, width: int) -> Iterator[Line]:
    name = sheet.labels.gradient
    yield from set_sentence((*at_point(sheet), f": {name} = ", *vector(value, sheet.writer)), sheet.writer, width)
    for variable, entry in zip(gradient.variables, value, strict=True):
        if entry.why is not None:
            yield from set_sentence((f"{sheet.labels.of_order((variable,))} ", *amounts(entry), "."), sheet.writer, width)
    if gradient.norm is not None:
        yield from set_sentence((f"‖{name}‖ ", *amounts(gradient.norm)), sheet.writer, width)
    direction = gradient.steepest_ascent
    for sentence in steepest(gradient, None if direction is None else vector(direction, sheet.writer)):
        yield from set_sentence(sentence, sheet.writer, width)
