"""The page of a Hessian: the second partials and their derivations, whether the order matters, and what the matrix says at a point."""

from __future__ import annotations

from collections.abc import Iterator

from pdtutor.calculus.results import Hessian, MixedPair
from pdtutor.explain.curvature import definiteness, mixed_pair, stationary, unequal_there
from pdtutor.render.blocks import Block, Equation, Matrix, Reading, Said, Section, Verdict
from pdtutor.render.labels import Label, Labels
from pdtutor.render.pages import parts
from pdtutor.requests.results import HessianResult

TITLE = "The Hessian"
H = Label("H", lambda: "H")


def sections(result: HessianResult, labels: Labels) -> tuple[Section, ...]:
    """The derivations, then the matrix and what it says; before the matrix is there, the first derivatives."""
    found = result.hessian
    if found is None:
        return tuple(_first(result, labels))
    derived = () if result.detail == "brief" else (*_first(result, labels), *_derivations(found, result.detail == "full", labels))
    return (*derived, Section(Label("Hessian H", lambda: r"\text{Hessian }H"), _blocks(found, result, labels)))


def equations(result: HessianResult, labels: Labels) -> tuple[Equation, ...]:
    """H as a matrix of formulas."""
    return (Equation(H, labels.matrix(result.hessian.entries if result.hessian else ())),)


def _first(result: HessianResult, labels: Labels) -> Iterator[Section]:
    """The first partials, which the second ones begin with."""
    for place, partial in enumerate(result.gradient.partials):
        yield parts.derivation_section(labels.of_order(partial.order), partial, place=(place,))


def _derivations(found: Hessian, is_full: bool, labels: Labels) -> Iterator[Section]:
    """Each second partial; of mixed ones one order, and the other too where the two differ or all is asked for."""
    differing = {pair.variables for pair in found.mixed if pair.is_equal_there is False or not pair.is_equal}
    for i, row in enumerate(found.partials):
        for j, partial in enumerate(row):
            if i <= j or is_full or (found.variables[j], found.variables[i]) in differing:
                yield parts.derivation_section(labels.of_order(partial.order), partial, first=1, place=(i, j))


def _blocks(found: Hessian, result: HessianResult, labels: Labels) -> tuple[Block, ...]:
    names = [labels.of(variable) for variable in found.variables]
    roots = [partial.roots[-1] for row in found.partials for partial in row]
    return parts.spaced(
        [Reading(labels.call, found.of)],
        _matrix(found, names),
        (Said(mixed_pair(pair, _orders(pair, labels), not found.conditions)) for pair in found.mixed),
        parts.where_it_holds(found.conditions, roots),
        _at_point(found, result, labels, names),
        [Verdict(found.check)],
    )


def _orders(pair: MixedPair, labels: Labels) -> tuple[Label, Label]:
    x, y = pair.variables
    return labels.of_order((x, y)), labels.of_order((y, x))


def _matrix(found: Hessian, names: list[Label]) -> Iterator[Block]:
    yield Said(("Row by row the gradients of the first partials: the entry in row i, column j is differentiated by variable i, then j.",))
    yield Matrix(H, tuple(tuple((entry,) for entry in row) for row in found.entries), tuple(names[: len(found.entries)]), tuple(names))


def _at_point(found: Hessian, result: HessianResult, labels: Labels, names: list[Label]) -> Iterator[Block]:
    if found.value is not None:
        yield Said((*parts.at(labels, result.point), ":"))
        yield from parts.numeric_matrix(H, found.value, names, names)
        orders = [[labels.of_order((x, y)) for y in found.variables] for x in found.variables]
        yield from parts.reasons(found.value, orders)
        for pair in found.mixed:
            if pair.is_equal_there is False:
                yield Said(unequal_there(_orders(pair, labels)))
    if found.eigenvalues is not None and found.definiteness is not None:
        listed, sizes = parts.vector(found.eigenvalues), [value.decimal or 0.0 for value in found.eigenvalues]
        meaning = definiteness(found.definiteness, max(sizes), min(sizes))
        rounded = parts.decimals((found.eigenvalues,))
        about = (" ≈ ", *parts.coordinates(rounded[0])) if rounded is not None else ()
        yield Said(("Eigenvalues " if len(found.variables) > 1 else "Eigenvalue ", *listed, *about, ": ", *meaning))
    gradient = None if found.gradient.value is None else parts.vector(found.gradient.value)
    for sentence in stationary(found, labels.gradient, gradient):
        yield Said(sentence)
