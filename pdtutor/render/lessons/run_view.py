"""What a lesson run says, drawn by Rich.

Belongs here: one view for each event. Does not: what is told of an answer (`verdict_view`), when an event happens (`practice`), the prompt
(`terminal`), the worked commands' output (`cli.worked`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pdtutor.course.tasks.task import Task
from pdtutor.explain.phrases import Sentence
from pdtutor.notation.writers import UnicodeWriter
from pdtutor.practice import events
from pdtutor.render import theme
from pdtutor.render.ascii import spelled
from pdtutor.render.failure import printable
from pdtutor.render.fitting import fitted
from pdtutor.render.lessons import lesson_page
from pdtutor.render.lessons.lesson_page import Markup
from pdtutor.render.lessons.marked_lines import INDENT, KEPT, bare, unmarked
from pdtutor.render.lessons.summary_view import summary_lines
from pdtutor.render.lessons.verdict_view import judged_lines, reason_lines
from pdtutor.render.lines import BLANK, WIDEST, Framed, Line, Lines, set_sentence, set_text

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult


DONE, OPEN = "■", "□"
OPTION = re.compile(r"[a-z]\) |\d+\. ")  # what a line of choice or of a derivation begins with
WORDS = (
    ("hint", "a hint, three of them one after the other"),
    ("why", "the reason behind the verdict on your answer"),
    ("show", "the worked steps"),
    ("skip", "on to the next question"),
    ("back", "to the question before"),
    ("quit", "stop here; your answers are kept"),
    ("?", "these words"),
)


def view(event: events.Told) -> RenderableType:
    """What is drawn of an event."""
    return _VIEWS[type(event)](event)


def _sentence_lines(sentence: Sentence, writer: Callable[[Any], str], style: str = theme.PROSE) -> Lines:
    return Lines(lambda width: set_sentence(sentence, writer, width, style))


def _text(text: str, style: str = theme.PROSE) -> Lines:
    return Lines(lambda width: set_text(printable(text), width, style))


def _prose(text: str) -> RenderableType:
    """Markdown, whose parser is loaded where there is some."""
    from pdtutor.render.lessons.prose import Prose

    return Prose(text)


def _group(*parts: RenderableType) -> RenderableType:
    from rich.console import Group

    return Group(*parts)


def heading(title: str, count: int, share: float) -> Lines:
    """The lesson's title, and what awaits."""

    def draw(width: int) -> Iterator[Line]:
        yield from set_text(printable(title), width, theme.TITLE)
        yield from set_text(
            f"{count} {'question' if count == 1 else 'questions'}; {100 * share:g}{KEPT}% of the points pass; ? shows the words that help.",
            width,
            theme.REASON,
        )
        yield BLANK

    return Lines(draw)


# --- questions --------------------------------------------------------------------------------------------------------------------


def _read(event: events.Read) -> RenderableType:
    return _group(_prose(event.step.text), _text(""))


def _watch(event: events.Watch) -> RenderableType:
    """What stands before the command; its output follows."""
    above: list[RenderableType] = [_prose(event.step.text)] if event.step.text else []
    return _group(*above, _text(f"$ pdtutor {event.step.command}", theme.GUIDE))


def _asked(event: events.Asked) -> RenderableType:
    """The question in a frame: which it is, what is asked, what belongs to it, how many answers count."""
    if event.is_again:
        return Remark(_left(event).capitalize())
    return question(event.task, _place(event), _left(event))


def question(task: Task, title: str, subtitle: str, lead: str = "") -> RenderableType:
    """What is asked, in a frame; above it a line on what it is about, if there is one."""
    writer = UnicodeWriter(task.names)
    said = lesson_page.asked(task)
    parts: list[RenderableType] = [Remark(lead, theme.GUIDE)] if lead else []
    parts += [_prose(each) if isinstance(each, Markup) else _sentence_lines(each, writer) for each in said]
    if task.shown:
        parts.append(_text(""))
    parts += [_shown(line, writer) for line in task.shown]
    return _Question(title, subtitle, _group(*parts))


class Remark:
    """A line of the program's own, whose parts stand between dots; where there is nothing but ASCII, between commas."""

    def __init__(self, text: str, style: str = theme.REASON) -> None:
        self.text = text
        self.style = style

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield _text(self.text.replace(" · ", ", ") if options.ascii_only else self.text, self.style)


class _Question:
    """What is asked in its frame; where there is nothing but ASCII, in words alone, with what the corner says in the first line."""

    def __init__(self, title: str, subtitle: str, content: RenderableType) -> None:
        self.title = title
        self.subtitle = subtitle
        self.content = content

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield self._in_words() if options.ascii_only else self._framed()

    def _in_words(self) -> RenderableType:
        place = self.title.rstrip(f" {DONE}{OPEN}")
        return _group(Remark(f"{place}: {self.subtitle}", theme.TITLE), self.content)

    def _framed(self) -> RenderableType:
        from rich.constrain import Constrain
        from rich.panel import Panel
        from rich.text import Text

        panel = Panel(
            self.content,
            title=Text(self.title, style=theme.TITLE),
            title_align="left",
            subtitle=Text(self.subtitle, style=theme.GUIDE),
            subtitle_align="right",
            border_style=theme.BORDER,
        )
        return Constrain(panel, WIDEST)


