"""What is claimed convex or concave is so: by a table of known functions, and by Jensen's inequality for generated ones."""

from __future__ import annotations

import random
from functools import cache
from itertools import product

import mpmath
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Abs, Eq, Expr, IndexedBase, Integer, Max, Min, Ne, Piecewise, Rational, Sum, Symbol, exp, log, pi, sin, sqrt
from sympy.core.function import AppliedUndef

from pdtutor.calculus.arithmetic import Digits
from pdtutor.calculus.nonsmooth.convexity import curvature
from pdtutor.calculus.nonsmooth.heads import HEADS
from pdtutor.calculus.numeric import Compiled
from pdtutor.notation import functions as named
from pdtutor.notation.functions import bce, clip, elu, hardswish, huber, leaky_relu, logsumexp, norm, relu, sigmoid, softplus
from tests.calculus.generated import BAD, expressions

x, y, z, w, b, r, q, a = (Symbol(name, real=True) for name in "xyzwbrqa")
p, t, s = (Symbol(name, positive=True) for name in "pts")
m = Symbol("m", negative=True)
i, n = (Symbol(name, integer=True) for name in "in")
X, Y, W = (IndexedBase(name, real=True) for name in "XYW")
HALF, TENTH = Rational(1, 2), Rational(1, 10)


def cases(*pairs):
    return Piecewise(*pairs, evaluate=False)


