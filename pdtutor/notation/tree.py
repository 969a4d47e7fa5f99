"""What the grammar hands to the builder: a tree of nodes that know their place in the text.

Belongs here: the data. Does not: how it is found (`grammar`) or what it means in SymPy (`building`).

    kind       value                       parts
    number     the literal                 –
    name       the name as typed           –
    constant   "e" or "pi"                 –
    sum        signs, one a term           the terms
    product    "*" or "/", one a factor    the factors
    negative   –                           what is negated
    power      –                           base, exponent
    call       the function                the arguments
    unknown    name, primes, indices       the arguments
    index      the name as typed           the indices
    keyword    the name as typed           its value
    range      the index's name            lower, upper
    relation   the relations between       the sides
    logic      "and" or "or"               the conditions
    tuple      –                           the entries
    vector     –                           the entries
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


class Node:
    """One piece of a text: its kind, its value and parts (see above), and where in the text it stands (0-based, end excluded)."""

    __slots__ = ("at", "end", "kind", "parts", "value")

    def __init__(self, kind: str, at: int, end: int, value: Any = None, parts: tuple[Node, ...] = ()) -> None:
        self.kind = kind
        self.at = at
        self.end = end
        self.value = value
        self.parts = parts

    def walk(self) -> Iterator[Node]:
        """This node and all below it."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.parts))
