"""The Sentence: text and expressions side by side, so that every format can write the mathematics in its own way.

Belongs here: what a sentence is, how it is said, how a list is worded. Does not: what there is to say (`reasons`, `sentences`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain

from sympy import Basic

Sentence = tuple[str | Basic, ...]
Writer = Callable[[Basic], str]

MANY = 4  # so many parts are listed one by one; of more, the first ones and a count


def say(sentence: Sentence, writer: Writer) -> str:
    """The sentence as one text, its expressions written by `writer`."""
    return "".join(part if isinstance(part, str) else writer(part) for part in sentence)


def listed(parts: Iterable[Basic], last: str = " and ") -> Sentence:
    """`a, b and c` for up to MANY parts; for longer lists the first few and how many more there are."""
    known = list(parts)
    if len(known) > MANY:
        return (*separated(known[: MANY - 1]), f"{last}{len(known) - MANY + 1} more")
    if len(known) < 2:
        return tuple(known)
    return (*separated(known[:-1]), last, known[-1])


def separated(parts: Iterable[Basic]) -> Sentence:
    """`a, b, c`."""
    return tuple(chain.from_iterable((", ", part) for part in parts))[1:]
