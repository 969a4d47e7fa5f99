"""Where a derivative is said to fail to exist: at the kinks of the whole function, not at those that its terms make up for.

Belongs here: conditions of a sum. Does not: ties that last throughout a region (`test_unfolding`).
"""

from __future__ import annotations

import pytest
from sympy import Integer, Symbol

from pdtutor.calculus.conditions import conditions_of
from pdtutor.calculus.derive import derive
from pdtutor.calculus.limits import slopes_at
from pdtutor.calculus.partial import partial
from pdtutor.notation.reader import read
from pdtutor.notation.writers import PlainWriter

x = Symbol("x", real=True)
write = PlainWriter()

CASES = [
    ("|x - 1| + relu(x - 2)", ["x - 1 != 0", "x - 2 != 0"]),
    ("relu(x) - relu(-x)", []),
    ("relu(y - x) + min(x, y)", []),
    ("|x - y| - relu(y - x) - relu(x - y)", []),
    ("|2x - 4| - 2|x - 2| + |x|", ["x != 0"]),
    ("|x - 3| + relu(x - 3) - |x|*x", ["x - 3 != 0"]),
    ("(x - y)|x - y| + clip(x, -2, 2)", ["x != -2", "x != 2"]),
    ("(x - 2)|x - 2| - |x - y| + x^2", ["x - y != 0"]),
    ("(x - y)|x - y| + ln(x + 3)", ["x + 3 > 0"]),
    ("3((x - 1)|x - 1| + |x + 1|)", ["x + 1 != 0"]),
    ("relu(x - y) + relu(y - x) + |x|^3", ["x - y != 0"]),
]


@pytest.mark.parametrize(("text", "conditions"), CASES, ids=[text for text, _ in CASES])
def test_a_term_that_is_smooth_with_those_that_share_its_kink_excludes_nothing(text: str, conditions: list[str]) -> None:
    assert [write(condition) for condition in partial(read(text).expression, x).conditions] == conditions


WAVES = " + ".join(f"sin({k}x + {k}y)" for k in range(1, 40))  # too large to be tidied


@pytest.mark.parametrize(
    "kink", ["relu(x) - relu(-x)", "min(x, 2x) + max(x, 2x)", "|x| - 2relu(-x)", "x|x| + where(x > 0, x^2, 0)", "x|x|"]
)
@pytest.mark.parametrize("rest", ["x*y^2", "cos(y)*|y| + exp(x y)*ln(y + 2)", WAVES])
def test_the_value_where_kinks_make_up_for_each_other_is_the_slope_there(kink: str, rest: str) -> None:
    of = read(f"{kink} + {rest}").expression
    y = Symbol("y", real=True)
    value = partial(of, x, {x: Integer(0), y: Integer(1)}).value
    left, right = slopes_at(of, x, {x: Integer(0), y: Integer(1)})
    assert value is not None
    assert value.decimal == pytest.approx(float(left), rel=1e-9)
    assert value.decimal == pytest.approx(float(right), rel=1e-9)


def test_many_kinks_of_a_large_function_stand_as_they_are_found() -> None:
    kinks = " + ".join(f"(x - {k})|x - {k}|" for k in range(300))
    assert len(conditions_of(derive(read(f"({kinks})^2").expression, x))) == 300
