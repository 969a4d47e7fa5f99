"""The derivation of an expression: the solver set to work with all the rules.

Belongs here: the one entry to a derivation. Does not: the solver itself (`solver`), a rule (`rules`), or tidying (`tidy`).
"""

from __future__ import annotations

from sympy import Expr

from pdtutor.calculus.rules import RULES
from pdtutor.calculus.solver import Solver, names_used
from pdtutor.calculus.step import Step


def derive(of: Expr, wrt: Expr) -> Step:
    """The derivation of `of` by `wrt`, rule by rule, untidied.

    of   a scalar SymPy expression in real variables
    wrt  a Symbol or an Indexed
    """
    return Solver(RULES, names_used(of) | names_used(wrt)).derive(of, wrt)
