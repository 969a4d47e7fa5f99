"""Spans of time as they are said: in 10 minutes, tomorrow, in 3 weeks; 4 min 20 s.

Belongs here: words. Does not: clocks. Loads no algebra.
"""

from __future__ import annotations

from pdtutor.explain.counts import counted

MINUTE, HOUR, DAY = 60, 3600, 86_400
WEEK, MONTH, YEAR = 7, 30.44, 365.25  # days


def until(seconds: float) -> str:
    """When something comes that is so many seconds away."""
    if seconds <= MINUTE / 2:
        return "now"
    if round(seconds / MINUTE) < 60:
        return f"in {counted(max(round(seconds / MINUTE), 1), 'minute')}"
    if seconds < 22 * HOUR:
        return f"in {counted(round(seconds / HOUR), 'hour')}"
    days = round(seconds / DAY)
    return "tomorrow" if days == 1 else f"in {span(days)}"


def span(days: int) -> str:
    """So many days: 3 days, 2 weeks, 5 months."""
    if days < 2 * WEEK:
        return counted(days, "day")
    if days < 2 * MONTH:
        return counted(round(days / WEEK), "week")
    return counted(round(days / MONTH), "month") if days < 2 * YEAR else counted(round(days / YEAR), "year")


def lasting(seconds: float) -> str:
    """How long something took."""
    whole = round(seconds)
    if whole < MINUTE:
        return f"{whole} s"
    if whole < HOUR:
        return f"{whole // MINUTE} min {whole % MINUTE} s" if whole % MINUTE else f"{whole // MINUTE} min"
    return f"{whole // HOUR} h {whole % HOUR // MINUTE} min"


def clock(seconds: float) -> str:
    """The time that has passed, as a clock shows it: 4:20."""
    whole = int(seconds)
    return f"{whole // MINUTE}:{whole % MINUTE:02}"
