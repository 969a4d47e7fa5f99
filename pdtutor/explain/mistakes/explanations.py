"""The explanations of all mistakes: one table, from id to sentence.

Belongs here: the door to the sentences. Does not: any sentence itself (`learning`, `partials`, `products`, `powers`, `chains`, `general`).
"""

from __future__ import annotations

from pdtutor.explain.mistakes import chains, descents, general, learning, partials, powers, products
from pdtutor.explain.mistakes.place import Place
from pdtutor.explain.phrases import Sentence

_KINDS = (learning, partials, products, powers, chains, descents, general)
EXPLANATIONS = {id: explanation for kind in _KINDS for id, explanation in kind.EXPLANATIONS.items()}


def explained(id: str, place: Place) -> Sentence:
    """Why what was done does not hold: one or two sentences that end with a question or with the rule, never with the answer.

    id     an id of the catalogue; any other raises KeyError
    place  where it happens
    """
    first, *rest = EXPLANATIONS[id](place)
    return (first[:1].upper() + first[1:] if isinstance(first, str) else first, *rest)
