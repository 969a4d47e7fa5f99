"""From SymPy expressions to text. Each writer is made once per document: `writer(expression)` gives its text.

Belongs here: the writers' names, each loaded when first asked for. Does not: any reading (`reader`) or layout (`render`).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pdtutor.notation.writers.code import CodeWriter
    from pdtutor.notation.writers.drawing import pretty
    from pdtutor.notation.writers.latex import LatexWriter
    from pdtutor.notation.writers.plain import PlainWriter
    from pdtutor.notation.writers.sympy_text import SympyWriter
    from pdtutor.notation.writers.unicode import UnicodeWriter

__all__ = ["CodeWriter", "LatexWriter", "PlainWriter", "SympyWriter", "UnicodeWriter", "pretty"]

HOMES = {
    "CodeWriter": "code",
    "LatexWriter": "latex",
    "PlainWriter": "plain",
    "SympyWriter": "sympy_text",
    "UnicodeWriter": "unicode",
    "pretty": "drawing",
}


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
