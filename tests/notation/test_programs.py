"""Programs as typed: how lines are cut and read, and what is refused at which place."""

from __future__ import annotations

import pytest

from pdtutor.errors import ReadingError
from pdtutor.notation.programs import LONGEST, read_program
from pdtutor.notation.reading import Vocabulary

READ = [
    pytest.param(["z = w*x + b", "a = sigmoid(z)"], ["z = b + w*x", "a = sigmoid(z)"], id="one line a text"),
    pytest.param(["z = w*x; a = z^2"], ["z = w*x", "a = z**2"], id="a semicolon ends a line"),
    pytest.param(["# a layer\n\nz = w*x  # product\r\na = z^2\n"], ["z = w*x", "a = z**2"], id="comments and blank lines"),
    pytest.param(["loss = rate^2", "cost = 2 loss"], ["loss = rate**2", "cost = 2*loss"], id="long names are whole"),
    pytest.param(["wx = 3", "z = wx + xw"], ["wx = 3", "z = w*x + wx"], id="a name that is defined is no product"),
    pytest.param(["ŷ = w x", "L = (y_hat - y)^2"], ["yhat = w*x", "L = (-y + yhat)**2"], id="spellings of one name"),
    pytest.param(["h[1] = tanh(W[1,1]*x[1])", "L = h[1]^2"], ["h[1] = tanh(W[1, 1]*x[1])", "L = h[1]**2"], id="entries"),
    pytest.param(["z = sum(w[i]*x[i], i=1..2)"], ["z = w[1]*x[1] + w[2]*x[2]"], id="a sum is written out"),
    pytest.param(["f = x", "L = f(x + 1)"], ["f = x", "L = f*(x + 1)"], id="a value before a bracket is a factor"),
    pytest.param(["z = f(w x)"], ["z = f(w*x)"], id="an unknown activation"),
    pytest.param(["lambda = 3", "L = lambda x"], ["lambda = 3", "L = lambda*x"], id="a name that Python has taken"),
    pytest.param(["e = y - t", "L = e^2"], ["e = -t + y", "L = e**2"], id="a residual called e"),
    pytest.param(["  z = x", "\tL = 2z"], ["z = x", "L = 2*z"], id="indentation"),
]


@pytest.mark.parametrize(("texts", "lines"), READ)
def test_a_program_is_read_as(texts: list[str], lines: list[str]) -> None:
    assert [f"{line.name} = {line.expression}" for line in read_program(texts, Vocabulary())] == lines


def test_lines_are_numbered_as_they_stand_in_the_file() -> None:
    assert [line.number for line in read_program(["# head\nz = x\n\na = z; L = a"], Vocabulary())] == [2, 4, 4]


REFUSED = [
    pytest.param(["z = w x", "z = 3"], "Line 2: z is defined already, on line 1", 1, id="twice"),
    pytest.param(["h[1] = x", "h[1] = 2x"], "Line 2: h[1] is defined already", 1, id="an entry twice"),
    pytest.param(["a = b + 1", "b = 2x"], "Line 1: b is used before it is defined, on line 2", 5, id="too early"),
    pytest.param(["a = x b", "c = 3", "b = c"], "Line 1: b is used before it is defined, on line 3", 7, id="too early by way of others"),
    pytest.param(["x = x + 1"], "Line 1: x is defined by itself", 5, id="itself"),
    pytest.param(["a = b", "b = a"], "in a circle: a → b → a", 5, id="a cycle of two"),
    pytest.param(["q = 2", "a = b", "b = c", "c = a + q"], "Line 2: The definitions go in a circle: a → b → c → a", 5, id="of three"),
    pytest.param(["z w x"], "Line 1: Nothing is named here", 1, id="no equals sign"),
    pytest.param(["z == 3"], "Line 1: Nothing is named here", 1, id="a comparison"),
    pytest.param(["= 3"], "Line 1: Nothing stands before the equals sign", 1, id="no name"),
    pytest.param(["z ="], "Line 1: Nothing stands after the equals sign", 3, id="no value"),
    pytest.param(["2z = 3"], "Line 1: One name stands on the left", 1, id="a product on the left"),
    pytest.param(["z + 1 = 3"], "Line 1: One name stands on the left", 1, id="a sum on the left"),
    pytest.param(["f(x) = x^2"], "Line 1: A name stands alone on the left", 1, id="a call on the left"),
    pytest.param(["sin = x"], "Line 1: sin is a function already", 1, id="a function on the left"),
    pytest.param(["h[i] = x"], "Line 1: An entry is defined by its number", 1, id="an entry without a number"),
    pytest.param(["z = x", "s = sum(w[i], i=1..n)"], "Line 2: A sum in a program runs between numbers", 5, id="a sum without end"),
    pytest.param(["h = 2", "L = h[1]"], "Line 2: h is one value and, with brackets, many", 5, id="a value and a family"),
    pytest.param(["z = w*x +"], "Line 1: Something is missing after +", 9, id="unfinished"),
    pytest.param(["z = x", "a = Sin(z)"], "Line 2: There is no function Sin", 5, id="an unknown function"),
    pytest.param(["a = z = 3"], "Line 1: This is an equation", 7, id="two equals signs"),
    pytest.param(["z = 1/0"], "Line 1: Division by zero", 7, id="undefined"),
    pytest.param(["z = __import__('os')"], "Line 1:", 5, id="Python"),
]


@pytest.mark.parametrize(("texts", "message", "column"), REFUSED)
def test_a_program_is_refused_at_its_line(texts: list[str], message: str, column: int) -> None:
    with pytest.raises(ReadingError) as caught:
        read_program(texts, Vocabulary())
    assert message in caught.value.message
    assert caught.value.column == column
    assert caught.value.text in "\n".join(texts).splitlines()


@pytest.mark.parametrize("texts", [[""], ["\n \n"], ["# nothing"], []])
def test_a_program_without_lines_is_refused(texts: list[str]) -> None:
    with pytest.raises(ReadingError, match="no lines"):
        read_program(texts, Vocabulary())


def test_a_program_beyond_ten_megabytes_is_refused() -> None:
    with pytest.raises(ReadingError) as caught:
        read_program(["z = x\n" * (LONGEST // 6 + 1)], Vocabulary())
    assert caught.value.code == "too_large"
