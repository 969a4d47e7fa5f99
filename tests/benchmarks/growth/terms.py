"""Terms: a sum of 10 to 10,000 read, derived, checked, and written in each format.

Belongs here: `partial` and `gradient` of sums. Does not: many variables by a sweep (`parameters`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial as bound
from io import StringIO
from typing import Any

from sympy import Expr, diff

from pdtutor.calculus.check import check
from pdtutor.calculus.rules import RULES
from pdtutor.calculus.solver import Solver, names_used
from pdtutor.cli.environment import Environment
from pdtutor.notation.limits import deep_recursion
from pdtutor.notation.reader import read
from pdtutor.render import formats
from pdtutor.requests.gradient import gradient
from pdtutor.requests.partial import partial
from tests.benchmarks.functions import conditional_sum, kinked_sum, wave_sum, x
from tests.benchmarks.rows import Row, growth
from tests.benchmarks.timing import Effort, seconds_of, seconds_of_new

SIZES = (10, 100, 1_000, 10_000)
OF_DETAIL = (10, 100, 1_000)  # all steps of 10,000 terms are a book of 100,000 lines
MOST_BY_DIFF = 1_000  # terms; ten times as many take half a minute
MOST_CONDITIONS = 1_000
TEXTS = ("plain", "json", "latex", "markdown", "python")
PICTURES = (".svg", ".html")
DETAIL = ("rich", "plain", "json", "latex", "markdown", *PICTURES)
SCREEN = Environment(stdout=StringIO(), variables={"COLUMNS": "80"})

Work = Callable[[int], Callable[[], object]]


def rows(effort: Effort) -> Iterator[Row]:
    """From the text to the derivative, then from the result to each format."""
    sizes = effort.sizes(*SIZES)
    with deep_recursion():
        yield from _deriving(sizes)
        results = {n: partial(wave_sum(n), wrt="x") for n in sizes}
        for format in ("rich", *TEXTS, *PICTURES):
            yield growth(f"written, {format}", {n: seconds_of(bound(written, found, format)) for n, found in results.items()})
        detailed = {n: partial(wave_sum(n), wrt="x", detail="full") for n in effort.sizes(*OF_DETAIL)}
        for format in DETAIL:
            yield growth(f"every step, {format}", {n: seconds_of(bound(written, found, format)) for n, found in detailed.items()})


def _deriving(sizes: tuple[int, ...]) -> Iterator[Row]:
    texts = {n: wave_sum(n) for n in sizes}
    yield growth("a sum read", {n: seconds_of(bound(read, text)) for n, text in texts.items()})
    sums = {n: _expression(text) for n, text in texts.items()}
    plain = {n: seconds_of_new(bound(_expression, text), bound(_slope, x)) for n, text in texts.items() if n <= MOST_BY_DIFF}
    derived = {n: seconds_of_new(bound(_expression, text), _derived) for n, text in texts.items()}
    yield growth("derived", derived, plain, f"diff, n ≤ {MOST_BY_DIFF:,}")
    slopes = {n: _derived(each) for n, each in sums.items()}
    yield growth("checked", {n: seconds_of(bound(check, each, x, slopes[n])) for n, each in sums.items()})
    yield growth("partial, from text", {n: seconds_of(bound(partial, text, wrt="x")) for n, text in texts.items()})
    yield growth("gradient by all its variables, from text", {n: seconds_of(bound(gradient, text)) for n, text in texts.items()})
    conditional = {n: conditional_sum(n) for n in sizes if n <= MOST_CONDITIONS}
    yield growth("the same, a condition for each term", {n: seconds_of(bound(gradient, text)) for n, text in conditional.items()})
    kinked = {n: kinked_sum(n) for n in sizes}
    yield growth("partial, a kink in each term", {n: seconds_of(bound(partial, text, wrt="x")) for n, text in kinked.items()})


def _expression(text: str) -> Expr:
    return read(text).expression


def _slope(wrt: Expr, expression: Expr) -> Expr:
    return diff(expression, wrt)


def _derived(expression: Expr) -> Expr:
    return Solver(RULES, names_used(expression)).derive(expression, x).gives


def written(found: Any, format: str) -> object:
    """A result in one of the formats: on a screen of 80 columns, as text, or as a file by its ending."""
    if format == "rich":
        return SCREEN.drawn(formats.view(found))
    return formats.file_content(found, format) if format.startswith(".") else formats.text(found, format)
