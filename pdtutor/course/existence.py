"""Whether what is asked has a value anywhere: an exercise whose function is real nowhere has no answer.

Belongs here: looking for one point at which a function and its right answer have values. Does not: drawing points (`calculus.equivalence`),
the other things that have to hold (`soundness`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sympy import Expr
from sympy.core.function import AppliedUndef

from pdtutor.calculus.equivalence.candidates import Region
from pdtutor.calculus.equivalence.digits import Pair
from pdtutor.calculus.equivalence.samples import Samples
from pdtutor.course.tasks import Task
from pdtutor.grading.asked import Asked, Entry
from pdtutor.notation import reader
from pdtutor.notation.algebra import substitute
from pdtutor.notation.limits import deep_recursion
from pdtutor.notation.reading import Domain, Vocabulary

Domains = Mapping[str, Domain]


def nowhere(task: Task, assume: str | None) -> str | None:
    """A function of the exercise for which no point was found at which it and the right answer have a value; None where there is none."""
    asked = getattr(task.judge, "asked", None)
    if not isinstance(asked, Asked):
        return next(_without_value(task, assume), None)
    if any(not _is_somewhere(entry, asked.vocabulary.domains) for entry in asked.entries if entry.value is None):
        return next(iter(task.exercise.functions), task.key)
    return None


def _is_somewhere(entry: Entry, domains: Domains) -> bool:
    meanings = {} if entry.curve is not None else entry.meanings
    function, right = (substitute(each, meanings) for each in (entry.function, entry.right))
    return _has_value(right, Region((function, right), domains, curve=entry.curve, home=function))


def _without_value(task: Task, assume: str | None) -> Iterator[str]:
    """The functions of a derivation; those that have their point have their value too."""
    exercise = task.exercise
    if exercise.at is None and exercise.start is None:
        domains = reader.read_domains(assume) if assume else {}
        for text in exercise.functions:
            function = reader.read(text, Vocabulary(domains=domains)).expression
            if not _has_value(function, Region((function,), domains)):
                yield text


def _has_value(of: Expr, region: Region) -> bool:
    """Whether a point is found; what has functions that nobody knows is taken to have one."""
    if any(each.atoms(AppliedUndef) for each in region.expressions):
        return True
    with deep_recursion():
        pair = Pair(of, of)
        return any(pair.is_same_at(point) is not None for point in Samples(pair, of, of, region))
