"""Exercises about a derivation itself: which rule comes first, and which line goes wrong.

Belongs here: their questions, judges and keys. Does not: the rules (`calculus`), making a mistake in a derivation (`grading.mistakes`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from typing import Any

from sympy import Expr, S

from pdtutor.calculus.derive import derive
from pdtutor.calculus.step import Step
from pdtutor.course.lesson import Exercise
from pdtutor.course.tasks.task import Rungs, Task, call
from pdtutor.errors import DomainError, ReadingError, UsageError
from pdtutor.explain import hints
from pdtutor.explain.cards import CARDS
from pdtutor.explain.mistakes.catalogue import CATALOGUE
from pdtutor.explain.outline import derivation
from pdtutor.explain.phrases import Sentence
from pdtutor.grading.mistakes.wrong_lines import Line, with_mistake
from pdtutor.grading.results import CORRECT, INCORRECT, INVALID, Judgement
from pdtutor.requests.question import ask

OTHER_NAMES = {"difference": "sum", "reciprocal": "power", "log": "logarithm", "trig": "trigonometric"}
NO_RULES = ("table", "rewrite")
FEWEST_LINES = 2
LONGEST = 200  # characters of an answer; the rest of a longer one is not looked at


@dataclass(frozen=True)
class _Asked:
    """The function, the variable, the derivation."""

    of: Expr
    wrt: Expr
    root: Step
    names: Mapping[str, str]


def _asked(exercise: Exercise, assume: str | None) -> _Asked:
    question = ask(exercise.functions[0], wrt=exercise.wrt[0], assume=assume)
    if len(question.variables) != 1:  # a parameter may stand for two
        raise UsageError("A derivation is by one variable.")
    of, (wrt,) = question.reading.expression, question.variables
    return _Asked(of, wrt, derive(of, wrt), question.reading.shown)


def _function(of: Expr) -> Sentence:
    return (*call(of), " = ", of)


def _working(exercise: Exercise, assume: str | None) -> Any:
    from pdtutor.requests.partial import partial as request

    return request(exercise.functions[0], wrt=exercise.wrt[0], assume=assume)


# --- which rule comes first -------------------------------------------------------------------------------------------------------


def next_rule(exercise: Exercise, assume: str | None) -> Task:
    """The rule of the outermost operation. Raises TutorError where the function cannot be read or derived."""
    asked = _asked(exercise, assume)
    step = derivation(asked.root)
    if step.rule in NO_RULES:
        raise DomainError(f"No rule of its own begins the derivation of {exercise.functions[0]}.")
    return Task(
        exercise,
        ("Which rule comes first, differentiating by ", asked.wrt, "? Give its name."),
        (_function(asked.of),),
        partial(_judged_rule, step.rule, asked.wrt),
        CARDS[step.rule].title,
        partial(_rule_rungs, step),
        partial(_working, exercise, assume),
        preview=_previewed_rule,
        names=asked.names,
        example="product rule",
    )


def _judged_rule(right: str, wrt: Expr, text: str) -> Judgement:
    name = _rule_named(text)
    if name is None:
        return Judgement(INVALID, error=_no_rule(text))
    if name == right:
        return Judgement(CORRECT, answer=name)
    card = CARDS[name]
    when = hints.of_variable(card.when, wrt)
    note: Sentence = (f"The {card.title} is for this: ", *when, " What is done last when the function is computed?")
    return Judgement(INCORRECT, answer=name, notes=(note,))


def _previewed_rule(text: str) -> Sentence:
    name = _rule_named(text)
    if name is None:
        raise _no_rule(text)
    return (CARDS[name].title, ": ", CARDS[name].statement)


def _rule_named(text: str) -> str | None:
    wanted = _bare(text[:LONGEST])
    known = {_bare(text): name for name, card in CARDS.items() for text in (name, card.title)} | OTHER_NAMES
    return known.get(wanted)


def _bare(text: str) -> str:
    return " ".join(word for word in re.findall(r"[^\W\d_]+", text.lower()) if word not in ("the", "rule", "a"))


def _no_rule(text: str) -> ReadingError:
    titles = [card.title for name, card in CARDS.items() if name not in NO_RULES]
    near = get_close_matches(text[:LONGEST].lower().strip(), titles, n=1)
    hint = f"Did you mean the {near[0]}?" if near else f"The rules are: {', '.join(titles)}."
    return ReadingError("That is the name of no rule.", hint=hint, text=text or None, column=1 if text else None)


def _rule_rungs(step: Step) -> Rungs:
    return (
        ("Put numbers in for the variables of ", step.of, ". Which operation do you carry out last?"),
        ("That last operation is applied to what? Look at the parts: do both move with ", step.wrt, ", or one of them?"),
        (f"The rule that you need says: {CARDS[step.rule].statement}.",),
    )


# --- which line goes wrong --------------------------------------------------------------------------------------------------------


def find_the_error(exercise: Exercise, assume: str | None) -> Task:
    """The number of the wrong line. Raises TutorError where the mistake cannot be made in this derivation, or is its only line."""
    asked = _asked(exercise, assume)
    lines = with_mistake(asked.root, exercise.mistake or "")
    if len(lines) < FEWEST_LINES:
        raise DomainError(f"The mistake {exercise.mistake} cannot be made in a line of the derivation of {exercise.functions[0]}.")
    wrong = next(number for number, line in enumerate(lines, 1) if line.is_wrong)
    return Task(
        exercise,
        ("Somebody differentiates by ", asked.wrt, ". In which line does it go wrong?"),
        (_function(asked.of), *(_written(number, line) for number, line in enumerate(lines, 1))),
        partial(_judged_line, exercise.mistake or "", lines, wrong),
        str(wrong),
        partial(_line_rungs, lines, wrong),
        partial(_working, exercise, assume),
        names=asked.names,
        example="2",
    )


def _written(number: int, line: Line) -> Sentence:
    """2. ∂/∂u of sin(u) = cos(u), where u = x·y."""
    inner: Sentence = (", where ", line.wrt, " = ", line.inner) if line.inner is not None else ()
    return (f"{number}. ", line.of, "  by ", line.wrt, " gives  ", line.gives, *inner)


def _judged_line(mistake: str, lines: tuple[Line, ...], wrong: int, text: str) -> Judgement:
    found = re.fullmatch(r"(?:line|number|no\.?)? ?(\d{1,3}) ?\.?", " ".join(text[:LONGEST].lower().split()))
    if found is None or not 1 <= int(found[1]) <= len(lines):
        hint = f"Type a number from 1 to {len(lines)}."
        return Judgement(INVALID, error=ReadingError("A line has a number.", hint=hint, text=text or None, column=1 if text else None))
    number = int(found[1])
    if number == wrong:
        return Judgement(CORRECT, answer=S(number), notes=((f"{CATALOGUE[mistake].name}.",),))
    return Judgement(INCORRECT, answer=S(number), notes=(_told(lines[number - 1], number),))


def _told(line: Line, number: int) -> Sentence:
    if line.follows:
        return (f"Line {number} puts together rightly what stands above it; the mistake is in it already when it gets there.",)
    return (f"Line {number} holds: differentiate ", line.of, " by ", line.wrt, " yourself and compare.")


def _line_rungs(lines: tuple[Line, ...], wrong: int) -> Rungs:
    line = lines[wrong - 1]
    first: Sentence = ("Cover what each line gives, differentiate its left side yourself, and compare.",)
    place: Sentence = ("It is a line that needs the ", CARDS[line.rule].title, ".")
    return (first, place, ("Differentiate ", line.of, " by ", line.wrt, " with that rule, and compare."))
