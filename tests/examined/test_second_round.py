"""What a second examiner found: kinks in the dark, large gradients of families, sums at a point."""

from __future__ import annotations

import pytest
import sympy

from pdtutor.errors import DomainError, TutorError
from pdtutor.requests.gradient import gradient
from pdtutor.requests.partial import partial

NO_VALUE = [
    ("|x| relu(-y)", "x=0,y=-1"),
    ("|x|(y-|y|)", "x=0,y=-1"),
    ("where(x>0 or y>0,x y,0)", "x=0,y=-1"),
    ("|x| relu(y-5)", "x=0,y=6"),
    ("relu(x y + x)", "x=0,y=1"),
    ("|y x - y z|", "x=3,y=1,z=3"),
    ("clip(x y+x,0,1)", "x=0,y=3"),
    ("max(x, x y)", "x=0,y=3"),
    ("where(x y + x > 0, x, 0)", "x=0,y=3"),
    ("where(x>0,|x|,0)", "x=0"),
    ("where(x>0,x*sign(x),0)", "x=0"),
    ("where(x<=0,0,max(x,0))", "x=0"),
    ("where(x^2<2,x^2,2)", "x=sqrt(2)"),
]


@pytest.mark.parametrize(("text", "at"), NO_VALUE)
def test_a_kink_has_no_value_wherever_the_other_variables_are(text: str, at: str) -> None:
    (part,) = partial(text, wrt="x", at=at).partials
    assert part.value.decimal is None
    assert part.value.why == "kink"
    assert part.conditions


OWNED = [
    ("where(y<0,1,0)*x", "x=1,y=0", 0),
    ("where(y>=0,0,1) x", "x=1,y=0", 0),
    ("where(y<0,x,0)", "x=1,y=0", 0),
    ("where(y==0,x,2x)", "x=1,y=0", 1),
    ("where(y!=0,x,2x)", "x=1,y=0", 2),
]


@pytest.mark.parametrize(("text", "at", "value"), OWNED)
def test_a_seam_that_the_variable_does_not_cross_keeps_its_owner(text: str, at: str, value: int) -> None:
    (part,) = partial(text, wrt="x", at=at).partials
    assert (part.conditions, part.value.exact) == ((), value)


S13 = "+".join(f"x{k}^2" for k in range(2, 15))
FAMILIES = [
    (f"x1 sum(w[i],i=1..n)+{S13}", "w[k]", "x1"),
    (f"sum(x1^2*w[i],i=1..n)+{S13}", "w[k]", "x1**2"),
]


@pytest.mark.parametrize(("text", "wrt", "entry"), FAMILIES)
def test_a_large_gradient_moves_entries_of_families(text: str, wrt: str, entry: str) -> None:
    found = gradient(text).gradient
    position = list(map(str, found.variables)).index(wrt)
    assert str(found.entries[position]) == entry
    assert found.check.is_passed


def test_a_large_gradient_names_no_inner_function_in_its_conditions() -> None:
    found = gradient(f"where(x1>0,|x1^2-3|,0)+|x1|^|x2+x3|+{S13}").gradient
    names = {symbol.name for condition in found.conditions for symbol in condition.free_symbols}
    assert names <= {str(variable) for variable in found.variables}


def test_a_large_gradient_sees_a_kink_with_variables_left_free() -> None:
    found = gradient("+".join(f"|x{k}|" for k in range(1, 14)), at="x1=0").gradient
    assert found.value[0].exact is None
    assert found.value[1].exact is not None


@pytest.mark.parametrize("text", ["f(|x|)", "f(x)|x|", "f(x)/x"])
def test_an_unknown_function_at_a_broken_condition_has_no_value(text: str) -> None:
    (part,) = partial(text, at="x=0").partials
    assert (part.value.exact, part.value.decimal) == (None, None)


SUMS = [
    ("sum(max(0,1-y[i]*w*x[i]),i=1..n)", "w", "w=1/2,n=2,x[1]=1,x[2]=2,y[1]=1,y[2]=-1", 1),
    ("sum(ln(x[i]),i=1..n)", "x[k]", "n=2,k=2,x[1]=1,x[2]=4", sympy.Rational(1, 4)),
    ("sum(x[i]^2,i=1..n)", "x[k]", "n=3,k=2,x[1]=1,x[2]=2,x[3]=1", 4),
    ("sum(|x[i]|,i=1..n)", "x[k]", "n=2,k=1,x[1]=-3,x[2]=0", -1),
]


@pytest.mark.parametrize(("text", "wrt", "at", "value"), SUMS)
def test_a_sum_with_its_data_has_a_value(text: str, wrt: str, at: str, value: object) -> None:
    (part,) = partial(text, wrt=wrt, at=at).partials
    assert part.value.exact == value


@pytest.mark.parametrize(
    "text",
    [
        "sum(sum(x[i]*x[j],j=1..i),i=1..n)",
        "sum(sum(x[i],i=1..j)^2,j=1..n)",
        "sum(x[i]*w[n],i=1..n)",
        "sum(x[i]*x[n+1-i],i=1..n)",
        "sum(sum(sum(x[i]*x[j]*x[l],i=1..n),j=1..n),l=1..n)",
    ],
)
def test_a_nested_or_reversed_sum_passes_its_check(text: str) -> None:
    (part,) = partial(text, wrt="x[k]").partials
    assert part.check.is_passed
    assert part.check.points == 5


@pytest.mark.parametrize(("text", "at"), [("x^y", "x=0,y=0"), ("0^x", "x=0")])
def test_zero_to_the_zero_is_no_value(text: str, at: str) -> None:
    with pytest.raises(DomainError):
        partial(text, wrt="x", at=at)


def test_a_matrix_is_refused() -> None:
    x, matrix = sympy.Symbol("x"), sympy.MatrixSymbol("X", 2, 2)
    with pytest.raises(TutorError):
        partial(matrix[0, 0] ** 2 * x)


def test_where_every_completion_has_one_value_that_is_the_value() -> None:
    (part,) = partial("|x y|", wrt="y", at="x=0").partials
    assert part.value.exact == 0
