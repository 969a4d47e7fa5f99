"""Where a run stands, as data: kept and read again without loss, and whatever a damaged file holds is no state or a whole one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pdtutor.practice.state import Record, State, Try, as_data, from_data

TRIES = st.builds(
    Try, st.text(), st.sampled_from(["correct", "incorrect", "invalid", "undecided"]), st.lists(st.text(max_size=9)).map(tuple)
)
RECORDS = st.builds(
    Record,
    st.lists(TRIES, max_size=4).map(tuple),
    st.integers(0, 9),
    st.sampled_from([None, "skipped", "revealed", "correct", "incorrect"]),
    st.booleans(),
    st.none() | st.tuples(st.none() | st.integers(0, 9), st.text()),
)
STATES = st.builds(
    State,
    st.text(),
    st.text(),
    st.integers(-(10**30), 10**30),
    st.integers(0, 99),
    st.none() | st.tuples(st.integers(0, 9), st.integers(0, 2)),
    st.dictionaries(st.text(max_size=9), RECORDS, max_size=4),
)
ANSWERED = Record((Try("2x", "incorrect", ("chain",)), Try("é\x1b", "invalid")), 2, None, True, (1, "2x"))
WHOLE = State("a", "0" * 12, 3, 2, (1, 0), {"q": ANSWERED})
BARE = State("a", "0" * 12, 3)


@given(STATES)
@example(WHOLE)
@example(BARE)
@settings(deadline=None)
def test_what_is_kept_is_read_again_without_loss(state: State) -> None:
    text = json.dumps(as_data(state), allow_nan=False)
    assert text.isascii()
    assert from_data(json.loads(text)) == state


# --- what is no state -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data", [None, [], "", 0, True, {}, {"format": 1}, {"records": {}}, [as_data(WHOLE)], {"format": 1, "records": []}]
)
def test_other_data_is_no_state(data: object) -> None:
    assert from_data(data) is None


@pytest.mark.parametrize("format", [0, 2, "1", None, []])
def test_another_format_is_no_state(format: object) -> None:
    assert from_data({**as_data(WHOLE), "format": format}) is None


def places(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of everything in some data."""
    yield path
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from places(value, (*path, key))


def plain(state: State) -> Any:
    return json.loads(json.dumps(as_data(state)))


def put(data: Any, path: tuple[str | int, ...], value: object) -> Any:
    """The data with another value somewhere in it."""
    if not path:
        return value
    changed = deepcopy(data)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return changed


STRANGE = ["", "x", "9" * 5_000, 0, -1, 1.5, 1e999, float("nan"), None, True, [], [None], [[]], [1], ["a", "b"], {}, {"a": 1}, [1, 2, 3]]


KINDS_OF_LAST = ((int, str), (type(None), str))


def is_whole(state: State) -> bool:
    """Whether every part is of the kind that it should be."""
    tries = [each for record in state.records.values() for each in record.tries]
    is_inside = state.inside is None or (
        isinstance(state.inside, tuple) and len(state.inside) == 2 and all(type(n) is int for n in state.inside)
    )
    return (
        all(type(text) is str for text in (state.lesson, state.version, *state.records))
        and all(type(number) is int for number in (state.seed, state.at, *(record.hints for record in state.records.values())))
        and all(record.outcome is None or type(record.outcome) is str for record in state.records.values())
        and all(record.last is None or tuple(map(type, record.last)) in KINDS_OF_LAST for record in state.records.values())
        and all(type(text) is str for each in tries for text in (each.text, each.verdict, *each.mistakes))
        and is_inside
    )


@pytest.mark.parametrize("strange", STRANGE, ids=lambda value: repr(value)[:20])
def test_with_anything_strange_anywhere_it_is_none_or_a_whole_one(strange: object) -> None:
    data = plain(WHOLE)
    found = [from_data(put(data, path, strange)) for path in places(data)]
    assert all(state is None or is_whole(state) for state in found)
    assert any(state is None for state in found)


@given(st.data())
@settings(deadline=None, max_examples=150)
def test_with_anything_damaged_it_is_none_or_a_whole_one(drawn: st.DataObject) -> None:
    data = plain(drawn.draw(STATES))
    for _ in range(drawn.draw(st.integers(1, 3))):
        damage = st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
            max_leaves=5,
        )
        data = put(data, drawn.draw(st.sampled_from(list(places(data)))), drawn.draw(damage))
    state = from_data(data)
    assert state is None or is_whole(state)


def test_a_run_that_was_saved_without_a_last_answer_goes_on() -> None:
    data = plain(WHOLE)
    del data["records"]["q"]["last"]
    assert from_data(data) == WHOLE.with_record("q", replace(ANSWERED, last=None))


@pytest.mark.parametrize("key", [key for key in as_data(WHOLE) if key != "format"])
def test_with_a_part_missing_it_is_none(key: str) -> None:
    assert from_data({name: value for name, value in plain(WHOLE).items() if name != key}) is None


# --- what an exercise has come to -------------------------------------------------------------------------------------------------------


def record(verdicts: str, outcome: str | None = None) -> Record:
    return Record(tuple(Try("…", verdict) for verdict in verdicts.split()), outcome=outcome)


@pytest.mark.parametrize(
    ("found", "verdict", "attempts", "is_over"),
    [
        (record(""), "skipped", 0, False),
        (record("", "skipped"), "skipped", 0, False),
        (record("", "revealed"), "revealed", 0, True),
        (record("invalid"), "invalid", 0, False),
        (record("invalid undecided"), "undecided", 0, False),
        (record("undecided invalid"), "undecided", 0, False),
        (record("incorrect invalid undecided"), "incorrect", 1, False),
        (record("incorrect", "skipped"), "incorrect", 1, False),
        (record("invalid", "skipped"), "invalid", 0, False),
        (record("incorrect", "revealed"), "revealed", 1, True),
        (record("incorrect invalid correct", "correct"), "correct", 2, True),
        (record("incorrect incorrect incorrect", "incorrect"), "incorrect", 3, True),
    ],
)
def test_the_verdict_on_an_exercise_follows_from_its_answers(found: Record, verdict: str, attempts: int, is_over: bool) -> None:
    assert (found.verdict, found.attempts, found.is_over) == (verdict, attempts, is_over)


def test_each_mistake_is_listed_once_in_the_order_in_which_it_was_made() -> None:
    tries = (Try("a", "incorrect", ("chain", "sign")), Try("b", "incorrect", ("power", "chain")), Try("c", "correct"))
    assert Record(tries).mistakes == ("chain", "sign", "power")


def test_a_state_with_a_record_leaves_the_one_before_alone() -> None:
    state = BARE.with_record("q", Record(hints=1))
    assert (BARE.record("q"), state.record("q"), state.record("other")) == (Record(), Record(hints=1), Record())
