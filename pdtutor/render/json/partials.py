"""Partial derivatives and gradients as JSON, with their steps.

Belongs here: the members that `partial` and `gradient` have. Does not: numbers and checks (`numbers`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pdtutor.calculus.results import Gradient, Partial
from pdtutor.calculus.step import Step
from pdtutor.explain.sentences import because, say
from pdtutor.render.json.numbers import amount, checked, vector
from pdtutor.requests.entries import entries_of
from pdtutor.requests.results import GradientResult, PartialResult

Object = dict[str, Any]
Writer = Callable[[Any], str]


def partial(result: PartialResult, writer: Writer, has_steps: bool) -> Object:
    """The result of `partial`."""
    return {"partials": [derivative(each, writer, has_steps, result.is_mixed) for each in result.partials]}


def derivative(partial: Partial, writer: Writer, has_steps: bool, is_mixed: bool = False) -> Object:
    """One partial derivative."""
    order = [writer(variable) for variable in partial.order]
    steps = [derivation(root, writer) if has_steps else None for root in partial.roots]
    return {
        **({"order": order} if is_mixed else {"wrt": order[0]}),
        "derivative": writer(partial.derivative),
        "steps": steps if is_mixed and has_steps else steps[0],
        "held": [writer(variable) for variable in partial.held],
        "conditions": [writer(condition) for condition in partial.conditions],
        "value": amount(partial.value, writer),
        "check": checked(partial.check),
    }


def derivation(step: Step, writer: Writer) -> Object:
    """One step with all below it."""
    return {
        "rule": step.rule,
        "of": writer(step.of),
        "wrt": writer(step.wrt),
        "gives": writer(step.gives),
        "because": say(because(step), writer),
        "held": [writer(variable) for variable in step.held],
        "names": {writer(name): writer(inner) for name, inner in step.names.items()},
        "steps": [derivation(child, writer) for child in step.children],
    }


def gradient(result: GradientResult, writer: Writer, has_steps: bool) -> Object:
    """The result of `gradient`."""
    found = result.gradient
    return {
        "variables": [writer(variable) for variable in found.variables],
        "gradient": [writer(entry) for entry in found.entries],
        "partials": [derivative(each, writer, has_steps) for each in found.partials] or _entries(found, writer),
        "conditions": [writer(condition) for condition in found.conditions],
        "value": vector(found.value, writer),
        "norm": amount(found.norm, writer),
        "steepest_ascent": vector(found.steepest_ascent, writer),
        "check": checked(found.check),
        "shared": {writer(name): writer(part) for name, part in found.shared.items()},
    }


def _entries(gradient: Gradient, writer: Writer) -> list[Object]:
    """The partials of a gradient of many variables: derivatives in the shared names, without steps."""
    return [
        {
            "wrt": writer(entry.wrt),
            "derivative": writer(entry.derivative),
            "steps": None,
            "held": None if entry.held is None else [writer(name) for name in entry.held],
            "conditions": [writer(condition) for condition in entry.conditions],
            "value": amount(entry.value, writer),
            "check": checked(gradient.check),
        }
        for entry in entries_of(gradient)
    ]
