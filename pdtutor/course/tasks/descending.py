"""Exercises on one step of descent.

Belongs here: the question, the judge of a point, and the ways of getting the step wrong. Does not: the methods (`calculus.descent`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from math import isfinite

from sympy import Expr, Float

from pdtutor.calculus.descent.methods import METHODS
from pdtutor.calculus.numeric import evaluate
from pdtutor.calculus.value import as_float
from pdtutor.course.lesson import Exercise
from pdtutor.course.tasks.task import Rungs, Shows, Task, Way, at, call
from pdtutor.errors import DomainError, ReadingError, TutorError
from pdtutor.explain.descent import NAMES
from pdtutor.explain.mistakes.catalogue import CATALOGUE
from pdtutor.explain.mistakes.descents import STEPS, swapped
from pdtutor.explain.phrases import Sentence, listed
from pdtutor.grading import cells
from pdtutor.grading.results import CORRECT, INCORRECT, INVALID, Judgement, Mistake
from pdtutor.notation import reader
from pdtutor.requests.descent import DescentResult, descent

NO_EPSILON = 1e-300  # keeps 0/0 from happening, and nothing else
CLOSE = 1e-9  # relative
TELLING = 3  # significant digits that a rounded coordinate shows at least
ASSIGNED = re.compile(r"([^=<>!:←]+)(?:=|:=|←)(.+)")
LONGEST = 10_000  # characters of an answer

Point = tuple[float, ...]


@dataclass(frozen=True)
class _Step:
    """One update: where from, along which gradient, how fast, where to: as it is worked out by hand, and with ε in the denominator."""

    of: Expr
    variables: tuple[Expr, ...]
    names: tuple[str, ...]
    start: Point
    gradient: Point
    rate: float
    end: Point
    exact: Point
    method: str


def task(exercise: Exercise, assume: str | None) -> Task:
    """The task. Raises TutorError where the step cannot be taken."""
    found = _request(exercise, assume)
    has_epsilon = "epsilon" in METHODS[exercise.method or "gd"].takes
    step = _step(exercise, found, _request(exercise, assume, NO_EPSILON) if has_epsilon else found)
    method = NAMES[step.method]
    return Task(
        exercise,
        ("Where does one step of ", method, " lead, from ", *_point(step.variables, step.start), f", with the rate {exercise.rate}?"),
        ((*call(found.of), " = ", found.of), *((at(found.point),) if found.point else ())),
        partial(_judged, step),
        _written(step, step.end),
        partial(_rungs, step),
        partial(_request, exercise, assume),
        _is_same,
        partial(_ways, step),
        partial(_shows, step),
        names=found.reading.shown,
        example=", ".join(f"{name}=…" for name in step.names),
    )


def _request(exercise: Exercise, assume: str | None, epsilon: float | None = None) -> DescentResult:
    return descent(
        exercise.functions[0],
        from_=exercise.start,
        rate=_rate(exercise.rate or ""),
        steps=1,
        method=exercise.method or "gd",
        at=exercise.at,
        assume=assume,
        epsilon=epsilon,
    )


def _rate(text: str) -> float:
    number = _number(text, "A rate is a number: 0.1.")
    if not isfinite(number):
        raise DomainError(f"{text} is no rate.")
    return number


def _number(text: str, mend: str = "A coordinate is a number: 1.4.") -> float:
    reading = reader.read(text)
    if reading.variables:
        raise ReadingError(f"{' '.join(text.split())} is no number.", hint=mend, text=text, column=1)
    return float(as_float(evaluate(reading.expression, {})))


def _step(exercise: Exercise, found: DescentResult, by_hand: DescentResult) -> _Step:
    (run,), (plainly,) = found.runs, by_hand.runs
    if len(run.states) < 2 or len(plainly.states) < 2:
        raise DomainError(f"One step from {exercise.start} leads where {exercise.functions[0]} has no value.")
    before, after = run.states[:2]
    names = tuple(found.reading.shown.get(str(variable), str(variable)) for variable in found.variables)
    rate, method = _rate(exercise.rate or ""), exercise.method or "gd"
    return _Step(found.of, found.variables, names, found.start, before.gradient, rate, plainly.states[1].point, after.point, method)


def _point(variables: Sequence[Expr], numbers: Point) -> Sentence:
    said: Sentence = ()
    for variable, number in zip(variables, numbers, strict=True):
        said = (*said, *((", ",) if said else ()), variable, f" = {number:.10g}")
    return said


# --- judging ----------------------------------------------------------------------------------------------------------------------


def _judged(step: _Step, text: str) -> Judgement:
    try:
        typed = _coordinates(step, text)
    except TutorError as error:
        return Judgement(INVALID, error=error)
    given = tuple(_number(each) for each in typed)
    answer = tuple(map(Float, given))
    if any(all(map(_is_close, typed, given, right)) for right in (step.end, step.exact)):
        return Judgement(CORRECT, answer=answer)
    wrong = tuple((place,) for place, each in enumerate(zip(typed, given, step.end, strict=True)) if not _is_close(*each))
    mistakes = tuple(Mistake(id, CATALOGUE[id].name, STEPS.get(id, swapped)(step.of)) for id in _explaining(step, typed, given))
    return Judgement(INCORRECT, answer=answer, mistakes=mistakes[:1], wrong=wrong)


def _coordinates(step: _Step, text: str) -> list[str]:
    """The coordinates as typed, in the order of the variables. Raises ReadingError where these are not the variables' coordinates."""
    if len(text) > LONGEST:
        raise ReadingError(f"The answer has {len(text):,} characters; up to {LONGEST:,} are read.", code="too_large", text=text, column=1)
    pieces = [cell.text.strip() for cell in cells.vector(cells.plain(text))] if text.strip() else []
    named = [ASSIGNED.fullmatch(piece) for piece in pieces]
    if any(named) and not all(named):
        raise ReadingError("Some coordinates have names and some have none.", hint=f"Write {_form(step)}", text=text, column=1)
    values = {_canonical(found[1]): found[2].strip() for found in named if found}
    if named and all(named):
        wanted = [_canonical(name) for name in step.names]
        if sorted(values) != sorted(wanted) or len(named) != len(wanted):
            raise ReadingError("These are not the variables that move.", hint=f"Write {_form(step)}", text=text, column=1)
        pieces = [values[name] for name in wanted]
    if len(pieces) != len(step.names):
        count = len(step.names)
        message = f"The new point has {count} {'coordinate' if count == 1 else 'coordinates'}."
        raise ReadingError(message, hint=f"Write {_form(step)}", text=text or None, column=1 if text else None)
    for piece in pieces:
        if not isfinite(_number(piece)):
            raise ReadingError("A coordinate is a number that can be written down.", hint=f"Write {_form(step)}", text=text, column=1)
    return pieces


