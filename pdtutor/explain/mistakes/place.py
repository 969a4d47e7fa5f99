"""The Place of a mistake: the step at which it happens, in the learner's own variables.

Belongs here: the data, and the parts that can be read off it. Does not: how a part is named in a sentence (`wording`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sympy import Expr, Mul, Pow, Tuple

from pdtutor.calculus.step import Step
from pdtutor.explain.phrases import Sentence
from pdtutor.explain.reasons import moves
from pdtutor.notation.names import in_natural_order, variables_of
from pdtutor.notation.writers.order import ordered_factors, ordered_terms


@dataclass(frozen=True)
class Place:
    """Where in a derivation a mistake happens.

    step      the node at which the derivative is composed otherwise, in its own names (an outer function is in u)
    of        `step.of` in the learner's own variables, the names of inner functions put back
    wrt       the variable by which the question differentiates
    function  the function of the whole question
    order     for repeated derivatives, the variables in turn
    inner     of a chain, the inner function, in the learner's variables
    other     the other variable, constant, term or factor that the mistake is about; several variables as a Tuple
    right     the right answer to the whole question, so that no explanation writes it
    """

    step: Step
    of: Expr
    wrt: Expr
    function: Expr
    order: tuple[Expr, ...] = ()
    inner: Expr | None = None
    other: Expr | None = None
    right: Expr | None = None


Explanation = Callable[[Place], Sentence]


def held(place: Place) -> tuple[Expr, ...]:
    """The variables that wait while one moves: those that the mistake is about, else all others of the function."""
    if place.other is not None:
        return tuple(place.other) if isinstance(place.other, Tuple) else (place.other,)
    return tuple(variable for variable in in_natural_order(variables_of(place.function)) if variable != place.wrt)


def turns(place: Place) -> tuple[Expr, ...]:
    """The variables by which the question differentiates, one after the other."""
    return place.order or (place.wrt,)


def factors(place: Place) -> tuple[Expr, ...]:
    """The factors that move, of a product."""
    known = ordered_factors(place.of) if place.of.is_Mul else (place.of,)
    return tuple(factor for factor in known if moves(factor, place.wrt))


def mixed_terms(place: Place) -> tuple[Expr, ...]:
    """The terms that move although a held variable is in them."""
    known = ordered_terms(place.of) if place.of.is_Add else (place.of,)
    return tuple(term for term in known if moves(term, place.wrt) and any(term.has(variable) for variable in held(place)))


def top_and_bottom(place: Place) -> tuple[Expr, Expr]:
    """Numerator and denominator, of a quotient or of a power with a negative exponent."""
    known = Mul.make_args(place.of)
    below = [factor for factor in known if factor.is_Pow and factor.exp.could_extract_minus_sign()]
    return Mul(*(factor for factor in known if factor not in below)), Mul(*(Pow(factor.base, -factor.exp) for factor in below))


def base_and_exponent(place: Place) -> tuple[Expr, Expr]:
    """Those of a power, whatever number stands in front of it; the exponent is 1 where none is written."""
    _, rest = place.of.as_coeff_Mul()
    return (rest.base, rest.exp) if rest.is_Pow else rest.as_base_exp()


def around(place: Place) -> tuple[Expr, Expr] | None:
    """The name that the step gives to the inner function, and the outer function in that name; None where the step is no chain."""
    pairs = zip(place.step.names.items(), place.step.children[::2], strict=False)
    return next(((name, child.of) for (name, inside), child in pairs if place.inner in (None, inside)), None)


def innermost(place: Place) -> Expr | None:
    """What is inside all the functions that are nested in each other from this step on."""
    known, step = place.inner, place.step
    while step.rule == "chain":
        known = tuple(step.names.values())[-1]
        step = step.children[-1]
    return known


def split(factors: tuple[Expr, ...]) -> tuple[Expr | None, Expr | None]:
    """The first factor, and the product of the others."""
    return (factors[0], Mul(*factors[1:])) if len(factors) > 1 else (None, None)


def without(total: tuple[Expr, ...], part: Expr | None) -> Expr:
    """The product of all factors but one."""
    return Mul(*(factor for factor in total if factor != part))
