"""Pictures of functions as files, by matplotlib: a surface beside a contour map, or a curve with its tangent.

Belongs here: all that needs matplotlib, loaded when a picture is saved. Does not: pictures in characters (`contour`), or finding anything
out (`calculus.landscape`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from io import BytesIO
from math import hypot
from typing import Any

from pdtutor.calculus.landscape.results import Landscape, Place, Range
from pdtutor.errors import UsageError
from pdtutor.explain.kinks import KINDS
from pdtutor.explain.sentences import function_name
from pdtutor.notation.writers import UnicodeWriter
from pdtutor.render.contour.curve import heights, pieces
from pdtutor.render.contour.glyphs import PALETTE
from pdtutor.render.contour.legend import GAPS, at
from pdtutor.render.contour.levels import Levels, levels, plain, written
from pdtutor.requests.surface import SurfaceResult

SETTINGS = {"svg.hashsalt": "pdtutor", "font.size": 10.0}
UNDATED = {  # the same picture is the same file, whenever and by whichever version it was drawn
    ".svg": dict.fromkeys(("Date", "Creator", "Format", "Type")),
    ".pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    ".png": {"Software": None},
}
WIDE, SINGLE = (11.0, 5.6), (8.0, 5.4)  # inches
DOTS = 150  # per inch
FACETS = {".svg": 32}  # along each side of a surface; an SVG has a few lines of text for every one of them
MOST_FACETS = 60
PATH, LONG_NUMBER = re.compile(rb'(?<= d=")[^"]+'), re.compile(rb"(\.\d\d)\d+")  # of an SVG, in points
LONGEST_TITLE = 90
REACH = 0.2  # of the map's width: the length of the gradient arrow
ENORMOUS = 1e100  # values and places beyond it, or below its inverse, are divided by a power of ten
INK, PAPER, RED = "#111111", "#ffffff", "#b00020"
INSTALL = "Install it, in the folder of pdtutor: .venv/bin/pip install '.[plot]'. Or save to .txt or .html."


def content(result: SurfaceResult, ending: str) -> bytes:
    """The picture as a file of the ending .png, .svg or .pdf. Raises UsageError where matplotlib is missing."""
    library = _library("matplotlib")
    with library.rc_context():
        library.rcdefaults()
        library.rcParams.update(SETTINGS)
        scene = _Scene(result, FACETS.get(ending, MOST_FACETS))
        figure = _map_and_surface(scene) if len(result.variables) > 1 else _curve(scene)
        stream = BytesIO()
        figure.savefig(stream, format=ending.removeprefix("."), dpi=DOTS, metadata=UNDATED[ending])
        return _short(stream.getvalue()) if ending == ".svg" else stream.getvalue()


def _short(drawn: bytes) -> bytes:
    """An SVG whose lines run through hundredths of a point, which nobody sees."""
    return PATH.sub(lambda path: LONG_NUMBER.sub(rb"\1", path[0]), drawn)


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ModuleNotFoundError:
        message = "A picture in a file is drawn by matplotlib, which is not installed."
        raise UsageError(message, hint=INSTALL) from None


@dataclass(frozen=True)
class _Scene:
    """A result with what all parts of its picture share."""

    result: SurfaceResult
    facets: int = MOST_FACETS

    @property
    def landscape(self) -> Landscape:
        return self.result.landscape

    @cached_property
    def writer(self) -> UnicodeWriter:
        return UnicodeWriter(self.result.reading.shown)

    @cached_property
    def names(self) -> list[str]:
        return [self.writer(variable) for variable in self.landscape.variables]

    @cached_property
    def letter(self) -> str:
        return function_name(self.result.reading.expression)

    @cached_property
    def title(self) -> str:
        held = "".join(f", {self.writer(variable)} = {self.writer(value)}" for variable, value in self.result.held.items())
        whole = f"{self.letter}({', '.join(self.names)}) = {self.writer(self.result.reading.expression)}{held}"
        return whole if len(whole) <= LONGEST_TITLE else f"{self.letter}({', '.join(self.names)})"

    @cached_property
    def shown(self) -> Range:
        """The values that are shown: where a few are far away from the others, most of them."""
        return heights(self.landscape)

    @cached_property
    def unit(self) -> float:
        """What values are divided by, so that they are numbers that can be drawn."""
        return _unit(self.shown)

    def height(self, value: float) -> float:
        """A value as it is drawn upwards: cut off at the ends of what is shown."""
        low, high = self.shown
        return min(max(value, low), high) / self.unit


def _unit(ends: Range) -> float:
    size = max(map(abs, ends))
    return 10.0 ** int(f"{size:e}".partition("e")[2]) if size > ENORMOUS or 0 < size < 1 / ENORMOUS else 1.0


def _text(of: Any) -> Any:
    """Text that is shown as it is, without any reading of $ and \\."""
    of.set_parse_math(False)
    return of


def _named(scene: _Scene) -> str:
    return scene.letter if scene.unit == 1 else f"{scene.letter} / {plain(scene.unit)}"


# --- two variables ----------------------------------------------------------------------------------------------------------------------


def _map_and_surface(scene: _Scene) -> Any:
    figure = _library("matplotlib.figure").Figure(figsize=WIDE, facecolor=PAPER)
    _library("mpl_toolkits.mplot3d")
    _text(figure.suptitle(scene.title, y=0.97))
    found = levels((*scene.landscape.numbers, scene.landscape.minimum.value))
    _surface(figure.add_axes((0.0, 0.14, 0.47, 0.8), projection="3d", computed_zorder=False), scene, found)
    axes = figure.add_axes((0.55, 0.22, 0.34, 0.66))
    filled = _map(axes, scene, found)
    if filled is not None:
        bar = figure.colorbar(filled, cax=figure.add_axes((0.905, 0.22, 0.016, 0.66)), ticks=list(found.bounds), spacing="uniform")
        bar.ax.set_yticklabels(written(found.bounds))
        _text(bar.ax.set_title(scene.letter, fontsize=10))
    handles, labels = axes.get_legend_handles_labels()
    _legend(figure, handles, labels, loc="lower center", ncols=min(4, max(1, len(labels))))
    return figure


def _legend(owner: Any, handles: Sequence[Any], labels: Sequence[str], **options: Any) -> None:
    if labels:
        unique = dict(zip(labels, handles, strict=True))
        legend = owner.legend(list(unique.values()), list(unique), frameon=False, fontsize=9, **options)
        for text in legend.get_texts():
            _text(text)


def _colours(found: Levels) -> tuple[Any, Any]:
    """The colours of the levels, and the norm that gives each value its own."""
    colours, ramp = _library("matplotlib.colors"), _ramp()
    palette = colours.ListedColormap([ramp(k / (found.count - 1)) for k in range(found.count)])
    return palette, colours.BoundaryNorm([found.lowest, *found.bounds, found.highest], found.count)


def _grid(landscape: Landscape) -> tuple[Any, Any, Any]:
    numpy = _library("numpy")
    across, upwards = numpy.meshgrid(landscape.coordinates(0), landscape.coordinates(1))
    return across, upwards, numpy.ma.masked_invalid(numpy.array(landscape.values))


def _surface(axes: Any, scene: _Scene, found: Levels) -> None:
    """The function as a surface; upon it the kinks, the path and the point, drawn over whatever lies before them."""
    numpy = _library("numpy")
    across, upwards, values = (_thinned(each, scene.facets) for each in _grid(scene.landscape))
    flat = numpy.ma.filled(values, numpy.nan)
    tints = _tints(flat, found)
    high = numpy.clip(flat, *scene.shown) / scene.unit
    lines = {"linewidth": 0.1, "edgecolor": "#333333"}
    axes.plot_surface(across, upwards, high, facecolors=tints, rstride=1, cstride=1, shade=False, clip_on=False, zorder=1, **lines)
    for crease in scene.landscape.kinks:
        for piece in crease.pieces if crease.kind != "jump" else ():  # a cliff shows itself
            _upon(axes, scene, piece, color=PAPER, linewidth=3.4, zorder=2)
            _upon(axes, scene, piece, color=RED, linewidth=2.0, zorder=3)
    _marks_upon(axes, scene)
    axes.locator_params(nbins=5)
    axes.set_zlim(*(end / scene.unit for end in scene.shown))
    for name, label in zip(scene.names, (axes.set_xlabel, axes.set_ylabel), strict=True):
        _text(axes.xaxis.label if label == axes.set_xlabel else axes.yaxis.label)
        label(name)
    _text(axes.zaxis.label)
    axes.set_zlabel(_named(scene), labelpad=8)
    axes.view_init(elev=32, azim=-60)
    axes.set_box_aspect((1, 1, 0.75), zoom=0.92)


def _thinned(values: Any, facets: int) -> Any:
    """About so many rows and columns of a grid, the last ones among them."""
    numpy = _library("numpy")
    rows, columns = (numpy.unique(numpy.linspace(0, count - 1, facets + 1).astype(int)) for count in values.shape)
    return values[numpy.ix_(rows, columns)]


def _tints(values: Any, found: Levels) -> Any:
    """The colours of the levels, one flowing into the next; clear where there is no value."""
    numpy = _library("numpy")
    ends = [found.lowest, *found.bounds, found.highest]
    along = numpy.interp(values, ends, numpy.linspace(0, 1, len(ends))) if found.bounds else numpy.full(values.shape, 0.5)
    tints = _ramp()(along)
    tints[..., 3] = ~numpy.isnan(values)
    return tints


def _ramp() -> Any:
    return _library("matplotlib.colors").LinearSegmentedColormap.from_list("levels", PALETTE)


def _upon(axes: Any, scene: _Scene, places: Sequence[Place], **style: Any) -> None:
    """A line upon the surface through places in the picture; nothing where one of them has no value."""
    heights_there = [scene.landscape.at(place) for place in places]
    if all(value == value for value in heights_there) and all(map(scene.landscape.is_inside, places)):
        axes.plot(*zip(*places, strict=True), [scene.height(value) for value in heights_there], **style)


def _marks_upon(axes: Any, scene: _Scene) -> None:
    landscape = scene.landscape
    inside = [place for place in landscape.path if landscape.is_inside(place)]
    if inside:
        _upon(axes, scene, inside, color=PAPER, linewidth=3.2, zorder=4)
        _upon(axes, scene, inside, color=INK, linewidth=1.4, marker="o", markersize=3, zorder=5)
    tip = _tip(landscape)
    if landscape.point is not None and tip is not None:
        start = landscape.point.place
        along = [tuple(a + (b - a) * k / 12 for a, b in zip(start, tip, strict=True)) for k in range(13)]
        _upon(axes, scene, along, color=INK, linewidth=2.2, zorder=6)
    if landscape.point is not None and landscape.is_inside(landscape.point.place):
        _upon(axes, scene, [landscape.point.place], zorder=7, **_POINT)


# --- the map ----------------------------------------------------------------------------------------------------------------------------

_POINT = {"marker": "D", "markersize": 7, "markerfacecolor": PAPER, "markeredgecolor": INK, "markeredgewidth": 1.4, "linestyle": "none"}
_START = {**_POINT, "marker": "s"}
_END = {**_POINT, "marker": "*", "markersize": 13}
_LOWEST = {**_POINT, "marker": "v", "markersize": 8}
_CROSS = {"color": RED, "marker": "x", "markersize": 10, "markeredgewidth": 2.4, "linestyle": "none", "zorder": 6}
_STEPS = {"color": INK, "linewidth": 1.3, "marker": "o", "markersize": 3.5, "markerfacecolor": PAPER, "markeredgecolor": INK}


def _map(axes: Any, scene: _Scene, found: Levels) -> Any:
    """The contour map with everything that is marked; what the colour bar needs, or None where all values are one."""
    landscape = scene.landscape
    across, upwards, values = _grid(landscape)
    (left, right), (bottom, top) = (landscape.ranges[variable] for variable in landscape.variables)
    axes.set(xlim=(left, right), ylim=(bottom, top))
    axes.set_facecolor("#e4e4e4")
    if landscape.gaps:
        patch = _library("matplotlib.patches").Rectangle
        hatched = {"facecolor": "#e4e4e4", "edgecolor": "#888888", "hatch": "////", "linewidth": 0}
        axes.add_patch(patch((left, bottom), right - left, top - bottom, zorder=0, label=GAPS[landscape.gaps], **hatched))
    filled = _filled(axes, across, upwards, values, found)
    _kink_lines(axes, landscape)
    _flat_marks(axes, landscape)
    for name, label in zip(scene.names, (axes.xaxis, axes.yaxis), strict=True):
        _text(label.label)
        label.set_label_text(name)
    return filled


def _filled(axes: Any, across: Any, upwards: Any, values: Any, found: Levels) -> Any:
    if not found.bounds:
        axes.pcolormesh(across, upwards, values * 0.0, cmap=_ramp(), vmin=-1, vmax=1, shading="nearest", zorder=1)
        axes.plot([], [], "s", color=_ramp()(0.5), label=f"{plain(found.lowest)} everywhere here")
        return None
    palette, norm = _colours(found)
    filled = axes.contourf(across, upwards, values, [found.lowest, *found.bounds, found.highest], cmap=palette, norm=norm, zorder=1)
    lines = axes.contour(across, upwards, values, list(found.bounds), colors=INK, linewidths=0.7, linestyles="solid", zorder=2)
    names = dict(zip(lines.levels, written(found.bounds), strict=True))
    halo = _library("matplotlib.patheffects").withStroke(linewidth=2.2, foreground=PAPER)
    for text in axes.clabel(lines, fmt=names, fontsize=7.5, colors=INK):
        text.set_path_effects([halo])
    return filled


def _kink_lines(axes: Any, landscape: Landscape) -> None:
    segments = _library("matplotlib.collections").LineCollection
    for crease in landscape.kinks:
        if all(one == other for one, other in crease.pieces):
            points = [one for one, _ in crease.pieces]
            axes.plot(*zip(*points, strict=True), label=KINDS[crease.kind], **_CROSS)
        else:
            axes.add_collection(segments(crease.pieces, colors=PAPER, linewidths=3.4, zorder=3))
            axes.add_collection(segments(crease.pieces, colors=RED, linewidths=1.8, zorder=4, label=KINDS[crease.kind]))


def _flat_marks(axes: Any, landscape: Landscape) -> None:
    """The path, the smallest value, the gradient and the point."""
    if landscape.path:
        axes.plot(*zip(*landscape.path, strict=True), color=PAPER, linewidth=3, zorder=5)
        axes.plot(*zip(*landscape.path, strict=True), zorder=5, label=f"{len(landscape.path) - 1} steps of descent", **_STEPS)
        axes.plot(*zip(landscape.path[-1], strict=True), zorder=6, label=f"end {at(landscape.path[-1])}", **_END)
        axes.plot(*zip(landscape.path[0], strict=True), zorder=6, label=f"start {at(landscape.path[0])}", **_START)
    if landscape.is_inside(landscape.minimum.place) and max(landscape.numbers) > landscape.minimum.value:
        label = f"smallest value seen, {plain(landscape.minimum.value)}"
        axes.plot(*zip(landscape.minimum.place, strict=True), zorder=5, label=label, **_LOWEST)
    tip = _tip(landscape)
    if landscape.point is not None and tip is not None and landscape.point.gradient is not None:
        _arrow(axes, landscape.point.place, tip)
        axes.plot([], [], color=INK, linewidth=2, marker=">", label=f"gradient {at(landscape.point.gradient)}")
    if landscape.point is not None:
        axes.plot(*zip(landscape.point.place, strict=True), zorder=8, label=f"point {at(landscape.point.place)}", **_POINT)


def _arrow(axes: Any, start: Place, tip: Place) -> None:
    halo = _library("matplotlib.patheffects").withStroke(linewidth=4.5, foreground=PAPER)
    style = {"arrowstyle": "-|>", "color": INK, "linewidth": 2, "shrinkA": 0, "shrinkB": 0, "mutation_scale": 14, "path_effects": [halo]}
    axes.annotate("", xy=tip, xytext=start, arrowprops=style, zorder=7, annotation_clip=True)


def _tip(landscape: Landscape) -> Place | None:
    """Where an arrow along the gradient ends, of one length in the picture whatever the scales of the axes."""
    point = landscape.point
    if point is None or point.gradient is None or not any(point.gradient) or not landscape.is_inside(point.place):
        return None
    sizes = [high - low for low, high in landscape.ranges.values()]
    largest = max(map(abs, point.gradient))
    way = [slope / largest / size for slope, size in zip(point.gradient, sizes, strict=True)]
    reach = REACH / hypot(*way)
    return tuple(x + reach * slope / largest for x, slope in zip(point.place, point.gradient, strict=True))


# --- one variable -----------------------------------------------------------------------------------------------------------------------


def _curve(scene: _Scene) -> Any:
    figure = _library("matplotlib.figure").Figure(figsize=SINGLE, facecolor=PAPER)
    axes = figure.add_axes((0.12, 0.2, 0.84, 0.7))
    landscape = scene.landscape
    (variable,) = landscape.variables
    _text(axes.set_title(scene.title))
    axes.set(xlim=landscape.ranges[variable], ylim=tuple(end / scene.unit for end in scene.shown))
    axes.grid(visible=True, color="#dddddd", linewidth=0.6)
    _gaps(axes, landscape)
    for number, piece in enumerate(pieces(landscape, scene.shown)):
        across, high = zip(*piece, strict=True)
        dot = {"marker": ".", "markersize": 3} if len(piece) == 1 else {}
        axes.plot(
            across, [_near(scene, y) for y in high], color=PALETTE[2], linewidth=2, zorder=3, label=None if number else scene.letter, **dot
        )
    _marks_on_curve(axes, scene)
    for axis, name in ((axes.xaxis, scene.names[0]), (axes.yaxis, _named(scene))):
        _text(axis.label)
        axis.set_label_text(name)
    handles, labels = axes.get_legend_handles_labels()
    _legend(figure, handles, labels, loc="lower center", ncols=min(3, len(labels)))
    return figure


def _near(scene: _Scene, value: float) -> float:
    """A value, but no further away than three heights of the picture, where nobody sees how far."""
    low, high = scene.shown
    space = high / 2 - low / 2
    return min(max(value / scene.unit, (low - space) / scene.unit), (high + space) / scene.unit)


def _gaps(axes: Any, landscape: Landscape) -> None:
    across, values = landscape.coordinates(0), landscape.values[0]
    half = (across[1] - across[0]) / 2
    for place, value in zip(across, values, strict=True):
        if value != value:
            axes.axvspan(place - half, place + half, facecolor="#e4e4e4", linewidth=0, zorder=1, label=GAPS[landscape.gaps])


def _marks_on_curve(axes: Any, scene: _Scene) -> None:
    landscape = scene.landscape
    (name,) = scene.names
    for crease in landscape.kinks:
        points = [(one[0], scene.height(landscape.at(one))) for one, _ in crease.pieces if landscape.at(one) == landscape.at(one)]
        axes.plot(*(zip(*points, strict=True) if points else ([], [])), label=KINDS[crease.kind], **_CROSS)
    if landscape.path:
        points = [(place[0], _near(scene, state.value)) for place, state in zip(landscape.path, scene.result.path, strict=True)]
        axes.plot(*zip(*points, strict=True), zorder=5, label=f"{len(points) - 1} steps of descent", **_STEPS)
        axes.plot(*zip(points[-1], strict=True), zorder=6, label=f"end {name} = {at(landscape.path[-1])}", **_END)
        axes.plot(*zip(points[0], strict=True), zorder=6, label=f"start {name} = {at(landscape.path[0])}", **_START)
    lowest = landscape.minimum
    if max(landscape.numbers) > lowest.value:
        label = f"smallest value seen, {plain(lowest.value)}"
        axes.plot([lowest.place[0]], [scene.height(lowest.value)], zorder=5, label=label, **_LOWEST)
    _tangent(axes, scene)


def _tangent(axes: Any, scene: _Scene) -> None:
    point = scene.landscape.point
    if point is None:
        return
    (start,), (name,) = point.place, scene.names
    if point.gradient is not None:
        (slope,) = point.gradient
        ends = scene.landscape.ranges[scene.landscape.variables[0]]
        line = [(point.value + slope * (x - start)) / scene.unit for x in ends]
        axes.plot(ends, line, "--", color=RED, linewidth=1.6, zorder=4, label=f"tangent, slope {plain(slope)}")
    axes.plot([start], [_near(scene, point.value)], zorder=7, label=f"point {name} = {at(point.place)}", **_POINT)
