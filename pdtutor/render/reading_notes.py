"""The notes on how a text was read, as many as somebody reads.

Belongs here: how many are shown, and what is said of the others. Does not: what they say (`notation`), how they look (`panels`, `plain`).
"""

from __future__ import annotations

from collections.abc import Sequence

MOST = 12


def shown(notes: Sequence[str]) -> tuple[str, ...]:
    """The notes, or the first of them and how many more there are."""
    if len(notes) <= MOST:
        return tuple(notes)
    first = notes[: MOST - 1]
    return (*first, f"there are {len(notes) - len(first):,} more; --format json has them all")
