"""What frameworks return is the chain rule over their primitives: known values, the shape of the graph, and the real frameworks."""

from __future__ import annotations

import math
import random

import pytest
import sympy as sp
from sympy import Integer, Symbol

from pdtutor.calculus.nonsmooth.conventions import FRAMEWORKS
from pdtutor.calculus.nonsmooth.frameworks import framework_gradients
from pdtutor.notation import reader
from tests.calculus.nonsmooth.real_frameworks import installed, real

NAN, INF = math.nan, math.inf
X = Symbol("x", real=True)

AT_KINKS = [  # as PyTorch 2.15.0 and JAX 0.10.2 gave them in double precision
    ("relu(x) - relu(-x)", "x=0", (0,), (0,)),
    ("relu(-x) + x", "x=0", (1,), (1,)),
    ("max(x, e^x - 1, ((x+1)^2 - 1)/2)", "x=0", (1,), (1,)),
    ("elu(x, 2)", "x=0", (2,), (2,)),
    ("elu(x, a)", "x=0,a=2", (2, 0), (2, 0)),
    ("sqrt(x^2 + y^2)", "x=0,y=0", (NAN, NAN), (NAN, NAN)),
    ("norm(x, y)", "x=0,y=0", (0, 0), (NAN, NAN)),
    ("x ln x", "x=0", (NAN,), (NAN,)),
    ("relu(x)", "x=0", (0,), (0,)),
    ("max(x, 0)", "x=0", (0.5,), (0.5,)),
    ("min(x, y)", "x=2,y=2", (0.5, 0.5), (0.5, 0.5)),
    ("max(x, y, z)", "x=1,y=1,z=1", (1 / 3,) * 3, (1 / 3,) * 3),
    ("clip(x, 0, 1)", "x=0", (0,), (0.5,)),
    ("clip(x, 0, 1)", "x=1", (0,), (0.5,)),
    ("clip(x, y, 1)", "x=0,y=0", (0.5, 0.5), (0.5, 0.5)),
    ("|x|", "x=0", (0,), (1,)),
    ("|ln(x)|", "x=-1", (0,), (1,)),
    ("sqrt(norm(x, y))", "x=0,y=0", (NAN, NAN), (NAN, NAN)),
    ("1/(x^y)", "x=0,y=0.5", (-INF, NAN), (-INF, NAN)),
    ("x|x|", "x=0", (0,), (0,)),
    ("leaky_relu(x)", "x=0", (0.01,), (1,)),
    ("leaky_relu(x, a)", "x=0,a=2", (2, 0), (1, 0)),
    ("hardtanh(x)", "x=1", (0,), (1,)),
    ("relu6(x)", "x=6", (0,), (0,)),
    ("hardswish(x)", "x=-3", (0,), (0,)),
    ("hardswish(x)", "x=3", (1,), (1,)),
    ("huber(x, 2)", "x=2", (2,), (2,)),
    ("sign(sqrt(x))", "x=0", (NAN,), (0,)),
    ("sqrt(x^2)", "x=0", (NAN,), (NAN,)),
    ("sqrt(|x|)", "x=0", (NAN,), (INF,)),
    ("relu(x)^(1/2)", "x=0", (0,), (0,)),
    ("cbrt(x)", "x=0", (NAN,), (INF,)),
    ("x^y", "x=0,y=2", (0, 0), (0, 0)),
    ("x^y", "x=0,y=0", (0, 0), (NAN, 0)),
    ("atan2(y, x)", "x=0,y=0", (0, 0), (NAN, NAN)),
    ("atan2(x, -(0))", "x=1", (0,), (0,)),
    ("x/(-(0) - 0)", "x=1", (INF,), (INF,)),
    ("where(x != 0, x, 0)", "x=0", (0,), (0,)),
    ("where(x != 0, sin(x)/x, 1)", "x=0", (NAN,), (NAN,)),
    ("where(x > 0, sqrt(x), 0)", "x=0", (NAN,), (NAN,)),
    ("ln(1 + e^(-(w x + b)))", "w=-100,x=1,b=0", (-1, 100, -1), (-1, 100, -1)),
    ("ln(1 + e^(-(w x + b)))", "w=-1000,x=1,b=0", (NAN, NAN, NAN), (NAN, NAN, NAN)),
    ("bce(x, 1)", "x=0.5", (-2,), (-2,)),
    ("softplus(x)", "x=1000", (1,), (1,)),
    ("sum(|w_i|, i=1..2)", "w[1]=0,w[2]=-3", (0, -1), (1, -1)),
    ("y", "x=1,y=2", (0, 1), (0, 1)),
]


