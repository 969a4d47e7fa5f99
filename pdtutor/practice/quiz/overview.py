"""How far a learner has come: mastery, what is due, which mistakes recur and how they fade, on which days there was practice.

Belongs here: what follows from the records at one moment, as frozen data. Does not: words and pictures (`render.progress`), keeping the
records (`practice.memory`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from pdtutor.explain.mistakes.catalogue import CATALOGUE
from pdtutor.grading.results import CORRECT, INVALID
from pdtutor.practice.exercises.skills import SKILLS
from pdtutor.practice.quiz import schedule
from pdtutor.practice.quiz.learner import TOP, Learner, Recurring, Standing
from pdtutor.practice.quiz.log import Answered, Closed, History

WEEKS = 8  # in which a mistake is looked for
DAY = timedelta(days=1)

DayOf = Callable[[float], date]


def local_day(at: float) -> date:
    """The day that it is, at so many seconds since the epoch, where this process runs."""
    return datetime.fromtimestamp(at).date()


class Due(NamedTuple):
    """When something comes back.

    at      seconds since the epoch
    is_now  whether it is due already
    days    local days from today; 0 is today, or before
    """

    at: float
    is_now: bool
    days: int


@dataclass(frozen=True)
class SkillProgress:
    """How a skill stands.

    name, title  as in `SKILLS`
    mastery      the share of the levels that is passed, times how likely it is to be recalled now; from 0 to 1
    level        the level to be asked next, and how many are `passed`
    waits        the skills to be mastered before this one opens; none where it is open
    seen         how many of its questions were closed, and how many of them were right in the end: `correct`
    due          None where nothing is scheduled
    """

    name: str
    title: str
    mastery: float
    level: int
    passed: int
    is_mastered: bool
    waits: tuple[str, ...]
    seen: int
    correct: int
    due: Due | None

    @property
    def is_open(self) -> bool:
        """Whether everything that it builds on is mastered."""
        return not self.waits

    @property
    def is_met(self) -> bool:
        """Whether anything is known of it."""
        return self.due is not None


@dataclass(frozen=True)
class MistakeProgress:
    """How a mistake recurs, or fades.

    name     what it is called; its id where this version knows no name
    count    in how many questions it was made
    last     when, in seconds since the epoch: `days_ago` local days ago
    avoided  how often it could have been made since, and was not
    weeks    in how many questions it was made in each of the last weeks, the one that ends today at the end
    due      when it is looked for again; None where it has faded, or where its skill is unknown to this version
    """

    id: str
    name: str
    count: int
    last: float
    days_ago: int
    avoided: int
    is_faded: bool
    weeks: tuple[int, ...]
    due: Due | None


class PractisedDay(NamedTuple):
    """A local day with practice: how many questions were answered, and how many of them rightly."""

    date: date
    questions: int
    right: int


@dataclass(frozen=True)
class Overview:
    """All of it at one moment.

    today     the learner's local day
    skills    all, in the order of the syllabus
    mistakes  all that were made: first those that are still looked for, the latest first
    calendar  the days with practice, the earliest first
    """

    today: date
    skills: tuple[SkillProgress, ...]
    mistakes: tuple[MistakeProgress, ...] = ()
    calendar: tuple[PractisedDay, ...] = ()

    @property
    def scheduled(self) -> Sequence[tuple[Due, SkillProgress | MistakeProgress]]:
        """What comes back and when, the soonest first."""
        things: tuple[SkillProgress | MistakeProgress, ...] = (*self.skills, *self.mistakes)
        return sorted(((each.due, each) for each in things if each.due is not None), key=lambda pair: pair[0].at)

    @property
    def due(self) -> Sequence[SkillProgress | MistakeProgress]:
        """What is due now, the longest due first."""
        return [each for due, each in self.scheduled if due.is_now]

    @property
    def questions(self) -> int:
        """How many questions were answered."""
        return sum(day.questions for day in self.calendar)

    @property
    def right(self) -> int:
        """How many of them rightly."""
        return sum(day.right for day in self.calendar)

    @property
    def has_practised_today(self) -> bool:
        """Whether a question was answered today."""
        return self.today in self._days

    @property
    def streak(self) -> int:
        """How many days in a row there was practice, up to today; up to yesterday where there was none today yet."""
        return _streak_to(self.today if self.has_practised_today else self.today - DAY, self._days)

    @property
    def longest_streak(self) -> int:
        """How many days in a row there ever was practice."""
        days = self._days
        return max((_streak_to(day, days) for day in days if day + DAY not in days), default=0)

    @property
    def _days(self) -> Set[date]:
        return {day.date for day in self.calendar}


def _streak_to(last: date, days: Set[date]) -> int:
    length = 0
    while last - length * DAY in days:
        length += 1
    return length


def overview(learner: Learner, history: History, at: float, day_of: DayOf = local_day) -> Overview:
    """How far the learner has come.

    at      now, in seconds since the epoch
    day_of  the learner's local day at such a moment
    """
    today = day_of(at)

    def due(moment: float) -> Due:
        return Due(moment, moment <= at, max((day_of(moment) - today).days, 0))

    skills = tuple(_skill(name, learner, at, due) for name in SKILLS)
    weeks = _weeks(history.closed, today, day_of)
    mistakes = [_mistake(id, made, weeks, (today - day_of(made.last)).days, due) for id, made in learner.mistakes.items()]
    ordered = sorted(mistakes, key=lambda mistake: (mistake.is_faded, -mistake.last, mistake.id))
    return Overview(today, skills, tuple(ordered), _calendar(history, day_of))


# --- skills and mistakes ----------------------------------------------------------------------------------------------------------


def _skill(name: str, learner: Learner, at: float, due: Callable[[float], Due]) -> SkillProgress:
    skill, standing = SKILLS[name], learner.standing(name)
    return SkillProgress(
        name,
        skill.title,
        _mastery(standing, at),
        standing.level,
        standing.passed,
        standing.is_mastered,
        tuple(each for each in skill.requires if not learner.standing(each).is_mastered),
        standing.seen,
        standing.correct,
        due(standing.card.due) if standing.card else None,
    )


def _mastery(standing: Standing, at: float) -> float:
    if standing.card is None:
        return 0.0
    return standing.passed / TOP * min(standing.held, schedule.retrievability(standing.card, at))


def _mistake(id: str, made: Recurring, weeks: Mapping[str, Sequence[int]], days_ago: int, due: Callable[[float], Due]) -> MistakeProgress:
    is_looked_for = not made.is_faded and made.skill in SKILLS
    return MistakeProgress(
        id,
        CATALOGUE[id].name if id in CATALOGUE else id,
        made.count,
        made.last,
        max(days_ago, 0),
        made.avoided,
        made.is_faded,
        tuple(weeks.get(id, [0] * WEEKS)),
        due(made.card.due) if is_looked_for else None,
    )


def _weeks(closed: Sequence[Closed], today: date, day_of: DayOf) -> Mapping[str, Sequence[int]]:
    """Mistake → how often it was made in each of the last weeks, each of seven days, the one that ends today at the end."""
    weeks: dict[str, list[int]] = defaultdict(lambda: [0] * WEEKS)
    for question in closed:
        back = (today - day_of(question.at)).days // 7 if question.made else -1
        if 0 <= back < WEEKS:
            for id in question.made:
                weeks[id][WEEKS - 1 - back] += 1
    return weeks


# --- days -------------------------------------------------------------------------------------------------------------------------


def _calendar(history: History, day_of: DayOf) -> tuple[PractisedDay, ...]:
    questions, right = Counter[date](), Counter[date]()
    for at, is_right in _answered(history):
        day = day_of(at)
        questions[day] += 1
        right[day] += is_right
    return tuple(PractisedDay(day, questions[day], right[day]) for day in sorted(questions))


def _answered(history: History) -> Iterator[tuple[float, bool]]:
    """When each question was done with that has an answer which could be read, and whether it was right in the end.

    A question that was cut off counts as well, at its last answer.
    """
    closed = {question.question.id: question for question in history.closed}
    answers: dict[str, Answered] = {}
    for answer in history.answers:
        id = answer.question.id
        if answer.verdict != INVALID and (id not in answers or answer.number > answers[id].number):
            answers[id] = answer
    for question in closed.values():
        if question.attempts or question.question.id in answers:
            yield question.at, question.outcome == CORRECT
    for id, answer in answers.items():
        if id not in closed:
            yield answer.at, answer.verdict == CORRECT
