"""The document: nothing is lost on the way, and whatever else is read is refused in a sentence."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inline_snapshot import snapshot

from pdtutor.errors import FileError
from pdtutor.practice.memory.store import Forgetful
from pdtutor.practice.memory.transfer import exported, imported
from pdtutor.practice.memory.union import united
from pdtutor.practice.quiz.log import Answered, Closed, History, Put
from tests.practice.memory.histories import conflicting, histories, practised

PUT = Put("a-1", "a", "chain-3-7", "chain", 3, "derivative", "due", 1.7e9)
OPEN = Put("a-2", "a", "sum-1-8", "sum", 1, "choice", "weakest", 1.7e9 + 30)
SMALL = History(
    (
        Answered(PUT, 1, '2x "é"\n\u2028\x1b[31m', "incorrect", ("chain.inner_missing", "sign.lost"), 1.7e9 + 3),
        Answered(PUT, 2, "cos(2x)·2", "correct", (), 1.7e9 + 9.5),
        Answered(OPEN, 1, "b", "invalid", (), 1.7e9 + 33),
    ),
    (Closed(PUT, "correct", 2, 1, ("chain.inner_missing",), (), 1.7e9 + 9.5, 9.5),),
)


def test_the_document_is_one_that_can_be_read() -> None:
    assert exported(SMALL) == snapshot("""\
{"format": 1, "program": "pdtutor",
 "questions": [
  {"id": "a-1", "session": "a", "exercise": "chain-3-7", "skill": "chain", "level": 3, "type": "derivative", "reason": "due", "at": 1700000000.0, "closed": {"outcome": "correct", "attempts": 2, "hints": 1, "made": ["chain.inner_missing"], "avoided": [], "at": 1700000009.5, "seconds": 9.5}},
  {"id": "a-2", "session": "a", "exercise": "sum-1-8", "skill": "sum", "level": 1, "type": "choice", "reason": "weakest", "at": 1700000030.0}
 ],
 "answers": [
  {"question": "a-1", "number": 1, "text": "2x \\"é\\"\\n\u2028\\u001b[31m", "verdict": "incorrect", "mistakes": ["chain.inner_missing", "sign.lost"], "at": 1700000003.0},
  {"question": "a-1", "number": 2, "text": "cos(2x)·2", "verdict": "correct", "mistakes": [], "at": 1700000009.5},
  {"question": "a-2", "number": 1, "text": "b", "verdict": "invalid", "mistakes": [], "at": 1700000033.0}
 ]
}
""")  # noqa: E501


@given(histories)
@settings(deadline=None)
def test_what_was_written_is_read_again_without_loss(history: History) -> None:
    text = exported(history)
    assert imported(text, "x.json") == united(history)
    assert exported(imported(text, "x.json")) == text
    assert text.encode().decode() == text
    assert json.loads(text)["format"] == 1


@given(conflicting)
@settings(deadline=None)
def test_the_same_history_is_the_same_document(history: History) -> None:
    turned = History(tuple(reversed(history.answers)), tuple(reversed(history.closed)))
    assert exported(turned) == exported(history)
    assert imported(exported(history), "x.json") == united(history)


@given(histories, histories)
@settings(deadline=None, max_examples=30)
def test_by_way_of_the_document_two_memories_come_to_know_the_same(one: History, other: History) -> None:
    first, second = Forgetful(history=one), Forgetful(history=other)
    first.merge(imported(exported(second.history()), "x.json"))
    second.merge(imported(exported(first.history()), "x.json"))
    assert exported(first.history()) == exported(second.history())
    assert first.learner() == second.learner()
    assert first.merge(imported(exported(first.history()), "x.json")) == 0


def test_a_text_that_no_terminal_decoded_can_be_written() -> None:
    text = exported(History((Answered(PUT, 1, "\udcff", "invalid", (), 1.7e9),)))
    assert imported(text, "x.json").answers[0].text == "?"


def test_a_mark_at_the_beginning_and_unknown_fields_do_not_matter() -> None:
    data = json.loads(exported(SMALL))
    data["mood"] = data["questions"][0]["mood"] = data["answers"][0]["mood"] = "calm"
    assert imported("\ufeff" + json.dumps(data), "x.json") == SMALL


def test_a_question_without_anything_is_nothing_to_remember() -> None:
    data = json.loads(exported(SMALL))
    data["answers"] = []
    assert imported(json.dumps(data), "x.json") == History((), SMALL.closed)


# --- what is no export ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "x.json is not JSON: line 1, column 1."),
        ("{", "x.json is not JSON: line 1, column 2."),
        ('{"format": 1,\n "program": pdtutor}', "x.json is not JSON: line 2, column 13."),
        (exported(SMALL)[:-4], "x.json is not JSON: line 10, column 2."),
        ("null", "x.json is no export of a pdtutor's progress."),
        ("[]", "x.json is no export of a pdtutor's progress."),
        ("{}", "x.json is no export of a pdtutor's progress."),
        ('{"format": 1, "program": "other"}', "x.json is no export of a pdtutor's progress."),
        ('{"format": 2, "program": "pdtutor"}', "x.json was written by a newer pdtutor."),
        ('{"format": 9e99, "program": "pdtutor"}', "x.json is no export of a pdtutor's progress: its “format” must be 1."),
        ('{"format": true, "program": "pdtutor"}', "x.json is no export of a pdtutor's progress: its “format” must be 1."),
        ('{"format": "1", "program": "pdtutor"}', "x.json is no export of a pdtutor's progress: its “format” must be 1."),
        ('{"format": 0, "program": "pdtutor"}', "x.json is no export of a pdtutor's progress: its “format” must be 1."),
        ('{"program": "pdtutor"}', "x.json is no export of a pdtutor's progress: its “format” must be 1."),
        ('{"format": 1, "program": "pdtutor"}', "x.json cannot be read: “questions” must be a list."),
        ('{"format": 1, "program": "pdtutor", "questions": {}}', "x.json cannot be read: “questions” must be a list."),
        ('{"format": 1, "program": "pdtutor", "questions": []}', "x.json cannot be read: “answers” must be a list."),
        ('{"format": 1, "format": 1}', "x.json cannot be read: “format” is there twice in the same record."),
        ("[" * 100_000, "x.json cannot be read: its brackets are nested too deeply."),
        ('{"a":' * 100_000, "x.json cannot be read: its brackets are nested too deeply."),
        ("1" * 5_000, "x.json cannot be read: one of its numbers has too many digits."),
    ],
    ids=range(21),
)
def test_another_text_is_refused_with_what_is_wrong_with_it(text: str, message: str) -> None:
    with pytest.raises(FileError) as refused:
        imported(text, "x.json")
    assert refused.value.message == message
    assert refused.value.hint


def test_a_text_that_is_too_long_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pdtutor.practice.memory.transfer.LONGEST", 1_000)
    with pytest.raises(FileError, match=r"^x\.json is longer than any export: 1001 characters\.$"):
        imported("x" * 1_001, "x.json")


NAME = "must be a name of 1 to 200 characters"
NAMES = "must be a list of the names of mistakes"
MOMENT = "must be a number from 0 to 32503680000"


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        (("questions", 0), None, "in question 1, a record must stand in braces"),
        (("questions", 1), [], "in question 2, a record must stand in braces"),
        (("questions", 0, "closed"), "yes", "in question 1, a record must stand in braces"),
        (("answers", 2), 7, "in answer 3, a record must stand in braces"),
        (("questions", 0, "id"), "", f"in question 1, “id” {NAME}"),
        (("questions", 0, "id"), 7, f"in question 1, “id” {NAME}"),
        (("questions", 0, "id"), ["a"], f"in question 1, “id” {NAME}"),
        (("questions", 0, "id"), "x" * 201, f"in question 1, “id” {NAME}"),
        (("questions", 0, "session"), "a\nb", f"in question 1, “session” {NAME}"),
        (("questions", 0, "skill"), "\x1b[31mchain", f"in question 1, “skill” {NAME}"),
        (("questions", 0, "exercise"), "\ud800", f"in question 1, “exercise” {NAME}"),
        (("questions", 1, "type"), None, f"in question 2, “type” {NAME}"),
        (("questions", 0, "level"), 0, "in question 1, “level” must be a whole number from 1 to 5"),
        (("questions", 0, "level"), 6, "in question 1, “level” must be a whole number from 1 to 5"),
        (("questions", 0, "level"), 3.0, "in question 1, “level” must be a whole number from 1 to 5"),
        (("questions", 0, "level"), True, "in question 1, “level” must be a whole number from 1 to 5"),
        (("questions", 0, "level"), "3", "in question 1, “level” must be a whole number from 1 to 5"),
        (("questions", 0, "level"), 10**4000, "in question 1, “level” must be a whole number from 1 to 5"),
        (("questions", 0, "reason"), "because", "in question 1, “reason” must be one of: placement, due, recurring, weakest, wanted"),
        (("questions", 0, "reason"), {}, "in question 1, “reason” must be one of: placement, due, recurring, weakest, wanted"),
        (("questions", 0, "at"), float("nan"), f"in question 1, “at” {MOMENT}"),
        (("questions", 0, "at"), float("inf"), f"in question 1, “at” {MOMENT}"),
        (("questions", 0, "at"), -1, f"in question 1, “at” {MOMENT}"),
        (("questions", 0, "at"), 10**400, f"in question 1, “at” {MOMENT}"),
        (("questions", 0, "at"), False, f"in question 1, “at” {MOMENT}"),
        (("questions", 0, "closed", "outcome"), "right", "in question 1, “outcome” must be one of: correct, incorrect, skipped, revealed"),
        (("questions", 0, "closed", "attempts"), -1, "in question 1, “attempts” must be a whole number from 0 to 1000000"),
        (("questions", 0, "closed", "hints"), 1_000_001, "in question 1, “hints” must be a whole number from 0 to 1000000"),
        (("questions", 0, "closed", "made"), "chain", f"in question 1, “made” {NAMES}"),
        (("questions", 0, "closed", "made"), ["two words"], f"in question 1, “made” {NAMES}"),
        (("questions", 0, "closed", "avoided"), [""], f"in question 1, “avoided” {NAMES}"),
        (("questions", 0, "closed", "avoided"), ["\x07"], f"in question 1, “avoided” {NAMES}"),
        (("questions", 0, "closed", "avoided"), ["x"] * 201, f"in question 1, “avoided” {NAMES}"),
        (("questions", 0, "closed", "at"), 1e300, f"in question 1, “at” {MOMENT}"),
        (("questions", 0, "closed", "seconds"), "9", "in question 1, “seconds” must be a number from -32503680000 to 32503680000"),
        (("answers", 0, "question"), "a-9", "in answer 1, “question” must be the id of one of the questions"),
        (("answers", 0, "question"), {}, "in answer 1, “question” must be the id of one of the questions"),
        (("answers", 1, "number"), 0, "in answer 2, “number” must be a whole number from 1 to 1000000"),
        (("answers", 1, "number"), 1, "in answer 2, the same answer is there twice"),
        (("answers", 1, "text"), None, "in answer 2, “text” must be a text of at most 1000000 characters"),
        (("answers", 1, "text"), "x" * 1_000_001, "in answer 2, “text” must be a text of at most 1000000 characters"),
        (("answers", 1, "verdict"), "good", "in answer 2, “verdict” must be one of: correct, incorrect, invalid, undecided"),
        (("answers", 1, "mistakes"), [7], f"in answer 2, “mistakes” {NAMES}"),
        (("answers", 1, "mistakes"), {"a": 1}, f"in answer 2, “mistakes” {NAMES}"),
        (("questions", 1, "id"), "a-1", "in question 2, the same question is there twice"),
    ],
    ids=lambda value: None if isinstance(value, tuple | str) else "",
)
def test_a_field_that_does_not_hold_what_it_should_is_named_with_its_place(
    path: tuple[str | int, ...], value: object, problem: str
) -> None:
    data = json.loads(exported(SMALL))
    *above, last = path
    place = data
    for each in above:
        place = place[each]
    place[last] = value
    with pytest.raises(FileError) as refused:
        imported(json.dumps(data), "x.json")
    assert refused.value.message == f"x.json cannot be read: {problem}."


def places(data: Any) -> Iterator[Callable[[object], None]]:
    """Everything in some data, to be set anew."""
    for key, value in list(data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()):
        yield lambda new, key=key: data.__setitem__(key, new)
        yield from places(value)


def outcome(text: str) -> History | str:
    """The history that is read, or what is said."""
    try:
        return imported(text, "x.json")
    except FileError as error:
        return error.message


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.text(max_size=5), parts, max_size=3),
    max_leaves=4,
)


@given(st.randoms(use_true_random=False), anything)
@settings(deadline=None, max_examples=300)
def test_whatever_stands_anywhere_gives_a_history_that_can_be_kept_or_is_refused(chance: random.Random, value: object) -> None:
    data = json.loads(exported(practised(3)))
    chance.choice(list(places(data)))(value)
    result = outcome(json.dumps(data))
    if isinstance(result, str):
        assert result.startswith("x.json")
    else:
        assert Forgetful(history=result).history() == result
        assert outcome(exported(result)) == result


@given(st.text())
@settings(deadline=None, max_examples=300)
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(FileError, match=r"^x\.json "):
        imported(text, "x.json")


@given(st.integers(0), st.integers(1, 30))
@settings(deadline=None, max_examples=200)
def test_a_document_in_which_a_piece_is_missing_gives_a_history_or_is_refused(place: int, length: int) -> None:
    text = exported(SMALL)
    start = place % (len(text) - 31)
    result = outcome(text[:start] + text[start + length :])
    assert isinstance(result, History) or result.startswith("x.json")
