"""The panel of one partial derivative: the reading, what is held, the steps, the result set apart, where it exists, the value, the check.

Belongs here: what stands in a panel, in which order, and what all panels of a document share. Does not: the tree of steps (`tree`),
the words (`explain`), or the panel of a gradient (`gradient_panel`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from sympy import Expr

from pdtutor.calculus.results import Check, Partial
from pdtutor.calculus.step import Step
from pdtutor.explain.outline import is_tidied, outline
from pdtutor.explain.phrases import Sentence, Writer
from pdtutor.explain.sentences import amounts, checked, conditions, held_in
from pdtutor.notation.reading import Reading
from pdtutor.notation.writers import UnicodeWriter
from pdtutor.render import reading_notes, theme
from pdtutor.render.display import displayed
from pdtutor.render.formulas import fold
from pdtutor.render.labels import Labels
from pdtutor.render.lines import BLANK, Framed, Line, Lines, set_sentence, set_text
from pdtutor.render.marks import Mark, Place
from pdtutor.render.tree import tree

BAR = "┃ "
LONGEST_READING = 6  # lines; of a longer one the middle is left out, for it is the learner's own text


class Sheet(NamedTuple):
    """What all panels of one document share: the writer, the names as typed, the labels, the point, the detail and the marked lines."""

    writer: Writer
    shown: Mapping[str, str]
    labels: Labels
    point: Mapping[Expr, Expr]
    detail: str
    marks: tuple[Mark, ...] = ()

    @classmethod
    def of(cls, reading: Reading, point: Mapping[Expr, Expr], detail: str, marks: tuple[Mark, ...] = ()) -> Sheet:
        """The sheet for one reading."""
        writer = UnicodeWriter(reading.shown)
        return cls(writer, reading.shown, Labels(reading.expression, writer), point, detail, marks)

    def at(self, place: Place, output: int | None = None) -> Sheet:
        """The sheet of one derivation, of one of several outputs, with the marks of no other."""
        return self._replace(marks=tuple(mark for mark in self.marks if mark.place == place), labels=self.labels.at(output))


def notes(reading: Reading) -> list[Lines]:
    """How ambiguous parts of the text were read."""
    return [_note(note) for note in reading_notes.shown(reading.notes)]


def _note(note: str) -> Lines:
    return Lines(lambda width: set_text(f"Note: {note}", width))


def partial_panel(partial: Partial, sheet: Sheet) -> Framed:
    """One partial derivative, or one mixed one with a section for each differentiation."""
    return Framed(sheet.labels.of_order(partial.order), lambda width: _lines(partial, sheet, width))


def _lines(partial: Partial, sheet: Sheet, width: int) -> Iterator[Line]:
    yield from reading_lines(sheet, width)
    yield from derivation_lines(partial, sheet, width)


def derivation_lines(partial: Partial, sheet: Sheet, width: int, first: int = 0) -> Iterator[Line]:
    """The derivation without the reading: what is held, the steps, what they give, where that exists, the value and the check.

    Differentiations before the number `first` (from 0) are left out. All marks of the sheet are taken for marks of this derivation.
    """
    for number, root in enumerate(partial.roots[first:], first):
        yield from _differentiation(partial, number, root, sheet, width, has_number=len(partial.roots) - first > 1)
    for sentence in conditions(partial):
        yield from set_sentence(sentence, sheet.writer, width)
    if partial.value is not None:
        label = sheet.labels.of_order(partial.order)
        yield from set_sentence((*at_point(sheet), f": {label} ", *amounts(partial.value)), sheet.writer, width)
    yield from check_lines(partial.check, width)


def reading_lines(sheet: Sheet, width: int) -> Iterator[Line]:
    """f(x, y) = the function as it was read."""
    for line in abridged(fold(sheet.labels.reading, width)):
        yield ((line, theme.FORMULA),)


def abridged(lines: list[str]) -> list[str]:
    """The first and last lines of a formula that is known from elsewhere."""
    half = LONGEST_READING // 2
    return lines if len(lines) <= LONGEST_READING else [*lines[:half], "  …", *lines[1 - half :]]


def _differentiation(partial: Partial, number: int, root: Step, sheet: Sheet, width: int, has_number: bool) -> Iterator[Line]:
    """One differentiation: what is held, the steps, and what they give."""
    label = sheet.labels.of_order(partial.order[: number + 1])
    if has_number:
        yield from () if number else (BLANK,)
        yield ((f"{number + 1}. {label}", theme.HEADING),)
    held = held_in(root, partial.roots[number - 1] if number and has_number else None)
    yield from [*set_sentence(held, sheet.writer, width), BLANK] if held else ()
    marks = [mark for mark in sheet.marks if mark.turn == number + 1]
    detail = "normal" if marks else sheet.detail  # the one that the numbers of marked lines count in
    yield from tree(outline(root, detail), sheet.writer, width, detail == "brief", marks)
    yield BLANK
    yield from set_apart(label, root.gives, sheet, width)
    if is_tidied(root):
        yield from barred(set_text("the first line of the steps, tidied up", width - len(BAR), theme.REASON))
    yield BLANK


def set_apart(label: str, expression: Expr, sheet: Sheet, width: int) -> Iterator[Line]:
    """A result with a bar beside it."""
    lines = displayed(label, expression, sheet.writer, sheet.shown, width - len(BAR))
    return barred([((line, theme.RESULT),) for line in lines])


def barred(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines with the bar of a result beside them."""
    return (((BAR, theme.GUIDE), *line) for line in lines)


def at_point(sheet: Sheet) -> Sentence:
    """At x = 1, y = π/2."""
    return ("At ", *sheet.labels.point(sheet.point))


def check_lines(check: Check, width: int) -> list[Line]:
    """The verdict of the independent check, with a mark that does not need its colour."""
    mark, style = _mark(check)
    first, *others = set_text(" ".join(map(str, checked(check))), width - 2)
    return [((f"{mark} ", style), *first), *((("  ", ""), *line) for line in others)]


def _mark(check: Check) -> tuple[str, str]:
    if not check.is_passed:
        return "✗", theme.BAD
    return ("✓", theme.GOOD) if check.symbolic or check.points else ("?", theme.HEADING)
