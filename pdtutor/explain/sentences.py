"""What there is to say about a whole derivative: what is held, where it exists, what it comes to at a point, whether the check agrees.

Belongs here: these as sentences, and the public door to the words of this folder. Does not: why one step is
taken (`reasons`), style (`render`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import isinf, isnan

from sympy import Basic, Eq, Expr, Ne, Rational, sign
from sympy.core.function import AppliedUndef

from pdtutor.calculus.conditions import borders_of_domain
from pdtutor.calculus.results import Check, Gradient, Partial, Value
from pdtutor.calculus.step import Step
from pdtutor.explain.numbers import equal, is_long, rounded
from pdtutor.explain.phrases import Sentence, Writer, listed, say, separated
from pdtutor.explain.reasons import because, moves, terms_at_rest

KINKED = {"absolute_value", "maximum", "activation"}


# --- what is held ---------------------------------------------------------------------------------------------------------------------


def held(partial: Partial) -> Sentence:
    """What is held constant in the (first) differentiation and why, and which terms that kills."""
    return held_in(partial.roots[0])


def held_in(root: Step, before: Step | None = None) -> Sentence:
    """What is held constant while the function of this step is differentiated, why, and which terms that kills.

    What was said of the differentiation `before` is not said in full again; the sentence is empty where nothing else is left to say.
    """
    if not moves(root.of, root.wrt):
        return ("There is no ", root.wrt, " in the function: it does not move with ", root.wrt, ", so its derivative is 0.")
    is_said = before is not None and (before.wrt, before.held) == (root.wrt, root.held)
    return _led((*(_held_again(root) if is_said else _held_names(root)), *_killed(root)))


def _led(sentence: Sentence) -> Sentence:
    """The sentence without a space in front."""
    return (sentence[0].lstrip(), *sentence[1:]) if sentence and isinstance(sentence[0], str) else sentence


def _held_again(root: Step) -> Sentence:
    return ("Held constant as before: ", *_listed_held(root), ".") if root.held else ()


def _held_names(root: Step) -> Sentence:
    if not root.held:
        return (root.wrt, " is the only variable, so nothing is held constant.")
    like = (root.held[0], " is a number like any other.") if len(root.held) == 1 else ("they are numbers like any other.",)
    return ("Held constant: ", *_listed_held(root), ". While only ", root.wrt, " moves, ", *like)


def _listed_held(root: Step) -> Sentence:
    """The names held; of the family that the variable belongs to, all other entries at once."""
    base = getattr(root.wrt, "base", None)
    others = [name for name in root.held if base is None or base not in (name, getattr(name, "base", None))]
    if len(others) == len(root.held):
        return listed(others)
    rest: Sentence = ("the other entries of ", base)
    return (*listed(others), " and ", *rest) if others else rest


def _killed(root: Step) -> Sentence:
    still = terms_at_rest(root.of, root.wrt)
    if not still:
        return ()
    if len(still) == 1:
        return (" The term ", still[0], " has no ", root.wrt, " in it, so it contributes 0.")
    return (" The terms ", *listed(still), " have no ", root.wrt, " in them, so they contribute 0.")


# --- where it exists ------------------------------------------------------------------------------------------------------------------


def conditions(partial: Partial) -> tuple[Sentence, ...]:
    """Where the derivative exists, and where the function has kinks."""
    return conditions_of(partial.conditions, partial.roots)


def conditions_of(relations: Iterable[Basic], roots: Iterable[Step]) -> tuple[Sentence, ...]:
    """The same for relations that come from several derivations."""
    known = tuple(relations)
    turns = {root: _kinks(root, {}) & {*known} for root in roots}
    borders = set().union(*(borders_of_domain(found, root) for root, found in turns.items()))
    kinks = set().union(*turns.values()) - borders
    return _stated([c for c in known if c not in kinks], [c for c in known if c in kinks])


def _stated(domain: list[Basic], kinks: list[Basic]) -> tuple[Sentence, ...]:
    """The sentences for the conditions of a domain and for those that keep away from kinks."""
    sentences: list[Sentence] = []
    if domain:
        sentences.append(("The formula holds where ", *_joined(domain), "."))
    if kinks:
        places = [Eq(*sides, evaluate=False) for sides in {frozenset(kink.args): kink.args for kink in kinks}.values()]
        many = "Kinks at " if len(places) > 1 else "A kink at "
        sentences.append(
            (many, *listed(places), ": whatever the formula says there, a derivative exists only if the slopes on the two sides agree.")
        )
    return tuple(sentences)


def _joined(relations: list[Basic]) -> Sentence:
    *first, last = relations
    return (*separated(first), " and ", last) if first else (last,)


def _kinks(step: Step, names: Mapping[Expr, Expr]) -> set[Basic]:
    """The conditions x ≠ a of this tree at which the function itself goes on, with the names of inner functions put back."""
    known = {**names, **{name: inner.xreplace(names) for name, inner in step.names.items()}}
    found = set().union(*(_kinks(child, known) for child in step.children))
    if step.rule in KINKED and not isinstance(step.of, sign):
        found |= {condition.xreplace(known) for condition in step.conditions if isinstance(condition, Ne)}
    return found


# --- what it comes to at a point ------------------------------------------------------------------------------------------------------


def amounts(value: Value) -> Sentence:
    """The number as exactly as it is known, then how it was found where that was not the formula; or why there is none."""
    if value.exact is None and value.decimal is None:
        return _none(value)
    return (*_number(value), *_found(value))


def _number(value: Value) -> Sentence:
    if value.exact is None:
        return (f"≈ {decimal(value.decimal)}",)
    if is_long(value.exact):
        relation, known = equal(value.exact)
        return (relation, known) if isinstance(known, str) or value.exact.is_Integer else (relation, known, " ≈ ", rounded(value.exact))
    if value.decimal is None or value.exact.is_Integer or not value.exact.is_number:
        return ("= ", value.exact)
    if isinf(value.decimal) or (value.decimal == 0 and not value.exact.is_zero):
        return ("= ", value.exact, " ≈ ", rounded(value.exact))
    written = decimal(value.decimal)
    return ("= ", value.exact, " = " if _is_exactly(value.exact, written) else " ≈ ", written)


def _is_exactly(exact: Expr, written: str) -> bool:
    return "e" not in written and written[-1].isdigit() and bool(exact == Rational(written))


def _found(value: Value) -> Sentence:
    return (" (by the limit of the difference quotient: the formula does not apply here)",) if value.why == "limit" else ()


def _none(value: Value) -> Sentence:
    if value.sides is not None:
        return (f"does not exist: {_sides(*value.sides)}",)
    return ("does not exist: " + _WHY_NONE.get(value.why or "", "the formula gives no number here"),)


def _sides(left: float, right: float) -> str:
    if isnan(left) and not isnan(right):
        return f"the slope is {decimal(right)} from the right, and the left lies outside the domain"
    if isnan(right) and not isnan(left):
        return f"the slope is {decimal(left)} from the left, and the right lies outside the domain"
    if left == right and isinf(left):
        return f"the quotient grows without bound, to {decimal(left)} on both sides"
    return f"the slope is {decimal(left)} from the left and {decimal(right)} from the right"


_WHY_NONE = {
    "kink": "the slopes on the two sides differ",
    "vertical": "the graph is vertical here, its slope grows without bound",
    "undefined": "the function has no value here",
    "discontinuous": "the function jumps here",
}


def decimal(number: float | None) -> str:
    """A decimal of six significant digits, infinities as symbols, a zero without its sign."""
    if number is None:
        return "unknown"
    return {"inf": "∞", "-inf": "-∞", "nan": "undefined"}.get(str(number), f"{number + 0.0:.6g}")


def steepest(gradient: Gradient, direction: Sentence | None) -> tuple[Sentence, ...]:
    """What the gradient at the point says about the way up; `direction` is the unit vector as it is to be written."""
    if direction is not None:
        return (("Steepest ascent: the unit vector ", *direction, "; the rate of climb that way is the norm. Downhill is opposite."),)
    if gradient.value and all(entry.exact == 0 or entry.decimal == 0 for entry in gradient.value):
        return (("The gradient is 0 here, so no direction is steepest: a stationary point.",),)
    return ()


# --- whether the check agrees ---------------------------------------------------------------------------------------------------------


def checked(check: Check) -> Sentence:
    """What the comparison with an independent derivative found."""
    if not check.is_passed:
        return ("does not agree with an independent derivative: this is a defect of pdtutor, do not rely on the result",)
    ways = [*(["symbolically"] if check.symbolic else []), *([f"at {_points(check.points)}"] if check.points else [])]
    if not ways:
        return ("not checked: no independent derivative could be computed",)
    return ("agrees with an independent derivative, " + " and ".join(ways),)


def _points(count: int) -> str:
    return "1 point" if count == 1 else f"{count} points"


# --- the function's name --------------------------------------------------------------------------------------------------------------


def function_name(expression: Expr) -> str:
    """A name for the function itself: f, unless the expression uses it."""
    taken = {str(symbol) for symbol in expression.free_symbols} | {str(call.func) for call in expression.atoms(AppliedUndef)}
    return next(name for name in _letters() if name not in taken)


def _letters() -> Iterator[str]:
    yield from ("f", "F", "g", "G", "h", "H")
    yield from (f"f{number}" for number in range(1, 1000))


__all__ = [
    "Sentence",
    "Writer",
    "amounts",
    "because",
    "checked",
    "conditions",
    "conditions_of",
    "decimal",
    "function_name",
    "held",
    "held_in",
    "listed",
    "say",
    "steepest",
]
