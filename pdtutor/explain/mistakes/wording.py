"""Wording: a sentence in which {part}, {inner}, {wrt} … stand for the actual parts of a place.

Belongs here: which fields there are, and what is said instead of a part that a sentence cannot hold. Does not: any explanation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from string import Formatter

from sympy import Basic, Expr, log

from pdtutor.calculus.tidy import node_count
from pdtutor.explain.mistakes.place import (
    Explanation,
    Place,
    base_and_exponent,
    factors,
    held,
    innermost,
    split,
    top_and_bottom,
    turns,
)
from pdtutor.explain.phrases import Sentence, listed

LONGEST = 24  # nodes; a longer expression is not read inside a sentence


def worded(template: str) -> Explanation:
    """The explanation that fills the template: `{inner}` is the inner function, `{inner:the exponent}` with its own words instead."""
    return lambda place: filled(template, place)


def filled(template: str, place: Place, **pieces: Expr) -> Sentence:
    """The sentence, its fields filled with the parts of the place or with the pieces given."""
    return tuple(part for part in _filled(template, place, pieces) if part != "")


def _filled(template: str, place: Place, pieces: Mapping[str, Expr]) -> Iterator[str | Basic]:
    for text, field, words, _ in Formatter().parse(template):
        yield text
        if field is None:
            continue
        if field in _VARIABLES:
            yield from _VARIABLES[field](place) or (words or "everything else",)
        else:
            part = pieces[field] if field in pieces else _PARTS[field](place)
            yield part if _can_be_shown(part, place) else words or _INSTEAD[field]


def _can_be_shown(part: Expr | None, place: Place) -> bool:
    """A part too long for a sentence cannot, nor one that is the answer itself."""
    return part is not None and part not in (place.step.gives, place.right) and node_count(part, LONGEST) < LONGEST


def _asked(place: Place) -> Sentence:
    """`x`, or `x and then by y`."""
    first, *rest = turns(place)
    return (first, *chain.from_iterable((" and then by ", variable) for variable in rest))


_VARIABLES: Mapping[str, Callable[[Place], Sentence]] = {
    "wrt": lambda place: (place.wrt,),
    "first": lambda place: (turns(place)[0],),
    "last": lambda place: (turns(place)[-1],),
    "asked": _asked,
    "held": lambda place: listed(held(place)),
}

_PARTS: Mapping[str, Callable[[Place], Expr | None]] = {
    "part": lambda place: place.of,
    "inner": lambda place: place.inner,
    "innermost": innermost,
    "other": lambda place: place.other,
    "function": lambda place: place.function,
    "factor": lambda place: split(factors(place))[0],
    "rest": lambda place: split(factors(place))[1],
    "top": lambda place: top_and_bottom(place)[0],
    "bottom": lambda place: top_and_bottom(place)[1],
    "base": lambda place: base_and_exponent(place)[0],
    "exponent": lambda place: base_and_exponent(place)[1],
    "logarithm": lambda place: log(base_and_exponent(place)[0]) * base_and_exponent(place)[1],
}

_INSTEAD = {
    "part": "this part",
    "inner": "the inner function",
    "innermost": "the innermost function",
    "other": "the other one",
    "function": "the function",
    "factor": "the first factor",
    "rest": "the second",
    "top": "the top",
    "bottom": "the bottom",
    "base": "the base",
    "exponent": "the exponent",
    "logarithm": "exponent·ln(base)",
}
