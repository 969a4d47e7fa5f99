"""What is known of a learner: where each skill stands, and which mistakes recur. It follows from the records alone.

Belongs here: the model, and how one closed question changes it. Does not: whose turn it is (`choosing`), keeping it (`practice.memory`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from pdtutor.grading.results import CORRECT
from pdtutor.practice.exercises.skills import SKILLS
from pdtutor.practice.quiz import placement, schedule
from pdtutor.practice.quiz.log import PLACEMENT, Closed
from pdtutor.practice.quiz.schedule import Card

TOP = 5  # levels
MASTERED = 3  # so many levels passed, and what builds on the skill opens
NEEDED = 2  # right answers in a row for a level; one until the first that is not
TOO_MANY = 2  # that were not right in the end in a row, and it goes a level down
FADED = 3  # times that a mistake was avoided in a row, and it is no longer looked for


@dataclass(frozen=True)
class Standing:
    """Where a skill stands.

    passed    how many of the five levels are passed
    run       how many questions in a row were right at once, since the last change of level; negative: not right even in the end
    is_clean  all ever were right at once
    seen      how many questions were closed, and how many of them were right in the end: `correct`
    held      how likely it was known when it turned out not to be; 1 as soon as it is known again
    """

    passed: int = 0
    run: int = 0
    is_clean: bool = True
    seen: int = 0
    correct: int = 0
    card: Card | None = None
    held: float = 1.0

    @property
    def level(self) -> int:
        """The level to be asked next."""
        return min(self.passed + 1, TOP)

    @property
    def is_mastered(self) -> bool:
        """Whether what builds on it is open."""
        return self.passed >= MASTERED


@dataclass(frozen=True)
class Recurring:
    """A mistake that was made.

    count    in how many questions
    last     when, in seconds since the epoch
    avoided  how often it could have been made since, and was not
    skill    where it was made last
    """

    count: int
    last: float
    avoided: int
    skill: str
    card: Card

    @property
    def is_faded(self) -> bool:
        """Whether it was avoided often enough."""
        return self.avoided >= FADED


@dataclass(frozen=True)
class Learner:
    """All that is known.

    standings  skill → where it stands; none of a skill that was never met
    mistakes   id → how it recurs
    placed     what was asked in the placement: rungs and whether they were right
    """

    standings: Mapping[str, Standing] = field(default_factory=dict)
    mistakes: Mapping[str, Recurring] = field(default_factory=dict)
    placed: tuple[placement.Answer, ...] = ()

    def standing(self, skill: str) -> Standing:
        """Where a skill stands."""
        return self.standings.get(skill, Standing())

    def is_open(self, skill: str) -> bool:
        """Whether everything that the skill builds on is mastered."""
        return all(self.standing(each).is_mastered for each in SKILLS[skill].requires)

    @property
    def suspected(self) -> tuple[str, ...]:
        """The mistakes that are looked for, the latest first."""
        open_ = ((id, mistake) for id, mistake in self.mistakes.items() if not mistake.is_faded)
        return tuple(id for id, _ in sorted(open_, key=lambda pair: -pair[1].last))


def replayed(closings: Iterable[Closed]) -> Learner:
    """The learner of whom all this is recorded."""
    learner = Learner()
    for closed in sorted(closings, key=lambda each: (each.at, each.question.id)):
        learner = after(learner, closed)
    return learner


def after(learner: Learner, closed: Closed) -> Learner:
    """The learner after one more question."""
    skill = closed.question.skill
    if skill not in SKILLS:
        return learner  # of a version to come
    is_placement = closed.question.reason == PLACEMENT and placement.next_rung(learner.placed) is not None
    standing = _asked(learner.standing(skill), closed) if is_placement else _moved(_reviewed(learner.standing(skill), closed), closed)
    learner = replace(learner, standings={**learner.standings, skill: standing}, mistakes=_mistakes(learner.mistakes, closed))
    return _placed(learner, closed) if is_placement else learner


def _asked(standing: Standing, closed: Closed) -> Standing:
    """After a question of the placement: what is not known yet is not to be reviewed, but to be learnt when its turn comes."""
    if closed.is_right_at_once:
        return _reviewed(standing, closed)
    return replace(standing, seen=standing.seen + 1, correct=standing.correct + (closed.outcome == CORRECT))


def _reviewed(standing: Standing, closed: Closed) -> Standing:
    rating = schedule.GOOD if closed.is_right_at_once else schedule.HARD if closed.outcome == CORRECT else schedule.AGAIN
    card = schedule.reviewed(standing.card, rating, closed.at)
    before = 1.0 if standing.card is None else schedule.retrievability(standing.card, closed.at)
    held = min(standing.held, before) if rating == schedule.AGAIN else 1.0
    return replace(standing, seen=standing.seen + 1, correct=standing.correct + (closed.outcome == CORRECT), card=card, held=held)


def _moved(standing: Standing, closed: Closed) -> Standing:
    """A level up, a level down, or on the way there. A question below the level that stands proves nothing new."""
    if closed.is_right_at_once:
        if closed.question.level < standing.level:
            return replace(standing, run=max(standing.run, 0))
        run = max(standing.run, 0) + 1
        is_up = run >= (1 if standing.is_clean else NEEDED)
        return replace(standing, passed=min(standing.passed + 1, TOP) if is_up else standing.passed, run=0 if is_up else run)
    if closed.question.level > standing.level:
        return replace(standing, is_clean=False)
    if closed.outcome == CORRECT:
        return replace(standing, run=0, is_clean=False)
    run = min(standing.run, 0) - 1
    is_down = run <= -TOO_MANY
    return replace(standing, passed=max(standing.passed - is_down, 0), run=0 if is_down else run, is_clean=False)


def _mistakes(mistakes: Mapping[str, Recurring], closed: Closed) -> Mapping[str, Recurring]:
    made = {id: _made(mistakes.get(id), closed) for id in closed.made}
    avoided = {id: _avoided(mistakes[id], closed) for id in closed.avoided if id in mistakes and id not in made}
    return {**mistakes, **made, **avoided}


def _made(mistake: Recurring | None, closed: Closed) -> Recurring:
    card = schedule.reviewed(mistake.card if mistake else None, schedule.AGAIN, closed.at)
    return Recurring((mistake.count if mistake else 0) + 1, closed.at, 0, closed.question.skill, card)


def _avoided(mistake: Recurring, closed: Closed) -> Recurring:
    card = schedule.reviewed(mistake.card, schedule.GOOD, closed.at)
    return replace(mistake, avoided=mistake.avoided + 1, card=card)


def _placed(learner: Learner, closed: Closed) -> Learner:
    """The learner with one more answer of the placement; after the last one, what it shows is taken for mastered."""
    placed = (*learner.placed, placement.Answer(closed.question.skill, closed.is_right_at_once))
    learner = replace(learner, placed=placed)
    if placement.next_rung(placed) is not None:
        return learner
    standings = dict(learner.standings)
    for skill in placement.known(placed):
        standing = learner.standing(skill)
        card = standing.card or schedule.reviewed(None, schedule.GOOD, closed.at)
        standings[skill] = replace(standing, passed=max(standing.passed, MASTERED), card=card)
    return replace(learner, standings=standings)
