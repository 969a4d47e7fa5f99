"""What a reader is told about how an ambiguous text was read, and what the lists of options are read as."""

from __future__ import annotations

import pytest
from sympy import IndexedBase, Integer, Rational, Symbol, pi, symbols

from pdtutor.notation.reader import read, read_domains, read_names, read_point, read_variables
from pdtutor.notation.reading import Vocabulary

x, y, w1, loss = symbols("x y w1 loss", real=True)
NOTES = [
    ("1/2x", "1/2x is read as (1/2)·x; for 1/(2x) write 1/(2x)"),
    ("1/2(x+1)", "1/2(…) is read as (1/2)·(…); for 1/(2(…)) write 1/(2(…))"),
    ("1/2sqrt(x)", "1/2sqrt(x) is read as (1/2)·sqrt(x); for 1/(2sqrt(x)) write 1/(2sqrt(x))"),
    ("1/2x^3", "1/2x^3 is read as (1/2)·x^3; for 1/(2x^3) write 1/(2x^3)"),
    ("1/2sin(x + y + z + x^2 + y^2)", "1/2sin(…) is read as (1/2)·sin(…); for 1/(2sin(…)) write 1/(2sin(…))"),
    ("e^2sin(x)", "e^2sin(x) is read as (e^2)·sin(x); for e^(2sin(x)) write e^(2sin(x))"),
    ("x^1/2", "x^1/2 is read as (x^1)/2; for x^(1/2) write x^(1/2)"),
    ("x^-1/2", "x^-1/2 is read as (x^-1)/2; for x^(-1/2) write x^(-1/2)"),
    ("1/x y", "1/x y is read as (1/x)·y; for 1/(x·y) write 1/(x·y)"),
    ("x^2y", "x^2y is read as (x^2)·y; for x^(2y) write x^(2y)"),
    ("e^2x", "e^2x is read as (e^2)·x; for e^(2x) write e^(2x)"),
    ("x**2y", "x^2y is read as (x^2)·y; for x^(2y) write x^(2y)"),
    ("wx", "wx is read as w·x; to keep it as one name, use --vars wx"),
    ("thetax", "thetax is read as θ·x; to keep it as one name, use --vars thetax"),
    ("xlnx", "xlnx is read as x·ln x; to keep it as one name, use --vars xlnx"),
    ("w1x1", "w1x1 is read as w1·x1; to keep it as one name, use --vars w1x1"),
    ("loss", "loss is read as one name; for a product write l*o*s*s."),
    ("log(x)", "log(x) is the natural logarithm ln x; for base 10 write log10(x) or log(x, 10)"),
    ("sin x/2", "sin x/… is read as sin(x)/…; write the brackets to have it otherwise"),
    ("sin x y", "sin x y is read as sin(x y); write the brackets to have it otherwise"),
    ("√2x", "√2x is read as √(2)·x; for √(2·x) write the brackets"),
    ("Pi", "Pi is read as the variable Π; the constant π is written pi."),
]
PLAIN = [
    "x^2 y + sin(x y)",
    "x²y",
    "x^(2)y",
    "x^2/2",
    "x^(-1)/2",
    "x^-1 / 2",
    "1/2 x",
    "1/(2x)",
    "w1 x1",
    "w_out",
    "yhat",
    "θ x",
    "2πr",
    "sin 2x",
    "ln x",
    "log(x, 2)",
    r"x^{2}y",
    "e^-x",
    "x_1",
    "θx",
]


@pytest.mark.parametrize(("text", "note"), NOTES, ids=[text for text, _ in NOTES])
def test_an_ambiguous_text_comes_with_a_note(text: str, note: str) -> None:
    assert read(text).notes == (note,)


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_text_comes_without_notes(text: str) -> None:
    assert read(text).notes == ()


def test_a_note_is_given_once() -> None:
    assert len(read("log(x) + log(y) + wx + wx").notes) == 2


def test_declared_names_need_no_note() -> None:
    assert read("wx + loss", Vocabulary(whole=frozenset(["wx", "loss"]))).notes == ()


def test_variables_are_symbols_and_indexed_names() -> None:
    z_k = IndexedBase("z", real=True)[Symbol("k", integer=True)]
    assert read_variables("x, w_1, loss, z[k], x") == (x, w1, loss, z_k, x)


def test_a_point_gives_constants() -> None:
    assert read_point("x=1, y=pi/2; w_1=-1e-3, loss = sqrt(4)") == {x: 1, y: pi / 2, w1: Rational(-1, 1000), loss: Integer(2)}


def test_names_stay_as_typed() -> None:
    assert read_names("loss, w_out θ") == ("loss", "w_out", "θ")


@pytest.mark.parametrize(
    ("text", "name", "assumptions", "lower", "upper"),
    [
        ("x>0", "x", {"positive": True}, 0, None),
        ("0<x", "x", {"positive": True}, 0, None),
        ("x>=0", "x", {"nonnegative": True}, 0, None),
        ("x<0", "x", {"negative": True}, None, 0),
        ("x≤0", "x", {"nonpositive": True}, None, 0),
        ("0<p<1", "p", {"positive": True}, 0, 1),
        ("1 > p > 0", "p", {"positive": True}, 0, 1),
        ("-1<t<1", "t", {}, -1, 1),
        ("x > 2", "x", {"positive": True}, 2, None),
        ("x < 2", "x", {}, None, 2),
        ("t != 0", "t", {"nonzero": True}, None, None),
        ("t nonzero", "t", {"nonzero": True}, None, None),
        ("n integer", "n", {"integer": True}, None, None),
        ("n is an integer", "n", {"integer": True}, None, None),
        ("n natural", "n", {"integer": True, "positive": True}, 0, None),
        ("rate positive", "rate", {"positive": True}, 0, None),
        ("w_1>0", "w1", {"positive": True}, 0, None),
        ("θ>0", "theta", {"positive": True}, 0, None),
        ("x>0, x<5", "x", {"positive": True}, 0, 5),
    ],
)
def test_an_assumption_is_a_domain(text: str, name: str, assumptions: dict[str, bool], lower: float | None, upper: float | None) -> None:
    domain = read_domains(text)[name]
    assert (dict(domain.assumptions), domain.lower, domain.upper) == (assumptions, lower, upper)
