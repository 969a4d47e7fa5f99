"""Grading a class: two workers against one, whole processes in turn.

Belongs here: a class whose answers are all unlike, as files. Does not: larger classes (`growth.answers`).
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.rows import Aim, Row, time
from tests.benchmarks.timing import Effort, Program, pdtutor, processes

STUDENTS = 200
EXERCISES = {
    "square": ("x^2 y + y", "2xy + {c}"),
    "wave": ("sin(x y) + x", "y cos(xy) + 1 + {c} x"),
    "power": ("(3x - 2)^5", "15(3x - 2)^4 + {c}"),
    "quotient": ("x/(3 - x^2)", "(3 + x^2)/(3 - x^2)^2 + {c} x"),
    "bell": ("exp(-x^2) y", "-2xy exp(-x^2) + {c} y"),
    "root": ("sqrt(x^2 + y^2)", "x/sqrt(x^2 + y^2) + {c} y^2"),
    "log": ("log(x^2 + y^2)", "2x/(x^2 + y^2) + {c} y"),
    "product": ("x^2 exp(x) sin(y)", "(2x + x^2) exp(x) sin(y) + {c}"),
    "neuron": ("(sigmoid(w x + b) - y)^2", "2(sigmoid(wx+b) - y) sigmoid(wx+b)(1 - sigmoid(wx+b)) w + {c}"),
    "tower": ("x^y", "y x^(y-1) + {c}"),
}  # function, and right answers where c is 0


def rows(effort: Effort) -> Iterator[Row]:
    """One worker over two."""
    with tempfile.TemporaryDirectory() as folder:
        write_class(Path(folder), STUDENTS, STUDENTS)
        pair = processes(command(Path(folder), 1), command(Path(folder), 2), runs=min(effort.runs, 3))
    answers = STUDENTS * len(EXERCISES)
    peer = f"two workers: {time(pair.peers)}"
    yield Row(f"grade, {answers:,} answers, no two alike, one worker", time(pair.mine), pair.ratio, "x", peer, Aim(1.7, is_most=False))
    yield Row("one answer, all included, one worker", time(pair.mine / answers))


def command(folder: Path, workers: int) -> Program:
    """Grading the class in a folder."""
    files = (str(folder / "lesson.yaml"), str(folder / "class.csv"), "--out", str(folder / "out.csv"))
    return pdtutor("grade", *files, "--workers", str(workers))


def write_class(folder: Path, students: int, unlike: int) -> None:
    """A lesson and the answers of a class to it, every third right, written in its own way; after `unlike` students, the same again."""
    steps = (f"- {{id: {name}, type: derivative, function: '{function}', wrt: x}}" for name, (function, _) in EXERCISES.items())
    (folder / "lesson.yaml").write_text("\n".join(("format: 1", "id: speed", "title: Speed", "steps:", *steps)), encoding="utf-8")
    with (folder / "class.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(["student", *EXERCISES])
        for number in range(students):
            way = number % unlike
            offset = f"0*{way + 1}" if way % 3 == 0 else str(way)
            table.writerow([f"student {number}", *(answer.replace("{c}", offset) for _, answer in EXERCISES.values())])
