"""`pdtutor sensitivity` as people and programs call it."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run


def test_json_has_the_ranking_in_plain_numbers(run: Run) -> None:
    result = run("sensitivity", "x^2 y", "--at", "x=2,y=-3", "--format", "json").json["result"]
    assert result["value"] == -12
    assert result["ranking"] == [
        {"variable": "x", "derivative": -12, "elasticity": 2, "why": None},
        {"variable": "y", "derivative": 4, "elasticity": 1, "why": None},
    ]
    assert result["warning"] is None


def test_json_says_why_there_is_no_derivative(run: Run) -> None:
    result = run("sensitivity", "|x| + y", "--at", "x=0,y=1", "--format", "json").json["result"]
    assert result["ranking"][1] == {"variable": "x", "derivative": None, "elasticity": None, "why": "kink", "sides": [-1, 1]}


def test_json_has_the_saliency_of_a_grid_row_by_row(run: Run) -> None:
    at = "x[1,1]=1,x[1,2]=2,x[2,1]=3,x[2,2]=5"
    result = run("sensitivity", "x[1,1]*x[2,2] - x[1,2]*x[2,1]", "--at", at, "--format", "json").json["result"]
    assert result["saliency"] == {"x": [[5, 3], [2, 1]]}
    assert result["warning"].startswith("The two rankings disagree")


@pytest.mark.parametrize(("words", "code"), [(("x y", "--at", "x=1"), "usage"), (("ln x", "--at", "x=-1"), "domain")])
def test_a_point_that_does_not_do_is_bad_input(run: Run, words: tuple[str, ...], code: str) -> None:
    found = run("sensitivity", *words, "--format", "json")
    assert (found.code, found.json["error"]["code"]) == (2, code)


@pytest.mark.parametrize("format", ["rich", "plain", "latex", "markdown", "python"])
def test_every_format_is_there(run: Run, format: str) -> None:
    found = run("sensitivity", "x^2 y", "--at", "x=2,y=-3", "--format", format)
    assert (found.code, found.err) == (0, "")
    assert found.out
