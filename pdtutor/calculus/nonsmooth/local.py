"""A function at one point: continuous, differentiable, one-sided slopes, and the sets of its subgradients.

Belongs here: what the limits along the paths say together. Does not: following a path (`germ`), or finding kinks (`kinks`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

import mpmath
from sympy import Expr, Heaviside, Piecewise, sign

from pdtutor.calculus.arithmetic import Digits, Number
from pdtutor.calculus.gradient import spelled_out
from pdtutor.calculus.graph import reverse_sweep
from pdtutor.calculus.limits import DIGITS, INFINITE, is_same
from pdtutor.calculus.nonsmooth import clarke
from pdtutor.calculus.nonsmooth.branches import Branch, exact_vector
from pdtutor.calculus.nonsmooth.convexity import curvature
from pdtutor.calculus.nonsmooth.germ import FAR, NEAR, SAME, Approach, Germ, tends_to_zero
from pdtutor.calculus.nonsmooth.oscillation import swing
from pdtutor.calculus.nonsmooth.paths import Normal, Path, first_paths, paths_between, straight
from pdtutor.calculus.nonsmooth.results import Local, SubgradientSet, Vector
from pdtutor.calculus.nonsmooth.sectors import Around, around
from pdtutor.calculus.nonsmooth.switches import Zeros, switches_of
from pdtutor.calculus.numeric import Compiled
from pdtutor.calculus.results import Value
from pdtutor.calculus.value import one_sided_value
from pdtutor.errors import DomainError

ZERO = -DIGITS // 2  # a power of ten: a switch that is smaller at the point is zero there
SEAM = -250  # a power of ten: a switch that is so near to zero on a path is zero but for rounding
MOST_PATHS = 400  # after so many no new boundaries are looked for
MOST_SLOPES = 48  # straight paths along which one-sided slopes are taken
MOST_ROUNDS = 4  # of looking for regions again with the boundaries that the last round has shown
PARALLEL = 1 - 1e-14  # the cosine of the angle below which two boundaries are taken for one
TEARING = (Piecewise, sign, Heaviside)  # all that can jump
BESIDE = 1e-3  # of the way along a boundary
TORN = 1e-6  # of the distance; values that differ by more belong to no one continuous function
CONVEX = ("convex", "affine", "constant")
NO_NORMAL = 1e-9  # a gradient so small is that of a switch without direction at the point

Point = Mapping[Expr, Expr]


def local(of: Expr, variables: Sequence[Expr], point: Point) -> Local:
    """What `of` is like at a point that gives every variable an exact number.

    Raises DomainError where the function is defined neither there nor around it, or tends to no one value there.
    """
    germ = Germ(of, variables, point)
    active = _active(germ)
    if not active and germ.here == germ.here:
        return _smooth(germ)
    approaches = _all_approaches(germ, active)
    inside = [approach for approach in approaches if approach.value == approach.value]
    here = germ.here if germ.here == germ.here else _continued(germ, inside)
    ways = [approach.path.parts for approach in inside if approach.path.is_straight][:MOST_SLOPES]
    slopes = [germ.sides(parts, here) for parts in (*ways, *_beside_boundaries(germ, active, approaches))]
    found = _with_slopes(germ, inside, here, slopes, is_edge=len(inside) < len(approaches))
    circle = _around(germ, active, approaches)
    is_torn = _is_torn(inside) or (circle is not None and circle.is_torn)
    gradients = circle.gradients if circle else ()
    return _with_convex(_with_clarke(found, germ, inside, gradients, is_torn), germ, slopes)


def _with_slopes(germ: Germ, inside: Sequence[Approach], here: Number, slopes: Sequence[tuple[Number, Number]], is_edge: bool) -> Local:
    """Value, one-sided slopes and gradient, the sets still missing."""
    is_continuous = all(map(tends_to_zero, (approach.gap for approach in inside))) if germ.here == germ.here else True
    one_sided = {variable: germ.sides(_axis(k, len(germ.variables)), here) for k, variable in enumerate(germ.variables)}
    bare = Local(
        point=dict(germ.point),
        continued=None if germ.here == germ.here else one_sided_value(here),
        is_continuous=is_continuous,
        is_differentiable=False,
        is_one_sided=is_continuous and all(abs(right) < INFINITE for _, right in slopes),
        is_edge=is_edge,
        one_sided={variable: (one_sided_value(left), one_sided_value(right)) for variable, (left, right) in one_sided.items()},
    )
    return _differentiated(bare, germ, inside, one_sided, here)


def _beside_boundaries(germ: Germ, active: Sequence[Zeros], approaches: Sequence[Approach]) -> list[Sequence[Number]]:
    """In the plane, the directions on both sides of each boundary: between two boundaries slopes are extreme beside one of them."""
    if len(germ.variables) != 2 or germ.here != germ.here:
        return []
    normals = [(a / size, b / size) for a, b in _normals(germ, active, approaches) for size in (mpmath.hypot(a, b),)]
    return [(-b + side * BESIDE * a, a + side * BESIDE * b) for a, b in normals for side in (-1, 1)]


def _around(germ: Germ, active: Sequence[Zeros], approaches: Sequence[Approach]) -> Around | None:
    """The sectors of a small circle, between the switches that a curve through the point solves; None where paths suffice."""
    is_plane, is_tearing = len(germ.variables) == 2 and germ.here == germ.here, germ.of.has(*TEARING)
    curves = [zeros[0] for zeros in active if len(zeros) == 1]
    if not is_plane or not (is_tearing or (len(curves) == len(active) and _is_intricate(germ, active))):
        return None
    return around(germ, list(dict.fromkeys(curves)), _normals(germ, active, approaches))


def _is_torn(inside: Sequence[Approach]) -> bool:
    """Whether f jumps across a boundary that reaches the point: two paths beside it part at second order, their values at first."""
    ends: dict[tuple[Number, ...], list[Number]] = {}
    for approach in inside:
        if approach.path.bend:
            ends.setdefault(approach.path.parts, []).append(approach.value)
    with mpmath.workdps(DIGITS):
        apart = TORN * mpmath.mpf(10) ** NEAR
        return any(max(values) - min(values) > apart for values in ends.values())


def _smooth(germ: Germ) -> Local:
    """Where no part of the function switches, it has all derivatives, and its formulas hold."""
    with mpmath.workdps(DIGITS):
        limits = germ.gradient()
    gradient = exact_vector(_entries(germ), limits, germ.start, germ.point)
    is_convex = _is_convex(germ)
    point = SubgradientSet("point", (gradient,))
    return Local(
        point=dict(germ.point),
        continued=None,
        is_continuous=True,
        is_differentiable=True,
        is_one_sided=True,
        is_edge=False,
        one_sided={variable: (slope, slope) for variable, slope in zip(germ.variables, gradient, strict=True)},
        gradient=gradient,
        pieces=(gradient,),
        clarke=point,
        convex=point if is_convex else None,
        why_convex="convex" if is_convex else "differentiable",
    )


def _axis(place: int, dimension: int) -> list[float]:
    return [1.0 if k == place else 0.0 for k in range(dimension)]


def _continued(germ: Germ, inside: Sequence[Approach]) -> Number:
    """The value that f tends to where it has none."""
    values = [approach.value for approach in inside]
    with mpmath.workdps(DIGITS):
        tie = mpmath.mpf(10) ** (NEAR // 2)
        if values and abs(values[0]) != INFINITE and all(abs(value - values[0]) <= tie * max(1, abs(value)) for value in values):
            return mpmath.mpf(0) if abs(values[0]) < tie else _rounded(values[0])
    place = ", ".join(f"{variable} = {value}" for variable, value in germ.point.items())
    raise DomainError(f"The function is not defined at {place}.", hint="Choose a point where the function has a value.")


def _rounded(value: Number) -> Number:
    """The simple number that a value in the limit is, where there is one."""
    known = one_sided_value(value).exact
    return value if known is None else Compiled((known,), Digits())({})[0]


# --- approaching the point ------------------------------------------------------------------------------------------------------------


def _all_approaches(germ: Germ, active: Sequence[Zeros]) -> list[Approach]:
    """The limits along all paths: first in all directions, then between the boundaries of the regions that were met."""
    dimension, is_intricate = len(germ.variables), _is_intricate(germ, active)
    approaches = [germ.approach(path) for path in first_paths(dimension, is_intricate)]
    known: list[Normal] = []
    for _ in range(MOST_ROUNDS if dimension > 1 else 0):
        fresh = [normal for normal in _normals(germ, active, approaches) if not any(_is_parallel(normal, other) for other in known)]
        if not fresh or len(known) > clarke.MOST_PIECES or len(approaches) > MOST_PATHS:
            break
        known += fresh
        approaches += [germ.approach(path) for path in paths_between(known, dimension, is_intricate)]
    return _off_seams(germ, active, approaches)


def _off_seams(germ: Germ, active: Sequence[Zeros], approaches: Sequence[Approach]) -> list[Approach]:
    """The paths on which no switch stays zero: on a seam rounding would choose the piece, and the gradient be none of f's."""
    switches = dict.fromkeys(zeros[0] for zeros in active if len(zeros) == 1)
    sides = [Germ(switch, germ.variables, germ.point) for switch in switches]
    off = [approach for approach in approaches if not any(_is_seam(side, approach.path) for side in sides)]
    return off or list(approaches)


