"""What holds of every page, whatever it is about."""

from __future__ import annotations

import re
from typing import Any

from rich.cells import cell_len

from pdtutor.render import latex, markdown
from pdtutor.render.formats import view
from tests.render.console import shown

WIDTHS = (20, 40, 80, 120)


def words(text: str) -> str:
    """The text without frames and line breaks."""
    return re.sub(r"[│╭╮╰╯─┃\s]+", " ", text)


def check_widths(found: Any) -> None:
    """No line is wider than the terminal."""
    drawn = view(found)
    for width in WIDTHS:
        assert max(map(cell_len, shown(drawn, width).splitlines())) <= width


def check_documents(found: Any) -> None:
    """In LaTeX and in Markdown what is opened is closed, and nothing is None."""
    for text in (latex.document(found), markdown.document(found)):
        assert text.count(r"\begin{") == text.count(r"\end{")
        assert text.count("{") - text.count(r"\{") == text.count("}") - text.count(r"\}")
        assert len(re.findall(r"(?<!\\)\$", text)) % 2 == 0
        assert "None" not in text


def check_prompt_and_notebook(found: Any) -> None:
    """Both show a result."""
    assert " = " in repr(found)
    assert found._repr_latex_().startswith("$$")
