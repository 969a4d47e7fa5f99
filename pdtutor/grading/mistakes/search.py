"""A derivation composed wrongly at one node, or everywhere in one way.

Belongs here: what each wrong way makes of the whole. Does not: the wrong ways of one node (`structure`, `powers`, …), matching (`trial`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from pdtutor.calculus.step import Step
from pdtutor.grading.mistakes import chains, functions, powers, structure
from pdtutor.grading.mistakes.scope import Scope
from pdtutor.grading.mistakes.slip import Slip, Slips, Source
from pdtutor.grading.mistakes.tree import Node, composed, grown, product_of_others
from pdtutor.grading.mistakes.vectors import Vector

CLOSE = 1e-7  # relative

SOURCES: Mapping[str, tuple[Source, ...]] = {
    "sum": (structure.sums,),
    "constant_multiple": (structure.multiples, chains.softmax_multiples),
    "product": (structure.products,),
    "quotient": (structure.quotients, chains.sigmoid_quotients),
    "chain": (chains.chains,),
    "power": (powers.powers,),
    "exponential": (powers.exponentials,),
    "general_power": (powers.general_powers,),
    "trigonometric": (functions.trigonometric, functions.wrong_entries),
    "inverse_trigonometric": (functions.wrong_entries,),
    "hyperbolic": (functions.hyperbolic, functions.wrong_entries),
    "logarithm": (functions.wrong_entries,),
    "activation": (functions.activations, functions.wrong_entries),
}
REPEATED = {
    False: ("partial.mixed_product_rule",),
    True: ("partial.second_inner_only",),
}  # what a lost term of a product is called in a second differentiation, by whether it is by the same variable


@dataclass(frozen=True)
class Found:
    """One wrong way and what it makes of the whole.

    node   where, None where it is the answer as a whole
    value  the wrong answer at the sample points
    """

    slip: Slip
    value: Vector
    node: Node | None = None
    root: Step | None = None


class Derivation:
    """One derivation as a tree of numbers, all of its nodes ready to be composed wrongly."""

    def __init__(self, root: Step, scope: Scope, repeated: tuple[str, ...] = ()) -> None:
        self.root = root
        self.top = grown(root, scope)
        self.nodes = list(self.top.walk())
        for node in self.nodes:
            node.one_path = repeated

    def singles(self) -> Iterator[Found]:
        """Each node composed wrongly in each way, all others rightly."""
        gives = {id(node): node.gives for node in self.nodes}
        right, weights = self.top.gives, self.weights(gives)
        for node in self.nodes:
            here, weight = node.gives, weights[id(node)]
            for slip in slips_of(node, [child.gives for child in node.children]):
                yield Found(slip, right + weight * (slip.gives - here), node, self.root)

    def everywhere(self) -> Iterator[Found]:
        """The same wrong way wherever it can happen."""
        places: dict[str, list[Node]] = {}
        for node in self.nodes:
            slips = slips_of(node, [child.gives for child in node.children])
            for name in dict.fromkeys(name for slip in slips for name in slip.ids):
                places.setdefault(name, []).append(node)
        for name, nodes in places.items():
            if len(nodes) > 1:
                yield from (found for choice in (0, 1) if (found := self._with(name, nodes, choice)) is not None)

    def _with(self, name: str, nodes: Sequence[Node], choice: int) -> Found | None:
        chosen = {id(node) for node in nodes}
        made: list[tuple[Node, Slip]] = []

        def evaluated(node: Node) -> Vector:
            gives = [evaluated(child) for child in node.children]
            if id(node) in chosen:
                fitting = [slip for slip in slips_of(node, gives) if name in slip.ids]
                if fitting:
                    made.append((node, fitting[min(choice, len(fitting) - 1)]))
                    return made[-1][1].gives
            return composed(node, gives)

        value = evaluated(self.top)
        if not made:
            return None
        node, slip = min(made, key=lambda each: nodes.index(each[0]))
        return Found(slip, value, node, self.root)

    def weights(self, gives: Mapping[int, Vector]) -> dict[int, Vector]:
        """How fast the whole answers to the derivative at each node: all rules are linear in each of these."""
        weights = {id(self.top): self.top.scope.one}
        for node in self.nodes:
            for place, child in enumerate(node.children):
                weights[id(child)] = weights[id(node)] * _weight(node, place, gives)
        return weights


def _weight(node: Node, place: int, gives: Mapping[int, Vector]) -> Vector:
    """How fast a node's derivative answers to that of one child."""
    one = node.scope.one
    match node.step.rule:
        case "sum" | "rewrite":
            return one
        case "constant_multiple":
            return node.part("constant")
        case "product":
            return product_of_others(node, place)
        case "quotient":
            top, bottom = (child.of for child in node.children)
            return one / bottom if place == 0 else -top / (bottom * bottom)
        case "chain":
            return gives[id(node.children[place + 1 if place % 2 == 0 else place - 1])]
        case "general_power":
            return node.of
        case _:
            return node.children[place].gives.chosen(node.gives)


def slips_of(node: Node, gives: Sequence[Vector]) -> Slips:
    """Every wrong way to compose one node."""
    for source in SOURCES.get(node.step.rule, ()):
        if node.children or node.step.rule not in ("sum", "product", "quotient", "chain"):
            yield from source(node, gives)


def is_same(value: Vector, answer: Vector, size: Vector) -> bool:
    """Whether both are the same at every point, as far as machine precision goes; sizes tell what is next to nothing."""
    for one, other, right in zip(value, answer, size, strict=True):
        if not isfinite(one) or abs(one - other) > CLOSE * max(abs(one), abs(other), 1e-3 * abs(right), 1e-12):
            return False
    return True
