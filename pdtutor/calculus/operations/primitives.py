"""Primitives: the operations that a program is made of, each with its pullback.

Belongs here: what of a change at the result reaches each operand, written in operations of its own so that it can be counted. Does not:
functions that are put together from primitives (`building`).

A pullback takes the adjoint of the result, the operands, the result, and which operands move; it gives for each of these what it adds to
the adjoint of the operand. It is linear in the adjoint, so the same code also carries a tangent forward (see `sweeps`). Of a function of
one argument it costs at most four operations: three for the slope, which may use the function's own value, and one to combine.

Source of the slopes: `calculus.slopes`. At a kink one of the sides is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from math import pi, sqrt
from typing import Any

import sympy as sp
from sympy import Expr

from pdtutor.calculus.arithmetic import CALLS, NAN, Machine, Number, power
from pdtutor.calculus.operations import operation as op
from pdtutor.calculus.operations.operation import Arithmetic, Operation
from pdtutor.notation import functions as named

Contributions = tuple[Any, ...]
Pullback = Callable[[Arithmetic, Any, Sequence[Any], Any, Sequence[bool]], Contributions]
Chain = Callable[[Arithmetic, Any, Any, Any], Any]


@dataclass(frozen=True, eq=False)
class Primitive:
    """An operation with its pullback; without one no operand's change goes through, as with comparisons."""

    operation: Operation
    pullback: Pullback | None = None


def _of_one(operation: Operation, chain: Chain) -> Primitive:
    """`chain` (arithmetic, adjoint, argument, value) multiplies the adjoint by the slope."""
    return Primitive(operation, lambda do, t, args, y, _: (chain(do, t, args[0], y),))


# --- one argument ---------------------------------------------------------------------------------------------------------------------


def _square_and(do: Arithmetic, operation: Operation, x: Any, is_first: bool = False) -> Any:
    """x² ± 1, or 1 - x² with the square second."""
    square = do(op.TIMES, x, x)
    return do(operation, 1, square) if is_first else do(operation, square, 1)


def _below_one(do: Arithmetic, x: Any) -> Any:
    return _square_and(do, op.MINUS, x, is_first=True)


def _root(do: Arithmetic, x: Any) -> Any:
    return do(SQRT.operation, x)


def _bell(do: Arithmetic, t: Any, x: Any) -> Any:
    """t·2e^(-x²)/√π."""
    bell = do(UNARY[sp.exp].operation, do(op.NEGATIVE, do(op.TIMES, x, x)))
    return do(op.SCALED, t, do(op.TIMES, 2 / sqrt(pi), bell))


def _minus(chain: Chain) -> Chain:
    return lambda do, t, x, y: do(op.NEGATIVE, chain(do, t, x, y))


def _times(kind: type) -> Chain:
    """The slope is another function of the argument."""
    return lambda do, t, x, _: do(op.SCALED, t, do(UNARY[kind].operation, x))


