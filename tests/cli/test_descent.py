"""The command line of a descent: its options, files of data, exit codes, and what is left when time runs out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pdtutor.calculus.descent.loss import Loss
from tests.cli.conftest import Run, ring

LINE = "(w x + b - y)^2"


@pytest.fixture
def points(tmp_path: Path) -> str:
    (tmp_path / "points.csv").write_text("x,y\n1,2.1\n2,3.9\n3,6.2\n4,7.8\n5,10.1\n", encoding="utf-8-sig")
    return "points.csv"


def test_the_command_of_the_issue_runs(run: Run, points: str) -> None:
    options = ["--rate", "0.1", "--steps", "10", "--method", "gd,momentum,adam", "--data", points, "--batch", "4", "--seed", "1"]
    found = run("descent", LINE, "--from", "w=1,b=0", *options, "--format", "json")
    assert found.code == 0
    runs = found.json["result"]["runs"]
    assert [each["method"] for each in runs] == ["gd", "momentum", "adam"]
    for each in runs:
        assert {"method", "status", "steps"} <= each.keys()
        assert all({"step", "point", "value", "gradient"} <= state.keys() for state in each["steps"])
        assert [len(state["rows"]) for state in each["steps"][:2]] == [4, 1]


def test_one_method_is_an_object_of_its_own(run: Run) -> None:
    found = run("descent", "(w1 + 2 w2 - y)^2", "--from", "w1=1,w2=1", "--at", "y=5", "--steps", "1", "--format", "json")
    result = found.json["result"]
    assert (result["method"], result["status"], result["stopped"]) == ("gd", "converged", None)
    assert result["steps"] == [
        {"step": 0, "point": {"w1": 1.0, "w2": 1.0}, "value": 4.0, "gradient": {"w1": -4.0, "w2": -8.0}},
        {"step": 1, "point": {"w1": 1.4, "w2": 1.8}, "value": 0.0, "gradient": {"w1": 0.0, "w2": 0.0}},
    ]


def test_a_diverged_run_is_done_work(run: Run) -> None:
    found = run("descent", "ln(x)", "--from", "x=1", "--rate", "0.5", "--format", "json")
    assert found.code == 0
    assert found.json["result"]["status"] == "diverged"
    assert len(found.json["result"]["steps"]) == found.json["result"]["stopped"]["step"] == 2


def test_numbers_are_spelled_in_json_alone_by_finite_numbers_or_words(run: Run) -> None:
    found = run("descent", "x^2", "--from", "x=3", "--rate", "1e308", "--format", "json")
    stopped = json.loads(found.out, parse_constant=lambda name: pytest.fail(name))["result"]["stopped"]
    assert stopped["point"] == {"x": "-inf"}


def test_no_value_at_the_start_is_an_error_of_the_domain(run: Run) -> None:
    found = run("descent", "ln(x)", "--from", "x=-1", "--format", "json")
    assert found.code == 2
    assert found.json["error"]["code"] == "domain"
    assert "result" not in found.json


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"x,y\n1,2\n3\n", "Line 3 of the data has 1 cell"),
        (b"x,y\n1,\xff\n", "points.csv is not text in UTF-8"),
        (b"", "The data is empty"),
        (b"x;y\n1;2\n", "semicolons"),
    ],
)
def test_a_file_that_is_no_table_is_said_to_be_none(run: Run, points: str, tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / points).write_bytes(content)
    found = run("descent", LINE, "--from", "w=1,b=0", "--data", points, "--format", "json")
    assert found.code == 2
    assert found.json["error"]["code"] == "file"
    assert said in found.json["error"]["message"]


def test_a_missing_file_is_named(run: Run) -> None:
    found = run("descent", LINE, "--from", "w=1,b=0", "--data", "nowhere.csv")
    assert found.code == 2
    assert "nowhere.csv" in found.err


@pytest.mark.parametrize(
    "option", [["--rate", "-0.1"], ["--rate", "nan"], ["--steps", "0"], ["--steps", "ten"], ["--method", "sgd"], ["--batch", "2"]]
)
def test_an_option_that_does_not_fit_is_wrong_usage(run: Run, option: list[str]) -> None:
    found = run("descent", "x^2", "--from", "x=1", *option, "--format", "json")
    assert found.code == 2
    assert found.json["error"]["code"] == "usage"


def test_what_was_finished_when_time_ran_out_is_shown(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The alarm rings in the middle of the second method."""
    right, calls = Loss.with_gradient, iter(range(1_000_000))

    def slowed(*arguments: object) -> object:
        if next(calls) == 90:
            ring()
        return right(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Loss, "with_gradient", slowed)
    found = run("descent", "x^2", "--from", "x=1", "--steps", "60", "--method", "gd,adam", "--format", "json")
    assert found.code == 3
    assert found.json["error"]["code"] == "budget"
    assert "Not finished: the runs of adam." in found.json["error"]["message"]
    done, begun = found.json["result"]["runs"]
    assert len(done["steps"]) == 61
    assert 20 <= len(begun["steps"]) < 61


@pytest.mark.parametrize("ending", ["svg", "html", "txt", "md", "tex", "json", "py"])
def test_a_descent_is_saved_by_the_files_ending(run: Run, tmp_path: Path, ending: str) -> None:
    found = run("descent", "x^2 + y^2", "--from", "x=1,y=2", "--save", f"path.{ending}")
    assert found.code == 0
    assert (tmp_path / f"path.{ending}").stat().st_size > 100
