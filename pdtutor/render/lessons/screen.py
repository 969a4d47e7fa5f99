"""A lesson's page on a terminal.

Belongs here: its layout. Does not: its words (`lesson_page`).
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.segment import Segment

from pdtutor.course.lesson import Exercise, Text, Worked
from pdtutor.course.tasks import Task
from pdtutor.explain.phrases import Sentence
from pdtutor.notation.writers import UnicodeWriter
from pdtutor.render import theme
from pdtutor.render.failure import printable
from pdtutor.render.lessons.lesson_page import LessonPage, Markup, asked, hints, key, kind, options, particulars, reasons, shown
from pdtutor.render.lessons.prose import Prose, stripped
from pdtutor.render.lines import BLANK, Framed, Line, Lines, set_sentence, set_text

INDENT = 3
LABEL = 11


def view(page: LessonPage) -> RenderableType:
    """The lesson's particulars in a frame, then its steps."""
    head = Framed(printable(page.lesson.title), lambda width: _head(page, width))
    return Group(head, *(part for step in page.lesson.steps for part in (_blank(), *_step(step, page))))


class _Indented:
    """What belongs to an exercise, set in from the margin, without spaces at the ends of its lines."""

    def __init__(self, inside: RenderableType) -> None:
        self.inside = inside

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = max(1, options.max_width - INDENT)
        for line in console.render_lines(self.inside, options.update(width=width, height=None), pad=False):
            yield from stripped([Segment(" " * INDENT), *line])
            yield Segment.line()


def _head(page: LessonPage, width: int) -> Iterator[Line]:
    title = printable(page.lesson.title)
    if cell_len(title) > width - len("  "):  # the frame cuts it
        yield from set_text(title, width, theme.HEADING)
    for name, text in particulars(page):
        if text:
            yield from _labelled(name, (printable(text),), str, width)


def _blank() -> Lines:
    return Lines(lambda _: [BLANK])


def _step(step: Text | Worked | Exercise, page: LessonPage) -> Iterator[RenderableType]:
    if isinstance(step, Text):
        yield Prose(step.text)
    elif isinstance(step, Worked):
        if step.text:
            yield Prose(step.text)
            yield _blank()
        yield _command(step.command)
    else:
        yield _title(page.number(step), step)
        yield from (_Indented(part) for part in _exercise(page.tasks[step.id], page.has_key))


def _command(command: str) -> Lines:
    """As it may be typed; what does not fit goes on further in."""

    def draw(width: int) -> Iterator[Line]:
        for number, line in enumerate(set_text(f"pdtutor {printable(command)}", width - 2, theme.RESULT)):
            yield (("  " if number else "$ ", theme.GUIDE), *line)

    return Lines(draw)


def _title(number: int, exercise: Exercise) -> Lines:
    lead = f"{number}. ".ljust(INDENT)
    rest = (f"{exercise.id}  ", f"({kind(exercise)})")
    fits = len(lead) + sum(map(len, rest))
    return Lines(
        lambda width: (
            [((lead + rest[0], theme.HEADING), (rest[1], theme.GUIDE))]
            if fits <= width
            else [((lead + rest[0].rstrip(), theme.HEADING),), ((" " * INDENT, ""), (rest[1], theme.GUIDE))]
        )
    )


def _exercise(task: Task, has_key: bool) -> Iterator[RenderableType]:
    yield from (_said(part, task) for part in asked(task))
    if shown(task):
        yield _blank()
    yield from (_hanging(line, task) for line in shown(task))
    if task.exercise.options:
        yield _blank()
    yield from (_item(f"{letter})", Prose(option.text)) for letter, option in options(task))
    if has_key:
        yield _blank()
        yield from _key(task)


def _item(label: str, content: RenderableType, width: int = 3) -> RenderableType:
    """A label in the margin beside what it names."""
    from rich.table import Table

    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=width, no_wrap=True)
    grid.add_column()
    grid.add_row(Lines(lambda _: [((label, theme.RULE),)]), content)
    return grid


def _said(part: Markup | Sentence, task: Task) -> RenderableType:
    if isinstance(part, Markup):
        return Prose(part)
    return Lines(lambda width: set_sentence(part, UnicodeWriter(task.names), width))


def _hanging(sentence: Sentence, task: Task) -> Lines:
    """A line that belongs to the question; what does not fit goes on beneath it, further in."""

    def draw(width: int) -> Iterator[Line]:
        for number, line in enumerate(set_sentence(sentence, UnicodeWriter(task.names), width - 4)):
            yield (("    " if number else "  ", ""), *line)

    return Lines(draw)


# --- the key ----------------------------------------------------------------------------------------------------------------------


def _key(task: Task) -> Iterator[RenderableType]:
    yield Lines(lambda width: _labelled("Answer", (printable(key(task)),), str, width, theme.RESULT))
    yield from (_beside(f"{letter})", because, task) for letter, because in reasons(task))
    yield from (_beside(f"Hint {number}", hint, task) for number, hint in enumerate(hints(task), 1))
    if task.exercise.explain:
        yield _beside("To keep", Markup(task.exercise.explain), task)


def _beside(label: str, part: Markup | Sentence, task: Task) -> RenderableType:
    return _item(label, _said(part, task), LABEL - 1)


def _labelled(label: str, sentence: Sentence, writer: type[str], width: int, style: str = theme.PROSE) -> Iterator[Line]:
    """A word in the margin and text beside it."""
    for number, line in enumerate(set_sentence(sentence, writer, width - LABEL, style)):
        yield (("" if number else label).ljust(LABEL), theme.RULE), *line
