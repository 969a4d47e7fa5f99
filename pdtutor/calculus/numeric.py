"""Numbers from expressions, over the reals: in machine precision for speed, in many digits for certainty.

Belongs here: the compiled form of an expression and its evaluation. Does not: choosing points (`check`) or exact values (`value`).

Where a real function is not defined (ln of a negative number, 0⁻¹) the value is nan; nothing here is ever complex.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from functools import cache
from typing import Any, NamedTuple
from zlib import crc32

import sympy as sp
from sympy import Basic, Expr, Indexed, Symbol
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanFunction

from pdtutor.calculus.arithmetic import CALLS, NAN, Digits, Machine, Number, power, stand_in
from pdtutor.notation.unknown import UnknownDerivative

Numbers = Mapping[Expr, Number]
Instruction = tuple[Callable[..., Number], tuple[int, ...]]

RELATIONS: dict[type, Callable[[Number, Number], bool]] = {
    sp.Gt: lambda a, b: a > b,
    sp.Ge: lambda a, b: a >= b,
    sp.Lt: lambda a, b: a < b,
    sp.Le: lambda a, b: a <= b,
    sp.Eq: lambda a, b: a == b,
    sp.Ne: lambda a, b: a != b,
}
SEEDS = 101  # kinds of stand-ins for unknown functions: two names should not share one
MOST_DIGITS = 800
ROUNDED_BITS = 20  # of a number of many digits that a few operations may have spoilt
MOST_TERMS = 20_000  # of a sum whose length is a number


class Measured(NamedTuple):
    """Values, the largest number met on the way to them (which may be inf), and whether terms cancelled altogether."""

    values: tuple[Number, ...]
    scale: Number
    has_cancelled: bool


class Compiled:
    """An expression as a list of instructions over its shared graph: each subexpression is computed once.

    Call it with a mapping variable → number; entries of indexed names are given as `x[3]` → number. An unknown function is stood in for by
    a fixed smooth one (see `stand_in`), the same for the function and its derivatives, so that derivatives of it can be compared.

    names  name → expression, for names that the expressions use and the mapping need not give; each may use earlier ones
    """

    def __init__(self, expressions: tuple[Basic, ...], backend: Any = Machine, names: Mapping[Expr, Expr] | None = None) -> None:
        self._backend = backend
        self._instructions: list[Instruction] = []
        self._loads: list[tuple[int, Basic]] = []
        self._places: dict[Basic, int] = {}
        self._delicate: list[int] = []
        for name, expression in (names or {}).items():
            self._places[name] = self._place(expression)
        self._results = tuple(self._place(expression) for expression in expressions)

    def __call__(self, numbers: Numbers) -> tuple[Number, ...]:
        """The values of the expressions, nan where undefined."""
        values = self._values(numbers)
        return tuple(values[place] for place in self._results)

    def measured(self, numbers: Numbers, tiny: Number) -> Measured:
        """The values, and how far rounding may have spoilt them.

        tiny  the share of a number that is rounding
        """
        values = self._values(numbers)
        sizes = (abs(value) for value in values if not isinstance(value, bool) and value == value)
        return Measured(tuple(values[place] for place in self._results), max(sizes, default=0), self._has_cancelled(values, tiny))

    def _has_cancelled(self, values: list[Number], tiny: Number) -> bool:
        """Whether nothing but rounding is left of a sum, or of the distance from 1 that a logarithm is about."""
        for place in self._delicate:
            largest = max((abs(values[k]) for k in self._instructions[place][1] if not isinstance(values[k], bool)), default=0)
            if largest and abs(values[place]) <= largest * tiny:
                return True
        return False

    def _values(self, numbers: Numbers) -> list[Number]:
        values: list[Number] = [None] * len(self._instructions)
        for place, variable in self._loads:
            values[place] = numbers[variable]
        backend = self._backend
        for place, (operation, operands) in enumerate(self._instructions):
            if operation is _load:
                continue
            try:
                values[place] = _real(operation(backend, values, operands, numbers))
            except (ValueError, ZeroDivisionError, OverflowError, TypeError):
                values[place] = NAN
        return values

    def _place(self, root: Basic) -> int:
        waiting: list[tuple[Basic, bool]] = [(root, False)]
        while waiting:
            part, is_ready = waiting.pop()
            if part in self._places:
                continue
            operands = operands_of(part)
            if not is_ready and operands:
                waiting.append((part, True))
                waiting.extend((operand, False) for operand in operands)
                continue
            self._emit(part, tuple(self._places[operand] for operand in operands))
        return self._places[root]

    def _emit(self, part: Basic, operands: tuple[int, ...]) -> None:
        place = len(self._instructions)
        if isinstance(part, (Symbol, Indexed)) and not _is_computed_index(part):
            self._loads.append((place, part))
            self._instructions.append((_load, ()))
        else:
            self._instructions.append((self._operation(part), operands))
        self._places[part] = place
        if part.is_Add or isinstance(part, sp.log):
            self._delicate.append(place)

    def _operation(self, part: Basic) -> Callable[..., Number]:
        kind: Any = type(part)
        return _maker(kind)(part, self._backend)


def operands_of(part: Basic) -> tuple[Basic, ...]:
    """What the value of an expression is made of; nothing where it is looked up, or counted through by itself."""
    if isinstance(part, (Indexed, sp.Sum)) or part.is_Atom:
        return ()
    if isinstance(part, (sp.Subs, sp.Derivative)):
        known = UnknownDerivative.of_derivative(part)
        return known.args if known else ()
    if isinstance(part, sp.Piecewise):
        return tuple(side for pair in part.args for side in pair.args)
    return tuple(part.args)


def _real(value: Number) -> Number:
    if isinstance(value, (bool, int, float)) or hasattr(value, "_mpf_"):
        return value
    return NAN


def _load(*_: object) -> Number:
    raise AssertionError("loads are filled in before the run")


def _is_computed_index(part: Basic) -> bool:
    return isinstance(part, Indexed) and any(not index.is_Integer for index in part.indices)


def _constant(part: Expr, backend: Any) -> Callable[..., Number]:
    if part.is_Rational:
        value = int(part) if part.is_Integer else backend.rational(part.p, part.q)
        return lambda *_: value
    if part in (sp.true, sp.false):
        holds = part is sp.true
        return lambda *_: holds
    if part is sp.pi or part is sp.E:
        name = "pi" if part is sp.pi else "e"
        return lambda b, *_: getattr(b, name)
    if part in (sp.nan, sp.zoo, sp.I):
        return lambda *_: NAN
    if part in (sp.oo, -sp.oo):
        infinite = float("inf") if part is sp.oo else -float("inf")
        return lambda *_: infinite
    return lambda b, *_: b.other(part)


def _sum(part: Expr, _: Any) -> Callable[..., Number]:
    if len(part.args) == 2:
        return lambda _, v, at, __: v[at[0]] + v[at[1]]
    return lambda b, v, at, _: b.total([v[k] for k in at])


def _product(part: Expr, _: Any) -> Callable[..., Number]:
    if len(part.args) == 2:
        return lambda _, v, at, __: v[at[0]] * v[at[1]]

    def multiply(_: Any, v: list[Number], at: tuple[int, ...], __: Numbers) -> Number:
        value = v[at[0]]
        for k in at[1:]:
            value = value * v[k]
        return value

    return multiply


def _raise(*_: Any) -> Callable[..., Number]:
    return lambda b, v, at, _: power(b, v[at[0]], v[at[1]])


def _call(part: Expr, _: Any) -> Callable[..., Number]:
    function = CALLS.get(type(part))
    if function is None:
        return _foreign(part)

    def call(b: Any, v: list[Number], at: tuple[int, ...], _: Numbers) -> Number:
        args = [v[k] for k in at]
        return NAN if any(x != x for x in args) else function(b, *args)

    return call


def _foreign(part: Expr) -> Callable[..., Number]:
    """A function of SymPy's that has no entry here, by SymPy's own numerical evaluation."""

    def call(b: Any, v: list[Number], at: tuple[int, ...], _: Numbers) -> Number:
        args = (sp.Integer(v[k]) if isinstance(v[k], int) else sp.Float(v[k], b.digits) for k in at)
        value = part.func(*args).evalf(b.digits)
        return b.other(value) if value.is_real else NAN

    return call


def _relation(part: Relational, _: Any) -> Callable[..., Number]:
    holds = RELATIONS[type(part)]

    def compare(_: Any, v: list[Number], at: tuple[int, ...], __: Numbers) -> Number:
        a, b = v[at[0]], v[at[1]]
        return NAN if a != a or b != b else holds(a, a if _is_tie(a, b) else b)

    return compare


def _is_tie(a: Number, b: Number) -> bool:
    """Whether two numbers of many digits differ by no more than what was rounded off on the way to them."""
    if not (hasattr(a, "_mpf_") or hasattr(b, "_mpf_")) or abs(a) == float("inf"):
        return False
    import mpmath

    return bool(abs(a - b) <= mpmath.ldexp(max(abs(a), abs(b)), ROUNDED_BITS - mpmath.mp.prec))


def _logic(part: BooleanFunction, _: Any) -> Callable[..., Number]:
    if isinstance(part, sp.Not):
        return lambda _, v, at, __: NAN if v[at[0]] != v[at[0]] else not v[at[0]]
    if isinstance(part, sp.ITE):
        return lambda _, v, at, __: v[at[1]] if v[at[0]] is True else v[at[2]]
    if isinstance(part, (sp.And, sp.Or)):
        join = all if isinstance(part, sp.And) else any
        return lambda _, v, at, __: join(v[k] is True for k in at)
    return lambda *_: NAN


def _by_cases(*_: Any) -> Callable[..., Number]:
    def choose(_: Any, v: list[Number], at: tuple[int, ...], __: Numbers) -> Number:
        for k in range(0, len(at), 2):
            holds = v[at[k + 1]]
            if holds != holds:
                return NAN
            if holds:
                return v[at[k]]
        return NAN

    return choose


def _entry(part: Indexed, backend: Any) -> Callable[..., Number]:
    """x[i] where i is computed: the entry at the index's value."""
    index = Compiled(tuple(part.indices), backend)
    entries: dict[tuple[int, ...], Expr] = {}

    def entry(_: Any, __: list[Number], ___: tuple[int, ...], numbers: Numbers) -> Number:
        place = tuple(int(k) for k in index(numbers))
        wanted = entries.get(place)
        if wanted is None:
            wanted = entries[place] = part.base[tuple(map(sp.Integer, place))]
        try:
            return numbers[wanted]  # which draws a number for an entry where points are chosen
        except KeyError:
            return NAN

    return entry


