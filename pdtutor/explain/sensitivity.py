"""Sensitivity in words: what a derivative per unit says, what an elasticity says, and when one of them misleads.

Belongs here: sentences. Does not: the ranking (`calculus.sensitivity`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pdtutor.calculus.sensitivity import Entry, Sensitivity
from pdtutor.explain.phrases import Sentence, listed
from pdtutor.explain.sentences import amounts, decimal

UNITS: Sentence = ("The derivative says by how much the function changes for each unit of a variable, as long as the step is small.",)
PER_CENT: Sentence = (
    "The elasticity (x/f · ∂f/∂x) says by how many per cent the function changes for one per cent of a variable: it has no units.",
)
MEND = "Compare the elasticities, or standardise: measure each variable in units of how much it usually varies, and rank again."
SALIENCY: Sentence = ("A saliency map: the darker an entry, the larger |∂f/∂x| there, so the more the result hangs on it.",)


def warning(found: Sensitivity) -> Sentence | None:
    """What to beware of where the variables have different scales; None where they have not."""
    if len(found.entries) < 2:
        return None
    spread = f"The variables' sizes span a factor of {found.span:.3g}, so one unit of each is not the same thing."
    if found.is_disputed:
        scales = spread if found.has_scales_apart else "A derivative is per unit of its variable, and a unit may be much or little."
        return (*_dispute(found), f" {scales} {MEND}")
    return (f"{spread} The ranking by derivative alone says little. {MEND}",) if found.has_scales_apart else None


def _dispute(found: Sensitivity) -> Sentence:
    first, other = found.entries[0].variable, found.by_elasticity[0].variable
    if first == other:
        return ("The two rankings differ further down: by derivative and by elasticity the order is not the same.",)
    return ("The two rankings disagree: by derivative ", first, " comes first, by elasticity ", other, ".")


def ranking(found: Sensitivity, shown: Collection[Entry]) -> Iterator[Sentence]:
    """Ties among the entries that are shown, and variables among them that do nothing here."""
    for group in found.ties:
        names: Sentence = listed(entry.variable for entry in group)
        if group[0] in shown and group[0].derivative:
            yield (*names, f" share a place: |derivative| {decimal(group[0].size)} each.")
    resting = [entry.variable for entry in found.entries if entry.derivative == 0]
    if resting:
        have, them = ("has", "it") if len(resting) == 1 else ("have", "them")
        yield (*listed(resting), f" {have} derivative 0: to first order small steps of {them} change nothing here.")


def no_elasticities(found: Sensitivity) -> Iterator[Sentence]:
    """Why there are no elasticities, or why some are 0."""
    if found.value == 0:
        yield ("The function is 0 here, and of 0 there are no per cents: no variable has an elasticity.",)
        return
    resting = [entry.variable for entry in found.entries if entry.at == 0 and entry.derivative]
    if resting:
        verb = "is" if len(resting) == 1 else "are"
        yield (
            *listed(resting),
            f" {verb} 0 here, and one per cent of 0 is no step at all: there the elasticity is 0 whatever the derivative.",
        )


def without_derivative(entry: Entry, name: str) -> Sentence:
    """Why a variable has no place in the ranking."""
    sentence: Sentence = (name, " ", *amounts(entry.slope), ".")
    if entry.slope.why == "kink":
        sentence = (*sentence, " A framework would return one number all the same; it would be no derivative, and is not ranked.")
    return sentence
