"""A result as a document: headings, paragraphs, displayed formulas and nested items, its mathematics in LaTeX.

Belongs here: what the Markdown and the LaTeX document say, in which order. Does not: their markup (`markdown`, `latex`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sympy import Basic, Expr

from pdtutor.calculus.results import Gradient, Partial, Value
from pdtutor.calculus.step import Step
from pdtutor.explain.cards import CARDS
from pdtutor.explain.numbers import equal, written
from pdtutor.explain.outline import Entry, is_tidied, outline
from pdtutor.explain.phrases import Sentence, say
from pdtutor.explain.sentences import amounts, checked, conditions, conditions_of, held_in
from pdtutor.notation.writers import LatexWriter
from pdtutor.render.labels import Label, Labels
from pdtutor.requests.results import GradientResult, PartialResult, Pointed
from pdtutor.requests.rules import RulesResult


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


Result = Pointed | RulesResult
Block = Heading | Paragraph | Item | Display | Grid


def blocks(result: Result) -> Iterator[Block]:
    """The document of a result."""
    if isinstance(result, RulesResult):
        return _rules(result)
    if isinstance(result, GradientResult):
        return _gradient(result)
    return _partials(result) if isinstance(result, PartialResult) else _page(result)


def _page(result: Pointed) -> Iterator[Block]:
    from pdtutor.render.page_document import section_blocks
    from pdtutor.render.pages import sections, title

    notation = Notation(result.reading.expression, result.reading.shown)
    yield Heading(1, (title(result),))
    yield from _notes(result)
    for section in sections(result, notation.labels):
        yield from section_blocks(section, result, notation)


def _rules(result: RulesResult) -> Iterator[Block]:
    for card in result.cards:
        yield Heading(2, (card.title.capitalize(),))
        yield Paragraph((card.statement,))
        yield Item(0, "When", (card.when,))
        yield Item(0, "Example", (card.example,))
        yield Item(0, "The usual mistake", (card.mistake,))


def _partials(result: PartialResult) -> Iterator[Block]:
    notation = Notation(result.reading.expression, result.reading.shown)
    yield Heading(1, ("Partial derivatives of ", Math(notation.function)))
    yield from _reading(result, notation)
    for partial in result.partials:
        yield from _partial(partial, result, notation)


def _gradient(result: GradientResult) -> Iterator[Block]:
    notation = Notation(result.reading.expression, result.reading.shown)
    yield Heading(1, ("The gradient of ", Math(notation.function)))
    yield from _reading(result, notation)
    for partial in result.gradient.partials:
        yield from _partial(partial, result, notation)
    yield from _vector(result.gradient, result, notation)


class Notation:
    """How one document writes its mathematics: expressions, the function's name, the names of its derivatives."""

    def __init__(self, expression: Expr, shown: Mapping[str, str]) -> None:
        self.write = LatexWriter(shown)
        self.labels = Labels(expression, self.write)
        self.function = self.labels.letter
        self._expression = expression

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


def _reading(result: PartialResult | GradientResult, notation: Notation) -> Iterator[Block]:
    yield Display((notation.definition(),))
    yield from _notes(result)


def _notes(result: Pointed) -> Iterator[Block]:
    for note in result.reading.notes:
        yield Item(0, "note", (note,))


def _partial(partial: Partial, result: Pointed, notation: Notation) -> Iterator[Block]:
    yield Heading(2, (Math(notation.derivative(partial.order)),))
    yield from derivation(partial, result, notation)


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


def _vector(found: Gradient, result: GradientResult, notation: Notation) -> Iterator[Block]:
    yield Heading(2, ("The gradient",))
    if found.shared:
        yield Paragraph(("With these parts, which several entries share:",))
        yield Display(tuple((notation.write(name), notation.write(part)) for name, part in found.shared.items()))
    nabla = rf"\nabla {notation.function}"
    yield Display(((nabla, notation.column([notation.write(entry) for entry in found.entries])),))
    if not found.partials:
        for sentence in conditions_of(found.conditions, ()):
            yield Paragraph(notation.text(sentence))
    if found.value is not None:
        yield from _at_point(found, found.value, result, nabla, notation)
    yield Paragraph(("Check: ", *notation.text(checked(found.check)), "."))


def _at_point(found: Gradient, value: Sequence[Value], result: GradientResult, nabla: str, notation: Notation) -> Iterator[Block]:
    yield Paragraph(("At ", Math(notation.point(result.point)), ":"))
    yield Display(((nabla, notation.column([_number(entry, notation) for entry in value])),))
    if found.norm is not None:
        yield Paragraph(("Its norm ", Math(rf"\lVert {nabla} \rVert"), " ", *notation.text(amounts(found.norm)), "."))
    if found.steepest_ascent is not None:
        direction = notation.column([_number(entry, notation) for entry in found.steepest_ascent])
        yield Paragraph(("The function rises most steeply in the direction ", Math(direction), "."))


def _number(value: Value, notation: Notation) -> str:
    if value.exact is not None:
        return written(value.exact, notation.write)
    return r"\text{none}" if value.decimal is None else f"{value.decimal:.6g}"
