"""Judged answers as JSON.

Belongs here: the members that `check` has. Does not: those of a class (`classroom`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pdtutor.explain.phrases import say
from pdtutor.grading.results import Counterexample, Judgement, Mistake
from pdtutor.render.json.numbers import amount, plain
from pdtutor.requests.check import CheckResult

Object = dict[str, Any]
Writer = Callable[[Any], str]


def check(result: CheckResult, writer: Writer, _has_steps: bool) -> Object:
    """The result of `check`; the right answer only where it is to be revealed."""
    judged = result.judgement or Judgement("undecided")
    return {
        "verdict": judged.verdict,
        "proof": judged.proof,
        "form": judged.form,
        "answer": _written(judged.answer, writer),
        "points": judged.points,
        **({"expected": _expected(result, writer)} if result.is_revealed else {}),
        "counterexample": _counterexample(judged.counterexample, writer),
        "wrong": [list(place) for place in judged.wrong],
        "mistakes": [_mistake(mistake, writer) for mistake in judged.mistakes],
        "reading_notes": list(judged.reading_notes),
        "notes": [say(note, writer) for note in (*judged.notes, *judged.mends)],
    }


def _written(answer: object, writer: Writer) -> Any:
    """Text, a list of texts, or rows of them."""
    if answer is None:
        return None
    return [_written(part, writer) for part in answer] if isinstance(answer, tuple) else writer(answer)


def _expected(result: CheckResult, writer: Writer) -> Any:
    """The right answer in the shape of the question."""
    asked = result.asked
    flat = [amount(entry.value, writer) if entry.value is not None else writer(entry.right) for entry in asked.entries]
    if not asked.shape:
        return flat[0]
    width = asked.shape[1] if len(asked.shape) == 2 else None
    return flat if width is None else [flat[start : start + width] for start in range(0, len(flat), width)]


def _counterexample(found: Counterexample | None, writer: Writer) -> Object | None:
    if found is None:
        return None
    return {
        "at": {writer(variable): plain(float(value)) for variable, value in found.at.items()},
        "expected": plain(found.expected),
        "got": plain(found.got),
        "slope": plain(found.slope),
        "entry": list(found.place) or None,
    }


def _mistake(mistake: Mistake, writer: Writer) -> Object:
    return {
        "id": mistake.id,
        "also": list(mistake.also),
        "name": mistake.name,
        "where": None if mistake.where is None else writer(mistake.where),
        "line": mistake.line,
        "explanation": say(mistake.explanation, writer),
        "certain": mistake.certain,
        "entry": list(mistake.place) or None,
    }