def _is_seam(switch: Germ, path: Path) -> bool:
    """Whether a switch is zero on a path, but not all around it as that of a dead unit is."""
    value, gradient = switch.seen(path)
    return bool(abs(value) < mpmath.mpf(10) ** SEAM and any(part != 0 for part in gradient))


def _is_intricate(germ: Germ, active: Sequence[Zeros]) -> bool:
    """Whether regions may end in a point or between curves that touch: a switch has no direction, or two have the same."""
    if germ.here != germ.here or any(len(zeros) > 1 for zeros in active):
        return True
    path = first_paths(len(germ.variables), False)[0]
    normals = [_normal(piece, germ) for zeros in active for piece in _pieces(zeros[0], germ, [path])]
    if any(normal is None for normal in normals):
        return True
    return any(_is_parallel(one, other) for one, other in combinations(normals, 2) if one and other)


def _normals(germ: Germ, active: Sequence[Zeros], approaches: Sequence[Approach]) -> list[Normal]:
    """The directions in which the switches that are zero at the point grow, as far as they have one."""
    paths = [approach.path for approach in approaches]
    found: list[Normal] = []
    for switch in dict.fromkeys(part for zeros in active for part in zeros):
        for piece in _pieces(switch, germ, paths):
            normal = _normal(piece, germ)
            if normal and not any(_is_parallel(normal, other) for other in found):
                found.append(normal)
        if len(found) > clarke.MOST_PIECES:
            break
    return found


