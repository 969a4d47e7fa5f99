"""The Task: one exercise, its parameters put in, ready to be put to a learner.

Belongs here: the data. Does not: how each type of exercise becomes one (`derived`, `asked`, `kinks`, `derivations`, `descending`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sympy import Expr, Indexed
from sympy.core.function import AppliedUndef

from pdtutor.course.lesson import Exercise
from pdtutor.explain.phrases import Sentence
from pdtutor.grading.results import Judgement
from pdtutor.notation.names import in_natural_order, variables_of

Judge = Callable[[str], Judgement]
Rungs = tuple[Sentence, ...]
Shows = tuple[frozenset[str], ...]


def no_rungs() -> Rungs:
    """No hints."""
    return ()


class Way(NamedTuple):
    """One wrong way: the ids of the catalogue that describe it, and the answer that it leads to."""

    ids: tuple[str, ...]
    answer: str


def no_preview(_: str) -> Sentence:
    """Nothing to see."""
    return ()


def no_ways() -> Iterable[Way]:
    """No wrong ways that are known."""
    return ()


def shows_nothing() -> Shows:
    """No mistakes that an answer would show."""
    return ()


@dataclass(frozen=True)
class Task:
    """What is asked and what belongs to it.

    exercise  with its parameters put in
    question  what is asked, where that is computed; empty where the exercise's prompt says it
    shown     lines that belong to the question: the function, the point, the lines of a derivation, the options
    judge     from an answer's text to its judgement
    key       a right answer, as it may be typed: the author's, if there is one
    computed  what is computed, where the author gives an answer beside it; else None
    rungs     hints that come from the derivation
    working   the derivation as a result that every format can show; None where there is none
    same      whether two answers' readings, as a Judgement has them, are the same answer
    ways      wrong ways to answer it
    shows     the mistakes that a wrong answer can show, those that lead to the same answer together
    preview   an answer as it is being read, or nothing where there is nothing to read; raises TutorError where it cannot be
    names     canonical name → the name as typed, for whoever writes the sentences
    example   what an answer looks like
    """

    exercise: Exercise
    question: Sentence
    shown: tuple[Sentence, ...]
    judge: Judge
    key: str
    rungs: Callable[[], Rungs] = no_rungs
    working: Callable[[], Any] | None = None
    same: Callable[[object, object], bool] = lambda one, other: one == other
    ways: Callable[[], Iterable[Way]] = no_ways
    shows: Callable[[], Shows] = shows_nothing
    preview: Callable[[str], Sentence] = no_preview
    computed: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    example: str = "2x + 3y"

    @property
    def hints(self) -> Rungs:
        """The author's hints, or else those of the derivation."""
        return tuple((hint,) for hint in self.exercise.hints) or self.rungs()


def letter(of: Expr) -> str:
    """A name for the function that nothing in it has."""
    taken = {str(symbol) for symbol in of.free_symbols} | {type(call).__name__ for call in of.atoms(AppliedUndef)}
    return next(name for name in ("f", "g", "h", "F", "G", "H", "function") if name not in taken)


def call(of: Expr) -> Sentence:
    """f(x, y)."""
    variables = tuple(each for each in in_natural_order(variables_of(of)) if not isinstance(each, Indexed))
    inside: Sentence = ()
    for variable in variables:
        inside = (*inside, *((", ",) if inside else ()), variable)
    return (letter(of), "(", *inside, ")") if inside else (letter(of),)


def at(point: Mapping[Expr, Expr]) -> Sentence:
    """at x = 1, y = 2."""
    said: Sentence = ()
    for variable, value in point.items():
        said = (*said, *((", ",) if said else ("at ",)), variable, " = ", value)
    return said
