"""The page of a derivative from first principles: the argument line by line, then the table of shrinking steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isnan

from sympy import Expr

from pdtutor.calculus.first_principles.results import FirstPrinciples, Row
from pdtutor.explain.first_principles import held, is_limit, moves_shown, remark, sides_reading, table_reading
from pdtutor.explain.phrases import Sentence, listed
from pdtutor.explain.sentences import amounts
from pdtutor.notation.names import in_natural_order, variables_of
from pdtutor.render.blocks import Argument, Block, Equation, Formula, Line, Reading, Said, Section, Table, Verdict
from pdtutor.render.labels import Label, Labels, titled
from pdtutor.render.pages import parts
from pdtutor.requests.results import LimitResult

TITLE = "The derivative from first principles"


def sections(result: LimitResult, labels: Labels) -> tuple[Section, ...]:
    """The argument, then the table, where the function has numbers."""
    found = result.limit
    argument = Section(_derivative(found, labels), _argument(found, result.detail, labels))
    table = _table_blocks(found, result, labels)
    return (argument, Section(titled("Shrinking steps"), table)) if table else (argument,)


def equations(result: LimitResult, labels: Labels) -> tuple[Equation, ...]:
    """The limit."""
    return (Equation(_derivative(result.limit, labels), labels.of(result.limit.limit)),)


def _derivative(found: FirstPrinciples, labels: Labels) -> Label:
    return labels.of_order((found.wrt,)) if len(variables_of(found.of)) > 1 else labels.rate(labels.function, found.wrt)


def _argument(found: FirstPrinciples, detail: str, labels: Labels) -> tuple[Block, ...]:
    others = [variable for variable in in_natural_order(variables_of(found.of)) if variable != found.wrt]
    verb = (" is",) if len(others) == 1 else (" are",)
    return parts.spaced(
        [Reading(labels.call, found.of), *([Said(held(found, (*listed(others), *verb)))] if others else [])],
        [Argument(tuple(_lines(found, detail, labels)))],
        [Formula(_derivative(found, labels), found.limit)],
        parts.where_it_holds(found.conditions),
        [Verdict(found.check)],
    )


def _lines(found: FirstPrinciples, detail: str, labels: Labels) -> Iterator[Line]:
    before: Expr | None = None
    for move in moves_shown(found, detail):
        left = _quotient(found, labels) if move.left is None else None if move.left == before else labels.of(move.left)
        yield Line(left, move.right, remark(move, found), "→" if is_limit(move) else "=")
        before = move.right


def _quotient(found: FirstPrinciples, labels: Labels) -> Label:
    """(f(x + h, y) - f(x, y))/h."""
    variables = in_natural_order(variables_of(found.of) | {found.wrt})
    moved = [labels.of(v + found.step if v == found.wrt else v) for v in variables]
    here = [labels.of(v) for v in variables]
    step = labels.of(found.step)

    def latex() -> str:
        return rf"\frac{{{_call_latex(labels, moved)} - {_call_latex(labels, here)}}}{{{step.latex}}}"

    return Label(f"({labels.letter}({', '.join(moved)}) - {labels.letter}({', '.join(here)}))/{step}", latex)


def _call_latex(labels: Labels, arguments: Sequence[Label]) -> str:
    return rf"{labels.letter}\left({', '.join(argument.latex for argument in arguments)}\right)"


# --- the table ------------------------------------------------------------------------------------------------------------------------


def _table_blocks(found: FirstPrinciples, result: LimitResult, labels: Labels) -> tuple[Block, ...]:
    if not found.table:
        return ()
    if not _has_numbers(found):
        beyond = (*parts.at(labels, found.at), " the function is beyond what floating point can hold, so there is no table of quotients.")
        return parts.spaced([Said(beyond)], _value(found, result, labels))
    return parts.spaced(
        _lead(found, labels),
        [_two_sided(found) if found.table_left else _table(found)],
        (Said(sentence) for sentence in table_reading(found)),
        _value(found, result, labels),
    )


def _has_numbers(found: FirstPrinciples) -> bool:
    """Whether any quotient is a number, and not merely 0 because the function's values are too small for floating point."""
    rows = [row.value for row in (*found.table, *found.table_left) if not isnan(row.value)]
    return bool(rows) and (any(rows) or found.value.exact is None or found.value.exact.is_zero is not False)


def _lead(found: FirstPrinciples, labels: Labels) -> Iterator[Block]:
    words = ", an example (--at chooses another point)" if found.is_example else ""
    yield Said((*parts.at(labels, found.at), words, ", the quotient in floating point:"))
    if found.continued is not None:
        yield Said(("The function is not defined there, but it tends to ", found.continued, ", which is taken for its value."))


def _table(found: FirstPrinciples) -> Table:
    has_errors = any(row.error is not None for row in found.table)
    heads: tuple[Sentence, ...] = ((found.step,), ("quotient",), *((("error",),) if has_errors else ()))
    return Table(heads, tuple(_row(row, has_errors) for row in found.table), is_numeric=True)


def _two_sided(found: FirstPrinciples) -> Table:
    """The quotients to the right and to the left, side by side."""
    step = found.step
    rows = zip(found.table, found.table_left, strict=True)
    heads: tuple[Sentence, ...] = (("size of ", step), ("quotient for ", step, " > 0"), ("quotient for ", step, " < 0"))
    return Table(heads, tuple(((f"{a.h:g}",), (f"{a.value:.12g}",), (f"{b.value:.12g}",)) for a, b in rows), is_numeric=True)


def _row(row: Row, has_errors: bool) -> tuple[Sentence, ...]:
    error = ("" if row.error is None else f"{row.error:.1e}",)
    return ((f"{row.h:g}",), (f"{row.value:.12g}",), *((error,) if has_errors else ()))


def _value(found: FirstPrinciples, result: LimitResult, labels: Labels) -> Iterator[Block]:
    if not result.point:
        return
    sides = sides_reading(found)
    if sides:
        yield Said(sides)
    elif found.value.exact is not None or found.value.decimal is not None:
        yield Said((*parts.at(labels, found.at), ": ", _derivative(found, labels), " ", *amounts(found.value)))
    else:
        yield Said((_derivative(found, labels), " ", *amounts(found.value), "."))
