"""The page of a picture: the function, what is shown, the picture with its legend, and what there is to see in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sympy import Expr

from pdtutor.calculus.descent.results import State
from pdtutor.explain import surface as words
from pdtutor.explain.phrases import Sentence
from pdtutor.explain.sentences import decimal
from pdtutor.render.blocks import Block, Equation, Picture, Reading, Said, Section, Table
from pdtutor.render.contour import contour, contour_plain
from pdtutor.render.labels import Label, Labels, titled
from pdtutor.render.pages import parts
from pdtutor.requests.surface import SurfaceResult

TITLE = "A picture of the function"


def sections(result: SurfaceResult, labels: Labels) -> tuple[Section, ...]:
    """The picture; the steps of the descent where all is asked for."""
    picture = Section(titled("Surface" if len(result.variables) > 1 else "Curve"), _blocks(result, labels))
    if not result.path or result.detail != "full":
        return (picture,)
    return (picture, Section(titled("The path"), (_steps(result.variables, result.path, labels),)))


def equations(result: SurfaceResult, labels: Labels) -> tuple[Equation, ...]:
    """The gradient at the point, or the function."""
    spot = result.landscape.point
    if spot is None or spot.gradient is None:
        return (Equation(labels.call, labels.of(result.reading.expression)),)
    text = words.numbers(spot.gradient)
    return (Equation(slope_name(result, labels), Label(text, lambda: text.replace("\u00a0", " "))),)


def slope_name(result: SurfaceResult, labels: Labels) -> Label:
    """What the derivative is called: ∇f, or df/dx for one variable, ∂f/∂x where others are held."""
    if len(result.variables) > 1:
        return labels.gradient
    return labels.of_order(result.variables) if result.held else labels.rate(labels.function, result.variables[0])


def _blocks(result: SurfaceResult, labels: Labels) -> tuple[Block, ...]:
    found = result.landscape
    picture = Picture(lambda width: contour(found, width), _caption(result, labels), lambda width: contour_plain(found, width))
    return parts.spaced(
        [Reading(labels.call, result.reading.expression), Said(words.shown(found, result.held))],
        [picture],
        _point(result, labels),
        _path(result, labels),
        _seen(result, labels),
    )


def _caption(result: SurfaceResult, labels: Labels) -> Sentence:
    if len(result.variables) > 1:
        return (labels.function, " as a map: the larger the value, the more ink and the brighter the colour:")
    return (labels.function, " as a curve:")


def _point(result: SurfaceResult, labels: Labels) -> Iterator[Block]:
    spot = result.landscape.point
    if spot is not None:
        name = slope_name(result, labels)
        yield from map(Said, words.point(result.landscape, spot, labels.letter, name))


def _path(result: SurfaceResult, labels: Labels) -> Iterator[Block]:
    if result.path:
        yield from map(Said, words.descent(result.variables, result.path, result.stop, result.rate, labels.letter))


def _seen(result: SurfaceResult, labels: Labels) -> Iterator[Block]:
    """What the legend says too, for the formats without pictures."""
    found = result.landscape
    if result.detail == "brief":
        return
    yield Said(words.smallest(found, labels.letter))
    yield from map(Said, words.kinks(found.kinks))
    yield from map(Said, words.gaps(found, labels.letter))


def _steps(variables: tuple[Expr, ...], path: Sequence[State], labels: Labels) -> Table:
    heads: tuple[Sentence, ...] = (("step",), *((variable,) for variable in variables), (labels.letter,))
    rows = (((str(state.number),), *((decimal(x),) for x in state.point), (decimal(state.value),)) for state in path)
    return Table(heads, tuple(rows), is_numeric=True)
