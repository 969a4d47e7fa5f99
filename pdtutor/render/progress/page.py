"""Progress as Rich draws it: one sentence, then what is due, the skills, the calendar, the mistakes.

Belongs here: the parts together, and those of a few lines. Does not: bars of skills (`skill_bars`), the calendar (`calendar_grid`), words
(`words`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from pdtutor.practice.quiz.overview import MistakeProgress, Overview
from pdtutor.render import theme
from pdtutor.render.failure import printable
from pdtutor.render.lines import BLANK, Framed, Line, Lines, set_text
from pdtutor.render.progress import calendar_grid, skill_bars, words
from pdtutor.render.sparkline import sparkline

if TYPE_CHECKING:
    from rich.console import RenderableType

GAP = "  "
MOST_DUE = 6  # things in a row of what is due
MOST_MISTAKES = 8


def view(overview: Overview) -> RenderableType:
    """The whole page; of a learner of whom nothing is recorded, the sentence alone."""
    from rich.console import Group

    greeting = Lines(lambda width: set_text(words.greeting(overview), width, theme.HEADING))
    if words.is_blank(overview):
        return greeting
    frames = (
        Framed("Due", lambda width: _due(overview, width)),
        Framed("Skills", lambda width: _skills(overview, width)),
        Framed("Practice", lambda width: _practice(overview, width)),
        Framed("Mistakes", lambda width: _mistakes(overview, width)),
    )
    return Group(greeting, *frames)


# --- what is due ------------------------------------------------------------------------------------------------------------------


def _due(overview: Overview, width: int) -> Iterator[Line]:
    rows = words.due_rows(overview)
    label = max(map(len, rows), default=0) + len(GAP)
    for when, names in rows.items():
        for number, line in enumerate(set_text(printable(_some(names)), width - label)):
            yield ((("" if number else when).ljust(label), theme.HEADING), *line)
    yield from set_text(words.REVIEW if overview.due else words.NOTHING_DUE, width, theme.REASON)


def _some(names: Sequence[str]) -> str:
    more = len(names) - MOST_DUE
    return f"{'; '.join(names[:MOST_DUE])}{f'; and {more} more' if more > 0 else ''}"


# --- skills and days -----------------------------------------------------------------------------------------------------------------


def _skills(overview: Overview, width: int) -> Iterator[Line]:
    yield from skill_bars.lines(overview, width)
    if any(skill.is_mastered for skill in overview.skills):
        yield BLANK
        yield from set_text(words.MASTERED, width, theme.REASON)


def _practice(overview: Overview, width: int) -> Iterator[Line]:
    yield from calendar_grid.grid(overview, width)
    yield BLANK
    yield from calendar_grid.meaning(width)
    yield from set_text(words.totals(overview), width)


# --- mistakes ---------------------------------------------------------------------------------------------------------------------


def _mistakes(overview: Overview, width: int) -> Iterator[Line]:
    if not overview.mistakes:
        yield from set_text(words.NO_MISTAKES, width)
        return
    for mistake in overview.mistakes[:MOST_MISTAKES]:
        yield from _mistake(mistake, width)
    more = len(overview.mistakes) - MOST_MISTAKES
    yield BLANK
    yield from set_text(f"{f'… and {more} more. ' if more > 0 else ''}{words.BARS}", width, theme.REASON)


def _mistake(mistake: MistakeProgress, width: int) -> Iterator[Line]:
    """Its weeks as bars, beside them its name and how it goes."""
    bars = sparkline((0, *mistake.weeks), len(mistake.weeks) + 1)[1:]  # with a 0 in front, so that each bar stands on 0
    indent = cell_len(bars) + len(GAP)
    style = theme.GUIDE if mistake.is_faded else theme.HEADING
    name = set_text(printable(words.mistake_name(mistake)), width - indent, style)
    for number, line in enumerate([*name, *set_text(words.fading(mistake), width - indent)]):
        yield ((("" if number else bars).ljust(indent), theme.PROSE), *line)
