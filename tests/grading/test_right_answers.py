"""A right answer is right however it is written, and no mistake is found in it.

Belongs here: the table of `right_answers` put to the judge. Does not: wrong answers (`test_diagnosis`).
"""

from __future__ import annotations

import pytest

from pdtutor.grading.results import CORRECT
from pdtutor.requests.check import check
from tests.grading.right_answers import RIGHT_ANSWERS, RightAnswer


def written(row: RightAnswer) -> str:
    return " | ".join(str(part) for part in vars(row).values() if part)


@pytest.mark.parametrize("row", RIGHT_ANSWERS, ids=written)
def test_a_right_answer_is_accepted_and_no_mistake_found(row: RightAnswer) -> None:
    judgement = check(row.function, answer=row.answer, wrt=row.wrt, order=row.order, given=row.given).judgement
    assert judgement.verdict == CORRECT
    assert judgement.mistakes == ()
