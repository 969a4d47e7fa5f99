"""Vectors of numbers in a line, (3, √2) ≈ (3, 1.41421), and the rows of a long table that are shown.

Belongs here: what the Rich and the plain view of a gradient share. Does not: what a number comes to (`explain.sentences`).
"""

from __future__ import annotations

from collections.abc import Sequence

from pdtutor.calculus.results import Value
from pdtutor.explain.numbers import written
from pdtutor.explain.phrases import Sentence, Writer
from pdtutor.explain.sentences import decimal

COMMA = ",\u00a0"  # a vector is not broken between its entries
LONGEST = 12
HEAD, TAIL = 4, 2  # what is shown of a longer one
LONGEST_TABLE = 40  # rows; of a longer one the middle is left out unless all is asked for


def vector(values: Sequence[Value], writer: Writer) -> Sentence:
    """The exact entries and, where they say more, the decimals; of a long vector the first and last."""
    exact = [_exactly(value, writer) for value in values]
    rounded = [decimal(value.decimal) if value.decimal is not None else known for value, known in zip(values, exact, strict=True)]
    first, second = (f"({COMMA.join(_abridged(entries))})" for entries in (exact, rounded))
    return (first,) if first == second else (first, " ≈ ", second)


def _exactly(value: Value, writer: Writer) -> str:
    if value.exact is not None:
        return written(value.exact, writer)
    return "none" if value.decimal is None else decimal(value.decimal)


def _abridged(entries: list[str]) -> list[str]:
    return entries if len(entries) <= LONGEST else [*entries[:HEAD], "…", *entries[-TAIL:]]


def rows_shown(count: int, detail: str) -> list[int | None]:
    """The rows of a table of so many, None where some are left out."""
    if detail == "full" or count <= LONGEST_TABLE:
        return list(range(count))
    half = LONGEST_TABLE // 2
    return [*range(half), None, *range(count - half, count)]
