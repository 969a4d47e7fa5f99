"""An error, as words with the place pointed at and as JSON.

Belongs here: how a TutorError looks. Does not: the exit code it gives (`cli`). Loads no algebra.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from pdtutor.errors import TutorError

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult

SCHEMA = 1
NARROWEST = 4  # cells in which a place can still be pointed at


def members(error: TutorError) -> dict[str, Any]:
    """The `error` object of the JSON format."""
    return {"code": error.code, "message": error.message, "hint": error.hint, "column": error.column}


def text(command: str | None, error: TutorError) -> str:
    """The one JSON object that a command prints when it fails with nothing to show."""
    import json

    return json.dumps({"schema": SCHEMA, "command": command, "error": members(error)})


class FailureView:
    """The message, the text with a caret under the place, and the mend; without the message where that stands above already."""

    def __init__(self, error: TutorError, has_message: bool = True) -> None:
        self.error = error
        self.has_message = has_message

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        from rich.text import Text

        if self.has_message:
            yield Text.assemble(("Error: ", "bold red"), printable(self.error.message))
        if self.error.text is not None and self.error.column is not None:
            line, caret = pointed(self.error.text, self.error.column, max(options.max_width - 4, NARROWEST))
            yield Text.assemble("  ", line, no_wrap=True, overflow="ignore")
            yield Text.assemble("  ", (caret, "bold red"), no_wrap=True, overflow="ignore")
        if self.error.hint:
            yield Text(printable(self.error.hint))


def pointed(text: str, column: int, width: int) -> tuple[str, str]:
    """The part of the text around a column (from 1) that fits the width in cells, and the line with a caret under that column."""
    from rich.cells import cell_len

    line, place = _line(text, min(column, len(text) + 1) - 1, width)
    before, after = line[max(0, place - width) : place], line[place : place + width]
    while before and cell_len(before) > width // 2 and cell_len(line[: place + width]) >= width:
        before = before[1:]
    while after and cell_len(after) > width - 2 - cell_len(before):
        after = after[:-1]
    before = "…" + before if len(before) < place else before
    after = after + "…" if place + len(after) < len(line) else after
    return before + after, " " * cell_len(before) + "^"


def _line(text: str, place: int, width: int) -> tuple[str, int]:
    """The line of the text in which the place lies, and the place in it; of a long one only what might be shown, and something beyond."""
    near = 2 * width + 2  # characters, of which some take no cell
    start = max(text.rfind("\n", 0, place) + 1, place - near)
    end = text.find("\n", place, place + near)
    return printable(text[start : end if end >= 0 else place + near]), place - start


def printable(text: str) -> str:
    """The text with a space for every character that would steer the terminal or cannot be encoded, none added or lost."""
    return "".join(" " if unicodedata.category(character) in ("Cc", "Cf", "Cs") else character for character in text)
