"""Total and partial derivatives in words.

Belongs here: sentences. Does not: the paths themselves (`calculus.total`).
"""

from __future__ import annotations

from pdtutor.calculus.total.results import Total
from pdtutor.explain.phrases import Sentence, listed


def partial_words(found: Total) -> Sentence:
    """What the partial derivative pretends."""
    still = [name for name in found.depends if any(edge.of is None and edge.by == name for edge in found.edges)]
    if not still:
        return ("Only ", found.wrt, " moves; all else is held constant.")
    verb = " is" if len(still) == 1 else " are"
    return ("Only ", found.wrt, " moves: ", *listed(still), verb, " held constant, as if independent.")


def total_words(found: Total) -> Sentence:
    """What the total derivative takes into account."""
    if found.is_partial:
        return ("Nothing that the function is written in depends on ", found.wrt, ", so it is the partial derivative.")
    moving = list(dict.fromkeys(name for term in found.terms for name in term.path[:-1]))
    verb = "moves" if len(moving) == 1 else "move"
    return ("When ", found.wrt, " moves, ", *listed(moving), f" {verb} along, and that counts too.")


def implicit(name: str) -> Sentence:
    """How a relation is differentiated."""
    return ("Let ", name, " be its left side minus its right side. Along the curve ", name, " stays 0, so its total derivative is 0:")


def settled(found: Total, label: str) -> Sentence:
    """From the sum of the terms to the derivative."""
    if found.rest is None or found.by_target is None:
        return ()
    factor: Sentence = ("(", found.by_target, ")") if found.by_target.is_Add else (found.by_target,)
    return ("0 = ", found.rest, " + ", *factor, "·", label, ", and solved for the derivative:")


NO_PARTIALS = (
    "is not known: a partial of the relation does not exist here, and then the rule says nothing. The curve may have a corner, or a "
    "slope all the same."
)
GAPS: Sentence = (
    "Two pieces tie on a whole stretch, where the paths miscount: on it only the last formula is right, derived with the formulas put in.",
)
