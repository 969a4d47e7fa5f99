"""Deriving and writing are in proportion to the size: function calls are counted, not milliseconds."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial as partial_of
from io import StringIO
from typing import Any

import pytest

from pdtutor.cli.environment import Environment
from pdtutor.notation.limits import deep_recursion
from pdtutor.render import formats
from pdtutor.requests.backprop import backprop
from pdtutor.requests.gradient import gradient
from pdtutor.requests.partial import partial
from tests.calls import calls

SMALL, TIMES = 250, 2  # below, some things are said that are left out of larger results
SCREEN = Environment(stdout=StringIO(), variables={"COLUMNS": "80"})
FORMATS = ("rich", "plain", "json", "latex", "markdown", "python", ".html", ".svg")
LEFT_OUT = {"gradient": "json", "gradient with a condition for each term": "json", "backprop": ".svg"}
# n lists of n - 1 names held, up to a million names; a graph is drawn up to 300 boxes


def waves(n: int) -> str:
    return " + ".join(f"c{k}cos({1 + k % 9}x+{k})" for k in range(1, n + 1))


def conditional(n: int) -> str:
    return " + ".join(f"log(x{k}) + |y{k}|" for k in range(n))


def recurrence(n: int) -> list[str]:
    return ["v0 = x + w", *(f"v{k} = tanh(v{k - 1}*w + v{max(k - 2, 0)}*b)" for k in range(1, n))]


RESULTS: dict[str, Callable[[int], Any]] = {
    "partial": lambda n: partial(waves(n), wrt="x"),
    "partial, every step": lambda n: partial(waves(n), wrt="x", detail="full"),
    "gradient": lambda n: gradient(waves(n)),
    "gradient with a condition for each term": lambda n: gradient(conditional(n)),
    "backprop": lambda n: backprop(recurrence(n), at="x=0.1,w=0.3,b=0.2"),
}


def written(result: Any, format: str) -> object:
    if format == "rich":
        return SCREEN.drawn(formats.view(result))
    return formats.file_content(result, format) if format.startswith(".") else formats.text(result, format)


@pytest.mark.long
@pytest.mark.parametrize("kind", RESULTS)
def test_twice_the_size_takes_twice_the_calls(kind: str) -> None:
    make = RESULTS[kind]
    with deep_recursion():
        assert calls(lambda: make(TIMES * SMALL)) < 1.1 * TIMES * calls(lambda: make(SMALL))
        small, large = make(SMALL), make(TIMES * SMALL)
        for format in FORMATS:
            if format != LEFT_OUT.get(kind):
                written(small, format)  # whatever is loaded for it is loaded now
                assert calls(partial_of(written, large, format)) < 1.1 * TIMES * calls(partial_of(written, small, format)), format
