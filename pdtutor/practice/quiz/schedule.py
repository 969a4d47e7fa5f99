"""When a thing comes back: FSRS cards, for skills and for mistakes alike.

Belongs here: the one contact with the `fsrs` package. Does not: what is on a card (`learner`), whose turn it is (`choosing`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import fsrs

AGAIN, HARD, GOOD = 1, 2, 3  # ratings, as FSRS counts them
SOON = timedelta(minutes=10)  # after which what went wrong comes back


@dataclass(frozen=True)
class Card:
    """The memory of one thing, in FSRS's terms.

    due, reviewed  seconds since the epoch
    stability      days after which it is recalled in nine cases of ten
    difficulty     from 1 to 10
    state, step    where in the schedule it is
    """

    due: float
    reviewed: float
    stability: float
    difficulty: float
    state: int
    step: int | None


def reviewed(card: Card | None, rating: int, at: float) -> Card:
    """The card after it was reviewed, of a new thing where there is none yet."""
    import fsrs

    before = fsrs.Card(card_id=0, due=_moment(at)) if card is None else _theirs(card)
    moment = _moment(at if card is None else max(at, card.reviewed))  # a clock may have been put back
    after, _ = _scheduler().review_card(before, fsrs.Rating(rating), moment)
    assert after.stability is not None
    assert after.difficulty is not None
    return Card(after.due.timestamp(), moment.timestamp(), after.stability, after.difficulty, int(after.state), after.step)


def retrievability(card: Card, at: float) -> float:
    """How likely it is to be recalled now, from 0 to 1."""
    return float(_scheduler().get_card_retrievability(_theirs(card), _moment(at)))


@cache
def _scheduler() -> fsrs.Scheduler:
    import fsrs

    return fsrs.Scheduler(learning_steps=(SOON,), relearning_steps=(SOON,), enable_fuzzing=False)


def _theirs(card: Card) -> fsrs.Card:
    import fsrs

    state = fsrs.State(card.state)
    return fsrs.Card(0, state, card.step, card.stability, card.difficulty, _moment(card.due), _moment(card.reviewed))


def _moment(at: float) -> datetime:
    return datetime.fromtimestamp(at, UTC)
