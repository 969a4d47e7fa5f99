"""What follows from the records at one moment: mastery, what is due, fading mistakes, days and streaks, in every time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdtutor.explain.mistakes.catalogue import CATALOGUE
from pdtutor.practice.exercises.skills import SKILLS
from pdtutor.practice.quiz import choosing
from pdtutor.practice.quiz.learner import Learner, Recurring, Standing, replayed
from pdtutor.practice.quiz.log import WEAKEST, Answered, Closed, History, Put
from pdtutor.practice.quiz.overview import WEEKS, Overview, PractisedDay, local_day, overview
from pdtutor.practice.quiz.schedule import Card

DAY = 86400.0
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC).timestamp()  # a Monday
TODAY = date(2026, 11, 30)
INNER = "chain.inner_missing"


def utc(at: float) -> date:
    return datetime.fromtimestamp(at, UTC).date()


def put(id: str, at: float, skill: str = "power", level: int = 1, reason: str = WEAKEST) -> Put:
    return Put(id, "s", f"{skill}-{level}-1", skill, level, "derivative", reason, at)


def closed(
    id: str,
    at: float,
    outcome: str = "correct",
    attempts: int = 1,
    made: tuple[str, ...] = (),
    avoided: tuple[str, ...] = (),
    skill: str = "power",
    reason: str = WEAKEST,
) -> Closed:
    return Closed(put(id, at, skill, reason=reason), outcome, attempts, 0, made, avoided, at, 30.0)


def answer(id: str, at: float, verdict: str = "correct", number: int = 1) -> Answered:
    return Answered(put(id, at), number, "2x", verdict, (), at)


def seen(history: History, at: float = NOW) -> Overview:
    return overview(replayed(history.closed), history, at, utc)


def practised(*days_ago: int) -> Overview:
    """The overview of one right question on each of these days."""
    return seen(History(closed=tuple(closed(str(days), NOW - days * DAY) for days in days_ago)))


# --- skills -----------------------------------------------------------------------------------------------------------------------


def card(due: float, stability: float = 10.0, reviewed: float = NOW) -> Card:
    return Card(due, reviewed, stability, 5.0, 2, None)


def test_a_learner_of_whom_nothing_is_recorded_has_nothing() -> None:
    empty = seen(History())
    assert [skill.name for skill in empty.skills] == list(SKILLS)
    assert {(skill.mastery, skill.level, skill.seen, skill.correct, skill.due, skill.is_met) for skill in empty.skills} == {
        (0.0, 1, 0, 0, None, False)
    }
    assert [skill.name for skill in empty.skills if skill.is_open] == ["constant"]
    assert (empty.calendar, empty.mistakes, list(empty.due)) == ((), (), [])
    assert (empty.questions, empty.right, empty.streak, empty.longest_streak, empty.has_practised_today) == (0, 0, 0, 0, False)


@pytest.mark.parametrize(
    ("passed", "days", "mastery"),
    [(5, 0, 1.0), (3, 0, 0.6), (0, 0, 0.0), (5, 10, 0.9), (3, 10, 0.54), (0, 400, 0.0)],
)
def test_mastery_is_the_share_of_levels_passed_times_what_is_still_recalled(passed: int, days: int, mastery: float) -> None:
    """A card of stability 10 is recalled in nine cases of ten after ten days: that is what stability means."""
    learner = Learner({"power": Standing(passed=passed, card=card(NOW))})
    (power,) = [skill for skill in overview(learner, History(), NOW + days * DAY, utc).skills if skill.name == "power"]
    assert power.mastery == pytest.approx(mastery)


def test_mastery_is_between_0_and_1_also_where_the_clock_was_put_back() -> None:
    learner = Learner({name: Standing(passed=5, card=card(NOW)) for name in SKILLS})
    for at in (0.0, NOW, NOW + 1e9):
        assert all(0 <= skill.mastery <= 1 for skill in overview(learner, History(), at, utc).skills)


def test_a_learner_who_has_mastered_everything_waits_for_nothing() -> None:
    learner = Learner({name: Standing(passed=5, seen=9, correct=8, card=card(NOW + DAY)) for name in SKILLS})
    full = overview(learner, History(), NOW, utc)
    assert {(skill.mastery, skill.level, skill.is_mastered, skill.waits, skill.seen, skill.correct) for skill in full.skills} == {
        (1.0, 5, True, (), 9, 8)
    }
    assert not full.due


def test_a_skill_waits_for_what_is_not_mastered_of_what_it_builds_on() -> None:
    learner = Learner({"power": Standing(passed=3), "exponential": Standing(passed=2)})
    product = next(skill for skill in overview(learner, History(), NOW, utc).skills if skill.name == "product")
    assert (product.waits, product.is_open) == (("exponential", "trigonometric", "logarithm"), False)
    assert all(skill.is_open == learner.is_open(skill.name) for skill in overview(learner, History(), NOW, utc).skills)


@pytest.mark.parametrize(
    ("seconds", "is_now", "days"),
    [(-30 * DAY, True, 0), (0, True, 0), (1, False, 0), (12 * 3600 - 1, False, 0), (12 * 3600, False, 1), (3 * DAY, False, 3)],
)
def test_when_something_is_due_is_said_in_local_days(seconds: float, is_now: bool, days: int) -> None:
    learner = Learner({"power": Standing(card=card(NOW + seconds))})
    power = next(skill for skill in overview(learner, History(), NOW, utc).skills if skill.name == "power")
    assert power.due == (NOW + seconds, is_now, days)


def test_what_is_due_is_what_the_quiz_would_ask_in_a_review() -> None:
    learner = Learner(
        {"power": Standing(card=card(NOW - 1)), "sum": Standing(card=card(NOW - 3)), "chain": Standing(card=card(NOW + 1))},
        {
            INNER: Recurring(2, NOW - DAY, 0, "chain", card(NOW - 2)),
            "chain.as_sum": Recurring(2, NOW - DAY, 3, "chain", card(NOW - 9)),  # faded
            "of.another_version": Recurring(2, NOW - DAY, 0, "a skill to come", card(NOW - 9)),
        },
    )
    due = [getattr(each, "id", None) or each.name for each in overview(learner, History(), NOW, utc).due]
    assert due == ["sum", INNER, "power"]
    asked = []
    while turn := choosing.turn(learner, choosing.Settings(is_review=True), NOW):
        asked.append(turn.mistake or turn.skill)
        left = {skill: standing for skill, standing in learner.standings.items() if turn.mistake or skill != turn.skill}
        learner = Learner(left, {id: each for id, each in learner.mistakes.items() if id != turn.mistake})
    assert asked == due


# --- mistakes ---------------------------------------------------------------------------------------------------------------------


def test_mistakes_are_counted_by_weeks_that_end_today() -> None:
    days_ago = [0, 0, 6, 7, 13, 14, 7 * WEEKS - 1, 7 * WEEKS, 900]
    history = History(closed=tuple(closed(str(n), NOW - days * DAY, "incorrect", made=(INNER,)) for n, days in enumerate(days_ago)))
    (mistake,) = seen(history).mistakes
    assert mistake.weeks == (1, 0, 0, 0, 0, 1, 2, 3)
    assert (mistake.id, mistake.name, mistake.count, mistake.last, mistake.days_ago) == (INNER, CATALOGUE[INNER].name, 9, NOW, 0)


def test_a_mistake_fades_as_it_is_avoided_and_is_back_when_it_is_made_again() -> None:
    records = [closed("0", NOW - 9 * DAY, "incorrect", made=(INNER,), skill="chain")]
    told = []
    for number in range(1, 4):
        records.append(closed(str(number), NOW - (9 - number) * DAY, avoided=(INNER,), skill="chain"))
        (mistake,) = seen(History(closed=tuple(records))).mistakes
        told.append((mistake.avoided, mistake.is_faded, mistake.due is None, mistake.days_ago, mistake.count))
    assert told == [(1, False, False, 9, 1), (2, False, False, 9, 1), (3, True, True, 9, 1)]
    (mistake,) = seen(History(closed=(*records, closed("4", NOW, "incorrect", made=(INNER,), skill="chain")))).mistakes
    assert (mistake.avoided, mistake.is_faded, mistake.days_ago, mistake.count) == (0, False, 0, 2)


def test_mistakes_that_are_looked_for_come_first_and_then_the_latest() -> None:
    ids = ["sign.negative", INNER, "trig.tan", "power.integrated"]
    mistakes = {id: Recurring(1, NOW - n * DAY, 3 * (n < 2), "chain", card(NOW)) for n, id in enumerate(ids)}
    assert [mistake.id for mistake in overview(Learner(mistakes=mistakes), History(), NOW, utc).mistakes] == [*ids[2:], *ids[:2]]


def test_skills_and_mistakes_of_another_version_break_nothing() -> None:
    history = History(
        closed=(
            closed("a", NOW - 2, "incorrect", skill="quaternions", made=("quaternion.order",)),
            closed("b", NOW - 1, "incorrect", made=("quaternion.order",)),
            closed("c", NOW, "a new outcome"),
        ),
        answers=(answer("d", NOW, "a new verdict"),),
    )
    found = seen(history)
    assert [(mistake.id, mistake.name, mistake.weeks[-1]) for mistake in found.mistakes] == [("quaternion.order", "quaternion.order", 2)]
    assert found.calendar == (PractisedDay(TODAY, 4, 0),)
    stored = Learner({"quaternions": Standing(passed=5, card=card(NOW))})
    assert [skill.name for skill in overview(stored, History(), NOW, utc).skills] == list(SKILLS)


# --- days -------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("records", "questions", "right"),
    [
        (History(closed=(closed("a", NOW),)), 1, 1),
        (History(closed=(closed("a", NOW),), answers=(answer("a", NOW - 9),)), 1, 1),
        (History(closed=(closed("a", NOW, "incorrect", 2),), answers=(answer("a", NOW, "incorrect"),)), 1, 0),
        (History(closed=(closed("a", NOW, "revealed", 1),)), 1, 0),
        (History(closed=(closed("a", NOW, "skipped", 0),)), 0, 0),
        (History(closed=(closed("a", NOW, "skipped", 0),), answers=(answer("a", NOW, "invalid"),)), 0, 0),
        (History(closed=(closed("a", NOW, "skipped", 0),), answers=(answer("a", NOW, "undecided"),)), 1, 0),
        (History(answers=(answer("cut off", NOW, "incorrect"),)), 1, 0),
        (History(answers=(answer("cut off", NOW, "incorrect"), answer("cut off", NOW, "correct", 2))), 1, 1),
        (History(answers=(answer("cut off", NOW, "correct", 2), answer("cut off", NOW, "incorrect", 1))), 1, 1),
        (History(answers=(answer("cut off", NOW, "invalid"),)), 0, 0),
    ],
)
def test_questions_with_an_answer_count_those_that_were_cut_off_as_well(records: History, questions: int, right: int) -> None:
    found = seen(records)
    assert (found.questions, found.right) == (questions, right)
    assert found.calendar == ((PractisedDay(TODAY, questions, right),) if questions else ())


@pytest.mark.parametrize(
    ("days_ago", "streak", "longest", "is_today"),
    [
        ((), 0, 0, False),
        ((0,), 1, 1, True),
        ((1,), 1, 1, False),
        ((2,), 0, 1, False),
        ((0, 1, 2, 3), 4, 4, True),
        ((1, 2, 3), 3, 3, False),
        ((0, 2, 3, 4), 1, 3, True),
        ((2, 3, 4, 5), 0, 4, False),
        ((0, 1, 5, 6, 7, 10), 2, 3, True),
        ((-1,), 0, 1, False),  # the clock was put back
        ((-1, 0, 1), 2, 3, True),
    ],
)
def test_a_streak_is_not_broken_by_a_day_that_is_not_over(days_ago: tuple[int, ...], streak: int, longest: int, is_today: bool) -> None:
    found = practised(*days_ago)
    assert (found.streak, found.longest_streak, found.has_practised_today) == (streak, longest, is_today)


@given(st.sets(st.integers(0, 60)))
def test_the_longest_streak_is_the_longest_run_of_days(days_ago: set[int]) -> None:
    is_practised = [day in days_ago for day in range(61)]
    runs = [len(list(run)) for was, run in groupby(is_practised) if was]
    found = practised(*days_ago)
    assert found.longest_streak == max(runs, default=0)
    first = next((day for day, was in enumerate(is_practised) if was), 99)
    assert found.streak == (runs[0] if first <= 1 else 0)
    assert [(TODAY - day.date).days for day in found.calendar] == sorted(days_ago, reverse=True)


ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Australia/Lord_Howe"]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("changes", [date(2026, 3, 29), date(2026, 10, 25), date(2026, 3, 8), date(2026, 11, 1), date(2026, 4, 5)])
@pytest.mark.parametrize("minutes", [1, 719, 1438])
def test_days_are_those_of_the_calendar_where_the_learner_is_also_where_one_has_23_or_25_hours(
    zone: str, changes: date, minutes: int
) -> None:
    local = ZoneInfo(zone)
    days = [changes + timedelta(n) for n in range(-3, 4)]
    midnights = [datetime(day.year, day.month, day.day, tzinfo=local) for day in days]
    moments = [(midnight + timedelta(minutes=minutes)).timestamp() for midnight in midnights]
    history = History(closed=tuple(closed(str(at), at) for at in moments))
    found = overview(replayed(history.closed), history, moments[-1], lambda at: datetime.fromtimestamp(at, local).date())
    assert [day.date for day in found.calendar] == days
    assert (found.streak, found.longest_streak, found.today) == (7, 7, days[-1])


def test_one_moment_is_of_different_days_in_different_places() -> None:
    late = datetime(2026, 11, 30, 23, 30, tzinfo=UTC).timestamp()
    history = History(closed=(closed("a", late),))
    days = {}
    for zone in ("America/New_York", "UTC", "Europe/Berlin"):
        found = overview(Learner(), history, late + 3600, lambda at, zone=zone: datetime.fromtimestamp(at, ZoneInfo(zone)).date())  # type: ignore[misc]
        days[zone] = (found.calendar[0].date.day, found.today.day, found.streak)
    assert days == {"America/New_York": (30, 30, 1), "UTC": (30, 1, 1), "Europe/Berlin": (1, 1, 1)}


def test_by_default_days_are_those_of_the_system() -> None:
    day = datetime(2026, 7, 1, 0, 30)
    assert local_day(day.timestamp()) == day.date()
    assert local_day((day - timedelta(hours=1)).timestamp()) == date(2026, 6, 30)


def test_years_of_practice_give_every_day_once() -> None:
    history = History(closed=tuple(closed(f"{day}-{n}", NOW - day * DAY - n, skill="constant") for day in range(800) for n in range(3)))
    found = overview(Learner(), history, NOW, utc)
    assert (len(found.calendar), found.questions, found.streak, found.longest_streak) == (800, 2400, 800, 800)
    assert {day.questions for day in found.calendar} == {3}
