"""What holds at a point: a table of functions whose sets are known by hand."""

from __future__ import annotations

import pytest

import pdtutor
from tests.calculus.nonsmooth.clarke_oracle import brief

# the function, the point, and its Clarke set: a list of vertices, (center, radius) of a ball, or why there is none
SETS = [
    ("|x|", "x=0", [["-1"], ["1"]]),
    ("max(0, x)", "x=0", [["0"], ["1"]]),
    ("relu(x) - relu(-x)", "x=0", [["1"]]),
    ("relu(-x) + x", "x=0", [["0"], ["1"]]),
    ("max(x, e^x - 1, ((x + 1)^2 - 1)/2)", "x=0", [["1"]]),
    ("|x - 1| + |x + 1|", "x=1", [["0"], ["2"]]),
    ("max(x, x^2)", "x=0", [["0"], ["1"]]),
    ("max(x, x^2)", "x=1", [["1"], ["2"]]),
    ("-|x|", "x=0", [["-1"], ["1"]]),
    ("clip(x, 0, 1)", "x=0", [["0"], ["1"]]),
    ("clip(x, 0, 1)", "x=1", [["0"], ["1"]]),
    ("elu(x, 2)", "x=0", [["1"], ["2"]]),
    ("elu(x, 1)", "x=0", [["1"]]),
    ("hardswish(x)", "x=-3", [["-1/2"], ["0"]]),
    ("hardswish(x)", "x=3", [["1"], ["3/2"]]),
    ("x |x|", "x=0", [["0"]]),
    ("|x|^3", "x=0", [["0"]]),
    ("x^2 sign(x)", "x=0", [["0"]]),
    ("sign(x)^2 x", "x=0", [["1"]]),
    ("max(x, x^2, x^3)", "x=0", [["0"], ["1"]]),
    ("max(x, x^2, x^3)", "x=1", [["1"], ["3"]]),
    ("max(x, sin(x))", "x=0", [["1"]]),
    ("max(relu(x), x^2)", "x=0", [["0"], ["1"]]),
    ("|x^2 - 2|", "x=sqrt(2)", [["-2*sqrt(2)"], ["2*sqrt(2)"]]),
    ("|sin(x)|", "x=100*pi", [["-1"], ["1"]]),
    ("max(sin(x), cos(x))", "x=pi/4", [["-sqrt(2)/2"], ["sqrt(2)/2"]]),
    ("sigmoid(|x|)", "x=0", [["-1/4"], ["1/4"]]),
    ("sqrt(x^2)", "x=0", [["-1"], ["1"]]),
    ("sqrt(1 - cos(x))", "x=2*pi", [["-sqrt(2)/2"], ["sqrt(2)/2"]]),
    ("cos(sqrt(|x|))", "x=0", [["-1/2"], ["1/2"]]),
    ("asin(1 - x^2)", "x=0", [["-sqrt(2)"], ["sqrt(2)"]]),
    ("cbrt(x) x", "x=0", [["0"]]),
    ("where(x != 0, x, 0)", "x=0", [["1"]]),
    ("where(x == 1, x^2, 2x - 1)", "x=1", [["2"]]),
    ("where(x != 0, x^2 sin(1/x), 0)", "x=0", [["-1"], ["1"]]),
    ("where(x != 0, x^2 cos(3/x), 0)", "x=0", [["-3"], ["3"]]),
    ("where(x != 0, x^3 sin(1/x), 0)", "x=0", [["0"]]),
    ("where(x > 0, x^2 sin(1/x), 0)", "x=0", [["-1"], ["1"]]),
    ("x^2 sin(1/x) + |x|", "x=0", [["-2"], ["2"]]),
    ("sin(x)/x", "x=0", [["0"]]),
    ("(x^2 - 1)/(x - 1) + |x|", "x=1", [["2"]]),
    ("ln(1 + |x|)/|x|", "x=0", [["-1/2"], ["1/2"]]),
    ("1e20 |x|", "x=0", [["-100000000000000000000"], ["100000000000000000000"]]),
    ("|x - 1e-50|", "x=1e-50", [["-1"], ["1"]]),
    ("|x| + |x - 1e-9|", "x=0", [["-2"], ["0"]]),
    ("sum(|x - i|, i=1..5)", "x=3", [["-1"], ["1"]]),
    ("sum(|x - i|, i=1..n)", "x=2,n=4", [["-2"], ["0"]]),
    ("|x| + |y|", "x=0,y=0", [["-1", "-1"], ["1", "-1"], ["1", "1"], ["-1", "1"]]),
    ("|x| |y|", "x=0,y=0", [["0", "0"]]),
    ("|x| |y|", "x=0,y=1", [["-1", "0"], ["1", "0"]]),
    ("max(x, y, x + y, 0)", "x=0,y=0", [["0", "0"], ["1", "0"], ["1", "1"], ["0", "1"]]),
    ("relu(x) + relu(y) - relu(x + y)", "x=0,y=0", [["-1", "0"], ["0", "-1"], ["1", "0"], ["0", "1"]]),
    ("max(x, y) - min(x, y) - |x - y|", "x=0,y=0", [["0", "0"]]),
    ("max(y, x^2)", "x=0,y=0", [["0", "0"], ["0", "1"]]),
    ("max(y, x^2, 2x^2)", "x=0,y=0", [["0", "0"], ["0", "1"]]),
    ("max(x, x + y^2)", "x=0,y=0", [["1", "0"]]),
    ("relu(x^2 - |y|)", "x=0,y=0", [["0", "-1"], ["0", "1"]]),
    ("|y - x^2| - |y|", "x=0,y=0", [["0", "-2"], ["0", "0"]]),
    ("min(max(y - x^2, 0), max(2x^2 - y, 0))", "x=0,y=0", [["0", "-1"], ["0", "1"]]),
    ("relu(x/1000 - |y|)", "x=0,y=0", [["0", "0"], ["1/1000", "-1"], ["1/1000", "1"]]),
    ("|y^2 - x^3|", "x=0,y=0", [["0", "0"]]),
    ("|x^2 + y^2 - 1|", "x=3/5,y=4/5", [["-6/5", "-8/5"], ["6/5", "8/5"]]),
    ("where(x > 0 and y > 0, min(x, y), 0)", "x=0,y=0", [["0", "0"], ["1", "0"], ["0", "1"]]),
    ("norm(x, y)", "x=0,y=0", (["0", "0"], "1")),
    ("norm(x, y) + 3x - y", "x=0,y=0", (["3", "-1"], "1")),
    ("-2 norm(x - 1, y + 2)", "x=1,y=-2", (["0", "0"], "2")),
    ("norm(x, y) + norm(x - 1, y)", "x=0,y=0", (["-1", "0"], "1")),
    ("sqrt((x - y)^2 + (x + y)^2)", "x=0,y=0", (["0", "0"], "sqrt(2)")),
    ("norm(x, y, z)", "x=0,y=0,z=0", (["0", "0", "0"], "1")),
    ("norm(x, y)^2", "x=0,y=0", [["0", "0"]]),
    ("norm(x, y) - norm(y, x)", "x=0,y=0", [["0", "0"]]),
    ("max(norm(x, y), 1)", "x=0,y=1", [["0", "0"], ["0", "1"]]),
    ("sign(x)", "x=0", "jump"),
    ("where(x >= 0, 1, 0)", "x=0", "jump"),
    ("where(x == 0 and y == 0, 5, x + y)", "x=0,y=0", "jump"),
    ("sqrt(|x|)", "x=0", "vertical"),
    ("cbrt(x)", "x=0", "vertical"),
    ("x ln(x)", "x=0", "vertical"),
    ("where(x != 0, x^2 sin(1/x^2), 0)", "x=0", "vertical"),
    ("cbrt(x) y", "x=0,y=0", "vertical"),
    ("sqrt(|x y|)", "x=0,y=0", "vertical"),
    ("sqrt(|x|) + y", "x=0,y=2", "vertical"),
    ("cbrt(x) + y + z", "x=0,y=1,z=1", "vertical"),
    ("cbrt(x - y) + x", "x=1,y=1", "vertical"),
    ("sqrt(relu(x - y))", "x=1,y=1", "vertical"),
    ("sqrt(|x y|)", "x=0,y=1", "vertical"),
    ("where(x > y, x y, 0)", "x=0,y=0", "jump"),
    ("where(x > y, x y^2, 0)", "x=0,y=0", "jump"),
    ("where(y == x^2, x, 0)", "x=0,y=0", "jump"),
    ("where(x != 0, y, 0)", "x=0,y=0", "jump"),
    ("where(x != y, 2x, x + y)", "x=1,y=1", [["2", "0"]]),
    ("x sqrt(x)", "x=0", "edge"),
    ("x^2 ln(x)", "x=0", "edge"),
]
SIX = [["-2", "0", "2"], ["-2", "2", "0"], ["0", "-2", "2"], ["0", "2", "-2"], ["2", "-2", "0"], ["2", "0", "-2"]]


