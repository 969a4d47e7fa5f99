"""The order in which terms, factors and arguments are written: as SymPy's printers order them, at a fraction of the cost.

Belongs here: sorting keys. Does not: any text. Names sort as a person would (w2 before w10), and ties keep the order of the arguments.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sympy import Add, Expr, Function, Mul, exp

from pdtutor.notation.names import Increment, natural_key

NUMBER, CONSTANT, NAME, COMPOUND, FUNCTION, INTRICATE, OTHER = range(7)
FAMILIAR = ("sign", "exp", "log", "sin", "cos", "tan", "cot", "sinh", "cosh", "tanh", "coth")
LAST = ((True, 0, ""),)  # after every name's key, which begins with a letter
DEPTH, BREADTH = 3, 4  # how far into an expression a key looks: enough to tell textbook expressions apart, never slow

name_key = lru_cache(maxsize=4096)(natural_key)


def ordered_terms(total: Expr) -> list[Expr]:
    """The terms of a sum in lexicographic polynomial order, constants after positive powers: x² + x·y + 1 + 1/x.

    Of two terms, a positive one goes before a negative one: 1 - x.
    """
    generators: dict[Expr, Any] = {}
    monomials = [_monomial(term, generators) for term in total.args]
    ranks = {generator: rank for rank, generator in enumerate(sorted(generators, key=generators.__getitem__))}
    keys = [_lexicographic(monomial, ranks) for monomial in monomials]
    terms = [total.args[place] for place in sorted(range(len(keys)), key=keys.__getitem__)]
    if len(terms) == 2 and is_negative(terms[0]) and not is_negative(terms[1]):
        terms.reverse()
    return terms


def ordered_factors(product: Expr) -> Iterable[Expr]:
    """The factors of a product: numbers, constants, names, sums of these, functions, sums of those.

    A product with a number inside was built on purpose and keeps its order.
    """
    factors: tuple[Expr, ...] = product.args
    if any(factor.is_Number for factor in factors[1:]) or (len(factors) == 2 and factors[0].is_Number):
        return factors
    return sorted(factors, key=key)


def ordered_arguments(arguments: Iterable[Expr]) -> list[Expr]:
    """The arguments of a function that does not care for their order, numbers first."""
    return sorted(arguments, key=key)


def is_negative(term: Expr) -> bool:
    """Whether the term is written with a minus in front."""
    coefficient = term.args[0] if term.is_Mul else term
    return bool(coefficient.is_Number and coefficient.is_negative)


def key(expression: Expr, depth: int = DEPTH) -> tuple[Any, ...]:
    """A sorting key: two keys of the same kind have comparable parts."""
    if expression.is_Number:
        return (NUMBER,)
    if expression.is_Symbol:
        return (NAME, LAST if isinstance(expression, Increment) else name_key(expression.name), ())
    if expression.is_Pow:
        return _power_key(expression.base, expression.exp, depth)
    return _compound_key(expression, depth)


def _power_key(base: Expr, exponent: Expr, depth: int) -> tuple[Any, ...]:
    """x² goes where x goes, x^n after the names: n·x^(n - 1)."""
    if exponent.is_Number and depth > 0:
        return *key(base, depth), 1
    return FUNCTION, -1, "Pow", (key(base, depth - 1), key(exponent, depth - 1)) if depth > 0 else ()


def _compound_key(expression: Expr, depth: int) -> tuple[Any, ...]:
    inside = expression.args[:BREADTH]
    parts = tuple(key(part, depth - 1) for part in inside) if depth > 0 else ()
    name = type(expression).__name__
    if getattr(expression, "is_Indexed", False):
        return NAME, name_key(str(expression.base)), parts
    if expression.is_NumberSymbol or (isinstance(expression, Function) and expression.is_number):
        return CONSTANT, name, parts
    if expression.is_Add or expression.is_Mul:
        intricate = any(part[0] >= FUNCTION for part in parts) if parts else any(part.args for part in inside)
        return INTRICATE if intricate else COMPOUND, name, len(expression.args), parts
    if isinstance(expression, Function):
        return FUNCTION, FAMILIAR.index(name) if name in FAMILIAR else len(FAMILIAR), name, parts
    return OTHER, name.removeprefix("Strict"), len(expression.args), parts  # of two bounds the lower one first, strict or not


def _monomial(term: Expr, generators: dict[Expr, Any]) -> list[tuple[Expr, float]]:
    """The powers a term is made of, numbers left out; their bases are added to `generators` with their sorting keys."""
    powers = []
    for factor in Mul.make_args(term):
        if factor.is_Number:
            continue
        base, exponent = _power(factor)
        if base not in generators:
            if base.is_number:
                continue
            generators[base] = key(base)
        powers.append((base, exponent))
    return powers


def _power(factor: Expr) -> tuple[Expr, float]:
    if factor.is_Pow and factor.exp.is_Rational:
        return factor.base, float(factor.exp)
    if isinstance(factor, exp):
        return factor, -1.0 if all(is_negative(term) for term in Add.make_args(factor.args[0])) else 1.0
    return factor, 1.0


def _lexicographic(monomial: list[tuple[Expr, float]], ranks: dict[Expr, int]) -> list[tuple[int, int, float]]:
    """A sparse key for the lexicographic order: positive powers of early generators first, then nothing more, then negative powers."""
    powers = sorted((ranks[base], exponent) for base, exponent in monomial)
    signed = [(0, rank, -exponent) if exponent > 0 else (2, -rank, -exponent) for rank, exponent in powers]
    return [*signed, (1, 0, 0.0)]
