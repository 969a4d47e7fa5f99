"""What a page is made of: sections of blocks, each saying what is shown and nothing of how.

Belongs here: the vocabulary that all formats for people share. Does not: what a command's page holds (`pages`), or drawing it (`page_view`,
`page_text`, `page_document`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sympy import Basic, Expr

from pdtutor.calculus.results import Check, Partial
from pdtutor.explain.phrases import Sentence
from pdtutor.render.labels import Label
from pdtutor.render.lines import Line as Drawn
from pdtutor.render.marks import Place


@dataclass(frozen=True)
class Said:
    """A sentence."""

    sentence: Sentence


@dataclass(frozen=True)
class Reading:
    """A function as it was read: its call and what it is."""

    label: Label
    expression: Basic


@dataclass(frozen=True)
class Formula:
    """A result set apart: label = expression."""

    label: Label
    expression: Basic


@dataclass(frozen=True)
class Derivation:
    """One partial derivative with its steps; of a repeated one, from the differentiation number `first` on (from 0).

    `place` is where marks of its lines say that they belong; empty where there are none. `output` is the place of what is derived among
    several outputs.
    """

    partial: Partial
    first: int = 0
    place: Place = ()
    output: int | None = None


@dataclass(frozen=True)
class Matrix:
    """A matrix with names for its rows and columns; each cell a sentence, in a fallback the names of the single entries."""

    label: Label
    rows: tuple[tuple[Sentence, ...], ...]
    row_names: tuple[Label, ...]
    column_names: tuple[Label, ...]


@dataclass(frozen=True)
class Table:
    """Rows under headings; numbers stand to the right where `is_numeric`."""

    heads: tuple[Sentence, ...]
    rows: tuple[tuple[Sentence, ...], ...]
    is_numeric: bool = False


@dataclass(frozen=True)
class Line:
    """One line of an argument: what becomes of what is left of the sign, and why; nothing is left of it where the line before goes on."""

    left: Label | None
    expression: Basic
    remark: Sentence
    sign: str = "="


@dataclass(frozen=True)
class Argument:
    """An expression rewritten line by line."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Branch:
    """A node of a tree with all below it."""

    sentence: Sentence
    remark: Sentence = ()
    branches: tuple[Branch, ...] = ()


@dataclass(frozen=True)
class Tree:
    """A tree from its root down."""

    root: Branch


@dataclass(frozen=True)
class Picture:
    """A drawing in characters: `caption` says what it shows.

    draw   its lines for a width in a terminal, where nothing hangs on colour alone
    plain  the same in ASCII, for plain text; nothing there without it
    """

    draw: Callable[[int], Sequence[Drawn]]
    caption: Sentence
    plain: Callable[[int], Sequence[str]] | None = None


@dataclass(frozen=True)
class Verdict:
    """The result of the independent check."""

    check: Check


@dataclass(frozen=True)
class Finding:
    """A name for what was found, and what there is to say of it."""

    name: Sentence
    sentence: Sentence


@dataclass(frozen=True)
class Outcome:
    """The verdict on an answer: one of those of `grading.results`, and what is said of it."""

    verdict: str
    sentence: Sentence


@dataclass(frozen=True)
class Space:
    """A pause between two thoughts."""


Block = Said | Reading | Formula | Derivation | Matrix | Table | Argument | Tree | Picture | Verdict | Outcome | Finding | Space


@dataclass(frozen=True)
class Section:
    """Blocks under a title; sections that are `beside` the one before stand next to it where there is room."""

    title: Label
    blocks: tuple[Block, ...]
    is_beside: bool = False

    @property
    def place(self) -> Place:
        """That of the derivation in it; empty where there is none."""
        return next((block.place for block in self.blocks if isinstance(block, Derivation)), ())


@dataclass(frozen=True)
class Equation:
    """A result as an equation alone, for notebooks and prompts: its two sides in Unicode and in LaTeX."""

    left: Label
    right: Label


def cell(part: Expr | str | Label) -> Sentence:
    """A cell with one thing in it."""
    return (part,)
