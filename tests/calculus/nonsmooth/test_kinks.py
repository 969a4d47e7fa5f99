"""Where kinks lie, and that switches which cancel are none: a table of functions whose kinks are known by hand."""

from __future__ import annotations

import pytest

import pdtutor

# the function, and its kinks as they are listed
PLACES = [
    ("|x|", ["Eq(x, 0)"]),
    ("|2x - 1|", ["Eq(x, 1/2)"]),
    ("clip(x, 0, 1)", ["Eq(x, 0)", "Eq(x, 1)"]),
    ("hardswish(x)", ["Eq(x, -3)", "Eq(x, 3)"]),
    ("hardtanh(2x)", ["Eq(x, -1/2)", "Eq(x, 1/2)"]),
    ("relu6(x) - relu(x)", ["Eq(x, 6)"]),
    ("max(x, x^2, x^3)", ["Eq(x, 0)", "Eq(x, 1)"]),
    ("|x^2 - 2|", ["Eq(x, -sqrt(2))", "Eq(x, sqrt(2))"]),
    ("relu(relu(x) - 1)", ["Eq(x, 1)"]),
    ("|1/x - 1|", ["Eq(x, 1)"]),
    ("sqrt(x^2 - 2x + 1)", ["Eq(x, 1)"]),
    ("x |x - 1|", ["Eq(x, 1)"]),
    ("x^2/(1 + |x - 3|)", ["Eq(x, 3)"]),
    ("|sin(x)|", ["Eq(sin(x), 0)"]),
    ("|w x + b|", ["Eq(b + w*x, 0)"]),
    ("|x| |y|", ["Eq(x, 0)", "Eq(y, 0)"]),
    ("max(x, y)", ["Eq(x, y)"]),
    ("max(y, x^2, 2x^2)", ["Eq(2*x**2, y)"]),
    ("norm(x - 1, y + 2)", ["Eq(x, 1) & Eq(y, -2)"]),
    ("norm(x, 2x)", ["Eq(x, 0)"]),
    ("|norm(x, y) - 1|", ["Eq(norm(x, y), 1)", "Eq(x, 0) & Eq(y, 0)"]),
    ("where(x > y, x, y)", ["Eq(x, y)"]),
    ("sum(|x - i|, i=1..5)", ["Eq(i, x)"]),
    ("sign(x)", ["Eq(x, 0)"]),
    ("cbrt(x y)", ["Eq(x, 0)", "Eq(y, 0)"]),
    ("sqrt(|x y|)", ["Eq(x, 0)", "Eq(y, 0)"]),
    ("sqrt(|x|) + y", ["Eq(x, 0)"]),
    ("min(relu(-2x), 1 - x^3)", ["Eq(x, -1)", "Eq(x, 1/2 - sqrt(5)/2)", "Eq(x, 0)", "Eq(x, 1)"]),
]


@pytest.mark.parametrize(("text", "places"), PLACES)
def test_kinks_lie_there(text: str, places: list[str]) -> None:
    assert [kink["where"] for kink in pdtutor.subgradient(text).to_dict()["kinks"]] == places


NONE = [
    "x^2",
    "exp(x) y",
    "sin(x)/x",
    "(x^2 - 1)/(x - 1)",
    "x |x|",
    "|x|^3",
    "|x|^(3/2)",
    "cbrt(x) x",
    "sign(x) x - |x|",
    "sign(x)^2 x",
    "relu(x) - relu(-x)",
    "max(x, -x) - |x|",
    "max(x, y) + min(x, y)",
    "max(x, y) - min(x, y) - |x - y|",
    "hardtanh(x) - clip(x, -1, 1)",
    "hardswish(x) - x relu6(x + 3)/6",
    "norm(x, y)^2",
    "norm(x, y) - norm(y, x)",
    "huber(x)",
    "elu(x)",
    "relu(x)^2",
    "cos(|x|)",
    "tanh(|x|)^2",
    "max(x, x + y^2)",
    "max(exp(x), x + 1)",
    "relu(x^2 + 1)",
    "where(x != 0, x, 0)",
    "where(x > 0, sin(x), x)",
    "1/x",
    "tan(x)",
    "sqrt(x)",
    "x ln(x)",
]


@pytest.mark.parametrize("text", NONE)
def test_smooth_functions_and_cancelling_switches_have_no_kinks(text: str) -> None:
    assert pdtutor.subgradient(text).to_dict()["kinks"] == []


KINDS = [
    ("|x|", "kink"),
    ("sign(x)", "jump"),
    ("where(x == 0, 5, x)", "jump"),
    ("cbrt(x)", "vertical"),
    ("sqrt(|x|)", "vertical"),
    ("x sign(y)", "jump"),
    ("norm(x, y)^(1/2)", "vertical"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_kind_of_a_kink(text: str, kind: str) -> None:
    assert [kink["kind"] for kink in pdtutor.subgradient(text).to_dict()["kinks"]] == [kind]


@pytest.mark.parametrize("text", ["|cos(x) - x|", "max(exp(x), 3x)", "|x^5 - x - 1|"])
def test_a_place_without_a_formula_is_found_in_digits(text: str) -> None:
    kinks = pdtutor.subgradient(text).to_dict()["kinks"]
    places = {"|cos(x) - x|": [0.7390851332151607], "max(exp(x), 3x)": [0.6190612867359451, 1.5121345516578424]}
    assert [kink["at"]["x"] for kink in kinks] == pytest.approx(places.get(text, [1.1673039782614187]), rel=1e-14)


def test_a_place_that_only_a_polynomial_of_one_piece_names_is_no_obstacle() -> None:
    kinks = pdtutor.subgradient("min(relu(-2x), 1 - x^3/8)").to_dict()["kinks"]
    assert [kink["at"]["x"] for kink in kinks] == pytest.approx([-3.7216117062234066, -0.5082033767301048, 0, 2], rel=1e-14)
