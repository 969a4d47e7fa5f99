"""Networks of growing size, and what their gradients cost.

Belongs here: the networks, built as instructions, their counts, slopes in log-log scale, the step to sizes that are not built. Does not:
the counting (`operations`), words.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from math import isqrt, log, log10

from sympy import tanh

from pdtutor.calculus.operations import primitives as prim
from pdtutor.calculus.operations.counts import Counts, counts
from pdtutor.calculus.operations.graph import Builder, Graph, in_pairs

COUNTED = ("forward", "reverse_mode", "forward_mode", "finite_differences")
EXPONENTS = {"forward": 1, "reverse_mode": 1, "forward_mode": 2, "finite_differences": 2}  # of the number of parameters
TANH = prim.UNARY[tanh]
SEVERAL = 3  # sizes that a slope can be fitted through


@dataclass(frozen=True)
class Architecture:
    """A fully connected network: so many inputs, hidden layers of one width with tanh, one output, and the loss (output - y)²."""

    inputs: int
    width: int
    layers: int

    @property
    def parameters(self) -> int:
        """The number of weights and biases."""
        return sum((before + 1) * after for before, after in zip(self.widths, self.widths[1:], strict=False))

    @property
    def widths(self) -> tuple[int, ...]:
        """The size of each layer, from the inputs to the output."""
        return (self.inputs, *(self.width,) * self.layers, 1)


@dataclass(frozen=True)
class Row:
    """One network: the parameters asked for, what was built, what it costs."""

    asked: int
    architecture: Architecture
    counts: Counts

    @property
    def parameters(self) -> int:
        """The number of parameters of the network."""
        return self.architecture.parameters

    @property
    def ratio(self) -> float:
        """The full gradient by reverse mode over one forward pass."""
        return self.counts.reverse_mode / self.counts.forward


@dataclass(frozen=True)
class Scale:
    """The rows, smallest network first."""

    rows: tuple[Row, ...]

    @cached_property
    def slopes(self) -> Mapping[str, float]:
        """Method → k of the power law operations ≈ c·parametersᵏ, by least squares of the logarithms; empty for less than three sizes."""
        if len(self.rows) < SEVERAL:
            return {}
        across = [log10(row.parameters) for row in self.rows]
        return {method: slope(across, [log10(getattr(row.counts, method)) for row in self.rows]) for method in COUNTED}

    def extrapolated(self, parameters: int) -> Mapping[str, float]:
        """Method → operations for so many parameters: from the largest network, in proportion to their number or to its square."""
        largest = self.rows[-1]
        times = parameters / largest.parameters
        return {method: getattr(largest.counts, method) * times ** EXPONENTS[method] for method in COUNTED}


def row(asked: int, architecture: Architecture) -> Row:
    """The network built and counted."""
    return Row(asked, architecture, counts(network(architecture.widths)))


def slope(across: Sequence[float], up: Sequence[float]) -> float:
    """The slope of the line that fits the points best by least squares."""
    middle, height = sum(across) / len(across), sum(up) / len(up)
    return sum((x - middle) * (y - height) for x, y in zip(across, up, strict=True)) / sum((x - middle) ** 2 for x in across)


def architecture(parameters: int) -> Architecture:
    """The network whose number of parameters comes nearest to the one asked for.

    It has one hidden layer below a thousand parameters and one more for each further factor of ten, with between half and twice as many
    inputs as each is wide.
    """
    layers = max(1, round(log(parameters, 10)) - 1)
    return min(_candidates(parameters, layers), key=lambda each: (abs(each.parameters - parameters), abs(each.inputs - each.width)))


def _candidates(parameters: int, layers: int) -> Iterator[Architecture]:
    """For each width the two numbers of inputs that come nearest from below and from above."""
    for width in range(1, isqrt(2 * parameters) + 2):
        rest = parameters - Architecture(0, width, layers).parameters
        for inputs in (rest // width, rest // width + 1):
            nearest = min(max(inputs, (width + 1) // 2), 2 * width)
            yield Architecture(nearest, width, layers)


def network(widths: Sequence[int]) -> Graph:
    """The loss of the network as instructions: operands are parameters, nothing is a formula.

    The parameters are the inputs 0, 1, …, layer by layer and unit by unit: the weights of a unit, then its bias. The data are
    ("x", 0), ("x", 1), … and "y".
    """
    builder, numbers = Builder(), count()
    parameters: dict[Hashable, int] = {}

    def parameter() -> int:
        place = parameters[next(numbers)] = builder.leaf()
        return place

    def unit(before: Sequence[int]) -> int:
        products = [builder.apply(prim.MULTIPLY, parameter(), each) for each in before]
        return in_pairs([*products, parameter()], lambda a, b: builder.apply(prim.ADD, a, b))

    data: dict[Hashable, int] = {("x", k): builder.leaf() for k in range(widths[0])}
    layer = list(data.values())
    for width in widths[1:-1]:
        layer = [builder.apply(TANH, unit(layer)) for _ in range(width)]
    target = builder.leaf()
    miss = builder.apply(prim.SUBTRACT, unit(layer), target)
    return builder.graph(parameters, [builder.apply(prim.power_by(2), miss)], {**data, "y": target})
