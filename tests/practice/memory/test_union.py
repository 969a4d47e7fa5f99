"""Histories come together without loss, in whichever order."""

from __future__ import annotations

from hypothesis import given, settings

from pdtutor.practice.memory.union import united
from pdtutor.practice.quiz.log import History
from tests.practice.memory.histories import conflicting, histories


@given(conflicting, conflicting)
@settings(deadline=None)
def test_the_order_of_two_makes_no_difference(one: History, other: History) -> None:
    assert united(one, other) == united(other, one)


@given(conflicting, conflicting, conflicting)
@settings(deadline=None)
def test_the_order_of_three_makes_no_difference(one: History, two: History, three: History) -> None:
    assert united(united(one, two), three) == united(one, united(two, three)) == united(one, two, three)


@given(conflicting)
@settings(deadline=None)
def test_what_is_united_already_stays_as_it_is(history: History) -> None:
    whole = united(history)
    assert united(whole, history) == united(whole, whole) == united(whole) == whole


@given(histories, histories)
@settings(deadline=None)
def test_every_question_and_answer_of_either_is_there_once(one: History, other: History) -> None:
    whole = united(one, other)
    closed = [each.question.id for each in whole.closed]
    answers = [(each.question.id, each.number) for each in whole.answers]
    assert sorted(closed) == sorted({each.question.id for history in (one, other) for each in history.closed})
    assert sorted(answers) == sorted({(each.question.id, each.number) for history in (one, other) for each in history.answers})
    assert {*whole.closed} <= {*one.closed, *other.closed}


@given(conflicting, conflicting)
@settings(deadline=None)
def test_the_answers_to_a_question_agree_with_how_it_ended_on_what_it_is(one: History, other: History) -> None:
    whole = united(one, other)
    ended = {each.question.id: each.question for each in whole.closed}
    assert all(each.question == ended.get(each.question.id, each.question) for each in whole.answers)
    assert len({each.question for each in whole.answers}) == len({each.question.id for each in whole.answers})


@given(conflicting)
@settings(deadline=None)
def test_time_goes_forward(history: History) -> None:
    whole = united(history)
    for moments in ([each.at for each in whole.answers], [each.at for each in whole.closed]):
        assert moments == sorted(moments)
