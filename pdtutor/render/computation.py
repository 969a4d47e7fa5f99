"""What a program computes: of each command's result the functions, and the derivatives with the SymPy code that gives them.

Belongs here: which code stands for which result. Does not: the program around it (`python`).
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from sympy import Add, Expr, Indexed, Symbol

from pdtutor.explain.phrases import Writer
from pdtutor.explain.sentences import function_name
from pdtutor.notation.algebra import substitute
from pdtutor.notation.names import in_natural_order, variables_of
from pdtutor.notation.writers import SympyWriter

if TYPE_CHECKING:
    from pdtutor.requests.backprop import BackpropResult
    from pdtutor.requests.descent import DescentResult
    from pdtutor.requests.results import (
        DirectionalResult,
        GradientResult,
        HessianResult,
        JacobianResult,
        LimitResult,
        PartialResult,
        Pointed,
        SubgradientResult,
    )  # fmt: skip
    from pdtutor.requests.sensitivity import SensitivityResult
    from pdtutor.requests.surface import SurfaceResult
    from pdtutor.requests.total import TotalResult

Code = Callable[[Writer], str]


class Derivative(NamedTuple):
    """One entry of the program's results: its key, the SymPy code that gives it, made by a writer, and the formula it comes to."""

    key: str
    code: Code
    formula: Expr


class Content(NamedTuple):
    """What a program computes.

    functions      name → expression
    derivatives    of them
    by             what is differentiated by
    point          asked for
    shared         name → part that the formulas use
    only_symbolic  what the SymPy code names besides
    lines          name → expression, values named on the way; later ones, and the functions, use earlier ones
    """

    functions: Mapping[str, Expr]
    derivatives: Sequence[Derivative]
    by: Sequence[Expr]
    point: Mapping[Expr, Expr]
    shared: Mapping[Expr, Expr] = {}
    only_symbolic: Sequence[Expr] = ()
    lines: Mapping[Expr, Expr] = {}


def content(result: Pointed) -> Content:
    """What the program of a result computes."""
    return _CONTENTS[result.command](result)


def _differentiated(name: str, order: Sequence[Expr]) -> Code:
    return lambda write: f"{name}.diff({', '.join(map(write, order))})"


def _key(order: Sequence[Expr]) -> str:
    return ", ".join(SympyWriter()(variable) for variable in order)


def _by_orders(result: Pointed, derivatives: Mapping[tuple[Expr, ...], Expr], shared: Mapping[Expr, Expr] | None = None) -> Content:
    """The derivatives of the one expression that was read, by their orders."""
    name = function_name(result.reading.expression)
    entries = [Derivative(_key(order), _differentiated(name, order), formula) for order, formula in derivatives.items()]
    by = dict.fromkeys(variable for order in derivatives for variable in order)
    return Content({name: result.reading.expression}, entries, tuple(by), result.point, shared or {})


def _partial(result: PartialResult) -> Content:
    return _by_orders(result, {partial.order: partial.derivative for partial in result.partials})


def _gradient(result: GradientResult) -> Content:
    found = result.gradient
    return _by_orders(result, {(v,): entry for v, entry in zip(found.variables, found.entries, strict=True)}, found.shared)


def _jacobian(result: JacobianResult) -> Content:
    found = result.jacobian
    letter = function_name(result.reading.expression)
    names = [letter] if len(found.outputs) == 1 else [f"{letter}{number}" for number in range(1, len(found.outputs) + 1)]
    derivatives = [
        Derivative(f"{name}, {_key((variable,))}", _differentiated(name, (variable,)), entry)
        for name, row in zip(names, found.entries, strict=False)
        for variable, entry in zip(found.variables, row, strict=True)
    ]
    return Content(dict(zip(names, found.outputs, strict=True)), derivatives, found.variables, result.point)


def _hessian(result: HessianResult) -> Content:
    variables = result.gradient.variables
    rows = result.hessian.entries if result.hessian else ()
    entries = {(x, y): entry for x, row in zip(variables, rows, strict=False) for y, entry in zip(variables, row, strict=True)}
    return _by_orders(result, entries)


def _directional(result: DirectionalResult) -> Content:
    found = result.directional
    name = function_name(found.of)

    def code(write: Writer) -> str:
        parts = zip(found.variables, found.along, strict=True)
        return " + ".join(f"({write(part)})*{name}.diff({write(variable)})" for variable, part in parts)

    return Content({name: found.of}, [Derivative("along", code, found.derivative)], found.variables, result.point)


