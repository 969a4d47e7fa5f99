"""What a verdict costs: all labelled pairs judged, beside `==`, `simplify(a - b) == 0` and `.equals` on the same pairs, each in turn.

Belongs here: these measurements. Does not: whether the verdicts are right (`tests/calculus/equivalence`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from statistics import median
from typing import Any, NamedTuple

from sympy import Expr, simplify
from sympy.core.cache import clear_cache

from pdtutor.calculus.deadline import within
from pdtutor.calculus.equivalence import compare
from pdtutor.requests.check import judge
from tests.benchmarks.rows import Aim, Row
from tests.benchmarks.rows import time as shown
from tests.benchmarks.timing import Effort
from tests.calculus.equivalence.pairs import PAIRS
from tests.calculus.equivalence.test_pairs import read
from tests.grading.mistake_examples import EXAMPLES

LONGEST = 5.0  # seconds after which a peer is stopped, and counted with no more than these
PEERS: dict[str, Callable[[Expr, Expr], object]] = {
    "==": lambda a, b: a == b,
    "simplify(a - b) == 0": lambda a, b: simplify(a - b) == 0,
    "a.equals(b)": lambda a, b: a.equals(b),
}


class Judged(NamedTuple):
    """One pair judged: seconds, and whether the verdict is that of its label."""

    seconds: float
    is_right: bool


def rows(effort: Effort) -> Iterator[Row]:
    """Verdicts beside those of each peer, then what the diagnosis of a wrong answer adds."""
    pairs = [(read(pair), pair.is_same) for pair in PAIRS[:: 1 if effort.runs > 3 else 10]]
    ours: list[Judged] = []
    theirs: dict[str, list[Judged]] = {name: [] for name in PEERS}
    for pair, label in pairs:
        ours.append(_judged(lambda pair=pair: compare(*pair).verdict == "same", label))
        for name, peer in PEERS.items():
            theirs[name].append(_judged(lambda pair=pair, peer=peer: _answer(peer, *pair[:2]), label))
    seconds = [each.seconds for each in ours]
    for name, each in theirs.items():
        yield _beside(name, ours, each)
    yield Row(f"wrong verdicts of {len(pairs)}", str(_wrong(ours)), _wrong(ours), "", "", Aim(0, ""))
    yield Row("one verdict, median", shown(median(seconds)), 1000 * median(seconds), "ms", "", Aim(15, "ms"))
    yield Row("one verdict, worst", shown(max(seconds)), max(seconds), "s", "", Aim(1, "s"))
    yield from _diagnoses(effort)


def _beside(name: str, ours: Sequence[Judged], theirs: Sequence[Judged]) -> Row:
    mine, peers = (sum(each.seconds for each in judged) for judged in (ours, theirs))
    aim = None if name == "==" else Aim(1 / 5)
    return Row(f"{len(ours)} labelled pairs", shown(mine), mine / peers, "x", f"{name}: {shown(peers)}, {_wrong(theirs)} wrong", aim)


def _judged(verdict: Callable[[], object], label: bool) -> Judged:
    """A verdict, SymPy's cache cleared before."""
    clear_cache()
    begun = time.perf_counter()
    found = verdict()
    return Judged(time.perf_counter() - begun, found is label)


def _answer(peer: Callable[[Expr, Expr], object], one: Expr, other: Expr) -> bool | None:
    try:
        return within(LONGEST, lambda: bool(peer(one, other)))
    except Exception:  # what stops it is one more error of its
        return None


def _wrong(judged: Sequence[Judged]) -> int:
    return sum(not each.is_right for each in judged)


def _diagnoses(effort: Effort) -> Iterator[Row]:
    """Wrong answers with and without the search for the mistake."""
    added = [_added(row) for row in EXAMPLES[:: 3 if effort.runs > 3 else 20]]
    for name, figure, bound in (("median", median(added), 50), ("worst", max(added), 500)):
        yield Row(f"what the diagnosis adds, {len(added)} wrong answers, {name}", shown(figure), 1000 * figure, "ms", "", Aim(bound, "ms"))


def _added(row: Any) -> float:
    kind = "total" if row.given else "derivative"
    judged, bare = (judge(row.function, kind=kind, wrt=row.wrt, order=row.order, given=row.given) for _ in range(2))
    diagnosed = _judged(lambda: judged(row.answer), True).seconds
    entry, given = bare.asked.entries[0], _given(bare, row.answer)
    return diagnosed - _judged(lambda: compare(entry.right, given), True).seconds


def _given(judged: Any, answer: str) -> Expr:
    from pdtutor.grading.answers import read as read_answer
    from pdtutor.notation.algebra import substitute

    return substitute(read_answer(answer, judged.asked).expressions[0], dict(judged.asked.entries[0].meanings))
