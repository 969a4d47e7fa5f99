"""Lines of styled text, and sentences set in a width without breaking their formulas.

Belongs here: the line as data and its way into Rich. Does not: what is shown in them (`tree`, `panels`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment

from pdtutor.render import theme
from pdtutor.render.formulas import fold

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult

    from pdtutor.explain.phrases import Sentence, Writer

Fragment = tuple[str, str]
Line = tuple[Fragment, ...]


class Lines:
    """A Rich renderable of lines that know their own width; no markup is ever read in them."""

    def __init__(self, draw: Callable[[int], Iterable[Line]]) -> None:
        self._draw = draw

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self._draw(options.max_width):
            for text, style in line:
                yield Segment(text, console.get_style(style) if style else None)
            yield Segment.line()


def width_of(line: Line) -> int:
    """How many cells the line takes."""
    return sum(cell_len(text) for text, _ in line)


def set_sentence(sentence: Sentence, writer: Writer, width: int, style: str = theme.PROSE) -> list[Line]:
    """The sentence in lines of at most `width` cells, broken between words; a formula only where it is longer than a line."""
    lines: list[list[Fragment]] = [[]]
    room = width
    for word in _words(sentence, writer, style):
        size = width_of(word)
        if lines[-1] and size + 1 > room:
            lines.append([])
            room = width
        for piece in [word] if size <= width else _folded(word, width):
            if piece is not word and lines[-1]:
                lines.append([])
                room = width
            gap = 1 if lines[-1] else 0
            lines[-1] += [(" ", style), *piece] if gap else piece
            room -= width_of(piece) + gap
    return [tuple(line) for line in lines]


def _words(sentence: Sentence, writer: Writer, style: str) -> Iterable[Line]:
    """What may not be broken: words, formulas, and both with what is joined to them."""
    word: list[Fragment] = []
    for part in sentence:
        if not isinstance(part, str):
            word.append((writer(part), theme.FORMULA or style))
            continue
        first, *others = part.split(" ")
        word += [(first, style)] if first else []
        for other in others:
            if word:
                yield tuple(word)
            word = [(other, style)] if other else []
    if word:
        yield tuple(word)


def _folded(word: Line, width: int) -> list[Line]:
    text = "".join(part for part, _ in word)
    return [((line, word[0][1]),) for line in fold(text, width)]
