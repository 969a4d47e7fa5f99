"""A wrong answer is told from a right one, and the mistake that led there is named.

Belongs here: the tables of `mistake_examples` put to the judge. Does not: what the explanations say.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pytest

from pdtutor.grading.results import INCORRECT, Judgement, Mistake
from pdtutor.requests.check import check
from tests.grading.mistake_examples import EXAMPLES, OTHER_QUESTIONS, TWO_MISTAKES, AnotherQuestion, Example, TwoMistakes


@cache
def judged(row: Example | AnotherQuestion) -> Judgement:
    return check(row.function, answer=row.answer, wrt=row.wrt, order=row.order, given=row.given).judgement


def named(mistakes: Iterable[Mistake]) -> list[str]:
    return [name for mistake in mistakes for name in (mistake.id, *mistake.also)]


def written(row: Example | TwoMistakes | AnotherQuestion) -> str:
    return " | ".join(str(part) for part in vars(row).values() if part)


@pytest.mark.parametrize("row", EXAMPLES, ids=written)
def test_the_first_entry_names_the_mistake(row: Example) -> None:
    judgement = judged(row)
    assert judgement.verdict == INCORRECT
    assert row.id in named(judgement.mistakes[:1])


@pytest.mark.parametrize("row", TWO_MISTAKES, ids=written)
def test_two_mistakes_at_once_are_both_named(row: TwoMistakes) -> None:
    judgement = check(row.function, answer=row.answer, wrt=row.wrt).judgement
    assert judgement.verdict == INCORRECT
    assert set(row.ids) <= set(named(judgement.mistakes))


@pytest.mark.parametrize("row", OTHER_QUESTIONS, ids=written)
def test_an_answer_to_another_question_is_recognised(row: AnotherQuestion) -> None:
    judgement = judged(row)
    assert judgement.verdict == INCORRECT
    assert row.id in named(judgement.mistakes[:1])


@pytest.mark.parametrize("row", EXAMPLES, ids=written)
def test_an_entry_names_an_id_once(row: Example) -> None:
    entries = [named([mistake]) for mistake in judged(row).mistakes]
    assert all(len(names) == len(set(names)) for names in entries)
