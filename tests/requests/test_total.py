"""The request for a total derivative: texts and options in, one frozen result out, or one clear error."""

from __future__ import annotations

from typing import Any

import pytest
import sympy as sp
from sympy import Derivative, Eq, Function, Symbol

from pdtutor.errors import TutorError
from pdtutor.notation.writers import SympyWriter
from pdtutor.requests.total import TotalResult, growing, total

t, x, y, z = (Symbol(name, real=True) for name in "txyz")
Y = Function("y", real=True)


def shown(result: TotalResult) -> dict[str, Any]:
    """The expressions of the result in SymPy's syntax."""
    found, write = result.total, SympyWriter()
    return {
        "reading": write(result.reading.expression),
        "wrt": write(found.wrt),
        "partial": found.partial and write(found.partial.derivative),
        "total": found.total is not None and write(found.total),
        "paths": [[write(name) for name in term.path] for term in found.terms],
        "factors": [[write(factor) for factor in term.factors] for term in found.terms],
        "substituted": found.substituted and write(found.substituted),
    }


def test_the_example_of_every_textbook() -> None:
    assert shown(total("x^2 + y^2", depends="y(x)")) == {
        "reading": "x**2 + y(x)**2",
        "wrt": "x",
        "partial": "2*x",
        "total": "2*x + 2*y(x)*Derivative(y(x), x)",
        "paths": [["x"], ["y", "x"]],
        "factors": [["2*x"], ["2*y(x)", "Derivative(y(x), x)"]],
        "substituted": None,
    }


def test_given_formulas_stay_plain_and_are_put_in_beside() -> None:
    assert shown(total("x^2 + y^2", wrt="x", given="y = x^2")) == {
        "reading": "x**2 + y**2",
        "wrt": "x",
        "partial": "2*x",
        "total": "4*x*y + 2*x",
        "paths": [["x"], ["y", "x"]],
        "factors": [["2*x"], ["2*y", "2*x"]],
        "substituted": "4*x**3 + 2*x",
    }


def test_a_chain() -> None:
    result = shown(total("z^2", depends="z(x, y), y(x), x(t)"))
    assert result["wrt"] == "t"
    assert result["paths"] == [["z", "x", "t"], ["z", "y", "x", "t"]]
    assert result["reading"] == "z(x(t), y(x(t)))**2"


def test_row_34() -> None:
    result = total("x^3 + y^3 = 3xy", wrt="x", depends="y(x)")
    assert SympyWriter()(result.reading.expression) == "Eq(x**3 + y(x)**3, 3*x*y(x))"
    assert result.total.derivative == (Y(x) - x**2) / (Y(x) ** 2 - x)
    assert result.total.total is None
    assert result.failed_checks == ()


@pytest.mark.parametrize(
    ("text", "options", "expected"),
    [
        ("rate^2 + x", {"given": "rate = 2t", "depends": "x(t)"}, ["t", "4*rate + Derivative(x(t), t)"]),
        ("x y + z", {"given": ["y = x^2", "z = 3x"]}, ["x", "2*x**2 + y + 3"]),
        ("x y + z", {"given": "y = x^2; z = 3x"}, ["x", "2*x**2 + y + 3"]),
        ("x y + z", {"given": "y = x^2", "depends": ["z(x)"]}, ["x", "2*x**2 + y + Derivative(z(x), x)"]),
        ("a x^2 y", {"given": "y = x"}, ["x", "a*x**2 + 2*a*x*y"]),
        ("y(x)^2", {"depends": "y(x)"}, ["x", "2*y(x)*Derivative(y(x), x)"]),
        ("f(x) + x", {"depends": "f(x)"}, ["x", "Derivative(f(x), x) + 1"]),
        ("y(x) + x", {"given": "y = x^2"}, ["x", "2*x + 1"]),
        ("y(x) + x", {"given": "y(x) = x^2"}, ["x", "2*x + 1"]),
        ("x^2 y", {"wrt": "x"}, ["x", "2*x*y"]),
        ("x^2", {}, ["x", "2*x"]),
        ("x^2 + y^2", {"depends": "y(t)", "wrt": "x"}, ["x", "2*x"]),
        ("e^2 + x", {"given": "e = x - 1"}, ["x", "2*e + 1"]),
        ("(c - y)^2", {"given": "y = sum(w[i] x[i], i=1..n)", "wrt": "w[k]"}, ["w[k]", "-2*x[k]*(c - y)"]),
        ("y + n", {"given": "y = x^n", "wrt": "x", "assume": "n integer"}, ["x", "n*x**(n - 1)"]),
        ("u^2", {"given": "u = x^3, x = t^2", "wrt": "x"}, ["x", "6*u*x**2"]),
        ("x + y - y", {"depends": "y(x)"}, ["x", "1"]),
    ],
)
def test_the_total_derivative(text: str, options: dict[str, Any], expected: list[str]) -> None:
    result = total(text, **options)
    assert [SympyWriter()(result.total.wrt), SympyWriter()(result.total.total)] == expected
    assert result.failed_checks == ()
    assert result.missing == ()


