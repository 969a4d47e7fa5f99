"""A result as a document.

Belongs here: what the Markdown and the LaTeX document say, in which order. Does not: what they are made of (`document_parts`), their markup
(`markdown`, `latex`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pdtutor.calculus.results import Gradient, Partial, Value
from pdtutor.explain.numbers import written
from pdtutor.explain.sentences import amounts, checked, conditions_of
from pdtutor.render import reading_notes
from pdtutor.render.document_parts import Block, Display, Heading, Item, Math, Notation, Paragraph, derivation
from pdtutor.requests.results import GradientResult, PartialResult, Pointed
from pdtutor.requests.rules import RulesResult

Result = Pointed | RulesResult


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


def _reading(result: PartialResult | GradientResult, notation: Notation) -> Iterator[Block]:
    yield Display((notation.definition(),))
    yield from _notes(result)


def _notes(result: Pointed) -> Iterator[Block]:
    for note in reading_notes.shown(result.reading.notes):
        yield Item(0, "note", (note,))


def _partial(partial: Partial, result: Pointed, notation: Notation) -> Iterator[Block]:
    yield Heading(2, (Math(notation.derivative(partial.order)),))
    yield from derivation(partial, result, notation)


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
