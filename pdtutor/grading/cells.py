"""A vector or matrix as typed, taken apart: [2x, 3y], (2x, 3y), [[1, x], [y, 2]], [1, x; y, 2], or 2x, 3y alone.

Belongs here: which piece of a text is which entry. Does not: reading an entry as mathematics (`answers`).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

OPENING = {"[": "]", "(": ")", "{": "}", "⟨": "⟩", "<": ">"}
OUTER = ("[", "(", "⟨", "<", "{")  # what may stand around entries


@dataclass(frozen=True)
class Cell:
    """One entry: its text, and the 0-based character of the whole text where it begins."""

    text: str
    at: int


Cells = tuple[Cell, ...]


LATEX = {
    r"\left": "", r"\right": "", r"\langle": "⟨", r"\rangle": "⟩", r"\{": "{", r"\}": "}", r"\begin{pmatrix}": "[", r"\end{pmatrix}": "]",
    r"\begin{bmatrix}": "[", r"\end{bmatrix}": "]",
}  # fmt: skip


def plain(text: str) -> str:
    """A text whose brackets are those of LaTeX with plain ones, every other character where it was."""
    if "matrix}" in text:
        text = text.replace("&", ",").replace("\\\\", "; ")
    for command, bracket in LATEX.items():
        text = text.replace(command, bracket.ljust(len(command)))
    return text


def is_listed(text: str) -> bool:
    """Whether commas in no bracket stand between several entries."""
    return len(_split(Cell(text, 0), ",;")) > 1


def is_same_shape(given: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    """Whether only brackets tell the two apart: a row, a column and a list of as many entries are the same."""
    return prod(given) == prod(wanted) and (len(given) < 2 or 1 in given) and (len(wanted) < 2 or 1 in wanted)


def is_wrapped(text: str) -> bool:
    """Whether brackets stand around several entries, or square ones around one."""
    inside = _inside(Cell(text, 0))
    return inside is not None and (_first(text) == "[" or len(_split(inside, ",;")) > 1)


def vector(text: str) -> Cells:
    """The entries of a vector; a column of one-entry rows counts as one."""
    whole = Cell(text, 0)
    inside = _inside(whole)
    entries = _split(inside if inside is not None and is_wrapped(text) else whole, ",;")
    return tuple(_single(entry) for entry in entries)


def _single(entry: Cell) -> Cell:
    inside = _inside(entry) if _first(entry.text) == "[" else None
    return entry if inside is None or len(_split(inside, ",;")) > 1 else inside


def matrix(text: str) -> tuple[Cells, ...] | None:
    """The rows of a matrix, None where the text is not one."""
    inside = _inside(Cell(text, 0))
    if inside is None:
        return None
    rows = _split(inside, ";")
    if len(rows) > 1:
        return tuple(_split(row, ",") for row in rows)
    nested = [_inside(row) for row in _split(inside, ",")]
    if any(row is None for row in nested):
        return None
    return tuple(_split(row, ",") for row in nested if row is not None)


def _first(text: str) -> str:
    return text.lstrip()[:1]


def _inside(cell: Cell) -> Cell | None:
    """What stands between the brackets around all of a text, None where there are none."""
    text = cell.text
    start, end = len(text) - len(text.lstrip()), len(text.rstrip()) - 1
    if end <= start or text[start] not in OUTER or text[end] != OPENING[text[start]]:
        return None
    depth = 0
    for place in range(start, end):
        depth += (text[place] in OPENING and text[place] != "<") - (text[place] in OPENING.values() and text[place] != ">")
        if depth == 0 and text[start] != "<":
            return None
    return Cell(text[start + 1 : end], cell.at + start + 1)


def _split(cell: Cell, separators: str) -> Cells:
    """The pieces between separators that are in no bracket."""
    pieces, depth, begun = [], 0, 0
    for place, character in enumerate(cell.text):
        if character in "([{⟨":
            depth += 1
        elif character in ")]}⟩":
            depth -= 1
        elif character in separators and depth == 0:
            pieces.append(Cell(cell.text[begun:place], cell.at + begun))
            begun = place + 1
    return (*pieces, Cell(cell.text[begun:], cell.at + begun))
