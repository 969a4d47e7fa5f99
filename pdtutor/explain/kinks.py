"""Kinks and subgradients in words: what holds at a point, what the sets mean, what to do about it in training.

Belongs here: sentences. Does not: the sets themselves (`calculus.nonsmooth`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sympy import Abs, Expr, Max, Min, Piecewise, Pow, S, sign

from pdtutor.calculus.nonsmooth.results import Local, Subgradient, SubgradientSet
from pdtutor.explain.phrases import Sentence
from pdtutor.notation import functions as named

KINDS = {"kink": "kink", "vertical": "vertical slope", "jump": "jump"}


# --- kinks ----------------------------------------------------------------------------------------------------------------------------


def overview(found: Subgradient) -> Iterator[Sentence]:
    """How many kinks there are, and whether the function is convex."""
    if not found.kinks:
        yield (
            ("No kinks: the function is differentiable wherever it is defined on both sides.",)
            if found.is_complete
            else ("No kinks were found.",)
        )
    if found.kinks and not found.is_complete:
        yield ("Not all of these equations have solutions that can be listed, so there may be more kinks than places named here.",)
    words = {
        "convex": "The function is convex, which is proved from how it is put together.",
        "concave": "The function is concave, which is proved from how it is put together.",
        "affine": "The function is affine: its graph is flat, without any kink.",
    }
    if found.curvature in words:
        yield (words[found.curvature],)


# --- at a point -----------------------------------------------------------------------------------------------------------------------


def standing(found: Local, name: str) -> Iterator[Sentence]:
    """Continuous, differentiable, one-sidedly differentiable."""
    if found.continued is not None:
        value = found.continued.exact if found.continued.exact is not None else f"{found.continued.decimal:.6g}"
        yield (name, " is not defined here, but it tends to ", value, ", which is taken for its value.")
    if found.is_edge:
        yield (name, " ends here: on one side it is not defined.")
    if not found.is_continuous:
        yield (name, " is not continuous here, so it cannot be differentiable.")
    elif found.is_differentiable:
        yield (name, " is continuous and differentiable here; a gradient exists.")
    elif found.is_one_sided:
        words = (
            " is continuous but not differentiable here. In every direction it has a one-sided slope, but no one gradient fits them all."
        )
        yield (name, words)
    else:
        yield (
            name,
            " is continuous but not differentiable here, and along some direction its slope grows without bound or settles nowhere.",
        )


def clarke(found: Local) -> Iterator[Sentence]:
    """What Clarke's set is made of, or why there is none."""
    reasons = {
        "jump": "there is none: it is defined for functions that are Lipschitz near the point, and one that jumps is not.",
        "vertical": "there is none: the slopes near the point grow without bound, so the function is not Lipschitz there.",
        "edge": "there is none: the function is not defined all around the point.",
    }
    if found.clarke is None:
        yield (reasons.get(found.why or "", "there is none."),)
    elif found.clarke.kind == "unknown":
        swinging = "not known: the gradients nearby swing without settling."
        yield ({"oscillation": swinging, "continuum": CONTINUUM}.get(found.why or "", "not known."),)
    elif found.why == "oscillation":
        yield ("It is more than the derivative: the slopes nearby never settle, however close one looks, and fill the whole set.",)
    elif found.clarke.kind == "point" and found.is_differentiable:
        yield ("One element: the gradients nearby all tend to the gradient here.",)
    elif len(found.pieces) > 1:
        yield AVERAGES


AVERAGES: Sentence = ("It holds every average of the gradients that the pieces around the point have there: ",)
CONTINUUM = (
    "not known: the gradients nearby tend to infinitely many different ones that do not lie on a sphere, so their hull is neither a "
    "polygon nor a ball."
)


def convex(found: Local) -> Sentence:
    """How the set of convex analysis relates to Clarke's."""
    if found.convex is None:
        if found.why_convex == "differentiable":
            return ("not decided: where a function is differentiable it is the gradient alone or empty, and convexity is not proved.",)
        if found.why_convex == "convex":
            return ("not given: the function is convex, but not finite all around the point.",)
        return ("not decided: the function is not known to be convex, and no direction rules a supporting line out.",)
    if found.convex.kind == "empty" and found.why_convex == "steep":
        return ("∅: the slope there is -∞, so no line through the point stays below the graph.",)
    if found.convex.kind == "empty":
        return (
            "∅: along some direction the slope before the point is larger than after it, so no line through the point stays below the "
            "graph.",
        )
    return (
        "the same: the function is convex, so each element g gives a plane f(a)\u00a0+\u00a0g·(x\u00a0-\u00a0a) that stays below the graph "
        "everywhere.",
    )


