"""What a command line means: the expression among its words, its options, where the output goes."""

from __future__ import annotations

import re

import pytest

from tests.cli.conftest import Run


def derivatives(run: Run, *arguments: str, typed: str | None = None) -> dict[str, str]:
    found = run("partial", "--format", "json", *arguments, typed=typed)
    assert found.code == 0, found.out
    return {partial["wrt"]: partial["derivative"] for partial in found.json["result"]["partials"]}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["-x^2"], {"x": "-2*x"}),
        (["-x"], {"x": "-1"}),
        (["--x"], {"x": "1"}),
        (["-2x"], {"x": "-2"}),
        (["-(x)"], {"x": "-1"}),
        (["-w"], {"w": "-1"}),
        (["-h"], {"h": "-1"}),
        (["-at"], {"a": "-t", "t": "-a"}),
        (["--", "-x"], {"x": "-1"}),
        (["--wrt", "x", "-x^2"], {"x": "-2*x"}),
        (["-x^2", "--wrt=x"], {"x": "-2*x"}),
    ],
)
def test_an_expression_may_begin_with_a_minus(run: Run, words: list[str], expected: dict[str, str]) -> None:
    assert derivatives(run, *words) == expected


def test_a_value_may_begin_with_a_minus(run: Run) -> None:
    found = run("partial", "x^2", "--at", "x=-1", "--format", "json")
    assert found.json["result"]["partials"][0]["value"] == {"exact": "-2", "decimal": -2.0}


@pytest.mark.parametrize("typed", ["x^2", "x^2\n", "x^2\r\n\n"])
def test_a_dash_reads_the_expression_from_standard_input(run: Run, typed: str) -> None:
    assert derivatives(run, "-", typed=typed) == {"x": "2*x"}


def test_several_words_are_asked_to_be_put_in_quotes(run: Run) -> None:
    found = run("partial", "x^2", "+", "y")
    assert found.code == 2
    assert 'Put the expression in quotes: pdtutor partial "x^2 + y"' in found.err


@pytest.mark.parametrize(
    ("arguments", "mend"),
    [
        (["partial", "x", "--wtr", "x"], "--wrt"),
        (["partial", "x", "--form", "json"], "--format"),
        (["partial", "x", "-wrt", "x"], "--wrt"),
        (["gradient", "x", "--detial=full"], "--detail"),
        (["partail", "x"], "partial"),
        (["--verison"], "--version"),
        (["rules", "chian"], "chain"),
        (["partial", "loss + rate", "--wrt", "los"], "loss"),
    ],
)
def test_a_mistyped_name_gets_the_nearest_one(run: Run, arguments: list[str], mend: str) -> None:
    found = run(*arguments)
    assert found.code == 2
    assert "Did you mean" in found.err
    assert mend in found.err


def test_variables_come_in_natural_order(run: Run) -> None:
    assert list(derivatives(run, "w10 + w2 + b")) == ["b", "w2", "w10"]


def test_wrt_chooses_the_variables_and_their_order(run: Run) -> None:
    assert list(derivatives(run, "x + y + z", "--wrt", "z, x")) == ["z", "x"]
    assert list(derivatives(run, "x + y", "--wrt", "x,x")) == ["x"]


def test_a_constant_has_the_derivative_zero_by_a_variable_named_for_it(run: Run) -> None:
    assert derivatives(run, "3", "--wrt", "x") == {"x": "0"}


def test_names_given_by_an_option_are_kept_whole(run: Run) -> None:
    assert list(derivatives(run, "abc")) == ["a", "b", "c"]
    assert derivatives(run, "2 abc", "--wrt", "abc") == {"abc": "2"}
    assert derivatives(run, "2 abc", "--vars", "abc") == {"abc": "2"}
    assert derivatives(run, "2 abc", "--at", "abc=1") == {"abc": "2"}


def test_functions_names_unknown_functions(run: Run) -> None:
    found = run("partial", "u(x)", "--functions", "u", "--wrt", "x", "--format", "json")
    assert found.json["functions"] == {"u": {"args": ["t"], "is": None}}


def test_order_is_one_mixed_derivative_with_one_root_each(run: Run) -> None:
    (partial,) = run("partial", "x^2 y^3", "--order", "x,y", "--format", "json").json["result"]["partials"]
    assert partial["order"] == ["x", "y"]
    assert "wrt" not in partial
    assert [root["wrt"] for root in partial["steps"]] == ["x", "y"]
    assert partial["steps"][0]["gives"] == partial["steps"][1]["of"]
    assert partial["steps"][1]["gives"] == partial["derivative"] == "6*x*y**2"


def test_rules_shows_one_card_or_all(run: Run) -> None:
    everything = run("rules", "--format", "json").json["result"]["rules"]
    assert len(everything) == 22
    for name in ("general_power", "general power rule", "General-Power"):
        (card,) = run("rules", name, "--format", "json").json["result"]["rules"]
        assert card["name"] == "general_power"


def test_standard_output_carries_the_result_and_nothing_else(run: Run) -> None:
    found = run("partial", "x^2", "--format", "json")
    assert found.err == ""
    assert found.out.count("\n") == 1


@pytest.mark.parametrize("format", ["rich", "plain", "latex", "markdown", "python"])
@pytest.mark.parametrize("command", ["partial", "gradient"])
def test_every_format_shows_every_derivative(run: Run, command: str, format: str) -> None:
    found = run(command, "3x + 7y", "--format", format)
    assert found.code == 0
    assert "3" in found.out
    assert "7" in found.out


@pytest.mark.parametrize(
    ("variables", "has_colour"),
    [({}, False), ({"FORCE_COLOR": "1", "TERM": "xterm-256color"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)],
)
def test_colour_follows_the_environment(run: Run, variables: dict[str, str], has_colour: bool) -> None:
    assert bool(re.search(r"\x1b\[(?:\d;)*[39]\d", run("partial", "x^2", **variables).out)) == has_colour


@pytest.mark.parametrize("columns", [40, 60, 100])
def test_the_width_follows_columns(run: Run, columns: int) -> None:
    lines = run("partial", "x^2 y", COLUMNS=str(columns)).out.splitlines()
    assert max(map(len, lines)) == columns


def test_no_arguments_show_the_help(run: Run) -> None:
    found = run()
    assert found.code == 0
    assert "Calculus" in found.out
    assert "Reference" in found.out


@pytest.mark.parametrize("command", ["partial", "gradient"])
def test_the_help_of_a_command_names_every_option(run: Run, command: str) -> None:
    text = run(command, "--help").out
    for option in ("--wrt", "--at", "--vars", "--functions", "--assume", "--detail", "--format", "--save", "--budget"):
        assert option in text
    assert ("--order" in text) == (command == "partial")
