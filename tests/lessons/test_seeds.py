"""The five documents that the course grew from: each of their formulas is worked or asked in the lesson that teaches it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from functools import cache

import pytest

import pdtutor
from pdtutor.course.lesson import Exercise, Lesson, Worked
from pdtutor.course.parameters import drawn
from pdtutor.course.tasks import make
from tests.lessons.test_bundled import FILES, lesson

LESSONS = {lesson(file).id: lesson(file) for file in FILES}

DERIVING = ("partial", "gradient", "jacobian", "hessian", "total", "limit")

FORMULAS = [
    ("000 §1, 001", "x^2 + 3x y + y^2", "x", "freeze-the-rest"),
    ("000 §1, 001", "x^2 + 3x y + y^2", "y", "freeze-the-rest"),
    ("000 §1, the limit", "x^2 y", "x", "first-principles"),
    ("000 §2, two slopes", "20 + 4x - x^2 + x y - y^2", "x", "slopes-on-a-hill"),
    ("000 §2, two slopes", "20 + 4x - x^2 + x y - y^2", "y", "slopes-on-a-hill"),
    ("000 §4", "x^2 + y^2", "x", "total-versus-partial"),
    ("000 §6", "(y - (w1 x1 + w2 x2 + b))^2", "w1", "linear-regression"),
    ("000 §6", "(y - (w1 x1 + w2 x2 + b))^2", "w2", "linear-regression"),
    ("000 §6", "(y - (w1 x1 + w2 x2 + b))^2", "b", "linear-regression"),
    ("000 §8, the slope of σ", "1/(1 + exp(-z))", "z", "a-neuron"),
    ("000 §8, 003 §6", "(sigmoid(w x + b) - y)^2/2", "w", "a-neuron"),
    ("000 §9", "L(f(g(h(x))))", "x", "chain-rule"),
    ("000 §9", "f(g(h(x)))^2/2", "x", "backpropagation"),
    ("000 §11", "relu(w x + b)", "w", "kinks"),
    ("000 §12", "(sum(w[i]*x[i], i=1..n) - y)^2", "w[k]", "why-it-scales"),
    ("001", "3x^2 + 2x y + y^2", "x", "freeze-the-rest"),
    ("001", "3x^2 + 2x y + y^2", "y", "freeze-the-rest"),
    ("001", "x^2 y + sin(x y)", "y", "chain-rule"),
    ("001", "(w1 + 2w2 - y)^2", "w1", "gradient"),
    ("001", "(w1 + 2w2 - y)^2", "w2", "gradient"),
    ("002", "x^2 y + 3y", "y", "freeze-the-rest"),
    ("002", "(y - (w x + b))^2", "w", "linear-regression"),
    ("002", "(y - (w x + b))^2", "b", "linear-regression"),
    ("003 §5", "(f(w x + b) - y)^2/2", "w", "a-neuron"),
    ("003 §5", "(sigmoid(w x + b) - y)^2/2", "b", "a-neuron"),
    ("004", "x^2 + 3y^2 - 4x y", "x", "freeze-the-rest"),
    ("004", "x^2 + 3y^2 - 4x y", "y", "freeze-the-rest"),
]


def asked_in(of: Lesson) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each function that is differentiated in a step, with the variables that it is differentiated by; none where that is by all."""
    for step in of.steps:
        if isinstance(step, Exercise):
            yield from ((function, step.wrt or step.order) for function in step.functions if step.wrt or step.order)
        elif isinstance(step, Worked) and (words := shlex.split(step.command))[0] in DERIVING:
            wrt = words[words.index("--wrt") + 1].split(",") if "--wrt" in words else []
            yield words[1], tuple(wrt)


@cache
def read(text: str) -> object:
    try:
        return pdtutor.read(text, functions="L") if text.startswith("L(") else pdtutor.read(text)
    except pdtutor.TutorError:  # a command whose first word is no expression, a formula with a parameter, a relation
        return None


@pytest.mark.parametrize(("source", "formula", "wrt", "where"), FORMULAS)
def test_each_formula_is_worked_or_asked(source: str, formula: str, wrt: str, where: str) -> None:
    wanted = read(formula)
    assert wanted is not None
    assert any(read(function) == wanted and (not by or wrt in by) for function, by in asked_in(LESSONS[where])), source


KEYS = [
    ("001, one step", "gradient-descent", "then-knobs", "w1=1.4, w2=1.8"),
    ("002, the code", "freeze-the-rest", "fill-the-gap", "x^2 + 3"),
    ("003 §4, the sign", "gradient-descent", "which-way", None),
    ("004, the saddle", "gradient-descent", "off-the-pass", None),
    ("000 §5, the update", "gradient-descent", "first-step", None),
    ("000 §8, three factors", "a-neuron", "three-stations", None),
    ("000 §10", "sensitivity", "brightness-of-a-pixel", None),
    ("000 §13, layout", "jacobians", "two-dials", None),
    ("000 §14, independent in reality", "misconceptions", "rooms-come-along", None),
    ("000 §14, approximate or exact", "misconceptions", "what-h-adds", None),
    ("000 §14, numerical or automatic", "misconceptions", "pairs", None),
]


@pytest.mark.parametrize(("source", "where", "id", "key"), KEYS)
def test_each_statement_has_its_exercise(source: str, where: str, id: str, key: str | None) -> None:
    found = next((exercise for exercise in LESSONS[where].exercises if exercise.id == id), None)
    assert found is not None, source
    answer = make(found, drawn(where, found, 0), LESSONS[where].assume).key
    assert key is None or answer.replace("*", " ").split() == key.replace("*", " ").split()


def test_the_factors_of_a_neuron_are_worked_along_its_graph() -> None:
    commands = [step.command for step in LESSONS["a-neuron"].steps if isinstance(step, Worked)]
    assert any(command.startswith("backprop") and "sigmoid(z)" in command and "(ŷ - y)^2" in command for command in commands)
