"""The pages of Jacobians, Hessians, directional and total derivatives, limits and kinks, in every format for people."""

from __future__ import annotations

import re
from typing import Any

import pytest

import pdtutor
from pdtutor.render import plain, python
from pdtutor.render.formats import view
from tests.render.console import shown
from tests.render.pages import check_documents, check_prompt_and_notebook, check_widths, words
from tests.render.test_python import agreements, run

SADDLE = "where(x != 0 or y != 0, x y (x^2-y^2)/(x^2+y^2), 0)"
FLAT = "where(x != 0 or y != 0, x^2 y/(x^2+y^2), 0)"
RESULTS: dict[str, tuple[Any, str, dict[str, Any]]] = {
    "polar": (pdtutor.jacobian, "[r cos t, r sin t]", {"at": "r=2,t=pi/3"}),
    "jacobian in full": (pdtutor.jacobian, "[x y, x + y]", {"detail": "full"}),
    "wide jacobian": (pdtutor.jacobian, "[sin(x y z) + e^(x y), x/(y + z)]", {}),
    "hessian": (pdtutor.hessian, "x^2 + 3x*y - y^2 + e^(x*y)", {"at": "x=0,y=0"}),
    "order matters": (pdtutor.hessian, SADDLE, {"at": "x=0,y=0", "detail": "brief"}),
    "hessian in one variable": (pdtutor.hessian, "x^4", {"at": "x=1"}),
    "directional": (pdtutor.directional, "x^2 y", {"along": "3,4", "at": "x=1,y=2"}),
    "not differentiable": (pdtutor.directional, FLAT, {"along": "1,1", "at": "x=0,y=0"}),
    "at a kink": (pdtutor.directional, "norm(x, y)", {"along": "3,4", "at": "x=0,y=0"}),
    "total": (pdtutor.total, "x^2 + y^2", {"wrt": "x", "given": "y = x^2", "at": "x=1"}),
    "total in full": (pdtutor.total, "x^2 y", {"given": "y = x^3, x = cos t", "detail": "full"}),
    "unknown dependence": (pdtutor.total, "x^2 y z", {"wrt": "x", "depends": "z(x, y), y(x)"}),
    "folium": (pdtutor.total, "x^3 + y^3 = 3x*y", {"wrt": "x", "depends": "y(x)", "at": "x=0,y=0"}),
    "limit": (pdtutor.limit, "x^2 y", {"wrt": "x"}),
    "limit at a corner": (pdtutor.limit, "|x|", {"at": "x=0"}),
    "limit at an edge": (pdtutor.limit, "x ln x", {"at": "x=0"}),
    "kinks alone": (pdtutor.subgradient, "relu(w x + b)", {}),
    "corner": (pdtutor.subgradient, "|x|", {"at": "x=0"}),
    "disc": (pdtutor.subgradient, "sqrt(x^2 + y^2)", {"at": "x=0,y=0"}),
    "polygon": (pdtutor.subgradient, "max(0, x, y)", {"at": "x=0,y=0"}),
    "jump": (pdtutor.subgradient, "where(x < 0, 0, 1)", {"at": "x=0"}),
    "vertical": (pdtutor.subgradient, "sqrt(|x|)", {"at": "x=0"}),
    "swinging": (pdtutor.subgradient, "where(x != 0, x^2 sin(1/x), 0)", {"at": "x=0"}),
    "continuum": (pdtutor.subgradient, "norm(x, y) + |x|", {"at": "x=0,y=0"}),
}


def result(name: str) -> Any:
    function, text, options = RESULTS[name]
    return function(text, **options)


@pytest.mark.parametrize("name", RESULTS)
def test_no_line_is_wider_than_the_terminal(name: str) -> None:
    check_widths(result(name))


@pytest.mark.parametrize("name", RESULTS)
def test_plain_text_is_ascii(name: str) -> None:
    text = plain.document(result(name))
    assert text.isascii()
    assert "?" not in text


@pytest.mark.parametrize("name", RESULTS)
def test_documents_have_balanced_mathematics(name: str) -> None:
    check_documents(result(name))