def answer(text: str, at: str, **options):
    return pdtutor.subgradient(text, at=at, **options).to_dict()


def exact(values) -> list[str]:
    return [value["exact"] for value in values]


@pytest.mark.parametrize(("text", "at", "expected"), [*SETS, ("|x - y| + |y - z| + |z - x|", "x=0,y=0,z=0", SIX)])
def test_clarke_set(text: str, at: str, expected) -> None:
    found = answer(text, at)
    clarke = found["clarke"]
    if isinstance(expected, str):
        assert clarke is None, brief(clarke)
        assert found["why"] == expected
    elif isinstance(expected, tuple):
        assert clarke["kind"] == "ball"
        assert (exact(clarke["center"]), clarke["radius"]["exact"]) == expected
    else:
        assert clarke["kind"] == ("hull" if len(expected) > 1 else "point")
        assert list(map(exact, clarke["points"])) == expected


# the function, the point, and the gradient there, though other slopes are met around it
DIFFERENTIABLE = [
    ("where(x != 0, x^2 sin(1/x), 0)", "x=0", ["0"]),
    ("relu(x^2 - |y|)", "x=0,y=0", ["0", "0"]),
    ("cbrt(x) y", "x=0,y=0", ["0", "0"]),
    ("|x y|", "x=0,y=0", ["0", "0"]),
    ("max(x y, x)", "x=0,y=1", ["1", "0"]),
    ("where(x != 0 or y != 0, x y (x^2 - y^2)/(x^2 + y^2), 0)", "x=0,y=0", ["0", "0"]),
    ("x^2 ln(|x|)", "x=0", ["0"]),
    ("leaky_relu(x, a)", "x=0,a=1", ["0", "1"]),
]