def _form(step: _Step) -> str:
    return f"{', '.join(f'{name}=…' for name in step.names)}."


def _canonical(name: str) -> str:
    from pdtutor.notation.names import canonical

    return canonical(name.strip())


def _is_close(typed: str, given: float, right: float) -> bool:
    """The number, or the number rounded to the digits that are typed, which are enough to tell it."""
    if abs(given - right) <= CLOSE * max(abs(given), abs(right), 1.0):
        return True
    decimals = re.fullmatch(r"[+-]?\d*\.(\d+)", typed.strip().replace("−", "-"))
    digits = re.sub(r"\D", "", typed).lstrip("0")
    return bool(decimals) and len(digits) >= TELLING and abs(given - round(right, len(decimals[1]) if decimals else 0)) < 1e-12


def _is_same(one: object, other: object) -> bool:
    if not (isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other)):
        return False
    return all(abs(float(a) - float(b)) <= CLOSE * max(1.0, abs(float(a))) for a, b in zip(one, other, strict=True))


def _explaining(step: _Step, typed: Sequence[str], given: Point) -> Iterator[str]:
    for id, point in _wrong_points(step):
        if all(_is_close(*each) for each in zip(typed, given, point, strict=True)):
            yield id


def _wrong_points(step: _Step) -> Iterator[tuple[str, Point]]:
    """Where the known ways of getting a step wrong lead."""
    triples = list(zip(step.start, step.gradient, step.end, strict=True))
    if step.method != "gd":
        yield "descent.plain", tuple(s - step.rate * g for s, g, _ in triples)
    yield "descent.uphill", tuple(2 * s - end for s, _, end in triples)
    yield "descent.rate_missing", tuple(s - g for s, g, _ in triples)
    yield "descent.rate_missing", tuple(s + g for s, g, _ in triples)
    yield "descent.change_only", tuple(end - s for s, _, end in triples)
    yield "descent.change_only", tuple(s - end for s, _, end in triples)
    yield "descent.change_only", step.gradient
    if len(triples) > 1:
        for moving in range(len(triples)):
            yield "descent.one_moved", tuple(end if place == moving else s for place, (s, _, end) in enumerate(triples))
            yield "descent.one_moved", tuple(s if place == moving else end for place, (s, _, end) in enumerate(triples))
        yield "shape.swapped_entries", tuple(reversed(step.end))


def _ways(step: _Step) -> Iterator[Way]:
    for id, point in _wrong_points(step):
        yield Way((id,), _written(step, point))


def _shows(step: _Step) -> Shows:
    points: dict[Point, set[str]] = {}
    for id, point in _wrong_points(step):
        if point != step.end:
            points.setdefault(point, set()).add(id)
    return tuple(map(frozenset, points.values()))


def _written(step: _Step, point: Point) -> str:
    return ", ".join(f"{name}={number + 0.0:.12g}" for name, number in zip(step.names, point, strict=True))


def _rungs(step: _Step) -> Rungs:
    gradient = ", ".join(f"{number + 0.0:.10g}" for number in step.gradient)
    first: Sentence = ("First the gradient at the start: how fast does the function rise with ", *listed(step.variables), " there?")
    place: Sentence = (f"The gradient there is [{gradient}]. A step goes against it.",)
    rule = "the rate times the gradient" if step.method == "gd" else f"what {NAMES[step.method]} makes of the rate and the gradient"
    return (first, place, (f"From each coordinate subtract {rule}.",))
