"""The Jacobian: one gradient for each output, with the determinant of a square one and what the matrix does at a point.

Belongs here: putting gradients together, the determinant as a formula. Does not: a single gradient (`gradient`), matrices of numbers
(`matrices`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import prod

from sympy import Abs, Basic, Dummy, Expr, Matrix, Piecewise, S, exp, expand, expand_log, log
from sympy import cos as cosine
from sympy import sin as sine

from pdtutor.calculus import matrices
from pdtutor.calculus.check import expansion_size
from pdtutor.calculus.gradient import gradient, spelled_out
from pdtutor.calculus.numeric import evaluate, settled_number
from pdtutor.calculus.partial import combined
from pdtutor.calculus.results import Gradient, Jacobian, Rows, SmallStep, Value
from pdtutor.calculus.tidy import node_count, tidy_expression
from pdtutor.calculus.value import as_float, exact_value
from pdtutor.notation.algebra import substitute
from pdtutor.notation.names import variables_of

MOST_PRODUCTS = 24  # of entries, one from each row and column, in a determinant that is written out: those of four full rows
MOST_SUBSETS = 1000  # of columns; so many ways to begin a product tell of too many to write
LARGEST = 600  # nodes of its entries together
LARGEST_TERMS = 400  # terms of one that is multiplied out
SMALL = 0.01

Point = Mapping[Expr, Expr]


def jacobian(outputs: Sequence[Expr], variables: Sequence[Expr], point: Point | None = None) -> Jacobian:
    """The Jacobian of the outputs by the variables; at a point, if one is given, its value, determinant and rank too.

    Raises DomainError where an output is not defined at the point.
    """
    return from_rows(tuple(outputs), tuple(variables), tuple(gradient(output, variables, point) for output in outputs), point)


def from_rows(
    outputs: tuple[Expr, ...], variables: tuple[Expr, ...], rows: tuple[Gradient, ...], point: Point | None, is_complete: bool = True
) -> Jacobian:
    """The Jacobian of gradients that are already there; with fewer rows than outputs, or incomplete, without what the whole matrix says."""
    entries = tuple(map(spelled_out, rows))
    is_square = is_complete and len(entries) == len(outputs) == len(variables)
    formula = _determinant(entries) if is_square else None
    value = tuple(row.value for row in rows if row.value is not None) if point else ()
    has_numbers = is_complete and len(value) == len(outputs) and matrices.is_known(value)
    there = _determinant_there(value, formula, point) if is_square and point else None
    return Jacobian(
        outputs=outputs,
        variables=variables,
        rows=rows,
        entries=entries,
        check=combined([row.check for row in rows]),
        conditions=tuple(dict.fromkeys(condition for row in rows for condition in row.conditions)),
        determinant=formula,
        log_abs_determinant=None if formula is None or formula is S.Zero else _logarithm(formula),
        value=value or None,
        determinant_value=there,
        log_abs_determinant_value=_log_abs(there),
        rank=matrices.rank(value) if has_numbers else None,
        small_step=_small_step(outputs, variables, value, point) if has_numbers and point else None,
    )


# --- the determinant ------------------------------------------------------------------------------------------------------------------


def _determinant(entries: Sequence[Sequence[Expr]]) -> Expr | None:
    """The determinant as a formula, None where it would fill pages, or where SymPy meets a comparison of what is nowhere real."""
    if _products(entries) > MOST_PRODUCTS or sum(node_count(entry, LARGEST) for row in entries for entry in row) > LARGEST:
        return None
    matrix = Matrix(entries)
    names = {piece: Dummy(f"c{k}", real=True) for k, piece in enumerate(sorted(matrix.atoms(Piecewise), key=str))}
    try:
        found = _shortest(matrix.xreplace(names))  # SymPy would divide by cases that may be 0
    except TypeError:
        return None
    return substitute(found, {name: piece for piece, name in names.items()})


def _shortest(matrix: Matrix) -> Expr:
    """The shortest of the determinant's forms."""
    found = _in_a_field(matrix)
    if found.is_number and settled_number(found, {}) == 0:
        return S.Zero
    return min(_forms(matrix, found), key=lambda form: node_count(form, LARGEST))


