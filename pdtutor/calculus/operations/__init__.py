"""The graph of primitive operations: a program as the list of instructions that a machine carries out, swept forward and backward.

Belongs here: operations and what is done with them (`operation`), primitives with their pullbacks (`primitives`), the list of instructions
(`graph`), expressions turned into one (`building`), the sweeps (`sweeps`) and what they cost (`counts`). Does not: derivatives as formulas
(`calculus.graph`), networks (`calculus.scale`).
"""

from pdtutor.calculus.operations.building import graph_of
from pdtutor.calculus.operations.counts import Counts, counts
from pdtutor.calculus.operations.graph import Builder, Graph, Instruction
from pdtutor.calculus.operations.operation import Counting, calculate
from pdtutor.calculus.operations.sweeps import forward, reverse, tangent

__all__ = [
    "Builder",
    "Counting",
    "Counts",
    "Graph",
    "Instruction",
    "calculate",
    "counts",
    "forward",
    "graph_of",
    "reverse",
    "tangent",
]
