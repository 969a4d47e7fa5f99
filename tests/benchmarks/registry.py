"""All subjects by name, in the order in which they are printed.

Belongs here: which there are. Does not: any of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from tests.benchmarks import derivation, grading, judging, lessons, quiz, start_up, views
from tests.benchmarks.growth import answers, memory, parameters, programs, terms
from tests.benchmarks.rows import Row
from tests.benchmarks.timing import Effort

SUBJECTS: Mapping[str, Callable[[Effort], Iterator[Row]]] = {
    "start-up": start_up.rows,
    "views": views.rows,
    "derivation": derivation.rows,
    "judging": judging.rows,
    "lessons": lessons.rows,
    "quiz": quiz.rows,
    "grading": grading.rows,
    "growth.terms": terms.rows,
    "growth.parameters": parameters.rows,
    "growth.programs": programs.rows,
    "growth.memory": memory.rows,
    "growth.answers": answers.rows,
}


def chosen(names: Sequence[str]) -> list[str]:
    """The subjects whose names contain one of the words; all without words."""
    return [subject for subject in SUBJECTS if not names or any(name in subject for name in names)]
