"""The Rich views of results, as the commands ask for them.

Belongs here: one entry for each kind of result. Does not: what stands inside (`panels`, `gradient_view`, `rules_view`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdtutor.notation.writers import UnicodeWriter
from pdtutor.render import theme
from pdtutor.render.labels import Labels
from pdtutor.render.lines import Lines, set_sentence
from pdtutor.render.panels import Sheet, panel, partial_lines

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult

    from pdtutor.calculus.results import Partial
    from pdtutor.requests.results import PartialResult


class partial_view:
    """The notes of the reading, then one panel for each partial derivative."""

    def __init__(self, result: PartialResult) -> None:
        self._result = result
        writer = UnicodeWriter(result.reading.shown)
        labels = Labels(result.reading.expression, writer)
        self._sheet = Sheet(writer, result.reading.shown, labels, result.point, result.detail)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for note in self._result.reading.notes:
            yield Lines(lambda width, note=note: set_sentence(("Note: " + note,), self._sheet.writer, width))
        for partial in self._result.partials:
            title = self._sheet.labels.of_order(partial.order)
            yield panel(title, Lines(lambda width, p=partial: partial_lines(p, self._sheet, width)), options.max_width)
