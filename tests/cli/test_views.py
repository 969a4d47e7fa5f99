"""The six views of a derivative on the command line: their JSON, and what they say to input that does not fit."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.conftest import Run

COMMANDS: dict[str, list[str]] = {
    "jacobian": ["jacobian", "x y", "x + y"],
    "hessian": ["hessian", "x^2 y"],
    "directional": ["directional", "x^2 y", "--along", "3,4"],
    "total": ["total", "x^2 y", "--wrt", "x", "--depends", "y(x)"],
    "limit": ["limit", "x^2 y", "--wrt", "x"],
    "subgradient": ["subgradient", "|x| + y", "--at", "x=0,y=1"],
}
MEMBERS = {
    "jacobian": {"outputs", "variables", "jacobian", "value", "determinant", "log_abs_determinant", "rank"},
    "hessian": {"variables", "hessian", "value", "eigenvalues", "definiteness"},
    "directional": {"along", "derivative", "value"},
    "total": {"wrt", "partial", "total", "terms", "substituted", "derivative"},
    "limit": {"quotient", "simplified", "limit", "table"},
    "subgradient": {
        "variables", "kinks", "at", "continuous", "differentiable", "gradient", "one_sided", "clarke", "convex_subdifferential",
        "frameworks",
    },
}  # fmt: skip


def result(run: Run, *arguments: str) -> dict[str, Any]:
    found = run(*arguments, "--format", "json")
    assert found.code == 0, found.out
    return found.json["result"]


@pytest.mark.parametrize("name", COMMANDS)
def test_json_has_the_members_that_are_promised(run: Run, name: str) -> None:
    document = run(*COMMANDS[name], "--format", "json").json
    assert (document["schema"], document["command"]) == (1, name)
    assert set(document["result"]) >= MEMBERS[name]


@pytest.mark.parametrize("format", ["rich", "plain", "latex", "markdown", "python"])
@pytest.mark.parametrize("name", COMMANDS)
def test_every_format_is_written(run: Run, name: str, format: str) -> None:
    found = run(*COMMANDS[name], "--format", format)
    assert (found.code, found.err) == (0, "")
    assert found.out


@pytest.mark.parametrize("ending", [".svg", ".html", ".txt", ".md", ".tex", ".json", ".py"])
@pytest.mark.parametrize("name", COMMANDS)
def test_every_ending_is_saved(run: Run, name: str, ending: str, tmp_path: Any) -> None:
    assert run(*COMMANDS[name], "--save", f"out{ending}").code == 0
    assert (tmp_path / f"out{ending}").stat().st_size > 50


def test_the_outputs_of_a_jacobian_are_words_or_one_vector(run: Run) -> None:
    one, other = result(run, "jacobian", "x y", "x + y"), result(run, "jacobian", "[x y, x + y]")
    assert one == other
    assert one["jacobian"] == [["y", "x"], ["1", "1"]]
    assert run("jacobian", "[x y, x + y]", "--format", "json").json["reading"] == "[x*y, x + y]"


def test_an_output_may_begin_with_a_minus(run: Run) -> None:
    assert result(run, "jacobian", "-x", "-y")["jacobian"] == [["-1", "0"], ["0", "-1"]]


def test_row_i_column_j_of_a_hessian_is_differentiated_by_i_first(run: Run) -> None:
    partials = result(run, "hessian", "x^2 y^3")["partials"]
    assert [[entry["order"] for entry in row] for row in partials] == [[["x", "x"], ["x", "y"]], [["y", "x"], ["y", "y"]]]


def test_a_direction_may_be_given_by_name(run: Run) -> None:
    by_name = result(run, "directional", "x^2 y", "--along", "y=4, x=3")
    assert [part["exact"] for part in by_name["along"]] == ["3/5", "4/5"]
    assert [part["exact"] for part in result(run, "directional", "x^2 y", "--along", "-3,-4")["along"]] == ["-3/5", "-4/5"]


def test_the_terms_of_a_total_are_its_paths(run: Run) -> None:
    found = result(run, "total", "x^2 + y^2", "--wrt", "x", "--given", "y = x^2")
    assert found["terms"] == [
        {"path": ["x"], "factors": ["2*x"], "product": "2*x"},
        {"path": ["y", "x"], "factors": ["2*y", "2*x"], "product": "4*x*y"},
    ]
    assert (found["partial"], found["total"], found["substituted"]) == ("2*x", "4*x*y + 2*x", "4*x**3 + 2*x")


def test_given_may_be_repeated(run: Run) -> None:
    found = result(run, "total", "x^2 y", "--given", "y = x^3", "--given", "x = cos t", "--wrt", "t")
    assert [term["path"] for term in found["terms"]] == [["x", "t"], ["y", "x", "t"]]


def test_the_table_of_a_limit_holds_plain_numbers(run: Run) -> None:
    table = result(run, "limit", "x^2", "--at", "x=1")["table"]
    assert [row["h"] for row in table] == [10.0**-k for k in range(1, 17)]
    errors = [row["error"] for row in table]
    best = errors.index(min(errors))
    assert errors[0] > errors[best] < errors[-1]
    assert table[best]["h"] == pytest.approx(1e-8, rel=20)


BAD = [
    (["jacobian", "x", "+", "y"], "Put the expression in quotes"),
    (["jacobian", "[x, y"], "never closed"),
    (["jacobian", "x y", "x = 3"], "This is an equation"),
    (["jacobian", "[ln x, y]", "--at", "x=-1,y=2"], "not defined at"),
    (["jacobian"], "There is no expression"),
    (["hessian", "x^2 = 3"], "This is an equation"),
    (["hessian", "[x, y]"], "use the command jacobian"),
    (["hessian", "x^2", "--wrt", "q"], "q does not occur"),
    (["hessian", "ln x", "--at", "x=-1"], "not defined at"),
    (["directional", "x y"], "needs a direction"),
    (["directional", "x y", "--along", "1"], "1 part, but there are 2 variables"),
    (["directional", "x y", "--along", "1,2,3"], "3 parts, but there are 2 variables"),
    (["directional", "x y", "--along", "0,0"], "length zero"),
    (["directional", "x y", "--along", "a,b"], "is a number"),
    (["directional", "x y", "--along", "z=1"], "z is no variable"),
    (["directional", "x y", "--along", ""], "--along is empty"),
    (["directional", "x y", "--along", "1,1", "--at", "q=1"], "q does not occur"),
    (["total", "x^2 + y", "--wrt", "x", "--given", "y = z, z = y"], "circle"),
    (["total", "x^2 + y", "--wrt", "x", "--given", "y = y + 1"], "contains y itself"),
    (["total", "x^2 + y", "--wrt", "x", "--depends", "z(x)"], "z does not occur"),
    (["total", "x^2 + y^2 = 1", "--wrt", "x"], "nothing says which"),
    (["total", "x + y", "--given", "y = x^2", "--at", "x=1,y=3"], "contradicts"),
    (["total", "x^2 + y^2 = 1", "--wrt", "x", "--depends", "y(x)", "--at", "x=2,y=2"], "not on the curve"),
    (["total", "x + y = x + y", "--wrt", "x", "--depends", "y(x)"], "cancels out"),
    (["total", "x = y = z", "--depends", "y(x)"], "one equals sign"),
    (["limit", "x y"], "one variable at a time"),
    (["limit", "x^2 = 1"], "This is an equation"),
    (["limit", "x^2", "--wrt", "z"], "z does not occur"),
    (["limit", "ln x", "--at", "x=-1"], "not defined at"),
    (["subgradient", "x = 1"], "This is an equation"),
    (["subgradient", "|x y|", "--at", "x=0"], "leaves y open"),
    (["subgradient", "f(x)", "--at", "x=0"], "f is an unknown function"),
    (["subgradient", "|x|", "--at", "z=0"], "z does not occur"),
    (["subgradient", "ln x", "--at", "x=-1"], "not defined at"),
    (["subgradient", "1/x", "--at", "x=0"], "not defined at"),
]


@pytest.mark.parametrize(("arguments", "message"), BAD, ids=lambda value: " ".join(value) if isinstance(value, list) else "")
def test_input_that_does_not_fit_gets_one_clear_message(run: Run, arguments: list[str], message: str) -> None:
    found = run(*arguments)
    assert (found.code, found.out) == (2, "")
    assert message in " ".join(found.err.split())
    assert "Traceback" not in found.err
    error = run(*arguments, "--format", "json").json["error"]
    assert message in error["message"] + (error["hint"] or "")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_names_every_option(run: Run, name: str) -> None:
    text = run(name, "--help").out
    for option in ("--wrt", "--at", "--vars", "--functions", "--assume", "--detail", "--format", "--save", "--budget"):
        assert option in text


@pytest.mark.parametrize("name", ["hessian", "jacobian"])
def test_what_is_finished_is_shown_when_the_time_is_up(run: Run, name: str) -> None:
    large = " + ".join(f"sin(x{k} x{k + 1}) e^(x{k})" for k in range(1, 60))
    found = run(name, large, *([large] if name == "jacobian" else []), "--budget", "1.5", "--format", "json")
    assert found.code in (0, 3)
    if found.code == 3:
        assert found.json["error"]["code"] == "budget"


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["limit", "x^2", "--at", "x=1e400"], id="beyond the range of floats"),
        pytest.param(["limit", "huber(x)", "--at", "x=1e400"], id="beyond the range of floats, by cases"),
        pytest.param(["limit", "a[r e] x", "--wrt", "x"], id="an entry whose place is computed"),
        pytest.param(["jacobian", "w1 x1 + w2 x2 + b", "--wrt", "w1,w2,b", "--at", "x1=3,x2=4"], id="numbers though names are left open"),
    ],
)
def test_a_rare_point_or_entry_gets_its_result(run: Run, arguments: list[str]) -> None:
    found = run(*arguments)
    assert (found.code, found.err) == (0, "")
