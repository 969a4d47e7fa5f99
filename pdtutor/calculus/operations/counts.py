"""What the sweeps cost, counted by carrying them out under an arithmetic that counts.

Belongs here: the counts of a graph and the bound that they obey. Does not: clocks.

The bound: reverse_mode ≤ 5·forward, for every program (Baur & Strassen, *The complexity of partial derivatives*, 1983; Griewank &
Walther, *Evaluating Derivatives*, ch. 4, with other constants for other primitives).

Proof. Let an operation node be one that moves and that the output depends on through moving nodes. The backward pass does two things.

1. It evaluates pullbacks. Per node, with f operations forward: 0 for + and -; 2 for × and ÷ (f = 1); 1 for max and min (f = 1), 0
   for a case (f = 1); at most 4 for a function of one argument (f = 1); at most 5 for aᵇ and 6 for atan2 (f = 3); 2m for an unknown
   function of m arguments (f = m); 0 for copies and changes of sign (f = 0).
2. It adds up the adjoints of a place that is used k times, in k - 1 additions. Summed over all places this is E - V: E uses, V places
   used. A node has as many uses of others as moving operands, at most its arity; each node but the output is used, and so is at least
   one input, so V is at least the number of nodes. Hence E - V ≤ Σ(arity - 1): each node pays for arity - 1 additions.

Forward, pullback and additions together, by kind of node: + and - 1 + 0 + 1; × and ÷ 1 + 2 + 1; max and min 1 + 1 + 1; a case
1 + 0 + 1; one argument 1 + 4 + 0; aᵇ 3 + 5 + 1; atan2 3 + 6 + 1; unknown m + 2m + (m - 1); copies and signs 0: never above 5·f. What
does not move costs the forward pass alone. Summed over all nodes, reverse_mode ≤ 5·forward. ∎
"""

from __future__ import annotations

from dataclasses import dataclass

from pdtutor.calculus.operations.graph import Graph
from pdtutor.calculus.operations.operation import Counting
from pdtutor.calculus.operations.sweeps import blank_forward, reverse, tangent

BOUND = 5  # times the forward pass


@dataclass(frozen=True)
class Counts:
    """The operations of a graph with n inputs.

    forward             of one evaluation
    reverse_mode        of the full gradient by reverse mode: forward and backward
    forward_mode        of the full gradient by forward mode: n passes, each of values and tangents along one input
    finite_differences  of the full gradient by forward differences, (f(x + h·eₖ) - f(x))/h: n + 1 evaluations, n subtractions, n divisions
    depth               the longest chain of operations of one evaluation, each of which needs the one before
    reverse_depth       the same of the full gradient by reverse mode
    """

    forward: int
    reverse_mode: int
    forward_mode: int
    finite_differences: int
    depth: int
    reverse_depth: int


def counts(graph: Graph) -> Counts:
    """Counts on the real graph. A tangent pass does the same operations along every input, so one is counted and taken n times: exact."""
    inputs = len(graph.inputs)
    evaluation, gradient, along_one = Counting(), Counting(), Counting()
    depths = blank_forward(graph, evaluation)
    adjoints = reverse(graph, depths, gradient, seed=0)
    tangent(graph, depths, {}, along_one)
    return Counts(
        forward=evaluation.operations,
        reverse_mode=evaluation.operations + gradient.operations,
        forward_mode=inputs * (evaluation.operations + along_one.operations),
        finite_differences=(inputs + 1) * evaluation.operations + 2 * inputs,
        depth=depths[graph.output],
        reverse_depth=max((depths[graph.output], *(adjoints[place] for place in graph.inputs.values()))),
    )
