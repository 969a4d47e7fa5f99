"""Values at a point: the decimal is the exact value's, and there is none where nothing is known."""

from __future__ import annotations

import pytest

from pdtutor.requests.partial import partial


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("x^y", "x=0, y=2"),
        ("relu(x)^2", "x=0"),
        ("relu(x)^3", "x=0"),
        ("max(0, x)^2", "x=0"),
        ("clip(x, 0, 1)^2", "x=0"),
        ("max(x^2, x^3)", "x=0"),
        ("relu(x) x", "x=0"),
        ("x|x|", "x=0"),
    ],
)
def test_the_decimal_beside_an_exact_zero_is_zero(text: str, at: str) -> None:
    value = partial(text, wrt="x", at=at).partials[0].value
    assert value is not None
    assert (value.exact, value.decimal) == (0, 0.0)


@pytest.mark.parametrize(
    ("text", "at"), [("f(x)", "x=2"), ("f(x)^2", "x=2"), ("f(x, x^2)", "x=2"), ("f(g(x))", "x=1"), ("f(x y)", "x=1, y=2")]
)
def test_an_unknown_function_has_no_decimal(text: str, at: str) -> None:
    value = partial(text, wrt="x", at=at).partials[0].value
    assert value is not None
    assert value.decimal is None


@pytest.mark.parametrize("order", ["x", "x,x", "x,x,x"])
def test_higher_derivatives_of_an_unknown_function_have_no_decimal_either(order: str) -> None:
    value = partial("f(x)", order=order, at="x=1").partials[0].value
    assert value is not None
    assert value.decimal is None


@pytest.mark.parametrize(
    ("text", "sides"), [("x^(3/2)", 0.0), ("x^(4/3)", 0.0), ("x^pi", 0.0), ("x^(2/3)", float("inf")), ("x^0.1", float("inf"))]
)
def test_the_slope_at_the_edge_of_a_power_is_found_from_inside(text: str, sides: float) -> None:
    value = partial(text, at="x=0").partials[0].value
    assert value is not None
    assert value.sides is not None
    assert value.sides[1] == sides
    assert value.why == "undefined"


@pytest.mark.parametrize(
    ("text", "at", "decimal"),
    [
        ("sin(x)/x", "x=1e-30", -1e-30 / 3),
        ("(1 - cos(x))/x^2", "x=1e-20", -1e-20 / 12),
        ("sqrt(x^2 + 1) - x", "x=1e30", -5e-61),
        ("ln(1 + e^-x)", "x=200", -1.3838965267367376e-87),
        ("tanh(x)", "x=100", 5.535586106946951e-87),
    ],
)
def test_the_decimal_survives_cancellation(text: str, at: str, decimal: float) -> None:
    value = partial(text, at=at).partials[0].value
    assert value is not None
    assert value.decimal == pytest.approx(decimal, rel=1e-9, abs=0)