def name_of_set(found: SubgradientSet, dimension: int) -> str:
    """The kind of set, in a word that goes before its description."""
    if found.kind == "hull":
        return "interval" if dimension == 1 else "segment" if len(found.points) == 2 else "polygon" if dimension == 2 else "polytope"
    if found.kind == "ball":
        return "closed disc" if dimension == 2 else "closed ball"
    return found.kind


# --- frameworks and training ----------------------------------------------------------------------------------------------------------


FRAMEWORK_NAMES = {"torch": "PyTorch", "jax": "JAX"}


def outside(names: Sequence[str]) -> Sentence:
    """A returned gradient that is no subgradient."""
    return (
        f"What {_together(names)} lies outside Clarke's set: each function in the graph follows its own convention at its kink, and the "
        "chain rule does not know that the kinks meet at one point.",
    )


def undefined(names: Sequence[str]) -> Sentence:
    """A returned gradient that is nan."""
    return (f"{_together(names)} nan: an infinite slope met a zero on the way back. One such entry spoils every parameter it is added to.",)


def _together(names: Sequence[str]) -> str:
    return f"{' and '.join(names)} return{'s' if len(names) == 1 else ''}"


SMOOTH: tuple[tuple[type, str], ...] = (
    (named.relu, "softplus or GELU for relu"),
    (named.leaky_relu, "SiLU for leaky relu"),
    (named.hardswish, "SiLU for hardswish"),
    (named.hardtanh, "tanh for hardtanh"),
    (named.relu6, "a scaled sigmoid for relu6"),
    (named.clip, "a scaled sigmoid for clip"),
    (named.elu, "ELU with α = 1, which has no kink"),
    (Abs, "the Huber loss or √(x² + ε) for |x|"),
    (named.norm, "√(‖x‖² + ε) for the norm"),
    (Max, "logsumexp for max"),
    (Min, "-logsumexp of the negatives for min"),
    (sign, "tanh(x/ε) for sign"),
)


def training(found: Subgradient, local: Local) -> Iterator[Sentence]:
    """What to do about the point when a network is trained."""
    if local.is_differentiable:
        return
    if not local.is_continuous:
        yield (
            "In training: away from the jump the gradient is blind to it, so descent never learns which side is better. Use a smooth step "
            "such as a sigmoid instead.",
        )
        return
    if local.why == "vertical":
        yield (
            "In training: the gradient explodes near this point. Keep away from it by an ε, as in √(x + ε) or ln(x + ε), or clip the "
            "gradient.",
        )
        return
    yield (
        "In training: rounding rarely lands exactly on a kink, though inputs or weights that are all 0 do, and there frameworks just pick "
        f"one slope. {_descent(local)}",
    )
    known = [words for kind, words in SMOOTH if found.of.has(kind)]
    if not known and _has_root(found.of):
        known = ["√(… + ε) for the root"]
    if known:
        yield (f"If it must be smooth: {', '.join(known)}.",)


def _descent(local: Local) -> str:
    """What descent does at a kink, by the slopes at either side."""
    slopes = [(left.decimal, right.decimal) for left, right in local.one_sided.values()]
    known = [(left, right) for left, right in slopes if left is not None and right is not None and left == left and right == right]
    if len(known) < len(slopes):
        return "Where a slope is missing, what they pick tells descent nothing."
    if any(left < 0 < right for left, right in known):
        return "Across a valley, steps that do not shrink hop to and fro for ever, so let the rate decay."
    if any(left > 0 > right for left, right in known):
        return "It is a peak in some direction: descent leaves it, and the slope that is picked decides to which side."
    if len(known) > 1:
        return "Next to it another piece gives the gradient, so with steps that do not shrink descent may hop from piece to piece."
    if all(left * right > 0 for left, right in known):
        return "Both sides slope the same way, so descent passes, only its speed changes."
    return "On one side the slope is 0 at the kink: there the steps end or grow short, and descent may come to rest."


def _has_root(of: Expr) -> bool:
    return any(isinstance(part, Pow) and part.exp == S.Half for part in of.atoms(Pow)) and not of.has(Piecewise)
