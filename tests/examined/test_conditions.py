"""Where the derivative fails to exist: every place is named, also where two parts look alike."""

from __future__ import annotations

import pytest

from pdtutor.requests.partial import partial


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("1/(x - 1) + 1/(x + 1)", ["x - 1", "x + 1"]),
        ("1/(x - 1) * 1/(x + 1)", ["x - 1", "x + 1"]),
        ("|x - 1| + |x + 1|", ["x - 1", "x + 1"]),
        ("relu(x - 1) + relu(2 - x)", ["x - 1", "2 - x"]),
        ("cbrt(x - 1) + cbrt(x + 1)", ["x - 1", "x + 1"]),
        ("1/(x + y) + 1/(x - y)", ["x + y", "x - y"]),
        ("tan(x - 1) + tan(x + 1)", ["cos(x - 1)", "cos(x + 1)"]),
        ("|sin(x)| + |sin(2x)|", ["sin(x)", "sin(2*x)"]),
    ],
)
def test_no_kink_hides_another(text: str, places: list[str]) -> None:
    conditions = [str(condition) for condition in partial(text, wrt="x").partials[0].conditions]
    assert all(any(place in condition for condition in conditions) for place in places), conditions


@pytest.mark.parametrize("text", ["sqrt(x - 1) + sqrt(x + 1)", "ln(x - 1) + ln(x + 1)", "(x - 1)^(1/2) + (x + 1)^(1/2)"])
def test_the_narrowest_domain_is_named(text: str) -> None:
    conditions = [str(condition) for condition in partial(text).partials[0].conditions]
    assert "x - 1 > 0" in conditions


@pytest.mark.parametrize(
    ("text", "wrt", "place"),
    [("x/(x^2 + y^2)", "x", "x**2 + y**2"), ("sin(x)/x", "x", "x"), ("(x + y)/(x - y)", "x", "x - y"), ("(x + y)/(x - y)", "y", "x - y")],
)
def test_a_quotient_needs_its_denominator(text: str, wrt: str, place: str) -> None:
    conditions = [str(condition) for condition in partial(text, wrt=wrt).partials[0].conditions]
    assert f"Ne({place}, 0)" in conditions
