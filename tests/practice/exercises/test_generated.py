"""Generated exercises, every skill on every level: what is true of each of them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import combinations, product
from math import isfinite
from random import Random

import pytest
import sympy as sp
from sympy.core.function import AppliedUndef

from pdtutor.calculus.numeric import Compiled
from pdtutor.course.tasks import Task
from pdtutor.grading.results import CORRECT, INCORRECT
from pdtutor.notation import reader
from pdtutor.notation.names import canonical, variables_of
from pdtutor.notation.writers import PlainWriter
from pdtutor.practice.exercises.choices import ChoiceJudge
from pdtutor.practice.exercises.fitness import bound, size
from pdtutor.practice.exercises.generator import Generated, drafts, generate, shapes
from pdtutor.practice.exercises.skills import LEVELS, SKILLS
from pdtutor.practice.quiz.picking import identity
from tests.practice.exercises.skeletons import skeleton

CELLS = [(skill, level) for skill in SKILLS for level in LEVELS]
FEW, MANY = 4, 33  # seeds of a cell: 620 exercises, and 5,115 in the long run
FEWEST_SHAPES = 8
PLACES = (0.37, 0.71, 1.13, 1.57, 2.03, 2.59)  # coordinates that no exercise is special at


def exercises(skill: str, level: int, count: int) -> Iterator[Generated]:
    return (generate(skill, level, seed) for seed in range(count))


def test_every_skill_has_a_table_of_five_levels() -> None:
    assert {skill: tuple(shapes(skill)) for skill in SKILLS} == dict.fromkeys(SKILLS, LEVELS)


@pytest.mark.parametrize(("skill", "level"), CELLS)
def test_every_exercise_is_sound(skill: str, level: int) -> None:
    for exercise in exercises(skill, level, FEW):
        check(exercise)


@pytest.mark.long
@pytest.mark.parametrize(("skill", "level"), CELLS)
def test_each_of_five_thousand_exercises_is_sound(skill: str, level: int) -> None:
    for exercise in exercises(skill, level, MANY):
        check(exercise)


def check(exercise: Generated) -> None:
    task = exercise.task
    assert exercise.id == f"{exercise.skill}-{exercise.level}-{exercise.id.rsplit('-', 1)[1]}"
    reads_back(task)
    assert len(task.hints) == 3
    assert task.judge(task.key).verdict == CORRECT, (exercise.id, task.key)
    asked = exercise.open
    assert size(asked.key) <= bound(exercise.level, asked.key.startswith("[")), (exercise.id, asked.key)
    if isinstance(task.judge, ChoiceJudge):
        has_sound_choices(task)
    if asked.exercise.type in ("derivative", "gradient") and not asked.exercise.at:
        agrees_with_sympy(asked)


def reads_back(task: Task) -> None:
    """What is shown of a function, typed again, is the function."""
    for text in task.exercise.functions if task.exercise.type != "total" else ():
        reading = reader.read(text)
        again = reader.read(PlainWriter(reading.shown)(reading.expression))
        assert again.expression == reading.expression, text


def has_sound_choices(task: Task) -> None:
    letters = [letter for letter, _ in zip("abcd", task.exercise.options, strict=False)]
    judged = {letter: task.judge(letter) for letter in letters}
    assert [letter for letter in letters if judged[letter].verdict == CORRECT] == [task.key]
    assert all(judged[letter].verdict == INCORRECT and judged[letter].mistakes for letter in letters if letter != task.key)
    for one, other in combinations(letters, 2):
        assert differ(judged[one].answer, judged[other].answer), (task.exercise.id, one, other)


def differ(one: object, other: object) -> bool:
    """Whether two answers have other values somewhere: SymPy's numbers, not the judge's."""
    if isinstance(one, tuple) != isinstance(other, tuple):
        return True
    pairs = zip(one, other, strict=True) if isinstance(one, tuple) and isinstance(other, tuple) else [(one, other)]
    return any(differ_somewhere(sp.sympify(a), sp.sympify(b)) for a, b in pairs)


def differ_somewhere(one: sp.Expr, other: sp.Expr) -> bool:
    names = sorted(variables_of(one) | variables_of(other), key=str)
    compiled = Compiled((one, other))
    for shift, scale, turn in product(range(len(PLACES)), (1, -1, 7, 0.05, -0.05), (1, -1)):
        a, b = compiled({name: scale * turn**place * PLACES[(place + shift) % len(PLACES)] for place, name in enumerate(names)})
        if isfinite(a) and isfinite(b) and abs(a - b) > 1e-9 * max(1.0, abs(a)):
            return True
    return False


def agrees_with_sympy(task: Task) -> None:
    reading = reader.read(task.exercise.functions[0])
    if reading.expression.atoms(sp.Sum, sp.Abs, sp.Max, sp.Min, sp.Piecewise, AppliedUndef):
        return
    names = {str(name): name for name in variables_of(reading.expression)}
    orders = [task.exercise.order] if task.exercise.order else [(name,) for name in task.exercise.wrt]
    answers = task.judge(task.key).answer
    for order, answer in zip(orders, answers if isinstance(answers, tuple) else [answers], strict=True):
        right = reading.expression
        for name in order:
            right = sp.diff(right.doit(), names.get(canonical(name), sp.Symbol(name, real=True)))
        assert not differ_somewhere(sp.sympify(answer), right), (task.exercise.functions, answer, right)


@pytest.mark.parametrize(("skill", "level"), CELLS)
def test_a_level_has_at_least_eight_shapes_none_a_renaming_of_another(skill: str, level: int) -> None:
    drawn = (next(drafts(f"{skill}-{level}-{seed}", skill, level))[1] for seed in range(80))
    assert len({skeleton(exercise) for exercise in drawn}) >= FEWEST_SHAPES


@pytest.mark.parametrize(("skill", "level"), CELLS)
def test_nearly_every_draw_is_fit_so_that_none_is_waited_for(skill: str, level: int) -> None:
    tried = sum(1 for seed in range(25) for _ in until_fit(skill, level, seed))
    assert tried <= 25 + 8


def until_fit(skill: str, level: int, seed: int) -> Iterator[str]:
    """The draws up to the one that is put."""
    made = generate(skill, level, seed)
    for _, exercise, name in drafts(made.id, skill, level):
        yield name
        if name == made.shape and exercise == made.open.exercise:
            return


def test_seeds_give_other_exercises() -> None:
    made = [identity(generate(skill, level, seed).open.exercise) for skill, level in CELLS[::7] for seed in range(8)]
    assert len(set(made)) > 0.8 * len(made)


FIRST_OF_ALL = """
from pdtutor.practice.exercises.generator import generate
from pdtutor.practice.exercises.skills import LEVELS, SKILLS
for skill in SKILLS:
    for level in LEVELS:
        made = generate(skill, level, {seed})
        print(made.id, made.shape, made.task.exercise, made.task.key)
"""


def test_a_seed_gives_the_same_exercise_in_every_process() -> None:
    seed = Random(3).randrange(1000)
    outputs = set()
    for hash_seed in ("1", "2"):
        process = subprocess.run(
            [sys.executable, "-c", FIRST_OF_ALL.format(seed=seed)],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
        )
        outputs.add(process.stdout)
    assert len(outputs) == 1
    assert len(outputs.pop().splitlines()) == len(CELLS)
