"""The request for a descent: options in, runs out, or one clear error that names the mend."""

from __future__ import annotations

import random
from typing import Any

import pytest

from pdtutor.errors import TutorError
from pdtutor.requests.descent import descent, growing

LINE = "(w x + b - y)^2"
ROWS = "x,y\n1,2.1\n2,3.9\n3,6.2\n4,7.8\n5,10.1\n"


def test_the_first_lesson_goes_to_its_valley_in_one_step() -> None:
    (run,) = descent("(w1 + 2 w2 - y)^2", from_="w1=1,w2=1", at="y=5", rate=0.1, steps=1).runs
    assert [(state.point, state.value) for state in run.states] == [((1, 1), 4), ((1.4, 1.8), 0)]


def test_variables_keep_the_order_of_the_start() -> None:
    found = descent(LINE, from_="b=0,w=1", at="x=1,y=2")
    assert [str(variable) for variable in found.variables] == ["b", "w"]
    assert found.start == (0, 1)


STARTS: list[Any] = ["w=1,b=0", {"w": 1, "b": 0}, {"w": 1.0, "b": "0"}]


@pytest.mark.parametrize("start", STARTS)
def test_a_start_may_be_text_or_a_mapping(start: Any) -> None:
    assert descent(LINE, from_=start, at="x=1,y=2").runs == descent(LINE, from_="w=1, b=0", at="x=1,y=2").runs


@pytest.mark.parametrize("methods", ["gd,adam", "gd adam", "GD, Adam, gd", ["gd", "adam"], ("gd", "adam", "gd")])
def test_several_methods_are_run_each_once_in_their_order(methods: Any) -> None:
    assert [run.method.name for run in descent("x^2", from_="x=1", method=methods).runs] == ["gd", "adam"]


# --- batches --------------------------------------------------------------------------------------------------------------------------


def rows_of(**options: Any) -> list[tuple[int, ...] | None]:
    (run,) = descent(LINE, from_="w=1,b=0", data=ROWS, rate=0.001, **options).runs
    return [state.rows for state in run.states]


