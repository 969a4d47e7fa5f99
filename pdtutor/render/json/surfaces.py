"""Pictures of functions as JSON: what is drawn, not the drawing.

Belongs here: the members that `surface` has. Does not: numbers (`numbers`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sympy import Expr

from pdtutor.calculus.descent.results import State
from pdtutor.calculus.landscape.results import Crease, Landscape, Place
from pdtutor.render.json.numbers import place as placed
from pdtutor.render.json.numbers import plain
from pdtutor.requests.surface import SurfaceResult

Object = dict[str, Any]
Writer = Callable[[Any], str]


def surface(result: SurfaceResult, writer: Writer, _has_steps: bool) -> Object:
    """The result of `surface`: plain numbers, points by name; `why` says why there is no gradient at the point."""
    found = result.landscape
    return {
        "variables": [writer(variable) for variable in found.variables],
        "range": {writer(variable): list(ends) for variable, ends in found.ranges.items()},
        "held": placed(result.held, writer),
        **_point(found, writer),
        "minimum_seen": {"at": _named(found.variables, found.minimum.place, writer), "value": plain(found.minimum.value)},
        "kinks": [_kink(crease, found.variables, writer) for crease in found.kinks],
        "gaps": sorted(found.gaps),
        "path": [_state(state, found.variables, writer) for state in result.path] if result.path else None,
        "stopped": None if result.stop is None else {"step": result.stop.step, "why": result.stop.why},
        "file": None,
    }


def _named(variables: Sequence[Expr], place: Place, writer: Writer) -> Object:
    return {writer(variable): plain(number) for variable, number in zip(variables, place, strict=True)}


def _point(found: Landscape, writer: Writer) -> Object:
    spot = found.point
    if spot is None:
        return {"point": None, "value": None, "gradient": None, "why": None, "tangent": None}
    return {
        "point": _named(found.variables, spot.place, writer),
        "value": plain(spot.value),
        "gradient": None if spot.gradient is None else _named(found.variables, spot.gradient, writer),
        "why": spot.why,
        "tangent": None if spot.gradient is None or len(spot.gradient) > 1 else _tangent(spot.place, spot.value, spot.gradient),
    }


def _tangent(place: Place, value: float, gradient: Place) -> Object:
    (slope,), (start,) = gradient, place
    return {"slope": plain(slope), "intercept": plain(value - slope * start)}


def _kink(crease: Crease, variables: Sequence[Expr], writer: Writer) -> Object:
    """`at`: the places that are single points; of a line null."""
    points = [one for one, other in crease.pieces if one == other]
    at = [_named(variables, point, writer) for point in points] if len(points) == len(crease.pieces) else None
    return {"where": writer(crease.where), "kind": crease.kind, "at": at}


def _state(state: State, variables: Sequence[Expr], writer: Writer) -> Object:
    return {"point": _named(variables, state.point, writer), "value": plain(state.value)}
