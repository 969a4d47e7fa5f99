"""The emitted program runs, and SymPy's derivatives and the plain function in it agree."""

from __future__ import annotations

import math
import random
from typing import Any

import pytest
import sympy

from pdtutor.render import python
from pdtutor.requests.backprop import backprop
from pdtutor.requests.gradient import gradient
from pdtutor.requests.limit import limit
from pdtutor.requests.partial import partial
from tests.render.test_json import EXPRESSIONS, LONG

RESERVED = ["range^2 input", "Symbol + symbols^2", "math print", "derivatives^2 Function", "lambda^2 θ"]


def run(program: str) -> dict[str, Any]:
    """What the program defines once it has run, as `python FILE` would run it."""
    names: dict[str, Any] = {"__name__": "program"}
    exec(compile(program, "program", "exec"), names)
    return names


def agreements(names: dict[str, Any]) -> int:
    """At how many points the plain function agrees with SymPy's derivatives."""
    function = names["value_and_derivatives"]
    parameters = function.__code__.co_varnames[: function.__code__.co_argcount]
    draw = random.Random(3)
    compared = 0
    for number in range(12):
        point = {parameter: draw.uniform(0.15, 3.0 if number % 3 == 0 else 0.9) for parameter in parameters}
        try:
            _, found = function(**point)
        except ValueError:  # outside of the function's domain
            continue
        for key, derivative in names["derivatives"].items():
            symbols = {symbol: sympy.Float(point[symbol.name], 30) for symbol in derivative.free_symbols}
            expected = complex(derivative.subs(symbols).doit().evalf())
            if expected.imag == 0 and not math.isnan(found[key]):
                compared += 1
                assert found[key] == pytest.approx(expected.real, rel=1e-9, abs=1e-9)
    return compared


@pytest.mark.parametrize("text", [text for text in EXPRESSIONS if "f(" not in text and not text.isdigit()] + RESERVED + [LONG])
def test_the_program_runs_and_agrees_with_itself(text: str) -> None:
    assert agreements(run(python.document(partial(text)))) > 0


@pytest.mark.parametrize("text", ["x^2 y + sin(x y)", "sigmoid(w x + b)", LONG])
def test_the_program_of_a_gradient_does_too(text: str) -> None:
    assert agreements(run(python.document(gradient(text)))) > 0


def test_a_mixed_derivative_is_one_entry() -> None:
    names = run(python.document(partial("x^2 y^3", order="x,y")))
    assert names["value_and_derivatives"](2.0, 3.0) == (108.0, {"x, y": 108.0})
    assert str(names["derivatives"]["x, y"]) == "6*x*y**2"


def test_a_constant_has_a_program() -> None:
    assert run(python.document(partial("3", wrt="x")))["value_and_derivatives"](x=1) == (3, {"x": 0})


def test_unknown_functions_are_arguments_of_the_plain_function() -> None:
    names = run(python.document(partial("f(w x + b)", wrt="w")))
    value, derivatives = names["value_and_derivatives"](b=0.5, w=2.0, x=3.0, f=math.sin, df=math.cos)
    assert value == math.sin(6.5)
    assert derivatives == {"w": pytest.approx(3 * math.cos(6.5))}


def test_a_softmax_takes_its_family_by_number() -> None:
    names = run(python.document(partial("exp(z[i])/sum(exp(z[j]), j=1..n)", wrt="z[k]")))
    z = {1: 0.3, 2: 1.1, 3: -0.4}
    share = {j: math.exp(z[j]) / sum(map(math.exp, z.values())) for j in z}
    for i in z:
        for k in z:
            _, derivatives = names["value_and_derivatives"](i=i, k=k, n=3, z=z)
            assert derivatives["z[k]"] == pytest.approx(share[i] * ((i == k) - share[k]))


def test_the_plain_function_needs_math_alone() -> None:
    program = python.document(partial("x^2 y + sigmoid(x) max(x, y)"))
    plain = program[program.index("import math") :]
    assert run(plain)["value_and_derivatives"](1.0, 2.0)[1]["y"] == pytest.approx(1 + 1 / (1 + math.exp(-1)))


def test_the_point_asked_for_is_computed_at_the_end() -> None:
    program = python.document(partial("x^2 y", at="x=1,y=pi/2"))
    assert "print(value_and_derivatives(x=1, y=math.pi/2))" in program
    assert "print(value_and_derivatives" not in python.document(partial("x^2 y", at="x=1"))


def test_assumptions_are_kept() -> None:
    program = python.document(partial("sqrt(x^2) n t", wrt="x, t", assume="x>0, n integer"))
    assert 'x = Symbol("x", positive=True)' in program
    assert 'n = Symbol("n", integer=True)' in program
    assert 't = Symbol("t", real=True)' in program


