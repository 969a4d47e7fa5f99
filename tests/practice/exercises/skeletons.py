"""What is left of a function without its numbers, signs and names: two of one skeleton are renamings of each other."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations

from sympy import Basic, Expr, Number, Tuple

from pdtutor.course.lesson import Exercise
from pdtutor.notation import reader
from pdtutor.notation.names import canonical, variables_of


def skeleton(exercise: Exercise) -> str:
    """The skeleton of everything that an exercise differentiates; of one that a prompt asks for, that of its answer."""
    texts = exercise.functions or (exercise.answer or "0",)
    sides = [side for text in (*texts, *exercise.given) for side in (text.split("=") if exercise.type == "total" else [text])]
    whole = Tuple(*(reader.read(side).expression for side in sides))
    names = sorted(variables_of(whole), key=str)
    if len(names) > 6:
        return _text(whole, {})
    moving = {canonical(name) for name in exercise.wrt or exercise.order}
    return min(_text(whole, _renamed(order, moving)) for order in permutations(names))


def _renamed(names: tuple[Expr, ...], moving: set[str]) -> Mapping[Basic, str]:
    return {name: f"{'m' if str(name) in moving else 'v'}{place}" for place, name in enumerate(names)}


def _text(part: Basic, names: Mapping[Basic, str]) -> str:
    if part in names:
        return names[part]
    if isinstance(part, Number):
        return "#"
    if part.is_Mul:
        factors = [_text(each, names) for each in part.args if not isinstance(each, Number)]
        return f"({'*'.join(sorted(factors))})" if len(factors) > 1 else "".join(factors) or "#"
    if part.is_Add:
        return f"({'+'.join(sorted(_text(each, names) for each in part.args))})"
    if part.is_Pow and isinstance(part.args[1], Number):
        exponent = part.args[1]
        return f"{_text(part.args[0], names)}^{'-' if exponent < 0 else ''}{'#' if exponent.is_Integer else '/'}"
    if not part.args:
        return str(part)
    return f"{type(part).__name__}({','.join(_text(each, names) for each in part.args)})"
