"""Which drawn exercises are fit to be put: an answer of moderate size, no trivial zero, a function that has values, a key that is right.

Belongs here: these tests. Does not: drawing (`generator`), a shape's own numbers (`shapes`).
"""

from __future__ import annotations

import re
from itertools import islice
from math import isfinite

from sympy import Expr

from pdtutor.calculus.equivalence.candidates import Region
from pdtutor.calculus.numeric import Compiled
from pdtutor.course.tasks import Task
from pdtutor.grading.judge import Judge
from pdtutor.grading.results import CORRECT
from pdtutor.notation.algebra import substitute

LARGEST = {1: 9, 2: 14, 3: 20, 4: 28, 5: 40}  # level → names and numbers in an answer
SEVERAL = 2  # so many times as many where the answer has several entries
LONGEST_NUMBER = 4  # digits
FEWEST, TRIED = 3, 40  # points where a function has a value, of how many that are tried
ATOM = re.compile(r"[^\W\d]\w*|\d+(?:\.\d+)?")


def size(answer: str) -> int:
    """How many names and numbers an answer as typed has."""
    return len(ATOM.findall(answer))


def bound(level: int, has_entries: bool) -> int:
    """The largest size of an answer on a level."""
    return LARGEST[level] * (SEVERAL if has_entries else 1)


def is_fit(task: Task, level: int, is_zero_meant: bool) -> bool:
    """Whether the exercise is one to be put on a level."""
    return (
        _is_moderate(task.key, level)
        and (is_zero_meant or not _is_trivial(task))
        and _has_values(task)
        and task.judge(task.key).verdict == CORRECT
    )


def _is_moderate(key: str, level: int) -> bool:
    digits = re.findall(r"\d+", key)
    return size(key) <= bound(level, key.startswith("[")) and all(len(each) <= LONGEST_NUMBER for each in digits)


def _is_trivial(task: Task) -> bool:
    """Whether too much of the answer is 0: all of it or, of several entries, more than every second one."""
    entries = re.sub(r"[\[\]\s]", "", task.key).split(",")
    zeros = entries.count("0")
    return 2 * zeros > len(entries) or (zeros > 0 and task.exercise.type == "gradient")


def _has_values(task: Task) -> bool:
    """Whether what is differentiated, and the derivative, have values at several points, or at the one that is asked for."""
    if not isinstance(task.judge, Judge):
        return True
    asked = task.judge.asked
    if asked.point or asked.entries[0].curve is not None:
        return "undefined" not in task.key
    return all(_somewhere(substitute(entry.function, entry.meanings), entry.right) for entry in asked.entries)


def _somewhere(function: Expr, right: Expr) -> bool:
    compiled = Compiled((function, right))
    found = (point for point in Region((function, right), {}).points(TRIED) if all(map(isfinite, compiled(point))))
    return len(list(islice(found, FEWEST))) == FEWEST
