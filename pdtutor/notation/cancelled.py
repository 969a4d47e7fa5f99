"""What cancels while a text becomes an expression: x/x is 1, but not where x = 0.

Belongs here: what the parts of a text need to have a value, and which of these needs nothing in the expression tells any more. Does not:
where a derivative exists (`calculus.conditions`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sympy import Abs, Expr, Ge, Gt, Le, Mul, Ne, Pow, S, acos, acosh, asin, atanh, log
from sympy.logic.boolalg import Boolean

from pdtutor.notation.tree import Node

ROOT, DIVISOR = "root", "divisor"
NEEDS: dict[str, tuple[type[Expr], Callable[[Expr], tuple[Boolean, ...]]]] = {  # what a function needs of its argument
    "asin": (asin, lambda u: (Ge(u, -1, evaluate=False), Le(u, 1, evaluate=False))),
    "acos": (acos, lambda u: (Ge(u, -1, evaluate=False), Le(u, 1, evaluate=False))),
    "acosh": (acosh, lambda u: (Ge(u, 1, evaluate=False),)),
    "atanh": (atanh, lambda u: (Gt(1, Abs(u), evaluate=False),)),
    "ln": (log, lambda u: (Gt(u, 0, evaluate=False),)),
}


@dataclass(frozen=True)
class Need:
    """One part of a text that has a value only somewhere.

    kind   ROOT, DIVISOR or one of NEEDS
    of     the radicand, the divisor or the argument
    place  the divisor where there is a fraction bar; else all of what needs it, such as ln(x)
    is_under_bar  which of the two it is
    """

    kind: str
    of: Expr
    place: Node
    is_under_bar: bool = False

    def note(self, source: str) -> str:
        """What to tell whoever typed it, with the text of the place."""
        if self.is_under_bar:
            return f"You divide by {source}, which cancels: where it is 0, what you typed has no value."
        return f"You write {source}, which cancels: where it has no value, what you typed has none either."


def cancelled(expression: Expr, needs: Iterable[Need]) -> dict[Boolean, Need]:
    """What has to hold for the text to have a value, although nothing in the expression tells of it any more, and whose need it was."""
    moving = {(need.kind, need.of): need for need in needs if need.of.free_symbols}
    if not moving:
        return {}
    powers = expression.atoms(Pow)
    told = {
        DIVISOR: {power.base for power in powers if power.exp.could_extract_minus_sign()},
        ROOT: {power.base for power in powers if not power.exp.is_integer},
        **{kind: {call.args[0] for call in expression.atoms(head)} for kind, (head, _) in NEEDS.items()},
    }
    found: dict[Boolean, Need] = {}
    for need in moving.values():
        for condition in _untold(need, told[need.kind]):
            found.setdefault(condition, need)
    return found


def _untold(need: Need, told: set[Expr]) -> tuple[Boolean, ...]:
    if need.of in told:
        return ()
    if need.kind in NEEDS:
        return tuple(condition for condition in NEEDS[need.kind][1](need.of) if _decided(condition) != S.true)
    factors = [factor for factor in _telling(need) if factor not in told]
    rest = Mul(*(factors if need.kind == DIVISOR or not factors else _telling(need)))
    relation = Ne if need.kind == DIVISOR else Ge
    return () if rest.is_number else (relation(rest, S.Zero, evaluate=False),)


def _decided(condition: Boolean) -> Boolean:
    """The relation, evaluated; `doit` would add up sums in it, of any length."""
    return condition.func(*condition.args)


def _telling(need: Need) -> list[Expr]:
    """The factors that decide: whose zeros a divisor's are, or on whose signs a radicand's depends."""
    factors = Mul.make_args(need.of)
    if need.kind == ROOT:
        return [factor for factor in factors if not factor.is_nonnegative]
    bases = (factor.base if factor.is_Pow and factor.exp.is_Rational else factor for factor in factors)
    return [base for base in dict.fromkeys(bases) if not base.is_nonzero]
