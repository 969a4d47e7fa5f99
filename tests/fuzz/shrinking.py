"""The smallest input that still fails.

Belongs here: the search, and how texts and lists become smaller. Does not: which inputs there are (the targets).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from time import monotonic
from typing import Any, TypeVar

Pieces = TypeVar("Pieces", str, bytes, tuple[Any, ...])
PATIENCE = 60.0  # seconds


def smallest(failing: Any, smaller: Callable[[Any], Iterator[Any]], fails: Callable[[Any], bool]) -> Any:
    """Go on with the first simpler input that fails too, until there is none."""
    until = monotonic() + PATIENCE
    while monotonic() < until:
        found = next((each for each in smaller(failing) if monotonic() < until and fails(each)), None)
        if found is None:
            return failing
        failing = found
    return failing


def without_parts(pieces: Pieces) -> Iterator[Pieces]:
    """The pieces without a stretch of them: long stretches first."""
    size = len(pieces)
    while size:
        for start in range(0, len(pieces), size):
            yield pieces[:start] + pieces[start + size :]
        size //= 2


def with_simpler_characters(text: str) -> Iterator[str]:
    """The text with one character that is not simple replaced by one that is."""
    for place, character in enumerate(text[:200]):
        for simple in "x1 ":
            if character not in "x1 ":
                yield text[:place] + simple + text[place + 1 :]


def each_smaller(parts: Sequence[Any], smaller: Callable[[Any], Iterator[Any]]) -> Iterator[tuple[Any, ...]]:
    """The parts with one of them made smaller."""
    for place, part in enumerate(parts):
        for each in smaller(part):
            yield (*parts[:place], each, *parts[place + 1 :])


def texts(text: str) -> Iterator[str]:
    """Simpler texts."""
    yield from without_parts(text)
    yield from with_simpler_characters(text)