CONVEX = [
    Abs(x),
    Max(0, x),
    relu(-x) + x,
    Max(x, exp(x) - 1, ((x + 1) ** 2 - 1) / 2, evaluate=False),
    Abs(x - 1) + Abs(x + 1),
    Max(x, x**2, evaluate=False),
    Abs(x) ** 3,
    (Abs(x) ** 3 + Abs(y) ** 3) ** Rational(1, 3),
    sqrt(x**2 + y**2),
    sqrt(x**2 + 1),
    sqrt(x**2 + 2 * x * y + 2 * y**2 + 2 * x + 3),
    sqrt(x**2 + y**4),
    norm(x, y),
    norm(x - 1, 2 * y, 3),
    norm(relu(x), y),
    Max(2 * x - y, x + 3 * y - 1, -x, 5, evaluate=False),
    Max(9 * TENTH * r, -TENTH * r, evaluate=False),
    Max(0, 1 - x) ** 2,
    Max(0, Abs(r) - TENTH, evaluate=False),
    x * log(x),
    x * log(x) / log(2),
    (x + 2 * y) * log(x + 2 * y),
    x * log(x / 3),
    p * log(p / q),
    -log(x) - log(1 - x),
    -log(x + y),
    1 / p,
    1 / (p + t) ** 2,
    1 / sqrt(x),
    1 / sqrt(p * 3 + 1),
    1 / sigmoid(x),
    x**2 / p,
    (x**2 + y**2) / (p + t),
    p**p,
    2**x,
    Integer(3) ** (-x),
    x**4 + x**2 + Abs(y),
    x**2 - 2 * x * y + y**2 + Abs(x) + pi,
    (x - 1) * (x - 2),
    p**3,
    p ** Rational(3, 2),
    x ** Rational(3, 2),
    exp(x**2),
    exp(Abs(x)),
    log(1 + exp(-(2 * x + y))),
    log(exp(x) + exp(y)),
    logsumexp(x, 2 * y, x**2),
    sp.cosh(x),
    log(sp.cosh(x)),
    softplus(x),
    softplus(x**2),
    -log(sigmoid(x)),
    -log(exp(x) / (exp(x) + exp(y))),
    bce(sigmoid(z), Rational(3, 10)),
    bce(p, Rational(3, 10)),
    -Rational(3, 10) * log(sigmoid(z)) - Rational(7, 10) * log(1 - sigmoid(z)),
    huber(x - y, Integer(2)),
    leaky_relu(x, Rational(1, 100)),
    leaky_relu(x, Integer(-1)),
    elu(x, Integer(1)),
    elu(x, HALF),
    elu(Abs(x), HALF),
    relu(x) ** 2,
    (pi - 3) * Abs(x),
    (sqrt(2) - 1) * Abs(x),
    (sp.tanh(1) - HALF) * Abs(x),
    x**2 + sin(x),
    x**2 / 2 + sin(x) + Abs(y),
    x**4 + x**3 + x**2,
    -(m**3),
    2 * Abs(x) - relu(x),
    cases((x, x > 0), (0, True)),
    cases((x**2 / 2, Abs(x) <= 1), (Abs(x) - HALF, True)),
    cases((x**2, x < 1), (2 * x - 1, True)),
    cases((3 * x, x > 0), (x, x > -1), (-1, True)),
    cases((2 * Abs(x) - 1, Abs(x) > 1), (Abs(x), True)) + y**2,
    Sum(Abs(w * X[i] + b - Y[i]), (i, 1, n)),
    Sum(Max(0, 1 - Y[i] * (w * X[i] + b)), (i, 1, n)) + w**2,
    sqrt(Sum((w - X[i]) ** 2, (i, 1, n))),
]
CONCAVE = [
    -Abs(x),
    Min(x, 3 * y, evaluate=False),
    log(x),
    log(x + y),
    sqrt(x),
    sqrt(p + 2 * t),
    log(log(p) + 3),
    log(1 / (1 + 1 / p)),
    -x * log(x) - (1 - x) * log(1 - x),
    -(x**2 + y**2),
    log(sigmoid(x)),
    1 / m,
    m**3,
    leaky_relu(x, Integer(2)),
    (3 - pi) * Abs(x),
    clip(p, Integer(0), Integer(1)),
    sp.tanh(p),
    sp.atan(p + t),
    sigmoid(p),
    named.relu6(p),
    named.cbrt(p),
    Min(1, x, -x, evaluate=False),
    cases((x, x < 0), (x / 2, True)),
    -(x**2) + sin(x),
]
AFFINE = [
    3 * x - y + pi,
    relu(p),
    relu(x) - relu(-x),
    cases((x, Ne(x, 0)), (0, True)),
    sp.Mul(x - 1, 2, evaluate=False),
]
NEITHER_OR_UNPROVED = [
    x * Abs(x),
    clip(x, Integer(0), Integer(1)),
    elu(x, Integer(2)),
    elu(x, Integer(-1)),
    elu(x, a),
    leaky_relu(x, a),
    huber(x, a),
    hardswish(x),
    named.silu(x),
    named.gelu(x),
    sqrt(Abs(x)),
    Abs(Abs(x) - 1),
    Abs(x**2 - 1),
    Abs(sin(x)),
    1 / x,
    1 / x**2,
    1 / Abs(x),
    x**3,
    x**2 / y,
    x * y,
    relu(x) * relu(y),
    relu(w * x + b),
    x**2 + 4 * x * y + y**2,
    sqrt(x**2 - 2 * x - 1),
    p * t,
    x**x,
    x**p,
    exp(-(x**2)),
    log(1 + x**2),
    log(Abs(x)),
    log(1 / (x**2 + 1)),
    sp.tanh(x**2),
    sp.atan(Abs(x)),
    sp.sinh(sqrt(p)),
    softplus(-(x**2)),
    sqrt(exp(x) + p),
    sin(p) * Abs(x),
    sigmoid(x),
    x**2 * exp(x),
    x**4 - x**2,
    2 * sin(x) + x**2 / 2,
    Abs(x + 1) - Abs(x),
    cases((1, x > 0), (0, True)),
    cases((x**2, x < 1), (x, True)),
    cases((x, Ne(x, 0)), (1, True)),
    cases((x, x > 0)),
    leaky_relu(cases((x + 2, x < HALF), (-x, True)), Integer(0)),
    cases((1, Eq(x, 0)), (0, True)),
    x**2 / Abs(x) + sp.Heaviside(x),
    sp.Mul(x**2, 1 / Max(x, -x, evaluate=False), evaluate=False),
    sp.Function("f", real=True)(x),
    Sum(Abs(x) * X[i], (i, 1, n)),
    Sum(x**i, (i, 0, sp.oo)),
    (3 - sp.Function("g", real=True)(1)) * Abs(x),
]
KNOWN = [
    *((f, "convex") for f in CONVEX),
    *((f, "concave") for f in CONCAVE),
    *((f, "affine") for f in AFFINE),
    *((f, "unknown") for f in NEITHER_OR_UNPROVED),
]


