"""The calendar of practice: a column for each week, a cell for each day, the fuller the more questions.

Belongs here: the grid, and what its cells mean. Does not: which days those are (`practice.quiz.overview`). Says all without colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from pdtutor.practice.quiz.overview import Overview
from pdtutor.render import theme
from pdtutor.render.lines import Line, set_text

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LABEL = 4  # cells before the first week
CELL = 2
HALF_A_YEAR, A_YEAR = 26, 52  # weeks
EMPTY, SOME, MANY, MOST = "·", "▪", "■", "█"
SHADES = ((15, MOST), (5, MANY), (1, SOME), (0, EMPTY))  # so many questions or more
MEANING = ((EMPTY, "no practice"), (SOME, "1\u00a0to\u00a04 questions"), (MANY, "5\u00a0to\u00a014"), (MOST, "15\u00a0or\u00a0more"))


def grid(overview: Overview, width: int) -> Iterator[Line]:
    """The months, then a line for each day of the week; the last column is this week."""
    questions = {day.date: day.questions for day in overview.calendar}
    mondays = _mondays(overview.today, width)
    yield ((" " * LABEL + _months(mondays), theme.REASON),)
    for number, name in enumerate(WEEKDAYS):
        days = [monday + timedelta(number) for monday in mondays]
        yield ((f"{name} ", theme.REASON), *_cells([day for day in days if day <= overview.today], questions))


def _mondays(today: date, width: int) -> Sequence[date]:
    room = (width - LABEL + 1) // CELL  # the last cell needs no space after it
    weeks = max(1, min(room, A_YEAR if room >= A_YEAR else HALF_A_YEAR))
    this = today - timedelta(today.weekday())
    return [this - timedelta(7 * back) for back in reversed(range(weeks))]


def _cells(days: Sequence[date], questions: Mapping[date, int]) -> Iterator[tuple[str, str]]:
    for place, day in enumerate(days):
        shade = _shade(questions.get(day, 0))
        yield shade if place == len(days) - 1 else f"{shade} ", theme.GUIDE if shade == EMPTY else theme.GOOD


def _shade(questions: int) -> str:
    return next(shade for least, shade in SHADES if questions >= least)


def _months(mondays: Sequence[date]) -> str:
    """The name of each month over the first week that begins in it, and of the first week's where there is room for it."""
    text = ""
    for place, monday in enumerate(mondays):
        is_new = place == 0 or monday.month != mondays[place - 1].month
        if is_new and len(text) <= CELL * place and not _is_crowded(mondays, place):
            text = f"{text:<{CELL * place}}{MONTHS[monday.month - 1]} "
    return text.rstrip()


def _is_crowded(mondays: Sequence[date], place: int) -> bool:
    """Whether this is the first column and the next month's name would stand in the way."""
    return place == 0 and len(mondays) > 1 and mondays[1].month != mondays[0].month


def meaning(width: int) -> Iterator[Line]:
    """What the cells stand for."""
    return iter(set_text(", ".join(f"{shade}\u00a0{said}" for shade, said in MEANING), width, theme.REASON))
