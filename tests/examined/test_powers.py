"""Powers of powers and of numbers: real, tidy, and never a defect."""

from __future__ import annotations

import pytest
import sympy

from pdtutor.errors import DomainError
from pdtutor.requests.partial import partial


@pytest.mark.parametrize("text", ["(x^2)^n", "(x^2)^y", "|x|^n", "(x^2 + 1)^y", "(x^y)^z", "|x|^(y/2)", "(x^4)^y"])
def test_a_power_with_a_symbol_in_its_exponent_is_derived(text: str) -> None:
    assert all(part.check.points >= 3 for part in partial(text).partials)


def test_no_derivative_is_infinite() -> None:
    (part,) = partial("0^x", wrt="x").partials
    assert not part.derivative.has(sympy.I, sympy.zoo, sympy.nan)


@pytest.mark.parametrize("text", ["(-1)^n x", "(-2)^n", "x^n"])
def test_there_is_no_derivative_by_a_whole_number(text: str) -> None:
    with pytest.raises(DomainError):
        partial(text, wrt="n", assume="n integer")


@pytest.mark.parametrize("text", ["x - x", "x/x", "0*x", "x^0", "1^x"])
def test_a_variable_that_cancels_was_typed_all_the_same(text: str) -> None:
    (part,) = partial(text).partials
    assert part.derivative == 0