def _total(part: sp.Sum, backend: Any) -> Callable[..., Number]:
    (index, low, high), *rest = reversed(part.limits)
    inner = part.func(part.function, *reversed(rest)) if rest else part.function
    body, bounds = Compiled((inner,), backend), Compiled((low, high), backend)
    inside = _terms_inside(inner)

    def accumulate(b: Any, _: list[Number], __: tuple[int, ...], numbers: Numbers) -> Number:
        first, last = map(int, bounds(numbers))
        if (last - first) * inside > MOST_TERMS:
            raise OverflowError
        return b.total(body(_with(numbers, index, k))[0] for k in range(first, last + 1))

    return accumulate


def _terms_inside(body: Expr) -> int:
    """How many terms the sums inside another one have for each of its own, as far as their bounds are numbers."""
    terms = 1
    for total in body.atoms(sp.Sum):
        for _, low, high in total.limits:
            terms *= max(1, int(high - low)) if (high - low).is_Integer else 1
    return terms


def _with(numbers: Numbers, index: Expr, value: int) -> Numbers:
    inside = copy(numbers)
    inside[index] = value  # type: ignore[index]
    return inside


def _unknown(part: Expr, _: Any) -> Callable[..., Number]:
    known = UnknownDerivative.of_call(part) if isinstance(part, AppliedUndef) else UnknownDerivative.of_derivative(part)
    if known is None:
        return lambda *_: NAN
    seed = crc32(known.head.__name__.encode()) % SEEDS + 7
    return lambda b, v, at, _: stand_in(b, seed, known.orders, [v[k] for k in at])


