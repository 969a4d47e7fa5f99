"""The argument from first principles, put together: quotient, simplification, limit, check, value and table.

Belongs here: the order of things, and the rules in the order in which they are tried. Does not: any one of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, count

from sympy import Basic, Expr, Symbol
from sympy.core.function import AppliedUndef

from pdtutor.calculus.check import check
from pdtutor.calculus.conditions import conditions_of
from pdtutor.calculus.derive import derive
from pdtutor.calculus.first_principles import cases, functions, polynomials, structure
from pdtutor.calculus.first_principles.point import candidates, example, free_indices, hole, is_complete
from pdtutor.calculus.first_principles.quotients import Part, Quotients
from pdtutor.calculus.first_principles.results import FirstPrinciples, Move, Row
from pdtutor.calculus.first_principles.table import best_step, float_quotients
from pdtutor.calculus.first_principles.there import continued_value_there, slopes_of, value_there
from pdtutor.calculus.numeric import evaluate
from pdtutor.calculus.results import Value
from pdtutor.calculus.solver import names_used
from pdtutor.calculus.step import Step
from pdtutor.calculus.tidy import tidy_expression
from pdtutor.calculus.value import refuse_outside
from pdtutor.errors import DomainError
from pdtutor.notation.limits import deep_recursion
from pdtutor.notation.names import Increment
from pdtutor.notation.sums import unrolled

Point = Mapping[Expr, Expr]

RULES = (
    polynomials.polynomial,
    structure.total,
    structure.multiple,
    polynomials.fraction,
    structure.product,
    structure.reciprocal,
    structure.rational_power,
    functions.constant_base,
    functions.constant_exponent,
    functions.general_power,
    structure.absolute_value,
    structure.cube_root,
    structure.entry,
    structure.indexed_sum,
    cases.branching,
    cases.flat,
    cases.piecewise,
    functions.defined,
    functions.called,
    functions.several,
)


def first_principles(of: Expr, wrt: Expr, point: Point | None = None) -> FirstPrinciples:
    """d(of)/d(wrt) as the limit of (f(x + h) - f(x))/h.

    of     a scalar in real variables
    wrt    a Symbol or an Indexed
    point  variable → exact number, where the quotients are looked at; simple numbers for what is left out

    Where the function is not defined at the point alone, and tends to one value there, it is continued by that value.

    Raises DomainError where the function is not defined at the point otherwise, and where wrt takes whole numbers only.
    """
    if wrt.is_integer:
        raise DomainError(f"{wrt} takes whole numbers only: there is no derivative by it.", hint="Name other variables by --wrt.")
    with deep_recursion():
        return _put_together(of, wrt, point or {})


def _put_together(of: Expr, wrt: Expr, given: Point) -> FirstPrinciples:
    root = derive(of, wrt)
    quotients = Quotients(RULES, of, wrt, _step_for(of, wrt, given))
    part = quotients.of(of)
    limit, conditions = tidy_expression(part.limit, wrt), conditions_of(root)
    there = _looked_at(root, limit, conditions, given)
    return FirstPrinciples(
        of=of,
        wrt=wrt,
        step=quotients.step,
        quotient=quotients.quotient(of),
        simplified=part.simplified,
        limit=limit,
        moves=tuple(dict.fromkeys(_moves(quotients.quotient(of), part, limit))),
        conditions=conditions,
        check=check(of, wrt, limit),
        at=there.at,
        is_example=there.is_example,
        continued=there.continued,
        value=there.value,
        table=there.table,
        table_left=there.table_left,
        best_step=best_step(there.table),
    )


def _step_for(of: Expr, wrt: Expr, given: Point) -> Symbol:
    """h, or the first other letter that the user has not used."""
    used = names_used(of).union(names_used(wrt), *map(names_used, given))
    letters = chain("hktdsrq", (f"h{number}" for number in count(1)))
    return Increment(next(letter for letter in letters if letter not in used), real=True)


def _moves(quotient: Expr, part: Part, limit: Expr) -> Iterator[Move]:
    yield Move("quotient", None, quotient)
    yield from part.moves
    if not part.moves:
        yield Move("cancel", quotient, part.simplified)
    yield Move("limit", part.simplified, part.limit)
    if limit != part.limit:
        yield Move("tidy", part.limit, limit)


@dataclass(frozen=True)
class _There:
    """What is known at the point; the tables are empty where something that the function needs has no number."""

    at: Point
    is_example: bool
    value: Value
    continued: Expr | None = None
    table: tuple[Row, ...] = ()
    table_left: tuple[Row, ...] = ()


def _looked_at(root: Step, limit: Expr, conditions: tuple[Basic, ...], given: Point) -> _There:
    of, wrt = root.of, root.wrt
    if of.has(AppliedUndef):
        return _There(given, False, value_there(root, limit, conditions, given) if given else Value(limit))
    if is_complete(of, wrt, given):
        return _numbers(root, limit, conditions, given, False)
    found = example(of, wrt, limit, conditions, given) or (next(candidates(of, wrt, given), None) if given else None)
    if found is not None:
        return _numbers(root, limit, conditions, found, True)
    return _There(given, False, value_there(root, limit, conditions, given) if given else Value(limit))


def _numbers(root: Step, limit: Expr, conditions: tuple[Basic, ...], at: Point, is_example: bool) -> _There:
    places = {index: at[index] for index in free_indices(root.of, root.wrt)}
    of, wrt, gives, *conditions_there = (part.xreplace(places) for part in (root.of, root.wrt, limit, *conditions))
    plain = unrolled(of, at)
    gap = hole(plain, wrt, at) if (here := evaluate(plain, at)) != here else None
    if gap is None:
        if here != here:
            refuse_outside(plain, at)
        value = value_there(replace(root, of=of, wrt=wrt), gives, conditions_there, at)
    else:
        value = continued_value_there(plain, wrt, at, gap.number)
    left, right = slopes_of(value)
    number, continued = (None, None) if gap is None else (gap.number, gap.value)
    table, table_left = (float_quotients(plain, wrt, at, number, slope, side) for slope, side in ((right, 1), (left, -1)))
    differ = value.sides is not None and any(row.value == row.value for row in table_left)
    return _There(at, is_example, value, continued, table, table_left if differ else ())
