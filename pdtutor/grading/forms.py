"""The form of an answer as typed: expanded, factored, or without negative powers.

Belongs here: looking at parse trees. Does not: whether the value is right (`judge`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sympy import Expr, Integer, Pow, factor_list
from sympy.polys.polyerrors import PolynomialError

from pdtutor.calculus.tidy import node_count
from pdtutor.notation.tree import Node

EXPANDED, FACTORED, NO_NEGATIVE_POWERS = "expanded", "factored", "no-negative-powers"
FORMS = (EXPANDED, FACTORED, NO_NEGATIVE_POWERS)
LARGEST = 150  # nodes of a sum whose factors are looked for
HIGHEST = 24  # degree


def offence(form: str, tree: Node, build: Callable[[Node], Expr]) -> Node | None:
    """The first piece of a text that is not of the form; None where all of it is.

    build  makes an expression of a piece
    """
    pieces = _OFFENCES[form](tree, build)
    return next(pieces, None)


def _not_expanded(tree: Node, _: Callable[[Node], Expr]) -> Iterator[Node]:
    """Products with a sum in them, and whole powers of sums, outside functions."""
    for piece in _outside_functions(tree):
        if piece.kind == "product":
            multiplied = [part for operator, part in zip(piece.value, piece.parts, strict=True) if operator == "*"]
            if len(piece.parts) > 1 and any(_is_sum(part) for part in multiplied):
                yield piece
        elif (piece.kind == "power" and _is_sum(piece.parts[0]) and _is_whole(piece.parts[1])) or (
            piece.kind == "negative" and _is_sum(piece.parts[0])
        ):
            yield piece


def _outside_functions(tree: Node) -> Iterator[Node]:
    yield tree
    if tree.kind in ("sum", "negative"):
        parts = tree.parts
    elif tree.kind == "product":  # what is below a bar may stay as it is
        parts = tuple(part for operator, part in zip(tree.value, tree.parts, strict=True) if operator == "*")
    else:
        parts = ()
    for part in parts:
        yield from _outside_functions(part)


def _is_sum(piece: Node) -> bool:
    return piece.kind == "sum" or (piece.kind == "negative" and _is_sum(piece.parts[0]))


def _is_whole(exponent: Node) -> bool:
    return exponent.kind == "number" and str(exponent.value).isdigit() and int(exponent.value) > 1


def _not_factored(tree: Node, build: Callable[[Node], Expr]) -> Iterator[Node]:
    """Sums among the factors that are products themselves."""
    return (piece for piece in _factors(tree) if _is_sum(piece) and _has_factors(build(piece)))


def _factors(tree: Node) -> Iterator[Node]:
    if tree.kind == "product":
        for part in tree.parts:
            yield from _factors(part)
    elif tree.kind in ("negative", "power"):
        yield from _factors(tree.parts[0])
    else:
        yield tree


def _has_factors(total: Expr) -> bool:
    """Whether a sum is a product of simpler things, numbers in front counted; sums too large to tell are left alone."""
    if not total.is_Add or node_count(total, LARGEST) >= LARGEST or _degree(total) > HIGHEST:
        return not total.is_Add
    try:
        number, factors = factor_list(total)
    except PolynomialError:
        return False
    content = abs(number) if number.is_Rational else Integer(1)
    return len(factors) != 1 or factors[0][1] != 1 or (content.is_Integer and content != 1)


def _degree(total: Expr) -> int:
    exponents = (abs(power.exp) for power in total.atoms(Pow) if power.exp.is_Rational)
    return max((int(exponent) for exponent in exponents), default=1)


def _negative_powers(tree: Node, build: Callable[[Node], Expr]) -> Iterator[Node]:
    return (piece for piece in tree.walk() if piece.kind == "power" and _is_negative_number(piece.parts[1], build))


def _is_negative_number(exponent: Node, build: Callable[[Node], Expr]) -> bool:
    is_constant = not any(piece.kind in ("name", "index", "unknown", "range") for piece in exponent.walk())
    return is_constant and bool(build(exponent).is_negative)


_OFFENCES: dict[str, Callable[[Node, Callable[[Node], Expr]], Iterator[Node]]] = {
    EXPANDED: _not_expanded,
    FACTORED: _not_factored,
    NO_NEGATIVE_POWERS: _negative_powers,
}
