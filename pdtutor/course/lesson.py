"""A lesson as it is written: frozen data, its formulas still text.

Belongs here: what a lesson file says. Does not: reading it (`loader`), putting parameters in (`parameters`), judging (`judging`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pdtutor.course.problems import Place

DERIVED = ("derivative", "gradient", "jacobian", "hessian", "total")  # what is asked is computed
ASKED = ("expression", "number", "choice")  # what is asked is said in a prompt
OTHERS = ("next-rule", "find-the-error", "descent-step")
TOLD = ("text", "worked")
FORMS = ("any", "expanded", "factored", "no-negative-powers")


@dataclass(frozen=True)
class Option:
    """One answer of a choice; its letter is its place: a, b, c, …"""

    text: str
    is_correct: bool
    because: str | None = None


@dataclass(frozen=True)
class Exercise:
    """One exercise, every formula as text, parameters not put in yet.

    functions  the outputs that are differentiated; one, but for several of a Jacobian
    wrt, order, at, given, depends, form, tolerance
               as the options of the commands; empty or None where the file says nothing
    answer     the answer that the file gives
    params     name → the values that it is drawn from
    more       what else the file says: hints, tests, the keys of types that only a lesson run knows
    place      where the exercise begins, and `places` where its single keys do
    """

    id: str
    type: str
    place: Place
    prompt: str | None = None
    functions: tuple[str, ...] = ()
    wrt: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    at: str | None = None
    given: tuple[str, ...] = ()
    depends: tuple[str, ...] = ()
    answer: str | None = None
    form: str | None = None
    tolerance: str | None = None
    options: tuple[Option, ...] = ()
    params: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    more: Mapping[str, object] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True)
class Lesson:
    """A lesson file.

    name      what the file is called, as problems name it
    version   twelve characters that change with the file's text
    attempts  how many answers to one exercise count
    """

    id: str
    title: str
    name: str
    version: str
    exercises: tuple[Exercise, ...] = ()
    assume: str | None = None
    attempts: int = 3

    @property
    def ids(self) -> tuple[str, ...]:
        """The exercises' ids, in the order of the file."""
        return tuple(exercise.id for exercise in self.exercises)