def test_notes_of_all_texts_are_kept_together() -> None:
    notes = total("x y", given="y = 1/2x").reading.notes
    assert [note.split(" is ")[0] for note in notes] == ["1/2x"]


def test_names_are_shown_as_they_were_typed_first() -> None:
    assert total("θ y", depends="y(θ), θ(t)").reading.shown["theta"] == "θ"


def test_who_names_the_left_side_is_told_what_it_means() -> None:
    notes = total("L = x^2 + y^2", depends="y(x)").reading.notes
    assert "leave out the L =" in notes[-1]
    assert total("y = x^2", depends="y(x)").reading.notes == ()


def test_values_follow_from_formulas() -> None:
    result = total("x^2 + y^2", given="y = x^2", at="x=2")
    assert result.point == {x: 2}
    assert result.total.point == {x: 2, y: 4}
    assert result.total.value.exact == 36
    assert result.total.partial.value.exact == 4


def test_a_sum_over_data_has_a_value() -> None:
    result = total("(c-y)^2", given="y = sum(w[i] x[i], i=1..n)", wrt="w[k]", at="n=2,k=1,c=1,w[1]=2,w[2]=3,x[1]=1,x[2]=2")
    assert result.total.value.decimal == 14


def test_sympy_expressions_are_taken_too() -> None:
    plain_x, plain_y = sp.symbols("x y")
    as_function = total(plain_x**2 + Function("y")(plain_x) ** 2, depends="y(x)")
    as_name = total(plain_x**2 + plain_y**2, depends="y(x)")
    assert as_function.total.total == as_name.total.total == 2 * x + 2 * Y(x) * Derivative(Y(x), x)
    positive = Symbol("x", positive=True)
    assert str(total(sp.log(positive) * plain_y, given="y = x^2").total.substituted) == "2*x*log(x) + x"
    relation = total(Eq(plain_x**2 + plain_y**2, 1), depends="y(x)")
    assert relation.total.derivative == -x / Y(x)


def test_the_result_grows() -> None:
    results = list(growing("x^2 + y^2", depends="y(x)"))
    assert [result.missing for result in results] == [(x,)] * 5 + [()]
    assert results[0].reading == results[-1].reading


