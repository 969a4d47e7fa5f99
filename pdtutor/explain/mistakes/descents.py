"""What there is to say to a step of descent that leads elsewhere.

Belongs here: sentences that need the function alone. Does not: derivatives (the other modules of this folder).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sympy import Expr

from pdtutor.explain.mistakes.place import Explanation, Place
from pdtutor.explain.phrases import Sentence

Of = Callable[[Expr], Sentence]

STEPS: Mapping[str, Of] = {
    "descent.plain": lambda of: (
        "This is where plain gradient descent goes on ", of, ". What does the method asked for do with the gradient first?",
    ),
    "descent.uphill": lambda of: (
        "The gradient shows where ", of, " rises fastest, and this step follows it. Which sign leads downhill?",
    ),
    "descent.rate_missing": lambda of: (
        "The whole gradient of ", of, " is taken as the step. What multiplies it first, so that the step is as long as the rate says?",
    ),
    "descent.change_only": lambda of: (
        "This is how far the point moves on ", of, ", or along which slope, and not where it arrives. Where does the step start?",
    ),
    "descent.one_moved": lambda of: (
        "A coordinate has stayed where it was, though ", of, " has a slope along each. Which of them move in one step?",
    ),
}  # fmt: skip


def swapped(of: Expr) -> Sentence:
    """The coordinates of the right point in another order."""
    return ("These are the coordinates of the new point on ", of, " in another order. Which belongs to which variable?")


def _at(said: Of) -> Explanation:
    return lambda place: said(place.function)


EXPLANATIONS: Mapping[str, Callable[[Place], Sentence]] = {id: _at(said) for id, said in STEPS.items()}
