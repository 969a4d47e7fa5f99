"""Lines of styled text, sentences set in a width without breaking their formulas, and the frame around lines.

Belongs here: the line as data and its way into Rich. Does not: what is shown in them. Loads no algebra.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from rich.cells import cell_len

from pdtutor.render import theme
from pdtutor.render.formulas import fold

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.segment import Segment
    from rich.style import Style

    from pdtutor.explain.phrases import Sentence, Writer

Fragment = tuple[str, str]
Line = tuple[Fragment, ...]
Draw = Callable[[int], Iterable[Line]]

BLANK: Line = ()
WIDEST = 120  # beyond this, lines are too long to be read with ease


class Lines:
    """A Rich renderable of lines that `draw` gives for the width there is; no markup is ever read in them."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        from rich.segment import Segment

        for line in self.draw(min(options.max_width, WIDEST)):
            for text, style in line:
                yield from _segments(text, console.get_style(style) if style else None)
            yield Segment.line()


def _segments(text: str, style: Style | None) -> Iterator[Segment]:
    """The text, its leading spaces apart: pictures lose those of a styled text."""
    from rich.segment import Segment

    bare = text.lstrip(" ")
    if len(bare) < len(text):
        yield Segment(" " * (len(text) - len(bare)))
    if bare:
        yield Segment(bare, style)


class Framed:
    """Lines in a frame with a title, never wider than reads well; where there is nothing but ASCII, under the title without a frame."""

    def __init__(self, title: str, draw: Draw) -> None:
        self.title = title
        self.draw = draw

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        from rich.panel import Panel
        from rich.text import Text

        if options.ascii_only:
            yield Lines(lambda width: set_text(self.title, width, theme.TITLE))
            yield Lines(self.draw)
            return
        title = Text(self.title, style=theme.TITLE)
        yield Panel(Lines(self.draw), title=title, title_align="left", border_style=theme.BORDER, width=min(options.max_width, WIDEST))


def width_of(line: Line) -> int:
    """How many cells the line takes."""
    return sum(cell_len(text) for text, _ in line)


def padded(line: Line, width: int) -> Line:
    """The line filled with spaces up to a width."""
    return (*line, (" " * (width - width_of(line)), ""))


def set_text(text: str, width: int, style: str = theme.PROSE) -> list[Line]:
    """Words in lines of at most `width` cells."""
    return set_sentence((text,), str, width, style)


def set_sentence(sentence: Sentence, writer: Writer, width: int, style: str = theme.PROSE, is_folded: bool = True) -> list[Line]:
    """The sentence in lines of at most `width` cells, broken between words; a formula only where it is longer than
    a line, and never unless `is_folded`.
    """
    lines: list[list[Fragment]] = [[]]
    room = width
    for word in _words(sentence, writer, style):
        pieces = [word] if width_of(word) <= width or not is_folded else _folded(word, width)
        for piece in pieces:
            size = width_of(piece)
            if lines[-1] and (size + 1 > room or piece is not word):
                lines.append([])
                room = width
            gap: Line = ((" ", style),) if lines[-1] else ()
            lines[-1] += [*gap, *piece]
            room -= size + len(gap)
    return [_merged(line) for line in lines]


def _merged(fragments: list[Fragment]) -> Line:
    """Neighbours of one style as one fragment."""
    runs = groupby(fragments, lambda fragment: fragment[1])
    return tuple(("".join(text for text, _ in run), style) for style, run in runs)


def _words(sentence: Sentence, writer: Writer, style: str) -> Iterator[Line]:
    """What may not be broken: words, formulas, and both with what is joined to them."""
    word: list[Fragment] = []
    for part in sentence:
        if not isinstance(part, str):
            word.append((writer(part), theme.FORMULA))
            continue
        first, *others = part.split(" ")
        word += [(first.replace("\u00a0", " "), style)] if first else []
        for other in others:
            if word:
                yield tuple(word)
            word = [(other.replace("\u00a0", " "), style)] if other else []
    if word:
        yield tuple(word)


def _folded(word: Line, width: int) -> list[Line]:
    return [((line, word[0][1]),) for line in fold("".join(text for text, _ in word), width)]
