"""Derivatives from first principles as JSON.

Belongs here: the members that `limit` has. Does not: numbers and checks (`numbers`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pdtutor.calculus.first_principles.results import Move, Row
from pdtutor.render.json.numbers import amount, checked, exactly, place, plain
from pdtutor.requests.results import LimitResult

Object = dict[str, Any]
Writer = Callable[[Any], str]


def limit(result: LimitResult, writer: Writer, has_steps: bool) -> Object:
    """The result of `limit`: the table holds plain numbers, taken at the point `at`."""
    found = result.limit
    return {
        "wrt": writer(found.wrt),
        "step": writer(found.step),
        "quotient": writer(found.quotient),
        "simplified": writer(found.simplified),
        "limit": writer(found.limit),
        "steps": [_move(move, writer) for move in found.moves] if has_steps else None,
        "conditions": [writer(condition) for condition in found.conditions],
        "at": place(found.at, writer),
        "is_example": found.is_example,
        "value": amount(found.value, writer),
        "continued": None if found.continued is None else exactly(found.continued, writer),
        "table": _table(found.table),
        "table_left": _table(found.table_left),
        "best_step": plain(found.best_step),
        "check": checked(found.check),
    }


def _move(move: Move, writer: Writer) -> Object:
    return {"kind": move.kind, "of": None if move.left is None else writer(move.left), "gives": writer(move.right)}


def _table(rows: Sequence[Row]) -> list[Object]:
    return [{"h": plain(row.h), "value": plain(row.value), "error": plain(row.error)} for row in rows]
