"""Judges of answers that are no derivatives: an expression, a number, a choice, a set.

Belongs here: comparing each in its own way. Does not: derivatives and their mistakes (`judge`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from string import ascii_lowercase

from sympy import Expr
from sympy.core.function import AppliedUndef

from pdtutor.calculus.numeric import evaluate
from pdtutor.calculus.value import as_float
from pdtutor.errors import ReadingError, TutorError
from pdtutor.grading import answers, cells
from pdtutor.grading.asked import Asked, Entry
from pdtutor.grading.judge import Judge
from pdtutor.grading.results import CORRECT, INCORRECT, INVALID, Counterexample, Judgement
from pdtutor.notation import reader
from pdtutor.notation.reading import Domain, Vocabulary

Judges = Callable[[str], Judgement]
PRECISE = 1e-12  # relative
DIGITS = 13
NOTHING: Mapping[str, Domain] = {}


def judge_expression(expected: str, *, assume: str | None = None, form: str | None = None, also: Sequence[str] = ()) -> Judge:
    """The judge of an expression, equivalent to the expected one or not. Raises TutorError where that cannot be read.

    also  wrong answers that are expected: their variables are known too
    """
    asked = _asked(expected, assume, form)
    others = [known for text in also if (known := _known_in(text, assume)) is not None]
    return Judge(replace(asked, known={name: each for known in (*others, asked.known) for name, each in known.items()}))


def _known_in(text: str, assume: str | None) -> Mapping[str, Expr] | None:
    """The variables of a wrong answer; None where it cannot be read."""
    try:
        return _asked(text, assume, None).known
    except TutorError:
        return None


def _asked(expected: str, assume: str | None, form: str | None) -> Asked:
    vocabulary = Vocabulary(domains=reader.read_domains(assume) if assume else NOTHING)
    reading = reader.read(expected, vocabulary)
    functions = {type(call).__name__: call.func for call in sorted(reading.expression.atoms(AppliedUndef), key=str)}
    known = {**functions, **{answers.name_of(each): each for each in (*reading.variables, *reading.expression.free_symbols)}}
    entry = Entry(reading.expression, (), reading.expression)
    return Asked("expression", (entry,), (), vocabulary, known, reading.shown, form=form)


def judge_number(expected: str, tolerance: str | None = None) -> Judges:
    """The judge of a number: exactly the expected one, or no further from it than the tolerance.

    Raises TutorError where either cannot be read or is no number.
    """
    asked = _asked(expected, None, None)
    exact = Judge(asked)
    right = _as_float(_number(expected))
    if tolerance is None:
        return lambda text: _within(exact(text), right, abs(right) * PRECISE if _is_precise(text) else 0.0)
    allowed = _as_float(_number(tolerance))
    return lambda text: _within(exact(text), right, allowed)


def _is_precise(text: str) -> bool:
    """Whether a number is typed with all the digits that a calculator has."""
    return len(re.sub(r"\D", "", text).lstrip("0")) >= DIGITS


def _number(text: str) -> Expr:
    reading = reader.read(text)
    if reading.variables:
        raise ReadingError(f"{text.strip()} is no number.", text=text, column=1)
    return reading.expression


def _as_float(number: Expr) -> float:
    return as_float(evaluate(number, {}))


def _within(judged: Judgement, right: float, allowed: float) -> Judgement:
    if judged.verdict != INCORRECT or not isinstance(judged.answer, Expr):
        return judged
    got = _as_float(judged.answer)
    if abs(got - right) <= allowed * (1 + 1e-12):
        return replace(judged, verdict=CORRECT, proof="agrees", points=1, counterexample=None, mistakes=(), notes=())
    return judged


def judge_choice(right: set[str], options: str = ascii_lowercase) -> Judges:
    """The judge of a letter, or of several where several are right: "b", "a, c", "A C".

    options  the letters that there are
    """
    wanted = {letter.lower() for letter in right}
    return lambda text: _chosen(text, wanted, options)


def _chosen(text: str, wanted: set[str], options: str) -> Judgement:
    text = re.sub(r"\b(option|answer|choice|and)\b", " ", text.lower())
    letters = re.findall(r"[^\W\d_]+", text)
    chosen = set("".join(letters)) if all(len(word) == 1 or word == letters[0] for word in letters) else set()
    rest = re.sub(r"[^\W\d_]|[\s,;()\[\].]", "", text.lower())
    if not chosen or rest or not all(letter in options for letter in chosen):
        error = ReadingError(
            f"A choice is a letter from a to {options[-1]}.",
            hint="Type one, such as a; or several, such as a, c.",
            text=text,
            column=1 if text else None,
        )
        return Judgement(INVALID, error=error)
    return Judgement(CORRECT if chosen == wanted else INCORRECT, answer=frozenset(chosen))


def judge_set(low: Expr, high: Expr) -> Judges:
    """The judge of an interval [low, high], or of the one point {low} where both ends are the same."""
    return lambda text: _set(text, low, high)


def _set(text: str, low: Expr, high: Expr) -> Judgement:
    try:
        ends = _ends(text)
    except TutorError as error:
        return Judgement(INVALID, error=error)
    judged = [judge_ends(right, given) for right, given in zip((low, high), ends, strict=True)]
    if ends[0] == ends[1] and low != high:
        judged = [False, False]
    if all(judged):
        return Judgement(CORRECT, proof="proved", answer=ends)
    place = judged.index(False)
    right, got = (_as_float(end) for end in ((low, high)[place], ends[place]))
    if right == got:  # a point where there is an interval
        return Judgement(INCORRECT, answer=ends)
    return Judgement(INCORRECT, answer=ends, counterexample=Counterexample({}, right, got, None, (place,)))


def judge_ends(right: Expr, given: Expr) -> bool:
    """Whether two numbers are the same."""
    from pdtutor.calculus.equivalence import compare

    return compare(right, given).verdict == "same"


def _ends(text: str) -> tuple[Expr, Expr]:
    """[0, 1], or {1} and 1 for a point."""
    stripped = text.strip()
    if stripped.startswith("{") and stripped.endswith("}"):
        point = _number(stripped[1:-1])
        return point, point
    if cells.is_wrapped(text):
        found = [_number(cell.text) for cell in cells.vector(text)]
        if len(found) == 2 and stripped.startswith("("):
            raise ReadingError(
                "Round brackets leave the ends out.", hint="With its ends an interval is written [a, b].", text=text, column=1
            )
        if len(found) == 2:
            return found[0], found[1]
        if len(found) > 2:
            raise ReadingError("An interval has two ends.", hint="Write [0, 1]; a single point is {1}.", text=text, column=1)
        return found[0], found[0]
    point = _number(text)
    return point, point
