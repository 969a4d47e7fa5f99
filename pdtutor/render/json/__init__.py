"""Results as JSON: the objects that programs rely on.

Belongs here: the object around a result, and which file writes which command's. Does not: the members of a result (the files of this
folder), any choice of what is derived or shown.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from pdtutor.errors import TutorError
from pdtutor.render.failure import SCHEMA, members

if TYPE_CHECKING:
    from pdtutor.notation.writers import SympyWriter
    from pdtutor.render.document import Result
    from pdtutor.requests.results import Pointed

Object = dict[str, Any]
Writer = Callable[[Any], str]

HOMES = {
    "partial": "partials",
    "gradient": "partials",
    "jacobian": "matrices",
    "hessian": "matrices",
    "directional": "matrices",
    "total": "dependence",
    "limit": "quotient",
    "subgradient": "nonsmooth",
    "backprop": "programs",
    "descent": "descents",
    "sensitivity": "sensitivities",
    "scale": "operations",
    "surface": "surfaces",
    "rules": "cards",
    "check": "judgements",
    "grade": "classroom",
}


def text(document: Object) -> str:
    """The document on one line, in ASCII, so that any stream takes it."""
    return json.dumps(document, allow_nan=False)


def document(result: Result, error: TutorError | None = None, has_steps: bool = True) -> Object:
    """The whole object that a command prints: what was read, the result (steps null without `has_steps`), the error that cut it short."""
    reading = getattr(result, "reading", None)
    writer = _writer() if reading else str
    inside = _inside(result, writer, has_steps)
    whole = {
        "schema": SCHEMA,
        "command": result.command,
        "reading": _reading(reading.expression, writer) if reading else None,
        "notes": list(reading.notes) if reading else [],
        "indexed": list(getattr(writer, "indexed", ())),
        "functions": dict(getattr(writer, "functions", {})),
        "result": inside,
    }
    return {**whole, "error": members(error)} if error else whole


def _reading(expression: Any, writer: Writer) -> str | None:
    """The text of what was read, several outputs between square brackets; None where nothing was."""
    from sympy import Tuple

    if not isinstance(expression, Tuple):
        return writer(expression)
    return writer(list(expression)) if expression else None


def content(result: Pointed) -> Object:
    """The `result` member alone."""
    return _inside(result, _writer(), True)


def _inside(result: Result, writer: Writer, has_steps: bool) -> Object:
    """The members of the result, by the function named after its command."""
    home = import_module(f"{__name__}.{HOMES[result.command]}")
    write: Callable[[Result, Writer, bool], Object] = getattr(home, result.command)
    return write(result, writer, has_steps)


def _writer() -> SympyWriter:
    from pdtutor.notation.writers import SympyWriter

    return SympyWriter()
