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


def test_the_chain_rule_is_told_with_no_numbers_that_the_function_does_not_have() -> None:
    (explanation,) = said("(2x + 1)^3", "x", "3(2x + 1)^2 + 2")
    assert "2·x + 1 moves 3 times" not in explanation
    assert "pedals" in explanation


def test_a_factor_that_cancels_is_spoken_of_only_where_there_is_one() -> None:
    (of_product,), (of_sum,) = said("ln(5x)", "x", "5/x"), said("ln(x^2 + y)", "x", "2x/x")
    assert "the factor that then stands above and below the bar" in of_product
    assert "x alone, or x² + y?" in of_sum


def test_a_factor_left_out_is_not_said_to_have_become_0() -> None:
    (left_out,), (vanished,) = said("x^2 y", "x", "2x"), said("x y^3 + sin(x)", "x", "cos(x)")
    assert "gives 0" not in left_out
    assert "gives 0" in vanished


def test_a_lost_exponent_of_minus_one_is_a_lost_sign() -> None:
    (explanation,) = said("x/y", "y", "x/y^2")
    assert "which sign has its slope?" in explanation


def test_of_a_relu_both_sides_are_asked_for_and_no_other_function() -> None:
    (explanation,) = said("relu(x)", "x", "1")
    assert "Which function" not in explanation
    assert "above 0" in explanation
    assert "below" in explanation
