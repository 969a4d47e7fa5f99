"""One-line ASCII: 2*x*y + y*cos(x*y), x^2, sqrt(x), sigmoid(z), f'(z).

Belongs here: the characters. Does not: the notation itself (`typed`).
"""

from __future__ import annotations

from typing import ClassVar

from pdtutor.notation.names import canonical
from pdtutor.notation.writers.typed import TypedWriter


class PlainWriter(TypedWriter):
    """Writes what any keyboard types and any terminal shows."""

    relations: ClassVar[dict[str, str]] = {"==": "="}
    constants: ClassVar[dict[str, str]] = {"Exp1": "e", "Pi": "pi", "Infinity": "inf", "NegativeInfinity": "-inf", "ComplexInfinity": "inf"}

    def name(self, name: str) -> str:
        typed = self._shown.get(name, name)
        return typed if typed.isascii() else canonical(typed)
