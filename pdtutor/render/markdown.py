"""Results as Markdown, with formulas in dollars as notebooks and code hosts draw them.

Belongs here: Markdown's markup. Does not: what the document says (`document`).
"""

from __future__ import annotations

import re

from pdtutor.render.document import Result, blocks
from pdtutor.render.document_parts import Block, Display, Grid, Heading, Item, Math, Paragraph, Text
from pdtutor.render.failure import printable

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|$])")


def document(result: Result) -> str:
    """The whole document."""
    return re.sub(r"\n{3,}", "\n\n", "".join(_block(block) for block in blocks(result))).strip() + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(level, text):
            return f"\n{'#' * level} {_text(text)}\n\n"
        case Paragraph(text):
            return f"\n{_text(text)}\n\n"
        case Item(depth, label, text):
            return f"{'  ' * depth}- {f'**{label}:** ' if label else ''}{_text(text)}\n"
        case Grid(rows):
            return f"\n{_grid(rows)}\n\n"
        case Display(equations):
            lines = " \\\\\n".join(_equation(*equation) for equation in equations)
            return f"\n$$\n\\begin{{aligned}}\n{lines}\n\\end{{aligned}}\n$$\n\n"


def _equation(left: str, right: str) -> str:
    return f"{left} &= {right}" if right else f"& {left}"


def _grid(rows: tuple[tuple[Text, ...], ...]) -> str:
    heads, *others = (f"| {' | '.join(map(_text, row))} |" for row in rows)
    return "\n".join((heads, f"|{'---|' * len(rows[0])}", *others))


def _text(text: Text) -> str:
    return "".join(f"${part}$" if isinstance(part, Math) else escaped(part) for part in text)


def escaped(text: str) -> str:
    """Ordinary text with the characters that Markdown would take for markup made harmless."""
    return SPECIAL.sub(r"\\\1", printable(text))
