"""Whether the backward pass agrees with independent derivatives: SymPy's, and central differences of the program itself.

Belongs here: comparing. Does not: any derivative of our own (`backward`).
"""

from __future__ import annotations

from collections.abc import Mapping

from sympy import Abs, Expr, Function, cos, cosh, erf, exp, log, sin, sinh, tan, tanh

from pdtutor.calculus import check as independent
from pdtutor.calculus.backprop.results import Compared, Program
from pdtutor.calculus.numeric import Compiled
from pdtutor.calculus.partial import combined
from pdtutor.calculus.results import TOLERANCE, Check
from pdtutor.calculus.tidy import node_count
from pdtutor.calculus.value import as_float
from pdtutor.notation.algebra import substitute
from pdtutor.notation.functions import NamedFunction

MOST_PROVED = 8  # parameters whose derivatives are compared with SymPy's too
LARGEST_COMPOSED = 250  # nodes of the program as one expression
QUICK = (NamedFunction, exp, log, sin, cos, tan, sinh, cosh, tanh, erf, Abs)  # heads that SymPy puts together without long thought
MOST_COMPARED = 12  # parameters in the table at a point
STEP = 6e-6  # for each unit of the variable: rounding and curvature cost a central difference about the same

Numbers = Mapping[Expr, float]


def check(program: Program, gradients: Mapping[Expr, Expr], shared: Mapping[Expr, Expr]) -> Check:
    """The agreement of gradients by inputs; of many, or of a long program, along random directions."""
    wanted = {parameter: gradient for parameter, gradient in gradients.items() if parameter not in program.nodes}
    composed = _composed(program) if len(wanted) <= MOST_PROVED and not shared else None
    if composed is not None and wanted:
        meanings = composed
        output = meanings[program.output]
        return combined([independent.check(output, v, substitute(gradient, meanings)) for v, gradient in wanted.items()])
    names = {**program.nodes, **shared}
    return independent.check_directional(program.output, tuple(wanted), tuple(wanted.values()), names, program.inputs)


def _composed(program: Program) -> dict[Expr, Expr] | None:
    """Node → expression in inputs alone; None where one is too long, or SymPy might take long to put it together."""
    if not all(isinstance(call, QUICK) for expression in program.nodes.values() for call in expression.atoms(Function)):
        return None
    meanings: dict[Expr, Expr] = {}
    for name, expression in program.nodes.items():
        meanings[name] = substitute(expression, meanings)
        if node_count(meanings[name], LARGEST_COMPOSED) >= LARGEST_COMPOSED:
            return None
    return meanings


def compared(program: Program, inputs: Numbers, values: Mapping[Expr, float]) -> tuple[Compared, ...]:
    """The gradient at the point beside central differences, for the first of the inputs; nothing where the output has no value."""
    wanted = [(name, value) for name, value in values.items() if name not in program.nodes][:MOST_COMPARED]
    function = Compiled((program.output,), names=program.nodes)
    return tuple(_compared(function, inputs, name, value) for name, value in wanted)


def _compared(function: Compiled, inputs: Numbers, name: Expr, backward: float) -> Compared:
    step = STEP * max(1.0, abs(inputs[name]))
    left, right = _sides(function, inputs, name, step)
    central = (left + right) / 2
    return Compared(name, backward, central, independent.relative_error(central, backward), _is_kink(function, inputs, name, step))


def _sides(function: Compiled, inputs: Numbers, name: Expr, step: float) -> tuple[float, float]:
    """The difference quotients to the left and to the right."""
    below, here, above = (as_float(function({**inputs, name: inputs[name] + h})[0]) for h in (-step, 0.0, step))
    return (here - below) / step, (above - here) / step


def _is_kink(function: Compiled, inputs: Numbers, name: Expr, step: float) -> bool:
    """Whether the two quotients differ, and go on to where curvature alone would bring them ten times nearer."""
    gaps = [abs(right - left) for left, right in (_sides(function, inputs, name, h) for h in (step, step / 10))]
    return gaps[0] > 10 * TOLERANCE and gaps[1] > gaps[0] / 2