def _pieces(switch: Expr, germ: Germ, paths: Sequence[Path]) -> list[Expr]:
    """The formulas, free of cases, that a switch follows on some path."""
    if not switches_of(switch):
        return [switch]
    return list(dict.fromkeys(Branch(germ.near(path)).of(switch) for path in paths))


def _normal(switch: Expr, germ: Germ) -> Normal | None:
    """The gradient of a smooth switch at the point, exact to all digits: a path along its zeros must bear no error."""
    if not switch.free_symbols & set(germ.variables):
        return None
    side = Germ(switch, germ.variables, germ.point)
    with mpmath.workdps(DIGITS):
        gradient = side.gradient()
        if any(part != part or abs(part) == INFINITE for part in gradient):
            gradient = side.approach(first_paths(len(germ.variables), False)[0]).gradient or ()
        return tuple(map(mpmath.mpf, gradient)) if gradient and max(map(abs, gradient)) > NO_NORMAL else None


def _active(germ: Germ) -> list[Zeros]:
    """The switches that are zero, or not defined, at the point."""
    return [zeros for zeros in switches_of(germ.of) if all(_is_zero_at(part, germ) for part in zeros)]


def _is_zero_at(switch: Expr, germ: Germ) -> bool:
    with mpmath.workdps(DIGITS):
        number = Compiled((switch,), Digits())({v: Compiled((value,), Digits())({})[0] for v, value in germ.point.items()})[0]
        return bool(number != number or abs(number) < mpmath.mpf(10) ** ZERO)


def _is_parallel(one: Normal, other: Normal) -> bool:
    across = sum(a * b for a, b in zip(one, other, strict=True))
    return bool(across**2 / (sum(a * a for a in one) * sum(b * b for b in other)) > PARALLEL)


# --- slopes ---------------------------------------------------------------------------------------------------------------------------


def _differentiated(
    bare: Local, germ: Germ, inside: Sequence[Approach], one_sided: Mapping[Expr, tuple[Number, Number]], here: Number
) -> Local:
    """The local result with its gradient, where f differs from a linear function by less than the distance on every path."""
    if not bare.is_continuous or bare.is_edge or not all(is_same(*sides) for sides in one_sided.values()):
        return bare
    slopes = [right for _, right in one_sided.values()]
    exact = [one_sided_value(slope) for slope in slopes]
    numbers = [
        slope if value.exact is None else Compiled((value.exact,), Digits())({})[0] for slope, value in zip(slopes, exact, strict=True)
    ]
    if not all(tends_to_zero(germ.remainder(approach.path, numbers, here)) for approach in inside):
        return bare
    return replace(bare, is_differentiable=True, gradient=_exact_gradient(germ, numbers, exact))


