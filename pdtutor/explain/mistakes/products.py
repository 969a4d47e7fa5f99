"""Explanations of what goes wrong in products and quotients.

Belongs here: the sentences for product.* and quotient.*. Does not: constant factors (`powers`).
"""

from __future__ import annotations

from pdtutor.explain.mistakes.place import Explanation, Place, factors, top_and_bottom, without
from pdtutor.explain.mistakes.wording import filled, worded
from pdtutor.explain.phrases import Sentence
from pdtutor.explain.reasons import moves

PRODUCT = "first′·second + first·second′"
QUOTIENT = "(top′·bottom - top·bottom′)/bottom²"


def _one_term(place: Place) -> Sentence:
    if place.other not in factors(place):
        return filled("Several factors of {part} move with {wrt}, and each takes one turn. Which one has not moved yet?", place)
    return filled(
        "A turn is still to be taken: {other:another factor} moves with {wrt} too. What does that add, while {waiting:the rest} waits?",
        place,
        waiting=without(factors(place), place.other),
    )


def _plus(place: Place) -> Sentence:
    return _still_top(place) or filled(
        "Between positive numbers the fraction rises when {top} grows and falls when {bottom} grows. Which sign does the turn of the "
        "bottom get?",
        place,
    )


def _order(place: Place) -> Sentence:
    return _still_top(place) or filled(
        f"Over a positive bottom the fraction rises when {{top}} does, so the turn of the top comes first, with a plus: {QUOTIENT}.", place
    )


def _still_top(place: Place) -> Sentence:
    """What there is to say of signs where only the bottom moves; empty where the top does too."""
    top, _ = top_and_bottom(place)
    if moves(top, place.wrt):
        return ()
    return filled(
        "The top, {top:a constant}, stands still, and the fraction falls when {bottom} grows. Which sign goes before bottom′?", place
    )


EXPLANATIONS: dict[str, Explanation] = {
    "product.partial_needless": worded(
        "There is no {wrt} in {other:the constant factor}: its turn to move adds nothing, for its derivative by {wrt} is 0. Which term of "
        f"{PRODUCT} is left?"
    ),
    "product.as_product": worded(
        "By that rule {wrt}·{wrt} would have the slope 1·1 everywhere, and be a straight line. Let {factor} move while {rest} waits, then "
        f"the other way round: {PRODUCT}."
    ),
    "product.as_sum": worded(
        "Slopes add up when terms are added. Here {rest} multiplies whatever {factor} does, so a small move of {factor} counts {rest} "
        f"times: {PRODUCT}."
    ),
    "product.swapped": worded(
        "While {factor} moves, it is {rest} that waits and scales the change. Which factor then belongs beside the derivative of {factor}?"
    ),
    "product.minus": worded(
        "A move of {factor} and a move of {rest} each change the product, and the changes add up. The minus is at home in the quotient "
        f"rule; for a product it is {PRODUCT}."
    ),
    "product.one_term": _one_term,
    "product.factor_lost": worded(
        "While one factor of {part} moves, all others wait beside it, and they stay in the term: first′·second + first·second′."
    ),
    "quotient.top_only": worded(
        "{bottom} moves with {wrt} as well, so the fraction changes twice over: by its top and by its bottom. What does the turn of the "
        "bottom add?"
    ),
    "quotient.bottom_only": worded(
        "{top} moves with {wrt} as well, so the fraction changes twice over: by its top and by its bottom. What does the turn of the top "
        "add?"
    ),
    "quotient.numerator_only": worded(
        f"This is what stands on top. The quotient rule has a bottom too, here made of {{bottom}}: {QUOTIENT}."
    ),
    "quotient.upside_down": worded(
        "This is the slope of the fraction turned over. Here {top} stands on top and {bottom} below, and the rule does not treat them "
        f"alike: {QUOTIENT}."
    ),
    "quotient.f_squared": worded(
        "A fraction breaks where its bottom is 0, not where its top is, and so does its slope. With {top} on top and {bottom} below: "
        f"{QUOTIENT}."
    ),
    "quotient.no_square": worded(
        "Take one over {bottom}: with a bottom ten times as large, the same small step of the bottom moves the fraction a hundred times "
        "less. Which power of the bottom must the slope be divided by?"
    ),
    "quotient.plus": _plus,
    "quotient.order": _order,
    "quotient.as_quotient": worded(
        "By that rule {wrt}²/{wrt}, which is just {wrt}, would have the slope 2·{wrt} and not 1. With {top} on top and {bottom} below: "
        f"{QUOTIENT}."
    ),
}
