"""Numbers from expressions, over the reals: in machine precision for speed, in many digits for certainty.

Belongs here: the compiled form of an expression and its evaluation. Does not: choosing points (`check`) or exact values (`value`).

Where a real function is not defined (ln of a negative number, 0⁻¹) the value is nan; nothing here is ever complex.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from functools import cache
from typing import Any

import sympy as sp
from sympy import Basic, Expr, Indexed, KroneckerDelta, Symbol
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanFunction

from pdtutor.notation import functions as named
from pdtutor.notation.unknown import UnknownDerivative

Number = Any  # float, or mpmath's mpf
Numbers = Mapping[Expr, Number]
NAN = float("nan")


class Machine:
    """Floating point by the `math` module."""

    digits = 17
    pi, e = math.pi, math.e
    exp, log, sin, cos, tan = math.exp, math.log, math.sin, math.cos, math.tan
    asin, acos, atan, atan2 = math.asin, math.acos, math.atan, math.atan2
    sinh, cosh, tanh, asinh, acosh, atanh = math.sinh, math.cosh, math.tanh, math.asinh, math.acosh, math.atanh
    erf, erfc, sqrt, cbrt = math.erf, math.erfc, math.sqrt, math.cbrt

    @staticmethod
    def rational(p: int, q: int) -> float:
        return p / q

    @staticmethod
    def total(numbers: Iterable[float]) -> float:
        return math.fsum(numbers)

    @staticmethod
    def other(number: Expr) -> float:
        return float(number)


MOST_DIGITS = 800
MOST_TERMS = 20_000  # of a sum whose length is a number
LARGEST = 4096  # bits before the point; beyond it, reducing an argument of exp or sin takes as many digits as the number has


class Digits:
    """Many digits by mpmath, at its precision of the moment."""

    def __init__(self) -> None:
        import mpmath

        self._mp = mpmath.mp
        for name in ("log", "asin", "acos", "atan", "atan2", "asinh", "acosh", "atanh", "sqrt"):
            setattr(self, name, getattr(mpmath, name))
        for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh", "erf", "erfc"):
            setattr(self, name, _bounded(getattr(mpmath, name)))

    @property
    def digits(self) -> int:
        return int(self._mp.dps)

    @property
    def pi(self) -> Number:
        return +self._mp.pi

    @property
    def e(self) -> Number:
        return +self._mp.e

    def exp(self, x: Number) -> Number:
        if _is_too_large(x):
            return self._mp.inf if x > 0 else self._mp.zero
        return self._mp.exp(x)

    def cbrt(self, x: Number) -> Number:
        return self._mp.cbrt(x) if x >= 0 else -self._mp.cbrt(-x)

    def rational(self, p: int, q: int) -> Number:
        return self._mp.mpf(p) / q

    def total(self, numbers: Iterable[Number]) -> Number:
        return self._mp.fsum(numbers)

    def other(self, number: Expr) -> Number:
        return sp.N(number, self._mp.dps)._to_mpmath(self._mp.prec)


def _is_too_large(x: Number) -> bool:
    if not hasattr(x, "_mpf_"):
        return bool(abs(x) > 2**LARGEST)
    _, mantissa, exponent, bits = x._mpf_
    return bool(mantissa and exponent + bits > LARGEST)


def _bounded(function: Callable[[Number], Number]) -> Callable[[Number], Number]:
    def call(x: Number) -> Number:
        if _is_too_large(x):
            raise OverflowError
        return function(x)

    return call


def _power(b: Any, base: Number, exponent: Number) -> Number:
    if abs(exponent) > 2**63:
        return _boundless(base, exponent)
    if exponent == int(exponent):
        return (base * b.rational(1, 1)) ** int(exponent)
    if base > 0:
        return base**exponent
    return b.rational(0, 1) if base == 0 and exponent > 0 else NAN


def _boundless(base: Number, exponent: Number) -> Number:
    """A power whose exponent is too large to be counted with."""
    if base <= 0 or base == 1:
        return NAN
    return float("inf") if (base > 1) == (exponent > 0) else 0.0


def _sigmoid(b: Any, z: Number) -> Number:
    if z >= 0:
        return 1 / (1 + b.exp(-z))
    return 1 - 1 / (1 + b.exp(z)) if z > -1 else b.exp(z) / (1 + b.exp(z))


def _softplus(b: Any, z: Number) -> Number:
    return z + _softplus(b, -z) if z > 0 else b.log(1 + b.exp(z))


def _sign(_: Any, x: Number) -> Number:
    return (x > 0) - (x < 0)


def _clip(_: Any, x: Number, low: Number, high: Number) -> Number:
    return min(max(x, low), high)


def _logsumexp(b: Any, *args: Number) -> Number:
    top = max(args)
    return top + b.log(b.total(b.exp(x - top) for x in args))


def _inverse(function: str) -> Callable[..., Number]:
    return lambda b, x: getattr(b, function)(1 / x)


def _reciprocal(function: str) -> Callable[..., Number]:
    return lambda b, x: 1 / getattr(b, function)(x)


def _plain(function: str) -> Callable[..., Number]:
    return lambda b, *args: getattr(b, function)(*args)


CALLS: dict[type, Callable[..., Number]] = {
    **{getattr(sp, name): _plain(name) for name in ("exp", "log", "sin", "cos", "tan", "asin", "acos", "atan", "atan2")},
    **{getattr(sp, name): _plain(name) for name in ("sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "erf", "erfc")},
    sp.sec: _reciprocal("cos"),
    sp.csc: _reciprocal("sin"),
    sp.cot: _reciprocal("tan"),
    sp.sech: _reciprocal("cosh"),
    sp.csch: _reciprocal("sinh"),
    sp.coth: _reciprocal("tanh"),
    sp.asec: _inverse("acos"),
    sp.acsc: _inverse("asin"),
    sp.acot: lambda b, x: b.pi / 2 if x == 0 else b.atan(1 / x),
    sp.asech: _inverse("acosh"),
    sp.acsch: _inverse("asinh"),
    sp.acoth: _inverse("atanh"),
    sp.Abs: lambda _, x: abs(x),
    sp.sign: _sign,
    sp.Max: lambda _, *args: max(args),
    sp.Min: lambda _, *args: min(args),
    sp.Heaviside: lambda _, x, at_zero: at_zero if x == 0 else (x > 0) * 1,
    KroneckerDelta: lambda _, i, k, *__: int(i == k),
    named.relu: lambda _, x: max(x, 0),
    named.sigmoid: _sigmoid,
    named.softplus: _softplus,
    named.silu: lambda b, z: z * _sigmoid(b, z),
    named.gelu: lambda b, z: z * (1 + b.erf(z / b.sqrt(2))) / 2,
    named.elu: lambda b, x, a: x if x > 0 else a * (b.exp(x) - 1),
    named.leaky_relu: lambda _, x, a: x if x > 0 else a * x,
    named.hardswish: lambda b, x: x * _clip(b, x + 3, 0, 6) / 6,
    named.hardtanh: lambda b, x: _clip(b, x, -1, 1),
    named.relu6: lambda b, x: _clip(b, x, 0, 6),
    named.clip: _clip,
    named.huber: lambda _, r, d: r * r / 2 if abs(r) <= d else d * (abs(r) - d / 2),
    named.bce: lambda b, p, y: -y * b.log(p) - (1 - y) * b.log(1 - p),
    named.logsumexp: _logsumexp,
    named.norm: lambda b, *args: b.sqrt(b.total(x * x for x in args)),
    named.cbrt: lambda b, x: b.cbrt(x),
}
RELATIONS: dict[type, Callable[[Number, Number], bool]] = {
    sp.Gt: lambda a, b: a > b,
    sp.Ge: lambda a, b: a >= b,
    sp.Lt: lambda a, b: a < b,
    sp.Le: lambda a, b: a <= b,
    sp.Eq: lambda a, b: a == b,
    sp.Ne: lambda a, b: a != b,
}


@cache
def _maker(kind: Any) -> Callable[[Any, Any], Callable[..., Number]]:
    return next(make for family, make in OPERATIONS.items() if issubclass(kind, family))


Instruction = tuple[Callable[..., Number], tuple[int, ...]]


class Compiled:
    """An expression as a list of instructions over its shared graph: each subexpression is computed once.

    Call it with a mapping variable → number; entries of indexed names are given as `x[3]` → number. An unknown function is stood in for by
    a fixed smooth one (see `_stand_in`), the same for the function and its derivatives, so that derivatives of it can be compared.

    names  name → expression, for names that the expressions use and the mapping need not give; each may use earlier ones
    """

    def __init__(self, expressions: tuple[Basic, ...], backend: Any = Machine, names: Mapping[Expr, Expr] | None = None) -> None:
        self._backend = backend
        self._instructions: list[Instruction] = []
        self._loads: list[tuple[int, Basic]] = []
        self._places: dict[Basic, int] = {}
        for name, expression in (names or {}).items():
            self._places[name] = self._place(expression)
        self._results = tuple(self._place(expression) for expression in expressions)

    def __call__(self, numbers: Numbers) -> tuple[Number, ...]:
        """The values of the expressions, nan where undefined."""
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
        return tuple(values[place] for place in self._results)

    def _place(self, root: Basic) -> int:
        waiting: list[tuple[Basic, bool]] = [(root, False)]
        while waiting:
            part, is_ready = waiting.pop()
            if part in self._places:
                continue
            operands = self._operands(part)
            if not is_ready and operands:
                waiting.append((part, True))
                waiting.extend((operand, False) for operand in operands)
                continue
            self._emit(part, tuple(self._places[operand] for operand in operands))
        return self._places[root]

    def _operands(self, part: Basic) -> tuple[Basic, ...]:
        if isinstance(part, (Indexed, sp.Sum)) or part.is_Atom:
            return ()
        if isinstance(part, (sp.Subs, sp.Derivative)):
            known = UnknownDerivative.of_derivative(part)
            return known.args if known else ()
        if isinstance(part, sp.Piecewise):
            return tuple(side for pair in part.args for side in pair.args)
        return tuple(part.args)

    def _emit(self, part: Basic, operands: tuple[int, ...]) -> None:
        place = len(self._instructions)
        if isinstance(part, (Symbol, Indexed)) and not _is_computed_index(part):
            self._loads.append((place, part))
            self._instructions.append((_load, ()))
        else:
            self._instructions.append((self._operation(part), operands))
        self._places[part] = place

    def _operation(self, part: Basic) -> Callable[..., Number]:
        kind: Any = type(part)
        return _maker(kind)(part, self._backend)


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
    return lambda b, v, at, _: _power(b, v[at[0]], v[at[1]])


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
        return NAN if a != a or b != b else holds(a, b)

    return compare


def _logic(part: BooleanFunction, _: Any) -> Callable[..., Number]:
    if isinstance(part, sp.Not):
        return lambda _, v, at, __: NAN if v[at[0]] != v[at[0]] else not v[at[0]]
    join = all if isinstance(part, sp.And) else any
    return lambda _, v, at, __: join(v[k] is True or v[k] == 1 for k in at)


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
    return lambda _, __, ___, numbers: numbers[part.base[tuple(sp.Integer(int(k)) for k in index(numbers))]]


def _total(part: sp.Sum, backend: Any) -> Callable[..., Number]:
    (index, low, high), *rest = reversed(part.limits)
    inner = part.func(part.function, *reversed(rest)) if rest else part.function
    body, bounds = Compiled((inner,), backend), Compiled((low, high), backend)

    def accumulate(b: Any, _: list[Number], __: tuple[int, ...], numbers: Numbers) -> Number:
        first, last = map(int, bounds(numbers))
        if last - first > MOST_TERMS:
            raise OverflowError
        return b.total(body(_with(numbers, index, k))[0] for k in range(first, last + 1))

    return accumulate


def _with(numbers: Numbers, index: Expr, value: int) -> Numbers:
    inside = copy(numbers)
    inside[index] = value  # type: ignore[index]
    return inside


def _unknown(part: Expr, _: Any) -> Callable[..., Number]:
    known = UnknownDerivative.of_call(part) if isinstance(part, AppliedUndef) else UnknownDerivative.of_derivative(part)
    if known is None:
        return lambda *_: NAN
    seed = sum(map(ord, known.head.__name__)) % 7 + 1
    return lambda b, v, at, _: _stand_in(b, seed, known.orders, [v[k] for k in at])


def _stand_in(b: Any, seed: int, orders: tuple[int, ...], args: list[Number]) -> Number:
    """F(a, b, …) = 2 + sin(Σ cₖ aₖ)/2 + Σ cₖ aₖ²/8 with cₖ = (seed + k)/5, differentiated by argument k orders[k] times."""
    weights = [b.rational(seed + k, 5) for k in range(len(args))]
    phase = b.total(c * a for c, a in zip(weights, args, strict=True))
    scale = b.rational(1, 2)
    for c, order in zip(weights, orders, strict=True):
        scale = scale * c**order
    wave = (b.sin(phase), b.cos(phase), -b.sin(phase), -b.cos(phase))[sum(orders) % 4]
    return scale * wave + _squares(weights, orders, args)


def _squares(weights: list[Number], orders: tuple[int, ...], args: list[Number]) -> Number:
    moved = [k for k, order in enumerate(orders) if order]
    if not moved:
        return 2 + sum(c * a * a / 8 for c, a in zip(weights, args, strict=True))
    if len(moved) > 1 or orders[moved[0]] > 2:
        return 0
    k = moved[0]
    return weights[k] * args[k] / 4 if orders[k] == 1 else weights[k] / 4


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
        if finer - finer != 0 or abs(finer - value) <= abs(finer) * 1e-20:
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
