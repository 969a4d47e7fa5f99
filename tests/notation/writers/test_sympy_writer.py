"""SymPy text means what was written, when it is parsed with real symbols for all names."""

import keyword
from typing import Any

import pytest
from hypothesis import given, settings
from sympy import (
    Add,
    And,
    E,
    Eq,
    Expr,
    Function,
    Gt,
    IndexedBase,
    KroneckerDelta,
    Lambda,
    Max,
    Mul,
    Ne,
    Piecewise,
    Pow,
    Rational,
    Sum,
    Symbol,
    exp,
    gamma,
    nan,
    oo,
    pi,
    sin,
    sqrt,
    symbols,
    sympify,
)

from pdtutor.notation import functions as named
from pdtutor.notation.writers import LatexWriter, SympyWriter, UnicodeWriter
from tests.notation.writers.samples import ELEMENTARY, NAMED_OF_ONE, NAMED_OF_TWO, W, X, agree, expressions, f, g, i, j, k, n, w1, x, y, z


def parsed(text: str, writer: SympyWriter, *names: str) -> Any:
    """What a reader of the JSON makes of the text."""
    found = {name: Symbol(name, real=True) for name in ["x", "y", "z", "b", "n", "w1", "theta", "i", "j", "k", *names]}
    found |= {name: IndexedBase(name, real=True) for name in writer.indexed}
    for name, meaning in writer.functions.items():
        if meaning["is"] is None:
            found[name] = Function(name, real=True)
        else:
            arguments = tuple(symbols(meaning["args"], real=True))
            found[name] = Lambda(arguments, sympify(meaning["is"], locals=dict(zip(meaning["args"], arguments, strict=True))))
    return sympify(text, locals=found)


TEXTS = [
    (x**2 * y + sin(x * y), "x**2*y + sin(x*y)"),
    (exp(1) * x, "exp(1)*x"),
    (Pow(E, 2, evaluate=False), "exp(2)"),
    (exp(-x), "exp(-x)"),
    (sqrt(x) / 2, "sqrt(x)/2"),
    (x ** Rational(1, 3), "x**(1/3)"),
    (named.cbrt(x), "sign(x)*Abs(x)**(1/3)"),
    (Mul(2, x + 1, evaluate=False), "2*(x + 1)"),
    (Add(y, Mul(-1, x + 1, evaluate=False)), "y - (x + 1)"),
    ((-x) ** y, "(-x)**y"),
    (x ** (-y), "x**(-y)"),
    ((x**y) ** z, "(x**y)**z"),
    (x ** (y**z), "x**(y**z)"),
    (pi * x, "pi*x"),
    (oo, "oo"),
    (-oo, "-oo"),
    (nan, "nan"),
    (Max(x, 0, y), "Max(0, x, y)"),
    (Piecewise((x, x > 0), (0, True)), "Piecewise((x, x > 0), (0, True))"),
    (Ne(x, 0), "Ne(x, 0)"),
    (Eq(x, 0), "Eq(x, 0)"),
    (Gt(x + 1, 0), "x + 1 > 0"),
    (And(x > 0, x < 1), "(x > 0) & (x < 1)"),
    (Ne(x, 0) | Ne(y, 0), "Ne(x, 0) | Ne(y, 0)"),
    (f(z).diff(z), "Derivative(f(z), z)"),
    (f(z).diff(z, 2), "Derivative(f(z), (z, 2))"),
    (Sum(W[i] * X[i], (i, 1, n)), "Sum(w[i]*x[i], (i, 1, n))"),
    (KroneckerDelta(i, k), "KroneckerDelta(i, k)"),
    (Symbol("lambda", real=True) + 1, "lambda_ + 1"),
    (gamma(x), "gamma(x)"),
    (x, "x"),
    (W, "w"),
    (3, "3"),
    ([x, y + 1], "[x, y + 1]"),
]


@pytest.mark.parametrize(("expression", "text"), TEXTS)
def test_an_expression_is_written_in_sympys_syntax_as(expression: object, text: str) -> None:
    assert SympyWriter()(expression) == text


@pytest.mark.parametrize("expression", [e for e, text in TEXTS if isinstance(e, Expr) and "lambda" not in text and e is not nan])
def test_text_parses_to_what_was_written(expression: Expr) -> None:
    writer = SympyWriter()
    text = writer(expression)
    assert agree(parsed(text, writer), expression.replace(named.cbrt, named.cbrt.defined)) or text == str(parsed(text, writer))


