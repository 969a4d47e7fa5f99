"""The derivative from first principles: the difference quotient, its simplification, its limit, and a table of shrinking steps.

Belongs here: one file per idea: the results (`results`), the recursion and what every rule needs (`quotients`), the algebra by kinds of
expression (`polynomials`, `structure`, `functions`, `cases`), the point and the value there (`point`, `there`), the table (`table`), and
the whole put together (`argument`). Does not: the rules of differentiation. What is proved here is what those rules rest on, so none of
them is asked for a limit, except where an argument says so itself, by the move `by_rule`.
"""

from pdtutor.calculus.first_principles.argument import first_principles
from pdtutor.calculus.first_principles.results import FirstPrinciples, Move, Row

__all__ = ["FirstPrinciples", "Move", "Row", "first_principles"]
