"""The methods of descent, exactly as PyTorch defines them.

Belongs here: one update of one variable by each method, and what it remembers between updates. Does not: the walk (`run`).

Every update is elementwise, so each takes the number x, its slope g, what is remembered of it, the number t of the update from 1, and the
method's numbers, and gives the new x with the new memory (torch.optim.SGD, Adagrad, RMSprop, Adam of PyTorch 2, default options).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import sqrt

Memory = tuple[float, ...]


@dataclass(frozen=True)
class Numbers:
    """The numbers that methods take; each method reads those it knows."""

    rate: float
    momentum: float = 0.9
    alpha: float = 0.99
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8


Update = Callable[[float, float, Memory, int, Numbers], tuple[float, Memory]]


@dataclass(frozen=True)
class Method:
    """A method of descent.

    name      what it is asked for by
    takes     the names of the numbers that it takes besides the rate
    memory    the names of what it remembers of each variable, all 0 at the start
    update    x, g, memory, t, numbers → new x, new memory
    epsilon   what it adds to the denominator unless told otherwise
    """

    name: str
    takes: tuple[str, ...]
    memory: tuple[str, ...]
    update: Update
    epsilon: float = 1e-8


def _gd(x: float, g: float, memory: Memory, _: int, numbers: Numbers) -> tuple[float, Memory]:
    """x - η g."""
    return x - numbers.rate * g, memory


def _momentum(x: float, g: float, memory: Memory, _: int, numbers: Numbers) -> tuple[float, Memory]:
    """v = μ v + g; x - η v."""
    velocity = numbers.momentum * memory[0] + g
    return x - numbers.rate * velocity, (velocity,)


def _nesterov(x: float, g: float, memory: Memory, _: int, numbers: Numbers) -> tuple[float, Memory]:
    """v = μ v + g; x - η (g + μ v)."""
    velocity = numbers.momentum * memory[0] + g
    return x - numbers.rate * (g + numbers.momentum * velocity), (velocity,)


def _adagrad(x: float, g: float, memory: Memory, _: int, numbers: Numbers) -> tuple[float, Memory]:
    """s = s + g²; x - η g/(√s + ε)."""
    total = memory[0] + g * g
    return x - numbers.rate * g / (sqrt(total) + numbers.epsilon), (total,)


def _rmsprop(x: float, g: float, memory: Memory, _: int, numbers: Numbers) -> tuple[float, Memory]:
    """s = α s + (1 - α) g²; x - η g/(√s + ε)."""
    square = numbers.alpha * memory[0] + (1 - numbers.alpha) * g * g
    return x - numbers.rate * g / (sqrt(square) + numbers.epsilon), (square,)


def _adam(x: float, g: float, memory: Memory, t: int, numbers: Numbers) -> tuple[float, Memory]:
    """m = β₁ m + (1 - β₁) g; v = β₂ v + (1 - β₂) g²; h and d from `corrected`; x - h m/d."""
    mean = numbers.beta1 * memory[0] + (1 - numbers.beta1) * g
    square = numbers.beta2 * memory[1] + (1 - numbers.beta2) * g * g
    step, below = corrected(square, t, numbers)
    return x - step * mean / below, (mean, square)


def corrected(square: float, t: int, numbers: Numbers) -> tuple[float, float]:
    """What makes up for means that started at 0: h = η/(1 - β₁ᵗ) and d = √v/√(1 - β₂ᵗ) + ε, ε after the correction as PyTorch has it."""
    return numbers.rate / (1 - numbers.beta1**t), sqrt(square) / sqrt(1 - numbers.beta2**t) + numbers.epsilon


METHODS: Mapping[str, Method] = {
    method.name: method
    for method in (
        Method("gd", (), (), _gd),
        Method("momentum", ("momentum",), ("v",), _momentum),
        Method("nesterov", ("momentum",), ("v",), _nesterov),
        Method("adagrad", ("epsilon",), ("s",), _adagrad, epsilon=1e-10),
        Method("rmsprop", ("alpha", "epsilon"), ("s",), _rmsprop),
        Method("adam", ("beta1", "beta2", "epsilon"), ("m", "v"), _adam),
    )
}
