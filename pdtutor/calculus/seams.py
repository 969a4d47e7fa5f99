"""Derivatives that are broken along one seam: their cases put together, and the seam closed where the derivative exists on it.

Belongs here: rewriting a derivative that contains cases `g > 0` and `g < 0`. Does not: deriving functions by cases (`joins`).
"""

from __future__ import annotations

from dataclasses import replace

from sympy import Expr, Gt, Lt, Ne, Piecewise, S

from pdtutor.calculus.conditions import edge_points, is_smooth_at
from pdtutor.calculus.step import Step
from pdtutor.notation.algebra import by_cases, substitute

Seam = tuple[Expr, Expr]


def merged(expression: Expr) -> Expr:
    """One function by cases for an expression whose pieces all break along one seam; the expression itself where they do not.

    Where both cases come to the same, that is all that is left: 1 for the slope of relu(x) - relu(-x).
    """
    pieces = expression.atoms(Piecewise)
    seams = {seam_of(piece) for piece in pieces}
    if len(seams) != 1 or None in seams:
        return expression
    (seam,) = seams
    assert seam is not None
    above = substitute(expression, {piece: _side(piece, Gt) for piece in pieces})
    below = substitute(expression, {piece: _side(piece, Lt) for piece in pieces})
    if above == below:
        return above
    return by_cases((above, Gt(*seam, evaluate=False)), (below, Lt(*seam, evaluate=False)))


def seam_of(piece: Expr) -> Seam | None:
    """(a, b) where the two cases of the piece are a > b and a < b, in whatever order; None for any other piece."""
    if not isinstance(piece, Piecewise) or len(piece.args) != 2:
        return None
    one, other = (pair.cond for pair in piece.args)
    if {type(one), type(other)} != {Gt, Lt} or one.args != other.args:
        return None
    return one.args[0], one.args[1]


def _side(piece: Expr, relation: type) -> Expr:
    return next(pair.expr for pair in piece.args if isinstance(pair.cond, relation))


def closed_where_smooth(root: Step) -> Step:
    """The derivation with its result holding on the seam as well, where the derivative is seen to exist there: relu(x)² at 0."""
    seam = seam_of(root.gives)
    if seam is None:
        return root
    (first, condition), (second, _) = (pair.args for pair in root.gives.args)
    closed = replace(root, gives=by_cases((first, condition), (second, S.true)))
    edges = list(edge_points(Ne(*seam, evaluate=False), root))
    if not edges or not all(is_smooth_at(closed, point) for point in edges):
        return root
    return closed if root.rule == "rewrite" else Step("rewrite", root.of, root.wrt, closed.gives, children=(root,))