def _limit(result: LimitResult) -> Content:
    found = result.limit
    name = function_name(found.of)

    def quotient(write: Writer) -> str:
        x, h = write(found.wrt), write(found.step)
        return f"limit(({name}.subs({x}, {x} + {h}) - {name})/{h}, {h}, 0)"

    has_limit = bool(found.of.is_rational_function(found.wrt))  # SymPy's own limit of |x|, or of xˣ, is wrong
    derivative = Derivative(_key((found.wrt,)), quotient if has_limit else _differentiated(name, (found.wrt,)), found.limit)
    return Content({name: found.of}, [derivative], (found.wrt,), result.point, only_symbolic=(found.step,) if has_limit else ())


def _total(result: TotalResult) -> Content:
    found = result.total
    name = function_name(result.reading.expression)
    if found.equation is not None:
        return _relation(result)
    formula = found.total if found.total is not None else Add()

    def code(write: Writer) -> str:
        known = ", ".join(f"{write(dependent)}: {write(meaning)}" for dependent, meaning in _spelled_out(found.formulas).items())
        return f"{name}.subs({{{known}}}).diff({write(found.wrt)})" if known else f"{name}.diff({write(found.wrt)})"

    derivative = Derivative(_key((found.wrt,)), code, formula if found.substituted is None else found.substituted)
    by = (found.wrt, *in_natural_order({v for meaning in found.formulas.values() for v in variables_of(meaning)}))
    return Content({name: result.reading.expression}, [derivative], by, found.point)


def _relation(result: TotalResult) -> Content:
    """Left minus right in plain names, and dy/dx = -Fₓ/F_y."""
    found = result.total
    name = function_name(found.of)

    def code(write: Writer) -> str:
        return f"-{name}.diff({write(found.wrt)})/{name}.diff({write(found.target)})"

    plain = substitute(found.derivative, {call: dependent for dependent, call in found.calls.items()})
    derivative = Derivative(f"{_key((found.target,))}, {_key((found.wrt,))}", code, plain)
    return Content({name: found.of}, [derivative], (found.wrt, found.target), found.point)


def _spelled_out(formulas: Mapping[Expr, Expr]) -> dict[Expr, Expr]:
    """Every dependent in the base variables."""
    known = dict(formulas)
    for _ in formulas:
        known = {dependent: meaning.xreplace(known) for dependent, meaning in known.items()}
    return known


def _slopes(result: SubgradientResult | DescentResult | SensitivityResult | SurfaceResult) -> Content:
    """The derivatives of the one expression by the result's own variables, in one sweep."""
    from pdtutor.calculus.gradient import spelled_out
    from pdtutor.calculus.graph import reverse_sweep

    variables = result.variables
    entries = spelled_out(reverse_sweep(result.reading.expression, variables))
    return _by_orders(result, {(variable,): entry for variable, entry in zip(variables, entries, strict=True)})


def _backprop(result: BackpropResult) -> Content:
    """The program line by line, its output as the function, and the gradient by inputs and node names."""
    found = result.backprop
    program = found.program
    plain = _plain_names(program.nodes)
    output = program.output.xreplace(plain)
    formulas = {parameter: substitute(entry, plain) for parameter, entry in found.gradients.items()}
    entries = [
        Derivative(_key((parameter,)), _slope_of(output, parameter, formula, parameter in program.nodes), formula)
        for parameter, formula in formulas.items()
    ]
    lines = {name.xreplace(plain): substitute(expression, plain) for name, expression in program.nodes.items()}
    adjoints = {name: substitute(expression, plain) for name, expression in found.shared.items()}
    return Content({SympyWriter()(output): output}, entries, program.inputs, result.point, {**lines, **adjoints}, lines=lines)


def _plain_names(nodes: Iterable[Expr]) -> dict[Expr, Expr]:
    """A name without brackets for each node that is an entry, since Python assigns to names: h_1 for h[1]."""
    taken = {str(node) for node in nodes}
    entries = [node for node in nodes if isinstance(node, Indexed)]
    return {entry: Symbol(_free("_".join((str(entry.base), *map(str, entry.indices))), taken), real=True) for entry in entries}


def _free(name: str, taken: Container[str]) -> str:
    return name if name not in taken else _free(name + "_", taken)


def _slope_of(output: Expr, parameter: Expr, formula: Expr, is_node: bool) -> Code:
    """By an input, SymPy differentiates the output; a node is no symbol there, so its formula by the chain rule stands for it."""
    return lambda write: write(formula) if is_node else f"{write(output)}.diff({write(parameter)})"


_CONTENTS: dict[str, Callable[[Any], Content]] = {  # each for the result of its command
    "partial": _partial,
    "gradient": _gradient,
    "jacobian": _jacobian,
    "hessian": _hessian,
    "directional": _directional,
    "total": _total,
    "limit": _limit,
    "subgradient": _slopes,
    "backprop": _backprop,
    "descent": _slopes,
    "sensitivity": _slopes,
    "surface": _slopes,
}
