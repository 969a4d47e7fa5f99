"""Fitting a written formula into a width: broken at its outermost operators, or shortened in the middle.

Belongs here: formulas as text, of any writer. Does not: writing them (`notation.writers`) or placing them on a screen (`tree`, `panels`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from rich.cells import cell_len

OPEN, CLOSE = "([{⟨⌊", ")]}⟩⌋"
SIGNS = "+−-"
TIMES = "·*"
INDENT = "  "
FEW = 4  # so many lines of one formula are still read
RELATIONS = "<>≤≥≠"
COMMA, OR, AND, RELATION, SIGN, DOT, INSIDE = range(7)  # where to break first; INSIDE a bracket or a fraction, the same again
LAST = 1_000  # the levels of what is on the left of an equals sign
WORDS = {" or ": OR, " and ": AND}
MARKS = re.compile(f"[{re.escape(OPEN + CLOSE + SIGNS + TIMES + RELATIONS)}|,/ ]")  # all that says where a line may break


def fold(formula: str, width: int) -> list[str]:
    """The formula in lines of at most `width` cells, broken at the outermost operators that do; later lines are indented.

    A list breaks after a comma, a sum before a sign, a product after a dot; only where nothing outside helps, the inside of a
    bracket is broken.
    """
    if cell_len(formula) <= width:
        return [formula]
    return _packed(_pieces(formula, max(1, width - len(INDENT)), 0), width)


def _pieces(formula: str, width: int, level: int) -> list[str]:
    """The formula in pieces that fit, split no further inside than each of them needs."""
    if cell_len(formula) <= width:
        return [formula]
    breaks = _breaks(formula)
    inner = [at for _, at in breaks if at >= level]
    if not inner:
        return _cut(formula, width)
    outermost = min(inner)
    parts = _split(formula, [place for place, at in breaks if at <= outermost])
    return [piece for part in parts for piece in _pieces(part, width, outermost + 1)]


def is_whole(formula: str, width: int) -> bool:
    """Whether the formula can be folded without breaking the inside of a bracket or of a fraction."""
    outermost = [place for place, level in _breaks(formula) if level < INSIDE]
    return all(cell_len(piece) <= width - len(INDENT) for piece in _split(formula, outermost)) or cell_len(formula) <= width


def terms_of(formula: str) -> list[str]:
    """The outermost terms, each from its sign on."""
    return _split(formula, [place for place, level in _breaks(formula) if level == SIGN])


def fraction_of(term: str) -> tuple[str, str] | None:
    """What stands above and below the line where the whole term is one fraction, without the brackets around all of either."""
    bars = [place for place, depth in _depths(term) if term[place] == "/" and not depth]
    if len(bars) != 1:
        return None
    above, below = term[: bars[0]].strip(), term[bars[0] + 1 :].strip()
    if any(below[place] in TIMES for place, depth in _depths(below) if not depth):
        return None
    return _bare(above), _bare(below)


def sum_of(term: str) -> tuple[str, str, str, str, str] | None:
    """What stands before the sum, its term, its index and bounds, where the term ends in the one sum over an index outside all brackets."""
    start = term.find("sum(")
    depths = dict(_depths(term))
    if start < 0 or depths[start] or not all(depths[place] for place in range(start + 4, len(term) - 1)) or term[-1] != ")":
        return None
    summand, _, bounds = term[start + 4 : -1].rpartition(", ")
    index, equals, ends = bounds.partition("=")
    first, dots, last = ends.partition("..")
    return (term[:start], summand, index.strip(), first.strip(), last.strip()) if equals and dots else None


def _bare(part: str) -> str:
    """The part without a pair of brackets around the whole of it."""
    inside = part.startswith("(") and all(depth for place, depth in _depths(part) if place < len(part) - 1)
    return part[1:-1] if inside and part.endswith(")") else part


def set_formula(formula: str, width: int) -> list[str]:
    """The formula in a few lines of at most `width` cells; where it would take more, in one without its middle."""
    lines = fold(formula, width) if len(formula) <= FEW * width else []
    return lines if 0 < len(lines) <= FEW else [elide(formula, width)]


def elide(formula: str, width: int) -> str:
    """The formula in one line of at most `width` cells, its middle left out where it is longer."""
    if len(formula) <= width and cell_len(formula) <= width:
        return formula
    first, *others = terms_of(ends(formula, width)) or [""]
    ending = f" + … {others[-1]}" if len(others) > 1 else ""
    if not ending or cell_len(first.rstrip() + ending) > width:
        return _middle_cut(ends(formula, width), width)
    head = first
    for term in others[:-2]:
        if cell_len((head + term).rstrip() + ending) > width:
            break
        head += term
    return head.rstrip() + ending


def ends(formula: str, width: int) -> str:
    """The formula, or of a very long one as much of either end as is ever shown: enough to know that it does not fit."""
    most = FEW * width
    return formula if len(formula) <= 2 * most else formula[:most] + formula[-most:]


def _middle_cut(text: str, width: int) -> str:
    """Head and tail of the text, ending at operators where one is near."""
    left, right = width // 2, (width - 1) // 2
    head, tail = _head(text, left), _head(text[::-1], right)[::-1]
    places = [place for place, _ in _breaks(text)]
    near = max((place for place in places if place <= len(head)), default=0)
    far = min((place for place in places if place >= len(text) - len(tail)), default=len(text))
    head = text[:near].rstrip() if near > left // 2 else head
    tail = text[far:] if len(text) - far > right // 2 else tail
    return f"{head}…{tail}"


def _head(text: str, width: int) -> str:
    while cell_len(text) > width:
        text = text[: max(1, width)] if len(text) > width + 1 else text[:-1]
    return text


def _breaks(formula: str) -> list[tuple[int, int]]:
    """The places where a line may end, each with its level: what breaks first, a bracket further in after all that is outside.

    A dot above a fraction bar counts as if it stood inside; a name before an equals sign is broken last of all.
    """
    found: list[tuple[int, int]] = []
    dots: list[int] = []  # the dots of the present outermost term, in `found`
    for place, depth in _depths_of(MARKS.finditer(formula)):
        kind = _kind(formula, place)
        if kind is None:
            if not depth and formula.startswith(" = ", place):
                found = [(at, level + LAST) for at, level in found]
            elif formula[place] == "/" and not depth:
                for dot in dots:
                    found[dot] = (found[dot][0], INSIDE)
                dots = []
            continue
        if not depth:
            if kind != DOT:
                dots = []
            else:
                dots.append(len(found))
        found.append((_after(formula, place, kind), INSIDE * depth + kind))
    return found


def _kind(formula: str, place: int) -> int | None:
    """What a line may break at here."""
    character = formula[place]
    if character == " ":
        return next((kind for word, kind in WORDS.items() if formula.startswith(word, place)), None)
    if character == ",":
        return COMMA
    if character in SIGNS or character in RELATIONS:
        is_between = formula[place - 1 : place + 2] == f" {character} "
        return (SIGN if character in SIGNS else RELATION) if is_between else None
    is_dot = character in TIMES and "*" not in (formula[place - 1 : place], formula[place + 1 : place + 2])
    return DOT if is_dot else None


def _after(formula: str, place: int, kind: int) -> int:
    """Where the next line begins: with a sign, a relation or a word, but not with a comma or a dot."""
    if kind == DOT:
        return place + 1
    if kind == COMMA:
        return place + 2 if formula[place + 1 : place + 2] == " " else place + 1
    return place + 1 if kind in (OR, AND) else place


def _depths(formula: str) -> Iterator[tuple[int, int]]:
    """Each place with the number of brackets and bars around it."""
    return _depths_of(re.finditer(r"(?s).", formula))


def _depths_of(characters: Iterable[re.Match[str]]) -> Iterator[tuple[int, int]]:
    depth, is_inside_bars = 0, False
    for found in characters:
        place, character = found.start(), found.group()
        if character in OPEN:
            depth += 1
        elif character in CLOSE:
            depth -= 1
        elif character == "|":
            is_inside_bars = not is_inside_bars
            depth += 1 if is_inside_bars else -1
        yield place, depth


def _split(text: str, places: list[int]) -> list[str]:
    ends = [0, *places, len(text)]
    return [text[start:end] for start, end in pairwise(ends) if start < end]


def _cut(piece: str, width: int) -> list[str]:
    """A piece without any operator to break at, cut where it must be."""
    parts = []
    while cell_len(piece) > width:
        head = _head(piece, width)
        parts.append(head)
        piece = piece[len(head) :]
    return [*parts, piece]


def _packed(pieces: list[str], width: int) -> list[str]:
    lines = [""]
    for piece in pieces:
        if lines[-1].strip() and cell_len(lines[-1] + piece.rstrip()) > width:
            lines.append(INDENT)
        lines[-1] += piece
    return [line.rstrip() for line in lines]
