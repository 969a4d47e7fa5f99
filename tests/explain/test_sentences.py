"""The sentences: each says what is true of this function and names its actual parts."""

import pytest
from sympy import Expr, Function, Integer, Mul, Rational, Symbol, pi, sqrt

from pdtutor.calculus.derive import derive
from pdtutor.calculus.results import Check, Gradient, Partial, Value
from pdtutor.calculus.step import Step
from pdtutor.explain.cards import CARDS
from pdtutor.explain.sentences import amounts, because, checked, conditions, decimal, function_name, held, held_in, listed, say, steepest
from pdtutor.notation.names import in_natural_order, variables_of
from pdtutor.notation.reader import read
from pdtutor.notation.writers import UnicodeWriter
from pdtutor.requests.partial import partial

write = UnicodeWriter({})


def first(text: str, wrt: str = "x") -> Partial:
    return partial(text, wrt=wrt).partials[0]


def steps_by(rule: str, text: str, wrt: str = "x") -> list[Step]:
    return [step for step in first(text, wrt).roots[0].walk() if step.rule == rule]


REASONS = [
    ("constant", "x + 3y^2", "3·y² has no x in it: it stays still while x moves"),
    ("constant", "x + 5", "5 is a number: it never changes"),
    ("identity", "x + 5", "x moves exactly as fast as itself"),
    ("constant_multiple", "x^2 y", "y does not move with x, so it waits in front"),
    ("constant_multiple", "7 x^2", "the number 7 waits in front"),
    ("constant_multiple", "-sin(x)", "the minus sign waits in front of sin(x)"),
    ("sum", "x^2 + x", "each term by itself"),
    ("sum", "x^2 + 3y", "each term by itself; 3·y stays still and gives 0"),
    ("sum", "x^2 + 3y + 5", "each term by itself; 3·y and 5 stay still and give 0"),
    ("product", "x sin(x)", "first x moves while sin(x) waits, then the other way round"),
    ("product", "x sin(x) e^x", "x, e^x and sin(x) each take one turn to move while the others wait"),
    ("quotient", "x/(3 - x^2)", "top′·bottom - top·bottom′, over bottom²; the top is x, the bottom 3 - x²"),
    ("power", "x^3", "bring the exponent 3 down in front and lower it by one"),
    ("power", "x^y", "bring the exponent y down in front and lower it by one"),
    ("power", "sqrt(x)", "a root is the power 1/2 of x: bring 1/2 down in front, and one less is -1/2"),
    ("power", "1/x", "as a power of x it has the exponent -1: bring it down in front, and one less is -2"),
    ("power", "cbrt(x)", "the real cube root is x to the power 1/3, also where x is negative"),
    ("exponential", "e^x", "e^x is its own derivative"),
    ("exponential", "2^x", "2 stays still while the exponent moves: the power itself, times the logarithm of its base 2"),
    ("exponential", "erf(x)", "erf is an area under a bell curve up to x, so its slope is the height of the bell there"),
    ("logarithm", "ln(x)", "the slope of a natural logarithm is one over what is inside, here x"),
    ("trigonometric", "cos(x)", "the slope of a cosine is minus the sine, here of x"),
    ("inverse_trigonometric", "atan(x)", "the slope of an arctangent is one over 1 plus the square, here of x"),
    ("inverse_trigonometric", "atan2(y, x)", "while x moves and all else waits, the slope of atan2(y, x) is -y/(x² + y²)"),
    ("hyperbolic", "cosh(x)", "the slope of a hyperbolic cosine is the hyperbolic sine, with no minus, here of x"),
    ("chain", "sin(x y)", "with u = x·y: differentiate by u, then multiply by the derivative of u"),
    ("chain", "f(x, x y)", "with u = x, v = x·y: differentiate by each of them, multiply by its own derivative, and add"),
    ("absolute_value", "|x|", "where x > 0 it is x, slope 1; where x < 0 it is -x, slope -1"),
    ("maximum", "max(0, x)", "it follows whichever is largest, 0 or x, and takes its slope"),
    ("maximum", "min(x, y)", "it follows whichever is smallest, x or y, and takes its slope"),
    ("maximum", "clip(x, 0, 1)", "clip follows x between 0 and 1, slope 1, and is flat outside"),
    ("piecewise", "where(x > 0, x^2, 0)", "each case in its own region: where x > 0 it is x², elsewhere 0"),
    ("piecewise", "sign(x)", "sign(x) is flat on both sides of x = 0"),
    ("activation", "sigmoid(x)", "σ′ = σ·(1 - σ): the slope at x is made of the value itself"),
    ("activation", "elu(2, x)", "while x moves and all else waits, the slope of elu(2, x) is 0"),
    ("unknown_function", "f(x)", "nothing is known about f(x) but its name, so its slope gets a name too: f′(x)"),
    ("indexed_sum", "sum(x w[i], i=1..n)", "the derivative goes inside the sum: every term by itself"),
]


