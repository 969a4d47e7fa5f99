"""Explanations of what goes wrong when one function is inside another.

Belongs here: the sentences for chain.*. Does not: what is particular to logarithms, powers or machine learning.
"""

from __future__ import annotations

from pdtutor.explain.mistakes.place import Explanation, Place, around
from pdtutor.explain.mistakes.wording import filled, worded
from pdtutor.explain.phrases import Sentence

CHAIN = "outer′(inner)·inner′"


def _inner_only(place: Place) -> Sentence:
    known = around(place)
    if known is None:
        return filled(f"This is how fast {{inner}} changes. The function around it answers to that in a way of its own: {CHAIN}.", place)
    name, outer = known
    return filled(
        "This is how fast {inner} changes, but it sits inside another function. Call it {name}: how fast does {outer:that function} change "
        "with {name}?",
        place,
        name=name,
        outer=outer,
    )


EXPLANATIONS: dict[str, Explanation] = {
    "chain.one_level_short": worded(
        "Here functions are nested several deep, and each level brings a factor of its own. Inside them all is {innermost}: how fast "
        "does it change with {wrt}?"
    ),
    "chain.exp_inner_var": worded(
        "A power of e is its own derivative, its exponent untouched; the inner derivative only comes in front. The exponent is "
        "{inner:the inner function}: what stays upstairs?"
    ),
    "chain.exp_inner_missing": worded(
        "By its exponent, a power of e is its own slope. But {inner:the exponent} moves at a pace of its own: how fast does it change "
        "with {wrt}?"
    ),
    "chain.const_factor": worded(
        "The outer slope is there, as if {inner} moved exactly as fast as {wrt}. When {wrt} grows by 1, by how much does {inner} grow?"
    ),
    "chain.keep_exponent": worded(
        "The exponent came down in front, and {inner} brought its own derivative. What does the power rule leave upstairs, where "
        "{exponent} was?"
    ),
    "chain.inner_sign": worded(
        "Look at the sign of the inner derivative. In {inner}, which sign stands before the part with {wrt}, and does differentiating "
        "change it?"
    ),
    "chain.derivative_inside": worded(
        f"The outer derivative is taken at {{inner}} as it is. How fast that moves belongs beside it as a factor, not inside: {CHAIN}."
    ),
    "chain.outer_at_x": worded(
        "What goes into the outer function is {inner}, not {wrt} alone, and its slope is taken there. What stands in the brackets of "
        f"{CHAIN}?"
    ),
    "chain.inner_only": _inner_only,
    "chain.function_of_derivative": worded(
        f"Here the outer function is still undifferentiated, and the inner derivative sits inside it. Which two slopes does {CHAIN} "
        "multiply for {part}?"
    ),
    "chain.as_sum": worded(
        "Both slopes are there, that of {inner} and that of the function around it. When a wheel turns 3 times as fast as the pedals, "
        "and the next one 2 times as fast as that wheel, is that 5 times as fast as the pedals, or 6?"
    ),
    "chain.inner_missing.partial": worded(
        "The outer derivative is there. For the inner function, hold {held} still: how fast does {inner:it} change with {wrt}?"
    ),
    "chain.inner_missing": worded(
        "The outer derivative is there: it says how {part} answers to {inner}. How fast does {inner} itself change with {wrt}?"
    ),
}
