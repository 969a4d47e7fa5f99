"""An answer's text as mathematics, in the variables of the question.

Belongs here: entries, names that the question does not have, what is to be left out (`∂f/∂x =`, `+ C`), dy/dx. Does not: judging.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sympy import Expr, Indexed, IndexedBase, nan
from sympy.core.function import AppliedUndef

from pdtutor.errors import ReadingError
from pdtutor.grading import cells
from pdtutor.grading.asked import Asked
from pdtutor.grading.cells import Cell
from pdtutor.grading.rates import Typed
from pdtutor.grading.values import is_none
from pdtutor.notation import reader
from pdtutor.notation.algebra import substitute
from pdtutor.notation.reading import Reading
from pdtutor.notation.tree import Node
from pdtutor.notation.vocabulary import UNKNOWN_FUNCTIONS

SHORT = 40  # characters of a text that is repeated in a message
MOST_NAMES = 8
NO_MEND = ("--vars", "--functions", "--assume", "command")  # in hints for those who put the question
LATEX_CASES = re.compile(r"\\begin\{cases\}.*?\\end\{cases\}", re.DOTALL)  # whose conditions may be equalities
DECIMAL_COMMA = re.compile(r"\d,\d")


@dataclass(frozen=True)
class Answer:
    """An answer as it was read.

    shape     () of one expression, (n,) of a vector, (m, n) of a matrix
    readings  of the entries, row by row
    trees     their parse trees, as typed
    """

    shape: tuple[int, ...]
    readings: tuple[Reading, ...]
    trees: tuple[Node, ...]

    @property
    def expressions(self) -> tuple[Expr, ...]:
        """The entries."""
        return tuple(reading.expression for reading in self.readings)


def read(text: str, asked: Asked) -> Answer:
    """The answer that a text is. Raises ReadingError where it cannot be read, or names what the question does not have."""
    if not text.strip():
        raise ReadingError("There is no answer yet.", hint="Type one, such as 2x + 3y.", text=text or None, column=1 if text else None)
    _refuse_left_side(text)
    shape, found = _cells(cells.plain(text), asked.shape)
    shape = asked.shape if cells.is_same_shape(shape, asked.shape) else shape
    pairs = [_entry(cell, text, asked) for cell in found]
    return Answer(shape, tuple(reading for reading, _ in pairs), tuple(tree for _, tree in pairs))


def entry(text: str, asked: Asked) -> Expr:
    """One entry of an answer. Raises ReadingError as `read` does."""
    return _entry(Cell(text, 0), text, asked)[0].expression


def _cells(text: str, wanted: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[Cell, ...]]:
    if len(wanted) == 2:
        rows = cells.matrix(text)
        if rows is not None and len({len(row) for row in rows}) == 1:
            return (len(rows), len(rows[0])), tuple(cell for row in rows for cell in row)
    if wanted or cells.is_wrapped(text) or (cells.is_listed(text) and not DECIMAL_COMMA.search(text)):
        found = cells.vector(text)
        if len(found) > 1 or wanted == (1,):
            return (len(found),), found
        return (), found
    return (), (Cell(text, 0),)


def _refuse_left_side(text: str) -> None:
    """∂f/∂x = 2x: the right side alone is the answer."""
    depth = 0
    for place, character in enumerate(LATEX_CASES.sub(lambda cases: " " * len(cases[0]), text)):
        depth += (character in "([{") - (character in ")]}")
        is_alone = character == "=" and text[place - 1 : place] not in ("<", ">", "!", "=") and text[place + 1 : place + 2] != "="
        if is_alone and depth == 0:
            left, right = _short(text[:place]), _short(text[place + 1 :])
            mend = f"Leave out {left} = and give only what comes after it."
            hint = mend if left and right else f"Leave out the = {'before' if right else 'after'} it."
            raise ReadingError("The right-hand side alone is the answer.", code="not_an_expression", hint=hint, text=text, column=place + 1)


def _short(text: str) -> str:
    stripped = " ".join(text.split())
    return stripped if len(stripped) <= SHORT else stripped[: SHORT - 1] + "…"


def _entry(cell: Cell, text: str, asked: Asked) -> tuple[Reading, Node]:
    if asked.point and is_none(cell.text):
        return Reading(cell.text, nan), Node("constant", 0, len(cell.text))
    typed = Typed.of(cell.text, asked.rates)
    known = {rate.name for rate in asked.rates} | _letters_of_variables(asked)
    families = frozenset(name for name, variable in asked.known.items() if _has_index(variable))
    vocabulary = replace(asked.vocabulary, whole=asked.vocabulary.whole | known, families=families)
    try:
        reading = reader.read(typed.text, vocabulary, asked.calls)
        _refuse_unknown(reading, typed, asked)
        tree = reader.tree(typed.text, vocabulary, asked.calls)
    except ReadingError as error:
        raise _placed(error, cell, typed, text) from None
    return _in_variables_of(reading, asked), tree


def _letters_of_variables(asked: Asked) -> set[str]:
    """f, g, h, … that are variables of the question, so that g(x - c) is a product."""
    return {name for name in UNKNOWN_FUNCTIONS if getattr(asked.known.get(name), "is_Symbol", False)}


def _placed(error: ReadingError, cell: Cell, typed: Typed, text: str) -> ReadingError:
    """The error at its place in the whole text."""
    column = None if error.column is None else cell.at + typed.before(error.column - 1) + 1
    hint = error.hint if error.hint is None or not any(word in error.hint for word in NO_MEND) else None
    return ReadingError(error.message, code=error.code, hint=hint, text=text, column=column)


def _in_variables_of(reading: Reading, asked: Asked) -> Reading:
    """The reading in the question's own symbols, which may know more of themselves (that n is whole), rates as what they are."""
    rates = {rate.name: rate.value for rate in asked.rates}
    changed: dict[Expr, Expr] = {}
    for symbol in reading.expression.free_symbols:
        name = str(symbol)
        new = rates.get(name) or asked.known.get(name)
        if new is not None and new != symbol and (name in rates or new.is_Symbol):
            changed[symbol] = new
    return replace(reading, expression=substitute(reading.expression, changed)) if changed else reading


