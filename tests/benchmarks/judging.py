"""What a verdict costs: all labelled pairs judged, beside `simplify(a - b) == 0` on the same pairs in the same run.

Belongs here: these measurements. Does not: whether the verdicts are right (`tests/calculus/equivalence`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

from sympy import Expr, simplify
from sympy.core.cache import clear_cache

from pdtutor.calculus.deadline import within
from pdtutor.calculus.equivalence import compare
from pdtutor.requests.check import judge
from tests.calculus.equivalence.pairs import PAIRS
from tests.calculus.equivalence.test_pairs import read
from tests.grading.mistake_examples import EXAMPLES

Row = tuple[str, str, str]
LONGEST = 5.0  # seconds after which simplify is stopped, and counted with no more than these


def rows() -> Iterator[Row]:
    """Every line of the table: what, the figure, the bound aimed at."""
    pairs = [(read(pair), pair.is_same) for pair in PAIRS]
    ours = [_timed(lambda p=p: compare(*p).verdict == "same") for p, _ in pairs]
    theirs = [_timed(lambda p=p: within(LONGEST, lambda: _is_simplified(p[0] - p[1]))) for p, _ in pairs]
    labels = [is_same for _, is_same in pairs]
    seconds, total = [second for second, _ in ours], sum(second for second, _ in ours)
    peers = sum(second for second, _ in theirs)
    yield f"{len(pairs)} labelled pairs, wrong verdicts / simplify's", f"{_errors(ours, labels)}/{_errors(theirs, labels)}", "0"
    yield "one verdict, median and worst", f"{1000 * median(seconds):.1f} ms, {max(seconds):.2f} s", "15 ms, 1 s"
    yield "all verdicts / simplify, in total", f"{total:.1f}/{peers:.1f} s {peers / total:.1f} x less", "5 x less"
    yield from _diagnoses()


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds and outcome, SymPy's cache cleared before."""
    clear_cache()
    begun = time.perf_counter()
    outcome = work()
    return time.perf_counter() - begun, outcome


def _is_simplified(difference: Expr) -> bool | None:
    try:
        return bool(simplify(difference) == 0)
    except Exception:  # what stops it is one more error of its
        return None


def _errors(found: list[tuple[float, Any]], labels: list[bool]) -> int:
    return sum(outcome is not label for (_, outcome), label in zip(found, labels, strict=True))


def _diagnoses() -> Iterator[Row]:
    """Wrong answers with and without the search for the mistake."""
    with_mistakes = []
    without = []
    for row in EXAMPLES:
        kind = "total" if row.given else "derivative"
        judged = judge(row.function, kind=kind, wrt=row.wrt, order=row.order, given=row.given)
        bare = judge(row.function, kind=kind, wrt=row.wrt, order=row.order, given=row.given)
        with_mistakes.append(_timed(lambda judged=judged, row=row: judged(row.answer))[0])
        entry, given = bare.asked.entries[0], _given(bare, row.answer)
        without.append(_timed(lambda entry=entry, given=given: compare(entry.right, given))[0])
    added = [more - less for more, less in zip(with_mistakes, without, strict=True)]
    yield (
        f"{len(added)} wrong answers, what the diagnosis adds, median and worst",
        f"{1000 * median(added):.1f} ms, {1000 * max(added):.0f} ms",
        "50 ms",
    )


def _given(judged: Any, answer: str) -> Expr:
    from pdtutor.grading.answers import read as read_answer
    from pdtutor.notation.algebra import substitute

    return substitute(read_answer(answer, judged.asked).expressions[0], dict(judged.asked.entries[0].meanings))
