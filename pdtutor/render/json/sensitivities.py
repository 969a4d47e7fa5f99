"""Sensitivities as JSON.

Belongs here: the members that `sensitivity` has. Does not: numbers (`numbers`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pdtutor.calculus.sensitivity import Entry
from pdtutor.explain.phrases import say
from pdtutor.explain.sensitivity import warning
from pdtutor.render.json.numbers import checked, place, plain
from pdtutor.requests.sensitivity import SensitivityResult

Object = dict[str, Any]
Writer = Callable[[Any], str]


def sensitivity(result: SensitivityResult, writer: Writer, _has_steps: bool) -> Object:
    """The result of `sensitivity`: plain numbers, null where there is none; `saliency` holds |∂f/∂x[i,j]| row by row."""
    found = result.sensitivity
    caution = warning(found)
    return {
        "variables": [writer(variable) for variable in result.variables],
        "at": place(result.point, writer),
        "value": plain(found.value),
        "ranking": [_entry(entry, writer) for entry in found.entries],
        "warning": None if caution is None else say(caution, writer),
        "saliency": {name: [[_saliency(entry) for entry in row] for row in grid] for name, grid in found.grids.items()},
        "check": checked(found.gradient.check),
    }


def _entry(entry: Entry, writer: Writer) -> Object:
    known: Object = {
        "variable": writer(entry.variable),
        "derivative": plain(entry.derivative),
        "elasticity": plain(entry.elasticity),
        "why": entry.slope.why,
    }
    return known if entry.slope.sides is None else {**known, "sides": [plain(side) for side in entry.slope.sides]}


def _saliency(entry: Entry | None) -> float | str | None:
    return None if entry is None or entry.derivative is None else plain(entry.size)
