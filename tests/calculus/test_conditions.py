"""Where a derivative is said to fail to exist: at the kinks of the whole function, not at those that its terms make up for.

Belongs here: conditions of a sum. Does not: ties that last throughout a region (`test_unfolding`).
"""

from __future__ import annotations

import pytest
from sympy import Symbol

from pdtutor.calculus.conditions import conditions_of
from pdtutor.calculus.derive import derive
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
    assert [write(condition) for condition in conditions_of(derive(read(text).expression, x))] == conditions


def test_many_kinks_of_a_large_function_stand_as_they_are_found() -> None:
    kinks = " + ".join(f"(x - {k})|x - {k}|" for k in range(300))
    assert len(conditions_of(derive(read(f"({kinks})^2").expression, x))) == 300
