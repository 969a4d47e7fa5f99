"""Explanations of what goes wrong in machine learning: losses, activations, softmax, the paths of backpropagation.

Belongs here: the sentences for ml.*. Does not: the same mistakes outside machine learning.
"""

from __future__ import annotations

from pdtutor.explain.mistakes.place import Explanation, Place, around
from pdtutor.explain.mistakes.wording import filled, worded
from pdtutor.explain.phrases import Sentence


def _input_missing(place: Place) -> Sentence:
    """At the square itself, or at a function inside the error."""
    known = around(place)
    if known is None or (known[1].is_Pow and known[1].exp == 2):
        return filled(
            "So far this is how the loss answers to the error {inner}. But it is {wrt} that moves: how fast does the error change with "
            "{wrt}?",
            place,
        )
    return filled(
        "The loss passes its slope on through {part:the prediction} to {inner}, and from there to {wrt}. That last link is still open: how "
        "fast does {inner} change with {wrt}?",
        place,
    )


EXPLANATIONS: dict[str, Explanation] = {
    "ml.mse_input_missing": _input_missing,
    "ml.mse_sign": worded(
        "In the error {inner} the part with {wrt} is subtracted: when that part grows, the error falls. Which sign does the inner "
        "derivative bring along?"
    ),
    "ml.mse_factor2": worded(
        "A square brings its exponent down in front; the 1/2 that some losses carry is there to cancel it. Which number does "
        "{part:the square} bring down?"
    ),
    "ml.l2_factor": worded(
        "The penalty on {wrt} is a square, and a square brings its exponent down in front; some penalties carry a 1/2 to cancel it. "
        "Which number does {part:the square} bring down?"
    ),
    "ml.mean_1_over_n": worded(
        "Here the mean divides by {other:the number of samples}, and while {wrt} moves that constant factor stays: (constant·rest)′ = "
        "constant·rest′. What has become of the division in your answer?"
    ),
    "ml.bias_zero": worded(
        "A bias is constant only while another variable moves. Here {wrt} itself moves: when it grows by a little, what happens to "
        "{function}?"
    ),
    "ml.sigmoid_of_output": worded(
        "{part} already is what comes out of the sigmoid, and here it has been sent through once more. Call it a: how is the slope of a "
        "sigmoid written with its output a alone?"
    ),
    "ml.sigmoid_quotient_sign": worded(
        "{part} is a sigmoid, and a sigmoid rises with its input. Written with a power of e, one minus comes from the reciprocal: where "
        "does a second one come from, and what do the two make?"
    ),
    "ml.sigmoid_missing_1ms": worded(
        "The curve of {part:a sigmoid} flattens at both ends, close to 0 and close to 1, so its slope comes close to 0 at both. Which two "
        "factors bring that about?"
    ),
    "ml.tanh": worded(
        "For the input 3 that slope would be 1 - 3² = -8, yet tanh only rises. Which number belongs under the square: the one that goes "
        "into {part:tanh}, or the one that comes out?"
    ),
    "ml.bce_log_only": worded(
        "This is the slope of the loss by the prediction. {wrt} reaches the loss only through the sigmoid, so the chain has one more "
        "link: how fast does the sigmoid change with {wrt}?"
    ),
    "ml.bce_sign": worded(
        "Take the target 1: the more {wrt} lifts the prediction, the smaller the loss. Is the slope then positive or negative, and which "
        "sign does your answer have?"
    ),
    "ml.softmax_offdiag_zero": worded(
        "{wrt} is not on top of {part:this share}, but it is in the sum below. All shares together make 1: when the share of {wrt} "
        "grows, what must the others do?"
    ),
    "ml.softmax_offdiag_diag": worded(
        "share·(1 - share) is how a share answers to its own input. In {part:this share}, {wrt} belongs to another one: it stands only "
        "below the bar. Which two shares meet in the slope, and with which sign?"
    ),
    "ml.softmax_offdiag_sign": worded(
        "All shares together make 1. When {wrt} grows, its own share grows: does {part:this one} then rise or fall, and which sign does "
        "its slope have?"
    ),
    "ml.softmax_numerator_only": worded(
        "{wrt} stands twice in {part:this share}: on top and in the sum below, and both move. What does a growing sum below do to the "
        "share?"
    ),
    "ml.backprop_weight_missing": worded(
        "Along a path the local derivatives multiply, one for each edge. On the way from {part:the result} back to {wrt} one edge is the "
        "multiplication by {other:a weight}: what is its local derivative?"
    ),
    "ml.shared_weight_one_path": worded(
        "{wrt} stands in more than one place of {function}, and all of them move together. Each place gives a term, the others waiting: "
        "how many terms are there?"
    ),
}
