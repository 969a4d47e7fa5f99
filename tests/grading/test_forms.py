"""The form of an answer, looked at in the text as typed."""

from __future__ import annotations

import pytest

from pdtutor.grading import forms
from pdtutor.notation import reader
from pdtutor.notation.building import Builder
from pdtutor.notation.reading import Vocabulary

EXPANDED = ["2x + 2", "x^2 + 2x y + y^2", "sin(2(x+1))", "1/(x+1)", "x/(x+1) + 3", "-x - 1", "e^(2(x+y))", "3", "x^2/2 - y", "√(x+1)"]
NOT_EXPANDED = [
    ("2(x+1)", "2(x+1)"),
    ("(x+1)^2", "(x+1)^2"),
    ("x + (x+1)(y+2)", "(x+1)(y+2)"),
    ("-(x+1)", "-(x+1)"),
    ("(x+1)/2 · (y+1)", "(x+1)/2 · (y+1)"),
    ("3 x (y - 1) + 2", "3 x (y - 1)"),
    ("(x+y) z", "(x+y) z"),
]
FACTORED = [
    "2(x+1)",
    "x(x+1)^2",
    "x^2 + 1",
    "3x",
    "-2x(y - 1)",
    "x y e^(x y)",
    "(x+1)/(x-1)",
    "sin(x)(1 + cos(x))",
    "x + y",
    "5",
    "σ(z)(1 - σ(z))",
]
NOT_FACTORED = [
    ("2x + 2", "2x + 2"),
    ("x^2 + 2x + 1", "x^2 + 2x + 1"),
    ("x(2x + 4)", "2x + 4"),
    ("y (x^2 - 1)", "x^2 - 1"),
    ("x^2 y + x", "x^2 y + x"),
    ("x e^x + e^x", "x e^x + e^x"),
    ("-(4x - 2)", "4x - 2"),
]
WITHOUT_NEGATIVE_POWERS = ["1/x", "x^2 / y^3", "e^(-x)", "1/(x^2+1)", "-x^2", "2^(-x)", "x^(a - 1)"]
WITH_NEGATIVE_POWERS = [
    ("x^-2", "x^-2"),
    ("3x^(-1/2)", "x^(-1/2)"),
    ("y + x⁻¹", "x⁻¹"),
    ("(x+1)^(-3) y", "(x+1)^(-3)"),
    ("-x^(-2)", "x^(-2)"),
]


def offending(form: str, text: str) -> str | None:
    piece = forms.offence(form, reader.tree(text), lambda node: Builder(text, Vocabulary()).built(node))
    return None if piece is None else text[piece.at : piece.end]


@pytest.mark.parametrize(
    ("form", "text"),
    [
        *(("expanded", text) for text in EXPANDED),
        *(("factored", text) for text in FACTORED),
        *(("no-negative-powers", text) for text in WITHOUT_NEGATIVE_POWERS),
    ],
)
def test_a_text_of_the_form_asked_for_has_nothing_against_it(form: str, text: str) -> None:
    assert offending(form, text) is None


@pytest.mark.parametrize(
    ("form", "text", "piece"),
    [
        *(("expanded", *row) for row in NOT_EXPANDED),
        *(("factored", *row) for row in NOT_FACTORED),
        *(("no-negative-powers", *row) for row in WITH_NEGATIVE_POWERS),
    ],
)
def test_the_piece_that_is_not_of_the_form_is_named(form: str, text: str, piece: str) -> None:
    found = offending(form, text)
    assert found is not None
    assert found.strip("( )") in piece or piece.strip("()") in found


def test_powers_too_large_to_multiply_out_are_looked_at_as_they_stand() -> None:
    assert offending("expanded", "(x + 1)^6000") == "(x + 1)^6000"
    assert offending("factored", "(x + 1)^6000 + 3") is None
