"""Results as JSON: the objects that programs rely on.

Belongs here: the names and shapes of all members, expressions written in SymPy's syntax. Does not: any choice of what is derived or shown.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from math import isfinite
from typing import TYPE_CHECKING, Any

from pdtutor.errors import TutorError
from pdtutor.render.failure import SCHEMA, members

if TYPE_CHECKING:
    from pdtutor.calculus.results import Check, Gradient, Partial, Value
    from pdtutor.calculus.step import Step
    from pdtutor.explain.cards import Card
    from pdtutor.notation.writers import SympyWriter
    from pdtutor.render.document import Result
    from pdtutor.requests.results import GradientResult, PartialResult
    from pdtutor.requests.rules import RulesResult

Object = dict[str, Any]
Writer = Callable[[Any], str]


def text(document: Object) -> str:
    """The document on one line, in ASCII, so that any stream takes it."""
    return json.dumps(document, allow_nan=False)


def document(result: Result, error: TutorError | None = None, has_steps: bool = True) -> Object:
    """The whole object that a command prints: what was read, the result (steps null without `has_steps`), the error that cut it short."""
    reading = getattr(result, "reading", None)
    writer = _writer() if reading else str
    inside = _RESULTS[result.command](result, writer, has_steps)
    whole = {
        "schema": SCHEMA,
        "command": result.command,
        "reading": writer(reading.expression) if reading else None,
        "notes": list(reading.notes) if reading else [],
        "indexed": list(getattr(writer, "indexed", ())),
        "functions": dict(getattr(writer, "functions", {})),
        "result": inside,
    }
    return {**whole, "error": members(error)} if error else whole


def content(result: PartialResult | GradientResult) -> Object:
    """The `result` member alone."""
    return _RESULTS[result.command](result, _writer(), True)


def _writer() -> SympyWriter:
    from pdtutor.notation.writers import SympyWriter

    return SympyWriter()


def _partial_result(result: PartialResult, writer: Writer, has_steps: bool) -> Object:
    return {"partials": [_partial(partial, writer, has_steps, result.is_mixed) for partial in result.partials]}


def _partial(partial: Partial, writer: Writer, has_steps: bool, is_mixed: bool = False) -> Object:
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
    from pdtutor.explain.sentences import because, say

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


def checked(check: Check) -> Object:
    """The comparison with independent derivatives."""
    return {"symbolic": check.symbolic, "points": check.points, "max_relative_error": plain(check.max_relative_error)}


def amount(value: Value | None, writer: Writer) -> Object | None:
    """A number as exactly as it is known; `why` is there only where it is more than the formula's value."""
    if value is None:
        return None
    known: Object = {"exact": None if value.exact is None else writer(value.exact), "decimal": plain(value.decimal)}
    if value.why is not None:
        known["why"] = value.why
    if value.sides is not None:
        known["sides"] = [plain(side) for side in value.sides]
    return known


def plain(number: float | None) -> float | str | None:
    """A plain number; JSON has no name for those that are not finite, so they become "inf", "-inf" or "nan"."""
    return number if number is None or isfinite(number) else str(number)


def _gradient_result(result: GradientResult, writer: Writer, has_steps: bool) -> Object:
    found = result.gradient
    return {
        "variables": [writer(variable) for variable in found.variables],
        "gradient": [writer(entry) for entry in found.entries],
        "partials": [_partial(partial, writer, has_steps) for partial in found.partials] or _entries(found, writer),
        "conditions": [writer(condition) for condition in found.conditions],
        "value": _vector(found.value, writer),
        "norm": amount(found.norm, writer),
        "steepest_ascent": _vector(found.steepest_ascent, writer),
        "check": checked(found.check),
        "shared": {writer(name): writer(part) for name, part in found.shared.items()},
    }


def _entries(gradient: Gradient, writer: Writer) -> list[Object]:
    """The partials of a gradient of many variables: derivatives in the shared names, without steps."""
    from pdtutor.requests.entries import entries_of

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


def _vector(values: Iterable[Value] | None, writer: Writer) -> list[Object | None] | None:
    return None if values is None else [amount(entry, writer) for entry in values]


def _rules_result(result: RulesResult, _writer: Writer, _has_steps: bool) -> Object:
    return {"rules": [_card(card) for card in result.cards]}


def _card(card: Card) -> Object:
    return {name: getattr(card, name) for name in ("name", "statement", "when", "example", "mistake")}


_RESULTS: dict[str, Callable[[Any, Writer, bool], Object]] = {
    "partial": _partial_result,
    "gradient": _gradient_result,
    "rules": _rules_result,
}
