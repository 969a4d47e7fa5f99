"""Marks on lines of derivations: where a learner's mistake was made, and what it is called.

Belongs here: the mark as data, and from a judgement to the marks of a result. Does not: drawing them (`tree`), or finding the mistake
(`grading`). Loads no algebra.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pdtutor.grading.results import Judgement, Mistake
    from pdtutor.requests.results import Pointed

Place = tuple[int, ...]

OF_TURN = " of differentiation "  # in a mistake's line, before the number of the differentiation where there are several


class Mark(NamedTuple):
    """A line of a derivation that is to be seen.

    place       whose derivation, from 0: (k,) of the k-th partial derivative, (i, j) of an entry of a matrix; of a Hessian, (i,) of the
                first partial that its row begins with
    turn        which of its differentiations, from 1
    line        the line's number, as plain text in normal detail counts
    name        what the mistake made there is called
    is_certain  whether nothing else explains the answer as well
    """

    place: Place
    turn: int
    line: str
    name: str
    is_certain: bool = True


def marks_of(judgement: Judgement, result: Pointed) -> tuple[Mark, ...]:
    """The marks of an answer's mistakes for a result that shows the derivation: none for what was made in no line of it."""
    if result.command not in ("partial", "gradient", "jacobian", "hessian"):
        return ()
    found = (_mark(mistake, mistake.line, result.command) for mistake in judgement.mistakes if mistake.line is not None)
    return tuple(dict.fromkeys(found))


def _mark(mistake: Mistake, line: str, command: str) -> Mark:
    number, _, turn = line.partition(OF_TURN)
    mark = Mark(mistake.place or (0,), int(turn or 1), number, mistake.name, mistake.certain)
    return mark._replace(place=mark.place[:1]) if command == "hessian" and mark.turn == 1 else mark
