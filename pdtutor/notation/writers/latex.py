r"""LaTeX: \frac{x}{2}, \theta, \hat{y}, x_{\text{train}}, f'\left(z\right).

Belongs here: what SymPy's own LaTeX printer does not know: our names, named functions, derivatives of unknown functions.
Does not: one-line text.
"""
# ruff: noqa: N802, N815 (SymPy finds a printer's methods by these names)

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sympy import Basic, Derivative, Expr, S, Sum, Symbol
from sympy.printing.latex import LatexPrinter

from pdtutor.notation.functions import NamedFunction
from pdtutor.notation.names import GREEK, canonical
from pdtutor.notation.writers.layout import is_reciprocal, layout
from pdtutor.notation.writers.order import ordered_arguments, ordered_terms
from pdtutor.notation.writers.spelling import parts_of
from pdtutor.notation.writers.unknown import as_marked_derivative

SETTINGS = {"ln_notation": True, "inv_trig_style": "full", "fold_frac_powers": True}


class LatexWriter:
    """Writes LaTeX for math mode; made like the other writers, but a name is w_{1} whether `w_1` or `w1` was typed."""

    def __init__(self, shown: Mapping[str, str] | None = None) -> None:  # noqa: ARG002  # as the other writers
        self._printer = _Printer(SETTINGS)

    def __call__(self, thing: object) -> str:
        """The LaTeX of an expression, a relation, a name, a number, or a list or tuple of these."""
        text: str = self._printer.doprint(thing)
        return text


class _Printer(LatexPrinter):  # type: ignore[misc]  # SymPy has no types
    """SymPy's printer, taught our names and functions."""

    def _print_Symbol(self, symbol: Symbol, style: str = "plain") -> str:  # noqa: ARG002  # SymPy's signature
        return spelled(symbol.name)

    def _print_IndexedBase(self, base: Basic) -> str:
        return spelled(str(base.label))

    def _print_Indexed(self, entry: Basic) -> str:
        name = self._print(entry.base)
        family = f"{{{name}}}" if "_" in name else name
        return f"{family}_{{{','.join(map(self._print, entry.indices))}}}"

    def _print_Add(self, total: Expr, order: str | None = None) -> str:  # noqa: ARG002  # SymPy's signature
        text = ""
        for term in ordered_terms(total):
            written = self._print(term)
            if term.is_Add:
                written = rf"\left({written}\right)"
            text += f" - {written[1:].lstrip()}" if written.startswith("-") else f" + {written}"
        return text.removeprefix(" + ").lstrip()

    def _print_Mul(self, product: Expr) -> str:
        sign, above, below = layout(product)
        if below:
            text = rf"\frac{{{self._factors(above)}}}{{{self._factors(below)}}}"
        else:
            text = self._factors(above) if len(above) > 1 else self._factor(above[0], is_last=True)
        return f"- {text}" if sign else text

    def _print_Pow(self, power: Expr) -> str:
        r"""A root sign for square roots alone: \sqrt[3]{x} is the real cube root, which is another function where x < 0."""
        if is_reciprocal(power):
            return self._print_Mul(power)
        self._settings["root_notation"] = power.exp is S.Half
        return str(super()._print_Pow(power))

    def _factors(self, factors: list[Expr]) -> str:
        """Side by side; alone under or over a line, a factor needs no brackets."""
        if len(factors) < 2:
            return self._print(factors[0]) if factors else "1"
        text = ""
        for place, factor in enumerate(factors, 1):
            written = self._factor(factor, is_last=place == len(factors))
            text += (r" \cdot " if written[0].isdigit() else " ") + written
        return text.removeprefix(r" \cdot ").removeprefix(" ")

    def _factor(self, factor: Expr, is_last: bool) -> str:
        text = self._print(factor)
        is_loose = factor.is_Add or factor.is_Mul or (factor.is_Number and factor.is_negative)
        is_open = isinstance(factor, Sum | Derivative) and not is_last and not as_marked_derivative(factor)
        return rf"\left({text}\right)" if is_loose or is_open else text

    def _called(self, name: str, arguments: Any, power: str | None) -> str:
        inside = ", ".join(self._print(argument) for argument in arguments)
        raised = f"^{{{power}}}" if power else ""
        return rf"{name}\left({inside}\right){raised}"

    def _print_Function(self, function: Basic, exp: str | None = None) -> str:
        if not isinstance(function, NamedFunction):
            return str(super()._print_Function(function, exp))
        name = type(function).__name__
        drawn = r"\sigma" if name == "sigmoid" else rf"\operatorname{{{_escaped(name)}}}"
        return self._called(drawn, function.args, exp)

    def _print_cbrt(self, function: Basic, exp: str | None = None) -> str:
        root = rf"\sqrt[3]{{{self._print(function.args[0])}}}"
        return rf"\left({root}\right)^{{{exp}}}" if exp else root

    def _print_atan2(self, function: Basic, exp: str | None = None) -> str:
        return self._called(r"\operatorname{atan2}", function.args, exp)

    def _print_MinMaxBase(self, extremum: Basic, exp: str | None = None) -> str:
        return self._called(rf"\{type(extremum).__name__.lower()}", ordered_arguments(extremum.args), exp)

    _print_Max = _print_Min = _print_MinMaxBase

    def _print_And(self, conjunction: Basic) -> str:
        return str(self._print_LogOp(ordered_arguments(conjunction.args), r"\wedge"))

    def _print_AppliedUndef(self, function: Basic, exp: str | None = None) -> str:
        return self._called(spelled(type(function).__name__), function.args, exp)

    def _print_Derivative(self, derivative: Basic) -> str:
        return self._unknown(derivative) or str(super()._print_Derivative(derivative))

    def _print_Subs(self, substitution: Basic) -> str:
        return self._unknown(substitution) or str(super()._print_Subs(substitution))

    def _unknown(self, derivative: Basic) -> str | None:
        unknown = as_marked_derivative(derivative)
        if unknown is None:
            return None
        marks = "'" * len(unknown.places) if len(unknown.arguments) == 1 else f"_{{{''.join(map(str, unknown.places))}}}"
        return self._called(spelled(unknown.name) + marks, unknown.arguments, None)


def spelled(name: str) -> str:
    r"""The LaTeX of a name: \theta, w_{1}, \hat{y}, x_{\text{train}}, \mathrm{loss}."""
    parts = parts_of(canonical(name))
    stem = _stem(parts.stem)
    if parts.accent:
        stem = rf"\{parts.accent}{{{stem}}}"
    below = ",".join(_subscript(part) for part in parts.subscripts)
    return f"{stem}_{{{below}}}" if below else stem


def _stem(stem: str) -> str:
    if stem in GREEK:
        return "o" if stem == "omicron" else rf"\{stem}"
    return stem if len(stem) == 1 else rf"\mathrm{{{_escaped(stem)}}}"


def _subscript(part: str) -> str:
    if part.isdigit() or len(part) == 1:
        return part
    return rf"\{part}" if part in GREEK else rf"\text{{{part}}}"


def _escaped(name: str) -> str:
    return name.replace("_", r"\_")
