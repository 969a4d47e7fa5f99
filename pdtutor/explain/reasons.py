"""Why a rule applies to a step: one sentence for each rule, naming the actual parts of the actual function.

Belongs here: reasons as sentences. Does not: what the rule states in general (`cards`), or
anything about the whole derivation (`sentences`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain as joined

from sympy import Abs, Basic, Expr, Max, Min, Piecewise, S, erf, erfc, sign
from sympy.tensor.indexed import Indexed

from pdtutor.calculus.solver import may_be_same
from pdtutor.calculus.step import Step
from pdtutor.explain.phrases import Sentence, listed
from pdtutor.notation.names import variables_of
from pdtutor.notation.writers.order import ordered_terms


def because(step: Step) -> Sentence:
    """Why the rule of this step applies, without a full stop at the end.

    step: any node of a derivation; every one of the rules on the cards has its sentence.
    """
    return _BECAUSE[step.rule](step)


def _constant(step: Step) -> Sentence:
    if not variables_of(step.of):
        return (step.of, " is a number: it never changes")
    return (step.of, " has no ", step.wrt, " in it: it stays still while ", step.wrt, " moves")


def _identity(step: Step) -> Sentence:
    if step.of != step.wrt:
        return (step.of, " is ", step.wrt, " where the indices agree, and another variable where they do not")
    return (step.wrt, " moves exactly as fast as itself")


def _constant_multiple(step: Step) -> Sentence:
    constant = step.parts["constant"]
    if constant is S.NegativeOne:
        return ("the minus sign waits in front of ", step.parts["rest"])
    if constant.is_number:
        return ("the number ", constant, " waits in front")
    return (constant, " does not move with ", step.wrt, ", so it waits in front")


def _sum(step: Step) -> Sentence:
    still = terms_at_rest(step.of, step.wrt)
    if not still:
        return ("each term by itself",)
    return ("each term by itself; ", *listed(still), " stay still and give 0" if len(still) > 1 else " stays still and gives 0")


def terms_at_rest(total: Expr, wrt: Expr) -> tuple[Expr, ...]:
    """The terms of a sum that do not move with `wrt`, in the order in which they are written; none where the expression is no sum."""
    return tuple(term for term in ordered_terms(total) if not moves(term, wrt)) if total.is_Add else ()


def moves(expression: Basic, wrt: Expr) -> bool:
    """Whether the expression changes while `wrt` moves; an entry z[i] of an indexed name may be any entry z[k] of it."""
    if isinstance(wrt, Indexed):
        return any(may_be_same(entry, wrt) for entry in expression.atoms(Indexed))
    return bool(expression.has(wrt))


def _product(step: Step) -> Sentence:
    factors = [child.of for child in step.children]
    if len(factors) == 2:
        return ("first ", factors[0], " moves while ", factors[1], " waits, then the other way round")
    return (*listed(factors), " each take one turn to move while the others wait")


def _quotient(step: Step) -> Sentence:
    top, bottom = step.parts["numerator"], step.parts["denominator"]
    return ("top′·bottom - top·bottom′, over bottom²; the top is ", top, ", the bottom ", bottom)


def _power(step: Step) -> Sentence:
    if "exponent" not in step.parts:
        return _activation(step)
    base, exponent = step.parts["base"], step.parts["exponent"]
    if exponent is S.Half:
        return ("a root is the power ", exponent, " of ", base, ": bring ", exponent, " down in front, and one less is ", exponent - 1)
    if exponent.is_Rational and (exponent.is_negative or not exponent.is_Integer):
        return ("as a power of ", base, " it has the exponent ", exponent, ": bring it down in front, and one less is ", exponent - 1)
    return ("bring the exponent ", exponent, " down in front and lower it by one")


def _exponential(step: Step) -> Sentence:
    base = step.parts.get("base", S.Exp1)
    if isinstance(step.of, erf | erfc):
        return _activation(step)
    if base is S.Exp1:
        return (step.of, " is its own derivative")
    return (base, " stays still while the exponent moves: the power itself, times the logarithm of its base ", base)


def _logarithm(step: Step) -> Sentence:
    return ("the slope of a natural logarithm is one over what is inside, here ", step.parts.get("argument", step.wrt))


def _standard(step: Step) -> Sentence:
    """A function whose derivative is one to remember."""
    words = _STANDARD.get(step.of.func.__name__)
    return _answer(step) if words is None else (f"the slope of {words}, here of ", step.wrt)


def _answer(step: Step) -> Sentence:
    return ("while ", step.wrt, " moves and all else waits, the slope of ", step.of, " is ", step.gives)


_STANDARD = {
    "sin": "a sine is the cosine",
    "cos": "a cosine is minus the sine",
    "tan": "a tangent is 1 plus its square",
    "cot": "a cotangent is minus 1 minus its square",
    "sec": "a secant is the secant times the tangent",
    "csc": "a cosecant is minus the cosecant times the cotangent",
    "asin": "an arcsine is one over the root of 1 minus the square",
    "acos": "an arccosine is minus one over the root of 1 minus the square",
    "atan": "an arctangent is one over 1 plus the square",
    "acot": "an arccotangent is minus one over 1 plus the square",
    "sinh": "a hyperbolic sine is the hyperbolic cosine",
    "cosh": "a hyperbolic cosine is the hyperbolic sine, with no minus",
    "tanh": "a hyperbolic tangent is 1 minus its square",
    "asinh": "an inverse hyperbolic sine is one over the root of the square plus 1",
    "acosh": "an inverse hyperbolic cosine is one over the root of the square minus 1",
    "atanh": "an inverse hyperbolic tangent is one over 1 minus the square",
}


def _chain(step: Step) -> Sentence:
    named = joined.from_iterable((", ", name, " = ", inner) for name, inner in step.names.items())
    _, *names = named
    if len(step.names) == 1:
        (name,) = step.names
        return ("with ", *names, ": differentiate by ", name, ", then multiply by the derivative of ", name)
    return ("with ", *names, ": differentiate by each of them, multiply by its own derivative, and add")


def _general_power(step: Step) -> Sentence:
    base, exponent = step.parts["base"], step.parts["exponent"]
    return (
        step.wrt, " moves both in the base ", base, " and in the exponent ", exponent,
        ": as e to the power exponent·ln(base) it is itself times the derivative of exponent·ln(base)",
    )  # fmt: skip


def _absolute_value(step: Step) -> Sentence:
    argument = step.of.args[0] if isinstance(step.of, Abs) else step.wrt
    return ("where ", argument, " > 0 it is ", argument, ", slope 1; where ", argument, " < 0 it is ", -argument, ", slope -1")


def _maximum(step: Step) -> Sentence:
    if isinstance(step.of, Max | Min):
        which = "largest" if isinstance(step.of, Max) else "smallest"
        return (f"it follows whichever is {which}, ", *listed(step.of.args, " or "), ", and takes its slope")
    return _activation(step)


def _piecewise(step: Step) -> Sentence:
    if isinstance(step.of, sign):
        return (step.of, " is flat on both sides of ", step.of.args[0], " = 0")
    if not isinstance(step.of, Piecewise):
        return ("each case of ", step.of, " in its own region")
    value, condition = step.of.args[0]
    return ("each case in its own region: where ", condition, " it is ", value, *_otherwise(step.of.args[1:]))


def _otherwise(cases: tuple[Expr, ...]) -> Sentence:
    if not cases:
        return ()
    if len(cases) > 1:
        return (f", and so on through {len(cases)} more cases",)
    value, condition = cases[0]
    return (", elsewhere ", value) if condition is S.true else (", where ", condition, " it is ", value)


def _activation(step: Step) -> Sentence:
    words = _ACTIVATIONS.get(step.of.func.__name__)
    if words is None or (step.of.args[0] != step.wrt and len(step.of.args) > 1):
        return _answer(step)
    return words(*step.of.args)


_ACTIVATIONS: Mapping[str, Callable[..., Sentence]] = {
    "sigmoid": lambda z: ("σ′ = σ·(1 - σ): the slope at ", z, " is made of the value itself"),
    "tanh": lambda z: ("tanh′ = 1 - tanh²: the slope at ", z, " is made of the value itself"),
    "softplus": lambda z: ("softplus is a smooth max(0, ", z, "), and its slope is exactly σ"),
    "silu": lambda z: ("silu is ", z, "·σ(", z, "), so the product rule gives σ + ", z, "·σ·(1 - σ)"),
    "gelu": lambda z: ("gelu is ", z, " times the normal distribution's share below ", z, ", so the product rule gives two terms"),
    "relu": lambda z: ("relu follows ", z, " where that is above 0, slope 1, and is flat below, slope 0"),
    "relu6": lambda z: ("relu6 follows ", z, " between 0 and 6, slope 1, and is flat outside"),
    "hardtanh": lambda z: ("hardtanh follows ", z, " between -1 and 1, slope 1, and is flat outside"),
    "clip": lambda z, low, high: ("clip follows ", z, " between ", low, " and ", high, ", slope 1, and is flat outside"),
    "hardswish": lambda z: ("hardswish is 0 below -3, ", z, " above 3, and a parabola between: each part has its own slope"),
    "elu": lambda z, a: ("elu follows ", z, " above 0, slope 1; below it is ", a, " times e to the power ", z, ", minus ", a),
    "leaky_relu": lambda z, a: ("leaky_relu follows ", z, " above 0, slope 1, and leaks below, slope ", a),
    "huber": lambda r, d: ("huber is a parabola up to |", r, "| = ", d, ", slope ", r, ", and straight beyond, slope ±", d),
    "bce": lambda p, y: ("binary cross-entropy is -", y, "·ln(", p, ") - (1 - ", y, ")·ln(1 - ", p, "): each logarithm by itself"),
    "logsumexp": lambda *z: ("the slope by each of ", *listed(z), " is its softmax: its own share of the sum of exponentials"),
    "norm": lambda *x: ("the slope by each of ", *listed(x), " is its own share of the length"),
    "cbrt": lambda x: ("the real cube root is ", x, " to the power 1/3, also where ", x, " is negative"),
    "erf": lambda x: ("erf is an area under a bell curve up to ", x, ", so its slope is the height of the bell there"),
    "erfc": lambda x: ("erfc is the area under a bell curve beyond ", x, ", so its slope is minus the height of the bell there"),
}


def _unknown_function(step: Step) -> Sentence:
    return ("nothing is known about ", step.of, " but its name, so its slope gets a name too: ", step.gives)


def _indexed_sum(step: Step) -> Sentence:
    if isinstance(step.wrt, Indexed):
        return ("every term by itself, and only a term that has ", step.wrt, " in it can move")
    return ("the derivative goes inside the sum: every term by itself",)


def _table(step: Step) -> Sentence:
    return ("no rule here derives ", step.of, ", so this one is looked up in a table; the check below still tests it")


def _rewrite(step: Step) -> Sentence:
    (child,) = step.children
    if child.of == step.of:
        return ("the same derivative, tidied up",)
    return ("it is the same function as ", child.of, ", which is easier to differentiate")


_BECAUSE: Mapping[str, Callable[[Step], Sentence]] = {
    "constant": _constant,
    "identity": _identity,
    "constant_multiple": _constant_multiple,
    "sum": _sum,
    "product": _product,
    "quotient": _quotient,
    "power": _power,
    "exponential": _exponential,
    "logarithm": _logarithm,
    "trigonometric": _standard,
    "inverse_trigonometric": _standard,
    "hyperbolic": _standard,
    "chain": _chain,
    "general_power": _general_power,
    "absolute_value": _absolute_value,
    "maximum": _maximum,
    "piecewise": _piecewise,
    "activation": _activation,
    "unknown_function": _unknown_function,
    "indexed_sum": _indexed_sum,
    "table": _table,
    "rewrite": _rewrite,
}
