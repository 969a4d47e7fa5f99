"""Whatever goes wrong: its exit code, its words, and the same as JSON."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest

from pdtutor.cli.app import run as run_program
from pdtutor.cli.environment import Environment
from pdtutor.render.failure import pointed
from tests.cli.conftest import Run

REFUSED = [
    (["partial", "x+"], "syntax", 2),
    (["partial", ""], "syntax", 2),
    (["partial", "Sin(x)"], "unknown_function", 2),
    (["partial", "eval(x)"], "unknown_function", 2),
    (["partial", "x < 1"], "not_an_expression", 2),
    (["partial", "1/0"], "undefined", 2),
    (["partial", "sqrt(-1) + x"], "complex", 2),
    (["partial", "9^9^9^9"], "too_large", 2),
    (["partial", "x^2", "--wrt", "y"], "unknown_variable", 2),
    (["partial", "x^2", "--at", "y=1"], "unknown_variable", 2),
    (["partial", "x^2", "--order", "x,y"], "unknown_variable", 2),
    (["gradient", "x^2", "--wrt", "y"], "unknown_variable", 2),
    (["partial", "x^2", "--assume", "x>0", "--at", "x=-1"], "domain", 2),
    (["partial", "p", "--assume", "0<p<1", "--at", "p=2"], "domain", 2),
    (["partial", "n x", "--assume", "n integer", "--at", "n=1/2"], "domain", 2),
    (["partial", "log(x)", "--at", "x=-1"], "domain", 2),
    (["partial", "3"], "usage", 2),
    (["partial"], "usage", 2),
    (["partial", "x", "+", "y"], "usage", 2),
    (["partial", "x", "--wrong"], "usage", 2),
    (["partial", "x", "--wrt"], "usage", 2),
    (["partial", "x", "--wrt", "--at", "x=1"], "usage", 2),
    (["gradient", "x", "--assume", "--wrt=x"], "usage", 2),
    (["partial", "x y", "--wrt", "x", "--order", "x"], "usage", 2),
    (["partial", "x", "--wrt", ""], "usage", 2),
    (["partial", "x", "--order", " "], "usage", 2),
    (["partial", "x", "--at="], "usage", 2),
    (["partial", "x", "--vars", ""], "usage", 2),
    (["partial", "x", "--functions", ""], "usage", 2),
    (["partial", "x", "--assume", ""], "usage", 2),
    (["partial", "x", "--detail", "much"], "usage", 2),
    (["partial", "x", "--budget", "soon"], "usage", 2),
    (["partial", "x", "--budget", "0"], "usage", 2),
    (["partial", "x", "--budget", "-1"], "usage", 2),
    (["partial", "x", "--budget", "nan"], "usage", 2),
    (["partial", "x", "--budget", "inf"], "usage", 2),
    (["partial", "x", "--save", "out.doc"], "usage", 2),
    (["partial", "x", "--save", "out"], "usage", 2),
    (["partial", "x", "--save", ""], "usage", 2),
    (["partial", "x", "--save", "."], "usage", 2),
    (["partial", "--wrt", "x", "--", "-x", "--at", "x=1"], "usage", 2),
    (["partial", "x", "--save", "nowhere/out.svg"], "file", 2),
    (["partial", "-"], "usage", 2),
    (["partial", "x", "--budget", "1e-9"], "budget", 3),
    (["rules", "no such rule"], "usage", 2),
    (["partial", "x", "--at", "x"], "syntax", 2),
    (["nothing", "x"], "usage", 2),
    (["--nothing"], "usage", 2),
    ([], "usage", 2),
]


@pytest.mark.parametrize(("arguments", "exit_code"), [(arguments, exit_code) for arguments, _, exit_code in REFUSED if arguments])
def test_what_is_refused_says_so_on_standard_error_alone(run: Run, arguments: list[str], exit_code: int) -> None:
    found = run(*arguments)
    assert found.code == exit_code
    assert found.out == ""
    assert found.err.startswith("Error: ")
    assert "Traceback" not in found.err


@pytest.mark.parametrize("spelled", [["--format", "json"], ["--format=json"]])
@pytest.mark.parametrize(("arguments", "code", "exit_code"), REFUSED)
def test_what_is_refused_is_one_json_object_where_json_is_asked_for(
    run: Run, arguments: list[str], code: str, exit_code: int, spelled: list[str]
) -> None:
    found = run(*arguments, *spelled)
    assert found.code == exit_code
    assert found.err == ""
    assert found.json["schema"] == 1
    assert found.json["command"] == (arguments[0] if arguments and arguments[0] in ("partial", "gradient", "rules") else None)
    assert set(found.json["error"]) == {"code", "message", "hint", "column"}
    assert found.json["error"]["code"] == code
    assert "result" not in found.json


AFTER_DASHES = [["-x", "--format", "json"], ["-x", "--wrt=x"], ["--detail", "full", "x"], ["-x", "--save"]]


@pytest.mark.parametrize("words", AFTER_DASHES)
def test_an_option_after_two_dashes_is_told_where_it_belongs(run: Run, words: list[str]) -> None:
    found = run("partial", "--", *words, COLUMNS="200")
    said = found.err or "{message} {hint}".format(**found.json["error"])
    assert found.code == 2
    assert "Options go before --" in said
    assert "There is no option" not in said


@pytest.mark.parametrize("name", ["", ".", "/"])
def test_a_file_without_a_name_is_said_to_have_none(run: Run, name: str) -> None:
    assert "--save names no file" in run("partial", "x", "--save", name).err


def test_the_column_counts_characters_of_the_text_as_typed(run: Run) -> None:
    assert run("partial", "x² + Sin(x)", "--format", "json").json["error"]["column"] == 6


@pytest.mark.parametrize(
    ("text", "column", "width", "shown"),
    [
        ("abc + d", 5, 40, ("abc + d", "    ^")),
        ("abc", 4, 40, ("abc", "   ^")),
        ("", 1, 40, ("", "^")),
        ("x + 中文 + Sin", 10, 40, ("x + 中文 + Sin", "           ^")),
        ("first\nsecond + !\nthird", 16, 40, ("second + !", "         ^")),
        ("a\tb + !", 7, 40, ("a b + !", "      ^")),
        ("a" * 50 + "!" + "b" * 50, 51, 20, ("…" + "a" * 10 + "!" + "b" * 7 + "…", " " * 11 + "^")),
    ],
)
def test_the_caret_stands_under_the_place(text: str, column: int, width: int, shown: tuple[str, str]) -> None:
    assert pointed(text, column, width) == shown


def test_a_long_text_is_shown_around_the_place_only(run: Run) -> None:
    found = run("partial", "x + " * 3000 + "Sin(x)", COLUMNS="60")
    lines = found.err.splitlines()
    caret = next(line for line in lines if line.strip() == "^")
    shown = lines[lines.index(caret) - 1]
    assert len(shown) <= 60
    assert shown[caret.index("^") :].startswith("Sin")


def test_what_a_learner_types_cannot_steer_the_terminal(run: Run) -> None:
    assert "\x1b" not in run("partial", "x + \x1b[31m\x1b]0;title\x07").err


def test_a_text_that_is_no_unicode_is_refused_in_words(run: Run) -> None:
    found = run("partial", "x + \udcff", "--format", "json")
    assert (found.code, found.err) == (2, "")


def test_a_failed_check_is_a_defect_that_is_said_beside_the_result(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from dataclasses import replace

    from pdtutor.calculus.results import Check
    from pdtutor.requests import partial as request

    right = request.calculus.partial

    def wrong(*arguments: object) -> object:
        return replace(right(*arguments), check=Check(False, 5, 0.5))

    monkeypatch.setattr(request.calculus, "partial", wrong)
    found = run("partial", "x^2")
    assert found.code == 4
    assert "∂f/∂x" in found.out
    assert "fails its own check" in found.err
    assert list((tmp_path / "reports").iterdir())
    twin = run("partial", "x^2", "--format", "json")
    assert (twin.code, twin.err, twin.json["error"]["code"]) == (4, "", "defect")
    assert twin.json["result"]["partials"][0]["check"]["symbolic"] is False


def test_an_unexpected_exception_is_a_defect_whose_details_are_saved(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from pdtutor.requests import partial as request

    def broken(*_: object, **__: object) -> object:
        raise LookupError("the reason")

    monkeypatch.setattr(request, "ask", broken)
    found = run("partial", "x^2")
    (report,) = (tmp_path / "reports").iterdir()
    assert found.code == 4
    assert report.name in found.err.replace("\n", "")
    assert "the reason" in report.read_text(encoding="utf-8")
    assert "x^2" in report.read_text(encoding="utf-8")
    assert run("partial", "x^2", "--format", "json").json["error"]["code"] == "defect"


@pytest.mark.parametrize(
    ("exception", "code", "exit_code"), [(RecursionError, "too_large", 2), (MemoryError, "too_large", 2), (ZeroDivisionError, "defect", 4)]
)
def test_exceptions_of_python_are_translated(
    run: Run, monkeypatch: pytest.MonkeyPatch, exception: type[Exception], code: str, exit_code: int
) -> None:
    from pdtutor.requests import partial as request

    def broken(*_: object, **__: object) -> object:
        raise exception

    monkeypatch.setattr(request, "ask", broken)
    found = run("partial", "x^2", "--format", "json")
    assert (found.code, found.json["error"]["code"]) == (exit_code, code)


def test_an_interruption_ends_quietly(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from pdtutor.requests import partial as request

    def interrupted(*_: object, **__: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(request, "ask", interrupted)
    found = run("partial", "x^2")
    assert (found.code, found.out, found.err) == (130, "", "")


def test_a_report_that_cannot_be_saved_there_is_saved_elsewhere(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from pdtutor.requests import partial as request

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "elsewhere"))
    (tmp_path / "reports").write_text("a file where the folder should be")

    def broken(*_: object, **__: object) -> object:
        raise LookupError

    monkeypatch.setattr(request, "ask", broken)
    assert run("partial", "x^2").code == 4
    assert len(list((tmp_path / "elsewhere").iterdir())) == 1


class Gone(StringIO):
    """A stream whose reader has left."""

    def write(self, _text: str) -> int:
        raise BrokenPipeError(32, "Broken pipe")


class Full(StringIO):
    """A stream on a full disk."""

    def write(self, _text: str) -> int:
        raise OSError(28, "No space left on device")


@pytest.mark.parametrize("format", ["rich", "json"])
def test_a_reader_who_has_left_is_no_error(format: str) -> None:
    environment = Environment(stdout=Gone(), stderr=StringIO(), variables={})
    assert run_program(["partial", "x^2", "--format", format], environment) == 0
    assert environment.stderr.getvalue() == ""  # type: ignore[attr-defined]


def test_an_output_that_cannot_be_written_is_an_error_of_the_file(tmp_path: Path) -> None:
    environment = Environment(stdout=Full(), stderr=StringIO(), variables={}, reports=tmp_path)
    assert run_program(["partial", "x^2"], environment) == 2
    assert "No space left on device" in environment.stderr.getvalue()  # type: ignore[attr-defined]
    assert run_program(["partial", "x^2", "--format", "json"], environment) == 2


BROKEN = {
    "identity": "x",
    "summed": "x + x^2",
    "constant_multiple": "3x",
    "quotient": "x/(x^2 + 3)",
    "product": "x sin x",
    "constant_power": "x^3",
    "exponential": "2^x",
    "general_power": "x^x",
    "extreme": "max(x, x^2)",
    "by_cases": "where(x > 1, x^2, 3x)",
    "named_call": "tanh x",
    "unknown_call": "f(x)",
    "unknown_derivative": "f'(x)",
    "indexed_sum": "sum(x w[i], i=1..n)",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_told_by_check_and_exit_code(name: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from pdtutor.calculus import partial as calculus
    from pdtutor.calculus import rules

    def broken(problem):
        step = getattr(rules, name)(problem)
        return step and replace(step, gives=step.gives * 11 / 10 + problem.wrt / 7)

    arguments = ("partial", BROKEN[name], "--wrt", "x", "--format", "json")
    assert run(*arguments).code == 0
    altered = tuple(broken if rule.__name__ == name else rule for rule in rules.RULES)
    monkeypatch.setattr(calculus, "RULES", altered)
    found = run(*arguments)
    assert found.code == 4
    assert found.json["error"]["code"] == "defect"
    assert found.json["result"]["partials"][0]["check"]["max_relative_error"] > 1e-5
