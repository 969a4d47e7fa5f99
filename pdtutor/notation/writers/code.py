"""Python code on the standard `math` module alone: 2*x*y + y*math.cos(x*y).

Belongs here: expressions as code and the helper functions they need. Does not: the function around them (`render`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from sympy import Basic, Expr, S

from pdtutor.notation.writers.linear import ATOM, POWER, PRODUCT, LinearWriter, Written, with_distinct_indices
from pdtutor.notation.writers.sympy_text import identifier
from pdtutor.notation.writers.unknown import as_unknown_derivative

HELPERS = {
    "exp": "def exp(x): return math.exp(x) if x < 709.782712893384 else math.inf",
    "sinh": "def sinh(x): return math.sinh(x) if abs(x) < 710 else math.copysign(math.inf, x)",
    "cosh": "def cosh(x): return math.cosh(x) if abs(x) < 710 else math.inf",
    "ln": "def ln(x): return math.log(x) if x else -math.inf",
    "sign": "def sign(x): return (x > 0) - (x < 0)",
    "relu": "def relu(x): return max(0, x)",
    "sigmoid": "def sigmoid(z): return 1/(1 + math.exp(-z)) if z >= 0 else math.exp(z)/(1 + math.exp(z))",
    "softplus": "def softplus(z): return max(0, z) + math.log1p(math.exp(-abs(z)))",
    "silu": "def silu(z): return z*sigmoid(z)",
    "gelu": "def gelu(z): return z*(1 + math.erf(z/math.sqrt(2)))/2",
    "elu": "def elu(x, a): return x if x > 0 else a*math.expm1(x)",
    "leaky_relu": "def leaky_relu(x, a): return x if x > 0 else a*x",
    "clip": "def clip(x, a, b): return min(max(x, a), b)",
    "hardswish": "def hardswish(x): return x*clip(x + 3, 0, 6)/6",
    "hardtanh": "def hardtanh(x): return clip(x, -1, 1)",
    "relu6": "def relu6(x): return clip(x, 0, 6)",
    "huber": "def huber(r, d): return r**2/2 if abs(r) <= d else d*(abs(r) - d/2)",
    "bce": "def bce(p, y): return -(y*ln(p) if y else 0) - ((1 - y)*ln(1 - p) if y != 1 else 0)",
    "logsumexp": "def logsumexp(*z): return max(z) + math.log(sum(math.exp(a - max(z)) for a in z))",
}
NEEDED_BY = {"silu": "sigmoid", "hardswish": "clip", "hardtanh": "clip", "relu6": "clip", "bce": "ln"}
INDEXING = "# w[i] is the entry numbered i: pass {1: …, 2: …}, or a list with an unused entry 0"
TAKEN = {"math", "range", "sum", "max", "min", "abs", *HELPERS}
RECIPROCALS = {"sec": "cos", "csc": "sin", "cot": "tan", "sech": "cosh", "csch": "sinh", "coth": "tanh"}
INVERSES = {"asec": "acos", "acsc": "asin", "acot": "atan", "asech": "acosh", "acsch": "asinh", "acoth": "atanh"}


class CodeWriter(LinearWriter):
    """Writes Python expressions.

    helpers    the lines of source that must stand above, in order
    callables  the unknown functions met, by the names the code calls them by: f, df for its derivative, df_1 by its first argument
    """

    handlers: ClassVar[dict[str, str]] = LinearWriter.handlers | {
        "NamedFunction": "helped",
        "sign": "helped",
        "TrigonometricFunction": "trigonometric",
        "HyperbolicFunction": "trigonometric",
        "InverseTrigonometricFunction": "trigonometric",
        "InverseHyperbolicFunction": "trigonometric",
        "AppliedUndef": "unknown_function",
        "Derivative": "derivative",
        "Subs": "derivative",
        "Piecewise": "cases",
        "atan2": "function",
        "KroneckerDelta": "delta",
    }
    constants: ClassVar[dict[str, str]] = {
        "Exp1": "math.e",
        "Pi": "math.pi",
        "Infinity": "math.inf",
        "NegativeInfinity": "-math.inf",
        "NaN": "math.nan",
    }
    function_names: ClassVar[dict[str, str]] = {
        "Abs": "abs",
        "Max": "max",
        "Min": "min",
        "cbrt": "math.cbrt",
        "norm": "math.hypot",
        "gamma": "math.gamma",
        **{name: f"math.{name}" for name in ("log", "atan2", "erf", "erfc")},
    }

    def __init__(self) -> None:
        super().__init__()
        self.helpers: list[str] = []
        self.callables: list[str] = []

    def name(self, name: str) -> str:
        plain = identifier(name)
        return plain + "_" if plain in TAKEN else plain

    def root(self, radicand: Expr) -> Written:
        return self.call("math.sqrt", [radicand])

    def exponential(self, power: Basic) -> Written:
        return self._helper("exp", [power.exp])

    def entry(self, entry: Basic) -> Written:
        self._need(INDEXING)
        return super().entry(entry)

    def helped(self, function: Basic) -> Written:
        """A function that `math` lacks, or has under another name."""
        name = type(function).__name__
        if name in self.function_names:
            return self.function(function)
        return self._helper(name, function.args)

    def _helper(self, name: str, arguments: Iterable[Basic]) -> Written:
        for helper in (NEEDED_BY.get(name), name):
            if helper:
                self._need(HELPERS[helper])
        return self.call(name, arguments)

    def _need(self, line: str) -> None:
        if line not in self.helpers:
            self.helpers.append(line)

    def trigonometric(self, function: Basic) -> Written:
        """sec(x) is 1/cos(x), asec(x) is acos(1/x), and so on: `math` has only three of each six."""
        name, (argument,) = type(function).__name__, function.args
        if name in RECIPROCALS:
            return f"1/{self._called(RECIPROCALS[name], argument)}", PRODUCT
        if name in INVERSES:
            return f"math.{INVERSES[name]}(1/{self.bracketed(argument, POWER)})", ATOM
        return self._called(name, argument), ATOM

    def _called(self, name: str, argument: Expr) -> str:
        return (self._helper(name, [argument]) if name in HELPERS else self.call(f"math.{name}", [argument]))[0]

    def unknown_function(self, function: Basic) -> Written:
        return self._call_unknown(self.name(type(function).__name__), function.args)

    def derivative(self, derivative: Basic) -> Written:
        """The derivative of an unknown function, as one more function to be given."""
        unknown = as_unknown_derivative(derivative)
        if unknown is None:
            return self.formal(derivative)
        places = "".join(map(str, unknown.places))
        name = "d" * len(places) + unknown.name + (f"_{places}" if len(unknown.arguments) > 1 else "")
        return self._call_unknown(name, unknown.arguments)

    def _call_unknown(self, name: str, arguments: tuple[Expr, ...]) -> Written:
        if name not in self.callables:
            self.callables.append(name)
        return self.call(name, arguments)

    def delta(self, delta: Basic) -> Written:
        """1 where two indices are the same, 0 elsewhere."""
        first, second = (self.write(index)[0] for index in delta.args)
        return f"({first} == {second})", ATOM

    def cases(self, cases: Basic) -> Written:
        """A conditional expression, nan outside all cases."""
        choices = [(self.write(value)[0], condition) for value, condition in cases.args]
        text = choices.pop()[0] if choices[-1][1] is S.true else "math.nan"
        for value, condition in reversed(choices):
            text = f"{value} if {self.write(condition)[0]} else {text}"
        return f"({text})", ATOM

    def indexed_sum(self, total: Basic) -> Written:
        total = with_distinct_indices(total)
        loops = [self._loop(*limit) for limit in reversed(total.limits)]
        return f"sum({self.write(total.function)[0]} {' '.join(loops)})", ATOM

    def _loop(self, index: Expr, first: Expr, last: Expr) -> str:
        return f"for {self.write(index)[0]} in range({self.write(first)[0]}, {self.write(last + 1)[0]})"
