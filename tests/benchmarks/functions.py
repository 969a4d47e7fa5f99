"""The functions that several subjects are measured with.

Belongs here: textbook cases, cases with a bound of their own, and families that grow with a number. Does not: measuring them.
"""

from __future__ import annotations

from collections.abc import Callable

from sympy import Add, Expr, Mul, Symbol, cos, exp, log, sin, sqrt, symbols, tanh

TEXT = "x^2 y + sin(x y)"  # of the main job
x, y, z, w, b = symbols("x y z w b", real=True)

TEXTBOOK: tuple[tuple[Expr, Symbol], ...] = (
    (x**2 * y + sin(x * y), x),
    ((3 * x - 2) ** 5, x),
    (x / (3 - x**2), x),
    (exp(x * y**2), x),
    (log(x**2 + y**2), x),
    (sqrt(x**2 + y**2), x),
    (x**2 * exp(x) * sin(y), x),
    (1 / (1 + exp(-(w * x + b))), x),
    (tanh(w * x + b) ** 2, x),
    (x**y, x),
)


def named_cases() -> list[tuple[str, Expr, list[Symbol]]]:
    """The cases with a bound in seconds."""
    terms = symbols("a1:101", real=True)
    return [
        ("product of 12 factors", Mul(*(sin(k * x) for k in range(1, 13))), [x]),
        ("12 nested sines", _nested(sin, 12), [x]),
        ("4 nested sigmoids", _nested(_sigmoid, 4), [x]),
        ("100-term sum", Add(*(a * cos(k * x) for k, a in enumerate(terms, 1))), [x]),
        ("BCE of a 2-2-1 network, all nine parameters", *_network()),
    ]


def _nested(function: Callable[[Expr], Expr], depth: int) -> Expr:
    expression: Expr = x
    for _ in range(depth):
        expression = function(expression)
    return expression


def _sigmoid(inner: Expr) -> Expr:
    return 1 / (1 + exp(-inner))


def _network() -> tuple[Expr, list[Symbol]]:
    x1, x2, *parameters = symbols("x1 x2 w11 w12 w21 w22 b1 b2 v1 v2 c", real=True)
    w11, w12, w21, w22, b1, b2, v1, v2, c = parameters
    first, second = _sigmoid(w11 * x1 + w12 * x2 + b1), _sigmoid(w21 * x1 + w22 * x2 + b2)
    p = _sigmoid(v1 * first + v2 * second + c)
    return -y * log(p) - (1 - y) * log(1 - p), parameters


def wave_sum(n: int) -> str:
    """A sum of n terms, none steeper than the others: else the check of a larger one would need more digits."""
    return " + ".join(f"c{k}cos({1 + k % 9}x+{k})" for k in range(1, n + 1))


def conditional_sum(n: int) -> str:
    """A sum of n terms, each with conditions of its own."""
    return " + ".join(f"log(x{k}) + |y{k}|" for k in range(n))


def kinked_sum(n: int) -> str:
    """A sum of n terms, each with a kink elsewhere."""
    return " + ".join(f"relu(x - {k})" for k in range(1, n + 1))


def squared_error(n: int) -> tuple[Expr, tuple[Symbol, ...]]:
    """(y - (Σ wᵢ xᵢ + b))² and its parameters."""
    weights, inputs = symbols(f"w1:{n + 1}", real=True), symbols(f"x1:{n + 1}", real=True)
    return (y - (Add(*(p * q for p, q in zip(weights, inputs, strict=True))) + b)) ** 2, (*weights, b)


def recurrence(n: int) -> list[str]:
    """A program of n lines, each value used twice."""
    return ["v0 = x + w", *(f"v{k} = tanh(v{k - 1}*w + v{max(k - 2, 0)}*b)" for k in range(1, n))]


def layer(n: int) -> list[str]:
    """A program with n parameters on few lines: neurons of ten inputs each."""
    neurons = [f"h{k} = tanh({' + '.join(f'w{k}_{i}*x{i}' for i in range(10))})" for k in range(max(1, n // 10))]
    return [*neurons, "L = " + " + ".join(f"h{k}^2" for k in range(len(neurons)))]
