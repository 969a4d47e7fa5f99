"""A SymPy expression as the parse tree of what Python would print for it: x/y is one division, x**(1/2) is sqrt(x).

Belongs here: the way back from SymPy's shapes to a user's. Does not: reading text (`notation.reader`), values (`frameworks`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, cast

import sympy as sp
from sympy import Basic, Expr

from pdtutor.calculus.numeric import evaluate
from pdtutor.notation.calls import CALLS
from pdtutor.notation.tree import Node

_OPERATORS = {sp.Gt: ">", sp.Ge: ">=", sp.Lt: "<", sp.Le: "<=", sp.Eq: "==", sp.Ne: "!="}
_LOGIC = {sp.And: "and", sp.Or: "or", sp.Not: "not"}
_CONSTANTS = {sp.E: "e", sp.pi: "pi", sp.true: "True", sp.false: "False"}
_NAMES = {"Abs": "abs", "log": "ln", "Max": "max", "Min": "min"}


def written(expression: Expr) -> Node:
    """The parse tree of an expression; equal parts are one node."""
    nodes: dict[Basic, Node] = {}
    waiting: list[tuple[Basic, bool]] = [(expression, False)]
    while waiting:
        part, is_ready = waiting.pop()
        if part in nodes:
            continue
        operands, kind = _operands(part), cast(Any, type(part))
        if operands and not is_ready:
            waiting.append((part, True))
            waiting.extend((operand, False) for operand in operands)
            continue
        nodes[part] = _writer(kind)(part, [nodes[operand] for operand in operands])
    return nodes[expression]


def _operands(part: Basic) -> tuple[Basic, ...]:
    """The parts that a part is written with."""
    if isinstance(part, sp.Sum):
        *inner, (_, low, high) = part.limits
        return (part.func(part.function, *inner) if inner else part.function, low, high)
    if isinstance(part, sp.Indexed):
        return tuple(part.indices)
    if isinstance(part, sp.Piecewise):
        return tuple(side for value, condition in part.args for side in (condition, value))
    if isinstance(part, sp.Mul):
        return tuple(_undivided(factor) for factor in part.args)
    if isinstance(part, sp.Pow):
        return (_undivided(part),) if _is_divisor(part) else part.args
    return () if part.is_Atom or isinstance(part, (sp.Derivative, sp.Subs)) else tuple(part.args)


def _is_divisor(factor: Basic) -> bool:
    return bool(factor.is_Pow and factor.exp.is_Rational and factor.exp.is_negative and type(factor) is sp.Pow)


def _undivided(factor: Expr) -> Expr:
    """What is divided by where a factor is a negative power; else the factor."""
    return sp.Pow(factor.base, -factor.exp, evaluate=False) if _is_divisor(factor) else factor


def _node(kind: str, value: object = None, parts: Sequence[Node] = ()) -> Node:
    return Node(kind, 0, 0, value, tuple(parts))


def _number(number: Expr, _: Sequence[Node]) -> Node:
    if number in _CONSTANTS:
        return _node("constant", _CONSTANTS[number])
    if not number.is_Rational:
        return _node("number", repr(float(evaluate(number, {}))))
    literal = _node("number", f"{abs(number.p)}" if number.q == 1 else f"{abs(number.p)}/{number.q}")
    return _node("negative", None, [literal]) if number.is_negative else literal


def _name(symbol: Expr, _: Sequence[Node]) -> Node:
    return _node("name", str(symbol))


def _entry(entry: Expr, indices: Sequence[Node]) -> Node:
    return _node("index", str(entry.base), indices)


def _sum(_: Expr, terms: Sequence[Node]) -> Node:
    return _node("sum", ["-" if term.kind == "negative" else "+" for term in terms], [_positive(term) for term in terms])


def _positive(term: Node) -> Node:
    return term.parts[0] if term.kind == "negative" else term


def _product(product: Expr, factors: Sequence[Node]) -> Node:
    """The factors, then the divisors; a minus in front is of the whole product."""
    is_negative = factors[0].kind == "negative"
    placed = [("/" if _is_divisor(arg) else "*", _positive(factor)) for arg, factor in zip(product.args, factors, strict=True)]
    above = [factor for operator, factor in placed if operator == "*" and not (is_negative and factor.value == "1")]
    below = [factor for operator, factor in placed if operator == "/"]
    above = above or [_node("number", "1")]
    parts = [*above, *below]
    whole = parts[0] if len(parts) == 1 else _node("product", ["*"] * len(above) + ["/"] * len(below), parts)
    return _node("negative", None, [whole]) if is_negative else whole


def _power(power: Expr, parts: Sequence[Node]) -> Node:
    if _is_divisor(power):
        return _node("product", ["*", "/"], [_node("number", "1"), parts[0]])
    if power.exp == 1:
        return parts[0]
    return _node("call", "sqrt", parts[:1]) if power.exp is sp.S.Half else _node("power", None, parts)


def _cases(cases: Expr, parts: Sequence[Node]) -> Node:
    is_complete = cases.args[-1].cond is sp.true
    return _node("call", "where", [*parts[:-2], parts[-1]] if is_complete else parts)


def _indexed_sum(total: Expr, parts: Sequence[Node]) -> Node:
    body, low, high = parts
    return _node("call", "sum", [body, _node("range", str(total.limits[-1][0]), [low, high])])


def _relation(relation: Expr, sides: Sequence[Node]) -> Node:
    return _node("relation", (_OPERATORS[type(relation)],), sides)


def _logic(condition: Expr, parts: Sequence[Node]) -> Node:
    return _node("logic", _LOGIC[type(condition)], parts)


def _call(call: Expr, arguments: Sequence[Node]) -> Node:
    name = _NAMES.get(type(call).__name__, type(call).__name__)
    return _node("call", name, arguments) if name in CALLS else _unknown(call, arguments)


def _unknown(part: Expr, _: Sequence[Node]) -> Node:
    """Anything that no framework has, by the name of its function."""
    call = part
    while isinstance(call, (sp.Derivative, sp.Subs)):
        call = call.args[0]
    return _node("unknown", (call.func.__name__, 0, ""))


_WRITERS: dict[type, Callable[[Expr, Sequence[Node]], Node]] = {
    sp.Add: _sum,
    sp.Mul: _product,
    sp.Pow: _power,
    sp.Symbol: _name,
    sp.Indexed: _entry,
    sp.Piecewise: _cases,
    sp.Sum: _indexed_sum,
    sp.Derivative: _unknown,
    sp.Subs: _unknown,
    sp.core.relational.Relational: _relation,
    sp.And: _logic,
    sp.Or: _logic,
    sp.Not: _logic,
    sp.Function: _call,
    sp.Max: _call,
    sp.Min: _call,
    sp.Number: _number,
    sp.NumberSymbol: _number,
    sp.logic.boolalg.BooleanAtom: _number,
    Basic: _unknown,
}


@cache
def _writer(kind: Any) -> Callable[[Expr, Sequence[Node]], Node]:
    return next(write for family, write in _WRITERS.items() if issubclass(kind, family))