CHAINS: dict[type, Chain] = {
    sp.exp: lambda do, t, _, y: do(op.SCALED, t, y),
    sp.log: lambda do, t, x, _: do(op.SHRUNK, t, x),
    sp.sin: _times(sp.cos),
    sp.cos: _minus(_times(sp.sin)),
    sp.tan: lambda do, t, _, y: do(op.SCALED, t, _square_and(do, op.PLUS, y)),
    sp.asin: lambda do, t, x, _: do(op.SHRUNK, t, _root(do, _below_one(do, x))),
    sp.acos: _minus(lambda do, t, x, _: do(op.SHRUNK, t, _root(do, _below_one(do, x)))),
    sp.atan: lambda do, t, x, _: do(op.SHRUNK, t, _square_and(do, op.PLUS, x)),
    sp.acot: _minus(lambda do, t, x, _: do(op.SHRUNK, t, _square_and(do, op.PLUS, x))),
    sp.sinh: _times(sp.cosh),
    sp.cosh: _times(sp.sinh),
    sp.tanh: lambda do, t, _, y: do(op.SCALED, t, _below_one(do, y)),
    sp.asinh: lambda do, t, x, _: do(op.SHRUNK, t, _root(do, _square_and(do, op.PLUS, x))),
    sp.acosh: lambda do, t, x, _: do(op.SHRUNK, t, _root(do, _square_and(do, op.MINUS, x))),
    sp.atanh: lambda do, t, x, _: do(op.SHRUNK, t, _below_one(do, x)),
    sp.erf: lambda do, t, x, _: _bell(do, t, x),
    sp.erfc: _minus(lambda do, t, x, _: _bell(do, t, x)),
    sp.Abs: _times(sp.sign),
    named.cbrt: lambda do, t, _, y: do(op.SHRUNK, t, do(op.TIMES, 3, do(op.TIMES, y, y))),
    named.sigmoid: lambda do, t, _, y: do(op.SCALED, t, do(op.TIMES, y, do(op.MINUS, 1, y))),
    named.softplus: _times(named.sigmoid),
    named.relu: lambda do, t, x, _: do(op.KEPT, do(op.ABOVE, x, 0), t),
}


def _value(kind: type) -> Operation:
    return Operation(kind.__name__, partial(CALLS[kind], Machine))


UNARY: dict[type, Primitive] = {
    **{kind: _of_one(_value(kind), chain) for kind, chain in CHAINS.items()},
    sp.sign: Primitive(Operation("sign", lambda x: NAN if x != x else (x > 0) - (x < 0))),
}
SQRT = _of_one(Operation("sqrt", Machine.sqrt), lambda do, t, _, y: do(op.SHRUNK, t, do(op.PLUS, y, y)))
NEGATE = _of_one(op.NEGATIVE, lambda do, t, *_: do(op.NEGATIVE, t))
COPY = _of_one(op.COPY, lambda _, t, *__: t)


@cache
def power_by(exponent: Number) -> Primitive:
    """x^exponent, with the slope exponent·x^(exponent - 1)."""
    lowered = op.raised_to(exponent - 1)

    def chain(do: Arithmetic, t: Any, x: Any, _: Any) -> Any:
        return do(op.SCALED, t, do(op.TIMES, exponent, x if exponent == 2 else do(lowered, x)))

    return _of_one(op.raised_to(exponent), chain)


# --- two arguments --------------------------------------------------------------------------------------------------------------------


def _sum(_: Arithmetic, t: Any, *__: Any) -> Contributions:
    return t, t


def _difference(do: Arithmetic, t: Any, *_: Any) -> Contributions:
    return t, do(op.NEGATIVE, t)


def _product(do: Arithmetic, t: Any, args: Sequence[Any], _: Any, moves: Sequence[bool]) -> Contributions:
    a, b = args
    return do(op.SCALED, t, b) if moves[0] else None, do(op.SCALED, t, a) if moves[1] else None


def _quotient(do: Arithmetic, t: Any, args: Sequence[Any], y: Any, moves: Sequence[bool]) -> Contributions:
    """t/b and -(t/b)·y."""
    share = do(op.SHRUNK, t, args[1])
    return share, do(op.NEGATIVE, do(op.SCALED, share, y)) if moves[1] else None


def _larger(do: Arithmetic, t: Any, args: Sequence[Any], *_: Any) -> Contributions:
    is_first = do(op.AT_LEAST, *args)
    return do(op.KEPT, is_first, t), do(op.DROPPED, is_first, t)


def _smaller(do: Arithmetic, t: Any, args: Sequence[Any], *_: Any) -> Contributions:
    is_first = do(op.AT_MOST, *args)
    return do(op.KEPT, is_first, t), do(op.DROPPED, is_first, t)


def _power(do: Arithmetic, t: Any, args: Sequence[Any], y: Any, moves: Sequence[bool]) -> Contributions:
    """a^b = e^(b·ln a): t·y·b/a and t·y·ln a."""
    (a, b), scaled = args, do(op.SCALED, t, y)
    by_base = do(op.SHRUNK, do(op.SCALED, scaled, b), a) if moves[0] else None
    return by_base, do(op.SCALED, scaled, do(UNARY[sp.log].operation, a)) if moves[1] else None