FAR_OUT = [
    ("ln(1 + exp(-x))", -1000.0, 1000.0, -1.0),
    ("ln(1 + exp(-x))", 1000.0, 0.0, 0.0),
    ("1/(1 + e^-x)", -1000.0, 0.0, 0.0),
    ("1/(1 + e^-x)", 1000.0, 1.0, 0.0),
    ("e^x/(1 + e^x)", 1000.0, 1.0, 0.0),
    ("1/(1 + e^-x)^2", -1000.0, 0.0, 0.0),
    ("e^x/(e^x + e^(2x))", 1000.0, 0.0, 0.0),
    ("ln(e^x + e^(-x))", 1000.0, 1000.0, 1.0),
    ("ln(1 + e^x + e^(2x))", 1000.0, 2000.0, 2.0),
    ("ln(sigmoid(x))", -1000.0, -1000.0, 1.0),
    ("ln(1 - sigmoid(x))", 1000.0, -1000.0, -1.0),
    ("bce(sigmoid(x), 0)", 1000.0, 1000.0, 1.0),
    ("bce(sigmoid(x), 1)", -1000.0, 1000.0, -1.0),
    ("-ln(sigmoid(x)) - 2 ln(1 - sigmoid(x))", 40.0, 80.0, 2.0),
    ("softplus(x) + silu(x) + elu(x, 1)", 1000.0, 3000.0, 3.0),
    ("e^x", 1000.0, math.inf, math.inf),
    ("cosh x", -1000.0, math.inf, -math.inf),
    ("sech x", 1000.0, 0.0, 0.0),
    ("tanh x", 1000.0, 1.0, 0.0),
]


@pytest.mark.parametrize(("text", "x", "value", "slope"), FAR_OUT)
def test_large_arguments_give_the_limit_rather_than_an_overflow(text: str, x: float, value: float, slope: float) -> None:
    found, derivatives = run(python.document(partial(text, wrt="x")))["value_and_derivatives"](x=x)
    assert (found, derivatives["x"]) == (pytest.approx(value, abs=1e-12), pytest.approx(slope, abs=1e-12))


@pytest.mark.parametrize("y", [0, 1])
@pytest.mark.parametrize("z", [-1000.0, -40.0, 40.0, 1000.0])
def test_the_loss_of_a_certain_answer_is_a_number(z: float, y: int) -> None:
    value, derivatives = run(python.document(partial("bce(sigmoid(z), y)", wrt="z")))["value_and_derivatives"](y=y, z=z)
    assert value == pytest.approx(max(z, 0) - y * z, abs=1e-12)
    assert derivatives["z"] == pytest.approx((z > 0) - y, abs=1e-12)


def test_a_probability_of_0_costs_infinitely_much() -> None:
    program = run(python.document(partial("bce(p, y)", wrt="y")))
    assert program["bce"](0.0, 1) == program["bce"](1.0, 0) == math.inf


@pytest.mark.parametrize("text", ["x^2", "|x|", "x^x", "max(x, x^2)", "huber(x)", "sqrt(x) y", "1/x", "sin(x y)", "ln|x|"])
def test_the_program_of_a_limit_does_too(text: str) -> None:
    assert agreements(run(python.document(limit(text, wrt="x")))) > 0


PROGRAMS = [
    pytest.param("z = w*x + b; a = sigmoid(z); L = (a - y)^2", id="a neuron"),
    pytest.param("u = x y; v = sin(x); L = u v + u", id="a node used twice"),
    pytest.param("math = x^2; lambda = math + 1; L = lambda math", id="names that Python has taken"),
    pytest.param("; ".join(["v0 = x + w", *(f"v{k} = tanh(v{k - 1} w)" for k in range(1, 16))]), id="adjoints by name"),
]


@pytest.mark.parametrize("text", PROGRAMS)
def test_the_program_of_backpropagation_does_too(text: str) -> None:
    assert agreements(run(python.document(backprop(text)))) > 0


def test_entries_that_a_line_defines_get_names_of_their_own() -> None:
    names = run(python.document(backprop("h[1] = tanh(W[1,1]*x[1]); h_1 = 2; L = h[1]^2 h_1", wrt="W[1,1]")))
    value, derivatives = names["value_and_derivatives"](W={(1, 1): 0.5}, x={1: 2.0})
    assert value == pytest.approx(2 * math.tanh(1) ** 2)
    assert derivatives["W[1, 1]"] == pytest.approx(2 * 2 * math.tanh(1) * (1 - math.tanh(1) ** 2) * 2)


def test_a_point_of_entries_is_computed_too() -> None:
    program = python.document(backprop("z = W[1,2] x[1]; L = z^2 k", at="W[1,2]=2,x[1]=3,k=1"))
    assert "print(value_and_derivatives(W={(1, 2): 2}, k=1, x={1: 3}))" in program
    assert "print(value_and_derivatives" not in python.document(backprop("z = W[1,2] x[1]; L = z^2", at="W[1,2]=2"))
