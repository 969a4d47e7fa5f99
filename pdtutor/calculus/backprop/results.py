"""What backpropagation comes to: frozen data.

Belongs here: the program, its graph, both passes, the paths. Does not: how they are found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sympy import Basic, Expr

from pdtutor.calculus.operations import Counts
from pdtutor.calculus.results import Check

UNCHECKED = Check(None, 0, None)


@dataclass(frozen=True)
class Program:
    """Named values, each an expression in inputs and in names above it.

    nodes     name → expression, in order of computation; the last is the output
    operands  name → what its expression uses, in the order in which it is written
    inputs    what is used and not defined, in natural order
    """

    nodes: Mapping[Expr, Expr]
    operands: Mapping[Expr, tuple[Expr, ...]]
    inputs: tuple[Expr, ...]

    @property
    def output(self) -> Expr:
        """The last name."""
        return next(reversed(self.nodes))


@dataclass(frozen=True)
class Edge:
    """The local derivative of one node by one of its operands, in names of nodes and inputs."""

    of: Expr
    by: Expr
    derivative: Expr


@dataclass(frozen=True)
class Node:
    """One named value.

    edges          to its operands, in the order in which they are written
    adjoint        ∂output/∂node: in names of nodes and inputs, and in those of `Backprop.shared` where there are any
    value, adjoint_value  at the point; None where something they need has no number
    """

    name: Expr
    expression: Expr
    edges: tuple[Edge, ...]
    adjoint: Expr
    value: float | None = None
    adjoint_value: float | None = None


@dataclass(frozen=True)
class Path:
    """One way from the output to an input: the names from the output on, the local derivatives along it, and their product."""

    names: tuple[Expr, ...]
    factors: tuple[Expr, ...]
    product: Expr
    value: float | None = None


@dataclass(frozen=True)
class Compared:
    """One entry of the gradient at the point beside the central difference of the program itself.

    error    relative; None where one of the two is no number
    is_kink  whether the slopes of the two sides differ, so that there is no derivative to agree with
    """

    name: Expr
    backward: float
    central: float
    error: float | None
    is_kink: bool = False


@dataclass(frozen=True)
class Stop:
    """The node at which the forward pass ends: "overflow" beyond floating point, or "domain" where its expression has no value.

    part, arguments  the part of the expression that is to blame, and the values of its own parts
    """

    name: Expr
    why: str
    part: Basic
    arguments: tuple[tuple[Basic, float], ...]


@dataclass(frozen=True)
class Backprop:
    """A program with both passes.

    edges         node → users' edges to it, by which its adjoint is made; also of inputs
    parameters    what the gradient is taken by: inputs, or nodes
    gradients     parameter → ∂output/∂parameter, in the names that adjoints use
    values        parameter → the same at the point; those that have a number
    paths         parameter → its paths; None where there are too many to be listed
    path_counts   parameter → how many there are
    shared        name of an adjoint → expression, where spelled out adjoints would grow too long; each uses earlier ones
    unused        nodes that the output does not depend on
    stopped       where the forward pass ended before its time
    """

    program: Program
    nodes: tuple[Node, ...]
    edges: Mapping[Expr, tuple[Edge, ...]]
    parameters: tuple[Expr, ...]
    gradients: Mapping[Expr, Expr]
    paths: Mapping[Expr, tuple[Path, ...] | None]
    path_counts: Mapping[Expr, int]
    operations: Counts
    check: Check = UNCHECKED
    shared: Mapping[Expr, Expr] = field(default_factory=dict)
    values: Mapping[Expr, float] = field(default_factory=dict)
    point: Mapping[Expr, float] = field(default_factory=dict)
    compared: tuple[Compared, ...] = ()
    unused: tuple[Expr, ...] = ()
    stopped: Stop | None = None