def _angle(do: Arithmetic, t: Any, args: Sequence[Any], _: Any, moves: Sequence[bool]) -> Contributions:
    """atan2(y, x): t·x/(x² + y²) and -t·y/(x² + y²)."""
    y, x = args
    share = do(op.SHRUNK, t, do(op.PLUS, do(op.TIMES, x, x), do(op.TIMES, y, y)))
    by_x = do(op.NEGATIVE, do(op.SCALED, share, y)) if moves[1] else None
    return do(op.SCALED, share, x) if moves[0] else None, by_x


def _by_case(do: Arithmetic, t: Any, args: Sequence[Any], *_: Any) -> Contributions:
    return None, do(op.KEPT, args[0], t), do(op.DROPPED, args[0], t)


def _extreme(pick: Callable[[Number, Number], Number]) -> Callable[[Number, Number], Number]:
    return lambda a, b: NAN if a != a or b != b else pick(a, b)


ADD = Primitive(op.PLUS, _sum)
SUBTRACT = Primitive(op.MINUS, _difference)
MULTIPLY = Primitive(op.TIMES, _product)
DIVIDE = Primitive(op.OVER, _quotient)
MAXIMUM = Primitive(Operation("max", _extreme(max)), _larger)
MINIMUM = Primitive(Operation("min", _extreme(min)), _smaller)
WHERE = Primitive(op.CHOICE, _by_case)
RAISE = Primitive(Operation("exp(b*ln a)", lambda a, b: power(Machine, a, b), 3), _power)  # a logarithm, a product, an exponential
ANGLE = Primitive(Operation("atan2", Machine.atan2, 3), _angle)  # a quotient, an arctangent, the choice of a quadrant
RELATIONS: dict[type, Primitive] = {
    sp.Gt: Primitive(op.ABOVE),
    sp.Ge: Primitive(op.AT_LEAST),
    sp.Lt: Primitive(op.BELOW),
    sp.Le: Primitive(op.AT_MOST),
    sp.Eq: Primitive(op.SAME),
    sp.Ne: Primitive(op.OTHER),
}
BOTH, EITHER, NOT = Primitive(op.BOTH), Primitive(op.EITHER), Primitive(op.NOT)


# --- functions without primitives of their own ----------------------------------------------------------------------------------------


@cache
def call_of(kind: type, arity: int, is_known: bool) -> Primitive:
    """A function that counts as one operation for each argument, and so does its derivative.

    Of an unknown one, as f(z), there are no numbers. One that SymPy alone knows has those of SymPy.
    """
    slopes = tuple(Operation(f"{kind.__name__}'", _partial(kind, arity, k) if is_known else _nothing) for k in range(arity))
    value = _partial(kind, arity, None) if is_known else _nothing

    def pullback(do: Arithmetic, t: Any, args: Sequence[Any], _: Any, moves: Sequence[bool]) -> Contributions:
        return tuple(do(op.SCALED, t, do(each, *args)) if moved else None for each, moved in zip(slopes, moves, strict=True))

    return Primitive(Operation(kind.__name__, value, arity), pullback)


def _nothing(*_: Number) -> Number:
    return NAN


def _partial(kind: type, arity: int, index: int | None) -> Callable[..., Number]:
    """The function, or its derivative by one argument, as numbers; made when first asked for."""

    @cache
    def compiled() -> tuple[tuple[Expr, ...], Callable[..., Any]]:
        from pdtutor.calculus.numeric import Compiled

        arguments = tuple(sp.Dummy(real=True) for _ in range(arity))
        call = kind(*arguments)
        return arguments, Compiled((call if index is None else call.diff(arguments[index]),))

    def value(*numbers: Number) -> Number:
        arguments, function = compiled()
        return function(dict(zip(arguments, numbers, strict=True)))[0]

    return value
