"""Answers that are given beforehand."""

from __future__ import annotations

import pytest

from pdtutor.errors import FileError
from pdtutor.grading.results import CORRECT, INCORRECT, INVALID
from pdtutor.practice.quiz.answers import GivenAnswers, parse, scripted, unused
from pdtutor.practice.quiz.choosing import Settings
from pdtutor.practice.quiz.learner import Learner
from pdtutor.practice.quiz.log import SKIPPED, Answered, Closed, Record
from pdtutor.practice.quiz.quiz_run import QuizRun
from pdtutor.practice.quiz.results import QuizResult
from tests.practice.quiz.records import NOW

TEXTS = [
    ("", GivenAnswers(lines=())),
    ("2x\n\n  3y \n", GivenAnswers(lines=("2x", "  3y "))),
    ("[2x, 3y]\n", GivenAnswers(lines=("[2x, 3y]",))),
    ("{1}\n", GivenAnswers(lines=("{1}",))),
    ("\ufeff2x", GivenAnswers(lines=("2x",))),
    ("hint\nskip", GivenAnswers(lines=("hint", "skip"))),
    ("# mine\n2x", GivenAnswers(lines=("# mine", "2x"))),
    ("answers: ['2x', ['a', 'b'], ]", GivenAnswers(in_order=(("2x",), ("a", "b")))),
    ("seed: 7\nanswers:\n- 2x\n-\n- 3\n", GivenAnswers(in_order=(("2x",), (), ("3",)), seed=7)),
    ('{"answers": {"chain-1-5": "2x", "sum-2-1": ["1", "2"]}}', GivenAnswers(by_id={"chain-1-5": ("2x",), "sum-2-1": ("1", "2")})),
    ("answers: {}", GivenAnswers(by_id={})),
]


@pytest.mark.parametrize(("text", "given"), TEXTS)
def test_what_a_text_says(text: str, given: GivenAnswers) -> None:
    assert parse(text, "answers.yaml") == given


REFUSED = [
    ("answers: 2x", "answers.yaml has no answers."),
    ("seed: 3", "answers.yaml has no answers."),
    ("answers: [2x\n", "answers.yaml:"),
    ("answers: {a: {b: c}}", "answers.yaml: the answer to "),
    ("answers: [[[2]]]", "answers.yaml: the answer to "),
    ("seed: x\nanswers: []", "answers.yaml: the seed "),
    ("answers: []\nfoo: 1", "answers.yaml: there is no key "),
    ('{"answers": [], "answers": []}', "answers.yaml: the key "),
]


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_a_text_with_keys_that_are_wrong_is_refused(text: str, message: str) -> None:
    with pytest.raises(FileError) as caught:
        parse(text, "answers.yaml")
    assert caught.value.message.startswith(message)


def played(given: GivenAnswers, count: int = 3) -> tuple[QuizResult, list[Record]]:
    kept: list[Record] = []
    run = QuizRun("session", 3, Settings("power", 1, count), Learner())
    return scripted(run, given, kept.append, lambda: NOW), kept


def keys() -> list[str]:
    """The right answers of that quiz."""
    result, _ = played(GivenAnswers(in_order=()))
    return [item.task.key for item in result.items]


def test_answers_in_order_go_to_the_questions_in_order() -> None:
    first, _, third = keys()
    result, _ = played(GivenAnswers(in_order=((first,), (), ("1", third))))
    assert [item.verdict for item in result.items] == [CORRECT, SKIPPED, CORRECT]
    assert [item.attempts for item in result.items] == [1, 0, 2]


def test_answers_by_exercise_go_to_their_exercise() -> None:
    ids = [item.id for item in played(GivenAnswers(in_order=()))[0].items]
    given = GivenAnswers(by_id={ids[1]: (keys()[1],), "chain-1-1": ("2x",)})
    result, _ = played(given)
    assert [item.verdict for item in result.items] == [SKIPPED, CORRECT, SKIPPED]
    assert unused(given, result) == ("chain-1-1",)


def test_lines_are_typed_one_after_the_other_words_included() -> None:
    first, second, _ = keys()
    result, _ = played(GivenAnswers(lines=("hint", first, "0.5", second, "skip")))
    assert [(item.verdict, item.attempts, item.hints) for item in result.items] == [(CORRECT, 1, 1), (CORRECT, 2, 0), (SKIPPED, 0, 0)]


def test_what_has_no_answer_is_skipped_without_being_held_against_anybody() -> None:
    first, *_ = keys()
    result, kept = played(GivenAnswers(lines=(first,)))
    assert [item.verdict for item in result.items] == [CORRECT, SKIPPED, SKIPPED]
    assert [type(record) for record in kept] == [Answered, Closed] or [type(record) for record in kept] == [Closed, Answered]


def test_a_second_answer_that_is_missing_leaves_the_question_wrong() -> None:
    result, kept = played(GivenAnswers(in_order=(("0.5",),)))
    assert result.items[0].verdict == INCORRECT
    assert [(record.outcome, record.attempts) for record in kept if isinstance(record, Closed)] == [(INCORRECT, 1)]


def test_an_answer_that_cannot_be_read_is_told_from_none() -> None:
    result, _ = played(GivenAnswers(in_order=(("2x +",),)))
    assert [(item.verdict, item.answer) for item in result.items] == [(INVALID, "2x +"), (SKIPPED, None), (SKIPPED, None)]
