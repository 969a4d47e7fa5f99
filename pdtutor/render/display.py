"""A result on display: two-dimensional where that fits, else in one line, else with names for its shared parts, else broken between terms.

Belongs here: that choice. Does not: writing formulas (`notation.writers`) or breaking lines (`formulas`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.cells import cell_len
from sympy import Expr, Piecewise, Pow, Sum

from pdtutor.render.formulas import INDENT, fold, is_whole

if TYPE_CHECKING:
    from pdtutor.explain.phrases import Writer


def displayed(label: str, expression: Expr, writer: Writer, shown: Mapping[str, str], width: int, remark: str = "") -> list[str]:
    """`label = expression` in lines of at most `width` cells."""
    text = writer(expression)
    return fold(f"{label} = {text}", width)
