"""Second derivatives in words: mixed partials, definiteness, kinds of stationary points.

Belongs here: sentences. Does not: finding any of what they say (`calculus.hessian`).
"""

from __future__ import annotations

from pdtutor.calculus.results import Hessian, MixedPair
from pdtutor.explain.phrases import Sentence

MEANING = {
    "positive definite": "positive definite, curved upwards in every direction.",
    "negative definite": "negative definite, curved downwards in every direction.",
    "indefinite": "indefinite, curved upwards in some directions and downwards in others.",
}
KINDS = {
    "minimum": "The gradient is 0 here, and the curvature decides: a strict local minimum.",
    "maximum": "The gradient is 0 here, and the curvature decides: a strict local maximum.",
    "saddle": "The gradient is 0 here, and the curvature decides: a saddle, up one way and down another.",
    "undecided": (
        "The gradient is 0 here, but second derivatives leave it undecided: where they are flat, terms of higher order say whether it is a "
        "minimum, a maximum or neither. Compare the function at the points all around, and along curves too, not only along lines."
    ),
}


def mixed_pair(pair: MixedPair, labels: tuple[str, str], is_everywhere: bool) -> Sentence:
    """Whether the order of differentiation matters for the formulas, which may not hold everywhere."""
    one, other = labels
    if pair.symbolic:
        where = "" if is_everywhere else "where it holds, "
        return (one, " and ", other, f" are the same formula: {where}the order of differentiation does not matter (Schwarz).")
    if not pair.is_equal:
        return (one, " and ", other, " differ: here the order of differentiation matters.")
    if not pair.points:
        return (one, " and ", other, " could not be compared.")
    return (one, " and ", other, f" agree at {pair.points} points tried, though algebra alone did not decide it.")


def unequal_there(labels: tuple[str, str]) -> Sentence:
    """Why mixed partials may differ at one point."""
    one, other = labels
    return (
        one,
        " and ",
        other,
        " differ at this point. Schwarz's theorem asks for second partials that are continuous there, and these are not: close to the "
        "point they depend on the side from which one looks. So the matrix is not symmetric here and says nothing of a minimum.",
    )


def definiteness(kind: str, largest: float, smallest: float) -> Sentence:
    """What the signs of the eigenvalues mean.

    largest, smallest  eigenvalues, which tell a semidefinite matrix that only curves upwards from one that only curves downwards
    """
    return (MEANING[kind] if kind in MEANING else _semidefinite(largest, smallest),)


def _semidefinite(largest: float, smallest: float) -> str:
    if largest <= 0 <= smallest:
        return "all 0, flat to second order in every direction."
    sign, way, other = ("positive", "upwards", "maximum") if largest > -smallest else ("negative", "downwards", "minimum")
    return f"{sign} semidefinite, flat to second order in some direction and curved {way} in the others; so no local {other}."


def stationary(found: Hessian, name: str, gradient: Sentence | None) -> tuple[Sentence, ...]:
    """What follows at the point: minimum, maximum, saddle, undecided, or that the point is not stationary."""
    if found.classification is not None:
        return ((KINDS[found.classification],),)
    if found.stationary is False and gradient is not None:
        words = "; it is not 0, so this is no stationary point, and the Hessian tells only how the function curves here."
        return ((name, " here is ", *gradient, words),)
    if found.value is None and found.definiteness is not None:
        return (("The Hessian is the same everywhere, so this holds at every point.",),)
    if found.stationary and found.definiteness is None:
        return (("The gradient is 0 here, but without a symmetric matrix of numbers its kind is not decided.",),)
    return ()
