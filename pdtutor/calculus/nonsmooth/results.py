"""What there is to know where a function is not smooth: frozen results, ready to be shown in any format.

Belongs here: data. Does not: text of any kind, or finding any of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sympy import Basic, Expr

from pdtutor.calculus.nonsmooth.frameworks import FrameworkGradient
from pdtutor.calculus.results import Value

Vector = tuple[Value, ...]


@dataclass(frozen=True)
class Kink:
    """A place where the function fails to be differentiable although it goes on around it.

    where  a relation such as w·x + b = 0, or And of several
    kind   "kink" (the slopes on the sides differ), "vertical" (a slope grows without bound) or "jump"
    at     variable → value where the place is a single point, else None
    sides  the slopes left and right of it, for a single point of a function of one variable, else None
    """

    where: Basic
    kind: str
    at: Mapping[Expr, Value] | None = None
    sides: tuple[Value, Value] | None = None


@dataclass(frozen=True)
class SubgradientSet:
    """A set of gradients, its coordinates in the order of the variables.

    kind    "point", "hull" (of `points`, its vertices), "ball" (around `center` with `radius`), "empty" or "unknown"
    points  of a point or a hull
    """

    kind: str
    points: tuple[Vector, ...] = ()
    center: Vector | None = None
    radius: Value | None = None


@dataclass(frozen=True)
class Local:
    """A function at one point.

    point           variable → exact number
    continued       the value that f tends to there, where f itself has none; else None
    is_continuous   as far as f is defined around the point
    is_differentiable, gradient  the derivative there, if there is one
    is_one_sided    whether the slope along every direction tried exists on each side
    is_edge         whether f is undefined on one side, so that the point lies on the edge of its domain
    one_sided       variable → the slopes left and right along it
    pieces          the gradients that hold in the regions around the point, in the limit; empty where there are too many
    clarke          Clarke's subdifferential, None where f is not Lipschitz there
    why             why there is no set, or why it is not known: "jump", "vertical", "edge", "oscillation" or "continuum"
    convex          the subdifferential of convex analysis, None where it is not known
    why_convex      "convex" (proved), "differentiable", "slopes" (a left slope above its right one),
                    "steep" (a slope of -∞) or "unproved"
    frameworks      what automatic differentiation returns there
    """

    point: Mapping[Expr, Expr]
    continued: Value | None
    is_continuous: bool
    is_differentiable: bool
    is_one_sided: bool
    is_edge: bool
    one_sided: Mapping[Expr, tuple[Value, Value]]
    gradient: Vector | None = None
    pieces: tuple[Vector, ...] = ()
    clarke: SubgradientSet | None = None
    why: str | None = None
    convex: SubgradientSet | None = None
    why_convex: str | None = None
    frameworks: tuple[FrameworkGradient, ...] = ()


@dataclass(frozen=True)
class Subgradient:
    """The kinks of a function and, at a point if one is asked for, its sets of subgradients.

    is_complete  whether `kinks` are all there are, as far as their equations could be solved
    """

    of: Expr
    variables: tuple[Expr, ...]
    kinks: tuple[Kink, ...]
    is_complete: bool = True
    local: Local | None = None
    curvature: str = "unknown"
    smooth: Mapping[Expr, Expr] = field(default_factory=dict)
