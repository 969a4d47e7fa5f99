"""Generated programs of up to forty lines whose nodes are used again and again, and their derivatives by other means.

Belongs here: what to generate, and the oracles. Nothing here may use `pdtutor.calculus` to compute a number.
"""

from __future__ import annotations

import mpmath
import sympy as sp
from hypothesis import strategies as st
from sympy import Expr, Symbol

from pdtutor.calculus.backprop.results import Program
from pdtutor.notation import functions as named
from pdtutor.notation.names import in_natural_order
from tests.calculus.oracle import DIGITS, STEP, numbers_of

INPUTS = tuple(Symbol(name, real=True) for name in ("w", "x", "b", "y"))
UNARY = [sp.sin, sp.tanh, sp.atan, named.sigmoid, named.softplus, named.silu, named.relu, lambda u: sp.exp(-(u**2)), lambda u: u**2 / 3]
BINARY = [lambda u, v: u + v, lambda u, v: u * v, lambda u, v: u - v / 2, lambda u, v: u / (2 + sp.cos(v)), lambda u, v: sp.sin(u * v) + u]


@st.composite
def programs(draw: st.DrawFn, most: int = 40) -> Program:
    """Lines that take one or two of the names above them: the same ones often, so that paths multiply."""
    names: list[Expr] = list(INPUTS)
    nodes: dict[Expr, Expr] = {}
    for number in range(draw(st.integers(2, most))):
        one, other = draw(st.sampled_from(names[-6:])), draw(st.sampled_from(names))
        build = draw(st.sampled_from([*UNARY, *BINARY]))
        expression = build(one) if build in UNARY else build(one, other)
        if expression.is_number:
            continue
        name = Symbol(f"v{number}", real=True)
        nodes[name] = expression
        names.append(name)
    if not nodes:
        nodes = {Symbol("v0", real=True): INPUTS[0] * INPUTS[1]}
    operands = {name: tuple(in_natural_order(expression.free_symbols)) for name, expression in nodes.items()}
    used = {operand for some in operands.values() for operand in some}
    return Program(nodes, operands, tuple(in_natural_order(used - nodes.keys())))


def run(program: Program, point: dict[Expr, mpmath.mpf]) -> dict[Expr, mpmath.mpf] | None:
    """The value of every node by SymPy's own code, line by line; None where one has none."""
    values = dict(point)
    for name, expression in program.nodes.items():
        arguments = in_natural_order(expression.free_symbols)
        number = numbers_of(expression, arguments)(*(values[argument] for argument in arguments))
        if number is None:
            return None
        values[name] = number
    return values


def central(program: Program, point: dict[Expr, mpmath.mpf], wrt: Expr) -> mpmath.mpf:
    """The central difference of the output, in many digits."""
    with mpmath.workdps(DIGITS):
        above, below = (run(program, {**point, wrt: point[wrt] + h}) for h in (STEP, -STEP))
        assert above is not None
        assert below is not None
        return (above[program.output] - below[program.output]) / (2 * STEP)
