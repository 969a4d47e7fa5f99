"""Formulas that are text, set for print."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdtutor.render.lessons.typography import formula, is_formula, with_greek

SET = [
    ("x", "<i>x</i>"),
    ("2*x*y", "2·<i>x</i>·<i>y</i>"),
    ("x - 1", "<i>x</i> − 1"),
    ("x^2", "<i>x</i><sup>2</sup>"),
    ("x**2", "<i>x</i><sup>2</sup>"),
    ("x^-1 + y", "<i>x</i><sup>−1</sup> + <i>y</i>"),
    ("e^(x·y)", "<i>e</i><sup><i>x</i>·<i>y</i></sup>"),
    ("e^(-(x+1)^2)/2", "<i>e</i><sup>−(<i>x</i>+1)<sup>2</sup></sup>/2"),
    ("2^sin(x)", "2<sup>sin(<i>x</i>)</sup>"),
    ("x^(a)(b)", "<i>x</i><sup><i>a</i></sup>(<i>b</i>)"),
    ("sin(x)", "sin(<i>x</i>)"),
    ("xy", "<i>xy</i>"),
    ("w1x2", "<i>w</i><sub>1</sub><i>x</i><sub>2</sub>"),
    ("w_out", "<i>w</i><sub>out</sub>"),
    ("w_{1}", "<i>w</i><sub>1</sub>"),
    ("relu6(x)", "relu6(<i>x</i>)"),
    ("log2(x)", "log<sub>2</sub>(<i>x</i>)"),
    ("f'(z)", "<i>f</i>′(<i>z</i>)"),
    ("1e-3", "1e-3"),
    ("0.1", "0.1"),
    ("x²", "<i>x</i>²"),
    ("xᵢ", "<i>x</i>ᵢ"),
    ("w₁", "<i>w</i>₁"),
    ("∂f/∂x", "∂<i>f</i>/∂<i>x</i>"),
    ("y\u0302", "<i>ŷ</i>"),
    ("<b>&", "&lt;<i>b</i>&gt;&amp;"),
    ("x^", "<i>x</i>^"),
    ("x^ 2", "<i>x</i>^ 2"),
    ("x^(", "<i>x</i><sup>(</sup>"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), SET)
def test_a_formula_is_set_as_in_a_book(text: str, expected: str) -> None:
    assert formula(text) == expected


@given(st.text(max_size=80))
def test_whatever_the_text_only_three_elements_are_made_and_all_are_closed(text: str) -> None:
    found = formula(text)
    assert set(re.findall(r"<(/?\w+)>", found)) <= {"i", "/i", "sup", "/sup", "sub", "/sub"}
    assert "<" not in re.sub(r"</?(?:i|sup|sub)>", "", found)
    for name in ("i", "sup", "sub"):
        assert found.count(f"<{name}>") == found.count(f"</{name}>")


@given(st.text(alphabet="xyw12+·/() <>&", max_size=60))
def test_nothing_of_a_formula_is_lost(text: str) -> None:
    assert unescape(re.sub(r"<[^>]*>", "", formula(text))) == text


@pytest.mark.parametrize("text", ["x^(" * 3000, "^" * 3000, "((((" * 3000, "x_{" * 3000])
def test_a_formula_without_end_is_left_as_it_is(text: str) -> None:
    assert formula(text) == text


@pytest.mark.parametrize("text", ["pdtutor partial", "next-rule", "--wrt", 'partial "x"', r"\frac{1}{2}"])
def test_code_that_is_no_mathematics_is_told(text: str) -> None:
    assert not is_formula(text)


@pytest.mark.parametrize("text", ["x - y", "2x", "e^(-x)", "x = 2, y = 1"])
def test_mathematics_is_told_from_code(text: str) -> None:
    assert is_formula(text)


def test_names_of_greek_letters_become_these() -> None:
    assert with_greek("2*gamma*beta1 + pi + alphabet") == "2*γ*β1 + π + alphabet"