@pytest.mark.parametrize(("text", "at", "gradient"), DIFFERENTIABLE)
def test_gradient_where_the_formula_says_nothing(text: str, at: str, gradient: list[str]) -> None:
    found = answer(text, at)
    assert found["differentiable"]
    assert exact(found["gradient"]) == gradient


# the function, the point, and the slopes left and right along each variable
SIDES = [
    ("sqrt(|x|)", "x=0", {"x": ["-inf", "inf"]}),
    ("cbrt(x)", "x=0", {"x": ["inf", "inf"]}),
    ("sqrt(x)", "x=0", {"x": [None, "inf"]}),
    ("asin(x)", "x=1", {"x": ["inf", None]}),
    ("x ln(x)", "x=0", {"x": [None, "-inf"]}),
    ("x^2 ln(x)", "x=0", {"x": [None, "0"]}),
    ("sign(x)", "x=0", {"x": ["inf", "inf"]}),
    ("where(x > 0, x, 1)", "x=0", {"x": ["0", "-inf"]}),
    ("where(x != 0, x sin(1/x), 0)", "x=0", {"x": [None, None]}),
    ("relu(x + y) - |x - 2y|", "x=0,y=0", {"x": ["1", "0"], "y": ["2", "-1"]}),
    ("norm(x, 2y)", "x=0,y=0", {"x": ["-1", "1"], "y": ["-2", "2"]}),
    ("clip(x, a, b)", "x=0,a=0,b=0", {"a": ["0", "0"], "b": ["1", "0"], "x": ["0", "0"]}),
]


