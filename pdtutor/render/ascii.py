"""Unicode mathematics and typography spelled in ASCII: xⁿ⁻¹ as x^(n-1), σ as sigma.

Belongs here: the spelling of text. Does not: writing expressions (`notation.writers.PlainWriter`). Loads no algebra.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿˣᵛ", "0123456789-+nxv", strict=True))
SPELLED = {
    "′": "'", "″": "''", "·": "*", "√": "sqrt", "∛": "cbrt", "Σ": "sum", "∇": "grad ", "∂": "d", "‖": "||", "∞": "inf", "½": "1/2",
    "≠": "!=", "≤": "<=", "≥": ">=", "≈": "~", "±": "+-", "→": "->", "−": "-", "…": "...", "✓": "ok", "✗": "no",
    "⎡": "[", "⎢": "[", "⎣": "[", "⎤": "]", "⎥": "]", "⎦": "]", "├": "|", "└": "`", "│": "|", "┃": "|", "─": "-", "⋯": "...",
    "–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "₀": "_0", "₁": "_1", "₂": "_2", "₃": "_3", "₄": "_4", "₅": "_5", "ᵢ": "_i",
    "█": "#", "░": ".",
}  # fmt: skip

ROOT = re.compile(r"([√∛])(\w+)")  # of a name or a number, without brackets


def spelled(text: str) -> str:
    """The text in ASCII characters alone."""
    if text.isascii():
        return text
    text = ROOT.sub(r"\1(\2)", text)
    runs = (("".join(run), is_raised) for is_raised, run in groupby(text, RAISED.__contains__))
    return "".join(_raised(run) if is_raised else "".join(map(_character, run)) for run, is_raised in runs)


def _raised(run: str) -> str:
    exponent = "".join(RAISED[character] for character in run)
    return f"^{exponent}" if len(exponent) == 1 else f"^({exponent})"


def _character(character: str) -> str:
    if character.isascii():
        return character
    if character in SPELLED:
        return SPELLED[character]
    name = unicodedata.name(character, "")
    if name.startswith("GREEK"):
        word = name.split()[-1] if "WITH" not in name else name.split()[3]
        return word.lower() if "SMALL" in name else word.capitalize()
    return unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode() or "?"
