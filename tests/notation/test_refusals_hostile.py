"""Whatever is typed: a Reading or a TutorError, nothing evaluated, nothing written, no text handed to SymPy."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from pdtutor.errors import TutorError
from pdtutor.notation.reader import read, read_domains, read_names, read_outputs, read_point, read_variables
from tests.notation.test_reading_table import TABLE
from tests.notation.test_refusals_table import REFUSALS

CORPUS = [text for text, _ in TABLE] + [text for text, *_ in REFUSALS if len(text) < 2_000]
PIECES = [
    "x",
    "y",
    "2",
    "sin",
    "(",
    ")",
    "^",
    "+",
    "-",
    "*",
    "/",
    "|",
    ",",
    "=",
    " ",
    "[",
    "]",
    "{",
    "}",
    "_",
    "'",
    ".",
    "e",
    "max",
    "σ",
    "²",
    "√",
    "\\frac",
    "\\",
    "0",
    "<",
    "where",
    "f",
    "!",
    ";",
    "½",
    "w[i]",
    "..",
    "sum(",
    "i=1..n",
]


def refusal(reader: Callable[[str], object], text: str) -> TutorError | None:
    try:
        reader(text)
    except TutorError as error:
        return error
    return None


def reads_or_refuses(text: str) -> None:
    for reader in (read, read_outputs, read_variables, read_point, read_domains, read_names):
        error = refusal(reader, text)
        if error:
            assert error.message
            assert f"{error.message}{error.hint}".isprintable()
            assert error.column is not None
            assert 1 <= error.column <= max(len(text), 1)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    reads_or_refuses(text)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_any_pieces_of_notation_are_read_or_refused(text: str) -> None:
    reads_or_refuses(text)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(CORPUS), st.integers(0, 60), st.integers(0, 3), st.sampled_from([*PIECES, ""]))
def test_any_mutated_expression_is_read_or_refused(text: str, place: int, removed: int, piece: str) -> None:
    reads_or_refuses(text[:place] + piece + text[place + removed :])


def test_sympy_never_receives_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    original = sympy.sympify

    def guarded(value: object, *args: object, **options: object) -> object:
        assert not isinstance(value, str), f"sympify received the text {value!r}"
        return original(value, *args, **options)

    names = ("sympify", "_sympify", "parse_expr")
    for module in [module for name, module in sys.modules.items() if name.startswith("sympy") and module is not None]:
        for name in names:
            if getattr(module, name, None) is original:
                monkeypatch.setattr(module, name, guarded)
    monkeypatch.setattr("sympy.parsing.sympy_parser.parse_expr", lambda *_: pytest.fail("parse_expr was called"))
    for text in CORPUS:
        reads_or_refuses(text)


AUDIT = """
import sys
from pdtutor.errors import TutorError
from pdtutor.notation.reader import read
corpus = {corpus!r}
def attempt(text):
    try:
        read(text)
    except TutorError:
        pass
for text in corpus:
    attempt(text)
def watch(event, args):
    is_writing = event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+")
    if event in ("exec", "compile", "import") or event.split(".")[0] in ("subprocess", "socket", "os", "shutil") or is_writing:
        sys.__stderr__.write(f"{{event}} {{args!r:.200}}\\n")
        raise SystemExit(1)
sys.addaudithook(watch)
for text in corpus:
    attempt(text)
"""


def test_reading_executes_opens_and_starts_nothing() -> None:
    done = subprocess.run([sys.executable, "-c", AUDIT.format(corpus=CORPUS)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


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
