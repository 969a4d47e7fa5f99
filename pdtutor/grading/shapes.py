"""Answers whose entries stand in the wrong places, or that are the gradient where one entry is asked for.

Belongs here: recognising these. Does not: single wrong entries (`mistakes`).
"""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Expr, Tuple

from pdtutor.calculus.derive import derive
from pdtutor.calculus.equivalence import compare
from pdtutor.calculus.equivalence.results import SAME
from pdtutor.calculus.step import Step
from pdtutor.explain.mistakes.catalogue import CATALOGUE
from pdtutor.explain.mistakes.explanations import explained
from pdtutor.explain.mistakes.place import Place
from pdtutor.grading.asked import Asked, Entry
from pdtutor.grading.results import Mistake
from pdtutor.notation.names import in_natural_order, variables_of

MOST_ENTRIES = 9


def mistakes_of_shape(asked: Asked, given: Sequence[Expr], shape: tuple[int, ...]) -> tuple[Mistake, ...]:
    """What explains the answer as a whole: the whole gradient, the transpose, right entries in wrong places; nothing where none does."""
    if len(given) > MOST_ENTRIES or any(_right(entry) is None for entry in asked.entries):
        return ()
    id = _id(asked, given, shape)
    return () if id is None else (_mistake(id, asked.entries[0]),)


def _id(asked: Asked, given: Sequence[Expr], shape: tuple[int, ...]) -> str | None:
    if not asked.shape:
        return "question.gradient" if _is_gradient(asked, given) else None
    if len(asked.shape) == 2 and shape == asked.shape[::-1] and _is_transposed(asked, given):
        return "shape.transposed"
    return "shape.swapped_entries" if shape == asked.shape and _is_permuted(asked, given) else None


def _right(entry: Entry) -> Expr | None:
    """The right entry; None where it is known in decimals alone, or there is none."""
    return entry.right if entry.value is None else entry.value.exact


def _is_same(asked: Asked, right: Expr | None, given: Expr) -> bool:
    return compare(right, given, asked.vocabulary.domains).verdict == SAME


def _is_gradient(asked: Asked, given: Sequence[Expr]) -> bool:
    (entry,) = asked.entries
    variables = in_natural_order(variables_of(entry.function))
    if len(given) != len(variables) or len(entry.order) != 1 or entry.total is not None:
        return False
    return all(_is_same(asked, derive(entry.function, variable).gives, part) for variable, part in zip(variables, given, strict=True))


def _is_transposed(asked: Asked, given: Sequence[Expr]) -> bool:
    rows, columns = asked.shape
    turned = [given[column * rows + row] for row in range(rows) for column in range(columns)]
    return all(_is_same(asked, _right(entry), part) for entry, part in zip(asked.entries, turned, strict=True))


def _is_permuted(asked: Asked, given: Sequence[Expr]) -> bool:
    """Whether the entries are the right ones in another order."""
    left = [_right(entry) for entry in asked.entries]
    for part in given:
        place = next((k for k, right in enumerate(left) if _is_same(asked, right, part)), None)
        if place is None:
            return False
        del left[place]
    return True


def _mistake(id: str, entry: Entry) -> Mistake:
    root = entry.roots[-1] if entry.roots else Step("table", entry.function, entry.order[-1], entry.right)
    others = in_natural_order(variables_of(entry.function) - {entry.order[-1]})
    place = Place(root, entry.function, entry.order[-1], entry.function, entry.order, None, Tuple(*others), entry.right)
    return Mistake(id, CATALOGUE[id].name, explained(id, place))
