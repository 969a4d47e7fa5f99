"""Blocks that the pages of several commands share: values in a matrix, sentences about a point, conditions.

Belongs here: what would be said twice. Does not: what one command alone shows (its page).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sympy import Basic, Expr

from pdtutor.calculus.results import Partial, Rows, Value
from pdtutor.calculus.step import Step
from pdtutor.explain.numbers import is_long, rounded
from pdtutor.explain.phrases import Sentence
from pdtutor.explain.sentences import amounts, conditions_of, decimal
from pdtutor.render import theme
from pdtutor.render.blocks import Block, Derivation, Matrix, Said, Section, Space
from pdtutor.render.labels import Label, Labels
from pdtutor.render.lines import Line as Drawn
from pdtutor.render.marks import Place


def number(value: Value) -> Sentence:
    """A number as short as it can be said: exact where that is short, else a decimal; "none" where there is none."""
    if value.exact is not None:
        return (rounded(value.exact),) if is_long(value.exact) else (value.exact,)
    return ("none",) if value.decimal is None else (decimal(value.decimal),)


def numbers(rows: Rows) -> tuple[tuple[Sentence, ...], ...]:
    """A matrix of numbers."""
    return tuple(tuple(map(number, row)) for row in rows)


def decimals(rows: Rows) -> tuple[tuple[Sentence, ...], ...] | None:
    """The same in decimals; None where that says no more."""
    if all(entry.exact is None or entry.exact.is_Integer or not entry.exact.is_number for row in rows for entry in row):
        return None
    return tuple(tuple((decimal(entry.decimal),) if entry.decimal is not None else number(entry) for entry in row) for row in rows)


def numeric_matrix(label: Label, rows: Rows, row_names: Sequence[Label], column_names: Sequence[Label]) -> Iterator[Block]:
    """A matrix at a point, and beneath it in decimals where that helps."""
    yield Matrix(label, numbers(rows), tuple(row_names), tuple(column_names))
    rounded_rows = decimals(rows)
    if rounded_rows is not None:
        yield Said(("In decimals:",))
        yield Matrix(label, rounded_rows, tuple(row_names), tuple(column_names))


def reasons(rows: Rows, names: Sequence[Sequence[Label]]) -> Iterator[Block]:
    """Why single entries are not simply what their formula gives."""
    for row, labels in zip(rows, names, strict=True):
        for entry, label in zip(row, labels, strict=True):
            if entry.why is not None:
                yield Said((label, " ", *amounts(entry), "."))


def at(labels: Labels, point: Mapping[Expr, Expr]) -> Sentence:
    """At x = 1, y = π/2."""
    return ("At ", *labels.point(point))


def vector(values: Iterable[Value]) -> Sentence:
    """(3, 4), each entry as short as it can be said."""
    return coordinates(number(value) for value in values)


def coordinates(parts: Iterable[Sentence]) -> Sentence:
    """Parts between brackets, with commas that no line is broken at."""
    sentence: Sentence = ("(",)
    for place, part in enumerate(parts):
        sentence = (*sentence, *((",\u00a0",) if place else ()), *part)
    return (*sentence, ")")


def factors(product: Iterable[Expr]) -> Sentence:
    """Factors with dots between them, sums and negative ones in brackets."""
    sentence: Sentence = ()
    for factor in product:
        is_loose = factor.is_Add or (factor.could_extract_minus_sign() and bool(sentence))
        sentence = (*sentence, *((" · ",) if sentence else ()), *(("(", factor, ")") if is_loose else (factor,)))
    return sentence


def drawn(lines: Iterable[str]) -> tuple[Drawn, ...]:
    """Lines of a drawing that has no colours."""
    return tuple(((line, theme.FORMULA),) for line in lines)


def where_it_holds(relations: Iterable[Basic], roots: Iterable[Step] = ()) -> Iterator[Block]:
    """Where the formulas hold, and where there are kinks."""
    return (Said(sentence) for sentence in conditions_of(relations, roots))


def derivation_section(label: Label, partial: Partial, first: int = 0, place: Place = (), output: int | None = None) -> Section:
    """One derivation in a section of its own, from the differentiation number `first` on; `place` and `output` as in Derivation."""
    return Section(label, (Derivation(partial, first, place, output),))


def spaced(*groups: Iterable[Block]) -> tuple[Block, ...]:
    """The groups with a pause between each two of them that say something."""
    found: list[Block] = []
    for group in groups:
        blocks = list(group)
        if blocks and found:
            found.append(Space())
        found += blocks
    return tuple(found)
