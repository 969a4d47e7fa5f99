"""Descents as JSON.

Belongs here: the members that `descent` has. Does not: numbers (`numbers`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pdtutor.calculus.descent.results import Run, Stability, State, Stop
from pdtutor.render.json.numbers import place, plain
from pdtutor.requests.descent import DescentResult

Object = dict[str, Any]
Writer = Callable[[Any], str]


def descent(result: DescentResult, writer: Writer, has_steps: bool) -> Object:
    """The result of `descent`: of one method the run itself, of several `runs`, one such object each; without `has_steps` no states."""
    found = [_run(run, result, writer, has_steps) for run in result.runs]
    return found[0] if len(result.methods) == 1 and found else {"runs": found}


def _run(run: Run, result: DescentResult, writer: Writer, has_steps: bool) -> Object:
    names = [writer(variable) for variable in result.variables]
    steady = run.stability
    return {
        "method": run.method.name,
        "status": run.status,
        "rate": run.numbers.rate,
        **{name: getattr(run.numbers, name) for name in run.method.takes},
        "at": place(result.point, writer),
        **_data(result, writer),
        "steps": [_state(state, names) for state in run.states] if has_steps else None,
        "stopped": None if run.stop is None else _stop(run.stop, names, writer),
        "stable_rate": None if steady is None else plain(steady.bound),
        "best_rate": None if steady is None else plain(steady.best),
        "curvature": None if steady is None else _curvature(steady),
        "tried_rate": run.tamer or None,
        "kinks": [{"step": number, "where": writer(condition.lhs - condition.rhs)} for number, condition in (run.kinks or {}).items()],
    }


def _data(result: DescentResult, writer: Writer) -> Object:
    if result.data is None:
        return {}
    return {
        "columns": [writer(column) for column in result.data.columns],
        "rows": len(result.data.values),
        "batch": result.batch,
        "seed": result.seed,
    }


def _state(state: State, names: Sequence[str]) -> Object:
    known: Object = {
        "step": state.number,
        "point": _named(names, state.point),
        "value": plain(state.value),
        "gradient": _named(names, state.gradient),
    }
    return known if state.rows is None else {**known, "rows": [row + 1 for row in state.rows]}


def _named(names: Sequence[str], numbers: Sequence[float]) -> Object:
    return {name: plain(number) for name, number in zip(names, numbers, strict=True)}


def _stop(stop: Stop, names: Sequence[str], writer: Writer) -> Object:
    return {
        "step": stop.step,
        "why": stop.why,
        "point": _named(names, stop.point),
        "part": None if stop.part is None else writer(stop.part),
        "arguments": {writer(argument): plain(value) for argument, value in stop.arguments},
        "row": None if stop.row is None else stop.row + 1,
    }


def _curvature(steady: Stability) -> Object:
    return {
        "smallest": plain(steady.smallest),
        "largest": plain(steady.largest),
        "step": steady.step,
        "is_exact": steady.is_exact,
        "is_unbounded": steady.is_unbounded,
    }