def _place(event: events.Asked) -> str:
    """Question 3 of 9, with a bar of how far that is."""
    if event.inside is not None:
        return f"On the way: {event.inside[0]} of {event.inside[1]}"
    return f"Question {event.number} of {event.count}  {progress_bar(event.number - 1, event.count)}"


def progress_bar(done: int, count: int) -> str:
    """How many of how many are done."""
    return f"{DONE * done}{OPEN * (count - done)}"


def _shown(sentence: Sentence, writer: Callable[[Any], str]) -> Lines:
    """A line that belongs to the question; what does not fit goes on beneath it, under the text of an option or a little further in."""
    lead = sentence[0] if isinstance(sentence[0], str) and OPTION.fullmatch(sentence[0]) else ""
    rest = sentence[1:] if lead else sentence

    def draw(width: int) -> Iterator[Line]:
        first, *others = set_sentence(unmarked(rest), writer, width - len(lead or INDENT))
        yield ((lead, ""), *first)
        yield from (((" " * len(lead or INDENT), ""), *line) for line in others)

    return Lines(draw)


def _left(event: events.Asked) -> str:
    if event.is_over:
        return "for practice: the result stands · ? for help"
    if event.inside is not None:
        return "skip goes back to the question"
    answers = "1 answer" if event.left == 1 else f"{event.left} answers"
    return f"{answers} left · ? for help"


def _judged(event: events.Judged) -> RenderableType:
    return Lines(lambda width: judged_lines(event, width))


# --- help -------------------------------------------------------------------------------------------------------------------------


def _hinted(event: events.Hinted) -> RenderableType:
    sentence: Sentence = (f"Hint {event.number} of {event.count}: ", *unmarked(event.hint))
    return _sentence_lines(sentence, UnicodeWriter(event.task.names))


def _reason(event: events.Reason) -> RenderableType:
    """The rule that the judgement is about, and what is known of the answer."""
    return Lines(lambda width: reason_lines(event, width))


def _steps(event: events.Steps) -> RenderableType:
    """The right answer, with its working where there is one, and in it where a wrong answer left it."""
    from pdtutor.render import formats
    from pdtutor.render.marks import marks_of

    key = _text(f"The answer: {_answer(event.task)}", theme.RESULT)
    if event.task.working is None:
        return key
    working = event.task.working()
    marks = () if event.judgement is None else marks_of(event.judgement, working)
    return _group(key, formats.view(working, marks=marks))


def plain_steps(event: events.Steps, width: int) -> str:
    """The right answer and its working in ASCII, in lines of a width."""
    from pdtutor.render import plain

    key = fitted(spelled(printable(f"The answer: {_answer(event.task)}")), width)
    return key if event.task.working is None else f"{key}\n\n{plain.document(event.task.working(), width)}"


def _answer(task: Task) -> str:
    """The key, of a choice with what the letters stand for."""
    right = [f"{letter}) {option.text}" for letter, option in lesson_page.options(task) if option.is_correct]
    return bare(", ".join(right)) if right else lesson_page.key(task)


def _kept(event: events.Kept) -> RenderableType:
    return _group(_prose(event.text), _text(""))


def _noted(event: events.Noted) -> RenderableType:
    return _text(event.text, theme.REASON)


def _left_off(event: events.Left) -> RenderableType:
    return _text(f"{event.answered} of {event.count} questions are done.")


def help_view(words: Sequence[str]) -> RenderableType:
    """The words that are no answers, those of a session."""

    def draw(width: int) -> Iterator[Line]:
        yield from set_text("An answer is typed as on paper: 2x + 3y, [2x, 3y^2], sin(xy). These words help:", width)
        for word, meaning in (pair for pair in WORDS if pair[0] in (*words, "?")):
            first, *others = set_text(meaning, width - 8)
            yield ((f"  {word:<6}", theme.HEADING), *first)
            yield from (((" " * 8, ""), *line) for line in others)

    return Lines(draw)


def _finished(event: events.Finished) -> RenderableType:
    result = event.result
    return Framed("Done", lambda width: summary_lines(result, width))


_VIEWS: Mapping[type, Callable[[Any], RenderableType]] = {
    events.Read: _read,
    events.Watch: _watch,
    events.Asked: _asked,
    events.Judged: _judged,
    events.Hinted: _hinted,
    events.Reason: _reason,
    events.Steps: _steps,
    events.Kept: _kept,
    events.Noted: _noted,
    events.Left: _left_off,
    events.Finished: _finished,
}
