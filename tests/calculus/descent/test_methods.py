"""Each method goes where PyTorch's definition goes, to twelve digits."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from math import cos, exp, sin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pdtutor
from pdtutor.calculus.descent.methods import METHODS, Numbers
from tests.calculus.descent import pytorch_oracle as torch

Gradient = Callable[[list[float]], list[float]]

PATHS: dict[str, Callable[[Gradient, list[float], float, int], list[list[float]]]] = {
    "gd": torch.sgd,
    "momentum": lambda *given: torch.sgd(*given, momentum=0.9),
    "nesterov": lambda *given: torch.sgd(*given, momentum=0.9, nesterov=True),
    "adagrad": torch.adagrad,
    "rmsprop": torch.rmsprop,
    "adam": torch.adam,
}
LOSSES: dict[str, tuple[str, Gradient]] = {
    "bowl": ("3x^2 + y^2/2 - x*y + x", lambda p: [6 * p[0] - p[1] + 1, p[1] - p[0]]),
    "banana": ("(1 - x)^2 + 5(y - x^2)^2", lambda p: [-2 * (1 - p[0]) - 20 * p[0] * (p[1] - p[0] ** 2), 10 * (p[1] - p[0] ** 2)]),
    "waves": ("sin(x)*cos(y) + x^2/8", lambda p: [cos(p[0]) * cos(p[1]) + p[0] / 4, -sin(p[0]) * sin(p[1])]),
    "well": (
        "e^(-x^2) * y^2 + x^4/9",
        lambda p: [-2 * p[0] * exp(-(p[0] ** 2)) * p[1] ** 2 + 4 * p[0] ** 3 / 9, 2 * p[1] * exp(-(p[0] ** 2))],
    ),
}


def assert_near(one: Sequence[float], other: Sequence[float]) -> None:
    for a, b in zip(one, other, strict=True):
        assert abs(a - b) <= 1e-12 * max(1.0, abs(b)), (one, other)


def steps_of(loss: str, method: str, start: list[float], rate: float, steps: int, **numbers: float) -> list[list[float]]:
    found = pdtutor.descent(
        LOSSES[loss][0], from_={"x": start[0], "y": start[1]}, method=method, rate=rate, steps=steps, **numbers
    ).to_dict()
    return [list(state["point"].values()) for state in found["steps"]]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("loss", LOSSES)
def test_the_path_is_pytorchs(loss: str, method: str) -> None:
    start = [0.7, -0.4]
    found = steps_of(loss, method, start, 0.01, 60)
    expected = PATHS[method](LOSSES[loss][1], start, 0.01, 60)
    assert len(found) == 61
    for one, other in zip(found, expected, strict=True):
        assert_near(one, other)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(METHODS)),
    st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=30),
    st.floats(1e-4, 1.0),
    st.floats(0.0, 0.99).filter(lambda beta: beta == 0 or beta > 1e-3),  # PyTorch's own 1 - (1 - β) keeps few digits of a smaller one
    st.floats(0.0, 0.9999),
    st.floats(1e-12, 1e-3),
)
def test_any_gradients_and_numbers_give_pytorchs_updates(
    method: str, gradients: list[float], rate: float, first: float, second: float, epsilon: float
) -> None:
    """The gradients are made up, one for each update, so that nothing but the update is compared."""
    numbers = Numbers(rate, momentum=first, alpha=second, beta1=first, beta2=second, epsilon=epsilon)
    known = METHODS[method]
    x, memory, found = 0.5, (0.0,) * len(known.memory), [0.5]
    for t, g in enumerate(gradients, 1):
        x, memory = known.update(x, g, memory, t, numbers)
        found.append(x)
    calls = iter(gradients)
    assert_near(found, [point[0] for point in _reference(method, lambda _: [next(calls)], rate, len(gradients), first, second, epsilon)])


def _reference(method: str, grad: Gradient, rate: float, steps: int, first: float, second: float, epsilon: float) -> list[list[float]]:
    return {
        "gd": lambda: torch.sgd(grad, [0.5], rate, steps),
        "momentum": lambda: torch.sgd(grad, [0.5], rate, steps, momentum=first),
        "nesterov": lambda: torch.sgd(grad, [0.5], rate, steps, momentum=first, nesterov=True),
        "adagrad": lambda: torch.adagrad(grad, [0.5], rate, steps, eps=epsilon),
        "rmsprop": lambda: torch.rmsprop(grad, [0.5], rate, steps, alpha=second, eps=epsilon),
        "adam": lambda: torch.adam(grad, [0.5], rate, steps, betas=(first, second), eps=epsilon),
    }[method]()


def test_adam_adds_epsilon_after_correcting_the_root() -> None:
    """With a large ε the order shows: corrected first, the first step is rate·g/(|g| + ε)."""
    numbers = Numbers(0.1, epsilon=0.5)
    x, _ = METHODS["adam"].update(1.0, 2.0, (0.0, 0.0), 1, numbers)
    assert_near([x], [1 - 0.1 * 2 / (2 + 0.5)])
    wrong = 1 - 0.1 * 2 / (2 + 0.5 / (1 - 0.999) ** 0.5)
    assert abs(x - wrong) > 1e-2


DEFAULTS = [("momentum", "momentum", 0.9), ("rmsprop", "alpha", 0.99), ("adam", "beta1", 0.9), ("adam", "beta2", 0.999)]
EPSILONS = [("adagrad", 1e-10), ("rmsprop", 1e-8), ("adam", 1e-8)]


@pytest.mark.parametrize(("method", "name", "default"), [*DEFAULTS, *((method, "epsilon", value) for method, value in EPSILONS)])
def test_the_defaults_are_pytorchs(method: str, name: str, default: float) -> None:
    found = pdtutor.descent("x^2", from_="x=1", method=method).to_dict()
    assert found[name] == default
    assert found["steps"] == pdtutor.descent("x^2", from_="x=1", method=method, **{name: default}).to_dict()["steps"]


def test_batches_give_the_mean_gradient_of_their_rows() -> None:
    """A line fitted by mini-batches, against a loop written out here, with rows as the run itself says them."""
    draw = random.Random(3)
    rows = [(draw.uniform(-2, 2), draw.uniform(-3, 3)) for _ in range(7)]
    data = {"x": [x for x, _ in rows], "y": [y for _, y in rows]}
    found = pdtutor.descent("(w x + b - y)^2", from_="w=1,b=0", data=data, batch=3, seed=5, steps=12, method="adam").to_dict()
    batches = iter([state["rows"] for state in found["steps"][:-1]])

    def gradient(point: list[float]) -> list[float]:
        chosen = [rows[row - 1] for row in next(batches)]
        errors = [(point[0] * x + point[1] - y, x) for x, y in chosen]
        return [sum(2 * e * x for e, x in errors) / len(errors), sum(2 * e for e, _ in errors) / len(errors)]

    for state, expected in zip(found["steps"], torch.adam(gradient, [1.0, 0.0], 0.1, 12), strict=True):
        assert_near(list(state["point"].values()), expected)
        loss = sum((expected[0] * x + expected[1] - y) ** 2 for x, y in rows) / len(rows)
        assert_near([state["value"]], [loss])
