"""The boundaries on a circle are those that halving finds, however they are found."""

from __future__ import annotations

import pytest

import pdtutor
from pdtutor.calculus.nonsmooth import sectors

TEXTS = [
    "max(0, x, y) + |x y|",
    "2|y^2 - x^3| + 2min(x, y, 0)",
    "|x^2 - y| + max(x^2, y) + |y - x^3|",
    "where(x y > 0, x + y, x - y) + |x - y|",
    "relu(|x| - y) + |sin(x) - y| + relu(x + 2y)",
    "|x^2 - y^2| + max(|x|, |y|)",
]


@pytest.mark.parametrize("text", TEXTS)
def test_false_position_finds_the_sectors_that_halving_finds(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = pdtutor.subgradient(text, at={"x": 0, "y": 0}).to_dict()
    monkeypatch.setattr(sectors, "_by_false_position", lambda *_: None)
    assert found == pdtutor.subgradient(text, at={"x": 0, "y": 0}).to_dict()
