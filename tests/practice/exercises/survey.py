"""A look at a table of shapes: `python -m tests.practice.exercises.survey SKILL [COUNT]` prints drawn exercises with their keys."""

from __future__ import annotations

import sys
from collections import Counter
from time import perf_counter

from pdtutor.course.tasks import make
from pdtutor.errors import TutorError
from pdtutor.explain.phrases import say
from pdtutor.notation.writers import UnicodeWriter
from pdtutor.practice.exercises.fitness import bound, is_fit, size
from pdtutor.practice.exercises.generator import drafts, generate, shapes
from pdtutor.practice.exercises.skills import LEVELS
from tests.practice.exercises.skeletons import skeleton


def main() -> None:
    skill, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 12
    for level in LEVELS:
        print(f"== {skill} {level}: {sum(shape.count for shape in shapes(skill)[level])} shapes, answers up to {bound(level, False)}")
        _refused(skill, level, count)
        made = [generate(skill, level, seed) for seed in range(60)]
        print(f"   {len({skeleton(each.open.exercise) for each in made})} skeletons in {len(made)} exercises")
        for seed in range(count):
            _show(skill, level, seed)


def _refused(skill: str, level: int, count: int) -> None:
    """The draws that are not put, and why."""
    why: Counter[str] = Counter()
    for seed in range(count):
        shape, exercise, _ = next(drafts(f"{skill}-{level}-{seed}", skill, level))
        try:
            task = make(exercise, {})
        except TutorError as error:
            why[f"{exercise.functions or exercise.prompt}: {error.message}"] += 1
            continue
        if not is_fit(task, level, shape.is_zero_meant):
            why[f"not fit {exercise.functions or exercise.prompt} {exercise.at or ''} -> {task.key} (size {size(task.key)})"] += 1
    for reason, times in why.items():
        print(f"   ! {times} x {reason}")


def _show(skill: str, level: int, seed: int) -> None:
    started = perf_counter()
    made = generate(skill, level, seed)
    took = 1000 * (perf_counter() - started)
    writer = UnicodeWriter(made.task.names)
    said = "  ".join(say(line, writer) for line in made.task.shown)
    question = made.task.exercise.prompt or say(made.task.question, writer)
    print(f"   {made.task.exercise.type}: {question} {said}  ->  {made.task.key}  [{size(made.task.key)}]", end=" ")
    print(f"{took:.0f} ms, {len(made.shows)} mistakes told apart")


if __name__ == "__main__":
    main()
