"""`pdtutor check` as people and programs call it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

QUESTION = ("check", "x^2 y + sin(x y)", "--wrt", "x")


@pytest.mark.parametrize(
    ("answer", "code", "verdict"),
    [("2x y + y cos(x y)", 0, "correct"), ("2x y + cos(x y)", 1, "incorrect"), ("2X", 2, "invalid"), ("-2x", 1, "incorrect")],
)
def test_the_exit_code_is_the_verdict(run: Run, answer: str, code: int, verdict: str) -> None:
    found = run(*QUESTION, "--answer", answer, "--format", "json")
    assert (found.code, found.json["result"]["verdict"]) == (code, verdict)


def test_json_has_what_the_contract_names(run: Run) -> None:
    result = run(*QUESTION, "--answer", "2x y + cos(x y)", "--format", "json").json["result"]
    assert {"verdict", "proof", "form", "counterexample", "mistakes", "notes"} <= result.keys()
    assert "expected" not in result
    assert result["answer"] == "2*x*y + cos(x*y)"
    assert result["counterexample"].keys() >= {"at", "expected", "got"}
    (mistake,) = result["mistakes"]
    assert mistake.keys() >= {"id", "also", "name", "where", "explanation", "certain"}
    assert (mistake["where"], mistake["line"]) == ("sin(x*y)", "1.2")


def test_the_right_answer_is_shown_only_when_asked_for(run: Run) -> None:
    hidden, shown = (run(*QUESTION, "--answer", "1", *more) for more in ((), ("--reveal",)))
    assert "y·cos(x·y)" not in hidden.out
    assert "∂f/∂x = 2·x·y + y·cos(x·y)" in shown.out
    assert run(*QUESTION, "--answer", "1", "--reveal", "--format", "json").json["result"]["expected"] == "2*x*y + y*cos(x*y)"


def test_an_unreadable_answer_has_its_verdict_and_its_error(run: Run) -> None:
    found = run(*QUESTION, "--answer", "2x + 3Y", "--format", "json")
    assert found.json["result"]["verdict"] == "invalid"
    assert found.json["error"] == {
        "code": "unknown_variable",
        "message": "Y does not occur in the question.",
        "hint": "Did you mean y?",
        "column": 7,
    }
    assert found.json["result"]["mistakes"] == []


def test_an_unreadable_answer_is_pointed_at(run: Run) -> None:
    found = run(*QUESTION, "--answer", "2x + 3Y")
    assert found.code == 2
    assert "  2x + 3Y\n        ^" in found.out
    assert found.err == ""


def test_without_an_answer_there_is_nothing_to_judge(run: Run) -> None:
    found = run(*QUESTION)
    assert found.code == 2
    assert "--answer" in found.err


def test_what_a_learner_types_is_shown_as_it_is(run: Run) -> None:
    found = run("check", "x^2", "--wrt", "x", "--answer", "[bold]x[/bold]")
    assert found.code == 2
    assert "[bold]x[/bold]" in found.out


@pytest.mark.parametrize("format", ["rich", "plain", "latex", "markdown"])
@pytest.mark.parametrize("answer", ["2x y + y cos(x y)", "2x y + cos(x y)", "[1, 2]", "3"])
def test_every_format_shows_every_verdict(run: Run, format: str, answer: str) -> None:
    found = run(*QUESTION, "--answer", answer, "--format", format)
    assert found.code in (0, 1)
    assert found.err == ""
    assert ("Correct" in found.out) == (found.code == 0)


def test_plain_text_is_ascii(run: Run) -> None:
    found = run("check", "σ(θ x)", "--wrt", "x", "--answer", "σ(θ x)", "--format", "plain")
    assert found.out.isascii()
    assert "Verdict: Not yet right." in found.out


def test_there_is_no_program_of_a_verdict(run: Run) -> None:
    found = run(*QUESTION, "--answer", "1", "--format", "python")
    assert found.code == 2
    assert "no computation" in found.err


@pytest.mark.parametrize("ending", [".svg", ".html", ".txt", ".md", ".tex", ".json"])
def test_what_is_shown_can_be_saved(run: Run, tmp_path: Path, ending: str) -> None:
    found = run(*QUESTION, "--answer", "2x y + cos(x y)", "--save", f"verdict{ending}")
    assert found.code == 1
    assert (tmp_path / f"verdict{ending}").stat().st_size > 100


@pytest.mark.parametrize("width", ["40", "80", "120"])
def test_no_line_is_wider_than_the_terminal(run: Run, width: str) -> None:
    found = run("check", "x sin(2x) + (3x - 2)^5", "--wrt", "x", "--answer", "2cos(2x) + 15(3x-2)^4", COLUMNS=width)
    assert max(map(len, found.out.splitlines())) <= int(width)


SAID = [
    ("sin(x) e^x", "17x", "A first step: "),
    ("x^2 e^x", "2x e^x", "The same answer comes of this: Product of the derivatives."),
    ("sqrt(x)", "1/2sqrt(x)", "With brackets, 1/(2sqrt(x)), it would be right."),
]


@pytest.mark.parametrize(("function", "answer", "words"), SAID)
@pytest.mark.parametrize("format", ["rich", "plain", "markdown"])
def test_a_wrong_answer_always_comes_with_something_to_go_on_with(run: Run, function: str, answer: str, words: str, format: str) -> None:
    assert words in run("check", function, "--wrt", "x", "--answer", answer, "--format", format).out


def test_where_the_answer_is_revealed_or_explained_no_first_step_is_told(run: Run) -> None:
    asked = ("check", "x^2", "--wrt", "x", "--answer")
    assert "A first step" not in run(*asked, "17x", "--reveal").out + run(*asked, "x").out + run(*asked, "2x").out
