"""Products and sums of numbers and variables, put together without asking SymPy what is plain to see: thousands of terms cost a tenth.

Belongs here: shapes in which nothing can combine, built as SymPy would build them. Does not: all other shapes (`algebra`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cmp_to_key

from sympy import Add, Basic, Expr, Mul, S, exp

_IN_ORDER = cmp_to_key(Basic.compare)


def product(factors: Iterable[Expr]) -> Expr | None:
    """The product of a number and different variables, or a number and one power or function; None for another shape."""
    number, others = S.One, []
    for factor in factors:
        for part in factor.args if factor.is_Mul else (factor,):
            if part.is_Rational:
                number *= part
            else:
                others.append(part)
    if number is S.Zero or not others or not _stay_apart(others):
        return None
    others.sort(key=_IN_ORDER)
    parts = others if number is S.One else [number, *others]
    return parts[0] if len(parts) == 1 else Mul._from_args(parts)


def total(terms: Iterable[Expr]) -> Expr | None:
    """The sum of at most one number and such products, no two alike; None for another shape."""
    terms = [term for term in terms if term is not S.Zero]
    kinds = {_kind(term) for term in terms}
    if None in kinds or len(kinds) < len(terms) or len(terms) < 2:
        return None
    numbers = [term for term in terms if term.is_Rational]
    return Add._from_args([*numbers, *sorted((term for term in terms if not term.is_Rational), key=_IN_ORDER)])


def _kind(term: Expr) -> tuple[Expr, ...] | None:
    """What a term is a multiple of, nothing for a number; None where it is no such product."""
    if term.is_Rational:
        return ()
    parts: tuple[Expr, ...] = term.args if term.is_Mul else (term,)
    others = parts[1:] if parts[0].is_Rational else parts
    return others if _stay_apart(others) else None


def _stay_apart(parts: Sequence[Expr]) -> bool:
    """Whether nothing in a product of these combines."""
    if len(parts) == 1:
        return _is_plain(parts[0])
    return all(part.is_Symbol for part in parts) and len(set(parts)) == len(parts)


def _is_plain(part: Expr) -> bool:
    """Whether a number before this part changes nothing in it: a variable, its whole power, a function of variables."""
    if part.is_Pow:
        return bool(part.base.is_Symbol and part.exp.is_Integer)
    return bool(part.is_Symbol or (part.is_Function and part.func is not exp and not part.is_number))
