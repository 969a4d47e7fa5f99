"""Kinks and subgradients as JSON.

Belongs here: the members that `subgradient` has. Does not: numbers (`numbers`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pdtutor.calculus.nonsmooth.frameworks import FrameworkGradient
from pdtutor.calculus.nonsmooth.results import Kink, Local, SubgradientSet
from pdtutor.render.json.numbers import amount, place, plain, vector
from pdtutor.requests.results import SubgradientResult

Object = dict[str, Any]
Writer = Callable[[Any], str]


def subgradient(result: SubgradientResult, writer: Writer, _has_steps: bool) -> Object:
    """The result of `subgradient`; all but the kinks only at a point."""
    found = result.subgradient
    known: Object = {
        "variables": [writer(variable) for variable in found.variables],
        "kinks": [_kink(kink, writer) for kink in found.kinks],
        "complete": found.is_complete,
        "curvature": found.curvature,
    }
    return known if found.local is None else {**known, **_local(found.local, writer)}


def _kink(kink: Kink, writer: Writer) -> Object:
    return {
        "where": writer(kink.where),
        "at": None if kink.at is None else {writer(variable): plain(value.decimal) for variable, value in kink.at.items()},
        "kind": kink.kind,
        "sides": vector(kink.sides, writer),
    }


def _local(found: Local, writer: Writer) -> Object:
    return {
        "at": place(found.point, writer),
        "continuous": found.is_continuous,
        "differentiable": found.is_differentiable,
        "one_sidedly_differentiable": found.is_one_sided,
        "edge_of_domain": found.is_edge,
        "continued": amount(found.continued, writer),
        "gradient": vector(found.gradient, writer),
        "one_sided": {writer(variable): vector(sides, writer) for variable, sides in found.one_sided.items()},
        "clarke": _set(found.clarke, writer),
        "why": found.why,
        "convex_subdifferential": _set(found.convex, writer),
        "why_convex": found.why_convex,
        "frameworks": {each.framework: _framework(each) for each in found.frameworks},
    }


def _set(found: SubgradientSet | None, writer: Writer) -> Object | None:
    if found is None:
        return None
    return {
        "kind": found.kind,
        "points": [vector(point, writer) for point in found.points],
        "center": vector(found.center, writer),
        "radius": amount(found.radius, writer),
    }


def _framework(found: FrameworkGradient) -> Object:
    return {
        "version": found.version,
        "gradient": None if found.gradient is None else [plain(slope) for slope in found.gradient],
        "why": found.why,
    }