OPERATIONS: dict[type, Callable[[Any, Any], Callable[..., Number]]] = {
    sp.Add: _sum,
    sp.Mul: _product,
    sp.Pow: _raise,
    AppliedUndef: _unknown,
    sp.Subs: _unknown,
    sp.Derivative: _unknown,
    sp.Piecewise: _by_cases,
    Indexed: _entry,
    sp.Sum: _total,
    Relational: _relation,
    BooleanFunction: _logic,
    sp.Function: _call,
    sp.Max: _call,
    sp.Min: _call,
    Basic: _constant,
}


@cache
def _maker(kind: Any) -> Callable[[Any, Any], Callable[..., Number]]:
    return next(make for family, make in OPERATIONS.items() if issubclass(kind, family))


def constant_number(constant: Expr, backend: Any) -> Number:
    """The value of an expression without variables."""
    return Compiled((constant,), backend)({})[0]


def settled_number(expression: Expr, numbers: Numbers) -> Number:
    """The value with digits doubled until they tell: where terms cancel, fifty may leave none."""
    digits = 50
    value = evaluate(expression, numbers, digits)
    while digits < MOST_DIGITS:
        digits *= 2
        finer = evaluate(expression, numbers, digits)
        if finer - finer != 0 or abs(finer - value) * 10**20 <= abs(finer):
            return finer
        value = finer
    return value if abs(value) > 10.0**-300 else 0.0


def evaluate(expression: Basic, numbers: Numbers, digits: int = 50) -> Number:
    """The value in many digits, nan where undefined; relations give True or False (nan where a side is undefined)."""
    import mpmath

    with mpmath.workdps(digits):
        backend = Digits()
        exact = {variable: constant_number(value, backend) if isinstance(value, Expr) else value for variable, value in numbers.items()}
        return Compiled((expression,), backend)(exact)[0]
