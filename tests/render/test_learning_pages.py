"""The pages of sensitivity and scale, in every format for people."""

from __future__ import annotations

import re
from typing import Any

import pytest

import pdtutor
from pdtutor.render import plain
from pdtutor.render.formats import view
from pdtutor.render.pages.sensitivity import bars
from tests.render.console import shown
from tests.render.pages import check_documents, check_prompt_and_notebook, check_widths, words

GRID = "x[1,1]*x[2,2] - 30*x[1,2]*x[2,1]"
RESULTS: dict[str, tuple[Any, str, dict[str, Any]]] = {
    "scales": (pdtutor.sensitivity, "price*volume - 0.001*cost^2", {"at": "price=1000,volume=0.5,cost=3"}),
    "dispute": (pdtutor.sensitivity, "x + 2y", {"at": "x=5,y=1"}),
    "kink": (pdtutor.sensitivity, "|x| + y + 0*z", {"at": "x=0,y=2,z=1"}),
    "zero": (pdtutor.sensitivity, "x - y", {"at": "x=1,y=1"}),
    "one variable": (pdtutor.sensitivity, "theta^2", {"at": "theta=1"}),
    "grid": (pdtutor.sensitivity, GRID, {"at": "x[1,1]=1,x[1,2]=200,x[2,1]=3,x[2,2]=5"}),
    "row": (pdtutor.sensitivity, "sum(i*x[i], i=1..150)", {"at": ",".join(f"x[{k}]=1" for k in range(1, 151))}),
    "scale": (pdtutor.scale, "10,100,1000", {}),
    "one network": (pdtutor.scale, "10", {}),
}


def result(name: str) -> Any:
    function, text, options = RESULTS[name]
    return function(params=text) if function is pdtutor.scale else function(text, **options)


@pytest.mark.parametrize("name", RESULTS)
def test_no_line_is_wider_than_the_terminal(name: str) -> None:
    check_widths(result(name))


@pytest.mark.parametrize("name", RESULTS)
def test_plain_text_is_ascii_and_no_wider_than_eighty(name: str) -> None:
    text = plain.document(result(name))
    assert text.isascii()
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize("name", RESULTS)
def test_documents_have_balanced_mathematics(name: str) -> None:
    check_documents(result(name))


@pytest.mark.parametrize("name", RESULTS)
def test_the_prompt_and_the_notebook_show_the_result(name: str) -> None:
    check_prompt_and_notebook(result(name))


SAID = [
    ("scales", "span a factor of 2e+03"),
    ("scales", "standardise"),
    ("dispute", "by derivative y comes first, by elasticity x"),
    ("kink", "the slope is -1 from the left and 1 from the right"),
    ("kink", "it would be no derivative, and is not ranked"),
    ("kink", "z has derivative 0"),
    ("zero", "no variable has an elasticity"),
    ("zero", "x and y share a place"),
    ("grid", "from light (0) to dark (the largest)"),
    ("row", "and 138 more, none of them larger"),
    ("row", "read line by line"),
    ("scale", "at most 5 times"),
    ("scale", "Baur and Strassen 1983"),
    ("scale", "Slopes of the fitted lines"),
    ("scale", "Nobody counted this: it is extrapolated"),
    ("scale", "10^12 operations a second"),
    ("scale", "no hardware can shorten the chain"),
    ("one network", "no slope can be fitted"),
]


@pytest.mark.parametrize(("name", "expected"), SAID)
def test_the_page_says(name: str, expected: str) -> None:
    assert expected in words(shown(view(result(name)), 120))


def test_bars_show_sign_and_size_without_colour() -> None:
    sides = [" " * 13 + "|" + "#" * 13, " " * 7 + "#" * 6 + "|", " " * 13 + "|#", " " * 13 + "|"]
    names = ["x         4", "long     -2", "z     1e-09", "o         0"]
    assert bars(["x", "long", "z", "o"], [4, -2, 1e-9, 0], 40, "#") == [f"{a}  {b}" for a, b in zip(names, sides, strict=True)]


def test_the_darkest_cell_is_the_largest_derivative() -> None:
    text = plain.document(result("grid"))
    assert "|....|\n|@@..|" in text


def test_each_curve_of_the_picture_has_its_own_mark_and_all_powers_are_named() -> None:
    text = plain.document(result("scale"))
    picture = [line for line in text.splitlines() if re.match(r" *(10\^\d+)?\|", line)]
    assert len(picture) == 18
    assert set("orFD") <= set("".join(line.split("|")[1] for line in picture))
    assert "10^1" in text
    assert "10^3" in text


def test_brief_shows_less_and_full_shows_all() -> None:
    text, at = "sum(i*x[i], i=1..20)", ",".join(f"x[{k}]=1" for k in range(1, 21))
    lengths = [len(plain.document(pdtutor.sensitivity(text, at=at, detail=detail))) for detail in ("brief", "normal", "full")]
    assert lengths == sorted(lengths)
    assert "20. x[1]" in plain.document(pdtutor.sensitivity(text, at=at, detail="full"))


def test_a_variable_without_a_derivative_has_no_rank() -> None:
    text = plain.document(pdtutor.sensitivity("|x| + 3y", at="x=0,y=1"))
    assert "1. y" in text
    assert "2. x" not in text
