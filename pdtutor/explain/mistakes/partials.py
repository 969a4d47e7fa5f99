"""Explanations of what goes wrong when there are several variables: which one moves, in which turn, by how many paths.

Belongs here: the sentences for total.*, implicit.* and partial.*. Does not: mistakes within one rule.
"""

from __future__ import annotations

from pdtutor.explain.mistakes.place import Explanation, Place, held, mixed_terms
from pdtutor.explain.mistakes.wording import filled, worded
from pdtutor.explain.phrases import Sentence


def _path(place: Place) -> Sentence:
    if place.other is None:
        return filled(
            "{wrt} reaches {function} by several paths, one for each variable that moves with it. Which path has no term yet?", place
        )
    return filled(
        "{other} moves with {wrt} too, so {wrt} reaches {function} by one more path. Which product of rates belongs to the path through "
        "{other}?",
        place,
    )


def _rates(place: Place) -> Sentence:
    if place.other is None:
        return filled(
            "This adds up how {function} answers to each of its variables, as if each moved exactly as fast as {wrt}. How fast does each "
            "of them move with {wrt}?",
            place,
        )
    return filled(
        "The term of {other} says how {function} answers to it, as if {other} moved exactly as fast as {wrt}. How fast does {other} move "
        "with {wrt}?",
        place,
    )


def _another(place: Place) -> Sentence:
    variables = held(place)
    if len(variables) == 2:
        by = "{one} twice" if variables[0] == variables[1] else "{one} and {two}"
        text = f"Right, but for another question: this is the derivative by {by}. Asked is the one by {{asked}}: in which turn does which "
        return filled(text + "variable of {function} move?", place, one=variables[0], two=variables[1])
    return filled(
        "Right, but for another question: this is the derivative by {held}. Asked is the one by {asked}: which variables of {function} "
        "count as numbers now?",
        place,
    )


def _moved_along(place: Place) -> Sentence:
    if len(held(place)) == 1:
        return filled(
            "Only {wrt} moves here; {held} waits like a number. Put 3 in place of {held} in {function}: what is the derivative by {wrt} "
            "then?",
            place,
        )
    return filled(
        "Only {wrt} moves here; {held:all others} wait like numbers. Which parts of {function} change with {wrt}, and which only scale "
        "them?",
        place,
    )


def _dropped(place: Place) -> Sentence:
    waiting, terms = held(place), mixed_terms(place)
    if not waiting or not terms:
        return filled("A term with {wrt} in it moves, whatever else is in it. Which terms of {function} have {wrt} in them?", place)
    return filled(
        "{other} stands still, but a term with {wrt} in it moves all the same. If {other} were the number 4, how fast would "
        "{term:such a term} change with {wrt}?",
        place,
        other=waiting[0],
        term=terms[0],
    )


EXPLANATIONS: dict[str, Explanation] = {
    "total.no_inner_rates": _rates,
    "total.rate_missing": worded(
        "Along a path the rates multiply, one for each link of the chain. One link on the path through {other:an inner variable} has "
        "none yet: how fast does {other:that variable} itself move?"
    ),
    "total.partial_missing": worded(
        "This says how fast {other:an inner variable} moves, but not how {function} answers to that. Which factor belongs in front of its "
        "rate?"
    ),
    "total.paths_multiplied": worded(
        "Along one path rates multiply, but what reaches {function} from {wrt} by different paths adds up. If one path lifts it by 2 and "
        "another by 3, by how much does it rise?"
    ),
    "total.partial_only": _path,
    "implicit.inverse": worded(
        "This is the slope read the other way round: how far {wrt} moves for a step of the result. Asked is how far the result moves for "
        "a step of {wrt}: which of the two goes below the bar?"
    ),
    "partial.mixed_zero": worded(
        "0 would mean that the slope by {first} is the same whatever {last} is. Compare the slope of {function} by {first} for a small "
        "and a large {last}: are they equal?"
    ),
    "partial.mixed_product_rule": worded(
        "Once {function} is differentiated by {first}, there is more than one factor with {last} in it, and each takes its turn to move: "
        "first′·second + first·second′."
    ),
    "partial.mixed_sum": worded(
        "A mixed derivative is the slope of a slope, not one slope plus another. Differentiate {function} by {first} first: how does "
        "what comes out change with {last}?"
    ),
    "partial.mixed_product": worded(
        "A mixed derivative is the slope of a slope, not one slope times another. Differentiate {function} by {first} first: how does "
        "what comes out change with {last}?"
    ),
    "partial.second_inner_only": worded(
        "The first derivative of {function} is a product, and {wrt} moves in both factors, so differentiating it gives two terms: "
        "first′·second + first·second′."
    ),
    "partial.second_is_square": worded(
        "The second derivative says how the slope changes; it is not the slope squared. The line 3·{wrt} has the slope 3 everywhere: is "
        "its second derivative 9?"
    ),
    "partial.second_is_first": worded(
        "This is right as far as it goes, but {function} has not been differentiated often enough. How does this slope change in turn, "
        "with {last}?"
    ),
    "partial.other_as_variable_log": worded(
        "Written with e, {part:the power} has the exponent {logarithm}, and in it only {wrt} moves: the logarithm of {base} is a "
        "number like 2. How many terms does the derivative of that exponent have?"
    ),
    "partial.other_vanishes_in_product": worded(
        "Alone, a constant gives 0. But in {part}, where only {wrt} moves, the constant is a factor and scales whatever the rest does: "
        "(constant·rest)′ = constant·rest′."
    ),
    "partial.other_to_zero": _dropped,
    "partial.other_kept_as_constant_term": worded(
        "There is no {wrt} in {other:that term}: while {wrt} moves, it stays where it is. How fast does something change that does not "
        "move?"
    ),
    "partial.wrong_variable": _another,
    "partial.other_as_variable": _moved_along,
}
