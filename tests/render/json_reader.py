"""The JSON format read back, as a program of somebody else would: with SymPy alone and what the document itself says."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from typing import Any

import sympy
from sympy.parsing.sympy_parser import parse_expr

Object = dict[str, Any]


def stand_in(*arguments: sympy.Expr) -> sympy.Expr:
    """Any smooth function, in place of an unknown one."""
    return sympy.Add(*(sympy.sin(place * argument) + argument**2 / 3 for place, argument in enumerate(arguments, 1))) + sympy.Mul(
        *arguments
    )


class Document:
    """One document, its texts turned into expressions."""

    def __init__(self, content: Object) -> None:
        self.content = content
        self._names: dict[str, Any] = {name: sympy.IndexedBase(name, real=True) for name in content["indexed"]}
        for name, function in content["functions"].items():
            self._names[name] = stand_in if function["is"] is None else self._defined(function)

    def _defined(self, function: Object) -> Callable[..., sympy.Expr]:
        return lambda *arguments: self.parsed(function["is"]).subs(
            dict(zip((self.parsed(name) for name in function["args"]), arguments, strict=True)), simultaneous=True
        )

    def parsed(self, text: str) -> Any:
        """The expression that a text stands for, all of its names real."""
        names = set(re.findall(r"\b[A-Za-z_]\w*\b(?!\()", text)) - {"pi", "True", "False", "oo", "zoo", "nan"}
        return parse_expr(text, local_dict={name: sympy.Symbol(name, real=True) for name in names} | self._names).doit()

    def derivations(self) -> list[Object]:
        """Every root there is."""
        roots: list[Object] = []
        for partial in self.content["result"]["partials"]:
            roots += partial["steps"] if isinstance(partial["steps"], list) else [partial["steps"]]
        return roots


def nodes(step: Object) -> Iterator[Object]:
    """A step and all below it."""
    yield step
    for child in step["steps"]:
        yield from nodes(child)


def agree(one: sympy.Expr, other: sympy.Expr, tries: int = 12) -> int:
    """At how many random points two expressions were compared; raises AssertionError where they differ."""
    draw = random.Random(7)
    compared = 0
    for number in range(tries):
        point = {
            symbol: sympy.Rational(draw.randint(15, 300 if number % 3 == 0 else 90), 97)
            for symbol in sorted((one + other).free_symbols, key=str)
        }
        values = [complex(expression.subs(point).doit().evalf(20)) for expression in (one, other)]
        if all(value.imag == 0 and value == value for value in values):
            compared += 1
            assert abs(values[0] - values[1]) <= 1e-9 * max(1, abs(values[0])), (one, other, point, values)
    return compared