@settings(deadline=None, max_examples=150)
@given(expressions)
def test_generated_expressions_parse_to_what_was_written(expression: Expr) -> None:
    writer = SympyWriter()
    assert agree(parsed(writer(expression), writer), expression)


@pytest.mark.parametrize("function", [*ELEMENTARY, *NAMED_OF_ONE])
def test_every_function_of_one_argument_is_understood(function: Any) -> None:
    writer = SympyWriter()
    assert agree(parsed(writer(y * function(x) ** 2), writer), y * function(x) ** 2)


@pytest.mark.parametrize("function", NAMED_OF_TWO)
def test_every_named_function_of_two_arguments_is_understood(function: Any) -> None:
    writer = SympyWriter()
    assert agree(parsed(writer(function(x * y, y + 1)), writer), function(x * y, y + 1))


def test_named_functions_are_defined_beside_the_text() -> None:
    writer = SympyWriter()
    writer(named.sigmoid(x * y) + f(x) + g(x, y) + named.clip(x, 0, 1))
    assert writer.functions == {
        "sigmoid": {"args": ["z"], "is": "1/(1 + exp(-z))"},
        "f": {"args": ["t"], "is": None},
        "g": {"args": ["t1", "t2"], "is": None},
        "clip": {"args": ["x", "a", "b"], "is": "Min(b, Max(a, x))"},
    }


def test_a_name_stands_for_one_number_of_arguments() -> None:
    writer = SympyWriter()
    assert writer(named.norm(x, y)) == "norm(x, y)"
    assert writer(named.norm(x, y, z)) == "sqrt(x**2 + y**2 + z**2)"
    assert writer.functions == {"norm": {"args": ["x1", "x2"], "is": "sqrt(x1**2 + x2**2)"}}


def test_functions_inside_a_derivative_and_under_a_sum_are_collected() -> None:
    writer = SympyWriter()
    writer(f(w1 * x).diff(x) + Sum(named.relu(W[i]), (i, 1, n)))
    assert list(writer.functions) == ["f", "relu"]
    assert writer.indexed == ["w"]


@pytest.mark.parametrize("word", [word for word in keyword.kwlist if word.islower()])
def test_a_keyword_gets_an_underscore(word: str) -> None:
    assert SympyWriter()(Symbol(word)) == word + "_"


def test_a_variable_called_like_the_number_pi_gets_an_underscore() -> None:
    assert SympyWriter()(Symbol("pi") * pi) == "pi*pi_"


def test_names_are_ascii() -> None:
    assert SympyWriter()([Symbol("θ"), Symbol("ŷ"), Symbol("w₁")]) == "[theta, yhat, w1]"


def test_an_index_is_renamed_where_its_sum_uses_another_symbol_of_that_name() -> None:
    total = Sum(Symbol("i", real=True) * W[i], (i, 1, n))
    assert SympyWriter()(total) == "Sum(i*w[i_a], (i_a, 1, n))"


def test_derivatives_of_unknown_functions_parse_to_themselves() -> None:
    for expression in (f(w1 * x + 1).diff(x), g(x, x * y).diff(x), g(x, y).diff(x, y), f(x**2).diff(x, 2), f(X[k]).diff(X[k])):
        writer = SympyWriter()
        assert str(parsed(writer(expression), writer).doit()) == str(expression.doit())


def test_sums_of_sums_parse_to_themselves() -> None:
    expression = Sum(W[i] * X[j], (i, 1, n), (j, 1, 3)) * exp(X[k]) / Sum(exp(X[j]), (j, 1, n))
    writer = SympyWriter()
    assert str(parsed(writer(expression), writer)) == str(expression)


@pytest.mark.parametrize(
    "name", ["Sum", "Integer", "Pow", "Derivative", "Subs", "Piecewise", "And", "Not", "Symbol", "KroneckerDelta", "sin", "S"]
)
def test_an_unknown_function_named_like_one_of_sympys_is_told_apart_from_it(name: str) -> None:
    expression = Function(name, real=True)(x, y)
    writer = SympyWriter()
    assert writer(expression) == f"{name}_(x, y)"
    assert writer.functions == {f"{name}_": {"args": ["t1", "t2"], "is": None}}
    assert UnicodeWriter()(expression) == f"{name}(x, y)"
    assert LatexWriter()(expression).endswith(r"\left(x, y\right)")