# --- names ------------------------------------------------------------------------------------------------------------------------


def _refuse_unknown(reading: Reading, typed: Typed, asked: Asked) -> None:
    calls = {type(call).__name__ for call in reading.expression.atoms(AppliedUndef)}
    rates = {rate.name: rate for rate in asked.rates}
    for variable in reading.variables:
        name = name_of(variable)
        if name in rates and asked.entries[0].curve is not None:
            raise ReadingError("The derivative itself is what is asked for.", hint="Solve for it first.", text=typed.text, column=1)
        if name not in asked.known and name not in rates:
            raise _unknown(name, reading, typed, asked)
        if _has_index(variable) and not _has_index(asked.known[name]):
            raise _indexed(name, reading, typed)
    for name in sorted(calls):
        if name not in asked.known:
            raise _unknown(name, reading, typed, asked)


def _has_index(variable: Expr) -> bool:
    return isinstance(variable, Indexed | IndexedBase)


def _indexed(name: str, reading: Reading, typed: Typed) -> ReadingError:
    shown = reading.shown.get(name, name)
    message, hint = f"{shown} has no index in the question.", f"Write {shown} alone; for a product write {shown}*(…)."
    return ReadingError(message, code="unknown_variable", hint=hint, text=typed.text, column=typed.text.find(shown) + 1)


def name_of(variable: Expr) -> str:
    """The name of a variable; of an entry, that of its family."""
    base = variable.base if isinstance(variable, Indexed) else variable
    return str(base.label) if isinstance(base, IndexedBase) else str(base)


def _unknown(name: str, reading: Reading, typed: Typed, asked: Asked) -> ReadingError:
    shown = reading.shown.get(name, name)
    name_alone = rf"(?<![^\W\d_]){re.escape(shown)}(?![^\W\d_])"
    place = re.search(name_alone, typed.text) or re.search(re.escape(shown), typed.text)  # of xz, the z
    message = f"{shown} does not occur in the question."
    return ReadingError(
        message, code="unknown_variable", hint=_mend(name, asked), text=typed.text, column=place.start() + 1 if place else 1
    )


def _mend(name: str, asked: Asked) -> str:
    family, line, index = name.partition("_")
    if line and _has_index(asked.known.get(family, nan)):
        return f"An entry of {family} is written {family}[{index}]."
    near = _near(name, asked.known)
    if near is not None:
        return f"Did you mean {asked.shown.get(near, near)}?"
    if name in ("C", "c", "K"):
        return f"Leave out + {name}: a derivative has no constant of integration."
    names = [asked.shown.get(each, each) for each in asked.known]
    listed = ", ".join(names[:MOST_NAMES]) + (", …" if len(names) > MOST_NAMES else "")
    return f"Its variables are: {listed}." if names else "It has no variables: the answer is a number."


def _near(name: str, known: Iterable[str]) -> str | None:
    from difflib import get_close_matches

    names = list(known)
    same = [each for each in names if each.lower() == name.lower()]
    return next(iter(same or get_close_matches(name, names, n=1, cutoff=0.6)), None)
