"""Plain text keeps to the width there is, whatever the command, and is ASCII without boxes."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run

COMMANDS = [
    ("partial", "x^2 y + sin(x y)"),
    ("partial", "exp(sin(x^2 y + 3x)) ln(1 + x^2 y^2)/(1 + tanh(x y))", "--detail", "full"),
    ("gradient", "w1^2 x + θ w2 + ln(w3)", "--at", "w1=1,w2=1,w3=2,x=1,theta=1"),
    ("hessian", "1000x^2 + 2y^2 + x y", "--at", "x=1,y=1"),
    ("jacobian", "[r cos t, r sin t]"),
    ("directional", "x^2 y", "--along", "3,4", "--at", "x=1,y=2"),
    ("subgradient", "max(x,y)+|x|", "--at", "x=0,y=0"),
    ("total", "x^2 y", "--wrt", "t", "--given", "x = cos t, y = e^t"),
    ("limit", "x^2", "--at", "x=3"),
    ("backprop", "z = w*x + b", "a = sigmoid(z)", "L = (a - y)^2", "--wrt", "w,b", "--at", "w=1,b=0,x=1,y=1"),
    ("descent", "(x-1)^2 + 2y^2", "--from", "x=0,y=1", "--steps", "3"),
    ("sensitivity", "x^2 y", "--at", "x=1,y=2"),
    ("scale",),
    ("check", "x^2 y", "--wrt", "x", "--answer", "2x"),
    ("rules", "chain"),
    ("quiz", "--seed", "1", "--count", "1", "--answers", "-"),
    ("progress",),
]


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_line_is_wider_than_there_is_room(run: Run, words: tuple[str, ...], columns: int) -> None:
    found = run(*words, "--format", "plain", typed="1\n", COLUMNS=str(columns))
    assert found.out.isascii()
    assert [line for line in found.out.splitlines() if len(line) > columns] == []


def test_prose_uses_the_room_that_there_is(run: Run) -> None:
    heights = [len(run("partial", "x^2 y", "--format", "plain", COLUMNS=str(columns)).out.splitlines()) for columns in (40, 80, 120)]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] > heights[-1]


@pytest.mark.parametrize("columns", ["", "0", "many", "-5", "9" * 30])
def test_a_width_that_is_none_is_80(run: Run, columns: str) -> None:
    words = ("partial", "x^2 y + sin(x y)", "--format", "plain")
    assert run(*words, COLUMNS=columns).out == run(*words, COLUMNS="80").out


# --- input without an end ---------------------------------------------------------------------------------------------------------------

FIXED = ("quiz", "--seed", "1", "--skill", "power", "--count", "2")


@pytest.mark.parametrize("line", ["2x +", "hint", "?", "why", "", "[1, 2]", "0.123456"])
def test_lines_without_end_that_change_nothing_end_a_quiz(run: Run, line: str) -> None:
    found = run(*FIXED, typed=f"{line}\n" * 2_000)
    assert found.code == 2
    assert "100 lines in a row were no answer that counts" in found.err.replace("\n", " ")


def test_the_answers_before_them_are_kept(run: Run) -> None:
    assert run(*FIXED, typed="0.5\n0.25\n" + "2x +\n" * 2_000).code == 2
    (row,) = (row for row in run("progress", "--format", "json").json["result"]["skills"] if row["seen"])
    assert (row["skill"], row["seen"]) == ("power", 1)


def test_a_file_of_lines_without_end_ends_too(run: Run) -> None:
    assert run(*FIXED, "--answers", "-", typed="2x +\n" * 20_000).code == 2


def test_fewer_lines_than_that_are_borne(run: Run) -> None:
    assert run(*FIXED, typed="2x +\n" * 99 + "skip\n" + "hint\n" * 99 + "skip\n").code == 0


# --- what is missing is named -----------------------------------------------------------------------------------------------------------

MENDS = [
    (("check", "x^2", "2x"), 'pdtutor check "x^2" --answer "2x"'),
    (("check", "x^2", "+", "2x"), 'pdtutor check "x^2 + 2x"'),
    (("partial", "x^3", "--at", "2"), "x=2"),
    (("partial", "x^3 y", "--at", "2,-1/2"), "x=2,y=-1/2"),
    (("descent", "x^2+y^2", "--from", "1,2"), "x=1,y=2"),
    (("sensitivity", "x^2 y", "--at", "x=1/2"), "--at x=1/2,y=1"),
    (("sensitivity", "x^2 y"), "--at x=1,y=1"),
    (("partial", "x", "--wrt"), "See pdtutor partial --help"),
    (("total", "z = x^2 y", "--wrt", "t", "--given", "x = cos t, y = e^t"), "Leave out the z ="),
    (("total", "θ = x^2 y", "--wrt", "x", "--given", "y = x"), "Leave out the θ ="),
    (("total", "x = x^2 y", "--wrt", "x", "--given", "y = 2x"), '--depends "y(x)"'),
]


@pytest.mark.parametrize(("words", "mend"), MENDS, ids=lambda value: " ".join(value) if isinstance(value, tuple) else "mend")
def test_the_mend_is_what_can_be_typed(run: Run, words: tuple[str, ...], mend: str) -> None:
    found = run(*words)
    assert found.code == 2
    assert mend in found.err.replace("\n", " ")


@pytest.mark.parametrize(("at", "said"), [("w=1,b=0,x=1", "y has no value"), ("w=1,b=0", "x, y have no value"), ("w=1,b=0,x=1,y=1", None)])
def test_backprop_says_which_input_has_no_value(run: Run, at: str, said: str | None) -> None:
    found = run("backprop", "z = w*x + b", "L = (z - y)^2", "--wrt", "w,b", "--at", at, "--format", "plain")
    assert (said in found.out) if said else ("no value" not in found.out)


def test_an_answer_that_cannot_be_read_is_told_once_with_its_place(run: Run) -> None:
    found = run("check", "x^2 y", "--wrt", "x", "--answer", "2x + 3z")
    assert (found.code, found.err) == (2, "")
    assert found.out.count("z does not occur") == 1
    assert "^" in found.out
    assert "Its variables are: x, y." in found.out


def test_eigenvalues_with_roots_have_decimals_beside_them(run: Run) -> None:
    assert "≈ (3.9995, 2000)" in run("hessian", "1000x^2+2y^2+x*y", "--at", "x=1,y=1").out.replace("│\n│ ", "")
    assert "≈" not in run("hessian", "x^2+y^2", "--at", "x=1,y=1").out


def test_a_table_of_backprop_stays_a_table_at_80_columns(run: Run) -> None:
    lines = ("h1 = tanh(w1*x + b1)", "h2 = tanh(w2*x + b2)", "p = sigmoid(v1*h1 + v2*h2 + c)", "L = (p - y)^2")
    found = run("backprop", *lines, "--wrt", "w1", "--at", "w1=1,b1=0,w2=1,b2=0,v1=1,v2=1,c=0,x=1,y=1")
    assert "adjoint:" not in found.out
    assert "by the chain rule" in found.out