@pytest.mark.parametrize("batch", [1, 2, 3, 4])
def test_every_epoch_takes_each_row_once(batch: int) -> None:
    for_an_epoch = -(-5 // batch)
    rows = rows_of(batch=batch, steps=3 * for_an_epoch, seed=4)
    assert rows.pop() is None
    for first in range(0, len(rows), for_an_epoch):
        epoch = [row for each in rows[first : first + for_an_epoch] for row in each or ()]
        assert sorted(epoch) == [0, 1, 2, 3, 4]
    assert [len(each or ()) for each in rows[:for_an_epoch]] == [batch] * (5 // batch) + [5 % batch] * bool(5 % batch)


def test_the_seed_settles_the_order_by_pythons_shuffle() -> None:
    order, draw = list(range(5)), random.Random(1)
    draw.shuffle(order)
    assert rows_of(batch=2, seed=1, steps=2)[:2] == [tuple(order[:2]), tuple(order[2:4])]
    assert rows_of(batch=2, seed=1) == rows_of(batch=2, seed=1)
    assert rows_of(batch=2, seed=1) != rows_of(batch=2, seed=2)


@pytest.mark.parametrize("options", [{}, {"batch": 5}])
def test_without_batches_all_rows_count(options: dict[str, int]) -> None:
    assert set(rows_of(**options)) == {None}


def test_all_methods_of_a_comparison_take_the_same_batches() -> None:
    one, other = descent(LINE, from_="w=1,b=0", data=ROWS, batch=2, seed=3, method="gd,adam").runs
    assert [state.rows for state in one.states] == [state.rows for state in other.states]


def test_columns_are_names_to_keep_whole() -> None:
    found = descent("(w age + b - lbs)^2", from_="w=1,b=0", data="age,lbs,unused\n1,2,0\n2,4,0\n", rate=0.01)
    assert found.data is not None
    assert [str(column) for column in found.data.columns] == ["age", "lbs"]
    assert [str(column) for column in found.unused] == ["unused"]


def test_data_may_be_columns() -> None:
    columns = {"x": [1, 2, 3, 4, 5], "y": [2.1, 3.9, 6.2, 7.8, 10.1]}
    assert descent(LINE, from_="w=1,b=0", data=columns).runs == descent(LINE, from_="w=1,b=0", data=ROWS).runs


# --- growing --------------------------------------------------------------------------------------------------------------------------


def test_what_is_finished_is_there_before_the_whole() -> None:
    results = list(growing("x^2", from_="x=1", method="gd,adam", steps=100))
    assert [result.missing for result in (results[0], results[-1])] == [("gd", "adam"), ()]
    assert len(results[0].runs[0].states) == 1
    first = next(result for result in results if result.missing == ("adam",))
    assert [len(run.states) for run in first.runs] == [101]
    assert results[-1].runs[0] == next(result.runs[0] for result in results if len(result.runs) == 2)


# --- what does not fit ----------------------------------------------------------------------------------------------------------------

FIXED = {"from_": "w=1,b=0", "at": "x=1,y=2"}
NUMBERS: list[tuple[dict[str, Any], str, str]] = [
    ({"rate": 0}, "A rate of 0", "--rate 0.1"),
    ({"rate": -1}, "A rate of -1", "--rate 0.1"),
    ({"rate": float("nan")}, "A rate of nan", "--rate 0.1"),
    ({"rate": float("inf")}, "A rate of inf", "--rate 0.1"),
    ({"rate": "fast"}, "--rate is a number", ""),
    ({"steps": 0}, "0 steps", "--steps 10"),
    ({"steps": -3}, "-3 steps", "--steps 10"),
    ({"steps": 100_001}, "100,001 steps", "at most 100,000"),
    ({"steps": 2.5}, "--steps is a whole number", ""),
    ({"steps": True}, "--steps is a whole number", ""),
    ({"steps": 10**5000}, "--steps is too large", "--steps 10"),
    ({"rate": 10**5000}, "--rate is a number that floating point can hold", ""),
    ({"seed": 0.5}, "--seed is a whole number", ""),
    ({"method": "sgd"}, "“sgd” is no method", "Did you mean gd?"),
    ({"method": "gd,adm"}, "“adm” is no method", "Did you mean adam?"),
    ({"method": "newton-raphson"}, "no method", "The methods are gd, momentum"),
    ({"method": ","}, "--method names no method", "gd, momentum"),
    ({"method": ""}, "--method is empty", ""),
    ({"batch": 2}, "--batch takes rows of data", "--data"),
    ({"momentum": 1}, "--momentum is 1", "0.9"),
    ({"momentum": -0.1}, "--momentum is -0.1", "0.9"),
    ({"alpha": 1.5}, "--alpha is 1.5", "0.9"),
    ({"beta1": float("nan")}, "--beta1 is nan", "0.9"),
    ({"beta2": 1}, "--beta2 is 1", "0.9"),
    ({"epsilon": 0}, "--epsilon is 0", "1e-8"),
]
STARTS_REFUSED: list[tuple[str, dict[str, Any], str, str]] = [
    (LINE, {"from_": None}, "Where does the descent start?", "--from w=1,b=0"),
    (LINE, {"from_": ""}, "--from is empty", ""),
    (LINE, {"from_": "w=1"}, "b has no number", "--from w=1,b=1"),
    (LINE, {"from_": "w=1,b=0"}, "x has no number", "--at x=1"),
    (LINE, {**FIXED, "at": "x=1"}, "y has no number", "--at y=1"),
    (LINE, {**FIXED, "at": "x=1,y=2,w=3"}, "w is stepped by --from and fixed by --at", "Leave it out"),
    (LINE, {**FIXED, "at": "x=1,y=2,q=3"}, "q does not occur", "variables are"),
    (LINE, {**FIXED, "from_": "w=1,c=0"}, "c does not occur", "variables are"),
    (LINE, {**FIXED, "from_": "w=1,w=0"}, "given twice", ""),
    (LINE, {**FIXED, "from_": "w=1,b=10^400"}, "The number for b", "larger unit"),
    (LINE, {**FIXED, "at": "x=1,y=10^400"}, "The number for y", "larger unit"),
    (LINE, {**FIXED, "wrt": "w"}, "A descent has no --wrt", "--from"),
    ("f(x)", {"from_": "x=1"}, "f is an unknown function", "Write out"),
    ("n^2", {"from_": "n=1", "assume": "n integer"}, "n is an integer", "--at n"),
    ("x^2", {"from_": "x=-1", "assume": "x>0"}, "outside its domain", ""),
    ("sum(w[i], i=1..n)", {"from_": "w[1]=1"}, "n has no number", "--at n=1"),
    ("ln(x)", {"from_": "x=-1"}, "The loss has no value at the start, x = -1: ln(x) is not defined for x = -1", "Choose a start"),
    ("sqrt(x)", {"from_": "x=0"}, "The loss has no slope at the start, x = 0", "Choose a start"),
    ("exp(x)", {"from_": "x=1000"}, "beyond floating point at the start", "Choose a start"),
]
DATA_REFUSED: list[tuple[str, dict[str, Any], str, str]] = [
    ("x,y,w\n1,2,3\n", {}, "w is a column of the data and is also given by --from", "Leave w out of --from"),
    ("x,y\n1,2\n", {"at": "y=1"}, "y is a column of the data and is also given by --at", "Leave y out of --at"),
    ("p,q\n1,2\n", {}, "uses no column of the data: p, q", "Name the columns"),
    ("x,z\n1,2\n", {}, "y has no number: it is neither stepped nor fixed nor a column of the data (x, z)", "--at y=1"),
    (ROWS, {"batch": 0}, "A batch of 0", "at most 5"),
    (ROWS, {"batch": 6}, "A batch of 6", "at most 5"),
    (ROWS, {"batch": 1.5}, "--batch is a whole number", ""),
    ("x,y\n-1,2\n", {"assume": "x>0"}, "x = -1 is outside its domain", ""),
    ("x,y\n1,2\n1e200,3\n", {}, "(row 2 of the data)", "mend that row"),
]


def refused(text: str, options: dict[str, Any], message: str, hint: str) -> TutorError:
    with pytest.raises(TutorError) as raised:
        descent(text, **options)
    assert message in raised.value.message
    assert hint in (raised.value.hint or "")
    return raised.value


@pytest.mark.parametrize(("options", "message", "hint"), NUMBERS)
def test_a_number_or_method_that_does_not_fit_is_refused(options: dict[str, Any], message: str, hint: str) -> None:
    refused(LINE, {**FIXED, **options}, message, hint)


@pytest.mark.parametrize(("text", "options", "message", "hint"), STARTS_REFUSED)
def test_a_start_that_does_not_fit_is_refused(text: str, options: dict[str, Any], message: str, hint: str) -> None:
    refused(text, options, message, hint)


@pytest.mark.parametrize(("data", "options", "message", "hint"), DATA_REFUSED)
def test_data_that_does_not_fit_the_loss_is_refused(data: str, options: dict[str, Any], message: str, hint: str) -> None:
    refused(LINE, {"from_": "w=1,b=0", "data": data, **options}, message, hint)


def test_an_unknown_name_is_shown_where_it_was_typed() -> None:
    error = refused(LINE, {**FIXED, "from_": "w=1, c=0"}, "c does not occur", "")
    assert (error.text, error.column) == ("w=1, c=0", 6)


@pytest.mark.parametrize(("variables", "method", "most"), [(300, "gd", 6_600), (37, "gd", 50_000), (17, "gd,adam", 50_000)])
def test_more_numbers_than_memory_is_meant_for_are_refused_before_any_step(variables: int, method: str, most: int) -> None:
    start = {f"x{number}": 1 for number in range(variables)}
    with pytest.raises(TutorError, match="too many numbers") as caught:
        descent(" + ".join(start), from_=start, steps=most + 1, method=method)
    assert caught.value.code == "too_large"
    assert f"At most {most:,} steps" in str(caught.value.hint)
    next(iter(growing(" + ".join(start), from_=start, steps=most, method=method)))
