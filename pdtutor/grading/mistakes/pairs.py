"""Two wrong ways at once, at two nodes of one derivation.

Belongs here: which two lead to an answer, found without composing every two anew. Does not: single wrong ways (`search`).

All rules are linear in the derivative of each child, so two changes at nodes of which neither is above the other add up; only an outer
and an inner function of one chain multiply.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, groupby

from pdtutor.grading.mistakes import structure
from pdtutor.grading.mistakes.search import Derivation, Found, is_same, slips_of
from pdtutor.grading.mistakes.tree import Node, composed
from pdtutor.grading.mistakes.vectors import Vector

MOST = 240  # single wrong ways; with more, two at once would take too long to find, and say too little
ROUGH = 1e-6  # relative, at the first point alone

Pair = tuple[Found, Found]


class Pairs:
    """The wrong ways of one derivation, to be taken two at a time."""

    def __init__(self, derivation: Derivation) -> None:
        self._derivation = derivation
        self._gives = {id(node): node.gives for node in derivation.nodes}
        self._right = derivation.top.gives
        self._weights = derivation.weights(self._gives)
        self._singles = list(derivation.singles())

    def leading_to(self, given: Vector) -> list[Pair]:
        """The pairs that give the answer; the second one's value is that of both."""
        if len(self._singles) > MOST:
            return []
        found = (*self._apart(given), *self._one_above_the_other(given), *self._at_one_node())
        return [pair for pair in found if is_same(pair[1].value, given, self._right) and not self._is_nothing(pair)]

    def _is_nothing(self, pair: Pair) -> bool:
        """Whether one of the two changes nothing, or both together what one of them does alone."""
        first, second = pair
        return is_same(first.value, self._right, self._right) or is_same(second.value, first.value, self._right)

    # --- neither node above the other

    def _apart(self, given: Vector) -> Iterator[Pair]:
        wanted = given[0] - self._right[0]
        close = ROUGH * max(abs(given[0]), abs(self._right[0]), 1e-9)
        by_node = [list(group) for _, group in groupby(self._singles, key=lambda found: id(found.node))]
        for firsts, seconds in combinations(by_node, 2):
            one, other = firsts[0].node, seconds[0].node
            assert one is not None
            assert other is not None
            if one in other.lineage or other in one.lineage:
                continue
            product = self._product_of_both(one, other)
            for first, second in self._adding_up(firsts, seconds, wanted, close, product):
                yield first, self._together(first, second, product)

    def _adding_up(
        self, firsts: Sequence[Found], seconds: Sequence[Found], wanted: float, close: float, product: Vector | None
    ) -> Iterator[Pair]:
        """Those whose changes add up to what is wanted, at the first point."""
        right, both = self._right[0], None if product is None else product[0]
        for first in firsts:
            change = first.value[0] - right
            for second in seconds:
                more = second.value[0] - right
                extra = change * more / both if both else 0.0
                if abs(wanted - change - more - extra) <= close:
                    yield first, second

    def _together(self, first: Found, second: Found, product: Vector | None) -> Found:
        change, more = first.value - self._right, second.value - self._right
        value = self._right + change + more
        if product is not None:
            value = value + change * more / product
        return Found(second.slip, value, second.node, second.root)

    def _product_of_both(self, one: Node, other: Node) -> Vector | None:
        """What an outer and its inner function bring to the whole together; None where the two nodes are in no such two."""
        meeting = next(node for node in one.lineage if node in other.lineage)
        if meeting.step.rule != "chain":
            return None
        first, second = (self._branch(meeting, node) for node in (one, other))
        if first // 2 != second // 2:
            return None
        outer, inner = (self._gives[id(meeting.children[place])] for place in (2 * (first // 2), 2 * (first // 2) + 1))
        return self._weights[id(meeting)] * outer * inner

    def _branch(self, meeting: Node, node: Node) -> int:
        return next(place for place, child in enumerate(meeting.children) if child in node.lineage)

    # --- one node above the other

    def _one_above_the_other(self, given: Vector) -> Iterator[Pair]:
        close = ROUGH * max(abs(given[0]), abs(self._right[0]), 1e-9)
        for first in self._singles:
            assert first.node is not None
            gives = self._with_forced(first.node, first.slip.gives)
            for node in first.node.lineage[1:]:
                weight, here = self._weights[id(node)], self._gives[id(node)]
                for slip in slips_of(node, [gives[id(child)] for child in node.children]):
                    if abs(given[0] - self._right[0] - weight[0] * (slip.gives[0] - here[0])) <= close:
                        yield first, Found(slip, self._right + weight * (slip.gives - here), node, first.root)

    def _with_forced(self, forced: Node, value: Vector) -> Mapping[int, Vector]:
        """All derivatives where one node gives something else: only those above it change."""
        gives = dict(self._gives)
        gives[id(forced)] = value
        for node in forced.lineage[1:]:
            gives[id(node)] = composed(node, [gives[id(child)] for child in node.children])
        return gives

    # --- one node

    def _at_one_node(self) -> Iterator[Pair]:
        """A quotient with two things wrong in its own rule."""
        for node in self._derivation.nodes:
            if node.step.rule == "quotient" and node.children:
                weight, here = self._weights[id(node)], self._gives[id(node)]
                for first, second, value in structure.quotients_wrong_twice(node, [self._gives[id(child)] for child in node.children]):
                    alone = self._right + weight * (first.gives - here)
                    both = self._right + weight * (value - here)
                    yield Found(first, alone, node, self._derivation.root), Found(second, both, node, self._derivation.root)