def moving(of: Expr) -> list[Expr]:
    names = {X.label, Y.label, X, Y, i, n, a}
    return sorted((name for name in of.free_symbols if name.is_Symbol and name not in names), key=str)


@pytest.mark.parametrize(("of", "expected"), KNOWN, ids=str)
def test_curvature_of_a_known_function(of: Expr, expected: str) -> None:
    assert curvature(of, moving(of)) == expected


CONSTANTS = [
    (relu(w * x + b), (w, b), {x: Integer(-2)}, "convex"),
    (Abs(w * x + b - y) ** 2, (w, b), {}, "convex"),
    (bce(sigmoid(w * x + b), y), (w, b), {}, "convex"),
    (softplus(w * x + b) - y * (w * x + b), (w, b), {}, "convex"),
    (w * relu(x), (x,), {w: Integer(-3)}, "concave"),
    (w * relu(x), (x,), {w: Integer(0)}, "constant"),
    (w * relu(x), (x,), {}, "unknown"),
    (w * relu(x), (w,), {}, "affine"),
    (p * relu(x), (x,), {}, "convex"),
    (p**x, (x,), {}, "convex"),
    (relu(w), (x,), {}, "constant"),
    (x**a, (x,), {a: Integer(4)}, "convex"),
    (x**a, (x,), {a: HALF}, "concave"),
    (elu(x, a), (x,), {a: Integer(2)}, "unknown"),
    (elu(x, a), (x,), {a: TENTH}, "convex"),
    ((sin(a) - HALF) * Abs(x), (x,), {a: pi / 3}, "convex"),
    ((sin(a) - HALF) * Abs(x), (x,), {a: pi / 6}, "unknown"),
    (Abs(W[1] - W[2]) + Max(0, X[1] * W[2]), (W[1], W[2]), {}, "convex"),
    (Sum((W[i] - X[i]) ** 2, (i, 1, n)), (W,), {}, "convex"),
    (W[1] * W[i], (W[1],), {}, "unknown"),
    (x, (), {}, "constant"),
]


@pytest.mark.parametrize(("of", "variables", "numbers", "expected"), CONSTANTS, ids=str)
def test_other_names_are_constants(of: Expr, variables: tuple[Expr, ...], numbers: dict[Expr, Expr], expected: str) -> None:
    assert curvature(of, variables, numbers) == expected


# Jensen's inequality

SHIFTS = [Integer(-2), Integer(-1), -HALF, HALF / 4, Integer(1), Integer(3)]
TWO = sorted({named.elu, named.leaky_relu, named.huber}, key=str)
ONE = sorted({head for head in HEADS if issubclass(head, sp.Function)} - {*TWO, clip, norm, logsumexp, sp.acosh}, key=str)
PLACES = [
    Integer(-4),
    Integer(-3),
    Integer(-1),
    Integer(0),
    HALF,
    Integer(1),
    Integer(2),
    Rational(9, 4),
]  # halves of halves, so that numbers at an edge are exact
SHARES = [HALF, HALF / 4, Rational(7, 8)]
PAIRS = 12
DIGITS, SLACK = 200, mpmath.mpf(10) ** -40


