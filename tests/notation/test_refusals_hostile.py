"""What is large: normal input up to the limits, and too large at once beyond them. Whatever else may be typed is drawn in `tests.fuzz`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pdtutor.errors import TutorError
from pdtutor.notation.reader import read


def refusal(reader: Callable[[str], object], text: str) -> TutorError | None:
    try:
        reader(text)
    except TutorError as error:
        return error
    return None


LARGE = {
    "a sum of 10,000 terms": " + ".join(f"w{k}*x{k}" for k in range(10_000)),
    "a product of 10,000 factors": "*".join(f"x{k}" for k in range(10_000)),
    "a maximum of 5,000": "max(" + ",".join(f"x{k}" for k in range(5_000)) + ")",
    "200 brackets": "(" * 200 + "x" + ")" * 200,
    "200 sines": "sin(" * 200 + "x" + ")" * 200,
    "200 bare sines": "sin " * 200 + "x",
    "200 powers in brackets": "x^(" * 200 + "x" + ")" * 200,
    "200 fractions": "1/(1+" * 100 + "x" + ")" * 100,
    "100,000 signs": "-" * 100_000 + "x",
    "200 cases": "where(x>0," * 200 + "x" + ",0)" * 200,
    "one long name": "a" * 10_000,
    "190 powers in exponents": "x^(1-" * 190 + "x" + ")" * 190,
}


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE)
def test_large_input_is_normal_input(text: str) -> None:
    assert read(text).expression is not None


def test_a_flat_sum_keeps_all_its_terms() -> None:
    assert len(read(LARGE["a sum of 10,000 terms"]).expression.args) == 10_000


MANY_CONSTANTS = {
    "a product of roots": "*".join(f"sqrt({k})" for k in range(2, 15_000)),
    "a sum of roots": "+".join(f"sqrt({k})" for k in range(2, 15_000)),
    "a sum of values": "+".join(f"sin({k})" for k in range(2, 15_000)),
    "a sum of logarithms": "+".join(f"x ln({k})" for k in range(2, 15_000)),
    "a sum of fractions": "+".join(f"x/{k}" for k in range(3, 15_000)),
    "a difference of fractions": "-".join(f"x/{k}" for k in range(3, 15_000)),
    "a product of fractional powers": "*".join(f"x^(1/{k})" for k in range(3, 15_000)),
    "a product of powers": "*".join(f"{k}^x" for k in range(3, 15_000)),
}


@pytest.mark.parametrize("text", MANY_CONSTANTS.values(), ids=MANY_CONSTANTS)
def test_thousands_of_different_constants_are_too_many(text: str) -> None:
    error = refusal(read, text)
    assert error is not None
    assert error.code == "too_large"
