"""Powers, exponentials and reciprocals differentiated wrongly.

Belongs here: slips of base^exponent where one of the two is the bare variable. Does not: what is inside (`chains`).
"""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Expr, S

from pdtutor.grading.mistakes.slip import Slip, Slips
from pdtutor.grading.mistakes.structure import is_weight, numerators, quotient_slips
from pdtutor.grading.mistakes.tree import Node
from pdtutor.grading.mistakes.vectors import Vector, exponential, logarithm
from pdtutor.notation.names import variables_of


def powers(node: Node, _: Sequence[Vector]) -> Slips:
    """Of uⁿ: the exponent not brought down, not lowered, raised; of a negative one the reciprocal handled as if it were the power."""
    if "exponent" not in node.step.parts:
        return
    base, exponent = node.part("base"), node.part("exponent")
    one = node.scope.one
    other = node.step.parts["exponent"]
    outer = ("chain.keep_exponent",) if node.name is not None else ()
    halved = _halved_ids(node)
    yield Slip((*halved, "power.coeff_lost"), base ** (exponent - one), other)
    yield Slip((*outer, "power.exponent_not_reduced"), exponent * base**exponent, other)
    if other not in (0, 1, 2):  # of a square it is the function itself
        yield Slip(("power.exchanged",), (exponent - one) * base**exponent, other)
    yield Slip(("power.exponent_plus_one",), exponent * base ** (exponent + one), other)
    yield Slip(("power.integrated",), base ** (exponent + one) / (exponent + one), other)
    yield Slip(("power.exponent_down_twice",), exponent * base ** (exponent - one - one), other)
    yield Slip(("power.exponent_down_twice",), exponent * (exponent - one) * base ** (exponent - one - one), other)
    if other.is_negative:
        yield from _reciprocals(node, base, exponent)
    if variables_of(other):
        yield Slip(("exp.split_sum_x", "exp.split_sum"), one, other)
        yield Slip(("partial.other_as_variable_log",), node.gives + base**exponent * base.map(logarithm), other)


def _halved_ids(node: Node) -> tuple[str, ...]:
    """What losing the 2 of a square is called, where the square is an error or a penalty."""
    if node.step.parts["exponent"] != 2:
        return ()
    if node.name is None:
        return ("ml.l2_factor",) if _is_penalty(node) else ()
    return ("ml.mse_factor2",) if node.above is not None and is_squared_error(node.above) else ()


def _is_penalty(node: Node) -> bool:
    """λ·w²: a square under a constant multiple with a variable in it, or with a decimal before the square of a weight."""
    constants = [each.step.parts["constant"] for each in node.lineage[1:] if each.step.rule == "constant_multiple"]
    return any(variables_of(constant) or (not constant.is_integer and is_weight(node)) for constant in constants)


def is_squared_error(node: Node) -> bool:
    """Whether a chain is the square of a difference between something and its target."""
    if node.step.rule != "chain" or len(node.step.children) != 2:
        return False
    outer, inner = node.step.children
    is_square = outer.rule == "power" and outer.parts.get("exponent") == 2
    return bool(is_square and inner.of.is_Add and len(variables_of(inner.of)) > 1 and _has_both_signs(inner.of))


def _has_both_signs(total: Expr) -> bool:
    return {term.could_extract_minus_sign() for term in total.args} == {True, False}


def _reciprocals(node: Node, base: Vector, exponent: Vector) -> Slips:
    """Of 1/uⁿ: as a power with n, as one over the derivative of uⁿ, by wrong quotient rules with a constant numerator."""
    one, other = node.scope.one, node.step.parts["exponent"]
    raised = -exponent
    yield Slip(("power.neg_reciprocal",), one / (raised * base ** (raised - one)), other)
    yield Slip(("power.neg_dropped_sign_exp",), exponent * base ** (raised - one), other)
    bottom, slope = base**raised, raised * base ** (raised - one)
    for numerator in (one, *numerators(node)):
        for slip in quotient_slips(numerator, bottom, node.scope.zero, slope):
            yield Slip(slip.ids, slip.gives / numerator, other, is_weak=node.name is None)


def exponentials(node: Node, _: Sequence[Vector]) -> Slips:
    """Of aˣ: the power rule, ln a left out, x·ln a taken for x + ln a."""
    if node.step.of.func.__name__ in ("erf", "erfc"):
        return
    base: Expr = node.step.parts.get("base", S.Exp1)
    exponent = node.step.parts.get("exponent", node.step.wrt)
    a, x = node.scope.value(base), node.scope.value(exponent)
    ids = ("power.on_exp_partial", "power.on_exponential") if variables_of(base) else ("power.on_exponential",)
    yield Slip(ids, x * a ** (x - node.scope.one), base)
    yield Slip(("exp.exponent_in_front",), x * node.of, exponent)
    if base != S.Exp1:
        yield Slip(("exp.lna_missing",), node.of, base)
        yield Slip(("table.wrong_entry",), node.of * x.map(logarithm), base)
        yield Slip(("table.wrong_entry",), node.of * a, base)
        yield Slip(("exp.split_sum",), x.map(exponential), base)
    if variables_of(base):
        yield Slip(("partial.other_as_variable_log",), node.gives + x * a ** (x - node.scope.one), base)


def general_powers(node: Node, _: Sequence[Vector]) -> Slips:
    """Of fᵍ with both moving: one of the two held still."""
    base, exponent = node.part("base"), node.part("exponent")
    one = node.scope.one
    if node.step.parts["base"] == node.step.wrt:
        yield Slip(("power.on_exponential",), exponent * base ** (exponent - one), node.step.parts["exponent"])
        yield Slip(("exp.split_sum_x", "exp.split_sum"), one + exponent.map(exponential), node.step.parts["exponent"])