def _affine(names: list[Symbol]) -> st.SearchStrategy[Expr]:
    terms = st.tuples(st.sampled_from(SHIFTS), st.sampled_from(names), st.sampled_from(SHIFTS), st.sampled_from(names))
    return st.tuples(terms, st.sampled_from([Integer(0), *SHIFTS])).map(lambda c: c[0][0] * c[0][1] + c[0][2] * c[0][3] + c[1])


def _usable(part: Expr) -> bool:
    return not part.has(*BAD)


def _grown(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    pairs, numbers = st.tuples(inner, inner), st.sampled_from(SHIFTS)
    return st.one_of(
        pairs.map(lambda f: f[0] + f[1]),
        pairs.map(lambda f: f[0] * f[1]),
        st.tuples(numbers, inner).map(lambda f: sp.Mul(*f, evaluate=False)),
        st.tuples(st.sampled_from(ONE), inner).map(lambda f: f[0](f[1])),
        st.tuples(st.sampled_from(ONE), inner).map(lambda f: f[0](f[1])),
        st.tuples(inner, st.sampled_from([-2, -1, 2, 3, 4, HALF, -HALF, 3 * HALF])).map(lambda f: f[0] ** f[1] if f[0] != 0 else f[0]),
        st.tuples(st.sampled_from(TWO), inner, numbers).map(lambda f: f[0](f[1], f[2])),
        st.tuples(inner, numbers, numbers).map(lambda f: clip(f[0], *sorted(f[1:]))),
        pairs.map(lambda f: f[0] * log(f[1]) if f[1] != 0 else f[0]),
        inner.map(lambda f: f * log(f) if f != 0 else f),
        pairs.map(lambda f: f[0] ** 2 / f[1] if f[1] != 0 else f[0]),
        st.tuples(st.sampled_from([Integer(2), HALF]), inner).map(lambda f: f[0] ** f[1]),
        pairs.map(lambda f: bce(sigmoid(f[0]), TENTH) + f[1]),
        pairs.map(lambda f: Max(*f, evaluate=False)),
        pairs.map(lambda f: Min(*f, evaluate=False)),
        pairs.map(lambda f: logsumexp(*f)),
        pairs.map(lambda f: norm(*f)),
        st.tuples(inner, inner, inner).map(
            lambda f: cases((f[0], sp.Gt(f[2], 0, evaluate=False)), (f[1], True)) if f[2].free_symbols else f[0]
        ),
    ).filter(_usable)


def _functions(names: list[Symbol]) -> st.SearchStrategy[Expr]:
    return st.recursive(_affine(names), _grown, max_leaves=4).filter(lambda f: sp.count_ops(f) < 60)


@pytest.mark.parametrize("assumption", ["nonzero", "integer", "rational", "even"])
def test_a_variable_whose_domain_has_gaps_leaves_nothing_convex(assumption: str) -> None:
    variable = Symbol("v", real=True, **{assumption: True})
    assert curvature(Abs(variable), [variable]) == "unknown"


def _joined(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    pairs = st.tuples(inner, inner)
    return st.one_of(
        pairs.map(lambda f: f[0] + f[1]),
        st.tuples(st.sampled_from(SHIFTS), inner).map(lambda f: sp.Mul(*f, evaluate=False)),
        st.tuples(st.sampled_from([Abs, relu, named.hardtanh, named.relu6]), inner).map(lambda f: f[0](f[1])),
        pairs.map(lambda f: Max(*f, evaluate=False)),
        pairs.map(lambda f: Min(*f, evaluate=False)),
        st.tuples(inner, st.sampled_from([-1, 0, HALF, 1, 2])).map(lambda f: leaky_relu(f[0], sp.sympify(f[1]))),
        st.tuples(inner, inner, _affine([x])).map(
            lambda f: cases((f[0], sp.Gt(f[2], 0, evaluate=False)), (f[1], True)) if f[2].has(x) else f[0]
        ),
    ).filter(_usable)


_pieces = st.recursive(_affine([x]) | _affine([x]).map(lambda f: f**2 / 2), _joined, max_leaves=4)


def assert_jensen(of: Expr, names: list[Symbol], found: str) -> None:
    """Between two places where the function is defined it is defined, and lies on or under (concave: over) the chord."""
    compiled = Compiled((of,), Digits())
    generator = random.Random(str(of))
    with mpmath.workdps(DIGITS):

        @cache
        def value(place):
            return compiled({name: mpmath.mpf(number.p) / number.q for name, number in zip(names, place, strict=True)})[0]

        places = list(product(*([place for place in PLACES if _is_allowed(name, place)] for name in names)))
        defined = [place for place in places if mpmath.isfinite(value(place))]
        for share in SHARES * PAIRS if defined else ():
            one, other = generator.choice(defined), generator.choice(defined)
            middle = tuple(share * here + (1 - share) * there for here, there in zip(one, other, strict=True))
            chord = (value(one) * share.p + value(other) * (share.q - share.p)) / share.q
            slack = SLACK * max(1, abs(value(one)), abs(value(other)))
            assert found == "concave" or value(middle) <= chord + slack, (of, one, other, share)
            assert found == "convex" or value(middle) >= chord - slack, (of, one, other, share)


def _is_allowed(name: Symbol, place: Rational) -> bool:
    return not ((name.is_positive and place <= 0) or (name.is_negative and place >= 0))


@pytest.mark.parametrize(("of", "expected"), [(of, found) for of, found in KNOWN if found != "unknown" and not of.has(Sum)], ids=str)
def test_the_table_itself_satisfies_jensens_inequality(of: Expr, expected: str) -> None:
    assert_jensen(of, moving(of), expected)


FAMILIES = [
    pytest.param(_functions([x]), [x], id="x"),
    pytest.param(_functions([x, y]), [x, y], id="x, y"),
    pytest.param(_functions([p, x]), [p, x], id="positive p, x"),
    pytest.param(_functions([p, t]), [p, t], id="positive p, t"),
    pytest.param(_pieces, [x], id="pieces of x"),
]


@pytest.mark.parametrize("examples", [100, pytest.param(3000, marks=pytest.mark.long)])
@pytest.mark.parametrize(("functions", "names"), FAMILIES)
def test_what_is_claimed_of_a_generated_function_satisfies_jensens_inequality(
    functions: st.SearchStrategy[Expr], names: list[Symbol], examples: int
) -> None:
    claimed = []

    @settings(max_examples=examples, deadline=None, derandomize=True, database=None)
    @given(of=functions)
    def holds(of: Expr) -> None:
        found = curvature(of, names)
        if found != "unknown":
            claimed.append(of)
            assert_jensen(of, names, found)

    holds()
    assert len(claimed) > examples / 10  # or the test would say little


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(of=expressions)
def test_what_is_claimed_of_any_function_satisfies_jensens_inequality(of: Expr) -> None:
    names = sorted(of.free_symbols, key=str)
    found = curvature(of, names)
    if found != "unknown" and not of.has(AppliedUndef):
        assert_jensen(of, names, found)


@pytest.mark.parametrize("of", [Abs(x), x**2, exp(x), softplus(x)], ids=str)
def test_a_false_claim_would_be_noticed(of: Expr) -> None:
    with pytest.raises(AssertionError):
        assert_jensen(of, [x], "concave")


def test_a_deep_network_takes_time_in_proportion_to_its_size() -> None:
    layers = x
    for _ in range(150):
        layers = softplus(relu(layers) + layers)
    assert curvature(layers, [x]) == "convex"


def test_a_sum_of_many_terms_is_seen_at_once() -> None:
    many = [Symbol(f"v{k}", real=True) for k in range(300)]
    assert curvature(sum(many) ** 2 + sum(map(Abs, many)), many) == "convex"
