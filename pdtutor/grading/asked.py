"""What is asked: the right answer, and the derivation from which wrong ones are made.

Belongs here: data. Does not: reading a question (`requests`), or judging an answer to it (`judge`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sympy import Expr

from pdtutor.calculus.equivalence.curve import Curve
from pdtutor.calculus.results import Value
from pdtutor.calculus.step import Step
from pdtutor.calculus.total.results import Total
from pdtutor.grading.rates import Rate
from pdtutor.notation.reading import Vocabulary


@dataclass(frozen=True)
class Entry:
    """One right answer: a derivative, or one entry of a gradient, Jacobian or Hessian.

    function    what is differentiated, dependents by their plain names
    order       by which variables in turn
    right       the right answer, written in what the dependents are
    roots       its derivations, one for each differentiation; empty where there is none to look into
    total       the total derivative that it is, or None
    meanings    dependent → what it is, all dependents put in
    value       of the derivative at the point asked for, or None where the formula is asked for
    curve       of a relation: where it holds; then the answer is in plain names
    """

    function: Expr
    order: tuple[Expr, ...]
    right: Expr
    roots: tuple[Step, ...] = ()
    total: Total | None = None
    meanings: Mapping[Expr, Expr] = field(default_factory=dict)
    value: Value | None = None
    curve: Curve | None = None


@dataclass(frozen=True)
class Asked:
    """A question: its right answers and how an answer to it is read.

    kind        "derivative", "gradient", "jacobian", "hessian" or "total"
    entries     row by row
    shape       () of one expression, (n,) of a vector, (m, n) of a matrix
    vocabulary  for reading answers
    known       canonical name → the variable an answer may use
    shown       canonical name → how the learner writes it
    calls       dependent, by its canonical name → the names of what it depends on: y(x) may be written for y
    rates       how fast dependents move, as an answer may write it
    point       variable → value, where a value is asked for
    form        "expanded", "factored", "no-negative-powers", or None
    """

    kind: str
    entries: tuple[Entry, ...]
    shape: tuple[int, ...]
    vocabulary: Vocabulary
    known: Mapping[str, Expr]
    shown: Mapping[str, str] = field(default_factory=dict)
    calls: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rates: tuple[Rate, ...] = ()
    point: Mapping[Expr, Expr] = field(default_factory=dict)
    form: str | None = None