@pytest.mark.parametrize(("rule", "text", "sentence"), REASONS, ids=[f"{rule}: {text}" for rule, text, _ in REASONS])
def test_a_reason_names_the_parts_of_its_step(rule: str, text: str, sentence: str) -> None:
    assert say(because(steps_by(rule, text)[0]), write) == sentence


def test_a_sum_by_one_entry_says_which_terms_can_move() -> None:
    (step,) = steps_by("indexed_sum", "sum(z[j]^2, j=1..n)", "z[k]")
    assert say(because(step), write) == "every term by itself, and only a term that has z[k] in it can move"


def test_a_general_power_names_base_and_exponent() -> None:
    (step,) = steps_by("general_power", "(x + 1)^x")
    assert "x moves both in the base x + 1 and in the exponent x" in say(because(step), write)


def test_what_is_looked_up_is_said_to_be() -> None:
    x = Symbol("x", real=True)
    step = Step("table", Function("zeta")(x), x, x)
    assert "looked up" in say(because(step), write)


def test_tidying_and_rewriting_are_told_apart() -> None:
    x = Symbol("x", real=True)
    child = steps_by("power", "x^3")[0]
    tidied = Step("rewrite", child.of, x, child.gives, (child,))
    rewritten = Step("rewrite", Mul(x, x**2, evaluate=False), x, child.gives, (child,))
    assert say(because(tidied), write) == "the same derivative, tidied up"
    assert say(because(rewritten), write) == "it is the same function as x³, which is easier to differentiate"


MANY_RULES = [
    "x^2 y + sin(x y) + 3y", "sigmoid(w*x + b)", "(3x-2)^5", "x/(3-x^2)", "exp(x y^2)", "max(0, w x + b)", "ln(x^2+y^2)", "x^x", "x^y",
    "sin(sin(sin(x)))", "f(x, x y)", "where(x > 0, x^2, y)", "bce(sigmoid(x), y)", "huber(x, 1)", "silu(x) + gelu(x)", "norm(x, y)",
    "logsumexp(x, y)", "sum((w x[i] - b)^2, i=1..n)", "atan2(y, x)", "|x - y|^3", "tan(x)/cosh(x)", "hardswish(x)", "leaky_relu(x)",
    "asech(x) + acsc(x) + coth(x)", "relu6(x) + hardtanh(x) + softplus(x) + relu(x)", "clip(x, y, 1)", "log(x, 2) + 2^x + erfc(x)",
]  # fmt: skip


@pytest.mark.parametrize("text", MANY_RULES)
def test_every_step_has_a_reason_that_names_a_part_of_it(text: str) -> None:
    expression = read(text).expression
    for variable in in_natural_order(variables_of(expression)):
        if isinstance(variable, Expr) and variable.is_Symbol:
            for step in derive(expression, variable).walk():
                assert step.rule in CARDS
                parts = [part for part in because(step) if not isinstance(part, str)]
                names = set().union(step.of.free_symbols, step.names, [step.wrt])
                assert step.rule in ("sum", "indexed_sum", "activation") or any(part.free_symbols <= names for part in parts)


