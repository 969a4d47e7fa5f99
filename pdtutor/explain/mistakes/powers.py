"""Explanations of what goes wrong in powers, exponentials, logarithms, trigonometric functions, and with constants.

Belongs here: the sentences for power.*, exp.*, log.*, trig.*, const.* and linear.*. Does not: the chain rule in general (`chains`).
"""

from __future__ import annotations

from pdtutor.explain.mistakes.place import Explanation, Place, base_and_exponent
from pdtutor.explain.mistakes.wording import filled, worded
from pdtutor.explain.phrases import Sentence
from pdtutor.explain.reasons import moves

SPLIT = worded(
    "Written with e, {part:the power} has the exponent {logarithm}, which is a product, and a product does not come apart into a sum. "
    "How fast does that exponent change with {wrt}?"
)


def _on_exponential(place: Place) -> Sentence:
    base, _ = base_and_exponent(place)
    if moves(base, place.wrt):
        return filled(
            "The power rule is for an exponent that stays still. In {part:this power}, {wrt} moves in the base and in the exponent: how "
            "is it written as a power of e, so that the exponent alone moves?",
            place,
        )
    return filled(
        "The power rule is for an exponent that stays still. Here it is the other way round: {base} stays still, and {exponent} moves "
        "upstairs. Which rule is made for that?",
        place,
    )


def _not_reduced(place: Place) -> Sentence:
    _, exponent = base_and_exponent(place)
    if exponent.is_Integer and exponent > 1:
        return filled(
            "{part:this power} is a product of {exponent} equal factors. In each turn one of them moves and the others wait: how many "
            "wait beside it?",
            place,
        )
    return filled("In {part:this power} the exponent has come down in front; what stays upstairs is one less. What is left there?", place)


def _added(place: Place) -> Sentence:
    coefficient, power = place.of.as_coeff_Mul()
    many = coefficient if place.other is None else place.other
    if many == 1:
        return filled("The exponent of {part} comes down as a factor of what is in front. Are two factors added or multiplied?", place)
    return filled(
        "The exponent of {power:the power} comes down as a factor, and {many:several} copies of {power:it} change {many:as many} times as "
        "fast as one. Are the two numbers added or multiplied?",
        place,
        power=power,
        many=many,
    )


def _left_upstairs(place: Place) -> Sentence:
    """Of 1/y all that is lost with the exponent is a minus."""
    if base_and_exponent(place)[1] == -1:
        return filled(
            "{part:this fraction} is a power with the exponent -1, and the old exponent comes down in front. When {wrt} grows above 0, "
            "does {part:the fraction} rise or fall: which sign has its slope?",
            place,
        )
    return filled("The exponent of {part} has been lowered, which is half of the power rule. Where does the old exponent go?", place)


def _of_bare_variable(place: Place) -> Sentence:
    """Of ln(5x) a factor cancels; of the logarithm of a sum none does."""
    if place.inner is None or not place.inner.is_Add:
        return filled(
            "One over the inside is one over all of {inner:it}, and the inner derivative goes on top. What becomes of the factor that then "
            "stands above and below the bar?",
            place,
        )
    return filled(
        "The slope of a logarithm is one over all that is inside, times how fast that changes. What is inside here: {wrt} alone, or "
        "{inner:more than that}?",
        place,
    )


def _of_another(place: Place) -> Sentence:
    if type(place.of).__name__ == "relu":
        return filled("Sketch {part}: how steep is it where its input lies above 0, and how steep where its input lies below?", place)
    return filled(
        "This is the slope that another function has. Sketch {part}: where does it rise, where does it fall, and where is it level? Which "
        "function has just these signs?",
        place,
    )


