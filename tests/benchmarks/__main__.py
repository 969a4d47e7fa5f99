"""Run every measurement of the main job and print a table."""

from __future__ import annotations

import functools
import platform
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from sympy import Add, Expr, Mul, Symbol, cos, diff, exp, log, sin, sqrt, symbols, tanh

from pdtutor.calculus.gradient import gradient
from pdtutor.calculus.partial import partial
from pdtutor.requests.backprop import backprop
from tests.benchmarks import grading, judging, lessons, quiz
from tests.benchmarks.timing import call_seconds, process_ratio, python

HERE = Path(__file__).parent
MAIN_JOB = python("-m", "pdtutor", "partial", "x^2 y + sin(x y)")
KINKED = "max(0, x, y) + |x y|"
VIEWS = [
    ("jacobian", "x^2 y + sin(x y)"),
    ("hessian", "x^2 y + sin(x y)"),
    ("directional", "x^2 y + sin(x y)", "--along", "3,4"),
    ("total", "x^2 y + sin(x y)", "--wrt", "x", "--depends", "y(x)"),
    ("limit", "x^2 y + sin(x y)", "--wrt", "x"),
    ("subgradient", "x^2 y + sin(x y)", "--at", "x=1,y=2"),
    ("subgradient", KINKED, "--format", "plain"),
    ("subgradient", KINKED, "--at", "x=0,y=0", "--format", "plain"),
    ("descent", "x^2 + 4 y^2", "--from", "x=1,y=1"),
    ("sensitivity", "x^2 y + sin(x y)", "--at", "x=1,y=2"),
    ("surface", "x^2 y + sin(x y)", "--at", "x=1,y=2"),
]
NEURON = ("backprop", "z = w*x + b", "a = sigmoid(z)", "L = (a - y)^2", "--at", "w=1,x=2,b=0,y=1")
x, y, z, w, b = symbols("x y z w b", real=True)

TEXTBOOK = [
    x**2 * y + sin(x * y),
    (3 * x - 2) ** 5,
    x / (3 - x**2),
    exp(x * y**2),
    log(x**2 + y**2),
    sqrt(x**2 + y**2),
    x**2 * exp(x) * sin(y),
    1 / (1 + exp(-(w * x + b))),
    tanh(w * x + b) ** 2,
    x**y,
]
Row = tuple[str, str, str]


def main() -> None:
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}")
    for what, figure, limit in rows():
        print(f"{what:<72} {figure:>22}   at most {limit}", flush=True)


def rows() -> Iterator[Row]:
    """Every line of the table: what, the figure, the bound aimed at."""
    empty_app, bare_sympy = (python(str(HERE / peer)) for peer in ("empty_typer_app.py", "bare_sympy.py"))
    yield _whole_process("pdtutor --help / empty Typer app --help", python("-m", "pdtutor", "--help"), [*empty_app, "--help"], "1.25 x")
    yield _whole_process("pdtutor partial / bare SymPy, both derivatives", MAIN_JOB, bare_sympy, "1.35 x")
    yield from map(_view, VIEWS)
    yield _whole_process("pdtutor backprop, three lines / partial", python("-m", "pdtutor", *NEURON), MAIN_JOB, "1.5 x")
    yield _whole_process("pdtutor scale / partial", python("-m", "pdtutor", "scale"), MAIN_JOB, "4 x")
    yield "derivation with check / diff, ten textbook cases, median", f"{_textbook_ratio():.2f} x", "8 x"
    for name, expression, variables in named_cases():
        yield name, f"{call_seconds(lambda e=expression, v=variables: [partial(e, each) for each in v], 3):.3f} s", "0.3 s"
    yield from _many_variables()
    yield from _long_programs()
    yield from judging.rows()
    yield from grading.rows()
    yield from lessons.rows()
    yield from quiz.rows()


def _whole_process(what: str, command: list[str], peer: list[str], limit: str) -> Row:
    mine, theirs, ratio = process_ratio(command, peer)
    return what, f"{mine:.3f}/{theirs:.3f} s {ratio:.2f} x", limit


def _view(words: tuple[str, ...]) -> Row:
    """One command over `partial` of the same expression, pictures aside."""
    return _whole_process(
        f"pdtutor {' '.join(words)} / partial", python("-m", "pdtutor", *words), python("-m", "pdtutor", "partial", words[1]), "1.5 x"
    )


def _textbook_ratio() -> float:
    return median(_over_diff(expression, x if x in expression.free_symbols else y) for expression in TEXTBOOK)


def _over_diff(expression: Expr, variable: Symbol) -> float:
    return call_seconds(lambda: partial(expression, variable)) / call_seconds(lambda: diff(expression, variable))


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


def _nested(function, depth: int) -> Expr:
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


def _many_variables() -> Iterator[Row]:
    loss, parameters = squared_error(1000)
    sweep = call_seconds(lambda: gradient(loss, parameters))
    each = call_seconds(lambda: [diff(loss, parameter) for parameter in parameters[:25]], 1) / 25
    yield "gradient of a squared error, n = 1,000, check included / n calls of diff", f"{sweep:.3f} s 1/{each * 1000 / sweep:.0f}", "1/200"
    larger, more = squared_error(10_000)
    yield "the same, n = 10,000 / n = 1,000", f"{call_seconds(lambda: gradient(larger, more), 3) / sweep:.1f} x", "12 x"


def _long_programs() -> Iterator[Row]:
    short, long = (call_seconds(functools.partial(backprop, program(n), at="x=0.1,w=0.3,b=0.2"), 1) for n in (1_000, 10_000))
    yield "backprop, 10,000 lines / 1,000 lines", f"{long:.1f}/{short:.1f} s {long / short:.1f} x", "12 x"


def program(n: int) -> list[str]:
    """A recurrence in n lines, each value used twice."""
    return ["v0 = x + w", *(f"v{k} = tanh(v{k - 1}*w + v{max(k - 2, 0)}*b)" for k in range(1, n))]


def squared_error(n: int) -> tuple[Expr, tuple[Symbol, ...]]:
    """(y - (Σ wᵢ xᵢ + b))² and its parameters."""
    weights, inputs = symbols(f"w1:{n + 1}", real=True), symbols(f"x1:{n + 1}", real=True)
    return (y - (Add(*(p * q for p, q in zip(weights, inputs, strict=True))) + b)) ** 2, (*weights, b)


if __name__ == "__main__":
    main()
