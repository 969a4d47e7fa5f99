"""Shapes: exercises with slots for numbers, functions and names.

Belongs here: what a shape is, the ways to write one in a table, and filling one in. Does not: the tables, or which draws are fit.
Loads no algebra.

A slot stands in braces. `{a:2..9}` is a whole number, `{a:1|3|1/2}` one of these numbers, `{s:+|-}` one of these signs and
`{g:sin|cos|exp}` one of these words. The name alone is a slot by its usual values (`USUAL`), and once drawn, the same everywhere in the
exercise. Numbers of one exercise differ, where they can. Letters are variables as they stand; x, or x and y, or x, y and z may become
other letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import product
from random import Random
from typing import Any, TypeVar

from pdtutor.course.lesson import Exercise
from pdtutor.course.problems import Place

USUAL = {
    **dict.fromkeys("abcd", "2..9"),  # coefficients and terms
    **dict.fromkeys("nm", "2..5"),  # exponents
    "s": "+|-",
}
SLOT = re.compile(r"\{(\w+)(?::([^{}]*))?\}")
NAMES: Mapping[str, tuple[str, ...]] = {"x": ("x", "t", "u", "z"), "xy": ("xy", "uv", "st", "pq"), "xyz": ("xyz", "uvw", "abc", "pqr")}
LETTER = re.compile(r"(?<![A-Za-z_])[A-Za-z](?![A-Za-z_0-9])")
NUMBERED = re.compile(r"[A-Za-z]_?\d")  # w1 says what x is
CONSTANT = "e"
DRAWS = 50  # after which numbers that are equal are taken as they are
NOWHERE = Place(1, 1)
KEPT = ("type", "mistake", "method")  # fields in which a letter is no variable

Levels = Mapping[int, Sequence["Shape"]]
Drawn = TypeVar("Drawn")


@dataclass(frozen=True)
class Shape:
    """An exercise with slots; the fields are those of `Exercise`.

    is_zero_meant  that the answer is 0, or much of it, is the point
    """

    type: str
    functions: tuple[str, ...] = ()
    wrt: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    at: str | None = None
    given: tuple[str, ...] = ()
    depends: tuple[str, ...] = ()
    prompt: str | None = None
    answer: str | None = None
    start: str | None = None
    rate: str | None = None
    method: str | None = None
    mistake: str | None = None
    hints: tuple[str, ...] = ()
    is_zero_meant: bool = False

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Everything that may have slots."""
        return tuple(text for field in fields(self) for text in _texts(getattr(self, field.name)))

    @cached_property
    def slots(self) -> dict[str, tuple[str, ...]]:
        """Each slot's name and what it may be."""
        found: dict[str, tuple[str, ...]] = {}
        for text in self.texts:
            for slot in SLOT.finditer(text):
                if slot[1] not in found or slot[2] is not None:
                    found[slot[1]] = _values(slot[2] if slot[2] is not None else USUAL[slot[1]])
        return found

    @cached_property
    def words(self) -> dict[str, tuple[str, ...]]:
        """The slots that make another shape of it, and not the same one with other numbers."""
        return {name: values for name, values in self.slots.items() if any(map(_is_word, values))}

    @property
    def count(self) -> int:
        """How many shapes it stands for."""
        return len(list(product(*self.words.values())))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        yield from value


def _values(written: str) -> tuple[str, ...]:
    ends = re.fullmatch(r"(-?\d+)\.\.(-?\d+)", written)
    return tuple(map(str, range(int(ends[1]), int(ends[2]) + 1))) if ends else tuple(written.split("|"))


def _is_word(value: str) -> bool:
    return any(letter.isalpha() for letter in value)


# --- writing a table ----------------------------------------------------------------------------------------------------------------


def derivative(function: str, wrt: str = "x", at: str | None = None, is_zero_meant: bool = False) -> Shape:
    """∂f/∂x, at a point where one is given."""
    return Shape("derivative", (function,), (wrt,), at=at, is_zero_meant=is_zero_meant)


def mixed(function: str, order: str = "x, y", at: str | None = None, is_zero_meant: bool = False) -> Shape:
    """The derivative by several variables in turn."""
    return Shape("derivative", (function,), order=_listed(order), at=at, is_zero_meant=is_zero_meant)


def gradient(function: str, wrt: str = "x, y", at: str | None = None) -> Shape:
    """∇f."""
    return Shape("gradient", (function,), _listed(wrt), at=at)


