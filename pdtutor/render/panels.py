"""The panel of one partial derivative: the reading, what is held, the steps, the result set apart, where it exists, the value, the check.

Belongs here: what stands in a panel, in which order. Does not: the tree of steps (`tree`) or the words (`explain`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sympy import Expr

from pdtutor.calculus.results import Check, Partial, Value
from pdtutor.calculus.step import Step
from pdtutor.explain.phrases import Sentence, Writer
from pdtutor.explain.sentences import amounts, checked, conditions, held_in
from pdtutor.render import theme
from pdtutor.render.display import displayed
from pdtutor.render.formulas import fold
from pdtutor.render.labels import Labels
from pdtutor.render.lines import Line, Lines, set_sentence
from pdtutor.render.outline import is_tidied, outline
from pdtutor.render.tree import tree

if TYPE_CHECKING:
    from rich.panel import Panel

WIDEST = 120  # beyond this, lines are too long to be read with ease
BAR = "┃ "
BLANK: Line = ()


@dataclass(frozen=True)
class Sheet:
    """What all panels of one document share: the writer, the names as typed, the labels, the point and the detail."""

    writer: Writer
    shown: Mapping[str, str]
    labels: Labels
    point: Mapping[Expr, Expr]
    detail: str


def panel(title: str, body: Lines, width: int) -> Panel:
    """A frame around lines, never wider than reads well."""
    from rich.box import ROUNDED
    from rich.panel import Panel
    from rich.text import Text

    return Panel(
        body,
        box=ROUNDED,
        title=Text(title, style=theme.HEADING),
        title_align="left",
        border_style=theme.BORDER,
        padding=(0, 1),
        width=min(width, WIDEST),
    )


def partial_lines(partial: Partial, sheet: Sheet, width: int) -> Iterator[Line]:
    """The inside of a panel, in lines of at most `width` cells."""
    yield from _reading(sheet, width)
    for number, root in enumerate(partial.roots):
        yield from _differentiation(partial, number, root, sheet, width)
    for sentence in conditions(partial):
        yield from set_sentence(sentence, sheet.writer, width)
    if partial.value is not None:
        yield from value_lines(sheet.labels.of_order(partial.order), partial.value, sheet, width)
    yield check_line(partial.check, sheet, width)[0]
    yield from check_line(partial.check, sheet, width)[1:]


def _reading(sheet: Sheet, width: int) -> Iterator[Line]:
    for line in fold(sheet.labels.reading, width):
        yield ((line, theme.FORMULA),)


def _differentiation(partial: Partial, number: int, root: Step, sheet: Sheet, width: int) -> Iterator[Line]:
    """One differentiation: what is held, the steps, and what they give."""
    label = sheet.labels.of_order(partial.order[: number + 1])
    if len(partial.roots) > 1:
        yield BLANK
        yield ((f"{number + 1}. ", theme.HEADING), (label, theme.HEADING))
    yield from set_sentence(held_in(root), sheet.writer, width)
    yield BLANK
    yield from tree(outline(root, sheet.detail), sheet.writer, width, sheet.detail == "brief")
    yield BLANK
    yield from set_apart(label, root.gives, sheet, width, "tidied up" if is_tidied(root) else "")
    yield BLANK


def set_apart(label: str, expression: Expr, sheet: Sheet, width: int, remark: str = "") -> Iterator[Line]:
    """A result with a bar beside it."""
    for line in displayed(label, expression, sheet.writer, sheet.shown, width - len(BAR), remark):
        yield ((BAR, theme.GUIDE), (line, theme.RESULT))


def value_lines(label: str, value: Value, sheet: Sheet, width: int) -> list[Line]:
    """What it comes to at the point."""
    sentence: Sentence = ("At ", *sheet.labels.point(sheet.point), f": {label} ", *amounts(value))
    return set_sentence(sentence, sheet.writer, width)


def check_line(check: Check, sheet: Sheet, width: int) -> list[Line]:
    """The verdict of the independent check, with a mark that does not need its colour."""
    mark, style = _mark(check)
    first, *others = set_sentence(checked(check), sheet.writer, width - 2)
    return [((f"{mark} ", style), *first), *((("  ", ""), *line) for line in others)]


def _mark(check: Check) -> tuple[str, str]:
    if not check.is_passed:
        return "✗", theme.BAD
    return ("✓", theme.GOOD) if check.symbolic or check.points else ("?", theme.HEADING)
