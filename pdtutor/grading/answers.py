"""An answer's text as mathematics, in the variables of the question.

Belongs here: entries, names that the question does not have, what is to be left out (`∂f/∂x =`, `+ C`), dy/dx. Does not: judging.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sympy import Derivative, Expr, Indexed, IndexedBase
from sympy.core.function import AppliedUndef

from pdtutor.errors import ReadingError
from pdtutor.grading import cells
from pdtutor.grading.asked import Asked
from pdtutor.grading.cells import Cell
from pdtutor.notation import reader
from pdtutor.notation.reading import Reading
from pdtutor.notation.tree import Node

SHORT = 40  # characters of a text that is repeated in a message
MOST_NAMES = 8


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
    shape, found = _cells(text, asked.shape)
    pairs = [_entry(cell, text, asked) for cell in found]
    return Answer(shape, tuple(reading for reading, _ in pairs), tuple(tree for _, tree in pairs))


def _cells(text: str, wanted: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[Cell, ...]]:
    if len(wanted) == 2:
        rows = cells.matrix(text)
        if rows is not None and len({len(row) for row in rows}) == 1:
            return (len(rows), len(rows[0])), tuple(cell for row in rows for cell in row)
    if wanted or cells.is_wrapped(text):
        found = cells.vector(text)
        if len(found) > 1 or wanted == (1,):
            return (len(found),), found
        return (), found
    return (), (Cell(text, 0),)


def _refuse_left_side(text: str) -> None:
    """∂f/∂x = 2x: the right side alone is the answer."""
    depth = 0
    for place, character in enumerate(text):
        depth += (character in "([{") - (character in ")]}")
        is_alone = character == "=" and text[place - 1 : place] not in ("<", ">", "!", "=") and text[place + 1 : place + 2] != "="
        if is_alone and depth == 0:
            hint = f"Leave out {_short(text[:place])} = and give only what comes after it."
            raise ReadingError("The right-hand side alone is the answer.", code="not_an_expression", hint=hint, text=text, column=place + 1)


def _short(text: str) -> str:
    stripped = " ".join(text.split())
    return stripped if len(stripped) <= SHORT else stripped[: SHORT - 1] + "…"


def _entry(cell: Cell, text: str, asked: Asked) -> tuple[Reading, Node]:
    typed = Typed.of(cell.text, asked.calls)
    try:
        reading = reader.read(typed.text, asked.vocabulary)
        _refuse_unknown(reading, typed, asked)
        _refuse_derivative(reading, typed, asked)
        tree = reader.tree(typed.text, asked.vocabulary)
    except ReadingError as error:
        raise _placed(error, cell, typed, text) from None
    return _in_variables_of(reading, asked.known), tree


def _placed(error: ReadingError, cell: Cell, typed: Typed, text: str) -> ReadingError:
    """The error at its place in the whole text."""
    column = None if error.column is None else cell.at + typed.before(error.column - 1) + 1
    return ReadingError(error.message, code=error.code, hint=error.hint, text=text, column=column)


def _in_variables_of(reading: Reading, known: Mapping[str, Expr]) -> Reading:
    """The reading in the question's own symbols, which may know more of themselves: that n is whole."""
    own = {symbol: known[symbol.name] for symbol in reading.expression.free_symbols if getattr(symbol, "name", None) in known}
    changed = {old: new for old, new in own.items() if new.is_Symbol and old != new}
    return replace(reading, expression=reading.expression.xreplace(changed)) if changed else reading


# --- names ------------------------------------------------------------------------------------------------------------------------


def _refuse_unknown(reading: Reading, typed: Typed, asked: Asked) -> None:
    calls = {type(call).__name__ for call in reading.expression.atoms(AppliedUndef)}
    for name in (*map(name_of, reading.variables), *sorted(calls)):
        if name not in asked.known and name not in asked.calls:
            raise _unknown(name, reading, typed, asked)


def name_of(variable: Expr) -> str:
    """The name of a variable; of an entry, that of its family."""
    base = variable.base if isinstance(variable, Indexed) else variable
    return str(base.label) if isinstance(base, IndexedBase) else str(base)


def _unknown(name: str, reading: Reading, typed: Typed, asked: Asked) -> ReadingError:
    shown = reading.shown.get(name, name)
    place = re.search(rf"(?<![^\W\d_]){re.escape(shown)}(?![^\W\d_])", typed.text)
    message = f"{shown} does not occur in the question."
    return ReadingError(
        message, code="unknown_variable", hint=_mend(name, asked), text=typed.text, column=place.start() + 1 if place else 1
    )


def _refuse_derivative(reading: Reading, typed: Typed, asked: Asked) -> None:
    """Where a relation settles y′, an answer with y′ in it says nothing."""
    if asked.entries[0].curve is not None and reading.expression.has(Derivative):
        raise ReadingError("The derivative itself is what is asked for.", hint="Solve for it first.", text=typed.text, column=1)


def _mend(name: str, asked: Asked) -> str:
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


# --- dy/dx and y′ -----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Typed:
    """A text in which dy/dx and y' have become y'(x), and where in it something was put in.

    added  0-based place in the new text, and how many characters of it are new there
    """

    text: str
    added: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, text: str, calls: Mapping[str, tuple[str, ...]]) -> Typed:
        """The text with derivatives of dependents as the reader knows them; those of several variables stay as they are."""
        typed = cls(text.replace("′", "'").replace("’", "'") if calls else text)
        for name, on in calls.items():
            if len(on) == 1:
                typed = typed._with_primes(name, on[0])
        return typed

    def _with_primes(self, name: str, by: str) -> Typed:
        quotient = rf"(?:\\frac\s*\{{\s*[d∂]\s*{name}\s*\}}\s*\{{\s*[d∂]\s*{by}\s*\}}|[d∂]{name}\s*/\s*[d∂]{by}(?![A-Za-z]))"
        prime = rf"(?<![A-Za-z]){name}'(?!['(])"
        return self._replaced(quotient, f"{name}'({by})")._replaced(prime, f"{name}'({by})")

    def _replaced(self, pattern: str, by: str) -> Typed:
        text, added, shift = self.text, list(self.added), 0
        for match in re.finditer(pattern, self.text):
            start = match.start() + shift
            text = text[:start] + by + text[match.end() + shift :]
            grown = len(by) - (match.end() - match.start())
            shift += grown
            if grown:
                added.append((start + len(by), grown))
        return Typed(text, tuple(sorted(added)))

    def before(self, place: int) -> int:
        """Where in the text as typed a place of this one was."""
        return place - sum(grown for at, grown in self.added if at <= place)