def _products(entries: Sequence[Sequence[Expr]]) -> int:
    """How many products of entries, one from each row and column, are not zero: the terms of the determinant; more than enough of many."""
    ways = {0: 1}  # columns taken, as bits → in how many ways
    for row in entries:
        columns = [1 << k for k, entry in enumerate(row) if entry != 0]
        longer: dict[int, int] = {}
        for taken, count in ways.items():
            for column in columns:
                if not taken & column:
                    longer[taken | column] = longer.get(taken | column, 0) + count
        ways = longer
        if len(ways) > MOST_SUBSETS:
            return MOST_PRODUCTS + 1
    return sum(ways.values())


def _in_a_field(matrix: Matrix) -> Expr:
    """The determinant among quotients of polynomials in whatever the entries are made of, which shows a zero for what it is."""
    exact = matrix.to_DM(field=True)
    return exact.domain.to_sympy(exact.det())


def _forms(matrix: Matrix, found: Expr) -> Iterator[Expr]:
    """Equal forms of the determinant, cheap ones only."""
    yield found
    yield tidy_expression(found, S.Zero)
    if _most_terms(matrix.tolist()) > LARGEST_TERMS:
        return
    opened = matrix.det(method="berkowitz")
    for form in (opened, expand(opened, log=False, power_base=False, power_exp=False)):
        squared = _by_pythagoras(form)
        yield from (form, squared, tidy_expression(form, S.Zero), tidy_expression(squared, S.Zero))


def _most_terms(entries: Sequence[Sequence[Expr]]) -> int:
    """A bound of the terms that multiplying out gives: the product of the rows' sums."""
    return prod(max(1, sum(expansion_size(entry) for entry in row if entry != 0)) for row in entries)


def _by_pythagoras(total: Expr) -> Expr:
    """sin²u written as 1 - cos²u wherever it stands, multiplied out."""
    return expand(expand(total).replace(_has_square_of_sine, lambda p: (1 - cosine(p.base.args[0]) ** 2) * p.base ** (p.exp - 2)))


def _has_square_of_sine(part: Expr) -> bool:
    return bool(part.is_Pow and isinstance(part.base, sine) and part.exp.is_Integer and part.exp >= 2)


def _determinant_there(value: Rows, formula: Expr | None, point: Point) -> Value | None:
    if value and matrices.is_known(value) and len(value) == len(value[0]):
        return _exactly(formula, point) or matrices.determinant(value)
    if formula is None or variables_of(formula) <= set(point):
        return None
    return Value(substitute(formula, point))


def _exactly(formula: Expr | None, point: Point) -> Value | None:
    """The value of the formula where it has one."""
    if formula is None or not variables_of(formula) <= set(point):
        return None
    found = exact_value(formula, point)
    if found.decimal == 0:
        return Value(S.Zero, 0.0)
    return None if found.exact is None else found


def _logarithm(determinant: Expr) -> Expr:
    """ln|det|, with the exponentials of a flow's scales undone: ln(e^s·e^t) = s + t; of cases as it stands, which SymPy might look into."""
    if determinant.has(Piecewise):
        return log(Abs(determinant, evaluate=False), evaluate=False)
    return expand_log(log(Abs(determinant))) if determinant.has(exp) else log(Abs(determinant))


def _log_abs(determinant: Value | None) -> Value | None:
    if determinant is None or determinant.decimal == 0:
        return None
    if determinant.exact is None:
        return None if determinant.decimal is None else Value(None, as_float(evaluate(log(Abs(S(determinant.decimal))), {})))
    exact = _logarithm(determinant.exact)
    return Value(exact, None if determinant.decimal is None else as_float(evaluate(exact, {})))


# --- at a point -----------------------------------------------------------------------------------------------------------------------


def _small_step(outputs: Sequence[Expr], variables: Sequence[Expr], value: Rows, point: Point) -> SmallStep | None:
    """A hundredth along every variable; None where the point leaves an output open."""
    if not set().union(*map(variables_of, outputs)) <= set(point):
        return None
    step = (SMALL,) * len(variables)
    moved: dict[Expr, Basic] = {**point, **{variable: point[variable] + S(1) / 100 for variable in variables if variable in point}}
    actual = tuple(as_float(evaluate(output, moved) - evaluate(output, point)) for output in outputs)
    return None if any(change != change for change in actual) else SmallStep(step, matrices.times(value, step), actual)
