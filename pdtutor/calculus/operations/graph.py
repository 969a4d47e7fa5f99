"""The list of instructions: each a primitive and the places of its operands, in an order in which they can be carried out.

Belongs here: the graph as data and its making, place by place. Does not: where instructions come from (`building`, `calculus.scale`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

from pdtutor.calculus.arithmetic import Number
from pdtutor.calculus.operations.primitives import Primitive

Part = TypeVar("Part")


class Instruction(NamedTuple):
    """What is done with what; a leaf (an input, a constant) has no primitive and no operands."""

    primitive: Primitive | None
    operands: tuple[int, ...]


LEAF = Instruction(None, ())


@dataclass(frozen=True, eq=False)
class Graph:
    """A program as instructions; a place is the number of one, and operands come before what is made of them.

    inputs     what the derivatives are taken by → place
    data       what also needs a value, but is held → place
    names      name → place of its value, in the order of the program; each has an instruction of its own, a copy, so that its adjoint
               is that of the name and not of equal expressions elsewhere
    constants  place → number
    outputs    places of the results; the gradient is that of the last
    """

    instructions: tuple[Instruction, ...]
    inputs: Mapping[Hashable, int]
    data: Mapping[Hashable, int]
    names: Mapping[Hashable, int]
    constants: Mapping[int, Number]
    outputs: tuple[int, ...]

    @property
    def output(self) -> int:
        """The place whose gradient is meant."""
        return self.outputs[-1]

    @cached_property
    def moving(self) -> tuple[bool, ...]:
        """For each place, whether a change of some input reaches it."""
        moving = [False] * len(self.instructions)
        for place in self.inputs.values():
            moving[place] = True
        for place, (primitive, operands) in enumerate(self.instructions):
            if primitive is not None and primitive.pullback is not None:
                moving[place] = any(moving[operand] for operand in operands)
        return tuple(moving)


class Builder:
    """Instructions put one after the other."""

    def __init__(self) -> None:
        self.instructions: list[Instruction] = []
        self.constants: dict[int, Number] = {}
        self._numbers: dict[tuple[type, Number], int] = {}

    def leaf(self) -> int:
        """A new place for a number that is given from outside."""
        self.instructions.append(LEAF)
        return len(self.instructions) - 1

    def constant(self, number: Number) -> int:
        """The place of a constant."""
        known = self._numbers.get((type(number), number))
        if known is None:
            known = self._numbers[type(number), number] = self.leaf()
            self.constants[known] = number
        return known

    def apply(self, primitive: Primitive, *operands: int) -> int:
        """The place of the primitive's result."""
        self.instructions.append(Instruction(primitive, operands))
        return len(self.instructions) - 1

    def graph(
        self,
        inputs: Mapping[Hashable, int],
        outputs: Iterable[int],
        data: Mapping[Hashable, int] | None = None,
        names: Mapping[Hashable, int] | None = None,
    ) -> Graph:
        """What has been put together."""
        return Graph(tuple(self.instructions), dict(inputs), dict(data or {}), dict(names or {}), dict(self.constants), tuple(outputs))


def in_pairs(parts: Sequence[Part], join: Callable[[Part, Part], Part]) -> Part:
    """The parts joined two by two, so that no chain is longer than the logarithm of their number."""
    while len(parts) > 1:
        joined = [join(a, b) for a, b in zip(parts[::2], parts[1::2], strict=False)]
        parts = joined if len(parts) % 2 == 0 else [*joined, parts[-1]]
    return parts[0]
