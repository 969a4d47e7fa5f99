"""Derivatives that are broken along one seam: their cases put together.

Belongs here: rewriting a derivative with cases on the two sides of g = h. Does not: deriving functions by cases (`joins`).
"""

from __future__ import annotations

from sympy import Expr, Ge, Gt, Le, Lt, Piecewise, S, Sum

from pdtutor.notation.algebra import by_cases, substitute

Seam = tuple[Expr, Expr]


def merged(expression: Expr) -> Expr:
    """One function by cases for an expression whose pieces all break along one seam; the expression itself where they do not.

    Where both cases come to the same, that is all that is left: 1 for the slope of relu(x) - relu(-x).
    """
    pieces = expression.atoms(Piecewise)
    seams = {_seam_of(piece) for piece in pieces}
    if len(seams) != 1 or None in seams or any(total.has(Piecewise) for total in expression.atoms(Sum)):
        return expression
    (seam,) = seams
    assert seam is not None
    above = substitute(expression, {piece: _side(piece, True) for piece in pieces})
    below = substitute(expression, {piece: _side(piece, False) for piece in pieces})
    if above == below:
        return above
    return by_cases((above, Gt(*seam, evaluate=False)), (below, S.true))


def _seam_of(piece: Expr) -> Seam | None:
    """(a, b) where the piece has one case on the side a > b and another on the side a < b; None for any other piece."""
    if not isinstance(piece, Piecewise) or len(piece.args) != 2 or piece.args[1].cond is not S.true:
        return None
    condition = piece.args[0].cond
    return condition.args if isinstance(condition, (Gt, Ge, Lt, Le)) else None


def _side(piece: Expr, is_above: bool) -> Expr:
    """The formula of a piece with a seam (a, b) where a > b, or where a < b."""
    above, below = (pair.expr for pair in piece.args)
    if isinstance(piece.args[0].cond, (Lt, Le)):
        above, below = below, above
    return above if is_above else below
