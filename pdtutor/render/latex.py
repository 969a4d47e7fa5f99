r"""Results as a LaTeX document that compiles by itself.

Belongs here: LaTeX's markup. Does not: what the document says (`document`) or how formulas are written (`notation.writers.latex`).
"""

from __future__ import annotations

import unicodedata

from pdtutor.notation.names import GREEK
from pdtutor.render.document import Result, blocks
from pdtutor.render.document_parts import Block, Display, Grid, Heading, Item, Math, Paragraph, Text
from pdtutor.render.failure import printable

PREAMBLE = r"""\documentclass{article}
\usepackage[utf8]{inputenc}
\usepackage[T1]{fontenc}
\usepackage{amsmath,amssymb}
\usepackage[margin=2.5cm]{geometry}
\setlength{\parindent}{0pt}
\setlength{\parskip}{0.5ex}
\allowdisplaybreaks
% one step of a derivation: how far in, what it is, what is done
\newcommand{\derivationstep}[3]{\par\hangindent=\dimexpr #1em+1em\relax\hspace*{#1em}\textbullet\ \textbf{#2}#3\par}
"""
DEEPEST = 20  # levels of a derivation that still move further in
SYMBOLS = {
    **{letter: f"\\{name}" for name, letter in GREEK.items() if letter not in "οΑΒΕΖΗΙΚΜΝΟΡΤΧ"},
    "ο": "o", "′": "'", "″": "''", "·": r"\cdot ", "×": r"\times ", "−": "-", "±": r"\pm ", "√": r"\surd ", "∛": r"\sqrt[3]{}",
    "∂": r"\partial ", "∇": r"\nabla ", "∞": r"\infty ", "Σ": r"\Sigma ", "∑": r"\sum ", "∫": r"\int ", "→": r"\to ", "↦": r"\mapsto ",
    "≤": r"\le ", "≥": r"\ge ", "≠": r"\ne ", "≈": r"\approx ", "∈": r"\in ", "⋅": r"\cdot ", "‖": r"\|", "ᵢ": "_i", "ⱼ": "_j", "ₖ": "_k",
    "ⁿ": "^n", "ˣ": "^x", "ʸ": "^y", "⁻": "^-", "ᵘ": "^u", "ᵗ": "^t", "⅓": r"\frac13 ", "½": r"\frac12 ",
    "✓": r"\checkmark ", "✗": r"\times ",
}  # fmt: skip
ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
    "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}", "“": "``", "”": "''", "’": "'", "‘": "`",
    "…": r"\dots{}", "–": "--", "—": "---",
}  # fmt: skip


def document(result: Result) -> str:
    """The whole document."""
    body = "".join(_block(block) for block in blocks(result))
    return f"{PREAMBLE}\\begin{{document}}\n{body}\\end{{document}}\n"


def _block(block: Block) -> str:
    match block:
        case Heading(level, text):
            return f"\n\\{'sub' * (level - 1)}section*{{{_text(text)}}}\n"
        case Paragraph(text):
            return f"{_text(text)}\n\n"
        case Item(depth, label, text):
            return f"\\derivationstep{{{min(depth, DEEPEST)}}}{{{escaped(label)}{': ' if label else ''}}}{{{_text(text)}}}\n"
        case Display(equations):
            return _display(equations)
        case Grid(rows):
            return _grid(rows)


def _grid(rows: tuple[tuple[Text, ...], ...]) -> str:
    heads, *others = (" & ".join(map(_text, row)) for row in rows)
    body = "\n".join((rf"{heads} \\ \hline", *(rf"{row} \\" for row in others)))
    return f"\\begin{{center}}\\begin{{tabular}}{{{'l' * len(rows[0])}}}\n{body}\n\\end{{tabular}}\\end{{center}}\n\n"


def _display(equations: tuple[tuple[str, str], ...]) -> str:
    return f"\\begin{{align*}}\n{_aligned(equations)}\n\\end{{align*}}\n"


def _aligned(equations: tuple[tuple[str, str], ...]) -> str:
    return " \\\\\n".join(f"{left} &= {right}" if right else f"& {left}" for left, right in equations)


def _text(text: Text) -> str:
    return "".join(f"${part}$" if isinstance(part, Math) else escaped(part) for part in text)


def escaped(text: str) -> str:
    """Ordinary text in characters that every LaTeX knows; what it does not know becomes its nearest letters, or a question mark."""
    return "".join(_escaped(character) for character in printable(text))


def _escaped(character: str) -> str:
    if character in ESCAPES:
        return ESCAPES[character]
    if character.isascii():
        return character
    if character in SYMBOLS:
        return f"${SYMBOLS[character].strip()}$"
    plain = unicodedata.normalize("NFKD", character)
    raised = unicodedata.decomposition(character).partition(" ")[0]
    if raised in ("<super>", "<sub>") and plain.isascii():
        return f"${'^' if raised == '<super>' else '_'}{{{plain}}}$"
    return "".join(ESCAPES.get(c, c) for c in plain if c.isascii()) or "?"


def displayed(equations: tuple[tuple[str, str], ...]) -> str:
    """Equations as a notebook draws them."""
    return f"$$\\begin{{aligned}} {_aligned(equations)} \\end{{aligned}}$$"
