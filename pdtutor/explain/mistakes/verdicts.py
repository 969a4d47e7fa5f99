"""What judging says beside the mistakes: agreement, a counterexample, notes, the form, answers that are no answer to the question.

Belongs here: these as sentences, each a function of what was found. Does not: finding it (`grading`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite, isnan

from sympy import Expr

from pdtutor.explain.phrases import Sentence, listed
from pdtutor.explain.sentences import decimal

UNDECIDED: Sentence = (
    "This could not be decided: at the points tried the numbers were too large, too close or not there at all. Another form of the same "
    "answer may help, multiplied out for example.",
)
TWO_SIDES: Sentence = (
    "Walk through this point once from the left and once from the right: which slope do you see just before it, and which just after?",
)
DIGITS = (6, 9, 12, 15, 17)  # significant ones; more only where two unequal numbers would look the same

_FORMS = {
    "expanded": ("Expanded means a sum with nothing left to multiply out", "can still be multiplied out"),
    "factored": ("Factored means a single product with every common factor outside", "still is a sum"),
    "no-negative-powers": ("Without negative powers, what has one goes below a fraction bar", "still has one"),
}


# --- right, or shown to differ --------------------------------------------------------------------------------------------------------


def agreement(proof: str | None, points: int) -> Sentence:
    """That the answer is right, and how it is known: "proved", or from so many points."""
    if proof == "proved":
        return ("Correct, and proved.",)
    tried = {0: "", 1: ": it agrees at the point tried"}.get(points, f": it agrees at all {points} points tried")
    return (f"Correct{tried}.",)


def counterexample(
    at: Mapping[Expr, Expr],
    got: float,
    expected: float,
    slope: float | None = None,
    name: str = "f",
    entry: tuple[int, ...] = (),
) -> Sentence:
    """A point where the answer and what is right differ.

    at        variable → number
    got       the answer's value there, nan where it has none
    expected  the right value there
    slope     what a finite difference of the function gives there, None where the right value is no slope
    name      of the function
    entry     of a vector or matrix, the row (and column) of the entry that differs, from 0
    """
    where: Sentence = (*_entry(entry), "at ", *_point(at), " ") if at else _entry(entry)
    there = " there" if at else ""
    if slope is not None and isfinite(slope) and decimal(slope) != decimal(got):
        right, subject = slope, f"{name}'s slope{there}"
    else:
        right, subject = expected, f"the right value{there}"
    yours, theirs = _apart(got, right)
    return _capital((*where, f"{yours}; {subject} is {theirs}."))


def _point(at: Mapping[Expr, Expr]) -> Sentence:
    """`x = 0.7, y = 1.2`."""
    pairs: Sentence = ()
    for variable, value in at.items():
        pairs = (*pairs, ", " if pairs else "", variable, f" = {decimal(float(value))}")
    return tuple(part for part in pairs if part != "")


def _entry(entry: tuple[int, ...]) -> Sentence:
    if not entry:
        return ()
    return (f"in entry {entry[0] + 1}, ",) if len(entry) == 1 else (f"in row {entry[0] + 1}, column {entry[1] + 1}, ",)


def _apart(got: float, right: float) -> tuple[str, str]:
    """What yours is, and the other number, with as many digits as tell them apart."""
    if isnan(got):
        return "yours has no value", decimal(right)
    pairs = ((f"{got:.{digits}g}", f"{right:.{digits}g}") for digits in DIGITS)
    yours, theirs = next((pair for pair in pairs if pair[0] != pair[1]), (decimal(got), decimal(right)))
    return (f"yours is {_signed(yours)}", _signed(theirs))


def _signed(number: str) -> str:
    return {"inf": "∞", "-inf": "-∞", "nan": "undefined"}.get(number, number)


def _capital(sentence: Sentence) -> Sentence:
    first, *rest = sentence
    return (first[:1].upper() + first[1:] if isinstance(first, str) else first, *rest)


# --- notes ----------------------------------------------------------------------------------------------------------------------------


def fewer_places(at: Mapping[Expr, Expr]) -> Sentence:
    """A right answer that has no value at a point where the derivative has one."""
    return (
        "Yours is defined in fewer places than the derivative: at ",
        *_point(at),
        " it has no value. Wherever both have one they agree.",
    )


def positive_only(variables: Sequence[Expr]) -> Sentence:
    """An answer that is right for positive variables alone, which are not said to be so."""
    verb = "is" if len(variables) == 1 else "are"
    return ("Yours is right only where ", *listed(variables), f" {verb} positive, and here negative numbers count as well.")


def assumable(variables: Sequence[Expr]) -> Sentence:
    """What whoever puts the question can say, if these variables are positive."""
    assumptions = ", ".join(f"{variable}>0" for variable in variables)
    return (f'If only positive ones are meant, say so: --assume "{assumptions}".',)


def other_ways(names: Sequence[str]) -> Sentence:
    """What else leads to the very same answer."""
    return ("The same answer comes of this: ", "; or of this: ".join(names), ".")


def right_in_brackets(text: str) -> Sentence:
    """An answer that is right once what belongs together stands in brackets: the text with them."""
    return (f"With brackets, {text}, it would be right.",)


def rounded(typed: str) -> Sentence:
    """A decimal that stands for a number it is not equal to."""
    return (f"Give the exact value: {typed} is rounded. A fraction, a root or a name like π loses nothing.",)


def wrong_form(form: str, where: str = "") -> Sentence:
    """A right value in another form than asked.

    form   "expanded", "factored" or "no-negative-powers"
    where  the part of the text, as typed, that has not the form; empty where it is the whole
    """
    meaning, fault = _FORMS[form]
    return (f"The value is right, the form is not yet. {meaning}" + (f": {where} {fault}." if where else "."),)


# --- what belongs to no answer --------------------------------------------------------------------------------------------------------


def wrong_shape(given: tuple[int, ...], asked: tuple[int, ...], variables: Sequence[Expr] = ()) -> Sentence:
    """Entries where there should be others.

    given, asked  (): one expression; (n,): a list of n entries; (m, n): a matrix of m rows and n columns
    variables     those that have an entry, or a column, each
    """
    each = ("one column" if len(asked) == 2 else "one") + " for each of "
    order: Sentence = (", ", each, *listed(variables)) if len(variables) > 1 and asked else ()
    return (f"Asked is {_shape(asked)}", *order, f"; yours is {_shape(given)}.")


def _shape(shape: tuple[int, ...]) -> str:
    if not shape:
        return "one expression"
    if len(shape) == 1:
        return f"a list of {_counted(shape[0], 'entry', 'entries')}"
    return f"a matrix of {_counted(shape[0], 'row', 'rows')} and {_counted(shape[1], 'column', 'columns')}"


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
