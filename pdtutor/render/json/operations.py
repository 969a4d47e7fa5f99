"""Counts of operations as JSON.

Belongs here: the members that `scale` has. Does not: counting (`calculus.scale`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pdtutor.calculus.operations.counts import BOUND
from pdtutor.calculus.scale import Row
from pdtutor.explain.scale import BILLION, SPEED
from pdtutor.requests.scale import ScaleResult

Object = dict[str, Any]


def scale(result: ScaleResult, _writer: Callable[[Any], str], _has_steps: bool) -> Object:
    """The result of `scale`; `extrapolated` is no count."""
    found = result.scale
    operations = found.extrapolated(BILLION)
    return {
        "rows": [_row(row) for row in found.rows],
        "slopes": dict(found.slopes) or None,
        "bound": BOUND,
        "extrapolated": {
            "parameters": BILLION,
            **operations,
            "operations_per_second": SPEED,
            "seconds": {method: number / SPEED for method, number in operations.items()},
        },
    }


def _row(row: Row) -> Object:
    return {
        "asked": row.asked,
        "parameters": row.parameters,
        "layers": list(row.architecture.widths),
        **row.counts.__dict__,
        "ratio": row.ratio,
    }