PROGRAMS = ["polar", "wide jacobian", "hessian", "directional", "total", "total in full", "folium", "limit", "polygon", "corner"]


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_program_runs_and_agrees_with_itself(name: str) -> None:
    assert agreements(run(python.document(result(name)))) > 0


def test_the_program_of_an_unknown_dependence_takes_its_derivatives() -> None:
    names = run(python.document(result("unknown dependence")))
    assert {"y", "dy", "z", "dz_1", "dz_2"} <= set(names["value_and_derivatives"].__code__.co_varnames)


@pytest.mark.parametrize("name", RESULTS)
def test_the_prompt_and_the_notebook_show_the_result(name: str) -> None:
    check_prompt_and_notebook(result(name))


SAID = [
    ("polar", "numerator layout"),
    ("polar", "det J = r"),
    ("polar", "Rank 2"),
    ("polar", "J·step ≈ (-0.0123205, 0.0186603); the true change is (-0.0124571, 0.0186231)"),
    ("jacobian in full", "∂f₁/∂x"),
    ("hessian", "a saddle"),
    ("hessian", "the order of differentiation does not matter"),
    ("order matters", "differ at this point. Schwarz's theorem asks for second partials that are continuous there"),
    ("directional", "has length 5. Divided by it, u = (3/5, 4/5)"),
    ("directional", "D_u f = ∇f · u = ∂f/∂x·(3/5) + ∂f/∂y·(4/5)"),
    ("directional", "the steepest way"),
    ("not differentiable", "their dot product would be 0. But f is not differentiable here"),
    ("not differentiable", "√2/4"),
    ("at a kink", "the slope is -1 from the left and 1 from the right"),
    ("total", "∂f/∂y · dy/dx"),
    ("total", "f → y → x"),
    ("total", "df/dx = 4·x³ + 2·x"),
    ("unknown dependence", "y′(x)"),
    ("folium", "a singular point"),
    ("limit", "The error falls with h down to about h = 1e-08"),
    ("limit", "it rises again"),
    ("limit at a corner", "From the left the quotient tends to -1, from the right to 1"),
    ("limit at an edge", "-∞ from the right"),
    ("kinks alone", "b + w·x = 0"),
    ("corner", "∂f = [-1, 1]"),
    ("corner", "PyTorch 2.15.0 0"),
    ("corner", "JAX 0.10.2 1"),
    ("disc", "the closed disc around (0, 0) with radius 1"),
    ("polygon", "the polygon with the corners (0, 0), (1, 0), (0, 1)"),
    ("jump", "not continuous here"),
    ("vertical", "the slopes near the point grow without bound"),
    ("swinging", "∂f = [-1, 1]"),
    ("continuum", "not known"),
]


@pytest.mark.parametrize(("name", "expected"), SAID)
def test_the_page_says(name: str, expected: str) -> None:
    assert expected in words(shown(view(result(name)), 120))


def test_partial_and_total_stand_side_by_side_where_there_is_room() -> None:
    drawn = view(result("total"))
    assert "╮╭" in shown(drawn, 80).splitlines()[0]
    assert "╮╭" not in shown(drawn, 60)


def test_a_kink_is_drawn_in_a_terminal_and_left_out_of_plain_text() -> None:
    assert re.search("[\u2801-\u28ff]", shown(view(result("corner")), 80))
    assert not re.search("[\u2801-\u28ff]", plain.document(result("corner")))


def test_markup_in_names_is_shown_as_it_is() -> None:
    drawn = view(pdtutor.jacobian("[theta^2, w_red]"))
    assert "w_red" in shown(drawn, 80)


@pytest.mark.parametrize(("text", "at"), [("exp(x)", "x=1000"), ("exp(x)", "x=-1000"), ("x^3", "x=10^200"), ("x", "x=10^400")])
def test_a_table_that_would_hold_no_number_is_not_drawn(text: str, at: str) -> None:
    page = plain.document(pdtutor.limit(text, at=at))
    assert "beyond what floating point can hold" in page
    assert "nan" not in page
    assert "inf" not in page
