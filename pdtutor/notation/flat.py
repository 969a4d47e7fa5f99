"""Products, sums and functions of numbers and variables, put together without asking SymPy what is plain to see: thousands of terms cost
a tenth.

Belongs here: shapes in which nothing can combine, built as SymPy would build them. Does not: all other shapes (`algebra`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cmp_to_key
from itertools import chain

from sympy import Abs, Add, Basic, Expr, Mul, S, atan, cos, cosh, exp, log, sign, sin, sinh, tan, tanh

_IN_ORDER = cmp_to_key(Basic.compare)
_OF_ANY_SIGN = frozenset([Abs, sign])
_OPEN = frozenset([sin, cos, tan, sinh, cosh, tanh, atan, exp, log])
_WITH_SIGN = (_OPEN | _OF_ANY_SIGN) - {exp, log}  # odd or even: -x becomes x


def product(factors: Iterable[Expr]) -> Expr | None:
    """The product of numbers, variables or whole powers of them, and functions, no two alike; None for another shape."""
    number, others = S.One, []
    for factor in factors:
        for part in factor.args if factor.is_Mul else (factor,):
            if part.is_Rational:
                number *= part
            else:
                others.append(part)
    if not others:
        return number
    if number is S.Zero or not _stay_apart(others):
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


def called(function: type, argument: Expr) -> Expr | None:
    """The value of a function of a polynomial, which leaves it as it is; None for another, and where a sign would come out of it.

    SymPy would ask at length whether the polynomial is 0, imaginary or a multiple of π.
    """
    if argument.is_number or not _leaves(function, argument):
        return None
    return None if function in _WITH_SIGN and argument.could_extract_minus_sign() else function(argument, evaluate=False)


def _leaves(function: type, argument: Expr) -> bool:
    """Whether it is plain to see that nothing comes out of the function but a sign."""
    if function in _OF_ANY_SIGN:
        return argument.is_Add and takes_any_value(argument)
    return function in _OPEN and all(_is_monomial(term) for term in Add.make_args(argument))


def takes_any_value(polynomial: Expr) -> bool:
    """Whether it is plain to see that it takes any value: a variable of any sign is in one term alone, as it is."""
    terms = Add.make_args(polynomial)
    if not all(_is_monomial(term) for term in terms):
        return False
    often = Counter(chain.from_iterable(term.free_symbols for term in terms))
    lines = (term.as_coeff_Mul()[1] for term in terms)
    return any(line.is_Symbol and often[line] == 1 and line.is_positive is line.is_negative is line.is_integer is None for line in lines)


def _is_monomial(term: Expr) -> bool:
    return all(part.is_Rational or part.is_Symbol or _is_whole_power(part) for part in Mul.make_args(term))


def _is_whole_power(part: Expr) -> bool:
    return bool(part.is_Pow and part.base.is_Symbol and part.exp.is_Integer)


def _kind(term: Expr) -> tuple[Expr, ...] | None:
    """What a term is a multiple of, nothing for a number; None where it is no such product."""
    if term.is_Rational:
        return ()
    parts: tuple[Expr, ...] = term.args if term.is_Mul else (term,)
    others = parts[1:] if parts[0].is_Rational else parts
    return others if _stay_apart(others) else None


def _stay_apart(parts: Sequence[Expr]) -> bool:
    """Whether nothing in a product of these combines."""
    bases = list(map(_base, parts))
    return None not in bases and len(set(bases)) == len(bases)


def _base(part: Expr) -> Expr | None:
    """What SymPy collects the powers of: a variable, a function of variables; None for anything that it might rewrite."""
    if part.is_Symbol:
        return part
    if _is_whole_power(part):
        return part.base
    if not part.is_Function or part.is_number:
        return None
    return part if not isinstance(part, exp) else None if _would_spread(part.exp) else S.Exp1


def _would_spread(exponent: Expr) -> bool:
    """Whether a number stands before a sum in it, which SymPy multiplies out in a product."""
    number, rest = exponent.as_coeff_Mul()
    return bool(number is not S.One and rest.is_Add)