HELD = [
    ("x^2", "x", "x is the only variable, so nothing is held constant."),
    ("x^2 y + sin(x y)", "x", "Held constant: y. While only x moves, y is a number like any other."),
    (
        "x^2 y + 3y",
        "x",
        "Held constant: y. While only x moves, y is a number like any other. The term 3·y has no x in it, so it contributes 0.",
    ),
    (
        "x^2 y + 3y + z",
        "x",
        "Held constant: y and z. While only x moves, they are numbers like any other. "
        "The terms 3·y and z have no x in them, so they contribute 0.",
    ),
    (
        "exp(z[i])/sum(exp(z[j]), j=1..n)",
        "z[k]",
        "Held constant: the other entries of z. While only z[k] moves, they are numbers like any other.",
    ),
]


@pytest.mark.parametrize(("text", "wrt", "sentence"), HELD)
def test_what_is_held_is_said_with_the_reason_and_the_terms_it_kills(text: str, wrt: str, sentence: str) -> None:
    assert say(held(first(text, wrt)), write) == sentence


AGAIN = [
    ("x^3", "x,x", ["x is the only variable, so nothing is held constant.", ""]),
    ("x^3 + x", "x,x", ["x is the only variable, so nothing is held constant.", "The term 1 has no x in it, so it contributes 0."]),
    ("x^3 y", "x,x", ["Held constant: y. While only x moves, y is a number like any other.", "Held constant as before: y."]),
    (
        "x^3 y",
        "x,y",
        [
            "Held constant: y. While only x moves, y is a number like any other.",
            "Held constant: x. While only y moves, x is a number like any other.",
        ],
    ),
]


@pytest.mark.parametrize(("text", "order", "sentences"), AGAIN)
def test_what_is_held_is_said_in_full_once(text: str, order: str, sentences: list[str]) -> None:
    (found,) = partial(text, order=order).partials
    assert [say(held_in(root, before), write) for root, before in zip(found.roots, (None, *found.roots), strict=False)] == sentences


def test_a_function_without_the_variable_does_not_move() -> None:
    x, y = Symbol("x", real=True), Symbol("y", real=True)
    root = Step("constant", y, x, Integer(0))
    known = Partial(y, (x,), Integer(0), (root,), (y,), (), Check(True, 5, 0.0))
    assert say(held(known), write) == "There is no x in the function: it does not move with x, so its derivative is 0."


def test_long_lists_are_counted() -> None:
    names = [Symbol(f"w{k}") for k in range(1, 8)]
    assert say(listed(names[:4]), write) == "w1, w2, w3 and w4"
    assert say(listed(names), write) == "w1, w2, w3 and 4 more"
    assert say(listed(names[:1]), write) == "w1"
    assert listed([]) == ()


CONDITIONS = [
    ("x^2", []),
    ("ln(x)", ["The formula holds where x > 0."]),
    ("1/x + ln(y + x)", ["The formula holds where x + y > 0 and x ≠ 0."]),
    (
        "|w x + b|",
        ["A kink at b + w·x = 0: whatever the formula says there, a derivative exists only if the slopes on the two sides agree."],
    ),
    ("ln|x|", ["The formula holds where x ≠ 0."]),
    ("ln|x^2 - 1|", ["The formula holds where x² - 1 ≠ 0."]),
    ("1/|x^3 - x|", ["The formula holds where x³ - x ≠ 0."]),
    (
        "ln(1 + |x|)",
        ["A kink at x = 0: whatever the formula says there, a derivative exists only if the slopes on the two sides agree."],
    ),
    (
        "relu(x) + ln(x)",
        ["The formula holds where x > 0."],
    ),
    (
        "clip(x, 0, 1)",
        ["Kinks at x = 0 and x = 1: whatever the formula says there, a derivative exists only if the slopes on the two sides agree."],
    ),
]


@pytest.mark.parametrize(("text", "sentences"), CONDITIONS)
def test_conditions_tell_kinks_from_the_domain(text: str, sentences: list[str]) -> None:
    assert [say(sentence, write) for sentence in conditions(first(text))] == sentences