def gradients(text: str, at: str, source: sp.Expr | None = None):
    point = reader.read_point(at)
    found = framework_gradients(reader.tree(text) if source is None else source, list(point), point)
    return {entry.framework: entry for entry in found}


@pytest.mark.parametrize(("text", "at", "torch", "jax"), AT_KINKS)
def test_the_gradient_at_a_kink_follows_from_the_conventions_of_the_primitives(text, at, torch, jax):
    found = gradients(text, at)
    assert found["torch"].gradient == pytest.approx(torch, nan_ok=True)
    assert found["jax"].gradient == pytest.approx(jax, nan_ok=True)


@pytest.mark.parametrize(
    ("expression", "at", "torch", "jax"),
    [
        (sp.sqrt(X), "x=0", INF, INF),
        (1 / X, "x=0", -INF, -INF),
        (sp.Abs(X), "x=0", 0, 1),
        (-3 / X**2, "x=2", 0.75, 0.75),
        (X / 4 - 1, "x=2", 0.25, 0.25),
        (sp.Piecewise((X, X > 0), (2 * X, True)), "x=0", 2, 2),
        (sp.Max(X, 0), "x=0", 0.5, 0.5),
        (sp.exp(X) * sp.pi, "x=0", math.pi, math.pi),
        (sp.Sum(Symbol("i", integer=True) * X, (Symbol("i", integer=True), 1, 4)), "x=0", 10, 10),
    ],
)
def test_a_sympy_expression_is_differentiated_as_python_prints_it(expression, at, torch, jax):
    found = gradients("", at, expression)
    assert (found["torch"].gradient, found["jax"].gradient) == ((torch,), (jax,))


@pytest.mark.parametrize(
    ("text", "at", "why"),
    [
        ("f(x) + x", "x=1", "f"),
        ("g'(x)", "x=1", "g"),
        ("where(x > 0, x, f(x))", "x=1", "f"),
        ("sum(i x, i=1..10001)", "x=1", "sum"),
        ("sum(sum(i j x, i=1..1000), j=1..1000)", "x=1", "sum"),
        ("x - x + y", "x=1", "y"),
    ],
)
def test_what_no_framework_can_compute_is_named(text, at, why):
    assert {(entry.gradient, entry.why) for entry in gradients(text, at).values()} == {(None, why)}


def test_pytorch_refuses_a_binary_cross_entropy_outside_its_range():
    found = gradients("bce(x, y)", "x=0.5,y=3")
    assert (found["torch"].gradient, found["torch"].why, found["jax"].gradient) == (None, "bce", (-10.0, 0.0))


def test_a_variable_that_is_held_is_a_constant():
    y = Symbol("y", real=True)
    found = framework_gradients(reader.tree("x y"), [X], {X: Integer(2), y: Integer(5)})
    assert [entry.gradient for entry in found] == [(5.0,), (5.0,)]


@pytest.mark.parametrize("text", ["sin(" * 199 + "x" + ")" * 199, "+".join(["x"] * 10_000), "max(x, 1)*" * 3000 + "1"])
def test_deep_and_long_graphs_are_swept(text):
    for entry in gradients(text, "x=0").values():
        assert entry.gradient is not None


def test_a_part_that_is_shared_many_times_over_is_computed_once():
    shared = X
    for _ in range(60):
        shared = sp.Add(sp.Mul(shared, shared, evaluate=False), shared, evaluate=False)
    assert [entry.gradient for entry in gradients("", "x=0", shared).values()] == [(1.0,), (1.0,)]


