"""Counts and shares in words: 1 answer, 2 answers, 70 %.

Belongs here: numbers of things. Does not: values of functions (`numbers`), spans of time (`moments`). Loads no algebra.
"""

from __future__ import annotations


def counted(count: int, one: str, many: str | None = None) -> str:
    """1 answer, 2 answers."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"


def percent(share: float | None) -> str:
    """A share in whole per cent, never 0 or 100 where it is not exactly that; nothing for None."""
    if share is None:
        return ""
    return f"{round(100 * share) if share in (0, 1) else min(max(round(100 * share), 1), 99)} %"
