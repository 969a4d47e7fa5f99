"""Formulas in a width: broken outside first, shortened in the middle, never wider than the width."""

import pytest
from rich.cells import cell_len

from pdtutor.render.formulas import FEW, elide, fold, fraction_of, is_whole, set_formula, sum_of, terms_of

LONG = "y·σ(w·x + b)·(1 - σ(w·x + b)) + x·cos(x·y + b·σ(z) - 12·x⁵) - (x + 1)·(y + 2)/(x² + y²)"

FOLDS = [
    ("a + b", 5, ["a + b"]),
    ("a + b - c", 7, ["a + b", "  - c"]),
    ("aa·bb·cc", 6, ["aa·bb·", "  cc"]),
    ("a·b + c·d", 8, ["a·b", "  + c·d"]),
    ("f(a + b) + c", 10, ["f(a + b)", "  + c"]),
    ("f(aaa + bbb)", 9, ["f(aaa", "  + bbb)"]),
    ("abcdefgh", 5, ["abc", "  def", "  gh"]),
    ("where(x·y - 1 > 0, 1, 0)", 21, ["where(x·y - 1 > 0, 1,", "  0)"]),
    ("f(x·y < 1 and x > 0)", 16, ["f(x·y < 1", "  and x > 0)"]),
    ("f(x > 0 and y > 0 or z)", 20, ["f(x > 0 and y > 0", "  or z)"]),
    ("f(a + b < c + d)", 12, ["f(a + b", "  < c + d)"]),
    ("sum(a·b + c, i=1..n)", 15, ["sum(a·b + c,", "  i=1..n)"]),
    ("f(a, b) = c·(d + e)", 12, ["f(a, b) = c·", "  (d + e)"]),
]


@pytest.mark.parametrize(("formula", "width", "lines"), FOLDS)
def test_a_formula_breaks_at_its_outermost_operators(formula: str, width: int, lines: list[str]) -> None:
    assert fold(formula, width) == lines


@pytest.mark.parametrize("width", range(4, 100))
def test_folding_keeps_the_width_and_loses_nothing(width: int) -> None:
    lines = fold(LONG, width)
    assert max(map(cell_len, lines)) <= width
    assert "".join(lines).replace(" ", "") == LONG.replace(" ", "")


@pytest.mark.parametrize("width", range(1, 100))
def test_eliding_keeps_the_width_and_the_two_ends(width: int) -> None:
    short = elide(LONG, width)
    assert cell_len(short) <= width
    assert short == LONG or "…" in short
    assert width < 8 or (short[0], short[-1]) == (LONG[0], LONG[-1])


def test_a_sum_of_thousands_of_terms_is_shortened_between_terms() -> None:
    assert elide(" + ".join(f"x{k}" for k in range(10_000)), 30) == "x0 + x1 + x2 + x3 + … + x9999"


@pytest.mark.parametrize("width", range(4, 100))
def test_a_formula_is_shortened_only_where_it_would_take_more_than_a_few_lines(width: int) -> None:
    lines = set_formula(LONG, width)
    assert max(map(cell_len, lines)) <= width
    assert lines == (fold(LONG, width) if len(fold(LONG, width)) <= FEW else [elide(LONG, width)])


@pytest.mark.parametrize("text", ["sin(" * 100_000 + "x" + ")" * 100_000, "·".join(f"cos(x{k} + y)" for k in range(50_000))])
def test_the_two_ends_of_an_enormous_formula_are_shown(text: str) -> None:
    (short,) = set_formula(text, 60)
    assert cell_len(short) <= 60
    assert "…" in short
    assert (short[:8], short[-3:]) == (text[:8], text[-3:])


WHOLE = [
    ("a·b + c", 6, True),
    ("f(aaa + bbb) + c", 9, False),
    ("aaa·bbb/ccc", 9, False),  # breaking above a fraction bar would hide what is divided
    ("aaa·(bbb + c)", 12, True),
]


@pytest.mark.parametrize(("formula", "width", "whole"), WHOLE)
def test_it_is_known_whether_a_break_would_fall_inside(formula: str, width: int, whole: bool) -> None:
    assert is_whole(formula, width) is whole


FRACTIONS = [
    ("x/y", ("x", "y")),
    ("(x + 1)/(y + 2)", ("x + 1", "y + 2")),
    ("(x + 1)/(y + 2)²", ("x + 1", "(y + 2)²")),
    ("(a + b)·(c + d)/y", ("(a + b)·(c + d)", "y")),
    ("f(x/y)", None),
    ("x/y·z", None),
    ("x/y/z", None),
    ("|x/y|", None),
]


@pytest.mark.parametrize(("term", "parts"), FRACTIONS)
def test_only_a_whole_fraction_goes_over_a_line(term: str, parts: tuple[str, str] | None) -> None:
    assert fraction_of(term) == parts


SUMS = [
    ("sum(x[i], i=1..n)", ("", "x[i]", "i", "1", "n")),
    ("2·sum(x[i]·(a + b), i=1..n)", ("2·", "x[i]·(a + b)", "i", "1", "n")),
    ("sum(x[i], i=1..n)²", None),
    ("sum(x[i], i=1..n)·sum(y[i], i=1..n)", None),
    ("f(sum(x[i], i=1..n))", None),
    ("x", None),
]


@pytest.mark.parametrize(("term", "parts"), SUMS)
def test_only_a_sum_at_the_end_of_a_term_gets_its_sign(term: str, parts: tuple[str, ...] | None) -> None:
    assert sum_of(term) == parts


def test_terms_keep_their_signs() -> None:
    assert [term.strip() for term in terms_of("-a + b·(c + d) - e")] == ["-a", "+ b·(c + d)", "- e"]
