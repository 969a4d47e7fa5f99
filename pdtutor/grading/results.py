"""What judging an answer comes to: frozen results, ready to be shown in any format.

Belongs here: data. Does not: the work (`judge`, `mistakes`) or its rendering. Loads no algebra.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sympy import Expr

    from pdtutor.errors import TutorError
    from pdtutor.explain.phrases import Sentence

CORRECT, INCORRECT, INVALID, UNDECIDED = "correct", "incorrect", "invalid", "undecided"


@dataclass(frozen=True)
class Counterexample:
    """A point where the answer and what is right differ.

    at        variable → number, an integer or a short decimal
    expected  the right value there
    got       the answer's value there, nan where it has none
    slope     what a finite difference of the function itself gives there, or None where the right value is no slope
    place     of a vector or matrix, the entry that differs: its row and, of a matrix, its column, from 0
    is_answer  the right value is the same at every point, so that it gives the answer away
    """

    at: Mapping[Expr, Expr]
    expected: float
    got: float
    slope: float | None = None
    place: tuple[int, ...] = ()
    is_answer: bool = False


@dataclass(frozen=True)
class Mistake:
    """One explanation of a wrong answer.

    id           an id of the catalogue
    also         other ids that lead to the very same answer, most specific first
    name         what the mistake is called
    where        the part of the function at which it happens, in the learner's own variables; None where it is the answer as a whole
    line         the line of the derivation where it happens, as plain text numbers it ("1.2"), or None
    explanation  why it is a mistake: one or two sentences that end with a question or the rule, never with the answer
    certain      no other mistake, giving another answer in general, explains it as well
    place        of a vector or matrix, the entry, as in Counterexample
    other_ways   names of what else may have been done, where it leads to the very same answer: no other names of this mistake
    """

    id: str
    name: str
    explanation: Sentence
    also: tuple[str, ...] = ()
    where: Expr | None = None
    line: str | None = None
    certain: bool = True
    place: tuple[int, ...] = ()
    other_ways: tuple[str, ...] = ()


@dataclass(frozen=True)
class Judgement:
    """The verdict on one answer.

    verdict         CORRECT, INCORRECT, INVALID (it cannot be read) or UNDECIDED
    proof           of a right answer: "proved", or "agrees" (at `points` points); else None
    points          at how many points both were compared
    form            whether the text has the form asked for, right or wrong as the value may be; None where none is asked for
    answer          the answer as it was read: one expression, or a row or rows of them; None where it cannot be read or is none
    counterexample  of a wrong answer, where numbers show it
    mistakes        what explains a wrong answer, most specific first; several where several entries are wrong, or two mistakes meet
    notes           what else there is to say, each a sentence
    mends           what whoever put the question, and not who answers it, could change about it
    wrong           of a vector or matrix, the entries that are wrong, as in Counterexample
    reading_notes   how what could be read in several ways was read, as in Reading
    error           of an INVALID answer: what is wrong with its text, and where
    shown           canonical name → the name as typed in the answer
    """

    verdict: str
    proof: str | None = None
    points: int = 0
    form: bool | None = None
    answer: object = None
    counterexample: Counterexample | None = None
    mistakes: tuple[Mistake, ...] = ()
    notes: tuple[Sentence, ...] = ()
    mends: tuple[Sentence, ...] = ()
    wrong: tuple[tuple[int, ...], ...] = ()
    reading_notes: tuple[str, ...] = ()
    error: TutorError | None = None
    shown: Mapping[str, str] = field(default_factory=dict)
