"""The other views of a derivative, each a whole process, over `partial` of the same expression.

Belongs here: one command a row. Does not: what is measured of `partial` itself (`start_up`).
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks.functions import TEXT
from tests.benchmarks.rows import Row, over
from tests.benchmarks.timing import Effort, pdtutor, processes

KINKED = "max(0, x, y) + |x y|"
VIEWS: tuple[tuple[str, ...], ...] = (
    ("jacobian", TEXT),
    ("hessian", TEXT),
    ("directional", TEXT, "--along", "3,4"),
    ("total", TEXT, "--wrt", "x", "--depends", "y(x)"),
    ("limit", TEXT, "--wrt", "x"),
    ("subgradient", TEXT, "--at", "x=1,y=2"),
    ("subgradient", KINKED, "--format", "plain"),
    ("subgradient", KINKED, "--at", "x=0,y=0", "--format", "plain"),
    ("descent", "x^2 + 4 y^2", "--from", "x=1,y=1"),
    ("sensitivity", TEXT, "--at", "x=1,y=2"),
    ("surface", TEXT, "--at", "x=1,y=2"),
)
NEURON = ("backprop", "z = w*x + b", "a = sigmoid(z)", "L = (a - y)^2", "--at", "w=1,x=2,b=0,y=1")


def rows(effort: Effort) -> Iterator[Row]:
    """Each view over `partial`."""
    for words in VIEWS:
        yield _view(words, words[1], 1.5, effort)
    yield _view(NEURON, TEXT, 1.5, effort)
    yield _view(("scale",), TEXT, 4, effort)


def _view(words: tuple[str, ...], expression: str, aim: float, effort: Effort) -> Row:
    pair = processes(pdtutor(*words), pdtutor("partial", expression), max(3, effort.runs // 2))
    return over(f"pdtutor {' '.join(words)}"[:58], pair, "partial", aim)
