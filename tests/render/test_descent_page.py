"""The page of a descent in every format: what is said of a run, its formulas with their numbers, its sparkline and its path."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pdtutor
from pdtutor.calculus.descent.methods import METHODS
from pdtutor.render import plain, python
from pdtutor.render.formats import view
from pdtutor.render.sparkline import ASCII_BARS, BARS, is_logarithmic, sparkline
from tests.render.console import shown
from tests.render.pages import check_documents, check_prompt_and_notebook, check_widths, words
from tests.render.test_python import agreements, run

LINE = "(w x + b - y)^2"
ROWS = "x,y,z\n1,2.1,0\n2,3.9,0\n3,6.2,0\n4,7.8,0\n5,10.1,0\n"
RESULTS: dict[str, tuple[str, dict[str, Any]]] = {
    "seeds": ("(w1 + 2 w2 - y)^2", {"from_": "w1=1,w2=1", "at": "y=5"}),
    **{method: ("x^2 + y^2/2", {"from_": "x=1,y=2", "method": method, "detail": "full"}) for method in METHODS},
    "compared": ("x^2 + 3y^2", {"from_": "x=1,y=-2", "method": "gd,momentum,adam", "steps": 30}),
    "one variable": ("x^4 - x", {"from_": "x=1", "rate": 0.05}),
    "five variables": ("a^2 + b^2 + c^2 + p^2 + q^2", {"from_": "a=1,b=2,c=3,p=4,q=5"}),
    "batches": (LINE, {"from_": "w=1,b=0", "data": ROWS, "batch": 2, "seed": 1, "rate": 0.02, "steps": 20}),
    "all rows": (LINE, {"from_": "w=1,b=0", "data": ROWS, "rate": 0.05}),
    "large mean": ("(sigmoid(w x + b) - y)^2", {"from_": "w=1,b=0", "data": ROWS + "1,1,0\n" * 80, "rate": 0.01, "steps": 2}),
    "too large a rate": ("x^2", {"from_": "x=1", "rate": 1.1}),
    "on the bound": ("x^2", {"from_": "x=1", "rate": 1}),
    "near the bound": ("x^2", {"from_": "x=1", "rate": 0.95}),
    "slow": ("x^2 + 100y^2", {"from_": "x=1,y=1", "rate": 0.001}),
    "overflow": ("x^4", {"from_": "x=2", "rate": 0.5}),
    "domain": ("ln(x) + x^2", {"from_": "x=2", "rate": 1}),
    "no slope": ("sqrt(x)", {"from_": "x=1", "rate": 2}),
    "assumption": ("x^2", {"from_": "x=2", "rate": 0.9, "assume": "x>0"}),
    "plane": ("x - y", {"from_": "x=0,y=0"}),
    "cap": ("-x^2", {"from_": "x=1"}),
    "top": ("cos(x)", {"from_": "x=0"}),
    "kink": ("|x|", {"from_": "x=1", "rate": 0.5}),
    "names of their own": ("v^2 + theta^2 + s*g", {"from_": "v=1,theta=2", "at": "g=1,s=2", "method": "momentum,adam"}),
}


@cache
def result(name: str) -> Any:
    text, options = RESULTS[name]
    return pdtutor.descent(text, **options)


@cache
def page(name: str) -> str:
    """What a wide terminal shows, without frames and line breaks."""
    return words(shown(view(result(name)), 120))


@pytest.mark.parametrize("name", RESULTS)
def test_no_line_is_wider_than_the_terminal(name: str) -> None:
    check_widths(result(name))


@pytest.mark.parametrize("name", RESULTS)
def test_plain_text_is_ascii_within_eighty_columns(name: str) -> None:
    text = plain.document(result(name))
    assert text.isascii()
    assert "?" not in text
    assert "None" not in text
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize("name", RESULTS)
def test_documents_have_balanced_mathematics(name: str) -> None:
    check_documents(result(name))


@pytest.mark.parametrize("name", ["seeds", "one variable", "batches", "compared"])
def test_the_program_runs_and_agrees_with_itself(name: str) -> None:
    assert agreements(run(python.document(result(name)))) > 0


@pytest.mark.parametrize("name", RESULTS)
def test_the_prompt_and_the_notebook_show_where_it_ended(name: str) -> None:
    check_prompt_and_notebook(result(name))


def test_the_prompt_says_how_far_it_came() -> None:
    assert repr(result("seeds")) == "(w1, w2) after 10 steps of gd = (1.4, 1.8)"


SAID = [
    ("seeds", "From w1 = 1, w2 = 1; held: y = 5."),
    ("seeds", "∇f = (-4, -8)"),
    ("seeds", "w2 := 1 - 0.1·(-8) = 1.8"),
    ("seeds", "the gradient is 0 but for rounding, from step 1 on"),
    ("seeds", "gd settles for rates below 2/10 = 0.2"),
    ("seeds", "the fastest there is for gd here"),
    ("gd", "θ := θ - η·g"),
    ("momentum", "v := μ·v + g"),
    ("momentum", "v of x := 0.9·0 + 2 = 2"),
    ("momentum", "below 2·(1 + 0.9)/2 = 1.9"),
    ("nesterov", "θ := θ - η·(g + μ·v)"),
    ("nesterov", "below 2·(1 + 0.9)/(1 + 2·0.9)/2 = 0.678571"),
    ("adagrad", "s := s + g^2"),
    ("adagrad", "x := 1 - 0.1·2/(√(4) + 1e-10) ≈ 0.9"),
    ("rmsprop", "s := α·s + (1 - α)·g^2"),
    ("rmsprop", "its first step moves each variable by about 1"),
    ("adam", "h := η/(1 - β₁^t)"),
    ("adam", "d := √(v)/√(1 - β₂^t) + ε"),
    ("adam", "θ := θ - h·m/d"),
    ("adam", "h of x := 0.1/(1 - 0.9^1) = 1"),
    ("adam", "d of x := √(0.004)/√(1 - 0.999^1) + 1e-08 ≈ 2"),
    ("adam", "x := 1 - 1·0.2/2 ≈ 0.9"),
    ("adam", "its first step moves each variable by about 0.1"),
    ("compared", "momentum"),
    ("compared", "method updates first f lowest last ended"),
    ("five variables", "The other variable likewise"),
    ("batches", "Each step follows the mean gradient of a batch of 2"),
    ("batches", "The mean gradient over rows 3, 4 = (-24.8, -7)"),
    ("batches", "Not used: the column z."),
    ("batches", "a batch may be steeper"),
    ("all rows", "The loss is the mean of f over 5 rows of the data, which give x, y."),
    ("large mean", "No picture of the path"),
    ("too large a rate", "Diverged: in 10 updates the loss has grown from 1 to 38.3376"),
    ("too large a rate", "below 2/2 = 1"),
    ("too large a rate", "along the steepest direction the steps grow"),
    ("on the bound", "come no nearer"),
    ("near the bound", "close to it, so the steps swing"),
    ("slow", "each step leaves 0.998 of the distance, about 1150 steps for one more digit; fastest is the rate 0.00990099"),
    ("overflow", "x⁴ grew beyond floating point"),
    ("overflow", "Near the point of step 0, and only there"),
    ("overflow", "Tried, for up to 100 updates: --rate 0.125 does not diverge"),
    ("domain", "It stopped at step 1: the loss has no value there: ln(x) is not defined for x = -2.5. What was computed before is kept."),
    ("no slope", "the loss has a value there, but no slope: 1/√x is not defined for x = 0"),
    ("assumption", "x = -1.6 is outside what is assumed of x"),
    ("plane", "slopes along a direction in which it is straight, so it falls without end: no rate makes a descent settle"),
    ("cap", "curved downwards along some direction, so it falls without end"),
    ("top", "a saddle or a top, not a lowest point"),
    ("kink", "the point lies exactly on a kink, where x is 0: the formula's slope is used, as frameworks do"),
    ("names of their own", "V := μ·V + G"),
    ("names of their own", "V of v := 0.9·0 + 2 = 2"),
]


@pytest.mark.parametrize(("name", "expected"), SAID)
def test_the_page_says_it(name: str, expected: str) -> None:
    assert expected in page(name)


UNSAID = [
    ("batches", "of the distance"),
    ("large mean", "S start"),
    ("five variables", "S start"),
    ("seeds", "Diverged"),
    ("top", "settles"),
    ("cap", "settles for rates"),
    ("domain", "falls without end"),
]


@pytest.mark.parametrize(("name", "unexpected"), UNSAID)
def test_the_page_does_not_say_what_is_not_known(name: str, unexpected: str) -> None:
    assert unexpected not in page(name)


@pytest.mark.parametrize("name", ["seeds", "one variable", "batches", "compared", "overflow"])
def test_the_path_is_drawn_in_the_terminal_and_in_plain_text(name: str) -> None:
    found = result(name)
    for text in (shown(view(found), 80), plain.document(found)):
        assert text.count("S start") == len(found.runs)


@pytest.mark.parametrize(("detail", "updates"), [("brief", 1), ("normal", 2), ("full", 10)])
def test_detail_says_how_many_updates_are_written_out(detail: str, updates: int) -> None:
    drawn = shown(view(pdtutor.descent("x^2", from_="x=1", steps=20, detail=detail)), 80)
    assert len(re.findall(r"Step \d+, from", drawn)) == updates
    assert ("S start" in drawn) == (detail != "brief")


# --- the sparkline --------------------------------------------------------------------------------------------------------------------

numbers = st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=300)


@given(numbers, st.integers(1, 100))
def test_a_sparkline_fits_and_shows_its_largest_number_highest(values: list[float], width: int) -> None:
    line = sparkline(values, width)
    assert len(line) == min(len(values), width, 60)
    assert set(line) <= set(BARS)
    if len(line) == len(values):
        assert line[values.index(max(values))] == max(line, key=BARS.index)
        assert line[values.index(min(values))] == min(line, key=BARS.index)


@given(numbers)
def test_a_sparkline_never_falls_where_its_numbers_rise(values: list[float]) -> None:
    heights = [BARS.index(bar) for bar in sparkline(sorted(values), 60)]
    assert heights == sorted(heights)


@pytest.mark.parametrize(
    ("values", "line", "is_log"),
    [
        ([0, 1, 2, 3, 4, 5, 6, 7], "▁▂▃▄▅▆▇█", False),
        ([1, 10, 100, 1000], "▁▃▆█", True),
        ([4, 0, 0], "█▁▁", False),
        ([1000, 1, 0], "█▁▁", True),
        ([-1000, 1, 1000], "▁▅█", False),
        ([3, 3, 3], "▁▁▁", False),
        ([-1.7e308, 1.7e308], "▁█", False),
    ],
)
def test_the_scale_is_logarithmic_only_over_orders_of_magnitude(values: list[float], line: str, is_log: bool) -> None:
    assert sparkline(values, 60) == line
    assert is_logarithmic(values) is is_log
    assert sparkline(values, 60, ASCII_BARS) == line.translate(str.maketrans(BARS, ASCII_BARS))


def test_a_logarithmic_scale_is_said_to_be_one() -> None:
    assert "on a logarithmic scale" in page("overflow")
    assert "logarithmic" not in page("too large a rate")
