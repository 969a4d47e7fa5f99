"""A lesson as it is written: frozen data, its formulas still text.

Belongs here: what a lesson file says. Does not: reading it (`loader`, `schema`), putting parameters in (`parameters`), what an exercise
asks and how it is judged (`tasks`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from pdtutor.course.problems import Place

FORMS = ("any", "expanded", "factored", "no-negative-powers")
REVEALS = ("after-attempts", "on-request", "never")
ATTEMPTS, PASS = 3, 0.7


@dataclass(frozen=True)
class Text:
    """Something to read, in Markdown."""

    id: str
    text: str
    place: Place


@dataclass(frozen=True)
class Worked:
    """A command that runs when the learner gets there.

    command  as on the command line, without the program's name: 'partial "x^2" --wrt x'
    text     Markdown that stands before it, or None
    """

    id: str
    command: str
    place: Place
    text: str | None = None


@dataclass(frozen=True)
class Option:
    """One answer of a choice; its letter is its place: a, b, c, …"""

    text: str
    is_correct: bool
    because: str | None = None


@dataclass(frozen=True)
class Ask:
    """A smaller question: a derivative of `function` by `wrt`, or else an expression, which is `answer`."""

    ask: str
    place: Place
    function: str | None = None
    wrt: str | None = None
    answer: str | None = None


@dataclass(frozen=True)
class Declared:
    """A wrong answer that the author expects.

    id      of the catalogue, or "own.1", "own.2", … in the order of the file
    answer  the wrong answer; None for a mistake of the catalogue
    say     what is said to it; None where the catalogue's words are enough
    """

    id: str
    place: Place
    answer: str | None = None
    say: str | None = None


@dataclass(frozen=True)
class Test:
    """An answer and what the judge is expected to make of it: "correct", "incorrect", "invalid" or "mistake:<id>"."""

    __test__ = False  # no test of ours

    input: str
    expect: str
    place: Place


@dataclass(frozen=True)
class Exercise:
    """One exercise, every formula as text, parameters not put in yet.

    functions  the outputs that are differentiated; one, but for several of a Jacobian
    wrt, order, at, given, depends, form, tolerance
               as the options of the commands; empty or None where the file says nothing
    answer     the answer that the file gives
    options    of a choice
    mistake    of find-the-error: the mistake in the derivation that is shown
    start, rate, method
               of descent-step: the point as text, the rate, the method or None
    params     name → the values that it is drawn from
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
    mistake: str | None = None
    start: str | None = None
    rate: str | None = None
    method: str | None = None
    points: float = 1.0
    hints: tuple[str, ...] = ()
    scaffold: tuple[Ask, ...] = ()
    mistakes: tuple[Declared, ...] = ()
    explain: str | None = None
    tests: tuple[Test, ...] = ()
    params: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)


Step: TypeAlias = Text | Worked | Exercise


@dataclass(frozen=True)
class Lesson:
    """A lesson file.

    name      what the file is called, as problems name it
    version   twelve characters that change with the file's text
    attempts  how many answers to one exercise count
    reveal    when the derivation is shown: one of REVEALS
    pass_share  the share of the points that passes
    places    where its single keys stand
    """

    id: str
    title: str
    name: str
    version: str
    steps: tuple[Step, ...] = ()
    license: str | None = None
    requires: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    assume: str | None = None
    attempts: int = ATTEMPTS
    reveal: str = REVEALS[0]
    pass_share: float = PASS
    places: Mapping[str, Place] = field(default_factory=dict)

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """What is to be answered, in the order of the file."""
        return tuple(step for step in self.steps if isinstance(step, Exercise))

    @property
    def ids(self) -> tuple[str, ...]:
        """The exercises' ids, in the order of the file."""
        return tuple(exercise.id for exercise in self.exercises)