EXPLANATIONS: dict[str, Explanation] = {
    "power.on_exp_partial": worded(
        "The power rule is for a moving base. Here {wrt} moves, and {base} waits like a number, as in 2 to the power {wrt}: which rule is "
        "made for that?"
    ),
    "power.on_exponential": _on_exponential,
    "power.neg_dropped_sign_exp": worded(
        "Written as a power, {part} has an exponent below 0, {exponent:a negative one}. The minus comes down with it, and one less is "
        "still further below 0: on which side of the bar does the power end up?"
    ),
    "power.neg_reciprocal": worded(
        "The slope of one over a function is not one over its slope: 1/{wrt} would then rise with the slope 1, yet it falls. {part} is a "
        "power with an exponent below 0: what does the power rule do with {exponent:it}?"
    ),
    "power.exponent_plus_one": worded(
        "Adding one is the way of integration; differentiating takes one away. In {part} it is taken from {exponent}: what is one less "
        "than that?"
    ),
    "power.coeff_plus_index": _added,
    "power.exponent_not_reduced": _not_reduced,
    "power.coeff_lost": _left_upstairs,
    "power.exchanged": worded(
        "Both numbers of the power rule are here, each in the other's place. In {part}, which comes down in front: {exponent}, or one "
        "less? And which stays upstairs?"
    ),
    "power.exponent_down_twice": worded(
        "Differentiating takes one away from the exponent, and only one. In {part} it is taken from {exponent}: what is left upstairs?"
    ),
    "power.integrated": worded(
        "Raising the exponent and dividing by it is the way back, from a slope to a function. Forwards, what becomes of the exponent of "
        "{part}, and what comes in front?"
    ),
    "exp.exponent_in_front": worded(
        "An exponent comes down in front in the power rule, where it stays still. In {part:this power} it moves: what comes in front is "
        "how fast {exponent} changes with {wrt}. How fast is that?"
    ),
    "table.wrong_entry": _of_another,
    "exp.split_sum": SPLIT,
    "exp.split_sum_x": SPLIT,
    "exp.lna_missing": worded(
        "Only a power of e is its own slope. A power of {base:another base} grows at another pace, so a factor comes along: which "
        "function of the base is 1 when the base is e?"
    ),
    "exp.neg_sign": worded(
        "{part:a power of e} comes back as it is, times the derivative of its exponent. Which sign does {inner:the exponent} get when it "
        "is differentiated?"
    ),
    "log.of_x": _of_bare_variable,
    "log.split_sum": worded(
        "A logarithm splits products, ln(a·b) = ln(a) + ln(b), but a sum stays in one piece. So {inner:the sum} is the inner function: "
        "outer′(inner)·inner′."
    ),
    "log.inner_missing": worded(
        "One over the inside is how fast the logarithm answers to {inner:the inside} as a whole. How fast does {inner:the inside} "
        "itself change with {wrt}?"
    ),
    "trig.tan": worded(
        "A cosine is the slope of a sine and never exceeds 1, but a tangent climbs beyond every bound. Think of {part} as sin/cos: which "
        "rule gives its slope?"
    ),
    "trig.cos_sign": worded(
        "Just to the right of 0 a cosine falls, while a sine is positive there. Which sign then goes before the sine in the derivative of "
        "a cosine, here of {part}?"
    ),
    "trig.sin_sign": worded(
        "Just to the right of 0 a sine rises, and a cosine is positive there. Does a minus go before the cosine in the derivative of a "
        "sine, here of {part}?"
    ),
    "const.as_variable": worded(
        "However it is written, {other:the constant} is a number: it does not move with {wrt}. Alone a number gives 0, as a factor it "
        "waits in front. Which of the two is it in {part}?"
    ),
    "const.kept": worded(
        "Adding {other:a constant} shifts the whole curve but makes it no steeper. How much of it is left in the slope by {wrt}?"
    ),
    "linear.sign_lost": worded(
        "The minus before a term is the constant factor -1, and it waits in front: (constant·rest)′ = constant·rest′. Which sign does the "
        "derivative of {other:that term} get?"
    ),
    "linear.term_lost": worded("{other:One term} moves with {wrt} too, so it has a slope of its own to add. How fast does it change?"),
    "linear.term_kept": worded(
        "The other terms are differentiated, and {other:one} stands there as it was. How fast does it change when {wrt} moves?"
    ),
    "linear.coeffs_lost": worded(
        "A constant factor makes a function that many times as steep, so it stays: (constant·rest)′ = constant·rest′. Which constant "
        "factors are there in {part}, and which in your answer?"
    ),
}
