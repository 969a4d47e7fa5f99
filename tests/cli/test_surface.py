"""`pdtutor surface` as it is typed: pictures in every format and width, JSON as promised, files, and mistakes."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.cli.conftest import Run

BOWL = "x^2 + 2y^2"


@pytest.mark.parametrize("columns", ["40", "80", "120"])
@pytest.mark.parametrize("text", [BOWL, "|x| + ln(x + 2)"])
def test_the_picture_fits_the_terminal_and_reads_without_colour(run: Run, text: str, columns: str) -> None:
    found = run("surface", text, "--format", "rich", COLUMNS=columns, NO_COLOR="1")
    assert (found.code, found.err) == (0, "")
    assert max(map(cell_len, found.out.splitlines())) <= int(columns)
    assert "\x1b[3" not in found.out
    assert "smallest value seen" in " ".join(found.out.replace("│", " ").split())


def test_levels_have_colours_where_there_are_colours(run: Run) -> None:
    found = run("surface", BOWL, "--format", "rich", FORCE_COLOR="1", COLORTERM="truecolor", TERM="xterm-256color")
    assert len(set(re.findall(r"48;(?:2;\d+;\d+;\d+|5;\d+)", found.out))) >= 4


def test_json_is_as_promised(run: Run) -> None:
    found = run("surface", BOWL, "--at", "x=1,y=1", "--range", "x=-3:3,y=-2:2", "--path", "x=2,y=1", "--steps", "3", "--format", "json")
    result = found.json["result"]
    assert result["variables"] == ["x", "y"]
    assert result["range"] == {"x": [-3.0, 3.0], "y": [-2.0, 2.0]}
    assert result["point"] == {"x": 1.0, "y": 1.0}
    assert result["gradient"] == {"x": 2.0, "y": 4.0}
    assert result["minimum_seen"] == {"at": {"x": 0.0, "y": 0.0}, "value": 0.0}
    assert [round(step["value"], 6) for step in result["path"]] == [6.0, 3.28, 1.8976, 1.141888]
    assert (result["file"], result["stopped"], result["why"]) == (None, None, None)


def test_json_without_a_point_has_none(run: Run) -> None:
    result = run("surface", BOWL, "--format", "json").json["result"]
    assert (result["point"], result["gradient"], result["path"]) == (None, None, None)


def test_json_at_a_kink_says_why_there_is_no_gradient(run: Run) -> None:
    result = run("surface", "|x| + y", "--at", "x=0,y=1", "--format", "json").json["result"]
    assert (result["gradient"], result["why"]) == (None, "kink")
    assert result["kinks"] == [{"where": "Eq(x, 0)", "kind": "kink", "at": None}]


def test_json_of_one_variable_has_the_tangent_and_the_places_of_the_kinks(run: Run) -> None:
    result = run("surface", "|x|", "--at", "x=2", "--format", "json").json["result"]
    assert result["tangent"] == {"slope": 1.0, "intercept": 0.0}
    assert result["kinks"] == [{"where": "Eq(x, 0)", "kind": "kink", "at": [{"x": 0.0}]}]


SAID = [
    ((BOWL, "--at", "x=1,y=1"), "At x = 1, y = 1: f = 3 and grad f = (2, 4)."),
    ((BOWL, "--path", "x=1,y=1", "--steps", "2"), "Gradient descent with the rate 0.1: 2 steps from x = 1, y = 1, f = 3, to"),
    (("x^2", "--at", "x=1"), "The tangent: 1 + 2*(x - 1), the straight line that fits best at the point."),
    (("x^2", "--at", "x=0"), "The slope is 0 here"),
    (("|x|", "--at", "x=0"), "Along x it is -1 before the point and 1 after it."),
    (("x y z", "--at", "z=2"), "held constant: z = 2"),
    (("x^2", "--path", "x=1", "--rate", "1.5"), "a smaller rate is needed"),
    (("ln(x)", "--path", "x=1", "--rate", "2"), "It stopped at step 1"),
    (("x^2", "--range", "x=0:1", "--at", "x=3"), "outside of what is shown"),
    (("|x| + y",), "The function has a kink at x = 0."),
    (("sign(x)",), "The function has a jump at x = 0."),
    (("ln(x) + y",), "is not defined there"),
    (("3", "--range", "x=0:1"), "f = 3 wherever it was computed"),
]


@pytest.mark.parametrize("format", ["plain", "markdown", "latex"])
@pytest.mark.parametrize(("words", "said"), SAID)
def test_the_numbers_are_said_in_words_too(run: Run, words: tuple[str, ...], said: str, format: str) -> None:
    found = run("surface", *words, "--format", format)
    assert found.code == 0
    if format == "plain":
        assert said in " ".join(found.out.split())
        assert found.out.isascii()
    else:
        assert "None" not in found.out


def test_the_steps_are_listed_where_all_is_asked_for(run: Run) -> None:
    text = run("surface", BOWL, "--path", "x=1,y=1", "--steps", "3", "--detail", "full", "--format", "plain").out
    assert re.search(r"step +x +y +f\n +0 +1 +1 +3\n +1 +0.8 +0.6 +1.36", text)


def test_the_program_computes_the_slopes(run: Run) -> None:
    names: dict[str, object] = {}
    exec(compile(run("surface", BOWL, "--format", "python").out, "program", "exec"), names)
    assert names["value_and_derivatives"](1, 1)[1] == {"x": 2, "y": 4}  # type: ignore[operator]


@pytest.mark.parametrize(("ending", "sign"), [(".png", b"\x89PNG"), (".svg", b"<?xml"), (".pdf", b"%PDF")])
def test_pictures_are_saved_by_their_endings(run: Run, tmp_path: Path, ending: str, sign: bytes) -> None:
    pytest.importorskip("matplotlib")
    found = run("surface", "x^2", "--at", "x=1", "--save", f"out{ending}")
    assert (found.code, found.err) == (0, "")
    assert (tmp_path / f"out{ending}").read_bytes().startswith(sign)


@pytest.mark.parametrize(("ending", "part"), [(".html", "<html"), (".txt", "Curve"), (".json", '"surface"'), (".md", "# A picture")])
def test_texts_are_saved_too(run: Run, tmp_path: Path, ending: str, part: str) -> None:
    assert run("surface", "x^2", "--save", f"out{ending}").code == 0
    assert part in (tmp_path / f"out{ending}").read_text(encoding="utf-8")


def test_without_matplotlib_the_extra_is_named_and_no_file_is_left(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    found = run("surface", "x^2", "--save", "out.png")
    assert found.code == 2
    assert ".venv/bin/pip install '.[plot]'" in found.err.replace("\n", " ")
    assert not list(tmp_path.iterdir())


MISTAKES = [
    (("--range", "x=3:-3"), "syntax"),
    (("--range", "q=0:1"), "unknown_variable"),
    (("--range", "x=1/0:2"), "undefined"),
    (("--path", "x=1"), "usage"),
    (("--rate", "0", "--path", "x=1,y=1"), "usage"),
    (("--range", "x=ln(-1):2"), "complex"),
]


@pytest.mark.parametrize(("options", "code"), MISTAKES)
def test_mistakes_are_told_with_a_mend_and_exit_code_two(run: Run, options: tuple[str, ...], code: str) -> None:
    found = run("surface", BOWL, *options, "--format", "json")
    assert (found.code, found.json["error"]["code"]) == (2, code)
    assert found.json["error"]["hint"]
    assert json.loads(found.out) == found.json


def test_a_range_that_begins_with_a_minus_or_stands_apart_is_read(run: Run) -> None:
    found = run("surface", "x^2", "--range", "x=-pi:2pi", "--format", "json")
    assert found.json["result"]["range"]["x"] == pytest.approx([-3.14159265, 6.28318531])


def test_a_budget_that_runs_out_leaves_the_coarse_picture(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from pdtutor.errors import BudgetError
    from pdtutor.requests import surface as request

    def slow(*_: object) -> None:
        raise BudgetError("The budget of 10 s ran out.")

    monkeypatch.setattr(request, "resampled", slow)
    found = run("surface", BOWL, "--format", "json")
    assert found.code == 3
    assert found.json["result"]["minimum_seen"]
    assert "a finer grid" in found.json["error"]["message"]
