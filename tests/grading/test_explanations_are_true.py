"""What is said to a wrong answer is true of the function: cases that were found to be otherwise."""

from __future__ import annotations

from pdtutor.explain.phrases import say
from pdtutor.notation.writers import UnicodeWriter
from pdtutor.requests.check import judge

SHARE = "exp(z[i])/sum(exp(z[j]), j=1..n)"


def said(function: str, wrt: str, answer: str) -> list[str]:
    judged = judge(function, kind="derivative", wrt=wrt)(answer)
    return [say(mistake.explanation, UnicodeWriter(judged.shown)) for mistake in judged.mistakes]


def test_no_term_of_a_sum_is_said_to_stand_still_while_one_of_them_moves() -> None:
    (explanation,) = said(SHARE, "z[k]", f"-{SHARE}")
    assert "z[k]" in explanation
    assert "z[j]" not in explanation


def test_a_sum_of_powers_is_not_spoken_of_as_a_power() -> None:
    (explanation,) = said("x^y + y^x", "y", "x^y (ln(x) + y/x) + y^x (ln(y) + x/y)")
    assert "x^y + y^x has the exponent" not in explanation
