"""Whether two expressions are the same function: numbers in many digits, and a proof where cheap algebra finds one.

Belongs here: comparing two real expressions wherever both are defined. Does not: what a learner is told (`grading`, `explain`).
"""

from pdtutor.calculus.equivalence.compare import compare
from pdtutor.calculus.equivalence.results import Comparison

__all__ = ["Comparison", "compare"]
