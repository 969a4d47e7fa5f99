"""Wrong answers, each worked out by hand from the meaning of one mistake of the catalogue, as a learner would write it.

Belongs here: tables of facts. Does not: any use of the engine that they examine, nor the checks (`test_examples_are_sound`,
`test_diagnosis`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """One question, and the wrong answer to which the mistake leads.

    id              of the catalogue of mistakes
    wrt             the variable; or else
    order           the variables of a higher derivative, in the order in which they are differentiated by
    given           what depends on what, where the total derivative by `wrt` is asked
    """

    id: str
    function: str
    answer: str
    wrt: str | None = None
    order: str | None = None
    given: str | None = None


@dataclass(frozen=True)
class TwoMistakes:
    """One question, and the answer to which two mistakes together lead, but no single one."""

    ids: tuple[str, str]
    function: str
    wrt: str
    answer: str


@dataclass(frozen=True)
class AnotherQuestion:
    """One question, and an answer that is right for another; `id` is what the diagnosis calls that."""

    kind: str
    id: str
    function: str
    answer: str
    wrt: str | None = None
    order: str | None = None
    given: str | None = None


Rows = Iterable[tuple[str, str, str]]


def _partial(name: str, rows: Rows) -> tuple[Example, ...]:
    return tuple(Example(name, function, answer, wrt=wrt) for function, wrt, answer in rows)


def _ordered(name: str, rows: Rows) -> tuple[Example, ...]:
    return tuple(Example(name, function, answer, order=order) for function, order, answer in rows)


def _total(name: str, wrt: str, rows: Rows) -> tuple[Example, ...]:
    return tuple(Example(name, function, answer, wrt=wrt, given=given) for function, given, answer in rows)


CHAIN = (
    *_partial(
        "chain.inner_missing",
        [
            ("(3x - 2)^5", "x", "5(3x - 2)^4"),
            ("(x^2 + 1)^3", "x", "3(x^2 + 1)^2"),
            ("e^(-x^2/2)", "x", "e^(-x^2/2)"),
            ("sin(x^2 y) + y^2", "x", "cos(x^2 y)"),
            ("x + 4 ln(cos x)", "x", "1 + 4/cos(x)"),
            ("x cos(x^2)", "x", "cos(x^2) - x sin(x^2)"),
            ("atan(y/x)", "y", "1/(1 + (y/x)^2)"),
            ("tanh(w x + b)", "w", "1 - tanh(w x + b)^2"),
            ("σ(w1 x1 + w2 x2 + b)", "w1", "σ(w1 x1 + w2 x2 + b)(1 - σ(w1 x1 + w2 x2 + b))"),
            ("|2x - 1|", "x", "sign(2x - 1)"),
            ("y + relu(w x + b)", "w", "where(w x + b > 0, 1, 0)"),
        ],
    ),
    *_partial(
        "chain.inner_missing.partial",
        [
            ("exp(x y^2)", "y", "e^(x y^2)"),
            ("sin(x y)", "x", "cos(x y)"),
            ("(2x + 3y)^4", "y", "4(2x + 3y)^3"),
            ("sqrt(x^2 + y^2)", "y", "1/(2sqrt(x^2 + y^2))"),
            ("3x + 2e^(x^2 y)", "x", "3 + 2e^(x^2 y)"),
            ("ln(cos(x y))", "x", "-sin(x y)/cos(x y)"),
            ("softplus(w x + b)", "x", "σ(w x + b)"),
        ],
    ),
    *_partial(
        "chain.inner_only",
        [
            ("asin(3x^2)", "x", "6x"),
            ("|3x + 1|", "x", "3"),
            ("sin(x^2)", "x", "2x"),
            ("sqrt(1 - x^2)", "x", "-2x"),
            ("ln(x^2 y + y)", "x", "2x y"),
            ("x^2 + (3x - 2)^5", "x", "2x + 3"),
            ("y^2 + 5e^(x^3)", "x", "15x^2"),
            ("cos(e^(2x))", "x", "-2 sin(e^(2x))"),
            ("σ(w x + b)", "w", "x"),
            ("tanh(w1 x1 + w2 x2)", "w2", "x2"),
        ],
    ),
    *_partial(
        "chain.outer_at_x",
        [
            ("cos(3z)", "z", "-3 sin(z)"),
            ("(x^2 + 1)^3", "x", "6x^3"),
            ("sqrt(4x + 1)", "x", "2/sqrt(x)"),
            ("e^(x^2 y)", "x", "2x y e^x"),
            ("y + 2 sin(x^3)", "x", "6x^2 cos(x)"),
            ("x sin(5x)", "x", "sin(5x) + 5x cos(x)"),
            ("σ(2z + 1)", "z", "2σ(z)(1 - σ(z))"),
            ("tanh(w x + b)", "w", "x(1 - tanh(w)^2)"),
        ],
    ),
    *_partial(
        "chain.derivative_inside",
        [
            ("sin(x^2)", "x", "cos(2x)"),
            ("e^(x^2)", "x", "e^(2x)"),
            ("ln(x^3)", "x", "1/(3x^2)"),
            ("(x^2 + 1)^3", "x", "3(2x)^2"),
            ("y + 3 sin(x^2 y)", "x", "3cos(2x y)"),
            ("x^2 + cos(x^2 + y^2)", "y", "-sin(2y)"),
            ("σ(w x + b)", "w", "σ(x)(1 - σ(x))"),
            ("tanh(w^2)", "w", "1 - tanh(2w)^2"),
        ],
    ),
    *_partial(
        "chain.one_level_short",
        [
            ("sin(exp(x^2))", "x", "e^(x^2) cos(e^(x^2))"),
            ("ln(cos(3x))", "x", "-sin(3x)/cos(3x)"),
            ("ln(ln(2x))", "x", "1/(2x ln(2x))"),
            ("e^(sin(x^2 y))", "x", "e^(sin(x^2 y)) cos(x^2 y)"),
            ("y + 2sqrt(1 + (3x + 1)^2)", "x", "2(3x + 1)/sqrt(1 + (3x + 1)^2)"),
            ("(σ(w x + b) - y)^2", "w", "2(σ(w x + b) - y)σ(w x + b)(1 - σ(w x + b))"),
            ("tanh(w x + b)^2", "w", "2tanh(w x + b)(1 - tanh(w x + b)^2)"),
            ("σ(w2 σ(w1 x))", "w1", "σ(w2 σ(w1 x))(1 - σ(w2 σ(w1 x))) w2 σ(w1 x)(1 - σ(w1 x))"),
        ],
    ),
    *_partial(
        "chain.const_factor",
        [
            ("sin(4z)", "z", "cos(4z)"),
            ("e^(5x)", "x", "e^(5x)"),
            ("y sin(3x)", "x", "y cos(3x)"),
            ("x^2 + 2 tan(5x)", "x", "2x + 2(1 + tan(5x)^2)"),
            ("ln(sin(4x))", "x", "cos(4x)/sin(4x)"),
            ("x cos(2x)", "x", "cos(2x) - x sin(2x)"),
            ("sin(w x)", "x", "cos(w x)"),
            ("σ(z/2)", "z", "σ(z/2)(1 - σ(z/2))"),
            ("sin(2x) + cos(3x) + e^(4x)", "x", "cos(2x) - sin(3x) + e^(4x)"),
        ],
    ),
    *_partial(
        "chain.exp_inner_var",
        [
            ("exp(3x)", "x", "3e^x"),
            ("e^(-2x)", "x", "-2e^x"),
            ("x^2 + 4e^(x/2)", "x", "2x + 2e^x"),
            ("y e^(5x)", "x", "5y e^x"),
            ("x e^(2x)", "x", "e^(2x) + 2x e^x"),
            ("ln(1 + e^(2z))", "z", "2e^z/(1 + e^(2z))"),
            ("b + e^(w x)", "w", "x e^w"),
            ("1/(1 + e^(-z))", "z", "e^z/(1 + e^(-z))^2"),
        ],
    ),
    *_partial(
        "chain.exp_inner_missing",
        [
            ("exp(3x)", "x", "e^(3x)"),
            ("e^(-2x)", "x", "e^(-2x)"),
            ("x + y e^(4x)", "x", "1 + y e^(4x)"),
            ("x^2 e^(2x)", "x", "2x e^(2x) + x^2 e^(2x)"),
            ("sin(e^(2x))", "x", "e^(2x) cos(e^(2x))"),
            ("ln(1 + e^(3z))", "z", "e^(3z)/(1 + e^(3z))"),
            ("b + e^(w x)", "w", "e^(w x)"),
            ("a + 5e^(-k t)", "t", "5e^(-k t)"),
        ],
    ),
    *_partial(
        "chain.keep_exponent",
        [
            ("(x^2 + 1)^3", "x", "6x(x^2 + 1)^3"),
            ("(3x - 2)^5", "x", "15(3x - 2)^5"),
            ("sin^2 x", "x", "2sin(x)^2 cos(x)"),
            ("sqrt(x^2 + 1)", "x", "x sqrt(x^2 + 1)"),
            ("x + 2(x^2 + y^2)^4", "y", "16y(x^2 + y^2)^4"),
            ("e^((x + 1)^2)", "x", "2(x + 1)^2 e^((x + 1)^2)"),
            ("(w x + b - y)^2", "w", "2x(w x + b - y)^2"),
            ("(σ(z) - y)^2", "z", "2(σ(z) - y)^2 σ(z)(1 - σ(z))"),
            ("1/(1 + e^(-z))", "z", "e^(-z)/(1 + e^(-z))"),
        ],
    ),
    *_partial(
        "chain.inner_sign",
        [
            ("(1 - exp(x))^2", "x", "2(1 - e^x)e^x"),
            ("(1 - x^2)^3", "x", "6x(1 - x^2)^2"),
            ("x + sin(1 - 3x)", "x", "1 + 3cos(1 - 3x)"),
            ("ln(y - x^2) + x", "x", "2x/(y - x^2) + 1"),
            ("x^2 + 4e^(-x)", "x", "2x + 4e^(-x)"),
            ("z + sqrt(1 - x^2 - y^2)", "y", "y/sqrt(1 - x^2 - y^2)"),
            ("cos(e^(-2x))", "x", "-2e^(-2x) sin(e^(-2x))"),
            ("(y - σ(z))^2", "z", "2(y - σ(z))σ(z)(1 - σ(z))"),
            ("tanh(b - w x) + w", "w", "x(1 - tanh(b - w x)^2) + 1"),
        ],
    ),
)

PRODUCT = (
    *_partial(
        "product.as_product",
        [
            ("x sin(x)", "x", "cos(x)"),
            ("x ln(x)", "x", "1/x"),
            ("(x^2 + 1)(x^3 - 2x)", "x", "2x(3x^2 - 2)"),
            ("x e^x sin(x)", "x", "e^x cos(x)"),
            ("y + 3x cos(x)", "x", "-3 sin(x)"),
            ("x sin(x y)", "x", "y cos(x y)"),
            ("e^(x ln x)", "x", "e^(x ln x)/x"),
            ("z σ(z)", "z", "σ(z)(1 - σ(z))"),
            ("w σ(w x)", "w", "x σ(w x)(1 - σ(w x))"),
        ],
    ),
    *_partial(
        "product.swapped",
        [
            ("x sin(x)", "x", "x + sin(x) cos(x)"),
            ("x^2 e^x", "x", "2x^3 + e^(2x)"),
            ("(x + 1) ln(x)", "x", "x + 1 + ln(x)/x"),
            ("y^2 + x e^x", "x", "x + e^(2x)"),
            ("z + x cos(x y)", "x", "x - y sin(x y) cos(x y)"),
            ("w tanh(w)", "w", "w + tanh(w)(1 - tanh(w)^2)"),
            ("z σ(z)", "z", "z + σ(z)^2 (1 - σ(z))"),
        ],
    ),
    *_partial(
        "product.minus",
        [
            ("x sin(x)", "x", "-x cos(x) + sin(x)"),
            ("x^2 e^x", "x", "2x e^x - x^2 e^x"),
            ("y + 5x ln(x)", "x", "5ln(x) - 5"),
            ("sqrt(x) cos(x)", "x", "cos(x)/(2sqrt(x)) + sqrt(x) sin(x)"),
            ("x e^(x y)", "x", "e^(x y) - x y e^(x y)"),
            ("sin(x e^x)", "x", "(e^x - x e^x) cos(x e^x)"),
            ("w(w x + b)", "w", "(w x + b) - w x"),
            ("w σ(w x)", "w", "σ(w x) - w x σ(w x)(1 - σ(w x))"),
        ],
    ),
    *_partial(
        "product.one_term",
        [
            ("x^2 exp(x)", "x", "2x e^x"),
            ("x sin(x)", "x", "x cos(x)"),
            ("y + x^2 ln(x)", "x", "2x ln(x)"),
            ("(x^2 + 1)(x - 3)^2", "x", "2x(x - 3)^2"),
            ("z + 3x cos(x y)", "x", "3cos(x y)"),
            ("x e^x sin(x)", "x", "e^x sin(x) + x e^x cos(x)"),
            ("ln(x sin x)", "x", "x cos(x)/(x sin x)"),
            ("w σ(w x + b)", "w", "σ(w x + b)"),
            ("z tanh(z)", "z", "z(1 - tanh(z)^2)"),
        ],
    ),
    *_partial(
        "product.as_sum",
        [
            ("x^2 exp(x)", "x", "2x + e^x"),
            ("x sin(x)", "x", "1 + cos(x)"),
            ("y + 4x ln(x)", "x", "4(1 + 1/x)"),
            ("(x^2 + y) cos(x y)", "x", "2x - y sin(x y)"),
            ("e^(x sin x)", "x", "(1 + cos x) e^(x sin x)"),
            ("w σ(w)", "w", "1 + σ(w)(1 - σ(w))"),
            ("z tanh(z)", "z", "1 + (1 - tanh(z)^2)"),
        ],
    ),
    *_partial(
        "product.partial_needless",
        [
            ("x^2 exp(y)", "x", "2x e^y + x^2 e^y"),
            ("x^2 y^3", "x", "2x y^3 + 3x^2 y^2"),
            ("x ln(y)", "x", "ln(y) + x/y"),
            ("x + 5x^2 sin(y)", "x", "1 + 10x sin(y) + 5x^2 cos(y)"),
            ("e^(x y)", "x", "(y + x) e^(x y)"),
            ("w x + b", "w", "x + w"),
            ("(w x + b - y)^2", "w", "2(w x + b - y)(x + w)"),
            ("σ(w x + b)", "w", "(x + w)σ(w x + b)(1 - σ(w x + b))"),
        ],
    ),
)

QUOTIENT = (
    *_partial(
        "quotient.as_quotient",
        [
            ("x/(3 - x^2)", "x", "-1/(2x)"),
            ("sin(x)/x", "x", "cos(x)"),
            ("e^x/(x^2 + 1)", "x", "e^x/(2x)"),
            ("y + 2x/(x^2 + 1)", "x", "2/(2x)"),
            ("x^2/(x + y)", "x", "2x"),
            ("ln(x/(x + 1))", "x", "(x + 1)/x"),
            ("exp(z1)/(exp(z1) + exp(z2))", "z1", "1"),
            ("tanh(w)/(1 + w^2)", "w", "(1 - tanh(w)^2)/(2w)"),
        ],
    ),
    *_partial(
        "quotient.f_squared",
        [
            ("x/(3 - x^2)", "x", "(x^2 + 3)/x^2"),
            ("sin(x)/x", "x", "(x cos(x) - sin(x))/sin(x)^2"),
            ("1/(x^2 + 1)", "x", "-2x"),
            ("y + ln(x)/x", "x", "(1 - ln(x))/ln(x)^2"),
            ("(x + y)/(x - y)", "x", "-2y/(x + y)^2"),
            ("σ(w)/w", "w", "(w σ(w)(1 - σ(w)) - σ(w))/σ(w)^2"),
            ("exp(z1)/(exp(z1) + exp(z2))", "z1", "(e^z1 (e^z1 + e^z2) - e^z1 e^z1)/(e^z1)^2"),
        ],
    ),
    *_partial(
        "quotient.no_square",
        [
            ("x/(3 - x^2)", "x", "(x^2 + 3)/(3 - x^2)"),
            ("sin(x)/x", "x", "(x cos(x) - sin(x))/x"),
            ("1/(x^2 + 1)", "x", "-2x/(x^2 + 1)"),
            ("2y + 5x/(x + 1)", "x", "5/(x + 1)"),
            ("(x + y)/(x - y)", "y", "2x/(x - y)"),
            ("sqrt(x/(x + 1))", "x", "1/(2sqrt(x/(x + 1))) · 1/(x + 1)"),
            ("1/(1 + e^(-z))", "z", "e^(-z)/(1 + e^(-z))"),
            ("exp(z1)/(exp(z1) + exp(z2))", "z1", "(e^z1 (e^z1 + e^z2) - e^z1 e^z1)/(e^z1 + e^z2)"),
        ],
    ),
    *_partial(
        "quotient.plus",
        [
            ("x/(3 - x^2)", "x", "(3 - 3x^2)/(3 - x^2)^2"),
            ("sin(x)/x", "x", "(x cos(x) + sin(x))/x^2"),
            ("1/(x^2 + 1)", "x", "2x/(x^2 + 1)^2"),
            ("y + 4x/(x + y)", "x", "4(x + y + x)/(x + y)^2"),
            ("ln(x/(x + 1))", "x", "(x + 1)/x · (x + 1 + x)/(x + 1)^2"),
            ("exp(z1)/(exp(z1) + exp(z2))", "z1", "(e^z1 (e^z1 + e^z2) + e^z1 e^z1)/(e^z1 + e^z2)^2"),
            ("tanh(w x)/w", "w", "(w x(1 - tanh(w x)^2) + tanh(w x))/w^2"),
        ],
    ),
    *_partial(
        "quotient.order",
        [
            ("sin(x)/x", "x", "(-x cos(x) + sin(x))/x^2"),
            ("(x + 1)/(x - 1)", "x", "((x + 1) - (x - 1))/(x - 1)^2"),
            ("x^2 + e^x/x", "x", "2x + (e^x - x e^x)/x^2"),
            ("z + 3x y/(x^2 + y^2)", "x", "3(2x^2 y - y(x^2 + y^2))/(x^2 + y^2)^2"),
            ("x + e^(x/(x + 1))", "x", "1 - e^(x/(x + 1))/(x + 1)^2"),
            ("exp(z1)/(exp(z1) + exp(z2))", "z1", "(e^z1 e^z1 - e^z1 (e^z1 + e^z2))/(e^z1 + e^z2)^2"),
            ("σ(w)/w", "w", "(σ(w) - w σ(w)(1 - σ(w)))/w^2"),
        ],
    ),
    *_partial(
        "quotient.upside_down",
        [
            ("exp(x)/log(x)", "x", "-e^(-x) ln(x) + e^(-x)/x"),
            ("sin(x)/x", "x", "(sin(x) - x cos(x))/sin(x)^2"),
            ("x/(x^2 + 1)", "x", "1 - 1/x^2"),
            ("1/(x^2 + 1)", "x", "2x"),
            ("y^2 + x/(x + y)", "x", "-y/x^2"),
            ("ln(x/(x + 1))", "x", "(x + 1)/x · (-1/x^2)"),
            ("1/(1 + e^(-z))", "z", "-e^(-z)"),
            ("exp(z1)/(exp(z1) + exp(z2))", "z1", "-e^z2/e^z1"),
        ],
    ),
)

POWER = (
    *_partial(
        "power.coeff_lost",
        [
            ("x^6", "x", "x^5"),
            ("x^3 + 2x", "x", "x^2 + 2"),
            ("1/x^2", "x", "1/x^3"),
            ("5x^4 y", "x", "5x^3 y"),
            ("(x^2 + 1)^3", "x", "2x(x^2 + 1)^2"),
            ("sin(x^4) + y", "x", "x^3 cos(x^4)"),
            ("(w x + b - y)^4", "w", "x(w x + b - y)^3"),
            ("b + k w^3", "w", "k w^2"),
            ("x^3 + x^4 + x^5", "x", "x^2 + x^3 + x^4"),
        ],
    ),
    *_partial(
        "power.exponent_not_reduced",
        [
            ("x^4", "x", "4x^4"),
            ("1/x^2", "x", "-2/x^2"),
            ("sqrt(x)", "x", "1/2 sqrt(x)"),
            ("3x^5 y + y^2", "x", "15x^5 y"),
            ("sin(x^3)", "x", "3x^3 cos(x^3)"),
            ("x^3 ln(x)", "x", "3x^3 ln(x) + x^2"),
            ("k w^2 + w", "w", "2k w^2 + 1"),
            ("(w x + b)^3", "w", "3x(w x + b)^3"),
            ("x^3 - x^4 + x^5", "x", "3x^3 - 4x^4 + 5x^5"),
        ],
    ),
    *_partial(
        "power.exchanged",
        [
            ("x^5", "x", "4x^5"),
            ("x^4 + y", "x", "3x^4"),
            ("x^3 y", "x", "2x^3 y"),
            ("1/x^3", "x", "-4/x^3"),
            ("7 - (2x + 1)^4", "x", "-6(2x + 1)^4"),
        ],
    ),
    *_partial(
        "power.exponent_plus_one",
        [
            ("x^(-3)", "x", "-3/x^2"),
            ("1/x^2", "x", "-2/x"),
            ("x^3", "x", "3x^4"),
            ("1/sqrt(x)", "x", "-1/2 sqrt(x)"),
            ("y + 4/x^5", "x", "-20/x^4"),
            ("z - 2x^2 y", "x", "-4x^3 y"),
            ("e^(1/x^2)", "x", "-2/x e^(1/x^2)"),
            ("(w x + b - y)^2", "w", "2x(w x + b - y)^3"),
        ],
    ),
    *_partial(
        "power.neg_reciprocal",
        [
            ("x^(-3)", "x", "1/(3x^2)"),
            ("1/x^2", "x", "1/(2x)"),
            ("1/(x^2 + 1)", "x", "1/(2x)"),
            ("y + 5/x^4", "x", "5/(4x^3)"),
            ("1/(x^2 + y^2)", "y", "1/(2y)"),
            ("e^(1/x^2)", "x", "e^(1/x^2)/(2x)"),
            ("1/(1 + e^(-z))", "z", "1/(-e^(-z))"),
            ("1/(w x + b)", "w", "1/x"),
        ],
    ),
    *_partial(
        "power.coeff_plus_index",
        [
            ("5x^3", "x", "8x^2"),
            ("4x^6", "x", "10x^5"),
            ("2x^5 + 7x", "x", "7x^4 + 7"),
            ("6x^2 + 5x^3", "x", "8x + 8x^2"),
            ("y + 3x^4 y", "x", "7x^3 y"),
            ("e^(3x^2)", "x", "5x e^(3x^2)"),
            ("5w^2 + b", "w", "7w"),
            ("3(w x + b)^4", "w", "7x(w x + b)^3"),
        ],
    ),
    *_partial(
        "power.on_exponential",
        [
            ("2^x", "x", "x 2^(x - 1)"),
            ("e^x", "x", "x e^(x - 1)"),
            ("y + 3*5^x", "x", "3x*5^(x - 1)"),
            ("x^2 + e^x", "x", "2x + x e^(x - 1)"),
            ("a^x y", "x", "x y a^(x - 1)"),
            ("x e^x", "x", "e^x + x·x e^(x - 1)"),
            ("ln(1 + e^z)", "z", "z e^(z - 1)/(1 + e^z)"),
            ("1 - β^t", "t", "-t β^(t - 1)"),
            ("2^(3x)", "x", "3*3x*2^(3x - 1)"),
        ],
    ),
    *_partial(
        "power.on_exp_partial",
        [
            ("x^y", "y", "y x^(y - 1)"),
            ("z + 3x^y", "y", "3y x^(y - 1)"),
            ("x^y sin(x)", "y", "y x^(y - 1) sin(x)"),
            ("ln(1 + x^y)", "y", "y x^(y - 1)/(1 + x^y)"),
            ("(x^2 + 1)^y", "y", "y(x^2 + 1)^(y - 1)"),
            ("b + w^k", "k", "k w^(k - 1)"),
        ],
    ),
    *_partial(
        "power.neg_dropped_sign_exp",
        [
            ("x^(-3)", "x", "-3x^2"),
            ("1/x^2", "x", "-2x"),
            ("1/sqrt(x)", "x", "-1/(2sqrt(x))"),
            ("y + 5/x^4", "x", "-20x^3"),
            ("z + y/x^2", "x", "-2x y"),
            ("1/(x^2 + 1)^2", "x", "-2(x^2 + 1)*2x"),
            ("e^(1/x^2)", "x", "-2x e^(1/x^2)"),
            ("1/(w x + b)^2", "w", "-2x(w x + b)"),
        ],
    ),
)

EXPONENTIAL = (
    *_partial(
        "exp.split_sum",
        [
            ("x^y", "y", "e^y"),
            ("2^x", "x", "e^x"),
            ("z + 4x^y", "y", "4e^y"),
            ("x^(2y)", "y", "2e^(2y)"),
            ("(x^2 + 1)^y", "y", "e^y"),
            ("ln(1 + x^y)", "y", "e^y/(1 + x^y)"),
            ("x^y sin(y)", "y", "e^y sin(y) + x^y cos(y)"),
            ("b + w^k", "k", "e^k"),
            ("e^(x y)", "y", "e^y"),
        ],
    ),
    *_partial(
        "exp.split_sum_x",
        [
            ("x^y", "x", "1"),
            ("z + 4x^y", "x", "4"),
            ("y x^a", "x", "y"),
            ("(x^2 + 1)^y", "x", "2x"),
            ("ln(1 + x^y)", "x", "1/(1 + x^y)"),
            ("x^y sin(x)", "x", "sin(x) + x^y cos(x)"),
            ("b + w^k", "w", "1"),
            ("x^x", "x", "e^x + 1"),
        ],
    ),
    *_partial(
        "exp.lna_missing",
        [
            ("2^x", "x", "2^x"),
            ("y + 3*5^x", "x", "3*5^x"),
            ("x 2^x", "x", "2^x + x 2^x"),
            ("2^(x^2)", "x", "2x 2^(x^2)"),
            ("a^x y", "x", "a^x y"),
            ("x^y", "y", "x^y"),
            ("1 - β^t", "t", "-β^t"),
            ("2^(w x + b)", "w", "x 2^(w x + b)"),
        ],
    ),
    *_partial(
        "exp.neg_sign",
        [
            ("exp(-2x)", "x", "2e^(-2x)"),
            ("e^(-x)", "x", "e^(-x)"),
            ("x e^(-x)", "x", "e^(-x) + x e^(-x)"),
            ("y + 3e^(-x^2)", "x", "6x e^(-x^2)"),
            ("e^(-x y) + y^2", "y", "x e^(-x y) + 2y"),
            ("e^(-k t) cos(t)", "t", "k e^(-k t) cos(t) - e^(-k t) sin(t)"),
            ("1/(1 + e^(-z))", "z", "-e^(-z)/(1 + e^(-z))^2"),
            ("e^(-(x - μ)^2/2)", "x", "(x - μ)e^(-(x - μ)^2/2)"),
            ("z/(1 + e^(-z))", "z", "1/(1 + e^(-z)) - z e^(-z)/(1 + e^(-z))^2"),
        ],
    ),
)

LOGARITHM = (
    *_partial(
        "log.inner_missing",
        [
            ("log(x^2 + 1)", "x", "1/(x^2 + 1)"),
            ("ln(sin x)", "x", "1/sin(x)"),
            ("x + 4 ln(3x + 2)", "x", "1 + 4/(3x + 2)"),
            ("x ln(x^2 + 1)", "x", "ln(x^2 + 1) + x/(x^2 + 1)"),
            ("ln(x^2 + y^2)", "y", "1/(x^2 + y^2)"),
            ("sin(ln(5x + 1))", "x", "cos(ln(5x + 1))/(5x + 1)"),
            ("ln(1 + e^z)", "z", "1/(1 + e^z)"),
            ("-y ln(σ(w x + b))", "w", "-y/σ(w x + b)"),
            ("log(x^2 + 1, 2)", "x", "1/((x^2 + 1) ln(2))"),
        ],
    ),
    *_partial(
        "log.split_sum",
        [
            ("log(x + y)", "x", "1/x"),
            ("ln(x^2 + 1)", "x", "2/x"),
            ("ln(x + e^x)", "x", "1/x + 1"),
            ("y + 3 ln(x + y)", "y", "1 + 3/y"),
            ("x ln(x + 1)", "x", "ln(x + 1) + x · 1/x"),
            ("ln(x^2 + y^2)", "x", "2x/x^2"),
            ("ln(w x + b)", "w", "1/w"),
            ("ln(e^z1 + e^z2)", "z1", "1"),
        ],
    ),
    *_partial(
        "log.of_x",
        [
            ("log(5t)", "t", "5/t"),
            ("y + 2 ln(7x)", "x", "14/x"),
            ("x ln(2x)", "x", "ln(2x) + 2"),
            ("ln(2x)^2", "x", "2 ln(2x) · 2/x"),
            ("sin(ln(4x))", "x", "4/x cos(ln(4x))"),
            ("z - ln(a x)", "x", "-a/x"),
            ("-y ln(3p)", "p", "-3y/p"),
            ("ln(w x)", "w", "x/w"),
        ],
    ),
)

CONSTANT = (
    *_partial(
        "const.kept",
        [
            ("x^2 + 7", "x", "2x + 7"),
            ("x^3 - 5x + 4", "x", "3x^2 - 5 + 4"),
            ("sin(x) + π", "x", "cos(x) + π"),
            ("x^2 y + 3", "x", "2x y + 3"),
            ("ln(x^2 + 5)", "x", "(2x + 5)/(x^2 + 5)"),
            ("(x^2 + 1)^3", "x", "3(x^2 + 1)^2 (2x + 1)"),
            ("x e^x - 2", "x", "e^x + x e^x - 2"),
            ("(w x - y)^2 + 1", "w", "2x(w x - y) + 1"),
            ("softplus(2z + 1)", "z", "(2 + 1)σ(2z + 1)"),
            ("x^2 + 7 + y", "x", "2x + 7"),
        ],
    ),
    *_partial(
        "const.as_variable",
        [
            ("x log(3)", "x", "ln(3) + x/3"),
            ("π x^2", "x", "2π x + x^2"),
            ("x^2 + ln(3)", "x", "2x + 1/3"),
            ("x y + e^3", "x", "y + 3e^2"),
            ("y + x sqrt(2)", "x", "sqrt(2) + x/(2sqrt(2))"),
            ("sin(π x)", "x", "(π + x) cos(π x)"),
            ("w x ln(2) + b", "w", "x ln(2) + w x/2"),
            ("ln(z)/ln(2)", "z", "(ln(2)/z - ln(z)/2)/ln(2)^2"),
        ],
    ),
    *_partial(
        "linear.coeffs_lost",
        [
            ("3x + 5sin(x)", "x", "cos(x) + 1"),
            ("4x^2 + 3x^3", "x", "2x + 3x^2"),
            ("5 ln(x) + 4sqrt(x)", "x", "1/x + 1/(2sqrt(x))"),
            ("7e^x - 2cos(x)", "x", "e^x + sin(x)"),
            ("3x y + 2x^2", "x", "y + 2x"),
            ("ln(3x + 5x^2)", "x", "(1 + 2x)/(3x + 5x^2)"),
            ("2w^2 + 3w x", "w", "2w + x"),
            ("3(w x - y)^2 + 2w", "w", "2x(w x - y) + 1"),
        ],
    ),
    *_partial(
        "linear.sign_lost",
        [
            ("-2x^2 + 3x", "x", "4x + 3"),
            ("x^3 - 5x", "x", "3x^2 + 5"),
            ("sin(x) - ln(x)", "x", "cos(x) + 1/x"),
            ("x^2 y - y^2 x", "x", "2x y + y^2"),
            ("x - 4e^(2x)", "x", "1 + 8e^(2x)"),
            ("e^(x^2 - 3x)", "x", "(2x + 3)e^(x^2 - 3x)"),
            ("(y - w x)^2", "w", "2x(y - w x)"),
            ("w^2 - w x + b", "w", "2w + x"),
        ],
    ),
)

TRIGONOMETRIC = (
    *_partial(
        "trig.cos_sign",
        [
            ("cos(2z)", "z", "2sin(2z)"),
            ("cos(x)", "x", "sin(x)"),
            ("x^2 + y cos(x)", "x", "2x + y sin(x)"),
            ("x cos(x)", "x", "cos(x) + x sin(x)"),
            ("cos(x)^3", "x", "3cos(x)^2 sin(x)"),
            ("e^(cos x) - x", "x", "sin(x) e^(cos x) - 1"),
            ("sin(x) cos(x)", "x", "cos(x)^2 + sin(x)^2"),
            ("w^2 + cos(w x + b)", "w", "2w + x sin(w x + b)"),
            ("cos(2x) + y cos(3x)", "x", "2sin(2x) + 3y sin(3x)"),
        ],
    ),
    *_partial(
        "trig.sin_sign",
        [
            ("sin(2z)", "z", "-2cos(2z)"),
            ("x + y^2 sin(x)", "x", "1 - y^2 cos(x)"),
            ("sin^2 x", "x", "-2sin(x) cos(x)"),
            ("x sin(x)", "x", "sin(x) - x cos(x)"),
            ("ln(sin x)", "x", "-cos(x)/sin(x)"),
            ("x^2 + sin(x y)", "x", "2x - y cos(x y)"),
            ("sin(w x + b)", "w", "-x cos(w x + b)"),
        ],
    ),
    *_partial(
        "trig.tan",
        [
            ("tan(3z)", "z", "3cos(z)"),
            ("tan(x)", "x", "cos(x)"),
            ("y + 4 tan(5x)", "x", "20cos(x)"),
            ("x tan(x)", "x", "tan(x) + x cos(x)"),
            ("tan(x)^2", "x", "2tan(x) cos(x)"),
            ("tan(x y)", "x", "y cos(x)"),
            ("b + w tan(2x)", "x", "2w cos(x)"),
            ("tan(3z)", "z", "3cos(3z)"),
        ],
    ),
)

PARTIAL = (
    *_partial(
        "partial.other_as_variable",
        [
            ("x^2 y", "x", "x^2 + 2x y"),
            ("x y", "x", "y + x"),
            ("x^2 + 3y^2", "x", "2x + 6y"),
            ("x + x^2 y^3", "x", "1 + 2x y^3 + 3x^2 y^2"),
            ("x y z", "x", "y z + x z + x y"),
            ("sin(x) cos(y)", "y", "cos(x) cos(y) - sin(x) sin(y)"),
            ("e^(x y) + 2x", "x", "(y + x)e^(x y) + 2"),
            ("w^2 x", "w", "2w x + w^2"),
            ("σ(w x)", "w", "(x + w)σ(w x)(1 - σ(w x))"),
        ],
    ),
    *_partial(
        "partial.other_to_zero",
        [
            ("x^2 y + 3x", "x", "3"),
            ("x^2 + 3x y + y^2", "x", "2x"),
            ("x^2 y^3 + sin(x)", "x", "cos(x)"),
            ("e^x + 2x y^2 - y", "x", "e^x"),
            ("ln(x^2 + x y)", "x", "2x/(x^2 + x y)"),
            ("w^2 + w x + b", "w", "2w"),
            ("(w x + b)^2 + k w + w^3", "w", "3w^2"),
        ],
    ),
    *_partial(
        "partial.other_vanishes_in_product",
        [
            ("x y^3 + sin(x)", "x", "cos(x)"),
            ("x^2 y", "x", "0"),
            ("e^x sin(y)", "x", "0"),
            ("y ln(x) + 1/x", "x", "-1/x^2"),
            ("x + e^(x y^2)", "x", "1"),
            ("sin(x^2 + x y)", "x", "2x cos(x^2 + x y)"),
            ("w x + w^2", "w", "2w"),
        ],
    ),
    *_partial(
        "partial.wrong_variable",
        [
            ("x^2 y^3", "x", "3x^2 y^2"),
            ("x^2 + 3y^2", "x", "6y"),
            ("exp(x y^2)", "y", "y^2 e^(x y^2)"),
            ("x^2 y z^3", "z", "x^2 z^3"),
            ("sin(x) cos(y)", "x", "-sin(x) sin(y)"),
            ("w x + b", "w", "w"),
            ("σ(w x + b)", "w", "w σ(w x + b)(1 - σ(w x + b))"),
            ("(w x + b - y)^2", "w", "2(w x + b - y)"),
        ],
    ),
    *_partial(
        "partial.other_kept_as_constant_term",
        [
            ("x^2 + y^3", "x", "2x + y^3"),
            ("x^2 + 3x y + y^2", "x", "2x + 3y + y^2"),
            ("sin(x) - e^y", "x", "cos(x) - e^y"),
            ("ln(x^2 + y^2)", "x", "(2x + y^2)/(x^2 + y^2)"),
            ("e^(x y) + y z", "x", "y e^(x y) + y z"),
            ("w x + b", "w", "x + b"),
            ("(w x + b - y)^2", "w", "2(w x + b - y)(x + b - y)"),
            ("k w^2 + b^2", "w", "2k w + b^2"),
        ],
    ),
    *_partial(
        "partial.other_as_variable_log",
        [
            ("x^y", "y", "x^y (ln(x) + y/x)"),
            ("z + 3x^y", "y", "3x^y (ln(x) + y/x)"),
            ("x^y sin(y)", "y", "x^y (ln(x) + y/x) sin(y) + x^y cos(y)"),
            ("ln(1 + x^y)", "y", "x^y (ln(x) + y/x)/(1 + x^y)"),
            ("b + w^k", "k", "w^k (ln(w) + k/w)"),
            ("x^y", "x", "x^y (ln(x) + y/x)"),
        ],
    ),
    *_ordered(
        "partial.mixed_zero",
        [
            ("x^2 y^3", "x,y", "0"),
            ("sin(x y)", "x,y", "0"),
            ("x^3 + 4x y + y^2", "y,x", "0"),
            ("ln(x^2 + y^2)", "x,y", "0"),
            ("(w x + b - y)^2", "w,b", "0"),
            ("σ(w x + b)", "w,b", "0"),
        ],
    ),
    *_ordered(
        "partial.mixed_product",
        [
            ("x^2 y^3", "x,y", "6x^3 y^5"),
            ("x^2 + 3x y + y^2", "x,y", "(2x + 3y)(3x + 2y)"),
            ("sin(x) cos(y)", "x,y", "-cos(x) cos(y) sin(x) sin(y)"),
            ("e^(x y)", "y,x", "x y e^(2x y)"),
            ("ln(1 + x y)", "x,y", "x y/(1 + x y)^2"),
            ("(w x + b)^2", "w,b", "4x(w x + b)^2"),
            ("w1 w2 x", "w1,w2", "w2 x · w1 x"),
        ],
    ),
    *_ordered(
        "partial.mixed_product_rule",
        [
            ("exp(x y)", "x,y", "x y e^(x y)"),
            ("exp(x y)", "y,x", "e^(x y)"),
            ("sin(x y)", "x,y", "-x y sin(x y)"),
            ("x^2 + 3e^(x y)", "x,y", "3x y e^(x y)"),
            ("e^(x^2 y)", "x,y", "2x^3 y e^(x^2 y)"),
            ("(x y + 1)^3", "x,y", "6x y(x y + 1)"),
            ("e^(w x + b)", "w,x", "w x e^(w x + b)"),
            ("σ(w x)", "w,x", "σ(w x)(1 - σ(w x))"),
        ],
    ),
    *_ordered(
        "partial.second_is_first",
        [
            ("cos(3z)", "z,z", "-3sin(3z)"),
            ("x^3", "x,x", "3x^2"),
            ("x^2 + e^(2x)", "x,x", "2x + 2e^(2x)"),
            ("x^2 y^3", "y,y", "3x^2 y^2"),
            ("ln(x^2 + y^2)", "x,x", "2x/(x^2 + y^2)"),
            ("(w x + b - y)^2", "w,w", "2x(w x + b - y)"),
            ("σ(z)", "z,z", "σ(z)(1 - σ(z))"),
        ],
    ),
    *_ordered(
        "partial.second_is_square",
        [
            ("exp(x^2)", "x,x", "(2x e^(x^2))^2"),
            ("x^3", "x,x", "9x^4"),
            ("ln(x)", "x,x", "1/x^2"),
            ("cos(3z)", "z,z", "9sin(3z)^2"),
            ("x^2 + 3x y + y^2", "x,x", "(2x + 3y)^2"),
            ("(w x + b)^2", "w,w", "4x^2 (w x + b)^2"),
            ("σ(z)", "z,z", "σ(z)^2 (1 - σ(z))^2"),
        ],
    ),
    *_ordered(
        "partial.second_inner_only",
        [
            ("exp(x^2)", "x,x", "2e^(x^2)"),
            ("e^(sin x)", "x,x", "-sin(x) e^(sin x)"),
            ("x + 3e^(x^3)", "x,x", "18x e^(x^3)"),
            ("e^(x^2 y)", "x,x", "2y e^(x^2 y)"),
            ("e^(-(x - μ)^2/2)", "x,x", "-e^(-(x - μ)^2/2)"),
            ("e^(w^2 x)", "w,w", "2x e^(w^2 x)"),
            ("sin(x^2)", "x,x", "2cos(x^2)"),
        ],
    ),
)

TOTAL = (
    *_total(
        "total.partial_only",
        "t",
        [
            ("x^2 y", "x = cos(t), y = sin(t)", "-2sin(t)^2 cos(t)"),
            ("x y", "x = t^2, y = t^3", "2t y"),
            ("z + x^2 + y^2", "x = e^t, y = t", "2e^(2t)"),
            ("x y z", "x = t, y = t^2, z = sin(t)", "t^2 sin(t) + 2t · t sin(t)"),
        ],
    ),
    *_total(
        "total.partial_only",
        "w",
        [
            ("a^2 + k w^2", "a = w x", "2k w"),
            ("w σ(z)", "z = w x + b", "σ(z)"),
        ],
    ),
    *_total("total.partial_only", "x", [("x^2 y", "y = x^3", "2x y")]),
    *_total(
        "total.paths_multiplied",
        "t",
        [
            ("x^2 + y^2", "x = cos(t), y = sin(t)", "-4sin(t)^2 cos(t)^2"),
            ("x y", "x = t^2, y = t^3", "2t y · 3t^2 x"),
            ("x^2 y", "x = t, y = t^2", "4t^6"),
            ("3x^2 + y", "x = e^t, y = sin(t)", "6e^(2t) cos(t)"),
        ],
    ),
    *_total("total.paths_multiplied", "w", [("a^2 + k w^2", "a = w x", "2a x · 2k w")]),
    *_total("total.paths_multiplied", "x", [("x^2 y", "y = sin(x)", "2x^3 sin(x) cos(x)")]),
    *_total(
        "total.no_inner_rates",
        "t",
        [
            ("x y", "x = t^2, y = t^3", "t^3 + t^2"),
            ("x^2 + y^2", "x = cos(t), y = sin(t)", "2cos(t) + 2sin(t)"),
            ("x^2 y", "x = e^t, y = t^2", "2x y + x^2"),
            ("e^(u v)", "u = 2t, v = t^2", "(v + u)e^(u v)"),
        ],
    ),
    *_total("total.no_inner_rates", "w", [("(a - y)^2 + k w^2", "a = w x", "2(w x - y) + 2k w")]),
    *_total("total.no_inner_rates", "x", [("x^2 y", "y = x^3", "2x^4 + x^2")]),
    *_total("total.partial_only", "t", [("x^3 y^2", "x = sin t, y = t", "3x^2 y^2")]),
    *_partial(
        "implicit.inverse",
        [
            ("-y^3 + y", "y", "1/(1 - 3y^2)"),
            ("sin(x)", "x", "1/cos(x)"),
            ("x^2 + e^x", "x", "1/(2x + e^x)"),
            ("x^2 y", "x", "1/(2x y)"),
            ("w x + b", "w", "1/x"),
            ("σ(z)", "z", "1/(σ(z)(1 - σ(z)))"),
        ],
    ),
    *_partial(
        "integrated",
        [
            ("3x^2", "x", "x^3"),
            ("1/x", "x", "ln(x)"),
            ("sin(3x)", "x", "-cos(3x)/3"),
            ("e^(2x)", "x", "e^(2x)/2"),
            ("x^2 + 3x y + y^2", "x", "x^3/3 + 3x^2 y/2 + x y^2"),
            ("w x + b", "w", "w^2 x/2 + b w"),
            ("(w x + b - y)^2", "b", "(w x + b - y)^3/3"),
            ("σ(z)", "z", "ln(1 + e^z)"),
        ],
    ),
    *_partial(
        "sign.negative",
        [
            ("(1 - x^2)^3", "x", "6x(1 - x^2)^2"),
            ("x^2", "x", "-2x"),
            ("x^2 y + y", "x", "-2x y"),
            ("ln(x^2 + y^2)", "y", "-2y/(x^2 + y^2)"),
            ("x + 2e^(x y)", "x", "-1 - 2y e^(x y)"),
            ("(w x + b - y)^2", "w", "-2x(w x + b - y)"),
            ("σ(w x + b)", "b", "-σ(w x + b)(1 - σ(w x + b))"),
        ],
    ),
)

LOSSES = (
    *_partial(
        "ml.mse_factor2",
        [
            ("(b + w x - y)^2", "w", "x(b + w x - y)"),
            ("(y - (w x + b))^2", "w", "-x(y - (w x + b))"),
            ("(w1 x1 + w2 x2 + b - y)^2", "b", "w1 x1 + w2 x2 + b - y"),
            ("(w x - y)^2 + k w^2", "w", "x(w x - y) + 2k w"),
            ("(w x1 - y1)^2 + (w x2 - y2)^2", "w", "x1(w x1 - y1) + x2(w x2 - y2)"),
            ("(σ(w x + b) - y)^2", "w", "(σ(w x + b) - y)σ(w x + b)(1 - σ(w x + b))x"),
            ("(tanh(z) - y)^2", "z", "(tanh(z) - y)(1 - tanh(z)^2)"),
            ("sum((w x[i] + b - y[i])^2, i=1..n)", "w", "sum(x[i](w x[i] + b - y[i]), i=1..n)"),
        ],
    ),
    *_partial(
        "ml.mse_input_missing",
        [
            ("(b + w x - y)^2", "w", "2b + 2w x - 2y"),
            ("(w1 x1 + w2 x2 - y)^2", "w2", "2(w1 x1 + w2 x2 - y)"),
            ("(y - w x - b)^2", "w", "-2(y - w x - b)"),
            ("1/2 (w x + b - y)^2", "w", "w x + b - y"),
            ("(w x - y)^2/2 + k w^2", "w", "w x - y + 2k w"),
            ("(w x1 - y1)^2 + (w x2 - y2)^2", "w", "2(w x1 - y1) + 2(w x2 - y2)"),
            ("(σ(w x + b) - y)^2", "w", "2(σ(w x + b) - y)σ(w x + b)(1 - σ(w x + b))"),
            ("sum((w x[i] + b - y[i])^2, i=1..n)", "w", "2sum(w x[i] + b - y[i], i=1..n)"),
        ],
    ),
    *_partial(
        "ml.mse_sign",
        [
            ("(-b - w x + y)^2", "w", "2x(-b - w x + y)"),
            ("(y - (w x + b))^2", "b", "2(y - (w x + b))"),
            ("1/2 (y - w x)^2", "w", "x(y - w x)"),
            ("(y - a)^2", "a", "2(y - a)"),
            ("(y1 - w x1)^2 + (y2 - w x2)^2", "w", "2x1(y1 - w x1) + 2x2(y2 - w x2)"),
            ("(y - σ(z))^2", "z", "2(y - σ(z))σ(z)(1 - σ(z))"),
            ("(y - w x)^2 + k w^2", "w", "2x(y - w x) + 2k w"),
        ],
    ),
    *_partial(
        "ml.bias_zero",
        [
            ("(b + w x - y)^2", "b", "0"),
            ("w x + b", "b", "0"),
            ("(y - w x - b)^2", "b", "0"),
            ("(t - w1 x1 - w2 x2 - b)^2", "b", "0"),
            ("σ(w x + b)", "b", "0"),
            ("1/2 (w1 x1 + w2 x2 + b - y)^2 + k w1^2", "b", "0"),
            ("(tanh(w x + b) - y)^2", "b", "0"),
            ("σ(w2 σ(w1 x + b1) + b2)", "b1", "0"),
            ("sum((w x[i] + b - y[i])^2, i=1..n)", "b", "0"),
        ],
    ),
    *_partial(
        "ml.bce_sign",
        [
            ("-y log(1/(1 + exp(-z))) - (1 - y) log(1 - 1/(1 + exp(-z)))", "z", "y - 1/(1 + e^(-z))"),
            ("bce(σ(z), y)", "z", "y - σ(z)"),
            ("-y ln(σ(z)) - (1 - y) ln(1 - σ(z))", "z", "y - σ(z)"),
            ("bce(σ(w x + b), y)", "w", "x(y - σ(w x + b))"),
            ("-y ln(σ(w x + b)) - (1 - y) ln(1 - σ(w x + b))", "b", "y - σ(w x + b)"),
            ("bce(σ(w x + b), y) + k w^2", "w", "x(y - σ(w x + b)) + 2k w"),
            ("(bce(σ(w x1), y1) + bce(σ(w x2), y2))/2", "w", "(x1(y1 - σ(w x1)) + x2(y2 - σ(w x2)))/2"),
        ],
    ),
    *_partial(
        "ml.bce_log_only",
        [
            (
                "-y log(1/(1 + exp(-z))) - (1 - y) log(1 - 1/(1 + exp(-z)))",
                "z",
                "-y(1 + e^(-z)) + (1 - y)/(1 - 1/(1 + e^(-z)))",
            ),
            ("bce(σ(z), y)", "z", "-y/σ(z) + (1 - y)/(1 - σ(z))"),
            ("-y ln(σ(z)) - (1 - y) ln(1 - σ(z))", "z", "(σ(z) - y)/(σ(z)(1 - σ(z)))"),
            ("bce(σ(w x + b), y)", "b", "-y/σ(w x + b) + (1 - y)/(1 - σ(w x + b))"),
            ("bce(σ(w x + b), y)", "w", "x(-y/σ(w x + b) + (1 - y)/(1 - σ(w x + b)))"),
            ("bce(σ(w x + b), y) + k b^2", "b", "-y/σ(w x + b) + (1 - y)/(1 - σ(w x + b)) + 2k b"),
            ("bce(σ(w x + b), y)", "w", "-y/σ(w x + b) + (1 - y)/(1 - σ(w x + b))"),
        ],
    ),
    *_partial(
        "ml.l2_factor",
        [
            ("k w^2", "w", "k w"),
            ("λ(w1^2 + w2^2)", "w1", "λ w1"),
            ("(w x - y)^2 + λ w^2", "w", "2x(w x - y) + λ w"),
            ("1/2 (w x + b - y)^2 + k(w^2 + b^2)", "b", "w x + b - y + k b"),
            ("bce(σ(w x + b), y) + λ w^2", "w", "x(σ(w x + b) - y) + λ w"),
            ("(w x - y)^2 + 0.01w^2", "w", "2x(w x - y) + 0.01w"),
            ("sum((w x[i] - y[i])^2, i=1..n) + k w^2", "w", "2sum(x[i](w x[i] - y[i]), i=1..n) + k w"),
        ],
    ),
    *_partial(
        "ml.mean_1_over_n",
        [
            ("(w x1 - y)^2/2 + (w x2 - y)^2/2", "w", "2x1(w x1 - y) + 2x2(w x2 - y)"),
            (
                "((w x1 - y1)^2 + (w x2 - y2)^2 + (w x3 - y3)^2)/3",
                "w",
                "2x1(w x1 - y1) + 2x2(w x2 - y2) + 2x3(w x3 - y3)",
            ),
            ("((w x1 + b - y1)^2 + (w x2 + b - y2)^2)/2", "b", "2(w x1 + b - y1) + 2(w x2 + b - y2)"),
            ("(a1^2 + a2^2 + a3^2 + a4^2)/4", "a2", "2a2"),
            ("((w x1 - y1)^2 + (w x2 - y2)^2)/2 + k w^2", "w", "2x1(w x1 - y1) + 2x2(w x2 - y2) + 2k w"),
            ("1/2 (bce(σ(w x1), y1) + bce(σ(w x2), y2))", "w", "x1(σ(w x1) - y1) + x2(σ(w x2) - y2)"),
            ("(σ(w x1) + σ(w x2))/2", "w", "x1 σ(w x1)(1 - σ(w x1)) + x2 σ(w x2)(1 - σ(w x2))"),
            ("sum((w x[i] - y[i])^2, i=1..n)/n", "w", "2sum(x[i](w x[i] - y[i]), i=1..n)"),
        ],
    ),
)

NETWORKS = (
    *_partial(
        "ml.sigmoid_missing_1ms",
        [
            ("1/(1 + exp(-z))", "z", "1/(1 + e^(-z))"),
            ("σ(w x + b)", "w", "x σ(w x + b)"),
            ("e^z/(1 + e^z)", "z", "e^z/(1 + e^z)"),
            ("y + 3σ(2z)", "z", "6σ(2z)"),
            ("z σ(z)", "z", "σ(z) + z σ(z)"),
            ("(σ(w x + b) - y)^2", "w", "2x(σ(w x + b) - y)σ(w x + b)"),
            ("ln(σ(z))", "z", "1/σ(z) · σ(z)"),
            ("σ(w2 σ(w1 x))", "w2", "σ(w2 σ(w1 x))σ(w1 x)"),
        ],
    ),
    *_partial(
        "ml.sigmoid_quotient_sign",
        [
            ("1/(1 + exp(-z))", "z", "-e^(-z)/(1 + e^(-z))^2"),
            ("σ(z)", "z", "-σ(z)(1 - σ(z))"),
            ("1/(1 + e^(-(w x + b)))", "w", "-x e^(-(w x + b))/(1 + e^(-(w x + b)))^2"),
            ("y + 4/(1 + e^(-2z))", "z", "-8e^(-2z)/(1 + e^(-2z))^2"),
            ("z σ(z)", "z", "σ(z) - z σ(z)(1 - σ(z))"),
            ("(σ(z) - y)^2 + z", "z", "-2(σ(z) - y)σ(z)(1 - σ(z)) + 1"),
        ],
    ),
    *_partial(
        "ml.sigmoid_of_output",
        [
            ("1/(1 + exp(-z))", "z", "1/(1 + e^(-1/(1 + e^(-z)))) · (1 - 1/(1 + e^(-1/(1 + e^(-z)))))"),
            ("σ(z)", "z", "σ(σ(z))(1 - σ(σ(z)))"),
            ("σ(w x + b)", "w", "x σ(σ(w x + b))(1 - σ(σ(w x + b)))"),
            ("y + 2σ(3z)", "z", "6σ(σ(3z))(1 - σ(σ(3z)))"),
            ("(σ(w x + b) - y)^2", "b", "2(σ(w x + b) - y)σ(σ(w x + b))(1 - σ(σ(w x + b)))"),
            ("z σ(z)", "z", "σ(z) + z σ(σ(z))(1 - σ(σ(z)))"),
            ("σ(w2 σ(w1 x))", "w2", "σ(w1 x)σ(σ(w2 σ(w1 x)))(1 - σ(σ(w2 σ(w1 x))))"),
        ],
    ),
    *_partial(
        "ml.tanh",
        [
            ("tanh(x)", "x", "1 - x^2"),
            ("y + 3tanh(2z)", "z", "6(1 - (2z)^2)"),
            ("tanh(w x + b)", "w", "x(1 - (w x + b)^2)"),
            ("x tanh(x)", "x", "tanh(x) + x(1 - x^2)"),
            ("tanh(z)^2", "z", "2tanh(z)(1 - z^2)"),
            ("(tanh(w x) - y)^2", "w", "2x(tanh(w x) - y)(1 - (w x)^2)"),
            ("w2 tanh(w1 x)", "w1", "w2 x(1 - (w1 x)^2)"),
        ],
    ),
    *_partial(
        "ml.backprop_weight_missing",
        [
            (
                "1/(1 + exp(-w2/(1 + exp(-w1 x))))",
                "w1",
                "x/(1 + e^(-w1 x)) · (1 - 1/(1 + e^(-w1 x))) · e^(-w2/(1 + e^(-w1 x)))/(1 + e^(-w2/(1 + e^(-w1 x))))^2",
            ),
            ("σ(w2 σ(w1 x))", "w1", "σ(w2 σ(w1 x))(1 - σ(w2 σ(w1 x)))σ(w1 x)(1 - σ(w1 x))x"),
            (
                "σ(w2 σ(w1 x + b1) + b2)",
                "b1",
                "σ(w2 σ(w1 x + b1) + b2)(1 - σ(w2 σ(w1 x + b1) + b2))σ(w1 x + b1)(1 - σ(w1 x + b1))",
            ),
            ("v σ(w x + b) + c", "w", "x σ(w x + b)(1 - σ(w x + b))"),
            ("(w2 tanh(w1 x) - y)^2", "w1", "2(w2 tanh(w1 x) - y)(1 - tanh(w1 x)^2)x"),
            ("bce(σ(w2 σ(w1 x)), y)", "w1", "(σ(w2 σ(w1 x)) - y)σ(w1 x)(1 - σ(w1 x))x"),
            ("tanh(w3 tanh(w2 tanh(x)))", "w2", "(1 - tanh(w3 tanh(w2 tanh(x)))^2)(1 - tanh(w2 tanh(x))^2)tanh(x)"),
            ("w3 tanh(w2 tanh(w1 x))", "w1", "(1 - tanh(w2 tanh(w1 x))^2)(1 - tanh(w1 x)^2)x"),
        ],
    ),
    *_partial(
        "ml.shared_weight_one_path",
        [
            ("w(b + w x)", "w", "b + w x"),
            ("w σ(w x)", "w", "σ(w x)"),
            ("w tanh(w) + b", "w", "w(1 - tanh(w)^2)"),
            ("w x1 + σ(w x2)", "w", "x1"),
            ("(w x - y)^2 + k w^2", "w", "2x(w x - y)"),
            ("(w x1 - y1)^2 + (w x2 - y2)^2", "w", "2x1(w x1 - y1)"),
            ("σ(w σ(w x))", "w", "σ(w σ(w x))(1 - σ(w σ(w x)))σ(w x)"),
        ],
    ),
)

SOFTMAX = (
    *_partial(
        "ml.softmax_offdiag_zero",
        [
            ("exp(z1)/(exp(z1) + exp(z2) + exp(z3))", "z2", "0"),
            ("e^a/(e^a + e^b)", "b", "0"),
            ("exp(z4)/(exp(z1) + exp(z2) + exp(z3) + exp(z4))", "z1", "0"),
            ("z2 + 3exp(z1)/(exp(z1) + exp(z2))", "z2", "1"),
            ("-ln(exp(z1)/(exp(z1) + exp(z2) + exp(z3)))", "z3", "0"),
        ],
    ),
    *_partial(
        "ml.softmax_offdiag_diag",
        [
            (
                "exp(z1)/(exp(z1) + exp(z2) + exp(z3))",
                "z2",
                "e^z1/(e^z1 + e^z2 + e^z3) · (1 - e^z1/(e^z1 + e^z2 + e^z3))",
            ),
            ("e^b/(e^a + e^b)", "a", "e^b/(e^a + e^b) · (1 - e^b/(e^a + e^b))"),
            (
                "exp(z4)/(exp(z1) + exp(z2) + exp(z3) + exp(z4))",
                "z1",
                "e^z4/(e^z1 + e^z2 + e^z3 + e^z4) · (1 - e^z4/(e^z1 + e^z2 + e^z3 + e^z4))",
            ),
            (
                "z2 + 2exp(z1)/(exp(z1) + exp(z2) + exp(z3))",
                "z2",
                "1 + 2e^z1/(e^z1 + e^z2 + e^z3) · (1 - e^z1/(e^z1 + e^z2 + e^z3))",
            ),
            ("-ln(exp(z1)/(exp(z1) + exp(z2) + exp(z3)))", "z2", "e^z1/(e^z1 + e^z2 + e^z3) - 1"),
        ],
    ),
    *_partial(
        "ml.softmax_offdiag_sign",
        [
            ("exp(z1)/(exp(z1) + exp(z2) + exp(z3))", "z2", "e^z1 e^z2/(e^z1 + e^z2 + e^z3)^2"),
            ("e^b/(e^a + e^b)", "a", "e^a e^b/(e^a + e^b)^2"),
            (
                "exp(z4)/(exp(z1) + exp(z2) + exp(z3) + exp(z4))",
                "z1",
                "e^z4/(e^z1 + e^z2 + e^z3 + e^z4) · e^z1/(e^z1 + e^z2 + e^z3 + e^z4)",
            ),
            ("z2 + 2exp(z1)/(exp(z1) + exp(z2) + exp(z3))", "z2", "1 + 2e^(z1 + z2)/(e^z1 + e^z2 + e^z3)^2"),
            ("-ln(exp(z1)/(exp(z1) + exp(z2) + exp(z3)))", "z2", "-e^z2/(e^z1 + e^z2 + e^z3)"),
        ],
    ),
    *_partial(
        "ml.softmax_numerator_only",
        [
            ("exp(z1)/(exp(z1) + exp(z2) + exp(z3))", "z1", "e^z1/(e^z1 + e^z2 + e^z3)"),
            ("e^a/(e^a + e^b)", "a", "e^a/(e^a + e^b)"),
            ("exp(z3)/(exp(z1) + exp(z2) + exp(z3) + exp(z4))", "z3", "e^z3/(e^z1 + e^z2 + e^z3 + e^z4)"),
            ("y + 3e^(z1/T)/(e^(z1/T) + e^(z2/T))", "z1", "3/T e^(z1/T)/(e^(z1/T) + e^(z2/T))"),
            ("-ln(exp(z1)/(exp(z1) + exp(z2) + exp(z3)))", "z1", "-1"),
            ("(exp(z1)/(exp(z1) + exp(z2)) - y)^2", "z1", "2(e^z1/(e^z1 + e^z2) - y) e^z1/(e^z1 + e^z2)"),
        ],
    ),
)

EXAMPLES: tuple[Example, ...] = (
    *CHAIN,
    *PRODUCT,
    *QUOTIENT,
    *POWER,
    *EXPONENTIAL,
    *LOGARITHM,
    *CONSTANT,
    *TRIGONOMETRIC,
    *PARTIAL,
    *TOTAL,
    *LOSSES,
    *NETWORKS,
    *SOFTMAX,
)

TWO_MISTAKES: tuple[TwoMistakes, ...] = (
    TwoMistakes(("chain.inner_missing", "trig.cos_sign"), "x^3 + cos(x^2)", "x", "3x^2 + sin(x^2)"),
    TwoMistakes(("power.coeff_lost", "const.kept"), "5x^3 + x^2 + 7", "x", "5x^2 + 2x + 7"),
    TwoMistakes(("chain.inner_missing", "const.kept"), "sin(x^2) + 4", "x", "cos(x^2) + 4"),
    TwoMistakes(("linear.coeffs_lost", "trig.cos_sign"), "3x^2 + 5cos(x)", "x", "2x + sin(x)"),
    TwoMistakes(("power.coeff_lost", "chain.inner_missing"), "(3x - 5)^6", "x", "(3x - 5)^5"),
    TwoMistakes(("chain.keep_exponent", "chain.inner_missing"), "(x^2 + 1)^3", "x", "3(x^2 + 1)^3"),
    TwoMistakes(("product.one_term", "const.kept"), "x e^(2x) + 5", "x", "2x e^(2x) + 5"),
    TwoMistakes(("product.as_product", "chain.const_factor"), "x^2 sin(3x)", "x", "2x cos(3x)"),
    TwoMistakes(("exp.neg_sign", "trig.cos_sign"), "x^2 e^(-x) + cos(x)", "x", "2x e^(-x) + x^2 e^(-x) + sin(x)"),
    TwoMistakes(("log.inner_missing", "power.exponent_not_reduced"), "ln(x^2 + 1) + x^4", "x", "1/(x^2 + 1) + 4x^4"),
    TwoMistakes(("quotient.no_square", "const.kept"), "x/(x^2 + 1) + 3", "x", "(1 - x^2)/(x^2 + 1) + 3"),
    TwoMistakes(("quotient.plus", "quotient.no_square"), "sin(x)/x", "x", "(x cos(x) + sin(x))/x"),
    TwoMistakes(("power.coeff_lost", "quotient.plus"), "x^4/(x + 1)", "x", "(x^3 (x + 1) + x^4)/(x + 1)^2"),
    TwoMistakes(("exp.lna_missing", "power.coeff_lost"), "2^x + x^3", "x", "2^x + x^2"),
    TwoMistakes(("power.on_exponential", "const.kept"), "2^x + 9", "x", "x 2^(x - 1) + 9"),
    TwoMistakes(("power.exponent_plus_one", "log.of_x"), "1/x^3 + ln(5x)", "x", "-3/x^2 + 5/x"),
    TwoMistakes(("product.as_product", "chain.exp_inner_missing"), "x sin(x) + e^(3x)", "x", "cos(x) + e^(3x)"),
    TwoMistakes(("linear.sign_lost", "chain.exp_inner_missing"), "4x^3 - e^(2x)", "x", "12x^2 + e^(2x)"),
    TwoMistakes(("product.minus", "chain.exp_inner_missing"), "e^(2x) ln(x)", "x", "e^(2x) ln(x) - e^(2x)/x"),
    TwoMistakes(("partial.other_to_zero", "partial.other_kept_as_constant_term"), "x^2 + 3x y + y^2", "x", "2x + y^2"),
    TwoMistakes(("chain.inner_missing.partial", "partial.other_kept_as_constant_term"), "sin(x y) + y^2", "x", "cos(x y) + y^2"),
    TwoMistakes(("product.partial_needless", "const.kept"), "x^2 y^3 + 5", "x", "2x y^3 + 3x^2 y^2 + 5"),
    TwoMistakes(("ml.mse_factor2", "ml.mse_sign"), "(y - w x)^2 + k w^2", "w", "x(y - w x) + 2k w"),
    TwoMistakes(("ml.mse_factor2", "ml.mse_input_missing"), "(w x + b - y)^2", "w", "w x + b - y"),
    TwoMistakes(("ml.mse_input_missing", "ml.l2_factor"), "(w x - y)^2 + λ w^2", "w", "2(w x - y) + λ w"),
    TwoMistakes(("ml.sigmoid_missing_1ms", "ml.mse_factor2"), "(σ(w x + b) - y)^2", "w", "x(σ(w x + b) - y)σ(w x + b)"),
    TwoMistakes(("ml.tanh", "chain.inner_missing"), "tanh(w x)", "w", "1 - (w x)^2"),
)

LIKELIEST: tuple[Example, ...] = (
    *_partial(
        "trig.cos_sign",
        [
            ("x cos x", "x", "cos x + x sin x"),
            ("sin x cos x", "x", "1"),
            ("sqrt(z) cos z", "z", "cos(z)/(2sqrt(z)) + sqrt(z) sin(z)"),
        ],
    ),
    *_partial("table.wrong_entry", [("x cosh x", "x", "cosh x - x sinh x"), ("x acos x", "x", "acos(x) + x/sqrt(1 - x^2)")]),
    *_partial("product.minus", [("x sin x", "x", "sin x - x cos x"), ("x^2 ln x", "x", "2x ln x - x")]),
    *_partial("product.one_term", [("x^2 e^x", "x", "2x e^x"), ("x e^x", "x", "e^x"), ("x sin x", "x", "sin x")]),
    *_partial("exp.neg_sign", [("x e^(-x)", "x", "e^(-x) + x e^(-x)")]),
    *_partial("product.as_product", [("x sin x", "x", "cos x"), ("x^2 ln x", "x", "2")]),
    *_partial("log.split_sum", [("ln(x + y)", "x", "1/x"), ("ln(x + 1)", "x", "1/x")]),
    *_partial("log.of_x", [("ln(5x)", "x", "5/x"), ("ln(x^2 + y)", "x", "2x/x")]),
    *_partial("linear.coeffs_lost", [("a x^2", "x", "2x"), ("x^2 y", "x", "2x"), ("x^2 e^y + x", "x", "2x + 1")]),
    *_partial("partial.other_vanishes_in_product", [("x y^3 + sin x", "x", "cos x")]),
    *_partial("chain.exp_inner_missing", [("x + 2e^(4x)", "x", "1 + 2e^(4x)")]),
    *_partial("power.exchanged", [("x^5", "x", "4x^5")]),
    *_partial("question.function", [("x^2", "x", "x^2"), ("e^x + x", "x", "e^x + x")]),
)  # what a tutor would name first, where other mistakes lead to the very same answer

_OTHER_PARTIAL = ("other_partial", "partial.wrong_variable")
_FIRST = ("first_instead_of_second", "partial.second_is_first")
_ANTIDERIVATIVE = ("antiderivative", "integrated")
_FUNCTION = ("function_itself", "question.function")
_SECOND = ("second_instead_of_first", "question.second_derivative")
_MIXED = ("mixed_instead_of_partial", "question.mixed")
_GRADIENT = ("whole_gradient", "question.gradient")

OTHER_QUESTIONS: tuple[AnotherQuestion, ...] = (
    AnotherQuestion(*_OTHER_PARTIAL, "x^3 + x y^2", "2x y", wrt="x"),
    AnotherQuestion(*_OTHER_PARTIAL, "ln(x + 2y^2)", "1/(x + 2y^2)", wrt="y"),
    AnotherQuestion(*_OTHER_PARTIAL, "x y + y z + z x", "x + z", wrt="z"),
    AnotherQuestion(*_OTHER_PARTIAL, "tanh(w x + b)", "1 - tanh(w x + b)^2", wrt="x"),
    AnotherQuestion(*_FIRST, "x^4 - 3x", "4x^3 - 3", order="x,x"),
    AnotherQuestion(*_FIRST, "x^2 y^2", "2x^2 y", order="y,y"),
    AnotherQuestion(*_FIRST, "e^(-x^2/2)", "-x e^(-x^2/2)", order="x,x"),
    AnotherQuestion(*_FIRST, "softplus(w x)", "x σ(w x)", order="w,w"),
    AnotherQuestion(*_ANTIDERIVATIVE, "x^4", "x^5/5", wrt="x"),
    AnotherQuestion(*_ANTIDERIVATIVE, "x e^y + cos(x)", "x^2 e^y/2 + sin(x)", wrt="x"),
    AnotherQuestion(*_ANTIDERIVATIVE, "1/(1 + x^2)", "atan(x)", wrt="x"),
    AnotherQuestion(*_ANTIDERIVATIVE, "1/x + y", "ln|x| + x y", wrt="x"),
    AnotherQuestion(*_FUNCTION, "x^2 y", "x^2 y", wrt="x"),
    AnotherQuestion(*_FUNCTION, "sin(x) + x", "x + sin(x)", wrt="x"),
    AnotherQuestion(*_FUNCTION, "(w x + b - y)^2", "(b - y + w x)^2", wrt="b"),
    AnotherQuestion(*_FUNCTION, "x ln(y)", "ln(y) x", wrt="y"),
    AnotherQuestion(*_FUNCTION, "x^2 + y", "t^2 + t^3", wrt="t", given="x = t, y = t^3"),
    AnotherQuestion(*_FUNCTION, "(a - y)^2", "(a - y)^2", wrt="w", given="a = w x"),
    AnotherQuestion(*_SECOND, "x^5", "20x^3", wrt="x"),
    AnotherQuestion(*_SECOND, "sin(2x)", "-4sin(2x)", wrt="x"),
    AnotherQuestion(*_SECOND, "x^2 y^3", "6x^2 y", wrt="y"),
    AnotherQuestion(*_SECOND, "(w x + b - y)^2", "2x^2", wrt="w"),
    AnotherQuestion(*_SECOND, "σ(z)", "σ(z)(1 - σ(z))(1 - 2σ(z))", wrt="z"),
    AnotherQuestion(*_MIXED, "x^2 y^3", "6x y^2", wrt="x"),
    AnotherQuestion(*_MIXED, "e^(x y)", "(1 + x y)e^(x y)", wrt="y"),
    AnotherQuestion(*_MIXED, "ln(x^2 + y^2)", "-4x y/(x^2 + y^2)^2", wrt="x"),
    AnotherQuestion(*_MIXED, "(w x + b - y)^2", "2x", wrt="w"),
    AnotherQuestion(*_GRADIENT, "x^2 y", "[2x y, x^2]", wrt="x"),
    AnotherQuestion(*_GRADIENT, "x^2 + y^2 z", "[2x, 2y z, y^2]", wrt="y"),
    AnotherQuestion(*_GRADIENT, "w x + b", "[1, x, w]", wrt="w"),
)
