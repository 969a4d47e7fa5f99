"""A lesson's page as JSON: the keys of the file with the numbers of the seed."""

from __future__ import annotations

import json

import pytest

from pdtutor.course.parameters import drawn
from pdtutor.render.lessons.members import document
from tests.render.lessons.lessons import exercise, page


def steps(has_key: bool, seed: int = 0) -> dict[str, dict[str, object]]:
    return {step["id"]: step for step in document(page(seed=seed, has_key=has_key))["result"]["steps"]}


def test_the_lesson_is_as_in_its_file() -> None:
    found = document(page())
    result = found["result"]
    assert (found["schema"], found["command"], found["notes"]) == (1, "lesson show", [])
    assert list(result) == ["id", "title", "version", "license", "requires", "skills", "assume", "settings", "seed", "steps"]
    assert (result["id"], result["title"], result["license"], result["assume"]) == ("every-type", "Every *type*, once", "CC0-1.0", "p>0")
    assert (result["requires"], result["skills"]) == (["first", "second"], ["chain"])
    assert result["settings"] == {"attempts": 2, "reveal": "on-request", "pass": 0.5}
    assert [step["id"] for step in result["steps"]] == [step.id for step in page().lesson.steps]


ASKED = [
    ("read-this", {"type": "text"}),
    ("watch", {"type": "worked", "command": 'partial "x^2*y" --wrt x', "text": "See how `y` waits."}),
    ("silent", {"type": "worked", "command": 'gradient "x y"'}),
    ("slope", {"type": "derivative", "function": "exp(2*x*y)", "wrt": "y", "points": 2, "question": "What is ∂f/∂y?"}),
    ("there", {"order": ["x", "y"], "at": "x=3", "shown": ["f(x, y) = x²·y"]}),
    ("shape", {"prompt": "Expand it.", "form": "expanded"}),
    ("arrow", {"wrt": ["x", "w_out"]}),
    ("rows", {"functions": ["x y", "x + y"], "wrt": ["x", "y"]}),
    ("along", {"given": ["y = x^2"], "wrt": "x"}),
    ("counted", {"tolerance": "0.01", "points": 1}),
    ("pick", {"options": [{"letter": "a", "text": "`x²`"}, {"letter": "b", "text": "none of *these*"}, {"letter": "c", "text": "`2x`"}]}),
    ("downhill", {"from": "w1=1, w2=1", "rate": "0.1"}),
]


@pytest.mark.parametrize(("id", "keys"), ASKED)
def test_a_step_has_the_keys_of_its_type(id: str, keys: dict[str, object]) -> None:
    found = steps(has_key=False)[id]
    assert {name: found.get(name) for name in keys} == keys


TELLING = {"answer", "mistake", "hints", "scaffold", "mistakes", "explain", "tests", "correct", "because"}


def test_what_tells_an_answer_is_there_with_the_key_alone() -> None:
    without = document(page())
    assert "answers" not in without["result"]
    assert not {name for step in without["result"]["steps"] for part in (step, *step.get("options", ())) for name in part} & TELLING


def test_the_key_is_by_exercise_and_the_rest_of_the_file_is_there_too() -> None:
    result = document(page(has_key=True))["result"]
    assert list(result["answers"]) == list(page().lesson.ids)
    assert {id: result["answers"][id] for id in ("slope", "pick", "rule", "there", "downhill")} == {
        "slope": "2*x*e^(2*x*y)",
        "pick": "a",
        "rule": "chain rule",
        "there": "6",
        "downhill": "w1=1.4, w2=0.8",
    }
    found = steps(has_key=True)
    assert found["slope"]["mistakes"] == [
        {"use": "chain.inner_missing"},
        {"id": "own.1", "answer": "2*exp(2*x*y)", "say": "The 2 came down."},
    ]
    assert found["slope"]["scaffold"] == [{"ask": "Inside?", "function": "2*x*y", "wrt": "y"}, {"ask": "Outside?", "answer": "exp(u)"}]
    assert found["slope"]["tests"] == [{"input": "exp(2*x*y)", "expect": "mistake:chain.inner_missing"}]
    assert found["pick"]["options"] == [
        {"letter": "a", "text": "`x²`", "correct": True, "because": "It grows."},
        {"letter": "b", "text": "none of *these*", "correct": False},
        {"letter": "c", "text": "`2x`", "correct": False, "because": "That is its slope."},
    ]
    assert found["wrong-line"]["mistake"] == "chain.inner_missing"


@pytest.mark.parametrize("seed", [0, 1, 2, -5, 10**20])
def test_parameters_are_those_of_the_seed(seed: int) -> None:
    value = drawn("every-type", exercise(page(), "slope"), seed)["k"]
    result = document(page(seed=seed, has_key=True))["result"]
    assert (result["seed"], steps(True, seed)["slope"]["function"]) == (seed, f"exp({value}*x*y)")
    assert result["answers"]["slope"] == f"{value}*x*e^({value}*x*y)"


def test_it_is_json_of_any_size() -> None:
    assert json.loads(json.dumps(document(page(has_key=True)), allow_nan=False))["result"]["id"] == "every-type"
