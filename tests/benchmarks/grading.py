"""Grading a class: two workers against one, whole processes in turn. `python -m tests.benchmarks.grading` prints it."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.timing import process_ratio, python

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


def main() -> None:
    for what, figure, limit in rows():
        print(f"{what:<72} {figure:>22}   at least {limit}", flush=True)


def rows() -> Iterator[tuple[str, str, str]]:
    """What, the figure, the bound aimed at."""
    with tempfile.TemporaryDirectory() as folder:
        write_class(Path(folder))
        one, two = (command(Path(folder), workers) for workers in (1, 2))
        single, double, ratio = process_ratio(one, two, runs=3)
    answers = STUDENTS * len(EXERCISES)
    yield f"pdtutor grade, {answers:,} answers, no two alike: one worker / two", f"{single:.1f}/{double:.1f} s {ratio:.2f} x", "1.7 x"
    yield "one answer, all included, one worker", f"{1000 * single / answers:.1f} ms", "-"


def command(folder: Path, workers: int) -> list[str]:
    """Grading the class in a folder."""
    return python(
        "-m", "pdtutor", "grade", str(folder / "lesson.yaml"), str(folder / "class.csv"), "--out", str(folder / "out.csv"),
        "--workers", str(workers),
    )  # fmt: skip


def write_class(folder: Path) -> None:
    """A lesson and the answers of a class to it, every third right, written in its own way."""
    steps = (f"- {{id: {name}, type: derivative, function: '{function}', wrt: x}}" for name, (function, _) in EXERCISES.items())
    (folder / "lesson.yaml").write_text("\n".join(("format: 1", "id: speed", "title: Speed", "steps:", *steps)), encoding="utf-8")
    with (folder / "class.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(["student", *EXERCISES])
        for number in range(STUDENTS):
            offset = f"0*{number + 1}" if number % 3 == 0 else str(number)
            table.writerow([f"student {number}", *(answer.replace("{c}", offset) for _, answer in EXERCISES.values())])


if __name__ == "__main__":
    main()
