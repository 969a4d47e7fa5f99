"""A wrong answer is told from a right one, and the mistake that led there is named.

Belongs here: the tables of `mistake_examples` put to the judge. Does not: what the explanations say.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pytest

from pdtutor.grading.results import INCORRECT, Judgement, Mistake
from pdtutor.requests.check import check
from tests.grading.mistake_examples import EXAMPLES, LIKELIEST, OTHER_QUESTIONS, TWO_MISTAKES, AnotherQuestion, Example, TwoMistakes


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


@pytest.mark.parametrize("row", LIKELIEST, ids=written)
def test_of_several_mistakes_the_likeliest_is_named_first(row: Example) -> None:
    assert judged(row).mistakes[0].id == row.id


OTHER_WAYS = [
    ("x^2 e^x", "x", "2x e^x", ("Product of the derivatives",)),
    ("x cos x", "x", "cos x + x sin x", ("Product rule with a minus",)),
    ("ln(x + y)", "x", "1/x", ("One over the bare variable instead of one over the inside",)),
    ("cos(2z)", "z", "2sin(2z)", ()),
    ("(3x - 2)^5", "x", "5(3x - 2)^4", ()),
    ("e^(3x)", "x", "e^(3x)", ()),
    ("sigmoid(z)", "z", "sigmoid(z)", ()),
]


@pytest.mark.parametrize(("function", "wrt", "answer", "names"), OTHER_WAYS, ids=[row[0] for row in OTHER_WAYS])
def test_another_way_to_the_same_answer_is_told_unless_it_is_another_name_of_it(
    function: str, wrt: str, answer: str, names: tuple[str, ...]
) -> None:
    (mistake,) = check(function, answer=answer, wrt=wrt).judgement.mistakes
    assert mistake.other_ways == names
