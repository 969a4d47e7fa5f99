"""The reader attacked: any text in any of the ways in which a text is read.

Belongs here: the target. Does not: the texts (`texts`).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from random import Random
from typing import Any, NamedTuple

import sympy
from sympy.core.function import AppliedUndef

from pdtutor.errors import TutorError
from pdtutor.notation import programs, reader
from pdtutor.notation.reading import Reading, Vocabulary
from tests.fuzz import texts
from tests.fuzz.audit import AUDIT, OWN_WORDS
from tests.fuzz.facts import BrokenError, error_is_told, holds
from tests.fuzz.shrinking import texts as smaller_texts
from tests.fuzz.target import Target

VOCABULARIES = (
    Vocabulary(),
    Vocabulary(whole=frozenset(["loss", "wx", "x", "θ", "w_1", "lambda"])),
    Vocabulary(functions=frozenset(["u", "v", "loss", "f1"])),
    Vocabulary(domains=reader.read_domains("x>0, n integer, y negative, 0<p<1")),
)
WAYS: dict[str, Callable[[str, Vocabulary], Any]] = {
    "expression": reader.read,
    "outputs": reader.read_outputs,
    "relation": lambda text, known: reader.read_relation(text, known, {"y": ("x",)}),
    "formulas": lambda text, known: reader.read_formulas(text, known, {"y": ("x",), "z": ("x", "y")}),
    "variables": reader.read_variables,
    "point": reader.read_point,
    "direction": reader.read_direction,
    "dependences": reader.read_dependences,
    "domains": lambda text, _: reader.read_domains(text),
    "names": lambda text, _: reader.read_names(text),
    "names of formulas": lambda text, _: reader.names_of_formulas(text),
    "place of equals": lambda text, _: reader.place_of_equals(text),
    "tree": reader.tree,
    "program": lambda text, known: programs.read_program([text], known),
}
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


class Typed(NamedTuple):
    """A text, the way in which it is read, and what is known beforehand."""

    way: str
    vocabulary: int
    text: str


def made(rng: Random) -> Typed:
    """Every other text is read as an expression."""
    way = "expression" if rng.random() < 0.5 else rng.choice(tuple(WAYS))
    return Typed(way, rng.choice((0, 0, 1, 2, 3)), texts.text(rng))


def tried(typed: Typed) -> str:
    """Read or refused; nothing evaluated, no name made that is no name."""
    with AUDIT.watching():
        try:
            found = WAYS[typed.way](typed.text, VOCABULARIES[typed.vocabulary])
        except TutorError as error:
            found = error
    holds(not AUDIT.found, f"{AUDIT.found}")
    if isinstance(found, TutorError):
        error_is_told(found, typed.text)
        holds(found.column is not None or typed.way == "program", "the error has no place")  # a program without lines has none
        return found.code
    for reading in found if isinstance(found, tuple) else (found,):
        if isinstance(reading, Reading):
            _is_of_names(reading.expression)
            holds("".join(reading.notes).isprintable(), f"the notes cannot be printed: {reading.notes!r}")
    return "read"


def _is_of_names(expression: sympy.Basic) -> None:
    """Nothing but vetted names reaches SymPy."""
    for atom in expression.atoms(sympy.Symbol):
        holds(NAME.fullmatch(atom.name), f"a symbol is called {atom.name!r}")
    for call in expression.atoms(AppliedUndef):
        holds(NAME.fullmatch(call.func.__name__), f"a function is called {call.func.__name__!r}")


def smaller(typed: Typed) -> Iterator[Typed]:
    """The same with a simpler text."""
    for text in smaller_texts(typed.text):
        yield typed._replace(text=text)


def prepare() -> None:
    """Read whatever is known once, then let SymPy refuse texts from here on: in this process, for good."""
    read_what_is_known()
    refuse_texts_in_sympy(setattr)


def read_what_is_known() -> None:
    """Read every text of the tables in every way, so that what is loaded late is loaded."""
    sympy.sympify("commutative")
    for way, read in WAYS.items():
        for text in texts.CORPUS:
            for vocabulary in VOCABULARIES if way == "expression" else VOCABULARIES[:1]:
                try:
                    read(text, vocabulary)
                except TutorError:
                    continue


def refuse_texts_in_sympy(put: Callable[[Any, str, Any], None]) -> None:
    """Put something that fails in the place of SymPy's own reading of text, which evaluates it."""
    original = sympy.sympify

    def guarded(value: object, *args: object, **options: object) -> object:
        if isinstance(value, str) and value not in OWN_WORDS:
            raise BrokenError(f"SymPy was given the text {value!r}")
        return original(value, *args, **options)

    for name, module in list(sys.modules.items()):
        if name.startswith("sympy") and module is not None:
            for function in ("sympify", "_sympify"):
                if getattr(module, function, None) is original:
                    put(module, function, guarded)


# refusals within their second and one more; what is read may have 100,000 factors
TARGET = Target("reader", made, tried, smaller, prepare, seconds=2.0, longer={"read": 11.0}, renewed=10_000)
