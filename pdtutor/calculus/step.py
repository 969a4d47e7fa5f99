"""The Step: one differentiation, by one rule, with the steps it is composed from.

Belongs here: the frozen data that every reader of a derivation shares.
Does not: how a step is found (`solver`, `rules`) or said (`explain`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sympy import Basic, Expr

from pdtutor.notation.names import in_natural_order, variables_of


@dataclass(frozen=True, eq=False)
class Step:
    """d(of)/d(wrt) = gives, by `rule`, from `children`.

    rule        a rule's name as in `explain.cards.CARDS`
    of          what is differentiated
    wrt         a Symbol (the user's, or one of the names above) or an Indexed
    gives       the derivative, composed from the children's `gives`
    children    of a sum its terms; of a product each factor that moves; of a quotient numerator and denominator;
                of a chain, for each argument, the outer function in the name and then the inner one;
                of a rewrite the same function rewritten
    names       names given here to inner functions, valid in all descendants
    parts       the roles the rule gives to pieces of `of`: "constant", "rest", "base", "exponent", "outer", "numerator", …
    conditions  what must hold, at this node alone, for the rule to apply: each true where the derivative exists
    """

    rule: str
    of: Expr
    wrt: Expr
    gives: Expr
    children: tuple[Step, ...] = ()
    names: Mapping[Expr, Expr] = field(default_factory=dict)
    parts: Mapping[str, Expr] = field(default_factory=dict)
    conditions: tuple[Basic, ...] = ()

    def walk(self) -> Iterator[Step]:
        """This step and all below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def held(self) -> tuple[Expr, ...]:
        """The variables of `of` that stay still while `wrt` moves, in natural order."""
        return tuple(v for v in in_natural_order(variables_of(self.of)) if v != self.wrt)
