"""What results are called: f(x, y), ∂f/∂x, ∂²f/∂y∂x, ∇f, df/dx.

Belongs here: names of results in Unicode, each of which can also be had in LaTeX. Does not: the function's own letter
(`explain.sentences.function_name`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import groupby

from sympy import Basic, Expr

from pdtutor.explain.numbers import equal
from pdtutor.explain.phrases import MANY, Sentence, Writer
from pdtutor.explain.sentences import function_name
from pdtutor.notation.names import in_natural_order, variables_of

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
LINE_END = r" \\ "
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Label(str):
    """A name as text; `latex` is the same for mathematics in LaTeX, made when it is asked for."""

    _made: Callable[[], str]

    def __new__(cls, text: str, latex: Callable[[], str]) -> Label:
        label = super().__new__(cls, text)
        label._made = latex
        return label

    @property
    def latex(self) -> str:
        """The name in LaTeX's math mode."""
        return self._made()


def titled(words: str) -> Label:
    """Plain words as a label."""
    return Label(words, lambda: rf"\text{{{words}}}")


class Labels:
    """The names of everything derived from one expression, or from the output that stands at `place` in one of several.

    writer  writes the variables in them
    """

    def __init__(self, expression: Expr, writer: Writer, place: int | None = None) -> None:
        self.letter = function_name(expression)
        self._place = place
        self._expression = expression
        self._writer = writer

    @cached_property
    def latex(self) -> Writer:
        """The writer of the names in LaTeX."""
        from pdtutor.notation.writers import LatexWriter  # of no use to a terminal

        return LatexWriter()

    def of(self, part: Basic) -> Label:
        """An expression as a name of its own."""
        return Label(self._writer(part), lambda: self.latex(part))

    def column(self, entries: Sequence[Basic]) -> Label:
        """A vector: (2·x·y, x²), in LaTeX a column."""
        return Label(f"({self._listed_parts(entries)})", lambda: _in_brackets(map(self.latex, entries)))

    def matrix(self, rows: Sequence[Sequence[Basic]]) -> Label:
        """A matrix: [[1, 0], [0, 1]]."""
        text = ", ".join(f"[{self._listed_parts(row)}]" for row in rows)
        return Label(f"[{text}]", lambda: _in_brackets(" & ".join(map(self.latex, row)) for row in rows))

    def _listed_parts(self, parts: Iterable[Basic]) -> str:
        return ", ".join(map(self._writer, parts))

    def at(self, place: int | None) -> Labels:
        """The names of what is derived from one of several outputs."""
        return Labels(self._expression, self._writer, place)

    @property
    def function(self) -> Label:
        """The function's letter: f; of one of several outputs f₂."""
        return self.output(self._place)

    def output(self, place: int | None) -> Label:
        """f₂ for the second (place 1) of several outputs; the letter alone for the one output there is."""
        if place is None:
            return Label(self.letter, lambda: self.letter)
        return Label(f"{self.letter}{str(place + 1).translate(SUBSCRIPTS)}", lambda: f"{self.letter}_{{{place + 1}}}")

    @cached_property
    def reading(self) -> str:
        """f(x, y) = the expression as it was read."""
        return f"{self.call} = {self._writer(self._expression)}"

    @property
    def call(self) -> Label:
        """f(x, y)."""
        return self.called(None)

    def called(self, place: int | None) -> Label:
        """f(x, y), or f₂(x, y) for one of several outputs."""
        name, variables = self.output(place), self._listed()
        if not variables:
            return name
        return Label(f"{name}({_inside(variables, self._writer, '…')})", lambda: self._called_latex(name, variables))

    def _called_latex(self, name: Label, variables: Sequence[Expr | None]) -> str:
        return rf"{name.latex}\left({_inside(variables, self.latex, chr(92) + 'dots')}\right)"

    def _listed(self) -> list[Expr | None]:
        """The variables; of many the first two and the last, and None for those between."""
        known = variables_of(self._expression)
        variables = [variable for variable in in_natural_order(known) if getattr(variable, "base", None) not in known]
        return [*variables[:2], None, variables[-1]] if len(variables) > 2 * MANY else list(variables)

    @property
    def gradient(self) -> Label:
        """∇f."""
        return Label(f"∇{self.letter}", lambda: rf"\nabla {self.letter}")

    def of_order(self, order: Sequence[Expr], place: int | None = None) -> Label:
        """∂f/∂x, or ∂²f/∂y∂x for the order x, y."""
        name, degree = self.output(self._place if place is None else place), len(order)
        return Label(f"∂{_raised(degree)}{name}/{self._below(order)}", lambda: self._of_order_latex(name, order))

    def _below(self, order: Sequence[Expr]) -> str:
        return "".join(f"∂{self._writer(variable)}{_raised(count)}" for variable, count in _runs(order))

    def _of_order_latex(self, name: Label, order: Sequence[Expr]) -> str:
        below = " ".join(rf"\partial {self.latex(variable)}{_power(count)}" for variable, count in _runs(order))
        return rf"\frac{{\partial{_power(len(order))} {name.latex}}}{{{below}}}"

    def rate(self, of: Expr | Label, by: Expr, is_partial: bool = False) -> Label:
        """df/dx, or ∂y/∂x."""
        name = of if isinstance(of, Label) else self.of(of)
        sign, command = ("∂", r"\partial ") if is_partial else ("d", r"\mathrm{d}")
        return Label(f"{sign}{name}/{sign}{self._writer(by)}", lambda: rf"\frac{{{command}{name.latex}}}{{{command}{self.latex(by)}}}")

    def point(self, point: Mapping[Expr, Expr]) -> Sentence:
        """x = 1, y = π/2."""
        sentence: Sentence = ()
        for variable, value in point.items():
            sentence = (*sentence, ", " if sentence else "", variable, " ", *equal(value))
        return sentence


def _in_brackets(rows: Iterable[str]) -> str:
    return rf"\begin{{pmatrix}} {LINE_END.join(rows)} \end{{pmatrix}}"


def _inside(variables: Sequence[Expr | None], writer: Writer, dots: str) -> str:
    return ", ".join(dots if variable is None else writer(variable) for variable in variables)


def _runs(order: Sequence[Expr]) -> list[tuple[Expr, int]]:
    return [(variable, len(list(run))) for variable, run in groupby(reversed(order))]


def _raised(count: int) -> str:
    return str(count).translate(SUPERSCRIPTS) if count > 1 else ""


def _power(count: int) -> str:
    return f"^{{{count}}}" if count > 1 else ""