@pytest.mark.parametrize(("text", "at", "sides"), SIDES)
def test_slopes_on_the_two_sides(text: str, at: str, sides: dict) -> None:
    found = {name: [slope["exact"] or slope["decimal"] for slope in slopes] for name, slopes in answer(text, at)["one_sided"].items()}
    assert found == sides


# the function, the point, the kind of its convex subdifferential, and why
CONVEX = [
    ("|x|", "x=0", "hull", "convex"),
    ("-|x|", "x=0", "empty", "slopes"),
    ("norm(x, y)", "x=0,y=0", "ball", "convex"),
    ("-norm(x, y)", "x=0,y=0", "empty", "slopes"),
    ("norm(x, y) - norm(2x, 2y)", "x=0,y=0", "empty", "slopes"),
    ("|x| - |y|", "x=0,y=0", "empty", "slopes"),
    ("exp(-|x|)", "x=0", "empty", "slopes"),
    ("x^2", "x=1", "point", "convex"),
    ("-sqrt(x)", "x=0", "empty", "steep"),
    ("x ln(x)", "x=0", "empty", "steep"),
    ("x |x|", "x=0", None, "differentiable"),
    ("max(x, x^3)", "x=0", None, "unproved"),
]


@pytest.mark.parametrize(("text", "at", "kind", "why"), CONVEX)
def test_convex_subdifferential(text: str, at: str, kind: str | None, why: str) -> None:
    found = answer(text, at)
    convex = found["convex_subdifferential"]
    assert (convex and convex["kind"], found["why_convex"]) == (kind, why)
    assert kind in (None, "empty") or convex == found["clarke"]


# with some variables held at the point
HELD = [
    ("|a x|", "x=0,a=2", "x", [["-2"], ["2"]]),
    ("|a x|", "x=0,a=0", "x", [["0"]]),
    ("|a x| + |x|", "x=0,a=1", "x", [["-2"], ["2"]]),
    ("|w x + b|", "x=2,w=1,b=-2", "w,b", [["-2", "-1"], ["2", "1"]]),
    ("|w x + b|", "x=0,w=1,b=0", "w,b", [["0", "-1"], ["0", "1"]]),
    ("norm(x, y)", "x=0,y=0", "x", [["-1"], ["1"]]),
    ("norm(x, y)", "x=0,y=1", "x", [["0"]]),
    ("where(a > 0, |x|, -|x|)", "x=0,a=1", "x", [["-1"], ["1"]]),
    ("max(x, y)", "x=1,y=1", "y", [["0"], ["1"]]),
]


@pytest.mark.parametrize(("text", "at", "wrt", "expected"), HELD)
def test_clarke_set_in_some_of_the_variables(text: str, at: str, wrt: str, expected: list[list[str]]) -> None:
    assert list(map(exact, answer(text, at, wrt=wrt)["clarke"]["points"])) == expected


# a function that has no value at the point: what it tends to there, if anything
UNDEFINED = ["1/x", "x/|x|", "|sin(x)|/x", "atan(1/x)", "ln(1 + |x|)/x", "sqrt(x - 1)", "asin(x + 2)", "cot(x)"]


@pytest.mark.parametrize("text", UNDEFINED)
def test_a_point_without_a_value_is_refused(text: str) -> None:
    with pytest.raises(pdtutor.TutorError, match="not defined"):
        answer(text, "x=0")


@pytest.mark.parametrize(("text", "value"), [("sin(x)/x", "1"), ("x^2 sin(1/x)", "0"), ("(e^x - 1)/x", "1"), ("(1 - cos(x))/x^2", "1/2")])
def test_the_value_that_fills_a_hole(text: str, value: str) -> None:
    assert answer(text, "x=0")["continued"]["exact"] == value
