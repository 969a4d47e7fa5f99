"""Spans of time as they are said."""

from __future__ import annotations

import pytest

from pdtutor.explain.moments import clock, lasting, span, until

MINUTE, HOUR, DAY = 60, 3600, 86_400
AWAY = [
    (-5, "now"),
    (20, "now"),
    (MINUTE, "in 1 minute"),
    (10 * MINUTE, "in 10 minutes"),
    (59 * MINUTE, "in 59 minutes"),
    (HOUR, "in 1 hour"),
    (17.6 * HOUR, "in 18 hours"),
    (DAY, "tomorrow"),
    (1.4 * DAY, "tomorrow"),
    (2 * DAY, "in 2 days"),
    (13 * DAY, "in 13 days"),
    (14 * DAY, "in 2 weeks"),
    (70 * DAY, "in 2 months"),
    (800 * DAY, "in 2 years"),
]


@pytest.mark.parametrize(("seconds", "said"), AWAY)
def test_when_something_comes(seconds: float, said: str) -> None:
    assert until(seconds) == said


def test_a_longer_wait_is_never_said_to_be_shorter() -> None:
    units = ("minute", "hour", "tomorrow", "day", "week", "month", "year")
    found = [next(place for place, unit in enumerate(units) if unit in until(2.0**power)) for power in range(6, 28)]
    assert found == sorted(found)


def test_days_are_counted_in_units_that_can_be_grasped() -> None:
    assert [span(days) for days in (0, 1, 13, 14, 60, 61, 730, 731)] == [
        "0 days", "1 day", "13 days", "2 weeks", "9 weeks", "2 months", "24 months", "2 years",
    ]  # fmt: skip


TOOK = [(0, "0 s"), (59.4, "59 s"), (60, "1 min"), (125, "2 min 5 s"), (3600, "1 h 0 min"), (5000, "1 h 23 min")]


@pytest.mark.parametrize(("seconds", "said"), TOOK)
def test_how_long_something_took(seconds: float, said: str) -> None:
    assert lasting(seconds) == said


def test_a_clock_shows_minutes_and_seconds() -> None:
    assert [clock(seconds) for seconds in (0, 9.9, 80, 600)] == ["0:00", "0:09", "1:20", "10:00"]
