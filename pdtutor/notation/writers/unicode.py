"""One-line Unicode: 2·x·y + y·cos(x·y), x², √x, σ(z), f′(z).

Belongs here: the characters. Does not: the notation itself (`typed`).
"""

from __future__ import annotations

import unicodedata
from typing import ClassVar

from sympy import Basic, Expr

from pdtutor.notation.names import ACCENTS, GREEK, canonical
from pdtutor.notation.writers.linear import ATOM, POWER, Written
from pdtutor.notation.writers.spelling import parts_of
from pdtutor.notation.writers.typed import TypedWriter
from pdtutor.notation.writers.unknown import Marked

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
PRIMES = {1: "′", 2: "″", 3: "‴"}


class UnicodeWriter(TypedWriter):
    """Writes as a mathematician would by hand, as far as one line allows."""

    times = "·"
    relations: ClassVar[dict[str, str]] = {"<=": "≤", ">=": "≥", "!=": "≠", "==": "="}
    constants: ClassVar[dict[str, str]] = {"Exp1": "e", "Pi": "π", "Infinity": "∞", "NegativeInfinity": "-∞", "ComplexInfinity": "∞"}
    function_names: ClassVar[dict[str, str]] = TypedWriter.function_names | {"sigmoid": "σ"}
    delta_name = "δ"

    def name(self, name: str) -> str:
        return self._shown.get(name) or drawn(name)

    def exponent(self, exponent: Expr) -> str:
        """A small raised number where there is one, ^n otherwise."""
        if exponent.is_Integer and 1 < exponent.p < 100:
            return str(exponent.p).translate(SUPERSCRIPTS)
        return super().exponent(exponent)

    def root(self, radicand: Expr) -> Written:
        return self._radical("√", radicand)

    def cube_root(self, function: Basic) -> Written:
        return self._radical("∛", function.args[0])

    def _radical(self, sign: str, radicand: Expr) -> Written:
        text, _ = self.write(radicand)
        bare = radicand.is_Symbol or radicand.is_NumberSymbol or (radicand.is_Integer and not radicand.is_negative)
        return (sign + text if bare else f"{sign}({text})"), POWER

    def marks(self, unknown: Marked) -> str:
        if len(unknown.arguments) == 1:
            count = len(unknown.places)
            return PRIMES.get(count, "′" * count)
        return super().marks(unknown)

    def subscript(self, text: str) -> str:
        return text.translate(SUBSCRIPTS)

    def constant(self, constant: Basic) -> Written:
        text, precedence = super().constant(constant)
        return text, precedence if text.startswith("-") else ATOM


def drawn(name: str) -> str:
    """A canonical name with its Greek letters and accents drawn: θ1, ŷ."""
    if name[1:].isdigit():
        return name
    parts = parts_of(canonical(name))
    stem = GREEK.get(parts.stem, parts.stem)
    if parts.accent:
        accented = _accented(stem, parts.accent)
        return accented + parts.rest if accented else name
    return stem + parts.rest


def _accented(letter: str, accent: str) -> str | None:
    """The letter with its accent, when there is one character for both."""
    mark = next(mark for mark, name in ACCENTS.items() if name == accent)
    single = unicodedata.normalize("NFC", letter + mark)
    return single if len(single) == 1 else None