def _exact_gradient(germ: Germ, numbers: Sequence[Number], recognised: Sequence[Value]) -> Vector:
    """The gradient at the point, exact where a formula gives it."""
    if all(value.exact is not None for value in recognised):
        return tuple(recognised)
    path = first_paths(len(germ.variables), False)[0]
    return exact_vector(_entries(germ), numbers, germ.near(path), germ.point)


def _entries(germ: Germ) -> tuple[Expr, ...]:
    return spelled_out(reverse_sweep(germ.of, germ.variables))


# --- Clarke's set ---------------------------------------------------------------------------------------------------------------------


def _with_clarke(bare: Local, germ: Germ, inside: Sequence[Approach], more: Sequence[tuple[Number, ...]], is_torn: bool) -> Local:
    if not bare.is_continuous:
        return replace(bare, why="jump")
    if any(approach.is_growing for approach in inside):
        return replace(bare, why="vertical")  # and where the slope grows, values beside a boundary part without any jump
    if is_torn:
        return replace(bare, why="jump")
    if bare.is_edge:
        return replace(bare, why="edge")
    pieces = clarke.pieces_of(inside, more)
    if any(approach.gradient is None for approach in inside):
        return _oscillating(bare, germ, inside)
    if len(pieces) > clarke.MOST_PIECES // 2 or (len(germ.variables) > 1 and _is_continuum(germ, pieces)):
        ball = clarke.ball_of(germ, inside)
        return replace(bare, clarke=ball or SubgradientSet("unknown"), why=None if ball else "continuum")
    entries = _entries(germ)
    exact = [exact_vector(entries, piece.gradient, germ.near(piece.path), germ.point) for piece in pieces]
    return replace(bare, pieces=tuple(exact), clarke=clarke.hull_of(exact))


def _is_continuum(germ: Germ, pieces: Sequence[clarke.Piece]) -> bool:
    """Whether directions between those tried keep giving new gradients."""
    more = [straight(tuple(part + 0.1 * k for k, part in enumerate(piece.path.parts, 1))) for piece in pieces]
    fresh = [germ.approach(path).gradient for path in more]
    news = [gradient for gradient in fresh if gradient and not any(clarke.is_same(gradient, piece.gradient) for piece in pieces)]
    return 2 * len(news) >= len(pieces) and len(pieces) > 2


def _oscillating(bare: Local, germ: Germ, inside: Sequence[Approach]) -> Local:
    """The set where slopes swing for ever: an interval for a function of one variable whose swing is known, else unknown."""
    unknown = replace(bare, clarke=SubgradientSet("unknown"), why="oscillation")
    if len(germ.variables) > 1:
        return unknown
    ends: list[Number] = []
    for approach in inside:
        found = (approach.gradient[0],) * 2 if approach.gradient else _swing(germ, approach)
        if found is None:
            return unknown
        ends += found
    values = tuple((one_sided_value(end),) for end in (min(ends), max(ends)))
    return replace(bare, clarke=SubgradientSet("hull", values), why="oscillation")


def _swing(germ: Germ, approach: Approach) -> tuple[Number, Number] | None:
    near = germ.near(approach.path)
    with mpmath.workdps(DIGITS):
        ratio = mpmath.mpf(10) ** (FAR - NEAR)
        start = {v: Compiled((value,), Digits())({})[0] for v, value in germ.point.items()}
        far = {v: start[v] + (number - start[v]) * ratio for v, number in near.items()}
    (entry,) = _entries(germ)
    return swing(Branch(near).of(entry), far, near)


# --- the set of convex analysis -------------------------------------------------------------------------------------------------------


def _is_convex(germ: Germ) -> bool:
    """Whether f is proved to be convex in the variables, the others held at the point."""
    held = {variable: value for variable, value in germ.point.items() if variable not in germ.variables}
    return curvature(germ.of, germ.variables, held) in CONVEX


def _with_convex(bare: Local, germ: Germ, slopes: Sequence[tuple[Number, Number]]) -> Local:
    if _is_convex(germ):
        if any(right == -INFINITE for _, right in slopes):
            return replace(bare, convex=SubgradientSet("empty"), why_convex="steep")
        return replace(bare, convex=bare.clarke, why_convex="convex")
    if bare.is_continuous and any(_falls(left, right) for left, right in slopes):
        return replace(bare, convex=SubgradientSet("empty"), why_convex="slopes")
    return replace(bare, why_convex="differentiable" if bare.is_differentiable else "unproved")


def _falls(left: Number, right: Number) -> bool:
    """Whether the slope towards the point is above the slope away from it."""
    if left != left or right != right:
        return False
    return bool(left > right + mpmath.mpf(10) ** SAME * max(1, abs(right))) if abs(left) != INFINITE != abs(right) else bool(left > right)
