"""Derivatives that are broken along one seam: their cases put together.

Belongs here: rewriting a derivative with cases on the two sides of g = h. Does not: deriving functions by cases (`joins`).
"""

from __future__ import annotations

from sympy import Basic, Expr, Ge, Gt, Le, Lt, Piecewise, S, Sum

from pdtutor.notation.algebra import by_cases, substitute

Seam = tuple[Expr, Expr]


def merged(expression: Expr, wrt: Expr) -> Expr:
    """One function by cases for an expression whose pieces all break along one seam; the expression itself where they do not.

    Where both cases come to the same, that is all that is left: 1 for the slope of relu(x) - relu(-x).
    """
    pieces = expression.atoms(Piecewise)
    if not pieces or any(total.has(Piecewise) for total in expression.atoms(Sum)):
        return expression
    condition = _common_condition(pieces, wrt)
    if condition is None:
        return _spread(expression, pieces)
    above = substitute(expression, {piece: _side(piece, condition, True) for piece in pieces})
    below = substitute(expression, {piece: _side(piece, condition, False) for piece in pieces})
    return above if above == below else by_cases((above, condition), (below, S.true))


def _spread(expression: Expr, pieces: set[Expr]) -> Expr:
    """A product with one function by cases that is zero in some of them, case by case: 0 there, whatever the other factors are."""
    piece, *others = pieces
    if others or not expression.is_Mul or all(pair.expr != 0 for pair in piece.args):
        return expression
    return by_cases(*((substitute(expression, {piece: pair.expr}), pair.cond) for pair in piece.args))


def _common_condition(pieces: set[Expr], wrt: Expr) -> Basic | None:
    """The condition of the first case of every piece; where `wrt` crosses the seam, whose side the seam is on does not matter."""
    seams = {_seam_of(piece) for piece in pieces}
    conditions = {piece.args[0].cond for piece in pieces}
    if len(seams) != 1 or None in seams:
        return None
    if len(conditions) == 1:
        return next(iter(conditions))
    (seam,) = seams
    assert seam is not None
    crosses = any(wrt in side.free_symbols for side in seam)
    return Gt(*seam, evaluate=False) if crosses else None


def _seam_of(piece: Expr) -> Seam | None:
    """(a, b) where the piece has one case on the side a > b and another on the side a < b; None for any other piece."""
    if not isinstance(piece, Piecewise) or len(piece.args) != 2 or piece.args[1].cond is not S.true:
        return None
    condition = piece.args[0].cond
    return condition.args if isinstance(condition, (Gt, Ge, Lt, Le)) else None


def _side(piece: Expr, condition: Basic, is_first: bool) -> Expr:
    """The formula of a piece on the side of its seam where the condition holds, or on the other."""
    holds, fails = (pair.expr for pair in piece.args)
    if isinstance(piece.args[0].cond, (Gt, Ge)) != isinstance(condition, (Gt, Ge)):
        holds, fails = fails, holds
    return holds if is_first else fails
