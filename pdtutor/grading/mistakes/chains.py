"""The chain rule composed wrongly.

Belongs here: slips of a function inside another. Does not: the outer or the inner function by itself (`powers`, `functions`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sympy import Abs, Expr, Mul, exp, log

from pdtutor.calculus.step import Step
from pdtutor.grading.mistakes.functions import sigmoid_slips
from pdtutor.grading.mistakes.powers import is_squared_error
from pdtutor.grading.mistakes.slip import Slip, Slips
from pdtutor.grading.mistakes.structure import is_softmax, others_in
from pdtutor.grading.mistakes.tree import Node, composed
from pdtutor.grading.mistakes.vectors import Vector, exponential, total


def chains(node: Node, gives: Sequence[Vector]) -> Slips:
    """Of f(g): g′ left out, f′ left out, f′ or g′ in the wrong place, the sign of g′ lost."""
    if not node.children:
        return
    right = composed(node, gives)
    for place in range(0, len(gives), 2):
        yield from _of_one_argument(node, gives, place, right)
    yield from _of_sigmoid(node, right)


def _of_one_argument(node: Node, gives: Sequence[Vector], place: int, right: Vector) -> Slips:
    outer, inner = gives[place], gives[place + 1]
    rest = right - outer * inner
    f, g = node.children[place].step, node.children[place + 1].step
    yield Slip(_missing_ids(node, f, g), rest + outer)
    if g.gives.could_extract_minus_sign():
        yield Slip(_missing_ids(node, f, g), rest - outer)
    for factor in Mul.make_args(g.gives):
        if is_squared_error(node) and factor.is_Symbol and not g.gives.has(g.wrt):
            yield Slip(("ml.mse_input_missing",), rest + outer * inner / node.scope.value(factor), factor)
    yield Slip(("chain.inner_only",), rest + inner)
    yield Slip(("chain.as_sum",), rest + outer + inner)
    of_slope, is_size = _outer_at(node, f, g.gives, f.of), isinstance(f.of, Abs)  # of bars simply left out |g'| tells nothing
    yield Slip(("chain.function_of_derivative",), rest + of_slope, is_weak=is_size)
    yield Slip(("chain.function_of_derivative",), rest + of_slope * inner, is_weak=True)
    yield from _reciprocal(node, place, inner, rest)
    if f.of.func.__name__ == "bce":
        yield Slip(("ml.bce_sign",), rest - outer * inner)
    yield Slip(_sign_ids(node, f, g), rest - outer * inner)
    at_x = _outer_at(node, f, node.step.wrt)
    yield Slip(_at_x_ids(f), rest + at_x * inner)
    inside = _outer_at(node, f, g.gives)
    yield Slip(("chain.derivative_inside",), rest + inside, is_weak=is_size)
    yield Slip(("chain.derivative_inside",), rest + inside * inner, is_weak=is_size)
    yield from _split(node, place, rest)
    yield from _through_activation(node, gives, place, rest)


def _reciprocal(node: Node, place: int, inner: Vector, rest: Vector) -> Slips:
    """1/gⁿ as one over the derivative of gⁿ."""
    outer = node.children[place]
    exponent = outer.step.parts.get("exponent")
    if outer.step.rule == "power" and exponent is not None and exponent.is_negative:
        base, raised = outer.part("base"), -outer.part("exponent")
        slope = raised * base ** (raised - node.scope.one) * inner
        yield Slip(("power.neg_reciprocal",), rest + node.scope.one / slope, exponent)


def _outer_at(node: Node, outer: Step, argument: Expr, of: Expr | None = None) -> Vector:
    """f′, or f itself, at another place than the inner function."""
    return node.scope.within({outer.wrt: argument}).value(outer.gives if of is None else of)


def _missing_ids(node: Node, outer: Step, inner: Step) -> tuple[str, ...]:
    """What leaving out the inner derivative is called here, most specific first."""
    ids = []
    if any(map(is_squared_error, node.lineage)) and abs(inner.gives) != 1:
        ids.append("ml.mse_input_missing")
    if outer.of.func.__name__ == "bce":
        ids.append("ml.bce_log_only")
    if others_in(node, inner.of):
        ids.append("chain.inner_missing.partial")
    if any(each.is_inner for each in node.lineage):
        ids.append("chain.one_level_short")
    if isinstance(outer.of, exp):
        ids.append("chain.exp_inner_missing")
    if isinstance(outer.of, log):
        ids.append("log.inner_missing")
    if not inner.gives.has(inner.wrt):
        ids.append("chain.const_factor")
    return (*ids, "chain.inner_missing")


def _sign_ids(node: Node, outer: Step, inner: Step) -> tuple[str, ...]:
    ids = []
    if is_squared_error(node) and inner.gives.could_extract_minus_sign():
        ids.append("ml.mse_sign")
    if isinstance(outer.of, exp) and inner.of.could_extract_minus_sign():
        ids.append("exp.neg_sign")
    return (*ids, "chain.inner_sign")


def _at_x_ids(outer: Step) -> tuple[str, ...]:
    if isinstance(outer.of, exp):
        return ("chain.exp_inner_var", "chain.outer_at_x")
    return ("log.of_x", "chain.outer_at_x") if isinstance(outer.of, log) else ("chain.outer_at_x",)


def _split(node: Node, place: int, rest: Vector) -> Slips:
    """ln(a + b) as ln a + ln b, and e^(a·b) as e^a + e^b."""
    outer, inner = node.children[place].step, node.children[place + 1]
    if isinstance(outer.of, log) and inner.step.rule == "sum":
        yield Slip(("log.split_sum",), rest + total((child.gives / child.of for child in inner.children), node.scope.zero))
    if isinstance(outer.of, exp) and inner.step.of.is_Mul:
        yield Slip(("exp.split_sum", "exp.split_sum_x"), rest + _of_split_power(inner))


def _of_split_power(inner: Node) -> Vector:
    """Σ e^factor·factor′ over the factors of an exponent."""
    return total((child.of.map(exponential) * child.gives for child in inner.children), inner.scope.zero)


def _through_activation(node: Node, gives: Sequence[Vector], place: int, rest: Vector) -> Slips:
    """bce(σ(w·x), y) with σ′ left out but the slope of w·x kept."""
    inner = node.children[place + 1]
    if node.children[place].step.of.func.__name__ == "bce" and inner.step.rule == "chain" and len(inner.children) == 2:
        yield Slip(("ml.bce_log_only",), rest + gives[place] * inner.children[1].gives)


def sigmoid_quotients(node: Node, gives: Sequence[Vector]) -> Slips:
    """e^z/(1 + e^z) is σ(z) written out."""
    if node.children and _is_sigmoid_quotient(node.step):
        s = node.of
        yield from sigmoid_slips(s, composed(node, gives) / (s * (node.scope.one - s)))


def _is_sigmoid_quotient(step: Step) -> bool:
    top, bottom = step.parts["numerator"], step.parts["denominator"]
    return isinstance(top, exp) and bottom.is_Add and set(bottom.args) == {top, 1}


def _of_sigmoid(node: Node, right: Vector) -> Slips:
    """1/(1 + e^v) is σ(-v) written out."""
    base, exponent = node.step.of.as_base_exp()
    if exponent != -1 or not base.is_Add or 1 not in base.args or len(base.args) != 2 or not any(isinstance(t, exp) for t in base.args):
        return
    s, falls = node.of, not any(isinstance(t, exp) and t.args[0].could_extract_minus_sign() for t in base.args)
    for slip in sigmoid_slips(s, right / (s * (node.scope.one - s))):
        yield replace(slip, is_weak=falls)


def softmax_multiples(node: Node, gives: Sequence[Vector]) -> Slips:
    """An exponential over the sum of it and others, by a variable that is not in it: off the diagonal."""
    if node.step.rule != "constant_multiple" or not is_softmax(node.step.of):
        return
    right, number = composed(node, gives), float(node.step.of.as_coeff_Mul()[0])
    s = node.of.times(1 / number)
    yield Slip(("ml.softmax_offdiag_zero",), node.scope.zero)
    yield Slip(("ml.softmax_offdiag_diag",), (s * (node.scope.one - s)).times(number))
    yield Slip(("ml.softmax_offdiag_sign",), -right)
