"""A derivation as numbers: each node's value and derivative at the sample points, composed from its children as its rule says.

Belongs here: composing rightly. Does not: composing wrongly (`slip`, and the file of each rule).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sympy import Expr

from pdtutor.calculus.step import Step
from pdtutor.grading.mistakes.scope import Scope
from pdtutor.grading.mistakes.vectors import Vector, product, total

MOST_NODES = 300


@dataclass(eq=False)
class Node:
    """One occurrence of a step in a derivation.

    scope     the names valid for this step
    children  in the order of the step's children; none where there are more nodes than are looked at
    above     the node whose child this one is
    one_path  ids of what it is to keep one term alone, where the variable is met on several paths
    """

    step: Step
    scope: Scope
    above: Node | None = None
    children: tuple[Node, ...] = ()
    one_path: tuple[str, ...] = ()

    @property
    def of(self) -> Vector:
        """The values of what is differentiated."""
        return self.scope.value(self.step.of)

    @property
    def wrt(self) -> Vector:
        """The values of the variable differentiated by."""
        return self.scope.value(self.step.wrt)

    @property
    def gives(self) -> Vector:
        """The values of the derivative."""
        return self.scope.value(self.step.gives)

    def part(self, name: str) -> Vector:
        """The values of a part of the rule, such as the base of a power."""
        return self.scope.value(self.step.parts[name])

    @property
    def lineage(self) -> list[Node]:
        """This node and those above it, nearest first."""
        return [self, *(self.above.lineage if self.above else ())]

    @property
    def name(self) -> Expr | None:
        """The name of the inner function that this node differentiates the outer one by; None where it is no outer function."""
        parent = self.above
        return self.step.wrt if parent is not None and parent.step.rule == "chain" and self.step.wrt in parent.step.names else None

    @property
    def is_inner(self) -> bool:
        """Whether this node is an inner function of a chain."""
        return self.above is not None and self.above.step.rule == "chain" and self.name is None

    def walk(self) -> Iterator[Node]:
        """This node and all below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()


def grown(root: Step, scope: Scope) -> Node:
    """The nodes of a derivation, level by level while there are not too many."""
    top = Node(root, scope)
    waiting, count = [top], 1
    while waiting:
        node = waiting.pop(0)
        step = node.step
        if count + len(step.children) > MOST_NODES or step.rule == "indexed_sum":
            continue
        node.children = tuple(_children(node))
        count += len(node.children)
        waiting += node.children
    _learn(top)
    return top


def _children(node: Node) -> Iterator[Node]:
    step = node.step
    inside = node.scope.within(step.names)
    for place, child in enumerate(step.children):
        is_outer = step.rule == "chain" and place % 2 == 0
        yield Node(child, inside if is_outer else node.scope, node)


def _learn(top: Node) -> None:
    wanted: dict[int, tuple[Scope, list[Expr]]] = {}
    for node in top.walk():
        _, expressions = wanted.setdefault(id(node.scope), (node.scope, []))
        expressions += (node.step.of, node.step.gives, node.step.wrt)
    for scope, expressions in wanted.values():
        scope.learn(expressions)


def composed(node: Node, gives: Sequence[Vector]) -> Vector:
    """The derivative at a node whose children's derivatives are these."""
    if not node.children:
        return node.gives
    return _COMPOSE.get(node.step.rule, _followed)(node, gives)


def _summed(node: Node, gives: Sequence[Vector]) -> Vector:
    return total(gives, node.scope.zero)


def _multiple(node: Node, gives: Sequence[Vector]) -> Vector:
    return node.part("constant") * gives[0]


def _product(node: Node, gives: Sequence[Vector]) -> Vector:
    return total((term_of_product(node, gives, place) for place in range(len(gives))), node.scope.zero)


def term_of_product(node: Node, gives: Sequence[Vector], place: int) -> Vector:
    """The term of the product rule in which one factor moves and the others wait."""
    return gives[place] * product_of_others(node, place)


def product_of_others(node: Node, place: int) -> Vector:
    """All factors but one."""
    return product((child.of for k, child in enumerate(node.children) if k != place), node.scope.one)


def _quotient(node: Node, gives: Sequence[Vector]) -> Vector:
    top, bottom = (child.of for child in node.children)
    return (gives[0] * bottom - top * gives[1]) / (bottom * bottom)


def _chain(node: Node, gives: Sequence[Vector]) -> Vector:
    return total((outer * inner for outer, inner in zip(gives[::2], gives[1::2], strict=True)), node.scope.zero)


def _general_power(node: Node, gives: Sequence[Vector]) -> Vector:
    return node.of * gives[0]


def _rewritten(_: Node, gives: Sequence[Vector]) -> Vector:
    return gives[0]


def _followed(node: Node, gives: Sequence[Vector]) -> Vector:
    """At each point the derivative of the child that the node follows there: the largest, the case that holds."""
    return node.gives.following([child.gives for child in node.children], gives)


_COMPOSE: Mapping[str, Callable[[Node, Sequence[Vector]], Vector]] = {
    "sum": _summed,
    "constant_multiple": _multiple,
    "product": _product,
    "quotient": _quotient,
    "chain": _chain,
    "general_power": _general_power,
    "rewrite": _rewritten,
}