ERRORS = [
    ("x + y", {"depends": "y(z), z(y)"}, "syntax", "y on z, z on y", 1),
    ("x + y", {"depends": "y(z), z(t), t(y)"}, "syntax", "y on z, z on t, t on y", 1),
    ("x + y", {"given": "y = z, z = y + x"}, "syntax", "round in a circle", 1),
    ("x + y", {"given": "y = z^2", "depends": "z(y)"}, "syntax", "round in a circle", 1),
    ("x + y", {"given": "y = x, y = x^2"}, "syntax", "given twice", 8),
    ("x + y", {"given": ["y = x", "y = x^2"]}, "syntax", "given twice", 1),
    ("x + y", {"given": "y = x", "depends": "y(x)"}, "syntax", "by a formula and as unknown", 1),
    ("x + y", {"given": "y = y + 1"}, "syntax", "contains y itself", 1),
    ("x + y", {"depends": "y(y)"}, "syntax", "cannot depend on itself", 1),
    ("x + y", {"depends": "y(2)"}, "syntax", "a number", 3),
    ("x + y", {"depends": "z(x)"}, "unknown_variable", "z does not occur", 1),
    ("x + y", {"depends": "y(x), z(x)"}, "unknown_variable", "z does not occur", 7),
    ("x + y", {"given": "y = x, z = y"}, "unknown_variable", "z does not occur", 8),
    ("x + y", {"depends": "y(x)", "wrt": "t"}, "unknown_variable", "t does not occur", 1),
    ("x + y", {"depends": "y(x)", "at": "q=1"}, "unknown_variable", "q does not occur", 1),
    ("x + y", {"depends": "y(x)", "wrt": "x,y"}, "usage", "by one variable", None),
    ("x y", {}, "usage", "Several variables", None),
    ("x y", {"depends": "y(x, t)"}, "usage", "Several variables", None),
    ("3", {}, "usage", "no variables", None),
    ("x y", {"given": "y = x^2", "wrt": "y"}, "usage", "does not move alone", None),
    ("x + y = 3", {}, "usage", "This is an equation", 7),
    ("x + y = 3", {"given": "y = x"}, "usage", "This is an equation", 7),
    ("x + y = 3 = z", {"depends": "y(x)"}, "syntax", "one equals sign", 7),
    ("x^2 + y^2 = 25", {"depends": "x(t), y(t)"}, "usage", "x and y are left open", None),
    ("x + y - y = 3", {"depends": "y(x)"}, "usage", "says nothing of y", None),
    ("x + y < 3", {"depends": "y(x)"}, "not_an_expression", "condition", 7),
    ("f(x) + x", {"depends": "f(x)", "functions": "f"}, "usage", "both as an unknown function", None),
    ("x z(x, t)", {"depends": "z(x, y)"}, "syntax", "declared as z(x, y)", 3),
    ("x + y", {"given": "y = x^2", "at": "x=2,y=3"}, "domain", "y = 3 contradicts y = x**2, which is 4", None),
    ("y", {"given": "y = ln x", "at": "x=-1"}, "domain", "no value", None),
    ("y", {"given": "y = x - 5", "assume": "y>0", "at": "x=1"}, "domain", "outside its domain", None),
    ("x^2 + y^2 = 1", {"depends": "y(x)", "at": "x=1,y=1"}, "domain", "not on the curve", None),
    ("n + y", {"depends": "y(n)", "assume": "n integer", "wrt": "n"}, "domain", "whole numbers only", None),
    ("x + y", {"given": ""}, "usage", "empty", None),
    ("x + y", {"given": ["y = x", " "]}, "usage", "empty", None),
    ("x + y", {"depends": []}, "usage", "empty", None),
    ("x + y", {"depends": "y(x)", "detail": "much"}, "usage", "brief, normal, full", None),
    ("x + y", {"depends": "y(x)", "at": "x=1=2"}, "syntax", "written x=1", 2),
]


@pytest.mark.parametrize(("text", "options", "code", "words", "column"), ERRORS)
def test_what_does_not_fit_is_said_in_one_sentence(text: str, options: dict[str, Any], code: str, words: str, column: int | None) -> None:
    with pytest.raises(TutorError) as caught:
        total(text, **options)
    assert (caught.value.code, caught.value.column) == (code, column)
    assert words in caught.value.message
    assert len(caught.value.message) < 140


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        (x + Y(x + 1), "not y as it is declared"),
        (x + Derivative(Y(x), x), "already contains a derivative"),
        (sp.I * x + y, "imaginary"),
    ],
)
def test_sympy_expressions_that_do_not_fit_are_refused(expression: sp.Expr, words: str) -> None:
    with pytest.raises(TutorError, match=words):
        total(expression, depends="y(x)")


def test_a_circle_of_thousands_is_found() -> None:
    count = 3000
    given = ", ".join(f"u{k} = u{(k + 1) % count} + 1" for k in range(count))
    with pytest.raises(TutorError, match="circle") as caught:
        total("u0", given=given)
    assert len(caught.value.message) < 300


def test_deep_formulas_are_read_and_derived() -> None:
    result = total("x y", given=f"y = {'sin(' * 150}x{')' * 150}")
    assert result.failed_checks == ()
    assert result.missing == ()
