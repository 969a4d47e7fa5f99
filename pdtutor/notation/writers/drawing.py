"""Two-dimensional text: fractions over a line, raised exponents, tall brackets.

Belongs here: what SymPy's own two-dimensional printer does not know. Does not: one-line text, which is what to use when this does not fit.
"""
# ruff: noqa: N802, N815 (SymPy finds a printer's methods by these names)

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sympy import Basic, Expr, Integer, S, Symbol
from sympy.printing.pretty.pretty import PrettyPrinter
from sympy.printing.pretty.pretty_symbology import pretty_use_unicode
from sympy.printing.pretty.stringpict import prettyForm, stringPict

from pdtutor.notation.functions import NamedFunction
from pdtutor.notation.writers.layout import is_reciprocal, layout
from pdtutor.notation.writers.order import ordered_arguments, ordered_terms
from pdtutor.notation.writers.unicode import UnicodeWriter
from pdtutor.notation.writers.unknown import as_marked_derivative

SETTINGS = {"use_unicode": True, "wrap_line": False}
HOPELESS = 12  # text of so many lines is not worth drawing to see whether it fits


def pretty(expression: Basic, shown: Mapping[str, str] | None, width: int) -> list[str] | None:
    """The lines of the expression drawn in two dimensions, or None when it is wider than `width`."""
    writer = UnicodeWriter(shown)
    if len(writer(expression)) > HOPELESS * width:
        return None
    before = pretty_use_unicode(True)
    try:
        drawing = _Printer(writer)._print(expression)
    finally:
        pretty_use_unicode(before)
    if drawing.width() > width:
        return None
    return [line.rstrip().replace("⋅", "·") for line in drawing.picture]


class _Printer(PrettyPrinter):  # type: ignore[misc]  # SymPy has no types
    """SymPy's printer, taught our names and functions."""

    def __init__(self, writer: UnicodeWriter) -> None:
        super().__init__(SETTINGS)
        self._writer = writer

    def _in_one_line(self, part: Basic) -> prettyForm:
        return prettyForm(self._writer(part))

    _print_Indexed = _print_IndexedBase = _print_Exp1 = _print_Float = _in_one_line

    def _print_Symbol(self, symbol: Symbol, bold_name: bool = False) -> prettyForm:  # noqa: ARG002  # SymPy's signature
        return prettyForm(self._writer.name(symbol.name))

    def _as_ordered_terms(self, total: Expr, order: str | None = None) -> list[Expr]:
        return ordered_terms(total) if total.is_Add else list(super()._as_ordered_terms(total, order=order))

    def _print_Mul(self, product: Expr) -> prettyForm:
        sign, above, below = layout(product)
        drawing = self._factors(above or [S.One])
        if below:
            drawing = drawing / self._factors(below)
        return _negated(drawing) if sign else drawing

    def _print_Pow(self, power: Expr) -> prettyForm:
        """A root sign for square roots alone: ∛x is the real cube root, which is another function where x < 0."""
        if is_reciprocal(power):
            return self._print_Mul(power)
        if power.base is S.Exp1:
            return self._print_ExpBase(power)
        if power.exp is S.Half:
            return self._print_nth_root(power.base, Integer(2))
        base, exponent = self._print(power.base), self._in_one_line(power.exp) if power.exp.is_Rational else self._print(power.exp)
        return base**exponent

    def _factors(self, factors: list[Expr]) -> prettyForm:
        drawings = [self._print(factor) for factor in factors]
        nested = [factor.is_Mul and len(factors) > 1 for factor in factors]
        return prettyForm.__mul__(*(prettyForm(*d.parens()) if inside else d for d, inside in zip(drawings, nested, strict=True)))

    def _called(self, name: str, arguments: Any) -> prettyForm:
        call = self._helper_print_function(None, arguments, func_name=name)
        call.binding = prettyForm.ATOM  # a power goes behind the brackets: f′²(z) would be read as something else
        return call

    def _print_ExpBase(self, power: Basic) -> prettyForm:
        return prettyForm("e") ** self._print(power.exp)

    def _print_log(self, logarithm: Basic) -> prettyForm:
        return self._called("ln", logarithm.args)

    def _print_Function(self, function: Basic, **how: Any) -> prettyForm:
        if not isinstance(function, NamedFunction):
            return super()._print_Function(function, **how)
        name = type(function).__name__
        return self._called(self._writer.function_names.get(name, name), function.args)

    def _print_cbrt(self, function: Basic) -> prettyForm:
        root = self._print_nth_root(function.args[0], Integer(3))
        root.binding = prettyForm.POW
        return root

    def _print_MinMaxBase(self, extremum: Basic) -> prettyForm:
        return self._called(type(extremum).__name__.lower(), ordered_arguments(extremum.args))

    def _print_Derivative(self, derivative: Basic) -> prettyForm:
        return self._unknown(derivative) or super()._print_Derivative(derivative)

    def _print_Subs(self, substitution: Basic) -> prettyForm:
        return self._unknown(substitution) or super()._print_Subs(substitution)

    def _unknown(self, derivative: Basic) -> prettyForm | None:
        unknown = as_marked_derivative(derivative)
        if unknown is None:
            return None
        return self._called(self._writer.name(unknown.name) + self._writer.marks(unknown), unknown.arguments)


def _negated(drawing: prettyForm) -> prettyForm:
    inside = stringPict(*drawing.parens()) if drawing.binding == prettyForm.ADD else drawing
    sign = "-" if drawing.height() == 1 else "- "
    return prettyForm(*stringPict.next(sign, inside), binding=prettyForm.NEG)
