"""A right answer stays right however it is rewritten, and becomes wrong when one thing in it is changed.

Belongs here: what the engine must say of generated answers. Does not: how they are generated (`rewriting`), labelled pairs (`test_pairs`).
"""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sympy import Expr

from pdtutor.calculus.equivalence import compare
from pdtutor.notation.reader import read
from pdtutor.notation.writers import PlainWriter
from tests.calculus.equivalence import oracle
from tests.calculus.equivalence.rewriting import derivatives, perturbed, rewritten

AGREEING = 12
QUICK = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
LONG = settings(deadline=None, max_examples=2000, suppress_health_check=list(HealthCheck))


def assert_same(right: Expr, answer: Expr) -> None:
    agreements = list(islice(oracle.common_points(right, answer, {}, 150), AGREEING))
    assert all(agreements), "the identity is wrong, not the engine"
    assume(len(agreements) == AGREEING)
    assert compare(right, answer).verdict == "same"
    assert compare(answer, right).verdict == "same"


def assert_different(right: Expr, answer: Expr) -> None:
    assume(oracle.witness(right, answer, {}, 60) is not None)
    assert compare(right, answer).verdict == "different"
    assert compare(answer, right).verdict == "different"


def stays_right(data: st.DataObject) -> None:
    right = data.draw(derivatives)
    assert_same(right, data.draw(rewritten(right)))


def stays_right_when_typed(data: st.DataObject) -> None:
    right = data.draw(derivatives)
    assert_same(right, read(PlainWriter()(data.draw(rewritten(right)))).expression)


def becomes_wrong(data: st.DataObject) -> None:
    right = data.draw(derivatives)
    answer = data.draw(perturbed(right))
    assume(answer is not None)
    assert_different(right, answer)


def becomes_wrong_when_rewritten(data: st.DataObject) -> None:
    right = data.draw(derivatives)
    answer = data.draw(perturbed(data.draw(rewritten(right))))
    assume(answer is not None)
    assert_different(right, answer)


FACTS = [stays_right, stays_right_when_typed, becomes_wrong, becomes_wrong_when_rewritten]
every_fact = pytest.mark.parametrize("fact", FACTS, ids=[fact.__name__ for fact in FACTS])


@every_fact
@QUICK
@given(data=st.data())
def test_an_answer(fact, data: st.DataObject) -> None:
    fact(data)


@pytest.mark.long
@every_fact
@LONG
@given(data=st.data())
def test_an_answer_at_length(fact, data: st.DataObject) -> None:
    fact(data)
