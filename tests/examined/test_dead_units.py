"""A flat stretch inside a kinked function: the formula has the slope there, for the derivative exists."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
import sympy

from pdtutor.requests.partial import partial


@pytest.mark.parametrize(
    ("text", "wrt", "point", "slope"),
    [
        ("relu(relu(x))", "x", {"x": -1}, 0),
        ("max(0, max(0, x))", "x", {"x": -1}, 0),
        ("relu(w2 relu(w1 x))", "w1", {"w1": -1, "w2": 2, "x": 1}, 0),
        ("(y - relu(w2 relu(w1 x)))^2", "w2", {"w1": -1, "w2": 2, "x": 1, "y": 3}, 0),
        ("clip(clip(x, 0, 1), 0, 1)", "x", {"x": 2}, 0),
        ("leaky_relu(relu(x))", "x", {"x": -1}, 0),
        ("max(x, x + relu(y))", "x", {"x": 1, "y": -1}, 1),
        ("where(relu(x) > 0, relu(x), 0)", "x", {"x": -1}, 0),
        ("min(relu(x), 2 relu(x))", "x", {"x": -2}, 0),
    ],
)
def test_the_formula_holds_on_the_flat_stretch(text: str, wrt: str, point: Mapping[str, int], slope: int) -> None:
    (part,) = partial(text, wrt=wrt).partials
    values = {symbol: point[symbol.name] for symbol in part.derivative.free_symbols}
    there = part.derivative.replace(lambda node: hasattr(node, "definition"), lambda node: node.definition()).subs(values).doit()
    assert sympy.simplify(there - slope) == 0


@pytest.mark.parametrize(
    ("text", "at", "slope"),
    [("relu(relu(x))", "x=-1", 0), ("relu(w2 relu(w1 x))", "w1=-1, w2=2, x=1", 0), ("max(x, x + relu(y))", "x=1, y=-1", 1)],
)
def test_the_value_on_the_flat_stretch_is_known(text: str, at: str, slope: int) -> None:
    value = partial(text, wrt="w1" if "w1" in text else "x", at=at).partials[0].value
    assert value is not None
    assert value.exact == slope
