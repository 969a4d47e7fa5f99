"""What a quiz says, drawn by Rich.

Belongs here: one view for each event that a lesson has not. Does not: when an event happens (`practice.quiz`), the summary (`summary`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pdtutor.explain.moments import clock
from pdtutor.practice.quiz import events, log
from pdtutor.practice.quiz.choosing import Settings
from pdtutor.practice.quiz.learner import MASTERED
from pdtutor.render import theme
from pdtutor.render.lessons import run_view
from pdtutor.render.lines import BLANK, Framed, Line, Lines, set_text
from pdtutor.render.quiz.summary import summary_lines

if TYPE_CHECKING:
    from rich.console import RenderableType

SHOWN_OPENED = 3
WHY: Mapping[str, str] = {
    log.PLACEMENT: "to find your place",
    log.DUE: "back again",
    log.RECURRING: "to keep an eye on a mistake",
    log.WEAKEST: "",
    log.WANTED: "",
}
LONGEST_ROW = 3  # from so many right ones in a row on, that is mentioned


def view(event: events.QuizTold) -> RenderableType:
    """What is drawn of an event."""
    draw = _VIEWS.get(type(event), run_view.view)
    return draw(event)


def heading(settings: Settings) -> Lines:
    """What awaits."""

    def draw(width: int) -> Iterator[Line]:
        yield (("Quiz", theme.TITLE),)
        yield from set_text(f"{_length(settings)} ? shows the words that help.", width, theme.REASON)

    return Lines(draw)


def _length(settings: Settings) -> str:
    minutes = "" if settings.minutes is None else f"{settings.minutes:g} minute{'' if settings.minutes == 1 else 's'}"
    count = "" if settings.count is None else f"{settings.count} question{'' if settings.count == 1 else 's'}"
    length = " or ".join(each for each in (count, minutes) if each)
    what = "what is due" if settings.is_review else ""
    said = ", ".join(each for each in (what, f"{length} at most" if what else length) if each)
    return f"{said[:1].upper()}{said[1:]}."


def _remark(text: str) -> Lines:
    return Lines(lambda width: [BLANK, *set_text(text, width, theme.REASON)])


# --- questions --------------------------------------------------------------------------------------------------------------------


def _posed(event: events.Posed) -> RenderableType:
    from rich.console import Group

    if event.is_again:
        return Lines(
            lambda width: set_text("One more try: the question is above." if event.left == 1 else _left(event), width, theme.REASON)
        )
    why = WHY[event.reason]
    lead = f"{event.title}, level {event.level}{f' · {why}' if why else ''}"
    question = run_view.question(event.task, _place(event), _standing(event), lead[:1].upper() + lead[1:])
    return Group(Lines(lambda _: [BLANK]), question)


def _left(event: events.Posed) -> str:
    return f"{event.left} answers left."


def _place(event: events.Posed) -> str:
    """Question 3 of 10, with a bar of how far that is."""
    if event.count is None:
        return f"Question {event.number}"
    bar = run_view.progress_bar(event.number - 1, event.count)
    return f"Question {event.number} of {event.count}{f'  {bar}' if bar else ''}"


def _standing(event: events.Posed) -> str:
    """How it goes, quietly."""
    if event.number == 1:
        return "? for help"
    row = f" · {event.streak} in a row" if event.streak >= LONGEST_ROW else ""
    return f"{event.right} right{row} · {clock(event.seconds)}"


# --- what changes -----------------------------------------------------------------------------------------------------------------


def _placing(event: events.Placing) -> RenderableType:
    return _remark(f"First up to {event.count} questions that find your place. One answer each; skip what is new to you.")


def _placed(event: events.Placed) -> RenderableType:
    if not event.titles:
        return _remark("Your place is found: we begin at the beginning.")
    count = len(event.titles)
    shown = ", ".join(event.titles[-SHOWN_OPENED:])
    known = f"{shown}{f' and {count - SHOWN_OPENED} more' if count > SHOWN_OPENED else ''}"
    return _remark(f"Your place is found. Taken for known, and asked again some day: {known}.")


def _moved(event: events.Moved) -> RenderableType:
    title = event.title[:1].upper() + event.title[1:]
    if event.after.passed < event.before.passed:
        return _remark(f"{title}: back to level {event.after.level}, to make it firm.")
    mastered = ", mastered" if event.after.passed == MASTERED else ""
    opened = f" New: {_some(event.opened)}." if event.opened else ""
    return _remark(f"{title}: level {event.after.passed} passed{mastered}.{opened}")


def _some(titles: tuple[str, ...]) -> str:
    more = len(titles) - SHOWN_OPENED
    return ", ".join(titles[:SHOWN_OPENED]) + (f" and {more} more" if more > 0 else "")


def _finished(event: events.QuizFinished) -> RenderableType:
    from rich.console import Group

    return Group(Lines(lambda _: [BLANK]), Framed("Done", lambda width: summary_lines(event.result, width)))


_VIEWS: Mapping[type, Callable[[Any], RenderableType]] = {
    events.Posed: _posed,
    events.Placing: _placing,
    events.Placed: _placed,
    events.Moved: _moved,
    events.QuizFinished: _finished,
}
