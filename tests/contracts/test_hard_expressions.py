"""Expressions that existing systems get wrong, all 35 rows of the list, by what a user types and what the JSON says."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
import sympy as sp

import pdtutor

Object = dict[str, Any]


def partial(text: str, wrt: str, **options: Any) -> Object:
    (found,) = pdtutor.partial(text, wrt=wrt, **options).to_dict()["partials"]
    return found


def mixed(text: str, order: str, at: str) -> Object:
    (found,) = pdtutor.partial(text, order=order, at=at).to_dict()["partials"]
    return found["value"]


def local(text: str, at: str) -> Object:
    return pdtutor.subgradient(text, at=at).to_dict()


def interval(found: Object) -> tuple[str, ...]:
    """The ends of a set in one dimension, exactly."""
    assert found["kind"] in ("point", "hull")
    return tuple(point[0]["exact"] for point in found["points"])


def same(one: str, other: str) -> bool:
    """Whether two formulas have the same value at a few points, all names being real."""
    names = {str(s): sp.Symbol(str(s), real=True) for s in sp.sympify(one).free_symbols | sp.sympify(other).free_symbols}
    difference = sp.sympify(one, names) - sp.sympify(other, names)
    points = [{s: sp.Rational(2 * k + 3 + 4 * j, 7) for j, s in enumerate(sorted(names.values(), key=str))} for k in range(3)]
    return all(abs(sp.N(difference.subs(point).doit(), 40)) < 1e-30 for point in points)


CLARKE = [
    pytest.param("|x|", "x=0", ("-1", "1"), id="1"),
    pytest.param("max(0, x)", "x=0", ("0", "1"), id="2"),
    pytest.param("relu(x) - relu(-x)", "x=0", ("1",), id="3"),
    pytest.param("relu(-x) + x", "x=0", ("0", "1"), id="4"),
    pytest.param("max(x, e^x - 1, ((x+1)^2 - 1)/2)", "x=0", ("1",), id="5"),
    pytest.param("|x-1| + |x+1|", "x=1", ("0", "2"), id="6"),
    pytest.param("max(x, x^2)", "x=0", ("0", "1"), id="7 at 0"),
    pytest.param("max(x, x^2)", "x=1", ("1", "2"), id="7 at 1"),
    pytest.param("-|x|", "x=0", ("-1", "1"), id="8"),
    pytest.param("clip(x, 0, 1)", "x=0", ("0", "1"), id="9 at 0"),
    pytest.param("clip(x, 0, 1)", "x=1", ("0", "1"), id="9 at 1"),
    pytest.param("elu(x, a=2)", "x=0", ("1", "2"), id="10"),
    pytest.param("hardswish(x)", "x=-3", ("-1/2", "0"), id="11 at -3"),
    pytest.param("hardswish(x)", "x=3", ("1", "3/2"), id="11 at 3"),
    pytest.param("x|x|", "x=0", ("0",), id="12"),
    pytest.param("|x|^3", "x=0", ("0",), id="13"),
    pytest.param("where(x != 0, x, 0)", "x=0", ("1",), id="16"),
    pytest.param("where(x != 0, x^2 sin(1/x), 0)", "x=0", ("-1", "1"), id="19"),
]


@pytest.mark.parametrize(("text", "at", "expected"), CLARKE)
def test_the_clarke_subdifferential_is(text: str, at: str, expected: tuple[str, ...]) -> None:
    found = local(text, at)
    assert interval(found["clarke"]) == expected
    assert found["continuous"]


DIFFERENTIABLE = {"3": ("relu(x) - relu(-x)", "1"), "5": ("max(x, e^x - 1, ((x+1)^2 - 1)/2)", "1"), "12": ("x|x|", "0")}
DIFFERENTIABLE |= {"16": ("where(x != 0, x, 0)", "1"), "19": ("where(x != 0, x^2 sin(1/x), 0)", "0")}


@pytest.mark.parametrize("row", DIFFERENTIABLE)
def test_the_function_is_differentiable_at_0_with_the_slope(row: str) -> None:
    text, slope = DIFFERENTIABLE[row]
    found = local(text, "x=0")
    assert found["differentiable"]
    assert found["gradient"] == [{"exact": slope, "decimal": float(slope)}]
    assert found["kinks"] == []


def test_row_8_the_convex_subdifferential_is_empty() -> None:
    assert local("-|x|", "x=0")["convex_subdifferential"]["kind"] == "empty"


def test_row_14_one_sided_slopes_are_infinite_and_there_is_no_clarke_set() -> None:
    found = local("√|x|", "x=0")
    assert [side["decimal"] for side in found["one_sided"]["x"]] == ["-inf", "inf"]
    assert found["clarke"] is None
    assert found["why"] == "vertical"


def test_row_15_the_norm_has_the_closed_unit_disc() -> None:
    for text in ("√(x² + y²)", "norm(x, y)"):
        found = local(text, "x=0, y=0")["clarke"]
        assert (found["kind"], [part["exact"] for part in found["center"]], found["radius"]["exact"]) == ("ball", ["0", "0"], "1")


def test_row_17_the_unit_step_has_none_because_it_jumps() -> None:
    found = local("where(x < 0, 0, 1)", "x=0")
    assert (found["continuous"], found["differentiable"], found["clarke"], found["why"]) == (False, False, None, "jump")


def test_row_18_the_second_derivative_of_sinc() -> None:
    assert mixed("where(x != 0, sin(x)/x, 1)", "x,x", "x=0")["exact"] == "-1/3"


SADDLE = "where(x != 0 or y != 0, x y (x^2-y^2)/(x^2+y^2), 0)"


def test_row_20_the_order_of_differentiation_matters() -> None:
    assert (mixed(SADDLE, "x,y", "x=0,y=0")["exact"], mixed(SADDLE, "y,x", "x=0,y=0")["exact"]) == ("-1", "1")
    found = pdtutor.hessian(SADDLE, at="x=0,y=0").to_dict()
    assert [[entry["exact"] for entry in row] for row in found["value"]] == [["0", "-1"], ["1", "0"]]
    assert (found["symmetric"], found["definiteness"]) == (False, None)


def test_row_21_both_partials_are_0_and_yet_it_is_not_continuous() -> None:
    text = "where(x != 0 or y != 0, x y/(x^2+y^2), 0)"
    assert [entry["exact"] for entry in pdtutor.gradient(text, at="x=0,y=0").to_dict()["value"]] == ["0", "0"]
    assert local(text, "x=0,y=0")["continuous"] is False


FORMULAS = [
    pytest.param("|x|", "x", "sign(x)", id="1"),
    pytest.param("relu(x) - relu(-x)", "x", "1", id="3"),
    pytest.param("x|x|", "x", "2*Abs(x)", id="12"),
    pytest.param("|x|^3", "x", "3*x*Abs(x)", id="13"),
    pytest.param("where(x != 0, x, 0)", "x", "1", id="16"),
    pytest.param("x^x", "x", "x**x*(log(x) + 1)", id="22"),
    pytest.param("x^y", "x", "y*x**(y - 1)", id="23 by x"),
    pytest.param("x^y", "y", "x**y*log(x)", id="23 by y"),
    pytest.param("x^(x^x)", "x", "x**(x**x)*x**x*((log(x) + 1)*log(x) + 1/x)", id="24"),
    pytest.param("∛x", "x", "1/(3*Abs(x)**(2/3))".replace("2/3", "Rational(2, 3)"), id="25"),
    pytest.param("atan2(y, x)", "x", "-y/(x**2 + y**2)", id="26 by x"),
    pytest.param("atan2(y, x)", "y", "x/(x**2 + y**2)", id="26 by y"),
    pytest.param("log(x, y)", "y", "-log(x)/(y*log(y)**2)", id="27"),
    pytest.param("ln(1 + e^(-(w x + b)))", "w", "-x/(1 + exp(w*x + b))", id="28"),
    pytest.param("u^2 sin(u x)", "x", "u**3*cos(u*x)", id="33"),
]


@pytest.mark.parametrize(("text", "wrt", "expected"), FORMULAS)
def test_the_derivative_is(text: str, wrt: str, expected: str) -> None:
    found = partial(text, wrt)
    assert same(found["derivative"], expected)
    assert found["check"]["points"] == 5


def test_row_23_by_y_at_0_2_it_is_0() -> None:
    assert partial("x^y", "y", at="x=0, y=2")["value"]["exact"] == "0"


def test_row_25_the_cube_root_is_vertical_at_0() -> None:
    value = partial("∛x", "x", at="x=0")["value"]
    assert (value["exact"], value["why"], value["sides"]) == (None, "vertical", ["inf", "inf"])


def test_row_29_the_cross_entropy_of_a_sigmoid() -> None:
    found = pdtutor.partial("bce(σ(z), y)", wrt="z").partials[0].derivative
    z, y = (sp.Symbol(name, real=True) for name in "zy")
    assert sp.simplify(found.replace(pdtutor.read("σ(z)").func, lambda t: 1 / (1 + sp.exp(-t))) - (1 / (1 + sp.exp(-z)) - y)) == 0


def test_row_30_softmax_with_an_index() -> None:
    found = pdtutor.partial("exp(z[i])/sum(exp(z[j]), j=1..n)", wrt="z[k]").partials[0].derivative
    z, (i, j, k, n) = sp.IndexedBase("z", real=True), sp.symbols("i j k n", integer=True)
    total = sp.Sum(sp.exp(z[j]), (j, 1, n))
    assert sp.simplify(found - sp.exp(z[i]) / total * (sp.KroneckerDelta(i, k) - sp.exp(z[k]) / total)) == 0


def test_row_31_a_sum_of_squares() -> None:
    found = partial("sum((w x[i] + b - y[i])^2, i=1..n)", "w")["derivative"]
    assert found == "2*Sum(x[i]*(b + w*x[i] - y[i]), (i, 1, n))"


def test_row_32_every_argument_of_an_unknown_function_counts() -> None:
    assert repr(pdtutor.partial("f(x, x y)", wrt="x")).endswith("= y·f₂(x, x·y) + f₁(x, x·y)")


def test_row_34_the_folium() -> None:
    found = pdtutor.total("x^3 + y^3 = 3xy", wrt="x", depends="y(x)").to_dict()
    assert found["derivative"] in ("(y(x) - x**2)/(y(x)**2 - x)", "(-x**2 + y(x))/(-x + y(x)**2)", "(x**2 - y(x))/(x - y(x)**2)")
    assert (found["partial"], found["total"], found["terms"], found["substituted"]) == (None, None, None, None)


def test_row_35_x_ln_x_falls_vertically_from_0() -> None:
    _, right = local("x ln x", "x=0")["one_sided"]["x"]
    assert right["decimal"] == "-inf"
    assert pdtutor.limit("x ln x", at="x=0").to_dict()["value"]["sides"][1] == "-inf"


RETURNED: list[Any] = [
    pytest.param("relu(x) - relu(-x)", "x=0", [0.0], [0.0], id="3"),
    pytest.param("relu(-x) + x", "x=0", [1.0], [1.0], id="4"),
    pytest.param("elu(x, a=2)", "x=0", [2.0], [2.0], id="10"),
    pytest.param("√(x² + y²)", "x=0,y=0", [math.nan] * 2, [math.nan] * 2, id="15"),
    pytest.param("norm(x, y)", "x=0,y=0", [0.0, 0.0], [math.nan] * 2, id="15 by name"),
    pytest.param("x ln x", "x=0", [math.nan], [math.nan], id="35"),
    pytest.param("|x|", "x=0", [0.0], [1.0], id="abs"),
    pytest.param("max(x, 0)", "x=0", [0.5], [0.5], id="maximum"),
    pytest.param("max(0, x, -x)", "x=0", [0.0], [0.0], id="a maximum with three ties"),
    pytest.param("clip(x, 0, 1)", "x=1", [0.0], [0.5], id="clip"),
    pytest.param("leaky_relu(x)", "x=0", [0.01], [1.0], id="leaky relu"),
    pytest.param("hardtanh(x)", "x=1", [0.0], [1.0], id="hardtanh"),
    pytest.param("√(x²)", "x=0", [math.nan], [math.nan], id="root of a square"),
    pytest.param("hardswish(x)", "x=-3", [0.0], [0.0], id="hardswish at -3"),
    pytest.param("hardswish(x)", "x=3", [1.0], [1.0], id="hardswish at 3"),
    pytest.param("relu6(x)", "x=6", [0.0], [0.0], id="relu6"),
]


@pytest.mark.parametrize(("text", "at", "torch", "jax"), RETURNED)
def test_frameworks_return(text: str, at: str, torch: list[float], jax: list[float]) -> None:
    found = local(text, at)["frameworks"]
    numbers: Callable[[str], list[float]] = lambda name: list(map(float, found[name]["gradient"]))  # noqa: E731
    assert numbers("torch") == pytest.approx(torch, nan_ok=True)
    assert numbers("jax") == pytest.approx(jax, nan_ok=True)
    assert (found["torch"]["version"], found["jax"]["version"]) == ("2.15.0", "0.10.2")


REMOVABLE = ["sin(x)/x", "(x^2 - 1)/(x - 1)", "x/x", "(e^x - 1)/x"]


@pytest.mark.parametrize("text", REMOVABLE)
def test_a_removable_singularity_is_no_kink(text: str) -> None:
    assert pdtutor.subgradient(text, wrt="x").to_dict()["kinks"] == []
