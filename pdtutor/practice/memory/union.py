"""Several histories as one, without loss, in whichever order they come together.

Belongs here: which of two records of the same thing stands, and the one order of all. Does not: files (`store`), documents (`transfer`).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import astuple, replace
from typing import TypeVar

from pdtutor.practice.quiz.log import Answered, Closed, History, Put

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value", Put, Answered, Closed)


def united(*histories: History) -> History:
    """Everything that any of them records, each question and each answer once, in the order of time.

    A question that was closed stands before one that was not. Of two that differ otherwise, which no two quizzes leave behind, the same
    one stands whatever the order: uniting is commutative, associative and idempotent.
    """
    given = [each for history in histories for each in history.answers]
    closed = _each_once((each.question.id, each) for history in histories for each in history.closed)
    answers = _each_once(((each.question.id, each.number), each) for each in given)
    puts = _each_once((each.question.id, each.question) for each in given)
    puts.update((id, each.question) for id, each in closed.items())
    agreeing = (_with_question(each, puts[each.question.id]) for each in answers.values())
    return History(tuple(sorted(agreeing, key=moment_of_answer)), tuple(sorted(closed.values(), key=moment)))


def questions(history: History) -> frozenset[Put]:
    """Every question that was answered or closed."""
    return frozenset((*(each.question for each in history.answers), *(each.question for each in history.closed)))


def moment(closed: Closed) -> tuple[float, str]:
    """By which questions are ordered: when they were closed."""
    return closed.at, closed.question.id


def moment_of_answer(answer: Answered) -> tuple[float, str, int]:
    """By which answers are ordered: when they were given."""
    return answer.at, answer.question.id, answer.number


def _each_once(pairs: Iterable[tuple[_Key, _Value]]) -> dict[_Key, _Value]:
    found: dict[_Key, _Value] = {}
    for key, value in pairs:
        other = found.setdefault(key, value)
        if other is not value and other != value:
            found[key] = max(other, value, key=_content)
    return found


def _content(record: Put | Answered | Closed) -> tuple[object, ...]:
    """All that a record says, as what can be put in an order; of an answer, its question aside, which is settled by itself."""
    own = replace(record, question=_NONE) if isinstance(record, Answered) else record
    return astuple(own)


_NONE = Put("", "", "", "", 0, "", "", 0.0)


def _with_question(answer: Answered, question: Put) -> Answered:
    return answer if answer.question == question else replace(answer, question=question)