VALUES = [
    (Value(Integer(3), 3.0), "= 3"),
    (Value(Rational(1, 4), 0.25), "= 1/4 = 0.25"),
    (Value(Rational(1, 3), 1 / 3), "= 1/3 ≈ 0.333333"),
    (Value(pi, 3.141592653589793), "= π ≈ 3.14159"),
    (Value(sqrt(2) * Symbol("y"), None), "= √2·y"),
    (Value(Integer(10) ** 300, 1e300), "= 10^300"),
    (Value(2 * Integer(10) ** 300, 2e300), "= 2·10^300"),
    (Value(-3 * Integer(10) ** 400, float("-inf")), "= -3·10^400"),
    (Value(Rational(1, 10**300), 1e-300), "= 1/10^300 ≈ 1.00000e-300"),
    (Value(Rational(1, 7 * 10**30), 1.42857e-31), "= 1/(7·10³⁰) ≈ 1.42857e-31"),
    (Value(Integer(3) ** 50, 7.17898e23), "≈ 7.17898e+23"),
    (Value(Integer(3) ** 5000, float("inf")), "≈ 4.03900e+2385"),
    (Value(Rational(3**50, 2**80), 0.593831), "≈ 0.593831"),
    (Value(sqrt(2) * 3**50, 1.01526e24), "≈ 1.01526e+24"),
    (Value(Integer(10**20 - 1), 1e20), "= 99999999999999999999"),
    (Value(None, 0.5), "≈ 0.5"),
    (Value(Integer(0), 0.0, "limit"), "= 0 (by the limit of the difference quotient: the formula does not apply here)"),
    (Value(None, None, "kink", (-1.0, 1.0)), "does not exist: the slope is -1 from the left and 1 from the right"),
    (
        Value(None, None, "vertical", (float("nan"), float("inf"))),
        "does not exist: the slope is ∞ from the right, and the left lies outside the domain",
    ),
    (Value(None, None, "kink", (2.0, float("nan"))), "does not exist: the slope is 2 from the left, and the right lies outside the domain"),
    (Value(None, None, "vertical"), "does not exist: the graph is vertical here, its slope grows without bound"),
    (Value(None, None, "undefined"), "does not exist: the function has no value here"),
    (Value(None, None, "discontinuous"), "does not exist: the function jumps here"),
    (Value(), "does not exist: the formula gives no number here"),
    (
        Value(None, None, "kink", (float("-inf"), float("inf"))),
        "does not exist: the slope is -∞ from the left and ∞ from the right",
    ),
]


@pytest.mark.parametrize(("value", "sentence"), VALUES)
def test_a_value_is_exact_then_decimal_and_none_says_why(value: Value, sentence: str) -> None:
    assert say(amounts(value), write) == sentence


CHECKS = [
    (Check(True, 5, 1e-9), "agrees with an independent derivative, symbolically and at 5 points"),
    (Check(True, 0, None), "agrees with an independent derivative, symbolically"),
    (Check(None, 1, 1e-9), "agrees with an independent derivative, at 1 point"),
    (Check(None, 0, None), "not checked: no independent derivative could be computed"),
    (Check(False, 5, 1e-9), "does not agree with an independent derivative: this is a defect of pdtutor, do not rely on the result"),
    (Check(None, 5, 0.5), "does not agree with an independent derivative: this is a defect of pdtutor, do not rely on the result"),
]


@pytest.mark.parametrize(("check", "sentence"), CHECKS)
def test_the_check_claims_no_more_than_was_done(check: Check, sentence: str) -> None:
    assert say(checked(check), write) == sentence


def test_a_vanishing_gradient_has_no_steepest_direction() -> None:
    x = Symbol("x", real=True)
    still = Gradient(x**2, (x,), (2 * x,), Check(True, 5, 0.0), value=(Value(Integer(0), 0.0),))
    (sentence,) = steepest(still, None)
    assert "stationary" in say(sentence, write)


@pytest.mark.parametrize(("text", "name"), [("x y", "f"), ("f(x)", "F"), ("f(x) + F", "g"), ("f(x) F g G h H", "f1")])
def test_the_function_takes_a_name_that_is_free(text: str, name: str) -> None:
    assert function_name(read(text).expression) == name


@pytest.mark.parametrize(("number", "shown"), [(-0.0, "0"), (0.0, "0"), (-2.0, "-2"), (float("-inf"), "-∞"), (float("nan"), "undefined")])
def test_a_decimal_has_no_sign_before_a_zero(number: float, shown: str) -> None:
    assert decimal(number) == shown