@pytest.mark.parametrize("name", ["x", "x_1", "y"])
def test_the_tree_keeps_what_sympy_simplifies(name):
    assert reader.tree(f"sqrt({name}^2)").value == "sqrt"
    assert reader.read(f"sqrt({name}^2)").expression == sp.Abs(Symbol(name.replace("_", ""), real=True))


# the real frameworks

_ONE = (
    "sin cos tan sec csc cot asin acos atan asec acsc acot sinh cosh tanh sech csch coth asinh acosh atanh asech acsch acoth erf erfc "
    "sqrt exp sign relu hardswish hardtanh relu6 cbrt sigmoid softplus silu gelu abs ln log2 log10 log1p expm1 elu leaky_relu huber norm"
)
ONE = tuple(_ONE.split())
PLACES = [-6, -3, -1, -0.5, 0, 0.5, 1, 2, 3, 6, 21]
SEVERAL = [
    "max({},{})", "min({},{})", "max({},{},{})", "min({},0,{})", "{}+{}", "{}-{}", "{}*{}", "{}/({})", "({})^2", "({})^({})", "2^({})",
    "({})^(1/3)",
    "clip({},0,1)", "clip({},{},{})", "norm({},{})", "logsumexp({},{})", "atan2({},{})", "where({}>{},{},{})", "where({}>=0 and {}<1,{},0)",
    "elu({},2)", "elu({},{})", "leaky_relu({},{})", "huber({},{})", "bce(sigmoid({}),{})", "-({})", "1/({})",
]  # fmt: skip


def composition(chance: random.Random, depth: int) -> str:
    """A nested expression in x and y, of functions with kinks and poles where its parts take whole values."""
    if depth == 0 or chance.random() < 0.15:
        return chance.choice(["x", "y", "x", "y", "0", "1", "2", "0.5", "(x-y)", "(x+1)"])
    if chance.random() < 0.4:
        return f"{chance.choice(ONE)}({composition(chance, depth - 1)})"
    shape = chance.choice(SEVERAL)
    return "(" + shape.format(*(composition(chance, depth - 1) for _ in range(shape.count("{}")))) + ")"


def is_same(one: float, other: float) -> bool:
    return one == other or (one != one and other != other) or abs(one - other) <= 1e-8 * max(abs(one), abs(other), 1e-4)


@pytest.fixture(scope="module", params=FRAMEWORKS, ids=lambda framework: framework.name)
def interpreter(request):
    framework = request.param
    if installed(framework.name) != framework.version:
        pytest.skip(f"compares with {framework.name} {framework.version} alone")
    return real(framework.name)


def test_the_real_framework_of_that_version_returns_the_same(interpreter):
    chance = random.Random(3)
    texts = [(f"{name}(x)", x, 1) for name in ONE for x in PLACES]
    texts += [(composition(chance, 3), chance.choice((-1, 0, 1, 2)), chance.choice((-1, 0, 1, 2))) for _ in range(300)]
    assert [difference for text, x, y in texts if (difference := compared(interpreter, text, x, y))] == []


def test_the_table_is_what_the_real_framework_returns(interpreter):
    for text, at, torch, jax in AT_KINKS:
        if "sum" not in text:  # the oracle knows no sums
            numbers = {str(name): float(value) for name, value in reader.read_point(at).items()}
            returned = interpreter.gradient(reader.tree(text), numbers, list(numbers))
            assert returned == pytest.approx(torch if interpreter.name == "torch" else jax, nan_ok=True), text


def compared(interpreter, text: str, x: float, y: float):
    """Where the framework and the conventions differ: the text, the point, and both gradients; nothing where the framework refuses."""
    tree, at = reader.tree(text), f"x={x},y={y}"
    try:
        returned = interpreter.gradient(tree, {"x": float(x), "y": float(y)}, ["x", "y"])
    except (ArithmeticError, RuntimeError, TypeError):  # a constant that Python cannot compute, a bce outside [0, 1]
        return None
    ours = gradients(text, at)[interpreter.name].gradient
    return None if all(map(is_same, ours, returned)) else (text, at, ours, returned)
