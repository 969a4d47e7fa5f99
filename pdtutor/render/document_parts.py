"""What documents are made of: headings, paragraphs, displayed formulas and nested items, the mathematics in them, one derivation.

Belongs here: what Markdown and LaTeX, and the documents of pages and of results, have in common. Does not: what a document says in which
order (`document`, `page_document`), markup (`markdown`, `latex`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass

from sympy import Basic, Expr

from pdtutor.calculus.results import Partial
from pdtutor.calculus.step import Step
from pdtutor.explain.cards import CARDS
from pdtutor.explain.numbers import equal
from pdtutor.explain.outline import Entry, is_tidied, outline
from pdtutor.explain.phrases import Sentence, say
from pdtutor.explain.sentences import amounts, checked, conditions, held_in
from pdtutor.notation.writers import LatexWriter
from pdtutor.render.labels import Label, Labels
from pdtutor.requests.results import Pointed


class Math(str):
    """A formula in LaTeX, among ordinary text."""

    __slots__ = ()


Text = tuple[str, ...]  # ordinary text and Math


@dataclass(frozen=True)
class Heading:
    """A title; the document's own is of level 1."""

    level: int
    text: Text


@dataclass(frozen=True)
class Paragraph:
    """Sentences."""

    text: Text


@dataclass(frozen=True)
class Item:
    """One line of a list, `depth` levels in; `label` says what it is."""

    depth: int
    label: str
    text: Text


@dataclass(frozen=True)
class Display:
    """Equations set apart, one a line: what is left and what is right of each equals sign."""

    equations: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Grid:
    """A table, its first row the headings."""

    rows: tuple[tuple[Text, ...], ...]


Block = Heading | Paragraph | Item | Display | Grid


class Notation:
    """How one document writes its mathematics: expressions, the function's name, the names of its derivatives."""

    def __init__(self, expression: Expr, shown: Mapping[str, str]) -> None:
        self.write = LatexWriter(shown)
        self.labels = Labels(expression, self.write)
        self.function = self.labels.letter
        self._expression = expression

    def of(self, output: int | None) -> Notation:
        """The notation of what is derived from one of several outputs."""
        notation = copy(self)
        notation.labels = self.labels.at(output)
        return notation

    def text(self, sentence: Sentence) -> Text:
        """A sentence with its expressions in LaTeX."""
        return tuple(self._part(part) for part in sentence)

    def _part(self, part: str | Basic) -> str:
        if isinstance(part, Label):
            return Math(part.latex)
        return Math(self.write(part)) if isinstance(part, Basic) else part

    def definition(self) -> tuple[str, str]:
        """f(x, y) and the expression."""
        return self.labels.call.latex, self.write(self._expression)

    def derivative(self, order: Sequence[Expr]) -> str:
        """∂f/∂x, or ∂²f/∂y∂x for the order x, y."""
        return self.labels.of_order(order).latex

    def point(self, point: Mapping[Expr, Expr]) -> str:
        """x = 1, y = π/2."""
        return ", ".join(f"{self.write(variable)} {say(equal(value), self.write)}" for variable, value in point.items()).replace(
            "≈", r"\approx"
        )

    def column(self, entries: Sequence[str]) -> str:
        """A column vector."""
        return r"\begin{pmatrix} " + r" \\ ".join(entries) + r" \end{pmatrix}"


def derivation(partial: Partial, result: Pointed, notation: Notation, first: int = 0) -> Iterator[Block]:
    """One partial derivative with its steps, its value and its check; differentiations before the number `first` (from 0) left out."""
    for number, root in enumerate(partial.roots[first:], first):
        before = partial.roots[number - 1] if number > first else None
        yield from _differentiation(partial.order[: number + 1], root, before, result.detail, notation)
    for sentence in conditions(partial):
        yield Paragraph(notation.text(sentence))
    if partial.value is not None:
        label = Math(notation.derivative(partial.order))
        yield Paragraph(("At ", Math(notation.point(result.point)), ": ", label, " ", *notation.text(amounts(partial.value))))
    yield Paragraph(("Check: ", *notation.text(checked(partial.check)), "."))


def _differentiation(order: Sequence[Expr], root: Step, before: Step | None, detail: str, notation: Notation) -> Iterator[Block]:
    held = held_in(root, before)
    yield from [Paragraph(notation.text(held))] if held else []
    for entry in outline(root, detail):
        yield _item(entry, notation)
    if is_tidied(root):
        yield Paragraph(("Tidied up:",))
    yield Display(((notation.derivative(order), notation.write(root.gives)),))


def _item(entry: Entry, notation: Notation) -> Item:
    label = CARDS[entry.step.rule].title if entry.step is not None else ""
    after = () if entry.after is None else (" gives ", Math(notation.write(entry.after)))
    remark = notation.text(entry.remark)
    return Item(len(entry.path), label, (*notation.text(entry.before), *after, *((": ", *remark) if remark else ())))
