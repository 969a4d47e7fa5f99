"""Rates of dependents in answers, by what they are: each links one variable to the next."""

from __future__ import annotations

import pytest

from pdtutor.grading.results import CORRECT, INCORRECT
from pdtutor.requests.check import judge

CHAIN = {"depends": "z(y), y(x)"}
FORMULAS = {"given": "z = y^2, y = sin(x)"}
RATES = [
    # what is differentiated by x, what depends on what, an answer, the verdict
    ("x z", CHAIN, "x y'(x) z'(y(x)) + z(y(x))", CORRECT),
    ("x z", CHAIN, "z + x dz/dy dy/dx", CORRECT),
    ("x z", CHAIN, "x*z'*y' + z", CORRECT),
    ("x z", CHAIN, "z(y) + x*z'(y)*y'(x)", CORRECT),
    ("x z", CHAIN, "z + x dz/dy", INCORRECT),
    ("x z", CHAIN, "z", INCORRECT),
    ("x z", FORMULAS, "z + x dz/dy dy/dx", CORRECT),
    ("x z", FORMULAS, "z + x dz/dx", CORRECT),
    ("x z", FORMULAS, "sin(x)^2 + 2x sin x cos x", CORRECT),
    ("x z", FORMULAS, "z + x dz/dy", INCORRECT),
    ("x + y", {"depends": "y(x)"}, "1 + y'", CORRECT),
    ("x sin y", {"depends": "y(x)"}, "sin y + x cos y dy/dx", CORRECT),
    ("x sin y", {"depends": "y(x)"}, "sin y + x cos y y'", CORRECT),
    ("x sin y", {"depends": "y(x)"}, "sin y + x cos^2 y dy/dx", INCORRECT),
    ("x sin y", {"depends": "y(x)"}, "sin y + x dy/dx cos y", CORRECT),
    ("e^y", {"depends": "y(x)"}, "e^y dy/dx", CORRECT),
    ("e^y", {"depends": "y(x)"}, "dy/dx e^y", CORRECT),
    ("sqrt(y)", {"depends": "y(x)"}, "1/(2 sqrt y) dy/dx", CORRECT),
    ("y^2/2", {"depends": "y(x)"}, "y dy/dx", CORRECT),
    ("y^2/2", {"depends": "y(x)"}, "y y'", CORRECT),
    ("y^2/2", {"depends": "y(x)"}, "2y/2 dy/dx", CORRECT),
    ("x + y", {"depends": "y(x)"}, "1 + y'(x)", CORRECT),
]


@pytest.mark.parametrize(("function", "dependence", "answer", "verdict"), RATES)
def test_a_rate_is_that_of_its_own_link(function: str, dependence: dict[str, str], answer: str, verdict: str) -> None:
    assert judge(function, kind="total", wrt="x", **dependence)(answer).verdict == verdict


LONG = "x a", "a(b), b(c), c(x)"


def test_a_long_chain_has_a_rate_for_each_link() -> None:
    of, depends = LONG
    judged = judge(of, kind="total", wrt="x", depends=depends)
    assert judged("a + x da/db db/dc dc/dx").verdict == CORRECT
    assert judged("a + x da/db db/dc").verdict == INCORRECT


def test_no_note_names_what_stands_for_a_rate_inside() -> None:
    judged = judge("sin(y)", kind="total", wrt="x", depends="y(x)")("cos y sin dy/dx y")
    assert not any("rate" in note for note in judged.reading_notes)
