"""Updates of descent as formulas: in letters, and with their numbers put in.

Belongs here: each assignment as a label, in Unicode and in LaTeX. Does not: the formulas themselves (`explain.descent`), what a page holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isclose

from pdtutor.calculus.descent.methods import Method, corrected
from pdtutor.calculus.descent.results import Run, State
from pdtutor.explain.descent import FORMULAS, Formula
from pdtutor.explain.sentences import decimal
from pdtutor.render.labels import Label

ROUNDING = 1e-12  # relative; what differs from its six digits by no more is written with an equals sign
Letters = Mapping[str, Label]
INFINITIES = {"∞": r"\infty", "-∞": r"-\infty"}


def in_letters(method: Method, letters: Letters) -> Iterator[Label]:
    """v := μ·v + g, one assignment after the other."""
    for formula in FORMULAS[method.name]:
        yield _assignment(letters[formula.sets], formula, letters)


def in_numbers(name: Label, k: int, run: Run, number: int, letters: Letters) -> Iterator[Label]:
    """v of w := 0.9·0 + 4 = 4: the update of the variable at place k that leads from the state `number` to the next."""
    state, following = run.states[number], run.states[number + 1]
    known = _numbers(k, state, run)
    becomes = {"x": following.point[k], **dict(zip(run.method.memory, following.memory[k], strict=True))}
    if run.method.name == "adam":
        becomes |= dict(zip("hd", corrected(becomes["v"], number + 1, run.numbers), strict=True))
    for formula in FORMULAS[run.method.name]:
        own = name if formula.sets == "x" else _memory_of(letters[formula.sets], name)
        yield _assignment(own, formula, known, becomes[formula.sets])
        known = {**known, formula.sets: bracketed(becomes[formula.sets])}


def _memory_of(letter: Label, name: Label) -> Label:
    return Label(f"{letter} of {name}", lambda: f"{letter.latex}_{{{name.latex}}}")


def _assignment(name: Label, formula: Formula, parts: Letters, becomes: float | None = None) -> Label:
    sign = "" if becomes is None else " = " if isclose(float(decimal(becomes)), becomes, rel_tol=ROUNDING) else " ≈ "
    value = "" if becomes is None else number_label(becomes)
    text = f"{name} := {formula.text.format(**parts)}{sign}{value}"

    def latex() -> str:
        inside = {place: part.latex for place, part in parts.items()}
        end = value.latex if isinstance(value, Label) else ""
        return f"{name.latex} := {formula.latex.format(**inside)}{sign.replace('≈', chr(92) + 'approx')}{end}"

    return Label(text, latex)


def _numbers(k: int, state: State, run: Run) -> dict[str, Label]:
    """The numbers that stand in the formulas; those below 0 in brackets, but for x, with which they begin."""
    numbers = run.numbers
    known = {
        "g": state.gradient[k], "rate": numbers.rate, "mu": numbers.momentum, "alpha": numbers.alpha,
        "beta1": numbers.beta1, "beta2": numbers.beta2, "epsilon": numbers.epsilon, "t": float(state.number + 1),
        **dict(zip(run.method.memory, state.memory[k], strict=True)),
    }  # fmt: skip
    return {"x": number_label(state.point[k]), **{name: bracketed(value) for name, value in known.items()}}


def bracketed(number: float) -> Label:
    """A number that may follow a sign: (-4)."""
    plain = number_label(number)
    return Label(f"({plain})", lambda: f"({plain.latex})") if plain.startswith("-") else plain


def number_label(number: float) -> Label:
    """Six digits; in LaTeX 1e-08 is 10⁻⁸."""
    text = in_digits(number)
    digits, _, power = text.partition("e")
    if not power:
        return Label(text, lambda: INFINITIES.get(text, text))
    lead = "" if digits == "1" else digits + r" \cdot "
    return Label(text, lambda: f"{lead}10^{{{int(power)}}}")


def in_digits(number: float) -> str:
    """Six digits; 0 without the sign that rounding may have left."""
    return decimal(number + 0.0)