def jacobian(*functions: str, wrt: str = "x, y", at: str | None = None) -> Shape:
    """The Jacobian of several outputs."""
    return Shape("jacobian", functions, _listed(wrt), at=at)


def hessian(function: str, wrt: str = "x, y", at: str | None = None) -> Shape:
    """All second partial derivatives."""
    return Shape("hessian", (function,), _listed(wrt), at=at)


def total(function: str, wrt: str, *given: str, depends: tuple[str, ...] = (), at: str | None = None, prompt: str | None = None) -> Shape:
    """The total derivative, with what depends on what given by formulas or by name."""
    return Shape("total", (function,), (wrt,), given=given, depends=depends, at=at, prompt=prompt)


def subdifferential(function: str, at: str) -> Shape:
    """The set of slopes at a point."""
    return Shape("subdifferential", (function,), at=at, is_zero_meant=True)


def descent(function: str, start: str, rate: str, method: str | None = None) -> Shape:
    """One step of descent."""
    return Shape("descent-step", (function,), start=start, rate=rate, method=method)


def next_rule(function: str, wrt: str = "x") -> Shape:
    """The rule that comes first."""
    return Shape("next-rule", (function,), (wrt,))


def find_the_error(function: str, mistake: str, wrt: str = "x") -> Shape:
    """The wrong line of a derivation with a mistake of the catalogue."""
    return Shape("find-the-error", (function,), (wrt,), mistake=mistake)


def expression(prompt: str, answer: str, *hints: str) -> Shape:
    """An expression that a prompt asks for."""
    return Shape("expression", prompt=prompt, answer=answer, hints=hints)


def number(prompt: str, answer: str, *hints: str) -> Shape:
    """A number that a prompt asks for."""
    return Shape("number", prompt=prompt, answer=answer, hints=hints)


def _listed(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split(","))


# --- filling one in -----------------------------------------------------------------------------------------------------------------


def one_of(options: Sequence[Drawn], random: Random) -> Drawn:
    """One of several; `random()` alone is the same in every version of Python."""
    return options[int(random.random() * len(options))]


def shuffled(items: Sequence[Drawn], random: Random) -> list[Drawn]:
    """The items in random order."""
    return [item for _, item in sorted(((random.random(), item) for item in items), key=lambda pair: pair[0])]


def filled(shape: Shape, random: Random, id: str) -> tuple[Exercise, str]:
    """An exercise of the shape, and what tells its shape from others: the words that were drawn."""
    values = _distinct(shape.slots, random)
    rename = _renamed(shape, random)

    def put_in(text: str) -> str:
        return SLOT.sub(lambda slot: values[slot[1]], text)

    changes: dict[str, Any] = {field.name: _each(getattr(shape, field.name), lambda text: rename(put_in(text))) for field in fields(shape)}
    changes |= {name: _each(getattr(shape, name), put_in) for name in KEPT}
    changes.pop("is_zero_meant")
    return Exercise(id=id, place=NOWHERE, **changes), ",".join(values[name] for name in shape.words)


def _each(value: object, change: Callable[[str], str]) -> object:
    if isinstance(value, str):
        return change(value)
    return tuple(map(change, value)) if isinstance(value, tuple) else value


def _distinct(slots: Mapping[str, Iterable[str]], random: Random) -> dict[str, str]:
    """A value for each slot, no two numbers the same where that can be."""
    for _ in range(DRAWS):
        values = {name: one_of(tuple(choices), random) for name, choices in slots.items()}
        numbers = [value for value in values.values() if value.isdigit()]
        if len(set(numbers)) == len(numbers):
            break
    return values


def _renamed(shape: Shape, random: Random) -> Callable[[str], str]:
    """The change of letters, where the shape has only letters that mean nothing."""
    kept = {getattr(shape, name) for name in KEPT}
    bare = [SLOT.sub("1", text) for text in shape.texts if text not in kept]
    letters = "".join(sorted({letter for text in bare for letter in LETTER.findall(text)} - {CONSTANT}))
    if letters not in NAMES or shape.prompt or any(map(NUMBERED.search, bare)):
        return lambda text: text
    pairs = dict(zip(letters, one_of(NAMES[letters], random), strict=True))
    return lambda text: LETTER.sub(lambda letter: pairs.get(letter[0], letter[0]), text)
